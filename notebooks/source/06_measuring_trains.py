# %% [markdown]
# # 06 · Measuring spike trains
#
# **60 minutes** · You need the CV of [lesson 03](03_regular_or_by_chance.ipynb), the decaying current
# of [lesson 04](04_what_a_spike_does.ipynb), and what a mean and a variance are.
#
# *Two spike trains look almost alike. Are they the same?*
#
# By the end you can say how far apart two trains are, and defend the time scale you chose. You can
# tell spikes that belong together from neurons that are merely busy at the same moments. And you
# know how far off a count is.

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

import numpy as np

from snn_edu import explore
from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.measuring_trains import near, three_pairs, trials, views
from snn_edu.lessons.measuring_trains.drawn import filtered
from snn_edu.spikes import Spikes, gamma, isi_distance, spike_distance, van_rossum, victor_purpura

# %% [markdown]
# Lesson 05 left us with trains of spikes and no picture beside them. Say your network works in a
# simulator, and now it runs on a chip; here are the spikes of one neuron in both. Does the chip do
# what it should?

# %%
views.chip()

# %% [markdown]
# Of the simulator's nine the chip sends only three, if they have to come at the same time, and
# six if we forgive five milliseconds. There is no answer until we say how late a spike may be.

# %% [markdown]
# ## What would it take to edit one into the other?
#
# Victor and Purpura count edits. Deleting a spike costs 1, inserting one costs 1. Moving one costs
# **q** for each millisecond. What the cheapest way from one train to the other costs is the
# [Victor-Purpura distance](glossary.md#victor-purpura-distance). At q = 0.1 per ms, for example, it
# costs 2.5 to come from 10, 50 and 90 ms to 15 and 80: two moves, at 0.5 and 1, and 1 for deleting 50.

# %%
predict("measuring_trains.one_move", then=views.edits())

# %% [markdown]
# Here a is the simulator, b the chip. Pull q from one end to the other. No green line is ever
# longer than 2/q: such a move costs more than 2, so it's cheaper to delete the spike and insert
# another. When no move is worth its price, the distance stays at 11.

# %% [markdown]
# ### Your turn: both ends
#
# What is the distance at either end, for any two lists of spike times?

# %%
def edit_limits(a, b):
    return ...  # two numbers: when moving is free, when no move is worth its price


check("measuring_trains.edit_limits", edit_limits)

# %%
solution("measuring_trains.edit_limits")

# %% [markdown]
# At one end the distance compares only counts, at the other only coincidences. In between lies
# whatever you mean by *the same*. A distance is large or small only beside that of two unrelated
# trains with as many spikes.

# %% [markdown]
# ## What would a synapse notice?
#
# In lesson 04 each spike left something behind that decays,
# and van Rossum compares just that. Give each spike a tail of height 1 that decays with a time
# constant $\tau$. The tails of train a add up to a curve $f$, and those of b to $g$. Then
#
# $$ D^2 = \frac1\tau \int_0^\infty \left( f(t) - g(t) \right)^2 dt $$
#
# and $D$ is the
# [van Rossum distance](glossary.md#van-rossum-distance). For example, take one spike against
# silence. The square of its tail has the area $\tau/2$. Because we divide by $\tau$, $D^2$ is a half
# and $D$ is 0.71, however long the tails are. Against another spike, 5 ms later, $D^2$ is
# $1 - e^{-5/\tau}$, or 0.39 with tails of 10 ms.

# %%
predict("measuring_trains.long_tau", then=views.tails())

# %% [markdown]
# Pull $\tau$ from one end to the other: you have met both ends, the other way round. With the
# shortest tails only coincidences count, because each of the 11 spikes without an exact partner
# adds its own half to $D^2$. With the longest only counts are left.
#
# In between, edits and tails disagree over a burst. Three spikes lost one by one cost three edits,
# and three halves of $D^2$. Three lost together cost three edits still, but their tails add up, to
# nine halves.
#
# What if a train comes late *as a whole*, because a cable is long? Then each spike
# pays for its move. First look for the shift at which the two are nearest. Put in your rhythm.

# %%
mine = Spikes([31, 74, 92, 160, 205, 248, 330, 371], duration=420)  # ms
# or times from a file, one a line:  mine = Spikes.from_csv("my_spikes.csv", unit="ms")


def shifted(by=8.0, lost=1, q=0.1):
    other = mine.times[lost:] + by
    back = np.arange(-60.0, 61.0)  # ms, where we move it before we compare
    return back, [victor_purpura(mine, other + shift, q) for shift in back]


labels = "second train moved by (ms)", "distance"
explore(shifted, by=(-20, 20), lost=(0, 4), q=(0.0, 1.0), labels=labels)

# %% [markdown]
# The dip is at −8 ms, and the 1 that is left is the lost spike. Then put a clock's times in place
# of the list, `np.arange(30, 400, 50)`. Which dip is the true one? The trains can't tell you.
#
# No one shift mends a clock that runs 1 % fast: after 2 s its spikes are 20 ms early. Then cut the
# trains into seconds. In each the dip lies some 10 ms further on.

