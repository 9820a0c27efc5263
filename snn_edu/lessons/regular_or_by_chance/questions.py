"""What lesson 03 asks: predictions, exercises and a quiz on regular and irregular neurons."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from snn_edu.lessons.regular_or_by_chance.trains import DRIVERS, SECONDS, rate_and_cv, trains
from snn_edu.neurons import LIF, siegert
from snn_edu.questions import Exercise, Prediction, Wrong, letters, relettered, simpler

PREDICTIONS = (
    Prediction(
        name="noise_below",
        question="The mean is 1.3 nA, so without noise v settles 2 mV below the threshold and the "
        "neuron is silent. You add noise of σ = 4 mV. The neuron...",
        choices=(
            "stays silent, because pushes up and pushes down cancel on average",
            "fires regularly, because the noise adds what the mean falls short of",
            "fires irregularly, because now and then the pushes happen to agree",
            "fires just once, because the reset takes v out of reach of the noise",
        ),
        answer="c",
        why="When enough of the pushes agree, v gets over the last 2 mV. When that happens is a "
        "matter of chance, and so the intervals come in all lengths.",
        wrong=(
            Wrong(
                "a",
                "On average they do cancel. But a spike needs no average. It needs v at the "
                "threshold once, and 2 mV is not far if v strays by 2.8 mV.",
            ),
            Wrong(
                "b",
                "On average the noise adds nothing, so there is no steady supply. What it adds "
                "comes and goes.",
            ),
            Wrong(
                "d",
                "The reset does take v down by 15 mV. But then the mean brings it up again to 2 mV "
                "below the threshold, and the noise hasn't gone away.",
            ),
        ),
    ),
    Prediction(
        name="weaker",
        question="At a mean of 1.3 nA and σ = 4 mV the CV is about 0.55. You weaken the noise to "
        "σ = 1 mV, and the mean stays. The spikes are now...",
        choices=(
            "more regular, because there is less noise to disturb them",
            "more irregular, because each has become a piece of luck",
            "as irregular as before, because the mean is still the same",
            "gone for good, because 1 mV of noise can't bridge a gap of 2 mV",
        ),
        answer="b",
        why="The CV rises to about 0.9. v has to wait for a rare chance, which comes less than "
        "once a second. That's long enough to forget when the last one was.",
        wrong=(
            Wrong(
                "a",
                "That holds above the rheobase, where noise disturbs a clock. But here no clock is "
                "ticking. What makes the spikes at all?",
            ),
            Wrong(
                "c",
                "The mean alone makes no spike here, so it can't make them regular either. Look at "
                "how long v has to wait.",
            ),
            Wrong(
                "d",
                "At σ = 1 mV v strays by 0.7 mV, and the threshold is nearly three times as far "
                "away. So it gets there rarely, but not never.",
            ),
        ),
    ),
    Prediction(
        name="far_above",
        question="At 3 nA the neuron fires at 63 Hz without noise. You add the same noise, "
        "σ = 4 mV. Its rate...",
        choices=(
            "rises by about 14 Hz, because the same noise does the same work",
            "rises to about twice as much, because strong currents amplify noise",
            "stays about the same, because early and late spikes cancel",
            "falls by about 14 Hz, because noise keeps v from its straight way",
        ),
        answer="c",
        why="It goes from 63 to 64 Hz. A push up brings a spike a little sooner, and a push down "
        "makes it a little later. The two nearly cancel.",
        wrong=(
            Wrong(
                "a",
                "It would, if noise added current. On average it adds none. What could a push "
                "*down* not do at 1.3 nA that it can do here?",
            ),
            Wrong(
                "b",
                "The pushes are as large as before, and nothing amplifies them. Here v is on its "
                "way over the threshold anyway.",
            ),
            Wrong(
                "d",
                "Noise does push v off its way. But it does so in both directions, so some spikes "
                "come later and as many come sooner.",
            ),
        ),
    ),
    Prediction(
        name="which_silent",
        question="One neuron like ours fires at 14 Hz with a CV of 0.57, another at 32 Hz with a "
        "CV of 0.55. Without its noise, which of them falls silent?",
        choices=(
            "both, because a CV above a half shows that noise drives them",
            "neither, because only a CV close to 1 shows that noise drives",
            "the slow one, because slow and irregular needs a weak mean",
            "the fast one, because it takes much noise to fire so often",
        ),
        answer="c",
        why="With its mean at the rheobase, and noise enough for a CV of 0.57, the slow one would "
        "fire at some 27 Hz. It fires at 14 Hz, so its mean must be weaker: it is 1.3 nA. The fast "
        "one has 1.7 nA.",
        wrong=(
            Wrong(
                "a",
                "Under strong noise a neuron can have such a CV and not need the noise. At 2 nA, "
                "well above the rheobase, σ = 8 mV makes a CV of 0.5.",
            ),
            Wrong(
                "b",
                "The CV needn't be close to 1 for that. Think back to 1.3 nA and 4 mV, where the "
                "CV was about 0.55 and the neuron was silent without noise.",
            ),
            Wrong(
                "d",
                "It does have more noise, 8 mV against 4 mV. But take the noise away, and a mean "
                "of 1.7 nA is left, which is above the rheobase.",
            ),
        ),
    ),
)


def noisy_current(
    mean: float, sigma: float, steps: int, dt: float, lif: LIF, rng: np.random.Generator
) -> Any:
    """A current (nA) with this mean, whose pushes make v stray by sigma / sqrt(2) (mV)."""
    return mean + lif.noise_sd(sigma, dt) * rng.standard_normal(steps)


def _pushes(
    mean: float, sigma: float, steps: int, dt: float, lif: LIF, rng: np.random.Generator
) -> Any:
    """The truth another way: step by step, from the variance that a push leaves in v."""
    decay = math.exp(-dt / lif.tau_m)
    kept = lif.R_m * (1 - decay)  # mV of v that one nA in one step makes
    push = sigma / math.sqrt(2) * math.sqrt(1 - decay**2) / kept
    return [mean + push * rng.standard_normal() for _ in range(steps)]


def train_cv(times: Any) -> float:
    """The CV of the intervals between spike times."""
    return float(np.std(np.diff(times)) / np.mean(np.diff(times)))


def _cv_by_moments(times: Any) -> float:
    """The truth another way: the mean square less the square of the mean."""
    moments: list[float] = np.asarray(times).tolist()
    gaps = [after - before for before, after in itertools.pairwise(moments)]
    mean = sum(gaps) / len(gaps)
    return math.sqrt(sum(gap * gap for gap in gaps) / len(gaps) - mean * mean) / mean


def _about_pushes(answer: Any) -> str:
    """What an unforeseen current has of a mean, and how large its pushes are."""
    for sigma, dt, lif in ((4.0, 0.1, LIF()), (2.5, 0.25, LIF(R_m=25.0, tau_m=11.0))):
        still, drawn = (
            np.asarray(answer(1.3, size, 20_000, dt, lif, np.random.default_rng(1)), float)
            for size in (0.0, sigma)
        )
        if still.shape != (20_000,):
            return ""
        if not np.allclose(still, 1.3):
            return (
                "Without noise, at σ = 0, a current with a mean of 1.3 nA is 1.3 nA in each step. "
                f"Yours begins with {still[0]:.4g} nA."
            )
        push, right = drawn.std(), lif.noise_sd(sigma, dt)
        case = f"With a mean of 1.3 nA, σ = {sigma:g} mV and dt = {dt:g} ms"
        if abs(push / right - 1.0) > 0.05:
            return (
                f"{case} the pushes should have a standard deviation of {right:.2f} nA, and yours "
                f"have {push:.2f} nA."
            )
        if abs(drawn.mean() - 1.3) > 0.05 * right:
            return f"{case} your current has a mean of {drawn.mean():.2f} nA over 20,000 steps."
    return (
        "Your mean and the size of your pushes are right. But they aren't the numbers that "
        "`rng.standard_normal(steps)` hands you, one after the other and as they are."
    )


_SAME = letters(DRIVERS, None)


def _judge_drivers(answer: Any, own: Mapping[str, str] = _SAME) -> str | None:
    """What is not as asked about who drives the four neurons; `own` has the lesson's letters."""
    if not isinstance(answer, Mapping) or not set(DRIVERS) <= set(answer):
        return f"We need a dict with the keys {', '.join(DRIVERS)}."
    for name, ours in own.items():
        said = answer[name]
        if not isinstance(said, str) or said.strip().lower() not in ("mean", "noise"):
            return f'{name} is neither "mean" nor "noise" yet.'
        if said.strip().lower() != DRIVERS[ours]:
            times = trains()[ours]
            numbers = (
                f"{name} fires at {len(times) / SECONDS:.0f} Hz with a CV of {train_cv(times):.2f}"
            )
            return f"{numbers}. {_about_driver[ours]}"
    return None


