"""Surrogates: reference values, and the soft steps they are slopes of."""

import numpy as np
import pytest
from reference import cases

from snn_edu.training import SURROGATES, smooth_step, surrogate
from snn_edu.training.surrogate import area

(REFERENCE,) = cases("training", "surrogate-derivatives")


@pytest.mark.parametrize("name", SURROGATES)
def test_the_slopes_are_those_of_the_reference(name):
    found = surrogate(name, REFERENCE["params"]["u"], REFERENCE["params"]["slope"])
    assert found == pytest.approx(np.array(REFERENCE["expected"][name]), abs=1e-12)


@pytest.mark.parametrize("b", [1.0, 3.0, 30.0])
@pytest.mark.parametrize("name", SURROGATES)
def test_the_soft_step_rises_from_0_to_1_with_the_surrogate_over_its_area(name, b):
    eps, u = 1e-6, np.linspace(-1.01, 1.02, 60)
    rise = (smooth_step(name, u + eps, b) - smooth_step(name, u - eps, b)) / (2 * eps)
    assert rise == pytest.approx(surrogate(name, u, b) / area(name, b), abs=1e-5)
    far = smooth_step(name, np.array([-1e7, 0.0, 1e7]), b)
    assert far == pytest.approx([0.0, 0.5, 1.0], abs=1e-7)


def test_a_number_gives_a_number_and_a_shape_its_shape():
    assert surrogate("sigmoid", 0.2, 5.0).ndim == 0
    assert surrogate("triangle", np.zeros((2, 3)), 5.0).shape == (2, 3)
    assert surrogate("fast_sigmoid", [800.0, -800.0], 100.0).min() > 0  # no overflow
    assert surrogate("sigmoid", [80.0, -80.0], 100.0).tolist() == [0.0, 0.0]


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_a_soft_step_is_of_numbers_and_of_their_kind(kind):
    with pytest.raises(ValueError, match=r"u\[1\] = nan"):
        smooth_step("sigmoid", np.array([0.0, np.nan], kind), 1.0)
    assert smooth_step("sigmoid", np.zeros(2, kind), 1.0).dtype == kind
