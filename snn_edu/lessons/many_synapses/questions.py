"""What lesson 08 asks: predictions, exercises and a quiz on STDP at many synapses."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

import numpy as np

from snn_edu.lessons.many_synapses.own_questions import DRIFT, OWN_EFFECT, RIDGE, STEP
from snn_edu.lessons.many_synapses.song_2000 import Competition, Inputs
from snn_edu.plasticity import STDP
from snn_edu.questions import Exercise, Prediction, Wrong


def _ratio_by_areas(tau_plus: float, tau_minus: float) -> float:
    """The ratio of the two areas under STDP's window, added up in small strips."""
    stdp = STDP(A_plus=1.0, A_minus=1.0, tau_plus=tau_plus, tau_minus=tau_minus)
    s = np.arange(0.005, 1000.0, 0.01)
    return float(stdp.window(s).sum() / -stdp.window(-s).sum())


def _ratio(plus: float, minus: float) -> dict[str, Any]:
    """What is to be asked and said of the border at these time constants (ms)."""
    border = plus / minus
    return {
        "ask": f"All pairs count, with τ₊ = {plus:g} ms and τ₋ = {minus:g} ms. Which A₋ / A₊ is "
        "the border, so that below it all weights go to 1 and just above it they split? Give three "
        "digits.",
        "shown": f"my_ratio = {plus:g} / {minus:g}  # A_plus tau_plus = A_minus tau_minus",
        "solution": border,
        "oracle": lambda: _ratio_by_areas(plus, minus),
        "wrong": (
            Wrong(
                round(border, 1) if abs(round(border, 1) - border) > 0.001 else border + 0.01,
                "That's close, but the third digit counts here. Divide the time constants.",
            ),
            Wrong(
                1.0,
                "1 is the border if both sides are equally wide. Here the weakening side reaches "
                "further, so it needs less height for the same area.",
            ),
            Wrong(
                minus / plus,
                "That is τ₋ / τ₊, upside down. The wider side needs *less* height.",
            ),
            Wrong(
                1.05,
                "1.05 is what Song, Miller and Abbott chose, with equal time constants. We want "
                "the border, with these.",
            ),
            Wrong(
                1.05 * border,
                "You kept the 5 % by which Song, Miller and Abbott stay above the border. We want "
                "the border itself.",
            ),
            Wrong(
                border**0.5,
                "You took a root. Both areas are a height times a time constant, without a power.",
            ),
            Wrong(
                border**2,
                "You squared. Both areas are a height times a time constant, without a power.",
            ),
            Wrong(
                math.exp(-border),
                "You took an exponential. The *areas* under the two sides have to be equal, and "
                "each is a height times a time constant.",
            ),
            Wrong(
                1 - border,
                "That's 1 minus it. At the border A₊ τ₊ and A₋ τ₋ are equal.",
            ),
            Wrong(
                0.85,
                "0.85 is the ratio that lesson 10 takes, where only neighbouring spikes pair "
                "(`reduced`). Here all pairs count.",
            ),
            Wrong(
                0.84,
                "0.84 is the border of lesson 10's time constants where only neighbouring spikes "
                "pair (`reduced`), at 64 Hz. Here all pairs count, and so the whole areas.",
            ),
            Wrong(
                plus / (plus + minus),
                "That is τ₊ as a share of the sum. Set the two areas equal, A₊ τ₊ = A₋ τ₋.",
            ),
            Wrong(
                minus - plus,
                "That is the difference of the time constants, in ms. A ratio has no unit.",
            ),
            Wrong(
                1.05 / border,
                "You kept 1.05 and scaled it the wrong way. The border lies where the areas are "
                "equal, without any 5 %.",
            ),
        ),
        "examined": lambda said: (
            f"With A₊ = 1 and A₋ = {said:g} the areas are {plus:g} and {said * minus:.4g} ms, and "
            "at the border they are equal."
        ),
        "why": f"{plus:g} / {minus:g} = {border:.3f}, if all pairs count. Count other pairs, and "
        "the border is elsewhere.",
    }


