"""What lesson 19 asks: so far, of a reward that comes late."""

from __future__ import annotations

from snn_edu.questions.feedback import Wrong
from snn_edu.questions.prediction import Prediction

PREDICTIONS = (
    Prediction(
        name="delay",
        question="The memory of a pair decays with a time constant of 1 s, and the reward comes 1 "
        "s "
        "after the cue. You let it come after 3 s instead. How fast is learning now?",
        choices=(
            "as fast as before, because the reward is as large",
            "3 times slower, because it comes 3 times later",
            "about 7 times slower, because e² is left out",
            "not at all, because the pair is forgotten",
        ),
        answer="c",
        why="Two seconds more leave e⁻² = 14 % of what was there, so each reward changes the "
        "weights 7.4 times less.",
        wrong=(Wrong("b", "An exponential doesn't decay in proportion to time."),),
    ),
)
