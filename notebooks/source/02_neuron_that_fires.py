# %% [markdown]
# # 02 · A neuron that fires
#
# **60 minutes** · You need [lesson 01](01_leaky_bucket.ipynb), and what a logarithm does.
#
# *When does a neuron fire, and how fast?*
#
# By the end you can say which current is just too weak to fire a neuron, and how fast it fires at
# any stronger one. You'll have written the heart of a spiking neuron, five lines, and found the
# hidden numbers of another from its recordings alone.

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

import matplotlib.pyplot as plt
import numpy as np

from snn_edu import LIF, explore, simulate
from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.neuron_that_fires import inject, views

# %% [markdown]
# In lesson 01 the bucket filled up. But a nerve cell doesn't tell its neighbours how full it is. It
# keeps quiet until it's full enough; then it sends one short pulse, much like any other, which says
# only *now*. That pulse is a [spike](glossary.md#spike), in books an **action potential**. Nearly
# all that you see, hear and do passes through your head as spikes.
#
# We give the bucket a rim. When the water comes up to it, the bucket tips over, spills, and needs a
# moment to swing back before it can catch anything again.

# %%
views.rim()

# %% [markdown]
# Press Play and watch one round. Then drag the rim, the dashed line, down and play again. These
# are the neuron's parts; the last three are new:
#
# | in the bucket | in the neuron | symbol | here |
# |---|---|---|--:|
# | empty, no current | rest | $v_{rest}$ | −65 mV |
# | how narrow the hole is | resistance | $R_m$ | 10 MΩ |
# | how slowly it fills | time constant | $\tau_m$ | 20 ms |
# | the rim | [threshold](glossary.md#threshold-and-reset) | $v_{threshold}$ | −50 mV |
# | the level when tipped | reset | $v_{reset}$ | −65 mV |
# | time to swing back | **[refractory period](glossary.md#refractory-period)** | $t_{ref}$ | 2 ms |
#
# During the refractory period v stays at the reset, and current that arrives is lost. At 50 spikes
# a second a tenth is lost. (10 MΩ makes easy numbers. Most cells of the cortex have several times as
# much, and need less current.)
#
# Such a bucket is a **[leaky integrate-and-fire
# neuron](glossary.md#leaky-integrate-and-fire-neuron-lif)**, LIF for short. A real spike shoots up
# and comes back within a millisecond or two, but its shape carries so little news that we draw a
# stroke. What our neuron can't do is tire, firing ever more slowly as many cells do: after each
# spike it begins as if it had never fired ([lesson 17](17_beyond_lif.ipynb) mends that).
#
# How often a neuron spikes is its **firing rate**, in spikes a second, or hertz. At 2 nA ours fires
# at 34 Hz. **Before you open the tap, commit to an answer.**

# %%
predict("neuron_that_fires.double_current", then=views.tap())

# %% [markdown]
# Set the tap to 4 nA. Where is the climb faster by the larger factor, at the bottom or close to the
# rim?

# %% [markdown]
# ## How weak is too weak?
#
# Turn the tap down slowly from 2 nA. The spikes thin out until there are none. At 1.4 nA v climbs,
# levels off and stays there. **Can the neuron be made to fire without more current?**

# %%
predict("neuron_that_fires.which_change", then=views.silent())

# %% [markdown]
# Move the four sliders one at a time. The dash-dotted line shows $v_\infty$, where v is going. Only
# $R_m$ moves that line. ($\tau_m$ stays where you put it.)

# %% [markdown]
# ### What is left at the rim
#
# Twice the current gave more than twice the spikes, while at 1.4 nA nothing helped but a narrower
# hole. Both have one cause, and it sits at the rim. The hole doesn't know how far the tap is open.
# What leaks depends on the level alone, as $(v - v_{rest})/R_m$, which at the rim makes 15 mV / 10
# MΩ = 1.5 nA.
#
# | the tap gives | the hole at the rim takes | left to lift the level |
# |--:|--:|--:|
# | 1.4 nA | 1.5 nA | −0.1 nA |
# | 2 nA | 1.5 nA | 0.5 nA |
# | 4 nA | 1.5 nA | 2.5 nA |
#
# Take the first row. Water at the rim would sink again, so from below it never gets there. It stops
# a millivolt short, where the hole takes all that the tap gives. Patience doesn't help: v isn't
# late, it has arrived. A smaller $\tau_m$ only brings it there sooner; reset and pause play no part
# before there is a spike. But a narrower hole takes less at every level, so the water comes further
# before the two are equal. A current too weak for the rim is called **subthreshold**.
#
# In the other two rows the hole takes the same, so the water just under the rim rises five times as
# fast at 4 nA, though the tap gives only twice as much. At the bottom, where nothing leaks yet,
# twice the current is just twice the speed. So the factor is largest close to the rim. Averaged
# over the whole climb, 1.1 nA stay in the bucket at 2 nA, and 3.2 at 4 nA. Three times as much
# fills the same bucket in a third of the time. The pause, which no current can shorten, takes some
# of that back, and the rate rises by a factor of 2.6.
#
# So below a border a neuron passes on nothing at all. The current at the border, which just makes
# up for the hole at the rim, is the **[rheobase](glossary.md#rheobase)**. With exactly the rheobase
# v is on its way to the threshold itself: it creeps up for ever and never quite arrives. With any
# more, however little, it fires.

