# %% [markdown]
# # 04 · Synapses: what a spike does
#
# **75 minutes**, and 5 more for what is optional · You need: the leaky bucket of
# [lesson 01](01_leaky_bucket.ipynb), and the threshold of
# [lesson 02](02_neuron_that_fires.ipynb).
#
# *One spike arrives. What does it do to the neuron, when, and how much?*
#
# You will be able to answer:
#
# - when does a postsynaptic potential (PSP) peak, and how high?
# - when do two inputs add up, and when do they not?
# - how do delays make a neuron hear a direction?
# - how much does the *second* spike release, at a synapse that tires or warms up?
#
# Run a cell with Shift+Enter (*Run > Run All Cells* runs them all).

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

# %%
import numpy as np

from snn_edu import LIF, ShortTermPlasticity, simulate
from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.what_a_spike_does import views as lesson
from snn_edu.live import choice, explore, slider, toggle
from snn_edu.synapses import ExponentialSynapse

# %% [markdown]
# So far you held the electrode. Now another neuron does, and all it can do is spike. Where its
# axon meets our neuron, at the [synapse](glossary.md#synapse), each spike opens channels for a few
# milliseconds, and a [synaptic current](glossary.md#synaptic-current) flows into the bucket.
#
# With a synapse and a delay, a neuron hears where a sound comes from, sees which way an edge moves in
# front of an event camera, and smooths its input as a layer with memory does in a deep network. You
# will build the first two.

# %%
def one_spike(shape, through, tau_syn, tau_m, w):
    lif = LIF(tau_m=tau_m, v_threshold=900.0)  # a threshold it never meets
    spike = lesson.spike_through(shape, through, tau_syn, w, lif)
    recording = simulate(lif, spike, dt=0.02)
    t, v = recording.t, recording.v - lif.v_rest
    k = v.argmax()
    return lesson.limits(w, v[k]) | {
        "inflow": lesson.current_in(spike, t, recording.v),
        "leak": (t, v / lif.R_m),
        "balance": (t[[k]], v[[k]] / lif.R_m),
        "v": (t, v),
        "peak": (t[[k]], v[[k]]),
        "drop": (t[[k, k]], [0.0, v[k]]),
        "text": lesson.told(shape, through, w, v[k], t[k]),
    }


# %% [markdown]
# **Commit to an answer, and the picture appears:**

# %%
picture = explore(
    one_spike,
    lesson.draw_one_spike,
    shape=choice("shape", lesson.SHAPES, start="exponential"),
    through=choice("the spike sends", ("a current", "a conductance"), start="a current"),
    tau_syn=slider("synapse's time constant τ_syn", 0.5, 10, start=2.5, step=0.5, unit="ms"),
    tau_m=slider("membrane's time constant τ_m", 2.5, 40, start=10, step=0.5, unit="ms"),
    w=slider("peak of the current", 0.5, 10, start=4, step=0.5, unit="nA"),
    tries={"strong, as a conductance": {"w": 10.0, "through": "a conductance"}},
    size=(8.0, 3.8),
)
predict("what_a_spike_does.when_it_peaks", then=picture)

# %% [markdown]
# v peaks 4.62 ms after the spike, 6.30 mV above rest. Look at the upper panel at that moment: what
# flows in and what leaks out are equal. Before, v rises; after, it falls. The peak of v is where
# the two currents cross, not where the input is largest.
#
# Now try the shapes. **Delta** delivers the same charge at once: v jumps, as in lesson 01.
# **Alpha** rises before it falls, and so v starts gently; **double exponential** has a rise and a
# decay of its own. All have the same *peak* current, and so they bring different *charge*: alpha 2.7
# times as much as exponential, double exponential 1.5 times. That is why alpha lifts v highest, not
# because its shape were better. (Here w is the current's peak, in nA. In lesson 01 it was a jump of v,
# in mV; for a conductance it will be in µS.)
#
# Go back to exponential, set the peak to 10 nA, and let the spike send a **conductance** instead of
# a current: v reaches 13.6 mV instead of 15.7, and the inflow fades faster than $\tau_{syn}$ says. Keep
# that for later.

