# %% [markdown]
# # 00 · It says "Pattern detected". Is it?
#
# **45 minutes** · You need a little Python, and no theory at all.
#
# *What would make you believe it?*
#
# By the end you can turn a claim into four numbers that are worth arguing about. You can take a system
# apart and say what each part is for. You can tell news from chance in a measured share.
#
# Run a cell with Shift+Enter, read what it shows and go on.

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

import matplotlib.pyplot as plt
import numpy as np

from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.pattern_detected import views
from snn_edu.lessons.pattern_detected.article_runs import simulate_many
from snn_edu.patterns import confusion_matrix

# %% [markdown]
# A wake word heard, a fraud found, a tumour seen: such claims are everywhere. Before we build a
# neuron, let's take one such claim apart.
#
# Our example is a program from a tutorial. Five input [neurons](glossary.md#neuron) pass short pulses,
# called [spikes](glossary.md#spike), to a hidden [layer](glossary.md#layer) of three, and these pass
# theirs to one output neuron. A neuron adds up what comes in, and sends a spike once there is enough.
# Each connection has a [weight](glossary.md#weight), a number that says how strongly it acts. Random
# bits go in, the weights learn by a famous rule that we'll meet in [lesson 07](07_stdp_curves.ipynb),
# and now and then the program prints **"Pattern detected"**. By this it means that the five bits were
# just now 10101.
#
# We don't name the author, who wanted to teach something, so you can't check whether we quote
# fairly. But you can read the copy that we rebuilt and run, `article_runs.py` in the library's
# folder `lessons/pattern_detected`. All that follows is said of it.
#
# (The course has five parts: *One neuron*, *Messages*, *Learning from timing*, *Learning from
# being told* and *Real neurons, real networks, real tools*. Here the first begins.)
#
# Choose an answer, and the picture appears.

# %%
predict("pattern_detected.what_it_is_worth", then=views.evidence(knobs=["seed"]))

# %% [markdown]
# Each *seed* is another run of 100 steps, with other weights and other bits. A green diamond marks a
# step in which the pattern was really shown. A circle marks a step in which the program printed. When
# the two stand in the same step, the program was right. **Try it.** Move the seed to 150, and watch the
# board fill up. Apart from *rightly silent*, which of the numbers grows fastest?
#
# <details><summary>What we see, and why</summary>
#
# The missed patterns do, and after them the false prints. Most diamonds have no circle; three out of
# four circles have no diamond. One run alone shows little of this because it prints only once or twice.
#
# </details>

# %% [markdown]
# ## Four numbers
#
# The board has a name, the [confusion matrix](glossary.md#confusion-matrix), because it shows what is
# confused with what. Of everything that the program *printed*, what share
# was true? That is its **[precision](glossary.md#precision)**. And of everything that was really
# *there*, what share did it find? That is its **[recall](glossary.md#recall)**.
#
# Suppose a program prints rarely, but is then nearly always right:
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
# We measured a precision of one in four. Five bits can form 32 inputs, and the pattern is one of
# them. This share, about 3 %, is the **[base rate](glossary.md#base-rate)**, which says how often
# there is something to find. A program that prints at random moments would be right that often. One
# that always prints has a recall of 100 % besides. That's why it takes both shares. (One that never
# prints is right in 31 steps of 32. That's why neither share counts *rightly silent*.)
#
# Ours does eight times better than chance: something in it knows about the pattern. The question
# is whether that something is the *network*.

# %% [markdown]
# ## Take the network away
#
# To find out what a part is for, remove it and see what changes. This is called an
# [ablation](glossary.md#ablation). Here we silence the hidden layer, so nothing reaches the output
# neuron any more.

# %%
predict("pattern_detected.no_hidden_layer", then=views.evidence(seed=150))

