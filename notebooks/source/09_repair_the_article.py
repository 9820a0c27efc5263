# %% [markdown]
# # 09 · Repair the article
#
# **60 minutes** · You need precision and recall from [lesson 00](00_pattern_detected.ipynb), and
# the pair rule of STDP from [lesson 07](07_stdp_curves.ipynb).
#
# *What does a network need before it can say no?*
#
# By the end you can prove how precise a network may be if nothing in it objects, and repair it.
# You can work out what a rarer pattern does to a detector's precision, and let STDP find the
# pattern by itself.

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

import numpy as np

from snn_edu import explore
from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.repair_the_article import views
from snn_edu.lessons.repair_the_article.questions import one_update

# %% [markdown]
# Can a rule like that of lesson 08 find one particular pattern? The article of lesson 00 says so.
# Its network was to find 10101 among random bits. It printed "Pattern detected", and was
# mostly wrong. We begin with a single neuron with five inputs, and an easier pattern, 11011, which has
# one zero.
#
# Each input that is on casts a vote of 0.5 for firing. If the votes reach the threshold, the
# neuron fires.

# %%
views.vote()

# %% [markdown]
# Switch a few inputs on and off. The height of the pile is
#
# $$ v = \sum_i w_i x_i $$
#
# where $x_i$ is input $i$, which is 0 or 1, and $w_i$ is its weight, the size of its vote. Now 11110
# makes as high a pile as the pattern, so both fire. How much better can you do, if each input may
# have a weight of its own?

# %%
predict("repair_the_article.alone", then=views.truth_table())

# %% [markdown]
# Full weight for the ones, none for the zero and a threshold of 3.5: now all the wrong inputs are
# silent but one. 11111 has every vote that the pattern has. A weight of zero is only an
# abstention. Nobody can vote *against*.
#
# This is one neuron, set by hand. The article's network has a hidden layer of three, and learns.

# %%
predict("repair_the_article.deeper")

# %% [markdown]
# ### Could a deeper network say no?
#
# Take any network without a negative weight, as deep as you like, and show it 11011. Then turn
# one more input on, which makes 11111.
#
# A neuron of the first layer now hears what it heard before and perhaps one vote more. Its $v$
# has grown or stayed. If it fired, it still fires; if it was silent, it may have joined in. The
# second layer therefore hears all the spikes that it heard before and perhaps some new ones. What
# was true of the first layer is true of the second, then of the third, and so on to the
# output. If that fires for 11011, it fires for 11111.
#
# A network in which more input never makes less output is called
# [**monotone**](glossary.md#monotone-network). The proof did not ask how many layers there
# are, or where the weights come from. It asked only that none is below zero, and that no layer
# remembers. Learning decides which neurons vote. It can't make one vote the other way.
#
# What about a hidden neuron that watches the zero? It would have to fire *because* an input is
# silent. But all that drives a neuron here is a spike, and from a silent input there is
# none. To notice that something is missing, a neuron has to be held back when it's there, and
# nothing here holds back.
#
# ### Your turn: the ceiling
#
# The article's own pattern, 10101, has two zeros. Write the best precision for any pattern, if
# all inputs are equally likely. Count on paper first.


# %%
def my_ceiling(pattern):  # a tuple such as (1, 0, 1, 0, 1)
    return ...  # the best precision, from 0 to 1


check("repair_the_article.ceiling", my_ceiling)

# %%
solution("repair_the_article.ceiling")

# %% [markdown]
# For 10101 your function gives what you measured in lesson 00, up to chance. No training lifts it while
# no weight is negative.
#
# If you doubt it, let two hundred random networks try. No weight is below zero, and all
# fire for the pattern. In each round chance changes every one a little, and what makes it less
# precise, or silent for the pattern, is undone. Press Play.

# %%
views.random_networks(my_ceiling)

# %% [markdown]
# Nearly all come to stand at your ceiling, and at no depth does one pass it. Which pattern is
# easy? Switch on *weights below 0* and play again: most walk through.

# %% [markdown]
# ## Does blind inhibition help?
#
# A synapse that excites can't turn negative, but there are neurons that inhibit. Suppose all five
# inputs drive one of those as well. For every input that is on it takes the same amount $g$ away
# from $v$. This is [**feed-forward inhibition**](glossary.md#feed-forward-inhibition). It's
# blind: it knows nothing of the pattern, which is 10101 from here on.