# %%
spike = {shape: lesson.charge(shape, tau_syn=2.5, w=4.0) for shape in lesson.SHAPES}
for shape, charge in spike.items():
    print(f"{shape:18}: {charge:5.1f} pC, {charge / spike['exponential']:.2f} times exponential")
assert np.isclose(spike["alpha"] / spike["exponential"], np.e)

# %% [markdown]
# ## Two leaks in a row
#
# The current $I$ decays with the time constant $\tau_{syn}$, after a jump to $w$ (in nA). The
# membrane is the bucket of lesson 01, with $v$ counted from rest:
#
# $$ \tau_{syn} \frac{dI}{dt} = -I \qquad\qquad \tau_m \frac{dv}{dt} = -v + R_m I $$
#
# A spike fills the first bucket, the first leaks into the second, the second leaks out. The solution
# is the difference of two exponentials, one for each bucket (put it in to see that it is one):
#
# $$ \mathrm{PSP}(t) = R_m w\, \frac{\tau_{syn}}{\tau_m - \tau_{syn}} \left( e^{-t/\tau_m} - e^{-t/\tau_{syn}} \right) $$
#
# With one more bucket in front the current itself first rises: two equal ones give the alpha
# function, $t\, e^{-t/\tau_{syn}}$ (Rall 1967), two unequal ones the double exponential. A delta synapse is the limit of a very short $\tau_{syn}$: no bucket
# before the membrane at all.

# %%
lif = LIF(tau_m=10.0)
t = np.arange(0.0, 50.0, 5.0)  # ms
formula = 10.0 * 4.0 * 2.5 / (10.0 - 2.5) * (np.exp(-t / 10.0) - np.exp(-t / 2.5))
assert np.allclose(ExponentialSynapse(2.5).psp(t, lif, w=4.0), formula, rtol=1e-12)
for tau_m in (10.0, 20.0, 40.0):
    psp = ExponentialSynapse(2.5).psp(np.arange(0, 500, 0.01), LIF(tau_m=tau_m), w=4.0)
    print(f"tau_m = {tau_m:.0f} ms: peak {psp.max():.2f} mV, area {0.01 * psp.sum():.1f} mV ms")
    assert np.isclose(0.01 * psp.sum(), 10.0 * 4.0 * 2.5, rtol=1e-4)  # R_m w tau_syn

# %% [markdown]
# A slower membrane makes the PSP lower and longer, and its area stays: $R_m$ times the charge,
# $w\, \tau_{syn}$. A neuron that waits long enough gets the same out of each spike, whatever its
# $\tau_m$.
#
# ### Your turn: when does it peak?
#
# Derive the time of the peak from the formula above. Mind the case of two equal time constants:
# the formula says 0 / 0 there (and Python `ZeroDivisionError`), the neuron does not.

# %%
def peak_time(tau_m, tau_syn):
    return ...  # in ms after the spike


check("what_a_spike_does.peak_time", peak_time)


# %%
solution("what_a_spike_does.peak_time")

# %% [markdown]
# **Check against the closed form.** For 10 and 2.5 ms it is 4.62 ms. Put this time into the formula of
# the PSP, and you have its height. Bring the two time constants together, and the peak goes to their
# common value, without a jump.

# %%
lif = LIF(tau_m=10.0)
assert np.isclose(ExponentialSynapse(2.5).psp_peak_time(lif), 10 * 2.5 / 7.5 * np.log(4))
for tau_syn in (2.5, 9.0, 9.9, 9.999, 10.0):
    when = ExponentialSynapse(tau_syn).psp_peak_time(lif)
    print(f"tau_m = 10 ms, tau_syn = {tau_syn:5} ms: peak after {when:.4f} ms")