# %% [markdown]
# Switch the hidden layer off and on again. Watch the rows of strokes, then the two shares.
#
# The rows of the hidden and output neurons go empty, and still the program prints. It prints even more
# often than before, and one print in four is true, as it was. For the one line that decides says, in our
# words: *if inputs 0, 2 and 4 have just spiked, print*. The hidden layer isn't in it, nor is the output
# neuron.
#
# An input neuron spikes only when its bit is on. Three spikes therefore mean that bits 0, 2 and 4 were
# on, and in 10101 they are. But the pattern has two zeros as well, which nobody asks about. Bits 1 and
# 3 fall like coins, whatever the other three are. Together they can fall in four ways, all equally
# likely, and each of the four makes the line print: 10101, 10111, 11101 and 11111. One of these is the
# pattern. There is our quarter, found with a pencil.
#
# It follows that nothing which happens in the network can move the true precision, as long as it
# prints. The weights decide *how often* three inputs spike together, but never what the other two bits
# are. The program beats the base rate because three bits are asked.
#
# A score can be far above chance and yet say nothing about the part that is praised for it. Two
# questions bring that out. What would chance have scored? And what is left if I take the part away? The
# first gave us 3 %, the second a quarter.
#
# ### A detector without neurons
#
# Here is the task without a network. The line that prints asks two bits only. Guess its precision
# before you run it. Then change the line: ask a third bit with `& bits[:, 4]`, forbid one with `&
# ~bits[:, 1]`. You have it when the precision is 100 %.

# %%
rng = np.random.default_rng(1)
bits = rng.random((100_000, 5)) < 0.5  # five coins in each step
shown = (bits == [True, False, True, False, True]).all(axis=1)
printed = bits[:, 0] & bits[:, 2]  # change this line
matrix = confusion_matrix(printed, shown)
print(f"precision {100 * matrix.precision:.1f} %, recall {100 * matrix.recall:.1f} %")

# %% [markdown]
# Each further bit that is asked rightly doubles the precision. But the share that we counted of the
# network wasn't exactly a quarter. How far can chance go?

# %% [markdown]
# ## How sure are we?
#
# Suppose the true share is $p$, and we count $n$ cases. What we measure will typically miss it by
# about one **[standard error](glossary.md#standard-error)**, which we call $s$:
#
# $$ s = \sqrt{p\,(1-p)/n} $$
#
# Of 100 prints a quarter should be true, so $s = \sqrt{0.25 \times 0.75 / 100}$, about 4 %. Two
# measurements out of three land within one $s$ of the truth, and nineteen out of twenty within two. If
# a number is off by more than three, chance is no longer a good excuse. (Who shows the best of twenty
# tries shows luck.) The cases must be independent: one print copied ten times is one case.
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
# With some 1,400 prints each, your formula gives a standard error of 1.2 %, and both shares lie within
# two of those from a quarter.
#
# But we know the quarter only because we read the program. In life there are two measured shares, with
# standard errors $s_1$ and $s_2$. Each may miss in either direction, sometimes in opposite ones. Their
# difference has a standard error that is larger than either:
#
# $$ s = \sqrt{s_1^2 + s_2^2} $$
#
# Here it's 1.6 %, while the two shares differ by 2.9 %. That's less than two standard errors, so it
# isn't news.
#
# The formula for a share wants the *true* $p$, but mostly we have only the measured one. Near 0 and
# near 1 that goes wrong. A detector that was right 30 times in a row isn't certain to be right again,
# though the formula says $s = 0$. A rule of thumb: the true share of what never happened in $n$ cases
# may still be as large as $3/n$ (at 95 % confidence). None of those 30 prints was false, yet one print
# in ten may be. To say *below 1 %* takes 300 without a mistake.

# %% [markdown]
# ## Layer or learning?
#
# The precision stayed, but look at the recall once more.

# %%
for name, hidden in (("all as it was", True), ("without the layer", False)):
    matrix = simulate_many(range(1000), hidden=hidden).confusion()
    print(f"{name}: recall {100 * matrix.recall:.1f} %")

# %% [markdown]
# Without the layer the program finds twice as many patterns. Each recall is a share of about 3,200
# patterns, so their standard errors are 0.6 and 0.7 %. The root of the sum of squares is 0.9 %; the
# difference of 11.5 % is more than ten times that. (The two had the same bits, but even so it's at most
# the plain sum, 1.3 %.)
#
# The network does do something after all: it costs half of the hits. But our switch removed two things
# at once. A layer without spikes has nothing to learn from, so the learning stopped as well. A fair
# ablation removes one thing at a time.

