# %% [markdown]
# # 16 · Beyond LIF
#
# **60 minutes** · You need [lesson 02](02_neuron_that_fires.ipynb) (threshold, reset, f-I curve) and
# [lesson 04](04_what_a_spike_does.ipynb) (conductance, driving force).
#
# *What does a real neuron do that our bucket can't?*
#
# By the end you can say what a drug does to the spikes of a nerve, because you'll have written the
# current that makes them. You can say which questions a LIF neuron answers well, and where it
# misleads. And you can find where a neuron with two variables rests, and tell six firing patterns apart.

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

import numpy as np

from snn_edu import HodgkinHuxley, simulate
from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.beyond_lif import views

# %% [markdown]
# In lesson 02 we said "spike" at the rim and put v back. A real nerve fibre has nobody to do that.
# And when an injection numbs your tooth, it blocks *sodium channels*, and the nerve falls silent. How
# does a spike make itself, and how does it stop?
#
# Hodgkin and Huxley found out in 1952, in the giant axon of the squid. In our picture the bucket
# loses its rim and gets two pipes. One comes down from a tank at +50 mV and carries sodium. The
# other leads away to a tank at −77 mV and carries potassium. In each pipe there are gates, and the
# water in the bucket moves them. The parts have names:
#
# | in the bucket | in the axon | all channels open |
# |---|---|--:|
# | the pipe from the upper tank | sodium channels, $E_{Na}$ = 50 mV | $g_{Na}$ = 120 mS/cm² |
# | the pipe to the lower tank | potassium channels, $E_K$ = −77 mV | $g_K$ = 36 mS/cm² |
# | the hole | leak, $E_L$ = −54.4 mV | $g_L$ = 0.3 mS/cm² |
#
# At rest a few potassium channels pass, so v stands at −65 mV, below where the leak alone would hold it.
# The units are *per square centimetre of membrane*, and our tap gives 10 µA/cm².
#
# Now for the dentist. **Commit to an answer:**

# %%
predict("beyond_lif.half_blocked", then=views.axon())

# %% [markdown]
# The run without a drug is drawn in grey. **Try** sodium first. How much of the drug does it take to
# silence the axon? Then block potassium alone. What's wrong with those spikes?
#
# <details><summary>What we see, and why</summary>
#
# The spike shrinks slowly at first, and then it goes all at once. At 65 % it still crosses 0 mV,
# and at 75 % nothing is left. It's nearly all or nothing because it feeds itself. When v rises,
# sodium gates open, sodium comes in, and v rises further.
#
# Block half of the potassium, and the spikes get *broader*, because v comes down more slowly. With all
# of it blocked, v stays up. So potassium helps to bring v down. Does it do so alone?
#
# </details>

# %% [markdown]
# ## The gates
#
# Hodgkin and Huxley made v jump to a level and held it there. **What did the sodium channels do?**

# %%
predict("beyond_lif.held", then=views.goals())

# %% [markdown]
# Each gate has a *goal*, which depends on v alone. At the left the curves are the goals, rings mark them
# at the present v, and filled dots are the gates. **Try** Play. Which dot reaches its ring first?
#
# <details><summary>What we see, and why</summary>
#
# Each gate runs to its goal as v runs to $v_\infty$ in lesson 01:
#
# | gate | at rest | goal at −20 mV | time constant there |
# |---|--:|--:|--:|
# | m, opens sodium | 0.05 | 0.88 | 0.4 ms |
# | h, when shut, blocks sodium | 0.60 | 0.01 | 1.2 ms |
# | n, opens potassium | 0.32 | 0.84 | 2.3 ms |
#
# So for a short while m is open and h not yet shut.
#
# </details>

# %% [markdown]
# ### Your turn: the sodium current
#
# These [gating variables](glossary.md#gating-variable) are shares of open gates. A sodium channel has four
# gates in a row, three m and one h. It passes only if all four are open, so of all channels the share
# $m^3 h$ passes. For example, if m = 0.6 and h = 0.5, then 11 % pass. A potassium channel has four n
# gates, so $n^4$ of those pass.
#
# From lesson 04 you know that a current is a conductance times a driving force. We count it *outwards*,
# so sodium that flows in is negative.

# %%
def sodium(v, m, h):
    return ...  # µA/cm², with g_Na = 120 mS/cm² and E_Na = 50 mV


