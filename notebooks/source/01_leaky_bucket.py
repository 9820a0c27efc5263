# %% [markdown]
# # 01 · The leaky bucket
#
# **50 minutes** · You need: a little algebra, and what an exponential looks like.
#
# *What does a neuron do with the current you give it?*
#
# You will be able to:
#
# - say what the two numbers tau_m and v_inf mean, and read both off a trace
# - derive and solve the membrane equation, and write its exact step
# - choose a time step, and say what Euler's method costs
# - add up what a train of spikes does to a membrane

# %%
import numpy as np

from snn_edu import LIF, simulate
from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.leaky_bucket import views as leaky_bucket
from snn_edu.live import explore, slider

# %% [markdown]
# A membrane is a leaky bucket. Current pours in, charge leaks out, and the level you read is the
# voltage. Two numbers decide everything: how fast it leaks (**tau_m**, in ms) and how high it
# would settle if you never stopped pouring (**v_inf**, in mV).
#
# **Before you touch a slider**, commit to an answer:

# %%
predict("leaky_bucket.double_R")


# %%
def step_response(current, R_m, tau_m, dt):
    lif = LIF(tau_m=tau_m, R_m=R_m, v_threshold=900.0)  # a threshold it never meets
    recording = simulate(lif, np.full(round(100 / dt), current), dt)
    v_inf = lif.v_inf(current)
    t = np.linspace(0, 100, 401)
    return {
        "current": ([-10, 0, 0, 100], [0, 0, current, current]),
        "closed_form": (t, lif.v_after(t, current)),
        "steps": (recording.t, recording.v),
        "v_inf": ([-10, 100], [v_inf, v_inf]),
        "one_tau": ([tau_m], [lif.v_after(tau_m, current)]),
        "text": f"{current:.2f} nA through {R_m:g} MOhm: v moves {R_m * current:.1f} mV from rest, "
        f"to {v_inf:.1f} mV; 63 % of it takes {tau_m:g} ms. Steps of {dt:g} ms.",
    }


# %%
explore(
    step_response,
    leaky_bucket.draw_step_response,
    current=slider("current", -1, 1, start=1, step=0.05, unit="nA"),
    R_m=slider("resistance R_m", 1, 20, start=10, step=0.5, unit="MOhm"),
    tau_m=slider("time constant tau_m", 5, 50, start=20, step=1, unit="ms"),
    dt=slider("time step dt", 1, 20, start=2, step=1, unit="ms"),
)

# %% [markdown]
# Double the resistance, from 10 to 20 MOhm. The final voltage doubles, from 10 to 20 mV above rest.
# The time to reach 63 % of it does not move: 20 ms both times. Now turn the current negative: the
# same picture upside down. Nothing in it knows which way is up.
#
# And move dt. The dots come closer or further apart, and they never leave the blue line. Keep that
# in mind; not every method can do it.

# %%
rest = LIF(v_threshold=900.0).v_rest
for R_m in (10.0, 20.0):
    lif = LIF(tau_m=20.0, R_m=R_m, v_threshold=900.0)
    climb = lif.v_inf(1.0) - rest
    done = (lif.v_after(20.0, 1.0) - rest) / climb
    print(f"R_m = {R_m:.0f} MOhm: climbs {climb:.0f} mV, {done:.1%} of it after 20 ms")
    assert np.isclose(done, 1 - np.exp(-1))

# %% [markdown]
# ## Why it leaks: the equation
#
# Where does the current go? It can only do two things. Some of it flows back out through the
# membrane's open channels, whose resistance is $R_m$: that is the **leak**, and the further $v$ is
# from rest, the more flows out. Whatever does not leak stays and charges the membrane, whose
# capacitance is $C_m$. In equals out plus kept:
#
# $$ I = \frac{v - v_{rest}}{R_m} + C_m \frac{dv}{dt} $$
#
# Multiply by $R_m$, and call $R_m C_m$ by its own name, $\tau_m$:
#
# $$ \tau_m \frac{dv}{dt} = -(v - v_{rest}) + R_m I $$
#
# This is the [membrane equation](glossary.md#membrane-time-constant). Read it from the right: if
# $v$ is below $v_{inf} = v_{rest} + R_m I$, it rises; above, it falls; at $v_{inf}$ it stays. So
# $v_{inf}$ is where the level settles, the [steady state](glossary.md#steady-state).
#
# Units, once and for all: ms, mV, nA, MOhm, nF. They fit together without any factor:
# nA times MOhm is mV, and MOhm times nF is ms.

