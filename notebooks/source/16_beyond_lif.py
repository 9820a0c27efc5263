# %% [markdown]
# # 16 · Beyond LIF
#
# **85 minutes**, and 20 more for what is optional · You need:
# [lesson 02](02_neuron_that_fires.ipynb) (threshold, reset, f-I curve),
# [lesson 03](03_regular_or_by_chance.ipynb) (noise and CV) and
# [lesson 04](04_what_a_spike_does.ipynb) (conductance, driving force). The last part, from *Five
# hundred dull neurons* to the paper check, is optional, a sitting of its own; it needs lesson 02
# only.
#
# *What does a neuron do that a leaky bucket cannot, and what can many leaky buckets do together?*
#
# You will be able to answer:
#
# - what makes an action potential, and what ends it?
# - where does a point in a phase plane go, and where does it rest?
# - which firing pattern is this, by its intervals?
# - where is LIF enough, and where is it not?
# - what is balanced in a balanced network, and where do irregular spikes come from?
#
# Run a cell with Shift+Enter (*Run > Run All Cells* runs them all).

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

# %%
from dataclasses import replace

import numpy as np

from snn_edu import AdEx, HodgkinHuxley, Izhikevich, simulate, trajectory
from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.balanced_network import views as balanced_network
from snn_edu.lessons.beyond_lif import views as beyond_lif
from snn_edu.live import choice, explore, slider, toggle
from snn_edu.studies.balanced import Brunel

# %% [markdown]
# LIF draws its spikes by hand: at the threshold we say "spike" and set v back. A real membrane has
# nobody to do that. In 1952 Hodgkin and Huxley found out how it manages, in the squid's giant axon,
# with channels for sodium and for potassium whose gates v itself moves. This is their model, under
# a steady current from 2 ms on.
#
# Why care? Chips and deep spiking networks nearly all run LIF, or a little less, for it costs one
# multiplication and one addition a step. This lesson says what they give up by that; and heart and
# nerve models in medicine, which test drugs that block a channel, cannot give it up.
# **Commit to an answer, and the picture appears:**

# %%
def action_potential(current, temperature, moment):
    axon = HodgkinHuxley(temperature=temperature)
    run = beyond_lif.from_2_ms_on(axon, current)  # steps of 0.02 ms
    v, m, h, n = run.states.T
    sodium, potassium, _ = axon.currents((v, m, h, n))
    k = round(moment / 0.02)
    lines = {"v": v, "m": m, "h": h, "n": n, "sodium": sodium, "potassium": potassium}
    now = f"v = {v[k]:.1f} mV, m = {m[k]:.2f}, h = {h[k]:.2f}, n = {n[k]:.2f}"
    return {name: (run.t, line) for name, line in lines.items()} | {
        "v_now": ([moment], [v[k]]),
        "gates_now": ([moment] * 3, [m[k], h[k], n[k]]),
        "currents_now": ([moment] * 2, [sodium[k], potassium[k]]),
        "text": f"{current:g} µA/cm², spikes: {len(run.spikes)}. At {moment:g} ms {now}.",
    }


# %%
predict(
    "beyond_lif.who_ends_it",
    then=explore(
        action_potential,
        beyond_lif.draw_action_potential,
        moment=slider("moment", 0.0, 30.0, start=4.0, step=0.1, unit="ms", clock=True),
        current=slider("current", 0.0, 20.0, start=10.0, step=0.5, unit="µA/cm²"),
        temperature=slider("temperature", 0.0, 30.0, start=6.3, step=0.1, unit="degrees"),
        tries={"warm": {"temperature": 16.3}, "too warm": {"temperature": 25.0}},
        handles={"v_now": {"x": "moment"}},
        size=(9.0, 4.4),
    ),
)

# %% [markdown]
# Push the moment from 3 to 6 ms and read the three rows. First $m$ opens: sodium rushes in (its
# current dives), which lifts v, which opens more $m$. That loop is the upstroke. Several times more
# slowly, the same rise of v lets $h$ fall, which blocks sodium, and $n$ rise, which lets potassium
# out. v comes down, and overshoots to -75 mV, because $n$ is slow to close.
#
# Now warm it. The gates speed up, spikes get short and small, and at 25 degrees there is none left.

