# %% [markdown]
# # 01 · The leaky bucket
#
# **60 minutes** · You need a little algebra, and what an exponential looks like.
#
# *What does a neuron do with the current you give it?*
#
# By the end you can say how far a neuron's voltage goes under a current and how fast, and read
# both off a trace. You can simulate it without an error, say what the usual way costs, and work
# out how high a train of spikes piles up.

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

import matplotlib.pyplot as plt
import numpy as np

from snn_edu import LIF, explore, simulate
from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.leaky_bucket import mystery_trace, views

# %% [markdown]
# Lesson 00 asked for a neuron, so here is one, at first without its spikes. A
# [neuron](glossary.md#neuron) is wrapped in a [membrane](glossary.md#membrane), a skin that keeps
# charge apart and lets a little of it through. It behaves like a bucket with a hole. Current pours
# in from a tap, and some of it leaks out again. The level of the water is the voltage between
# inside and outside. Books call it the **[membrane potential](glossary.md#membrane-potential)**; we
# write $v$. With no current it stays at −65 mV, the **[resting
# potential](glossary.md#resting-potential)**.

# %%
views.bucket()

# %% [markdown]
# Press Play and watch the level, then the jet below the hole. The level climbs quickly at first,
# then ever more slowly. It stops where as much leaks out as pours in. (Black is the voltage, or
# white if your page is dark. Blue is what we put in or what theory says.)
#
# You may change three things:
#
# | in the bucket | in the neuron | what it says |
# |---|---|---|
# | the tap | current $I$, in nanoamperes (nA) | how much pours in |
# | the hole | resistance $R_m$, in megaohms (MΩ) | how hard it is to leak out |
# | the walls | capacitance $C_m$, in nanofarads (nF) | how much charge lifts the level by 1 mV |

# %%
predict("leaky_bucket.double_R", then=views.knobs())

# %% [markdown]
# The dash-dotted line is where v is going. The diamond marks when 63 % of the climb is done. Double
# each of the three. Write down how far v goes and how long it takes to the diamond, then open our
# table.
#
# <details><summary>What we see</summary>
#
# | you double | how far | how long to the diamond |
# |---|---|---|
# | the current | twice as far | the same |
# | $R_m$ | twice as far | twice as long |
# | $C_m$ | the same | twice as long |
#
# </details>
#
# Two numbers tell all there is: how far, which we call $v_\infty$, and how long, the **[time
# constant](glossary.md#membrane-time-constant)** $\tau_m$. (In code: `v_inf`, `tau_m`.)
# Where do they come from, and why 63 %?

# %% [markdown]
# ## Where does the current go?
#
# Here is the circuit that the bucket is a picture of. The battery keeps v at rest while no current
# comes.

# %%
views.circuit()

# %% [markdown]
# Some of the current, $(v - v_{rest})/R_m$, leaks back out through pores of the resistance $R_m$.
# The rest stays and charges the membrane. To raise v by one millivolt takes an amount of charge
# called the capacitance, $C_m$, so to raise it at the rate $dv/dt$ takes a current $C_m\,dv/dt$.
# What comes in must equal what leaks out plus what stays:
#
# $$ I = \frac{v - v_{rest}}{R_m} + C_m \frac{dv}{dt} $$
#
# Multiply by $R_m$ and give $R_m C_m$ its own name, $\tau_m$:
#
# $$ \tau_m \frac{dv}{dt} = -(v - v_{rest}) + R_m I $$
#
# When $dv/dt$ is 0, v stops. That is at $v_\infty = v_{rest} + R_m I$, the [steady
# state](glossary.md#steady-state). For example, 1 nA through 10 MΩ takes v 10 mV above rest, to −55
# mV. (The units fit: nA times MΩ is mV, MΩ times nF is ms.)