# %%
predict("pattern_detected.layer_or_learning")

# %% [markdown]
# ### Your turn: the ablation that is missing
#
# `simulate_many` takes `hidden=False`, as you saw, and also `plastic=False`, which stops the learning.
# Your function returns the recall and, to show that the layer was there, how many spikes it sent.

# %%
def my_ablation(seeds):
    runs = ...  # all as it was, but for one thing
    hidden = runs.fired[:, :, 5:8]  # every run, every step, neurons 5 to 7 of nine
    return runs.confusion().recall, hidden.sum()


check("pattern_detected.ablation", my_ablation)

# %%
solution("pattern_detected.ablation")

# %% [markdown]
# The cause: in this program the weights that lead *out* of an input neuron also scale what comes *in*.
# Learning weakens these weights, from 0.50 to 0.16 on average, since its rule takes a hidden spike in
# the same step for one that came too early. So the more an input neuron learns, the more often it stays
# silent when its bit is on.
#
# An ablation is cheap, but it has a trap.

# %%
predict("pattern_detected.two_parts")

# %% [markdown]
# ## When the pattern is rare
#
# In our runs the base rate is one in 32. Outside, what we look for is often much rarer.
# Take a good detector, which finds 90 % of the patterns and raises a false alarm in 1 % of the other
# steps. How precise it is depends on the base rate. Suppose half of 1,000 steps had the pattern:
#
# | the pattern was | in steps | it prints |
# |---|--:|--:|
# | there | 500 | 450 times, rightly |
# | not there | 500 | 5 times, wrongly |
#
# Add up the prints, see what share is true, then do it for any base rate.
#
# ### Your turn: a good detector, and a rare pattern

# %%
def my_precision(share, recall, false_alarms):
    return ...  # all three are shares between 0 and 1


check("pattern_detected.rare", my_precision)

# %%
solution("pattern_detected.rare")

# %% [markdown]
# It says:
#
# | the pattern is there in | precision of the good detector |
# |---|--:|
# | one step out of 2 | 98.9 % |
# | one step out of 32 | 74.4 % |
# | one step out of 1,000 | 8.3 % |
#
# The same detector is nearly always right or nearly always wrong: only the world around it has
# changed. That's why "it detects 90 %" is half a sentence. We'll ask every network in this
# course for both shares.
#
# Draw it with your function. The second detector raises ten times fewer false alarms. How few must
# a third one raise to be right nine times in ten, even at a base rate of one in 1,000?

# %%
share = np.geomspace(0.001, 0.5, 200)  # the base rate
for false_alarms in (0.01, 0.001):  # add your own
    precision = [my_precision(each, 0.9, false_alarms) for each in share]
    if ... not in precision:  # once you have written it
        plt.semilogx(share, precision)
        plt.xlabel("base rate")
        plt.ylabel("precision")
plt.show()

# %% [markdown]
# <details><summary>Our answer</summary>
#
# One in 10,000, beside nine hits.
#
# </details>
#
# ## What would make you believe it?
#
# We asked whether a program that prints "Pattern detected" has detected it. In one print of four it
# has, but not by its hidden neurons or output; the learning only costs hits. To believe the next one
# we'd want both shares with their errors, what chance scores, and what is left without the part,
# all on data that it was not tuned on. A network can do it with no answer written into the line that
# prints: lesson [09](09_repair_the_article.ipynb) repairs this one, and in [lesson
# 10](10_needle_in_noise.ipynb) a neuron finds a pattern that nobody points out. First we need a
# neuron. What does it do with the current you give it?

# %% [markdown]
# ## Key points
#
# - "Detected" means little until we know four numbers: true, false, missed and rightly silent.
#   Precision and recall are two ways to read them.
# - A score above the base rate needn't be due to the part that is praised for it.
# - A share counted in $n$ cases is uncertain by about $\sqrt{p(1-p)/n}$. What has never happened in $n$
#   cases may still have a true share of $3/n$.
# - To see what a part is for, take it out, one at a time. If two parts can stand in for each other, take
#   both out as well.
#
# **Where is this used?** Many tables in deep-learning papers have rows such as "without attention":
# these are ablations.
#
# **In the books** look for *confusion matrix*, *precision* and *recall* (or *sensitivity*), *base rate*
# (or *prevalence*), *base-rate fallacy*, *ablation study*, *standard error of a proportion*, the
# *rule of three* and, for other shares near 0 or 1, *Wilson's interval*. In scikit-learn the board is
# `confusion_matrix`.

