# %% [markdown]
# # 17 · Beyond LIF
#
# **60 minutes** · You need [lesson 02](02_neuron_that_fires.ipynb) and
# [lesson 04](04_what_a_spike_does.ipynb).
#
# *What does a real neuron do that our bucket can't?*
#
# By the end you can say what a drug does to a nerve, because you'll have written the current that makes
# its spikes. You can say which questions a LIF neuron answers well, and where it misleads. And you can find
# where a neuron with two variables rests, and tell six firing patterns apart.

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

from dataclasses import replace

import matplotlib.pyplot as plt
import numpy as np

from snn_edu import AdEx, HodgkinHuxley, explore, simulate
from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.beyond_lif import views

# %% [markdown]
# Here Part V begins, *Real neurons, real networks, real tools*, with the question that lesson 16 left:
# what has the bucket left out? The spike, to begin with. In lesson 02 we said "spike" at the rim and put
# v back. A nerve fibre has nobody to do that: it makes its own spikes, until an injection numbs your tooth.
# The drug in it blocks *sodium channels*.
#
# Alan Hodgkin and Andrew Huxley found out in 1952 how this works, in the giant axon of the squid. In our
# picture the bucket loses its rim and gets two pipes, one from a high tank for sodium, one to a low tank
# for potassium. Each stands for thousands of **ion channels**, pores in the membrane that let one kind of
# ion through. In every channel there are gates, which the water in the bucket moves.
#
# | in the bucket | in the axon | all channels open |
# |---|---|--:|
# | the pipe from the upper tank | sodium channels, $E_{Na}$ = 50 mV | $g_{Na}$ = 120 mS/cm² |
# | the pipe to the lower tank | potassium channels, $E_K$ = −77 mV | $g_K$ = 36 mS/cm² |
# | a hole | leak, $E_L$ = −54.4 mV | $g_L$ = 0.3 mS/cm² |
#
# At rest a few potassium channels pass and hold v at −65 mV. Currents and conductances are *per square
# centimetre of membrane*. Our tap gives 10 µA/cm². Now for the dentist.

# %%
predict("beyond_lif.half_blocked", then=views.axon())

# %% [markdown]
# Grey is the run without a drug. Press Play. Then **try** sodium in small steps. When does the first spike go, and
# when does the axon no longer fire *on and on*?
#
# The first spike holds out long: with 65 % of the sodium channels blocked it still crosses 0 mV, and at 75 %
# nothing is left. It's nearly all or nothing because it feeds itself. When v rises, sodium gates open,
# sodium comes in, and v rises further: a **positive feedback**. But the firing is over long before. At 10 %
# spikes keep coming; at 15 % one comes, and v hangs near −60 mV. Why is the second spike so much
# more delicate? (A nerve is a chain of such patches, so read no dose from ours.)
#
# With half of the potassium blocked spikes get broader, with all of it v stays up. So potassium helps to
# bring v down. Does it do so alone?

# %% [markdown]
# ## What do the gates do while v stands still?
#
# Hodgkin and Huxley made v jump to a level and held it there. **What did the sodium channels do?**

# %%
predict("beyond_lif.held", then=views.goals())

# %% [markdown]
# Each gate has a *goal*, which depends on v alone, and runs to it as v runs to $v_\infty$ in lesson 01. Press
# Play, and once more with *m, h and n*. Which dot reaches its ring first?
#
# At −20 mV the time constant of m is 0.4 ms, of h, which shuts, 1.2 ms, and of n, which opens potassium,
# 2.3 ms. For a while m is open and h not yet shut: then sodium comes in.
#
# ### Your turn: the sodium current
#
# The share of gates of one kind that are open is a **gating variable**. A sodium channel has four gates in
# a row, three m and one h. It passes only if all are open, so the share of channels that pass is $m^3 h$.
# For example, if m = 0.6 and h = 0.5, then 11 % pass. Potassium channels have four n gates, so $n^4$ of
# them pass.
#
# A current is a conductance times a driving force, as in lesson 04. We count it *outwards*, so sodium that
# flows in is negative.

# %%
def sodium(v, m, h):
    return ...  # µA/cm², with g_Na = 120 mS/cm² and E_Na = 50 mV


check("beyond_lif.sodium", sodium)

# %%
solution("beyond_lif.sodium")

# %% [markdown]
# ## Who ends the spike?
#
# With the other two currents and the tap you have the whole axon. $C_m$ is the capacitance of lesson 01,
# here 1 µF/cm². The second line says how each gate $x$, which is m, h or n, runs to its goal.
#
# $$ C_m \frac{dv}{dt} = I - g_{Na}\, m^3 h\, (v - E_{Na}) - g_K\, n^4\, (v - E_K)
# - g_L\, (v - E_L) $$
#
# $$ \tau_x(v) \frac{dx}{dt} = x_\infty(v) - x $$
#
# The spike has two brakes: h shuts off the sodium, and n lets the potassium out. Now the axon runs on
# *your* sodium current. Clamp either brake where it is at rest.