# %% [markdown]
# ## How does it get there?
#
# Look not at v, but at its *distance* from the goal, $u = v - v_\infty$. Four lines lead to the
# solution, and the third is yours.
#
# 1. The goal stands still while the current does, so $u$ changes as $v$ does: $du/dt = dv/dt$.
# 2. In the equation, $-(v - v_{rest}) + R_m I$ is just $-(v - v_\infty)$, which is $-u$.
# 3. So $du/dt = \;?$
# 4. Which function is its own slope, up to a factor?

# %% [markdown]
# ### Your turn: the third line

# %%
def du_dt(u, tau_m):
    return ...  # your line here: the slope of u, in mV per ms


check("leaky_bucket.third_line", du_dt)

# %%
solution("leaky_bucket.third_line")

# %% [markdown]
# Your line says that half as far to go is half as fast. This is why the climb slows down: the tap
# hasn't changed, but the hole takes more and more of what it gives, so what it leaves shrinks
# together with the distance.
#
# Suppose the first millisecond takes away a twentieth of the distance. Then the second begins with
# nineteen twentieths and goes at nineteen twentieths of the speed, so it takes away a twentieth of
# *those*. However large the distance is, in equal times it loses an equal share. The function that does
# so is an exponential, $u_0\, e^{-t/\tau_m}$, whose slope is just your third line. One $\tau_m$
# multiplies the distance by $e^{-1} = 0.37$. 37 % of it is left, 63 % of the climb is done, and there
# the diamond sat. The next $\tau_m$ takes its 63 % of the rest. The bucket never quite arrives, but
# after five time constants less than a hundredth is left.
#
# Notice what the rule does not ask: when the current was switched on, where v began, how it came.
# Only the distance that is left counts. Take two such membranes, one at −80 mV, one at −50, under
# the same current. Their 30 mV of difference shrink by the same factor, and after five time
# constants they are a fifth of a millivolt apart. A membrane *forgets*, and $\tau_m$ says how fast.
# Because only the present counts, we may also restart the clock at any moment, and all of it holds
# again.

# %% [markdown]
# Put $v - v_\infty$ back in for $u$, and $v_0$ for where v was at first:
#
# $$ v(t) = v_\infty + (v_0 - v_\infty)\, e^{-t/\tau_m} $$
#
# Such a formula, right at any time in one go, is called a [closed form](glossary.md#closed-form).
# For example, 1 nA through 10 MΩ leads from −65 to −55 mV. If $\tau_m$ is 20 ms, after 20 ms 0.37 of
# these 10 mV are left, so v is at −58.7 mV; after 60 ms it's $e^{-3}$, or 0.05, and −55.5 mV.
#
# ### Your turn: read a time constant
#
# Here a current, switched on at 10 ms, takes v from −65 to −53 mV. What is $\tau_m$?
# Move the line along the trace, or use the arrays `t` and `v`.

# %%
t, v = mystery_trace()  # ms and mV

views.mystery()

# %%
my_tau = None  # your reading, in ms

check("leaky_bucket.read_tau", my_tau)

# %%
solution("leaky_bucket.read_tau")

# %% [markdown]
# Had the trace broken off early, two climbs in equal times $T$ would have done: the second is
# $e^{-T/\tau_m}$ of the first.
#
# ## One step at a time
#
# If the current changes, we move along in steps of length [dt](glossary.md#time-step), short
# enough that it stands still within each, and restart the clock at every one. The closed form
# gives v one step later without any error, so it's called the **exact step**. With dt = $\tau_m$,
# for example, each leaves 37 % of the distance.

# %% [markdown]
# ### Your turn: write the exact step

# %%
def exact_step(v, v_inf, dt, tau_m):
    return ...  # your line here: the new v


check("leaky_bucket.exact_step", exact_step)

# %%
solution("leaky_bucket.exact_step")

# %% [markdown]
# Let your line drive a membrane under a current of your own, beside the library's `simulate`. (`LIF`
# is the neuron of lesson 02, here with a threshold out of reach.)

# %%
lif, dt = LIF(v_threshold=900.0), 5.0  # dt in ms
t = np.arange(0, 300, dt)
current = np.where(t % 100 < 50, 1.0, 0.0)  # nA, on and off: change it, and dt as well
run = simulate(lif, current, dt)  # the library's
v, mine = lif.v_rest, [lif.v_rest]
for now in current:
    v = exact_step(v, lif.v_inf(now), dt, lif.tau_m)  # yours
    mine.append(v)