# %% [markdown]
# ## Which two belong together?
#
# In one of these three pairs of answers a neuron has heard the *same* stimulus twice. Which?

# %%
views.pairs()

# %% [markdown]
# ### Your turn: a scale that finds it
#
# Find a cost q at which the distance clearly singles out one pair, and one at which it doesn't.

# %%
pairs = three_pairs()
print(victor_purpura(*pairs["A"], 1.0))  # the distance, at q = 1 per ms
my_pair = None  # the pair, a cost that finds it, and one that misses it: ("A", 0.0, 0.0)

check("measuring_trains.which_pair", my_pair)

# %%
solution("measuring_trains.which_pair")

# %% [markdown]
# If you pick q after seeing the result, you can find anything. Better let the neuron choose, as
# Victor and Purpura did. We play it four stimuli, six times each. We give every answer to the
# stimulus whose other answers are nearest on average, and count how often that's right. Find the
# best q.

# %%
views.told_apart()

# %% [markdown]
# With a jitter of 4 ms the hump lies between 0.1 and 0.2 per ms: there about nine of ten answers or
# more go where they belong. Two answers to *one* stimulus differ by the neuron's own unsteadiness:
# either spike scatters by 4 ms, so the way between them by $4\sqrt2$, nearly 6. If such a move
# costs more than deleting and inserting, answers to one stimulus look like strangers, and the curve
# falls on the right. Answers to *different* stimuli differ by more; here the way from a spike to
# its counterpart scatters by 15 ms, because the stimuli were drawn with 10. If such moves are
# nearly free, what the stimuli had to say is forgiven, and the curve falls on the left. Between
# lies a price that forgives what is the neuron's and charges what is the stimulus's.
#
# Now set the jitter to 12 ms. What the neuron does by itself is as large as what the stimulus does,
# so the hump sinks, and in most experiments it moves to the left, because more has to be forgiven.
# The best scale isn't hidden in the two trains. It comes from outside: how precise is the
# sender, and which differences matter to the reader? For the chip, ask how late a spike may come
# before the next neuron does something else, and put 2/q there.
#
# We looked for the best q on the very answers that it sorts, and some price is always a little lucky.
# So a price chosen on one set has to prove itself on another. At 4 ms again, turn to *other
# experiments*. The best here, 0.095 per ms, does: of a hundred answers it seldom gets more than three
# fewer right than the best price there.

# %% [markdown]
# ## Do they know of each other?
#
# A distance tells whether trains are alike, but related ones needn't be. Take each spike of a, and
# note the lags $t_b - t_a$ of all spikes of b. For example, if a fires at 100 ms and b at 93 ms, the
# lag is −7 ms. The histogram of all lags is the
# **[cross-correlogram](glossary.md#cross-correlogram)**. We draw it as the rate of b at each lag from
# a spike of a. Unrelated steady trains give a flat one, as b goes on firing at its rate. That level is
# *chance*.

# %%
predict("measuring_trains.common_source", then=views.correlogram())

# %% [markdown]
# Let 20 % of the spikes come from the source, with a jitter of 2 ms, and set the delay of b to 5 ms.
# It now looks as if a synapse led from a to b. There is none: the source's spikes take longer to reach
# b. So a correlogram says *related* and never *causes*.
#
# If b fires at 20 Hz, we expect by chance two of its spikes in 100 ms around a spike of a. If we
# count 2.2, then 0.2 come on top. While the rates are steady, that's the share of the common source.
#
# But suppose both share a *mood*: their rates rise and fall together, between 0 and 40 Hz, five times
# a second. Then around each spike of a we find more than half a spike on top of chance, though not
# one is shared.
#
# If a stimulus brings the mood, show it again; each showing is a **[trial](glossary.md#trial)**. Take
# what a did in one trial and what b did in *another*. The mood is the same in both, but no spike of
# the one can belong to a spike of the other. We call this *shuffling the trials*.

# %% [markdown]
# ### Your turn: shuffle the trials
#
# The lists `a` and `b` hold an array of spike times for each trial. `near(x, y)` counts the pairs of
# a spike in `x` and one in `y` that are at most 50 ms apart. How many near pairs are there for each
# spike of a, beyond those with the next trial of b? After the last trial comes the first.

# %%
def shared(a, b):
    return ...


check("measuring_trains.shared", shared)

# %%
solution("measuring_trains.shared")

# %%
for share in (0.0, 0.2, 0.4):  # truly in common
    a, b = trials(share)  # 200 trials of two neurons whose rates swing
    found = shared(a, b)
    print(share, "not done yet" if found is ... else found)

# %% [markdown]
# Your function is seldom off by more than 0.1. This is what it took off:

# %%
def around(share=0.2, next_trial=False, seed=2, bin=5.0):
    a, b = trials(share, seed)
    if next_trial:
        b = b[1:] + b[:1]
    lags = np.concatenate([np.subtract.outer(y, x).ravel() for x, y in zip(a, b)])
    edges = np.arange(-100 - bin / 2, 100 + bin, bin)
    counts = np.histogram(lags, edges)[0]
    return edges[:-1] + bin / 2, 1000 * counts / bin / sum(len(x) for x in a)