# %%
predict("beyond_lif.who_ends_it", then=views.your_axon(sodium))

# %% [markdown]
# With n clamped, h leaves only 0.4 % of the sodium channels open, and that trickle holds v up. With h
# clamped both pipes stand wide open, and v hangs between the tanks. So the quick gate starts a spike, the
# two slow ones end it together, and nobody has to reset anything.

# %% [markdown]
# ## Which one fires when nobody pushes?
#
# Let's fit a LIF neuron to the axon, with the same onset of steady firing and the same rates at 10 and 20 µA/cm².
# From 7 to 40 µA/cm² this twin is right to within a fifth, with a fitted pause of 9.7 ms. Now pull v *down*
# for a while and let go. **Which one fires?**

# %%
predict("beyond_lif.release", then=views.two_neurons())

# %% [markdown]
# The axon's is called a [rebound spike](glossary.md#rebound-spike). **Try** the *slow ramp* too,
# which ends at 10 µA/cm². The twin fires three times on it, the axon not once.
#
# ### One voltage, three fates
#
# Let's stop three runs where v rises through −60 mV, and read the gates:
#
# | the axon is | m | h | n | what comes |
# |---|--:|--:|--:|---|
# | in the step, under 10 µA/cm² | 0.08 | 0.59 | 0.32 | a spike |
# | let go, without any current | 0.08 | 0.87 | 0.17 | a spike |
# | on the ramp, under 8.4 µA/cm² | 0.09 | 0.43 | 0.39 | nothing |
#
# At the same v, m hardly differs, because the quick gate's time constant is a third of a millisecond here:
# it tells where v *is*. The brakes h and n have some eight and five: they tell where v *has been*. The
# axon that was let go still has much of the open h and the shut n of −88 mV. On the ramp v has crept, the
# brakes have kept pace, and they stand nearly at their goals, 0.42 and 0.40. Swap the brakes of the last
# two, and their fates swap.
#
# Each rise of v, then, is a race. The quick gate feeds the rise, the slow ones work against it. If v comes up fast,
# m is through before the brakes move, and from far below they are still off. Once m has won, a push ten times as
# strong makes hardly a taller spike. If v comes up slowly, the brakes undo each gain of m as it is made. Were m
# twice as slow, our tap would get one spike; were it four times as slow, none.
#
# After a spike the brakes take some ten milliseconds to let go: the refractory period,
# for which the twin has its pause. And now the dentist. The first spike is the table's first row, its brakes as at
# rest. When v comes back through −60 mV for a second one, h is at 0.47 and n at 0.39, nearly as on the ramp. With
# all its sodium channels the axon just wins this race. With 15 % fewer it loses.
#
# All that a LIF neuron knows, its pause apart, is v. To it our three rows are one.

# %% [markdown]
# ## Is one slow variable enough?
#
# In the axon n rises as h falls, so one brake can stand for both. Let's give LIF one, $w$, a current that works
# against ours. Every spike adds $b$ to it, and it
# wears off with the time constant $\tau_w$. Slow potassium channels do this in many cells of the cortex: under
# a steady tap their spikes come further apart, which is called **adaptation**.
#
# In place of the rim comes a smooth upstroke, an exponential. Near rest it is next to nothing; a few
# millivolts above the threshold it outruns the leak. High up we say "spike" and reset v. That is the
# *adaptive exponential* neuron, [AdEx](glossary.md#adex):
#
# $$ \tau_m \frac{dv}{dt} = -(v - v_{rest}) + \Delta_T\, e^{(v - v_{threshold})/\Delta_T}
# - R_m w + R_m I $$
#
# $$ \tau_w \frac{dw}{dt} = a\,(v - v_{rest}) - w $$
#
# Here $\Delta_T$ is the width of the upstroke in mV, and $a$ says how much w follows v.
#
# Two variables make a point in a plane, with v to the right and w upwards: the **phase plane**. Two
# curves rule it, the *nullclines*. For the blue one set $dv/dt$ to 0 and solve for w. On it v stands still.
# Below it the brake is weak and v rises, above it v falls. For the green one set $dw/dt$ to 0. You get the
# straight line $w = a\,(v - v_{rest})$, with w rising below it and falling above. So ask blue about left
# and right, green about up and down.

# %%
predict("beyond_lif.where_to", then=views.plane())

