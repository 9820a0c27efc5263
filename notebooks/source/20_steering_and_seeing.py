# %% [markdown]
# # 20 · Steering and seeing
#
# **45 minutes** · You need [lesson 07](07_stdp_curves.ipynb), and the two delays of
# [lesson 04](04_what_a_spike_does.ipynb).
#
# *A network has to do something in the world. What does it need, beyond spikes that come together?*
#
# By the end you can say how a synapse can learn from a reward that comes late. You'll have let a
# vehicle learn by two rules that differ by one subtraction, and built a detector that sees which
# way something moves.

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

import matplotlib.pyplot as plt
import numpy as np

from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.steering_and_seeing import motion, vehicle, views

# %% [markdown]
# In lesson 19 spikes told us where a hand moves. Whoever moves it gets no list of right answers. The world only
# says, now and then and afterwards, that things went well.
#
# ## A reward that comes late
#
# STDP notices what comes *together*, but it has no idea what is *good*. Suppose a neuron answers a cue, and a
# second later there's a reward. Which synapses have earned it? The spikes that did the work are long gone.
#
# Here's a way out of this *distal reward problem* (Izhikevich 2007): a pair of spikes leaves only a note at its
# synapse, an **[eligibility trace](glossary.md#eligibility-trace)**, which fades with a time constant $\tau_e$.
# When a reward comes, every synapse is paid by what is left of its note. With $\tau_e$ = 1 s, for example, a note
# of 0.1 has faded to 0.037 after a second. A reward of 1 then makes the weight grow by that much.
#
# The change depends on three things: the spikes before the synapse, those after it, and the reward. That is
# why books call this a *three-factor rule* (Frémaux and Gerstner 2016). In the brain, dopamine is thought to
# be the third.
#
# ### Your turn: pay for what was done
#
# A synapse has seen a few pairs, each of which would have changed its weight by `sizes` under plain STDP. They
# happened at `times`. At the time `at` there's a reward. By how much does the weight change?

# %%
def paid(times, sizes, at, reward, tau_e):
    return ...  # times and tau_e in ms; pairs that come after the reward don't count


check("steering_and_seeing.paid", paid)

# %%
solution("steering_and_seeing.paid")

# %% [markdown]
# Now let a neuron learn that way. It hears twenty inputs: ten belong to cue A and ten to cue B, and
# a cue makes each of its ten fire once. A spike soon after a cue counts as an answer. Answering A
# is rewarded and answering B is punished, both a second later, while all inputs chatter on. The
# neuron also gets a noisy current, as in a brain. Noise lets a neuron try out what its weights
# don't yet tell it to.

# %%
predict("steering_and_seeing.delay", then=views.two_cues())

# %% [markdown]
# **Press Learn** and watch the weights on the left for about a hundred trials. Then press Reset and let
# the reward come after 3 s. Which other slider could mend it?
#
# <details><summary>What we see, and why</summary>
#
# At first the neuron answers both cues. After a hundred trials it nearly always answers A, and B in about one case
# out of three. With a delay of 3 s it still answers B in most cases. At $\tau_e$ = 5 s it learns about as well as at
# first.
#
# </details>
#
# A synapse can wait for its reward if its memory lasts at least about as long as the delay. What chatter has noted
# in the meantime is paid too, but chance pairs lift and lower a wire alike, and over many trials it mostly
# cancels.

