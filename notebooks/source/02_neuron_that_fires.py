# %% [markdown]
# # 02 · A neuron that fires
#
# **60 minutes** · You need [lesson 01](01_leaky_bucket.ipynb), and what a logarithm does.
#
# *When does a neuron fire, and how fast?*
#
# By the end you can say which current is just too weak to fire a neuron, and how fast it fires at
# any stronger one. You'll have written a spiking neuron of your own, in ten lines. And you can take
# a neuron that nobody has measured and find its hidden numbers.

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

import numpy as np

from snn_edu import LIF, simulate
from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.neuron_that_fires import inject, views

# %% [markdown]
# In lesson 01 the bucket filled up, and that was all. But a nerve cell doesn't tell its neighbours
# how full it is. It keeps quiet until it's full enough, and then it sends one short pulse, always
# the same, which says only *now*. That pulse is a [spike](glossary.md#spike). Nearly all that you
# see, hear and do passes through your head as spikes, so let's find out when one is sent.
#
# We give the bucket a rim. When the water comes up to it, the bucket tips over and empties. Then it
# needs a moment to swing back before it can catch anything again.

# %%
views.rim()

# %% [markdown]
# Press Play and watch one round, from empty to empty. These are the parts of our neuron, and the
# last three are new:
#
# | in the bucket | in the neuron | symbol | here |
# |---|---|---|--:|
# | empty, no current | rest | $v_{rest}$ | −65 mV |
# | how narrow the hole is | resistance | $R_m$ | 10 MΩ |
# | how slowly it fills | time constant | $\tau_m$ | 20 ms |
# | the rim | [threshold](glossary.md#threshold-and-reset) | $v_{threshold}$ | −50 mV |
# | the level when tipped | reset | $v_{reset}$ | −65 mV |
# | the time to swing back | [refractory period](glossary.md#refractory-period) | $t_{ref}$ | 2 ms |
#
# During the refractory period v stays at the reset, and any current that arrives is lost. For
# example, a neuron that fires 50 times a second and pauses for 2 ms each time is deaf for a tenth of
# the time.
#
# A neuron made of these parts and a leak is a *leaky integrate-and-fire* neuron, or
# [LIF](glossary.md#leaky-integrate-and-fire-neuron-lif). And the spike itself? In a real cell v
# shoots up and comes back within a millisecond or two, much the same each time. Because the shape
# carries so little news, our model leaves it out, and we draw a stroke instead.
#
# At 2 nA our neuron fires at 34 Hz. Let's open the tap, but **before you do, commit to an answer**.

# %%
predict("neuron_that_fires.double_current", then=views.tap())

# %% [markdown]
# **Try it.** Set the tap to 4 nA and compare with the run before, which stays behind in grey. Where
# on its way up has v gained most, at the bottom or close to the rim?
#
# <details><summary>What we see, and why</summary>
#
# It has gained most close to the rim. At 2 nA the curve has grown slow by the time it gets there,
# but at 4 nA it's still going up steeply. To see why, look at the hole while the water stands just
# under the rim:
#
# | the tap gives | the hole lets out | left to lift the level |
# |--:|--:|--:|
# | 2 nA | 1.5 nA | 0.5 nA |
# | 4 nA | 1.5 nA | 2.5 nA |
#
# The leak depends on the level alone, so it takes the same from both. Up there the water now rises
# five times as fast, though the tap gives only twice as much. Lower down the gain is smaller, and
# over the whole round it comes to a factor of 2.6.
#
# </details>

# %% [markdown]
# ## How weak is too weak?
#
# Now turn the tap down slowly from 2 nA. The spikes thin out, and somewhere they stop. At 1.4 nA,
# for example, v climbs, levels off, and that's all. **Can it be made to fire without more
# current?**

# %%
predict("neuron_that_fires.which_change", then=views.silent())

# %% [markdown]
# **Try** the four sliders one at a time. The dash-dotted line shows $v_\infty$, where v is going.
# Which of them move it?
#
# <details><summary>What we see, and why</summary>
#
# Only $R_m$ moves the line. The other three change how fast v travels, where it starts again, or
# how long it waits. None of that helps a neuron which isn't going as far as the rim. It fires if
# the tap gives more than the hole lets out *at the rim*, and otherwise never.
#
# </details>
#
# The current at the border is called the [rheobase](glossary.md#rheobase). With exactly this
# current v is on its way to the threshold itself, so it creeps up for ever and never quite
# arrives. With any more, however little, it fires.

# %% [markdown]
# ### Your turn: a rheobase
#
# Here's another neuron. You know from lesson 01 where v settles, and now you know where it would
# have to settle. What is the rheobase?
#
# | $R_m$ | $v_{rest}$ | $v_{reset}$ | $v_{threshold}$ |
# |--:|--:|--:|--:|
# | 40 MΩ | −70 mV | −75 mV | −52 mV |