plt.figure(figsize=(7, 2.5))
plt.plot(run.t, run.v)
if v is not ...:  # once you have written it
    plt.plot(run.t, mine, "k.")
plt.xlabel("time (ms)")
plt.ylabel("v (mV)")
plt.show()

# %% [markdown]
# ## Two swings
#
# Now a current that does two things at once: it swings slowly, once in 200 ms, and flickers just as
# widely, once in 10 ms.

# %%
def two_swings(fast=10.0, memory=20.0):  # both in ms; the memory is tau_m
    lif, dt = LIF(tau_m=memory, v_threshold=900.0), 0.5
    t = np.arange(0, 400, dt)  # ms
    current = 1 + 0.5 * np.sin(2 * np.pi * t / 200) + 0.5 * np.sin(2 * np.pi * t / fast)
    return {"v": (t, simulate(lif, current, dt).v[1:]), "its goal": (t, lif.v_inf(current))}


explore(two_swings, fast=(2, 200, 1), memory=(2, 50, 1), labels=("time (ms)", "mV"))

# %% [markdown]
# Of the goal's slow swing v keeps 85 %, of the flicker 8 %. What a membrane remembers is the
# last $\tau_m$ or so. What changes many times within that cancels, what changes more slowly
# gets through: v is a running mean of the current. Engineers call this a **low-pass filter**.
# Before you move the memory to 2 ms, say how much flicker will come back.

# %% [markdown]
# ## And the usual way?
#
# Most code takes the slope at the beginning of the step and walks straight on. That's [Euler's
# method](glossary.md#eulers-method). It asks only for the slope, and most equations have no
# closed form:
#
# $$ v \leftarrow v + \frac{dt}{\tau_m}\,(v_\infty - v) $$
#
# Each step then multiplies the distance by $1 - dt/\tau_m$ instead of $e^{-dt/\tau_m}$. For small
# steps the two are nearly the same. **And for large ones?**

# %%
predict("leaky_bucket.euler_at_dt_over_two_tau", then=views.euler())

# %% [markdown]
# That was $\tau_m$ = 10 ms and dt = 25 ms: a factor of −1.5. With dt = 1 ms it's 0.9, with 10
# it's 0, with 15 −0.5. Once dt exceeds $\tau_m$ it's negative, and each step lands on the other
# side of the goal. Once dt exceeds $2\tau_m$ it's larger than 1 in size, and each step ends
# further off. It's the method that explodes, not the membrane. Where no formula tells whether dt
# is small enough, halve it: if v hardly moves, the longer one was small enough.
#
# **Try** the buttons for steps of 5 and 0.5 ms. Do Euler's squares lie above the curve or below,
# and how do the errors compare?
#
# <details><summary>What we see, and why</summary>
#
# They lie above. Euler runs *ahead*, because the slope at the beginning of a step is the steepest,
# and v keeps it to the end. Ten times smaller steps make about ten times less error. (At its right
# end the curve falls only because fewer steps fit into 100 ms.)
#
# </details>

# %% [markdown]
# ## Drops instead of a stream
#
# Neurons rarely get a steady current. They get spikes from others. Let each bring its charge $q$
# so quickly that nothing leaks meanwhile. Then it lifts v at once by $w = q/C_m$, and the bucket
# leaks as before. What one spike leaves behind is a [postsynaptic
# potential](glossary.md#postsynaptic-potential-psp), or PSP:
#
# $$ \mathrm{PSP}(t) = w\, e^{-t/\tau_m} $$

# %%
predict("leaky_bucket.second_psp", then=views.drops())

# %% [markdown]
# Send fifteen spikes, 5 ms apart. Each purple curve decays alone, as if the others weren't there,
# and v is their sum. That holds because the equation has v only to the first power; such a
# membrane is called *linear*.