PREDICTIONS = (
    Prediction(
        name="split",
        question="A thousand synapses start alike at 0.5 and hear nothing but noise. How are their "
        "weights spread after seven minutes of the neuron's time?",
        choices=(
            "in one narrow heap around 0.5, because every synapse is treated alike",
            "in one heap close to 0, because weakening pairs count a little more",
            "in two heaps, near 0 and near 1, because something drives them apart",
            "evenly over the whole range, because luck carries each weight about",
        ),
        answer="c",
        why="A third of the weights are below 0.1, a second heap has grown at the top, and few are "
        "left between. Nothing told one synapse from another. So what drove them apart? That's our "
        "question.",
        wrong=(
            Wrong(
                "a",
                "On average they are treated alike. But each meets its own random spikes, so luck "
                "spreads them a little. And then?",
            ),
            Wrong(
                "b",
                "For spikes that meet by chance alone you'd be right, as you'll compute in a "
                "moment. So something else must hold up the heap at the top.",
            ),
            Wrong(
                "d",
                "Luck does scatter them, and at 100 s they lie about as you say. After that the "
                "middle empties, and luck alone wouldn't do that.",
            ),
        ),
    ),
    Prediction(
        name="area",
        question="Five weights start at 0.5. The weakening side of the window is half as high as "
        "the other (ratio 0.5), but it decays half as fast (τ₋ = 40 ms, τ₊ = 20 ms). Where do "
        "they go?",
        choices=(
            "upwards on average, because a weakening pair costs only half as much",
            "downwards on average, because weakening reaches back twice as far",
            "nowhere on average, because half as high and twice as wide cancel",
            "first upwards and then downwards, because the wider side takes over",
        ),
        answer="c",
        why="Half the height times twice the width is the same area, so gains and losses cancel. "
        "Each weight still wanders, but the luck that moves it has no direction.",
        wrong=(
            Wrong(
                "a",
                "A weakening pair is half as high at the jump, but it decays half as fast, so "
                "distant pairs cost more.",
            ),
            Wrong("b", "It does reach twice as far, and it is also half as high."),
            Wrong(
                "d",
                "Nothing takes over. Both sides act from the first second on, and what matters is "
                "how their areas compare.",
            ),
        ),
    ),
    Prediction(
        name="own_spike",
        question="You sit on the input spikes of a synapse of weight 1 and count the output spikes "
        "around them. How do you find the output rate there, compared with its average?",
        choices=(
            "unchanged before and unchanged after, because it's one of a thousand",
            "unchanged before, and higher for a few milliseconds after",
            "higher before and higher after, because strong synapses fire together",
            "lower before, and higher for a few milliseconds after",
        ),
        answer="b",
        why="In the first 2 ms the output rate is up from 12 to 16 Hz, and after some 15 ms almost "
        "nothing is left. Before the spike it is unchanged, because an effect can't precede its "
        "cause.",
        wrong=(
            Wrong(
                "a",
                "It sounds too small to matter. But a neuron just below its threshold needs only a "
                "little push, so now and then the output spike comes because of this one.",
            ),
            Wrong(
                "c",
                "All our inputs are independent, so no other spike announces this one. Before it "
                "arrives the neuron knows nothing of it.",
            ),
            Wrong("d", "After the spike you're right. But before it, how could the neuron know?"),
        ),
    ),
    Prediction(
        name="busy",
        question="We hold the weights so high that the output runs at 94 Hz instead of 12 Hz. What "
        "happens to c, which was 0.10?",
        choices=(
            "it grows about eightfold, because there are eight times as many output spikes",
            "it stays about the same, because all pairs become more frequent together",
            "it shrinks to about a sixth, because most output spikes would come anyway",
            "it turns negative, because a spike that comes early leaves none for later",
        ),
        answer="c",
        why="At 94 Hz the mean input alone carries the neuron past its threshold, and it ticks "
        "nearly like a clock. One input more or less makes the next spike a little earlier or "
        "later, and that's all. So c is 0.017.",
        wrong=(
            Wrong(
                "a",
                "More output spikes make more pairs of *both* kinds. We count c in units of what "
                "chance adds, and chance adds eight times as much as well.",
            ),
            Wrong(
                "b",
                "All pairs do become more frequent together, so speed alone can't change c. But "
                "ask what one input can still decide.",
            ),
            Wrong(
                "d",
                "A spike that comes a little earlier still comes after the input, so that pair "
                "strengthens. The own effect keeps its sign.",
            ),
        ),
    ),
    Prediction(
        name="group",
        question="A hundred of the thousand inputs tend to fire together, at the same rate as the "
        "others. All weights start at 0.5. Which synapses are strong in the end?",
        choices=(
            "the hundred that fire together, because they push the neuron at the same time",
            "the nine hundred others, because between them they cover far more of the time",
            "as many of the ones as of the others, because all of them have the same rate",
            "none of them, because firing together overexcites the neuron and all sink",
        ),
        answer="a",
        why="After 40 s the hundred have a mean weight of 0.99 and the others one of 0.29. The "
        "rates are equal, so only timing can have told them apart.",
        wrong=(
            Wrong(
                "b",
                "Between them they do. But a synapse is paid for its own spikes only, and a spike "
                "that comes alone moves the neuron very little.",
            ),
            Wrong(
                "c",
                "Equal rates mean that chance treats them alike. But ask who has just fired when "
                "an output spike comes.",
            ),
            Wrong(
                "d",
                "A busy neuron does make c smaller, for all. But a spike that comes with ten "
                "others still moves it far more than a spike that comes alone.",
            ),
        ),
    ),
    Prediction(
        name="mu_one",
        question="You set μ to 1. Where do the group and the others end?",
        choices=(
            "as before, though they take a good deal longer to get there",
            "all in one heap near the middle, the group hardly above the others",
            "the group at the top, the others in one heap near the middle",
            "all near the top, because a weak weight has the most room to grow",
        ),
        answer="b",
        why="A strong weight now loses much and gains little, and a weak one the other way round. "
        "By chance alone they balance where 1 − w = 1.05 w, which is at 0.49, and the group "
        "manages only 0.52.",
        wrong=(
            Wrong(
                "a",
                "The ends push back now. At a weight of 1 there is no room to gain anything, and "
                "every weakening pair costs in full.",
            ),
            Wrong(
                "c",
                "That would be the best of both. At μ = 1 the pull to the middle is too "
                "strong for it.",
            ),
            Wrong(
                "d",
                "It has, and so it climbs. But on its way the room above shrinks, and what it can "
                "lose grows.",
            ),
        ),
    ),
    Prediction(
        name="double_input",
        question="You double the rate of all inputs, from 10 to 20 Hz, and let the synapses settle "
        "for a quarter of an hour. What becomes of the output rate?",
        choices=(
            "it stays about the same, because the weights come down",
            "it doubles, because twice as much arrives in the end",
            "it more than doubles, because the threshold is passed",
            "it goes to 0, because a fast neuron weakens them all",
        ),
        answer="a",
        why="The weights sink until each of them counts again, and by then the output is about "
        "where it was. Twice the input, half the mean weight.",
        wrong=(
            Wrong("b", "That would be a neuron whose synapses stay as they are, and a mild one."),
            Wrong("c", "In the first seconds, before the synapses follow, that is what happens."),
            Wrong("d", "They all sink, but only as long as the neuron is fast."),
        ),
    ),
    Prediction(
        name="scaling",
        question="At ratio 0.9 strengthening wins, every weight goes to 1, and the neuron fires at "
        "more than 300 Hz. Now scaling is switched on, with a target of 20 Hz. What will you see?",
        choices=(
            "20 Hz, and the weights in two heaps at the ends",
            "20 Hz, and the weights in one heap, lower down",
            "more than 100 Hz, and the weights still at 1",
            "0 Hz, and the weights in one heap at 0",
        ),
        answer="b",
        why="Scaling shrinks every weight by the same factor, which takes most from the strongest. "
        "That gathers them, as a μ above 0 does. And it does hold the rate.",
        wrong=(
            Wrong("a", "Scaling mends the rate. But two heaps need weakening to win, on average."),
        ),
        asks={"ratio": 0.9, "scaling": True},
    ),
)


