# %% [markdown]
# # 04 · What a spike does
#
# **55 minutes** · You need [lesson 01](01_leaky_bucket.ipynb), [lesson
# 02](02_neuron_that_fires.ipynb), and the slope of an exponential.
#
# *One spike arrives. What does it do to the neuron, when, and how much?*
#
# By the end you can say when the answer to a spike is largest, and why two inputs often do less
# than twice as much as one. You'll have set two delays so that a neuron hears a direction, and run
# a small network of your own.

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

import numpy as np

from snn_edu import (
    LIF,
    Conductance,
    DoubleExponentialSynapse,
    ExponentialSynapse,
    Network,
    SpikeInput,
    Spikes,
    SpikeSource,
    explore,
    simulate,
)
from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.what_a_spike_does import views

# %% [markdown]
# In lesson 03 the noise came from a generator. In a brain other neurons push, by spikes. A spike
# runs along a thin fibre that leaves the neuron, its **[axon](glossary.md#axon)**, to a
# [synapse](glossary.md#synapse). The neuron that sends is called
# **[presynaptic](glossary.md#presynaptic-and-postsynaptic)**, because it stands before the synapse,
# and the one that receives is **postsynaptic**. Each spike opens small channels there for a while,
# and a [synaptic current](glossary.md#synaptic-current) flows into the bucket.
#
# Take a current that jumps up and then decays with a time constant of its own,
# $\tau_{syn}$. It fills our membrane, which leaks with $\tau_m$. The answer of v is called a
# [postsynaptic potential](glossary.md#postsynaptic-potential-psp), or PSP. Our neuron is quicker
# than in lesson 02. For now it has no threshold:
#
# | $v_{rest}$ | $R_m$ | $\tau_m$ | leak, $1/R_m$ |
# |--:|--:|--:|--:|
# | −65 mV | 10 MΩ | 10 ms | 0.1 µS |

# %%
predict("what_a_spike_does.when_it_peaks", then=views.one_spike(knobs=["tau_syn", "tau_m", "w"]))

# %% [markdown]
# **Try it.** In the upper panel, blue is what flows in and green is what leaks out. Move
# $\tau_{syn}$ and $\tau_m$. Where do the two currents stand when v is highest?
#
# <details><summary>What we see, and why</summary>
#
# They cross, because v rises as long as more flows in than leaks out. A slower membrane with the
# same $R_m$ makes the PSP lower but longer, and its area stays the same. (A larger $R_m$
# lifts it higher.) A slower synapse brings more charge: v goes higher, later.
#
# </details>
#
# Two buckets leak here, the synapse into the membrane, so the answer has two exponentials:
#
# $$ \mathrm{PSP}(t) = R_m w\, \frac{\tau_{syn}}{\tau_m - \tau_{syn}} \left( e^{-t/\tau_m} - e^{-t/\tau_{syn}} \right) $$
#
# where $w$ is the peak of the current in nA. For example, with 4 nA and a $\tau_{syn}$ of 2.5 ms it
# makes, 5 ms after the spike, $40 \times \frac13 \times (0.61 - 0.14)$, or 6.3 mV. A larger $w$
# makes it higher, not later.
#
# ### Your turn: when does it peak?
#
# Find the time at which the slope of $e^{-t/\tau_m} - e^{-t/\tau_{syn}}$ is zero. One case needs
# care: if the two time constants are equal, the formula says 0/0. Try 10 and 9.99 ms to see where
# it goes.

# %%
def peak_time(tau_m, tau_syn):
    if tau_m == tau_syn:
        return ...
    return ...  # in ms after the spike


check("what_a_spike_does.peak_time", peak_time)

# %%
solution("what_a_spike_does.peak_time")

# %% [markdown]
# If the synapse is far slower than the membrane, v follows the current. All this holds if a spike
# brings a *current*. That's a convenient fiction.