# %%
my_rheobase = None  # in nA

check("neuron_that_fires.rheobase", my_rheobase)

# %%
solution("neuron_that_fires.rheobase")

# %% [markdown]
# <details><summary>What you've just worked out, in symbols</summary>
#
# $$ I_{rheo} = \frac{v_{threshold} - v_{rest}}{R_m} $$
#
# In words, it's the distance from rest to the rim, divided by the resistance. For the neuron in
# the pictures that makes 15 mV / 10 MΩ = 1.5 nA, exactly what its hole lets out at the rim.
#
# </details>
#
# So we know *when* a neuron fires. Before we ask *how fast*, let's build one.

# %% [markdown]
# ## Write it yourself
#
# You've met all the parts, and ten lines will hold them. From lesson 01 you need two things. Under
# a current $I$, v heads for $v_\infty = v_{rest} + R_m I$. And in a step of length dt the distance
# to it shrinks by the factor $e^{-dt/\tau_m}$.
#
# A spike is noticed at the end of its step, so in step k it gets the time (k + 1) dt. The pause is
# counted in steps. For example, 2 ms at dt = 0.1 ms make 20 steps. (We choose dt so that the steps
# come out whole.) Four places are yours.

# %%
def my_neuron(current, dt, lif):
    v, pause, trace, spikes = lif.v_rest, 0, [], []
    for k in range(len(current)):
        if pause > 0:
            ...  # 1. one step of the pause is over; v stays where it is
        else:
            v_inf = lif.v_rest + lif.R_m * current[k]
            ...  # 2. leak: the exact step of lesson 01, towards v_inf
            ...  # 3. at or above the threshold? note the time, reset v, start the pause
        trace.append(v)
    return ...  # 4. two arrays: the trace (mV) and the times of the spikes (ms)


# %%
check("neuron_that_fires.neuron", my_neuron)

# %%
solution("neuron_that_fires.neuron")

# %% [markdown]
# Now you have a spiking neuron of your own, and it runs on *any* current. But when the current is
# steady, we can do even better than run it, because then we can calculate.

# %% [markdown]
# ## How fast does it fire?
#
# A round has two parts, the pause and the climb from the reset to the rim. How long is the climb?
# Take the next paragraph slowly. It's the only steep step today, and it pays, because it gives us
# the rate at every steady current.
#
# In lesson 01 the *distance* between v and its goal $v_\infty$ shrank by the factor
# $e^{-t/\tau_m}$. The climb begins at the distance $v_\infty - v_{reset}$, and it's over when only
# $v_\infty - v_{threshold}$ is left. So it takes the time t for which
#
# $$ v_\infty - v_{threshold} = (v_\infty - v_{reset})\, e^{-t/\tau_m} $$
#
# The logarithm gives us t, because it undoes the exponential. Together with the pause, one round
# takes
#
# $$ T = t_{ref} + \tau_m \ln \frac{v_\infty - v_{reset}}{v_\infty - v_{threshold}} $$
#
# $T$ is the [interspike interval](glossary.md#interspike-interval-isi), or ISI: the time from one
# spike to the next, in ms. The rate is $1000/T$, in Hz. For example, in our neuron:
#
# | | at 2 nA | at 4 nA |
# |---|--:|--:|
# | goal $v_\infty$ | −45 mV | −25 mV |
# | distance at the reset | 20 mV | 40 mV |
# | distance at the threshold | 5 mV | 25 mV |
# | ratio | 4 | 1.6 |
# | climb, 20 ms × ln(ratio) | 27.7 ms | 9.4 ms |
# | $T$, with the pause of 2 ms | 29.7 ms | 11.4 ms |
# | rate | 33.6 Hz | 87.7 Hz |
#
# Well done, that was the steep part. From here on the computer does the arithmetic.

# %% [markdown]
# ### Your turn: a rate
#
# To compare yours with the table, print `my_rate(2.0, LIF())`.

# %%
def my_rate(current, lif):
    v_inf = lif.v_rest + lif.R_m * current
    return ...  # the rate in Hz; 0 where the neuron doesn't fire


check("neuron_that_fires.rate", my_rate)

# %%
solution("neuron_that_fires.rate")

# %% [markdown]
# Plot the rate against the current, and you have the [f-I curve](glossary.md#f-i-curve) of a
# neuron (f for frequency). The two columns of our table are two of its points. Up to the rheobase
# the curve is zero. **What does it do just above?**

# %%
predict("neuron_that_fires.onset", then=views.fi_curve(my_rate, my_neuron))

