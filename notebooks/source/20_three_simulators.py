# %% [markdown]
# # 20 · The same network, somewhere else
#
# **50 minutes** · You need [lesson 02](02_neuron_that_fires.ipynb), the jump of a synapse from
# [lesson 04](04_what_a_spike_does.ipynb), and for the last section
# [lesson 10](10_needle_in_noise.ipynb).
#
# *You take your network to another simulator. Will it fire the same spikes?*
#
# By the end you can say what a simulator has to tell you before you can trust a comparison. You can
# write a network down so that others read it as you meant it. And you can tell what a chip with few
# bits would keep of what a neuron has learned.

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

import numpy as np

from snn_edu import LIF, Network, PoissonInput, export
from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.three_simulators import views

# %% [markdown]
# Suppose your network works, and a colleague wants to run it with another program. Both programs solve
# the same equations, and both have been tested for years. So the spikes should be the same. Are they?
#
# Let's look at what a program does in one step. Between two spikes the potential decays. Then what was
# sent to the neuron arrives, and each arriving spike makes it jump. Then comes the question whether v
# has reached the threshold, and if it has, the reset. For example, take a neuron with
# $\tau_m$ = 5 ms and a threshold of 15 mV above rest, and steps of 1 ms. It stands at 12 mV, and a jump
# of 6 mV is on its way. It decays to 9.8 mV, the jump lifts it to 15.8, and it fires.

# %%
def our_step(v, arriving, dt):
    v = v * np.exp(-dt / 5.0)  # decay
    v = v + arriving  # what was sent a step ago arrives
    spiked = v >= 15.0  # threshold
    return (0.0 if spiked else v), spiked  # reset


print(our_step(v=12.0, arriving=6.0, dt=1.0))

# %% [markdown]
# Somebody had to choose this order, and others have chosen another. The simulator **Brian2**, unless we
# tell it otherwise, compares with the threshold *before* it lets spikes arrive, and resets afterwards.
# Both are legal, because the equations don't say what happens first within a step.
#
# ### Your turn: another order

# %%
def their_step(v, arriving, dt):
    return ..., ...  # v at the end of the step, and whether it spiked


check("three_simulators.order", their_step)

# %%
solution("three_simulators.order")

# %% [markdown]
# Look at what your function does with the example. It compares 9.8 mV with the threshold, so there's no
# spike in this step, and v ends at 15.8 mV. The spike comes a step later. Worse, what arrives in the
# very step of a spike is wiped out by the reset. Now let four programs run the same three neurons.
# Eight input lines reach A and B, and A and B reach C. The other two are **Euler**, which decays by
# $1 - dt/\tau_m$, and **no delays**, in which A and B reach C within their own step.

# %%
predict("three_simulators.finer_steps", then=views.orders())

# %% [markdown]
# **Try it.** Count the spikes of C in the four rows at 1 ms, at 2 ms, and at 0.05 ms. Which row
# changes most?
#
# <details><summary>What we see, and why</summary>
#
# | dt | ours, and NEST | Brian2 by itself | no delays | Euler |
# |--:|--:|--:|--:|--:|
# | 2 ms | 8 | 0 | 8 | 6 |
# | 1 ms | 7 | 2 | 7 | 6 |
# | 0.05 ms | 8 | 8 | 8 | 8 |
#
# Brian2's order changes most, because C needs A and B to meet, and what meets a spike is lost. As dt
# falls, less and less fits into a step, so it matters less and less what comes first in it.
#
# </details>
#
# So none of the four is wrong. But a paper that says "simulated with dt = 1 ms" hasn't said which
# network it ran. Does it help to take steps of 0.1 ms and stop worrying?

# %% [markdown]
# ## One spike on a grid
#
# Here is a single neuron, and sixteen spikes that reach it. Between them everything has a closed form,
# so the library can find each crossing of the threshold exactly. Or it can do what most simulators do,
# and look at v every 0.1 ms. Exactly, the neuron fires seven times.

# %%
predict("three_simulators.on_a_grid", then=views.lost_spike())

# %% [markdown]
# **Look** at the fourth spike on the left, and then at the right, where three milliseconds are enlarged.
# The black curve is exact, and the green dots are what the grid sees. Where do the two part?
#
# <details><summary>What we see, and why</summary>
#
# One spike is gone, and not because it slipped through between two looks. Trace it back. The spike before
# it really happened at 31.81 ms, but the grid notices it at 31.9 ms. So the neuron stays refractory for
# 0.09 ms too long, and in that time the synaptic current fades by 4 %. What is left of it lifts v almost to
# the threshold of −62 mV. It's about one microvolt short.
#
# </details>
#
# Rounding doesn't only shift spikes, then. A shifted spike can cost the next one. The simulator NEST gives
# the same six spikes on this grid, and the same seven with its exact neuron. So when we compare two
# programs, we compare them on the same grid and in the same order of events.

