# %% [markdown]
# # 21 · The same network, somewhere else
#
# **45 minutes** · You need [lesson 02](02_neuron_that_fires.ipynb), the jump of a synapse from
# [lesson 04](04_what_a_spike_does.ipynb), the network of [lesson 18](18_balanced_network.ipynb), and
# for the last section [lesson 10](10_needle_in_noise.ipynb).
#
# *You take your network to another simulator. Will it fire the same spikes?*
#
# By the end you can say what a simulator has to tell you before you can trust a comparison, how to
# compare two programs when no two of their spikes agree, and what a chip with few bits would keep of
# what a neuron has learned.

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

from dataclasses import replace

import matplotlib.pyplot as plt
import numpy as np

from snn_edu import LIF, Network, PoissonInput, Sparse, export
from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.three_simulators import views

# %% [markdown]
# So far your neurons have lived in a single program, ours. The last lesson of Part V, *Real neurons, real networks,
# real tools*, takes them out of the house. A colleague runs your network with another program. Both solve the same
# equations and have been tested for years, but their spikes differ.
#
# Here is one step of ours, of 1 ms. The neuron's $\tau_m$ is 5 ms, its threshold lies 15 mV above
# rest, and a jump of 6 mV is on its way.
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
# The simulator **Brian2**, unless told otherwise, compares v with
# the threshold *before* it lets spikes arrive. It resets v after they have arrived.
#
# ### Your turn: another order

# %%
def their_step(v, arriving, dt):
    return ..., ...  # v at the end of the step, and whether it spiked


check("three_simulators.order", their_step)

# %%
solution("three_simulators.order")

# %% [markdown]
# In the example your function finds no spike in this step, and v ends at 15.8 mV. A step later it's 13.0 mV: the
# spike that we fire never comes.
#
# Now four programs, imitated here, run the same three neurons. Eight input lines reach A and B, which both reach C.
# The first is ours. The second steps in Brian2's order, by your function once it's right. The third has no delays:
# spikes of A and B reach C within their own step. In the last, **Euler**, v is multiplied by $1 - dt/\tau_m$
# instead of decaying exactly (**exact integration**). At 1 ms that is 0.8 in place of 0.82, as if $\tau_m$ were
# 4.5 ms.

# %%
predict("three_simulators.finer_steps", then=views.orders(their_step))

# %% [markdown]
# **Try it.** Count the spikes of C in the four rows at 2, 1, 0.1 and 0.05 ms. Which row
# changes most?
#
# <details><summary>What we see</summary>
#
# | dt | ours, and NEST | Brian2 by itself | no delays | Euler |
# |--:|--:|--:|--:|--:|
# | 2 ms | 8 | 0 | 8 | 6 |
# | 1 ms | 7 | 2 | 7 | 6 |
# | 0.1 ms | 8 | 6 | 8 | 7 |
# | 0.05 ms | 8 | 8 | 8 | 8 |
#
# </details>
#
# Brian2's order changes most, and steps of 1 ms show why. C needs 15 mV and fires only where jumps add up: if
# A and B fire together, theirs make 18 mV. We compare at once. In Brian2's order C has to wait a step for its
# comparison, and by then 14.7 mV are left: it stays silent. The finer the step, the less decays while it
# waits. None of the four is wrong. Yet "simulated with dt = 1 ms" doesn't say which network was run, and even
# 0.1 ms isn't fine enough for these three neurons.

# %% [markdown]
# ## One spike on a grid
#
# However exact v is, programs like these four look at it on a grid, every 0.1 ms: they are **clock-driven**. One that
# is **event-driven** goes from spike to spike and calculates when the next one comes, as our library does for single
# neurons. Here sixteen spikes reach a neuron that, calculated exactly, fires seven times.

# %%
predict("three_simulators.on_a_grid", then=views.on_a_grid())

