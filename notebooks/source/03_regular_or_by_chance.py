# %% [markdown]
# # 03 · Regular, or by chance
#
# **55 minutes** · You need [lesson 02](02_neuron_that_fires.ipynb), and what a standard deviation
# is.
#
# *What makes an irregular neuron fire?*
#
# By the end you can put noise into your own neuron. You can say what noise does to the f-I curve,
# and why. And from the spikes of a neuron like ours you can tell whether it would fall silent without
# its noise.

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

import numpy as np

from snn_edu import LIF, explore, siegert, simulate
from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.regular_or_by_chance import recordings, views
from snn_edu.spikes import white_noise

# %% [markdown]
# Lesson 02 ended with a hint: a current that swings can make spikes which its mean could not. Now
# take two neurons. Both fire about 14 times a second. What comes next is behind a curtain. Pull
# the green mark in each row to where you expect the next spike, then lift the curtain.

# %%
views.curtain()

# %% [markdown]
# The upper neuron is the one you know. It gets a steady current and ticks like a clock: two
# spikes tell you all others. But most cells in the cortex of an awake animal are at least as irregular as
# the lower row. What makes such a cell fire? An electrode beside it hears its spikes and nothing of its
# input. Yet by the end you'll know something about that input.

# %% [markdown]
# ## A current that nobody can predict
#
# In a living brain thousands of other cells push a neuron up and down, each in its own time. To
# imitate that, we give our neuron a current of two parts: a **mean**, which stays the same, and a
# random push, drawn afresh in every time step, so that one push says nothing about the next. Such
# pushes are called **[white noise](glossary.md#white-noise)**.
#
# We measure noise by what it does to v. Without a threshold v strays around its goal $v_\infty$,
# and how far it strays is a standard deviation, in mV. By custom the strength of the noise,
# $\sigma$, is $\sqrt2$ times that number, so noise of $\sigma$ = 4 mV makes v stray by 2.8 mV.
# You'll soon see what the $\sqrt2$ is good for. The neuron is that of lesson 02:
#
# | $v_{rest}$, $v_{reset}$ | $v_{threshold}$ | $R_m$ | $\tau_m$ | $t_{ref}$ | rheobase |
# |--:|--:|--:|--:|--:|--:|
# | −65 mV | −50 mV | 10 MΩ | 20 ms | 2 ms | 1.5 nA |

# %%
predict("regular_or_by_chance.noise_below", then=views.noise())

# %% [markdown]
# **Try it.** Take $\sigma$ slowly down to 0, once at a mean of 1.3 nA and once at 2 nA.
#
# At the weaker mean the spikes thin out until there are none. At the stronger one they stay and
# become regular, because there the mean alone takes v to the threshold. Below the rheobase noise
# *makes* the spikes; above it noise only disturbs them.

# %% [markdown]
# ## How large is one push?
#
# Your loop takes any current, but the size of a push depends on the time step. A program that forgets
# this changes its noise whenever you change dt.
#
# A push lasts for only one step, so v never follows a single one. It follows an average of the
# pushes over the last $2\tau_m$ or so, because what came earlier has leaked away. At dt = 0.1 ms
# that's 400 pushes, most of which cancel. The average of $n$ random pushes is as large as one push
# divided by $\sqrt n$, here a twentieth. Go backwards, from the straying we want to the push it takes:
#
# | | at $\sigma$ = 4 mV |
# |---|--:|
# | v is to stray by $\sigma/\sqrt2$ | 2.83 mV |
# | divided by $R_m$, the average of 400 pushes | 0.283 nA |
# | times $\sqrt{400}$ = 20, a single push | 5.66 nA |
#
# Each push is more than four times the mean of 1.3 nA, yet v only trembles.

# %% [markdown]
# ### Your turn: a noisy current
#
# Put the three lines of the table into code, for any neuron and any step. `rng.standard_normal(steps)`
# hands you that many random numbers, with mean 0 and standard deviation 1.

# %%
def my_current(mean, sigma, steps, dt, lif, rng):
    push = ...  # how large is one push, in nA? sigma is in mV, dt in ms
    return ...  # an array, one current a step, with this mean (nA) and such pushes


check("regular_or_by_chance.current", my_current)

# %%
solution("regular_or_by_chance.current")