# %%
predict("repair_the_article.blind_inhibition", then=views.inhibited())

# %% [markdown]
# Raise $g$ slowly, and watch the four inputs with all three votes.
#
# <details><summary>At g = 0.2</summary>
#
# | input | votes in favour | cost | $v$ |
# |---|--:|--:|--:|
# | 10101 | 3 | 3 × 0.2 = 0.6 | 2.4 |
# | 10111 | 3 | 4 × 0.2 = 0.8 | 2.2 |
# | 10100 | 2 | 2 × 0.2 = 0.4 | 1.6 |
#
# </details>
#
# Of these four the pattern comes down most slowly, because it has the fewest ones to pay for. An
# input that is on adds $w_i - g$. That's positive for the ones of the pattern, negative for its
# zeros. The weights still carry all that is known of the pattern; inhibition only puts a price on
# each one:
#
# $$ v = \sum_i (w_i - g)\, x_i $$
#
# ### Your turn: room to spare
#
# Choose five weights from 0 to 1, a $g$ and a threshold, so that the pattern lies above the
# threshold and every other input below it, both by at least 0.2.

# %%
my_neuron = None  # ([five weights], g, threshold)

check("repair_the_article.repair", my_neuron)

# %%
solution("repair_the_article.repair")

# %% [markdown]
# A larger $g$ leaves more room for an extra one and less for a missing one. The room is for
# weights that are a little off. A bit that arrives wrong makes the pattern one of its neighbours,
# for which the neuron has to be silent.

# %% [markdown]
# ## What is an alarm worth?
#
# Suppose one bit in twenty arrives wrong. Then $v$ differs from showing to showing, which makes
# two heaps, one for the pattern and one for everything else. The threshold cuts through both:
#
# - The **hit rate** is the share of the patterns that raise an alarm. Lesson 00 called it recall.
# - The [**false alarm rate**](glossary.md#false-alarm-rate) is the share of all *others* that do.

# %%
predict("repair_the_article.rarer", then=views.over_threshold(my_neuron))

# %% [markdown]
# Make the pattern rarer. Then lower the threshold until the neuron forgives any one
# wrong bit.
#
# <details><summary>Alarms in 10,000 presentations</summary>
#
# | 10101 is shown | right alarms | false alarms | precision |
# |--:|--:|--:|--:|
# | 50 % | 3,869 | 36 | 99 % |
# | 5 % | 387 | 69 | 85 % |
# | 0.1 % | 8 | 73 | 10 % |
#
# Forgiving one wrong bit buys a hit rate of 98 %, at the price of a false alarm rate of 16 %. The
# [ROC curve](glossary.md#roc-curve) on the right shows all such bargains (Fawcett 2006).
#
# </details>
#
# The share shown, the base rate of lesson 00, sets how large the heaps are. It doesn't touch the
# two rates, yet it ruins the precision. A blood test that finds 99 % of the sick and alarms 1 % of
# the healthy is wrong in 91 % of its alarms, if one person in a thousand is sick.
#
# ### Your turn: the precision


# %%
def my_precision(share, hits, false_alarms):
    return ...  # the precision; all four numbers go from 0 to 1


check("repair_the_article.precision", my_precision)

# %%
solution("repair_the_article.precision")

# %% [markdown]
# A precision means little without the share shown (Saito and Rehmsmeier 2015). If that is small,
# more hits help little. What helps is fewer false alarms.