# %% [markdown]
# On the right, enlarged, the curve is exact, the green dots what the grid sees. One spike is gone, and it didn't
# slip through between two looks. The spike before it happened at 31.81 ms, but the grid notices it at 31.9 ms, so
# its pause begins and ends late. By then the current has faded by another 4 % ($\tau_{syn}$ is 2 ms). What is left
# lifts v almost to the threshold: about one microvolt is missing. Half the step makes such a loss half as likely.
#
# ### Who is right?
#
# Neither colleague has made a mistake in the equations, because the equations are
# silent on all they quarrel about. They don't say whether a spike that arrives in the moment of the
# comparison counts before or after it, how long it travels if nobody wrote a delay down, or that there
# are moments of comparison at all. A program has to decide this, and each decision moves some events by
# a step.
#
# One step ought to be harmless, and you have seen twice why it isn't. A neuron knows two answers only, with a hair's
# breadth between them: the microvolt here, or the 0.3 mV that C lacked. The next neuron hears a spike or none, not
# that it was close, so what tipped it is passed on whole. In a network that feeds itself two runs soon have little in
# common but their wiring.
#
# Two rules follow. One is for programs that share the grid, the order of events and the way in which delays are
# counted. In double precision they do nearly the same arithmetic. So unless v lands exactly on the threshold, a
# *tie*, one spike that differs points to a mistake in somebody's translation. Agreement doesn't make both right: on its
# grid NEST loses the picture's spike, too.
#
# The second rule is for programs that don't share these things. Between them no comparison of single spikes means
# anything in such a network. Half the step won't help: it still moves every spike a little, until one such move
# decides whether a neuron fires. So ask not whose spikes are right, but what must be the same if they aren't.

# %% [markdown]
# ## When no two spikes agree
#
# Take the network of lesson 18 with g = 5, under a steady current. We ran eight wirings twice, in steps of 0.1
# ms and of half that. In the first 10 ms most spikes had a partner within a millisecond in the other run;
# after 200 ms one or two in ten, and by chance, in another wiring, one in ten. In steps a fifth as long it was no
# better. What should survive is what lesson 06 measured: the rate or the CV. But the next wiring has another rate.
# So run each program several times and ask whether two programs differ by more than two wirings do.

# %%
cell = LIF(v_rest=0.0, v_reset=10.0, v_threshold=20.0)  # mV; lesson 18's neuron


def balanced(seed, lif=cell, dt=0.1, delay=1.5):
    rng = np.random.default_rng(seed)  # draws the wiring and the start
    network = Network().add(lif, 400, "E").add(lif, 100, "I")
    for post, size in ("E", 400), ("I", 100):
        network.connect("E", post, Sparse.fixed_indegree(400, size, 80, 1.0, rng), delay)
        network.connect("I", post, Sparse.fixed_indegree(100, size, 20, -5.0, rng), delay)
    start = {"E": rng.uniform(0.0, 20.0, 400), "I": rng.uniform(0.0, 20.0, 100)}
    return network.run(500.0, {"E": 4.0, "I": 4.0}, dt, start=start).spikes["E"]

# %% [markdown]
# Here are three groups of six. *Another program* is ours with other dice, so nothing is mistranslated. The
# third has made a slip that two libraries make: it resets v to 0, whatever was written down.

# %%
groups = {
    "ours": [balanced(seed) for seed in range(6)],
    "another program": [balanced(seed) for seed in range(6, 12)],
    "with a slip": [balanced(seed, replace(cell, v_reset=0.0)) for seed in range(12, 18)],
}  # now try delay=2.0 as the slip, in place of the other cell
for name, runs in groups.items():
    plt.plot([name] * 6, [run.rate() for run in runs], "o", alpha=0.6)
plt.ylabel("rate (Hz)")
plt.show()

# %% [markdown]
# The first two mingle. The third lies lower, in nearly all repetitions by three standard errors of the difference or
# more. Four times as many runs would show a difference half as large.
#
# Now make the other slip, a delay half a millisecond too long: wrong, but the rates hardly notice. A statistic sees
# only what it depends on. Count the spikes of all neurons in bins of half a millisecond: they come in waves, one
# delay apart, so a single run gives it away. Use several measures, or a small network in which every spike has to
# agree.
#
# If something is wrong, begin with a single neuron under many inputs, and halve the step. What an order does to its
# first spikes shrinks with the step; a wrong time constant moves them about as far as before.

# %% [markdown]
# ## Out of the door: a script
#
# `export.to_nest` and `export.to_brian2` write a script. The
# one for Brian2 sets the order of events.

# %%
network, inputs = views.small_network(dt=0.1)  # 20 lines, 10 neurons, 3 neurons
run = network.run(200.0, inputs, dt=0.1)
print(len(run.spikes["outer"]), "spikes of the last layer here")

script = export.to_nest(network, 200.0, inputs, dt=0.1)
lines = str(script).splitlines()
print(*lines[31:38], "...", *lines[-5:], sep="\n")

# %% [markdown]
# `script.save("for_nest")` puts it into a folder, with a file of arrays: the wiring itself, because the same seed
# draws another one there. After `pip install nest-simulator` it runs with `python network_nest.py`. Each of the 51
# spikes came in the same step in NEST 3.10 and Brian2 2.10, and so did all 23,779 of a balanced network of 4,000
# neurons. What a script can't say, the export refuses:

# %%
noisy = Network().add(LIF(), 100, "cells")
try:
    export.to_nest(noisy, inputs={"cells": PoissonInput(rate=900.0, weight=1.0)})
except ValueError as refused:
    print(refused)

# %% [markdown]
# ## Onto a chip
#
# Chips made for spiking networks, **neuromorphic** ones, mostly want **fixed-point** numbers: whole multiples of one
# small step, in few bits. With eight bits an addition takes a thirtieth of the energy of a floating-point one (lesson
# 16). With one bit a weight is 0 or 1, with two it's 0, 1/3, 2/3 or 1, so that 0.4 becomes 1/3, and each extra bit
# doubles the values: the quantisation of lesson 15. Times are rounded as well, to ticks of often a millisecond. We
# had no chip: a computer rounds here.
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
# Take the neuron of lesson 10, with half as many inputs. After 24 s learning stops, your function rounds
# its weights, and it hears 8 s of new input. You may lower the threshold. So that nobody chooses on the data
# that judge, look for one in the first half, and believe only the second, in which the pattern comes 20
# times. With eight bits it hits them all.

# %%
predict("three_simulators.one_bit", then=views.chip(few_bits))

# %% [markdown]
# **Try** the bits first. At the last one, lower the threshold until the left half is good; then read the
# right half. Then take eight bits and ticks of 8 ms.
#
# With one bit the neuron is silent, as with ticks of 8 ms. At 70 or 80 % of its threshold it hits all 20
# again. It matters *which* synapses are there, and hardly *how strong* each is. One bit keeps most of what the
# pattern's synapses weigh, and little of the rest, so the pattern leads as clearly as before, only lower.
# Ticks blur it, but 8 ms leave three quarters of its lead.
#
# Was this neuron lucky? Of 36 others eight were no good even with eight bits. Of the rest all but one
# still hit nine showings in ten with *one* bit and a threshold chosen anew.
#
# Another rule needs more. A tempotron of lesson 12, with a pattern a synapse, weighs patterns against each other.
# With eight bits it's hardly ever wrong, with four for one in twenty, and with one for a third, whatever the
# threshold (chance: a half).

# %% [markdown]
# ## The last page
#
# Will your network fire the same spikes somewhere else? It will, ties apart, if the other program shares the grid,
# the order, the delays and double precision. If not, you can ask whether the two differ by more than chance. (A
# finding of only one of them may come from a step.) How your network fares on a real chip, we don't know.
#
# The course ends here. It began with a program that printed "Pattern detected". In Part I, *One neuron*, you
# doubted it, and then cut a rim into a bucket, to know what you were doubting. Part II, *Messages*,
# sent one picture in five codes. In Part III, *Learning from timing*, a rule that sees only pairs found what
# nobody had pointed out. Part IV, *Learning from being told*, had a teacher of few words, a slope that
# isn't there, and a bill. And in Part V you opened the membrane, watched a network throw dice that it
# doesn't have, and packed.
#
# You may forget the lines that you wrote. Keep the questions. What would chance have
# done? What if I take this part out? Was it chosen on the data that judge it? Put them to others, put
# them to us ([here](draws.md) we did so ourselves), and put them first to your own results, above all to
# the beautiful ones. Farewell, and write down your dt.

# %% [markdown]
# ## Key points
#
# - The equations don't say what happens first within a step, so programs differ: a neuron may fire twice in
#   one and seven times in another.
# - Programs with the same grid, order, delays and precision should agree in every spike, but for ties. Compare
#   others by statistics over several runs.
# - A neuron whose weights STDP has split can often work with one bit a weight and a new threshold.
#
# **In the books**: *clock-driven* and *event-driven* simulation, *exact integration*, *reproducibility*,
# *fixed-point arithmetic*, *quantisation* and *neuromorphic hardware*.

# %% [markdown]
# ## Quiz

# %%
quiz("three_simulators")

# %% [markdown]
# ## Go deeper
#
# This is for networks that travel in a file, or are bigger than a laptop.

# %% [markdown]
# **A file for many programs.** A script is for one simulator. A file called [NIR](glossary.md#nir)
# (Pedersen and others 2024) is for many, and some of its readers put networks on chips. It holds the differential
# equation of each neuron, in seconds:
#
# $$ \tau \frac{dv}{dt} = (v_{leak} - v) + R\,I $$
#
# A program that reads such a file takes Euler steps: in each, v gains $\frac{dt}{\tau}(v_{leak} - v + R\,W z)$, where
# $z$ is 1 if there's a spike and otherwise 0, and $W$ is the weight. Which dt? The file doesn't say, because an
# equation has none. Nor has it a word for a pause after a spike, or for learning.
#
# Suppose somebody writes a file by hand, with the neuron's own $\tau_m$ and R, and with weights that make the right
# jump at steps of 0.1 ms. Three programs read it: ten lines of ours, and the libraries norse and snnTorch (imitated
# here, and tested against them).