# %% [markdown]
# The two roots of 2 cancel, which is what the custom is good for:
#
# $$ \text{push} = \frac{\sigma}{R_m} \sqrt{\frac{\tau_m}{dt}} $$
#
# At a finer step, or with a slower leak, more pushes share in the average, so each has to be larger.
# In the library this is `lif.noise_sd(sigma, dt)`. Shake your own neuron:

# %%
from snn_edu.lessons.neuron_that_fires import my_neuron  # better: paste your own over this line

views.your_noise(my_current, my_neuron)

# %% [markdown]
# With the noise at 10 mV it still fires nearly ten times a second at 0.5 nA, the weakest mean here,
# although the goal lies 10 mV below the threshold. How much of that is chance? We need a number.

# %% [markdown]
# ## How irregular is a train?
#
# Take the intervals between spikes. Their standard deviation says how much they scatter, and their
# mean how long they are. The first divided by the second is the
# **[coefficient of variation](glossary.md#coefficient-of-variation-cv)**, or CV. It has no unit, so it
# lets us compare a fast neuron with a slow one:
#
# | three intervals | mean | standard deviation | CV |
# |---|--:|--:|--:|
# | 50, 50, 50 ms | 50 ms | 0 ms | 0 |
# | 40, 60, 50 ms | 50 ms | 8.2 ms | 0.16 |
# | 10, 20, 120 ms | 50 ms | 49.7 ms | 0.99 |
#
# A clock has a CV of 0. Spikes that come by pure chance, such as the clicks of a Geiger counter, have a
# CV of 1: their intervals scatter by as much as they are long. Bursts with long gaps between them
# go above 1.
#
# ### Your turn: a CV


# %%
def my_cv(times):
    return ...  # from the times of the spikes, in ms


check("regular_or_by_chance.cv", my_cv)

# %%
solution("regular_or_by_chance.cv")

# %%
predict("regular_or_by_chance.weaker", then=views.intervals(my_cv))

# %% [markdown]
# On the right are the intervals, each divided by their mean, and the dotted curve is
# pure chance. At 1 mV the two differ little. At 4 mV the short intervals are
# missing: pure chance would make 18 % of them shorter than a fifth of the mean, and here there is
# hardly one.

# %% [markdown]
# ## A climb and a wait
#
# Look inside one interval at 4 mV. A spike has just thrown v down to its reset, 15 mV below the
# threshold. No run of luck bridges that, so v has to climb. For the first 20 ms hardly anything can
# happen: the climb is much the same each time. Then v comes into reach, 2 mV below the threshold,
# where the pushes make it stray by 2.8 mV. From some 40 ms on all is luck. In the next ten
# milliseconds the neuron has a chance of some 20 % to fire. If it misses that, it has about the
# same chance in the ten after. How long it has waited doesn't matter, because v forgets: what
# pushed it two $\tau_m$ ago has leaked away. No spike is overdue.
#
# An interval, then, is made of a climb and a wait. Here the climb takes some 30 ms and the wait some 40
# on average. The climb hardly scatters. A wait in which each moment is as good as any other is
# pure chance, and scatters by as much as it is long. So nearly all the scatter is the wait's, and the
# CV says how much of an interval is waiting: 40 ms out of 70, or 0.57.
#
# Now weaken the noise to 1 mV. Luck becomes rare: the neuron waits for more than a second. Nearly
# all of such an interval is waiting, which is why *less* noise made the train *more* irregular. Or
# raise the mean well above the rheobase and keep the noise small. Then the climb itself leads
# through the threshold, and there is no wait at all. Noise only makes the climb a little longer or
# shorter; the clock shows through.
#
# Below the rheobase, then, a CV doesn't tell how strong the noise is. It tells how much of the
# time the neuron has been waiting for luck.
#
# Is a spike never overdue? Ask your own current. The picture shows how likely a spike is in the next
# 10 ms, after each length of silence.

# %%
lif = LIF()


def overdue(mean=1.3, noise=4.0, seed=1):
    rng = np.random.default_rng(seed)
    current = my_current(mean, noise, 200_000, 0.5, lif, rng)  # yours: 100 s in steps of 0.5 ms
    if np.shape(current) != (200_000,):  # until yours has a value for each step, the library's
        current = white_noise(mean, lif.noise_sd(noise, 0.5), 100_000.0, 0.5, rng)
    gaps = np.diff(simulate(lif, current, 0.5).spikes.times)
    if gaps.size == 0:  # silent all the time, as with pushes that are far too small
        return [0], [0]
    waited = np.arange(0, np.quantile(gaps, 0.95), 10)  # ms
    return waited, [100 * np.mean(gaps[gaps > t] <= t + 10) for t in waited]


