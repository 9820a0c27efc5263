# %% [markdown]
# # 06 · Measuring spike trains
#
# **90 minutes**, and 5 more for what is optional · You need: intervals and CV from [lesson 03](03_regular_or_by_chance.ipynb), mean
# and variance.
#
# *How irregular is a spike train, how far apart are two, and do they know of each other?*
#
# You will be able to answer:
#
# - how regular is a train, by its intervals (CV) and by its counts (Fano factor), and why do the two
#   differ?
# - did two answers come from the same stimulus, and at which time scale do you ask?
# - what does a peak in a correlogram tell, and what does it not?
# - why can two tools give different numbers for the same thing?
#
# Who needs this? Whoever sorts recorded spikes, or must say whether a neuron tells two sounds apart,
# needs a distance; whoever runs a network on a chip and in a simulator, and gets two slightly
# different outputs, does too. And in deep learning with spikes the same tails that you compare below
# serve as a loss: the van Rossum distance can be trained by gradients.
#
# Run a cell with Shift+Enter (*Run > Run All Cells* runs them all).

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

# %%
import numpy as np

from snn_edu import Spikes, isi_distance, spike_distance
from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.measuring_trains import views as lesson
from snn_edu.live import explore, slider, toggle
from snn_edu.spikes.correlograms import cross_correlogram
from snn_edu.spikes.distances import filtered, van_rossum, victor_purpura
from snn_edu.spikes.stimuli import gamma

# %% [markdown]
# A spike train is a row of identical strokes. All it can say is *when*. So every measure of a train
# is a question about times, and the same train can look regular to one question and random to
# another.
#
# The trains below are made to measure. **k** makes them more regular or more bursty (how, you will
# see), and the **dead time** is a pause after each spike, in ms. k = 1 without dead time is pure
# chance. **Before you touch a slider:**

# %%
predict("measuring_trains.commonest_interval")