def _own_drivers(rng: np.random.Generator) -> dict[str, Any]:
    return {
        **relettered(DRIVERS, _judge_drivers, "my_drivers")(rng),
        "why": "The more irregular one isn't always driven by noise: the border is another at each "
        "rate.",
    }


_about_driver = {
    "A": "For so low a rate that is far above the border.",
    "B": "Its intervals hardly scatter. It's a clock, a little disturbed.",
    "C": "That is a high CV. But where is the border at such a rate?",
    "D": "That is a CV under a half. But where is the border at such a rate?",
}


def _real(value: Any) -> float:
    """`value` as a float; a word or a truth value is no number."""
    if isinstance(value, str | bool):
        raise TypeError
    return float(value)


def _own_irregular(rng: np.random.Generator) -> dict[str, Any]:
    """Another rate and CV, those of a drive that there is."""
    mean, sigma = rng.integers(6, 11) / 10, rng.integers(60, 85) / 10
    rate, cv = rate_and_cv(mean, sigma)
    rate, cv = round(rate, 1), round(cv, 2)
    return {
        "ask": _IRREGULAR.format(rate=rate, cv=cv),
        "solution": (float(mean), float(sigma)),
        "judge": lambda answer: _judge_irregular(answer, rate, cv),
        "shown": f"my_mean, my_sigma = {mean:g}, {sigma:g}",
        "hints": ("Irregular means that the noise decides: stay well below the rheobase.",),
        "why": "v_∞ lies about one σ below the threshold. So the noise decides when.",
    }