# %%
labels = "silent for (ms)", "fires in the next 10 ms (%)"
explore(overdue, mean=(1.2, 2.5), noise=(2.0, 10.0), seed=(1, 20), labels=labels)

# %% [markdown]
# The curve goes up while v climbs, and then it is flat. Now take 2 nA and 2 mV. The longer the
# silence, the surer is a spike: there it *can* be overdue.

# %% [markdown]
# ## What does noise do to the f-I curve?
#
# Without noise that curve is zero up to the rheobase, and then it rises like a wall. A little below
# it, you saw, a noise of 4 mV lifts it from zero to about 14 Hz.

# %%
predict("regular_or_by_chance.far_above", then=views.fi_noise(my_current, my_neuron))

# %% [markdown]
# The blue line is theory, and the dots are your own neuron. (Most of them lie a little low; *The
# barrier* says why.)
#
# The curves are furthest apart at the rheobase: without noise the neuron is silent there, with
# noise it fires 21 times a second. Far above the rheobase they meet: at 3 nA 63 Hz without noise,
# 64 with it. Why? Where there would be no spikes anyway, a push down has none to take away, while
# a push up may bring one. Far above the corner both sides count, and what one wins the other
# loses.
#
# For a neuron this can be a gift. Without noise it is silent at every weak current. With noise of 8 mV
# it fires four times as fast at 1.4 nA as at 0.5 nA.

# %% [markdown]
# ## Would it fall silent?
#
# You record two neurons like ours, and all you get is their spikes. Then their noise is switched
# off. A neuron which falls silent now was [noise-driven](glossary.md#noise-driven-firing), in books
# **fluctuation-driven**. One which goes on is **mean-driven**. At 1.3 nA, for example, our neuron is
# noise-driven, because that mean is below the rheobase.

# %%
predict("regular_or_by_chance.which_silent", then=views.plane())

# %% [markdown]
# Each point of the plane is a train, and each line joins the trains of one mean, in nA. **Try it.**
# Put the diamond on 20 Hz and pull it straight up. The mean falls and $\sigma$ grows. At the same
# rate, a more irregular train waits more: it owes less to the mean and more to the noise. Where you
# cross the thick line, the mean passes the rheobase, and from there on *noise off* means silence.
# That line is the border:
#
# | rate | 10 Hz | 20 Hz | 30 Hz | 40 Hz | 50 Hz |
# |---|--:|--:|--:|--:|--:|
# | CV at the border | 0.22 | 0.44 | 0.63 | 0.79 | 0.92 |
#
# It rises because strong noise makes a neuron both faster and less regular. Another $\tau_m$
# would put it elsewhere.

# %% [markdown]
# ### Your turn: mean or noise?
#
# Here are four neurons like ours, recorded for 20 s. Say of each whether its `"mean"` drives it
# or its `"noise"`.

# %%
for name, times in recordings().items():  # spike times in ms
    rate, cv = "not done yet", "not done yet"  # in Hz; without a unit
    print(f"{name}: rate {rate}, CV {cv}")
my_drivers = {"A": None, "B": None, "C": None, "D": None}

check("regular_or_by_chance.drivers", my_drivers)

# %%
solution("regular_or_by_chance.drivers")

# %% [markdown]
# You've judged a current that you never saw. Can you be fooled? Here is a train of 30 Hz with a CV
# of 1, and no die was thrown to make it.

# %%
def swinging(ms=600, mean=2.0, swing=1.0, period=200.0):
    t = np.arange(0, ms, 0.1)
    return simulate(lif, mean + swing * np.sin(2 * np.pi * t / period), dt=0.1)


train = swinging(20_000).spikes  # 20 s of it
print(f"{train.rate():.0f} Hz, CV {train.cv():.2f}")
explore(swinging, mean=(1.0, 3.0), swing=(0.0, 1.5), period=(50.0, 1000.0))

