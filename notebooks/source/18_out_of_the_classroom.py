# %% [markdown]
# # 18 · Out of the classroom
#
# **90 minutes**, and 40 more for what is optional · You need: lessons
# [03](04_what_a_spike_does.ipynb) (the delay pair), [05](06_measuring_trains.ipynb) (Poisson
# spikes) and [07](08_many_synapses.ipynb) (the reward).
#
# *What are spiking networks good for, out there, and with which tools do you go on?*
#
# You will be able to answer:
#
# - How is a movement read from spikes, and how well can anybody read it?
# - Is it the times or the number of spikes in which a real neuron tells a sound?
# - What must a synapse remember until a reward arrives?
# - How do delays see which way something moved?
#
# Run a cell with Shift+Enter (*Run > Run All Cells* runs them all). You may skip the code between a
# question and its picture.

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

# %%
import numpy as np

from snn_edu.coding import LinearDecoder, movement, r_squared
from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.out_of_the_classroom import motion, recording, vehicle
from snn_edu.lessons.out_of_the_classroom import views as lesson
from snn_edu.live import animate, choice, explore, pad, slider, toggle

# %% [markdown]
# ## Read a movement
#
# In motor cortex neurons fire for the direction in which the arm will move, each most for its own.
# People who cannot move steer cursors and arms by such spikes. You have no electrodes in your head,
# so the neurons here are **synthetic**: their spikes are drawn by a formula, from the path that you
# draw. Everything after the spikes is as in a [brain-computer
# interface](glossary.md#brain-computer-interface). **Before you draw:**

# %%
predict("out_of_the_classroom.few_neurons")


# %%
def scribble(path, neurons, seed):
    hand = movement.even_pace(path)  # 8 s of movement, 400 steps of 20 ms
    rng = np.random.default_rng(seed)
    made = movement.decode_path(hand, neurons, lesson.practice(), rng)
    return {
        "hand": made.hand.T,
        "cursor": made.cursor.T,
        "spikes": lesson.spikes_of(path, neurons, seed),
        "text": f"{neurons} neurons: {100 * made.r2:.0f} % of the velocity decoded, cursor "
        f"{made.error:.2f} half widths from the hand on average.",
    }


# %%
explore(
    scribble,
    lesson.draw_scribble,
    path=pad("your path"),
    neurons=slider("neurons", 2, 400, start=400, step=2),
    seed=slider("noise seed", 0, 7, start=0, step=1),
    size=(6.6, 3.3),
)

# %% [markdown]
# Draw something of your own, your initial perhaps. Then slide down to two neurons, and slowly up
# again. With two the cursor hardly leaves its place, with 20 there is a scribble, at 100 you can
# tell what it is, and at 400 it is your drawing. On the right are the spikes, of forty neurons at
# most: a row for each, ordered by preferred direction. Such a cloud is all that the decoder gets.
#
# Each neuron fires at 15 Hz more or less, faster for its own direction. The decoder is a weighted
# sum of all counts in 20 ms. It was fitted to a minute of *another* movement, so it never saw your
# drawing; the cursor adds up the velocities that it guesses. Where the spikes tell little, the guess
# with the smallest squared error is close to the mean, which is to stand still: hence the small
# drawings. How good is it? $R^2$ is the share of the velocity's variance that is guessed right: 1 is
# all, 0 is no better than always guessing the mean, and below 0 is worse. The distance from the hand is
# counted in half widths of the pad.

# %%
hand = movement.even_pace(pad("the eight").start)
made = {neurons: [] for neurons in (2, 5, 20, 100, 400)}
for seed in range(8):
    known = lesson.practice(seed)
    for neurons in made:
        rng = np.random.default_rng(seed)
        made[neurons].append(movement.decode_path(hand, neurons, known, rng))
for neurons, runs in made.items():
    width = np.mean([np.ptp(one.cursor[:, 0]) for one in runs]) / np.ptp(hand[:, 0])
    r2, error = np.mean([(one.r2, one.error) for one in runs], axis=0)
    print(f"{neurons:3} neurons: R2 {r2:.2f}, {error:.2f} from the hand, {width:.2f} times as wide")
