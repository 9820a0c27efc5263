# %% [markdown]
# # 00 · It says "Pattern detected". Is it?
#
# **35 minutes** · You need a little Python, and no theory at all.
#
# *What would make you believe it?*
#
# By the end you can turn a claim into four numbers that are worth arguing about. You can take a
# system apart and say what each part is for. And you can tell when a measured share is news, and when
# it's chance.
#
# Run a cell with Shift+Enter, read what it shows, and go on to the next.

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.pattern_detected import views
from snn_edu.lessons.pattern_detected.article_runs import simulate_many

# %% [markdown]
# A widely read tutorial builds a small spiking network. Five input [neurons](glossary.md#neuron) pass
# short pulses, called [spikes](glossary.md#spike), to a hidden [layer](glossary.md#layer) of three, and
# these pass theirs to one output neuron. Each connection has a [weight](glossary.md#weight), a number
# that says how strongly it acts. Random bits go in, the weights learn by a famous rule that we'll meet
# in [lesson 07](07_stdp_curves.ipynb), and now and then the program prints **"Pattern detected"**. By
# this it means that the five bits were just now 10101.
#
# We rebuilt it, so that you can run it as often as you like. Claims of this kind are everywhere, for
# example a wake word heard, a fraud found or a tumour seen. What we do here with a toy is what anybody
# should do with them, so it's worth half an hour before we build a neuron of our own.
#
# **Commit to an answer, and the picture appears.**

# %%
predict("pattern_detected.what_it_is_worth", then=views.evidence(knobs=["seed"]))

# %% [markdown]
# Each *seed* is another run of 100 steps, with other weights and other bits. A green diamond marks a
# step in which the pattern was really shown. A circle marks a step in which the program printed.
# When the two stand in the same step, the program was right. **Try it.** Move the seed slowly to 150,
# and watch the board on the right fill up. *Rightly silent* runs far ahead, as it should. Which of the
# other three numbers grows fastest?
#
# <details><summary>What we see, and why</summary>
#
# The missed patterns do, and after them the false prints. Most diamonds have no circle, and
# three out of four circles have no diamond. One run alone shows little of this, because it prints only
# once or twice. It takes many runs before the shares settle.
#
# </details>

# %% [markdown]
# ## Four numbers
#
# The board has a name, the [confusion matrix](glossary.md#confusion-matrix), because it shows what is
# confused with what. Read it in two directions. Of everything that the program *printed*, what share
# was true? That is the [precision](glossary.md#precision). And of everything that was really *there*,
# what share did it find? That is the [recall](glossary.md#recall).
#
# For example, suppose a program prints rarely, but is nearly always right when it does:
#
# | we count | the share | |
# |---|---|--:|
# | 10 prints, 9 of them true | precision | 90 % |
# | 90 patterns, 9 of them found | recall | 10 % |
#
# ### Your turn: two shares
#
# Here `printed` and `shown` are arrays with True or False for each step.

# %%
def my_scores(printed, shown):
    both = printed & shown  # True where it printed and the pattern was there
    return ..., ...  # precision, recall


check("pattern_detected.scores", my_scores)

# %%
solution("pattern_detected.scores")

# %% [markdown]
# Is a precision of one in four any good? Five bits can form 32 inputs, and the pattern is one of them.
# So a program that prints at random moments would be right about 3 % of the time. Ours does far better,
# which means that something in it knows about the pattern. The question is whether that something is
# the *network*.

# %% [markdown]
# ## Take the network away
#
# There's a simple way to find out what a part is for. Remove it, and see what changes. This is called
# an [ablation](glossary.md#ablation). Here we silence the hidden layer, so nothing reaches the output
# neuron any more.

# %%
predict("pattern_detected.no_hidden_layer", then=views.evidence(seed=150))