# %% [markdown]
# ## Solving it: the distance shrinks
#
# Look at the *distance* to the goal, $v - v_{inf}$, instead of $v$. The equation says that the
# distance shrinks at a rate proportional to itself. Only one curve does that:
#
# $$ v(t) = v_{inf} + (v_0 - v_{inf})\, e^{-t/\tau_m} $$
#
# After one $\tau_m$ the factor is $e^{-1} = 0.37$: 37 % of the distance is left, 63 % is done.
# After two, 37 % of the 37 %. The bucket never quite arrives, and after five time constants nobody
# can tell (0.7 % is left).

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
# -53 mV. Nobody tells you tau_m. The trace is in `t` and `v`: read it off.

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
# A simulation walks along the curve in steps of dt. The solution tells how: start the clock anew at
# each step, with the present $v$ as $v_0$. That is the **exact step**.
#
# $$ v \leftarrow v_{inf} + (v - v_{inf})\, e^{-dt/\tau_m} $$
#
# Most code you will meet does something else. It takes the slope of the equation at the beginning
# of the step and walks straight on: [Euler's method](glossary.md#eulers-method).
#
# $$ v \leftarrow v + \frac{dt}{\tau_m}\,(v_{inf} - v) $$

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
# Walking straight on is fine while the path is nearly straight. **Before you move dt:**

# %%
predict("leaky_bucket.euler_at_dt_over_two_tau")

# %%
explore(
    leaky_bucket.euler_against_exact,
    leaky_bucket.draw_euler_against_exact,
    dt=slider("time step dt", 0.1, 100, start=5, unit="ms", log=True),
    tau_m=slider("time constant tau_m", 5, 40, start=20, step=1, unit="ms"),
    size=(9.0, 3.4),
)

# %% [markdown]
# On the right, both axes are logarithmic, and the left half of the curve is a straight line of
# slope 1: ten times smaller steps, ten times less error. Each Euler step multiplies the distance to
# $v_{inf}$ by $1 - dt/\tau_m$, which is how the series of $e^{-dt/\tau_m}$ begins. Between
# $\tau_m$ and $2\tau_m$ that factor is negative: the dots hop to and fro across the goal. Beyond
# $2\tau_m$ its size is larger than 1, and every hop is wider than the last: with tau_m = 5 ms, five
# steps of 20 ms multiply the distance by $(-3)^5 = -243$, and 10 mV become 2,430. (The curve has
# teeth there: the larger dt, the fewer hops fit into 100 ms.) The exact step has no such limit.

# %%
small = np.array([0.1, 0.2, 0.4, 0.8])  # ms
error = leaky_bucket.euler_error(small, tau_m=20.0)
slope = np.polyfit(np.log(small), np.log(error), 1)[0]
print(f"slope on log axes: {slope:.3f}")
assert abs(slope - 1.0) < 0.02

bound = 10.0 * 0.1 / (2 * np.e * 20.0)  # R_m I dt / (2 e tau_m): the first term Euler drops
print(f"dt = 0.1 ms: error {error[0]:.5f} mV, predicted {bound:.5f} mV")
assert abs(error[0] / bound - 1) < 0.01

# %% [markdown]
# So which dt? For a membrane under steady current the exact step makes the question disappear. It
# comes back when the current itself changes: dt must then be fine enough for the *current*. With
# tau_m = 20 ms, Euler at 0.1 ms is off by 0.01 mV in 10, which is why so much code gets away with it.

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
    tau_m=slider("time constant tau_m", 2, 50, start=20, step=1, unit="ms"),
    size=(9.0, 3.4),
)

# %% [markdown]
# Each purple curve decays alone, as if the others were not there, and the black one is their sum.
# The equation has $v$ only to the first power, and so two inputs never disturb each other: the
# membrane is *linear*. Push the spikes together, to 5 ms, and send fifteen. They pile up because
# the bucket remembers for about tau_m; with tau_m = 2 ms the same spikes hardly meet.

# %% [markdown]
# ### Your turn: two spikes

# %%
def two_psps(w, gap, tau_m):
    return ...  # v above rest right after the second spike, in mV


check("leaky_bucket.two_psps", two_psps)


# %%
solution("leaky_bucket.two_psps")

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
# - v_inf = v_rest + R_m I says *how far*; tau_m = R_m C_m says *how fast*. After one tau_m 63 % is
#   done, after five all but 0.7 %.
# - The exact step multiplies the distance to v_inf by $e^{-dt/\tau_m}$ and is right at any dt while
#   the current holds still.
# - Euler's error is proportional to dt, and beyond dt = 2 tau_m it explodes.
# - PSPs add up. How many overlap is a matter of tau_m against the time between spikes.

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
# Next: [02 · Threshold, reset, refractoriness, noise](02_threshold_reset_noise.ipynb). The bucket
# gets a rim, and what spills over is a spike.
