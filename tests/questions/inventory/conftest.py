"""What the tests of the keys share."""

import numpy as np
import pytest

from snn_edu.questions.inventory import RIGHT, WHEN


@pytest.fixture
def keys():
    """The right choices of an item, before and after."""

    def found(item):
        return [
            next(choice for choice, leads in item.asked(when).choices.items() if leads == RIGHT)
            for when in WHEN
        ]

    return found


@pytest.fixture
def rng():
    return np.random.default_rng(1)
