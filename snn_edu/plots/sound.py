"""A sound with a player beside its words: heard when the learner presses play, never before."""

from __future__ import annotations

import base64
import io
import wave
from html import escape

import numpy as np
from numpy.typing import ArrayLike

from snn_edu.validation import instance, integer, numbers


class Sound:
    """Samples between -1 and 1 with a player, kept as a WAV file of 8 bits a sample.

    Parameters
    ----------
    samples : array_like, shape (samples,)
        Louder ones are scaled down together.
    rate
        Samples a second, 1,000 to 48,000.
    text
        What is heard, in one sentence, for who cannot hear it; also the player's name.
    """

    def __init__(self, samples: ArrayLike, rate: int, text: str) -> None:
        heard = numbers("samples", samples)
        if heard.ndim != 1 or not heard.size:
            raise ValueError(f"samples have shape {heard.shape}: expected one row of them.")
        self.rate = integer("rate", rate, 1000, 48_000)
        self.text = instance("text", text, str)
        self.samples = heard / max(1.0, float(np.abs(heard).max()))

    def wav(self) -> bytes:
        """Return the file."""
        file = io.BytesIO()
        with wave.open(file, "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(1)
            out.setframerate(self.rate)
            out.writeframes(np.round(127.5 + 127.0 * self.samples).astype(np.uint8).tobytes())
        return file.getvalue()

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        data = base64.b64encode(self.wav()).decode()
        return (
            f'<figure><audio controls preload="none" aria-label="{escape(self.text)}" '
            f'src="data:audio/wav;base64,{data}"></audio>'
            f"<figcaption>{escape(self.text)}</figcaption></figure>"
        )