# %% [markdown]
# ### Your turn: a rheobase
#
# What is the rheobase of this neuron?
#
# | $R_m$ | $v_{rest}$ | $v_{reset}$ | $v_{threshold}$ |
# |--:|--:|--:|--:|
# | 40 MΩ | −70 mV | −75 mV | −52 mV |

# %%
my_rheobase = None  # in nA

check("neuron_that_fires.rheobase", my_rheobase)

# %%
solution("neuron_that_fires.rheobase")

# %% [markdown]
# Say how many spikes come in half a second at your rheobase, and how many with a thousandth of a
# nanoampere more. Then run both.

# %%
lif = LIF(R_m=40.0, v_rest=-70.0, v_reset=-75.0, v_threshold=-52.0)
current = np.full(5000, 0.6)  # 0.6 nA in each of 5,000 steps of 0.1 ms: put in your rheobase

run = simulate(lif, current, dt=0.1)
print(len(run.spikes), "spikes")
plt.figure(figsize=(7, 2.5))
plt.plot(run.t, run.v)
plt.axhline(lif.v_threshold, color="C3", ls="--")
plt.show()

# %% [markdown]
# ## Write it yourself
#
# From lesson 01 you need two things. Under a current $I$, v heads for
# $v_\infty = v_{rest} + R_m I$. In a step of length dt the distance to $v_\infty$ shrinks by the
# factor $e^{-dt/\tau_m}$.
#
# A spike is noticed at the end of its step, so in step k it gets the time (k + 1) dt. The pause is
# counted in whole steps: 2 ms at dt = 0.1 ms make 20. Three places are yours.

# %%
def my_neuron(current, dt, lif):
    v, pause, trace, spikes = lif.v_rest, 0, [], []
    for k in range(len(current)):
        if pause > 0:
            ...  # 1. one step of the pause is over; v stays where it is
        else:
            v_inf = lif.v_rest + lif.R_m * current[k]
            ...  # 2. leak: the exact step of lesson 01, towards v_inf
            ...  # 3. at or above the threshold? note the time, reset v, start the pause
        trace.append(v)
    return np.array(trace), np.array(spikes)  # v in mV, the times of the spikes in ms


# %% [markdown]
# Write place 2 first, and before you run both cells, say how far the dots will go. Then place 3;
# then what is still missing.

# %%
lif, dt = LIF(v_reset=-57.0), 0.5  # a reset above rest; dt in ms
current = np.full(200, 2.0)  # nA, for 200 steps
v, spikes = my_neuron(current, dt, lif)  # yours
run = simulate(lif, current, dt)  # the library's

plt.figure(figsize=(7, 3))
plt.plot(run.t, run.v, label="the library's")
plt.plot(run.t[1:], v, "k.", label="mine")
plt.xlabel("time (ms)")
plt.ylabel("v (mV)")
plt.legend(loc="upper right")
plt.show()
print("spikes, mine:", spikes, " the library's:", run.spikes.times.round(2))

# %%
check("neuron_that_fires.neuron", my_neuron)

# %%
solution("neuron_that_fires.neuron")

# %% [markdown]
# Your spikes come later and later than the library's, because your neuron notices, *and resets*,
# only at the end of a step. `simulate` calculates when within the step v met the threshold.