labels = "lag (ms)", "rate of b (Hz)"
explore(around, share=(0.0, 0.4), next_trial=False, seed=(1, 20), labels=labels)

# %% [markdown]
# The broad hill is the mood; the thin peak on it is the spikes in common. With the next trial the
# peak is gone and the hill stays. But a mood that doesn't come back with every showing isn't taken
# off, and a common source that comes back is.

# %% [markdown]
# ## How far can you trust a count?
#
# Each bar of a correlogram is a count, and so is a rate. In lesson 05 a count by chance scattered by
# the *square root* of what we expect: its variance is its mean. Spikes equally likely at any moment,
# whatever came before, are a **[Poisson process](glossary.md#poisson-train)**.
#
# Of any train, the variance divided by the mean is the
# **[Fano factor](glossary.md#fano-factor)**:
#
# $$ F = \frac{\text{variance of the counts}}{\text{mean of the counts}} $$
#
# For example, you count three spikes in one window and five in the next. The mean is four and
# either count is one off, so the variance is 1. Then F is a quarter. (We divide by n, as `np.var`
# does.)

# %% [markdown]
# ### Your turn: the Fano factor
#
# All times are in ms. The windows fill the duration, and empty ones count.

# %%
def fano(times, window, duration):
    return ...


check("measuring_trains.fano", fano)

# %%
solution("measuring_trains.fano")

# %% [markdown]
# For trains between a clock and chance, imagine a Geiger counter that clicks k times as fast as you
# want spikes, and let the neuron fire on every k-th click. Long waits and short ones tend to cancel,
# so a larger k is more regular. Its CV is $1/\sqrt k$.

# %%
predict("measuring_trains.tiny_window", then=views.counts(fano, knobs=["window", "k"]))

# %% [markdown]
# **Try it.** Set k to 16 and pull the window from its longest to its shortest.
#
# <details><summary>What we see, and why</summary>
#
# F climbs from 0.07 to 0.96. Through a keyhole of 1 ms a clock looks like chance, because only a
# window that holds several spikes can notice how evenly they come. In long windows F goes to the
# square of the CV, the dashed line, if the intervals are independent.
#
# </details>
#
# A count of n expected spikes scatters by $\sqrt{F n}$. As a share of n that is
#
# $$ \text{error} = \sqrt{\frac{F}{n}} $$
#
# 64 spikes by chance are off by 8, an eighth. A neuron whose CV is 0.5 has an F of a quarter in long
# windows, so 16 of its spikes are enough for the same error.
#
# F is an estimate, too: from N windows, of four spikes or more each, it's off by some $\sqrt{2/N}$ of
# itself, a fifth from 50 windows. Where the rate drifts, F grows with the window and passes $CV^2$.

# %% [markdown]
# We asked whether two trains are the same. That has no answer without a time scale, which sender
# and reader set. We know what chance leaves in lags and in counts; we don't know, from lags alone,
# whether one neuron drives another. A synapse sits between two such trains all its life. What could
# it do with what it sees? Part II ends here, and [lesson 07](07_stdp_curves.ipynb) opens Part III,
# on learning from timing, with that question.
#
# **In the books**, search for *spike train metrics*, *cross-correlogram*, *shift predictor* (or
# *shuffle predictor*), *Poisson process* and *Fano factor*.

# %% [markdown]
# ## Key points
#
# - Whether two trains are the same depends on how late a spike may be: 2/q with edits, $\tau$ with
#   tails.
# - A good scale tells apart what you want told apart, on answers that didn't choose it.
# - A peak in the correlogram says *related*, never *causes*.
# - The Fano factor is 1 by chance, and $CV^2$ in long windows if intervals are independent. A count
#   is off by $\sqrt{F/n}$.

# %% [markdown]
# ## Quiz

# %%
quiz("measuring_trains")

# %% [markdown]
# ## Go deeper
#
# None of this is needed later.
#
# **Why the square root?** Cut the time into slivers so thin that each holds one spike, with a small
# probability p, or none. The variance of such a count, p(1 − p), is nearly p, and p is also its mean.
# Because slivers know nothing of each other, their variances add up as their means do. So the
# variance of the whole count equals its mean. Pairs are another matter. The sum of all bars of a
# correlogram is off by more than its root, because one spike is in several pairs.
#
# **The cheapest edits, as a table.** How does one find the cheapest among so many sets of edits? One
# spike at a time. Let $G_{ij}$ be the distance of the first $i$ spikes of a from the first $j$ of b.
# The last edit was one of three, so
#
# $$ G_{ij} = \min\left( G_{i-1,j} + 1,\;\; G_{i,j-1} + 1,\;\;
# G_{i-1,j-1} + q\,|a_i - b_j| \right) $$