assert r2 > 0.95  # 400 neurons: the hand
assert error < 0.06

# %% [markdown]
# ## One direction, eight counts
#
# Now one movement, and the oldest way to read it. A neuron with the [preferred
# direction](glossary.md#preferred-direction) $\theta_i$ fires at
#
# $$ f_i(\theta) = b + m \cos(\theta - \theta_i) $$
#
# where $b$ is its baseline and $m \le b$ its modulation, both in Hz. In a time $T$ it sends $n_i$
# spikes, a Poisson number around $f_i T$. Let each neuron vote for its preferred direction, as
# loudly as it fired above its baseline: the sum of all votes is the [population
# vector](glossary.md#population-vector) (Georgopoulos and colleagues 1986).
#
# ### Your turn: the vector
#
# Return its direction in degrees. `counts` and `preferred` (in degrees) are arrays, `expected` is
# the count at the baseline, $b\,T$.


# %%
def vector(counts, preferred, expected):
    return ...  # degrees


check("out_of_the_classroom.vector", vector)

# %%
solution("out_of_the_classroom.vector")

# %% [markdown]
# How good can a reader be? Any reader?

# %%
predict("out_of_the_classroom.fifty_more")

# %% [markdown]
# The counts hold a [Fisher information](glossary.md#fisher-information) $J$ about the direction: what
# independent neurons tell adds up. No unbiased reader (right on average) has a smaller standard
# deviation than
#
# $$ \frac{1}{\sqrt J}, \qquad J = \sum_i \frac{T f_i'(\theta)^2}{f_i(\theta)}
#    = N T \left(b - \sqrt{b^2 - m^2}\right) $$
#
# in radians, the last for $N$ evenly spaced neurons. For small errors the population vector has
# $\sqrt{2 b / (N T m^2)}$: at $m = b$ a root of 2 more, else less than that.
#
# ### Your turn: the bound


# %%
def bound(neurons, baseline, modulation, window):
    return ...  # degrees; rates in Hz, window in ms


check("out_of_the_classroom.bound", bound)

# %%
solution("out_of_the_classroom.bound")

# %% [markdown]
# Four readers race over 400 movements below: the vector, the vector with its baseline taken off, a
# linear decoder fitted on 400 other movements, and [maximum
# likelihood](glossary.md#maximum-likelihood), which tries every direction and keeps the one under
# which these counts are least surprising.

# %%
predict("out_of_the_classroom.crowded")

# %%
explore(
    lesson.decoder_race,
    lesson.draw_decoder_race,
    neurons=slider("neurons", 4, 200, start=100, step=4),
    window=slider("window T", 20.0, 500.0, start=100.0, step=20.0, unit="ms"),
    crowding=slider("crowding of the preferred directions", 0.0, 3.0, start=0.0, step=0.25),
    seed=slider("noise seed", 0, 7, start=0, step=1),
    size=(6.2, 2.8),
)

# %% [markdown]
# Move the crowding to 1.5. The plain vector is lost, at some 80 degrees: every spike of the
# baseline votes for the crowd. With the baseline off it is at ten. The fitted decoder and maximum
# likelihood do as well as before, since both know who prefers what. Then try 4 neurons and 20 ms:
# the bound is about *small* errors, and where there is hardly a spike nobody is near it.

# %% [markdown]
# ### Your turn: an honest decoder
#
# A decoder is judged on movements that it has not seen. You get counts, (steps, neurons), and
# velocities, (steps, 2). Fit on the first half and return $R^2$ on the second.
# `LinearDecoder.fit(counts, velocity)` gives a decoder, its `.decode(counts)` guesses, and
# `r_squared(guessed, true)` judges.


# %%
def honest(counts, velocity):
    return ...  # R^2


check("out_of_the_classroom.honest", honest)

# %%
solution("out_of_the_classroom.honest")

# %% [markdown]
# How much does a dishonest one gain? Sixty neurons, and a random velocity that has nothing to do
# with their counts:

# %%
rng = np.random.default_rng(0)
counts, nonsense = rng.poisson(0.3, (200, 60)), rng.normal(size=(200, 2))
decoder = LinearDecoder.fit(counts[:100], nonsense[:100])
seen = r_squared(decoder.decode(counts[:100]), nonsense[:100])
unseen = r_squared(decoder.decode(counts[100:]), nonsense[100:])
print(f"R2 of nonsense: {seen:.2f} on what was fitted, {unseen:.2f} on what was not")
assert seen > 0.4
assert unseen < 0

# %% [markdown]
# ## A real recording
#
# Enough of formulas. Here is a neuron that lived: a receptor in the ear of the grasshopper *Locusta
# migratoria*, recorded by Ariel Rokem in Berlin (Rokem and colleagues 2006). It hears a tone of 2.5
# kHz whose loudness wanders at random, with frequencies up to 200 Hz, for ten seconds, and fires
# 929 spikes. One neuron, one trial.
#
# The sound comes before the spikes, so a spike at $t + k$ tells about the sound at $t$. The best
# weights $w_k$ for $k$ = 0 to 20 ms are fitted to the even seconds, and judged on the odd ones:
#
# $$ a(t) \approx c + \sum_k w_k\, s(t + k) $$
#
# with $a$ the loudness and $s$ the spikes. The judge is $r$, the correlation of guess and sound: 1 if
# they rise and fall together, 0 if they have nothing to do with each other.

# %%
sound, spikes = recording.grasshopper()
print(f"{len(spikes)} spikes, {spikes.rate():.0f} Hz, CV {spikes.cv():.2f}")
by_times = recording.reconstruct(sound, spikes)
print(f"read by their times: r = {by_times.r:.2f}; best told {by_times.filter.argmax()} ms later")
assert abs(by_times.r - 0.516) < 0.02
assert len(spikes) == 929

# %%
predict("out_of_the_classroom.counted")

# %%
predict("out_of_the_classroom.moved_by_two")

# %%
explore(
    lesson.sound_read,
    lesson.draw_sound_read,
    read_by=choice("the spikes are read by their", ("times", "number"), "times"),
    jitter=slider("each spike moved by (s.d.)", 0.0, 10.0, start=0.0, step=0.5, unit="ms"),
    within=slider("spikes within", 2, 50, start=20, step=2, unit="ms"),
    tries={
        "their number in 50 ms": {"read_by": "number", "within": 50},
        "moved by 2 ms": {"jitter": 2.0},
        "the first 4 ms only": {"within": 4},
    },
    size=(6.2, 2.5),
)

# %% [markdown]
# Two cliffs. Jitter: r is 0.52 without, 0.41 at 1 ms, 0.26 at 2 ms, 0.04 at 10 ms, for the fastest
# parts of the sound come and go in 5 ms (a period of 200 Hz). And the spikes
# that are listened to: those up to 4 ms later tell nothing, up to 10 ms 0.50, and what is fired
# later than 20 ms adds nothing, because this ear answers five to ten milliseconds late.
#
# The number of spikes in 50 ms has 0.08. Is that fair? In 20 ms it has 0.23: a short window *is*
# timing, of a coarse kind. "Rate or timing" is a question about milliseconds, and this neuron
# answers it for this sound.

# %%
for sd in (0.0, 1.0, 2.0, 10.0):
    r = [
        recording.reconstruct(sound, lesson.jittered(spikes, sd, np.random.default_rng(seed))).r
        for seed in range(5)
    ]
    print(f"moved by {sd:4.1f} ms: r = {np.mean(r):.2f}")
for window in (20, 50):
    print(f"counted in {window} ms: r = {recording.count_correlation(sound, spikes, window):.2f}")
assert abs(recording.count_correlation(sound, spikes, 50) - 0.076) < 0.02

# %% [markdown]
# ## Steer
#
# A vehicle has two light sensors and two motors, and spikes in between. A motor's spikes push its
# own side, so more on the left turn it to the right. Wire left to left, and light on the left
# turns it away; wire it crosswise, and it turns to the light (Braitenberg 1984). Nobody wires
# yours. It begins with four weights of 0.5, and a reward tells it in each step how much brighter
# it got.
#
# The reward comes after the spikes, so each synapse must remember them. What, exactly? Say `pre`
# for the sensor's spikes in a step and $n$ for the motor's. Lesson 08's
# [eligibility](glossary.md#eligibility-trace) remembered pairs, `pre n`.