# %% [markdown]
# ## How fast does it fire?
#
# Under a steady current a round has two parts: the pause, and the climb from the reset to the rim.
# In lesson 01 the *distance* between v and its goal $v_\infty$ shrank by the factor
# $e^{-t/\tau_m}$. The climb begins at the distance $v_\infty - v_{reset}$ and ends when only
# $v_\infty - v_{threshold}$ is left. So it takes the time t for which
#
# $$ v_\infty - v_{threshold} = (v_\infty - v_{reset})\, e^{-t/\tau_m} $$
#
# The logarithm undoes the exponential. With the pause, one round takes
#
# $$ T = t_{ref} + \tau_m \ln \frac{v_\infty - v_{reset}}{v_\infty - v_{threshold}} $$
#
# $T$ is the [interspike interval](glossary.md#interspike-interval-isi), or ISI: the time from one
# spike to the next, in ms. The rate is $1000/T$, in Hz. For our neuron:
#
# | | at 2 nA | at 4 nA |
# |---|--:|--:|
# | goal $v_\infty$ | −45 mV | −25 mV |
# | distance at the reset | 20 mV | 40 mV |
# | distance at the threshold | 5 mV | 25 mV |
# | ratio | 4 | 1.6 |
# | climb, 20 ms × ln(ratio) | 27.7 ms | 9.4 ms |
# | $T$, with the pause of 2 ms | 29.7 ms | 11.4 ms |
# | rate | 33.6 Hz | 87.7 Hz |
#
# The first spike has no pause before it: it comes after 27.7 ms at 2 nA.
#
# $R_m$ stands only in $R_m I$, so twice $R_m$ does what twice the current does. Twice $\tau_m$
# doubles each climb and leaves the rheobase alone. A hole half as wide in the *same* bucket
# doubles $R_m$ and $\tau_m$ together. The rheobase halves; but under a strong current the goal is
# twice as far, the way there twice as slow, and little is gained.

# %% [markdown]
# ### Your turn: a rate

# %%
def my_rate(current, lif):
    v_inf = lif.v_rest + lif.R_m * current
    return ...  # the rate in Hz; 0 where the neuron doesn't fire


# print(my_rate(2.0, LIF())) and compare it with the table

check("neuron_that_fires.rate", my_rate)

# %%
solution("neuron_that_fires.rate")

# %% [markdown]
# Plot the rate against the current, and you have the **[f-I curve](glossary.md#f-i-curve)** (f for
# frequency). Up to the rheobase it is zero. **What does it do just above?**

# %%
predict("neuron_that_fires.onset", then=views.fi_curve(my_rate, my_neuron))

# %% [markdown]
# The line is your formula, the dots are your loop. The buttons take the diamond down to the foot,
# each ten times closer than the last. Note the three intervals. What does each step add?
#
# It adds 45 ms, then 46, and 46 for good, because that's what a logarithm makes of a factor of
# ten. The curve leaves zero almost like a wall, yet without a jump: there is no lowest rate, only
# rates for which you must come very close. So whoever runs the neuron for a tenth of a second
# finds too high a rheobase: at 1.51 nA the first spike takes that long. A pulse of 10 ms
# needs over 3.8 nA to bring v up in time.
#
# At the other end the pause rules. Set $t_{ref}$ to 4 ms and choose currents up to 50 nA. The curve
# never reaches the dotted line, because a climb, however short, comes on top of the 4 ms.

# %% [markdown]
# ## The mystery neuron
#
# On the bench lies a neuron whose numbers are hidden. `inject(current)` gives it a steady current
# and hands you a recording: v, read once a millisecond, and the exact times of the spikes. (A
# laboratory calls this a **current clamp**.)

# %%
weak, strong = inject(0.4), inject(1.5)  # currents in nA

print(f"weak: v from {weak.v[0]:.1f} to {weak.v[-1]:.1f} mV".replace("-", "−"))
print("strong: spikes at", strong.spikes.times[:3].round(2), "ms")
views.recordings(weak, strong)

# %% [markdown]
# Two of its numbers we find with lesson 01 alone. How far v climbs under the weak current gives
# $R_m$, and how long 63 % of the climb takes gives $\tau_m$:

# %%
rise = weak.v - weak.v[0]  # in mV; rise[k] is after k ms
R_m = rise[-1] / 0.4  # mV / nA = MΩ
tau_m = np.argmax(rise > 0.63 * rise[-1])  # the first reading above 63 %

print(f"R_m = {R_m:.1f} MΩ, tau_m = {tau_m} ms")

# %% [markdown]
# The other two are yours. Begin with $v_{threshold}$, because you'll need it for $t_{ref}$. Which
# recording tells you about it, and which formula makes that a number?
#
# Each passes if it's right to 0.1 of its unit. You can hand in one at a time.

