# %% [markdown]
# # 10 · A needle in the noise
#
# **60 minutes** · You need lessons [07](07_stdp_curves.ipynb) and
# [09](09_repair_the_article.ipynb).
#
# *Can one neuron find a pattern that nobody has pointed out to it?*
#
# By the end you can explain how STDP makes a neuron fire in a pattern and nowhere else. You'll have
# written the judge that says whether it has found anything at all. And you can say which changes
# kill it, and which of two deaths it dies.

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

import numpy as np

from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.needle_in_noise import views

# %% [markdown]
# Here is a neuron that listens to 2,000 nerve fibres. Press the player, and hear a click each time it
# fires.

# %%
views.listen(after=0)

# %% [markdown]
# It's a rattle, and it means nothing. But hidden in the fibres is a pattern, 50 ms of spikes, that
# comes back again and again. Nobody tells the neuron. Why should we care whether it finds out? Because
# most of what there is to hear has no labels. In the sound of a forest, for example, something keeps
# coming back, and nobody has marked where.

# %% [markdown]
# ## What is hidden?
#
# The fibres are the neuron's [afferents](glossary.md#afferent). Half of them take part in the
# pattern. Each time it comes is a **showing**, which begins at its **onset**. Showings come
# irregularly, five a second on average, so they fill a quarter of the time.

# %%
predict("needle_in_noise.give_away", then=views.hidden())

# %% [markdown]
# **Try it.** Search for half a minute before you press *reveal*. Then drag the two windows to two
# showings, and after that to two other moments. How many spikes of the first find a partner in the
# second?
#
# <details><summary>What we see, and why</summary>
#
# In the pattern's half about 85 % find a partner on two showings. The others are mostly noise,
# which runs through the showings too. On two other moments fewer than a third find one, by luck.
#
# The copies aren't exact. Every spike of the pattern is moved by about a millisecond, anew in each
# showing. This is the *jitter*.
#
# </details>
#
# So something does come back. But an afferent that fires at the same moments also sends the same
# *number* of spikes each time. Could a neuron live on such counts, and never look at the times? Let's
# keep this suspicion and test it at the end.

# %% [markdown]
# ## Press Learn
#
# The neuron adds up its inputs, forgets them within some 10 ms, and fires at a threshold. Its weights
# all start alike, a little below a half, and stay between 0 and 1. What changes them is STDP, with the
# *reduced* pairing of lesson 07. Around an output spike only two spikes of each afferent count. The
# *last* one before it strengthens the synapse, and the *first* one after it weakens it.
#
# And the neuron hears everything only once.

# %%
predict("needle_in_noise.where_in_pattern", then=views.learn(knobs=["seed"]))

# %% [markdown]
# **Try it.** Press *Learn* and watch the dots. What happens between 9 and 13 s, in slow motion? Let it
# run to 25 s, and then listen again:

# %%
views.listen(after=25)

# %% [markdown]
# <details><summary>What we see, and why</summary>
#
# | seconds | spikes outside the showings, per second | spikes in the showings lie |
# |---|--:|---|
# | 0 to 5 | 46 | all over the 50 ms |
# | 11 to 13 | 0 | in a band, 8 ms after the onset |
# | 25 to 35 | 0 | in a band, 5 ms after the onset |
#
# At first the neuron fires in *every* showing. Is that good? No, because it rattles
# on in any 50 ms, whatever is in them. Then, around 11 s, something tips. The rattle
# becomes a slow, uneven beat, the pattern's own.
#
# And the band is still sinking. Why does the spike move towards the onset? Because each output
# spike strengthens the afferents that fired just *before* it. At the next showing they push harder,
# and the threshold is reached a little sooner. Now others, slightly earlier, are the ones just before
# it, and they are strengthened next. Step by step the spike walks towards the onset.
#
# </details>
#
# Two questions are left. Why did the spikes outside the showings stop? And why does the band end where
# it does?

# %% [markdown]
# ## How it works: one spike
#
# Both answers begin with a single output spike. This is the steep part, so take it slowly. It pays,
# because then you can tell when this neuron will die.

