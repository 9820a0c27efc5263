# %% [markdown]
# # 04 · What a spike does
#
# **55 minutes** · You need [lesson 01](01_leaky_bucket.ipynb) and [lesson 02](02_neuron_that_fires.ipynb).
#
# *One spike arrives. What does it do to the neuron, when, and how much?*
#
# By the end you can say when the answer to a spike is largest, and why two inputs often do less than twice as
# much as one. You'll have set two delays so that a neuron hears a direction. And you can predict what the
# *second* spike does at a synapse that tires.

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

import numpy as np

from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.what_a_spike_does import views

# %% [markdown]
# So far you held the tap. From now on other neurons hold it, and all they can do is send spikes. A spike runs along
# the axon, the outgoing fibre of a neuron. Where the axon meets another neuron, at a
# [synapse](glossary.md#synapse), each spike opens small channels for a few milliseconds, and a
# [synaptic current](glossary.md#synaptic-current) flows into the bucket. How high does the water rise, and when?
#
# Take a current that jumps up at once and then decays with a time constant of its own, $\tau_{syn}$. It fills our
# membrane, which leaks with $\tau_m$. What v does in answer is called a
# [postsynaptic potential](glossary.md#postsynaptic-potential-psp), or PSP.

# %%
predict("what_a_spike_does.when_it_peaks", then=views.one_spike(knobs=["tau_syn", "tau_m", "w"]))

# %% [markdown]
# **Try it.** In the upper panel, blue is what flows in and green is what leaks out. Move $\tau_{syn}$ and $\tau_m$,
# and watch the diamond. Where do the two currents stand at the moment when v is highest?
#
# <details><summary>What we see, and why</summary>
#
# They cross. As long as more flows in than leaks out, v rises, and afterwards it falls. So v peaks where the two
# are equal, not where the input is largest. A slower membrane makes the PSP lower but longer, and the two effects
# cancel. The area under it stays the same.
#
# </details>
#
# Two buckets leak here, one into the other. The first is the synapse, with the time constant $\tau_{syn}$, and the
# second is the membrane. So the answer is made of two exponentials, one for each:
#
# $$ \mathrm{PSP}(t) = R_m w\, \frac{\tau_{syn}}{\tau_m - \tau_{syn}} \left( e^{-t/\tau_m} - e^{-t/\tau_{syn}} \right) $$
#
# where $w$ is the peak of the current in nA. Early on the second exponential is still near 1, so the difference
# is small. Late, both are gone. In between it has a peak, and at a peak the slope is zero.
#
# ### Your turn: when does it peak?
#
# Find the time at which the slope of $e^{-t/\tau_m} - e^{-t/\tau_{syn}}$ is zero. This is the steepest step of the
# lesson, and the hints will walk with you. One case needs care. If the two time constants are equal, the formula says
# 0/0, though the neuron has no trouble at all. Try 10 and 9.99 ms to see where it goes.

# %%
def peak_time(tau_m, tau_syn):
    if tau_m == tau_syn:
        return ...
    return ...  # in ms after the spike


check("what_a_spike_does.peak_time", peak_time)

# %%
solution("what_a_spike_does.peak_time")

# %% [markdown]
# Well done. So we know what one spike does if it brings a *current*. But that was a convenient fiction.

# %% [markdown]
# ## A spike opens a door
#
# What a spike really does is to open channels. How much flows through an open channel, and which way, depends on v.
# Each kind of channel has a [reversal potential](glossary.md#reversal-potential), and ions flow until v has come
# there. The distance that is left is the [driving force](glossary.md#driving-force):
#
# $$ I = g\, (v_{reversal} - v) $$
#
# Here $g$ is the conductance of all open channels, in µS, and µS times mV make nA. For example, a channel of
# 0.02 µS with a reversal potential of 0 mV lets in 1.3 nA while v is at −65 mV. Once v has come half of the way, it
# lets in only half as much.
#
# These are four common kinds, each named after a substance that opens it:
#
# | channel | opens | reversal potential | so it mostly ... |
# |---|---|--:|---|
# | AMPA | quickly | 0 mV | excites |
# | NMDA | slowly | 0 mV | excites |
# | GABA_A | quickly | −75 mV | inhibits |
# | GABA_B | very slowly | −95 mV | inhibits |