# %% [markdown]
# ## What should a synapse remember?
#
# Our vehicle has two light sensors, two motors, and spikes in between. The sensors look 45° to the left and right.
# A light at a distance $d$, φ away from where a sensor looks, makes it spike, on average, this often in a step of
# 25 ms, and never beyond 90°:
#
# $$ 12\, \frac{\cos\varphi}{1 + d} $$
#
# If it's 2 away, 30° to the left, φ is 15° and 75°: some four spikes on the left and one on the right. A motor's
# spike pushes its own side: on the left it turns the vehicle by 0.1 radians, 6°, to the right. (Ahead it goes by 0.02
# in each step, and 0.002 more for each spike.) Wire each sensor to the motor on its *own* side, and the motors fire
# about as often, so the vehicle turns by 3 × 6° = 18°, away. Wire them *crosswise*, and it's one and four: it turns
# towards the light (Braitenberg 1984).
#
# Nobody wires yours. It begins with four equal weights, and in each step a reward tells it by how much brighter, as
# $1/(1+d)$, it has become. Learning from such marks alone is called **reinforcement learning**. The first rule that
# comes to mind remembers what happened, the sensor's spikes times the motor's:
#
# $$ e \leftarrow e\, \exp(-dt/\tau_e) + \mathrm{pre} \cdot n $$
#
# Here $e$ is the eligibility of one synapse, which fades over a step of length $dt$. Pre is the sensor's spikes in
# this step, divided by 6, and $n$ is the number of the motor's. Then the reward $r$ pays:
#
# $$ w \leftarrow w + \eta\,(r - \bar r)\, e $$
#
# It counts from what the vehicle is used to, its **baseline** $\bar r$, so a step that brings less is a punishment.
# ($\bar r$ follows $r$ slowly, and $w$ stays between 0 and 1.)

# %%
predict("steering_and_seeing.first_rule", then=views.drive())

# %% [markdown]
# **Press Drive** and let it run for sixty trials. Look at the four wires and at the share that finds the
# light. A trial begins 2 away from it and has found it if it comes within 0.25 in 150 steps. Then press Reset,
# switch *minus expected* on, and drive again.
#
# With the first rule the vehicle finds the light now and then. What it seems to gain it loses again. With *minus
# expected* the crossed wires get thick, and it finds the light in most of its trials.
#
# Follow one sensor, the left one, which has just seen the light. It is wired alike to both motors. Both should fire
# alike, say three spikes each; chance makes it five on the left in this step and three on the right. The vehicle
# turns a little to the right, away from the light, and soon it gets darker. The first rule writes down five for the
# wire to the left motor and three for the wire to the right one, and the punishment takes from both. Had things got
# brighter, both would have been paid. The two wires go up and down together, like boats on one wave. To steer, the
# vehicle needs a *difference* between them. The rule remembers one, five against three, but it is small beside what
# they have in common, the three spikes that would have come anyway.
#
# Now take away what was to be expected. In each step the motor's input says how many spikes are likely, λ: here it's
# three. The left wire remembers 5 − 3 = 2, the right one 3 − 3 = 0, so the punishment hits the wire that made the
# difference. Had the left motor fired only once, its wire would remember −2. Punishing a −2 makes the weight *grow*:
# the motor had done too little. So the rule compares each deed with its absence, which chance provides in every
# step. The wave is gone, and only the difference is paid.
#
# In symbols, the better rule subtracts once more (up to a factor that shrinks with $\lambda$ it's
# Williams's, 1992):
#
# $$ e \leftarrow e\, \exp(-dt/\tau_e) + \mathrm{pre} \cdot (n - \lambda) $$
#
# $$ \lambda = \frac{6}{1 + \exp(-6\, (\sum \mathrm{pre}\, w - 0.45))} $$
#
# This λ, a *sigmoid*, rises from 0 to 6 with the motor's input.
#
# ### Your turn: what a synapse should remember

# %%
def remember(e, pre, n, expected, tau_e):
    return ...  # an array (2, 2): [sensor, motor]; a step lasts 25 ms


check("steering_and_seeing.remember", remember)

# %%
solution("steering_and_seeing.remember")

# %% [markdown]
# Here are ten vehicles, each with sixty trials to learn and thirty to be judged.

