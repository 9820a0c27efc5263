# %% [markdown]
# # 19 · Reading a movement, hearing a sound
#
# **50 minutes** · You need [lesson 05](05_temporal_coding.ipynb), and sine and cosine.
#
# *Somebody hands you spikes. What can you read from them, and how would you know that you read it well?*
#
# By the end you can read a direction from the counts of a few neurons, judge a decoder honestly, even your
# own, and say how long one has to count to hear what a neuron of a grasshopper's ear tells.

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

import matplotlib.pyplot as plt
import numpy as np

from snn_edu import explore
from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.reading_and_hearing import recording, views
from snn_edu.lessons.reading_and_hearing.movement import (
    CosineNeurons,
    LinearDecoder,
    r_squared,
    rms_error,
)

# %% [markdown]
# A balanced network fires as if it threw dice. If every neuron in it looks like chance, how can a
# message be read in its spikes?
#
# Some people can't move their arms, though the part of the brain that plans a movement is intact. If its spikes
# are read, they can steer a cursor or a robot's arm, by a [brain-computer
# interface](glossary.md#brain-computer-interface). In the motor cortex most neurons have a direction for which
# they fire most, the [preferred direction](glossary.md#preferred-direction). They fire less the further the
# movement turns away from it. The curve of the rate over the direction is the neuron's **tuning curve**, and
# whatever turns spikes back into a movement is a **decoder**. Our neurons are *synthetic*: a formula draws
# their spikes at random.

# %% [markdown]
# ## How do many neurons point one way?
#
# No single neuron knows where the arm will go. One that prefers 90° fires as often at 60° as at 120°. But let each
# neuron vote for its own preferred direction, as loudly as it fires *above what it does at rest*. Draw every vote
# as an arrow. If the directions are spread evenly, each arrow that leans to one side of the movement has its like
# on the other. So their sum, the **population vector**, points along it.
#
# Take four neurons that fire 20 times a second at rest. To that a movement adds 15 times the cosine of the angle
# between it and their direction. The arm moves to 30°:
#
# | prefers | cosine | fires | its vote |
# |---|--:|--:|---|
# | 0° | 0.87 | 33 Hz | 13 to the right |
# | 90° | 0.5 | 27.5 Hz | 7.5 up |
# | 180° | −0.87 | 7 Hz | −13 to the left |
# | 270° | −0.5 | 12.5 Hz | −7.5 down |
#
# A negative vote points away. So the sum is 26 to the right and 15 up, which is 30°.
#
# ### Your turn: a population vector

# %%
def vector(counts, preferred, at_rest):
    votes = ...  # how much more each fired than at rest; at_rest is one number for all
    return ...  # the direction of the sum in degrees; preferred is in degrees too


check("reading_and_hearing.vector", vector)

# %%
solution("reading_and_hearing.vector")

# %% [markdown]
# Among directions spread evenly all round, subtracting changes nothing, because the votes at
# rest cancel. But electrodes hit what they hit, so the directions may be crowded.

# %%
predict("reading_and_hearing.crowded", then=views.decoders())

# %% [markdown]
# **Try** to move the crowding from 0 to 1.5, and see which arrow leaves the arm. The dots are typical errors
# (the root mean square) over 400 movements, on a logarithmic axis.
#
# | who reads | spread evenly | crowded |
# |---|--:|--:|
# | all spikes vote | 8° | some 80° |
# | spikes above rest vote | 8° | mostly 8° to 15° |
# | a linear decoder, fitted on examples | 9° | 9° or 10° |
# | [maximum likelihood](glossary.md#maximum-likelihood) | 7° | 7° or 8° |
#
# A guess would have 104°. Every neuron fires at rest, so the crowd shouts its own direction, whatever the arm
# does. Once that is subtracted some 8 or 9 degrees stay however many neurons vote (at 1.5): a crowd has more arrows
# along its own axis than across it, which stretches the sum that way. The last two decoders hardly suffer: both
# allow for the many that say the same. (Maximum likelihood takes the direction that makes these counts least
# surprising.)
#
# How much better could *any* decoder be?

# %%
predict("reading_and_hearing.fifty_more")

# %% [markdown]
# Our neurons err independently, so their errors average out with the square root of their number. From some dozens
# on, no decoder's error falls faster. In a brain neurons share noise. Who shares it matters. What *all* share
# doesn't turn the vector, if they are evenly spread. What those of *like* direction share does: at a *noise
# correlation* of 0.2 between like and 0 between opposite ones, 1,600 err by some 18°, not 2°. Does *your* vector
# follow the root? The grey line falls as $1/\sqrt{N}$.

# %%
def error(neurons, window=100.0):  # change this: a window of 400 ms. What is it worth?
    cells, rng = CosineNeurons.even(neurons), np.random.default_rng(1)
    counts = cells.counts(np.full(400, 60.0), window, rng)  # 400 times a movement to 60 degrees
    read = [vector(each, cells.preferred, 20.0 * window / 1000) for each in counts]
    return np.nan if any(each is ... for each in read) else rms_error(read, np.full(400, 60.0))