# %%
predict(
    "what_a_spike_does.inhibition_from_below",
    then=views.driving(knobs=["v_start", "v_reversal", "count"]),
)

# %% [markdown]
# **Try it.** First hold v at −90 mV with the reversal potential at −75 mV. Then press Reset, so that the synapses
# excite, and look at the panel on the right while you add synapses one by one. Do eight synapses do eight times as much as
# one?
#
# <details><summary>What we see, and why</summary>
#
# One synapse lifts v by 4.0 mV. Eight together lift it by only 24.5 mV, not by 32. There are two reasons. Each of them
# finds v already closer to 0 mV, so there is less driving force left. And each open channel makes the membrane leakier.
# What lesson 01 said, that inputs simply add up, holds for currents. Conductances add up to less.
#
# </details>
#
# ### Your turn: how far do n synapses go?
#
# Let n synapses *stay* open, each with the conductance $g$. The leak is a conductance too, $1/R_m$, which pulls towards
# $v_{rest}$. v settles where as much flows in as leaks out. How far from rest is that?

# %%
def shift(n, g, R_m, v_rest, v_reversal):
    return ...  # in mV; g in µS, R_m in MΩ


check("what_a_spike_does.n_synapses", shift)

# %%
solution("what_a_spike_does.n_synapses")

# %% [markdown]
# Now a strange synapse. Its reversal potential is −65 mV, exactly where our neuron rests. When it opens alone, nothing
# flows, because there's no driving force. Can it do anything at all? Let it open together with an excitatory spike.

# %%
predict("what_a_spike_does.strange_synapse", then=views.shunt())

# %% [markdown]
# **Try** weak and strong excitation. Compare the curve of excitation alone with the green one, in which both are open.
# Which share is left?
#
# <details><summary>What we see, and why</summary>
#
# About six tenths are left each time, whether the excitation is weak or strong. As soon as something lifts v, there
# *is* a driving force, and the inhibition lets out a part of what the excitation lets in. So this inhibition
# doesn't subtract. It divides, and it's called [shunting inhibition](glossary.md#shunting-inhibition). In a deep
# network a normalisation layer does something similar.
#
# </details>

# %% [markdown]
# ## When it arrives
#
# A spike needs time to get from one neuron to the next, between a fraction of a millisecond and some tens of
# milliseconds. This [delay](glossary.md#delay) looks like a nuisance. But take a neuron which needs two spikes to
# fire, and needs them nearly together. It is called a [coincidence detector](glossary.md#coincidence-detector). Now
# the *difference* of two delays matters, and it can be put to use.
#
# For example, our ears are some 20 cm apart, so a sound from the right reaches the right ear first, by up to 0.6 ms.
# Jeffress (1948) proposed that lines of different delay make up for that, and that the neuron which fires tells the
# direction. Carr and Konishi (1990) found such lines in the barn owl.

# %%
views.coincidence()

# %% [markdown]
# Spikes a and b are sent 8 ms apart, each alone lifts v by 9 mV, and 15 mV are needed. **Try** to make the neuron fire, first
# by changing the lag between the spikes, and then with the delays. How far apart may the two *arrive*?
#
# ### Your turn: hear a direction
#
# A bar of light moves over two receptors. When it moves to the right, receptor a spikes 8 ms before receptor b. When it
# moves to the left, 8 ms after. A slow bar would take 12 ms and a fast one 5 ms. Choose two delays so that the neuron
# fires for all three bars that move to the right, and for none that moves to the left.

# %%
my_delays = None  # (delay_a, delay_b), in ms