# %%
def edit_distance(a, b, q):
    G = np.zeros((len(a) + 1, len(b) + 1))
    G[:, 0], G[0, :] = range(len(a) + 1), range(len(b) + 1)  # against no spikes at all
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            move = G[i - 1, j - 1] + q * abs(a[i - 1] - b[j - 1])
            G[i, j] = min(G[i - 1, j] + 1, G[i, j - 1] + 1, move)
    return G[-1, -1]


# %%
a, b = pairs["B"]
for q in (0.0, 0.1, 1.0):
    print(q, edit_distance(a, b, q), victor_purpura(a, b, q))

# %% [markdown]
# A table of n and m spikes has n times m cells, so 1,000 spikes against 1,000 take a million steps,
# twice as many four million. Cut a long recording into windows: each move that a cut forbids
# costs 2 at most. (Tails need no table: two traces, carried once along the trains, are enough.)
#
# In papers you'll see 1/q quoted as the precision. That's a convention, and the border of a move that
# pays is 2/q. Strings of letters are compared by such a table (*Levenshtein* or *edit
# distance*). *Dynamic time warping* is no such count: it may match one spike with several, so from 10
# ms to 10, 10.5 and 11 ms it has only 0.5 and 1 ms to go, where we pay 2 for two spikes too many.
#
# **No integral.** Multiply out: $(f - g)^2 = f^2 - 2 f g + g^2$, and each of the three is a sum over
# pairs of tails. Two tails that begin at $s$ and $u$ share the area
#
# $$ \int e^{-(t - s)/\tau}\, e^{-(t - u)/\tau}\, dt = \frac\tau2\, e^{-|s - u|/\tau} $$
#
# From the later spike on, one tail is at 1 and the other at $e^{-|s - u|/\tau}$, and their product
# decays with a time constant of $\tau/2$. Each spike also pairs with itself.

# %%
def by_pairs(a, b, tau):
    return ...  # D, for two arrays of spike times and a tau, in ms


check("measuring_trains.by_pairs", by_pairs)

# %%
solution("measuring_trains.by_pairs")

# %% [markdown]
# **A scale for tails.** Find the pair of one stimulus once more, this time with tails.

# %%
my_taus = None  # in ms: one that finds the pair, one that misses it

check("measuring_trains.which_tau", my_taus)

# %%
solution("measuring_trains.which_tau")

# %% [markdown]
# **The same distance, two numbers.** Elephant, a toolbox, divides by
# $\tau/2$ where we and the paper divide by $\tau$. So its numbers are $\sqrt2$ times ours, and a lone
# spike is at distance 1 from silence. Neither is wrong; only a threshold must not be copied from one to
# the other. Here are both for two trains of eight spikes. Elephant 1.2.1 itself says 2.958365.

# %%
a = np.array([10.0, 52.3, 130.1, 260.0, 261.5, 400.2, 777.7, 901.0])  # ms
b = np.array([12.0, 50.0, 135.0, 258.8, 402.0, 600.0, 770.0, 905.5])
tau, dt = 5.0, 0.001
t = np.arange(0, 1000, dt) + dt / 2
area = np.sum((filtered(a, tau, t) - filtered(b, tau, t)) ** 2) * dt
print(f"1/τ: {np.sqrt(area / tau):.6f}, 2/τ: {np.sqrt(2 * area / tau):.6f}")

# %% [markdown]
# **Without a scale.** Kreuz and colleagues take the scale from the trains' own intervals. With
# $x_a$ and $x_b$ the intervals that a moment falls into, the *ISI-distance* (2007) is the mean over
# time of $|x_a - x_b| / \max(x_a, x_b)$, so it compares local rates: a clock and the same clock 20
# ms late are at 0.
#
# The *SPIKE-distance* (2013) compares times. Between two spikes of a let $S_a$ run straight from how
# far the first is from its nearest in b to how far the second is, and $S_b$ likewise. The distance is
# the mean over time of $2\,(S_a x_b + S_b x_a)/(x_a + x_b)^2$. For the late clock, if it ticks every
# 100 ms, that's 0.2, a fifth of an interval. Both are 0 for equal trains, and below 1; unrelated
# trains by chance, of one rate, come to 0.5 and 0.29. Which pair do they find?

# %%
for name, (a, b) in pairs.items():
    isi, spike = isi_distance(a, b, 500), spike_distance(a, b, 500)
    print(f"{name}: ISI-distance {isi:.2f}, SPIKE-distance {spike:.2f}")

# %% [markdown]
# Both find the pair of one stimulus: it's at 0.17 and 0.09, and the next ones are at 0.33 and 0.23.
#
# Both need an interval at each moment. Before the first spike and after the last it's the way to the
# border, or the neighbouring interval if that is longer, and a train without spikes is one interval,
# as long as you listened. So silence isn't far from everybody: in 2 s it's
# at 0.96 and 0.46 from a train by chance at 20 Hz, but from a single spike at 10 of 100 ms only at
# 0.18 and 0.07, nearer than strangers are. Leave empty trains out, and say how many there were.
#
# *SPIKE-synchronization* (Kreuz and others 2015) counts partners: the share of spikes that have one
# nearer than half the shortest of the intervals beside the two. All three are in PySpike, as edits
# and tails are in Elephant.
#
# **A shift instead?** If you have no second trial, you could shift b in time and compare with that.
# Does it take the mood off? The question is hard, so sketch two waves.

