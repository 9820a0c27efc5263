# %% [markdown]
# # 02 · Threshold, reset, refractoriness, noise
#
# **90 minutes**, and 20 more for what is optional · You need: [lesson 01](01_leaky_bucket.ipynb), what a
# logarithm does, and what a standard deviation is.
#
# *When does a neuron spike, how fast can it go, and how regular is it?*
#
# You will be able to answer:
#
# - which current is just too weak, and how fast does a neuron fire at any stronger one?
# - can you write a spiking neuron, in ten lines?
# - is a neuron driven by its mean input or by noise? Its intervals tell.
# - what are the hidden parameters of a neuron that nobody has measured?
#
# Run a cell with Shift+Enter (*Run > Run All Cells* runs them all).

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

# %%
import math

import numpy as np

from snn_edu import LIF, siegert, simulate
from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.threshold_reset_noise import views as lesson
from snn_edu.live import choice, explore, slider
from snn_edu.spikes.stimuli import white_noise

# %% [markdown]
# The bucket gets a rim. When the level comes *up* to it, the neuron sends a **spike**, the bucket is
# emptied, and for a moment nothing can be poured in. That is all there is to the *leaky
# integrate-and-fire* neuron, or [LIF](glossary.md#leaky-integrate-and-fire-neuron-lif).
#
# It is the unit of every spiking network on a chip. Its rate over the current is to a spiking
# network what an activation function is to a deep one: something that is 0 below a border and grows
# above it, like a ReLU. **Before you touch a slider:**

# %%
predict("threshold_reset_noise.double_current")


# %%
def bench(current, tau_m, v_threshold, t_ref, crossing="exact", reset="to_value", dt=0.1):
    lif = LIF(tau_m=tau_m, v_threshold=v_threshold, t_ref=t_ref)
    run = simulate(lif, np.full(round(200 / dt), current), dt, crossing=crossing, reset=reset)
    first, rate, count = lif.time_to_spike(current), lif.rate(current), len(run.spikes)
    theory = np.arange(first, 200, 1000 / rate) if rate else np.array([])
    last = f", the last at {run.spikes.times[-1]:.1f} ms" if count else ""
    return {
        "axes": lesson.v_limits(run.v, v_threshold),
        "v": (run.t, run.v),
        "threshold": ([0, 200], [v_threshold, v_threshold]),
        "spikes": (run.spikes.times, np.ones(count)),
        "theory": (theory, np.zeros(len(theory))),
        "text": f"LIF at {current:.2f} nA: {count} spike{'s' * (count != 1)} in 200 ms{last}; "
        f"the closed form says {rate:.1f} Hz.",
    }


# %%
explore(
    bench,
    lesson.draw_bench,
    current=slider("current", 0, 4, start=2, step=0.05, unit="nA"),
    tau_m=slider("time constant τ_m", 5, 50, start=20, step=1, unit="ms"),
    v_threshold=slider("threshold v_threshold", -60, -40, start=-50, step=1, unit="mV"),
    t_ref=slider("refractory period t_ref", 0, 20, start=2, step=1, unit="ms"),
    tries={"4 nA": {"current": 4.0}, "hardly": {"current": 1.55}, "a long pause": {"t_ref": 20}},
    handles={"threshold": {"y": "v_threshold"}},
)

# %% [markdown]
# From 2 to 4 nA, 6 spikes in 200 ms become 17 (the first comes early, so the count grows a little
# more than the rate). At 2 nA the goal $v_\infty$ is -45 mV, only 5 mV above the
# [threshold](glossary.md#threshold-and-reset) of -50 mV, and v spends most of each interval
# creeping up the last few millivolts. At 4 nA the goal is 25 mV above. Grab the dashed line and pull
# it down to see the same.
#
# Now go down. At 1.55 nA the first spike comes after 69 ms; at 1.50 nA none ever comes. And $t_{ref}$:
# at 20 ms, each spike is followed by a flat stretch of 20 ms. That is the
# [refractory period](glossary.md#refractory-period): v is held at the reset, and current is lost.