# %%
views.one_spike()

# %% [markdown]
# Above is the potential p of the untrained neuron, and below are twelve afferents. **Try** to drag the
# marker from one output spike to the next. Which input spikes carry a bar, and when is it long?
#
# *What an input spike adds.* It lifts p by a bump, a PSP. The bump peaks after nearly 5 ms, as high as
# the weight of the synapse. For example, 500 bumps of weight 1, all at their peak, just reach the
# threshold.
#
# *What an output spike does.* It wipes out all the bumps. After a short peak p drops into a hollow, and
# the neuron has to gather everything anew.
#
# *What an output spike teaches.* The nearer an input spike is, the more its weight changes:
#
# | distance | input before output | input after output |
# |--:|--:|--:|
# | 5 ms | +0.023 | −0.023 |
# | 20 ms | +0.010 | −0.015 |
#
# Near 5 ms gain and loss are equal. Closer by the gain is larger, and further off the loss. So an
# afferent that fires at random, now near and now far, loses a tiny bit with each output spike on
# average. But one that keeps firing just before the output spike gains each time.
#
# Where is the potential between showings, once the neuron has learned?

# %%
predict("needle_in_noise.between_showings", then=views.before_and_after())

# %% [markdown]
# **Try** *Play*, and compare the two curves. How long after the onset does p reach the threshold, and
# why not at once?
#
# <details><summary>What we see, and why</summary>
#
# Before learning, p is a saw. Afterwards it's almost flat, with one leap in each showing. At the onset
# noise has brought p to about 380, so some 120 are missing. The pattern brings them, because its strong
# afferents fire together. But nothing of it comes before the onset, and each bump takes a few
# milliseconds to rise. So the walk ends at 5 ms.
#
# </details>

# %% [markdown]
# ### Your turn: the average of p
#
# Can noise alone still fire the neuron? The weights tell us, in three steps.
#
# *One bump.* For an average only the area of a bump matters. It's that of a block as high as the weight
# and 15.9 ms long.
#
# *One afferent.* For example, if it fires at 10 Hz, its ten blocks fill 159 ms of each second. So with a
# weight of 1 it lifts p by 0.159 on average, and with half the weight by half as much.
#
# *All of them.* Since p is the sum of all bumps, their averages add up. How high do all the afferents
# lift it? Leave output spikes out.


# %%
def hover(weights, rate):
    return ...  # the average of p; weights is an array, rate of each afferent in Hz


check("needle_in_noise.hover", hover)

# %%
solution("needle_in_noise.hover")

# %%
views.hovering(hover)

# %% [markdown]
# The line is your `hover` over the run you've watched, at 64 Hz. **Try** dragging the dot. Where does
# the line cross the threshold, and what happens below at that moment?
#
# <details><summary>What we see, and why</summary>
#
# At first noise would lift p to nearly twice the threshold, so the neuron fires at anything. But each
# random output spike costs the weights a little, and the line comes down. Between 10 and 11 s it
# crosses the threshold. From 11 s on noise can't fire the neuron any more, but the pattern still
# can, only just. Its first afferents aren't strong yet, but they have lost the least:
#
# | first spike in the pattern | weight at 11 s | at 40 s |
# |---|--:|--:|
# | 0 to 5 ms | 0.28 | 0.84 |
# | 5 to 10 ms | 0.28 | 0.08 |
# | 10 to 50 ms | 0.20 | 0.06 |
# | none, in the other half | 0.23 | 0.07 |
#
# From then on only the pattern teaches the neuron, so the afferents of its first 5 ms become strong, and
# most others weak.
#
# </details>
#
# Well done! Now we know what ended the rattle. But so far we've judged the neuron by eye only.

