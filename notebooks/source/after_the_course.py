# %% [markdown]
# # After the course
#
# Ten recipes to begin from, in any order. Run the cell below first, since it imports what they use; then
# change a recipe here, or copy it into a notebook of your own. None of them is checked, and nothing here has
# to be finished. `help(LIF)` tells what a name takes, and in which unit; `help(snn_edu)` shows the rooms of the
# library.

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

# %%
import tempfile
from importlib.util import find_spec
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

import snn_edu
from snn_edu import LIF, STDP, Network, PoissonInput, Sparse, Spikes, SpikeSource, export, simulate
from snn_edu.plasticity import Trace
from snn_edu.training import Adam, Layers, digits

# %% [markdown]
# ## 1 · A current of your own
#
# A current is an array in nA with one number for each step, so anything that you can compute or record may
# drive a neuron. This one swings ten times a second, and the neuron fires near the top of each swing.

# %%
dt = 0.1  # ms
t = np.arange(0.0, 500.0, dt)
current = 1.4 + 0.6 * np.sin(2.0 * np.pi * t / 100.0)  # nA

run = simulate(LIF(tau_m=10.0), current, dt)

figure, (above, below) = plt.subplots(2, sharex=True, figsize=(5, 3.5))
run.plot(above)
above.set_xlabel("")  # the axis below has it
below.plot(t, current)
below.set(xlabel="time (ms)", ylabel="current (nA)")
plt.show()

# %% [markdown]
# **Change** the period of 100 ms to 10 ms. The membrane is a low-pass filter: what is left of the swing?

# %% [markdown]
# ## 2 · An f-I curve under noise
#
# Firing rate against mean current, for three strengths of noise. `noise_sd` translates the standard deviation
# of the potential, in mV, into that of the current.

# %%
cell = LIF()
means = np.linspace(0.8, 2.4, 13)  # nA
rng = np.random.default_rng(1)

plt.figure(figsize=(5, 3))
for sd in 0.01, 2.0, 5.0:  # mV, of the potential
    rates = []
    for mean in means:
        noise = snn_edu.white_noise(mean, cell.noise_sd(sd, dt=0.2), 4000.0, 0.2, rng)
        rates.append(simulate(cell, noise, dt=0.2).spikes.rate())
    plt.plot(means, rates, "o-", label=f"{sd:g} mV")
plt.xlabel("mean current (nA)")
plt.ylabel("firing rate (Hz)")
plt.legend(title="noise")
plt.show()

# %% [markdown]
# **Change** `LIF()` to `LIF(t_ref=10.0)`. Which end of the curves moves?

# %% [markdown]
# ## 3 · Two neurons, a synapse each way
#
# Only the first neuron has a current. It excites the second, 5 ms later by 16 mV, enough for a spike at once;
# and the second inhibits the first, with another 15 ms of delay.

# %%
network = Network().add(LIF(), 1, "first").add(LIF(), 1, "second")
network.connect("first", "second", weights=16.0, delay=5.0)  # mV, ms
network.connect("second", "first", weights=-10.0, delay=15.0)

run = network.run(300.0, {"first": 2.0}, record=["first", "second"])
run

# %% [markdown]
# **Change** the sign of −10 mV. With +10 mV the first neuron is called back sooner than it would come.

# %% [markdown]
# ## 4 · A network that excites and inhibits itself
#
# Five hundred neurons, each with 80 excitatory and 20 inhibitory senders drawn at random, as in lesson 18.
# Under the raster stand the rates; the title has the CV, the irregularity of the intervals.

# %%
lif = LIF(v_rest=0.0, v_reset=10.0, v_threshold=20.0)  # mV
background = PoissonInput(rate=2000.0, weight=1.0)  # Hz, mV
rng = np.random.default_rng(1)