# %% [markdown]
# ### Your turn: a train without an end
#
# Now a spike comes every `gap` ms, for ever. After a while v is back at the same height right after
# each spike. Call that height $h$. During the gap h decays, then the next spike adds $w$ and brings
# it back to $h$. That sentence is an equation. Solve it.

# %%
def train_limit(w, gap, tau_m):
    return ...  # h, in mV above rest


check("leaky_bucket.train_limit", train_limit)

# %%
solution("leaky_bucket.train_limit")

# %% [markdown]
# ### Your turn: its mean
#
# How high is v *on average*? Count areas. A spike lifts v by $w$, for about $\tau_m$, and the area
# under its PSP is exactly $w\,\tau_m$. For example, 5 mV and 20 ms make 100 mV ms. One such area
# comes in each gap. (If the gaps differ, their mean counts.)

# %%
def train_mean(w, gap, tau_m):
    return ...  # in mV above rest


check("leaky_bucket.train_mean", train_mean)

# %%
solution("leaky_bucket.train_mean")

# %%
views.endless(train_limit, train_mean)

# %% [markdown]
# The dashed line is your $h$, the dotted one your mean. Move the spikes closer together. The ripple
# stays as high as one spike lifts v, while the mean grows, until the ripple hardly counts.
# Many drops act like a stream: with $w = q/C_m$ the mean $w\,\tau_m/\text{gap}$ is
# $R_m\,q/\text{gap}$, and charge per time is a current. That's why we may speak of a *current* into
# a neuron at all.
#
# We asked what a neuron does with the current you give it. It adds it up and forgets it again.
# How far v goes is a matter of $R_m$ and of how much comes in, as a stream or as drops; how long
# it remembers, of $\tau_m$. In a real membrane the hole gets wider and narrower with v, which has
# to wait for lesson 17. And so far all that our bucket gives away is its leak. When does it send
# a spike of its own? [Lesson 02](02_neuron_that_fires.ipynb) gives it a rim.
#
# **In the books**: membrane potential, resting potential, depolarisation (v rises) and
# hyperpolarisation (it falls), time constant, leaky integrator, low-pass filter, exponential moving
# average, forward Euler, temporal summation.

# %% [markdown]
# ## Key points
#
# - A membrane is a leaky bucket: $\tau_m\, dv/dt = -(v - v_{rest}) + R_m I$.
# - $v_\infty = v_{rest} + R_m I$ says *how far*, and $\tau_m = R_m C_m$ says *how fast*. After one
#   $\tau_m$ 63 % is done.
# - The exact step multiplies the distance to $v_\infty$ by $e^{-dt/\tau_m}$, and is right at any dt
#   while the current stays the same.
# - Euler's method runs ahead by an error proportional to dt while dt is small. Beyond
#   $dt = 2\tau_m$ it explodes.
# - What changes faster than $\tau_m$ is averaged away: a low-pass filter. (With a memory of 2 ms
#   six tenths of the flicker are back.)
# - PSPs add up. Under an endless train v is $w\,\tau_m/\text{gap}$ above rest, on average.
#
# **Where is this used?** With $a = e^{-dt/\tau_m}$ and v measured from rest, the exact step is
# $v \leftarrow a\,v + (1 - a)\,R_m I$: a layer of leaky neurons in snnTorch, where $a$ is called
# beta and $1 - a$ is left to the weights.

# %% [markdown]
# ## Quiz

# %%
quiz("leaky_bucket")

# %% [markdown]
# ## Go deeper
#
# None of this is needed later.
#
# **How a picture is made.** A view is a function from the sliders to what is drawn, and a drawing
# makes the axes once. Here are both, for the bucket.

# %%
views.knobs.code()

# %% [markdown]
# **A noisy sensor.** Let your exact step smooth noisy readings of a slow wave. With a longer
# $\tau_m$ more noise cancels, but v falls behind the wave. Which $\tau_m$ is best, and which with
# half the noise? (Under *More* is a seed, for other noise.)

# %%
views.smooth(exact_step)