# %% [markdown]
# By the plane it's noise-driven; in truth its mean is above the rheobase. The border holds only
# while the mean holds still. Strong noise that changes slowly fools it as this swing does. And the
# CV doesn't see the order of the intervals. Here the short ones come in bunches, while under white
# noise an interval says nothing about the next.
#
# We asked what makes an irregular neuron fire. If its mean is too weak, a lucky run of pushes does;
# otherwise the mean does, and noise only disturbs the beat. Rate and CV together tell which, for a
# known neuron with a steady mean. In awake monkeys' visual cortex Softky and Koch (1993) found a CV
# close to 1 in nearly all nonbursting cells. If such a cell is like ours, gets a steady mean and fires
# at 30 Hz, it lives by its noise. But where would noise come from? All that arrives at a neuron is
# spikes of others. What does one of them do? [Lesson 04](04_what_a_spike_does.ipynb) sends it.
#
# **In the books**, search for *white noise* (or *diffusion approximation*), *Ornstein-Uhlenbeck
# process* (v without a threshold), *coefficient of variation*, *fluctuation-driven* and *mean-driven*
# firing, *first passage time* and *hazard* (the chance of a spike now).

# %% [markdown]
# ## Key points
#
# - White noise is a fresh random push in every step. $\sigma$ says what the pushes do to v, which strays
#   by $\sigma/\sqrt2$. A finer step needs larger pushes.
# - The CV is the standard deviation of the intervals divided by their mean: 0 for a clock, 1 for pure
#   chance.
# - Below the rheobase an interval is a climb and a wait for luck, and the CV is about the share of the wait.
# - Noise raises the rate most near the rheobase, and hardly at all far above it.
# - Firing that stops without noise is noise-driven. To see it you need the rate
#   *and* the CV, and a mean that holds still.

# %% [markdown]
# ## Quiz

# %%
quiz("regular_or_by_chance")

# %% [markdown]
# ## Go deeper
#
# None of this is needed later.
#
# **How a picture is made.** Here are the view and the drawing of the f-I curve under noise.

# %%
views.fi_noise.code()

# %% [markdown]
# **Siegert's formula.** The blue line behind your dots is an integral. Siegert (1951) found how
# long a randomly pushed particle takes, on average, to hit a wall, and Brunel (2000) used that for
# networks of neurons and gave the CV as well. The rate $f$, in spikes a millisecond, is
#
# $$ \frac1f = t_{ref} + \tau_m \sqrt\pi \int_{(v_{reset} - v_\infty)/\sigma}^{(v_{threshold} - v_\infty)/\sigma} e^{x^2} (1 + \mathrm{erf}\, x)\, dx $$
#
# Threshold and reset enter by their distance from $v_\infty$, measured in $\sigma$. (erf is the error
# function, $2/\sqrt\pi$ times the area under $e^{-x^2}$ from 0 to x.) With the same limits for x, the
# CV is
#
# $$ \mathrm{CV} = f \tau_m \sqrt{2\pi \int e^{x^2} \int_{-\infty}^{x} e^{z^2} (1 + \mathrm{erf}\, z)^2\, dz\, dx} $$
#
# In code both are `siegert(v_inf, sigma, tau_m, t_ref, v_threshold, v_reset)`:

# %%
for mean, sigma in ((1.3, 4.0), (1.3, 1.0), (2.0, 8.0)):  # nA, mV
    rate, cv = siegert(LIF().v_inf(mean), sigma, 20, 2, -50, -65)
    print(f"mean {mean} nA, σ {sigma} mV: {rate:.1f} Hz, CV {cv:.2f}")

# %% [markdown]
# **How the rate dies.** At 1.3 nA the goal lies $d$ = 2 mV below the threshold. Without a threshold v
# keeps to a bell curve around its goal, and what is left of that curve at the threshold shrinks with
# $e^{-(d/\sigma)^2}$. So with weaker noise the spikes die out faster than any power of $\sigma$. Once
# $d$ is twice $\sigma$ or more, Siegert's integral comes close to
#
# $$ f \approx \frac{d}{\sigma\, \tau_m \sqrt\pi}\, e^{-(d/\sigma)^2} $$
#
# | $\sigma$ | 2 mV | 1 mV | 0.7 mV | 0.5 mV |
# |---|--:|--:|--:|--:|
# | this formula | 10 Hz | 1.03 Hz | 0.023 Hz | one spike in 22 hours |
# | Siegert's | 7.1 Hz | 0.83 Hz | 0.021 Hz | one spike in 23 hours |
#
# There hardly anything but $d/\sigma$ counts. For about one spike a second $\sigma$ must be half the
# gap: 1 mV at 1.3 nA, but 5 mV at 0.5 nA. A particle that thermal noise lifts over a barrier escapes by
# the same kind of law (Kramers 1940).
#
# ### Your turn: 10 Hz with a CV of 0.8
#
# Find a mean and a $\sigma$ that make such a train. You can search with the plane above, or with
# the formula. Your answer passes if the rate is within 1 Hz and the CV within 0.03.