# %%
def intervals(rate, k, dead_time, seed):
    train = gamma(rate, k, 200_000, np.random.default_rng(seed), dead_time=dead_time)
    isi, edges = train.isi(), np.linspace(0, lesson.longest(rate), 61)
    share = 100 * np.histogram(isi, edges)[0] / isi.size / edges[1]  # % of intervals per ms
    t, early = np.linspace(0, edges[-1], 801)[1:], train.times[train.times < 10_000]
    return {
        "axes": lesson.interval_limits(rate, share),
        "spikes": (early % 1000, early // 1000),
        "isi": (share, edges),
        "closed_form": (t, 100 * lesson.density(t, rate, k, dead_time)),
        "mean": ([1000 / rate, 1000 / rate], [0, 200]),
        "text": f"{rate:g} Hz, k = {k:g}, dead time {dead_time:g} ms: {isi.size} intervals, mean "
        f"{isi.mean():.1f} ms, standard deviation {isi.std():.1f} ms, CV {train.cv():.2f}.",
    }


# %%
explore(
    intervals,
    lesson.draw_intervals,
    rate=slider("rate", 5, 80, start=20, step=5, unit="Hz"),
    k=slider("shape k", 0.25, 16, start=4, log=True),
    dead_time=slider("dead time", 0, 10, start=0, step=0.5, unit="ms"),
    seed=slider("noise seed", 1, 20, start=1, step=1, rare=True),
    size=(9.0, 3.4),
    tries={"chance": {"k": 1}, "a near-clock": {"k": 16}, "bursts": {"k": 0.25}},
)

# %% [markdown]
# Set k to 1: the histogram falls from its very first bin, and 63 % of the intervals (all but a share
# of 1 / e) are shorter than the mean. This is the [Poisson train](glossary.md#poisson-train), chance without a memory, and its
# [CV](glossary.md#coefficient-of-variation-cv), the standard deviation of the intervals over their
# mean, is 1. On the left it has clusters and holes that mean nothing.
#
# Raise k to 16: a hump around the mean, CV 0.25. Lower it to 0.25: bursts and long silences, CV 2.
# And at 80 Hz a dead time of 10 ms, an enforced pause after each spike, takes k = 1 down to 0.2.

# %% [markdown]
# ## Where k comes from
#
# Let chance tick k times faster than you want spikes, and fire at every k-th tick. An interval is
# then the sum of k independent waits. With $m$ the mean of one wait, in ms, the means add up to
# $k\, m$; and the *variances* add up to $k\, m^2$ (the CV of one wait is 1), so the
# standard deviation is only $\sqrt k\, m$. Their ratio:
#
# $$ CV = \frac{\sqrt{k}\; m}{k\; m} = \frac{1}{\sqrt{k}} \qquad\qquad
# \text{with a dead time } d\text{:}\quad CV = \frac{1 - r\, d / 1000}{\sqrt{k}} $$
#
# The dead time is the part of an interval that never varies: with the rate $r$ in Hz and $d$ in ms, a
# share $r\,d / 1000$ of the mean. Such a train is a [gamma train](glossary.md#gamma-train). k need not
# be whole: nobody fires at every quarter of a tick, but the gamma distribution of the intervals is
# there for every k > 0, and its CV is the same formula; below 1 it makes bursts. Intervals that are
# independent of each other, as these are, make a [renewal train](glossary.md#renewal-train).

# %%
rng = np.random.default_rng(5)
print("    k   dead time      CV    closed form")
for k, dead_time in ((1, 0), (4, 0), (16, 0), (0.25, 0), (1, 5), (4, 5)):
    cv = gamma(50, k, 2_000_000, rng, dead_time=dead_time).cv()  # 100,000 spikes
    formula = (1 - 50 * dead_time / 1000) / np.sqrt(k)
    print(f"{k:5}   {dead_time} ms       {cv:6.3f}    {formula:6.3f}")
    assert abs(cv / formula - 1) < 0.02

# %% [markdown]
# One warning. Suppose the rate drifts while you listen: a Poisson neuron at 10 Hz for a minute, then
# at 50 Hz. Long intervals are mixed with short ones, and the CV says "burstier than chance", of a
# neuron that was nothing but chance all the time. A measure that compares only *neighbouring*
# intervals $I_i$ is not fooled: CV2 (Holt et al. 1996) is 1 for a Poisson train, drifting or not.
#
# $$ CV2 = \text{mean of } \frac{2\,|I_{i+1} - I_i|}{I_{i+1} + I_i} $$

# %%
slow, fast = gamma(10, 1, 60_000, rng), gamma(50, 1, 60_000, rng)
drifting = Spikes(np.concatenate([slow.times, 60_000 + fast.times]), duration=120_000)
print(f"CV {drifting.cv():.1f}, CV2 {drifting.cv2():.1f}")
print(f"variance / mean of the counts in windows of 1 s: {drifting.fano(1000):.0f}")
assert round(drifting.fano(1000)) == 14  # drift spoils counts even more
assert drifting.cv() > 1.4
assert abs(drifting.cv2() - 1) < 0.05

# %% [markdown]
# ## Counting instead
#
# A neuron downstream does not compute a CV. It adds up what arrives within some window. So cut the
# train into windows, count, and compare the variance of the counts with their mean: the
# [Fano factor](glossary.md#fano-factor).
#
# $$ F = \frac{\mathrm{var}(\text{count})}{\mathrm{mean}(\text{count})} $$
#
# For a Poisson train F = 1. **Before you move the window:**

# %%
predict("measuring_trains.tiny_window")

# %%
explore(
    lesson.counts,
    lesson.draw_counts,
    window=slider("window", 1, 1000, start=100, unit="ms", log=True),
    k=slider("shape k", 0.25, 16, start=4, log=True),
    dead_time=slider("dead time", 0, 10, start=0, step=0.5, unit="ms"),
    seed=slider("noise seed", 1, 20, start=1, step=1, rare=True),
    size=(9.0, 3.8),
    tries={
        "a near-clock, 1000 ms": {"k": 16, "window": 1000},
        "through a keyhole": {"k": 16, "window": 1},
        "bursts": {"k": 0.25, "window": 1000},
    },
)

# %% [markdown]
# Set k = 16 and pull the window from 1000 ms down to 1 ms. F climbs from 0.07 to 0.96: through a
# keyhole of 1 ms, a near-clock is indistinguishable from chance. Only a window that holds several
# spikes can notice that they keep their distance. Then k = 0.25: F rises with the window, to almost
# 4, because a burst is only a burst if the window holds all of it.
#
# On the right every curve ends near the dashed line. In long windows of a renewal train, $F = CV^2$,
# and here is why. After $n$ intervals of mean $m$ and standard deviation $\sigma$, independent of each
# other, the $n$-th spike is early or late by $\sqrt n\,\sigma$. Being late by one $m$ means one spike less
# in the window. So the count scatters by $\sqrt n\,\sigma / m$, and
#
# $$ F = \frac{(\sqrt n\,\sigma / m)^2}{n} = \frac{\sigma^2}{m^2} = CV^2 $$
#
# ### Your turn: both measures
#
# Spike times in ms, and windows that fill the duration.


# %%
def cv_and_fano(times, window, duration):
    return ...  # two numbers: the CV, the Fano factor


check("measuring_trains.cv_and_fano", cv_and_fano)


# %%
solution("measuring_trains.cv_and_fano")

# %% [markdown]
# With yours, ten minutes at 40 Hz and k = 4, in windows of 1 s: is F near CV squared?

# %%
train = gamma(40, 4, 600_000, np.random.default_rng(3))
mine = check("measuring_trains.cv_and_fano", cv_and_fano)
CV, F = cv_and_fano(train.times, 1000, 600_000) if mine else (train.cv(), train.fano(1000))
print(f"CV squared {CV**2:.2f}, F {F:.2f}", "" if mine else "(by the library: write yours above)")
assert abs(CV**2 - 0.25) < 0.01
assert abs(F - 0.25) < 0.05  # 600 windows: a standard error of 6 %

# %% [markdown]
# ## How far apart are two trains? Count the edits
#
# Show a neuron the same stimulus twice. How similar are its answers? Victor and Purpura (1996)
# count what it takes to edit one into the other. Deleting a spike costs 1, inserting one costs 1,
# moving one costs **q** for each millisecond. The cheapest set of edits is the
# [Victor-Purpura distance](glossary.md#victor-purpura-distance). You choose q, in 1/ms, and with it
# which time differences matter. **Before you look:**

# %%
predict("measuring_trains.one_move")

# %%
explore(
    lesson.editing,
    lesson.draw_editing,
    cost=slider("cost of moving q", 0, 1, start=0.1, step=0.01, unit="1/ms"),
    jitter=slider("jitter of train b", 0, 20, start=5, step=0.5, unit="ms"),
    seed=slider("noise seed", 1, 20, start=2, step=1, rare=True),
    size=(9.0, 3.4),
    tries={"moves are free": {"cost": 0}, "no move pays": {"cost": 1}},
)

# %% [markdown]
# Here b is a with a few changes: two spikes lost, one added, every third at exactly the same time,
# the others jittered. Raise q from 0 to 1. One green line after another snaps: as soon as a move is
# longer than 2 / q, delete and insert are cheaper. (At 1 / q a move costs half of that. People quote
# 1 / q as the precision they ask for; the border itself is 2 / q.)
#
# At q = 0 moves are free, and the distance is 1: b has one spike less. Far to the right only spikes
# at the very same time are spared. Between these two ends lies the question you put to the data.

# %% [markdown]
# ### The cheapest edits (optional)
#
# How does one find the cheapest among so many sets of edits? One spike at a time. Let $G_{ij}$ be
# the distance of the first $i$ spikes of a from the first $j$ of b. The last edit was one of three:
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


a, b = lesson.heard_twice(5.0, 2)
for q in (0.0, 0.1, 1.0):
    print(f"q = {q} per ms: {edit_distance(a, b, q):5.2f}")
    assert np.isclose(edit_distance(a, b, q), victor_purpura(a, b, q))

# %% [markdown]
# ### Your turn: both ends
#
# For any two lists of spike times, what is the distance when moving is free, and what when no move
# is worth its price? Return the two numbers. No table needed.


# %%
def edit_limits(a, b):
    return ...  # two numbers: when moving is free, when no move is worth its price


check("measuring_trains.edit_limits", edit_limits)


# %%
solution("measuring_trains.edit_limits")

# %% [markdown]
# ## Or compare what they leave behind
#
# Van Rossum (2001) asked what a synapse would feel. Give each spike a tail that decays with **$\tau$**
# (ms), add up the tails of train a to $f$ and those of b to $g$, and compare the two curves:
#
# $$ f(t) = \sum_{t_i \le t} e^{-(t - t_i)/\tau} \qquad\qquad
# D^2 = \frac1\tau \int_0^\infty \left( f(t) - g(t) \right)^2 dt $$
#
# This is the [van Rossum distance](glossary.md#van-rossum-distance), and $\tau$ is its precision, as
# 1 / q was before. **Before you move it:**

# %%
predict("measuring_trains.long_tau")

# %%
explore(
    lesson.filtering,
    lesson.draw_filtering,
    tau=slider("tail τ", 0.3, 3000, start=15, unit="ms", log=True),
    jitter=slider("jitter of train b", 0, 20, start=5, step=0.5, unit="ms"),
    seed=slider("noise seed", 1, 20, start=2, step=1, rare=True),
    size=(9.0, 3.8),
    tries={"long tails": {"tau": 3000}, "short tails, no jitter": {"tau": 0.3, "jitter": 0}},
)

# %% [markdown]
# The same two trains as before. With the shortest tails each spike that has no exact partner counts
# for itself, 1/2 in $D^2$; with the longest, f and g are staircases, and only the two counts are
# left. Set the jitter to 0: of the spikes only the two lost and the one added still differ, and the
# left end of the curve falls to $\sqrt{3/2} = 1.22$.
#
# Why the $1/\tau$ in front? Without it longer tails would make everything further apart. With it, one
# lone spike is at distance $\sqrt{1/2} = 0.71$ from silence, at any $\tau$. Hold on to that number.

# %% [markdown]
# ### Your turn: no integral
#
# Multiply out: $(f - g)^2 = f^2 - 2 f g + g^2$, and each of the three is a sum over pairs of tails. Two
# tails that begin at $s$ and $u$ share the area
#
# $$ \int e^{-(t - s)/\tau}\, e^{-(t - u)/\tau}\, dt = \frac\tau2\, e^{-|s - u|/\tau} $$
#
# (from the later spike on: there one tail is at 1, the other at $e^{-|s - u|/\tau}$, and the product
# decays with $\tau/2$). Each spike also pairs with itself.


# %%
def by_pairs(a, b, tau):
    return ...  # D, for two arrays of spike times and a tau, in ms


check("measuring_trains.by_pairs", by_pairs)

# %%
solution("measuring_trains.by_pairs")

# %% [markdown]
# ## The same distance, two numbers
#
# Elephant, a respected toolbox for the analysis of spike trains, gives a lone spike the distance 1.
# It takes $2/\tau$ where we and the paper take $1/\tau$, so its numbers are $\sqrt 2$ times ours.
# Neither is wrong. But a threshold copied from the one to the other is. Below, both norms on two trains
# of eight spikes, the integral by small steps; elephant 1.2.1 itself says 2.958365.

# %%
a = np.array([10.0, 52.3, 130.1, 260.0, 261.5, 400.2, 777.7, 901.0])  # ms
b = np.array([12.0, 50.0, 135.0, 258.8, 402.0, 600.0, 770.0, 905.5])
tau, dt = 5.0, 0.001
t = np.arange(0, 1000, dt) + dt / 2
area = np.sum((filtered(a, tau, t) - filtered(b, tau, t)) ** 2) * dt
ours, theirs = np.sqrt(area / tau), np.sqrt(2 * area / tau)
print(f"1 / tau: {ours:.4f}, 2 / tau: {theirs:.4f}. A lone spike: {van_rossum([100], [], tau):.3f}")
assert np.isclose(ours, van_rossum(a, b, tau), rtol=1e-6)
assert np.isclose(theirs, 2.958365, rtol=1e-6)

# %% [markdown]
# CV and Fano factor have such a trap too: divide the variance by n, or by n - 1? We divide by n, as
# elephant does. With eight intervals the two CVs differ by 7 %, and with eight windows the two Fano
# factors by 14 %, for a variance is a square; with thousands nobody notices.

# %% [markdown]
# ## Decide: which two answers belong together?
#
# Three pairs of answers, half a second each. In one pair a neuron has heard the *same* stimulus
# twice; in the other two it has heard two different ones. Nobody has labelled them. Your eye has a
# guess. Find a cost at which the distance says it, and one at which it says something else.

# %%
pairs = lesson.three_pairs()  # by name: two arrays of spike times, in ms
lesson.draw_pairs()

# %%
my_pair, my_q = None, None  # "A", "B" or "C", and the cost in 1/ms at which you see it

check("measuring_trains.which_pair", None if my_pair is None else (my_pair, my_q))

# %%
solution("measuring_trains.which_pair")

# %% [markdown]
# Defend your cost in one sentence: how late may a spike be and still be the same? A cost that is not
# defended finds whatever one likes: at q = 0 two of these pairs are at distance 0.
#
# With tails the same choice is called $\tau$. Find one that shows it, and one that is wrong.

# %%
my_taus = None, None  # in ms: finds the pair, misses it

check("measuring_trains.which_tau", my_taus)

# %%
solution("measuring_trains.which_tau")

# %% [markdown]
# ### Without a scale (optional)
#
# Kreuz and colleagues propose distances that take their scale from the trains'
# own intervals. With $x_a$, $x_b$ the intervals that moment t falls into, the *ISI-distance* (2007) is
# the mean over time of $|x_a - x_b| / \max(x_a, x_b)$: it compares local rates. The *SPIKE-distance*
# (2013) compares how far the nearest spikes of the other train are, relative to these intervals. Both
# are 0 for equal trains, and below 1.

# %%
for name, (a, b) in pairs.items():
    isi, spike = isi_distance(a, b, 500), spike_distance(a, b, 500)
    print(f"{name}: ISI-distance {isi:.2f}, SPIKE-distance {spike:.2f}")

# %% [markdown]
# ## Do they know of each other?
#
# Two trains are recorded at once. Take every spike of a and note how much later, or earlier, every
# spike of b comes: the lag $t_b - t_a$. The histogram of all lags is the
# [cross-correlogram](glossary.md#cross-correlogram). Unrelated trains give a flat one: around a spike
# of a, b fires at its own rate. **Before you look:**

# %%
predict("measuring_trains.common_source")

# %%
predict("measuring_trains.shared_mood")

# %%
explore(
    lesson.correlating,
    lesson.draw_correlating,
    share=slider("spikes from a common source", 0, 100, start=5, step=5, unit="%"),
    delay=slider("delay of b", -20, 20, start=0, step=1, unit="ms"),
    jitter=slider("jitter of b", 0, 10, start=10, step=0.5, unit="ms"),
    swing=toggle("both rates swing at 5 Hz"),
    seed=slider("noise seed", 1, 20, start=2, step=1, rare=True),
    size=(9.0, 3.4),
    tries={
        "a common source": {"share": 20, "jitter": 2},
        "a longer path to b": {"share": 20, "delay": 5, "jitter": 2},
        "a shared mood": {"share": 0, "swing": True, "jitter": 2},
    },
)

# %% [markdown]
# Press **a common source**: a peak at lag 0. Set the delay to 5 ms, and the peak moves to +5: *b
# follows a*. It looks like a synapse from a to b.
# But you know that there is none, only a source whose spikes take longer to reach b. From these two
# trains nobody can tell the two apart.
#
# Now press **a shared mood**: share 0, and the rates swing. There is a hump again, a broad one, and the
# caption counts 0.55 spikes of b above chance. There is not one spike in common: both are merely
# active at the same times, and "chance" was computed as if the rates stood still. A narrow peak says that single spikes
# belong together; a broad one may mean no more than a shared mood.

# %% [markdown]
# A peak has an *area*. Add up what rises above chance, and you get spikes of b per spike of a that
# would not be there otherwise. While the rates are steady, that is the share of the common source.
# Jitter makes the peak lower and wider, and leaves the area alone.

# %%
for share, jitter in ((0.0, 2.0), (0.2, 0.0), (0.2, 2.0), (0.2, 10.0)):
    a, b, _ = lesson.two_trains(share, 5.0, jitter, False, np.random.default_rng(11))
    lags = cross_correlogram(a, b, bin=1, window=50)
    area = np.sum(lags.rate() - b.rate()) * lags.bin / 1000  # spikes of b per spike of a
    print(f"share {share:.1f}, jitter {jitter:4.1f} ms: peak {lags.rate().max():3.0f} Hz, ", end="")
    print(f"area {area:.2f}")
    assert abs(area - share) < 0.06  # luck alone: 101 bins of 80 +- 9 pairs, over 4000 spikes

# %% [markdown]
# **Refuted.** How do you catch a shared mood? Shift b by one swing, 200 ms. The mood is the same
# there, and single spikes cannot belong together any more. What is left of the area above *this*
# chance is due to common spikes:

# %%
for share in (0.0, 0.2):
    a, b, _ = lesson.two_trains(share, 0.0, 2.0, True, np.random.default_rng(2))
    later = Spikes(np.sort((b.times + 200) % 200_000), duration=200_000)
    here, there = (cross_correlogram(a, one, bin=1, window=50).rate() for one in (b, later))
    print(f"share {share}: area over steady chance {np.sum(here - 20) / 1000:.2f}, ", end="")
    print(f"over b one swing later {np.sum(here - there) / 1000:.2f}")
    assert np.sum(here - 20) / 1000 > 0.5
    assert abs(np.sum(here - there) / 1000 - share) < 0.06

# %% [markdown]
# ## Paper check
#
# **$F = CV^2$.** Nawrot and colleagues (2008) propose it as a test of recorded trains: is there more
# to them than a renewal train? Cortical cells in a dish, under steady input, passed it. Ours should
# pass as well: ten minutes at 50 Hz, in windows of 1 s. And $CV^2 = 1/k$ to within the luck of
# 30,000 intervals.

# %%
rng = np.random.default_rng(8)
for k in (0.5, 1, 2, 4, 8):
    train = gamma(50, k, 600_000, rng)
    F, CV = train.fano(1000), train.cv()
    print(f"k = {k:3}: 1/k = {1 / k:5.3f}, CV squared {CV**2:5.3f}, Fano factor {F:4.2f}")
    assert abs(CV**2 * k - 1) < 0.05
    assert abs(F * k - 1) < 0.2  # 600 windows: a standard error of sqrt(2 / 600) = 6 %

# %% [markdown]
# **Both ends of both distances**, exactly, for a thousand pairs of trains whose spikes sit on whole
# milliseconds, so that some coincide.

# %%
rng = np.random.default_rng(6)
solved = check("measuring_trains.edit_limits", edit_limits)
for _ in range(1000 if solved else 0):
    a, b = (np.flatnonzero(rng.random(300) < 0.05).astype(float) for _ in range(2))
    counts, unshared = edit_limits(a, b)
    assert victor_purpura(a, b, 0.0) == counts
    assert victor_purpura(a, b, 2.0) == unshared  # at 2 per ms even 1 ms is not worth moving
    assert np.isclose(van_rossum(a, b, 0.01), np.sqrt(unshared / 2))
    assert np.isclose(van_rossum(a, b, 1e12), counts / np.sqrt(2), atol=1e-3)
if solved:
    print("1000 pairs: the difference of the counts at one end, all unshared spikes at the other")
else:
    print("This cell tries your `edit_limits` on 1000 pairs: write it above, then run this again.")

# %% [markdown]
# ## Key points
#
# - CV asks the intervals, the Fano factor asks the counts. A Poisson train has 1 for both; a gamma
#   train has $CV = 1/\sqrt k$ and, in long windows, $F = 1/k$.
# - Where hardly any window holds two spikes, every train has F near 1. (Bursts, k = 0.25, put two
#   into even 1 ms: 1.7.)
# - A drifting rate inflates the CV: 10 and 50 Hz mixed give 1.6. CV2 stays at 1.
# - Every distance has a time scale, and it is yours to choose. Victor-Purpura: a move longer than
#   2 / q does not pay. Van Rossum: $\tau$. One end compares counts, the other coincidences.
# - Say which norm. A lone spike is at van Rossum distance 0.71 here and in the paper, 1 in elephant.
# - A peak in the correlogram says *related*, never *causes*. Under steady rates its area is the
#   share of common spikes; when rates swing together, compare with a train that is shifted.
# - Whether two answers are the same has no answer before you say how late a spike may be. A model
#   trained on spike times makes that choice in its loss, whether its author knows it or not.

# %% [markdown]
# ## Quiz

# %%
quiz("measuring_trains")

# %% [markdown]
# ## References
#
# - Cox DR (1962). *Renewal Theory*. Methuen, London.
# - Holt GR, Softky WR, Koch C, Douglas RJ (1996). Comparison of discharge variability in vitro and in
#   vivo in cat visual cortex neurons. *J Neurophysiol* 75:1806-1814,
#   [doi:10.1152/jn.1996.75.5.1806](https://doi.org/10.1152/jn.1996.75.5.1806).
# - Kreuz T, Haas JS, Morelli A, Abarbanel HDI, Politi A (2007). Measuring spike train synchrony.
#   *J Neurosci Methods* 165:151-161.
# - Kreuz T, Chicharro D, Houghton C, Andrzejak RG, Mormann F (2013). Monitoring spike train
#   synchrony. *J Neurophysiol* 109:1457-1472.
# - Nawrot MP, Boucsein C, Rodriguez Molina V, Riehle A, Aertsen A, Rotter S (2008). Measurement of
#   variability dynamics in cortical spike trains. *J Neurosci Methods* 169:374-390,
#   [doi:10.1016/j.jneumeth.2007.10.013](https://doi.org/10.1016/j.jneumeth.2007.10.013).
# - Perkel DH, Gerstein GL, Moore GP (1967). Neuronal spike trains and stochastic point processes. II.
#   Simultaneous spike trains. *Biophys J* 7:419-440,
#   [doi:10.1016/S0006-3495(67)86597-4](https://doi.org/10.1016/S0006-3495%2867%2986597-4).
# - van Rossum MCW (2001). A novel spike distance. *Neural Comput* 13:751-763,
#   [doi:10.1162/089976601300014321](https://doi.org/10.1162/089976601300014321).
# - Victor JD, Purpura KP (1996). Nature and precision of temporal coding in visual cortex: a
#   metric-space analysis. *J Neurophysiol* 76:1310-1326,
#   [doi:10.1152/jn.1996.76.2.1310](https://doi.org/10.1152/jn.1996.76.2.1310).
#
# Words of this lesson, in the [glossary](glossary.md): Poisson train, gamma train, renewal train,
# Fano factor, Victor-Purpura distance, van Rossum distance, cross-correlogram.
#
# Next: [07 · STDP curves](07_stdp_curves.ipynb). A synapse, too, looks at the lags between two
# trains, and changes its weight by what it sees.
