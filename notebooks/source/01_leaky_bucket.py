# %% [markdown]
# # 01 · The leaky bucket
#
# **75 minutes** · You need: a little algebra, and what an exponential looks like.
#
# *What does a neuron do with the current you give it?*
#
# You will be able to answer:
#
# - how far does a membrane's voltage go, how fast, and how do you read both off a trace?
# - where does the membrane equation come from, and what is its solution?
# - which time step does a simulation need?
# - what does a train of spikes add up to?
#
# Run a cell with Shift+Enter (*Run > Run All Cells* runs them all). Where a picture comes, sliders
# come with it.

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

# %%
import numpy as np

from snn_edu import LIF, simulate
from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.leaky_bucket import views as leaky_bucket
from snn_edu.live import explore, slider

# %% [markdown]
# A [neuron](glossary.md#neuron) is wrapped in a [membrane](glossary.md#membrane), a skin that keeps
# charge apart and lets a little of it through: a leaky bucket. Current pours in, charge leaks out,
# and the level you read is the voltage, $v$. Without current it stays at rest, here at -65 mV.
#
# What is it good for? The same bucket is the moving average that smooths a noisy sensor, and the
# memory in every layer of a spiking network in deep learning. By the end you will have written it.
#
# **Before you touch a slider**, commit to an answer:

# %%
predict("leaky_bucket.double_R")


# %%
def bucket(current, R_m, C_m, time):
    tau_m, v_inf = R_m * C_m, R_m * current  # ms; mV above rest
    t = np.linspace(0, 100, 201)
    level = v_inf * (1 - np.exp(-time / tau_m))
    return {
        "v": (t, v_inf * (1 - np.exp(-t / tau_m))),
        "now": ([time], [level]),
        "v_inf": ([0, 100], [v_inf, v_inf]),
        "one_tau": ([tau_m], [v_inf * (1 - np.exp(-1))]),
        **leaky_bucket.water(level, current, R_m, C_m),
        "text": f"After {time:g} ms: {level:.1f} mV above rest, on the way to {v_inf:.1f} mV "
        f"(R_m = {R_m:g} MΩ, current {current:g} nA). τ_m is {tau_m:g} ms.",
    }


# %%
explore(
    bucket,
    leaky_bucket.draw_bucket,
    current=slider("current", 0, 2, start=1, step=0.05, unit="nA"),
    R_m=slider("resistance R_m", 2, 20, start=10, step=0.5, unit="MΩ"),
    C_m=slider("capacitance C_m", 0.5, 5, start=2, step=0.1, unit="nF"),
    time=slider("time", 0, 100, start=10, step=1, unit="ms", clock=True),
    tries={"twice the resistance": {"R_m": 20.0, "time": 40}, "a narrow bucket": {"C_m": 0.5}},
    handles={"now": {"x": "time"}},
    size=(9.0, 3.1),
)

# %% [markdown]
# Press Play: the level climbs, ever more slowly, and settles where the hole lets out as much as the
# tap pours in. Now double the resistance, from 10 to 20 MΩ: the hole is half as wide. The level
# goes twice as far, to 20 mV above rest, *and* takes twice as long: the diamond, where 63 % of the
# climb is done, moves from 20 to 40 ms. Go back and make the bucket narrow instead ($C_m$ = 0.5 nF):
# it fills four times as fast, and to the same height.
#
# So there are two numbers: **$v_\infty$**, how far, and **$\tau_m$** $= R_m C_m$, how fast. The
# current changes only the first, the capacitance only the second, the resistance both. (Greek
# letters are awkward to type, so code writes `tau_m` for $\tau_m$, `v_inf` for $v_\infty$, and so on.)

# %%
for R_m, C_m in ((10.0, 2.0), (20.0, 2.0), (10.0, 0.5)):
    lif = LIF(tau_m=R_m * C_m, R_m=R_m, v_threshold=900.0)  # a threshold it never meets
    climb = lif.v_inf(1.0) - lif.v_rest
    done = (lif.v_after(lif.tau_m, 1.0) - lif.v_rest) / climb
    print(f"{R_m:2.0f} MOhm, {C_m} nF: {climb:.0f} mV, of which {done:.0%} after {lif.tau_m:g} ms")
    assert np.isclose(done, 1 - np.exp(-1))

# %% [markdown]
# ## Why it leaks: the equation
#
# The bucket is a picture. Here is the circuit that it is a picture of: the tap is a current source,
# the hole a resistor, the walls a capacitor, and the level the voltage across all three.

# %%
leaky_bucket.circuit()