# %%
my_mean = None  # nA
my_sigma = None  # mV

check("regular_or_by_chance.irregular", (my_mean, my_sigma))

# %%
solution("regular_or_by_chance.irregular")

# %% [markdown]
# **The barrier, a paper check.** Brunel's neuron has its threshold 20 mV above rest, its reset 10
# mV, and a mean that takes $v_\infty$ just to the threshold. A simulation of it fires more rarely
# than Siegert says:

# %%
brunel = LIF(v_rest=0.0, v_reset=10.0, v_threshold=20.0)
for dt in (0.1, 1.0):
    noise = white_noise(2.0, brunel.noise_sd(4.0, dt), 200_000, dt, np.random.default_rng(3))
    rate = simulate(brunel, noise, dt).spikes.rate()
    higher = views.grid_shift(4.0, 20.0, dt)  # mV
    formula, seen = siegert(20, 4, 20, 2, 20, 10)[0], siegert(20, 4, 20, 2, 20 + higher, 10)[0]
    print(f"dt = {dt} ms: {rate:.1f} Hz; Siegert {formula:.1f} Hz, with a threshold "
          f"{higher:.2f} mV higher {seen:.1f} Hz")  # fmt: skip

# %% [markdown]
# It fires too rarely, by 3 or 4 % at 0.1 ms and by some 10 % at 1 ms, and yet nothing is wrong with
# it. A noisy v can jump over the threshold and back *between* two steps, where nobody looks. It is
# as if the threshold were $0.58\,\sigma\sqrt{dt/\tau_m}$ higher. The same constant appears in
# finance, where a price is checked only once a day (Broadie, Glasserman and Kou 1997).
#
# **The most regular noise.** At 1.3 nA the CV is 0.93 at $\sigma$ = 1 mV, 0.56 at 4 mV and 0.65 at
# 8 mV. So noise of moderate strength makes the most regular train. Both parts of an interval shrink
# as the noise grows: up to 4 mV mostly the wait, beyond it mostly the climb, which is down to some 15
# ms of 43 at 8 mV.
#
# **How sure is a CV?** In 20 s at 1.3 nA and 4 mV, some 270 intervals, the rate differs by about half a
# hertz from run to run, and the CV by about 0.036. So 0.55, 0.56 and 0.57, which you met for this
# neuron, are one answer. Tell the mean of several runs, and how far they scatter.