# %%
for temperature in (6.3, 16.3):
    axon = HodgkinHuxley(temperature=temperature)
    v = simulate(axon, np.full(3000, 10.0), dt=0.01).v
    width = 0.01 * np.count_nonzero(v[:800] > 0)
    print(f"{temperature} degrees: peak {v.max():.1f} mV, {width:.2f} ms above 0 mV")
warm = simulate(HodgkinHuxley(temperature=25.0), np.full(3000, 10.0), dt=0.01)
assert len(warm.spikes) == 0

# %% [markdown]
# ## Three gates and one equation
#
# The membrane equation is still the bucket's. Only the holes have changed: two of the three open
# and close.
#
# $$ C_m \frac{dv}{dt} = I - g_{Na}\, m^3 h\, (v - E_{Na}) - g_K\, n^4\, (v - E_K)
# - g_L\, (v - E_L) $$
#
# The axon has $C_m$ = 1 µF/cm², $g_{Na}$ = 120, $g_K$ = 36 and $g_L$ = 0.3 mS/cm² with all gates
# open, and $E_{Na}$ = 50, $E_K$ = -77 and $E_L$ = -54.387 mV. The brackets are driving forces,
# counted outwards: a current above 0 leaves the cell. $m$, $h$ and
# $n$ are [gating variables](glossary.md#gating-variable), shares between 0 and 1. A sodium channel
# passes when three $m$ gates *and* its $h$ gate are open: $m^3 h$ of them do. Each gate moves
# towards a goal that v sets, at a pace that v sets too, as v moves to $v_\infty$ in a bucket:
#
# $$ \tau_x(v) \frac{dx}{dt} = x_\infty(v) - x \qquad x = m, h, n $$
#
# **Mind the units.** Currents of this model are in µA/cm², conductances in mS/cm²: per patch of
# membrane, not per cell. 10 here has nothing to do with 10 nA.

# %%
axon = HodgkinHuxley()
assert (axon.C_m, axon.g_Na, axon.g_K, axon.g_L) == (1.0, 120.0, 36.0, 0.3)
assert (axon.E_Na, axon.E_K, axon.E_L) == (50.0, -77.0, -54.387)
v, m, h, n = axon.start()
print(f"at rest: v = {v:.4f} mV, m = {m:.3f}, h = {h:.3f}, n = {n:.3f}")
tau_m, tau_h, tau_n = axon.gates_tau(-40.0)
print(f"at -40 mV: tau of m {tau_m:.1f} ms, of h {tau_h:.1f} ms, of n {tau_n:.1f} ms")
assert np.isclose(v, -64.9964, atol=1e-4)  # not -65, as most code has it

# %% [markdown]
# ### Your turn: the sodium current

# %%
def sodium(v, m, h):
    return ...  # your line here: uA/cm2, out of the cell


check("beyond_lif.sodium", sodium)


# %%
solution("beyond_lif.sodium")

# %% [markdown]
# ## All, or nothing, or for a while
#
# Where does firing begin? To have something to compare with, we fit a LIF neuron to the axon: same
# onset, same rate at 10 and at 20 µA/cm². Call it the *twin*. **Commit, and the picture appears:**

# %%
predict(
    "beyond_lif.slowest",
    then=explore(
        beyond_lif.onset,
        beyond_lif.draw_onset,
        current=slider("current", 0.0, 20.0, start=6.0, step=0.05, unit="µA/cm²"),
        tries={"2.25": {"current": 2.25}, "6.2": {"current": 6.2}, "7": {"current": 7.0}},
        size=(9.0, 3.2),
    ),
)

# %% [markdown]
# Nothing up to 2.2. Then *one* spike, and silence: the jolt of the switching-on is enough for one.
# At 6.0 there are two, at 6.2 three, and a little higher they never stop. The rate does not grow
# from zero; it jumps to some 50 Hz. Neurons like this are [type
# II](glossary.md#type-i-and-type-ii); LIF, which can fire as slowly as you like, is type I.
#
# On the right the twin does well: from 7 to 40 µA/cm² its rate is within a fifth of the axon's.
# Near the onset it is lost.