# %% [markdown]
# ## A spike opens a door
#
# A spike opens channels. How much flows through an open channel, and which way, depends on v. Ions
# flow until v has come to a voltage that each kind of channel has, its **[reversal
# potential](glossary.md#reversal-potential)**. The distance that is left is the [driving
# force](glossary.md#driving-force):
#
# $$ I = g\, (v_{reversal} - v) $$
#
# Here $g$ is the conductance of all open channels, in µS, and µS times mV make nA (nS make pA). For
# example, 0.02 µS, a thousand channels, with a reversal potential of 0 mV let in 1.3 nA while
# v is at −65 mV, and 1.1 at −55.
#
# A synapse whose reversal potential lies above the threshold pulls v across it: it
# **[excites](glossary.md#excite-and-inhibit-ampa-nmda-and-gaba-channels)** the neuron. If it lies
# below, it holds v back there: it **inhibits**. Four common kinds, named after substances that open
# them:
#
# | channel | rises with | decays with | reversal potential | so it ... |
# |---|--:|--:|--:|---|
# | AMPA | 0.3 ms | 2 ms | 0 mV | excites |
# | NMDA | 2 ms | 100 ms | 0 mV | excites |
# | GABA_A | 0.5 ms | 6 ms | −75 mV | inhibits |
# | GABA_B | 50 ms | 150 ms | −95 mV | inhibits |
#
# In the next picture each synapse rises with 0.5 ms, decays with 5 ms, and conducts 0.02 µS at its
# peak.

# %%
predict(
    "what_a_spike_does.inhibition_from_below",
    then=views.driving(knobs=["v_start", "v_reversal", "count"]),
)

# %% [markdown]
# **Try it.** First hold v at −90 mV with the reversal potential at −75 mV. Then press Reset, so
# that the synapses excite, and look at the panel on the right while you add synapses.
#
# One synapse lifts v by 4.0 mV. Eight together lift it by only 24.5 mV, not by 32. Where has the
# rest gone?
#
# The tap of lesson 01 doesn't care how high the water stands, so two taps bring twice as much. A
# channel isn't a tap but a door, which leads from the bucket to a lake, and the level of the lake
# is the reversal potential. While the bucket is far below the lake, much comes in; when they are
# level nothing does, however wide the door; and if the bucket is the higher one, water runs out. An
# open door doesn't push, it makes the two sides alike. That's why the inhibitory one could lift v
# from −90 mV, though it would lower it from −65 mV.
#
# Some books say that the driving force shrinks as v rises, others that open channels make the
# membrane leakier. Measure v from rest, and the two are one:
#
# $$ g\, (v_{reversal} - v) = g\, (v_{reversal} - v_{rest}) - g\, (v - v_{rest}) $$
#
# The first part doesn't depend on v. It's a tap, and eight taps bring eight times as much. The
# second part grows as v rises above rest, and takes water out. That's what the leak does: it is a
# door that never shuts, with the lake behind it at rest. A spike, then, does two things at once: it
# turns on a tap and makes a hole in the bucket. When the doors together conduct as well as the
# leak, which takes five of them at their peak, the new hole is as wide as the old one.
#
# ### Your turn: how far do n synapses go?
#
# Let n synapses *stay* open, each with the conductance $g$. The leak is a conductance too, $1/R_m$,
# which pulls towards $v_{rest}$. v settles where as much flows in as leaks out. How far from rest
# is that?

# %%
def shift(n, g, R_m, v_rest, v_reversal):
    return ...  # in mV; g in µS, R_m in MΩ


check("what_a_spike_does.n_synapses", shift)

# %%
solution("what_a_spike_does.n_synapses")

# %% [markdown]
# Now a strange synapse. Its reversal potential is −65 mV, where our neuron rests. It's a hole
# without a tap, so alone it moves nothing. Let it open together with an excitatory spike through
# AMPA channels; the strange synapse has the time course of GABA_A and a peak of 0.4 µS, four times
# the leak.

# %%
predict("what_a_spike_does.strange_synapse", then=views.shunt())

# %% [markdown]
# **Try** weak and strong excitation.
#
# From the weakest to the strongest excitation, 56 to 65 % are left. As soon as something lifts v,
# there *is* a driving force: at −55 mV it is 10 mV, with which 0.4 µS let out 4 nA of what the
# excitation lets in. This is [shunting inhibition](glossary.md#shunting-inhibition). It takes a
# share rather than an amount, so it divides; but only nearly, because the excitation makes a hole
# of its own, and the wider that is, the less the shunt's hole adds to it.
#
# ### Yours to run: two kinds of door
#
# Each synapse is as in the picture of the eight, so with `shunts` at 0 you get the 24.5 mV again.
# Let the shunt come later, or earlier. Then change its −65 mV in the code to −75, and last to
# −55. There a shunt 9 ms early lifts v by 24.8 mV, not 24.5; one in time still shunts.