# %%
predict("out_of_the_classroom.naive")

# %%
animate(
    lesson.vehicle_learning,
    lesson.draw_vehicle,
    compare=toggle("minus expected", True),
    wires=choice("wires", tuple(lesson.WIRES), "learned from equal"),
    reward=choice("rewarded when it gets", ("brighter", "darker"), "brighter"),
    eta=slider("learning rate η", 0.05, 5.0, start=0.4, log=True),
    seed=slider("noise seed (read when it begins)", 0, 7, start=0, step=1),
    tries={"naive": {"compare": False}, "darkness": {"reward": "darker"}, "hasty": {"eta": 5.0}},
    fps=20, still=60, button="Drive", size=(7.2, 2.8),
)  # fmt: skip

# %% [markdown]
# Press **Drive**. After some twenty trials the crossed wires get thick, and it finds the light in
# most trials. When the sixty are over, take "minus expected" away and drive again: it stays near
# chance. Reward darkness, and it learns to flee. And at a learning rate of 5 it forgets as fast as
# it learns. (Press Reset between two of these.)
#
# The rule is Williams's (1992). In each step a motor expects $\lambda$ spikes and sends $n$; the
# synapse remembers the difference, and the reward $r$, less what is usual, pays for it:
#
# $$ e \leftarrow e\, e^{-25/\tau_e} + \mathrm{pre}\,(n - \lambda), \qquad
#    w \leftarrow w + \eta\,(r - \bar r)\, e $$
#
# ### Your turn: what a synapse remembers


# %%
def remember(e, pre, n, expected, tau):
    return ...  # shape (2, 2): [sensor, motor]; a step is 25 ms


check("out_of_the_classroom.remember", remember)

# %%
solution("out_of_the_classroom.remember")

# %% [markdown]
# Wired by hand, and ten seeds of each rule: sixty trials to learn, then thirty to judge.

# %%
rules = {"right": {}, "naive": {"compare": False}, "darkness": {"reward": -1}}
crossed = vehicle.Vehicle().success(vehicle.CROSSED, np.random.default_rng(0))
print(f"wired crosswise by hand: {crossed:.0%}")
shares = {}
for name, rule in rules.items():
    robot = vehicle.Vehicle(**rule)
    trials = [list(robot.learn(vehicle.EQUAL, np.random.default_rng(k))) for k in range(10)]
    judged = [robot.success(one[-1].weights, np.random.default_rng(100), 30) for one in trials]
    shares[name] = np.mean(judged)
    print(f"{name:8}: finds the light in {np.mean(judged):.0%}, worst seed {min(judged):.0%}")
assert shares["right"] > 0.7
assert shares["naive"] < 0.15
assert shares["darkness"] < 0.02

# %% [markdown]
# The naive rule is the one that comes to mind first. It fails for a reason that has nothing to do
# with vehicles: a rule that pays for whatever happened, and not for what happened *more than
# usual*, has no direction.

# %% [markdown]
# ## See motion (optional)
#
# An [event camera](glossary.md#event-camera) has no frames. Each pixel sends a spike when its
# brightness has changed by a fixed ratio since its last one, here by $e^{0.2}$ = 1.22, and is
# silent else. Behind every pixel of ours (24 x 24, a **synthetic** camera too) sit eight of lesson
# 03's pairs, one for each direction: a neuron that hears its own pixel, and the neighbour's spike
# late, by as long as something at 50 pixels a second takes from there. It fires when the two meet.
#
# You draw what moves. The arrows are what the detectors say, 200 ms each.

# %%
predict("out_of_the_classroom.noisy_pixels")

# %%
explore(
    lesson.camera,
    lesson.draw_camera,
    path=pad("what moves past", start="spiral"),
    noise=slider("noise of each pixel (s.d.)", 0.0, 0.1, start=0.0, step=0.01),
    speed=slider("built for", 0.02, 0.2, start=0.05, step=0.01, unit="pixels/ms"),
    size=(6.6, 3.3),
)