_IRREGULAR = (
    "Find a mean current (nA) and a σ (mV) that make our neuron fire at {rate:g} Hz with a CV of "
    "{cv:g} (Siegert's rate within 1 Hz, CV within 0.03)."
)


def _judge_irregular(answer: Any, goal: float = 10.0, goal_cv: float = 0.8) -> str | None:
    """What is not as asked about a drive (mean in nA, sigma in mV) for this rate and this CV."""
    try:
        if isinstance(answer, set | Mapping):  # no order: which is the mean?
            raise TypeError
        mean, sigma = (_real(number) for number in answer)
    except (TypeError, ValueError):
        return "We need two numbers: (mean current in nA, σ in mV)."
    if not (math.isfinite(mean) and math.isfinite(sigma)):
        return "Both numbers have to be finite."
    if sigma < 0.0:
        return f"σ = {sigma:g} mV: noise has a size, and a size is not negative."
    if abs(mean) > 20.0:
        return f"A mean of {mean:g} nA would burn the cell. Did you write pA? Here it is nA."
    if sigma < 0.1:
        return (
            f"Without noise a neuron is silent or a clock. Its CV is 0, and you need {goal_cv:g}."
        )
    lif = LIF()
    rate, cv = siegert(lif.v_inf(mean), sigma, lif.tau_m, lif.t_ref, lif.v_threshold, lif.v_reset)
    got = f"That gives {rate:.1f} Hz with a CV of {cv:.2f}."
    below = lif.v_threshold - lif.v_inf(mean)
    if abs(rate - goal) <= 1.0 and abs(cv - goal_cv) <= 0.03:
        return None
    if mean > 4.0:
        return f"{got} {mean:g} nA is far above the rheobase: are the two numbers swapped?"
    if below < 0.0:
        return (
            f"{got} Your mean is above the rheobase of {lif.rheobase:g} nA: it fires the neuron by "
            "itself, like a clock. Go below, and let the noise do it."
        )
    if rate < 0.05:
        return f"{got} Silence: v_∞ is {below / sigma:.0f} σ below the threshold."
    if abs(rate - goal) <= 1.0:
        if cv < goal_cv:
            return (
                f"{got} The rate is right, but too regular: v_∞ is {below:.1f} mV below the "
                "threshold. Go further down, and shake harder."
            )
        return f"{got} The rate is right, but too irregular: less noise, and a little more mean."
    slow = "slow: more σ" if rate < goal else "fast: less σ"
    if abs(cv - goal_cv) <= 0.03:
        return f"{got} The CV is right, but the neuron is too {slow}. Then look at the CV again."
    if cv < 0.8 and rate > 10.0:
        return f"{got} Too fast and too regular: less mean. Then more σ, to get back to 10 Hz."
    return (
        f"{got} First the rate, with σ: it is too {slow}. Then the CV, with the mean: the "
        "lower, the less regular."
    )