# %%
def doors(count=8, shunts=10, later=0.0):
    course = DoubleExponentialSynapse(0.5, 5.0)
    a, b = (Spikes([time], duration=60.0) for time in (10.0, 10.0 + later))  # ms
    excite = SpikeInput(a, Conductance(course, 0.0), 0.02 * count)  # reversal in mV, peak in µS
    inhibit = SpikeInput(b, Conductance(course, -65.0), 0.02 * shunts)
    lif = LIF(tau_m=10.0, v_threshold=900.0)  # a threshold it never meets
    return simulate(lif, excite + inhibit, dt=0.25)


explore(doors, count=(1, 16), shunts=(0, 40), later=(-9.0, 20.0))

# %% [markdown]
# ## When it arrives
#
# Because a spike changes what the next one finds, it matters when they come. A spike reaches the
# next neuron after a [delay](glossary.md#delay) of a fraction of a millisecond to some tens. To a
# neuron which fires only if two come nearly together, a [coincidence
# detector](glossary.md#coincidence-detector), the *difference* of two delays matters.
#
# A sound from the right reaches our right ear first, by up to 0.6 ms over 20 cm. Jeffress (1948)
# proposed that lines of different delay make up for that, so that the neuron which fires tells the
# direction. Carr and Konishi (1990) found such lines in the barn owl.

# %%
views.coincidence()

# %% [markdown]
# Spikes a and b are sent 8 ms apart. Each alone lifts v by 9 mV, where 15 mV are needed. **Try**
# to make the neuron fire, first by the lag between the spikes, then by the delays. How far apart
# may the two *arrive*? And what does a slower membrane, with a $\tau_m$ of 20 ms, forgive?
#
# The neuron never learns when a spike was sent. Delay both lines alike, and all that happens comes
# later. Delay one, and a pair that was sent first on that line may arrive together, while the
# opposite pair is driven further apart.
#
# ### Your turn: hear a direction
#
# A bar of light moves over two receptors. To the right, receptor a spikes 8 ms before receptor
# b; to the left, 8 ms after. A slow bar would take 12 ms and a fast one 5 ms. Choose two delays
# with which the neuron, at a $\tau_m$ of 10 ms, fires for the three to the right and none to the
# left.

# %%
my_delays = None  # (delay_a, delay_b), in ms

check("what_a_spike_does.direction", my_delays)

# %%
solution("what_a_spike_does.direction")

# %% [markdown]
# Two lines and a threshold: a neuron sees which way something moves. Lesson 20 builds an eye from
# this. A slower membrane is less strict: lifted as high, with twice the $\tau_m$ it forgives 9.7 ms
# instead of 5.7.
#
# ### Yours to run: two senders and a network
#
# Here are two senders, a and b, and a cell. The first pair of spikes moves to the right, and both
# arrive at 29 ms; the second moves to the left, and its two arrive 16 ms apart. Swap the two
# delays. Which is heard now? Then make one weight negative, so that its sender inhibits.

# %%
net = Network().add(SpikeSource(), 2, "senders").add(LIF(tau_m=10.0), 1, "cell")
net.connect(
    "senders",
    "cell",
    [[6.0], [6.0]],  # nA, one row a sender
    delay=[[9.0], [1.0]],  # ms: a waits for b
    synapse=ExponentialSynapse(2.5),
)
sent = Spikes([20, 28, 92, 100], ids=[0, 1, 1, 0], size=2)  # ms, and who sends
run = net.run(150.0, {"senders": sent}, record=["cell"])
print("the cell fires at", run.spikes["cell"].times.round(1), "ms")
run

# %% [markdown]
# ## A synapse that tires
#
# The synapse changes, too. It works from a store of transmitter, the substance that opens
# the channels. Each spike releases a share $U$ of what is there, called $x$, and the store refills
# with the time constant $\tau_{rec}$. For example, let $U$ be 0.5, $\tau_{rec}$ 800 ms, and the
# spikes 50 ms apart. The first releases half of a full store. Until the second 6 % of what is
# missing comes back, because $1 - e^{-50/800}$ is 0.06, so it finds 0.53 and releases 0.27; the
# third releases 0.15. This is called **short-term depression**.

# %%
predict(
    "what_a_spike_does.twice_the_rate",
    then=views.short_term(knobs=["rate", "U", "tau_rec"]),
)

