# %% [markdown]
# # 19 · Steering and seeing
#
# **45 minutes** · You need [lesson 07](07_stdp_curves.ipynb), and the two delays of
# [lesson 04](04_what_a_spike_does.ipynb).
#
# *A network has to do something in the world. What does it need, beyond spikes that come together?*
#
# By the end you can say how a synapse can learn from a reward that comes late. You'll have let a vehicle
# learn by two rules that differ by one subtraction. And you can build a detector that sees which way
# something moves.

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

import numpy as np

from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.steering_and_seeing import motion, vehicle, views

# %% [markdown]
# ## A reward that comes late
#
# STDP notices what comes *together*. It has no idea what is *good*. Suppose a neuron answers a cue, and a second
# later there's a reward. Which synapses have earned it? The spikes that did the work are long gone. It's
# the credit assignment of lesson 12 again, now over seconds, and everything that acts in a world has to solve it.
#
# Here's a way out (Izhikevich 2007). A pair of spikes doesn't change the weight any more. Instead it leaves a
# note at its synapse, the [eligibility](glossary.md#eligibility-trace), which fades with a time constant $\tau_e$.
# When a reward comes, every synapse is paid according to what is left of its note. For example, with $\tau_e$ = 1 s
# a note of 0.1 has faded to 0.037 after a second. A reward of 1 then makes the weight grow by that much, and a
# punishment of −1 makes it shrink by as much.
#
# The change depends on three things, the spikes before the synapse, those after it and the reward, so this is called
# a *three-factor rule*. In the brain, dopamine is thought to be the third.
#
# ### Your turn: pay for what was done
#
# A synapse has seen a few pairs, and each would have changed its weight by `sizes` under plain STDP. They
# happened at `times`. At the time `at` there's a reward. By how much does the weight change?

# %%
def paid(times, sizes, at, reward, tau_e):
    return ...  # times and tau_e in ms; pairs that come after the reward don't count


check("steering_and_seeing.paid", paid)

# %%
solution("steering_and_seeing.paid")

# %% [markdown]
# Now let a neuron learn that way. It hears twenty inputs. Ten belong to cue A and ten to cue B, and a cue makes each
# of its ten fire once. A spike soon after a cue counts as an answer. Answering A is rewarded and answering B is
# punished, both a second later, while all inputs chatter on. The neuron also gets a noisy current, because without it
# it would never try anything out.

# %%
predict("steering_and_seeing.delay", then=views.two_cues())

# %% [markdown]
# **Press Learn** and watch the weights on the left for about a hundred trials. Then press Reset, let the reward come
# after 3 s, and watch again. What is different, and which other slider could mend it?
#
# <details><summary>What we see, and why</summary>
#
# At first the neuron answers both cues. After a hundred trials it answers A always and B in one case out of five,
# though each synapse was paid only a second after it did its work. With a delay of 3 s learning crawls. A longer
# memory helps. At $\tau_e$ = 5 s it learns about as fast as at first.
#
# </details>
#
# So a synapse can wait for its reward, provided that its memory is long enough. But *what* should it remember? Let's ask
# a vehicle.

# %% [markdown]
# ## Steer
#
# Our vehicle has two light sensors, two motors, and spikes in between. A motor's spikes push its own side, so
# more spikes on the left turn it to the right. Wire each sensor to the motor on its *own* side, and light on the
# left turns the vehicle away. Wire them *crosswise*, and it turns towards the light (Braitenberg 1984).
#
# Nobody wires yours. It begins with four equal weights, and in each step a reward tells it how much brighter it has
# become. The reward comes after the spikes, so each synapse needs an eligibility. The first rule that comes to mind
# is to remember what happened, the sensor's spikes times the motor's:
#
# $$ e \leftarrow e\, \exp(-dt/\tau_e) + \mathrm{pre} \cdot n $$
#
# Here $e$ is the eligibility of one synapse, and it fades over a step of length $dt$. Pre says how strongly the sensor
# fired in this step, and $n$ is the number of the motor's spikes. Then the reward pays, as before. It counts from what
# the vehicle is used to, so a step that brings less than usual is a punishment.

# %%
predict("steering_and_seeing.first_rule", then=views.drive())

# %% [markdown]
# **Press Drive** and let it run for sixty trials. Look at the four wires, and at the share of trials that find the
# light. Then switch *minus expected* on, press Reset, and drive again. What is different about the wires?
#
# <details><summary>What we see, and why</summary>
#
# With the first rule the vehicle finds the light now and then, and what it seems to gain it loses again. Both wires
# of a sensor go up and down together, because each synapse takes credit for all that happened, even for what would
# have happened anyway. To steer, the vehicle needs a *difference* between the two wires, and this rule makes none. With *minus expected* the crossed wires get thick, and
# the vehicle finds the light in most of its trials.
#
# </details>
#
# What did the switch change? In each step the motor's input says how many spikes to *expect*, say λ. Chance makes it
# a few more or a few less. The better rule remembers only this surprise:
#
# $$ e \leftarrow e\, \exp(-dt/\tau_e) + \mathrm{pre} \cdot (n - \lambda) $$
#
# For example, if the motor was expected to send 3 spikes and sent 5, and things got brighter, then 2 more than usual
# was a good idea. If things got darker, it was a bad one. A rule that pays for whatever happened has no direction,
# because most of it would have happened anyway. (The better rule is due to Williams 1992, and much of today's
# reinforcement learning grew from it.)
#
# ### Your turn: what a synapse should remember

# %%
def remember(e, pre, n, expected, tau_e):
    return ...  # an array (2, 2): [sensor, motor]; a step lasts 25 ms


