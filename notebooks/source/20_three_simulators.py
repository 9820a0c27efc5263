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
# Let's look at what our program does in one step. First v decays. Then the spikes that were sent to the
# neuron arrive, and each of them makes v jump. Then the program asks whether v has reached the threshold,
# and if it has, v is reset. For example, here is one step of 1 ms in the life of a neuron with a $\tau_m$
# of 5 ms. Its threshold lies 15 mV above rest, and a jump of 6 mV is on its way.
#
# | in this order | v above rest |
# |---|--:|
# | before the step | 12 mV |
# | v decays | 9.8 mV |
# | the jump arrives | 15.8 mV |
# | above the threshold, so it fires and is reset | 0 mV |

# %%
def our_step(v, arriving, dt):
    v = v * np.exp(-dt / 5.0)  # decay
    v = v + arriving  # what was sent a step ago arrives
    spiked = bool(v >= 15.0)  # threshold
    return (0.0 if spiked else v), spiked  # reset


print(our_step(v=12.0, arriving=6.0, dt=1.0))

# %% [markdown]
# Somebody had to choose this order, and others have chosen another. The simulator **Brian2**, unless we
# tell it otherwise, compares v with the threshold *before* it lets spikes arrive, and resets v after they
# have arrived. Both orders are legal, because the equations don't say what happens first within a step.
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
# spike in this step, and v ends at 15.8 mV. Will it fire a step later, then? No, because by the time it
# is compared again, v has decayed to 13.0 mV. So our spike never comes. Worse, what arrives in the very
# step of a spike is wiped out by the reset.
#
# Now let four programs run the same three neurons. Eight input lines reach A and B, and A and B reach C.
# You know two of the programs, ours and Brian2. Another is **Euler**, in which v is multiplied by
# $1 - dt/\tau_m$ instead of decaying exactly. The last has **no delays**, so spikes of A and B reach C
# within their own step.

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
# Brian2's order changes most. C fires only where jumps add up. If A and B meet, for example, theirs make
# 18 mV at once. But in Brian2's order v decays for a whole step before it's compared, and after 1 ms only
# 14.7 mV are left. As dt falls, less and less happens within a step, so it matters less and less what
# comes first in it.
#
# </details>
#
# So none of the four is wrong. But a paper that says "simulated with dt = 1 ms" hasn't said which
# network it ran. Does it help to take steps of 0.1 ms and stop worrying?

# %% [markdown]
# ## One spike on a grid
#
# Here is a single neuron, and sixteen spikes that reach it. Between them everything has a closed form,
# so the library can find each crossing of the threshold exactly. Calculated that way, the neuron fires
# seven times. But most simulators look at v only at the points of a grid, for example every 0.1 ms.

# %%
predict("three_simulators.on_a_grid", then=views.on_a_grid())

# %% [markdown]
# **Compare** the two rows on the left, spike by spike. Then look at the right, where three milliseconds are
# enlarged. The curve is exact, and the green dots are what the grid sees. Where do the two part?
#
# <details><summary>What we see, and why</summary>
#
# One spike is gone, and not because it slipped through between two looks. Trace it back. The spike before
# it really happened at 31.81 ms, but the grid notices it at 31.9 ms. So the neuron's pause begins a little
# late and ends a little late. By then the synaptic current has faded by another 4 %. What is left of it
# lifts v almost to the threshold, and about one microvolt is missing.
#
# </details>
#
# So rounding doesn't only shift spikes. A shifted spike can cost the next one. The simulator NEST loses the
# same spike on this grid, and with its exact neuron it fires all of them. That's why we compare two programs
# only on the same grid and in the same order of events.

# %% [markdown]
# ## Out of the door: a script
#
# Once we know the orders, we can translate. `export.to_nest` and `export.to_brian2` write a script that
# anybody can read, and which runs where the simulator is installed. The one for Brian2 sets the order of
# events. It also makes each delay one step shorter, because there a spike waits one extra step. What
# each synapse has for itself, `script.save()` puts into an array file beside it.

# %%
network, inputs = views.small_network(dt=0.1)  # 20 lines, 10 neurons, 3 neurons
run = network.run(200.0, inputs, dt=0.1)
print(len(run.spikes["outer"]), "spikes of the last layer here")

script = export.to_nest(network, 200.0, inputs, dt=0.1)
lines = str(script).splitlines()
print(*lines[31:38], "...", *lines[-5:], sep="\n")

# %% [markdown]
# Do the others agree? We ran the scripts, and they fired the same spikes, each in the same step as here.
# They also did with a balanced network, in which one misplaced spike would soon move all the others.
#
# | network | spikes here | in NEST 3.10 | in Brian2 2.10 |
# |---|--:|--:|--:|
# | the one above | 51 | 51 | 51 |
# | balanced, 4,000 neurons | 23,779 | 23,779 | 23,779 |
#
# Both are tests of this package. And if a script can't say something, the export refuses, because leaving
# it out would be worse:

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
# In words, v moves towards $v_{leak} + R\,I$ with the time constant τ. A reader is a program that runs such a
# file. It takes Euler steps, so in each step v gains $\frac{dt}{\tau}(v_{leak} - v + R\,W z)$, where $z$ is 1 if
# there's a spike and otherwise 0, and $W$ is the weight. Which dt? The file doesn't say, because an equation has
# none.
#
# Suppose somebody writes a file by hand, with the neuron's own $\tau_m$ and R, and with weights that make the
# right jump at steps of 0.1 ms. Three readers read it. One takes the equations at their word. The other two do
# what the libraries norse and snnTorch do. We imitate each in ten lines here, and a test compares the imitations
# with the libraries themselves.

