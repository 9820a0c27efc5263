"""What lesson 16 asks: predictions, exercises and a quiz on neurons beyond LIF."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from snn_edu.lessons.beyond_lif.sodium_questions import SODIUM
from snn_edu.lessons.beyond_lif.views import (
    AXON,
    BURSTING,
    ZOO,
    pattern_of,
)
from snn_edu.neurons import AdEx
from snn_edu.questions import Exercise, Prediction, Wrong, relettered
from snn_edu.simulation import simulate, trajectory


@cache
def _keeps_firing() -> float:
    """The onset of repetitive firing, between 5 and 8 uA/cm2: eleven candidates at a time."""
    low, high = 5.0, 8.0
    while high - low > 0.01:
        currents = np.linspace(low, high, 11)
        spikes = simulate(AXON, np.tile(currents, (16_000, 1)), 0.05).spikes
        on = [bool(np.any(spikes.times[spikes.ids == k] > 750.0)) for k in range(11)]
        k = on.index(True)
        low, high = float(currents[k - 1]), float(currents[k])
    return (low + high) / 2.0


@cache
def _comes_home(current: float, model: AdEx) -> float:
    """The rest another way: where the cell is after six seconds."""
    return float(trajectory(model, np.full(60_000, current), 0.1).states[-1, 0])


def _crossing(current: float, model: AdEx, last: bool = False) -> float:
    """The first or the last v (mV) where the curves meet."""
    v = np.arange(-100.0, 0.0, 0.001)
    blue, green = model.nullclines(v, current)
    below = np.flatnonzero(blue < green)
    return float(v[below[-1] if last else below[0]])


def _nearest(current: float, model: AdEx) -> float:
    """Where the two curves of a grid come closest, whichever of their meetings that is."""
    v = np.arange(-100.0, -30.0, 0.001)
    blue, green = model.nullclines(v, current)
    return float(v[np.argmin(np.abs(blue - green))])


def _on_grid(found: Callable[..., Any], step: float = 0.001) -> Callable[[float, AdEx], Any]:
    """A search on a grid of v in which something else is looked for, or with another step."""

    def searched(current: float, model: AdEx) -> Any:
        v = np.arange(-100.0, -30.0, step)
        return found(v, *model.nullclines(v, current))

    return searched


def _straight(model: AdEx, current: float, held: float) -> float:
    """Rest without an upstroke, held by `held` times R_m besides the leak."""
    return model.v_rest + model.R_m * current / (1.0 + held * model.R_m)


_OTHER = AdEx(tau_m=15.0, R_m=62.5, v_rest=-66.3, v_threshold=-49.1, delta_T=3.1, a=0.0045)

_PLANES = (
    (0.05, BURSTING),
    (0.0735, BURSTING),  # where grids of 0.01, 0.005, 0.002 and 0.001 hit the right one better
    (-0.23, BURSTING),
    (0.06, _OTHER),
    (0.021, replace(_OTHER, a=-0.0021, v_rest=-61.2)),
)

# --- The names of the zoo. ------------------------------------------------------------------------

NAMES = ("tonic", "adapting", "accelerating", "initial burst", "bursting", "transient")
_MIXED_UP = {
    ("adapting", "tonic"): "Its intervals grow a little at first, and then they stay. Another "
    "cell's grow to more than six times the first.",
    ("tonic", "adapting"): "Its intervals grow steadily, to more than six times the first.",
    ("adapting", "initial burst"): "Its intervals do grow, but in one leap, and then the beat is "
    "steady.",
    ("initial burst", "adapting"): "Its intervals grow little by little. In an initial burst there "
    "is one leap.",
    ("initial burst", "bursting"): "Its bursts come again and again, not only in the beginning.",
    ("bursting", "initial burst"): "It has one burst, at the start. A bursting cell has them again "
    "and again.",
    ("tonic", "accelerating"): "Compare its first interval with its last. They shrink by nearly "
    "half.",
    ("tonic", "transient"): "Count its spikes.",
}


_IN_A = {
    "tonic": "In a tonic cell they stay nearly the same.",
    "adapting": "In an adapting cell they grow little by little.",
    "accelerating": "In an accelerating cell they shrink.",
    "initial burst": "After an initial burst they leap once, and then they stay long.",
    "bursting": "In a bursting cell short ones come again and again, with long ones in between.",
    "transient": "A transient cell has none, because it fires once.",
}


def _judge_names(answer: Any, own: Mapping[str, str] | None = None) -> str | None:
    """None if every cell has the name that its intervals give it.

    `own` says which of the lesson's letters each one stands for.
    """
    if not isinstance(answer, dict) or set(answer) != set(ZOO):
        return 'We need one name for each of the cells "A" to "F", as a dictionary.'
    for cell in ZOO:
        model, current = ZOO[own[cell] if own else cell]
        truth = pattern_of(simulate(model, np.full(4000, current), 0.1).spikes.isi())
        if answer[cell] is None:
            return f"Cell {cell} has no name yet. Name all six, and then ask."
        words = str(answer[cell]).lower().replace("-", " ").replace("_", " ").split()
        said = " ".join(words)
        if said not in NAMES:
            return f"Cell {cell}: {said!r} is none of the names. They are {', '.join(NAMES)}."
        if said != truth:
            why = _MIXED_UP.get((said, truth), f"{_IN_A[said]} Look at its intervals, one by one.")
            return f"Cell {cell} is not {said}. {why}"
    return None


RIGHT_NAMES = {
    "A": "bursting", "B": "tonic", "C": "accelerating",
    "D": "transient", "E": "adapting", "F": "initial burst",
}  # fmt: skip


PREDICTIONS = (
    Prediction(
        name="half_blocked",
        question="A drug blocks half of the sodium channels, and we inject the same current as "
        "before. The first spike ...",
        choices=(
            "is about half as tall, because half of the sodium comes in",
            "is nearly as tall and later, because the rest has to do the work",
            "is gone altogether, because one half can't outweigh the leak",
            "is the same in every way, because spare channels take over",
        ),
        answer="b",
        why="It climbs 91 mV instead of 105, and it comes nearly a millisecond later. Each opening "
        "channel helps to open others, so fewer of them do nearly the same work in more time.",
        wrong=(
            Wrong(
                "a",
                "The height of a spike isn't shared out among the channels. The channels that are "
                "left pull v towards the same tank, at +50 mV.",
            ),
            Wrong("c", "The leak is 0.3 mS/cm², and half of the sodium is 60."),
            Wrong("d", "Nothing stands by. With fewer channels v rises more slowly."),
        ),
    ),
    Prediction(
        name="held",
        question="You make v jump from −65 to −20 mV and hold it there for good. The sodium "
        "channels ...",
        choices=(
            "open and shut again, because a second gate is slower",
            "open and stay open, because v stays where it is",
            "stay shut, because only a rising v can open them",
            "open little by little, because gates need their time",
        ),
        answer="a",
        why="The rise of v opens one kind of gate quickly and shuts the other kind slowly. In "
        "between there's a millisecond or two in which sodium passes.",
        wrong=(
            Wrong(
                "b",
                "That would be right if each channel had one kind of gate. Sodium channels have "
                "two kinds, and v moves them in opposite directions.",
            ),
            Wrong("c", "They don't feel how fast v moves, only where it is."),
            Wrong("d", "They need time, but the quick ones less than half a millisecond."),
        ),
    ),
    Prediction(
        name="who_ends_it",
        question="You clamp one of the two brakes, h or n, at its resting value and leave the "
        "other "
        "one free. Does the spike still end?",
        choices=(
            "yes with either clamp, because one brake is enough",
            "only with n clamped, because then h stops the sodium",
            "only with h clamped, because then n drains the bucket",
            "no with either clamp, because it takes both brakes",
        ),
        answer="d",
        why="With h clamped v stays at about +14 mV, and with n clamped at about −9 mV.",
        wrong=(
            Wrong("a", "It would be the safer design. But look where v ends up with each clamp."),
            Wrong(
                "b",
                "h does shut off the sodium, to less than 1 %. But the potassium gates that are "
                "open at rest can't pull v down against what is left.",
            ),
            Wrong(
                "c",
                "n does open, nearly all the way. But against it stands a sodium pipe that nobody "
                "shuts.",
            ),
        ),
    ),
    Prediction(
        name="slowest",
        question="You look for the weakest steady current at which the axon keeps firing. How fast "
        "does it fire there?",
        choices=(
            "as slowly as you like, because each start is gentle",
            "at about 5 Hz, because the slow gates need to recover",
            "at about 50 Hz, because a slower rise lets the brakes act",
            "at about 500 Hz, because the spike itself takes 2 ms",
        ),
        answer="c",
        why="It fires at 51 Hz. If v takes much longer than 20 ms, h and n keep up with it, and no "
        "spike comes.",
        wrong=(
            Wrong(
                "a",
                "That's how LIF does it, whose v creeps up to the rim. In the axon creeping is no "
                "use, because h and n have time to follow.",
            ),
            Wrong(
                "b",
                "The slow gates recover within 20 ms. To wait for a fifth of a second, v would "
                "have to creep.",
            ),
            Wrong("d", "After a spike the brakes are on, and they need far longer than 2 ms."),
        ),
    ),
    Prediction(
        name="release",
        question="A current of −10 µA/cm² pulls v down for 50 ms, and then there is no current at "
        "all. After the release ...",
        choices=(
            "neither fires, because nothing pushes v upwards",
            "the twin fires, because its v comes back faster",
            "the axon fires, because its gates have changed",
            "both fire, because v swings back beyond its rest",
        ),
        answer="c",
        why="While v was low, h opened and n shut. When v comes back, more sodium is ready than "
        "usual, and less potassium holds against it.",
        wrong=(
            Wrong("a", "Nothing pushes, but ask the gates. What are their goals at a low v?"),
            Wrong("b", "Its v comes back to rest from below and stops there, 15 mV under its rim."),
            Wrong("d", "A leaky bucket doesn't swing. It comes back from below, ever more slowly."),
        ),
    ),
    Prediction(
        name="where_to",
        question="The current is 0.05 nA. The point starts at v = −60 mV and w = 0.03 nA, below "
        "the "
        "blue curve and above the green line. At first it goes ...",
        choices=(
            "straight to the crossing, because there it will rest",
            "to the right and up, because v and w rise together",
            "to the left and down, because the brake is still on",
            "to the right and down, because each asks its own curve",
        ),
        answer="d",
        why="It lies below blue, so v rises, and above green, so w falls.",
        wrong=(
            Wrong("a", "It does end there. But v and w don't know of the crossing."),
            Wrong("b", "v rises, yes. But w asks the green line, and the point lies above it."),
            Wrong("c", "The brake is on, but below the blue curve it is too weak to stop v."),
        ),
    ),
    Prediction(
        name="lower_reset",
        question="The neuron bursts with its reset at −46 mV. You lower it to −58 mV and leave the "
        "rest. The bursts ...",
        choices=(
            "get longer, because each spike takes off more charge",
            "turn into single spikes, because the way back is long",
            "stay, but further apart, because each start is lower",
            "end in silence, because v can't come up any more",
        ),
        answer="b",
        why="From −46 mV the next spike is 3 to 5 ms away. From −58 mV v has a long way to climb, "
        "so "
        "no two spikes come close together.",
        wrong=(
            Wrong("a", "A lower reset leaves v further from the next spike, not closer to it."),
            Wrong("c", "The start within a burst is lower, too."),
            Wrong("d", "At 0.21 nA the curves don't cross, so v can't stay anywhere."),
        ),
    ),
)


def _too_weak_or_too_strong(current: Any) -> str:
    if not isinstance(current, int | float):
        return ""
    if current < 0:
        return "A negative current pulls v down. Positive ones push it up."
    if current < 6.27:
        return "With this current the axon doesn't go on firing. Look at the end of the trace."
    if current < 20:
        return "With this current it does keep firing. Does it still with a slightly weaker one?"
    return "Is that in µA/cm²? The picture's currents go up to 20."


def _apart(answer: Any) -> str:
    """How far apart the two curves are where this answer would have the neuron rest."""
    for current, model in _PLANES:
        v = float(answer(current, model))
        if abs(v - _crossing(current, model)) < 0.01:
            continue
        if not -100 < v < -30:
            return "We want a v in mV, and all these neurons rest between −100 and −30 mV."
        if abs(v - _crossing(current, model)) < 1:
            return "That's near, but not yet where the curves cross. How fine is your search?"
        blue, green = (float(np.ravel(w)[0]) for w in model.nullclines(np.array([v]), current))
        return (
            f"At {v:.2f} mV blue is at {blue:.4f} nA and green at {green:.4f} nA, so this isn't "
            "where they first cross, coming from the left."
        )
    return ""


EXERCISES = (
    SODIUM,
    Exercise(
        name="keeps_firing",
        ask="Find the smallest step of current from rest under which the axon keeps firing, in "
        "µA/cm².",
        shown="""
            candidates = np.arange(6.20, 6.35, 0.01)  # uA/cm2, side by side
            runs = simulate(HodgkinHuxley(), np.tile(candidates, (20_000, 1)), dt=0.05)  # 1 s each
            late = runs.spikes.ids[runs.spikes.times > 900]
            on = [k in late for k in range(candidates.size)]
            my_onset = candidates[on.index(True)]
        """,
        solution=6.27,
        oracle=_keeps_firing,
        tolerance=0.01,
        because="the second digit hangs on the step of the simulation",
        unit="µA/cm²",
        wrong=(
            Wrong(
                2.25,
                "There it fires once, at the jolt, and never again. Look at the end of the trace.",
            ),
            Wrong(
                9.78,
                "There rest itself becomes unstable. But a step jolts the axon away from rest, so "
                "it "
                "keeps firing at less.",
            ),
            Wrong(10.0, "It certainly keeps firing there. But it does so at much less."),
            Wrong(6.0, "At 6 there are two spikes, and then silence."),
            Wrong(6.2, "At 6.2 there are three spikes, and then silence."),
            Wrong(0.00626, "That is in mA/cm². The axon's currents are in µA/cm²."),
            Wrong(6.25, "Nearly. At 6.25 it fires six times before it stops."),
            Wrong(6.3, "It keeps firing there, but it does so at a slightly weaker current too."),
            Wrong(6.5, "It keeps firing there, but it does so at a weaker current too."),
        ),
        examined=_too_weak_or_too_strong,
        hints=(
            "In the picture above, look at the end of the trace, not at its beginning.",
            "Type 6.1, 6.2 and 6.3 into the box, and then close in.",
        ),
        why="The border lies just above 6.26. There it fires a dozen times and stops, and at 6.27 "
        "it "
        "goes on.",
    ),
    Exercise(
        name="rest",
        ask="Write `rest(current, model)`: the v, in mV, at which an AdEx neuron rests under a "
        "steady current (nA). An error of 0.01 mV is allowed.",
        shown="""
            def rest(current, model):
                v = np.arange(-100.0, -30.0, 0.001)  # mV, from left to right
                blue, green = model.nullclines(v, current)
                return v[np.argmax(blue < green)]  # where they first cross
        """,
        solution=lambda current, model: _crossing(current, model),
        oracle=_comes_home,
        tries=_PLANES,
        unit="mV",
        tolerance=0.01,
        because="so that a search on a fine grid is right, too",
        wrong=(
            Wrong(
                _nearest,
                "You found *a* crossing, whichever your grid happens to hit best. At {current:g} "
                "nA that's the tipping point, {got:.2f} mV. Rest is the left one, so look for the "
                "first place where blue lies below green.",
            ),
            Wrong(
                _on_grid(lambda v, blue, green: v[np.argmin(np.abs(blue - green))], 0.01),
                "You take the place where the curves come closest, whichever crossing your grid "
                "happens to hit best. At {current:g} nA that's the tipping point, {got:.2f} mV.",
            ),
            Wrong(
                _on_grid(lambda v, blue, green: v[0]),
                "That's where your search begins, at {got:g} mV. `argmax` gives 0 if a condition "
                "holds there already, and also if it holds nowhere.",
            ),
            Wrong(
                _on_grid(lambda v, blue, green: v[-1]),
                "That's where your search ends. Which way round is your condition?",
            ),
            Wrong(
                _on_grid(lambda v, blue, green: v[blue < green]),
                "Those are all the v at which blue lies below green. Rest is the first of them.",
            ),
            *(
                Wrong(
                    _on_grid(lambda v, blue, green: v[np.argmax(blue < green)], step),
                    f"Yours is a multiple of {step:g} mV, which is too coarse for 0.01 mV.",
                )
                for step in (0.1, 0.5, 1.0)
            ),
            Wrong(
                lambda current, model: (_crossing(current, model) + 100.0) / 0.001,
                "That's a place in the array, number {got:.0f}, not a v. Put it into v[...].",
            ),
            Wrong(
                lambda current, model: _crossing(current, model, last=True),
                "That's the tipping point. Beyond it v runs away. Rest is the left crossing.",
            ),
            Wrong(
                lambda current, model: model.v_rest,
                "At v_rest the leak alone would hold v. Here a current flows, w answers it, and "
                "the "
                "upstroke pulls already a little.",
            ),
            Wrong(
                lambda current, model: _straight(model, current, 0.0),
                "That is LIF's, v_rest + R_m I. Here w holds against v, and the upstroke pulls.",
            ),
            Wrong(
                lambda current, model: _straight(model, current, model.a),
                "Nearly. But you left the upstroke out, and already at rest it lifts v a little.",
            ),
            Wrong(
                lambda current, model: _crossing(0.0, model),
                "You forgot the current. It lifts the blue curve.",
            ),
            Wrong(
                lambda current, model: model.v_threshold,
                "At v_threshold the blue curve is lowest. Nothing rests there.",
            ),
            Wrong(
                _on_grid(lambda v, blue, green: v[np.argmax(blue < 0)]),
                "That is where the blue curve meets w = 0. At rest w isn't zero, because it "
                "stands on "
                "the green line.",
            ),
            Wrong(
                lambda current, model: _crossing(current / 1000, model),
                "You divided the current by 1,000. It is in nA already, as `nullclines` takes it.",
            ),
        ),
        examined=_apart,
        hints=(
            "Far left the blue curve is above the green line. Where is it below for the first "
            "time?",
            "`np.argmax(blue < green)` is the first place in the array where it is. Which v stands "
            "there?",
        ),
        why="Two curves and their first crossing, and you know where every run from nearby will "
        "end.",
    ),
    Exercise(
        name="name_the_cells",
        ask=f"Name the six cells: {', '.join(NAMES)}. Each name is used once.",
        shown="""
            my_names = {
                "A": "bursting",
                "B": "tonic",
                "C": "accelerating",
                "D": "transient",
                "E": "adapting",
                "F": "initial burst",
            }
        """,
        solution=RIGHT_NAMES,
        judge=_judge_names,
        own=relettered(RIGHT_NAMES, _judge_names, "my_names"),
        wrong=(
            Wrong({**RIGHT_NAMES, "B": "adapting", "E": "tonic"}, "a little at first, and then"),
            Wrong({**RIGHT_NAMES, "E": "tonic"}, "to more than six times the first"),
            Wrong({**RIGHT_NAMES, "F": "adapting", "E": "initial burst"}, "there is one leap"),
            Wrong({**RIGHT_NAMES, "F": "adapting"}, "in one leap, and then the beat"),
            Wrong({**RIGHT_NAMES, "A": "initial burst", "F": "bursting"}, "come again and again"),
            Wrong({**RIGHT_NAMES, "F": "bursting"}, "It has one burst, at the start"),
            Wrong({**RIGHT_NAMES, "C": "tonic", "B": "accelerating"}, "Look at its intervals"),
            Wrong({**RIGHT_NAMES, "C": "tonic"}, "They shrink by nearly half"),
            Wrong({**RIGHT_NAMES, "D": "tonic"}, "Count its spikes"),
        ),
        hints=(
            "Set the current to 1 times its own, and read the lower picture from left to right.",
            "Ask of the dots whether they lie level, rise, fall, leap once, or leap again and "
            "again.",
        ),
        why="Six sets of numbers and two equations. Real cells are named by the same look at their "
        "intervals.",
    ),
)

QUIZ = (
    Prediction(
        name="quiz_channel",
        question="Imagine a channel with two m gates and one h gate in a row. At some v, m = 0.9 "
        "and "
        "h = 0.2. What share of the channels passes?",
        choices=("16 %", "18 %", "36 %", "55 %"),
        answer="a",
        why="0.9 × 0.9 × 0.2 = 0.162.",
        wrong=(
            Wrong("b", "There are two m gates."),
            Wrong("c", "Two gates in a row multiply. They don't add."),
            Wrong("d", "That's a mean. All gates must be open at once."),
        ),
    ),
    Prediction(
        name="quiz_venom",
        question="A scorpion's venom makes the h gates ten times slower and leaves m and n as they "
        "are. A short push sets off a spike. It ...",
        choices=(
            "grows much taller, up to 100 mV or so",
            "ends as before, because n is untouched",
            "doesn't begin, because h is too slow",
            "lasts much longer, and then it ends",
        ),
        answer="d",
        why="The sodium stays on until h has shut, and that takes ten times as long. No spike goes "
        "higher than the upper tank, 50 mV.",
        wrong=(Wrong("c", "h is open at rest, so it needn't move for a spike to begin."),),
    ),
    Prediction(
        name="quiz_plane",
        question="In an AdEx neuron v_rest is −70 mV and a is 0.004 µS. The point lies at v = −60 "
        "mV, "
        "w = 0.04 nA, below the blue curve. Which way does it move?",
        choices=("not at all", "straight up", "straight to the right", "to the right and down"),
        answer="c",
        why="The green line is at 0.004 µS × 10 mV = 0.04 nA, so w stands still, and below blue v "
        "rises.",
    ),
    Prediction(
        name="quiz_trust",
        question="You fit a LIF neuron to a cell's onset and its rates at two strong currents. "
        "Which "
        "of its predictions can you trust most?",
        choices=(
            "the lowest rate that it can keep up",
            "the rate halfway between the two",
            "the first spike on a slow ramp",
            "the silence after inhibition ends",
        ),
        answer="b",
        why="The other three depend on how v got there, or on the onset.",
    ),
    Prediction(
        name="quiz_intervals",
        question="Under a steady current you read these intervals, in ms: 14, 15, 90, 14, 16, 88, "
        "14. Which is the least that a model of this cell needs?",
        choices=(
            "a LIF neuron with a longer pause",
            "a LIF neuron with noise in its current",
            "a second variable that each spike raises",
            "all the channels and gates of an axon",
        ),
        answer="c",
        why="It bursts, so something must build up with spikes and wear off between bursts. One "
        "slow "
        "variable does.",
        wrong=(
            Wrong("a", "A pause makes every interval longer, and alike."),
            Wrong("b", "Noise makes intervals uneven, but not in this order again and again."),
            Wrong("d", "They would do it too. But less will do."),
        ),
    ),
)