# %%
mine = {"R_m": R_m, "tau_m": tau_m, "v_threshold": None, "t_ref": None}  # MΩ, ms, mV, ms

check("neuron_that_fires.mystery", mine)

# %%
solution("neuron_that_fires.mystery")

# %% [markdown]
# ## A current that swings
#
# So far every current was steady. Put your own neuron under one that swings by 0.3 nA about 1.4 nA,
# on average a little too weak:

# %%
def swinging(period=100.0, tau_m=20.0):
    lif, dt = LIF(tau_m=tau_m), 0.5
    t = np.arange(0, 500, dt)  # ms
    current = 1.4 + 0.3 * np.sin(2 * np.pi * t / period)  # nA
    v, spikes = my_neuron(current, dt, lif)  # or simulate(lif, current, dt).v[1:]
    return {"v": (t, v), "its goal": (t, lif.v_inf(current)), "the rim": (t, np.full(t.size, -50))}


explore(swinging, period=(5, 200, 1), labels=("time (ms)", "mV"))  # and tau_m=(5, 50, 1)

# %% [markdown]
# On average the goal lies a millivolt under the rim, but it swings by 3 mV to either side, and from
# the second crest on each brings a spike. Now shorten the period to 60 ms. Every other crest goes
# by unanswered, because v comes from the reset and isn't up in time. (Books call this **mode
# locking**.) Shorter still, the goal swings as far as before, but v follows it less and less: your
# neuron is the low-pass filter of lesson 01. Below 44.4 ms less than a third of the 3 mV gets
# through, which isn't enough for the missing millivolt. Where is that border if $\tau_m$ is 10 ms?
# Say first, then give `explore` the second slider. (We got 22 ms.)
#
# We asked when a neuron fires, and how fast. Under a steady current it fires if the tap gives more
# than the hole takes at the rim, and then once in every $T$, a pause and a climb. But ours ticks like
# a clock, while most cells of a living brain don't. We can't say yet why. Your last picture has left
# a hint: spikes that the mean current could not have made. What if a current swings by chance?
# [Lesson 03](03_regular_or_by_chance.ipynb) makes one that does.
#
# **In the books**: leaky integrate-and-fire, action potential, subthreshold, absolute refractory
# period, rheobase, gain function (f-I curve), class 1 excitability (no lowest rate), current clamp.

# %% [markdown]
# ## Key points
#
# - A LIF neuron is a leaky bucket with a rim. At the threshold it sends a spike, then v stays at
#   the reset for $t_{ref}$.
# - It fires if the current is above the rheobase, $(v_{threshold} - v_{rest})/R_m$, which $\tau_m$,
#   $v_{reset}$ and $t_{ref}$ don't change.
# - From one spike to the next it takes
#   $T = t_{ref} + \tau_m \ln \frac{v_\infty - v_{reset}}{v_\infty - v_{threshold}}$.
# - The f-I curve leaves zero steeply at the rheobase, with no lowest rate, and bends towards
#   $1000/t_{ref}$.
# - A weak current shows how far and how fast v goes; spikes under a strong one give away the
#   threshold and the pause.
#
# **Where is this used?** In many chips for spiking networks. Its f-I curve plays the part of an
# activation function such as ReLU (lesson 15).

# %% [markdown]
# ## Quiz

# %%
quiz("neuron_that_fires")

# %% [markdown]
# ## Go deeper
#
# None of this is needed later.
#
# **How a picture is made.** Here are the view and the drawing of the f-I curve.

# %%
views.fi_curve.code()

# %% [markdown]
# **The foot in numbers.** Ten times closer, and 46 ms more:
#
# | above the rheobase | interval | rate |
# |--:|--:|--:|
# | 0.01 nA | 102 ms | 9.8 Hz |
# | 0.001 nA | 148 ms | 6.7 Hz |
# | 0.0001 nA | 194 ms | 5.1 Hz |
#
# At the top, under 50 nA, your last dot lies a little low: at 213 Hz instead of 217 with $t_{ref}$
# = 4 ms, because your loop ends a climb only at the end of a step. (With no pause the rate would go
# on growing: on a quick climb the hole takes 0.75 nA on average, half as much as at the rim, and
# the rate is in proportion to the rest.)
#
# **A rising current.** Your loop takes a current that changes, too. Let's open the tap slowly, and
# see when *your* neuron starts. **Commit first:**

