"""Lesson 16: the sodium current, which the learner writes and an axon then runs on."""

from __future__ import annotations

from snn_edu import HodgkinHuxley
from snn_edu.questions import Exercise, Wrong, simpler


def sodium(v: float, m: float, h: float) -> float:
    """The sodium current out of the axon, µA/cm²: conductance times driving force."""
    return 120.0 * m**3 * h * (v - 50.0)


SODIUM = Exercise(
    name="sodium",
    ask="Write `sodium(v, m, h)`: the sodium current out of the cell, in µA/cm², with g_Na = "
    "120 mS/cm² and E_Na = 50 mV.",
    shown="""
        def sodium(v, m, h):
            return 120.0 * m**3 * h * (v - 50.0)  # conductance times driving force
    """,
    solution=sodium,
    oracle=lambda v, m, h: HodgkinHuxley().currents((v, m, h, 0.0))[0],
    tries=((-65.0, 0.05, 0.6), (-20.0, 0.6, 0.4), (30.0, 0.98, 0.2), (60.0, 0.99, 0.1)),
    unit="µA/cm²",
    wrong=(
        Wrong(
            lambda v, m, h: 120.0 * m**3 * h * (50.0 - v),
            "Your sign is flipped. Below 50 mV sodium flows in, so it should be negative: "
            "{expected:.2f}, not {got:.2f}.",
        ),
        Wrong(
            lambda v, m, h: 120.0 * m * h * (v - 50.0),
            "One open m gate isn't enough. There are three in a row, and all must be open.",
        ),
        Wrong(
            lambda v, m, h: 120.0 * 3 * m * h * (v - 50.0),
            "Three gates in a row multiply, m * m * m. Three times m could come to more than 1.",
        ),
        Wrong(
            lambda v, m, h: 120.0 * (m * h) ** 3 * (v - 50.0),
            "The third power is for m alone. There is only one h gate.",
        ),
        Wrong(
            lambda v, m, h: 120.0 * m**3 * (v - 50.0),
            "Your channels can't be blocked, because h is missing. Without it nothing shuts them.",
        ),
        Wrong(
            lambda v, m, h: 120.0 * m**3 * (1.0 - h) * (v - 50.0),
            "h is the share of gates that are *open*. Multiply by h itself.",
        ),
        Wrong(
            lambda v, m, h: 120.0 * m**3 * h * v,
            "The driving force is counted from the upper tank, v - 50, not from 0 mV.",
        ),
        Wrong(
            lambda v, m, h: 120.0 * m * h**3 * (v - 50.0),
            "The third power is at the wrong gate. There are three m and one h.",
        ),
        Wrong(
            lambda v, m, h: 120.0 * (m**3 + h) * (v - 50.0),
            "All gates must be open at once, so their shares are multiplied, not added.",
        ),
        Wrong(
            lambda v, m, h: 120.0 * m**3 * h * (v + 77.0),
            "-77 mV is potassium's tank. Sodium's is at 50 mV.",
        ),
        Wrong(
            lambda v, m, h: 36.0 * m**3 * h * (v - 50.0),
            "36 is potassium's conductance. Sodium's is 120.",
        ),
        Wrong(
            lambda v, m, h: 120.0 * m**3 * h * (v + 50.0),
            "E_Na is +50 mV, and the driving force is v - E_Na, so subtract it.",
        ),
        Wrong(
            lambda v, m, h: 0.12 * m**3 * h * (v - 50.0),
            "That's a thousand times too little. mS/cm² times mV is µA/cm² as it stands.",
        ),
        Wrong(
            lambda v, m, h: 120.0 * m**2 * h * (v - 50.0),
            "You have two m gates in a row. There are three.",
        ),
        Wrong(
            lambda v, m, h: 120.0 * m**4 * h * (v - 50.0),
            "You have four m gates. Of the four in a row, one is h.",
        ),
        Wrong(
            lambda v, m, h: 120.0 * m**4 * (v - 50.0),
            "That's how potassium's gates are built. Sodium has three m gates and one h.",
        ),
        Wrong(
            lambda v, m, h: 120.0 * m**3 * h,
            "That's a conductance. A current needs the driving force as well.",
        ),
        Wrong(
            lambda v, m, h: m**3 * h * (v - 50.0),
            "The conductance of all channels is missing, 120 mS/cm².",
        ),
        Wrong(
            lambda v, m, h: abs(sodium(v, m, h)),
            "You've dropped the sign. We count outwards, so what flows in is negative.",
        ),
        Wrong(
            lambda v, m, h: min(0.0, sodium(v, m, h)),
            "Your sodium can only flow in. At {v:g} mV it flows out, because v is above E_Na.",
        ),
        Wrong(
            lambda v, m, h: 36.0 * m**3 * h * (v + 77.0),
            "36 and −77 are potassium's numbers. Sodium's are 120 mS/cm² and 50 mV.",
        ),
        Wrong(
            lambda v, m, h: 120.0 * m**3 * h * (v - 0.050),
            "Your E_Na is in volts. v is in mV, so E_Na is 50.",
        ),
        Wrong(
            lambda v, m, h: 120.0 * m**3 * h * (v - 50.0) + 0.3 * (v + 54.4),
            "You've added the leak. We want the sodium current alone.",
        ),
    ),
    examined=simpler(
        sodium,
        (
            (0.0, 1.0, 1.0),
            "Let all gates be open, so m and h are 1. At v = 0 all of the conductance meets a "
            "driving force of −50 mV, which makes {expected:g}. Yours is {got:g}.",
        ),
        (
            (0.0, 0.5, 1.0),
            "Let h be 1 and every other m gate be open. Then one channel in eight passes, which "
            "makes {expected:g} at v = 0. Yours is {got:g}.",
        ),
        (
            (0.0, 1.0, 0.5),
            "Let m be 1 and every other h gate be open. Then half of the channels pass, which "
            "makes {expected:g} at v = 0. Yours is {got:g}.",
        ),
        (
            (100.0, 1.0, 1.0),
            "Let all gates be open at v = 100. The driving force is 50 mV outwards, which makes "
            "{expected:g}. Yours is {got:g}.",
        ),
    ),
    hints=(
        "A current is conductance times driving force, g (v - E).",
        "Of the 120 mS/cm², the share m**3 * h passes.",
    ),
    why="Conductance times driving force. At 50 mV it is zero, however many channels pass.",
)