# %%
lif = LIF()  # tau_m 20 ms, R_m 10 MOhm, rest and reset -65 mV, threshold -50 mV, t_ref 2 ms
for current in (1.5, 1.55, 2.0, 4.0):
    first, rate = lif.time_to_spike(current), lif.rate(current)
    print(f"{current:.2f} nA: first spike after {first:5.1f} ms, then {rate:4.1f} Hz")
assert lif.rate(1.5) == 0.0
assert 2.6 < lif.rate(4.0) / lif.rate(2.0) < 2.65

# %% [markdown]
# ## How weak is too weak?
#
# Below the threshold nothing has changed since lesson 01: v climbs to $v_\infty = v_{rest} + R_m I$
# and stays. So the neuron fires if $v_\infty$ lies above $v_{threshold}$, and never if it does not. The
# border between the two is the [rheobase](glossary.md#rheobase):
#
# $$ I_{rheo} = \frac{v_{threshold} - v_{rest}}{R_m} $$
#
# For our neuron, 15 mV / 10 MΩ = 1.5 nA. At exactly this current v comes closer to the threshold
# forever, and does not arrive.

# %% [markdown]
# ### Your turn: a rheobase
#
# Another neuron: $R_m$ = 40 MΩ, $v_{rest}$ = -70 mV, $v_{reset}$ = -75 mV, $v_{threshold}$ = -52 mV. No
# simulation needed.

# %%
my_rheobase = None  # in nA

check("threshold_reset_noise.rheobase", my_rheobase)

# %%
solution("threshold_reset_noise.rheobase")

# %% [markdown]
# ## Write it yourself
#
# You have seen all of it: leak, threshold, reset, refractory period. Now make one. Here is the loop;
# four places are yours. Step k lasts from k dt to (k + 1) dt, a spike is noticed at the *end* of its
# step, and the pause that follows is `round(t_ref / dt)` whole steps.

# %%
def my_neuron(current, dt, lif):
    v, pause, trace, spikes = lif.v_rest, 0, [], []
    for k in range(len(current)):
        if pause > 0:
            ...  # refractory: one step of the pause is over, and v stays
        else:
            ...  # leak: the exact step of lesson 01, towards lif.v_rest + lif.R_m * current[k]
            if v >= lif.v_threshold:
                ...  # threshold: note the time of the spike; reset v, and begin the pause
        trace.append(v)
    return ...  # np.array(trace), np.array(spikes): v (mV) at the end of each step, and ms


check("threshold_reset_noise.neuron", my_neuron)

# %%
solution("threshold_reset_noise.neuron")

# %% [markdown]
# Put it on the bench. Black is yours (until it passes, the library's on the same grid); blue is when
# the spikes should have come, to the microsecond. **Before you make dt coarse:**

# %%
predict("threshold_reset_noise.coarse")

# %%
written = check("threshold_reset_noise.neuron", my_neuron)


def my_bench(current, dt, t_ref):
    neuron = my_neuron if written else None
    return lesson.on_the_bench(neuron, current, dt, LIF(t_ref=t_ref))


# %%
explore(
    my_bench,
    lesson.draw_bench_on_grid,
    current=slider("current", 0, 4, start=2.5, step=0.05, unit="nA"),
    dt=slider("time step dt", 0.1, 5, start=0.5, step=0.1, unit="ms"),
    t_ref=slider("refractory period t_ref", 0, 20, start=2, step=1, unit="ms"),
)

# %% [markdown]
# At dt = 0.1 ms yours and the theory are hard to tell apart. At 5 ms yours falls behind, a little
# more with every spike: it notices a spike only at the end of a step, when v is already *above* the
# threshold, and the time since the crossing is lost. On average that is half a step for each spike.
# (`simulate` solves for the moment of the crossing within the step, and loses nothing.)