# %% [markdown]
# Drop the point near both crossings, then raise the current.
#
# Where they cross, nothing moves. At the left crossing blue falls: a push to the right lands above it, so v
# comes back. Here the neuron rests. At the right one blue rises, and the push lands below: a tipping point.
# Beyond it v runs away, and the neuron fires once or twice before it comes home. A stronger current lifts
# the blue curve. Between 0.07 and 0.08 nA the crossings meet and vanish, so the neuron has no rest and must
# fire.
#
# ### Your turn: where does it rest?
#
# `model.nullclines(v, current)` gives the w of both curves at an array of v.

# %%
def rest(current, model):
    v = np.arange(-100.0, -30.0, 0.001)  # mV, from left to right
    blue, green = model.nullclines(v, current)
    return ...  # the v of rest, in mV


# %%
currents = np.arange(-0.05, 0.075, 0.005)  # nA: change this, and go on to 0.09
crossings = [rest(current, views.BURSTING) for current in currents]
plt.figure(figsize=(5.5, 2.0))
for current in currents:  # dots: what the neuron does by itself; line: your crossings
    v = simulate(views.BURSTING, np.full(10_000, current), dt=0.1).v
    plt.plot(current, v[-1], "o", color="0.7")
if ... not in crossings:
    plt.plot(currents, crossings)
plt.xlabel("current (nA)")
plt.ylabel("v after a second (mV)")
plt.show()

# %%
check("beyond_lif.rest", rest)

# %%
solution("beyond_lif.rest")

# %% [markdown]
# ## Which pattern is whose?
#
# Here are six neurons with the same two equations and different numbers, named by their intervals under a
# steady current:
#
# | name | its intervals |
# |---|---|
# | tonic | stay nearly the same, 25, 25, 26 ms |
# | adapting | grow, 12, 24, 50 |
# | accelerating | shrink, 30, 22, 18 |
# | initial burst | leap once from short to long, 5, 30, 30, 30 |
# | **bursting** | are short again and again, 4, 70, 4, 70 |
# | transient | none, as one spike is all |

# %%
views.zoo()

# %% [markdown]
# ### Your turn: name them

# %%
my_names = {"A": None, "B": None, "C": None, "D": None, "E": None, "F": None}

check("beyond_lif.name_the_cells", my_names)

# %%
solution("beyond_lif.name_the_cells")

# %% [markdown]
# Three numbers tell them apart:
#
# | number | what it does |
# |---|---|
# | b | at 0 the adapting, the bursting and the initial burst cell would fire evenly |
# | the reset | bunches spikes if high: at −46 mV the adapting cell bursts as well |
# | a | is large in the transient cell: on a *slow ramp* and after a *release* it does what the axon does |
# | | is negative in the accelerating one: w gives way |
#
# A burst's spikes add to the brake until v is held down. The next burst waits until w has worn off, nearly twice as
# long with twice the $\tau_w$.
#
# Now build a seventh. **Change this** until it fires in bursts of *five*, or belongs to no row of the table.

# %%
def seventh(b=0.1, memory=120.0, v_reset=-46.0, current=0.21):
    cell = AdEx(R_m=100.0, v_rest=-58.0, a=0.002, b=b, tau_w=memory, v_reset=v_reset)
    return simulate(cell, np.full(5000, current), dt=0.1)  # half a second


explore(seventh, b=(0.0, 0.2, 0.002), memory=(20, 400), v_reset=(-60, -44), current=(0.0, 0.5))

# %% [markdown]
# ## What had the bucket left out?
#
# A real neuron makes and ends its own spikes, and it remembers more than its v. For a drug you need
# the gates. For ramps, rebounds and bursts a second variable will do. For a rate well above the
# onset the bucket is good enough. To tell which, ramp the cell slowly, and let it go from below: if
# it sleeps or rebounds, v alone won't do. How many of a cell's dozens of channels matter for what
# it computes, we don't know. And each of our six keeps to its pattern, while most cells of the
# cortex fire as if by chance. [Lesson 18](18_balanced_network.ipynb) asks why, with five hundred
# buckets.
#
# **In the books**: voltage-gated channel, activation and inactivation, Hodgkin-Huxley model, voltage clamp,
# accommodation, post-inhibitory rebound, spike-frequency adaptation, fixed point, bifurcation.

# %% [markdown]
# ## Key points
#
# - A sodium channel passes if three m gates and one h gate are open: its current is
#   $g_{Na}\, m^3 h\, (v - E_{Na})$.
# - The quick gate m starts a spike. The slow gates h and n end it, and because they hold the past of v, one
#   voltage can have several fates.
# - LIF is good for rates well above the onset, and goes wrong where the history of v matters.
# - With a second variable, v obeys one curve and w another. Where they cross, nothing moves; if they don't,
#   or if rest doesn't hold, it mostly fires.