check("beyond_lif.sodium", sodium)

# %%
solution("beyond_lif.sodium")

# %% [markdown]
# Add the other two currents and the tap, and you have the whole axon. $C_m$ is the capacitance of lesson
# 01, here 1 µF/cm². The second line says how each gate $x$, which is m, h or n, runs to its goal.
#
# $$ C_m \frac{dv}{dt} = I - g_{Na}\, m^3 h\, (v - E_{Na}) - g_K\, n^4\, (v - E_K)
# - g_L\, (v - E_L) $$
#
# $$ \tau_x(v) \frac{dx}{dt} = x_\infty(v) - x $$
#
# The spike has two brakes, which come on while v is up. The gate h shuts off the sodium, and n lets
# the potassium out. Now the axon runs on *your* sodium current, and you can clamp either brake where it
# is at rest.

# %%
predict("beyond_lif.who_ends_it", then=views.your_axon(sodium))

# %% [markdown]
# **Try** each clamp, and then both. Where does v end up, and what does the free brake do?
#
# <details><summary>What we see, and why</summary>
#
# With n clamped, h leaves only 0.4 % of the sodium channels open, but that trickle is enough to hold v
# up. With h clamped, both pipes stand wide open, so v hangs between the two tanks.
#
# So the quick gate starts a spike, the two slow ones end it together, and nobody has to reset anything.
#
# </details>
#
# Do we need all these gates whenever we want a rate?

# %% [markdown]
# ## Where does firing begin?
#
# A LIF neuron just above its rheobase fires as slowly as you like. **What about the axon?**

# %%
predict("beyond_lif.slowest", then=views.onset())

# %% [markdown]
# **Try** 2, 3 and 6 µA/cm², then go up in small steps. What happens between no spike and steady firing?
#
# <details><summary>What we see, and why</summary>
#
# From 2.25 on there's *one* spike, because the switching-on jolts the axon. At 6 there are two, a
# little higher a few more, and then they never stop. So the rate doesn't grow from zero, it jumps,
# and the axon is of type II.
#
# </details>
#
# A neuron that can fire as slowly as you like, as LIF can, is of [type
# I](glossary.md#type-i-and-type-ii). If its rate jumps at the onset, it is of type II.

# %% [markdown]
# ## The axon has a twin
#
# Let's fit a LIF neuron to the axon, with the same onset and the same rates at 10 and 20 µA/cm²:
#
# | µA/cm² | axon | twin |
# |--:|--:|--:|
# | 6.3 | 52 Hz | 28 Hz |
# | 7 | 58 Hz | 48 Hz |
# | 10 | 68 Hz | 68 Hz |
# | 40 | 109 Hz | 95 Hz |
#
# From 7 to 40 µA/cm² the twin is right to within a fifth, and near the onset it isn't. But the fit
# had to give it a pause $t_{ref}$ of 9.7 ms, because the gates take about that long to come back, and
# LIF has nothing else to stand for them.
#
# Now let's pull v *down* for a while and let go. **Which one fires?**

# %%
predict("beyond_lif.release", then=views.two_neurons())

# %% [markdown]
# **Try** the *slow ramp* too. It ends at 10 µA/cm², far beyond the onset. What do h and n do in each
# case?
#
# <details><summary>What we see, and why</summary>
#
# Near −88 mV the goal of h is 0.98 and that of n only 0.07, so after the release the brakes are off. A
# spike set off by the end of inhibition is a [rebound spike](glossary.md#rebound-spike). On the ramp
# the twin fires three times and the axon not at all, because h and n keep up with so slow a rise, and
# the brakes are on before m can start a spike.
#
# All that a LIF neuron remembers, apart from its pause, is v. The axon has h and n as well. For example,
# at −65 mV it may be at rest, or on its way to a spike. So LIF goes wrong wherever the *history* of v
# matters.
#
# </details>
#
# The axon has four variables, and four are hard to draw. Would one more than LIF's be enough?