# %%
twin = beyond_lif.twin()
for current in (6.3, 7.0, 10.0, 40.0):
    rate = 1000 / beyond_lif.axon_period(current)
    off = twin.rate(current) / rate - 1
    print(f"{current:4.1f} uA/cm2: axon {rate:5.1f} Hz, twin {off:+.0%}")
    assert abs(off) < 0.2 or current == 6.3

# %% [markdown]
# ### Your turn: find the onset
#
# At which current does it fire on for good? Two digits after the point.

# %%
my_onset = None  # uA/cm2

check("beyond_lif.keeps_firing", my_onset)

# %%
solution("beyond_lif.keeps_firing")

# %% [markdown]
# ## The axon and its twin
#
# The same current into both: the axon (black) and its twin (green). **First the release:**

# %%
predict("beyond_lif.release")

# %%
explore(
    beyond_lif.two_neurons,
    beyond_lif.draw_two_neurons,
    kind=choice("stimulus", beyond_lif.STIMULI, "step"),
    strength=slider("strength", 1.0, 20.0, start=10.0, step=0.5, unit="µA/cm²"),
    size=(9.0, 4.2),
)

# %% [markdown]
# Release: the axon fires when nobody pushes it, a [rebound
# spike](glossary.md#rebound-spike). The twin crawls back to rest. Slow ramp to 10: the twin fires
# soon after the current has passed 6.26; the axon does not fire at all, for $h$ and $n$ keep pace
# with a slow rise. Step to 10: both fire nine times in 130 ms.
#
# So: for **rates** well above the onset, LIF is enough, and far easier to understand. It lies where
# it matters **how v got here**: after inhibition, under a slow ramp, at the first spike. Its state
# is one number, v, which fades with $\tau_m$. Two histories that end at the same v are one and the
# same to it. To the axon they are not: at the same v, its $h$ and $n$ may differ.

# %%
for kind, expected in (("step", (9, 9)), ("release", (1, 0)), ("slow ramp", (0, 3))):
    current = beyond_lif.stimulus(kind, 10.0)
    counts = tuple(len(simulate(model, current, 0.05).spikes) for model in (axon, twin))
    print(f"{kind}: axon {counts[0]}, twin {counts[1]}")
    assert counts == expected

# %% [markdown]
# ## One more variable
#
# Four variables are hard to draw. Two are enough for most of what neurons do, and they fit on
# paper. [AdEx](glossary.md#adex) keeps LIF's reset, gives the threshold a smooth upstroke, and adds
# a second variable: $w$, a current that builds up with spikes and holds against them.
#
# $$ \tau_m \frac{dv}{dt} = -(v - v_{rest}) + \Delta_T\, e^{(v - v_{threshold})/\Delta_T}
# - R_m w + R_m I \qquad \tau_w \frac{dw}{dt} = a\,(v - v_{rest}) - w $$
#
# At a spike $v$ goes to $v_{reset}$ and $w$ rises by $b$. Draw $w$ over $v$: that is the [phase
# plane](glossary.md#phase-plane-and-nullclines). On the blue curve v stands still: below it v
# rises, above it v falls. On the green line w stands still. The two are
# [nullclines](glossary.md#phase-plane-and-nullclines). **Before you touch the reset:**

# %%
predict("beyond_lif.lower_reset")

# %%
explore(
    beyond_lif.phase_plane,
    beyond_lif.draw_phase_plane,
    moment=slider("moment", 0, 300, start=30, step=1, unit="ms", clock=True),
    v_reset=slider("v_reset", -60, -44, start=-46, step=1, unit="mV"),
    b=slider("b, what a spike adds to w", 0.0, 0.2, start=0.1, step=0.01, unit="nA"),
    current=slider("current", 0.0, 0.5, start=0.21, step=0.01, unit="nA"),
    tries={"reset at -58": {"v_reset": -58}, "b = 0": {"b": 0.0}, "at rest": {"current": 0.05}},
    handles={"now": {"x": "moment"}},
    size=(9.0, 3.2),
)