# %% [markdown]
# The line is your formula, and the dots are your loop. **Try** both ends of the curve. First choose
# currents up to 2 nA and drag the diamond down to the foot. Then set $t_{ref}$ to 4 ms and choose
# currents up to 50 nA. What do you see?
#
# <details><summary>What we see, and why</summary>
#
# *The foot.* The curve leaves zero almost like a wall, but it doesn't jump. Each time we come ten
# times closer to the rheobase, the interval grows by the same 46 ms, because that's what a
# logarithm makes of a factor of ten. So it grows without end, but it grows slowly:
#
# | above the rheobase | interval | rate |
# |--:|--:|--:|
# | 0.01 nA | 102 ms | 9.8 Hz |
# | 0.001 nA | 148 ms | 6.7 Hz |
# | 0.0001 nA | 194 ms | 5.1 Hz |
#
# *The top.* The curve bends towards the dotted line and never reaches it, because the pause takes
# 4 ms of each round, however short the climb is. At 50 nA the rate is 217 Hz. (Your last dot lies
# a little lower, because your loop can end a climb only at the end of a step.)
#
# </details>
#
# So one logarithm gives us the whole curve. But we knew every number in it beforehand. What if
# nobody tells us the numbers?

# %% [markdown]
# ## The mystery neuron
#
# On the bench lies a neuron that nobody has measured. `inject(current)` gives it a steady current
# and hands you a recording, with v read once a millisecond and the exact times of the spikes. Here
# are a weak current and a strong one.

# %%
weak, strong = inject(0.4), inject(1.5)  # currents in nA

print(f"weak: v from {weak.v[0]:.1f} to {weak.v[-1]:.1f} mV".replace("-", "−"))
print("strong: spikes at", strong.spikes.times[:3].round(2), "ms")
views.recordings(weak, strong)

# %% [markdown]
# Two of its numbers we can find with lesson 01 alone, because the weak current makes no spike. How
# far v climbs tells us $R_m$, and how long 63 % of the climb takes tells us $\tau_m$:

# %%
rise = weak.v - weak.v[0]  # in mV; rise[k] is after k ms
R_m = rise[-1] / 0.4  # mV / nA = MΩ
tau_m = np.argmax(rise > 0.63 * rise[-1])  # the first reading above 63 %

print(f"R_m = {R_m:.1f} MΩ, tau_m = {tau_m} ms")

# %% [markdown]
# The other two are yours. Begin with $v_{threshold}$, because you'll need it for $t_{ref}$. Which
# recording tells you something about it, and which formula turns that into a number?
#
# You can hand in the first before you have the second. Each passes if it's right to 0.1 of its
# unit, and you may inject whatever else you like.

# %%
mine = {"R_m": R_m, "tau_m": tau_m, "v_threshold": None, "t_ref": None}  # MΩ, ms, mV, ms

check("neuron_that_fires.mystery", mine)

# %%
solution("neuron_that_fires.mystery")

# %% [markdown]
# We put two currents into a closed box, and out came its resistance, its time constant, its
# threshold and its pause. So now we know when a steady current fires a neuron, and how fast. But
# this neuron ticks like a clock, and most cells of a living brain don't. What makes them so
# irregular? That's the question of lesson 03.

# %% [markdown]
# ## Key points
#
# - A LIF neuron is a leaky bucket with a rim: at the threshold it sends a spike, v drops to the
#   reset and stays there for $t_{ref}$, and current that arrives meanwhile is lost.
# - It fires if the current is above the rheobase, $(v_{threshold} - v_{rest})/R_m$, which $\tau_m$,
#   $v_{reset}$ and $t_{ref}$ don't change.
# - From one spike to the next it takes
#   $T = t_{ref} + \tau_m \ln \frac{v_\infty - v_{reset}}{v_\infty - v_{threshold}}$, and the rate
#   is $1000/T$.
# - The f-I curve leaves zero steeply at the rheobase, with no lowest rate, and bends towards the
#   ceiling $1000/t_{ref}$.
# - A weak current shows how far and how fast v goes, and the times of spikes under a strong one
#   give away the threshold and the pause.
#
# **Where is this used?** Many chips for spiking networks are built from this neuron. And if you
# know deep learning, you have met a curve that is zero up to a border and then rises: our f-I
# curve plays the part of an activation function such as ReLU. Some way above the foot it's roughly
# straight, and lesson 14 uses a cousin of this neuron to turn a trained network into a spiking one.

# %% [markdown]
# ## Quiz

# %%
quiz("neuron_that_fires")

# %% [markdown]
# ## Go deeper
#
# None of this is needed later.
#
# **How a picture is made.** A view is a function from the sliders to what is drawn, and a drawing
# makes the axes once. Here are both, for the bucket.

# %%
views.tap.code()

# %% [markdown]
# **A rising current.** Your loop takes a current that changes, too. Let's open the tap slowly, and
# see when *your* neuron starts. **Commit first:**