# %% [markdown]
# ## How fast can it go?
#
# From one spike to the next, two things take time: the pause, $t_{ref}$, and the climb from
# $v_{reset}$ to $v_{threshold}$. You know the climb: $v(t) = v_\infty + (v_{reset} - v_\infty)\,e^{-t/\tau_m}$.
# It meets $v_{threshold}$ when $e^{-t/\tau_m} = (v_\infty - v_{threshold}) / (v_\infty - v_{reset})$. Take
# the logarithm, add the pause, and the time of one interval is
#
# $$ T = t_{ref} + \tau_m \ln \frac{v_\infty - v_{reset}}{v_\infty - v_{threshold}} $$
#
# in ms; the rate is $1000 / T$ in Hz. The rate over the current is called the [f-I
# curve](glossary.md#f-i-curve), and the time from one spike to the next the [interspike
# interval](glossary.md#interspike-interval-isi), or ISI.

# %% [markdown]
# ### Your turn: a rate

# %%
def my_rate(current, lif):
    return ...  # Hz; 0 where the neuron does not fire


check("threshold_reset_noise.rate", my_rate)

# %%
solution("threshold_reset_noise.rate")

# %% [markdown]
# **Before you look at the curve:**

# %%
predict("threshold_reset_noise.ceiling")

# %%
explore(
    lesson.fi_curve,
    lesson.draw_fi_curve,
    tau_m=slider("time constant τ_m", 5, 50, start=20, step=1, unit="ms"),
    R_m=slider("resistance R_m", 5, 30, start=10, step=1, unit="MΩ"),
    t_ref=slider("refractory period t_ref", 1, 20, start=2, step=1, unit="ms"),
    reach=slider("strongest current", 2, 50, start=20, step=1, unit="nA"),
    crossing=choice("threshold crossing", ["solved", "on the grid"], start="solved"),
)

# %% [markdown]
# Three things to find. Let the currents end at 2 nA: the curve leaves zero vertically, as steep as a
# wall, and yet it starts *from* zero: just above the rheobase a neuron fires as slowly as you like
# (3 Hz at a ten-millionth of a nanoampere above). Let $t_{ref}$ be 4 ms and the currents go to 50 nA: the
# curve bends towards the ceiling $1/t_{ref}$ = 250 Hz, and is still 33 Hz short of it. And $R_m$ moves the
# rheobase, while $\tau_m$ does not.
#
# Then switch the crossing to *on the grid*. The line becomes a staircase: a spike can now occur only
# at the end of a step, so at dt = 1 ms an interval is 6 ms or 7 ms or 8 ms, and nothing in between.

# %%
lif = LIF(t_ref=4.0)
for crossing in ("exact", "grid"):
    run = simulate(lif, np.full(1000, 20.0), 1.0, crossing=crossing)
    print(f"{crossing:>5}: {1000 / run.spikes.isi().mean():.1f} Hz")
print(f"closed form: {lif.rate(20.0):.1f} Hz at 20 nA, {lif.rate(50.0):.1f} Hz at 50 nA")
assert abs(run.spikes.isi() - 6.0).max() < 1e-9  # the true interval is 5.56 ms
assert abs(LIF().rate(1.5000001) - 3.0) < 0.05

# %% [markdown]
# ## What does the reset keep? (optional)
#
# (You may skip to *Noise*.) On a grid, v is a little above the threshold when the spike is noticed.
# What becomes of this overshoot? Three answers are in use. **To value**: v is set to $v_{reset}$, and the overshoot is thrown
# away. **Subtract**: v falls by $v_{threshold} - v_{reset}$, and the overshoot is kept. **None**: v is
# left alone. **Before you try the third:**

# %%
predict("threshold_reset_noise.no_reset")


# %%
def bench_on_grid(current, tau_m, v_threshold, t_ref, reset, dt):
    return bench(current, tau_m, v_threshold, t_ref, "grid", reset, dt)