# %%
for name, compare in (("pre × n", False), ("pre × (n − λ)", True)):
    robot, found = vehicle.Vehicle(compare=compare), []
    for seed in range(10):
        *_, last = robot.learn(vehicle.EQUAL, np.random.default_rng(seed))
        found.append(robot.success(last.weights, np.random.default_rng(100 + seed), 30))
    print(f"{name}: finds the light in {100 * np.mean(found):.0f} % of the trials")

# %% [markdown]
# Over 200 vehicles the second is 76 %. With four equal wires it's 3 %, wired crosswise by hand 80 %. It learns fast:
# in the first ten trials half find the light, in the second ten three in four. Now let one drive be yours.

# %%
mine = [[0.5, 0.5], [0.5, 0.5]]  # [left sensor, right sensor], each to [left, right] motor: change
robot = vehicle.Vehicle(start=2.0, reward=1)  # how far away; or reward -1, for darkness
for trial in robot.learn(mine, np.random.default_rng(1), 60):
    plt.plot(*trial.path.T, color="C0" if trial.reached else "0.85")
plt.plot(0, 0, "o", color="gold", markeredgecolor="0.3")
plt.axis("equal")
plt.show()

# %% [markdown]
# Each line is a trial; the blue ones find the light. Begin with the wrong wires, 1 on the diagonal and 0 beside it:
# in sixty trials it never finds the light. It turns away at once, and with the light behind it no sensor fires. So a
# trial has some 17 sensor spikes, not 160, and learning takes 600 to 1,000 trials.
#
# ## What does an eye for motion send?
#
# A film camera sends 24 pictures a second, most of each the same as before. An **[event
# camera](glossary.md#event-camera)** takes no pictures. Each of its pixels sends a spike when its brightness has
# changed, *since its last spike*, by a fixed ratio, here about a fifth (Lichtsteiner and others 2008). If it
# doubles, that makes three spikes; a thing that stands still makes none. A spike's *polarity* says brighter (ON)
# or darker (OFF); our detectors hear ON alone.
#
# In lesson 04 you chose two delays, by which a neuron heard a direction. Take a pixel and its neighbour on the
# left. When something moves to the right at 50 pixels a second, the neighbour fires first, and 20 ms later the
# pixel. If we delay the *neighbour*'s spike by just that long, both arrive together. A neuron that fires when two
# spikes meet will fire for this direction and this speed.
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
# Let a fence with equal gaps pass by, to the *left*, so that the pixel fires first.

# %%
gap = 2.0  # pixels from post to post: change it, to 3 or to 1.5
own = np.arange(0.0, 400.0, 20 * gap)  # ms, at 50 pixels a second
late = own + 20 + 20  # the neighbour sees each post 20 ms after the pixel, and is delayed
plt.figure(figsize=(8, 1.5))
plt.eventplot([own, late], colors=["C0", "C1"])
plt.yticks([0, 1], ["own", "neighbour, delayed"])
plt.xlabel("time (ms)")
plt.show()
print("So many meet:", detector(own, own + 20, 20, 2))

# %% [markdown]
# With posts 2 pixels apart all but the first meet: the delayed spike of one post arrives with the direct spike
# of the *next*. Your detector sees the fence run to the right, like the wheels of a coach that turn backwards
# in a film. The field calls it **aliasing**: what repeats is taken for another of its repeats. At 3 pixels
# nothing meets. A detector asks for two spikes at the right distance in time. What made them it cannot know: a
# lamp that flickers every 20 ms will do.
#
# Behind every pixel of our camera sit eight such pairs, one for each direction. You draw what
# moves. The arrows are what the detectors say, 200 ms each.

# %%
predict("steering_and_seeing.noisy_pixels", then=views.camera())

# %% [markdown]
# **Draw** a path in the pad and look at the arrows. Then add noise to the pixels, little by little.
#
# <details><summary>What we see, and why</summary>
#
# Without noise the arrows are right to a few degrees, though there are only eight kinds of detectors: each of their
# spikes is a step in its own direction, and an arrow points where all steps together lead (a *vector sum*). Up to a
# noise of about 0.05 the arrows hold, though there are already more than three times as many spikes. Beyond that any
# two may meet, and the arrows begin to stray.
#
# </details>