# %% [markdown]
# Without noise the arrows are right to a few degrees: eight coarse detectors, averaged, are one
# fine one, as in the population vector. Up to 0.07 the noise does little, because it takes a change
# of 0.2 to make a spike. Then spikes come from everywhere. A bar that crosses the camera, in all
# eight directions, four films each:

# %%
told = {}
for noise in (0.0, 0.05, 0.08, 0.1):
    told[noise] = motion.share_right(noise, np.random.default_rng(0), 4 if noise else 1)
    print(f"noise {noise:.2f}: direction told right in {told[noise]:.0%}")
assert told[0.0] == told[0.05] == 1.0
assert told[0.1] < 0.75

# %% [markdown]
# ## Paper check
#
# The vector and maximum likelihood against their closed forms, 4000 directions, 100 neurons at
# $b$ = 20 and $m$ = 15 Hz for 100 ms; and the grasshopper's r.

# %%
rng = np.random.default_rng(0)
cells = movement.CosineNeurons.even(100)
directions = rng.uniform(-180, 180, 4000)
counts = cells.counts(directions, 100.0, rng)
vector_rms = movement.rms_error(movement.population_vector(counts, cells.preferred), directions)
best_rms = movement.rms_error(movement.maximum_likelihood(counts, cells.preferred), directions)
print(f"vector {vector_rms:.2f} degrees, formula {movement.vector_error(100):.2f}")
print(f"maximum likelihood {best_rms:.2f} degrees, bound {movement.fisher_bound(100):.2f}")
assert abs(vector_rms / movement.vector_error(100) - 1) < 0.05
assert abs(best_rms / movement.fisher_bound(100) - 1) < 0.05
print(f"grasshopper: r = {by_times.r:.3f} by times")

# %% [markdown]
# ## Key points
#
# - Cosine-tuned neurons tell a direction no better than $1/\sqrt{J}$: twice the neurons, the error
#   divided by $\sqrt 2$. Maximum likelihood reaches it.
# - The population vector needs evenly spaced neurons. A fitted decoder does not, and it makes the
#   drawing too small where spikes tell little.
# - A recorded receptor tells its sound by times (r = 0.52), not by counts in 50 ms (0.08). 2 ms of
#   jitter halve it.
# - A reward can teach if the synapse remembers *more than expected*; `pre x post` alone stays near
#   chance.
# - Two delayed lines and a threshold see direction, until noise makes more spikes than the world.

# %% [markdown]
# ## Quiz

# %%
quiz("out_of_the_classroom")

# %% [markdown]
# ## References
#
# - Georgopoulos AP, Schwartz AB, Kettner RE (1986). Neuronal population coding of movement
#   direction. *Science* 233:1416-1419,
#   [doi:10.1126/science.3749885](https://doi.org/10.1126/science.3749885).
# - Rokem A, Watzl S, Gollisch T, Stemmler M, Herz AVM, Samengo I (2006). Spike-timing precision
#   underlies the coding efficiency of auditory receptor neurons. *J Neurophysiol* 95:2541-2552,
#   [doi:10.1152/jn.00891.2005](https://doi.org/10.1152/jn.00891.2005). The recording is a part of
#   what the package nitime ships (BSD licence; `snn_edu/lessons/out_of_the_classroom/grasshopper/README.md`).
# - Braitenberg V (1984). *Vehicles: Experiments in Synthetic Psychology*. MIT Press.
# - Williams RJ (1992). Simple statistical gradient-following algorithms for connectionist
#   reinforcement learning. *Mach Learn* 8:229-256.
# - Lichtsteiner P, Posch C, Delbruck T (2008). A 128 x 128 120 dB 15 us latency asynchronous
#   temporal contrast vision sensor. *IEEE J Solid-State Circuits* 43:566-576.
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
# Words of this lesson, in the [glossary](glossary.md): brain-computer interface, preferred
# direction, population vector, Fisher information, maximum likelihood, event camera.
#
# This was the last lesson. What you have now fits into a file, and the file runs elsewhere.