# %% [markdown]
# **Try it.** Switch the hidden layer off and on again. What happens to the rows of strokes, and what to
# the two shares?
#
# <details><summary>What we see, and why</summary>
#
# The rows of the hidden and output neurons go empty. But the prints stay, there are even more of them,
# and still one in four is true. Here, in our words, is the line that prints:
#
# ```python
# if spiked[0] and spiked[2] and spiked[4]:
#     print("Pattern detected")
# ```
#
# It never looks at the output neuron. Nor does it look at the two inputs in between, which ought to be
# silent. Each of them can be on or off, like a coin toss, so four different inputs can trigger the print:
#
# | 10101 | 10111 | 11101 | 11111 |
# |---|---|---|---|
# | the pattern | not | not | not |
#
# One of the four is the pattern. That is where the quarter comes from, whatever the network does.
#
# </details>
#
# So the network adds nothing to the precision. But the share we counted wasn't exactly a quarter. How
# far from the truth may such a number be, just by chance?

# %% [markdown]
# ## How sure are we?
#
# Suppose the true share is $p$, and we count $n$ cases. What we measure won't be exactly $p$. It will
# typically miss by about one [standard error](glossary.md#standard-error), which we call $s$:
#
# $$ s = \sqrt{p\,(1-p)/n} $$
#
# For example, of 100 prints a quarter should be true, so $s = \sqrt{0.25 \times 0.75 / 100}$, about 4 %.
# Two measurements out of three land within one $s$ of the truth, and nineteen out of twenty within two.
# If a number is off by more than three, chance is no longer a good excuse.
#
# ### Your turn: a standard error

# %%
def my_standard_error(share, n):
    return ...  # share lies between 0 and 1


check("pattern_detected.standard_error", my_standard_error)

# %%
solution("pattern_detected.standard_error")

# %%
for seeds in (range(1000), range(1000, 2000)):
    matrix = simulate_many(seeds).confusion()
    n = matrix.true_positives + matrix.false_positives
    print(f"{n:,} prints, of which {100 * matrix.precision:.1f} % are true")

# %% [markdown]
# The second thousand runs don't quite agree with the first. Is that news? With some 1,400 prints each,
# your formula gives a standard error of 1.2 %, and both shares lie within two of those from a quarter.
# So it's chance, and more runs would only bring both shares closer to the truth.
#
# One warning. The formula wants the *true* share, and we put in the measured one because we have no
# other. Near 0 and near 1 that goes wrong. For example, a detector that was right 30 times in a row isn't
# certain to be right again, though the formula says $s = 0$. Here a rule of thumb helps. If something
# has never happened in $n$ cases, its true share may still be as large as $3/n$. None of those 30 prints
# was false, and yet one print in ten may be.

# %% [markdown]
# ## Layer or learning?
#
# The precision stayed, but look at the recall once more.

# %%
for name, hidden in (("all as it was", True), ("without the layer", False)):
    matrix = simulate_many(range(1000), hidden=hidden).confusion()
    print(f"{name}: recall {100 * matrix.recall:.1f} %")

# %% [markdown]
# Without the layer the program finds twice as many patterns. So the network does do something after
# all: it costs half of the hits. But our switch removed two things at once. A layer without spikes has
# nothing to learn from, so the learning stopped as well. A fair ablation removes one thing at a time.

# %%
predict("pattern_detected.layer_or_learning")

# %% [markdown]
# ### Your turn: the ablation that is missing
#
# `simulate_many` takes `hidden=False`, as you saw, and also `plastic=False`, which stops the learning.
# Your function returns the recall, and how many spikes the hidden layer sent, so that we can see that
# it was there.

# %%
def my_ablation(seeds):
    runs = ...  # all as it was, but for one thing
    return runs.confusion().recall, runs.fired[:, :, 5:8].sum()


check("pattern_detected.ablation", my_ablation)

# %%
solution("pattern_detected.ablation")