assert when == 10.0
top = ExponentialSynapse(2.5).psp(10 * 2.5 / 7.5 * np.log(4), lif, w=4.0)
print(f"How high? The PSP at its own peak time: {top:.2f} mV for tau_syn = 2.5 ms and 4 nA")
assert round(float(top), 2) == 6.30
height = ExponentialSynapse(10.0).psp(when, lif, w=1.0)
assert np.isclose(height, 10.0 * np.exp(-1))  # the limit: R_m w (t / tau_m) e^(-t / tau_m)

# %% [markdown]
# ## A spike opens a door
#
# A current is a convenient fiction. What a spike really does is open channels. How much flows
# through an open channel, and which way, depends on v: ions flow until v is at the channel's
# [reversal potential](glossary.md#reversal-potential), $v_{reversal}$. With $g$ the conductance of
# all open channels, in µS (microsiemens, 1 / MΩ):
#
# $$ I = g\, (v_{reversal} - v) $$
#
# The bracket is the [driving force](glossary.md#driving-force), in mV, and µS times mV is nA.
# Excitatory channels (AMPA and NMDA are two kinds, called by substances that open them) have their
# reversal potential near 0 mV, inhibitory ones mostly between -70 and -100 mV: GABA_A, quick and the
# commonest, near -75, and GABA_B, which takes some 80 ms to open, near -95. All four are in
# `snn_edu.synapses`, by these names.

# %%
predict("what_a_spike_does.inhibition_from_below")

# %%
explore(
    lesson.driving,
    lesson.draw_driving,
    v_start=slider("held at v", -95, 30, start=-65, step=5, unit="mV"),
    v_reversal=slider("reversal potential", -95, 0, start=0, step=5, unit="mV"),
    count=slider("synapses that open together", 1, 16, start=8, step=1),
    magnesium=toggle("magnesium, as in NMDA channels", start=False),
    tries={
        "inhibition, from below": {"v_reversal": -75, "v_start": -90},
        "NMDA, sixteen": {"magnesium": True, "count": 16},
    },
    handles={"here": {"x": "v_start"}},
    size=(9.5, 3.2),
)

# %% [markdown]
# Set the reversal potential to -75 and hold v at -90 mV: inhibition pulls *up*. Hold it at -75:
# nothing moves, whatever opens. In the middle panel the current is a straight line that changes
# sign at the reversal potential, hence the name.
#
# Then press Reset, so that v is at rest and the reversal potential at 0 again, and look at the right
# panel. Eight synapses lift v by 24.5 mV, not by eight times 4 = 32 mV. (Each opens with 0.02 µS and closes again; what you
# see is a passing peak.) Each one finds v closer to 0 mV than the one
# before: less driving force. And each makes the membrane leakier. Currents add up; conductances
# add up *less*.

# %%
one, eight = lesson.shift_at_rest(1), lesson.shift_at_rest(8)
print(f"one: {one:.2f} mV, eight: {eight:.1f} mV, eight times one: {8 * one:.1f} mV")
assert (round(eight, 1), round(8 * one, 1)) == (24.5, 32.1)

# %% [markdown]
# Switch the magnesium on. NMDA channels are plugged by magnesium ions, and the more so the lower v
# is: the share that conducts is $1 / (1 + e^{-0.062\, v} / 3.57)$, at -70 mV only 4 % (Jahr and
# Stevens 1990). The line becomes a
# curve with a hump, and from rest sixteen synapses lift v by *more* than sixteen times one: each helps to
# unplug the others. So the same neuron can sum exactly, sum to less, or sum to more.

# %%
one, many = (lesson.shift_at_rest(count, magnesium=True) for count in (1, 16))
print(f"magnesium: one {one:.2f} mV, sixteen {many:.1f} mV, sixteen times one {16 * one:.1f} mV")
assert many > 1.1 * 16 * one

# %% [markdown]
# ### Your turn: how far do n synapses go?
#
# Let n synapses *stay* open, each with the conductance $g$. The leak is a conductance too, $1/R_m$,
# with its reversal potential at $v_{rest}$. Where does v settle? (Eight of 0.02 µS, held open, get
# further than the passing 24.5 mV above.)