# %%
predict("three_simulators.three_readers", then=views.readers(step="1 ms"))

# %% [markdown]
# The network itself fires 51 spikes. Try the three files and both steps. With which file do most readers get exactly
# these, at either step?
#
# <details><summary>What we see</summary>
#
# Only with the last one. Of the file by hand with R = 10 MΩ, in steps of 1 ms, each makes something else:
#
# | reader | what it does | spikes |
# |---|---|--:|
# | the equations | each jump is ten times too high, because the step is ten times too long | 320 |
# | norse 1.1 | takes R for 1, so its jumps are a tenth of that | 50 |
# | snnTorch 1.0 | takes every step for 0.1 ms, so v forgets too slowly | 83 |
#
# That norse is nearly right is luck: two errors cancel. Both libraries also reset v to 0, whatever the file says.
#
# </details>
#
# Can we write numbers that a reader gets right if it only keeps to the step they're meant for? We may choose τ and W
# so that Euler's step comes out exact. Take R = 1, because then it does no harm to ignore it. We want two things of
# one step: without a spike v shrinks by the factor $e^{-dt/\tau_m}$, and a spike makes it jump by just `jump` mV.
#
# ### Numbers for a reader

# %%
def nir_numbers(tau_m, jump, dt):
    tau = ...  # in ms: an Euler step keeps 1 - dt / tau of v
    weight = ...  # a spike adds dt / tau times the weight
    return tau / 1000, weight  # a file is in seconds


check("three_simulators.nir_numbers", nir_numbers)

# %%
solution("three_simulators.nir_numbers")

# %% [markdown]
# `export.to_nir(network, dt=1.0)` writes these numbers: the third file in the picture. It asks you for the step of
# the reader, since the file can't.