check("steering_and_seeing.remember", remember)

# %%
solution("steering_and_seeing.remember")

# %% [markdown]
# One run may be luck. Here are ten, each with sixty trials to learn and thirty to be judged.

# %%
for name, compare in (("pre × n", False), ("pre × (n − λ)", True)):
    robot, found = vehicle.Vehicle(compare=compare), []
    for seed in range(10):
        *_, last = robot.learn(vehicle.EQUAL, np.random.default_rng(seed))
        found.append(robot.success(last.weights, np.random.default_rng(100), 30))
    print(f"{name}: finds the light in {100 * np.mean(found):.0f} % of the trials")

# %% [markdown]
# Wired crosswise by hand, it finds the light in 78 %. So it has learned nearly all that there is to learn, from
# nothing but "brighter" and "darker". But its eye was a simple one, which sends just two numbers. What would a
# better eye send?

# %% [markdown]
# ## See
#
# A film camera sends 30 pictures a second, and most of each picture is what it sent before. An
# [event camera](glossary.md#event-camera) takes no pictures. Each of its pixels sends a spike when its brightness has
# changed by a fixed ratio, here by about a fifth, and otherwise keeps silent. So it sends little, and at once.
#
# What can a network do with these spikes? In lesson 04 you chose two delays, and the neuron heard a direction. Let's build
# an eye from such pairs. Take a pixel and its neighbour on the left. When something moves to the right at 50 pixels a
# second, the neighbour fires first, and 20 ms later the pixel. So we send the pixel's spike directly and delay the
# *neighbour*'s by just that long, so that both arrive together. A neuron which fires when two spikes meet will fire for this
# direction and this speed.
#
# ### Your turn: a detector of motion

# %%
def detector(own, neighbour, delay, within):
    # own, neighbour: times of the two pixels' spikes in ms. How many of the pixel's own
    # spikes meet a delayed spike of the neighbour, at most `within` ms away?
    return ...


check("steering_and_seeing.detector", detector)

# %%
solution("steering_and_seeing.detector")

# %% [markdown]
# Behind every pixel of our camera sit eight such pairs, one for each direction. You draw what moves. The arrows
# are what the detectors say, 200 ms each.

# %%
predict("steering_and_seeing.noisy_pixels", then=views.camera())

# %% [markdown]
# **Draw** a path of your own in the pad, and look at the arrows. Then add noise to the pixels, little by little. How
# much noise do the arrows survive?
#
# <details><summary>What we see, and why</summary>
#
# Without noise the arrows are right to a few degrees, though each detector knows only eight directions. Many coarse
# detectors that vote make a fine one, as in lesson 18. Up to a noise of about 0.05 little happens, because it takes a
# change of 0.2 to make a spike. Beyond that spikes come from everywhere, any two of them may meet, and the arrows begin
# to stray.
#
# </details>

# %%
for noise in (0.0, 0.05, 0.08, 0.1):
    right = motion.share_right(noise, np.random.default_rng(0), 4 if noise else 1)
    print(f"noise {noise:.2f}: the direction of a bar is right in {100 * right:.0f} %")

# %% [markdown]
# So two lines and a threshold see which way something moves, until noise makes more spikes than the world
# does.

# %% [markdown]
# ## Key points
#
# - A three-factor rule lets pairs leave notes that fade, and a reward pays for what is left. The memory has to be about
#   as long as the delay.
# - A synapse should remember what happened *more than expected*. Remembering all that happened gives no direction.
# - An event camera sends changes. A direct and a delayed line that meet make a detector of motion, for one direction
#   and one speed.
#
# **Where is this used?** Reward-modulated rules are how a chip could go on learning in the field, where nobody sends
# it gradients. Event cameras fly on research drones, and watch whatever must be answered within
# milliseconds.

# %% [markdown]
# ## Quiz

# %%
quiz("steering_and_seeing")

# %% [markdown]
# ## Go deeper
#
# None of this is needed later.
#
# - **Another speed.** The detectors are built for 50 pixels a second, and the slider *built for* in the picture of the
#   camera lets you change that. What do they say of something which is twice as fast?
# - **Fear of light.** In the vehicle's picture, reward it when it gets *darker*. Where does it end up?
# - **Too eager.** Set the vehicle's learning rate to 5. It learns fast, and forgets as fast. Why?
# - **Behind the picture.** The next cell unfolds to the code that drew the vehicle.

# %%
views.drive.code()

# %% [markdown]
# ## References
#
# - Izhikevich EM (2007). Solving the distal reward problem through linkage of STDP and dopamine signaling. *Cereb
#   Cortex* 17:2443-2452, [doi:10.1093/cercor/bhl152](https://doi.org/10.1093/cercor/bhl152).
# - Braitenberg V (1984). *Vehicles: Experiments in Synthetic Psychology*. MIT Press.
# - Williams RJ (1992). Simple statistical gradient-following algorithms for connectionist reinforcement learning.
#   *Mach Learn* 8:229-256, [doi:10.1007/BF00992696](https://doi.org/10.1007/BF00992696).
# - Lichtsteiner P, Posch C, Delbruck T (2008). A 128 × 128 120 dB 15 µs latency asynchronous temporal contrast vision
#   sensor. *IEEE J Solid-State Circuits* 43:566-576,
#   [doi:10.1109/JSSC.2007.914337](https://doi.org/10.1109/JSSC.2007.914337).
#
# Words of this lesson, in the [glossary](glossary.md): eligibility trace, event camera.
#
# You now have networks that see, hear and steer. Will they do the same in another program? Next:
# [20 · The same network, somewhere else](20_three_simulators.ipynb).