sizes = np.array([10, 25, 50, 100, 200, 400])
plt.figure(figsize=(5.0, 2.2))
plt.loglog(sizes, 76.0 / np.sqrt(sizes), color="0.7")
plt.loglog(sizes, [error(neurons) for neurons in sizes], "o")
plt.xlabel("neurons")
plt.ylabel("error (degrees)")
plt.show()

# %% [markdown]
# ## What does a cursor draw?
#
# Your hand draws for 8 s, and 400 neurons fire at about 15 Hz each. At every step a linear decoder,
# a weighted sum of all counts, guesses the hand's velocity, and the cursor follows. The decoder was
# fitted to a minute of *another* movement.

# %%
predict("reading_and_hearing.few_neurons", then=views.scribble())

# %% [markdown]
# **Draw** your initial. Then go down to 5 neurons, and slowly up again.
#
# With few neurons the drawing is small. The decoder was fitted for the smallest *squared* errors, so it plays
# safe. When the spikes tell little, the best guess is close to the average, and the average velocity is zero. How
# small it gets is luck: other fives, which the *seed* draws, mostly make it a fifth to a half as wide.
#
# How good a decoder is, [$R^2$](glossary.md#r-squared) tells: the share of the velocity's variance that it gets
# right, so 1 is perfect. A decoder that always guesses the average has 0; a worse one, such as five neurons blown
# up to full size, has less than 0.

# %% [markdown]
# ## Who may judge a decoder?
#
# A decoder with many weights can learn its examples by heart, which is called **overfitting**. With as many
# weights as steps every guess can be made right, even from spikes that know nothing. So we judge a decoder on
# movements that it has *not* seen.
#
# ### Your turn: an honest $R^2$
#
# You get counts, a row for each step and a column for each neuron, and the velocity of each step. Fit on the
# first half of the steps, and judge on the second. (Not on every other step: a hand moves smoothly, and each
# step of the test would have a neighbour that the decoder knows.) `LinearDecoder.fit(counts, velocity)` gives a
# decoder, its `.decode(counts)` guesses, and `r_squared(guessed, true)` judges.

# %%
def honest(counts, velocity):
    return ...  # R^2


check("reading_and_hearing.honest", honest)

# %%
solution("reading_and_hearing.honest")

# %% [markdown]
# To see what a dishonest one gains, let the velocity be random. The dots are judged on what the decoder has
# seen, the line by *your* function.

# %%
rng = np.random.default_rng(0)
sizes, seen, unseen = (5, 10, 20, 40, 60, 80), [], []
steps = 100  # fitted on, of twice as many; change this: to 1,000
for neurons in sizes:
    counts, nonsense = rng.poisson(0.3, (2 * steps, neurons)), rng.normal(size=(2 * steps, 2))
    decoder = LinearDecoder.fit(counts[:steps], nonsense[:steps])
    seen.append(r_squared(decoder.decode(counts[:steps]), nonsense[:steps]))
    unseen.append(honest(counts, nonsense))
plt.figure(figsize=(5.0, 2.2))
plt.plot(sizes, seen, "o")
if ... not in unseen:
    plt.plot(sizes, unseen)
plt.xlabel("neurons")
plt.ylabel("R² of nonsense")
plt.show()

# %% [markdown]
# With sixty neurons the decoder seems to explain some 60 % of pure nonsense: chance alone gives it about as much
# as *weights divided by steps*. On what it hasn't seen it is worse than no decoder. The cure is more steps for each
# weight: fitted on 1,000, it explains less than a tenth. Whenever you read of a decoder, look for the sentence which
# says what it was judged on.

# %% [markdown]
# ## What does an ear say, and when?
#
# Here's a real neuron, a receptor in the ear of a grasshopper, recorded by Ariel Rokem and colleagues. For ten
# seconds it hears a high tone whose loudness goes up and down at random, up to 200 times a second. Listen to two
# seconds, with a click for each spike.

# %%
sound, spikes = recording.grasshopper()
print(f"{len(spikes)} spikes in {sound.size / 1000:.0f} s")
views.listen()

# %% [markdown]
# Can we read the loudness back from these spikes? One way uses all their times. For each moment we add a weight for
# every spike that comes up to 20 ms *later*, because a sound has to come before its spikes. Which weight depends on
# how much later. The best weights are found on the even seconds and judged on the odd ones.
#
# The judge is $r$, the correlation between guess and sound. It is 1 if they rise and fall together, and 0 if
# they are unrelated. Double a perfect guess, and r stays 1 while $R^2$ falls: r asks whether a guess goes the
# right way, $R^2$ whether it arrives. Here r is 0.52. Its square, 27 %, is the share of the sound's variance
# that it gets once rightly scaled.
#
# A simpler reader only counts the spikes in a window of 50 ms around each moment.

# %%
predict("reading_and_hearing.counted", then=views.sound())

# %% [markdown]
# **Try** the count with other windows. Then take a window of 3 ms and let it look ever later. Where does it
# hear most? Choose by the even seconds; the odd ones judge.
#
# At all these delays a window of 50 ms hears nearly nothing. A short one hears as little at the moment itself.
# It has to look about 6 ms later, as long as the ear takes to answer. There a plain count in 3 ms reaches 0.45,
# almost as much as the best weights. Later still r turns negative, as the sound has turned.
#
# ### Your turn: count where the answer is