# %%
predict("neuron_that_fires.ramp", then=views.your_ramp(my_neuron))

# %% [markdown]
# **Try it.** Once it passes its check, the line of v is your own neuron's. Make $\tau_m$ short, 5
# ms, and look at the first spike again. What has $\tau_m$ to do with it?
#
# <details><summary>What we see, and why</summary>
#
# The current passes the rheobase at 75 ms. But the first spike comes at 95 ms, and with the short
# $\tau_m$ at 80 ms, because v follows its moving goal with a delay of about one $\tau_m$. So a
# changing current can be past the border for a while before the neuron shows it.
#
# </details>

# %% [markdown]
# **A coarse grid.** Your loop notices a spike only at the end of a step, so it's late. Let dt grow from
# 0.1 to 2 ms, and compare your strokes with the blue ones. Each interval comes out too long, under one
# current always by the same part of a step (over many currents half a step on average), and the delays
# add up. Then try 5 ms. What has happened to the pause?

# %%
views.your_grid(my_neuron)

# %% [markdown]
# <details><summary>What we see, and why</summary>
#
# At 5 ms `round(t_ref / dt)` is 0, so the pause has gone and your spikes can come too *early*.
# That's why we choose dt so that the pause is a whole number of steps. The library's `simulate`
# solves for the moment of the crossing within the step, and loses nothing at any dt. (A loop can
# miss a spike altogether only if v comes down again within the step. Under a current that is held
# through the step it can't, because v then goes one way.)
#
# </details>
#
# **Level or crossing?** Take the reset out of your loop, and it fires at every chance it gets,
# because its `if` asks for the level. The library asks whether v has *come up* through the
# threshold, so without a reset it fires just once:

# %%
len(simulate(LIF(), np.full(2000, 2.5), 0.1, reset="none").spikes)

# %% [markdown]
# **What does the reset keep?** On a grid, v is a little above the threshold when the spike is
# noticed. Your loop throws this overshoot away (*to value*, in papers a *hard* reset). One could
# also take $v_{threshold} - v_{reset}$ from v, which keeps it (*subtract*, a *soft* reset). How
# much of the delay does that give back?

# %%
lif, late = LIF(), {}
currents = np.linspace(3.5, 4.5, 41)  # nA
for reset in ("to_value", "subtract"):
    runs = [simulate(lif, np.full(2000, c), 1.0, crossing="grid", reset=reset) for c in currents]
    intervals = np.array([run.spikes.isi().mean() for run in runs])
    late[reset] = np.mean(intervals - 1000 / lif.rate(currents))
    print(f"{reset:>8}: {late[reset]:.2f} ms late per spike at dt = 1 ms")

# %% [markdown]
# It gives back five eighths, and not all, because the overshoot is kept in *millivolts*. At 4 nA v
# gains them slowly near the threshold, where 25 mV are left to the goal, and quickly near the
# reset, where 40 mV are left. So a millisecond of overshoot at the top is worth 25/40 of one at the
# bottom. A bucket without a leak would get all of it back, and that's what lesson 15 builds on
# (Rueckauer and others 2017). Solve for the crossing, as `simulate` does unless told otherwise, and
# under a current nothing overshoots: then both resets give the same spikes. So choose with care
# where a crossing is noticed only at the end of a coarse step, or where an input lifts v by a jump.
#
# **Paper check.** The formula of the f-I curve (Gerstner and others 2014, section 1.3) against
# every interval of a simulation, at three time steps:

# %%
quick = LIF(tau_m=10.0)
for dt in (0.1, 0.5, 1.0):
    isi = simulate(quick, np.full(round(500 / dt), 3.0), dt).spikes.isi()
    print(f"dt = {dt} ms: {len(isi)} intervals from {isi.min():.6f} to {isi.max():.6f} ms")
print(f"by the formula: {1000 / quick.rate(3.0):.6f} ms")