# %% [markdown]
# Follow the diamond. Each spike leaves through the right edge and comes back on the dotted line,
# 0.1 nA higher. As long as it lands *below* the blue curve, v rises at once, and the next spike is
# 3 to 5 ms away. When it lands *above*, v must first fall, and go around: 130 ms of silence. That
# is a burst, and its end. Lower the reset to -58 mV: now every landing has a long way to go, and
# single spikes remain. Set b to 0, and nothing ends the first burst.

# %%
for v_reset in (-46.0, -58.0):
    model = AdEx(tau_m=20.0, R_m=100.0, v_rest=-58.0, tau_w=120.0, b=0.1, v_reset=v_reset)
    isi = simulate(model, np.full(5000, 0.21), dt=0.1).spikes.isi()
    print(f"reset at {v_reset:g} mV:", *isi.round(1)[-4:], "ms")
    assert (isi.min() < 6) == (v_reset == -46.0)

# %% [markdown]
# ### Your turn: where does it rest?
#
# Where the two curves meet, neither v nor w moves. Press *at rest* above (0.05 nA): they meet
# twice. Take the left one: to its left v rises, to its right it falls, so the point comes home. The
# right one is a tipping point: beyond it v runs away upwards. From 0.1 nA on the curves do not meet
# at all, there is no rest, and the cell *must* fire.
#
# `model.nullclines(v, current)` gives both curves, blue and green, at an array of v. Find the v of
# rest; a hundredth of a mV off is near enough, so you may search on a fine grid.

# %%
def rest(current, model):
    return ...  # v of rest, in mV


check("beyond_lif.rest", rest)


# %%
solution("beyond_lif.rest")

# %% [markdown]
# Does the cell go there? Two seconds of it, from its start, against your rest:

# %%
found = check("beyond_lif.rest", rest)
for current in (-0.1, 0.0, 0.05, 0.1):
    run = trajectory(beyond_lif.BURSTING, np.full(20_000, current), 0.1)
    fired, v_end = len(run.spikes), run.states[-1, 0]
    mine = f"your rest {rest(current, beyond_lif.BURSTING):.2f} mV" if found else "yours to come"
    print(f"{current:5.2f} nA: {fired} spikes,", f"v ends at {v_end:.2f} mV, {mine}" * (not fired))
    assert (fired > 0) == (current == 0.1)
    curves = beyond_lif.BURSTING.nullclines(np.arange(-100.0, -30.0, 0.001), current)
    assert np.any(curves[0] < curves[1]) == (current < 0.1)

# %% [markdown]
# ## The zoo
#
# Six neurons, all AdEx, with the numbers of Naud and others (2008) as Brian2's examples have them.
# Under steady current a cell is **tonic** (even intervals), **adapting** (growing),
# **accelerating** (shrinking), or it starts with an **initial burst**, keeps **bursting**, or is
# **transient**: a spike, and silence. Read the lower picture: each dot is an interval.
# **Before you go through them:**

# %%
predict("beyond_lif.negative_a")

# %%
explore(
    beyond_lif.zoo,
    beyond_lif.draw_zoo,
    cell=choice("cell", tuple(beyond_lif.ZOO), "A"),
    share=slider("current, in shares of its own", 0.5, 1.5, start=1.0, step=0.05),
    size=(9.0, 3.8),
)

# %% [markdown]
# ### Your turn: name them
#
# Each at 1 times its own current. Every name is used once.

# %%
my_names = None  # {"A": "...", "B": "...", and so on, to "F": "..."}

check("beyond_lif.name_the_cells", my_names)

# %%
solution("beyond_lif.name_the_cells")

# %% [markdown]
# ## A model, and a program that is another
#
# Izhikevich (2003) gets the same zoo from a parabola and four numbers. The script he printed with
# it takes steps of 1 ms, too coarse to solve the equations that it stands beside. Neither is wrong;
# they are two models, and a paper must say which one it ran.

