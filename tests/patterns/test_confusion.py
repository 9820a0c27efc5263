"""The confusion matrix and its ratios."""

import math

import numpy as np
import pytest

from snn_edu.patterns import Confusion, confusion_matrix


def test_score_fills_the_confusion_matrix_and_its_ratios():
    matrix = confusion_matrix([1, 1, 0, 0, 1], [1, 0, 1, 0, 0])
    assert matrix == Confusion(1, 2, 1, 1)
    assert matrix.precision == 1 / 3
    assert matrix.recall == 1 / 2
    assert math.isnan(confusion_matrix([0], [1]).precision)
    assert math.isnan(confusion_matrix([1], [0]).recall)
    with pytest.raises(ValueError, match="one shape"):
        confusion_matrix([1, 0], [1])
    with pytest.raises(ValueError, match="printed is masked"):
        confusion_matrix(np.ma.array([True, False], mask=[0, 1]), [True, True])