# %%
def my_counts(times, t, window, later):
    # for each moment in t (ms): how many spikes are there in a window whose middle lies
    # `later` ms after it? A spike at its beginning counts, one at its end doesn't.
    return ...


check("reading_and_hearing.counts", my_counts)

# %%
solution("reading_and_hearing.counts")

# %% [markdown]
# Ask the same spikes for less: for the sound *averaged* over some milliseconds. Which window hears that best?

# %%
t = np.arange(sound.size) + 0.5  # ms: the middle of each millisecond
even = t // 1000 % 2 == 0  # these seconds choose a window, the others judge it


def count(window, later):
    n = my_counts(spikes.times, t, window, later)
    return np.array(n) if np.shape(n) == t.shape else recording.counts_in(spikes, t, window, later)


# %%
def heard(averaged_over=1, later=6):  # ms; change this: average the sound over 20, over 50
    slow = np.convolve(sound, np.ones(averaged_over) / averaged_over, "same")
    windows = np.arange(1, 61)
    counts = [count(window, later) for window in windows]
    lines = {}
    for name, part in ("here you choose", even), ("here you are judged", ~even):
        lines[name] = windows, [np.corrcoef(n[part], slow[part])[0, 1] for n in counts]
    return lines


explore(heard, averaged_over=(1, 60), later=(0, 15), labels=("window (ms)", "r"))

# %% [markdown]
# How exact must the times be?

# %%
moved = views.sound(knobs=["jitter"], read_by="the best weights")
predict("reading_and_hearing.moved_by_two", then=moved)

# %% [markdown]
# Two milliseconds take half of r away, and ten take nearly all. **Try** less. Beside the 11 ms between two spikes
# two milliseconds are little; beside the 5 ms within which the sound may rise and fall they are a lot.
#
# ## Is it the rate, or the timing?
#
# Every reader on this page takes an average. It has to, because a single spike tells little and may be chance. Add
# up many spikes, and what is chance in them partly cancels, while what they have in common stays. The population
# vector adds up over neurons, a count over time; of a direction that holds still, four times as much of either
# halves the error. But an average can't know what is chance and what is message. It keeps *whatever is shared*, so
# a crowd's spikes at rest stay, however many neurons there are. And it takes away *whatever differs*: add up over
# 50 ms, in which the sound has risen and fallen many times, and most of it goes.
#
# So ask: over what does chance change while the message stays? For an arm it's over hundreds of neurons, which
# all hear of one movement. (Few neurons need more time: twenty read a hand better from counts in 100 ms than in
# 20, four hundred worse.) For the ear, with its one neuron, it can only be time, as much of it as the
# message takes to change. The seconds that judge say, all 6 ms later:
#
# | what is asked for | count in 3 ms | in 20 ms | in 50 ms |
# |---|--:|--:|--:|
# | the sound | 0.45 | 0.11 | 0.08 |
# | averaged over 20 ms | 0.07 | 0.34 | 0.18 |
# | averaged over 50 ms | 0.05 | 0.16 | 0.28 |
#
# For an average over 20 ms the best window is 20 ms long, for one over 50 ms it's 50. If each spike is moved by 2
# ms, the first row's best number loses more than half, the last row's hardly anything: 0.26 is left of 0.28. Yet
# nobody has touched the neuron or its 929 spikes. A count in 3 ms is called timing, one in 50 ms a rate; but these
# are names for readers, and for how fast the thing changes that they ask for. Whoever finds nothing with one reader
# has tried one reader, not the neuron.
#
# That answers lesson 18: spikes that look like dice can carry a message, if their chance averages out over
# something and the message doesn't.
#
# ## What have we read?
#
# A direction, if many neurons vote and the votes at rest are taken off; a drawing, if there are enough of them; a
# sound, if one looks at the right milliseconds. That we read well we know from data which had no say in it.
# Whether anybody in the grasshopper reads so, we don't know. Our readers stood outside; none was a spiking
# network. Inside, neurons hear only each other. Can they turn what they sense into what they do? [Lesson
# 20](20_steering_and_seeing.ipynb) builds a vehicle that has to, and is taught by a reward.
#
# **In the books**: tuning curve, population vector, linear decoder, overfitting, cross-validation, rate code,
# temporal code, stimulus reconstruction.

# %% [markdown]
# ## Key points
#
# - The population vector adds up votes. A vote is what a neuron fires *above* its rest, because otherwise a crowd
#   outvotes the movement.
# - Twice as many neurons divide the error of a good decoder by $\sqrt 2$, if they err independently.
# - A decoder that minimises squared errors draws too small where the spikes tell little, and it has to be judged
#   on what it has not seen.
# - An average takes away whatever differs. It reads a message if chance changes over it and the message doesn't:
#   for the ear's sound some 3 ms, about 6 ms later.

# %% [markdown]
# ## Quiz

# %%
quiz("reading_and_hearing")