# %%
def shift(n, g, R_m, v_rest, v_reversal):
    return ...  # mV from rest


check("what_a_spike_does.n_synapses", shift)


# %%
solution("what_a_spike_does.n_synapses")

# %% [markdown]
# ### Inhibition that cannot be seen
#
# Give an inhibitory synapse the reversal potential -65 mV, exactly $v_{rest}$. Alone it does nothing at
# all: the orange line below is flat. Together with an excitatory spike (black) it takes away four
# tenths of the PSP (blue): what the one lets in, the other lets out. This is [shunting
# inhibition](glossary.md#shunting-inhibition).

# %%
lesson.shunting()

# %% [markdown]
# Is it a subtraction? Then a small PSP should vanish and a large one hardly change. Make the
# excitation weaker and stronger:

# %%
for g in (0.01, 0.05, 0.1, 0.5):  # uS
    alone, together = lesson.shunted(g)
    print(f"{g:4} uS: {alone:5.2f} mV alone, {together:5.2f} mV shunted, {together / alone:.0%}")
    assert 0.55 < together / alone < 0.66

# %% [markdown]
# About the same *share* is left of each: a shunt divides. In a deep network that is what a
# normalisation layer does to its input, here in a single membrane.

# %% [markdown]
# ## When it arrives: delays
#
# A spike takes time to get from one neuron to the next: a fraction of a millisecond to tens of
# milliseconds, its [delay](glossary.md#delay). Delays look like a nuisance. But take a neuron that
# needs two spikes to fire, arriving nearly together: a [coincidence
# detector](glossary.md#coincidence-detector). What counts then is the *difference* of two delays.

# %%
predict("what_a_spike_does.longer_memory")

# %%
explore(
    lesson.coincidence,
    lesson.draw_coincidence,
    lag=slider("b spikes after a by", -20, 20, start=8, step=1, unit="ms"),
    delay_a=slider("delay of a", 0, 20, start=0, step=1, unit="ms"),
    delay_b=slider("delay of b", 0, 20, start=0, step=1, unit="ms"),
    tau_m=slider("time constant τ_m", 3, 30, start=10, step=1, unit="ms"),
    tries={"5 ms apart": {"lag": 5}, "a waits": {"delay_a": 8}, "moving left": {"lag": -8}},
    handles={"here": {"x": "lag"}},
    size=(9.0, 3.4),
)

# %% [markdown]
# At a lag of 8 ms the neuron is silent: the first PSP has leaked too far when the second comes.
# Slide the lag to 5 ms, and it fires. Slide it back to 8 and delay a by 8 ms instead: it fires
# again, and the curve on the right has moved with you. The neuron now answers best to *a first, b
# 8 ms later*.
#
# Jeffress (1948) proposed that we hear where a sound comes from in this way: from each ear a line
# of growing delay, and between the two lines neurons that fire when both spikes arrive together.
# Carr and Konishi (1990) found such lines in the barn owl.

# %%
for tau_m in (3.0, 10.0, 30.0):
    within = lesson.forgives(tau_m)
    print(f"tau_m = {tau_m:4.1f} ms: fires if they arrive within {within:.2f} ms")
assert np.isclose(lesson.forgives(10.0), 5.73, atol=0.005)

# %% [markdown]
# ### Your turn: hear a direction
#
# A bar of light moves over two receptors. When it moves right, receptor a spikes 8 ms before
# receptor b; when it moves left, 8 ms after. Choose two delays so that the neuron ($\tau_m$ = 10 ms)
# fires for right and is silent for left. The widget above tries them out: the lag is +8 or -8 ms.

# %%
my_delays = None  # (delay_a, delay_b), in ms

check("what_a_spike_does.direction", my_delays)

# %%
solution("what_a_spike_does.direction")