CURRENT = Exercise(
    name="current",
    ask="Write `my_current(mean, sigma, steps, dt, lif, rng)`: one current a step, in nA, with "
    "this mean, and with pushes that make v stray by sigma / sqrt(2).",
    shown="""
        def my_current(mean, sigma, steps, dt, lif, rng):
            return mean + lif.noise_sd(sigma, dt) * rng.standard_normal(steps)
    """,
    solution=noisy_current,
    oracle=_pushes,
    tries=(
        (1.3, 4.0, 300, 0.1, LIF(), np.random.default_rng(1)),
        (0.7, 2.5, 200, 0.25, LIF(R_m=25.0, tau_m=11.0), np.random.default_rng(2)),
        (2.1, 0.8, 150, 0.5, LIF(R_m=4.0), np.random.default_rng(3)),
    ),
    unit="nA",
    examined=_about_pushes,
    wrong=tuple(
        Wrong(answer, message)
        for answer, message in (
            (
                lambda mean, sigma, steps, dt, lif, rng: mean + sigma * rng.standard_normal(steps),
                "You used σ as the size of a push. But σ is in mV, and it says what *v* does. "
                "`lif.noise_sd(sigma, dt)` tells how many nA one push needs for that.",
            ),
            (
                lambda mean, sigma, steps, dt, lif, rng: (
                    mean + lif.noise_sd(sigma, dt) * rng.standard_normal() * np.ones(steps)
                ),
                "You drew one push and kept it for the whole run, so your current is steady. Each "
                "step needs a push of its own.",
            ),
            (
                lambda mean, sigma, steps, dt, lif, rng: (
                    mean + lif.noise_sd(sigma, dt) * rng.random(steps)
                ),
                "Your pushes all go up, because `random` draws between 0 and 1, and so they raise "
                "the mean. `standard_normal` draws on both sides of 0.",
            ),
            (
                lambda mean, sigma, steps, dt, lif, rng: (
                    lif.noise_sd(sigma, dt) * rng.standard_normal(steps)
                ),
                "The pushes are right, but they have nothing to stand on. Your mean is 0 and "
                "should be {mean:g} nA.",
            ),
            (
                lambda mean, sigma, steps, dt, lif, rng: (
                    mean * lif.noise_sd(sigma, dt) * rng.standard_normal(steps)
                ),
                "You multiplied the noise by the mean. The two are parts of one current, so they "
                "add.",
            ),
            (
                lambda mean, sigma, steps, dt, lif, rng: (
                    mean * (1 + lif.noise_sd(sigma, dt) * rng.standard_normal(steps))
                ),
                "You multiplied the pushes by the mean. How strong they are doesn't depend on it.",
            ),
            (
                lambda mean, sigma, steps, dt, lif, rng: (
                    mean + lif.noise_sd(sigma, 0.1) * rng.standard_normal(steps)
                ),
                "That's right at dt = 0.1 ms only. Another step needs other pushes, so hand dt on "
                "to `noise_sd`.",
            ),
            (
                lambda mean, sigma, steps, dt, lif, rng: (
                    mean + sigma / lif.R_m * rng.standard_normal(steps)
                ),
                "You divided σ by R_m, which would be right for a current that never changes. A "
                "push lasts for one step, so it has to be much larger.",
            ),
            (
                lambda mean, sigma, steps, dt, lif, rng: (
                    mean + lif.noise_sd(sigma / 2**0.5, dt) * rng.standard_normal(steps)
                ),
                "You divided by √2 yourself. `noise_sd` knows that v strays by sigma / √2.",
            ),
            (
                lambda mean, sigma, steps, dt, lif, rng: (
                    mean + lif.noise_sd(sigma, dt) / lif.R_m * rng.standard_normal(steps)
                ),
                "You divide by R_m, but `noise_sd` is a current already, in nA.",
            ),
            (
                lambda mean, sigma, steps, dt, lif, rng: (
                    mean + lif.noise_sd(sigma, dt) ** 2 * rng.standard_normal(steps)
                ),
                "You squared the size of a push. That is a variance, and a push is as large as "
                "its root.",
            ),
            (
                lambda mean, sigma, steps, dt, lif, rng: (
                    mean + sigma / lif.R_m * (lif.tau_m / dt) ** 0.5 * rng.standard_normal(steps)
                ),
                "That is the reckoning above, which is nearly right at a fine step. "
                "`lif.noise_sd` has it exactly, at any step.",
            ),
            (
                lambda mean, sigma, steps, dt, lif, rng: (
                    mean + lif.noise_sd(sigma, dt) * np.abs(rng.standard_normal(steps))
                ),
                "All your pushes go up. Half of them have to go down, or they add to the mean.",
            ),
            (
                lambda mean, sigma, steps, dt, lif, rng: np.maximum(
                    0, mean + lif.noise_sd(sigma, dt) * rng.standard_normal(steps)
                ),
                "You cut off what is below 0 nA. A push may take current out, or the mean is no "
                "longer the mean.",
            ),
            (
                lambda mean, sigma, steps, dt, lif, rng: (
                    mean + lif.noise_sd(sigma, dt) * np.cumsum(rng.standard_normal(steps))
                ),
                "You add each push to those before it. In white noise each stands alone.",
            ),
            (
                lambda mean, sigma, steps, dt, lif, rng: (
                    lif.noise_sd(mean + sigma, dt) * rng.standard_normal(steps)
                ),
                "You put the mean into the noise, so your current has none. Add it to the pushes.",
            ),
            (
                lambda mean, sigma, steps, dt, lif, rng: (
                    mean * rng.standard_normal(steps) + lif.noise_sd(sigma, dt)
                ),
                "You have the two parts the wrong way round: the pushes are noise, and the mean "
                "stays the same.",
            ),
            *(
                (
                    lambda mean, sigma, steps, dt, lif, rng, power=power: (
                        mean + lif.noise_sd(sigma, dt) * dt**power * rng.standard_normal(steps)
                    ),
                    f"You {done}. `noise_sd` knows the time step already.",
                )
                for power, done in (
                    (1, "multiplied by dt"),
                    (0.5, "multiplied by the root of dt"),
                    (-0.5, "divided by the root of dt"),
                    (-1, "divided by dt"),
                )
            ),
            (
                lambda mean, sigma, steps, dt, lif, rng: (
                    mean + lif.noise_sd(sigma * 2**0.5, dt) * rng.standard_normal(steps)
                ),
                "You multiplied by √2 yourself. `noise_sd` knows that v strays by sigma / √2.",
            ),
            (
                lambda mean, sigma, steps, dt, lif, rng: (
                    mean
                    + lif.noise_sd(sigma, dt)
                    * np.cumsum(np.append(0, rng.standard_normal(steps - 1)))
                ),
                "You add each push to the current before it, and so it wanders off. In white noise "
                "each stands alone, on top of the mean.",
            ),
            (
                lambda mean, sigma, steps, dt, lif, rng: (
                    mean + lif.noise_sd(sigma, dt) * rng.uniform(-1, 1, steps)
                ),
                "You took even chances between -1 and 1, which have another size. "
                "`rng.standard_normal` has a standard deviation of 1.",
            ),
            (
                lambda mean, sigma, steps, dt, lif, rng: (
                    mean + lif.noise_sd(sigma, dt) * steps**0.5 * rng.standard_normal(steps)
                ),
                "You multiplied by a root of the steps. `noise_sd` is a single push already.",
            ),
        )
    ),
    hints=(
        "`rng.standard_normal(steps)` gives the pushes, but each with a standard deviation of 1.",
        "Multiply them by `lif.noise_sd(sigma, dt)`, which is in nA. Then add the mean.",
    ),
    why="With one line your neuron can be shaken. A finer dt gets larger pushes, because more of "
    "them share in the average.",
)