# %% [markdown]
# <details><summary>How does that come about?</summary>
#
# In this program the weights that lead *out* of an input neuron also scale what comes *in*, which is
# one of the program's many faults. Learning weakens these weights, from 0.50 to 0.16 on average. So the
# more an input neuron learns, the less it hears, and the more often it stays silent when its bit is on.
#
# </details>
#
# An ablation is the cheapest experiment there is, but it has a trap.

# %%
predict("pattern_detected.two_parts")

# %% [markdown]
# ## When the pattern is rare
#
# In our runs the pattern comes once in 32 steps. In the world outside, what we look for is often much
# rarer. Take a good detector, which finds 90 % of the patterns and raises a false alarm in 1 % of the
# other steps. How precise is it? That depends on how often there is something to find. For example,
# suppose half of 1,000 steps had the pattern:
#
# | the pattern was | in steps | it prints |
# |---|--:|--:|
# | there | 500 | 450 times, rightly |
# | not there | 500 | 5 times, wrongly |
#
# You add up the prints, and see what share of them is true. Now do it for any share of steps.
#
# ### Your turn: a good detector, and a rare pattern

# %%
def my_precision(share, recall, false_alarms):
    return ...  # all three are shares between 0 and 1


check("pattern_detected.rare", my_precision)

# %%
solution("pattern_detected.rare")

# %% [markdown]
# Here is what your function says of it.
#
# | the pattern is there in | precision of the good detector |
# |---|--:|
# | one step out of 2 | 98.9 % |
# | one step out of 32 | 74.4 % |
# | one step out of 1,000 | 8.3 % |
#
# So the same detector can be nearly always right or nearly always wrong. Nothing about it has changed,
# only the world around it. That's why "it detects 90 %" is half a sentence, and why we'll ask for both
# shares whenever a network in this course claims to have found something.

# %% [markdown]
# ## Key points
#
# - "Detected" means little until we know four numbers: true, false, missed, and rightly silent.
#   Precision and recall are two ways to read them.
# - The program is right in a quarter of its prints, with its hidden layer and without, because two of
#   the five bits are never checked. Its learning costs half of the hits.
# - A share counted in $n$ cases is uncertain by about $\sqrt{p(1-p)/n}$. What has never happened in $n$
#   cases may still have a true share of $3/n$.
# - To see what a part is for, take it out, one at a time. If two parts can stand in for each other, take
#   both out as well.
#
# **Where is this used?** Many tables in deep-learning papers have rows such as "without attention", and
# these are ablations. Sensors with a spiking chip wait for a rare event on a battery, and their precision
# says how often they wake you for nothing.

# %% [markdown]
# ## Quiz

# %%
quiz("pattern_detected")

# %% [markdown]
# ## Go deeper
#
# None of this is needed later.
#
# - **Until it's sharp.** How many runs does it take before the standard error of the precision is below
#   0.2 %? Work it out first, then run them.
# - **Behind the picture.** The next cell unfolds to the code that drew the board.

# %%
views.evidence.code()

# %% [markdown]
# ## References
#
# - Saito T, Rehmsmeier M (2015). The precision-recall plot is more informative than the ROC plot
#   when evaluating binary classifiers on imbalanced datasets. *PLoS ONE* 10:e0118432,
#   [doi:10.1371/journal.pone.0118432](https://doi.org/10.1371/journal.pone.0118432).
# - Hanley JA, Lippman-Hand A (1983). If nothing goes wrong, is everything all right? Interpreting zero
#   numerators. *JAMA* 249:1743-1745,
#   [doi:10.1001/jama.1983.03330370053031](https://doi.org/10.1001/jama.1983.03330370053031).
#
# Words of this lesson, in the [glossary](glossary.md): neuron, layer, weight, spike, confusion matrix,
# precision, recall, ablation, standard error.
#
# Can the network be repaired? Yes, and you'll do it, in [lesson 09](09_repair_the_article.ipynb). In
# [lesson 10](10_needle_in_noise.ipynb) one neuron finds a pattern that nobody points out to it. But
# first you need a neuron. Next: [01 · The leaky bucket](01_leaky_bucket.ipynb).