# %%
for noise in (0.0, 0.05, 0.08, 0.1):
    right = motion.share_right(noise, np.random.default_rng(0), 4 if noise else 1)
    print(f"noise {noise:.2f}: the direction of a bar is right in {100 * right:.0f} %")

# %% [markdown]
# At 0.1 all straight directions are right, all slanted ones wrong. We took the largest count, which the edges decide:
# slanted pairs are 4 % fewer. The vector sum of the eight counts is off by some 15° at most.
#
# We asked what a network in the world needs beyond spikes that come together. For doing, it needs a
# memory that waits for the reward and a comparison with what would have happened anyway. For
# seeing, spikes that come together were enough, if one of the two lines is late. How a brain with
# thousands of synapses finds out anything from a single mark, we don't know. In lesson 13 the slope
# told each weight its own share of the error; here all get the same mark, and the surprises of all
# the others are noise to each. And everything ran in one program, ours. Would another one agree?
# That's lesson 21.
#
# **In the books**, search for *eligibility trace*, *three-factor rule* or *R-STDP*, *reinforcement learning*,
# *policy gradient* or *REINFORCE*, *reward baseline*, *event camera* or *dynamic vision sensor*,
# *Reichardt detector*, *optic flow*, *aliasing*.

# %% [markdown]
# ## Key points
#
# - A three-factor rule lets pairs leave notes that fade. A reward pays for what is left. The memory has to last at
#   least about as long as the delay.
# - A synapse should remember what happened *more than expected*. Where one sensor is wired to several motors,
#   remembering all that happened hardly tells its wires apart.
# - An event camera sends changes. A direct and a delayed line that meet make a detector of motion, for one
#   direction and one speed, unless the pattern repeats.
#
# **Where is this used?** Reward-modulated rules are how a chip could go on learning in the field, where nobody
# sends it gradients. Event cameras fly on research drones.

# %% [markdown]
# ## Quiz

# %%
quiz("steering_and_seeing")

# %% [markdown]
# ## Go deeper
#
# - **Another speed.** What do the camera's detectors, built for 50 pixels a second, say of a bar that moves to
#   the right twice as fast, or four times? The cell below counts their spikes, from → on counter-clockwise. At twice
#   the speed → leads by half, and at four times all eight say nearly the same: a pixel's own two spikes follow each
#   other so soon that they meet in its neuron, without the neighbour.
# - **Why a baseline?** On average a surprise is zero. So whatever constant you take away from the reward, the
#   better rule goes the same way on average. How much chatter there is on the way depends on it. When the
#   usual reward is taken away, the vehicle finds the light in three of four trials; with nothing, in some 60 %;
#   with 0.05 taken away or added, more than any step brings, in hardly any: chatter throws the weights about
#   before the average has moved them. At a learning rate of 0.004 it's the average that tells. After 5,000
#   trials with 0.05 taken away, the vehicle finds the light in most of its trials. By the first rule it isn't only
#   chatter: its notes are never negative, so whatever is paid on average moves all wires together.
# - **Fear of light**, as Braitenberg called straight wires. In the vehicle's picture, reward it when it gets
#   *darker*. Where does it end up? (Along the walls: the straight wires become the thick ones, and it ends some 3.6
#   from the light, between a wall's 3 and a corner's 4.2. What if a sensor *inhibits* its motor, which otherwise
#   runs by itself? Then *straight* wires find the light, ours in some nineteen of twenty trials, because the motor
#   on the dark side is the one that keeps running, and crossed ones never. He called the straight ones *love*, for
#   they stop at the light, the crossed ones *explorer*, and crossed wires that excite *aggression*.)

# %%
for speed in (0.05, 0.1, 0.2):  # pixels per ms
    seen = motion.events(motion.moving_bar(0.0, speed=speed))
    print(f"{1000 * speed:3.0f} pixels/s: {motion.see_motion(seen).counts}")