CV = Exercise(
    name="cv",
    ask="Write `my_cv(times)`: the CV of the intervals between these spikes.",
    shown="""
        def my_cv(times):
            intervals = np.diff(times)
            return intervals.std() / intervals.mean()
    """,
    solution=lambda times: train_cv(times),
    oracle=_cv_by_moments,
    tries=(
        (np.array([10.0, 50.0, 110.0, 160.0]),),
        (np.array([12.5, 50.1, 135.7, 258.2, 301.9]),),
        (np.array([100.0, 103.3, 106.7, 409.1, 411.0, 777.7]),),
    ),
    tolerance=1e-6,
    because="a millionth is rounding",
    examined=simpler(
        lambda times: train_cv(times),
        (
            (np.array([0.0, 10.0, 20.0, 30.0]),),
            "Take a clock, with spikes at 0, 10, 20 and 30 ms. Its CV is 0, and yours {got:g}.",
        ),
        (
            (np.array([0.0, 10.0, 40.0]),),
            "Take spikes at 0, 10 and 40 ms. Their intervals, 10 and 30 ms, have a mean of 20 ms, "
            "and each lies 10 ms away from it. So the CV is 0.5, and yours {got:g}.",
        ),
        (
            (np.array([0.0, 10.0, 40.0, 50.0, 80.0]),),
            "Let the intervals be 10, 30, 10 and 30 ms. Their mean is 20 ms, and each lies 10 ms "
            "away from it. So the CV is 0.5, and yours {got:g}.",
        ),
        (
            (np.array([0.0, 10.0, 20.0, 30.0, 40.0, 100.0]),),
            "Let four intervals be 10 ms and one 60 ms. Their mean is 20 ms, and the mean square "
            "of how far they lie away is (4 × 10² + 40²) / 5 = 20². So the CV is 1, and yours "
            "{got:g}.",
        ),
        (
            (np.array([0.0, 1.5, 6.0]),),
            "Take spikes at 0, 1.5 and 6 ms. Their intervals, 1.5 and 4.5 ms, have a mean of 3 ms, "
            "and each lies 1.5 ms away from it. So the CV is 0.5, and yours {got:g}.",
        ),
        (
            (np.array([100.0, 110.0, 140.0]),),
            "Take spikes at 100, 110 and 140 ms. What counts is only their intervals, 10 and 30 "
            "ms, so the CV is 0.5, and yours {got:g}.",
        ),
    ),
    wrong=(
        Wrong(
            lambda times: float(np.std(times) / np.mean(times)),
            "You took the times themselves, which only ever grow. The intervals are their "
            "differences, `np.diff(times)`.",
        ),
        Wrong(
            lambda times: float(np.mean(np.diff(times)) / np.std(np.diff(times))),
            "That's upside down. A clock would get a CV of infinity.",
        ),
        Wrong(
            lambda times: train_cv(times) ** 2,
            "That's the square of it: the variance divided by the mean squared.",
        ),
        Wrong(
            lambda times: float(np.var(np.diff(times)) / np.mean(np.diff(times))),
            "The variance is the *square* of the standard deviation, so yours still has a unit.",
        ),
        Wrong(
            lambda times: float(np.std(np.diff(times))),
            "That's how much the intervals scatter, in ms. Divide by their mean.",
        ),
        Wrong(
            lambda times: float(np.std(np.diff(times), ddof=1) / np.mean(np.diff(times))),
            "You divided by n − 1. That's a good habit for an estimate. The course divides by n, "
            "as `.std()` does, and for a long train it hardly matters.",
        ),
        Wrong(
            lambda times: 100 * train_cv(times),
            "That's in per cent. A CV of 1 is pure chance.",
        ),
        Wrong(
            lambda times: np.std(np.diff(times)) / np.median(np.diff(times)),
            "You divide by the median. It is the mean of the intervals.",
        ),
        Wrong(
            lambda times: np.std(np.diff(times)) / np.mean(times),
            "You divide by the mean of the times. It is the mean of the *intervals*.",
        ),
        Wrong(
            lambda times: (
                np.mean(np.abs(np.diff(times) - np.mean(np.diff(times)))) / np.mean(np.diff(times))
            ),
            "That is the mean distance from the mean. The standard deviation is the root of the "
            "mean *square*.",
        ),
        Wrong(
            lambda times: np.std(np.diff(times)) / len(times),
            "You divide by how many spikes there are. Divide by the mean interval.",
        ),
        Wrong(
            lambda times: np.std(np.diff(times, prepend=0)) / np.mean(np.diff(times, prepend=0)),
            "You took the time before the first spike for an interval. An interval lies between "
            "two spikes.",
        ),
        Wrong(
            lambda times: np.std(np.diff(times)) / (times[-1] / len(times)),
            "The last time divided by the number of spikes isn't the mean interval. The first "
            "spike isn't at 0, and n spikes have n - 1 intervals.",
        ),
        Wrong(
            lambda times: np.std(1 / np.diff(times)) / np.mean(1 / np.diff(times)),
            "You turned the intervals into rates first. Take the intervals themselves.",
        ),
        Wrong(
            lambda times: (
                (np.max(np.diff(times)) - np.min(np.diff(times))) / np.mean(np.diff(times))
            ),
            "That is from the shortest interval to the longest. The standard deviation looks at "
            "all of them.",
        ),
        Wrong(
            lambda times: np.std(np.diff(np.diff(times))) / np.mean(np.diff(times)),
            "You took differences twice. The intervals are `np.diff(times)`.",
        ),
        Wrong(
            lambda times: np.std(times),
            "That is how far the *times* scatter. Take the intervals between them, and divide by "
            "their mean.",
        ),
        Wrong(
            lambda times: (np.std(np.diff(times)), np.mean(np.diff(times))),
            "Those are the two parts of it. Divide the first by the second.",
        ),
        Wrong(
            lambda times: np.var(np.diff(times)),
            "That is a variance, in ms². Take its root, and divide by the mean interval.",
        ),
        Wrong(
            lambda times: np.std(np.diff(times)) / np.mean(np.diff(times)) ** 2,
            "You divided by the mean twice.",
        ),
        Wrong(
            lambda times: np.std(np.diff(times)[1:]) / np.mean(np.diff(times)[1:]),
            "You left out the first interval. `np.diff` has dropped nothing that must go: n "
            "spikes have n - 1 intervals.",
        ),
        Wrong(
            lambda times: np.std(times[1:]) / np.mean(times[:-1]),
            "Those are still times. An interval is one time less the one before.",
        ),
    ),
    hints=(
        "`np.diff(times)` gives the intervals.",
        "Take their `.std()` and their `.mean()`, and divide.",
    ),
    why="Spikes go in, and out comes one number without a unit.",
)