# %% [markdown]
# ## Out of the door: a script
#
# Once we know the orders, we can translate. `export.to_nest` and `export.to_brian2` write a script that
# anybody can read, and which runs where the simulator is installed. The one for Brian2 sets the order of
# events and takes a step off each delay, because there a spike that is sent waits one step more.

# %%
network, inputs = views.small_network(dt=0.1)  # 20 lines, 10 neurons, 3 neurons
run = network.run(200.0, inputs, dt=0.1)
print(len(run.spikes["outer"]), "spikes of the last layer here")

script = export.to_nest(network, 200.0, inputs, dt=0.1).splitlines()
print(*script[:10], "...", *script[-6:], sep="\n")

# %% [markdown]
# NEST 3.10 and Brian2 2.10 run their scripts to the same 51 spikes, each in the same step as here. A
# balanced network of 4,000 neurons, in which one spike elsewhere would soon move all the others, fires
# the same 23,779 spikes in all three. Both are tests of this package. What a script can't say is refused,
# and never left out:

# %%
noisy = Network().add(LIF(), 100, "cells")
try:
    export.to_nest(noisy, inputs={"cells": PoissonInput(rate=900.0, weight=1.0)})
except ValueError as refused:
    print(refused)

# %% [markdown]
# ## Out of the door: a file
#
# A script is for one simulator. A file called [NIR](glossary.md#nir) is for many, and some of its readers
# put networks on chips. It holds the differential equation of each neuron, in seconds:
#
# $$ \tau \frac{dv}{dt} = (v_{leak} - v) + R\,I $$
#
# In words, v moves towards $v_{leak} + R\,I$ with the time constant τ. A reader takes Euler steps, so in each
# step v gains $\frac{dt}{\tau}(v_{leak} - v + R\,W z)$, where $z$ is 1 for a spike and $W$ its weight. Which
# dt? The file doesn't say, because an equation has none.
#
# Let somebody write a file by hand, with the neuron's own $\tau_m$ and R, and with weights that make the right
# jump at steps of 0.1 ms. Three readers read it. One takes the equations at their word. The other two do what
# the libraries norse 1.1 and snnTorch 1.0 do. We imitate each in ten lines here, and a test holds the
# imitations against the libraries themselves.

# %%
predict("three_simulators.three_readers", then=views.readers(step="1 ms"))

# %% [markdown]
# **Try** the files and the steps. The network itself fires 51 spikes. With which file do at least two of the
# three readers get exactly these, at either step?
#
# <details><summary>What we see, and why</summary>
#
# Only the last one. Of the file by hand with R = 10 MΩ, read in steps of 1 ms, each reader makes something
# else:
#
# | reader | what it does | spikes |
# |---|---|--:|
# | the equations | each jump is ten times too high, because the step is | 320 |
# | norse | takes R for 1, so its jumps are a tenth of that | 50 |
# | snnTorch | takes every step for 0.1 ms, so v forgets too slowly | 83 |
#
# That norse is nearly right is luck, because two errors cancel. None of the three has a bug.
#
# </details>
#
# Can we write numbers that no reader gets wrong? Euler's step is an approximation, but we may choose its τ and
# W so that it isn't. Take R = 1, so that nobody can ignore it. Then we want two things of one step. Without a
# spike v should shrink by $e^{-dt/\tau_m}$, and a spike should make it jump by just `jump` mV.
#
# ### Your turn: numbers for a reader

# %%
def nir_numbers(tau_m, jump, dt):
    tau = ...  # in ms: an Euler step keeps 1 - dt / tau of v
    weight = ...  # a spike adds dt / tau times the weight
    return tau / 1000, weight  # a file is in seconds


check("three_simulators.nir_numbers", nir_numbers)

# %%
solution("three_simulators.nir_numbers")

# %% [markdown]
# `export.to_nir` writes these numbers, and that's the third file in the picture. It asks you for the step
# of the reader, since the file can't.

# %% [markdown]
# ## Onto a chip
#
# A neuromorphic chip is many small processors with little memory each. It wants weights in **few bits**, and
# times in **whole ticks**, often of 1 ms. In return it needs little energy, provided that the network is mostly
# silent. With 2 bits, for example, a weight can take four values, namely 0, 1/3, 2/3 and 1.
#
# ### Your turn: few bits
#
# Round each weight between 0 and 1 to the nearest of the values that so many bits can tell apart.

# %%
def few_bits(w, bits):
    return ...  # an array like w


check("three_simulators.few_bits", few_bits)

# %%
solution("three_simulators.few_bits")

# %% [markdown]
# Now take the neuron of lesson 10, which found a pattern in noise. It has learned for 24 s in floating point.
# We stop its learning, round its weights, and show it 8 s of input that it has never heard. The pattern comes
# 43 times. With 8 bits it hits all of them.

# %%
predict("three_simulators.one_bit", then=views.chip())

