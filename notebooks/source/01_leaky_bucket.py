# %% [markdown]
# # 01 · The leaky bucket
#
# **60 minutes** · You need a little algebra, and what an exponential looks like.
#
# *What does a neuron do with the current you give it?*
#
# By the end you can say how far a neuron's voltage goes under a current, how fast, and read both
# off a trace. You can simulate it without an error, and say what the usual way costs. And you can
# say how high a train of spikes piles up.

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

import numpy as np

from snn_edu import LIF, simulate
from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.leaky_bucket import mystery_trace, views

# %% [markdown]
# A [neuron](glossary.md#neuron) is wrapped in a [membrane](glossary.md#membrane), a skin that
# keeps charge apart and lets a little of it through. So it behaves like a bucket with a hole.
# Current pours in from a tap, some of it leaks out again, and the level in the bucket is the
# voltage, $v$. Without any current v stays at rest, which for our neuron is −65 mV.
#
# Why begin with a bucket? Because its equation turns up everywhere. It smooths the readings of a
# noisy sensor, and it's the memory in every layer of a deep spiking network. By the end of this
# lesson you will have written it in one line.

# %%
views.bucket()

# %% [markdown]
# Press Play and watch the level. It climbs quickly at first, then ever more slowly. Look at the jet
# below the hole as well. Why does the level stop where it stops?
#
# <details><summary>What we see, and why</summary>
#
# The higher the level, the more leaks out. After a while as much leaks out as pours in, so the
# level can't rise any further.
#
# </details>
#
# The colours mean the same in every picture of this course. Black is the voltage of a neuron (white,
# if your page is dark), and blue is what we put in or what theory says. Spikes will be vermilion, an
# orange red, weights will be purple, and green is for another thing that we compare with.
#
# Next you may change three things yourself:
#
# | in the bucket | in the neuron | what it says |
# |---|---|---|
# | the tap | current $I$, in nanoamperes (nA) | how much pours in |
# | the hole | resistance $R_m$, in megaohms (MΩ) | how hard it is to leak out |
# | the walls | capacitance $C_m$, in nanofarads (nF) | how much charge lifts the level by 1 mV |
#
# **Before you touch them, commit to an answer.**

# %%
predict("leaky_bucket.double_R", then=views.knobs())

# %% [markdown]
# **Try it.** The dash-dotted line is where v is going, and the diamond marks when 63 % of the
# climb is done. (Why 63? We'll see.) Go through the three, and fill in this table before you open
# ours.
#
# | you double | how far | how long to the diamond |
# |---|---|---|
# | the current | ? | ? |
# | $R_m$ | ? | ? |
# | $C_m$ | ? | ? |
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
# So two numbers tell all there is: how far, which we call $v_\infty$, and how long, the [time
# constant](glossary.md#membrane-time-constant) $\tau_m$. (Greek letters are awkward to type, so
# code writes `tau_m`, and `v_inf` for $v_\infty$.) But where do they come from?

# %% [markdown]
# ## Where does the current go?
#
# Here is the circuit that the bucket is a picture of. The battery keeps v at rest while no current
# comes.

# %%
views.circuit()

# %% [markdown]
# The current has two choices. Some of it leaks back out through open channels, with the resistance
# $R_m$, and that part is $(v - v_{rest})/R_m$. The rest stays and charges the membrane. To
# raise v by one millivolt takes an amount of charge called the capacitance, $C_m$, so to raise it
# at the rate $dv/dt$ takes a current $C_m\,dv/dt$. What comes in must equal what leaks out plus
# what stays:
#
# $$ I = \frac{v - v_{rest}}{R_m} + C_m \frac{dv}{dt} $$
#
# Multiply by $R_m$, and call $R_m C_m$ by its own name, $\tau_m$:
#
# $$ \tau_m \frac{dv}{dt} = -(v - v_{rest}) + R_m I $$
#
# When does v stop? When $dv/dt$ is 0, and that is at $v_\infty = v_{rest} + R_m I$, the [steady
# state](glossary.md#steady-state). For example, 1 nA through 10 MΩ takes v 10 mV above rest, to
# −55 mV. (The units fit together: nA times MΩ is mV, and MΩ times nF is ms.)