# %% [markdown]
# ## One more variable
#
# Let's give LIF a brake. The second variable, $w$, is a current that works against ours. Every
# spike adds $b$ to it, and it wears off slowly, with the time constant $\tau_w$. For example, with
# $b$ = 0.1 nA, three quick spikes take nearly 0.3 nA from the tap. With a smooth upstroke in place
# of the rim, that makes [AdEx](glossary.md#adex):
#
# $$ \tau_m \frac{dv}{dt} = -(v - v_{rest}) + \Delta_T\, e^{(v - v_{threshold})/\Delta_T}
# - R_m w + R_m I \qquad \tau_w \frac{dw}{dt} = a\,(v - v_{rest}) - w $$
#
# The exponential is the upstroke, tiny below the threshold and enormous above it, and $a$ says how
# much w follows v. High up on the upstroke we still say "spike", and reset v.
#
# Take the next two paragraphs slowly. They're the steepest today, and then you can *see* where a
# neuron goes.
#
# Two variables make a point in a plane, with v to the right and w upwards. That is the [phase
# plane](glossary.md#phase-plane-and-nullclines), and two curves rule it, the *nullclines*. The blue
# one is for v. Set $dv/dt$ to 0 and solve for w, and you have it. On it v stands still, below it the
# brake is weak and v rises, and above it v falls.
#
# The green one is for w. Set $dw/dt$ to 0, and you get the straight line $w = a\,(v - v_{rest})$. On it w
# stands still, below it w rises, and above it w falls. For example, right after a spike w is high, so
# the point lies above green, and w wears off. To know where a point goes, ask blue about left and
# right, and green about up and down. **Ask them once before you look:**

# %%
predict("beyond_lif.where_to", then=views.plane())

# %% [markdown]
# **Try it.** Drop the point in a few places, also near the two crossings. To which one does it come
# home? Then raise the current.
#
# <details><summary>What we see, and why</summary>
#
# | the point lies | below green | above green |
# |---|---|---|
# | **above blue** | left and up | left and down |
# | **below blue** | right and up | right and down |
#
# Where the curves cross, nothing moves. They do so twice at 0.05 nA. From near the left crossing
# the point comes back, so that's where this neuron rests. The right one is a tipping point. Beyond
# it, below blue, v runs away, and the neuron fires once or twice before it comes home.
#
# A stronger current lifts the blue curve. Between 0.07 and 0.08 nA the crossings meet and vanish,
# so the neuron has no rest and must fire.
#
# </details>
#
# That was the steep part.
#
# ### Your turn: where does it rest?
#
# `model.nullclines(v, current)` gives the w of both curves, blue and green, at an array of v. Find the
# v of rest, to 0.01 mV. A search on a fine grid will do.

# %%
def rest(current, model):
    v = np.arange(-100.0, -30.0, 0.001)  # mV, from left to right
    blue, green = model.nullclines(v, current)
    return ...  # the v of rest, in mV


found = rest(0.05, views.BURSTING)  # the neuron of the picture: compare
print("not written yet" if found is ... else found)
check("beyond_lif.rest", rest)

# %%
solution("beyond_lif.rest")

# %% [markdown]
# ## The zoo
#
# Here are six neurons with the same two equations and different numbers, each named by its intervals
# under a steady current:
#
# | name | its intervals |
# |---|---|
# | tonic | stay nearly the same, for example 25, 25, 26 ms |
# | adapting | grow little by little, 12, 24, 50 |
# | accelerating | shrink, 30, 22, 18 |
# | initial burst | leap once from short to long, 5, 30, 30, 30 |
# | bursting | are short again and again, 4, 70, 4, 70 |
# | transient | there are none, because one spike is all |

# %%
views.zoo()

# %% [markdown]
# ### Your turn: name them
#
# Leave each cell at 1 times its own current. Every name is used once.

# %%
my_names = {"A": None, "B": None, "C": None, "D": None, "E": None, "F": None}

check("beyond_lif.name_the_cells", my_names)

# %%
solution("beyond_lif.name_the_cells")

# %% [markdown]
# Now choose *slow ramp* and *release* for the transient cell. Which neuron does that remind you of?
#
# <details><summary>What we see, and why</summary>
#
# It stays silent on a ramp to the very current whose step makes it fire, and after the release it
# rebounds, like the axon. So one more variable was enough.
#
# </details>
#
# So a real neuron makes and ends its own spikes, and it remembers more than its v. For a rate well above
# the onset, LIF will do. For bursts, rebounds and ramps we need a second variable, and for a drug the
# gates. But each of our cells keeps to its pattern, while most cells of the cortex fire as if by chance.
# Lesson 17 asks why.