# %% [markdown]
# ## Is it a detector?
#
# Three numbers tell us:
#
# - a **hit** is a showing with at least one output spike in it, and the hit rate is the share of the
#   showings that are hit;
# - a **false alarm** is an output spike outside all showings, counted per second;
# - the **latency** is the time from an onset to the *first* output spike in that showing, averaged
#   over the hits.
#
# For example, in one second:
#
# | | at (ms) |
# |---|---|
# | onsets | 100, 300, 500 |
# | output spikes | 105, 130, 310, 450 |
#
# Two of the three showings are hit, after 5 and 10 ms, and the last spike is a false alarm.
#
# ### Your turn: write the judge
#
# A showing lasts from its onset up to, but not including, onset + `length`. All times are in ms.


# %%
def judge(times, onsets, length, duration):
    since = times[:, None] - onsets  # a row for each spike, a column for each showing
    inside = ...  # True where the spike lies in the showing
    first = np.where(inside, since, np.inf).min(axis=0)  # of each showing; inf: none
    return ..., ..., ...  # hit rate (0 to 1), false alarms per second, mean latency in ms


check("needle_in_noise.judge", judge)

# %%
solution("needle_in_noise.judge")

# %%
views.verdicts(judge)

# %% [markdown]
# Your judge looks at the run that you've watched, and at a deaf neuron which fires at random. We call a
# pattern **found** if the hit rate is above 98 % *and* there is no false alarm. **Try it.** Which of the
# three numbers tells the beginning from the end? And why does the deaf neuron hit anything?
#
# <details><summary>What we see, and why</summary>
#
# Only the false alarms do, because by its hits and its latency the untrained neuron looks good.
#
# The deaf neuron is lucky. At 20 Hz it expects one spike in 50 ms, and where $n$ random spikes are
# expected, there is none with probability $e^{-n}$. So it misses $e^{-1}$ = 37 % of the showings, and
# hits the others.
#
# </details>

# %% [markdown]
# ## What can it stand?
#
# Let's try to kill it, with four knobs: the *jitter*, the *share of time* that is filled by
# showings, the *ratio* $A_-/A_+$ of loss to gain, and the *times* in a showing.
# The last one is there for our suspicion. With times *drawn anew* each afferent still sends as many
# spikes in every showing, but at new moments.

# %%
predict("needle_in_noise.noise_only", then=views.kill())

# %% [markdown]
# **Try** this case first, a share of time of 0. Then go back to 25 %, and turn each knob by itself: the
# jitter to 2 ms, the share of time to 5 %, the ratio to 0.70, the times to *drawn anew*. Does the neuron
# find the pattern? If not, does it fire less and less, or more and more?

# %%
my_verdicts = {"jitter": None, "share of time": None, "ratio": None, "times": None}
# each one of "finds it", "falls silent", "runs away"

check("needle_in_noise.fate", my_verdicts)

# %%
solution("needle_in_noise.fate")

# %% [markdown]
# <details><summary>What we see, and why</summary>
#
# One run can be luck, so here are eight of each, judged over the last 20 s of a minute:
#
# | change | found in | otherwise |
# |---|--:|---|
# | none | 7 of 8 | nearly silent |
# | jitter 2 ms | 7 of 8 | misses a few showings |
# | share of time 5 % | 1 of 8 | nearly silent |
# | ratio 0.70 | 0 of 8 | 121 Hz, weights near 1 |
# | times drawn anew | 0 of 8 | nearly silent |
#
# *The share of time.* On noise alone the neuron is all but silent after some 12 s, so that's how long
# the pattern has. Meanwhile the common one is shown 60 times, but the rare one only 12 times. And
# silence lasts, because STDP needs output spikes.
#
# *The ratio.* Noise gives more than it takes. The weights rise, so the neuron fires more, so the weights
# rise further. This is [runaway](glossary.md#runaway). No other knob forgives so little. At 0.83 and at
# 0.90, for example, none of eight runs finds the pattern.
#
# *The times.* All the counts come back, and still the neuron falls silent. So this neuron reads the
# times, which answers our suspicion.
#
# *The jitter.* The leap is gathered over 5 ms, so 2 ms of blur do little to it. At 6 ms all eight runs
# fall silent.
#
# </details>
#
# So one neuron can find a needle in the noise by itself, though not under all conditions. What if there
# are three needles, and three neurons to find them?