# %% [markdown]
# **Try** rates from 5 to 100 Hz. Look at single spikes on the left and at a whole second's
# release on the right.
#
# The emptier the store, the less a spike takes and the faster it refills. Soon each takes just what
# has come back since the last: at 20 Hz each spike releases only 5.7 %. Double a high rate, and in
# half the time about half as much comes back. Twice as many spikes, each half as large, make the
# same total, all that an empty store wins back: $1/\tau_{rec}$, or 1.25 stores a second.
#
# This synapse is loud when something new begins and quiet while it goes on. It reports *changes*.
#
# ## One spike, many answers
#
# We asked what a spike does. It depends on when it arrives, on where v stands, and on what the
# synapse did a moment ago. What all this is *for* we don't know: that tired synapses can report
# changes is no proof that a brain uses it so. Here ends the first part of the course, on **one
# neuron**. To the neuron that sends them all spikes are alike, and each says only *now*. How can a
# handful of them say *light grey*? In lesson 05, which opens Part II, two clerks try.
#
# **In the books** search for *EPSP* and *IPSP* (excitatory and inhibitory postsynaptic potential),
# *synaptic conductance*, *reversal potential*, *shunting inhibition*, *axonal delay*, *Jeffress
# model*, *short-term plasticity*.

# %% [markdown]
# ## Key points
#
# - A PSP peaks where as much leaks out as flows in. At the same $R_m$ a slower membrane makes it lower
#   but longer.
# - A spike opens a conductance, which pulls v towards its reversal potential from either side.
#   Several do less than their sum.
# - Inhibition with its reversal potential at rest takes nearly the same share of every PSP, as long
#   as excitation is short or weak.
# - The difference of two delays decides which order of spikes a neuron answers to.
# - A synapse that tires reports changes. At high rates it releases all that comes back,
#   $1/\tau_{rec}$ a second.

# %% [markdown]
# ## Quiz

# %%
quiz("what_a_spike_does")

# %% [markdown]
# ## Go deeper
#
# None of this is needed later.
#
# **Other shapes.** A *delta* synapse brings all its charge at once, so v jumps as in lesson 01. The
# other three below have the same peak current. Alpha lifts v highest, because it lasts longer and
# brings 2.7 times the charge of the exponential one. Try the spike through a conductance as well,
# at a peak of 10 nA. Why does v stay lower?

# %%
views.one_spike(knobs=["shape", "through", "w"])

# %% [markdown]
# **In steps, as networks are trained.** There each step makes $I \leftarrow \alpha I + w s$, where
# $s$ is 1 if a spike comes and else 0, and then $v \leftarrow \beta v + I$. A step leaves of the
# one $\alpha = e^{-dt/\tau_{syn}}$, and of the other $\beta = e^{-dt/\tau_m}$. Let $\alpha$ be 0.5
# and $\beta$ 0.8. A single spike with $w$ = 1 makes v 1, 1.3, 1.29, 1.16 and so on: the peak comes
# one step after the spike. The area is $1/(1 - \alpha)$ times that of a neuron without $I$, here
# twice. So if such neurons fire far more than those did, multiply $w$ by $1 - \alpha$ before you
# compare.
#
# **A door in steps.** Here it is the conductance that a spike adds to. Each kind decays with a
# factor of its own; one that rises as well is the difference of two variables, which each spike
# lifts alike. Then add up what is open, the leak too. All channels would balance at
#
# $$ v_\infty = \frac{v_{rest}/R_m + \sum g\, v_{reversal}}{1/R_m + \sum g} $$
#
# and v goes there with the time constant $C_m / (1/R_m + \sum g)$, by the exact step of lesson 01
# with $g$ held. Last ask for the threshold and reset v. The conductances stay as they are: the
# doors know nothing of the receiver's spike. In steps of 1 ms our eight doors lift v by 24.0 mV
# instead of 24.5, and Euler makes it 25.3. With eighty, the time constant falls to 0.6 ms, and
# Euler throws v to 102 mV above rest, far past the lake at 65. The other step never passes it.
#
# **A channel with a plug.** At low voltages a magnesium ion sits in the NMDA channel like a plug. At
# −70 mV only 4 % of the channels conduct, at −20 mV half (Jahr and Stevens 1990): with 1 mM of
# magnesium and v in mV the share is $1 / (1 + e^{-0.062\,v} / 3.57)$. It needs two things at once,
# then: transmitter, and a receiver that something has lifted already. (Books call it a coincidence
# detector, too.) If several open together, each helps to unplug the others.