EXERCISES = (
    CURRENT,
    CV,
    Exercise(
        name="drivers",
        ask='Say for each of the four neurons whether its "mean" drives it or its "noise".',
        shown="""
            for name, times in recordings().items():
                print(f"{name}: {len(times) / 20:.1f} Hz, CV {my_cv(times):.2f}")
            my_drivers = {"A": "noise", "B": "mean", "C": "mean", "D": "noise"}
        """,
        solution=dict(DRIVERS),
        judge=_judge_drivers,
        own=_own_drivers,
        wrong=(
            Wrong({**DRIVERS, "A": "mean"}, "For so low a rate that is far above the border."),
            Wrong({**DRIVERS, "B": "noise"}, "Its intervals hardly scatter."),
            Wrong({**DRIVERS, "C": "noise"}, "That is a high CV. But where is the border"),
            Wrong({**DRIVERS, "D": "mean"}, "That is a CV under a half. But where is the border"),
            Wrong({**DRIVERS, "C": "both"}, 'C is neither "mean" nor "noise" yet.'),
        ),
        hints=(
            "The rate is the number of spikes divided by 20 s.",
            "Find the rate in the table of the last fold. Is the CV above or below the border?",
        ),
        why="C is more irregular than D, and still it is C that would go on firing. You've found "
        "out something about a current that nobody showed you.",
    ),
    Exercise(
        name="irregular",
        ask=_IRREGULAR.format(rate=10, cv=0.8),
        own=_own_irregular,
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
            Wrong((0.5, 1.0), "Silence: v_∞ is 10 σ below the threshold."),
            Wrong((1.6, 0.0), "Without noise a neuron is silent or a clock."),
            Wrong((7.3, 0.8), "are the two numbers swapped?"),
            Wrong((800.0, 7.3), "Did you write pA?"),
        ),
        hints=(
            "Irregular means that the noise decides: stay well below the rheobase of 1.5 nA.",
            "Start at 1.3 nA and 4 mV. A lower mean makes it slower and less regular, and a larger "
            "σ makes it faster.",
            "Try σ between 7 and 7.5 mV, and set the rate with the mean, near 0.8 nA.",
        ),
        why="v_∞ lies about 7 mV below the threshold, which is one σ. So the noise decides when.",
    ),
)