# %%
kinds = {"regular": (0.02, 0.2, -65, 8), "chattering": (0.02, 0.2, -50, 2)}
kinds["fast"] = (0.1, 0.2, -65, 2)  # a, b, c, d, from figure 2 of the paper
for name, numbers in kinds.items():
    model = Izhikevich(*numbers)
    ode = simulate(model, np.full(4800, 10.0), dt=0.1).spikes
    script = simulate(model, np.full(480, 10.0), dt=1.0, method="script").spikes
    print(f"{name}: {len(ode)} spikes by the equations, {len(script)} by the script")
    assert len(ode) > len(script)

# %% [markdown]
# ## Five hundred dull neurons (optional)
#
# (You may keep this part for another day.) Patterns need not come from a clever neuron. Take 500 of the dullest, all the same LIF. Each
# hears 80 of them that excite and 20 that inhibit, drawn at random, and 80 more from outside: the
# *background*, which fires at random, $\eta$ times as fast as it takes to bring v to the threshold.
# An excitatory spike lifts v by 1 mV, after a delay. An inhibitory one lowers it by g mV: **g**
# says how many excitatory spikes one inhibitory spike undoes.
#
# Above, 40 of the 500. Below them, how fast all fire together. On the right, the rate of a neuron
# over g. **Before you turn g:**

# %%
predict("balanced_network.raise_g")

# %%
explore(
    balanced_network.balanced,
    balanced_network.draw_balanced,
    g=slider("g, the inhibition", 0.0, 8.0, start=3.0, step=0.1),
    eta=slider("η, the background", 0.5, 4.0, start=2.0, step=0.1),
    delay=choice("delay", tuple(balanced_network.DELAYS), "1.5 ms"),
    steady=toggle("steady background"),
    size=(9.0, 4.0),
)

# %% [markdown]
# At g = 3 a neuron fires every 3.4 ms, of which it is refractory for 2, and evenly: CV 0.2. Turn g.
# Around 4 the rate falls off a cliff; at 5 it is some 60 Hz, and the clock is gone: the intervals
# are as irregular as if dice were thrown, or more. (In the short stretch of the picture the CV is
# 0.94; over a second, which has room for long intervals, it is 1.6.) Yet the neurons are the same.
#
# The *correlation* compares the counts of two neurons, millisecond by millisecond: 0 for
# strangers, 1 for twins. From g = 3 to 5 it falls from about 0.07 to 0.02. Brunel (2000) named
# what you saw: **synchronous regular** turns into **asynchronous irregular**. In a working cortex
# one records the second.
#
# Set g to 2 and the delay to 3 ms for a drum: one beat, 500 sticks. Raise g to 3.8: now each fires
# irregularly, and still all hum together, for a volley comes back as an echo after 3 ms:
# **synchronous irregular**. At g = 5 with $\eta$ = 0.5 there is silence.

# %% [markdown]
# ### Means cancel, noise adds up
#
# Why a cliff at 4? Let all fire at a rate $\nu$, and each sender outside at $\nu_{ext}$. A neuron
# has $C_E$ excitatory senders with jumps of $J$, and $\gamma C_E$ inhibitory ones with jumps of
# $-gJ$; here $\gamma$ is 1/4. Their spikes come to a mean $\mu$, where v would settle, and to a
# noise $\sigma$ around it, as lesson 02 counts it:
#
# $$ \mu = C_E J \tau_m\, \big(\nu_{ext} + \nu\,(1 - g\gamma)\big) \qquad
# \sigma^2 = C_E J^2 \tau_m\, \big(\nu_{ext} + \nu\,(1 + g^2\gamma)\big) $$
#
# Read the signs. In the mean, inhibition is subtracted, and at $g = 1/\gamma = 4$ the network's
# own spikes cancel. In the noise it is added: every spike shakes v, up or down. So when the mean
# is held down, noise is what is left to fire a neuron. That is a [balanced
# network](glossary.md#balanced-network).

# %% [markdown]
# ### Your turn: the mean

# %%
def mean_input(rate, outside, g):
    return ...  # your line here: mu in mV; rates in Hz, C_E = 80, J = 1 mV


check("balanced_network.mean_input", mean_input)


# %%
solution("balanced_network.mean_input")