# %% [markdown]
# ### Asked by readers
#
# #### Noise of your own
#
# **How do I make spikes by pure chance?** Ask in each step `rng.random() < rate * dt`, with dt in
# seconds. That's a *Poisson process* while the product is small, and an *inhomogeneous* one if `rate`
# changes from step to step. Its CV, at a steady rate, is the root of 1 − `rate * dt`: 0.99 at 20 Hz and
# 1 ms, but 0.71 at 100 Hz and 5 ms, and with such steps at 200 Hz it's a clock. (Adding up
# `rng.exponential(1 / rate, n)` needs no step. For another CV add up `rng.gamma(k, 1 / (k * rate), n)`:
# that has $1/\sqrt k$, so 0.5 where k is 4.)
#
# **Pure chance at 20 Hz: why so many short intervals?** They are the likeliest. Each millisecond is
# as good as any other, and an interval ends with the first that brings a spike. So half of them
# last less than 35 ms, though their mean is 50, and 4 % less than 2 ms. The *Poisson distribution*
# belongs to the counts: windows of 50 ms hold one spike on average, but 37 % of them hold none.
#
# **It ticks like a clock in spite of the noise.** Is $R_m$ times the mean well above the 15 mV from
# rest to threshold? Then noise only disturbs. If not, put the threshold out of reach, and see how far
# v strays. If that changes when you halve the step, a root is missing.
#
# **I want 20 Hz with a certain CV. What do I turn first?** The noise, and after each turn the mean,
# to bring the rate back. With $\sigma$ at 2, 4 and 8 mV, 20 Hz takes a mean of 1.59, 1.48 and 1.17
# nA, and the CV goes from 0.29 to 0.46 and 0.69.
#
# **A paper says $\sigma$ = 4 mV. Is that ours?** See what the noise adds to v in one step. If it's
# $\sigma\sqrt{dt/\tau_m}$ times a random number, which is 0.28 mV at 0.1 ms, then yes; Brunel's
# is. With $\sigma\sqrt{2\,dt/\tau_m}$, common in Brian2's examples, v itself strays by 4 mV, which
# takes a $\sigma$ of 5.7 mV here.
#
# **Why does v average over the last $2\tau_m$?** A push that came $t$ ago still counts by
# $e^{-t/\tau_m}$. How far an average scatters depends on the squares of such weights, and they fade
# twice as fast. So these pushes cancel as well as $2\tau_m/dt$ pushes that all count alike.
#
# #### Doubts about a CV
#
# **How many intervals does a CV need?** Of pure chance, $n$ of them make a CV that is off by
# about $1/\sqrt n$, so for 0.1 it takes a hundred, and four hundred until 0.9 lies two such errors
# from 1. A more regular train needs fewer: our neuron's, at 1.3 nA and 4 mV, some thirty. With
# few it comes out too low, because the rare long ones are often missing: ten intervals of pure
# chance have 0.88 on average, and with twenty spikes one in four has less than 0.8. For yours,
# draw as many intervals from it, with replacement, a thousand times, and see how far the CV
# scatters (*bootstrap*).
#
# **My CV is 1. Is that a Poisson process?** A CV can't prove it. Ask three more things. Are some 18 %
# of the intervals shorter than a fifth of their mean? Does an interval say nothing about the next? Is
# the variance of the counts in windows of a second as large as their mean? Our swinging neuron, with
# its CV of 1, has no such short interval, and exactly 30 spikes in each second. Or take all $n$
# intervals at once, in units of their mean. Where does the share of those below x stray furthest from
# $1 - e^{-x}$, that of pure chance? By more than $1.1/\sqrt n$ it does so in fewer than one train of
# pure chance in twenty (*Kolmogorov-Smirnov test*). Where the rate changes, first count time in
# expected spikes (*time rescaling*, Brown and others 2002).
#
# **The CV, or counts: which do I take?** The CV for one long train at a steady rate. For trials,
# or where somebody reads counts, take their variance over their mean, the *Fano factor* of [lesson
# 06](06_measuring_trains.ipynb), in windows as long as the reader's. Far below an interval it's
# near 1 for any train: a clock of 10 Hz has 0.9 in 10 ms. In windows of many intervals it comes to
# CV², if no interval knows of another and the rate holds still. Of $n$ counts it's off by a share
# of about $\sqrt{2/n}$, so for a tenth it takes two hundred.
#
# **My CV is 1.4. Bursts, or a rate that drifts?** Ask CV2, which compares each interval only with
# the next: the mean of $2\,|b - a|/(a + b)$ over neighbours a and b ([lesson
# 06](06_measuring_trains.ipynb)). Pure chance has 1. (*LV* is three times the mean of $(b - a)^2/(a +
# b)^2$, and pure chance has 1 in it too.) Let intervals of 10, 10, 10,
# 40, 40 and 40 ms be a drift: their CV is 0.6, and CV2 only 0.24. In bursts short and long ones are
# neighbours: 5, 5 and 90 ms, over and over, have 1.2 in both. After a drift cut the train into
# stretches in which the rate holds still.
#
# **What does the pause after each spike do to a CV?** It makes a train more regular. Pure chance
# with a dead time has a CV of 1 minus the rate times the dead time: with 2 ms that's 0.98 at 10
# Hz, but 0.8 at 100 Hz.
#
# #### A living cell
#
# **How strong is the noise in a living cell?** In the cortex of anaesthetised cats v strays by some 4
# mV, and by about a tenth of that once tetrodotoxin has stopped all spikes around (Destexhe and Paré
# 1999). So nearly all of it is other cells' spikes. In our custom that's a $\sigma$ of 5.7 mV.
#
# **The same noise gives the same spikes. Is that chance?** Only for those who don't see the
# current. Give two of our neurons different noise at first, then the same, at 1.3 nA and 4 mV:
# mostly within a fifth of a second their spikes agree. A cell of a rat's cortex repeats its
# spikes within 1 ms when the same wavering current comes again, and doesn't when it's steady
# (Mainen and Sejnowski 1995). So most of the chance comes from outside. (Channels that open by
# chance and synapses that fail add some, which our model leaves out.) Whether that chance is
# somebody's message is disputed (Shadlen and Newsome 1998).
#
# **Are all cells as irregular?** No. In monkeys, cells of motor areas fire more regularly than pure
# chance, those of visual areas much like it, and prefrontal ones in bursts (Shinomoto and others 2009).
# From a cat's retina to its thalamus and cortex counts scatter more at each stage, there everywhere
# less than by pure chance, mostly by the pause after a spike (Kara and others 2000). Mostly one finds
# more in the cortex: a variance of 1 to 1.5 times the mean (Shadlen and Newsome 1998).
#
# **My cell tires. Does the verdict hold?** Not any more. Let each spike of our neuron lower its
# current by 0.2 nA, and let this loss fade with a time constant of 200 ms. At 2 nA and 5 mV its CV is
# then 0.47 at 17 Hz. The table says noise, but without noise the neuron would go on. The order
# betrays it: after a short interval the next is, on average, longer than the mean.
#
# **I don't know my cell's $\tau_m$. Does the border hold?** No. What counts is the rate times
# $\tau_m$, nearly. At 20 Hz the border lies at a CV of 0.80 if $\tau_m$ is 40 ms, and at 0.22 if it's
# 10 ms, as for ours at 10 Hz. So measure $\tau_m$, with
# a weak step of current, while the cell is as busy as it was: open synapses may shorten it
# ([lesson 01](01_leaky_bucket.ipynb)). The threshold you needn't know: a higher one just asks for
# more noise in proportion.
#
# **Synapses don't bring white noise. What if a push lasts?** Then v moves more smoothly and meets
# the threshold less often. In each step multiply the last push by $a = e^{-dt/\tau_c}$, with a
# $\tau_c$ of 5 ms, and add $\sqrt{1 - a^2}$ times a random one of 0.63 nA (*coloured noise*). That's
# $\frac{\sigma}{R_m \sqrt 2} \sqrt{1 + \tau_m/\tau_c}$, so v strays as far as before. At 1.3 nA our
# neuron then fires some 9 times a second instead of 14, and its CV is 0.7.
#
# **How many inputs make a $\sigma$ of 4 mV?** Let each spike that arrives move v by $w$, and $r$ of
# them come in a millisecond, by pure chance. Then $\sigma = w \sqrt{r \tau_m}$. A thousand inputs of 5
# Hz bring five spikes a millisecond, and jumps of 0.4 mV make 0.4 times the root of 5 × 20: 4 mV. If
# all of them excite, they also lift v by $w r \tau_m$ = 40 mV, far above our threshold. If half of them
# inhibit, that mean is 0, and $\sigma$ stays. Jumps so small act nearly as white noise does. Of jumps
# of 2 mV it takes 25 times fewer; then ours, at a mean of 1.3 nA, fires some 12 times a second instead
# of 14.
#
# **What if there are twice as many inputs, each half as strong?** The mean stays, and if they come
# independently $\sigma$ gets smaller by $\sqrt 2$. A cell with thousands of weak inputs that all
# excite should therefore tick like a clock, which puzzled Softky and Koch. Shadlen and Newsome (1998)
# answered with those that inhibit: the means cancel, and the noise adds ([lesson
# 18](18_balanced_network.ipynb)).
#
# #### Noise at work
#
# **What is noise good for?** It lets a neuron follow what is too weak to make it fire. Let the
# current swing between 0.95 and 1.45 nA, four times a second: without noise there is no spike. The
# counts in 50 ms correlate with the swing by about 0.2 at a $\sigma$ of 0.5 mV, 0.5 at 2 mV and
# 0.2 at 12 mV, so some noise beats both little and much. Books call it *stochastic resonance*;
# whether a brain uses it is disputed (McDonnell and Abbott 2009).
#
# **What does chance cost whoever reads the rate?** Over n intervals a rate is off by a share of about
# CV/$\sqrt n$. So to know it within 10 % takes a hundred spikes of pure chance. One cell of 20 Hz needs
# five seconds for them, and a hundred such cells, if independent, need 50 ms. What they share, no mean
# over many takes out ([lesson 19](19_reading_and_hearing.ipynb)).
#
# **What if two neurons share their noise?** Then their spikes go together, though less than the
# noise. If half of its variance is common to two of ours at 1.3 nA and 4 mV, their counts in 100
# ms correlate by 0.3, and if a tenth is, by some 0.06. The more rarely they fire, the less it is
# (de la Rocha and others 2007).
#
# **Must noise come in with the current?** No. One may also let the chance of a spike rise as v
# nears the threshold, which is called *escape noise*.