# %% [markdown]
# ## How much is left: synapses tire
#
# A synapse does not answer every spike alike. It holds a store of transmitter; each spike releases
# a part of what is there, and the store refills slowly. Tsodyks, Pawelzik and Markram (1998) put
# this into two numbers: **x**, how full the store is (1 at rest), and **u**, which part of it a
# spike releases. What arrives is $w\, u\, x$, where $w$ is what a full store would send at once.
#
# Between spikes x recovers towards 1 with the time constant $\tau_{rec}$. In many synapses u grows
# with use: each spike raises it by $U (1 - u)$, and it fades with $\tau_{facil}$. This is
# [short-term plasticity](glossary.md#short-term-plasticity): **depression** where the store runs
# low, **facilitation** where u grows.

# %%
predict("what_a_spike_does.twice_the_rate")

# %%
explore(
    lesson.short_term,
    lesson.draw_short_term,
    rate=slider("rate", 5, 100, start=20, step=5, unit="Hz"),
    U=slider("U: share that the first spike releases", 0.02, 1, start=0.5, step=0.02),
    tau_rec=slider("the store refills with τ_rec", 0, 1000, start=800, step=50, unit="ms"),
    tau_facil=slider("u fades with τ_facil", 0, 1000, start=0, step=50, unit="ms"),
    tries={
        "100 Hz": {"rate": 100},
        "a synapse that warms up": {"U": 0.04, "tau_rec": 100, "tau_facil": 1000},
    },
    size=(9.0, 3.6),
)

# %% [markdown]
# This synapse tires: of 50 % at the first spike 5.7 % are left once it is steady, and the PSPs
# shrink with it. The lone spike after the pause finds the store at 39 %, and releases half of that,
# 19.6 %. So this synapse shouts at the beginning of anything new, and murmurs while it lasts: it hands
# on *changes*, as an event camera does, and it keeps a busy input from drowning a quiet one.
#
# The panel on the right draws what *one* spike releases, and that falls with the rate. What all of
# them release in a *second* hardly changes: 1.20 fillings at 50 Hz, 1.23 at 100, near
# $1/\tau_{rec}$ = 1.25. All that comes back is released, however many spikes share it.

# %%
tires = ShortTermPlasticity(0.5, tau_rec=800.0)
for rate in (50.0, 100.0):
    one = tires.steady_state(rate).efficacy
    print(f"{rate:3.0f} Hz: {one:.2%} a spike, {one * rate:.2f} fillings a second")
assert (round(one * 100.0, 2), round(tires.steady_state(50.0).efficacy * 50.0, 2)) == (1.23, 1.20)

# %% [markdown]
# Now the second preset: the opposite. The first spikes hardly count, and each makes the next one
# stronger. On the right, such a synapse has a favourite rate: slower trains do not build up u, faster
# ones empty the store.

# %% [markdown]
# ### Your turn: the second spike
#
# The first spike finds x = 1 and uses u = U. A time h later comes the second. By then x has recovered
# from 1 - U towards 1; of the old u a part $e^{-h/\tau_{facil}}$ is left (it fades towards 0), and the
# spike adds U of what is missing to 1. What does the second spike release, u x?

# %%
def second_release(U, h, tau_rec, tau_facil):
    return ...  # u x of the second spike


check("what_a_spike_does.second_release", second_release)

# %%
solution("what_a_spike_does.second_release")

# %%
if check("what_a_spike_does.second_release", second_release):
    for name, U, rec, facil in (("tires", 0.5, 800.0, 50.0), ("warms up", 0.04, 100.0, 1000.0)):
        for h in (20.0, 100.0, 1000.0):
            ratio = second_release(U, h, rec, facil) / U
            theirs = ShortTermPlasticity(U, rec, facil).releases([0.0, h]).efficacy
            print(f"{name:8}, {h:4.0f} ms later: {ratio:.2f} times the first")
            assert np.isclose(ratio, theirs[1] / theirs[0])
else:
    print("This cell compares your `second_release` with a simulation: write it, then run this.")