# %%
predict("measuring_trains.half_a_swing", then=views.shift())

# %% [markdown]
# **Try it.** Pull the shift slowly to its end. What is found on the way? Then let 20 % come from a
# common source. Which shifts are right both times?
#
# <details><summary>What we see, and why</summary>
#
# | b shifted by | 50 ms | 100 ms | 150 ms | 200 ms |
# |---|--:|--:|--:|--:|
# | found, with nothing in common | 0.65 | 1.3 | 0.65 | 0 |
# | found, with 0.20 in common | 0.5 | 1.0 | 0.6 | 0.2 |
#
# That's from many draws; a single one is seldom off by more than 0.1. Only after a whole swing, or
# two, is the mood the same again while single spikes have parted. Any other shift gets one of the two
# wrong, and half a swing is worse than no control at all. A real mood isn't a clean swing, so we
# don't know when it will be the same again.
#
# </details>

# %% [markdown]
# The code that drew it:

# %%
views.shift.code()

# %% [markdown]
# **Made to order.** The trains with a slider k are called [gamma trains](glossary.md#gamma-train),
# after the distribution of their intervals. k = 1 is the
# [Poisson train](glossary.md#poisson-train), pure chance.

# %%
predict("measuring_trains.commonest_interval", then=views.intervals())

# %% [markdown]
# **Try** k = 1, 16 and 0.25, and a dead time, which is a pause after each spike.
#
# <details><summary>What we see, and why</summary>
#
# At k = 1 the histogram falls from its first bin, and 63 % of the intervals are shorter than the
# mean. At 16 there is a hump around the mean. You can't fire on every quarter of a click, but the
# formula works for any k above 0, and below 1 it gives bursts. An interval is the sum of k waits. If
# one has the mean $m$, its standard deviation is $m$ as well, because it comes by chance. The means
# add up to $k m$ and the variances to $k m^2$, so
#
# $$ CV = \frac{\sqrt k\, m}{k\, m} = \frac1{\sqrt k} $$
#
# $$ \text{with a dead time } d\text{:}\quad CV = \frac{1 - r\, d / 1000}{\sqrt k} $$
#
# where $r$ is the rate in Hz. The dead time, in ms, is the part of an interval that never varies.
#
# </details>
#
# Their intervals are independent of each other, which makes them
# [renewal trains](glossary.md#renewal-train).
#
# **When the rate drifts.** A neuron fires by chance at 10 Hz for a minute, and then at 50 Hz. Long
# intervals are mixed with short ones, so the CV says "burstier than chance" of a neuron which was
# nothing but chance all the time. CV2 (Holt and others 1996) compares only neighbouring intervals
# $I_i$, and isn't fooled:
#
# $$ CV2 = \text{mean of } \frac{2\,|I_{i+1} - I_i|}{I_{i+1} + I_i} $$
#
# Nor is *Lv*, three quarters of the mean of their squares (Shinomoto and others 2003). But a rate that
# changes within a few intervals fools both: our mood, which isn't bursty, brings CV2 to 1.1 and Lv to 1.2.

# %%
rng = np.random.default_rng(5)
slow, fast = gamma(10, 1, 60_000, rng), gamma(50, 1, 60_000, rng)
drifting = Spikes(np.concatenate([slow.times, 60_000 + fast.times]), duration=120_000)
print(f"CV {drifting.cv():.1f}, CV2 {drifting.cv2():.1f}, Lv {drifting.lv():.1f}")
print(f"F in 1 s {drifting.fano(1000):.0f}")

# %% [markdown]
# **Why F goes to the square of the CV** (Cox 1962). Take n intervals that are independent of each other, with
# mean $m$ and standard deviation $\sigma$. The n-th spike is early or late by about
# $\sqrt n\,\sigma$. If it's late by one whole interval, the window holds one spike fewer. So the count
# scatters by $\sqrt n\,\sigma/m$ spikes, and
#
# $$ F = \frac{(\sqrt n\,\sigma/m)^2}{n} = \frac{\sigma^2}{m^2} = CV^2 $$
#
# Nawrot and colleagues (2008) propose this as a test of recorded trains. Cortical cells in a dish, under
# steady input, passed it. Ours should as well, in ten minutes at 50 Hz and windows of 1 s.

# %%
rng = np.random.default_rng(8)
for k in (0.5, 1, 2, 4, 8):
    train = gamma(50, k, 600_000, rng)
    print(f"k = {k}: 1/k {1 / k:.3f}, CV squared {train.cv() ** 2:.3f}, F {train.fano(1000):.2f}")