# %% [markdown]
# ## Quiz

# %%
quiz("pattern_detected")

# %% [markdown]
# ## Go deeper
#
# None of this is needed later.
#
# **Until it's sharp.** How many runs does it take before the standard error of the precision is below
# 0.2 %? Work it out first, then run them.
#
# <details><summary>Our answer</summary>
#
# Solve the formula for n: $0.25 \times 0.75 / 0.002^2$ makes some 47,000 prints. A run brings 1.4 of
# them, so it takes some 33,000 runs.
#
# </details>
#
# ### Asked by readers
#
# #### Does it detect?
#
# **It prints at 95 of 100 patterns, and at 90 of 100 stretches of noise. Is that a detector?** Hardly.
# The hit rate, our recall, is 0.95, and the *false-alarm rate* 0.90 (one minus the *specificity*). They
# are 5 points apart, with an $s$ of $\sqrt{2.2^2 + 3.0^2}$, or 3.7: not even news. The measure *d′*
# takes what is compared with the threshold for two bells, one of the pattern and one of noise. Where 95
# % of a bell lie above the threshold, its middle stands 1.64 widths above it; where 90 % do, 1.28. So
# the two bells are 0.36 widths apart. At 0 it is blind. Cells are judged in this way, too: many single
# neurons in a monkey's cortex told two directions of motion apart as well as the monkey did (Newsome
# and others 1989).
#
# **What do I show it in place of the pattern, or take away?** One thing at a time. Does it still print?
#
# | you change | then it ... |
# |---|---|
# | nothing comes in | prints by itself |
# | noise comes in | prints at anything |
# | each neuron's spikes come at other times | reads how many they are, not when |
# | the pattern runs backwards | doesn't read the order |
# | nothing is learned | had it in its first weights |
# | a layer is silent | doesn't need that layer |
#
# Best are inputs that have all of the pattern but what it is to be known by. Ours has three ones. A
# detector of exactly three ones prints at ten inputs of 32, with a precision of 10 %: three times
# the base rate. And to learn how fine the timing is that it reads, move each spike at random by a
# millisecond, then by more (*jitter*), until the score falls.
#
# **Counting spikes, or a perceptron, does it as well. Why a spiking network?** For this task there's no
# reason: five bits that come together take one line. And if noise has 30 spikes in a window and the
# pattern 50, both by chance, whoever prints at 40 finds 94 %, with false alarms in 5 %. So count first,
# and then draw noise with as many spikes as the pattern. Spikes earn their place where *when* they come
# tells something (lesson 05), or by what they cost (lesson 16).
#
# **Which single number would a paper give?** Hardly the *accuracy*, the share of steps judged
# rightly: ours has 96 %, and a program that never prints has 97 %. *F1*, $2pr/(p+r)$ of precision
# and recall, is about 0.16 here and a quarter without the layer. The *Matthews correlation* takes
# all four numbers and is 0 by chance.
#
# **How late may a print come and still count?** Say so before you run it, because waiting buys hits.
# If a print may be up to four steps late, five steps count, and a pattern falls into five steps in 15 %
# of all cases. So random prints are right in 15 %, not in 3. Give chance the same window, and count
# each pattern once.
#
# **I can move the threshold. Shall I raise precision or recall?** Ask what costs more, a false alarm or
# a miss. More alarms never lower the recall, and mostly they lower the precision. So show the whole
# curve of the one against the other. When the pattern is rare, it shows what a *ROC curve* hides (Saito
# and Rehmsmeier 2015).
#
# #### How sure am I?
#
# **I have trained from five seeds and tested on 500 cases. Which n stands under the root?** Both, one
# after the other. The 500 cases give a share of 0.8 a standard error of 1.8 %, and where all five fail
# on the same cases, no further seed makes it smaller. How far the five differ tells the luck of the
# training. One frozen pattern is a single case, however many seeds see it.
#
# **Eight of ten were right. What may I say?** That the true share may be anything from 49 to 94 %.
# These are the $p$ that lie within 1.96 of *their own* $s$ from what you saw (*Wilson's interval*, at
# 95 % confidence). With the measured share in the formula you'd say 55 to 105 %, which can't be.
#
# **How many cases do I need?** Say first which difference you want to see, and take so many cases
# that it is three standard errors wide. Then five experiments in six will measure more than two.
# For 5 points beside a quarter that takes $9 \times 2 \times 0.25 \times 0.75 / 0.05^2$, or 1,350
# cases on either side. With 100 a side only a difference of twenty points is seen as often.
#
# **I chose the best of ten settings, or the threshold, on the test data. How bad is that?** Suppose
# each guesses for itself, and is right in half of the cases. On 100 cases the best of ten then shows
# about 58 %, by luck alone, and the best of a hundred 62.5 %. Choose on other data, and count on the
# test data once.
#
# **I compared twenty things, and one is news. Is it?** Not yet. If all were luck, each its own, at
# least one would pass the mark of 5 % in 64 % of such papers. Ask each for 5 % / 20 (*Bonferroni*), or
# test the one again on new data.
#
# **Both detectors were judged on the same cases. How do I compare them?** Leave out the cases in
# which both are right or both are wrong. Suppose that of the others one wins 12 and the other 3.
# If they were equally good, each would be a coin, and the difference would scatter by $\sqrt{12 +
# 3}$, about 3.9. So 9 is 2.3 standard errors, and coins do as much in 3.5 % of all cases. Books
# call that share *p*, and the test *McNemar's test*.
#
# **My cases are the steps of one long recording. Are a thousand steps a thousand cases?** Only if a
# step says nothing about the next. If each state lasts for exactly ten steps and the next is drawn
# anew, you have a hundred cases, and the true standard error is about three times what the formula
# says; if each ends by chance, after ten on average, more than four. Cut the recording into stretches,
# longer than anything in it, and see how far their shares scatter. (With whole runs as cases the
# errors of our recall come out at 0.6 and 0.8 %.)
#
# #### This program
#
# **What's the smallest change that makes it detect?** Let the line ask that inputs 1 and 3 were
# silent, and some 47 % of the prints are true; not all, because an input may be silent though its bit
# is on. But then it's the line that detects. For a neuron to do it, each input that's on must also
# cost something; and to learn it, a neuron needs a spike for each zero, and the pattern often, such as
# in half of what it's shown (lesson 09).
#
# **If I ask the output neuron, does it detect?** No, it counts: it fires at 8 % of the patterns, as at
# any other three ones, but at 16 % of the inputs with all five. So 4 % of its spikes come with the
# pattern, where chance would have 3.
#
# **Do more patterns help, or longer runs?** With 10101 in each of the 100 steps it prints about ten
# times, and 36 times if it learns nothing. (More than 50 it can't, because an input pauses for a
# step after a spike.) Its learning weakens the inputs: in the second hundred steps of random bits
# it prints a fifth as often as in the first, without learning as often.
#
# **Is any of it like a brain, and what is unlike an ordinary network?** In that a neuron hands on a
# number each time. These keep a voltage from step to step, and send a spike or nothing. The parts
# are like a brain's, though a step is no number of milliseconds: a voltage that leaks, a threshold,
# a pause after each spike, and a rule that asks which of two spikes came first (lesson 07). The
# wiring isn't: what a neuron sends scales what it hears, and learning may turn a weight from
# exciting to inhibiting, which it doesn't in a grown brain.
#
# #### When something is odd
#
# **It prints every time. What do I look at first?** What it does when nothing comes in. If it still
# prints, the line that decides is at fault, or a neuron that fires by itself.
#
# **It scores as well without learning. Has it learned nothing?** A threshold can hide it. Draw what is
# compared with it, for the pattern and for noise, before and after: are the two further apart?
#
# **The weights have grown. Do they hold *this* pattern?** Shuffle them among the inputs: if the score
# stays, only their sizes count. Then show a pattern never trained. Lesson 09's neuron learns five
# weights of 1 and five of 0. Shuffled, it fires for its 10101 in one order of 252; unshuffled, for
# none of the 31 other inputs.
#
# **Somebody hands me 300 lines. Where do I look?** At the line that prints, and from there
# backwards. Which names does its `if` ask? Where is each of them set? Does anything that the
# network did reach them?
#
# **My score looks too good. What do I try first?** Give the cases labels in random order, and train
# again. If the score stays above chance, the judging is at fault: it sees cases that were trained
# or chosen on. (Do it 99 times. If the true labels score higher than all of them, p is 1 %: a
# *permutation test*.) Then test on data from elsewhere. A network that
# sought pneumonia in radiographs of two hospitals had an area of 0.93 under the ROC curve, and
# less at a third; to sort by hospital alone gave 0.86, because one had far more of it (Zech and
# others 2018).
#
# **I took a part out, and the score fell. Did that part do the work?** It was needed, which is less.
# Perhaps the next layer got too few spikes. Put something dumb in its place, which sends as
# many at random, and train the rest again. If the score comes back, the part only kept the others
# awake. Brains do this, too: what a rat or a bird could no longer do while an area was switched off
# came back by itself once the area was destroyed (Otchy and others 2015).
#
# #### In a paper
#
# **What is all this called?** To take a part out is an *ablation*; to do all else that goes with it, a
# *sham*; input without what is sought, a *negative control*; data in which one property is destroyed
# and the others are kept, *surrogate data* (for spikes: Grün 2009).
#
# **It was only a demonstration. Isn't all this unfair, and rare?** Rare it isn't: in 17 fields of
# science reviews found 294 papers in which knowledge of what was tested had leaked into the training
# (Kapoor and Narayanan 2023). And measure a program by what is said of it. To say that it *detects*,
# show the two shares; to say that it has *learned*, the run without learning. So write down, before the
# first run, what would be printed if nothing were detected, and run that.
#
# **Behind the picture.** The next cell unfolds to the code that drew the board.