# %% [markdown]
# ## Can it find the pattern by itself?
#
# Could STDP find the weights? It pairs spikes, and a zero sends none. Nor can silence stand for a
# zero, because an input neuron is also silent when it has just fired. Let's give the zeros a spike of
# their own: five channels say "this bit is a one"; five
# [**off-channels**](glossary.md#off-channel), as in the retina (Kuffler 1953), say "this bit is a
# zero".
#
# At 0 ms of a presentation the five channels that are true spike. At 1 ms the neuron counts, and with at least
# 4.5 votes it fires. After the count inhibition silences it to the end, fired or not. This inhibition sets no
# price: it keeps the late spikes from making it fire. At 10 ms the five untrue channels spike as well, because
# they are driven weakly, which means late (lesson 05): too late to vote, but STDP notices them.
#
# Let the channels that are true for the pattern have full weight, the others none. Then the
# pattern gets five votes. In 10111 the channel "bit 3 is a zero" isn't early, so it gets four.
#
# No weight is negative, yet the proof doesn't apply: it is about inputs that have all the pattern's spikes
# and more, and now each has just five.
#
# ### Your turn: one update
#
# If the neuron fires, the early channels came before it and gain `up`; the late ones come after
# it and lose `down`. A weight of 0.95 becomes 0.969 or 0.937. If the neuron is silent there are
# no pairs, and nothing changes.

# %%
up = 0.02 * np.exp(-1 / 20)  # 0.0190, by the window of lesson 07, 0.02 high, 1 ms before the output
down = 0.02 * np.exp(-9 / 20)  # 0.0128, and 9 ms after it


def update(w, early, fired, up, down):  # w and early: arrays, one place for each channel
    return ...  # the new weights, kept from 0 to 1


check("repair_the_article.update", update)

# %%
solution("repair_the_article.update")

# %%
views.learning(update, knobs=["presentations", "seed"])

# %% [markdown]
# Fifty neurons learn by this rule, in purple. One more, the diamonds, learns by your `update`. Half
# of the presentations are the pattern. All weights begin close to 1, so at first every neuron fires
# for everything. Press Play.
#
# The most different inputs drop out first. After 150 presentations the pattern is left alone, in
# nearly every start. Each time it is shown, its own channels gain and the others lose, so an
# input that shares few of them soon has too few votes. From then on that input teaches the neuron
# nothing: the pattern becomes a larger part of what does.
#
# In the article's random bits the pattern is one in 32.

# %%
rare = views.learning(update, share=1 / 32, presentations=600, knobs=["presentations", "seed"])
predict("repair_the_article.rare_teaching", then=rare)

# %% [markdown]
# Take a channel that disagrees, such as "bit 3 is a one". It has to shrink. It is never early
# when the pattern is shown. But something else is shown in a share $1 - s$ of the presentations,
# and 16 of the 31 other inputs have this bit. So it is early in a share $q = (1-s)\,16/31$ of
# them all. While the neuron still fires for everything, we get:
#
# | change per presentation | $s$ = 1/2 | $s$ = 1/32 |
# |---|--:|--:|
# | early in a share $q$ of | 0.26 | 0.50 |
# | gain, $q$ × 0.0190 | +0.0049 | +0.0095 |
# | loss, $(1-q)$ × 0.0128 | −0.0095 | −0.0064 |
# | **together** | **−0.0046** | **+0.0031** |
#
# At one in 32 it grows, as every channel does. In between, where $q$ is 0.40, gain and loss are
# equal. By this sum the border is at a share of 22 %.

# %%
predict("repair_the_article.border", then=views.how_rare())

# %% [markdown]
# The sum has left something out. The picture has a switch for each of two suspects. Without
# *luck*, each presentation is the average over all inputs. Without the *bound*, the wrong
# channels may grow beyond 1.
#
# <details><summary>How many neurons find the pattern in 600 presentations</summary>
#
# | share shown | 10 % | 15 % | 20 % | 25 % |
# |---|--:|--:|--:|--:|
# | both | 4 % | 65 % | 99 % | 100 % |
# | without luck | 0 % | 0 % | 0 % | 100 % |
# | without the bound | 0 % | 5 % | 37 % | 84 % |
#
# </details>
#
# The two work together. Luck jostles every weight, and just above them all is the bound, where a
# lucky gain is cut off while an unlucky loss counts in full. So a weight hovers below 1:
# the more slowly it climbs, the lower. At 15 %, over presentations 40 to 120, the right channels, early more
# often, hover at 0.98, and the wrong ones at 0.90. Five wrong ones, all that 01010 has, then have too few
# votes three times in ten. The inputs that need them drop out, and it goes on as at one half. At one in
# 32 all channels hover at 0.97. At 10 % more presentations help: nearly all find it after 5,000.
#
# Now a pattern of your own, learned by your `update`. The lines are the average weights of channels that
# agree with it and of others.