# %%
views.driving(magnesium=True, count=16, knobs=["v_start", "count", "magnesium"])

# %% [markdown]
# **Does a shunt divide the rate as well?** Let it be as large as the leak. When 4 nA drive the
# neuron of lesson 02, it takes away more than a quarter of the rate, but at 8 nA less than a tenth.
# That's no fixed share. The higher v is, the more a shunt lets out; but in a firing neuron v never
# gets above the threshold, so there is a most that it can take, and stronger excitation soon
# outgrows it (Holt and Koch 1997). Nor is the share of v fixed once both doors *stay* open, because
# then the hole has time to drain. With a shunt of four times the leak, which makes a fifth of $R_m$,
# your formula leaves about a fifth of the weakest excitation and three fifths of the strongest.
#
# **Warming up.** In other synapses use makes the release larger, which is called *facilitation*.
# There the share that is released, $u$, is itself pushed up by each spike. It closes a fraction $U$
# of the gap between $u$ and 1, so $u$ grows by $U(1 - u)$. Between spikes it fades back towards 0
# with the time constant $\tau_{facil}$. The first spike after a long rest finds $u = 0$, so it
# releases exactly $U$. Both together are called [short-term
# plasticity](glossary.md#short-term-plasticity).
#
# ### Your turn: the second spike
#
# The second spike comes a time $h$ after the first. By then $x$ has come back a part of the way
# from $1 - U$, and of the first spike's $u$ some is left. What does the second spike release?

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
# Whether tiring or warming up wins depends on $U$ and on both time constants. In this synapse a
# single spike does most at a favourite rate, near 15 Hz: slower trains don't build up $u$, and
# faster ones empty the store. What is released in a whole *second* has no such peak. It goes on
# rising with the rate, as you see if you switch the panel on the right.

# %%
views.short_term(U=0.04, tau_rec=100, tau_facil=1000, counted="by each spike")