# %% [markdown]
# ## Quiz

# %%
quiz("beyond_lif")

# %% [markdown]
# ## Go deeper
#
# None of this is needed later.
#
# ### Can a stronger tap make up for the drug?
#
# Here is the library's axon, with the drug and the tap under sliders. **Change this:** with 15 % blocked,
# can a stronger tap bring the firing back? With 20 %, with 30 %? Then take the drug away, and open the tap
# all the way. A LIF neuron only gets faster.

# %%
def nerve(blocked=15, current=10.0):  # % of the sodium channels; µA/cm²
    axon = replace(HodgkinHuxley(), g_Na=120.0 * (1 - blocked / 100))
    return simulate(axon, np.full(4000, current), dt=0.05)  # 200 ms


explore(nerve, blocked=(0, 100, 5), current=(5.0, 200.0))

# %% [markdown]
# At 20 % it takes 14 µA/cm² to keep the axon firing. At 30 % all that is left are swings that stay below 0
# mV, and at 35 % no current brings even these. But without a drug, too, there can be too much. At 100
# µA/cm² only the first spike comes up to 0 mV, and at 160 v stands still near −43 mV, with nearly all h
# gates shut: the race is over before it begins. Books call this **depolarisation block**.
#
# ### Bursts
#
# The neuron of the plane has $v_{rest}$ = −58 mV, $v_{threshold}$ = −50 mV, $\Delta_T$ = 2 mV, $R_m$ = 100 MΩ,
# $a$ = 0.002 µS, and time constants of 20 ms for v and 120 ms for w. At 0.21 nA it has no rest. It fires
# in *bursts*, two or three quick spikes and then a long silence. After each spike the point lands on
# the dotted line at the reset, one $b$ higher up.

# %%
predict("beyond_lif.lower_reset", then=views.bursts())

# %% [markdown]
# Press Play and watch where each landing lies. What's different about the one that ends a burst? Then
# set b to 0.
#
# <details><summary>What we see, and why</summary>
#
# After the first two landings v rises at once, because they lie below the blue curve. The third lies
# *above* it, so v must fall first, and then go the long way round while w wears off. That takes some
# 130 ms. With b = 0 nothing ends the first burst.
#
# </details>
#
# ### How slowly can an axon fire?
#
# A LIF neuron just above its rheobase fires as slowly as you like. **What about the axon?**

# %%
predict("beyond_lif.slowest", then=views.onset())

# %% [markdown]
# Go up in small steps from 2 µA/cm². From 2.25 on there's *one* spike, because the switching-on jolts the
# axon. At 6 there are two, a little higher a few more, and then they never stop. The rate doesn't grow
# from zero but jumps to some 50 Hz, because a rise of v that takes much longer than 20 ms loses the race.
# Such a neuron is of **type II**; one that can fire as slowly as you like, as LIF can, is of
# [type I](glossary.md#type-i-and-type-ii). Near the onset the twin is wrong for that reason:
#
# | µA/cm² | axon | twin |
# |--:|--:|--:|
# | 6.3 | 52 Hz | 28 Hz |
# | 7 | 58 Hz | 48 Hz |
# | 10 | 68 Hz | 68 Hz |
# | 40 | 109 Hz | 95 Hz |
#
# To two decimal places, what is the smallest current at which the axon keeps firing? Look at the *end* of
# the trace.

# %%
my_onset = None  # µA/cm²

check("beyond_lif.keeps_firing", my_onset)

# %%
solution("beyond_lif.keeps_firing")

# %% [markdown]
# ### Two ends for one current
#
# Above the onset that you've just found, a step from rest sets off endless firing. But rest itself loses
# its hold only at 9.78 µA/cm². (Held at 10, the slow ramp makes it fire half a second later.) Between the two both are
# stable, and where the axon ends up depends on where it came from (Rinzel and Miller 1980). So let's go to 8 µA/cm² in
# two ways, at once and slowly:

# %%
step = np.full(20_000, 8.0)  # µA/cm², a second in steps of 0.05 ms
ramp = np.minimum(step, np.linspace(0.0, 16.0, 20_000))  # half a second to get there
for name, current in (("a step", step), ("a ramp", ramp)):
    spikes = simulate(HodgkinHuxley(), current, dt=0.05).spikes
    print(f"{name} to 8 µA/cm²: {len(spikes)} spikes in a second")