# %% [markdown]
# ## Go deeper
#
# None of this is needed later.
#
# **The limit.** Suppose a neuron fires at the rate $f(\theta) = b + m \cos(\theta - \theta_i)$, where $b$ is its rate
# at rest. If we turn θ a little, its count in a time $T$ changes by $T f'$, while chance moves it by about
# $\sqrt{T f}$. The square of the ratio, added up over all neurons, is called the
# [Fisher information](glossary.md#fisher-information) $J$. No decoder that is right on average has a smaller
# error than $1/\sqrt J$, in radians. For $N$ evenly spaced neurons
#
# $$ J = \sum_i \frac{T f_i'^2}{f_i} = N T \left(b - \sqrt{b^2 - m^2}\right) $$

# %%
def bound(neurons, at_rest, modulation, window):
    return ...  # in degrees; rates in Hz, window in ms


check("reading_and_hearing.bound", bound)

# %%
solution("reading_and_hearing.bound")

# %% [markdown]
# Maximum likelihood comes nearest to this limit. It tries every θ and keeps the one with the largest
# $\sum_i n_i \ln f_i(\theta) - T \sum_i f_i(\theta)$, where $n_i$ are the counts.
#
# **How do you find a neuron's curve?** Count while the arm moves in directions that you know. A cosine is a sum of
# two parts, $b + m \cos(\theta - \theta_i) = b + x \cos\theta + y \sin\theta$, so one linear regression finds b, x
# and y. Then $m$ is $\sqrt{x^2 + y^2}$, and the neuron prefers the direction in which the arrow (x, y) points. The
# neuron of the next cell prefers 70°.

# %%
moved = np.radians(np.repeat(np.arange(0, 360, 45), 5))  # eight directions, five times each
counts = CosineNeurons([70.0]).counts(np.degrees(moved), 500.0, np.random.default_rng(1))[:, 0]
parts = np.column_stack([np.ones(moved.size), np.cos(moved), np.sin(moved)])
b, x, y = np.linalg.lstsq(parts, counts / 0.5, rcond=None)[0]  # Hz, as each count took 0.5 s
print(f"b = {b:.1f} Hz, m = {np.hypot(x, y):.1f} Hz, prefers {np.degrees(np.arctan2(y, x)):.0f}°")

# %% [markdown]
# After n movements, spread evenly, the direction is off by some $\sqrt{2b / (n T m^2)}$ radians, here by 5°. That is
# the population vector's own error, with movements in the place of neurons. A neuron that doesn't care about the
# direction gets an m as well, here of 1.8 Hz on average. So fit again with the directions shuffled, and believe an m
# that shuffles hardly ever reach.
#
# And real cells? When monkeys moved an arm in eight directions, 323 of the cells recorded in the motor cortex were
# active. The rates of 241 changed in an orderly way with the direction, and about three quarters of these 241
# followed a cosine (Georgopoulos and others 1982). The cosine grows with the hand's speed, too, and most cells lead
# the hand by about 100 ms (Paninski and others 2004). From such cells the population vector was first drawn
# (Georgopoulos and others 1986).
#
# **An ear in a few lines.** In our cochlea stand some 3,500 inner hair cells, from which 30,000 nerve fibres lead
# on. (Some 12,000 outer ones amplify soft sounds for them.) They stand along the *basilar membrane*, which is narrow
# and stiff at one end, wide and soft at the other, so that each place swings most to a pitch of its own. Each cell
# hears a band around its pitch f, about $25 + f / 9.3$ Hz wide. (This is the *equivalent rectangular bandwidth*,
# ERB.) At 1,000 Hz that's 133 Hz, at 4,000 it's 456. Side by side, some 37 bands reach from 50 to 15,000 Hz, spaced
# nearly by ratios, as on a *mel* scale. A common model of a band is the *gammatone* filter: to a click it answers
# with a tone of its pitch, which swells and dies away. Then a hair cell passes one half of each swing (*half-wave
# rectified*) and smooths it. The fibre fires by chance, at a rate that follows the result.
#
# Do these spikes keep step with a tone? Draw each as an arrow that points to its place in the cycle. The mean
# arrow's length is called *vector strength*: 1 if all come at the same place of the cycle, near 0 if anywhere.