# %%
def learns(share=0.5, seed=1, pattern="11000"):
    rng, w, course = np.random.default_rng(seed), np.full(10, 0.95), []
    mine = np.array([int(bit) for bit in pattern])
    for _ in range(600):
        bits = mine if rng.random() < share else rng.integers(0, 2, 5)  # once in 32 mine, too
        early = np.concatenate([bits, 1 - bits]) == 1
        given = w, early, w @ early >= 4.5, up, down
        new = update(*given)  # yours, once it gives ten weights
        w = np.array(new if np.shape(new) == w.shape else one_update(*given))
        course.append(w)
    course, agree = np.array(course), np.concatenate([mine, 1 - mine]) == 1
    return {"agree": course[:, agree].mean(axis=1), "disagree": course[:, ~agree].mean(axis=1)}


explore(learns, share=(0.0, 1.0), seed=(1, 20), labels=("presentation", "weight"))

# %% [markdown]
# **Change this**: would it find 00000, which has no ones?
#
# What does a network need before it can say no? A vote against: a price on each one, or a spike for
# each zero. STDP doesn't look for patterns. It adds up. And here each input had a clear beginning.
# In [lesson 10](10_needle_in_noise.ipynb) nothing says when a pattern begins.
#
# **In the books** look for monotone functions, feed-forward inhibition, receiver operating
# characteristic, base rate fallacy (also *prevalence*), ON and OFF cells, unsupervised learning.

# %% [markdown]
# ## Key points
#
# - A network without negative weights is monotone: whatever fires for a pattern fires for every
#   input that has its ones and more. If all inputs are equally likely, each zero halves the best
#   precision.
# - Blind inhibition repairs this if the weights know the pattern: it puts a price on each one.
# - Hit rate and false alarm rate belong to the detector; its precision also depends on how often
#   the pattern is shown.
# - STDP adds up. It finds a pattern that is half of what is shown quickly, one that is a tenth
#   slowly, and one as rare as everything else not at all.

# %% [markdown]
# ## Quiz

# %%
quiz("repair_the_article")

# %% [markdown]
# ## Go deeper
#
# None of this is needed later.
#
# **A hunt of your own.** Ten thousand random networks, with no weight below `lowest`. Those that
# fire for the pattern are sorted by precision. Move `lowest` a little below zero.


# %%
def hunt(lowest=0.0, layers=1, pattern="10101"):
    rng = np.random.default_rng(1)
    heard = np.array([[int(bit) for bit in f"{k:05b}"] for k in range(32)])  # all 32 inputs
    heard = heard * np.ones((10_000, 1, 1))  # for each network
    for size in [5] * layers + [1]:
        w = rng.uniform(lowest, 1.0, (10_000, heard.shape[2], size))
        threshold = rng.uniform(0.0, 3.0, (10_000, 1, size))
        heard = 1.0 * (heard @ w >= threshold)
    fires = heard[..., 0]
    return np.sort(1 / fires[fires[:, int(pattern, 2)] == 1].sum(axis=1))


explore(hunt, lowest=(-1.0, 0.0), layers=(0, 3), labels=("network", "precision"))

# %% [markdown]
# **The article, mended.** Its program has a dozen faults by our count. Here is what it does when
# some of them are mended, in 20,000 runs each. In the last two rows every fourth step shows 10101,
# and of the other three quarters one in 32 is 10101 by chance, which makes 27 % together.
#
# | mended | 10101 is shown | hit rate | false alarm rate | precision |
# |---|--:|--:|--:|--:|
# | nothing | 3 % | 11.6 % | 1.12 % | 25 % |
# | the zeros: it also looks at inputs 1 and 3 | 3 % | 11.6 % | 0.42 % | 47 % |
# | the showing: every fourth step is 10101 | 27 % | 13.1 % | 0.83 % | 86 % |
# | all twelve | 27 % | 1.3 % | 0.24 % | 66 % |

# %%
predict("repair_the_article.which_repair", then=views.repairs(my_precision))