# %% [markdown]
# ## In steps (optional)
#
# (You may skip to *A spike that a grid loses*.) Whole trains go the same way. At each spike, in this
# order: u is renewed, u x is released, x drops. With h the time since the last spike (ms), and the
# values at that spike on the right:
#
# $$ u \leftarrow U + u\, (1 - U)\, e^{-h/\tau_{facil}} \qquad x \leftarrow 1 + (x - u x - 1)\, e^{-h/\tau_{rec}} $$
#
# (On the right stands the u of the spike before, in both.) Under a regular train both repeat themselves in the end: set the left
# side equal to the right, and solve.
#
# $$ u = \frac{U}{1 - (1 - U)\, e^{-h/\tau_{facil}}} \qquad x = \frac{1 - e^{-h/\tau_{rec}}}{1 - (1 - u)\, e^{-h/\tau_{rec}}} $$

# %%
def after(u, x, h, U, tau_rec, tau_facil):
    x = 1 + (x - u * x - 1) * np.exp(-h / tau_rec)  # with the old u
    u = U + u * (1 - U) * np.exp(-h / tau_facil)
    return u, x


u, x, facilitating = 0.04, 1.0, ShortTermPlasticity(0.04, tau_rec=100.0, tau_facil=1000.0)
for _ in range(300):
    u, x = after(u, x, 50.0, 0.04, 100.0, 1000.0)  # at 20 Hz
steady = facilitating.steady_state(20.0)
print(f"after 300 spikes u x = {u * x:.6f}, formula {steady.efficacy:.6f}")
assert np.isclose(u * x, steady.efficacy, rtol=1e-12)

# %% [markdown]
# **Check against the papers.** Tsodyks and Markram (1997) saw that a depressing synapse has a
# *limiting frequency*, near $1 / (U \tau_{rec})$: the further above it, the more rates sound alike,
# because all that is refilled is released, $1/\tau_{rec}$ a second. (At four times it, 1.05 of 1.25; at
# twenty times, 1.20.) For a facilitating one, Markram, Wang and
# Tsodyks (1998) put the favourite rate at $1 / \sqrt{U\, \tau_{facil}\, \tau_{rec}}$. That is an
# estimate for small U; the exact formula above puts the peak a little lower.

# %%
depressing = ShortTermPlasticity(0.5, tau_rec=800.0)
print(f"limiting frequency {depressing.limiting_frequency:.1f} Hz; then, released per second:")
for rate in (2.5, 10.0, 50.0, 100.0, 200.0):
    print(f"  {rate:5.1f} Hz: {depressing.steady_state(rate).efficacy * rate:.3f}")
assert np.isclose(depressing.steady_state(200.0).efficacy * 200.0, 1.25, rtol=0.01)  # 1 / 0.8 s

rates = np.arange(5.0, 40.0, 0.1)
best = rates[np.argmax([facilitating.steady_state(rate).efficacy for rate in rates])]
print(f"favourite rate: {facilitating.peak_frequency:.1f} Hz by the estimate, {best:.1f} Hz here")
assert abs(best / facilitating.peak_frequency - 1) < 0.05  # ours is exact

# %% [markdown]
# ## Key points
#
# - A PSP peaks where inflow and leak are equal: at $\frac{\tau_m \tau_{syn}}{\tau_m - \tau_{syn}}
#   \ln\frac{\tau_m}{\tau_{syn}}$, 4.62 ms for 10 and 2.5 ms, and at $\tau$ when both are equal; the
#   PSP at that time is its height. Its area is $R_m$ times the charge, whatever $\tau_m$ is.
# - A spike opens a conductance: $I = g\,(v_{reversal} - v)$. It pulls v towards the reversal
#   potential, from either side.
# - Currents add up. Conductances add up less: the shift is $\propto n g R_m / (1 + n g R_m)$. NMDA
#   channels near rest add up to more.
# - A neuron that needs two spikes compares their arrival times. The difference of two delays
#   decides which order it answers to; $\tau_m$ decides how strictly.
# - A depressing synapse reports changes: well beyond $1/(U \tau_{rec})$ all rates release nearly
#   $1/\tau_{rec}$ per second. A facilitating one prefers a rate.
#
# **Outside.** The pair of delays is how barn owls, and small chips behind two microphones, tell where
# a sound comes from; a grid of them sees which way an edge moves ([lesson
# 19](19_steering_and_seeing.ipynb)). In libraries for deep spiking networks the synapse is a second
# leaky bucket, called alpha beside the membrane's beta. And delays are learned there like weights.