# %% [markdown]
# ## Key points
#
# - The quick gate m lets sodium in, and the slow gates h and n together bring v down again.
# - A sodium channel passes if three m gates and one h gate are open, so its current is
#   $g_{Na}\, m^3 h\, (v - E_{Na})$. Each gate runs to a goal that v sets.
# - The axon is of type II, because at its onset the rate jumps from 0 to some 50 Hz.
# - A LIF twin gives the axon's rates well above the onset, but it goes wrong where the history of v
#   matters.
# - With a second variable, v obeys one curve and w another. Where they cross, nothing moves, and if
#   they don't cross at all, the neuron must fire.

# %% [markdown]
# ## Quiz

# %%
quiz("beyond_lif")

# %% [markdown]
# ## Go deeper
#
# None of this is needed later.
#
# ### Bursts
#
# The neuron of the plane has $v_{rest}$ = −58 mV, $v_{threshold}$ = −50 mV, $\Delta_T$ = 2 mV, $R_m$ = 100 MΩ,
# $a$ = 0.002 µS, and time constants of 20 ms for v and 120 ms for w. At 0.21 nA it has no rest. It fires
# in *bursts*, two or three quick spikes and then a long silence. After each spike the point lands on
# the dotted line at the reset, one $b$ higher up. (The reset may lie above the threshold, because there
# the upstroke only begins.)

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
# ### Find the onset
#
# To two decimal places, what is the smallest current at which the axon keeps firing? Use the picture of
# the onset, and look at the *end* of the trace.

# %%
my_onset = None  # µA/cm²

check("beyond_lif.keeps_firing", my_onset)

# %%
solution("beyond_lif.keeps_firing")

# %% [markdown]
# ### Two ends for one current
#
# Above the onset that you've just found, a step from rest sets off endless firing. But rest itself loses
# its hold only at 9.78 µA/cm². In between both are stable, and where the axon ends up depends on where
# it came from (Rinzel and Miller 1980). So let's go to 8 µA/cm² in two ways, at once and slowly:

# %%
step = np.full(20_000, 8.0)  # µA/cm², a second in steps of 0.05 ms
ramp = np.minimum(step, np.linspace(0.0, 16.0, 20_000))  # half a second to get there
for name, current in (("a step", step), ("a ramp", ramp)):
    spikes = simulate(HodgkinHuxley(), current, dt=0.05).spikes
    print(f"{name} to 8 µA/cm²: {len(spikes)} spikes in a second")

# %% [markdown]
# ### Warm it up
#
# Gates run faster in the warmth, three times as fast per ten degrees. Then h and n catch up with m
# earlier, so the spike is cut off sooner, and at 25 degrees 10 µA/cm² no longer set one off.

# %%
for temperature in (6.3, 16.3, 25.0):
    run = simulate(HodgkinHuxley(temperature=temperature), np.full(3000, 10.0), dt=0.01)
    print(f"{temperature} degrees: up to {run.v.max():.1f} mV, {len(run.spikes)} spikes")

# %% [markdown]
# ### A model, and a program that is another
#
# Izhikevich (2003) gets the same zoo from a parabola and four numbers. The script that he printed with
# it takes steps of 1 ms, which is too coarse to solve the equations beside it. Neither is wrong. They
# are two models, so a paper should say which one it ran.

# %%
from snn_edu import Izhikevich

model = Izhikevich(0.02, 0.2, -65, 8)  # regular spiking, figure 2 of the paper
ode = simulate(model, np.full(4800, 10.0), dt=0.1).spikes
script = simulate(model, np.full(480, 10.0), dt=1.0, method="script").spikes
print(f"{len(ode)} spikes by the equations, {len(script)} by the script")

# %% [markdown]
# ### How the first picture is made

# %%
views.axon.code()

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
# - Gerstner W, Kistler WM, Naud R, Paninski L (2014). *Neuronal Dynamics*, sec. 2.2, 4.3 and 6.1.
#   Cambridge University Press, [doi:10.1017/CBO9781107447615](https://doi.org/10.1017/CBO9781107447615).
#
# Words of this lesson, in the [glossary](glossary.md): gating variable, type I and type II, rebound
# spike, AdEx, phase plane and nullclines.
#
# Next: [17 · A balanced network](17_balanced_network.ipynb).