# %%
def fibre(sound, f, rng, smooth=0.1, fs=16_000):  # change this: smooth over 0.3 ms
    t = np.arange(fs // 20) / fs
    width = 1.019 * (24.7 + f / 9.265)  # Hz
    gammatone = t**3 * np.exp(-2 * np.pi * width * t) * np.cos(2 * np.pi * f * t)
    cell = np.maximum(np.convolve(sound, gammatone)[: sound.size], 0.0)
    leak = np.exp(-1000 * t / smooth)
    for _ in range(2):
        cell = np.convolve(cell, leak / leak.sum())[: sound.size]
    return np.flatnonzero(rng.random(sound.size) < 200 / fs * cell / cell.mean()) / fs  # in s


rng, seconds = np.random.default_rng(1), np.arange(5 * 16_000) / 16_000
for f in (250, 500, 1000, 2000, 4000, 6000):
    spikes_of_tone = fibre(np.sin(2 * np.pi * f * seconds), f, rng)
    print(f"{f:5,} Hz: {abs(np.exp(2j * np.pi * f * spikes_of_tone).mean()):.2f}")

# %% [markdown]
# At 250 Hz it is almost the $\pi / 4$ of a fibre that follows one half of each swing exactly. At 1,000 it's 0.6, and
# at 6,000 about 0.1, because the hair cell smooths over longer than a swing takes. (Spikes at any moment, a thousand
# of them, would have 0.03.) So a fibre of low pitch is *phase-locked*, and one of high pitch can tell only how loud
# its band is. In cats phase locking has been measured below 6,000 Hz (Johnson 1980), in barn owls up to 10,000 (Köppl
# 1997). For people it's disputed: the estimates run from 1,500 to 10,000 Hz (Verschooten and others 2019).
#
# At 200 spikes a second a fibre skips four in five swings of a 1,000 Hz tone. But when it fires, it keeps step, and
# twenty such fibres together miss only one swing in fifty. So many can tell what none could alone: that's the
# *volley principle* of Wever and Bray.
#
# What does our fibre leave out? The level, first of all: `cell / cell.mean()` gives it 200 spikes a second in a
# whisper and in a shout. Then the gain of the outer hair cells, which is large for soft sounds and small for loud
# ones (*compression*), and *adaptation*: a real fibre fires most when a sound begins.
#
# **With other tools.** Our decoder's weights are $(X^T X + \lambda I)^{-1} X^T Y$, with counts X and velocities Y
# less their means, and λ = 1, the price on large weights. In scikit-learn it is `Ridge(alpha=1.0)`, and `KFold(5)`
# divides a recording into five blocks, each of which judges once. (Don't ask for `shuffle=True`.)
#
# **Where is this used?** In brain-computer interfaces. A *cochlear implant* goes the other way: it divides a sound
# into bands, and the loudness of each drives an electrode in a deaf ear. In 2001 more than seven or eight electrodes
# hardly helped to understand speech, probably because their currents mix (Friesen and others 2001). Close to the
# nerve 16 help more than 8 (Berg and others 2019).
#
# ### Asked by readers
#
# #### Before you believe it
#
# **The spikes come from a cosine, and so does the decoder. Isn't a good result certain?** For maximum likelihood it
# is: the page shows what a reader does when its assumption holds. Give the neurons narrower curves, 5 + 30 exp(2 cos
# − 2) Hz, and crowd them: then it's off by 31 degrees if it still believes in b = 20 and m = 15 Hz, and by some 16
# with a cosine fitted to each neuron, where the right curve would leave 7. The linear decoder, which learns from
# examples, is off by 11. A real test needs spikes that nobody's formula made, such as the grasshopper's.
#
# **How do I know that my r isn't chance?** Shift the spikes against the sound by a second or more, with the end
# brought to the front, and read again. In forty shifts that left 0.08 at most, even for the best of 144 readers
# (nine windows, sixteen delays) chosen on the very seconds that judge. (Where they hear most, by the even seconds,
# the table's windows of 20 and 50 ms reach 0.29 and 0.20: both then end 8 ms after the moment, with its answer.) Our
# 0.45 may be wrong by 0.02 or so, though: in the five seconds the count in 3 ms gets 0.37 to 0.50. Compare two
# readers second by second: the best weights win in each of the five, by 0.05 to 0.09.
#
# **Where are the other 73 % of the sound?** One run can't tell. Play the sound again and again: what differs from
# one time to the next no reader gets. (Rokem and colleagues did: some spikes strayed by 0.15 ms only.) Papers also
# give the *coherence*, the square of r for each frequency by itself: here some 0.3 up to 180 Hz. Minus
# $\log_2(1 - \text{coherence})$, added up over the frequencies, is in *bits*: of the loudness in decibels, about 100
# a second. It's what a linear reader gets, a lower bound on what the spikes hold.
#
# **It reads well. Does the brain?** A decoder shows that a message is there, not what the spikes are for: neurons
# which only drove the muscles would make a population vector, too (Todorov 2000). Change the spikes, and watch
# whether the animal then does what the reader foretells.
#
# #### Choosing a decoder
#
# **Which decoder do I try first?** None. Plot each neuron's counts against what you want to read. Then take the
# linear one (a *Wiener filter*, if it reads several past steps), fitted and judged on different blocks. If it finds
# nothing, move the delay first, then the window. The population vector needs only each neuron's direction and rest,
# but these directions must be spread evenly.
#
# **What would a Kalman filter add?** Memory: it knows that a hand moves smoothly, and weighs each step's spikes
# against what it guessed just before. From 20 neurons it gets 0.80 where the linear decoder gets 0.53, though counts
# in 100 ms alone bring 0.75. From 400 neurons it gains hardly anything. In three areas of the brain an *LSTM*
# explained over 40 % of the variance that a linear decoder had missed (Glaser and others 2020).
#
# **How many neurons do I need?** For a direction, the vector's error is about $\sqrt{2b / (N T m^2)}$ radians. With
# b = 20 Hz at rest, m = 15 Hz and T = 0.1 s that's $76/\sqrt N$ degrees: 14 for 30 neurons, 7 for 120. But noise
# that changes all counts as if the arm had turned by some 5° leaves *any* decoder 5°, however large $N$. Such
# *differential* or *information-limiting correlations* (Moreno-Bote and others 2014) hide well: no pair's
# correlation here is above some 0.01. And a *fitted* decoder needs more examples for more weights: from 400
# movements it errs by 9° with 100 neurons, by 8° with 200 and by 15° with 400. Of our hand 20 neurons give an $R^2$
# of 0.53, 50 of 0.73, 100 of 0.84 and 400 of 0.94.
#
# **How long a recording?** With 100 neurons, 500 steps to fit on are enough, and the price on large weights,
# `ridge`, hardly matters. With 100 steps it decides: 0.001 ends far below 0, our 1 at about 0.5, 10 at about 0.7.
# Choose it on a part that neither fits nor judges.
#
# **May a reader wait for later spikes, or look far back?** Ours waits 20 ms, which in a hearing aid would be its
# delay. With 10 ms $r$ is 0.50, with 5 ms 0.21. Looking back isn't free, either: a count in the last 100 ms tells a
# cursor what the hand did 50 ms ago, on average, and rounds its corners. So take the shortest window that reads
# well. Brain-computer interfaces take steps of some 20 to 100 ms, and steer better with shorter ones than a
# recording would recommend, because whoever steers corrects what they see (Cunningham and others 2011).
#
# #### When the drawing is wrong
#
# **What do I look at first?** Its shape. *Small*: the spikes tell little; more neurons, or a longer window.
# *Mirrored*: x and y are swapped ($R^2$ is below 0). *Late*: the window's middle, or the delay. *Drifting*: the
# cursor adds up, so an error of 2 % of the speed, always to the same side, is 10 steps' way after 500. One that
# changes by chance, of 25 % in each step, is $\sqrt{500}$ × 0.25 = 5.6.
#
# **Does a better $R^2$ steer better?** Not always. Whoever sees the cursor corrects it, so a vector that is off to
# one side does less harm. Of all that sets decoders apart on a recording mostly one thing was left: how much each
# smooths (Koyama and others 2010). So papers on steering report the time to a target, or bits a second: a monkey that
# typed 12 words a minute reached about 4 (Nuyujukian and others 2017). From somebody who could no longer speak a
# recurrent network read 62 words a minute, a quarter of them wrong, among 125,000 words (Willett and others 2023).
#
# **My decoder was good on Monday and is bad on Tuesday.** Other neurons have come near the electrodes. If 20 of 100
# are not those that the decoder was fitted to, $R^2$ falls from 0.84 to about 0.75, if 40 are, to about 0.6. If 20
# fall silent, to about 0.78; fitted again without them, it's 0.81. The spikes alone show it: compare the average
# counts of both days, neuron by neuron.
#
# **Must I tell apart the neurons that one electrode hears?** Not to read a movement. Add up the counts of 100
# neurons in pairs, and they read as well as 50 kept apart: 0.73 in place of 0.84.
#
# **What does the vector say of somebody who can't decide?** If half of the neurons are told 0° and half 90°, the sum
# points to 45° and is 0.71 times as long. An average can't say "either".
#
# #### More ears than one neuron's
#
# **How is a loud sound told, if a fibre can't fire ever faster?** By several fibres. A sensitive one reaches its
# highest rate within 30 dB of its threshold, while we hear over some 120 dB. But there are others on the same pitch,
# which rarely fire in silence: their thresholds are higher, and their rates keep growing (in guinea pigs, Winter and
# others 1990). The cochlea helps, too: a sound ten times as strong moves it, at middle levels, only two or three
# times as much (Robles and Ruggero 2001). And the louder a tone is, the more bands beside its own it reaches.
#
# **How do I make spikes of a sound of my own, and do their times count?** The `cochlea` of lesson 10 takes an array
# at 16,000 samples a second; its fibres fire when their band's loudness rises through a level of their own, so that
# a fall is lost, and the wave itself. (These levels are percentiles of the very sound. So a whisper gives the same
# spikes as a shout: a gain control, for free.) Import it:
# `from snn_edu.lessons.needle_in_noise.bird_song import cochlea`. Then let two readers compete, on sounds that neither has heard: one gets what each fibre fired in all, the
# other its counts in bins of 20 ms. Of tones that glide up or down through the same bands, the first gets half right,
# a guess, and the second some 96 %. For spoken digits (*SHD*: twenty words, 700 channels, two of twelve voices only
# in the test) times count: from each channel's count alone a network gets about half right (Yu and others 2025). The
# best spiking network of Cramer and others (2022) got 83 % right, a convolutional one without spikes 92, and a
# spiking one that learned its delays 95 (Hammouamri and others 2024).
#
# **Will it know another voice?** Try what changes. The reader of bins still gets some 90 % right under a noise
# 2 dB louder than the tones, and as many if they are a quarter higher. Half as high again leaves three quarters, and
# twice as slow some 60 %: it has learned *when* each band fires. So let your examples vary as your
# test will.
#
# **What does a *reservoir* add?** Memory, and a mixture. Let forty fibres fire or keep still for 20 ms, pause for
# 20, and again fire or keep still. Were the two unlike? A weighted sum of the fibres' counts, fitted by least
# squares and cut halfway, is right in half of the cases, a guess. (A lower threshold, above which a count means
# "unlike", gets three in four, as only two bursts fool it.) Now fit it to what a hundred LIF neurons, driven by the
# fibres, fire in the 40 ms *after* that: 65 % right. If they hear each other through random synapses, which nobody
# trains, it's 96 %; through ones ten times as strong, 54 %. Make the pause 100 ms: some 90 % with the synapses, a
# guess without. The neurons hand on what each alone forgets in 20 ms. That is *reservoir computing*, with spikes a
# *liquid state machine* (Maass and others 2002). Unlike inputs must leave unlike states (*separation*), yet old ones
# must be forgotten (*fading memory*; for rates, the *echo state property*).
#
# **How do two ears tell where a sound is?** By comparing times: from the side it reaches the far ear some 0.7 ms
# late, and people notice a hundredth of a millisecond or two. If each spike strays by 0.3 ms, a thousand from either
# ear tell it to 0.013 ms. Birds compare along *delay lines*, in the *nucleus laminaris*, as Jeffress guessed in
# 1948: the neuron where both ears' spikes arrive at once fires most, and *which* neuron that is tells the place.
# (Engineers call this *cross-correlation*. Steps of 0.1 ms are fine enough, as straying spreads the spikes over
# several.) These neurons' membranes forget in well under a millisecond, because many of their potassium channels are
# open at rest. Above some 700 Hz a cycle is shorter than the 1.4 ms between far left and far right, so two places
# can give the same times. Above some 1,400 Hz people can't use a tone's times at all. There the head shades the far
# ear, the more the higher the tone, up to some 20 dB.
#
# **Do mammals do it as Jeffress guessed?** That's disputed. Their times meet in the *medial superior olive*. In
# guinea pigs neurons of low pitch fire most for a lead that their small head never makes, while their curves are
# steepest near straight ahead. So the rival view has two broad groups, one for each side, and compares *how much*
# they fire (McAlpine and others 2001). Say both follow a cosine that just reaches zero, with peaks an eighth of a
# cycle to either side. Then a lead of 0.1 ms at 500 Hz makes one group fire 1.3 times as much as the other. Which
# view is right may depend on the pitch and on the size of the head (Harper and others 2014).

# %% [markdown]
# **Behind the picture.** The next cell unfolds to the code that drew the sound.

# %%
views.sound.code()

# %% [markdown]
# ## References
#
# - Berg KA, Noble JH, Dawant BM, Dwyer RT, Labadie RF, Gifford RH (2019). Speech recognition as a function of the
#   number of channels in perimodiolar electrode recipients. *J Acoust Soc Am* 145:1556-1564,
#   [PMC6435372](https://pmc.ncbi.nlm.nih.gov/articles/PMC6435372).
# - Cramer B, Stradmann Y, Schemmel J, Zenke F (2022). The Heidelberg spiking data sets for the systematic
#   evaluation of spiking neural networks. *IEEE Trans Neural Netw Learn Syst* 33:2744-2757,
#   [doi:10.1109/TNNLS.2020.3044364](https://doi.org/10.1109/TNNLS.2020.3044364).
# - Cunningham JP, Nuyujukian P, Gilja V, Chestek CA, Ryu SI, Shenoy KV (2011). A closed-loop human simulator for
#   investigating the role of feedback control in brain-machine interfaces. *J Neurophysiol* 105:1932-1949,
#   [doi:10.1152/jn.00503.2010](https://doi.org/10.1152/jn.00503.2010).
# - Friesen LM, Shannon RV, Baskent D, Wang X (2001). Speech recognition in noise as a function of the number of
#   spectral channels: comparison of acoustic hearing and cochlear implants. *J Acoust Soc Am* 110:1150-1163,
#   [doi:10.1121/1.1381538](https://doi.org/10.1121/1.1381538).
# - Georgopoulos AP, Kalaska JF, Caminiti R, Massey JT (1982). On the relations between the direction of
#   two-dimensional arm movements and cell discharge in primate motor cortex. *J Neurosci* 2:1527-1537,
#   [doi:10.1523/JNEUROSCI.02-11-01527.1982](https://doi.org/10.1523/JNEUROSCI.02-11-01527.1982).
# - Georgopoulos AP, Schwartz AB, Kettner RE (1986). Neuronal population coding of movement
#   direction. *Science* 233:1416-1419,
#   [doi:10.1126/science.3749885](https://doi.org/10.1126/science.3749885).
# - Glaser JI, Benjamin AS, Chowdhury RH, Perich MG, Miller LE, Kording KP (2020). Machine learning for neural
#   decoding. *eNeuro* 7(4), [doi:10.1523/ENEURO.0506-19.2020](https://doi.org/10.1523/ENEURO.0506-19.2020).
# - Hammouamri I, Khalfaoui-Hassani I, Masquelier T (2024). Learning delays in spiking neural networks using dilated
#   convolutions with learnable spacings. *ICLR*, arXiv [2306.17670](https://arxiv.org/abs/2306.17670).
# - Harper NS, Scott BH, Semple MN, McAlpine D (2014). The neural code for auditory space depends on sound frequency
#   and head size in an optimal manner. *PLoS ONE* 9:e108154,
#   [doi:10.1371/journal.pone.0108154](https://doi.org/10.1371/journal.pone.0108154).
# - Johnson DH (1980). The relationship between spike rate and synchrony in responses of auditory-nerve fibers to
#   single tones. *J Acoust Soc Am* 68:1115-1122, [doi:10.1121/1.384982](https://doi.org/10.1121/1.384982).
# - Köppl C (1997). Phase locking to high frequencies in the auditory nerve and cochlear nucleus magnocellularis of
#   the barn owl, *Tyto alba*. *J Neurosci* 17:3312-3321,
#   [doi:10.1523/JNEUROSCI.17-09-03312.1997](https://doi.org/10.1523/JNEUROSCI.17-09-03312.1997).
# - Koyama S, Chase SM, Whitford AS, Velliste M, Schwartz AB, Kass RE (2010). Comparison of brain-computer
#   interface decoding algorithms in open-loop and closed-loop control. *J Comput Neurosci* 29:73-87,
#   [doi:10.1007/s10827-009-0196-9](https://doi.org/10.1007/s10827-009-0196-9).
# - Maass W, Natschläger T, Markram H (2002). Real-time computing without stable states: A new framework for neural
#   computation based on perturbations. *Neural Comput* 14:2531-2560,
#   [doi:10.1162/089976602760407955](https://doi.org/10.1162/089976602760407955).
# - McAlpine D, Jiang D, Palmer AR (2001). A neural code for low-frequency sound localization in mammals. *Nat
#   Neurosci* 4:396-401, [doi:10.1038/86049](https://doi.org/10.1038/86049).
# - Moreno-Bote R, Beck J, Kanitscheider I, Pitkow X, Latham P, Pouget A (2014). Information-limiting correlations.
#   *Nat Neurosci* 17:1410-1417, [doi:10.1038/nn.3807](https://doi.org/10.1038/nn.3807).
# - Nuyujukian P, Kao JC, Ryu SI, Shenoy KV (2017). A nonhuman primate brain-computer typing interface. *Proc IEEE*
#   105:66-72, [doi:10.1109/JPROC.2016.2586967](https://doi.org/10.1109/JPROC.2016.2586967).
# - Paninski L, Fellows MR, Hatsopoulos NG, Donoghue JP (2004). Spatiotemporal tuning of motor cortical neurons for
#   hand position and velocity. *J Neurophysiol* 91:515-532,
#   [doi:10.1152/jn.00587.2002](https://doi.org/10.1152/jn.00587.2002).
# - Robles L, Ruggero MA (2001). Mechanics of the mammalian cochlea. *Physiol Rev* 81:1305-1352,
#   [doi:10.1152/physrev.2001.81.3.1305](https://doi.org/10.1152/physrev.2001.81.3.1305).
# - Rokem A, Watzl S, Gollisch T, Stemmler M, Herz AVM, Samengo I (2006). Spike-timing precision
#   underlies the coding efficiency of auditory receptor neurons. *J Neurophysiol* 95:2541-2552,
#   [doi:10.1152/jn.00891.2005](https://doi.org/10.1152/jn.00891.2005). The recording is a part of what the
#   package nitime ships (BSD licence; `snn_edu/lessons/reading_and_hearing/grasshopper/README.md`).
# - Todorov E (2000). Direct cortical control of muscle activation in voluntary arm movements: a model. *Nat
#   Neurosci* 3:391-398, [doi:10.1038/73964](https://doi.org/10.1038/73964).
# - Verschooten E, Shamma S, Oxenham AJ, Moore BCJ, Joris PX, Heinz MG, Plack CJ (2019). The upper frequency limit
#   for the use of phase locking to code temporal fine structure in humans: A compilation of viewpoints. *Hear
#   Res* 377:109-121, [doi:10.1016/j.heares.2019.03.011](https://doi.org/10.1016/j.heares.2019.03.011).
# - Willett FR, et al. (2023). A high-performance speech neuroprosthesis. *Nature* 620:1031-1036,
#   [doi:10.1038/s41586-023-06377-x](https://doi.org/10.1038/s41586-023-06377-x).
# - Winter IM, Robertson D, Yates GK (1990). Diversity of characteristic frequency rate-intensity functions in guinea
#   pig auditory nerve fibres. *Hear Res* 45:191-202,
#   [doi:10.1016/0378-5955(90)90120-E](https://doi.org/10.1016/0378-5955%2890%2990120-E).
# - Yu Z, Sun P, Goodman DFM (2025). Beyond rate coding: surrogate gradients enable spike timing learning in spiking
#   neural networks. [arXiv:2507.16043](https://arxiv.org/abs/2507.16043).
#
# Words of this lesson, in the [glossary](glossary.md): brain-computer interface, preferred direction, tuning
# curve, decoder, population vector, maximum likelihood, R squared, overfitting, Fisher information.
#
# Next: [20 · Steering and seeing](20_steering_and_seeing.ipynb).