check("what_a_spike_does.direction", my_delays)

# %%
solution("what_a_spike_does.direction")

# %% [markdown]
# Two lines and a threshold, and a neuron sees which way something moves. Lesson 19 builds an eye from this.

# %% [markdown]
# ## A synapse that tires
#
# One thing is missing. A synapse doesn't answer every spike alike, because it works from a store of transmitter, the
# substance that opens the channels. Each spike releases a part of what is there, and the store refills slowly. Let
# $x$ say how full the store is, with 1 for a full one. In the simplest case a spike releases the share $U$ of what is there, and the store comes back with the time
# constant $\tau_{rec}$. For example, with $U$ = 0.5 the first spike releases half of a full store. If the second comes at
# once, it finds only the other half, and releases a quarter. This is called *short-term depression*.

# %%
predict(
    "what_a_spike_does.twice_the_rate",
    then=views.short_term(knobs=["rate", "U", "tau_rec"]),
)

# %% [markdown]
# **Try** rates from 5 to 100 Hz. Look at the single spikes on the left, and at what they release in a whole second on the
# right. And what does the lone spike after the pause do?
#
# <details><summary>What we see, and why</summary>
#
# The first spike releases half of the store. But at 20 Hz, once the train is steady, each spike releases only 5.7 %,
# because the store hardly refills before the next one comes.
#
# At high rates the total of a second hardly grows any more. What comes back is all that can be released, and that is
# $1/\tau_{rec}$, or 1.25 stores a second. After the pause the store has partly recovered, and the spike counts again.
#
# </details>
#
# So this synapse is loud when something new begins, and quiet while it goes on. It reports *changes*.
#
# In other synapses use makes the release larger, which is called *facilitation*. There the share that is released,
# $u$, is itself pushed up by each spike. It closes a fraction $U$ of the gap between $u$ and 1, so $u$ grows by
# $U(1 - u)$. Between spikes it fades back towards 0 with the time constant $\tau_{facil}$. The first spike after a long rest
# finds $u = 0$, so it releases exactly $U$. Both together are called
# [short-term plasticity](glossary.md#short-term-plasticity).
#
# ### Your turn: the second spike
#
# The second spike comes a time $h$ after the first. By then $x$ has come back a part of the way from $1 - U$, and of the
# first spike's $u$ some is left. What does the second spike release?

# %%
def second_release(U, h, tau_rec, tau_facil):
    x = ...  # the first spike took U of a full store; what is there after h?
    left = ...  # of u, which was U
    u = ...  # the spike closes a fraction U of the gap to 1
    return u * x


check("what_a_spike_does.second_release", second_release)

# %%
solution("what_a_spike_does.second_release")

# %% [markdown]
# Which wins, tiring or warming up? That depends on $U$ and on both time constants. Now you have the formula, and
# *Go deeper* has the sliders.

# %% [markdown]
# ## Key points
#
# - A PSP peaks where as much leaks out as flows in. For an exponential current that is at
#   $\frac{\tau_m \tau_{syn}}{\tau_m - \tau_{syn}} \ln\frac{\tau_m}{\tau_{syn}}$.
# - A spike opens a conductance, which pulls v towards its reversal potential from either side. Conductances add up to
#   less than the sum.
# - Inhibition with its reversal potential at rest divides the other PSPs instead of subtracting from them.
# - A neuron which needs two spikes compares their arrival times. The difference of two delays decides which order it
#   answers to.
# - A synapse that tires reports changes. At high rates all that comes back is released, $1/\tau_{rec}$ a second.
#
# **Where is this used?** Chips have delays in their axons so that networks can compute with time, and the synapse with a
# current of its own is the usual second state in libraries for deep spiking networks.

# %% [markdown]
# ## Quiz

# %%
quiz("what_a_spike_does")