# %% [markdown]
# <details><summary>In steps, for whole trains</summary>
#
# At each spike, with $h$ the time since the last one and the old values on the right,
#
# $$ x \leftarrow 1 + (x - u x - 1)\, e^{-h/\tau_{rec}} $$
#
# $$ u \leftarrow U + u\, (1 - U)\, e^{-h/\tau_{facil}} $$
#
# (In the picture $u x = 1$ would make a current of 20 nA, which decays with 3 ms, and $\tau_m$ is
# 20 ms.) Under a regular train both settle. Set the left side equal to the right, and solve. Where
# nothing warms up, $u = U$, and in the end each spike releases
#
# $$ U x = U\, \frac{1 - e^{-h/\tau_{rec}}}{1 - (1 - U)\, e^{-h/\tau_{rec}}} $$
#
# of the store. With $U$ = 0.5, $\tau_{rec}$ = 800 ms and $h$ = 50 ms it's the 5.7 % from above.
# (Both rules are from Tsodyks, Pawelzik and Markram 1998. For synapses between pyramidal cells of
# layer 5, which tire, they took our 0.5 and 800 ms; for one that warms up, $U$ = 0.03 with 130 and 530
# ms, which has its favourite rate at 21 Hz.) Tsodyks and Markram (1997) found the
# *limiting frequency* $1/(U \tau_{rec})$, far above which all rates sound alike. Markram, Wang and
# Tsodyks (1998) put the favourite rate of a facilitating synapse at
# $1/\sqrt{U\, \tau_{facil}\, \tau_{rec}}$, an estimate for small $U$.
#
# </details>
#
# ### Asked by readers
#
# #### How many, and how large
#
# **One spike lifts v by half a millivolt, and the threshold is 15 mV away. How many fire the
# neuron?** Thirty at once, if each makes v jump. Spread evenly they leak away meanwhile: with a
# $\tau_m$ of 20 ms, it takes 39 within 10 ms, 70 within 40 and 150 within 100. If spikes are
# irregular, fewer are enough now and then ([lesson 03](03_regular_or_by_chance.ipynb)). Between
# pyramidal cells most synapses do less than 1 mV, a few several (in a rat: Song and others 2005),
# so read our spikes of 9 mV as volleys.
#
# **The neuron fires anyway. What does one spike more change?** *When* it fires next. Under 2 nA the
# neuron of lesson 02 climbs ever more slowly towards its threshold, so a jump of 1 mV saves it more
# time the higher v stands: 1.0 ms right after the pause, 2.1 at 10 mV above rest, 3.6 at 14.
# (In books the *phase response curve*.)
#
# **Which weight makes a PSP of 1 mV?** Send one spike with $w$ = 1 nA and divide: our cell with
# $\tau_{syn}$ = 2.5 ms answers with 1.57 mV, so it takes 0.63 nA. For a door divide once more, by
# the driving force at rest: 0.63 nA / 65 mV makes 0.01 µS. Elsewhere a weight may mean a current's
# charge, or the millivolts by which v jumps (as in our own `DeltaSynapse`). So a paper should state
# what its weight counts, the shape and time constants, and how high one PSP is at rest.
#
# **I made $\tau_{syn}$ five times as long, and now everything fires. Why?** A spike brings the
# charge $w\,\tau_{syn}$, so five times as much, and the average v rises five times as far. A single
# PSP grows less: from 2 to 10 ms it gets 2.8 times as high in our cell. Divide $w$ by five to keep
# the average, by 2.8 to keep the peak; no $w$ keeps both.
#
# **How small must dt be?** Small against the *shortest* time constant. If a loop steps both buckets
# by Euler, v first, the peak of our PSP comes out 2 % too high at $\tau_{syn}$/10, and 59 % at
# $\tau_{syn}$ itself; if the current decays first, 8 % too low, and nothing is left. Ours takes
# exact steps, so at 1 ms the peak is right to 0.3 %.
#
# #### Which do I need?
#
# **Which shape of current do I take?** While nothing fires, the average v depends on the charge
# alone, so begin with the exponential, and swap shapes at equal charge. With that of our 1 nA a
# delta lifts v by 2.5 mV at once, the exponential by 1.57 after 4.6 ms, and an alpha of the same
# $\tau_{syn}$ by 1.38 after 7.8. A delta costs no variable, an exponential one for each neuron, an
# alpha two. What a delta lacks is a second memory: what is left of a current outlasts the reset of
# v.
#
# **Current or door (*current-based*, CUBA, or *conductance-based*, COBA): which do I take?**
# Compare what is open, on average, with the leak. At a tenth of the leak a tap lifts v 1.1 times as
# high as a door does, at as much as the leak twice as high. Then $\tau_m$ falls from 10 ms to 5,
# too (in books the *high-conductance state*, Destexhe and others 2003). Take doors if that matters,
# or if inhibition is to shunt. Taps can pull v below −100 mV. Doors to −75 mV stop there.
#
# **May I lump a thousand synapses into one variable?** Their currents, yes, and exactly, if they
# share a $\tau_{syn}$: what decays alike can be added up first. Doors as well, one $g$ for each
# reversal potential and time constant. Delays don't spoil it, if each spike is added when it
# arrives. The store does, because each sender has its own $x$.
#
# **Does any of this pay in a trained network?** Delays do, where the message is in time: for spoken
# digits random ones help, and learnt ones help more (Hammouamri and others 2024). Beside learnt
# delays, synapses without a $\tau_{syn}$ have equalled the best on such digits (Queant and others
# 2025). So train without the extra, too. `Leaky` in snnTorch is a delta, `Synaptic` an exponential
# current; on the chip Loihi currents decay as well (Michaelis and others 2022).
#
# #### When it looks wrong
#
# **I connected a to b, and b shows no bump. Where do I look?** Send one spike of a, and print how
# far v of b gets from rest. Exactly nothing: does a row of the weights stand for the sender, does
# the spike arrive before the run ends, is it a shunt, which moves nothing at rest? A little, as
# with 0.1 mV: beside a spike of 15 mV that's a flat line. Down instead of up: the sign, or the
# reversal potential.
#
# **How are delays stored, and why not half a step?** In a ring of columns, a column a step. Each
# step reads its column and clears it; a spike is added $d$ columns on. So ours are whole steps, and
# one at least: with none it would matter whom the loop steps first. At 0.1 ms, 7 ms take 71 columns.
#
# **My second response is 0.7 of the first. Is it the door or the store?** Hold v still, in a
# *voltage clamp*, and only the store answers less. Held higher, a door lets in less, until at its
# reversal potential the current turns round; a tap doesn't notice. One pair can't tell $U$: a
# small $U$ and a slow return look like a large one and a fast. Take several intervals. Drawn back
# to an interval of 0 the ratio is $1 - U$ if nothing warms up, and $(2 - U)(1 - U)$ if something does;
# its climb to 1 tells $\tau_{rec}$.
#
# **Has it tired, or has it learned?** Wait: after $5\,\tau_{rec}$ less than 1 % of the tiredness is
# left, and what was learned stays. To tire takes only the sender. STDP, in [lesson
# 07](07_stdp_curves.ipynb), takes spikes on both sides, so keep the receiver silent.
#
# **I have recorded a PSP. Which of its two time constants is the membrane's?** Swap the two: the
# shape stays, and only the height changes. So ask the cell: after a small step of current it falls
# back with $\tau_m$ ([lesson 01](01_leaky_bucket.ipynb)).
#
# #### In a brain
#
# **Why do the channels pull to different voltages?** They pass different ions, and each kind of ion
# comes to rest at a voltage of its own (its *Nernst potential*): sodium far above 0 mV, potassium far
# below rest, chloride near rest. AMPA and NMDA channels pass sodium and potassium, so they end up
# between; GABA_A passes chloride, and GABA_B opens potassium channels. In young cells, which hold more
# chloride, GABA_A may lift v. (The times in our table are round figures: they differ with what a
# channel is built of, its *subunits*, and are longer in a cool dish.)
#
# **How fast is an axon?** The thinnest, without *myelin*, the fatty sheath, carry a spike 0.3 m in a
# second, the thickest, with it, 120 m (Swadlow and Waxman 2012). So a millimetre may take 3 ms, and
# half a metre 4. The synapse itself adds some tenths of a millisecond.
#
# **Are there synapses without transmitter?** Yes, pores that lead from cell to cell: *gap
# junctions*, or *electrical synapses*. The current is $g\,(v_a - v_b)$, so it flows either way, at
# once, and without any spike as well. Inhibitory cells of the cortex have them (Galarreta and
# Hestrin 1999).
#
# **Has a head such delay lines?** A bird's has. In mammals most of what Jeffress foresaw wasn't
# found, or was disproved, and how they do it is open; inhibition may help (Leibold and Grothe
# 2015). The differences are far below what our neuron forgives: people notice 10 to 20 µs (Joris
# and Yin 2007).
#
# **Does ours hear a direction, or only a pair?** Only a pair, even of one sender. In the network
# above let both fire by chance, each 10 times a second. Nothing moves, and the cell fires about
# three times a second. It needs senders that keep quiet, or more than two that must agree.
#
# **How far may my delays be off?** All three bars are heard if the delay of *a* is longer than
# that of *b* by anything from 6.3 to 10.7 ms. With delays of 8 and 0 ms, and a scatter of 1 ms in
# each arrival, one in nine of the slow bars is lost. Doors that lift v by 9 mV each are stricter
# than taps: two lift v by 16.5 mV, not 18, which forgives 3.9 ms and leaves only 8.1 to 8.9.
# (All this is the picture's cell, whose currents are short, alpha with 1 ms. Those of the network
# last longer, and it forgives 8.5 ms.)
#
# **Is $w$ the weight of an artificial network?** On average what it does is an area: a PSP covers
# $R_m w\, \tau_{syn}$, here 25 mV ms for each nA, so 40 such spikes a second lift v by 1 mV. And
# training may turn a weight's sign, while the synapses that leave a neuron mostly all excite or
# all inhibit (*Dale's law*). For a brain model train sizes, then, with a fixed sign for each
# sender.
#
# **Where are the dendrites?** Left out: from far out a PSP reaches the body later, smaller and
# broader (Rall 1967). Join two buckets with a $\tau_m$ of 10 ms so that they even out in 2 ms. A
# current of 2.5 ms into the far one lifts the near one half as high as one that comes in at home, 4
# ms later, though two thirds of the area arrive; a jump lifts it a quarter as high. To v a delay
# out there is like one in the axon; to a synapse that learns it isn't, because there the receiver's
# spike comes late, not the sender's ([lesson 07](07_stdp_curves.ipynb)).
#
# **Real synapses fail. Where is that in the model?** Nowhere, because $x$ and $u$ tell the mean.
# Let n sites release each with probability p: the mean is np, with a spread of $\sqrt{np(1 - p)}$.
# A hundred at p = 0.5 scatter by a tenth of their mean. A single one fails at half the spikes; on
# two such lines a bar is heard one time in four. In cortex and hippocampus p is some
# 0.7 where two cells meet at one site, and 0.1 where they meet at ten (Harris and others 2012). What
# one site adds to v when it does release is called the *quantal size*. If that scatters by a share c
# of its mean, the variance becomes $np(1 - p + c^2)$: with c = 0.3 our tenth becomes 0.11.
#
# **Behind the picture.** Here is the code that drew the shunt.

