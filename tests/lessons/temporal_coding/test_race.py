"""The race measures each code as its theory says, over perfect lines and bad ones."""

import numpy as np
import pytest

from snn_edu import six_codes
from snn_edu.coding import delta_code, latency_code, rank_order_code, rate_code
from snn_edu.lessons.temporal_coding import race

VALUES = np.random.default_rng(20).random(64)
TIMES = np.arange(0.0, 101.0, 5.0)
FRAMED = race.frame_by_frame(latency_code(), 50.0)


def rng():
    return np.random.default_rng(21)


def test_errors_are_those_of_decoding_by_hand_and_lost_spikes_were_sent():
    code = latency_code()
    spikes = code.encode(VALUES, 100.0, rng())
    measured = race.measure_errors(code, VALUES, TIMES, rng())
    for k, t in enumerate(TIMES):
        by_hand = np.sqrt(np.mean((code.decode(spikes, t) - VALUES) ** 2))
        assert measured.error[k] == pytest.approx(by_hand, rel=1e-12)
        assert measured.spikes[k] == np.sum(spikes.times <= t)
    perfect, lossy = (
        race.measure_errors(latency_code(), VALUES, TIMES, rng(), race.Line(loss=loss))
        for loss in (0, 1)
    )
    np.testing.assert_array_equal(perfect.spikes, lossy.spikes)
    np.testing.assert_allclose(lossy.error[-1], np.sqrt(np.mean(VALUES**2)))  # all read as 0
    weaker = race.measure_errors(rate_code(), VALUES, [50_000.0], rng(), race.Line(loss=0.3))
    assert weaker.error[0] == pytest.approx(0.3 * np.sqrt(np.mean(VALUES**2)), rel=0.05)
    errors = race.Errors(np.arange(4.0), np.array([0.5, 0.01, 0.2, 0.04]), np.array([0, 5, 7, 9.0]))
    assert errors.time_to(0.05) == 3.0
    assert errors.spikes_to(0.2) == 5.0
    assert errors.time_to(1.0) == 0.0
    assert np.isnan(errors.spikes_to(0.03))


@pytest.mark.parametrize("code", six_codes(), ids=lambda code: code.name)
def test_a_movie_frame_by_frame_is_each_frame_on_its_own(code):
    movie = np.random.default_rng(3).random((3, 8))
    film = race.frame_by_frame(code, 50.0)
    spikes, one_by_one = film.encode(movie, 150.0, rng()), rng()
    for k, frame in enumerate(movie):
        alone = code.encode(frame, 50.0, one_by_one)
        for t in (0.0, 20.0, 49.9):
            np.testing.assert_allclose(
                film.decode(spikes, 50.0 * k + t), code.decode(alone, t), atol=1e-9
            )


def test_a_moving_bar_is_followed_by_delta_without_being_told_of_frames():
    bar = np.kron(np.eye(8), np.ones((1, 2)))  # 8 frames, 16 places
    times = np.arange(0.0, 801.0, 10.0)
    measured = race.measure_errors(delta_code(delta=0.1), bar, times, rng())
    assert measured.error[times % 100 >= 20].max() < 1e-9
    assert measured.error[10:80:10].min() > 0.1  # as each frame begins
    assert measured.spikes[-1] == 16 * 10 + 14 * 10  # each place up, and all but the last two down


def test_at_its_end_a_movie_shows_its_last_frame_and_no_spike_strays_into_the_next():
    spikes = FRAMED.encode([[0.1], [0.9]], 100.0, rng())
    assert FRAMED.decode(spikes, 100.0) == pytest.approx(0.9)
    film = race.frame_by_frame(rank_order_code(spacing=25.0), 50.0)
    spikes = film.encode([[0.9, 0.5, 0.1], [0.0, 0.0, 0.0]], 100.0, rng())
    assert spikes.times.tolist() == [0.0, 25.0]  # rank 2 would fire at 50 ms
    np.testing.assert_allclose(film.decode(spikes, 50.0), 0.5)