QUIZ = (
    Prediction(
        name="quiz_two_intervals",
        question="A train has the intervals 20, 30, 20 and 30 ms, over and over. Its CV is...",
        choices=(
            "0, since it repeats exactly",
            "0.2, since 5 ms / 25 ms is 0.2",
            "0.4, since 10 ms / 25 ms is 0.4",
            "5, since that is how far they scatter",
        ),
        answer="b",
        why="The mean is 25 ms, and each interval is 5 ms away from it. The CV doesn't see the "
        "order, so a train that you could foretell can have a CV above 0.",
    ),
    Prediction(
        name="quiz_coarser",
        question="Without a threshold v strays by 2.8 mV at dt = 0.1 ms. You go to dt = 0.4 ms and "
        "leave the pushes, in nA, as large as they were. Now v strays by about...",
        choices=("1.4 mV", "2.8 mV", "5.7 mV", "11 mV"),
        answer="c",
        why="Only a quarter as many pushes share in the average, so it is √4 = 2 times as large.",
    ),
    Prediction(
        name="quiz_strong_mean",
        question="A neuron like ours gets a mean of 5 nA and fires at 109 Hz. Noise of σ = 4 mV is "
        "added. What does it change?",
        choices=(
            "the rate clearly, the CV hardly",
            "the rate hardly, the CV clearly",
            "the rate and the CV, both clearly",
            "the rate and the CV, both hardly",
        ),
        answer="b",
        why="Far above the corner early and late spikes cancel in the rate, which stays within "
        "1 Hz. But each of them adds to the scatter, and the CV goes from 0 to 0.13.",
    ),
    Prediction(
        name="quiz_which",
        question="Two neurons like ours fire with a CV of 0.35, X at 12 Hz and Y at 26 Hz. Which "
        "is driven by its noise?",
        choices=("X only", "Y only", "both", "neither"),
        answer="a",
        why="At 12 Hz the border is at a CV of 0.27, at 26 Hz at 0.56. Only X is above it.",
    ),
    Prediction(
        name="quiz_mean_doubled",
        question="A neuron like ours gets a mean of 1.2 nA and noise, and fires at 8 Hz with a CV "
        "of 0.66. The mean is doubled, and the noise stays. The CV...",
        choices=(
            "stays, as the noise is the same",
            "rises, as there are more spikes",
            "falls, as now the mean drives",
            "becomes 0, as the mean is enough",
        ),
        answer="c",
        why="It falls to 0.19, at 47 Hz. The mean makes a clock, and the noise only disturbs it.",
    ),
)