# %% [markdown]
# Bring the first bar, the network with nothing mended, to 80 %. Which share does it take?
#
# <details><summary>What we see, and why</summary>
#
# It takes between 27 and 29 %. The rest of the way to 86 % is timing, because after a shown
# pattern the input neurons that fired are refractory, so for a moment little is printed. And why
# do the zeros bring only 47 %? Because an input neuron can be silent although its bit is 1.
#
# </details>
#
# With all twelve mended, precision and hit rate are both lower than with none, whenever they are
# compared at the same share. Each repair is right by itself, but together they don't fit, and
# nothing has been learned. All twelve are on switches here, over a hundred runs; a hit is a step that
# shows 10101 and for which the program prints.

# %%
views.museum()

# %% [markdown]
# <details><summary>The twelve faults</summary>
#
# - *ignores the zeros*: it never looks at inputs 1 and 3
# - *never asks the output*: it prints, whatever the output neuron does
# - *counts a pair again every step*: the last pair, after each step
# - *drops spikes at t = 0*: takes them for no spike
# - *"no spike yet" is −1*: a time like any other, once nothing drops it
# - *a tie weakens*: input and output spike in the same step
# - *weights without bounds*
# - *refractory one step short*: "2 steps" block one
# - *deaf while refractory*: mended, $v$ goes on adding
# - *own weights scale the input*
# - *pattern never presented*
# - *all layers in one step*
#
# </details>
#
# <details><summary>Where do the patterns go, with all twelve mended?</summary>
#
# Follow those that were shown. In fewer than half of them input 0 spikes at all, and in only 9 %
# inputs 0, 2 and 4 spike together while 1 and 3 are silent. So nine out of ten are lost at the
# input, because a neuron that spiked in the last two steps is still refractory. Of the rest most
# are lost at the output, because spikes now need a step to reach each layer, but the program
# still asks the output in the *same* step.
#
# </details>
#
# No setting of the switches, of all 4,096, finds more than 40 % of the patterns. Mend only two,
# and find the pair that comes closest. Then mend only *deaf while refractory*. Why does the
# precision fall *below* 25 %?
#
# <details><summary>What we see, and why</summary>
#
# The pair is *own weights scale the input* and *pattern never presented*, with some 38 %, whichever
# runs one takes (39 % in the picture's). And a neuron that isn't deaf while refractory can spike from
# what it stored earlier, although its bit is 0.
#
# </details>
#
# **Noise.** A neuron that has learned 10101 needs all five bits, so with bits that arrive wrong its
# hit rate is the fifth power of the share of right bits. At 5 % wrong that is 77 %, as for your
# neuron. To learn amid wrong bits is easier while the pattern comes often: with one in ten wrong it still
# finds the pattern that is half of what is shown, because each channel is right most of the time. Near
# the border it's harder. Of a pattern shown in 15 % some 33 of fifty neurons find it with no bit wrong,
# 16 with one bit in twenty wrong, and 5 with one in ten: wrong bits make the wrong channels early in the
# pattern, too, so that the sum's border moves from 22 to 27 %.
#
# **More `down` than `up`.** Exchange the two, and among random bits the neuron fires for about 2
# of the 32 inputs after 600 presentations, and in the end for one.
#
# **Two patterns.** Show 10101 in half of the presentations and its opposite, 01010, in the others.
# One neuron ends with the first alone, the next one with the second: whichever got ahead has won. At
# 40 % and 20 % it is the frequent one in nearly every start. Two neurons side by side don't help
# yet: they hear the same luck and mostly end with the same pattern. Let only the one with more votes
# fire, by inhibition between them (**lateral** inhibition), and each gets its own (lesson 11). But
# of 10101 and 10111, half and half, the neuron keeps both. They share four channels. The others are
# early every second time, and so gain more than they lose. How many patterns a neuron can be *taught*,
# its capacity, is in lesson 12.
#
# **Off-channels are inhibition in disguise.** Let $u_i$ be the weight of "bit $i$ is a zero".
# Then
#
# $$ \sum_i w_i x_i + \sum_i u_i (1 - x_i) = \sum_i (w_i - u_i)\, x_i + \sum_i u_i $$
#
# so an extra one costs $u_i$, as it cost $g$ before. Papers call such pairs of channels *complement
# coding*. They cost twice the wires, and spare each synapse what it can't do, change its sign (*Dale's
# law*, lesson 04).
#
# **In real time**, with a leak and pauses, the proof has a gap. An extra spike can make a hidden neuron
# fire too early, so that it pauses when its partner fires. Say each gives the output 0.6 of its
# threshold, and a fifth leaks away per step. Together they make 1.2; two steps apart
# 0.6 × 0.64 + 0.6, not quite 1. The extra spike has silenced the output.
#
# **In a brain.** In auditory cortex inhibition is tuned more broadly than excitation. It isn't
# blind, but it is less choosy, and so it sharpens the response (Wu and others 2008).
#
# **Paper check.** Eleven numbers of the article's network, over 2,000 runs, agree with an
# independent re-implementation. They are in the [ledger](ledger.md). (It has five inputs, three hidden
# neurons and one output; why we don't name it is told in lesson 00.) The network remembers earlier steps,
# and some of its weights slip below zero, so our proof doesn't quite cover it. Its precision is 25 %
# nevertheless.
#
# ### Asked by readers
#
# #### What a number is worth
#
# **My program is right in 97 % of the presentations. Is that good?** If the pattern is one in 32,
# a neuron that never fires is right as often. Give hit rate and false alarm rate.
#
# **How long must I test, if the pattern is rare?** Measure the two rates apart: hits on as many
# patterns as you like to show, false alarms on others, first of all on those that differ in one
# bit. `my_precision` then takes the true share. A hit rate of 90 % from a hundred patterns is
# typically off by 3 %. But take many others: no alarm at 300 still allows a false alarm rate of 1
# % (which would show none in one test of twenty), and for one pattern in a thousand the precision
# is 8 % then.
#
# **Is 87 % better than 84 %?** Say five seeds each, with a standard deviation of 2 %. The
# difference has a standard error of $2\sqrt{2/5}$, or 1.3 %, and 3 % is 2.4 of them: luck alone
# does as much in 4.5 % of all cases.
#
# **Which runs show that it has learned?** Those in which it ought to fail, its *negative controls*.
# With `update` switched off the neuron fires for all 32 inputs, so the first weights didn't hold the
# pattern. (To take out one part, such as luck or the bound, is an *ablation*.) With early and late
# drawn anew in each presentation it still fires for some 30 inputs after 600 presentations, so it's the
# times that matter. But shown nothing except the pattern it finds it, in forty presentations: the late
# channels are counter-example enough.
#
# **What is the ceiling for data of my own?** Count how often your pattern comes, and how often it
# or anything with its ones and more. The first over the second is the best precision of a network
# that can't say no and never misses the pattern. With one bit in ten on, each zero costs a tenth of
# the precision, not half.
#
# #### Other ways to say no
#
# **Nothing fires since I put inhibition in.** Print for the pattern its votes, the price and the
# threshold. With full weights 10101 has $3(1-g)$, so at a threshold of 1.25 it's silent for any
# $g$ above 0.58. An extra one makes $3 - 4g$ and passes up to 0.44, and with a one missing it's
# $2(1-g)$, which passes up to 0.38. So $g$ has to lie between 0.44 and 0.58.
#
# **Doesn't inhibition come too late?** It crosses one synapse more than the votes do. A neuron that
# fired at once would answer the four ones of 10111 before their price is taken, so it has to count
# when votes and price are both in. In the hippocampus inhibition follows so closely that inputs
# have less than 2 ms to add up (Pouille and Scanziani 2001).
#
# **Does it hear in which order the votes come?** No. It counts once, when all are there. For an order it
# needs delays ([lesson 04](04_what_a_spike_does.ipynb)).
#
# **Would a price mend the article's own network?** Only with weights set by hand. With all twelve
# faults mended and a price of 0.3 its output fires for some 15 % of the patterns, and as often for
# everything else; without a price, but with weights from −1 to 1, for 5 % of either at most. Now set
# the weights of the ones to 1 and of the zeros to 0, take a price of 0.55, let every presentation
# begin at rest, and ask the output in the same step: it fires for 10101 alone. But its STDP undoes
# that. After 1,000 presentations it hardly fires at all, because an input that spikes while the
# neuron is silent comes *after* the neuron's last spike, and its weight falls.
#
# **Would inhibition that divides do as well?** Yes. Let a *shunt* (lesson 04) make $v/(1+gn)$ of
# the votes $v$, when $n$ inputs are on. That reaches a threshold $\theta$ if $v \ge \theta +
# g\,\theta\, n$, so each one has its price again, $g\,\theta$.
#
# **Wouldn't a perceptron do it?** Yes, with weights below 0, and if somebody tells it each time what
# was shown. At each error the bits are added to the weights, or taken off. Shown the 32 inputs in
# rounds, it errs for the last time after some 150 to 600 presentations. That is *supervised* learning.
# Ours is told nothing (*unsupervised*), and pays for it: the pattern has to come often.
#
# **What can no single neuron do?** Fire for 10101 and 01010 and nothing else, whatever its
# weights. Together the two have each input once, and so have 11111 and 00000. If both piles of the
# first pair reach the threshold, one of the second does. It takes a layer between. Books say *not
# linearly separable*; XOR is the smallest case.
#
# #### Teaching it
#
# **My neuron doesn't learn. What comes first?** Add its starting weights up: five of 0.85 are 4.25
# votes, so it never fires and never learns. If it goes on firing for everything, work out $q$ ×
# `up` − $(1 - q)$ × `down`: well above 0, the pattern is too rare or `up` too large.
#
# **How exact must the times be?** The true channels have to be there when the neuron counts: one
# that comes later leaves the pattern four votes, too few. With a leak of 20 ms and no fixed time
# to count, four votes wait $20 \ln(4/3.5)$ = 2.7 ms for the fifth. The untrue ones may come
# anywhere between 2 and 20 ms. Beyond 23 ms `down` is less than the 0.0066
# which our sum needs for a pattern at one half, and the rest is luck: at 25 ms some 37 of fifty neurons
# find the pattern in 600 presentations, at 30 ms a few at most.
#
# **Do smaller steps make it surer?** For a rare pattern the reverse. With steps of half the size
# and twice the presentations some six of fifty neurons find a pattern shown in 15 %, where about
# 33 did. The luck that carried them averages out.
#
# **And steps ten times as large?** Half of such neurons are settled after some ten presentations. Of
# fifty 31 to 42 find a pattern that is half of what is shown, and 10 to 23 one of 15 %. Most of the
# others end with a single *other* input, and showing them more changes little. Each alone looks like
# a success, because it has grown choosy. So start several times: if they end with different inputs,
# make the steps smaller. Steps of twice our size are still good: 49 or 50 find the pattern at one
# half, and 40 to 48 at 15 %.
#
# **How many bits does a weight need?** One, once it has learned: rounded to 0 or 1, the weights still fire
# for 10101 alone. While it learns, a step must not get lost. With five bits a level is 0.032; `up` is more
# than half of that and counts as one level, `down` is less and counts as none. So weights only rise, and the
# neuron keeps firing for everything. With six bits 49 or 50 of fifty find the pattern at one half. If chance
# rounds up or down, in proportion (*stochastic rounding*), four bits do it too
# ([lesson 21](21_three_simulators.ipynb)).
#
# **Which threshold do I take?** Half a vote below the number of bits, if none may be wrong. With
# 3.5 in place of 4.5 learning ends with the pattern and its five neighbours. If errors have a cost,
# fire wherever $s\,P(v\,|\,\text{pattern})\,c_{\text{miss}}$ exceeds
# $(1-s)\,P(v\,|\,\text{other})\,c_{\text{alarm}}$. In the table of alarms, forgiving one wrong bit pays
# at one half even at equal costs, at 5 % if a miss costs more than 14 false alarms.
#
# **What with ten bits?** Twenty channels and a threshold of 9.5 do it, if the weights begin
# between 0.95 and 1: of eight times five neurons all find their pattern. From 0.9 on, as ours
# begin, they often have fewer than 9.5 votes, and some never learn. The border by our sum is at 20 %
# then, and stays there with more bits.
#
# **Can it learn another pattern later?** Not by itself. Show a neuron that has learned 10101
# another pattern in half of the presentations, even 10111: in every start it still fired for 10101
# alone, because only its own spikes teach it.
#
# **Can many neurons learn a pattern each?** Side by side they mostly learn the same. If the first to
# fire inhibits the others, only it learns, and they come to differ. But whoever has won once is often
# ahead in the next race, so a few win everything, unless a winner's threshold rises ([lesson
# 11](11_sharing_the_work.ipynb)). Each is then named by what it won most often among *training*
# pictures. Then they may vote; say beforehand what a tie counts, and what silence. Ten, each right in
# 60 %, are right together in 73 %, with a coin for ties; if all err at once, in 60 %.
#
# **Is it still unsupervised, if labels name the neurons?** The weights are, since no label has changed
# one. The answer isn't: the names are supervised, and a paper has to say so. It takes few labels. Say a
# neuron wins for its own kind in 60 %. If nine other kinds share the rest, ten labelled wins give the right
# name in 98 % of cases. If one other kind has all the rest, it takes a hundred.
#
# **Isn't that only a stored template?** It is (*template matching*), though nobody wrote this one.
# Moved on by one place, 10101 is 01010, which agrees in no bit and gets no vote. A pattern that
# may come a place later needs a neuron for each place.
#
# #### Mending somebody else's article
#
# **How would I have found the article's faults?** Show it the pattern with one bit more, with one
# fewer, nothing at all. And compare with something stupid: of the four inputs that have the three
# ones of 10101 one is the pattern, so who ignores the zeros is right in 25 %, and that's what the
# article reached.
#
# **I get 78 % where the paper has 95 %.** Ask first whether you measure the same: what was shown,
# and how often, and what is a hit. By the share alone the article's network goes from 25 to 80 %,
# with nothing mended. Then compare what needs no training: the spikes of one neuron, the untrained
# network. Then more seeds. Settings last.
#
# **Its text says one thing and its program another.** See which of the two gives the printed numbers,
# and tell the authors first: the line, what that changes, your version, settings and seeds. The same
# numbers from the same program and data are mostly called *reproduced*, and *replicated* when an
# independent study finds the same, but some swap the words (Barba 2018).
#
# **Is the repaired article still that article?** Ours isn't. What has to go is that its network
# finds the pattern: none of its 4,096 settings finds even half of them. What stays is that STDP
# can, in another network, with a spike for each zero and the pattern shown often enough.
#
# How a picture is made, its view and its drawing:

