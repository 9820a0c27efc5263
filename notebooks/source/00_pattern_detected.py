# %% [markdown]
# # 00 · It says "Pattern detected". Is it?
#
# **35 minutes** · You need: nothing but a little Python.
#
# *What would make you believe it?*
#
# You will be able to answer:
#
# - which four numbers turn a claim into evidence?
# - what does a part of a system do? Which experiment tells?
# - how far may a measured share be off by chance?
#
# Run a cell with Shift+Enter (*Run > Run All Cells* runs them all). You may skip the code between
# question and picture: here it only sorts what ran.

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

# %%
import numpy as np

from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.pattern_detected import views as lesson
from snn_edu.live import explore, slider, toggle
from snn_edu.plots.scoreboard import scores, standard_error
from snn_edu.studies.article_runs import simulate_many

# %% [markdown]
# A widely read tutorial builds a spiking network: five input
# [neurons](glossary.md#neuron), three in a hidden [layer](glossary.md#layer), one output. They send
# [spikes](glossary.md#spike) to each other, and each connection has a [weight](glossary.md#weight),
# which says how strongly it acts. Random bits come in, the weights learn by a famous rule (STDP,
# [lesson 07](07_stdp_curves.ipynb)), and now and then the program prints **"Pattern detected"**: it
# has found 1 0 1 0 1. We rebuilt it.
#
# Claims of this kind are everywhere: a wake word heard, a fraud found, a tumour seen. What you do
# here with a toy is what anybody should do with them.

# %%
def evidence(seed, hidden=True):
    runs = simulate_many(range(1, seed + 1), hidden=hidden)  # every run so far
    shown, printed = np.flatnonzero(runs.shown[-1]), np.flatnonzero(runs.printed[-1])
    return {
        "bits": lesson.marks(runs.bits[-1]),
        "fired": lesson.marks(runs.fired[-1]),
        "shown": (shown, np.zeros(shown.size)),
        "printed": (printed, np.ones(printed.size)),
        "run": f"run {seed}: bits are squares, spikes are strokes",
        "score": scores(runs.confusion()),
        "seeds": f"runs 1 to {seed}",
        "text": lesson.told(runs),
    }


# %% [markdown]
# **Commit to an answer, and the picture appears:**

# %%
predict(
    "pattern_detected.what_it_is_worth",
    then=explore(
        evidence,
        lesson.draw_evidence,
        seed=slider("seed", 1, 150, start=3, step=1),
        tries={"150 runs": {"seed": 150}},
        size=(9.0, 3.6),
    ),
)

# %% [markdown]
# Each seed is another run: other weights, other bits, 100 steps. A circle ("printed") is true when a
# diamond ("shown") stands in the *same* step. Move the seed to 150 and watch the scoreboard fill: of
# all circles so far, three of four are false, and most diamonds have no circle.
#
# The scoreboard is a [confusion matrix](glossary.md#confusion-matrix). Its first row, what was
# printed, gives the [precision](glossary.md#precision): the share of it that is true. Its first
# column, what was there, gives the [recall](glossary.md#recall): the share of it that was found.
#
# Is a precision of one in four good? Compare with a program that prints at random moments: of 32
# possible inputs one is the pattern, so 3 % of its prints would be true. The line that prints does
# know something. Does the *network*?

# %% [markdown]
# ## Take the network away
#
# Whatever it detects, the network must be doing it. So remove it. **Before you flip the switch:**

# %%
predict("pattern_detected.no_hidden_layer")

# %%
explore(
    evidence,
    lesson.draw_evidence,
    hidden=toggle("hidden layer", start=True),
    seed=slider("seed", 1, 150, start=150, step=1),
    size=(9.0, 3.6),
)

# %% [markdown]
# The rows of hidden and output neurons go empty. The detections stay, there are even more, and
# still three of four are false. Taking a part out to see what it did is called an
# [ablation](glossary.md#ablation).
#
# Why is it so? Here is what prints, in our words:
#
# ```python
# if spiked[0] and spiked[2] and spiked[4]:  # inputs only
#     print("Pattern detected")
# ```
#
# It never looks at the output neuron, nor at inputs 1 and 3, which should be 0. They are two fresh
# coins: of the four inputs that can print, 10101, 10111, 11101 and 11111, one is the pattern. So the
# precision is 1/4, whatever the network does. (An input with bit 1 does not always spike: it may be
# resting after a spike, or its weights may be too small. Hence the diamonds without a circle.)