# %% [markdown]
# ### Asked by readers
#
# #### Which measure?
#
# | you ask | take | beware of |
# |---|---|---|
# | How active is it? | a count, with its error | a rate that drifts |
# | How irregular is it? | CV2, or the CV | for the CV, a rate that drifts |
# | How much do counts vary? | Fano factor | short windows: it goes to 1 |
# | Does each spike have a partner? | edits | a q chosen on the result |
# | Would a synapse notice? | tails | a $\tau$ chosen on the result |
# | How alike, if the rate varies much? | SPIKE-distance | it can't say how precise spikes are |
# | Do two know of each other? | correlogram, less shuffled trials | a mood that differs from trial to trial |
#
# **Edits or tails?** With $\tau$ = 2/q they charge alike: twice $D^2$ also counts 1 for a lone spike
# and, because $1 - e^{-d/\tau}$ is nearly $d/\tau$, q for each ms of a short move. They part over a
# burst, whose tails add up, as a synapse adds them.
#
# **Five spikes against fifty: isn't that mere rate?** Most of it. At q = 0 edits count nothing else,
# and no q brings them below that: here they lie between 45 and 55. And silence is near: at q = 0.1
# per ms two unrelated trains of 40 spikes lie some 58 apart, in 2 s, and each 40 from silence. So whoever
# trains a neuron on a distance may get a silent one. Divide by both counts, and silence is always 1.
#
# **May I cluster trains by these distances?** Edits and tails are metrics: with q above 0 only
# equal trains are at 0, and no detour by a third train is shorter. The two without a scale are no
# metrics: the ISI-distance can be 0 between trains that differ, and if spikes are few the
# SPIKE-distance has shorter detours.
#
# **May I train a network on one?** On tails: every small shift of a spike moves $D^2$. That one
# comes or goes is a jump, so a surrogate helps ([lesson 13](13_down_the_slope.ipynb)), as in
# SuperSpike (Zenke and Ganguli 2018). A spike that comes d ms off is pulled by $e^{-d/\tau}/\tau$,
# hardly at all beyond a few $\tau$.
#
# **How do I compare many neurons at once?** Neuron by neuron, and add; merged trains lose who
# fired. Aronov and colleagues (2003) let a spike change its neuron at a price k: 0 merges, 2
# separates. How much N of them fire together, in one number: count in bins of, say, 5 ms, and
# divide the variance of the joint count by the sum of their own. It's 1 + (N − 1) times their mean
# correlation, if they are alike: 1 if unrelated, 3 for a hundred that correlate by 0.02, N if
# equal.
#
# #### Far, or only by chance?
#
# **It says 0, or that friends are strangers. What do I print first?** Of each train the count, the
# first and the last time, and beside them 2/q or $\tau$. In seconds our chip is 1.0 from the
# simulator rather than 5.1, because moves are nearly free. If answers to one stimulus lie farther
# apart than answers to two, look for one that comes late as a whole, and for a q so high that all are
# strangers.
#
# **My trains are 5.1 apart. Is that far?** Put each train's own intervals, the wait for its first
# spike among them, into a new order, and measure again: the counts and the intervals stay, and what
# the trains had to do with each other is gone. At 0.1 per ms our chip and simulator are 5.1 apart,
# and dealt anew typically 8.4, nine times of ten between 6 and 10.5. To compare pairs of unequal
# length, divide edits by both counts together, which leaves them between 0 and 1. With tails divide
# $D^2$ by half of both counts: unrelated trains by chance, of one rate, then come to 1 on average.
#
# **I have thirty answers to each of two stimuli. Do they differ?** Take the mean distance between
# answers to different stimuli, less that between answers to one. Then deal the labels out at
# random, a thousand times: how often is it as large? If k of n deals do as well, p is (k + 1)/(n +
# 1), because the true labels are one more deal that chance could have made. So with a thousand
# deals p is never below 1/1001. Three answers to each are too few: six answers can be parted into
# threes in only ten ways, so at least one deal in ten does as well. With two of our stimuli, at q =
# 0.1 and a jitter of 12 ms, and six answers to each, p was at most 0.05 in about half of the experiments;
# with ten answers to each, in eight experiments of ten, with thirty in all.
#
# **How many bits does a count tell of the stimulus?** Note how often each count came with each
# stimulus, and divide by the N answers. With these shares p, and $p_s$ and $p_n$ of stimulus and
# count alone, the *plug-in* estimate is the sum of $p \log_2 (p / (p_s\,p_n))$. It's too high,
# because chance alone makes the shares uneven. Counts of our four stimuli all have one distribution,
# so they tell nothing. Yet from six answers to each the estimate is some 0.6 bits on average, and
# from 25 to each 0.17. This *bias* is roughly (stimuli − 1)(different counts − 1)/(2 N ln 2), as
# Panzeri and others (2007) explain. Labels dealt anew show it, too.
#
# **Do the times tell more than the count?** Victor and Purpura put the table of stimulus played
# against stimulus found into the same sum, and took the q with the most bits. With our six answers
# each, at 4 ms of jitter, q = 0, which compares counts, leaves some 0.3 bits, as many as dealt
# labels; 0.1 per ms leaves nearly 1.9 of two, and dealt labels 0.36. It's all in the times.
# In the visual cortex of two monkeys they found 0.17 bits by times and 0.04 by counts, on average and
# with chance taken off.
#
# **How many coincidences come by chance?** Spikes of a, times the rate of b, times the window. Two
# neurons at 10 Hz in 10 s, within 5 ms to either side: 100 × 10 Hz × 10 ms makes 10, off by some 3.5.
# The *coincidence factor* Γ takes these off, and divides so that equal trains come to 1 and unrelated
# ones to 0 (Kistler and others 1997).
#
# #### When a peak deceives
#
# **When does shuffling the trials fail?** That control (Perkel and others 1967) fails if the mood changes
# from trial to trial. Say each trial makes both our neurons half as busy again or only half as busy:
# `shared` finds some 0.6, and nothing is in common. A slow drift harms less, because the next trial is
# nearly as busy. Count the spikes of a in each trial: such a mood brings their Fano factor to about 6;
# spikes in common leave it near 1.
#
# **I have one long recording and no trials. Is the peak real?** Move each spike of b by up to 25
# ms, at random, and count the pairs within 5 ms again, a hundred times. If none has as many, p is
# 1/101, the least that a hundred can say. In our trials a fifth of the spikes in common makes half
# as many pairs again as the moved trains have, and our mood alone some 3 % more. But that little
# beats all hundred moved trains in one recording of eight, so judge by how many more there are, not
# by p alone. Papers call the moved trains *surrogates*, and the moving *jittering*.
#
# **I looked at 201 bars and took the highest.** Then you made 201 tests, and one of so many is always
# lucky. With unrelated trains, 200 s at 20 Hz, the highest of 201 bars of 1 ms stands nearly three
# roots above chance on average, and its p, among the moved trains *at its lag*, is below 0.05
# practically every time. So compare it with the highest bar of each moved train, at whatever lag: then
# about one recording in twenty passes, as it should. Books speak of *multiple comparisons*.
#
# **Then how does one prove a synapse?** Make a fire by a current of your own, at moments drawn at random.
# No common source knows them, so what b does then is a's doing. In mice English and others (2017)
# drove single cells and so confirmed what correlograms had told.
#
# **A fifth of my spikes was missed, or two cells pass for one. What does it do?** Both bring
# chance. Spikes missed at random turn a CV of 0.3 into $\sqrt{0.8 × 0.3^2 + 0.2}$ = 0.52, two such
# cells under one name into 0.6. Of the pairs that two cells have in common $0.8^2$ are left, if
# both lose a fifth; as a share of one cell's spikes that's four fifths.
#
# **My correlogram has a hole instead of a peak.** To the right of 0 that may be inhibition, though
# it's no proof. At 0 it may be the recording: two spikes that overlap on one electrode are often
# taken for one (Bar-Gad and others 2001). Over trials of length $T$ every correlogram sinks towards its
# ends, by $|l|/T$ at a lag of $l$. A hole ends at zero, so where b fires rarely, and chance is low, it's
# hard to see.
#
# **How long must I record to see a peak?** A twentieth in common, within 5 ms, typically stands three
# roots above chance after 36 s at 20 Hz; half of that takes four times as long.
#
# **Why not simply correlate the two counts, bin by bin?** Then the bin is the time scale, and its
# edges part neighbours: in bins of 10 ms, 9 and 11 ms are strangers, 1 and 9 partners. With a fifth
# of the spikes in common, a jitter of 2 ms and a delay of 5 ms, the correlation is about 0 in bins
# of 1 ms, 0.1 in bins of 10 ms and about a fifth in bins of 100 ms. It also grows with the rate ([lesson
# 03](03_regular_or_by_chance.ipynb)). In repeated trials of one stimulus papers call it *noise
# correlation*.
#
# #### Rates, Fano factors and CVs
#
# **How does the rate run through a trial?** Count the spikes of all trials in each bin, and divide by
# the trials and the width. Papers call it a *PSTH*, for peristimulus time histogram. If $k$ is the
# mean of the counts over the bins, $v$ their variance and $\Delta$ the width, take the width with the
# least $(2k - v)/\Delta^2$ (Shimazaki and Shinomoto 2007). For our mood that's some 30 ms with 25
# trials, and 15 ms with 200. A bin that holds n spikes is off by $\sqrt{F n}$, with the F of
# trials, here 1: 15 spikes from 25 trials in 30 ms are 20 Hz, off by a quarter. A bell-shaped
# *kernel* on each spike has no edges; with a standard deviation of 0.28 widths it's as noisy as the
# bin. A standard deviation of 30 ms would leave our swing 64 % of its height.
#
# **My Fano factor is 3. Bursts, or a rate that drifts?** Make the window ten times as long. With
# bursts F levels off once a window holds many of them; with a drift slower than the window F − 1
# grows nearly tenfold, from 2 to 20.
#
# **How many spikes before I trust a CV?** For 25 intervals it's off by 14 to 17 % of itself, for 100
# by 7 % if they are regular and 9 % if they come by chance. Few intervals also make it too small, ten
# by about a tenth.
#
# **Thirty neurons with fifty trials each: what is my n?** Thirty, if you speak of neurons, because
# trials of one neuron share what is its own. We let the true CVs scatter by 0.1 around 0.5. Taken for
# 1,500 numbers, of 25 intervals each, they had a standard error of 0.003; but from one thirty to the
# next their mean moved by 0.018. So take each neuron's mean first, and the error from the thirty means.
# Else it's *pseudoreplication*. Nor is n the number of pairs: ten trains have
# 45 distances, and n is ten.