# %% [markdown]
# ### Asked by readers
#
# #### When it doesn't learn
#
# **Mine learns nothing. What do I check?** Whether it ever does the right thing by chance; if not, start it nearer to
# the goal or give it more noise. Then print the reward beside what it did: do they depend on each other? Then whether
# the memory outlasts the delay, and the expected part is subtracted, last the learning rate.
#
# **How much noise is right?** The vehicle's comes from the motors, whose spikes come by chance around λ. If each
# made exactly λ, all surprises would be 0, and no weight would move. With surprises a third as large it learned as
# well as with ours (nine motor neurons on each side would make them so, each turning it by a ninth as much); with
# three times as large ones it hardly ever found the light, because noise drives, too.
#
# **Which learning rate?** The largest at which what has been learned stays. From 0.1 to 0.4 it made no difference
# (three trials in four). At 0.01 sixty trials were too few, and it was a quarter, and at 5 one in five: each lucky or
# unlucky step rewrites the weights.
#
# **Is a longer memory the safer choice?** Not here. The vehicle's reward comes almost at once, and at $\tau_e$ = 100
# ms it finds the light in 76 % of its trials. At 400 ms it's some 60 %, at a second little over a quarter, because
# most of what is paid for was done long before.
#
# **How do I know that the reward has taught it?** Give it one that knows nothing: toss a coin before each
# trial for whether brighter or darker is good. Of 96 such vehicles 85 then never found the light in thirty
# trials, but six found it in most, by luck. So show how the share of successes grows, a line for each of ten
# vehicles, and ten with the coin.
#
# **What is the error of the 76 %?** The thirty trials of a vehicle share its weights, so count vehicles. From vehicle
# to vehicle the share has a standard deviation of 10 points, of which thirty tosses alone would make 8. The mean of 200
# has a *standard error* of 10/√200 = 0.7. To tell 76 from 70 % four times in five (a *power* of 80 %, at the usual 5
# %), take 2 ((1.96 + 0.84) × 10/6)² = 44 vehicles of each kind.
#
# **What if the world changes?** From 1 or 2.8 away ours finds the light as often as from 2, where it learned. We let
# 36 vehicles learn and then rewarded them for darkness. After sixty more trials none of them found the light. When
# light was good once more, three in five of them found it again in most trials. Of 32 whose motors were swapped
# after learning, one found it again in sixty trials, and none whose left eye went blind. Begin from equal wires
# then: that mends swapped motors, but no blind eye.
#
# **How does it scale?** Badly. Let vehicles share one mark, the sum of their rewards. After sixty trials four of them
# (8 motors) find the light in about half of their trials, and sixteen (32 motors) in one of five.
#
# #### When it drives badly
#
# **Mine drives in circles, or swings from side to side.** The sign comes first: hold a light to its left and see
# which motor fires more. Then the delay from eye to wheel. Wired crosswise and with eyes 50 ms late, ours still
# finds the light in three trials out of four. At 100 ms it's one in five, at 200 none. With half the turn for each
# spike, 100 ms leave seven in ten, and with a quarter 200 ms leave nearly two in three: so be quicker, or turn less.
# A rule of thumb, from two steps of delay on: take the part of an error that one step corrects, times these steps.
# Near 1 is safe, 2 is too much. If ours is 10° off, it turns by some 6°, a part of 0.6; two steps late make 1.2, four
# 2.4. Unequal wheels come last. With half the spikes from the left motor it finds the light as often, for each error
# is corrected (*feedback*).
#
# **How do I turn spikes into a wheel's speed?** Count them in each step, or send them through a low-pass filter: even
# with 200 ms it finds the light in three trials out of four. That is no delay of 200 ms. An eighth of a change comes
# through at once, and the faster a swing, the smaller it leaves the filter. A delay hands it on whole, and late.
#
# **Can I test it on a recording instead?** Not its driving, because no turn changes what comes next (*open loop*), as
# it does on the road (*closed loop*). Given what a good driver saw, eyes that are 50 or 200 ms late alike turn to the
# lighter side in about half of the steps; on the road it was three in four against none.
#
# #### Beside other rules
#
# **How is it related to Q-learning and TD learning?** All three learn from a surprise. Ours is nearly REINFORCE, with a
# memory. *TD learning* predicts the reward, moment by moment, and pays what differs from that; dopamine neurons
# seem to send such an error (Schultz and others 1997). Plain *Q-learning* keeps a table of what each action brings in
# each state: with four states and three turns it found the light in nearly every trial after ten. Ours, without a
# table, finds it in three of four.
#
# **Do real synapses keep such notes?** Some do, for a second or two. In slices of a mouse's striatum, spines grew
# only if dopamine came 0.3 to 2 s after their input (Yagishita and others 2014).
#
# **Does it need spikes at all?** Not to steer. Let each sensor give cos φ / (1 + d), at most 1, and turn in each step
# by their difference, `heading += left - right`, at a steady 0.035 a step. That finds the light in some 73 %. It
# misses where it begins with the light behind it, in one of four.
#
# #### The event camera
#
# **Does it see what stands still?** Only if the camera moves, and then only edges. So for *N-MNIST*, recordings of
# written digits, it moved three times before each (Orchard and others 2015). Our eyes move even while we look at one
# point (*fixational eye movements*). A picture held still on the retina fades (Poletti and Rucci 2010).
#
# **Can I get a picture out of events?** They tell changes, so the grey that a pixel began with is lost, and faults add
# up. So the *DAVIS* camera also takes ordinary pictures (Brandli and others 2014), and *E2VID*, a network, guesses them
# from events (Rebecq and others 2021).
#
# **My event camera sends spikes from everywhere. What first?** Drop a spike if no neighbouring pixel has sent one
# with it or shortly before (a *background activity filter*). At a noise of 0.08, with 4 ms, the direction of a bar
# (by the largest count) was then right some four times in five, and before in two of three. At 0.1 it's too late:
# nearly every spike finds a neighbour.
#
# **How high should the *contrast threshold* be?** As high as the faintest thing that you want to see allows.
# Ours, 0.2 in the logarithm, sends nothing of a bar that is 15 % brighter. At 0.4 our bar, twice as bright as the
# dark, makes a third of the events, and even a noise of 0.08 leaves all eight right.
#
# **My things move at another speed. Which delays?** The distance between the two pixels, divided by the speed: 1
# pixel in 10 ms is 100 a second. With 20 ms and `within` 2 ms your detector hears 46 to 55 pixels a second. Delays
# of 5, 10, 20 and 40 ms, each with a third of itself as `within`, leave no gap from 19 to 300.
#
# **What does a real camera do worse than ours?** Its pixels' thresholds differ: with a spread of 20 % all eight
# directions were still right, even at a noise of 0.05. After an event a pixel is deaf for a while (*refractory*): 10
# ms would cost a third of our bar's events, and no direction. Some *leak*, and send ON although nothing changes;
# *hot* ones never stop, but with six of 576 the eight were right. And all share one line. Our bar sends 4.8 events in
# a millisecond. If the line carries 7, all eight are right; if it carries 5, the largest count never is, because
# events wait, up to 180 ms, but the vector sum still is. So raise the threshold, or read out only a part.
#
# **Can I make events from my own film?** Yes, with `motion.events` and the logarithm of its greys. But all events of
# a picture bear its time: with 30 a second one direction in eight is right, chance. To fade each picture into the
# next, in steps of 2 ms, mends that: six in ten are right by the largest count, all by the vector sum. *v2e* lets a
# network move things in between, and adds a real pixel's faults (Hu and others 2021).
#
# **How do I hand events to a network?** One by one, as here: each pixel is two senders, ON and OFF (*address-event
# representation*, AER). If one neuron hears both, a third as many spikes of a bar that goes right say *left*. A
# network with steps gets counts, an array (steps, 2, height, width). Let no bin be longer than the delay that
# matters, 20 ms here: in bins of 10 ms all our directions are right, of 20 ms half by the largest count and all by
# the vector sum, of 40 ms hardly any.
#
# **Does a brain see motion like this?** A fly does, nearly: its T4 cells hear ON and its T5 cells OFF. Beside the
# delayed pair, which Hassenstein and Reichardt guessed in 1956 from how a beetle turned, a line from the other side
# suppresses what moves the wrong way (Haag and others 2017), as in a rabbit's retina ([Barlow and Levick
# 1965](https://doi.org/10.1113/jphysiol.1965.sp007638)). Ours were built in.
#
# **How much less does such a camera send?** Our bar's 720 ms make 3,456 events. A film with 500 pictures a second
# would be sixty times as many greys; one with 24 only three times as many, but up to 42 ms old. An event takes more
# bits: x, y, time and polarity.
#
# **Is it the difference of two pictures?** No: that misses what changes by less than the threshold in 42 ms. A pixel
# counts from its last spike, so slow changes add up.
#
# **And if the camera itself moves?** Then every pixel sends. Random greys, smoothed over 2 pixels, with a standard
# deviation of 0.35 in the logarithm, make twice the bar's events at its speed; smoothed over 1 pixel nearly four
# times. Beside 500 pictures a second that is still 15 to 30 times fewer, but beside 24 hardly anything is gained.
# Twice the speed makes twice as many. Noise of 0.1 alone makes more than seven times the bar's.
#
# **What power do they take?** A camera of 128 × 128 pixels took 23 mW, and answered after 15 µs at best (Lichtsteiner
# and others 2008). Ordinary image sensors take hundreds ([Kodukula and others
# 2023](https://doi.org/10.1145/3570361.3613303)), mostly for more pixels. With an event camera the chip TrueNorth
# named 96.5 % of gestures rightly: it took less than 200 mW, and 105 ms to see one begin (Amir and others 2017). An
# ordinary network (weights −1, 0, 1; summed events) named 97.7 % of its validation set for 5 mW ([Rutishauser and
# others 2023](https://doi.org/10.1016/j.future.2023.07.017)).
#
# **What of lamps, glare and darkness?** On the mains a lamp swings a hundred times a second. If ours does so by a
# fifth up and down, *every* pixel fires about twice in each swing, which makes 24 times as many events as the bar;
# if by less than a tenth, none. Each pixel takes the logarithm of its own light, so its range is 120 dB, a million
# to one; a film camera's is some 60, a thousand to one (Gallego and others 2022). But in the dark a real pixel is
# slower, and noisier.
#
# **Does it see where a long edge goes?** Only how it moves across itself. A line slanted like / that passes to
# the right looks to two pixels as if it went down as well (the *aperture problem*). Its ends or corners tell.
#
# **How do others get the arrows?** All arrows of a picture are its *optic flow*: if they point away from one spot,
# you are heading there. Without spiking neurons one fits a plane to the times at which neighbouring pixels sent (the
# steeper, the slower), takes *Lucas-Kanade* over from films, or shifts events back along a guessed motion and keeps
# the guess that makes the sharpest picture, *contrast maximisation* (Gallego and others 2022). A plane fitted to all
# ON events of a bar is right in all eight directions even at a noise of 0.08.