# %% [markdown]
# With noise of 1 the best lies between 6 and 11 ms, depending on the seed. There v is off by some
# 0.3, where the readings are off by 1. With half the noise it's about 5 ms, with twice as much
# mostly 12 to 18.
#
# **Where does the error of Euler's method come from?** In one step the two factors differ by about
# $(dt/\tau_m)^2/2$, the first term of the exponential that Euler leaves out. A time $t$ takes
# $t/dt$ steps, so the distance that is left is too short by a share of about $t\,dt/(2\tau_m^2)$.
# The error is that share times the distance, $e^{-t/\tau_m}$ of the climb. One factor grows with
# $t$ and the other decays, and their product is largest at $t = \tau_m$. Put that in, and of a
# climb of $\Delta v$ the worst error is about this, 2 % of the climb at a step of a tenth of
# $\tau_m$:
#
# $$ \Delta v \, \frac{dt}{2\, e\, \tau_m} $$

# %%
small = np.array([0.1, 0.2, 0.4, 0.8])  # ms
error = views.euler_error(small, tau_m=20.0)  # mV, of a climb of 10 mV
for dt, worst in zip(small, error, strict=True):
    print(f"dt = {dt} ms: error {worst:.5f} mV, the formula says {10 * dt / (2 * np.e * 20):.5f}")

# %% [markdown]
# ### Your turn: choose a time step
#
# Suppose v climbs by `climb` mV, and you can live with an error of `allowed` mV. What is the
# largest dt that you can use with Euler's method?

# %%
def choose_dt(tau_m, climb, allowed):
    return ...  # in ms, by the formula above


check("leaky_bucket.choose_dt", choose_dt)

# %%
solution("leaky_bucket.choose_dt")

# %% [markdown]
# ### Your turn: two spikes, as a function
#
# You did this one in your head. Write it for any $w$, gap and $\tau_m$.

# %%
def two_psps(w, gap, tau_m):
    return ...  # v above rest right after the second spike, in mV


check("leaky_bucket.two_psps", two_psps)

# %%
solution("leaky_bucket.two_psps")

# %% [markdown]
# **Paper check.** Rotter and Diesmann (1999) made the point that a linear membrane should be
# stepped by its own solution, at any step width. Our `simulate` does, so only rounding is left:

# %%
lif = LIF(tau_m=10.0, R_m=10.0, v_threshold=900.0)  # a threshold it never meets
for dt in (0.1, 1.0, 10.0):
    recording = simulate(lif, np.full(round(100 / dt), 1.0), dt)
    away = np.abs(recording.v - lif.v_after(recording.t, 1.0)).max()
    print(f"dt = {dt:4} ms: within 1e-10 mV of the formula: {away < 1e-10}")