# %% [markdown]
# ## References
#
# - Aronov D, Reich DS, Mechler F, Victor JD (2003). Neural coding of spatial phase in V1 of the
#   macaque monkey. *J Neurophysiol* 89:3304-3327.
# - Bar-Gad I, Ritov Y, Vaadia E, Bergman H (2001). Failure in identification of overlapping spikes from
#   multiple neuron activity causes artificial correlations. *J Neurosci Methods* 107:1-13,
#   [doi:10.1016/S0165-0270(01)00339-9](https://doi.org/10.1016/S0165-0270%2801%2900339-9).
# - Cox DR (1962). *Renewal Theory*. Methuen, London.
# - English DF, McKenzie S, Evans T, Kim K, Yoon E, Buzsáki G (2017). Pyramidal cell-interneuron circuit
#   architecture and dynamics in hippocampal networks. *Neuron* 96:505-520.
# - Holt GR, Softky WR, Koch C, Douglas RJ (1996). Comparison of discharge variability in vitro and in
#   vivo in cat visual cortex neurons. *J Neurophysiol* 75:1806-1814,
#   [doi:10.1152/jn.1996.75.5.1806](https://doi.org/10.1152/jn.1996.75.5.1806).
# - Kistler WM, Gerstner W, van Hemmen JL (1997). Reduction of the Hodgkin-Huxley equations to a
#   single-variable threshold model. *Neural Comput* 9:1015-1045.
# - Kreuz T, Haas JS, Morelli A, Abarbanel HDI, Politi A (2007). Measuring spike train synchrony.
#   *J Neurosci Methods* 165:151-161.
# - Kreuz T, Chicharro D, Houghton C, Andrzejak RG, Mormann F (2013). Monitoring spike train
#   synchrony. *J Neurophysiol* 109:1457-1472.
# - Kreuz T, Mulansky M, Bozanic N (2015). SPIKY: a graphical user interface for monitoring spike
#   train synchrony. *J Neurophysiol* 113:3432-3445.
# - Nawrot MP, Boucsein C, Rodriguez Molina V, Riehle A, Aertsen A, Rotter S (2008). Measurement of
#   variability dynamics in cortical spike trains. *J Neurosci Methods* 169:374-390,
#   [doi:10.1016/j.jneumeth.2007.10.013](https://doi.org/10.1016/j.jneumeth.2007.10.013).
# - Panzeri S, Senatore R, Montemurro MA, Petersen RS (2007). Correcting for the sampling bias problem
#   in spike train information measures. *J Neurophysiol* 98:1064-1072,
#   [doi:10.1152/jn.00559.2007](https://doi.org/10.1152/jn.00559.2007).
# - Perkel DH, Gerstein GL, Moore GP (1967). Neuronal spike trains and stochastic point processes. II.
#   Simultaneous spike trains. *Biophys J* 7:419-440,
#   [doi:10.1016/S0006-3495(67)86597-4](https://doi.org/10.1016/S0006-3495%2867%2986597-4).
# - Shimazaki H, Shinomoto S (2007). A method for selecting the bin size of a time histogram. *Neural
#   Comput* 19:1503-1527, [doi:10.1162/neco.2007.19.6.1503](https://doi.org/10.1162/neco.2007.19.6.1503).
# - Shinomoto S, Shima K, Tanji J (2003). Differences in spiking patterns among cortical neurons.
#   *Neural Comput* 15:2823-2842.
# - van Rossum MCW (2001). A novel spike distance. *Neural Comput* 13:751-763,
#   [doi:10.1162/089976601300014321](https://doi.org/10.1162/089976601300014321).
# - Victor JD, Purpura KP (1996). Nature and precision of temporal coding in visual cortex: a
#   metric-space analysis. *J Neurophysiol* 76:1310-1326,
#   [doi:10.1152/jn.1996.76.2.1310](https://doi.org/10.1152/jn.1996.76.2.1310).
# - Zenke F, Ganguli S (2018). SuperSpike: supervised learning in multilayer spiking neural networks.
#   *Neural Comput* 30:1514-1541.
#
# Words of this lesson, in the [glossary](glossary.md): Victor-Purpura distance, van Rossum distance,
# cross-correlogram, trial, Fano factor, Poisson train, gamma train, renewal train, CV2.
#
# Next: [07 · STDP curves](07_stdp_curves.ipynb).