# %%
views.heaps.code()

# %% [markdown]
# ## References
#
# - Barba LA (2018). Terminologies for reproducible research.
#   [arXiv:1802.03311](https://arxiv.org/abs/1802.03311).
# - Fawcett T (2006). An introduction to ROC analysis. *Pattern Recognit Lett* 27:861-874,
#   [doi:10.1016/j.patrec.2005.10.010](https://doi.org/10.1016/j.patrec.2005.10.010).
# - Kuffler SW (1953). Discharge patterns and functional organization of mammalian retina.
#   *J Neurophysiol* 16:37-68, [doi:10.1152/jn.1953.16.1.37](https://doi.org/10.1152/jn.1953.16.1.37).
# - Pouille F, Scanziani M (2001). Enforcement of temporal fidelity in pyramidal cells by somatic feed-forward
#   inhibition. *Science* 293:1159-1163, [doi:10.1126/science.1060342](https://doi.org/10.1126/science.1060342).
# - Saito T, Rehmsmeier M (2015). The precision-recall plot is more informative than the ROC plot when
#   evaluating binary classifiers on imbalanced datasets. *PLoS ONE* 10:e0118432,
#   [doi:10.1371/journal.pone.0118432](https://doi.org/10.1371/journal.pone.0118432).
# - Wu GK, Arbuckle R, Liu B, Tao HW, Zhang LI (2008). Lateral sharpening of cortical frequency tuning
#   by approximately balanced inhibition. *Neuron* 58:132-143,
#   [doi:10.1016/j.neuron.2008.01.035](https://doi.org/10.1016/j.neuron.2008.01.035).
#
# Words of this lesson, in the [glossary](glossary.md): monotone network, feed-forward inhibition,
# base rate, false alarm rate, ROC curve, off-channel.
#
# Next: [10 · A needle in the noise](10_needle_in_noise.ipynb).