# %% [markdown]
# ### Does a rest hold?
#
# You can compute it. Write the slopes of $dv/dt$ and $dw/dt$, by v and by w, as a matrix:
# $(e^{(v - v_{threshold})/\Delta_T} - 1)/\tau_m$ and $-R_m/\tau_m$, below them $a/\tau_w$ and $-1/\tau_w$. It holds
# if the diagonal's sum is below 0 (at a Hopf bifurcation it's 0) and the determinant above (at a saddle-node
# bifurcation it's 0). At 0.07 nA our plane's left crossing has −0.032 per ms and +0.00028 per ms². At 0.076366 nA its
# sum is 0, at 0.076376 the two meet: a Hopf, by a hair. The right one's
# determinant is negative: it's a **saddle**, the tipping point. The curve that runs into it, the **separatrix**, is
# the plane's threshold.
#
# ### Warm it up
#
# Gates run faster in the warmth, three times as fast per ten degrees, and m no less than the brakes. But
# the membrane's capacitance stays as it was, so v can't keep up: ten degrees make its steepest rise only
# 1.5 times as fast. Then the brakes catch up with v and cut the spike off, and at 25 degrees 10 µA/cm² no
# longer set one off.

# %%
for temperature in (6.3, 16.3, 25.0):
    run = simulate(HodgkinHuxley(temperature=temperature), np.full(3000, 10.0), dt=0.01)
    print(f"{temperature} degrees: up to {run.v.max():.1f} mV, {len(run.spikes)} spikes")

# %% [markdown]
# ### Which curves move the gates?
#
# If you want to write the axon yourself, six lines are missing. A shut gate opens with the rate α, an open one shuts
# with the rate β, both per millisecond, so
#
# $$ \frac{dx}{dt} = \alpha_x(v)\,(1 - x) - \beta_x(v)\,x $$
#
# That is the second line of *Who ends the spike?* with $\tau_x = 1 / (\alpha_x + \beta_x)$ and the goal $x_\infty =
# \alpha_x \tau_x$. Hodgkin and Huxley drew α and β through what they had measured; with v in today's mV they are
#
# | gate | α opens it | β shuts it |
# |---|---|---|
# | m | $0.1\,(v + 40) \,/\, (1 - e^{-(v + 40)/10})$ | $4\,e^{-(v + 65)/18}$ |
# | h | $0.07\,e^{-(v + 65)/20}$ | $1 \,/\, (1 + e^{-(v + 35)/10})$ |
# | n | $0.01\,(v + 55) \,/\, (1 - e^{-(v + 55)/10})$ | $0.125\,e^{-(v + 65)/80}$ |
#
# For example, at −65 mV m has α = 0.22 and β = 4: a time constant of 0.24 ms and a goal of 0.053. At −40 mV the α of
# m, and at −55 mV that of n, is 0/0. Put in the limits there, 1 and 0.1. `HodgkinHuxley().rates(v)` gives all six, to
# compare with yours.
#
# ### A model, and a program that is another
#
# Izhikevich (2003) gets many of these patterns from a parabola and four numbers. The script that he
# printed with it takes steps of 1 ms, for v in two halves, which is too coarse to solve the equations
# beside it. Neither is wrong. They are two models, so a paper should say which one it ran.

# %%
from snn_edu import Izhikevich

model = Izhikevich(0.02, 0.2, -65, 8)  # regular spiking, figure 2 of the paper
ode = simulate(model, np.full(4800, 10.0), dt=0.1).spikes
script = simulate(model, np.full(480, 10.0), dt=1.0, method="script").spikes
print(f"{len(ode)} spikes by the equations, {len(script)} by the script")