@lru_cache(maxsize=64)
def group_after(mu: float, seconds: float = 100.0) -> tuple[float, float]:
    """By how much the group leads the others, and which share of those is below 0.1."""
    rng, stdp = np.random.default_rng(2), STDP(A_plus=0.01, A_minus=0.0105, mu=mu)
    neuron, inputs = Competition(stdp, dt=0.2), Inputs(1000, 15.0, group=100, correlation=0.1)
    state = neuron.start(np.full(1000, 0.5))
    for _ in range(round(seconds / 2)):  # two seconds a frame, as in the picture
        state, _ = neuron.advance(state, 2000.0, inputs, rng)
    w = state.w
    return float(w[:100].mean() - w[100:].mean()), float(np.mean(w[100:] < 0.1))


LEAD, LOW = 0.4, 0.05


def _judge_mu(answer: Any) -> str | None:
    """What is not as asked about a mu: the picture's own run is made with it."""
    if isinstance(answer, bool) or not isinstance(answer, int | float):
        return "We need one number, your μ."
    if not 0 <= answer <= 1:
        return (
            f"{answer:g} is none. μ runs from 0, where a weight doesn't feel its bounds, to 1, "
            "where its steps are proportional to the room."
        )
    lead, low = group_after(float(answer))
    said = f"With {answer:g} the group leads by {lead:.2f}, and {100 * low:.0f} % of the others "
    said += "lie below 0.1. "
    if answer == 0:
        return said + "A rule with μ = 0 also sorts the others into winners and losers."
    if low >= LOW:
        return said + (
            "The pull to the middle is still so weak that luck scatters the others right down to "
            "0. Make it a little stronger."
        )
    if lead <= LEAD and answer > 0.5:
        return said + "The pull to the middle is stronger than anything that timing can say."
    if lead <= LEAD:
        return said + (
            "The others stand in one heap, as asked. But the pull to the middle now holds the "
            "group as well. Go back a little."
        )
    return None