# %%
predict("three_simulators.three_readers", then=views.readers(step="1 ms"))

# %% [markdown]
# **Try** the files and the steps. The network itself fires 51 spikes. With which file do most of the readers get
# exactly these, at either step?
#
# <details><summary>What we see, and why</summary>
#
# Only the last one. Of the file by hand with R = 10 MΩ, read in steps of 1 ms, each reader makes something
# else:
#
# | reader | what it does | spikes |
# |---|---|--:|
# | the equations | each jump is ten times too high, because the step is ten times too long | 320 |
# | norse 1.1 | takes R for 1, so its jumps are a tenth of that | 50 |
# | snnTorch 1.0 | takes every step for 0.1 ms, so v forgets too slowly | 83 |
#
# That norse is nearly right is luck, because two errors cancel. It logs a warning, at least, that it expects
# R to be 1.
#
# </details>
#
# Can we write numbers that no reader gets wrong? Euler's step is an approximation, but we may choose τ and W so
# that it comes out exact. Take R = 1, because then it does no harm to ignore it. Now we want two things of one
# step. Without a spike v should shrink by the factor $e^{-dt/\tau_m}$, and a spike should make it jump by just
# `jump` mV.
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
# of the reader, since the file can't. `export.from_nir` reads files, and says where readers differ.

# %% [markdown]
# ## Onto a chip
#
# Most neuromorphic chips are many small processors with little memory each. Such a chip wants weights in
# **few bits**, and times in **whole ticks**, often of a millisecond. In return it needs little energy, provided
# that the network is mostly silent. Each extra bit doubles the number of values that a weight can take:
#
# | bits | a weight can be |
# |--:|---|
# | 1 | 0 or 1 |
# | 2 | 0, 1/3, 2/3 or 1 |
# | 3 | 0, 1/7, 2/7, and so on up to 1 |
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
# Now take the neuron of lesson 10, which found a pattern in noise, with half as many inputs. It has learned for
# 24 s, with weights that were never rounded. We stop its learning, round the weights, and let it hear 8 s of new
# input. The pattern comes 43 times. With eight bits the neuron hits all of them.

# %%
predict("three_simulators.one_bit", then=views.chip())

# %% [markdown]
# **Try** the bits first, all the way down. Then lower the threshold at the last bit. Then go back to eight bits
# and try coarser ticks. Does a lower threshold help there, too? What does this neuron need, and what can it do
# without?
#
# <details><summary>What we see, and why</summary>
#
# | bits | threshold | ticks | patterns hit |
# |--:|--:|--:|--:|
# | 8 down to 2 | its own | exact | 43 of 43 |
# | 1 | its own | exact | 0 |
# | 1 | 70 % of it | exact | 43 of 43 |
# | 8 | its own | 2 ms | 43 of 43 |
# | 8 | its own | 8 ms | 0 |
# | 8 | 80 % of it | 8 ms | 43 of 43 |
#
# In the last row there is one false alarm, and in the others there's none. With a single bit the neuron falls
# silent, because rounding has taken a part of its drive. With ticks of 8 ms it's silent because v is compared
# only once a tick, and the peak that the pattern makes comes and goes between two looks. A lower threshold
# mends either. So it matters *which* synapses are there. *How strong* each is matters little, because most of
# the weights that STDP has raised above one half are the pattern's own. And *when* a spike comes needn't be
# known to the millisecond.
#
# </details>
#
# Two honest remarks. We were lucky with the single bit. We tried twelve inputs, and with one bit at the lower
# threshold the neuron did well on only seven of them.
#
# And we took the bits away *after* learning. To learn on the chip takes more of them. With four bits, for example,
# the steps are 1/15, but one pair of spikes adds at most 1/32 to a weight, so each change is rounded away.

# %% [markdown]
# ## Key points
#
# - The equations don't say what happens first within a step. Programs differ in this, so with coarse steps the
#   same neuron may fire twice in one and seven times in another. As dt falls they agree.
# - On a grid a spike comes late, and a late spike can cost the next one.
# - A NIR file holds no dt. Write it for the step of its reader, with $\tau = dt/(1 - e^{-dt/\tau_m})$, $R = 1$
#   and $W = \mathrm{jump} \cdot \tau/dt$.
# - A neuron that has learned by STDP keeps working with two bits a weight, and often with one if its threshold is
#   chosen anew.
#
# **Where is this used?** You'll need it whenever two groups compare results, and whenever a network that was
# trained in one program runs in another. In your own report, say which program ran it, in which version, and with
# which step.

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
# How many laptops would hold them?

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
# from above runs in several processes, as `mpirun -n 4 python network_nest.py`, if your NEST was compiled with
# MPI. Each process holds a part of the neurons and the synapses that lead to them, so with four processes each
# needs a quarter. We tried it, and the spikes were the same. [From laptop to cluster](cluster.md) has the steps,
# and what they cost.
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