# %% [markdown]
# ### Asked by readers
#
# #### The axon, by hand and in the books
#
# **Which currents flow at rest, and in *One voltage, three fates*?** At rest m = 0.053, h = 0.596 and n = 0.318. So
# 120 × 0.053³ × 0.596 × 115 = 1.2 µA/cm² of sodium and 0.3 × 10.6 = 3.2 of leak come in, 36 × 0.318⁴ × 12 = 4.4 of
# potassium go out: nothing is left. In the step, just past −60 mV, 3.4 of sodium, 1.6 of leak and 10 from the tap
# come in, and 6.7 of potassium go out: v rises by 8.3 mV/ms. On the ramp it's 4.6, 1.7 and 8.4 against 14.7 (m is
# 0.076 and 0.093). Hence no fixed v is the threshold.
#
# **How was v held, and sodium told from potassium?** By a *voltage clamp*: one of two wires inside the axon measures v,
# the other carries whatever current an amplifier needs to bring v back. As $dv/dt$ is 0, that's what the channels let
# out. Then Hodgkin and Huxley replaced most of the sodium outside by choline, which doesn't pass. What changed told
# them sodium's current. (Today *tetrodotoxin*, TTX, blocks its channels.)
#
# **Why three m gates, one h, and four n?** After a jump of v both currents start gently and gather speed, as a product
# of growing shares does. If all n gates are shut and their goal is 1, one in ten is open a tenth of a time
# constant later, but all four in only one channel of 12,000. Sodium then fades as a single share does, so it has one h.
# The powers were fitted (five or six n would do a little better).
#
# **What do books call what happens at the onset?** Two crossings that meet and vanish are a *saddle-node
# bifurcation*. The axon's rest is still there at 9.78 µA/cm² and only stops holding, a *Hopf bifurcation*, as
# our plane's does a hair before. The first goes with type I if the two meet on the loop that steady firing runs
# round, its *limit cycle* (*SNIC* in papers), the second with type II. In a rat's cortex, pyramidal cells are of type I:
# most adapt, some burst. The quick inhibitory cells fire evenly and are of type II (Tateno and others 2004). Four of
# our six AdEx have a Hopf (Naud and others 2008).
#
# **How do I tell the type in a recording?** Hold fine steps for seconds, up, then down, and note the lowest rate that
# lasts. At a SNIC it comes from 0, as the square root of what is above the onset: `AdEx(a=0, b=0)` fires at 2.1 Hz
# 0.25 % above it, at 4.3 with 1 %. LIF starts more steeply, as 1 over a logarithm: with that $\tau_m$ at 10 and 13.
# Type II jumps, or fires on below where it began. Noise hides a jump. At 6.3 µA/cm² the axon fires at 52 Hz; with noise
# of 0.5 µA/cm², correlated over 2 ms, it makes 5 to 14 Hz of that, counted over four seconds. So look at the intervals:
# half of them last 15 to 21 ms (19 without noise), with pauses between. And $a$ feigns a jump: 0.02 µS and a $\tau_w$ of
# 30 ms give 11 Hz 0.002 % above the onset.
#
# **What is a *resonator*?** A cell that rings, as near a Hopf: after a weak push the axon's v swings, once in some
# 16 ms. Two pushes of 6.6 µA/cm² for 1 ms fire it if they begin 3 ms apart, or 16, but not 8. For LIF, an
# *integrator*, the closer the better.
#
# #### Which model?
#
# **I've recorded from a cell. Which model do I take?** The smallest that does what the cell does under steps, on a
# slow ramp and after a release from below (our transient cell after −0.5 nA). Even intervals call for LIF, intervals
# that stretch for a w, a rebound or a sleep on the ramp for a w that follows v. A drug, or a current that silences,
# calls for gates: our six AdEx fire ever faster up to 10 nA. Take your cell's own (for the cortex see Pospischil and
# others 2008).
#
# **Does the sharp rim matter?** For fast input. A ripple of 400 Hz in a noisy current, under which v strays by 6 mV
# and 10 spikes a second come, moves a LIF's rate about half as far as one of 100 Hz. With an upstroke of 2 mV it's
# about a quarter, and so with gates (Fourcaud-Trocmé and others 2003).
#
# **With four free numbers one fits anything. How do I show that mine predicts?** Fit on half of your recordings,
# judge by spike times under a noisy current kept aside, and ask for no more than the cell repeats: of a detailed
# model's spikes an AdEx met 96 % to within 2 ms (Brette and Gerstner 2005). Recorded cells are harder: LIF-like
# models with a moving threshold met up to 75 % of the spikes of 24 pyramidal cells (Jolivet and others 2006), and in
# two contests LIFs with a second variable did best (2008). The measure is the *coincidence factor* Γ: 1 if all meet,
# 0 if as many as by chance. Claim what it predicts, not its knobs: as widely different networks make the same rhythm
# (Prinz and others 2004), so can different currents the same cell (*degeneracy*).
#
# **What is thrown away on the way from Hodgkin and Huxley to AdEx?** First m's own time: with $m_\infty(v)$ for m, the
# axon fires 17 spikes in 200 ms under 10 µA/cm² instead of 14. Then a brake: while it fires, h keeps within 0.06 of
# 0.89 − 1.1 n; with that for h, 18 spikes. A plane of v and n is left. FitzHugh (1961) draws it in numbers without
# units. His blue is a cubic, $w = v - v^3/3 + I$, which falls, rises between v = −1 and 1, and falls; his green is $w =
# (v + 0.7)/0.8$, where $dw/dt = 0.08\,(v + 0.7 - 0.8\,w)$ is 0. It rests where they cross on the left, fires where they
# cross in the middle, for $I$ from 0.33 to 1.42, and stays up where they cross on the right. AdEx has a cut
# and a reset for the right branch.
#
# **AdEx or Izhikevich, and what do his four numbers do?** AdEx, if you want to measure them. His are
# $dv/dt = 0.04v^2 + 5v + 140 - u + I$ and $du/dt = a(bv - u)$; at v = 30 a spike sets v to c and adds d to u. So u is
# the brake, a how fast it recovers, b how much it follows v. Under I = 10 his regular cell
# (0.02, 0.2, −65, 8) fires every 45 ms. With a = 0.1 the brake lets go five times as fast: every 14 ms (with d = 2
# too, his *fast spiking*, 7). With c = −50 and d = 2 it fires bursts of five.
#
# **How do I find the nine of an AdEx?** A small step down gives $v_{rest}$, $\tau_m$ and $R_m$; if v then sags
# back, that gives $a$ and $\tau_w$. (Of 100 MΩ $a$ leaves $R_m / (1 + a R_m)$, in our plane's neuron 83.) How v
# turns upwards before a spike gives $v_{threshold}$ and $\Delta_T$, where it lands the reset, and by how much a
# steady step slows down $b$.
#
# **Isn't a richer model slow?** For a millisecond Izhikevich (2004) counted 5 operations of LIF, 13 of his own model
# in steps of 0.5 ms, and 1,200 of the axon in steps of 0.1 ms. (A step of AdEx takes 15 and an
# exponential.) With the step that each needs to be as exact, his and the axon come out alike (Skocik and Long 2014).
#
# #### When the numbers run away
#
# **How small must a step be?** Halve it, and see what moves. Under a steady current a step of a millisecond does
# LIF no harm, but moves the spikes of our *initial burst* AdEx by up to 6 ms in half a second; in steps of 0.1 ms
# all six cells are right to 0.1 ms. Under 10 µA/cm² the axon's seventh spike comes at 90.5 ms in our steps of 0.1
# ms, and at 90.0 in steps of 0.02 or less. By plain steps along the slope, *Euler's method*, v runs away at 0.08
# ms; at 0.07 you count eleven spikes for seven.
#
# **My Izhikevich says NaN.** Under I = −60 it should rest at −100 mV, where $dv/dt$ changes by
# 0.08 v + 5 = −3 per ms and mV. So a step of 1 ms turns 1 mV too much into 2 too little, then 4 too much, until u
# follows and all is lost. Two half steps, as he takes, leave a quarter.
#
# **My AdEx leaps to millions of mV.** Cut v off at the peak before w reads it. Else our plane's neuron at 0.21 nA has
# four spikes in half a second, by Euler steps of 0.02 ms, instead of nine.
#
# #### In a network
#
# **Why does the type matter there?** It decides what a push does to the next spike: the *phase response*. At a SNIC
# any push brings it sooner. At a Hopf an early one puts it off: under 10 µA/cm² the axon fires every 14.6 ms, and a
# push of 0.5 mV delays the next spike by some 0.13 ms if it comes 8.5 ms after the last, and hastens it by 0.25 at
# 11.7. Let A and B excite each other, B a little late. A's spike finds B about to fire, with little left to hasten.
# B's finds A early on its way: type I hurries off, type II waits. So quick excitation makes cells of type II fire
# together and drives type I apart, if they are alike, fire steadily and are weakly coupled (Hansel and others 1995).
# Two axons 1 ms apart, whose spikes give each other 0.5 µA/cm², fading in 3 ms, are 0.6 ms apart after 30 spikes and
# 0.1 after 150.
#
# **By how much does w slow a cell?** With $a$ = 0, w comes to average $b\,\tau_w$ times the rate, so the rate falls
# by a factor of about $1 + k\,b\,\tau_w$, where $k$ is what an nA adds to it without w. For example, `AdEx(a=0,
# b=0.06, tau_w=150)` at 1 nA has a k of 286 Hz/nA: 1 + 286 × 0.06 × 0.15 = 3.6. Its intervals become 14.5 ms instead
# of 3.9, 3.75 times as long. (In cortex w is the *M-current*, gone in about a tenth of a second, or potassium that
# calcium lets out, for up to seconds. An *adaptation index* measures it, say last interval over first.)
#
# **Does it matter, and how do I train one?** Where memory does. The usual step up is LIF whose threshold tires
# (**ALIF**; a network of them is an **LSNN**): $\vartheta = \vartheta_0 + \beta b$, where each spike raises b, and
# $\tau_b\,db/dt = -b$. Shown digits pixel by pixel, such a network got some 93 % right, one of LIF 63, and an LSTM
# 98.5 (Bellec and others 2018). Train it as in lesson 13, with a $\tau_b$ as long as what is to be remembered. Where
# nothing is to be remembered for longer than $\tau_m$, LIF is enough.
#
# **What is *shunting*?** A synapse that reverses at rest moves nothing there, but is a hole. With 10 nS of it our
# plane's neuron, whose leak is 10 nS and whose upstroke stays as it was, needs 0.17 nA to keep firing instead of 0.08.
#
# **What else is left out, and when does place count?** Chance is left out: a few channels that open together may fire
# a small patch. So is place, which counts when it matters *where* inputs arrive. The branches, or *dendrites*, can make
# spikes of their own. Look for cable theory.
#
# ### How the phase plane is drawn