# %% [markdown]
# ### Asked by readers
#
# #### Reading a trace
#
# **My trace stays flat. What do I print?** First $R_m I$ in mV, because v can't go further. nA times
# MΩ is mV; pA times MΩ is a thousandth of that. Then $dt/\tau_m$: if one is in s and the other in
# ms, v hardly moves, or explodes. Then the first step: with 10 mV to go, a $\tau_m$ of 20 ms and
# dt = 1 ms v rises by 0.49 mV, by Euler's method by 0.5.
#
# **My trace is noisy. Where do I read $\tau_m$?** Not at the first sample above 63 %, because the
# luckiest noise gets there first. With noise of a twentieth of the climb, and a sample each half
# millisecond, a $\tau_m$ of 20 ms is read too short in nine draws of ten, by some 2 ms on average.
# Fit the whole curve, its start too: with 100 ms of trace your fits scatter by some 0.7 ms, with 40
# ms by 2. Where the start is known it's 0.5 and 1.3. Or take the mean of $n$ runs, which makes the
# noise smaller by $\sqrt n$.
#
# **I have $\tau_m$. What are $R_m$ and $C_m$?** If you know the current, $R_m$ is the climb divided
# by it, and $C_m$ is $\tau_m / R_m$. ($C_m$ alone sets the first slope, $I / C_m$: while v is still
# at rest nothing leaks.) Without the current the trace can't tell: half of it through twice the
# resistance looks the same. A membrane can't jump, so what jumps at once with the current
# is the electrode's own resistance; leave it out of the climb.
#
# **Is my membrane linear?** Send it a small step, one twice as large and one downwards. The
# second has to go twice as far, the third as far down, all at the same speed. If not, channels open
# or close with v; then keep to the few mV where they don't, or see lesson 17. In cells of the
# hippocampus $R_m$ grew over the last 15 mV below the threshold, by 45 % on average (Hotson and
# others 1979). And after a step down v comes back a part of the way (a *sag*): channels open,
# and their current, $I_h$, lifts it (Robinson and Siegelbaum 2003). In a rat's frontal cortex that part
# is 2 to 13 % in layers 2 and 6, kind by kind, and largest in layer 5 (van Aerde and Feldmeyer 2015).
#
# **Can I have the current back from v?** In principle: it's $(v - v_{rest})/R_m + C_m\, dv/dt$. But a
# slope makes noise large. With noise of 0.1 mV in each sample, taken every 0.1 ms, the difference of
# two samples strays by 0.14 mV, the slope by 1.4 mV/ms, and with 2 nF that's 2.8 nA. Average v
# first, over as long as the current may be taken to stand still.
#
# #### Steps and names
#
# **I'm given a half-life, a cut-off or a beta. What is $\tau_m$?** The half-life is 0.69 $\tau_m$. Of
# a swing of period $T$, v keeps the share $1/\sqrt{1 + (2\pi\tau_m/T)^2}$. The cut-off is where that
# makes 71 %, at $1000/(2\pi\tau_m)$ Hz: at 20 ms that's 8 Hz. There v comes an eighth of a swing
# late. Quicker swings are late by a larger part of their length, but never by a full quarter. A beta
# is $e^{-dt/\tau_m}$, so 0.9 in steps of 1 ms is a $\tau_m$ of 9.5 ms. In steps of 5 ms it's 47 ms:
# whoever changes dt has to change beta. Code without the 1 − beta in front of the input moves v some
# 20 times as far by the same current, with 20 ms and dt = 1 ms. A paper's $g_L$ is $1/R_m$, here 100
# nS, and its $E_L$ our $v_{rest}$.
#
# **What lies between Euler and the exact step?** Take the slope in the middle of the step, where
# Euler would be (*midpoint*). Of a distance a step of a tenth of $\tau_m$ should leave 0.9048.
# Euler leaves 0.9, the midpoint 0.9050. Over the same time, in steps ten times finer, it is a
# hundred times less off. *Backward Euler*, with the slope at the end, leaves 0.9091 and never
# explodes. Where $\tau_m$ itself changes with v, hold it for a step and take the exact step:
# *exponential Euler*.
#
# **My current is a recording. Is the exact step still exact?** It is for a staircase that holds
# each sample for one step. Against a smooth current that staircase is half a step late. Give each
# step the mean of the current at its two ends: with a swing of 50 ms, a $\tau_m$ of 20 and dt = 2 ms
# less than a twentieth of the error is left, once the start is forgotten.
#
# **Must it be a loop?** Not while the membrane is linear. What each step's current brings decays by
# itself, and v is the sum of what is left. Let a step leave the share $a = e^{-dt/\tau_m}$; then k
# steps later it's $(1 - a)\,a^k$ of $R_m I$ (the *impulse response*). Such a sum over the past is a
# *convolution*, so `np.convolve(current, lif.R_m * (1 - a) * a ** np.arange(n))[:n]` is v above rest
# at the ends of all n steps. *State-space models* are trained that way, all steps at once. A reset
# ends it, because it has to wait for v.
#
# **Which $\tau_m$ do I give a network, and can it be learned?** As long as what has to be added up
# lasts: of an input of 100 ms ago a $\tau_m$ of 20 ms keeps less than 1 %, one of 100 ms 37 %. It can
# be learned, because v depends smoothly on beta; take beta as the sigmoid of a free number, which holds
# it between 0 and 1 (*PLIF*, Fang and others 2021). On small photographs their network was right in
# 93 % with a fixed $\tau_m$ of two steps, with one of 16 in fewer than half; learned, in 93 % from
# either.
#
# #### When spikes pile up
#
# **For how long does a membrane remember a spike?** For some $\tau_m$. With 10 ms two spikes of 5
# mV, 5 ms apart, reach 5 + 5 × 0.61, or 8.0 mV, because 0.61 is $e^{-0.5}$. At 50 ms they reach
# 5.03. After three time constants less than 5 % of the first is left. Without the hole v would
# keep them all, and two spikes make 10 mV however far apart: a *perfect integrator*.
#
# **How high do n spikes pile up, and do they fire the neuron?** Where $a =
# e^{-\text{gap}/\tau_m}$ is the share that a gap leaves, v is $w(1-a^n)/(1-a)$ above rest right
# after the last. With 10 ms, five spikes of 5 mV, 5 ms apart, reach 11.7 mV, and a train without
# an end 12.7. Whether that fires it is up to the rim of [lesson 02](02_neuron_that_fires.ipynb).
#
# **When may I take spikes for a current?** When many come within $\tau_m$. If they come by chance
# at the rate r, v scatters about its mean by a share of $1/\sqrt{2 r \tau_m}$, which is 10 % for
# fifty in one $\tau_m$. To the mean that doesn't matter; to a threshold it does ([lesson
# 03](03_regular_or_by_chance.ipynb)).
#
# #### Is it true of cells?
#
# **Which numbers does a real cell have?** In slices of a rat's frontal cortex kinds of pyramidal
# cells had means of 150 to 430 MΩ and 17 to 33 ms (van Aerde and Feldmeyer 2015, tables 4 and 7), in
# each kind some 0.05 to 0.15 nF. They rested between −79 and −67 mV. A square centimetre of membrane
# has some 0.9 µF (Gentet and others 2000), so 0.1 nF is 11,000 µm² of it. Ours, with 10 MΩ and 2 nF,
# has round numbers instead. Since only $R_m I$ counts, it takes ten times the current of a cell with
# 100 MΩ and does the same.
#
# **Are these numbers the same in a working brain?** Busy synapses hold pores open, which divide $R_m$
# and $\tau_m$ alike. In anaesthetised cats they made $R_m$ about five times smaller (Destexhe and
# Paré 1999). But in awake mice both stayed low when the spikes were blocked, so most of it was the
# cells' own (Fernandez and others 2018). It isn't settled.
#
# **Can I build one?** Yes: a battery, a resistor of 100 kΩ and a capacitor of 100 µF, in a row. The
# capacitor's voltage climbs with $\tau$ = 10 s, slow enough to read off a meter. A digital chip has no
# resistor: it takes a sixteenth of v away in each step, a mere shift by four bits, and that is a
# $\tau_m$ of 15.5 steps ([lesson 21](21_three_simulators.ipynb)).
#
# **Why does v rest at −65 mV? May I take 0?** In your code you may: the equation has only $v -
# v_{rest}$, and a threshold moves along. In a cell each kind of pore pulls v to a voltage of its own,
# which pumps maintain, and v rests at their mean, weighted by how well each conducts. Ten potassium
# pores that pull to −77 mV and one alike for sodium that pulls to 50 settle near −65 mV. [Lesson
# 17](17_beyond_lif.ipynb) has both.
#
# **Does a synapse send in a current?** It opens pores, which pull v to their own *reversal potential*
# and leak as the others do. While they conduct a tenth of the leak, a current of the same strength at
# rest takes v 1.1 times as far as they do. At as much as the leak it's twice as far; besides, they
# halve $\tau_m$, and PSPs no longer just add up. [Lesson 04](04_what_a_spike_does.ipynb) has such
# *conductance-based* synapses.
#
# **A cell has dendrites. Why may I take it for one bucket?** Join two alike by a pipe, say a cell's
# body and its dendrite, and pour into the body. How far the body is ahead of the dendrite is soon
# settled, with 2 ms, say. The mean of the two climbs with a $\tau_m$ of 20 ms, as one bucket with the
# $R_m$ of both together: ten elevenths of the body's climb are one bucket's. So v rises fast at
# first, then slowly: read $\tau_m$ late, where the logarithm of the distance has become a straight
# line. What one bucket can't tell is where on the tree an input came.
#
# **Does a real bucket empty like this?** Not quite. A jet goes with the *root* of the level
# (Torricelli's law), so a real bucket is empty after a finite time.
#
# **Whom do I cite?** Lapicque (1907) took a frog's nerve for a capacitor with a leak, which excites
# once it is charged so far. To get there within a time $t$ takes a voltage of
# $\alpha / (1 - e^{-\beta t})$: our closed form, solved for what is put in. For
# spikes that come by chance cite Stein (1965).