# %% [markdown]
# ## Quiz

# %%
quiz("what_a_spike_does")

# %% [markdown]
# ## References
#
# - Rall W (1967). Distinguishing theoretical synaptic potentials computed for different
#   soma-dendritic distributions of synaptic input. *J Neurophysiol* 30:1138-1168,
#   [doi:10.1152/jn.1967.30.5.1138](https://doi.org/10.1152/jn.1967.30.5.1138).
# - Gerstner W, Kistler WM, Naud R, Paninski L (2014). *Neuronal Dynamics*, sec. 1.3 and 3.1.
#   Cambridge University Press,
#   [doi:10.1017/CBO9781107447615](https://doi.org/10.1017/CBO9781107447615).
# - Jahr CE, Stevens CF (1990). Voltage dependence of NMDA-activated macroscopic conductances
#   predicted by single-channel kinetics. *J Neurosci* 10:3178-3182,
#   [doi:10.1523/JNEUROSCI.10-09-03178.1990](https://doi.org/10.1523/JNEUROSCI.10-09-03178.1990).
# - Jeffress LA (1948). A place theory of sound localization. *J Comp Physiol Psychol* 41:35-39,
#   [doi:10.1037/h0061495](https://doi.org/10.1037/h0061495).
# - Carr CE, Konishi M (1990). A circuit for detection of interaural time differences in the brain
#   stem of the barn owl. *J Neurosci* 10:3227-3246,
#   [doi:10.1523/JNEUROSCI.10-10-03227.1990](https://doi.org/10.1523/JNEUROSCI.10-10-03227.1990).
# - Tsodyks MV, Markram H (1997). The neural code between neocortical pyramidal neurons depends on
#   neurotransmitter release probability. *PNAS* 94:719-723,
#   [doi:10.1073/pnas.94.2.719](https://doi.org/10.1073/pnas.94.2.719).
# - Markram H, Wang Y, Tsodyks M (1998). Differential signaling via the same axon of neocortical
#   pyramidal neurons. *PNAS* 95:5323-5328,
#   [doi:10.1073/pnas.95.9.5323](https://doi.org/10.1073/pnas.95.9.5323).
# - Tsodyks M, Pawelzik K, Markram H (1998). Neural networks with dynamic synapses. *Neural Comput*
#   10:821-835, [doi:10.1162/089976698300017502](https://doi.org/10.1162/089976698300017502).
# - Morrison A, Straube S, Plesser HE, Diesmann M (2007). Exact subthreshold integration with
#   continuous spike times in discrete-time neural network simulations. *Neural Comput* 19:47-79,
#   [doi:10.1162/neco.2007.19.1.47](https://doi.org/10.1162/neco.2007.19.1.47).
# - Hanuschkin A, Kunkel S, Helias M, Morrison A, Diesmann M (2010). A general and efficient method
#   for incorporating precise spike times in globally time-driven simulations. *Front Neuroinform*
#   4:113, [doi:10.3389/fninf.2010.00113](https://doi.org/10.3389/fninf.2010.00113).
#
# Words of this lesson, in the [glossary](glossary.md): synaptic current, reversal potential,
# driving force, shunting inhibition, delay, coincidence detector, short-term plasticity.
#
# Next: [05 · Temporal coding](05_temporal_coding.ipynb). One spike can do something. What can many
# of them *say*?