network = Network().add(lif, 400, "E").add(lif, 100, "I")
for post, size in ("E", 400), ("I", 100):
    excite = Sparse.fixed_indegree(400, size, indegree=80, weights=1.0, rng=rng)
    inhibit = Sparse.fixed_indegree(100, size, indegree=20, weights=-5.0, rng=rng)
    network.connect("E", post, excite, delay=1.5).connect("I", post, inhibit, delay=1.5)

run = network.run(600.0, {"E": background, "I": background}, dt=0.25, rng=rng)
axes = run.plot()
axes.set_title(f"CV of E: {np.nanmean(run.spikes['E'].cvs()):.2f}")
axes

# %% [markdown]
# **Change** the weight −5.0, the inhibition, to −3.0, less than the excitation needs for balance. Look at the raster and the CV.

# %% [markdown]
# ## 5 · Weights while they learn
#
# Twenty inputs fire one after another, 2 ms apart, ten times a second. STDP strengthens who fired before the
# neuron did and weakens who came after; `looks` keeps the weights every 100 ms.

# %%
volley = np.arange(20) * 2.0  # ms
times = np.concatenate([volley + start for start in np.arange(10.0, 20_000.0, 100.0)])
inputs = Spikes(times, ids=np.tile(np.arange(20), 200), size=20, duration=20_000.0)
rule = STDP(A_plus=0.05, A_minus=0.0525, w_max=6.0)  # mV


def learned(rule):
    network = Network().add(SpikeSource(), 20, "in").add(LIF(tau_m=10.0), 1, "out")
    network.connect("in", "out", weights=3.0, plasticity=rule)
    return network.run(20_000.0, {"in": inputs}, dt=0.5, looks={"in -> out": 100.0})


run = learned(rule)

# %%
def draw(run):
    plt.figure(figsize=(5, 3))
    lines = plt.plot(run.course_t["in -> out"] / 1000.0, run.course["in -> out"][:, :, 0])
    for line, color in zip(lines, plt.cm.viridis(np.linspace(0.0, 1.0, 20)), strict=True):
        line.set_color(color)
    plt.xlabel("time (s); purple: who fires first in a volley")
    plt.ylabel("weight (mV)")
    plt.show()


draw(run)

# %% [markdown]
# **Change** `tau_plus` of the rule to 5.0 (ms). Do the first inputs still win?

# %% [markdown]
# ## 6 · A learning rule of your own
#
# A rule is an object that names the traces it reads and says what the weight is after a spike of either side.
# In this one each presynaptic spike costs a little, and a postsynaptic spike pays whoever came shortly before.
# It learns from the volleys of recipe 5, with `learned` and `draw` from there.

# %%
class Priced:
    keeps = (Trace("pre", 10.0),)  # ms
    same_step = "none"
    w_min, w_max = 0.0, 6.0  # mV

    def at_pre(self, w, x):
        return w - 0.02

    def at_post(self, w, x):
        return w + 0.02 * x[0] * (self.w_max - w)


draw(learned(Priced()))

# %% [markdown]
# **Change** the price of 0.02 mV to 0.05 mV. Is your rule an STDP? `snn_edu.verify.stdp` tells.

# %% [markdown]
# ## 7 · A picture in three codes, and back
#
# The picture is yours: draw with characters. The decoder of each code has listened for 20 ms of 50 ms,
# so what you see is a guess, and the three guess differently.

# %%
drawn = ["..###..", ".#####.", "##.#.##", "#######", "##...##", ".#####.", "..###.."]
picture = np.array([[{"#": 0.9, ".": 0.1}[ink] for ink in row] for row in drawn])
values, rng = picture.ravel(), np.random.default_rng(1)

seen = {
    "picture": values,
    "rate": snn_edu.decode_rate(snn_edu.encode_rate(values, rng), 20.0),
    "latency": snn_edu.decode_latency(snn_edu.encode_latency(values), 20.0),
    "rank order": snn_edu.decode_rank_order(snn_edu.encode_rank_order(values), 20.0),
}
figure, axes = plt.subplots(1, 4, figsize=(6, 1.8))
for ax, (name, x) in zip(axes, seen.items(), strict=True):
    ax.imshow(x.reshape(picture.shape), cmap="gray_r", vmin=0.0, vmax=1.0)
    ax.set(title=name, xticks=[], yticks=[])
