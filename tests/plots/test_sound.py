"""A sound with its player."""

import io
import wave

import numpy as np
import pytest

from snn_edu.plots import Sound


def test_the_file_holds_the_samples_to_eight_bits():
    samples = np.sin(np.arange(800) / 5.0)
    with wave.open(io.BytesIO(Sound(samples, 8000, "a tone").wav())) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (8000, 1, 1)
        held = np.frombuffer(file.readframes(800), np.uint8)
    assert (held - 127.5) / 127.0 == pytest.approx(samples, abs=0.005)


def test_loud_samples_are_scaled_together():
    assert Sound([4.0, -2.0], 8000, "loud").samples.tolist() == [1.0, -0.5]


def test_it_says_what_is_heard_and_waits_for_the_learner():
    page = Sound([0.0], 8000, 'a "click"')._repr_html_()
    assert 'aria-label="a &quot;click&quot;"' in page
    assert "autoplay" not in page