# %% [markdown]
# **How small is small?** We lowered the threshold in lesson 18's network by a billionth of a millivolt. In each of
# eight wirings not one spike changed: hardly any v comes so close, and a neuron that resets forgets where it came
# from. *Stable chaos* is a name for that (Angulo-Garcia and Torcini 2014). So two programs that only add up in
# another order, and differ in the last digits of v, may well agree in every spike. We wrote this network once more,
# in twenty lines: in double precision they gave every spike of the library; in single precision, whose numbers near
# 20 lie two millionths apart, some three in five of the wirings parted within half a second. It depends on how the
# step is written: with what the drive adds calculated in double precision and rounded once, one in ten parted. So a
# graphics card, which mostly calculates with such numbers and may add them up in another order each time, can part
# from its own last run, with the same seed. Of a hundred random inputs, 60 spikes in 190 ms each, the neuron of the
# second picture answers one in four with another number of spikes on a grid of 0.1 ms than exactly, and half as many
# in half the step. NEST has neurons whose names end in `_ps`; they fire and hear between the points of the grid
# (Morrison and others 2007, Hanuschkin and others 2010).
#
# **Learning on a chip.** We took the bits away *after* learning. To learn in few bits is harder: with four the
# steps are 1/15, and one pair of spikes adds at most 1/32 to a weight, so each change is rounded away. Rounded at
# random, up with a chance of 15/32 (*stochastic rounding*), it has the right mean. But a hundred pairs, as many up
# as down, then scatter weights that began in the middle: their standard deviation is a quarter of the range. (It would
# be √(100 × 15/32 × 17/32) = 5 steps, a third of the range, if they didn't stop at 0 and 1.)
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
# They are CUBA networks, LIF neurons that excite and inhibit each other (Brette and others 2007), measured at twenty
# sizes on one core.
#
# **Many small runs** need many hands that never talk. `sweep` runs a function at many points, gives each point its
# own seed, so that an answer doesn't depend on which worker found it, and keeps each result in a file. On a cluster
# that speaks Dask only the last argument changes:
#
# ```python
# from snn_edu.simulation import sweep, workers
#
# with workers(2) as pool:
#     found = sweep(finds, points, 17, "results", map=pool.map)
# ```
#
# **One large network** needs many memories that talk in every step, or less often: within the shortest delay no
# neuron can hear another. That's why NEST wants a delay of a step at least; if your own has none (the row *no delays*
# above), give it one. Then it leaves for NEST, where the script from above runs in several processes, as `mpirun -n 4
# python network_nest.py`. It needs a NEST that was compiled with MPI; the one that `pip` brings wasn't, and refuses.
# Each process holds a part of the neurons and the synapses that lead to them, so with four processes each needs about
# a quarter of the memory for synapses. We tried it with two and four, and the spikes were the same. [From laptop to
# cluster](cluster.md) has the steps, and what they cost.
#
# ### Asked by readers
#
# #### Choosing a program
#
# **Which one do I take?** What your field can read, if it has your neuron. Otherwise Brian2 for equations or a
# plasticity of your own, until it outgrows one computer; NEST for large networks of point neurons; NEURON or Arbor
# for dendrites with their branches; norse or snnTorch (both write NIR) if a slope is to train it, with delays by
# hand; Nengo for neurons that are to compute a given function, often a controller (Bekolay and others 2014); for a
# chip, what its makers give (Lava for Loihi) or a reader of NIR. [More on this](beside_others.md).
#
# **Can it run in a loop with a robot?** In one piece our 4,000 neurons run seven times as fast as real time, on one
# core. But a robot wants a command every few milliseconds, and each piece, `run(..., start=last)`, costs something
# for itself: 20 ms of the 4,000 took us about 20 ms, and 5 ms of 500 neurons 2 ms. What counts is the slowest piece,
# so measure it, and say what the motors do when a command is late.
#
# **Doesn't PyNN run one script in all?** In several (Davison and others 2009). But in its STDP the delay lies in the
# axon if Brian2 runs it, and in the dendrite if NEST does. PyNN is an *interface*; NIR and NeuroML are *languages*;
# SONATA is a *file format* for large networks.
#
# #### When the two differ
#
# **The spikes differ. How do I see what was misread?** If all of theirs come one step before ours, it may be the
# label only: Brian2 dates a spike at the beginning of its step, NEST and we at its end. If the gap grows from layer
# to layer, the delays are counted otherwise. Else send one spike to one neuron at rest, and print v in each step.
# At the top of this page it would be 6.0, 4.9, 4.0 mV. With 6.0, 4.8, 3.8 it's Euler's step; with 6.0, 5.9, 5.8 the
# step was taken for a tenth; a thousand times as much: a unit is wrong; if v climbs before it falls, the jump has
# become a current.
#
# **What should come out under a steady current?** With $\tau_m$ = 20 ms and a drive of twice the threshold a spike
# each 20 ms × ln 2, at 13.86, 27.73 and 41.59 ms. On a grid of 0.1 ms it's 13.9, 27.8, 41.7 in all four programs,
# because each climb begins late. A drive of 16/15 of the threshold finds Euler: 55.4 ms instead of 55.5.
#
# **The rates differ by a half. What do I suspect first?** What a neuron does after a spike, then the weights' units,
# the step last. Without its pause of 2 ms our network fires 1.8 times as often in the middle wiring, and in one of
# ten over three times, so compare medians. It fires by three tenths less if reset to 0, averaged over six wirings.
# Half the step, Euler's step or half a millisecond of delay leave it among the rates of other wirings. Steps of 0.5
# ms take off a tenth.
#
# **I write it over by hand. What trips me?** What isn't written down. NEST's LIF neurons pause for 2 ms and their
# synapses take 1 ms; Brian2 has neither unless told, and counts the step of a spike in the pause, so give it one
# step more. A weight is in mV at NEST's `iaf_psc_delta`, and in pA at `iaf_psc_exp`. The names:
#
# | ours | both of NEST's | Brian2 |
# |---|---|---|
# | `tau_m` | `tau_m` | in your equation, with `method="exact"` |
# | `R_m` | `C_m` = `tau_m` / `R_m`, in pF | in your equation |
# | `v_rest` | `E_L` | in your equation |
# | `v_threshold` | `V_th` | `threshold="v >= ..."` |
# | `v_reset` | `V_reset` | `reset="v = ..."` |
# | `t_ref` | `t_ref` | `refractory=...` |
# | a steady current of 4 nA | `I_e` = 4,000, in pA | `I = 4*nA` |
#
# The equation is `dv/dt = (v_rest - v + R_m*I)/tau_m : volt (unless refractory)`; without the bracket v climbs on in
# the pause. Brian2 compares as we do after `network.schedule = ["start", "groups", "synapses", "thresholds",
# "resets", "end"]`, if each delay is given one step less.
#
# **And a synapse that learns?** Our export refuses it, because programs count other pairs. NEST's `stdp_synapse`
# counts all, its `stdp_nn_symm_synapse` the nearest only; in Brian2 your equations say which. So give one synapse
# three spikes before, at and after a spike of its neuron, and compare its weight. Then compare what a network has
# learned, not its weights one by one.
#
# **Do runs part only because the network feeds itself?** Yes. We cut its synapses, and played each neuron the
# spikes that it had heard. In the same step it fired every spike again; in half the step 97 in a hundred had a
# partner within a millisecond, after 400 ms as at first.
#
# **We found no difference. So are the programs the same?** As far as you could have seen. From wiring to wiring our
# rate has a standard deviation of 9 Hz, so the difference of two groups of six has a standard error of 9 √(2/6) = 5
# Hz. Say beforehand which difference would matter, for example 6 Hz, a tenth of the rate. Two programs count as the
# same if the whole 90 % interval of their difference, here ± 1.8 standard errors, lies within ± 6 Hz. This is an
# *equivalence test*, or *TOST*, two one-sided tests (Schuirmann 1987). For *another program* the interval goes from −4
# to 14 Hz: undecided. For the slip it goes from −21 to −10 Hz: different.
#
# Plan for a standard error of a third of the bound, here 2 × (9/2)² = 41 wirings for each program: then two that are
# the same pass four times in five. Test more than the rate, such as how irregular each neuron is, and how pairs are
# correlated (Gutzen and others 2018).
#
# #### Units, and a chip's numbers
#
# **How do I time two programs fairly?** With the same network on one core, its spikes checked, nothing else recorded,
# and compiling and running told apart. A second of 4,000 neurons took us 0.15 s, NEST 1.1 s, and Brian2 in C++ 0.07 s
# and once 4 s to compile. So compiling pays after some 50 s of the network's time. A graphics card pays if the
# network is large: GeNN was 200 times as fast as a single core for a million Hodgkin-Huxley neurons (Yavuz and others
# 2016).
#
# **How do chips differ?** TrueNorth, Loihi and SpiNNaker are digital. A synapse of TrueNorth is one bit, there or
# not, and takes one of its neuron's four weights, with 256 inputs a neuron (Merolla and others 2014); a weight on
# Loihi has up to nine bits, its sign among them (Davies and others 2018). SpiNNaker is made of ordinary processors
# that keep up with real time (Furber and others 2014), and its usual software gives a weight 16 bits; there a neuron
# is a program of yours, as on Loihi 2. On BrainScaleS-2 a neuron is an analogue circuit and a weight has six bits.
# It's a thousand times as fast as life (Pehle and others 2022), so its input has to be as fast.
#
# **How long may a delay be on a chip?** On TrueNorth 15 ticks, on Loihi 62 (so its
# [emulator](https://pypi.org/project/brian2-loihi/)). SpiNNaker's software has 16 steps, and detours for more.
#
# **Where do I get at one, and does it pay?** EBRAINS runs PyNN scripts on SpiNNaker and BrainScaleS from afar, and
# members of Intel's community INRC get at Loihi. Akida (BrainChip) and Speck (SynSense), which has an event camera on
# it and weights of eight bits, are sold on boards. On Loihi ordinary feedforward networks gained little or nothing
# ([lesson 16](16_what_it_costs.ipynb)).
#
# **How quickly does a chip answer?** On Loihi 28,800 neurons turned the events of a drone's camera into commands 200
# times a second, for 7 to 12 mW beside 0.94 W when idle (Paredes-Vallés and others 2024). Speck's makers give 3 µs
# for an event's way through nine layers.
#
# **What fits on a microcontroller?** On one for five dollars two small networks answered within 0.7 ms and flew a
# robot of less than 30 g (El Filali and others 2026). Count bytes and additions. If each of 200 neurons reaches all,
# weights of 8 bits take 200 × 200 = 40 kB. At 20 Hz and steps of 1 ms, four spike in a step: 4 × 200 = 800 additions,
# and 200 leaks. If few pairs are connected, each synapse stores its target, too: a byte more for up to 256 neurons.
#
# **On an analogue chip no two neurons are alike. What then?** We let thresholds and time constants scatter (*device
# mismatch*). At 10 % the rate of our network stays among those of other wirings.
#
# A lone neuron has no others to make up for it. We copied what detectors of lesson 10 had learned onto such neurons.
# With 5 % three in four still find the pattern, with few false alarms; with 10 % half of them, and with 20 % one in
# five. If each gets a threshold of its own (*calibration*), nine in ten do at 10 %.
#
# **The paper's weights are in mV, and my program wants pA.** Compare charges. Our usual LIF has a $C_m$ of 20
# ms / 10 MΩ = 2,000 pF, so a jump of 1 mV takes 2 pC. A current which decays with 5 ms brings them if it
# begins at 2 pC / 5 ms = 400 pA. Some leaks away, so v rises by 0.63 mV only. For a PSP of 1 mV take 635 pA.
#
# **snnTorch wants a `beta`. Which?** There v counts from rest, and the threshold is 1. On this page it lay 15 mV above
# rest, so a jump of 6 mV is a weight of 0.4, and `beta` is $e^{-1/5}$ = 0.82. But by default `Leaky` takes
# the threshold away, in the *next* step: then v stands 2.0 mV below rest, and ours at rest. With
# `reset_mechanism="zero"` and `reset_delay=False` they agree.
#
# **What does a chip's rounding do to the leak?** Let v lose a sixteenth in each step: from 100 it should be at 7.6
# after 40 steps. In whole numbers `v - v // 16` has stopped at 15 by then, because a sixteenth of 15 rounds down to
# 0; the nearest whole number stops at 7 or 8, as ties go (a *dead band*). From −100 Python gets to 0, but the `/` of
# C, which rounds towards 0, stops at −15. Rounded at random, v is at 7.6 on average.
#
# **How many bits must v have?** Below the point enough for its smallest change: in 0.1 ms our drive lifts v by 0.2 mV
# at most. In whole mV our network falls silent, because that is rounded away; from sixteenths on it fires as before.
# With stochastic rounding it keeps its rate even in whole mV.
#
# That is so under our steady drive. Nor may the leak be lost. It takes v/200 in a step, and rounded to the nearest
# it's gone where that is less than half a level: below 100 levels, in sixteenths 6 mV. Where 700 jumps of 1 mV a
# second are all that a neuron hears, it fires at 3 Hz exactly and in 64ths, at 7 Hz in sixteenths, and at 60 in
# quarters. Rounded at random, it's 3 Hz in sixteenths and 8 in whole mV.
#
# Above the point v needs room, since inhibition takes v below −100 mV: twelve bits hold ±128 mV in sixteenths. What
# is beyond should stick to the limit (*saturate*). If it wraps around, a v that was too low comes out at the top and
# fires. A limit of 32 mV gives some six such spikes a second in each neuron; with one that sticks there, the rate
# stays as it was.
#
# **My weights have a sign, and some are large. Which scale?** Eight bits with a sign hold −127 to 127. With
# weights from −0.37 to 1.2 a step is 1.2/127 = 0.0094, and −0.37 is −39 of them. What lies below half a step is
# gone, so a neuron of many weak inputs falls silent first. Give each layer a scale of its own, and its
# threshold the same.
#
# **What do papers call these ways onto a chip?** To round what has been learned, as we did, is *post-training
# quantisation*; to round the weights while they learn, *quantisation-aware training*: v is calculated with the
# rounded weights, and the changes go to the full ones, as if rounding had slope 1 (*straight-through*). It pays where
# rounding afterwards costs much. Trained on so, the tempotron got under two in a hundred wrong with four bits
# instead of one in twenty, and a sixth with two bits instead of a quarter; with one bit it gained nothing. If the
# chip runs each example and a computer works out the changes, it's trained *in the loop*, which makes up for neurons
# that differ (Cramer and others 2022).
#
# #### What to write
#
# **What should a paper state, so that I can build its model?** Equations with units, reset and pause, delays, the
# step and the order in it, and how wiring, start and input were drawn (Nordlie and others 2009 have tables for it).
# Our network draws exactly 100 inputs a neuron; with a chance of 0.2 for each, neurons differ two to four times as
# much in rate, counted over half a second. And the program with its version: Brian2 (Stimberg and others 2019), NEST
# (Gewaltig and Diesmann 2007), NEURON (Hines and Carnevale 1997).
#
# **Behind the picture.** The code that drew the four programs:

