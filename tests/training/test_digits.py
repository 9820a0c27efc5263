"""The digits: the archive's pictures, all of them, and splits that are fair and repeatable."""

import numpy as np
import pytest
from reference import case

from snn_edu.training import Digits, digits

# archive.ics.uci.edu/dataset/80, "No of examples in testing set", 0 to 9
UCI_COUNTS = [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]

# The first row of UCI's optdigits.tes, a zero
FIRST_ROW = """
    0 0 5 13 9 1 0 0
    0 0 13 15 10 15 5 0
    0 3 15 2 0 11 8 0
    0 4 12 0 0 8 8 0
    0 5 8 0 0 9 8 0
    0 4 11 0 1 12 7 0
    0 2 14 5 10 12 0 0
    0 0 6 13 10 0 0 0"""


def nearest_centroid(train, test):
    """Share of test pictures nearest to their own digit's mean training picture."""
    means = np.array([train.pictures[train.labels == digit].mean(0) for digit in range(10)])
    distance = ((test.pictures[:, None] - means) ** 2).sum(2)
    return np.mean(distance.argmin(1) == test.labels)


def test_the_pictures_are_those_of_the_archive():
    everything = digits.load()
    assert everything.pictures.shape == (1797, 64)
    assert len(everything) == 1797
    assert np.bincount(everything.labels).tolist() == UCI_COUNTS
    assert (everything.pictures[0] * 16).tolist() == [float(n) for n in FIRST_ROW.split()]
    assert everything.labels[:10].tolist() == list(range(10))
    steps = everything.pictures * 16
    assert np.array_equal(steps, np.rint(steps))
    assert (steps.min(), steps.max()) == (0, 16)


def test_a_split_uses_every_picture_once_in_random_order_and_of_every_digit_the_same_share():
    everything = digits.load()
    marked = Digits(np.arange(1797.0)[:, None], everything.labels)  # its number as its only pixel
    train, test = digits.split(marked, np.random.default_rng(0))
    numbers = np.concatenate([train.pictures, test.pictures]).ravel()
    assert sorted(numbers) == list(range(1797))
    for part in (train, test):  # a label stays with its picture
        assert np.array_equal(part.labels, everything.labels[part.pictures.ravel().astype(int)])
        assert 0.05 < np.mean(part.labels[1:] == part.labels[:-1]) < 0.15  # in order: 0.1 by chance
    assert np.bincount(train.labels).tolist() == [round(0.7 * n) for n in UCI_COUNTS]
    assert len(test) == 539


def test_the_nearest_centroid_scores_what_scikit_learn_says():
    expected = case("digits", "digits-baselines")["expected"]["nearest_centroid"]
    everything = digits.load()
    rng = np.random.default_rng(0)
    scores = [nearest_centroid(*digits.split(everything, rng)) for _ in range(5)]
    # Other splits than scikit-learn's: two means of five, each with a standard error of sd / sqrt 5
    error = expected["sd"] * (2 / 5) ** 0.5
    assert np.mean(scores) == pytest.approx(expected["mean"], abs=2 * error)


def test_digits_are_arrays_of_their_own_whatever_they_came_as():
    given = np.ones((2, 64))
    kept = Digits(given, np.array([3, 4], np.int8))
    given[:] = np.nan
    assert kept[np.array([1, 0])].labels.tolist() == [4, 3]
    assert (kept.pictures == 1.0).all()


@pytest.mark.parametrize("label", [-1, 10])
def test_a_label_that_is_no_digit_is_refused(label):
    with pytest.raises(ValueError, match=rf"labels\[1\] = {label}: allowed is 0 to 9\."):
        Digits(np.ones((2, 64)), [9, label])


def test_tab_shows_what_is_meant_for_others():
    assert dir(digits) == ["CLASSES", "Digits", "load", "split"]
