"""What lesson 02 asks: predictions, exercises and a quiz on threshold, reset and noise."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from snn_edu.lessons.threshold_reset_noise.views import MYSTERY
from snn_edu.neurons.lif import LIF
from snn_edu.neurons.siegert import siegert
from snn_edu.questions.exercise import Exercise
from snn_edu.questions.feedback import Wrong
from snn_edu.questions.prediction import Prediction

PREDICTIONS = (
    Prediction(
        name="double_current",
        question="At 2 nA the neuron fires at 34 Hz. You double the current, to 4 nA. The rate...",
        choices=("stays", "less than doubles", "doubles", "more than doubles"),
        answer="d",
        why="At 2 nA, v_inf lies only 5 mV above the threshold, and v creeps over it slowly; at "
        "4 nA v_inf is 25 mV above, and v races through: from 33.6 to 87.7 Hz, 2.6 times as many.",
        wrong=(
            Wrong("a", "A stronger current fills the bucket faster: the rim is reached sooner."),
            Wrong("b", "That comes later, near the ceiling, where t_ref is most of an interval."),
            Wrong("c", "Twice the current is not twice the distance to the threshold."),
        ),
    ),
    Prediction(
        name="no_reset",
        question="You take the reset away: a spike leaves v where it is. The neuron...",
        choices=(
            "fires more often",
            "fires as before, a little shifted",
            "fires once, and never again",
            "never fires",
        ),
        answer="c",
        why="A spike happens when v comes *up through* the threshold. Nothing takes v down again, "
        "so it stays above, at v_inf, and never comes up through it a second time.",
        wrong=(
            Wrong("a", "To fire again v has to be below the threshold first. Who brings it there?"),
            Wrong("b", "Then something would have to bring v down between spikes."),
            Wrong("d", "It reaches the threshold the first time as ever: no reset is needed yet."),
        ),
    ),
    Prediction(
        name="ceiling",
        question="t_ref is 4 ms, and you may make the current as strong as you like. Which rate "
        "can the neuron never exceed?",
        answer=250.0,
        unit="Hz",
        tolerance=0.5,
        because="1 / t_ref is a round number here",
        why="However fast v climbs, each spike is followed by 4 ms of silence: 1000 / 4 = 250 Hz.",
        wrong=(
            Wrong(0.25, "That is 1 / t_ref in spikes per *millisecond*. A second has 1000."),
            Wrong(4.0, "4 ms is the pause after each spike. How many fit into a second?"),
        ),
    ),
    Prediction(
        name="noise_below",
        question="The mean current is 1.3 nA, below the rheobase of 1.5 nA. You add noise. The "
        "neuron...",
        choices=(
            "stays silent: the mean is too weak",
            "fires, regular as a clock",
            "fires at irregular times",
            "fires once",
        ),
        answer="c",
        why="v settles 2 mV below the threshold and is shaken there. Now and then a shake is large "
        "enough. When, nobody can know: the intervals are of all lengths.",
        wrong=(
            Wrong("a", "The mean alone, yes. But noise only has to bridge the last 2 mV, once."),
            Wrong("b", "What decides the moment of a spike here is the noise."),
            Wrong("d", "The reset takes v down, and the noise goes on: it will happen again."),
        ),
    ),
)


def _blocked_by_counting(t_ref: float, dt: float) -> int:
    """Whole steps, one after the other, until they are t_ref long or more (1e-9 for rounding)."""
    steps = 0
    while steps * dt < t_ref * (1 - 1e-9):
        steps += 1
    return steps


def _real(value: Any) -> float:
    """`value` as a float; a word or a truth value is no number."""
    if isinstance(value, str | bool):
        raise TypeError
    return float(value)


def _judge_irregular(answer: Any) -> str | None:
    """What is not as asked about a drive (mean in nA, sigma in mV) for 10 Hz with a CV of 0.8."""
    try:
        if isinstance(answer, set | Mapping):  # no order: which is the mean?
            raise TypeError
        mean, sigma = (_real(number) for number in answer)
    except (TypeError, ValueError):
        return "Two numbers are asked for: (mean current in nA, sigma in mV)."
    if not (math.isfinite(mean) and math.isfinite(sigma)):
        return "Both numbers have to be finite."
    if sigma < 0.0:
        return f"sigma = {sigma:g} mV: noise has a size, and a size is not negative."
    if abs(mean) > 20.0:
        return f"A mean of {mean:g} nA would burn the cell. Did you write pA? Here it is nA."
    if sigma < 0.1:
        return "Without noise a neuron is silent or a clock. Its CV is 0, and you need 0.8."
    lif = LIF()
    rate, cv = siegert(lif.v_inf(mean), sigma, lif.tau_m, lif.t_ref, lif.v_threshold, lif.v_reset)
    got = f"That gives {rate:.1f} Hz with a CV of {cv:.2f}."
    below = lif.v_threshold - lif.v_inf(mean)
    if abs(rate - 10.0) <= 1.0 and abs(cv - 0.8) <= 0.03:
        return None
    if mean > 4.0:
        return f"{got} {mean:g} nA is far above the rheobase: are the two numbers swapped?"
    if below < 0.0:
        return (
            f"{got} Your mean is above the rheobase of {lif.rheobase:g} nA: it fires the neuron by "
            "itself, like a clock. Go below, and let the noise do it."
        )
    if rate < 0.05:
        return f"{got} Silence: v_inf is {below / sigma:.0f} sigma below the threshold."
    if abs(rate - 10.0) <= 1.0:
        if cv < 0.8:
            return (
                f"{got} The rate is right, but too regular: v_inf is {below:.1f} mV below the "
                "threshold. Go further down, and shake harder."
            )
        return f"{got} The rate is right, but too irregular: less noise, and a little more mean."
    slow = "slow: more sigma" if rate < 10.0 else "fast: less sigma"
    if abs(cv - 0.8) <= 0.03:
        return f"{got} The CV is right, but the neuron is too {slow}. Then look at the CV again."
    return (
        f"{got} First the rate, with sigma: it is too {slow}. Then the CV, with the mean: the "
        "lower, the less regular."
    )


def _judge_mystery(answer: Any) -> str | None:
    """What is not as asked about the four parameters of the mystery neuron, handed in as a dict."""
    asked = {"R_m": "MOhm", "tau_m": "ms", "v_threshold": "mV", "t_ref": "ms"}
    if not isinstance(answer, Mapping) or not set(asked) <= set(answer):
        return f"A dict is asked for, with the keys {', '.join(asked)}."
    for name, unit in asked.items():
        try:
            got = _real(answer[name])
        except (TypeError, ValueError):
            return f"{name} is not a number yet."
        truth = float(getattr(MYSTERY, name))
        if not abs(got - truth) <= 0.1:
            return f"{name} = {got:.4g} {unit} is not it. {_about(name, got, truth)}"
    return None


def _about(name: str, got: float, truth: float) -> str:
    """What a learner has probably done to get `got` instead of `truth`."""

    def near(value: float) -> bool:
        return abs(got - value) <= 0.02 * abs(value)

    if name in ("tau_m", "t_ref") and near(truth / 1000.0):
        return "Is that in seconds? Here it is ms."
    if name == "R_m":
        if got < 0.0:
            return "You divided v itself by I. R_m is the *climb* above rest, divided by I."
        if near(1.0 / truth):
            return "Upside down: that is a conductance. mV per nA is MOhm."
        return "Inject too little for a spike, wait until v has settled: climb / current, mV / nA."
    if name == "tau_m":
        if near(truth * math.log(2.0)):
            return "That is the time to *half* of the climb. tau_m is the time to 63 % of it."
        if near(5.0 * truth):
            return "That is when the climb looks finished, after five tau_m."
        return "Inject too little for a spike, and see how long 63 % of the climb takes."
    if name == "v_threshold":
        if near(truth - MYSTERY.v_rest):
            return "That is how far above rest. The threshold is a potential."
        if truth - 2.5 < got < truth:
            return (
                "Is it the highest v you saw? The electrode reads once a millisecond, and v "
                "crosses in between. The time of the first spike is exact: use it."
            )
        return "v at the time of the first spike: the closed form of lesson 01 gives it."
    if abs(got - truth) <= 0.7 and float(got).is_integer():
        return "Did you count the flat samples after a spike? They come once a millisecond."
    if got > 5.0:
        return "That is much of an interval. An interval is t_ref *plus* the climb from reset."
    return "Is the climb you subtract the one from v_reset? After a spike v does not start at rest."


def _like_mystery(**changed: float) -> dict[str, float]:
    """The right answer, but for what is changed."""
    right = {"R_m": 25.0, "tau_m": 16.0, "v_threshold": -55.0, "t_ref": 3.4}
    return {**right, **changed}


EXERCISES = (
    Exercise(
        name="rheobase",
        ask="A neuron has R_m = 40 MOhm, v_rest = -70 mV, v_reset = -75 mV and v_threshold = "
        "-52 mV. Which current does it just fail to fire at, in nA?",
        shown="""
            my_rheobase = (-52 - -70) / 40  # mV / MOhm = nA
        """,
        solution=(-52.0 - -70.0) / 40.0,
        oracle=lambda: LIF(R_m=40.0, v_rest=-70.0, v_reset=-75.0, v_threshold=-52.0).rheobase,
        unit="nA",
        wrong=(
            Wrong(
                0.5,
                "0.5 nA is the first step of the slider above 0.45 at which it fires. The rheobase "
                "is the border itself, and no slider need stop there: v_inf = v_threshold.",
            ),
            Wrong(
                0.46,
                "0.46 nA does make it fire, and so would 0.451. The rheobase is the border: the "
                "current with v_inf = v_threshold.",
            ),
            Wrong(
                720.0,
                "You multiplied 18 mV by 40 MOhm. The climb is R_m I, so I is the climb *divided* "
                "by R_m.",
            ),
            Wrong(2.22, "Upside down: that is MOhm per mV. The current is mV / MOhm."),
            Wrong(450.0, "450 is right in pA. Currents are in nA here."),
            Wrong(
                0.575,
                "You counted from v_reset: 23 mV. Where v *starts* does not matter for where it "
                "settles, and that is counted from rest.",
            ),
            Wrong(-1.3, "That is v_threshold / R_m. What counts is how far it is above rest."),
            Wrong(0.00045, "That is in uA. mV / MOhm is nA already."),
        ),
        tolerance=0.004,
        because="two decimals will do",
        hints=(
            "At this current v settles exactly at the threshold: v_inf = v_threshold.",
            "v_inf = v_rest + R_m I. Solve for I.",
            "(v_threshold - v_rest) / R_m, in mV / MOhm = nA.",
        ),
        why="(-52 + 70) / 40 = 0.45 nA. Neither tau_m nor v_reset nor t_ref has a say in it.",
    ),
    Exercise(
        name="blocked_steps",
        ask="Write `blocked_steps(t_ref, dt)`: how many whole steps a neuron sits out after a "
        "spike, to be blocked for t_ref ms or, where dt does not divide t_ref, a little longer.",
        shown="""
            def blocked_steps(t_ref, dt):
                return math.ceil(t_ref / dt - 1e-9)  # up, but not for a float's last digit
        """,
        solution=lambda t_ref, dt: math.ceil(t_ref / dt - 1e-9),
        oracle=_blocked_by_counting,
        tries=(
            (2.0, 0.1),
            (0.3, 0.1),
            (2.1, 0.7),
            (2.0, 0.3),
            (1.0, 0.4),
            (2.0, 0.9),
            (0.0, 0.5),
            (1.002, 0.2),
            (2.0001, 1.0),
            (2.00000005, 1.0),
        ),
        unit="steps",
        wrong=(
            Wrong(
                lambda t_ref, dt: int(t_ref / dt),
                "You cut off: with t_ref = {t_ref:g} ms and dt = {dt:g} ms, {got:.0f} steps are "
                "too few. (0.3 / 0.1 is 2.9999999999999996 in floats, and `int` makes it 2.)",
            ),
            Wrong(
                lambda t_ref, dt: round(t_ref / dt),
                "You round to the nearest: with t_ref = {t_ref:g} ms and dt = {dt:g} ms the neuron "
                "wakes up too early. Round up.",
            ),
            Wrong(
                lambda t_ref, dt: math.ceil(t_ref / dt),
                "Nearly. But 2.1 / 0.7 is 3.0000000000000004 in floats, and `ceil` makes 4 of it. "
                "Take off a billionth before you round up.",
            ),
            Wrong(
                lambda t_ref, dt: math.ceil(t_ref / dt - 1e-9) + 1,
                "One too many. The spike is at the *end* of its step, so counting begins with the "
                "next one: {expected:.0f} steps.",
            ),
            Wrong(
                lambda t_ref, dt: max(0, math.ceil(t_ref / dt - 1e-9) - 1),
                "One too few. The step that ends with the spike is over: it does not count as "
                "blocked.",
            ),
            Wrong(
                lambda t_ref, dt: t_ref / dt,
                "That is not always a whole number: with t_ref = {t_ref:g} ms and dt = {dt:g} ms "
                "it is {got:.17g}. Which whole number is safe?",
            ),
            Wrong(
                lambda t_ref, dt: math.ceil(t_ref / 1000 / dt - 1e-9),
                "You divided by 1000: t_ref and dt are both in ms already.",
            ),
        ),
        hints=(
            "How many steps of dt are as long as t_ref? What if it does not divide?",
            "Round up: `math.ceil`. Then try 2.1 and 0.7.",
            "`math.ceil(t_ref / dt - 1e-9)` forgives the last digit of a float.",
        ),
        why="At dt = 1 ms, one step too many turns t_ref = 2 ms into 3, and the ceiling of 500 Hz "
        "into 333 Hz.",
    ),
    Exercise(
        name="irregular",
        ask="Find a mean current (nA) and a sigma (mV) that make the default neuron fire at 10 Hz "
        "with a CV of 0.8 (Siegert's rate within 1 Hz, CV within 0.03).",
        shown="""
            means, sigmas = np.arange(0.5, 1.5, 0.1), np.arange(3, 10, 0.5)
            tried = [(mean, sigma) for mean in means for sigma in sigmas]


            def miss(drive):
                rate, cv = siegert(-65 + 10 * drive[0], drive[1], 20, 2, -50, -65)
                return abs(rate - 10) / 1 + abs(cv - 0.8) / 0.03


            my_mean, my_sigma = min(tried, key=miss)
        """,
        solution=(0.8, 7.3),
        judge=_judge_irregular,
        wrong=(
            Wrong((1.45, 1.0), "The rate is right, but too regular"),
            Wrong((0.23, 12.0), "The rate is right, but too irregular"),
            Wrong((2.0, 4.0), "Your mean is above the rheobase of 1.5 nA"),
            Wrong((1.2, 2.0), "The CV is right, but the neuron is too slow"),
            Wrong((0.5, 1.0), "Silence: v_inf is 10 sigma below the threshold."),
            Wrong((1.6, 0.0), "Without noise a neuron is silent or a clock."),
            Wrong((7.3, 0.8), "are the two numbers swapped?"),
            Wrong((800.0, 7.3), "Did you write pA?"),
        ),
        hints=(
            "Irregular means that the noise decides: stay well below the rheobase of 1.5 nA.",
            "Start at 1.3 nA and 4 mV. Each 0.1 nA less makes it slower and less regular, each mV "
            "more of sigma makes it faster.",
            "Try sigma between 7 and 7.5 mV, and set the rate with the mean, near 0.8 nA.",
        ),
        why="v_inf is about 7 mV, one sigma, below the threshold: the noise decides.",
    ),
    Exercise(
        name="mystery",
        ask="Find R_m, tau_m, v_threshold and t_ref of the mystery neuron, each to 0.1, and hand "
        "them in as a dict.",
        shown="""
            rest = inject(0.0).v[-1]
            climb = inject(0.4).v - rest  # too weak for a spike
            R_m = climb[-1] / 0.4
            tau_m = -10 / np.log(1 - climb[10] / climb[-1])  # what is left of the climb after 10 ms
            strong = inject(1.5)
            v_inf, first = rest + R_m * 1.5, strong.spikes.times[0]
            v_threshold = v_inf + (rest - v_inf) * np.exp(-first / tau_m)
            v_reset = strong.v[int(first) + 1]  # the next reading after the spike
            upward = tau_m * np.log((v_inf - v_reset) / (v_inf - v_threshold))
            t_ref = strong.spikes.isi()[0] - upward
            mine = {"R_m": R_m, "tau_m": tau_m, "v_threshold": v_threshold, "t_ref": t_ref}
        """,
        solution=_like_mystery(),
        judge=_judge_mystery,
        wrong=(
            Wrong(_like_mystery(R_m=-155.0), "You divided v itself by I."),
            Wrong(_like_mystery(R_m=0.04), "Upside down: that is a conductance."),
            Wrong(_like_mystery(tau_m=11.1), "That is the time to *half* of the climb."),
            Wrong(_like_mystery(tau_m=0.016), "Is that in seconds?"),
            Wrong(_like_mystery(v_threshold=-55.6), "Is it the highest v you saw?"),
            Wrong(_like_mystery(v_threshold=17.0), "That is how far above rest."),
            Wrong(_like_mystery(t_ref=12.1), "An interval is t_ref *plus* the climb from reset."),
            Wrong(_like_mystery(t_ref=4.0), "Did you count the flat samples after a spike?"),
            Wrong(_like_mystery(t_ref=1.3), "Is the climb you subtract the one from v_reset?"),
        ),
        hints=(
            "Three injections are enough: none (rest), one too weak for a spike (R_m and tau_m), "
            "one that fires (the rest).",
            "Weak: R_m = climb / I, and v[k] gives tau_m = -t / ln(what is left of the climb).",
            "Strong: put the first spike's time into v(t) for the threshold; t_ref is an interval "
            "minus tau_m ln((v_inf - v_reset) / (v_inf - v_threshold)).",
        ),
        why="Four hidden numbers, out of three currents: this is how real cells are measured.",
    ),
)

QUIZ = (
    Prediction(
        name="quiz_rheobase",
        question="You halve tau_m by halving C_m; R_m stays. What becomes of the rheobase?",
        choices=("it halves", "it stays", "it doubles", "it depends on t_ref"),
        answer="b",
        why="(v_threshold - v_rest) / R_m: a question of how far, and tau_m only says how fast.",
    ),
    Prediction(
        name="quiz_ceiling",
        question="A neuron fires at 300 Hz. What can you say about its refractory period?",
        choices=(
            "it is 3.3 ms",
            "it is at least 3.3 ms",
            "it is at most 3.3 ms",
            "nothing",
        ),
        answer="c",
        why="An interval is t_ref plus the climb, 3.3 ms in all. The climb takes some of it.",
    ),
    Prediction(
        name="quiz_subtract",
        question="With the crossing solved within the step, what does reset by subtraction change?",
        choices=(
            "nothing: at the crossing v is v_threshold exactly",
            "intervals get shorter",
            "intervals get longer",
            "v drifts upwards",
        ),
        answer="a",
        why="Subtraction keeps what overshot. When the crossing is solved, nothing overshoots.",
    ),
    Prediction(
        name="quiz_cv",
        question="Two neurons fire at 20 Hz, one with a CV of 0.1, the other with 0.9. Which is "
        "driven by its mean current?",
        choices=("the first", "the second", "both", "the CV does not say"),
        answer="a",
        why="A mean above the rheobase makes a clock, which noise can only disturb. Below it, "
        "noise decides when, and the CV goes towards 1.",
    ),
    Prediction(
        name="quiz_grid",
        question="You simulate a noisy neuron with a coarser dt, and keep sigma. Its rate...",
        choices=(
            "rises: each draw of noise is stronger",
            "stays: sigma is the same",
            "is random",
            "falls: crossings between two grid points are missed",
        ),
        answer="d",
        why="v may be above the threshold for a moment between two looks, and nobody sees it. It "
        "is as if the threshold were 0.58 sigma sqrt(dt / tau_m) higher.",
    ),
)