# %%
views.evidence.code()

# %% [markdown]
# ## References
#
# - Saito T, Rehmsmeier M (2015). The precision-recall plot is more informative than the ROC plot
#   when evaluating binary classifiers on imbalanced datasets. *PLoS ONE* 10:e0118432,
#   [doi:10.1371/journal.pone.0118432](https://doi.org/10.1371/journal.pone.0118432).
# - Zech JR, Badgeley MA, Liu M, Costa AB, Titano JJ, Oermann EK (2018). Variable generalization
#   performance of a deep learning model to detect pneumonia in chest radiographs. *PLoS Med*
#   15:e1002683, [doi:10.1371/journal.pmed.1002683](https://doi.org/10.1371/journal.pmed.1002683).
# - Grün S (2009). Data-driven significance estimation for precise spike correlation. *J Neurophysiol*
#   101:1126-1140, [doi:10.1152/jn.00093.2008](https://doi.org/10.1152/jn.00093.2008).
# - Kapoor S, Narayanan A (2023). Leakage and the reproducibility crisis in machine-learning-based
#   science. *Patterns* 4:100804,
#   [doi:10.1016/j.patter.2023.100804](https://doi.org/10.1016/j.patter.2023.100804).
# - Newsome WT, Britten KH, Movshon JA (1989). Neuronal correlates of a perceptual decision. *Nature*
#   341:52-54, [doi:10.1038/341052a0](https://doi.org/10.1038/341052a0).
# - Otchy TM, Wolff SBE, Rhee JY, Pehlevan C, Kawai R, Kempf A, Gobes SMH, Ölveczky BP (2015). Acute
#   off-target effects of neural circuit manipulations. *Nature* 528:358-363,
#   [doi:10.1038/nature16442](https://doi.org/10.1038/nature16442).
#
# Words of this lesson, in the [glossary](glossary.md): neuron, layer, weight, spike, confusion matrix,
# precision, recall, base rate, ablation, standard error.
#
# Next: [01 · The leaky bucket](01_leaky_bucket.ipynb).