EXERCISES = (
    DRIFT,
    OWN_EFFECT,
    RIDGE,
    Exercise(
        name="my_mu",
        ask="Choose a μ with which, after 100 s, the group leads the others by more than 0.4, "
        "while fewer than 5 % of the others lie below 0.1.",
        shown="""
            my_mu = 0.08
        """,
        solution=0.08,
        judge=_judge_mu,
        wrong=(
            Wrong(0, "A rule with μ = 0 also sorts the others"),
            Wrong(0.02, "Make it a little stronger"),
            Wrong(0.2, "The others stand in one heap, as asked"),
            Wrong(1, "stronger than anything that timing can say"),
            Wrong(8, "8 is none. μ runs from 0"),
        ),
        hints=(
            "Start low, and raise μ until the others stand in one heap. What does the caption say "
            "of them?",
            "Try 0.02, 0.05, 0.1 and 0.2, each for 100 s. Reset brings you back to the beginning.",
        ),
        why="Stability costs sensitivity, but the price is not the same everywhere. A small μ buys "
        "most of both.",
    ),
    STEP,
    Exercise(
        name="ratio",
        **_ratio(16.8, 33.7),
        own=lambda rng: _ratio(*(np.round(rng.uniform((10.0, 22.0), (17.0, 40.0)), 1).tolist())),
        tolerance=0.001,
        because="three digits are enough",
        hints=(
            "At the border, pairs that meet by chance change nothing on average.",
            "Your `drift` is zero where A₊ τ₊ = A₋ τ₋.",
        ),
    ),
)

QUIZ = (
    Prediction(
        name="quiz_drift",
        question="An input fires at 5 Hz and the output at 40 Hz, unrelated. A₊ = 0.02, τ₊ = 10 "
        "ms, A₋ = 0.01, τ₋ = 30 ms. What is the drift, per second?",
        choices=("+0.02", "0", "−0.02", "−20"),
        answer="c",
        why="The areas are 0.2 and 0.3 ms, so 5 × 40 / 1000 × (0.2 − 0.3) = −0.02.",
        wrong=(
            Wrong("a", "By the heights alone it would grow. But areas count."),
            Wrong("d", "A second has 1,000 milliseconds."),
        ),
    ),
    Prediction(
        name="quiz_ridge",
        question="In another neuron c is 0.2, and the ratio is 1.08. Which weights grow?",
        choices=("all above 0.08", "all above 0.2", "all above 0.4", "none at all"),
        answer="c",
        why="The ridge is at 0.08 / 0.2 = 0.4.",
    ),
    Prediction(
        name="quiz_out_of_reach",
        question="In the same neuron (c = 0.2) you now set the ratio to 1.3. What happens first?",
        choices=(
            "the weights above 0.65 grow, and the others shrink",
            "all weights shrink, whatever they were before",
            "all weights grow, whatever they were before",
            "nothing, because the ridge stays where it was",
        ),
        answer="b",
        why="The ridge is at 0.3 / 0.2 = 1.5, out of reach. Later the output slows down, c grows, "
        "and the ridge may come back into reach.",
    ),
    Prediction(
        name="quiz_bars",
        question="After the spikes of a synapse of weight 0.5, one bar of 4 ms stands 20 % above "
        "the average, and the others stand at it. The window counts a pair in this bar as 0.9 of "
        "a pair at the jump, and τ is 20 ms. How large is c?",
        choices=("0.018", "0.036", "0.072", "0.72"),
        answer="c",
        why="It earns 0.20 × 0.9 × 4 ms / 20 ms = 0.036, and a synapse of weight 1 would earn "
        "twice as much.",
        wrong=(
            Wrong("a", "You multiplied by the weight. A stronger synapse earns more."),
            Wrong("b", "That's what this synapse earns. c is for a weight of 1."),
        ),
    ),
    Prediction(
        name="quiz_control",
        question="A colleague trains a neuron with additive STDP on recordings. In the end 40 % of "
        'the weights are near 0 and 20 % near 1. "It has learnt which inputs are useful." Which '
        "control do you ask for?",
        choices=(
            "a run with twice as many synapses and the same recordings",
            "a run with unrelated inputs that have the same rates",
            "a run with smaller steps and the same recordings",
            "a run that lasts twice as long, with the same recordings",
        ),
        answer="b",
        why="Additive STDP makes two heaps out of pure noise as well, so the control shows what "
        "you get for nothing. Then ask whether the same inputs win in every run. On noise they "
        "don't.",
    ),
)