# %%
views.shunt.code()

# %% [markdown]
# ## References
#
# - Rall W (1967). Distinguishing theoretical synaptic potentials computed for different
#   soma-dendritic distributions of synaptic input. *J Neurophysiol* 30:1138-1168.
# - Destexhe A, Rudolph M, Paré D (2003). The high-conductance state of neocortical neurons in vivo.
#   *Nat Rev Neurosci* 4:739-751.
# - Hammouamri I, Khalfaoui-Hassani I, Masquelier T (2024). Learning delays in spiking neural
#   networks using dilated convolutions with learnable spacings. *ICLR*,
#   [arXiv:2306.17670](https://arxiv.org/abs/2306.17670).
# - Galarreta M, Hestrin S (1999). A network of fast-spiking cells in the neocortex connected by
#   electrical synapses. *Nature* 402:72-75.
# - Harris JJ, Jolivet R, Attwell D (2012). Synaptic energy use and supply. *Neuron* 75:762-777,
#   [doi:10.1016/j.neuron.2012.08.019](https://doi.org/10.1016/j.neuron.2012.08.019).
# - Jahr CE, Stevens CF (1990). Voltage dependence of NMDA-activated macroscopic conductances
#   predicted by single-channel kinetics. *J Neurosci* 10:3178-3182.
# - Jeffress LA (1948). A place theory of sound localization. *J Comp Physiol Psychol* 41:35-39.
# - Carr CE, Konishi M (1990). A circuit for detection of interaural time differences in the brain
#   stem of the barn owl. *J Neurosci* 10:3227-3246.
# - Holt GR, Koch C (1997). Shunting inhibition does not have a divisive effect on firing rates.
#   *Neural Comput* 9:1001-1013.
# - Joris P, Yin TCT (2007). A matter of time: internal delays in binaural processing. *Trends
#   Neurosci* 30:70-78.
# - Leibold C, Grothe B (2015). Sound localization with microsecond precision in mammals: what is it
#   we do not understand? *e-Neuroforum* 6:3-10.
# - Michaelis C, Lehr AB, Oed W, Tetzlaff C (2022). Brian2Loihi: an emulator for the neuromorphic
#   chip Loihi using the spiking neural network simulator Brian. *Front Neuroinform* 16:1015624,
#   [doi:10.3389/fninf.2022.1015624](https://doi.org/10.3389/fninf.2022.1015624).
# - Queant A, Rançon U, Cottereau BR, Masquelier T (2025). DelRec: learning delays in recurrent
#   spiking neural networks. [arXiv:2509.24852](https://arxiv.org/abs/2509.24852).
# - Swadlow HA, Waxman SG (2012). Axonal conduction delays. *Scholarpedia* 7(6):1451,
#   [doi:10.4249/scholarpedia.1451](https://doi.org/10.4249/scholarpedia.1451).
# - Tsodyks MV, Markram H (1997). The neural code between neocortical pyramidal neurons depends on
#   neurotransmitter release probability. *PNAS* 94:719-723.
# - Markram H, Wang Y, Tsodyks M (1998). Differential signaling via the same axon of neocortical
#   pyramidal neurons. *PNAS* 95:5323-5328.
# - Song S, Sjöström PJ, Reigl M, Nelson S, Chklovskii DB (2005). Highly nonrandom features of
#   synaptic connectivity in local cortical circuits. *PLoS Biol* 3:e68,
#   [doi:10.1371/journal.pbio.0030068](https://doi.org/10.1371/journal.pbio.0030068).
# - Tsodyks M, Pawelzik K, Markram H (1998). Neural networks with dynamic synapses. *Neural Comput*
#   10:821-835.
#
# Words of this lesson, in the [glossary](glossary.md): axon, presynaptic and postsynaptic, excite
# and inhibit, synaptic current, reversal potential, driving force, shunting inhibition, delay,
# coincidence detector, short-term plasticity.
#
# Next: [05 · Temporal coding](05_temporal_coding.ipynb).