explore(
    bench_on_grid,
    lesson.draw_bench_on_grid,
    reset=choice("reset", ["to_value", "subtract", "none"], start="to_value"),
    dt=slider("time step dt", 0.1, 5, start=1, step=0.1, unit="ms"),
    current=slider("current", 0, 4, start=2.5, step=0.05, unit="nA"),
    tau_m=slider("time constant τ_m", 5, 50, start=20, step=1, unit="ms"),
    v_threshold=slider("threshold v_threshold", -60, -40, start=-50, step=1, unit="mV"),
    t_ref=slider("refractory period t_ref", 0, 20, start=2, step=1, unit="ms"),
)

# %% [markdown]
# With *none*, there is one spike, and v goes on to -40 mV and stays: a membrane as in lesson 01. To
# spike again it would have to come up through the threshold again, and nothing takes it down.
#
# With *to value*, this run falls behind the theory a little more with every spike. With *subtract*
# v starts the next climb a bit higher, and keeps up better. At dt = 5 ms you can see both in the dots.
# How much better? Measure, at 41 currents around 4 nA, by how much an interval is too long on average.

# %%
lif, late = LIF(), {}
currents = np.linspace(3.5, 4.5, 41)
for reset in ("to_value", "subtract"):
    runs = [simulate(lif, np.full(2000, c), 1.0, crossing="grid", reset=reset) for c in currents]
    intervals = np.array([run.spikes.isi().mean() for run in runs])
    late[reset] = np.mean(intervals - 1000 / lif.rate(currents))
    print(f"{reset:>8}: {late[reset]:.2f} ms late per spike at dt = 1 ms")
assert abs(late["to_value"] - 0.5) < 0.02  # half a step
assert abs(late["subtract"] / late["to_value"] - (1 - 25 / 40)) < 0.02

# %% [markdown]
# Averaged over many currents, a grid notices a spike half a step late, and *to value* pays that in
# full. *Subtract* gets five eighths of it back, not all. Why?
#
# The overshoot is kept in *millivolts*. v gains them slowly
# near the threshold, where 25 mV are left to $v_\infty$, and quickly near the reset, where 40 mV are left.
# So 1 ms of overshoot at the top is worth 25 / 40 = 5/8 ms at the bottom: the leak takes the rest. A
# bucket without a leak would get all of it back, and on that promise ordinary neural networks are
# converted to spiking ones (Rueckauer et al. 2017), as lesson 15 does.

# %% [markdown]
# ## Noise
#
# So far the neuron is a clock. Cortical neurons are not: their firing is highly irregular (Softky and
# Koch 1993), as if something shook them. So give our neuron a current with a **mean**, and on top of
# it, in every time step, a random push: now up, now down, of no pattern (*white noise*). How strong
# are the pushes? Say it by what they do to v. Without a threshold v would wander around $v_\infty$; call
# its standard deviation $\sigma / \sqrt 2$. (The square root is a convention of the field: it makes a
# formula below short.) So **$\sigma$** is in mV, and `noise_sd` translates it into nanoamperes per step.

# %%
free = LIF(v_threshold=900.0)
noise = white_noise(1.3, free.noise_sd(4.0, 0.1), 200_000, 0.1, np.random.default_rng(8))
v = simulate(free, noise, 0.1).v[1000:]  # without the climb from rest
print(f"v: mean {v.mean():.1f} mV, s.d. {v.std():.2f} mV")
print(f"sigma / sqrt(2) = {4 / math.sqrt(2):.2f} mV")
assert abs(v.mean() - free.v_inf(1.3)) < 0.2
assert abs(v.std() - 4 / math.sqrt(2)) < 0.1

# %% [markdown]
# How irregular is a train? Take the standard deviation of its intervals and divide by their mean.
# This is the [coefficient of variation](glossary.md#coefficient-of-variation-cv), CV: 0 for a clock,
# 1 for spikes that come entirely by chance.

