# %% [markdown]
# # 00 · It says "Pattern detected". Is it?
#
# **15 minutes** · You need: nothing but a little Python.
#
# *What would make you believe it?*
#
# You will be able to:
#
# - tell a claim from evidence, with four numbers
# - find out by removing a part whether the part does anything
# - say how far a measured share may be off by chance

# %%
import numpy as np

from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.pattern_detected import views as lesson
from snn_edu.live import explore, slider, toggle
from snn_edu.plots.scoreboard import scores, standard_error
from snn_edu.studies.article_runs import simulate_many

# %% [markdown]
# A widely read tutorial builds a spiking network: five input neurons, three hidden, one output.
# Random bits come in, the weights learn by a famous rule, and now and then the program prints
# **"Pattern detected"**: it has found 1 0 1 0 1. We rebuilt it. **Before you run it:**

# %%
predict("pattern_detected.what_it_is_worth")


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


# %%
explore(
    evidence,
    lesson.draw_evidence,
    seed=slider("seed", 1, 150, start=3, step=1),
    size=(9.0, 3.6),
)

# %% [markdown]
# Each seed is another run: other weights, other bits, 100 steps. Move the seed to 150 and watch the
# scoreboard fill. Run by run, three of four circles ("printed") stand where there is no diamond
# ("shown"), and most diamonds have no circle.
#
# The scoreboard is a [confusion matrix](glossary.md#confusion-matrix). Its first row, what was
# printed, gives the [precision](glossary.md#precision): the share of it that is true. Its first
# column, what was there, gives the [recall](glossary.md#recall): the share of it that was found.

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
# still about three of four are false. Taking a part out to see what it did is called an
# [ablation](glossary.md#ablation).
#
# Why? Here is what prints, in our words:
#
# ```python
# if spiked[0] and spiked[2] and spiked[4]:  # inputs only
#     print("Pattern detected")
# ```
#
# It never looks at the output neuron, nor at inputs 1 and 3, which should be 0.

# %% [markdown]
# ### Your turn: the precision, before 1,000 runs
#
# Each bit is a fair coin, and an input neuron can fire only when its bit is 1. With pencil and
# paper: what share of the printed detections is true?

# %%
my_precision = None  # a number between 0 and 1

check("pattern_detected.precision", my_precision)

# %%
solution("pattern_detected.precision")

# %% [markdown]
# ## 1,000 runs, and how far chance can reach
#
# Every printed detection is a throw of two coins, bits 1 and 3. Count $n$ of them, of which a share
# $p$ should be true, and the measured share will miss $p$ by about one
# [standard error](glossary.md#standard-error):
#
# $$ s = \sqrt{p\,(1-p)/n} $$

# %%
for seeds in (range(1000), range(1000, 2000), range(2000)):
    matrix = simulate_many(seeds).confusion()
    n = matrix.true_positives + matrix.false_positives
    s = standard_error(0.25, n)
    print(f"{len(seeds)} runs: {n} printed, {matrix.precision:.1%} true; chance: 25 +- {s:.1%}")
    assert abs(matrix.precision - 0.25) < 3 * s

# %% [markdown]
# The first thousand runs give 26.7 %, the next 23.8 %, together 25.2 %. None of this is news: all
# of it lies within two standard errors of one in four. An independent re-implementation over
# another 2,000 runs measured 24.9 %. More runs would narrow it down further, and never to anything
# but 25 %.

# %%
for hidden in (True, False):
    matrix = simulate_many(range(2000), hidden=hidden).confusion()
    name = "with the network" if hidden else "without it      "
    print(f"{name}  precision {matrix.precision:.1%}  recall {matrix.recall:.1%}")
    assert abs(matrix.precision - 0.25) < 0.02

# %% [markdown]
# Without the network the precision is the same and the recall has doubled, from 11 % to 23 %. So
# what did the network do? Its learning weakens the weights, and in this program an input neuron's
# weights also scale its own input: the more it learns, the less it hears.
#
# None of this needed theory; it needed someone to count. When true detections are rare, precision
# and recall are the numbers to ask for (Saito and Rehmsmeier 2015).

# %% [markdown]
# ## Key points
#
# - "Detected" means nothing until you know four numbers: true, false, missed, rightly silent.
# - The network prints with precision 25 %, with and without its hidden layer. It contributes
#   nothing.
# - 25 % is a coin thrown twice: two of five bits are never checked.
# - A share measured in n cases is uncertain by $\sqrt{p(1-p)/n}$: 0.8 points in 2,777 detections.
# - Before you believe a part of a system, take it out.

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
# Can it be repaired? Yes, and you will do it, in [lesson 08](08_repair_the_article.ipynb); in
# [lesson 09](09_needle_in_noise.ipynb) one neuron finds a pattern that nobody points out to it. First you need a neuron:
# [01 · The leaky bucket](01_leaky_bucket.ipynb).