# %% [markdown]
# ## References
#
# - Softky WR, Koch C (1993). The highly irregular firing of cortical cells is inconsistent with
#   temporal integration of random EPSPs. *J Neurosci* 13:334-350,
#   [doi:10.1523/JNEUROSCI.13-01-00334.1993](https://doi.org/10.1523/JNEUROSCI.13-01-00334.1993).
# - Brown EN, Barbieri R, Ventura V, Kass RE, Frank LM (2002). The time-rescaling theorem and its
#   application to neural spike train data analysis. *Neural Comput* 14:325-346,
#   [doi:10.1162/08997660252741149](https://doi.org/10.1162/08997660252741149).
# - Brunel N (2000). Dynamics of sparsely connected networks of excitatory and inhibitory spiking
#   neurons. *J Comput Neurosci* 8:183-208,
#   [doi:10.1023/A:1008925309027](https://doi.org/10.1023/A:1008925309027).
# - de la Rocha J, Doiron B, Shea-Brown E, Josić K, Reyes A (2007). Correlation between neural spike
#   trains increases with firing rate. *Nature* 448:802-806,
#   [doi:10.1038/nature06028](https://doi.org/10.1038/nature06028).
# - Destexhe A, Paré D (1999). Impact of network activity on the integrative properties of
#   neocortical pyramidal neurons in vivo. *J Neurophysiol* 81:1531-1547.
# - Kara P, Reinagel P, Reid RC (2000). Low response variability in simultaneously recorded retinal,
#   thalamic, and cortical neurons. *Neuron* 27:635-646,
#   [doi:10.1016/S0896-6273(00)00072-6](https://doi.org/10.1016/S0896-6273%2800%2900072-6).
# - Kramers HA (1940). Brownian motion in a field of force and the diffusion model of chemical
#   reactions. *Physica* 7:284-304,
#   [doi:10.1016/S0031-8914(40)90098-2](https://doi.org/10.1016/S0031-8914%2840%2990098-2).
# - Mainen ZF, Sejnowski TJ (1995). Reliability of spike timing in neocortical neurons. *Science*
#   268:1503-1506, [doi:10.1126/science.7770778](https://doi.org/10.1126/science.7770778).
# - McDonnell MD, Abbott D (2009). What is stochastic resonance? Definitions, misconceptions, debates,
#   and its relevance to biology. *PLoS Comput Biol* 5:e1000348,
#   [doi:10.1371/journal.pcbi.1000348](https://doi.org/10.1371/journal.pcbi.1000348).
# - Shadlen MN, Newsome WT (1998). The variable discharge of cortical neurons. *J Neurosci*
#   18:3870-3896,
#   [doi:10.1523/JNEUROSCI.18-10-03870.1998](https://doi.org/10.1523/JNEUROSCI.18-10-03870.1998).
# - Shinomoto S, Kim H, Shimokawa T, and others (2009). Relating neuronal firing patterns to
#   functional differentiation of cerebral cortex. *PLoS Comput Biol* 5:e1000433,
#   [doi:10.1371/journal.pcbi.1000433](https://doi.org/10.1371/journal.pcbi.1000433).
# - Siegert AJF (1951). On the first passage time probability problem. *Phys Rev* 81:617-623,
#   [doi:10.1103/PhysRev.81.617](https://doi.org/10.1103/PhysRev.81.617).
# - Broadie M, Glasserman P, Kou S (1997). A continuity correction for discrete barrier options.
#   *Math Finance* 7:325-348,
#   [doi:10.1111/1467-9965.00035](https://doi.org/10.1111/1467-9965.00035).
#
# Words of this lesson, in the [glossary](glossary.md): white noise, noise-driven firing,
# coefficient of variation.
#
# Next: [04 · What a spike does](04_what_a_spike_does.ipynb).