# %% [markdown]
# ## Key points
#
# - A pattern can hide where no rate gives it away, because what comes back is *which* afferent fires
#   *when*.
# - Each output spike strengthens what came just before it, so the spike walks towards the onset, and it
#   stops where just enough of the pattern lies in front of it to reach the threshold.
# - Random output spikes lower the weights until noise can't reach the threshold. The pattern's first
#   afferents lose the least, so it still can, and from then on it alone teaches.
# - A detector is judged by hits, false alarms and latency.
# - The neuron dies of silence if noise wins the race against the pattern, and of runaway if noise gives the
#   weights more than it takes.

# %% [markdown]
# ## Quiz

# %%
quiz("needle_in_noise")

# %% [markdown]
# ## Go deeper
#
# None of this is needed later.
#
# <details><summary>The numbers behind the pictures</summary>
#
# | | |
# |---|---|
# | a bump | time constants 2.5 ms up and 10 ms down |
# | threshold | 500, that is 500 bumps of weight 1 |
# | weights at the start | 0.475 |
# | one gain, one loss | 1/32 × exp(−distance / 16.8 ms), 0.85/32 × exp(−distance / 33.7 ms) |
# | which spikes count | only those with no other output spike in between |
# | each afferent | 54 Hz of its own, and 10 Hz of noise on top |
#
# From Masquelier, Guyonneau and Thorpe (2008), as repeated by Hathway and Goodman (2018). In their
# input the rates wander, and here they are constant.
#
# </details>
#
# **Silence or runaway: the balance.** Why should 0.85 be so special? Put the pattern aside, and let the
# neuron hear noise only.

# %%
predict("needle_in_noise.on_balance", then=views.balance())

# %% [markdown]
# **Try** to move the ratio a little up and down. Where is the start, and on which side of the crossing?
#
# <details><summary>What we see, and why</summary>
#
# The crossing is a balance that tips. Left of it the neuron fires less and less, to silence; right of
# it more and more, to runaway. At 0.85 the start lies a hair to the left, so that noise takes a little,
# and the pattern, whose afferents gain together, wins the race.
#
# </details>
#
# Where does the curve come from? An afferent fires at rate $r$, the neuron every $G$ ms. After an
# output spike the afferent's first spike comes $s$ later with density $r\,e^{-rs}$, and it must come
# before the next output spike. So an output spike costs a weight on average, in units of $A_-$:
#
# $$ \int_0^{G} r\, e^{-rs}\, e^{-s/\tau_-}\, ds
#    = \frac{r}{r + 1/\tau_-} \left( 1 - e^{-(r + 1/\tau_-) G} \right) $$
#
# Looking back from an output spike to the last spike before it, the same holds with $\tau_+$, and gives
# the gain in $A_+$. The drift is one minus the other.


# %%
def drift(rate, gap, ratio):
    return ...  # in A_plus; rate in Hz, gap in ms, tau_plus = 16.8 ms, tau_minus = 33.7 ms


check("needle_in_noise.drift", drift)

# %%
solution("needle_in_noise.drift")

# %% [markdown]
# At which ratio do gain and loss balance, for any two rates?


# %%
def border(rate, gap):
    return ...  # a ratio A_minus / A_plus; rate in Hz, gap in ms


check("needle_in_noise.border", border)

# %%
solution("needle_in_noise.border")

# %% [markdown]
# **Which pairs count.** Two conditions carry the result. Drop "before the next output spike", and at
# 64 Hz in and 63 Hz out the drift is −0.063 $A_+$ instead of −0.004, so noise takes many times as much.
# Drop "first" as well and count *all* pairs, as lesson 08 does, and it is −0.758.
#
# On the paper's own input, with rates that wander, we tried more changes in four runs each:
#
# | change | found in | otherwise |
# |---|--:|---|
# | more afferents in the pattern, 60 % | 4 of 4 | |
# | weights that start at 0.375 | 2 of 4 | nearly silent |
# | pairing *nearest* instead of *reduced* | 0 of 4 | silent |
# | a ratio of 1.00 | 0 of 4 | silent |
# | a grid of 1 ms, a tie counted as a gain | 0 of 4 | 109 Hz |
# | a grid of 1 ms, a tie not counted | 3 of 4 | misses many showings |
#
# So it isn't the grid that kills, but what a tie means on it.
#
# **The map of success.** How many of five runs find the pattern, for pairs of knobs? Where none does, an
# *s* means that most of them fall silent, and an *r* that they run away. Set the knobs to any point, and
# press *Run here*.