# %% [markdown]
# Where does the current go? It can only do two things. Some of it flows back out through the
# membrane's open channels, whose resistance is $R_m$: that is the **leak**, and the further $v$ is
# from rest, the more flows out, $(v - v_{rest})/R_m$. Whatever does not leak stays and charges the
# membrane. How much charge it takes to lift $v$ by one millivolt is its capacitance $C_m$: the
# charge kept is $Q = C_m (v - v_{rest})$, and so the current kept, charge per time, is
# $C_m\, dv/dt$. In equals out plus kept:
#
# $$ I = \frac{v - v_{rest}}{R_m} + C_m \frac{dv}{dt} $$
#
# Multiply by $R_m$, and call $R_m C_m$ by its own name, $\tau_m$:
#
# $$ \tau_m \frac{dv}{dt} = -(v - v_{rest}) + R_m I $$
#
# This is the [membrane equation](glossary.md#membrane-time-constant). Read it from the right: if
# $v$ is below $v_\infty = v_{rest} + R_m I$, it rises; above, it falls; at $v_\infty$ it stays. So
# $v_\infty$ is where the level settles, the [steady state](glossary.md#steady-state).
#
# Units: ms, mV, nA, MΩ, nF. They fit together without any factor: nA times MΩ is mV, and MΩ
# times nF is ms. (Only rates will need one: 1 per ms is 1000 Hz.)

# %% [markdown]
# ## Solving it: the distance shrinks
#
# Look at the *distance* to the goal, $u = v - v_\infty$, instead of $v$. Four lines lead to the
# solution; the third is yours.
#
# 1. The goal stands still while the current does, so $u$ changes as $v$ does: $du/dt = dv/dt$.
# 2. In the equation, $-(v - v_{rest}) + R_m I$ is just $-(v - v_\infty)$, which is $-u$.
# 3. So $du/dt = \;?$
# 4. Which function is its own slope, up to a factor? The exponential.

# %% [markdown]
# ### Your turn: the third line

# %%
def du_dt(u, tau_m):
    return ...  # your line here: the slope of u, in mV per ms


check("leaky_bucket.third_line", du_dt)

# %%
solution("leaky_bucket.third_line")

# %% [markdown]
# Try your slope before you trust it. This cell starts 10 mV away and walks along it in steps so
# small (0.001 ms) that they do no harm:

# %%
if check("leaky_bucket.third_line", du_dt):
    u = 10.0
    for _ in range(20_000):  # 20 ms, one tau_m
        u += 0.001 * du_dt(u, 20.0)
    print(f"after one tau_m {u:.3f} mV are left; 10 / e is {10 / np.e:.3f} mV")
    assert abs(u - 10 / np.e) < 1e-3
else:
    print("This cell tries your `du_dt`: write it above, then run this again.")

# %% [markdown]
# An exponential it is: $u(t) = u_0\, e^{-t/\tau_m}$, for its slope is $-u/\tau_m$. Put $v - v_\infty$
# back in for $u$, with $v_0$ for where $v$ was at time 0:
#
# $$ v(t) = v_\infty + (v_0 - v_\infty)\, e^{-t/\tau_m} $$
#
# A formula like this, which gives the answer at any time in one go, is called a [closed
# form](glossary.md#closed-form). After one $\tau_m$ the factor is $e^{-1} = 0.37$: 37 % of the
# distance is left, 63 % is done. After two, 37 % of the 37 %. The bucket never quite arrives, and
# after five time constants nobody can tell (0.7 % is left).

# %%
lif = LIF(tau_m=20.0, R_m=10.0, v_threshold=900.0)
for count in range(1, 6):
    left = (lif.v_inf(1.0) - lif.v_after(count * lif.tau_m, 1.0)) / 10.0
    print(f"after {count} tau_m: {left:6.1%} of the way is left")
assert left < 0.007

# %% [markdown]
# ### Your turn: read a time constant
#
# A mystery membrane rests at -65 mV. At t = 10 ms a current is switched on, and v climbs to
# -53 mV. Nobody tells you $\tau_m$. The trace is in `t` and `v`: read it off.

# %%
from snn_edu import plots

t, v = leaky_bucket.mystery_trace()
figure = plots.figure("v rests at -65 mV until 10 ms, then climbs ever more slowly to -53 mV")
ax = figure.subplots()
ax.plot(t, v, color=plots.VOLTAGE)
ax.set(xlabel="time (ms)", ylabel="v (mV)", xlim=(0, 100))
ax.set_xticks(range(0, 101, 10))
figure

# %%
my_tau = None  # your reading, in ms

check("leaky_bucket.read_tau", my_tau)