# %% [markdown]
# ### Asked by readers
#
# #### In the loop
#
# **In which order?** As in yours: update v, ask, reset, record. Ask *before* you update, with an
# `else` between the two, and each reset costs a step: at dt = 1 ms and 2 nA the interval is 31 ms
# instead of 30. Let v climb in the last step of the pause as well, and it's 29. And don't count
# spikes in v: recorded after the reset, it never stands at the threshold.
#
# **How do I check mine without another program?** By what you know on paper. Under 2 nA each
# interval is 29.7 ms, or longer by less than a step. Twice $R_m$ and half the current give the same
# spikes.
#
# **How small must dt be?** Take an interval of 7.4 ms. A loop that asks once a step of 1 ms makes it
# 8: you report 125 Hz instead of 135, without a mistake. Euler's steps lead to the threshold
# too early, at 2 nA and 1 ms by 0.7 of 28 ms, so part of the grid's lateness is hidden by a second
# error. So let the pause be a whole number of steps, judge by the shortest interval that you'll meet,
# and say in your paper what half the dt changed.
#
# **My code for learning has $v \leftarrow \beta v + x$ and a threshold of 1. Is that the same
# neuron?** Yes, but for the pause. Count v from rest, in units of the 15 mV to the threshold. Then
# $\beta$ is $e^{-dt/\tau_m}$, at 1 ms 0.951, and x is $(1 - \beta)\,I/I_{rheobase}$. Programs
# differ at a spike: norse brings v back to 0; snnTorch's `Leaky` takes away the threshold, one step
# later, unless told otherwise. With the threshold taken away at once, at 1 ms and with our pause,
# ours fires some 3 % faster around 4 nA than with a reset to 0. From 8.8 to 11.7 nA it's 8 % on
# average, but an eighth at 10 nA and nothing at 11, as after a reset to 0 each wait is a whole
# number of steps.
#
# **And a thousand neurons at once?** Make v and pause arrays, with an entry for each neuron; then
# each `if` becomes a condition that picks entries. With `left` for the factor of a step, the body
# of the loop is `v = np.where(pause > 0, v, v_inf + (v - v_inf) * left)`, then `pause =
# np.maximum(pause - 1, 0)`, `fires = v >= lif.v_threshold`, and `v[fires], pause[fires] =
# lif.v_reset, round(lif.t_ref / dt)`.
#
# #### When nothing fires, or not as it should
#
# **The current is above the rheobase, and nothing fires. Where do I look?** At v. If it has settled
# below the threshold, even by 0.1 mV, current or resistance is smaller than you think: nA for pA,
# or a step that was over too soon. If it's still rising, run longer. If it goes past the threshold,
# look at the line that asks for it. And if it fires at 465 Hz, nearly as fast as the pause allows?
# You gave 200 pA as 200 nA.
#
# **Does a subthreshold current do nothing, then?** It brings v close. At 0.99 of the rheobase v
# heads for 14.85 mV above rest, and after 100 ms it stands at 14.75. Let something kick it up by 1
# mV: at 15.75 it fires. So what is too weak *on average* can be enough: a thousand spikes a second,
# each a kick of 0.7 mV, lift v by 14 mV, as 1.4 nA do. If they come by chance, ours fires at 15 Hz
# ([lesson 03](03_regular_or_by_chance.ipynb)).
#
# **My curve has a rounded foot, not a wall. Is the cell no LIF?** Noise alone rounds it. Where
# fast noise would scatter v by 2 mV about its goal, ours fires at 14 Hz under 1.4 nA; at 2 nA the
# same noise adds less than 2 Hz. Give your cell one current near the foot several times. If the
# spikes come at other times in each run, it's noise. If all are alike, the cell's own curve is
# gentler, and no LIF with fixed numbers follows it.
#
# **How strong must a short pulse be?** In a time t the climb covers the share $1 - e^{-t/\tau_m}$ of
# the way to its goal, so the current must be the rheobase divided by this share (the
# *strength-duration curve*). Twice the rheobase needs $\tau_m \ln 2$, 13.9 ms, the *chronaxie*. In a
# very short pulse nearly nothing leaks, and only its charge counts: 15 mV × 2 nF = 30 pC, so some 30
# nA for 1 ms.
#
# **And a negative current?** It takes v to $v_{rest} + R_m I$, however low: at −4 nA ours stands at
# −105 mV. Inhibition in a cell stops at a voltage of its own ([lesson
# 04](04_what_a_spike_does.ipynb)).
#
# **My current changes. May I still use the formula for the rate?** As long as it hardly changes
# within an interval. Let it swing by a fifth about 2 nA. If that takes two seconds, each interval
# fits the current in its middle to 2 %; if it takes a fifth of a second, some are off by more than
# a tenth.
#
# **Do I count spikes, or measure intervals?** In a short run, measure. A window of 200 ms holds 6
# or 7 spikes at 2 nA, which makes 30 or 35 Hz; the mean interval gives 33.6. Don't count the
# wait for the first spike, which has no pause in it.
#
# #### From a cell to its numbers
#
# **How many numbers must I find?** Four, if you want its spikes. Move threshold, rest and reset up
# by 10 mV together and nothing changes; double $R_m$ and all distances, and it doesn't either. The
# four are the rheobase, $\tau_m$, $t_{ref}$, and how far up from rest to threshold the reset lies.
# Put the reset at rest, and rates at several currents give the other three. Take some close to the
# rheobase, because strong ones tell only the pause and a product: a quick climb takes about
# $\tau_m$ times the rheobase, divided by the current.
#
# **I have recorded v. Where do I read its numbers?** $R_m$ and $\tau_m$ from a small step *down*,
# where no channel of the spike is at work. A real threshold isn't a line in the recording: papers
# take the v at which it first rises by 10 or 20 mV in a millisecond, and the mean over many spikes.
# The reset is the lowest v after a spike. Last set $t_{ref}$ so that the fastest rate that you saw
# is met.
#
# **I have no recording. Which numbers are usual?** Pyramidal cells of a rat's barrel cortex, the
# mean of each layer: at rest −73 to −61 mV, threshold −51 to −40, a time constant of 8 to 12 ms, 48
# to 68 MΩ (Tanaka and others 2011, table 3). In layer 2 of the frontal cortex it was 160 MΩ, 20 ms
# and a rheobase of 0.19 nA (van Aerde and Feldmeyer 2015, table 4).
#
# **Would a real cell's curve look like ours?** It's flatter by far. In those cells of layer 2 each
# further 0.1 nA brought 5 to 8 Hz. A LIF with their three numbers and our pause fires at 43 Hz with
# the first 0.1 nA, and gains 22 with the second. What the cell does and the LIF can't is tire: its
# ninth interval was three to seven times as long as the first.
#
# **My cell tires. Can I fit a LIF?** To its first intervals, which is the rested cell, or to the
# late ones. Or add the least that tires, a current that each spike raises and that decays: with 0.1
# nA a spike, taken off the input and decaying in 200 ms, ours falls under 2 nA from 31 Hz, in its
# first interval, to 19 ([lesson 17](17_beyond_lif.ipynb)).
#
# #### What the model is, and isn't
#
# **"The spike is drawn by hand, so that's no neuron." A fair objection?** Yes, where the spike itself
# is asked about: what makes it, how wide it is, what a drug does. That takes the channels of lesson
# 17. Nor can a LIF burst, fire when a negative current ends, or fall silent under a strong one. But
# *when* spikes come they do tell: with tiring added they match the rates of a rat's cells under noise
# (Rauch and others 2003). Of their single spikes a model whose threshold tires met up to 75 % within
# 2 ms, where the current swung strongly (Jolivet and others 2006). Nor does it *resonate*, as cells
# do that answer best to one rhythm (lesson 17).
#
# **Why has a cell a threshold and a reset, and are they fixed?** As v rises sodium channels open, and
# the sodium that comes in lifts v further. Once more comes in than leaks out, v runs away, and the
# spike is the same whatever began it (*all or none*). But these channels also shut by themselves
# after a while, so a slow climb finds fewer of them left. In a cat's visual cortex the threshold
# wandered over some 10 mV (Azouz and Gray 1999), and was the lower the faster v rose towards it
# (Azouz and Gray 2000). Ours is at −50 mV for every climb. What brings v down again is potassium: its
# channels open later and close slowly, so v may dip below rest (*afterhyperpolarisation*). That
# ours restarts at rest is a choice.
#
# **Is a cell's pause so strict?** For a millisecond or two: then no current fires it, because its
# sodium channels are inactivated (the *absolute* refractory period). After that, some more current
# does (the *relative* one). To build that in, let each spike raise the threshold by 10 mV, which
# die away with a time constant of 5 ms. Under 2 nA ours fires hardly slower; under 10 nA it falls
# from 190 to 161 Hz.
#
# **Is it a ReLU?** Without leak and pause it is: every current fires it, and the rate is in proportion,
# 33 Hz at 1 nA and 67 at 2 (the *perfect integrator*). But it never forgets: two kicks of 9 mV fire it
# however far apart they come. Ours needs them within 8 ms of each other, like a *coincidence detector*
# ([lesson 04](04_what_a_spike_does.ipynb)). With the leak alone, the curve comes close to a line of the
# same slope that begins at half the rheobase: at 3 nA it lies 4 % below, at 2 nA 13.
#
# **Can I build one?** Put a comparator on the capacitor of [lesson 01](01_leaky_bucket.ipynb). Its
# output, high once v is at the threshold, is the spike; it also closes a switch that empties the
# capacitor, and holds it closed for the pause.
#
# **Whom do I cite?** For the circuit, a capacitor that leaks through a resistor, and a threshold,
# Lapicque (1907): the leak was in it (Abbott 1999). For the equation and its rate, a textbook: Gerstner and others (2014).
#
# **What must a paper say of its LIF?** The equation, $\tau_m\,dv/dt = v_{rest} - v + R_m I$, and
# the numbers of our table; then dt, whether a crossing is solved for or noticed at the end of its
# step, and what v does in the pause. Ours is held. Where v may climb and only the spike is
# forbidden, pause and climb run side by side, and the interval is the longer of the two: 36 Hz
# under 2 nA instead of 34.

