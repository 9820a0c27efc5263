"""Lesson 10, what can be heard: the neuron's output spikes as clicks."""

from __future__ import annotations

import base64
import io
import wave
from dataclasses import dataclass

import numpy as np

from snn_edu.lessons.needle_in_noise.live_run import history
from snn_edu.plots import SPIKE, figure
from snn_edu.plots.plots import HouseFigure
from snn_edu.validation import Floats

CLICKS = 4_000  # Hz, of the clicks


@dataclass(frozen=True, repr=False)
class Sound:
    """A sound with its player, which waits to be pressed, under a picture of it."""

    picture: HouseFigure
    samples: Floats  # -1 to 1
    sampling: int  # Hz

    def __repr__(self) -> str:
        return (
            f"Sound of {self.samples.size / self.sampling:.1f} s. {self.picture.text_alternative}"
        )

    def _repr_html_(self) -> str:
        file = io.BytesIO()
        with wave.open(file, "wb") as sound:
            sound.setparams((1, 1, self.sampling, 0, "NONE", ""))
            sound.writeframes(np.round(127.5 + 127 * self.samples).astype(np.uint8).tobytes())
        data = base64.b64encode(file.getvalue()).decode()
        drawn = self.picture._repr_mimebundle_()[0]["text/html"]
        return f'{drawn}<audio controls src="data:audio/wav;base64,{data}"></audio>'


def clicks(times: Floats, begin: float, end: float) -> Floats:
    """A click of 2 ms for each spike between `begin` and `end` (ms)."""
    sound = np.zeros(round((end - begin) * CLICKS / 1000))
    click = np.sin(2 * np.pi * 1000.0 * (np.arange(CLICKS // 500) + 0.5) / CLICKS)
    for t in times[(times >= begin) & (times < end - 2.0)]:
        start = int((t - begin) * CLICKS / 1000)
        sound[start : start + click.size] = click
    return sound


HEARD = 2000.0  # ms


def listen(after: float = 0.0) -> Sound:
    """Two seconds of the neuron's output, from `after` seconds of learning on."""
    begin = 1000 * after
    times = history().output
    times = times[(times >= begin) & (times < begin + HEARD)]
    said = f"{times.size} output spikes in {HEARD / 1000:g} s, each a stroke and a click"
    drawing = figure(f"{said}.", 7.0, 1.0)
    ax = drawing.subplots()
    ax.vlines((times - begin) / 1000, 0, 1, color=SPIKE, lw=1)
    ax.set(xlim=(0, HEARD / 1000), ylim=(0, 1), yticks=[], xlabel="time (s)")
    ax.set_title(said, fontsize=10)
    return Sound(drawing, clicks(times, begin, begin + HEARD), CLICKS)