# %% [markdown]
# ## References
#
# - Lapicque L (1907). Recherches quantitatives sur l'excitation électrique des nerfs traitée comme
#   une polarisation. *J Physiol Pathol Gén* 9:620-635. In English: *Biol Cybern* 97:341-349 (2007),
#   [doi:10.1007/s00422-007-0189-6](https://doi.org/10.1007/s00422-007-0189-6).
# - Destexhe A, Paré D (1999). Impact of network activity on the integrative properties of
#   neocortical pyramidal neurons in vivo. *J Neurophysiol* 81:1531-1547.
# - Fang W, Yu Z, Chen Y, Masquelier T, Huang T, Tian Y (2021). Incorporating learnable membrane time
#   constant to enhance learning of spiking neural networks. *ICCV*,
#   [arXiv:2007.05785](https://arxiv.org/abs/2007.05785).
# - Fernandez FR, Rahsepar B, White JA (2018). Differences in the electrophysiological properties of
#   mouse somatosensory layer 2/3 neurons in vivo and slice stem from intrinsic sources rather than a
#   network-generated high conductance state. *eNeuro* 5,
#   [PMC5898699](https://pmc.ncbi.nlm.nih.gov/articles/PMC5898699).
# - Gentet LJ, Stuart GJ, Clements JD (2000). Direct measurement of specific membrane capacitance in
#   neurons. *Biophys J* 79:314-320.
# - Gerstner W, Kistler WM, Naud R, Paninski L (2014). *Neuronal Dynamics*, sec. 1.3. Cambridge
#   University Press, [doi:10.1017/CBO9781107447615](https://doi.org/10.1017/CBO9781107447615).
# - Hotson JR, Prince DA, Schwartzkroin PA (1979). Anomalous inward rectification in hippocampal
#   neurons. *J Neurophysiol* 42:889-895.
# - Robinson RB, Siegelbaum SA (2003). Hyperpolarization-activated cation currents: from molecules to
#   physiological function. *Annu Rev Physiol* 65:453-480,
#   [doi:10.1146/annurev.physiol.65.092101.142734](https://doi.org/10.1146/annurev.physiol.65.092101.142734).
# - Rotter S, Diesmann M (1999). Exact digital simulation of time-invariant linear systems with
#   applications to neuronal modeling. *Biol Cybern* 81:381-402,
#   [doi:10.1007/s004220050570](https://doi.org/10.1007/s004220050570).
# - Stein RB (1965). A theoretical analysis of neuronal variability. *Biophys J* 5:173-194.
# - van Aerde KI, Feldmeyer D (2015). Morphological and physiological characterization of pyramidal
#   neuron subtypes in rat medial prefrontal cortex. *Cereb Cortex* 25:788-805,
#   [doi:10.1093/cercor/bht278](https://doi.org/10.1093/cercor/bht278).
#
# Words of this lesson, in the [glossary](glossary.md): membrane potential, resting potential,
# membrane time constant, steady state, time step, Euler's method, postsynaptic potential.
#
# Next: [02 · A neuron that fires](02_neuron_that_fires.ipynb).