# %% [markdown]
# Which rate will it be? Put $\nu$ in, get $\mu$ and $\sigma$, and ask Siegert's formula ([lesson
# 03](03_regular_or_by_chance.ipynb)) how fast such a neuron fires. If $\nu$ comes back, the
# network can keep it up. That is the theory of [mean field](glossary.md#mean-field), the blue
# line. Where $\eta$ is below 1 there may be two such rates, silence and another, with a tipping point
# between them (dotted); the start decides.

# %%
solved = check("balanced_network.mean_input", mean_input)
for g in (3.0, 5.0, 6.0):
    network = replace(balanced_network.SMALL, g=g)
    (theory,) = network.mean_field()
    spikes = balanced_network.spikes_of(network, duration=1000.0)
    print(f"g = {g:g}: mu {theory.mu:.0f} mV, sigma {theory.sigma:.0f} mV. ", end="")
    print(f"Theory {theory.rate:.0f} Hz, measured {spikes.rate():.0f} Hz")
    assert abs(spikes.rate() / theory.rate - 1) < 0.25
    assert not solved or np.isclose(mean_input(theory.rate, 25.0, g), theory.mu)  # eta 2: 25 Hz

# %% [markdown]
# Rest is at 0 mV here, the reset at 10, the threshold at 20. At g = 3 the mean is far above, and it
# is the mean that fires the neuron, like a clock. From g = 5 on it is below: held at that mean
# without noise, a neuron would never fire.
#
# And the noise is large, 28 mV at g = 5. A neuron that has just fired soon fires again, or sinks
# and is silent for long: over a second the CV is 1.6, more irregular than dice. Brunel had 12,500
# neurons, $C_E = 1000$ and jumps of 0.1 mV: nearly our $C_E J$, hence our means, but an eighth of
# our $C_E J^2$, hence less noise. The CV of his network at g = 5, run in NEST, is 0.4.
#
# Why is the theory right only to a quarter? It takes inputs to be countless, tiny and independent.
# Two of our neurons share a fifth of their senders, and ten jumps lead from reset to threshold.
# Below g = 3 they also beat together: at g = 0 a volley comes every 3 ms, for 333 Hz instead of
# 440.
#
# But whose noise is it? Perhaps only the background's dice, passed on. Set g to 5 in the picture
# above, and **before you make its background steady:**

# %%
predict("balanced_network.no_dice")

# %% [markdown]
# Switch to the steady background. The rate grows by a fifth, and the intervals stay as irregular:
# over a second the CV is 1.8, with dice it was 1.6. Nothing is
# random now but the wiring and the first values of v, and still each neuron fires as if it threw
# dice: its dice are the others. Van Vreeswijk and Sompolinsky (1996) showed that such a network
# needs no noise from outside. It makes its own, as long as excitation and inhibition balance.

# %%
network = replace(balanced_network.SMALL, g=5.0)
for steady in (False, True):
    found = balanced_network.measured(balanced_network.spikes_of(network, steady, 1000.0))
    print(f"{'steady' if steady else 'random'}: {found.regime}, CV {found.cv:.1f}")
    assert round(found.cv, 1) == (1.8 if steady else 1.6)
    assert found.correlation < 0.04

# %% [markdown]
# ## Paper check
#
# Three numbers that any Hodgkin-Huxley code must meet. At 10 µA/cm² it fires at 68.3 Hz. A step
# sets off one spike above 2.24 and endless firing above 6.26. Rinzel and Miller (1980) followed
# that cycle, and its unstable companion, from end to end. Rest itself loses its hold only at 9.78:
# in between both are stable, and where the axon ends up depends on where it came from.

# %%
rate = 1000 / beyond_lif.axon_period(10.0)
print(f"at 10 uA/cm2: {rate:.1f} Hz")
assert abs(rate - 68.3) < 0.05
counts = []
for current in (2.22, 2.26, 6.24, 6.28):
    spikes = simulate(axon, np.full(50_000, current), dt=0.02).spikes
    counts.append(len(spikes))
    print(f"a step to {current} uA/cm2: {len(spikes)} spikes in a second")
assert counts[:2] == [0, 1]
assert counts[2] < 10 < 50 < counts[3]