# %% [markdown]
# ## References
#
# - Lapicque L (1907). Recherches quantitatives sur l'excitation électrique des nerfs traitée comme
#   une polarisation. *J Physiol Pathol Gén* 9:620-635. In English: *Biol Cybern* 97:341-349 (2007),
#   [doi:10.1007/s00422-007-0189-6](https://doi.org/10.1007/s00422-007-0189-6).
# - Gerstner W, Kistler WM, Naud R, Paninski L (2014). *Neuronal Dynamics*, sec. 1.3. Cambridge
#   University Press, [doi:10.1017/CBO9781107447615](https://doi.org/10.1017/CBO9781107447615).
# - Azouz R, Gray CM (2000). Dynamic spike threshold reveals a mechanism for synaptic coincidence
#   detection in cortical neurons in vivo. *Proc Natl Acad Sci USA* 97:8110-8115,
#   [doi:10.1073/pnas.130200797](https://doi.org/10.1073/pnas.130200797).
# - Azouz R, Gray CM (1999). Cellular mechanisms contributing to response variability of cortical
#   neurons in vivo. *J Neurosci* 19:2209-2223.
# - Abbott LF (1999). Lapicque's introduction of the integrate-and-fire model neuron (1907). *Brain
#   Res Bull* 50:303-304,
#   [doi:10.1016/S0361-9230(99)00161-6](https://doi.org/10.1016/S0361-9230%2899%2900161-6).
# - Jolivet R, Rauch A, Lüscher HR, Gerstner W (2006). Predicting spike timing of neocortical
#   pyramidal neurons by simple threshold models. *J Comput Neurosci* 21:35-49,
#   [doi:10.1007/s10827-006-7074-5](https://doi.org/10.1007/s10827-006-7074-5).
# - van Aerde KI, Feldmeyer D (2015). Morphological and physiological characterization of pyramidal
#   neuron subtypes in rat medial prefrontal cortex. *Cereb Cortex* 25:788-805,
#   [doi:10.1093/cercor/bht278](https://doi.org/10.1093/cercor/bht278).
# - Rauch A, La Camera G, Lüscher HR, Senn W, Fusi S (2003). Neocortical pyramidal cells respond as
#   integrate-and-fire neurons to in vivo-like input currents. *J Neurophysiol* 90:1598-1612,
#   [doi:10.1152/jn.00293.2003](https://doi.org/10.1152/jn.00293.2003).
# - Rueckauer B, Lungu IA, Hu Y, Pfeiffer M, Liu SC (2017). Conversion of continuous-valued deep
#   networks to efficient event-driven networks for image classification. *Front Neurosci* 11:682,
#   [doi:10.3389/fnins.2017.00682](https://doi.org/10.3389/fnins.2017.00682).
# - Tanaka YR, Tanaka YH, Konno M, Fujiyama F, Sonomura T, Okamoto-Furuta K, Kameda H, Hioki H,
#   Furuta T, Nakamura KC and others (2011). Local connections of excitatory neurons to
#   corticothalamic neurons in the rat barrel cortex. *J Neurosci* 31:18223-18236,
#   [PMC6623880](https://pmc.ncbi.nlm.nih.gov/articles/PMC6623880/table/T3).
#
# Words of this lesson, in the [glossary](glossary.md): spike, threshold and reset, refractory
# period, leaky integrate-and-fire neuron, rheobase, interspike interval, f-I curve.
#
# Next: [03 · Regular, or by chance](03_regular_or_by_chance.ipynb).