# %%
views.orders.code()

# %% [markdown]
# ## References
#
# - Morrison A, Straube S, Plesser HE, Diesmann M (2007). Exact subthreshold integration with continuous spike times
#   in discrete-time neural network simulations. *Neural Comput* 19:47-79,
#   [doi:10.1162/neco.2007.19.1.47](https://doi.org/10.1162/neco.2007.19.1.47).
# - Hanuschkin A, Kunkel S, Helias M, Morrison A, Diesmann M (2010). A general and efficient method for
#   incorporating precise spike times in globally time-driven simulations. *Front Neuroinform* 4:113,
#   [doi:10.3389/fninf.2010.00113](https://doi.org/10.3389/fninf.2010.00113).
# - Angulo-Garcia D, Torcini A (2014). Stable chaos in fluctuation driven neural circuits. arXiv
#   [1403.0464](https://arxiv.org/abs/1403.0464).
# - Pedersen JE, et al. (2024). Neuromorphic intermediate representation: a unified instruction set for
#   interoperable brain-inspired computing. *Nat Commun* 15:8122,
#   [doi:10.1038/s41467-024-52259-9](https://doi.org/10.1038/s41467-024-52259-9).
# - Nordlie E, Gewaltig MO, Plesser HE (2009). Towards reproducible descriptions of neuronal network models. *PLoS
#   Comput Biol* 5:e1000456, [doi:10.1371/journal.pcbi.1000456](https://doi.org/10.1371/journal.pcbi.1000456).
# - Gutzen R, et al. (2018). Reproducible neural network simulations: statistical methods for model validation on the
#   level of network activity data. *Front Neuroinform* 12:90,
#   [doi:10.3389/fninf.2018.00090](https://doi.org/10.3389/fninf.2018.00090).
# - Schuirmann DJ (1987). A comparison of the two one-sided tests procedure and the power approach for assessing the
#   equivalence of average bioavailability. *J Pharmacokinet Biopharm* 15:657-680,
#   [doi:10.1007/BF01068419](https://doi.org/10.1007/BF01068419).
# - Stimberg M, Brette R, Goodman DFM (2019). Brian 2, an intuitive and efficient neural simulator. *eLife*
#   8:e47314, [doi:10.7554/eLife.47314](https://doi.org/10.7554/eLife.47314).
# - Bekolay T, et al. (2014). Nengo: a Python tool for building large-scale functional brain models. *Front
#   Neuroinform* 7:48, [doi:10.3389/fninf.2013.00048](https://doi.org/10.3389/fninf.2013.00048).
# - El Filali R, Feng C, Gao C, Gu W (2026). Neuromorphic control of a flapping-wing robot on resource-constrained
#   hardware. [arXiv:2605.19430](https://arxiv.org/abs/2605.19430).
# - Gewaltig MO, Diesmann M (2007). NEST (NEural Simulation Tool). *Scholarpedia* 2(4):1430.
# - Hines ML, Carnevale NT (1997). The NEURON simulation environment. *Neural Comput* 9:1179-1209.
# - Davison AP, et al. (2009). PyNN: a common interface for neuronal network simulators. *Front Neuroinform* 2:11,
#   [doi:10.3389/neuro.11.011.2008](https://doi.org/10.3389/neuro.11.011.2008).
# - Merolla PA, et al. (2014). A million spiking-neuron integrated circuit with a scalable communication network and
#   interface. *Science* 345:668-673, [doi:10.1126/science.1254642](https://doi.org/10.1126/science.1254642).
# - Davies M, et al. (2018). Loihi: a neuromorphic manycore processor with on-chip learning. *IEEE Micro* 38(1):82-99,
#   [doi:10.1109/MM.2018.112130359](https://doi.org/10.1109/MM.2018.112130359).
# - Furber SB, Galluppi F, Temple S, Plana LA (2014). The SpiNNaker project. *Proc IEEE* 102:652-665.
# - Paredes-Vallés F, et al. (2024). Fully neuromorphic vision and control for autonomous drone flight. *Sci Robot*
#   9:eadi0591.
# - Yavuz E, Turner J, Nowotny T (2016). GeNN: a code generation framework for accelerated brain simulations. *Sci
#   Rep* 6:18854, [doi:10.1038/srep18854](https://doi.org/10.1038/srep18854).
# - Pehle C, et al. (2022). The BrainScaleS-2 accelerated neuromorphic system with hybrid plasticity. *Front Neurosci*
#   16:795876, [doi:10.3389/fnins.2022.795876](https://doi.org/10.3389/fnins.2022.795876).
# - Cramer B, et al. (2022). Surrogate gradients for analog neuromorphic computing. *PNAS* 119(4):e2109194119,
#   [doi:10.1073/pnas.2109194119](https://doi.org/10.1073/pnas.2109194119).
# - Brette R, et al. (2007). Simulation of networks of spiking neurons: a review of tools and strategies. *J Comput
#   Neurosci* 23:349-398, [doi:10.1007/s10827-007-0038-6](https://doi.org/10.1007/s10827-007-0038-6).
#
# Words of this lesson, in the [glossary](glossary.md): NIR, clock-driven, event-driven, fixed-point,
# neuromorphic.