# %% [markdown]
# ### Your turn: a CV

# %%
def my_cv(times):
    return ...  # of the intervals between these spike times (ms)


check("threshold_reset_noise.cv", my_cv)

# %%
solution("threshold_reset_noise.cv")

# %% [markdown]
# **Before you move anything:**

# %%
predict("threshold_reset_noise.noise_below")

# %%
explore(
    lesson.noise_bench,
    lesson.draw_noise_bench,
    mean=slider("mean current", 0.5, 2.5, start=1.8, step=0.05, unit="nA"),
    sigma=slider("noise σ", 1, 10, start=1, step=0.5, unit="mV"),
    seed=slider("noise seed", 1, 20, start=8, step=1, rare=True),
    tries={
        "the question": {"mean": 1.3, "sigma": 4.0},
        "noise alone": {"mean": 0.5, "sigma": 10.0},
        "both": {"mean": 1.7, "sigma": 8.0},
    },
    size=(9.0, 3.4),
)

# %% [markdown]
# At the start $v_\infty$ is above the threshold, and the histogram is one narrow heap: the *mean* fires
# the neuron, and the CV is near 0. At 1.3 nA and 4 mV v settles 2 mV too low, and the noise bridges
# the rest. At 0.5 nA and 10 mV $v_\infty$ is 10 mV too low, and yet there are ten spikes per second, with a
# CV of 0.9. This is [noise-driven firing](glossary.md#noise-driven-firing), and its histogram comes
# close to the dotted curve of pure chance, except on the left: right after a reset v is far down and
# needs time. Between the two is no wall: at 1.7 nA, above the rheobase, $\sigma$ = 8 mV still makes a
# CV of 0.55.
#
# The noise is the same while you move mean or $\sigma$: what changes is what *you* change. Its own
# slider, under *More*, draws new noise, and shows what is luck: about half a hertz in 20 s.

# %%
lif = LIF()
for mean, sigma in ((1.8, 1.0), (1.3, 4.0), (0.5, 10.0), (1.7, 8.0)):
    rate, cv = siegert(lif.v_inf(mean), sigma, 20, 2, -50, -65)
    print(f"mean {mean} nA, sigma {sigma:4.1f} mV: {rate:4.1f} Hz, CV {cv:.2f} (Siegert's formula)")
assert abs(cv - 0.55) < 0.01

# %% [markdown]
# ### Your turn: mean, noise, or both?
#
# Three neurons were recorded for 20 s each; you have their spikes and nothing else. Compute, and say
# for each whether the `"mean"` fires it, the `"noise"`, or `"both"`.

# %%
recordings = lesson.three_neurons()  # {"A": spike times in ms, "B": ..., "C": ...}
my_drivers = {"A": None, "B": None, "C": None}

check("threshold_reset_noise.drivers", my_drivers)

# %%
solution("threshold_reset_noise.drivers")

# %% [markdown]
# ### Your turn: 10 Hz with a CV of 0.8 (optional)
#
# Find a mean and a $\sigma$ that give this: on the sliders above, or with the formula that the picture
# quotes in its right half. `siegert(v_inf, sigma, tau_m, t_ref, v_threshold, v_reset)` gives rate and CV;
# at 1.3 nA and 4 mV that is `siegert(-52, 4, 20, 2, -50, -65)`. It says 14.2 Hz where the picture says
# 13.6: the picture allows for its time step, and the last part of the paper check tells how. Both pass here (the
# rate within 1 Hz, the CV within 0.03). A hint for the way: with less mean and more $\sigma$ a train gets
# less regular at the same rate.

# %%
my_mean = None  # nA
my_sigma = None  # mV

check("threshold_reset_noise.irregular", (my_mean, my_sigma))

# %%
solution("threshold_reset_noise.irregular")