# %% [markdown]
# ## 1,000 runs, and how far chance can reach
#
# Count $n$ detections, of which a share $p$ should be true, and the measured share will miss $p$ by
# about one [standard error](glossary.md#standard-error):
#
# $$ s = \sqrt{p\,(1-p)/n} $$
#
# By chance, two measurements of three lie within one $s$ of the truth, and nineteen of twenty within
# two. Beyond three it is hardly chance.

# %% [markdown]
# ### Your turn: a standard error

# %%
def my_standard_error(share, n):
    return ...  # of a share (0 to 1) that was counted in n cases


check("pattern_detected.standard_error", my_standard_error)

# %%
solution("pattern_detected.standard_error")

# %%
for seeds in (range(1000), range(1000, 2000), range(2000)):
    matrix = simulate_many(seeds).confusion()
    n = matrix.true_positives + matrix.false_positives
    s = standard_error(0.25, n)
    print(f"{len(seeds)} runs: {n} printed, {matrix.precision:.1%} true; chance: 25 +- {s:.1%}")
    assert abs(matrix.precision - 0.25) < 3 * s

# %% [markdown]
# The first thousand runs give 26.7 %, the next 23.8 %, together 25.2 %. None of this is news: all
# of it lies within two standard errors of one in four. More runs would narrow it down further, and
# never to anything but 25 %.
#
# ## Layer or learning?
#
# Without the hidden layer the *recall* has doubled. So the network does do something: it costs half
# of the hits. But the switch took two things away at once, the layer and what it teaches the weights
# (no spikes, no learning). A fair ablation takes one.

# %%
for name, part in (("all as it was", {}), ("without layer", {"hidden": False})):
    matrix = simulate_many(range(1000), **part).confusion()
    n = matrix.true_positives + matrix.false_negatives  # how often the pattern was shown
    print(f"{name}: precision {matrix.precision:.1%}, recall {matrix.recall:.1%} of {n} shown")
    assert abs(matrix.precision - 0.25) < 0.02

# %% [markdown]
# ### Your turn: the ablation that is missing
#
# `plastic=False` stops the learning and leaves the layer. Run it, as above, as often as you like, and
# say: is it the `"layer"` or the `"learning"` that costs the recall? Hand in your recall, the number n
# of showings it was counted in, and its standard error.

# %%
my_ablation = {"costs": None, "recall": None, "n": None, "s": None}

check("pattern_detected.ablation", my_ablation)

# %%
solution("pattern_detected.ablation")

# %% [markdown]
# How can learning cost hits? It weakens the weights, from 0.50 to 0.16 in the mean, and in this
# program an input neuron's weights also scale its own input: the more it learns, the less it hears.
#
# None of this needed theory; it needed someone to count. When true detections are rare, precision
# and recall are the numbers to ask for (Saito and Rehmsmeier 2015).

# %%
runs = simulate_many(range(1000))
first, last = runs.first_weights.mean(), runs.input_weights.mean()
print(f"mean weight of an input: {first:.2f} before, {last:.2f} after 100 steps of learning")
assert last < 0.17

# %% [markdown]
# ## Key points
#
# - "Detected" means nothing until you know four numbers: true, false, missed, rightly silent.
# - The network prints with precision 25 %, with and without its hidden layer: two of five bits are
#   never checked. Its learning adds nothing to that, and costs half of the hits.
# - A share measured in n cases is uncertain by $\sqrt{p(1-p)/n}$: 0.8 points in 2,777 detections.
# - Before you believe a part of a system, take it out, and one part at a time.
#
# **Outside.** Every table of a deep-learning paper with rows like "without attention" is such an
# ablation, and every fair one has a row for a dummy that guesses. Spiking networks are built into
# sensors that wait for a rare event on a battery; precision is how often they wake you for nothing.

# %% [markdown]
# ## Quiz

# %%
quiz("pattern_detected")

# %% [markdown]
# ## References
#
# - Saito T, Rehmsmeier M (2015). The precision-recall plot is more informative than the ROC plot
#   when evaluating binary classifiers on imbalanced datasets. *PLoS ONE* 10:e0118432,
#   [doi:10.1371/journal.pone.0118432](https://doi.org/10.1371/journal.pone.0118432).
#
# Words of this lesson, in the [glossary](glossary.md): confusion matrix, precision, recall,
# ablation, standard error.
#
# Can it be repaired? Yes, and you will do it, in [lesson 09](09_repair_the_article.ipynb); in
# [lesson 10](10_needle_in_noise.ipynb) one neuron finds a pattern that nobody points out to it. First you need a neuron:
# [01 · The leaky bucket](01_leaky_bucket.ipynb).