# %%
views.plane.code()

# %% [markdown]
# ## References
#
# - Hodgkin AL, Huxley AF (1952). A quantitative description of membrane current and its application
#   to conduction and excitation in nerve. *J Physiol* 117:500-544,
#   [doi:10.1113/jphysiol.1952.sp004764](https://doi.org/10.1113/jphysiol.1952.sp004764).
# - Rinzel J, Miller RN (1980). Numerical calculation of stable and unstable periodic solutions to
#   the Hodgkin-Huxley equations. *Math Biosci* 49:27-59.
# - Jolivet R et al. (2006). Predicting spike timing of neocortical pyramidal
#   neurons by simple threshold models. *J Comput Neurosci* 21:35-49,
#   [doi:10.1007/s10827-006-7074-5](https://doi.org/10.1007/s10827-006-7074-5).
# - Jolivet R et al. (2008). The quantitative single-neuron
#   modeling competition. *Biol Cybern* 99:417-426,
#   [doi:10.1007/s00422-008-0261-x](https://doi.org/10.1007/s00422-008-0261-x).
# - Brette R, Gerstner W (2005). Adaptive exponential integrate-and-fire model as an effective
#   description of neuronal activity. *J Neurophysiol* 94:3637-3642,
#   [doi:10.1152/jn.00686.2005](https://doi.org/10.1152/jn.00686.2005).
# - Naud R et al. (2008). Firing patterns in the adaptive exponential
#   integrate-and-fire model. *Biol Cybern* 99:335-347,
#   [doi:10.1007/s00422-008-0264-7](https://doi.org/10.1007/s00422-008-0264-7).
# - Pospischil M et al. (2008). Minimal Hodgkin-Huxley type models for different classes of cortical and thalamic
#   neurons. *Biol Cybern* 99:427-441, [doi:10.1007/s00422-008-0263-8](https://doi.org/10.1007/s00422-008-0263-8).
# - Tateno T et al. (2004). Threshold firing frequency-current relationships of neurons in
#   rat somatosensory cortex: type 1 and type 2 dynamics. *J Neurophysiol* 92:2283-2294.
# - Prinz AA, Bucher D, Marder E (2004). Similar network activity from disparate circuit parameters. *Nat
#   Neurosci* 7:1345-1352, [doi:10.1038/nn1352](https://doi.org/10.1038/nn1352).
# - Hansel D, Mato G, Meunier C (1995). Synchrony in excitatory neural networks. *Neural Comput* 7:307-337,
#   [doi:10.1162/neco.1995.7.2.307](https://doi.org/10.1162/neco.1995.7.2.307).
# - Bellec G et al. (2018). Long short-term memory and
#   learning-to-learn in networks of spiking neurons. *NeurIPS* 31.
# - Izhikevich EM (2003). Simple model of spiking neurons. *IEEE Trans Neural Netw* 14:1569-1572,
#   [doi:10.1109/TNN.2003.820440](https://doi.org/10.1109/TNN.2003.820440).
# - Izhikevich EM (2004). Which model to use for cortical spiking neurons? *IEEE Trans Neural Netw*
#   15:1063-1070, [doi:10.1109/TNN.2004.832719](https://doi.org/10.1109/TNN.2004.832719).
# - FitzHugh R (1961). Impulses and physiological states in theoretical models of nerve membrane. *Biophys J*
#   1:445-466, [doi:10.1016/S0006-3495(61)86902-6](https://doi.org/10.1016/S0006-3495(61)86902-6).
# - Fourcaud-Trocmé N et al. (2003). How spike generation mechanisms determine the neuronal response
#   to fluctuating inputs. *J Neurosci* 23:11628-11640.
# - Skocik MJ, Long LN (2014). On the capabilities and computational costs of neuron models. *IEEE Trans Neural
#   Netw Learn Syst* 25:1474-1483.
# - Gerstner W, Kistler WM, Naud R, Paninski L (2014). *Neuronal Dynamics*, sec. 2.2, 4.3 and 6.1.
#   Cambridge University Press, [doi:10.1017/CBO9781107447615](https://doi.org/10.1017/CBO9781107447615).
#
# Words of this lesson, in the [glossary](glossary.md): ion channel, gating variable, type I and type II,
# depolarisation block, rebound spike, adaptation, AdEx, phase plane and nullclines, bursting.
#
# Next: [18 · A balanced network](18_balanced_network.ipynb).