# %%
views.map_of_success()

# %% [markdown]
# **More shares of time.** Here is how many of eight runs find the pattern:
#
# | share of time | 25 % | 20 % | 15 % | 10 % | 5 % |
# |---|--:|--:|--:|--:|--:|
# | found in 8 runs | 7 | 6 | 4 | 3 | 1 |
#
# Where the neuron locks on is luck, too. With noise seed 0 it is first far from the onset, and it walks
# for a minute and more.
#
# **By counting.** A spreadsheet with all counts of all afferents, in slots of 50 ms, does find the
# pattern. Two showings correlate by 0.40, other moments by 0.00. So the counts are there, and this
# neuron doesn't use them. A rule can learn rates that repeat, if they change within 10 to 20 ms (Gilson,
# Masquelier and Hugues 2011).
#
# **The grey strip.** Some 80 afferents of the pattern have no spike in it, and they end up strong. During
# a showing they send only the noise of 10 Hz, but before it 64 Hz, like all others. So just before an
# output spike near the onset each of them has usually sent a spike, which gains. After it, for the rest of
# the showing, there is hardly one that could lose.
#
# **From sound to spikes.** So far we've pasted the pattern ourselves. Now a chorus of synthetic birds
# sings for 90 s, and one motif of 50 ms returns a quarter of the time. An ear of 96 filters with 16
# fibres each turns sound into spikes.

# %%
predict("needle_in_noise.a_real_sound", then=views.songs())

# %% [markdown]
# **Try** the songs, and then the two other ratios. What becomes of the false alarms?
#
# <details><summary>What we see, and why</summary>
#
# At a ratio of 0.9 something was learned, because false alarms fall and hits are well above chance. But
# neighbouring fibres of an ear fire together, so *any* swelling sound looks a bit like a pattern. At 0.85
# there are 8 to 15 false alarms a second, and at 0.95 the neuron loses the motif in two songs.
#
# </details>
#
# **Paper check.** In the paper's example the neuron is selective after some 700 output spikes, and a
# success has hits above 98 %, no false alarm, and a latency below 10 ms over the last 150 of 450 s. Ours
# passes, with 5 Hz of output and a latency of 4 ms. Of eight more runs of 60 s all find the pattern, and
# six within 10 ms of its onset. The other two began in its middle; after hearing the same minute four
# times they have arrived.
#
# How a picture of this lesson is made, its view and its drawing:

# %%
views.hovering.code()

# %% [markdown]
# ## References
#
# - Gilson M, Masquelier T, Hugues E (2011). STDP allows fast rate-modulated coding with Poisson-like
#   spike trains. *PLoS Comput Biol* 7:e1002231,
#   [doi:10.1371/journal.pcbi.1002231](https://doi.org/10.1371/journal.pcbi.1002231).
# - Hathway P, Goodman DFM (2018). [Re] Spike timing dependent plasticity finds the start of repeating
#   patterns in continuous spike trains. *ReScience* 4(1):6,
#   [doi:10.5281/zenodo.1327348](https://doi.org/10.5281/zenodo.1327348).
# - Masquelier T, Guyonneau R, Thorpe SJ (2008). Spike timing dependent plasticity finds the start of
#   repeating patterns in continuous spike trains. *PLoS ONE* 3:e1377,
#   [doi:10.1371/journal.pone.0001377](https://doi.org/10.1371/journal.pone.0001377).
#
# Words of this lesson, in the [glossary](glossary.md): afferent, hit, false alarm of a listener,
# latency, runaway.
#
# Next: [11 · Neurons that share the work](11_sharing_the_work.ipynb).