# %% [markdown]
# ## The mystery neuron
#
# On the bench lies a neuron that nobody has measured. `inject(current)` gives it a constant current
# (nA) for 400 ms and returns a recording: `.t`, `.v` and `.spikes`, as `simulate` does. The electrode
# reads v once a millisecond; spike times are exact. Find $R_m$, $\tau_m$, $v_{threshold}$ and $t_{ref}$. All you
# need is on this page and in lesson 01. Each may be off by 0.1.

# %%
from snn_edu import plots
from snn_edu.lessons.threshold_reset_noise.views import inject

figure = plots.figure("v after 0.4 nA climbs and settles; after 1.5 nA it spikes every 11 ms")
ax = figure.subplots()
for current, line in ((0.4, "--"), (1.5, "-")):
    ax.plot(inject(current).v[:101], line, color=plots.VOLTAGE, label=f"{current} nA")
ax.set(xlabel="time (ms)", ylabel="v (mV)", xlim=(0, 100))
ax.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=2, frameon=False)
figure

# %%
mine = {"R_m": None, "tau_m": None, "v_threshold": None, "t_ref": None}  # MOhm, ms, mV, ms

check("threshold_reset_noise.mystery", mine)

# %%
solution("threshold_reset_noise.mystery")

# %% [markdown]
# ## Paper check
#
# **The f-I curve** (Gerstner et al. 2014, section 1.3). Measure every interval of a simulation, at
# three time steps, and compare with the formula: they agree to a part in a billion, at any dt.

# %%
lif = LIF(tau_m=10.0)
for dt in (0.1, 0.5, 1.0):
    isi = simulate(lif, np.full(round(500 / dt), 3.0), dt).spikes.isi()
    formula = 2.0 + 10.0 * np.log((-35.0 - -65.0) / (-35.0 - -50.0))  # t_ref + tau_m ln(...)
    assert np.allclose(isi, formula, rtol=1e-9)
    print(f"dt = {dt} ms: {len(isi)} intervals, all {formula:.4f} ms, or {1000 / formula:.2f} Hz")

# %% [markdown]
# ### The rate under noise (optional)
#
# Siegert (1951) found how long a randomly pushed particle takes, on average,
# to hit a wall. Brunel (2000) used it for neurons, and gave the CV as well. The rate is
#
# $$ \frac1f = t_{ref} + \tau_m \sqrt\pi \int_{(v_{reset} - v_\infty)/\sigma}^{(v_{threshold} - v_\infty)/\sigma} e^{x^2} (1 + \mathrm{erf}\, x)\, dx $$
#
# Threshold and reset enter by their distance from $v_\infty$, measured in $\sigma$ (erf is the error
# function, $2/\sqrt\pi$ times the area under a bell curve from 0 to x). Brunel's neuron has its
# threshold 20 mV above rest, its reset 10 mV, $\tau_m$ = 20 ms and $t_{ref}$ = 2 ms. Push it with a mean that
# takes $v_\infty$ just to the threshold, and $\sigma$ = 4 mV, for 200 s.

# %%
brunel = LIF(v_rest=0.0, v_reset=10.0, v_threshold=20.0)
print("Siegert: {:.2f} Hz, CV {:.2f}".format(*siegert(20, 4, 20, 2, 20, 10)))
for dt in (0.1, 1.0):
    noise = white_noise(2.0, brunel.noise_sd(4.0, dt), 200_000, dt, np.random.default_rng(3))
    spikes = simulate(brunel, noise, dt).spikes
    higher = 0.5826 * 4.0 * np.sqrt(dt / 20.0)  # mV
    rate, cv = siegert(20, 4, 20, 2, 20 + higher, 10)
    print(f"dt = {dt} ms: {spikes.rate():.1f} Hz, CV {spikes.cv():.2f}; ", end="")
    print(f"Siegert with a threshold {higher:.2f} mV higher: {rate:.1f} Hz, CV {cv:.2f}")
    assert abs(spikes.rate() / rate - 1) < 0.023
    assert abs(spikes.cv() - cv) < 0.03