# %%
solution("leaky_bucket.read_tau")

# %% [markdown]
# ## One step at a time
#
# A simulation walks along the curve in steps of [dt](glossary.md#time-step). The solution tells
# how: start the clock anew at each step, with the present $v$ as $v_0$. That is the **exact step**,
# and you can read it off the closed form.

# %% [markdown]
# ### Your turn: write the exact step

# %%
def exact_step(v, v_inf, dt, tau_m):
    return ...  # your line here: the new v


check("leaky_bucket.exact_step", exact_step)


# %%
solution("leaky_bucket.exact_step")

# %% [markdown]
# ## What does Euler cost?
#
# Most code you will meet does something else. It takes the slope of the equation at the beginning
# of the step and walks straight on: [Euler's method](glossary.md#eulers-method).
#
# $$ v \leftarrow v + \frac{dt}{\tau_m}\,(v_\infty - v) $$
#
# Subtract $v_\infty$ on both sides: the distance $u$ becomes $u - u\, dt/\tau_m$, so each step
# multiplies it by $1 - dt/\tau_m$, where the exact step multiplies it by $e^{-dt/\tau_m}$. For
# small steps the two are nearly the same. **Before you move dt:**

# %%
predict("leaky_bucket.euler_at_dt_over_two_tau")

# %%
explore(
    leaky_bucket.euler_against_exact,
    leaky_bucket.draw_euler_against_exact,
    dt=slider("time step dt", 0.1, 100, start=5, unit="ms", log=True),
    tau_m=slider("time constant τ_m", 5, 40, start=20, step=1, unit="ms"),
    tries={"hop to and fro": {"dt": 30.0}, "hop away": {"dt": 20.0, "tau_m": 5.0}},
    handles={"here": {"x": "dt"}},
    size=(9.0, 3.4),
)

# %% [markdown]
# On the right, both axes are logarithmic, and the left half of the curve is a straight line of
# slope 1: ten times smaller steps, ten times less error. Between $\tau_m$ and $2\tau_m$ the factor
# $1 - dt/\tau_m$ is negative: the squares hop to and fro across the goal. Beyond $2\tau_m$ its size
# is larger than 1, and every hop is wider than the last: with $\tau_m$ = 5 ms, five steps of 20 ms
# multiply the distance by $(-3)^5 = -243$, and 10 mV become 2,430. (The curve has teeth there: the
# larger dt, the fewer hops fit into 100 ms.) The exact step has no such limit.
#
# How large is the error where steps are small? In one step the two factors differ by about
# $(dt/\tau_m)^2/2$, the first term of the exponential that Euler leaves out. A time $t$ takes $t/dt$
# steps, so Euler is short by a share of about $t\,dt/(2\tau_m^2)$ of what the exponential has left. That is a product
# of something that grows, $t$, and something that decays, $e^{-t/\tau_m}$; it is largest at
# $t = \tau_m$. Put that in: of a climb of $\Delta v$ the worst error is about
#
# $$ \Delta v \, \frac{dt}{2\, e\, \tau_m} $$

# %%
small = np.array([0.1, 0.2, 0.4, 0.8])  # ms
error = leaky_bucket.euler_error(small, tau_m=20.0)  # mV, of a climb of 10 mV
slope = np.polyfit(np.log(small), np.log(error), 1)[0]
print(f"slope on log axes: {slope:.3f}")
assert abs(slope - 1.0) < 0.02
for dt, worst in zip(small, error, strict=True):
    print(f"dt = {dt} ms: error {worst:.5f} mV, the formula says {10 * dt / (2 * np.e * 20):.5f}")
    assert abs(worst / (10 * dt / (2 * np.e * 20)) - 1) < 0.04

# %% [markdown]
# ### Your turn: choose a time step
#
# Euler's error may be `allowed` mV of a climb of `climb` mV. How large may dt be?

# %%
def choose_dt(tau_m, climb, allowed):
    return ...  # in ms, by the formula above


check("leaky_bucket.choose_dt", choose_dt)

# %%
solution("leaky_bucket.choose_dt")

# %% [markdown]
# With the exact step you need not ask, as long as the current is steady. The question comes back
# when the current itself changes: dt must then be fine enough for the *current*.

# %% [markdown]
# ## Drops instead of a stream
#
# Neurons rarely get a steady current. They get spikes. Take the simplest case: each arriving spike
# lifts $v$ at once by $w$ millivolts, and then the bucket leaks as ever. What one spike leaves
# behind is a [postsynaptic potential](glossary.md#postsynaptic-potential-psp), or PSP:
#
# $$ \mathrm{PSP}(t) = w\, e^{-t/\tau_m} \qquad t \ge 0 $$
#
# **Before you look**, do it in your head:

# %%
predict("leaky_bucket.second_psp")

# %%
explore(
    leaky_bucket.train_into_bucket,
    leaky_bucket.draw_train_into_bucket,
    count=slider("number of spikes", 1, 15, start=3, step=1),
    interval=slider("time between spikes", 2, 40, start=10, step=1, unit="ms"),
    w=slider("one spike lifts v by", -5, 5, start=5, step=0.5, unit="mV"),
    tau_m=slider("time constant τ_m", 2, 50, start=20, step=1, unit="ms"),
    size=(9.0, 3.4),
)

# %% [markdown]
# Each purple curve decays alone, as if the others were not there, and the black one is their sum.
# The equation has $v$ only to the first power, and so two inputs never disturb each other: the
# membrane is *linear*. Push the spikes together, to 5 ms, and send fifteen. They pile up because
# the bucket remembers for about $\tau_m$; with $\tau_m$ = 2 ms the same spikes hardly meet.
#
# The pile does not grow for ever. How high does it get? Begin with two.

# %% [markdown]
# ### Your turn: two spikes

# %%
def two_psps(w, gap, tau_m):
    return ...  # v above rest right after the second spike, in mV


check("leaky_bucket.two_psps", two_psps)


# %%
solution("leaky_bucket.two_psps")

# %% [markdown]
# ### Your turn: a train without an end
#
# Now spikes come for ever, one every `gap` ms. Right after each of them v stands at the same height.
# How high? Call it $h$: in the gap it decays, then the next spike adds $w$ and makes it $h$ again.

# %%
def train_limit(w, gap, tau_m):
    return ...  # h, in mV above rest


check("leaky_bucket.train_limit", train_limit)

# %%
solution("leaky_bucket.train_limit")

# %%
if check("leaky_bucket.train_limit", train_limit):
    for gap in (5.0, 10.0, 40.0):
        hundred = sum(5.0 * np.exp(-k * gap / 20.0) for k in range(100))  # the oldest comes last
        yours = train_limit(5.0, gap, 20.0)
        print(f"every {gap:2.0f} ms: yours {yours:6.3f} mV, 100 spikes {hundred:6.3f} mV")
        assert np.isclose(yours, hundred)
else:
    print("This cell holds your `train_limit` against 100 spikes: write it above, then run this.")

# %% [markdown]
# ## Paper check
#
# Rotter and Diesmann (1999) made the point that a linear membrane should be stepped by its own
# solution: *exactly*, at any step width. Our `simulate` does. Run it from dt = 0.1 to 10 ms and
# compare with the formula at every step. If the claim holds, only rounding is left: a part in a
# trillion.

# %%
lif = LIF(tau_m=10.0, R_m=10.0, v_threshold=900.0)
for dt in (0.1, 1.0, 10.0):
    recording = simulate(lif, np.full(round(100 / dt), 1.0), dt)
    away = np.abs(recording.v - lif.v_after(recording.t, 1.0)).max()
    assert away < 1e-12 * abs(lif.v_rest)
    print(f"dt = {dt:4} ms: the formula to 1e-12 at all {len(recording.t)} points")

# %% [markdown]
# ## Key points
#
# - A membrane is a leaky bucket: $\tau_m\, dv/dt = -(v - v_{rest}) + R_m I$.
# - $v_\infty = v_{rest} + R_m I$ says *how far*; $\tau_m = R_m C_m$ says *how fast*. After one
#   $\tau_m$ 63 % is done, after five all but 0.7 %.
# - The exact step multiplies the distance to $v_\infty$ by $e^{-dt/\tau_m}$ and is right at any dt while
#   the current holds still.
# - Euler's error is proportional to dt, and beyond $dt = 2\tau_m$ it explodes.
# - PSPs add up. How many overlap is a matter of $\tau_m$ against the time between spikes.
#
# **Outside.** Call $a = e^{-dt/\tau_m}$, measure v from rest, and the exact step reads
# $v \leftarrow a\,v + (1 - a)\,R_m I$: an exponential moving average. It smooths the readings of a
# step counter, it is the momentum of an optimiser that trains a deep network, and it is the state
# of a layer of leaky neurons in libraries such as snnTorch, where $a$ is called beta.

# %% [markdown]
# ## Quiz

# %%
quiz("leaky_bucket")

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
# Next: [02 · A neuron that fires](02_neuron_that_fires.ipynb). The bucket
# gets a rim, and what spills over is a spike.