# %% [markdown]
# ## Go deeper
#
# None of this is needed later.
#
# **Other shapes.** A *delta* synapse brings all its charge at once, so v jumps as in lesson 01. The other three below have
# the same peak current. Alpha lifts v highest, because it lasts longer and brings 2.7 times the charge of the exponential
# one. Try the spike through a conductance as well, at a peak of 10 nA. Why does v stay lower?

# %%
views.one_spike(knobs=["shape", "through", "w"])

# %% [markdown]
# **A channel with a plug.** At low voltages a magnesium ion sits in the NMDA channel like a plug. At −70 mV only 4 % of
# the channels conduct, and the higher v is, the more of them are free (Jahr and Stevens 1990). So what happens if several
# open together? Each lifts v a little, and helps to unplug the others.

# %%
views.driving(magnesium=True, count=16, knobs=["v_start", "count", "magnesium"])

# %% [markdown]
# **Does a shunt divide the rate as well?** Let it be as large as the leak. When 4 nA drive the neuron of lesson 02, it
# takes away more than a quarter of the rate, but at 8 nA less than a tenth. That's no fixed share. The shunt can let out
# the more the higher v is, and however strong the excitation, v stays below the threshold. So there's a limit to what a
# shunt can do (Holt and Koch 1997). It divides v, but only as long as the neuron is silent.
#
# **Warming up.** This synapse has a favourite rate. Slower trains don't build up $u$, and faster ones empty the store.

# %%
views.short_term(U=0.04, tau_rec=100, tau_facil=1000)

# %% [markdown]
# <details><summary>In steps, for whole trains</summary>
#
# At each spike, with $h$ the time since the last one and the old values on the right,
#
# $$ x \leftarrow 1 + (x - u x - 1)\, e^{-h/\tau_{rec}} \qquad u \leftarrow U + u\, (1 - U)\, e^{-h/\tau_{facil}} $$
#
# Under a regular train both settle. Set the left side equal to the right, and solve. Tsodyks and Markram (1997) found the
# *limiting frequency* $1/(U \tau_{rec})$, far above which all rates sound alike. Markram, Wang and Tsodyks (1998) put the
# favourite rate of a facilitating synapse at $1/\sqrt{U\, \tau_{facil}\, \tau_{rec}}$, an estimate for small $U$.
#
# </details>
#
# **Behind the picture.** The next cell unfolds to the code that drew the shunt.

# %%
views.shunt.code()

# %% [markdown]
# ## References
#
# - Rall W (1967). Distinguishing theoretical synaptic potentials computed for different soma-dendritic distributions of
#   synaptic input. *J Neurophysiol* 30:1138-1168.
# - Jahr CE, Stevens CF (1990). Voltage dependence of NMDA-activated macroscopic conductances predicted by single-channel
#   kinetics. *J Neurosci* 10:3178-3182.
# - Jeffress LA (1948). A place theory of sound localization. *J Comp Physiol Psychol* 41:35-39.
# - Carr CE, Konishi M (1990). A circuit for detection of interaural time differences in the brain stem of the barn owl.
#   *J Neurosci* 10:3227-3246.
# - Holt GR, Koch C (1997). Shunting inhibition does not have a divisive effect on firing rates. *Neural Comput*
#   9:1001-1013.
# - Tsodyks MV, Markram H (1997). The neural code between neocortical pyramidal neurons depends on neurotransmitter release
#   probability. *PNAS* 94:719-723.
# - Markram H, Wang Y, Tsodyks M (1998). Differential signaling via the same axon of neocortical pyramidal neurons. *PNAS*
#   95:5323-5328.
# - Tsodyks M, Pawelzik K, Markram H (1998). Neural networks with dynamic synapses. *Neural Comput* 10:821-835.
#
# Words of this lesson, in the [glossary](glossary.md): synaptic current, reversal potential, driving force, shunting
# inhibition, delay, coincidence detector, short-term plasticity.
#
# One spike can do something now. What can many of them say? Next: [05 · Temporal coding](05_temporal_coding.ipynb).