# %% [markdown]
# The simulation fires too rarely, by 4 % at dt = 0.1 ms and by 10 % at 1 ms. Nothing is wrong with it.
# A noisy v can jump over the threshold and back *between* two grid points, where no one looks. It is
# as if the threshold were $0.5826\, \sigma \sqrt{dt/\tau_m}$ higher: the constant is known from finance,
# where options end when a price crosses a barrier, but prices are only looked at once a day (Broadie,
# Glasserman and Kou 1997). With it, formula and simulation agree.

# %% [markdown]
# ## Key points
#
# - The rheobase, $(v_{threshold} - v_{rest})/R_m$, is the border of firing: 1.5 nA for our neuron.
#   $\tau_m$ and $t_{ref}$ have no say in it.
# - $T = t_{ref} + \tau_m \ln \frac{v_\infty - v_{reset}}{v_\infty - v_{threshold}}$: the rate leaves 0 at
#   the rheobase, steeply, and stays below the ceiling $1/t_{ref}$.
# - On a grid intervals are too long, on average by half a step. Reset by subtraction gives part of it
#   back; solving the crossing within the step gives back all.
# - Where the mean drives, the CV is near 0; where noise does, it goes towards 1. In between it is in
#   between.
# - Noise on a grid misses crossings: the threshold seems $0.58\, \sigma \sqrt{dt/\tau_m}$ higher.
#
# **Outside.** You found four hidden numbers of a neuron with nothing but currents and a clock: that
# is how cells are measured in a dish, and how chips of analog neurons are calibrated. And the f-I
# curve is the reason why a trained deep network can be turned into a spiking one: over a range it is
# a ReLU, a corner and a rise.

# %% [markdown]
# ## Quiz

# %%
quiz("threshold_reset_noise")

# %% [markdown]
# ## References
#
# - Gerstner W, Kistler WM, Naud R, Paninski L (2014). *Neuronal Dynamics*, sec. 1.3. Cambridge
#   University Press, [doi:10.1017/CBO9781107447615](https://doi.org/10.1017/CBO9781107447615).
# - Siegert AJF (1951). On the first passage time probability problem. *Phys Rev* 81:617-623,
#   [doi:10.1103/PhysRev.81.617](https://doi.org/10.1103/PhysRev.81.617).
# - Brunel N (2000). Dynamics of sparsely connected networks of excitatory and inhibitory spiking
#   neurons. *J Comput Neurosci* 8:183-208,
#   [doi:10.1023/A:1008925309027](https://doi.org/10.1023/A:1008925309027).
# - Rueckauer B, Lungu IA, Hu Y, Pfeiffer M, Liu SC (2017). Conversion of continuous-valued deep
#   networks to efficient event-driven networks for image classification. *Front Neurosci* 11:682,
#   [doi:10.3389/fnins.2017.00682](https://doi.org/10.3389/fnins.2017.00682).
# - Broadie M, Glasserman P, Kou S (1997). A continuity correction for discrete barrier options.
#   *Math Finance* 7:325-348, [doi:10.1111/1467-9965.00035](https://doi.org/10.1111/1467-9965.00035).
# - Softky WR, Koch C (1993). The highly irregular firing of cortical cells is inconsistent with
#   temporal integration of random EPSPs. *J Neurosci* 13:334-350,
#   [doi:10.1523/JNEUROSCI.13-01-00334.1993](https://doi.org/10.1523/JNEUROSCI.13-01-00334.1993).
#
# Words of this lesson, in the [glossary](glossary.md): threshold and reset, refractory period,
# rheobase, f-I curve, interspike interval, coefficient of variation, noise-driven firing.
#
# Next: [04 · Synapses: what a spike does](04_what_a_spike_does.ipynb). So far you held the electrode.
# Now another neuron does.