# %% [markdown]
# **Behind the picture.** The code that drew the vehicle:

# %%
views.drive.code()

# %% [markdown]
# ## References
#
# - Frémaux N, Gerstner W (2016). Neuromodulated spike-timing-dependent plasticity, and theory of three-factor
#   learning rules. *Front Neural Circuits* 9:85,
#   [doi:10.3389/fncir.2015.00085](https://doi.org/10.3389/fncir.2015.00085).
# - Schultz W, Dayan P, Montague PR (1997). A neural substrate of prediction and reward. *Science* 275:1593-1599,
#   [doi:10.1126/science.275.5306.1593](https://doi.org/10.1126/science.275.5306.1593).
# - Izhikevich EM (2007). Solving the distal reward problem through linkage of STDP and dopamine signaling. *Cereb
#   Cortex* 17:2443-2452, [doi:10.1093/cercor/bhl152](https://doi.org/10.1093/cercor/bhl152).
# - Braitenberg V (1984). *Vehicles: Experiments in Synthetic Psychology*. MIT Press.
# - Williams RJ (1992). Simple statistical gradient-following algorithms for connectionist reinforcement learning.
#   *Mach Learn* 8:229-256, [doi:10.1007/BF00992696](https://doi.org/10.1007/BF00992696).
# - Amir A and others (2017). A low power, fully event-based gesture recognition system. *CVPR*, 7243-7252,
#   [doi:10.1109/CVPR.2017.781](https://doi.org/10.1109/CVPR.2017.781).
# - Hu Y, Liu SC, Delbruck T (2021). v2e: From video frames to realistic DVS events. *CVPR Workshops*, 1312-1321,
#   [arXiv:2006.07722](https://arxiv.org/abs/2006.07722).
# - Orchard G, Jayawant A, Cohen GK, Thakor N (2015). Converting static image datasets to spiking neuromorphic
#   datasets using saccades. *Front Neurosci* 9:437,
#   [doi:10.3389/fnins.2015.00437](https://doi.org/10.3389/fnins.2015.00437).
# - Gallego G and others (2022). Event-based vision: a survey. *IEEE Trans Pattern Anal Mach Intell* 44:154-180,
#   [doi:10.1109/TPAMI.2020.3008413](https://doi.org/10.1109/TPAMI.2020.3008413).
# - Brandli C, Berner R, Yang M, Liu SC, Delbruck T (2014). A 240 × 180 130 dB 3 µs latency global shutter
#   spatiotemporal vision sensor. *IEEE J Solid-State Circuits* 49:2333-2341,
#   [doi:10.1109/JSSC.2014.2342715](https://doi.org/10.1109/JSSC.2014.2342715).
# - Rebecq H, Ranftl R, Koltun V, Scaramuzza D (2021). High speed and high dynamic range video with an event camera.
#   *IEEE Trans Pattern Anal Mach Intell* 43:1964-1980,
#   [doi:10.1109/TPAMI.2019.2963386](https://doi.org/10.1109/TPAMI.2019.2963386).
# - Poletti M, Rucci M (2010). Eye movements under various conditions of image fading. *J Vis* 10(3):6,
#   [doi:10.1167/10.3.6](https://doi.org/10.1167/10.3.6).
# - Haag J, Mishra A, Borst A (2017). A common directional tuning mechanism of *Drosophila* motion-sensing neurons in
#   the ON and in the OFF pathway. *eLife* 6:e29044, [doi:10.7554/eLife.29044](https://doi.org/10.7554/eLife.29044).
# - Yagishita S and others (2014). A critical time window for dopamine actions on the structural plasticity of
#   dendritic spines. *Science* 345:1616-1620,
#   [doi:10.1126/science.1255514](https://doi.org/10.1126/science.1255514).
# - Lichtsteiner P, Posch C, Delbruck T (2008). A 128 × 128 120 dB 15 µs latency asynchronous temporal contrast
#   vision sensor. *IEEE J Solid-State Circuits* 43:566-576,
#   [doi:10.1109/JSSC.2007.914337](https://doi.org/10.1109/JSSC.2007.914337).
#
# Words of this lesson, in the [glossary](glossary.md): eligibility trace, event camera.
#
# Next: [21 · The same network, somewhere else](21_three_simulators.ipynb).