# %% [markdown]
# ## How does it get there?
#
# Take this slowly. It's the one steep step today, and it pays, because one small idea solves the
# equation. Don't look at v itself, look at the *distance* to its goal, $u = v - v_\infty$. Four
# lines lead to the solution, and the third is yours.
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
# It is the exponential, $u(t) = u_0\, e^{-t/\tau_m}$, because its slope is just your third line. Put
# $v - v_\infty$ back in for $u$, and $v_0$ for where v was at first:
#
# $$ v(t) = v_\infty + (v_0 - v_\infty)\, e^{-t/\tau_m} $$
#
# Well done, that was the steep part. A formula like this, which gives the answer at any time in
# one go, is called a [closed form](glossary.md#closed-form). For example, after one $\tau_m$ the
# factor is $e^{-1} = 0.37$, so 37 % of the distance is left. The other 63 % is done, and that's
# where the diamond sat. In the next $\tau_m$ the rest shrinks by the same factor, and so on. So the
# bucket never quite arrives, but after five time constants less than a hundredth is left.

# %% [markdown]
# ### Your turn: read a time constant
#
# Here's a membrane that nobody has measured. At 10 ms a current is switched on, and v climbs from
# −65 to −53 mV. What is its $\tau_m$? Move the line along the trace, or use the arrays `t` and
# `v`.

# %%
t, v = mystery_trace()  # ms and mV

views.mystery()

# %%
my_tau = None  # your reading, in ms

check("leaky_bucket.read_tau", my_tau)

# %%
solution("leaky_bucket.read_tau")

# %% [markdown]
# ## One step at a time
#
# The closed form holds while the current stays the same. If it changes, we move along the curve in
# small steps of length [dt](glossary.md#time-step). At each step we restart the clock and let the
# present v play the part of $v_0$. The closed form then gives v one step later, with no error at
# all, and so it's called the **exact step**. For example, with dt = 20 ms and $\tau_m$ = 20 ms
# each step leaves 37 % of the distance.

# %% [markdown]
# ### Your turn: write the exact step

# %%
def exact_step(v, v_inf, dt, tau_m):
    return ...  # your line here: the new v


check("leaky_bucket.exact_step", exact_step)

# %%
solution("leaky_bucket.exact_step")

# %% [markdown]
# That's the one line that was promised. But most code you'll meet does something else. It takes the
# slope at the beginning of the step and walks straight on, which is called
# [Euler's method](glossary.md#eulers-method):
#
# $$ v \leftarrow v + \frac{dt}{\tau_m}\,(v_\infty - v) $$
#
# What does that do to the distance? It loses the share $dt/\tau_m$ of itself, so each step
# multiplies it by $1 - dt/\tau_m$, where the exact step multiplies it by $e^{-dt/\tau_m}$. For
# small steps the two are nearly the same. **Before you make them large:**

# %%
predict("leaky_bucket.euler_at_dt_over_two_tau", then=views.euler())

# %% [markdown]
# **Try it.** Start with dt = 5 ms. Do Euler's squares lie above the curve, or below? Then make dt
# ten times smaller and look at the error on the right. Then make it large.
#
# <details><summary>What we see, and why</summary>
#
# *Small steps.* The squares lie above the curve. Euler runs *ahead*, because the slope at the
# beginning of a step is the steepest, and v goes on with it to the end. Ten times smaller steps
# make ten times less error.
#
# *Large steps.* Once dt exceeds $\tau_m$, the factor $1 - dt/\tau_m$ is negative, so each step
# lands on the other side of the goal. Once dt exceeds $2\tau_m$, the factor is larger than 1 in
# size, so each step ends further off. For example, with $\tau_m$ = 5 ms and dt = 20 ms the factor
# is −3. Five such steps turn 10 mV into 2,430 mV.
#
# </details>
#
# With the exact step the question doesn't arise while the current is constant. It returns as soon
# as the current changes, because dt must then be short enough to follow it. And how does current
# reach a real neuron?

# %% [markdown]
# ## Drops instead of a stream
#
# Neurons rarely get a steady current. They get spikes from other neurons. Take the simplest case:
# each arriving spike lifts v at once by $w$ millivolts, and then the bucket leaks as ever. What
# one spike leaves behind is a [postsynaptic potential](glossary.md#postsynaptic-potential-psp), or
# PSP:
#
# $$ \mathrm{PSP}(t) = w\, e^{-t/\tau_m} $$
#
# **Before you look**, do this one in your head:

# %%
predict("leaky_bucket.second_psp", then=views.drops())

# %% [markdown]
# **Try it.** Send fifteen spikes, 5 ms apart. Then make $\tau_m$ 2 ms. What do the purple curves
# have to do with v?
#
# <details><summary>What we see, and why</summary>
#
# Each purple curve decays alone, as if the others were not there, and v is their sum.
# That holds because the equation has v only to the first power, and such a membrane is called
# *linear*. The spikes pile up because the bucket remembers for about $\tau_m$. With 2 ms they
# hardly meet.
#
# </details>
#
# The pile doesn't grow for ever. How high does it get?