# %% [markdown]
# And three of Brunel's. Beside the rasters of his figure 8 he prints the rates of his theory: 55.8,
# 38.0 and 6.5 Hz. (His simulations: 60.7, 37.7 and 5.5.)

# %%
for g, eta, printed in ((6.0, 4.0, 55.8), (5.0, 2.0, 38.0), (4.5, 0.9, 6.5)):
    (theory,) = Brunel(g=g, eta=eta).mean_field()
    print(f"g = {g:g}, eta = {eta:g}: {theory.rate:.2f} Hz")
    assert abs(theory.rate - printed) < 0.06

# %% [markdown]
# ## Key points
#
# - An action potential is a race: $m$ opens sodium in a fraction of a millisecond; $h$ and $n$,
#   several times slower, end it.
# - The axon has no threshold on paper: one spike above 2.24 µA/cm², endless firing above 6.26, and
#   then at 50 Hz at once (type II).
# - LIF, fitted at two currents, gives rates within 20 % from 7 to 40 µA/cm². It has no rebound, is
#   not lulled by a slow ramp, and makes no pattern.
# - A second variable makes the patterns. In the phase plane a burst ends when the reset lands above
#   the v-nullcline.
# - Say which equations *and which step* you ran: 12 spikes, or 10.
# - Rest is where the nullclines meet; where they do not meet, the cell fires.
# - In a balanced network the means cancel and the noise is left: past g = 4 plain LIF neurons fire
#   irregularly, with a CV of 1 or more, under random input or steady.
#
# **Outside.** Chips and deep spiking networks take LIF because rates well above the onset are what
# they use, and there it is within a fifth of the axon. What they miss, rebound and bursts, comes
# back as *adaptive* LIF where a network needs a longer memory: $w$ is a second state, like the cell
# state of an LSTM.

# %% [markdown]
# ## Quiz

# %%
quiz("beyond_lif")

# %% [markdown]
# ## References
#
# - Hodgkin AL, Huxley AF (1952). A quantitative description of membrane current and its application
#   to conduction and excitation in nerve. *J Physiol* 117:500-544,
#   [doi:10.1113/jphysiol.1952.sp004764](https://doi.org/10.1113/jphysiol.1952.sp004764).
# - Rinzel J, Miller RN (1980). Numerical calculation of stable and unstable periodic solutions to
#   the Hodgkin-Huxley equations. *Math Biosci* 49:27-59.
# - Brette R, Gerstner W (2005). Adaptive exponential integrate-and-fire model as an effective
#   description of neuronal activity. *J Neurophysiol* 94:3637-3642,
#   [doi:10.1152/jn.00686.2005](https://doi.org/10.1152/jn.00686.2005).
# - Naud R, Marcille N, Clopath C, Gerstner W (2008). Firing patterns in the adaptive exponential
#   integrate-and-fire model. *Biol Cybern* 99:335-347,
#   [doi:10.1007/s00422-008-0264-7](https://doi.org/10.1007/s00422-008-0264-7).
# - Izhikevich EM (2003). Simple model of spiking neurons. *IEEE Trans Neural Netw* 14:1569-1572,
#   [doi:10.1109/TNN.2003.820440](https://doi.org/10.1109/TNN.2003.820440).
# - van Vreeswijk C, Sompolinsky H (1996). Chaos in neuronal networks with balanced excitatory and
#   inhibitory activity. *Science* 274:1724-1726,
#   [doi:10.1126/science.274.5293.1724](https://doi.org/10.1126/science.274.5293.1724).
# - Brunel N (2000). Dynamics of sparsely connected networks of excitatory and inhibitory spiking
#   neurons. *J Comput Neurosci* 8:183-208,
#   [doi:10.1023/A:1008925309027](https://doi.org/10.1023/A:1008925309027).
#
# Words of this lesson, in the [glossary](glossary.md): gating variable, type I and type II, rebound
# spike, AdEx, phase plane and nullclines, balanced network, mean field.
#
# Next: [18 · Reading a movement, hearing a sound](18_reading_and_hearing.ipynb). The same network in other
# simulators, spike for spike.