# %% [markdown]
# **Try** the bits first, from 8 down to 1. Then lower the threshold at 1 bit, and then try coarser ticks at 8
# bits. What does this neuron need, and what can it do without?
#
# <details><summary>What we see, and why</summary>
#
# Down to 2 bits nothing changes. With 1 bit it falls silent, because rounding has taken a part of its drive.
# At 70 % of its threshold it hits all again, and without a false alarm. The ticks may be 2 ms long, but at
# 8 ms it's blind, because the volley that it lives on is over within one tick. So it matters *which* synapses
# are there, and *when* their spikes come. *How strong* each is matters little, because STDP had nearly
# made up its mind already.
#
# </details>
#
# Two honest remarks. We were lucky with the single bit. Of twelve inputs that we tried, 1 bit and 70 % did for
# seven. And we took the bits away *after* learning. To learn on the chip takes more of them, because one pair
# of spikes adds at most 1/32 to a weight. With 4 bits the steps are 1/15, so that rounds to nothing.

# %% [markdown]
# ## Key points
#
# - The equations don't say what happens first within a step. Programs differ in this, and at dt = 1 ms the
#   same neuron fires 2, 6 or 7 times. As dt falls they agree.
# - On a grid a spike comes late, and a late spike can cost the next one.
# - A NIR file holds no dt. Write it for the step of its reader, with $\tau = dt/(1 - e^{-dt/\tau_m})$, $R = 1$
#   and $W = \mathrm{jump} \cdot \tau/dt$.
# - A neuron that has learned by STDP keeps working with 2 bits a weight, and often with 1 if its threshold is
#   chosen anew.
#
# **Where is this used?** Whenever two groups compare results, and whenever a network that was trained in one
# program runs in another. Say in your own report which program ran it, in which version, and with which step.

# %% [markdown]
# ## Quiz

# %%
quiz("three_simulators")

# %% [markdown]
# ## Go deeper
#
# None of this is needed for anything. It's for networks that are bigger than a laptop.
#
# **Memory first.** A network is its synapses. How many bytes does one take? The picture has what we measured,
# and two lines of arithmetic. Push it to $10^9$ synapses, about a cubic millimetre of cortex.

# %%
views.memory()

# %% [markdown]
# In 2013 NEST held 1.73 billion neurons and 10.4 trillion synapses on the K computer, in about a petabyte
# (press release by RIKEN, August 2013). Divide, and each synapse has 96 bytes of the machine.

# %%
predict("three_simulators.twice_the_neurons", then=views.cost())

# %% [markdown]
# The networks are CUBA networks, LIF neurons that excite and inhibit each other (Brette and others 2007),
# measured at twenty sizes on one core.
#
# **Many small runs** need many hands that never talk. `sweep` runs a function at many points, gives each point
# its own seed, so that an answer doesn't depend on which worker found it, and keeps each result in a file, so
# that you may stop it and go on. On a cluster that speaks Dask only the last argument changes:
#
# ```python
# from snn_edu.simulation.sweep import sweep, workers
#
# with workers(2) as pool:
#     found = sweep(finds, points, 17, "results", map=pool.map)
# ```
#
# **One large network** needs many memories that talk in every step. Then it leaves for NEST, where the script
# from above runs on many machines unchanged, as `mpirun -n 4 python network_nest.py`.
#
# **Behind the picture.** The next cell unfolds to the code that drew the four programs.

# %%
views.orders.code()

# %% [markdown]
# ## References
#
# - Morrison A, Straube S, Plesser HE, Diesmann M (2007). Exact subthreshold integration with continuous spike
#   times in discrete-time neural network simulations. *Neural Comput* 19:47-79,
#   [doi:10.1162/neco.2007.19.1.47](https://doi.org/10.1162/neco.2007.19.1.47).
# - Hanuschkin A, Kunkel S, Helias M, Morrison A, Diesmann M (2010). A general and efficient method for
#   incorporating precise spike times in globally time-driven simulations. *Front Neuroinform* 4:113,
#   [doi:10.3389/fninf.2010.00113](https://doi.org/10.3389/fninf.2010.00113).
# - Pedersen JE, et al. (2024). Neuromorphic intermediate representation: a unified instruction set
#   for interoperable brain-inspired computing. *Nat Commun* 15:8122,
#   [doi:10.1038/s41467-024-52259-9](https://doi.org/10.1038/s41467-024-52259-9).
# - Kunkel S, et al. (2014). Spiking network simulation code for petascale computers. *Front
#   Neuroinform* 8:78, [doi:10.3389/fninf.2014.00078](https://doi.org/10.3389/fninf.2014.00078).
# - Davies M, et al. (2018). Loihi: a neuromorphic manycore processor with on-chip learning. *IEEE
#   Micro* 38(1):82-99.
# - Brette R, et al. (2007). Simulation of networks of spiking neurons: a review of tools and
#   strategies. *J Comput Neurosci* 23:349-398.
#
# Words of this lesson, in the [glossary](glossary.md): NIR.
#
# This was the last lesson. You began with a program that printed "Pattern detected". You end with a neuron
# that detects one, and you know what it takes to run it elsewhere.