# %% [markdown]
# ### Your turn: a train without an end
#
# Now the spikes never stop, and one comes every `gap` ms. After a while v settles into a rhythm,
# and right after each spike it is back at the same height. Call that height $h$. During the gap h
# decays, and then the next spike adds $w$ and brings it back to $h$. That sentence is an equation.
# Solve it.

# %%
def train_limit(w, gap, tau_m):
    return ...  # h, in mV above rest


check("leaky_bucket.train_limit", train_limit)

# %%
solution("leaky_bucket.train_limit")

# %% [markdown]
# ### Your turn: its mean
#
# And how high is v *on average*? Count areas. A spike lifts v by $w$ for about $\tau_m$, and the
# area under its PSP is exactly $w\,\tau_m$. For example, 5 mV and 20 ms make 100 mV ms. One such
# area comes in each gap.

# %%
def train_mean(w, gap, tau_m):
    return ...  # in mV above rest


check("leaky_bucket.train_mean", train_mean)

# %%
solution("leaky_bucket.train_mean")

# %%
views.endless(train_limit, train_mean)

# %% [markdown]
# The dashed line is your $h$, and the dotted one your mean. **Try it.** Move the spikes closer
# together. What becomes of the ripple below the dashed line?
#
# <details><summary>What we see, and why</summary>
#
# The ripple stays as high as one spike lifts v, while the mean grows. So next to the mean the
# ripple hardly counts any more, and many drops act like a stream. That's why we may speak of a
# *current* into a neuron at all.
#
# </details>
#
# So we know what the bucket does with a stream and with drops. But a neuron doesn't only fill up.
# When does it send a spike of its own? That's the question of lesson 02.

# %% [markdown]
# ## Key points
#
# - A membrane is a leaky bucket: $\tau_m\, dv/dt = -(v - v_{rest}) + R_m I$.
# - $v_\infty = v_{rest} + R_m I$ says *how far*, and $\tau_m = R_m C_m$ says *how fast*. After one
#   $\tau_m$ 63 % is done.
# - The exact step multiplies the distance to $v_\infty$ by $e^{-dt/\tau_m}$, and is right at any dt
#   while the current stays the same.
# - Euler's method runs ahead. While dt is small its error is proportional to dt, and beyond
#   $dt = 2\tau_m$ it explodes.
# - PSPs add up. Under an endless train v is $w\,\tau_m/\text{gap}$ above rest, on average.
#
# **Where is this used?** Call $a = e^{-dt/\tau_m}$, measure v from rest, and the exact step reads
# $v \leftarrow a\,v + (1 - a)\,R_m I$. That's an exponential moving average. It smooths the
# readings of a step counter, and it's the state of a layer of leaky neurons in libraries such as
# snnTorch, where $a$ is called beta and the factor $1 - a$ is left to the weights.

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
# $\tau_m$ more noise cancels, but v falls behind the wave. Which $\tau_m$ is best?

# %%
views.smooth(exact_step)

# %% [markdown]
# **Where does the error of Euler's method come from?** In one step the two factors differ by about
# $(dt/\tau_m)^2/2$, the first term of the exponential that Euler leaves out. A time $t$ takes
# $t/dt$ steps, so the distance that is left is too short by a share of about $t\,dt/(2\tau_m^2)$.
# The error is that share times the distance, $e^{-t/\tau_m}$ of the climb. One factor grows with
# $t$ and the other decays, and their product is largest at $t = \tau_m$. Put that in, and of a
# climb of $\Delta v$ the worst error is about
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
# ## References
#
# - Lapicque L (1907). Recherches quantitatives sur l'excitation électrique des nerfs traitée comme
#   une polarisation. *J Physiol Pathol Gén* 9:620-635. In English: *Biol Cybern* 97:341-349 (2007),
#   [doi:10.1007/s00422-007-0189-6](https://doi.org/10.1007/s00422-007-0189-6).
# - Gerstner W, Kistler WM, Naud R, Paninski L (2014). *Neuronal Dynamics*, sec. 1.3. Cambridge
#   University Press, [doi:10.1017/CBO9781107447615](https://doi.org/10.1017/CBO9781107447615).
# - Rotter S, Diesmann M (1999). Exact digital simulation of time-invariant linear systems with
#   applications to neuronal modeling. *Biol Cybern* 81:381-402,
#   [doi:10.1007/s004220050570](https://doi.org/10.1007/s004220050570).
#
# Words of this lesson, in the [glossary](glossary.md): membrane potential, resting potential,
# membrane time constant, steady state, time step, Euler's method, postsynaptic potential.
#
# Next: [02 · A neuron that fires](02_neuron_that_fires.ipynb).