plt.show()

# %% [markdown]
# **Change** the 20.0 ms of the rate code to 100.0, the whole time that the picture is sent. How much better is it?

# %% [markdown]
# ## 8 · A classifier of digits
#
# Sixty hidden neurons learn to read the 8 × 8 digits by surrogate gradients. The curve is about pictures
# that they have not been trained with.

# %%
rng = np.random.default_rng(1)
train, test = digits.split(digits.load(), rng)
layers = Layers([rng.normal(0.0, 0.1, (64, 60)), rng.normal(0.0, 0.1, (60, 10))])
adam = Adam(rate=0.004)
state = adam.start(layers.weights)

# %%
right = []
for _ in range(8):  # times through all training pictures
    for batch in np.array_split(rng.permutation(len(train)), 20):
        x = np.broadcast_to(train.pictures[batch] * 0.5, (20, len(batch), 64))  # 20 steps
        _, slopes = layers.loss_and_gradients(x, train.labels[batch])
        weights, state = adam.step(layers.weights, slopes, state)
        layers = Layers(weights)
    run = layers.run(np.broadcast_to(test.pictures * 0.5, (20, len(test), 64)))
    right.append(100.0 * np.mean(run.readout.argmax(axis=1) == test.labels))
plt.figure(figsize=(5, 3))
plt.plot(np.arange(1, 9), right, "o-")
plt.xlabel("times through the training pictures")
plt.ylabel("right, of new pictures (%)")
plt.show()

# %% [markdown]
# **Change** the hidden neurons from 60 to 10; the number stands twice. How much do they lose?

# %% [markdown]
# ## 9 · Spikes from a file of yours
#
# A row for each spike, in columns of time and neuron, is all that `from_csv` needs. We write such a file
# first; put the name of yours in its place.

# %%
file = Path(tempfile.mkdtemp()) / "recording.csv"
snn_edu.poisson(rate=20.0, duration=2000.0, rng=np.random.default_rng(1), size=8).to_csv(file)

recording = Spikes.from_csv(file)
a, b = recording.of(0), recording.of(1)
print("rates (Hz)       ", recording.rates().round(1))
print("CV               ", recording.cvs().round(2))
print("Victor-Purpura   ", round(snn_edu.victor_purpura(a, b, cost=0.1), 1))
print("SPIKE distance   ", round(snn_edu.spike_distance(a, b, 2000.0), 2))
recording

# %% [markdown]
# **Change** `poisson` to `snn_edu.gamma` with `shape=4.0`. Its intervals are more regular; which number says so?

# %% [markdown]
# ## 10 · Leave for NEST, Brian2 or a chip
#
# A network that you have tried here can go on elsewhere. `save` writes a script and its arrays into a folder;
# with the package `nir` installed, a graph for chips is written too. The dead time is for Brian2, which refuses
# two spikes of one neuron in a step.

# %%
folder, rng = Path(tempfile.mkdtemp()), np.random.default_rng(1)
network = Network().add(SpikeSource(), 20, "in").add(LIF(t_ref=0.0), 5, "out")
network.connect("in", "out", weights=rng.uniform(0.0, 8.0, (20, 5)), delay=1.0)
sent = {"in": snn_edu.poisson(30.0, 300.0, rng, size=20, dead_time=1.0)}

export.to_nest(network, 300.0, sent).save(folder)
export.to_brian2(network, 300.0, sent).save(folder)
if find_spec("nir"):
    import nir

    nir.write(folder / "network.nir", export.to_nir(network, dt=0.1))
network.run(300.0, sent)  # what they should fire too

# %% [markdown]
# **Change** `folder` to a place where you can find the files, such as `Path("exported")`, and run one of
# them: `python exported/network_nest.py`.