# %%
predict("neuron_that_fires.ramp", then=views.your_ramp(my_neuron))

# %% [markdown]
# **Try it.** Once it passes its check, the line of v is your own neuron's. Make $\tau_m$ short, 5
# ms, and look at the first spike again. What has $\tau_m$ to do with it?
#
# <details><summary>What we see, and why</summary>
#
# The current passes the rheobase at 75 ms. But the first spike comes at 95 ms, and with the short
# $\tau_m$ at 80 ms, because v follows its moving goal with a delay of about one $\tau_m$. So a
# changing current can be past the border for a while before the neuron shows it.
#
# </details>

# %% [markdown]
# **A coarse grid.** Your loop notices a spike only at the end of a step, so it's late. Let dt grow
# from 0.1 to 2 ms, and compare your strokes with the blue ones. Each interval comes out too long,
# by half a step on average, and the delays add up. Then try 5 ms. What has happened to the pause?

# %%
views.your_grid(my_neuron)

# %% [markdown]
# <details><summary>What we see, and why</summary>
#
# At 5 ms `round(t_ref / dt)` is 0, so the pause has gone and your spikes can come too *early*.
# That's why we choose dt so that the pause is a whole number of steps. The library's `simulate`
# solves for the moment of the crossing within the step, and loses nothing at any dt.
#
# </details>
#
# **Level or crossing?** Take the reset out of your loop, and it fires at every chance it gets,
# because its `if` asks for the level. The library asks whether v has *come up* through the
# threshold, so without a reset it fires just once:

# %%
len(simulate(LIF(), np.full(2000, 2.5), 0.1, reset="none").spikes)

# %% [markdown]
# **What does the reset keep?** On a grid, v is a little above the threshold when the spike is
# noticed. Your loop throws this overshoot away (*to value*). One could also take
# $v_{threshold} - v_{reset}$ from v, which keeps it (*subtract*). How much of the delay does that
# give back?

# %%
lif, late = LIF(), {}
currents = np.linspace(3.5, 4.5, 41)  # nA
for reset in ("to_value", "subtract"):
    runs = [simulate(lif, np.full(2000, c), 1.0, crossing="grid", reset=reset) for c in currents]
    intervals = np.array([run.spikes.isi().mean() for run in runs])
    late[reset] = np.mean(intervals - 1000 / lif.rate(currents))
    print(f"{reset:>8}: {late[reset]:.2f} ms late per spike at dt = 1 ms")

# %% [markdown]
# It gives back five eighths, and not all, because the overshoot is kept in *millivolts*. At 4 nA v
# gains them slowly near the threshold, where 25 mV are left to the goal, and quickly near the
# reset, where 40 mV are left. So a millisecond of overshoot at the top is worth 25/40 of one at
# the bottom. A bucket without a leak would get all of it back, and that's what lesson 14 builds on
# (Rueckauer and others 2017).
#
# **Paper check.** The formula of the f-I curve (Gerstner and others 2014, section 1.3) against
# every interval of a simulation, at three time steps:

# %%
quick = LIF(tau_m=10.0)
for dt in (0.1, 0.5, 1.0):
    isi = simulate(quick, np.full(round(500 / dt), 3.0), dt).spikes.isi()
    print(f"dt = {dt} ms: {len(isi)} intervals from {isi.min():.6f} to {isi.max():.6f} ms")
print(f"by the formula: {1000 / quick.rate(3.0):.6f} ms")

# %% [markdown]
# ## References
#
# - Lapicque L (1907). Recherches quantitatives sur l'excitation électrique des nerfs traitée comme
#   une polarisation. *J Physiol Pathol Gén* 9:620-635. In English: *Biol Cybern* 97:341-349 (2007),
#   [doi:10.1007/s00422-007-0189-6](https://doi.org/10.1007/s00422-007-0189-6).
# - Gerstner W, Kistler WM, Naud R, Paninski L (2014). *Neuronal Dynamics*, sec. 1.3. Cambridge
#   University Press, [doi:10.1017/CBO9781107447615](https://doi.org/10.1017/CBO9781107447615).
# - Dayan P, Abbott LF (2001). *Theoretical Neuroscience*, sec. 5.4. MIT Press.
# - Rueckauer B, Lungu IA, Hu Y, Pfeiffer M, Liu SC (2017). Conversion of continuous-valued deep
#   networks to efficient event-driven networks for image classification. *Front Neurosci* 11:682,
#   [doi:10.3389/fnins.2017.00682](https://doi.org/10.3389/fnins.2017.00682).
#
# Words of this lesson, in the [glossary](glossary.md): spike, threshold and reset, refractory
# period, leaky integrate-and-fire neuron, rheobase, interspike interval, f-I curve.
#
# Next: [03 · Regular, or by chance](03_regular_or_by_chance.ipynb).
