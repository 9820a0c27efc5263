# %% [markdown]
# # 18 · Reading a movement, hearing a sound
#
# **50 minutes** · You need [lesson 05](05_temporal_coding.ipynb), and sine and cosine.
#
# *Somebody hands you spikes. What can you read from them, and how would you know that you read it well?*
#
# By the end you can read a direction from the counts of a few neurons. You can judge a decoder honestly,
# even your own. And you can tell whether a neuron of a grasshopper's ear speaks by the number of its
# spikes or by their times.

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

import numpy as np

from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.reading_and_hearing import recording, views
from snn_edu.lessons.reading_and_hearing.movement import LinearDecoder, r_squared

# %% [markdown]
# A balanced network fires as if it threw dice. If every neuron in it looks like chance, how can anybody read
# a message in its spikes?
#
# Some people can't move their arms, though the part of the brain that plans a movement is intact. If we
# could read its spikes, we could let them steer a cursor, a wheelchair or a robot's arm. That is done
# today, and it's called a [brain-computer interface](glossary.md#brain-computer-interface). It begins with
# a discovery. In the motor cortex most neurons have a direction for which they fire most, the
# [preferred direction](glossary.md#preferred-direction), and they fire less the further the movement turns
# away from that. The curve of the rate over the direction is the neuron's **tuning curve**, and whatever turns
# spikes back into a movement is a **decoder**.
#
# You probably have no electrodes in your head, so our neurons are *synthetic*, which means that a formula draws
# their spikes at random. What comes after the spikes is much as in the clinic.

# %% [markdown]
# ## Many counts, one direction
#
# No single neuron knows where the arm will go. For example, one that prefers 90° fires as often at 60° as at
# 120°, so it can't tell these two apart. But let each neuron vote for its own preferred direction, as
# loudly as it fires *above what it does at rest*. Draw every vote as an arrow and add the arrows. Their sum
# is the **population vector**.
#
# For example, take two neurons:
#
# | prefers | spikes at rest | spikes now | its vote |
# |---|--:|--:|---|
# | 0° | 2 | 4 | 2 to the right |
# | 90° | 2 | 3 | 1 up |
#
# Put one arrow after the other, and their sum points to 27°. And if a neuron fires *less* than at rest? Then
# its vote is negative and points away from its direction.
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
# Why subtract what a neuron fires at rest? As long as the preferred directions are spread evenly all round,
# it seems to make no difference, because those votes cancel. But electrodes hit what they hit, so the
# directions may be crowded.

# %%
predict("reading_and_hearing.crowded", then=views.decoders())

# %% [markdown]
# **Try it.** Each bar is the typical error over 400 movements, and on the left you see where the neurons point.
# Move the crowding from 0 to 1.5. Which bar grows most, and which hardly at all?
#
# <details><summary>What we see, and why</summary>
#
# When every spike votes, the error jumps from 8 degrees to more than 70, where a pure guess would have 104.
# Every neuron fires at rest, so the crowd shouts its own direction, whatever the arm does. Once the spikes at
# rest are subtracted, the vector is off by some 10 degrees.
#
# Two more decoders hardly suffer, because both allow for the many neurons that say the same. One is linear and
# was fitted on examples. The other, [maximum likelihood](glossary.md#maximum-likelihood), looks for the direction that
# makes these counts least surprising.
#
# </details>
#
# So a decoder can do better than the vector. How much better could *any* decoder be?

# %%
predict("reading_and_hearing.fifty_more")

# %% [markdown]
# <details><summary>Why, and for which decoders?</summary>
#
# Our neurons err independently, so their errors average out with the square root of their number. No decoder
# beats that, however clever, which is why nobody gets a perfect reading from fifty neurons. Some do worse. Where
# a crowd votes with every spike, for example, more neurons only shout the same wrong direction. And in a brain
# neighbours share some of their noise, so there more of them help less. How the limit is calculated you'll find
# in *Go deeper*.
#
# </details>

# %% [markdown]
# ## Your drawing
#
# Now a whole movement. Your hand draws for 8 s, and 400 neurons fire at about 15 Hz each. At every step a
# linear decoder, which is a weighted sum of all counts, guesses how fast the hand moves and where to, and the
# cursor follows its guesses. The decoder was fitted to a minute of *another* movement, so it has never seen
# your drawing.

# %%
predict("reading_and_hearing.few_neurons", then=views.scribble())

# %% [markdown]
# **Draw** something of your own in the pad, your initial perhaps. Then go down to 5 neurons, and slowly up
# again. What happens to what the cursor draws?
#
# <details><summary>What we see, and why</summary>
#
# With the path that the pad begins with, the picture says:
#
# | neurons | width of the drawing, compared with the hand's | share of the velocity explained, $R^2$ |
# |--:|--:|--:|
# | 5 | 0.23 | 0.25 |
# | 20 | 0.63 | 0.56 |
# | 100 | 1.00 | 0.89 |
# | 400 | 1.06 | 0.96 |
#
# With few neurons the drawing is small. The decoder was fitted so that its *squared* errors are as small as
# possible, so it plays safe. When the spikes tell little, the best guess is close to the average, and the
# average velocity is zero. How small it gets is luck: other fives, which the *seed* draws, mostly make it a fifth to
# a half as wide.
#
# </details>
#
# How good is a decoder? [$R^2$](glossary.md#r-squared) says what share of the velocity's variance it gets right, so 1 is perfect. For
# example, a decoder that always guesses the average has 0, and a worse one has less than 0.

# %% [markdown]
# ## An honest decoder
#
# There's a trap in that number, because a decoder with many weights can learn its examples by heart. That is
# called **overfitting**. Imagine as
# many weights as steps. They can be chosen so that every guess is right, even if the spikes know nothing of the
# movement. So we judge a decoder on movements that it has *not* seen.
#
# ### Your turn: an honest $R^2$
#
# You get counts, a row for each step and a column for each neuron, and the velocity of each step. Fit on the
# first half of the steps, and judge on the second. `LinearDecoder.fit(counts, velocity)` gives a decoder, its
# `.decode(counts)` guesses, and `r_squared(guessed, true)` judges.

# %%
def honest(counts, velocity):
    return ...  # R^2


check("reading_and_hearing.honest", honest)

# %%
solution("reading_and_hearing.honest")

# %% [markdown]
# How much does a dishonest one gain? Take sixty neurons, and a random velocity that has nothing at all to do
# with their spikes.

# %%
rng = np.random.default_rng(0)
counts, nonsense = rng.poisson(0.3, (200, 60)), rng.normal(size=(200, 2))
decoder = LinearDecoder.fit(counts[:100], nonsense[:100])
for name, part in (("seen", slice(0, 100)), ("not seen", slice(100, 200))):
    r2 = r_squared(decoder.decode(counts[part]), nonsense[part])
    print(f"R² of nonsense, {name} before: {r2:.2f}".replace("-", "−"))

# %% [markdown]
# On what it has seen, the decoder seems to explain half of pure nonsense. Whenever you read of a decoder that
# works, look for the sentence which says what it was judged on.

# %% [markdown]
# ## An ear
#
# So far a formula made the spikes. Here's a real neuron, a receptor in the ear of a grasshopper, recorded by Ariel
# Rokem and colleagues in Berlin. For ten seconds it hears a high tone whose loudness goes up and down at random, up
# to 200 times a second. Listen to the first two seconds, with a click for each spike.

# %%
sound, spikes = recording.grasshopper()
print(f"{len(spikes)} spikes in {sound.size / 1000:.0f} s")
views.listen()

# %% [markdown]
# Can we read the loudness back from these spikes? One way uses all their times. For each moment we add a weight for
# every spike that comes up to 20 ms *later*, because a sound has to come before its spikes. Which weight depends on
# how much later. The best weights are found on the even seconds and judged on the odd ones.
#
# The judge is $r$, the correlation between guess and sound. It is 1 if they rise and fall together, and 0 if they
# have nothing to do with each other. Here it is 0.52.
#
# A simpler reader only counts. Let it count the spikes in a window of 50 ms around each moment.

# %%
predict("reading_and_hearing.counted", then=views.sound())

# %% [markdown]
# **Try** the count with other windows. Then take a window of 3 ms and let it look later and later. Where is the
# best place, and how good is it there?
#
# <details><summary>What we see, and why</summary>
#
# A window of 50 ms hears nearly nothing wherever it stands, because in 50 ms this sound has risen and fallen many
# times. But a short window around the moment itself hears nothing either. It has to look about 6 ms later,
# because that's how long the ear takes to answer. There a plain count in 3 ms reaches 0.45, almost as much as the
# best weights. (You looked for the best place on the seconds that judge. That's against the rule of the last
# section, though with two numbers chosen little is gained.)
#
# </details>
#
# So is it the rate or the timing? Put like this, the question has no answer. A count in 3 ms *is* timing, of a coarse
# kind. For this sound the neuron speaks by what it does within a few milliseconds, and whoever counts for
# longer misses it.
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
# One question is left. How exact must the times be?

# %%
moved = views.sound(knobs=["jitter"], read_by="the best weights")
predict("reading_and_hearing.moved_by_two", then=moved)

# %% [markdown]
# **Try** to move the spikes by more, and by less. How far can you go before half is lost?
#
# <details><summary>What we see, and why</summary>
#
# Two milliseconds are enough. They are little beside the 11 ms between two spikes. But the sound may rise and fall
# within 5 ms, and beside that they are a lot.
#
# </details>
#
# So how exact a spike has to be depends on how fast the sound changes, not on how often the neuron fires. Had
# the sound risen and fallen ten times more slowly, the same 2 ms would have mattered far less.

# %% [markdown]
# What can you read from spikes that somebody hands you? A direction, if many neurons vote and the votes at rest
# are taken off; a drawing, if there are enough of them; a sound, if you look at the right few milliseconds. And you
# know that you read it well if the decoder is judged on what it hasn't seen. All this time the reader stood outside,
# with a fit and a formula. Inside there is nobody who fits, only neurons that hear each other. Can they turn what
# they sense into what they do? Lesson 19 builds a vehicle that has to.
#
# ## Key points
#
# - The population vector adds up votes. Each vote is as long as a neuron fires above its rest, because otherwise a
#   crowd outvotes the movement.
# - Twice as many neurons divide the error of a good decoder by $\sqrt 2$, and none does better, as long as the
#   neurons err independently.
# - A decoder that minimises squared errors draws too small where the spikes tell little, and it has to be judged
#   on what it has not seen.
# - An ear of a grasshopper tells its sound within milliseconds. A count finds it only with a short window that looks
#   where the answer is, about 6 ms later.
#
# **Where is this used?** Brain-computer interfaces read movements and speech this way, with more electrodes and
# better decoders. Judging on unseen data is the first rule of all machine learning.
#
# **In the books** look for *tuning curve*, *population vector*, *linear decoder*, *overfitting*,
# *cross-validation* and *stimulus reconstruction*.

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
# **Behind the picture.** The next cell unfolds to the code that drew the sound.

# %%
views.sound.code()

# %% [markdown]
# ## References
#
# - Georgopoulos AP, Schwartz AB, Kettner RE (1986). Neuronal population coding of movement
#   direction. *Science* 233:1416-1419,
#   [doi:10.1126/science.3749885](https://doi.org/10.1126/science.3749885).
# - Rokem A, Watzl S, Gollisch T, Stemmler M, Herz AVM, Samengo I (2006). Spike-timing precision
#   underlies the coding efficiency of auditory receptor neurons. *J Neurophysiol* 95:2541-2552,
#   [doi:10.1152/jn.00891.2005](https://doi.org/10.1152/jn.00891.2005). The recording is a part of what the
#   package nitime ships (BSD licence; `snn_edu/lessons/reading_and_hearing/grasshopper/README.md`).
#
# Words of this lesson, in the [glossary](glossary.md): brain-computer interface, preferred direction,
# population vector, maximum likelihood, R squared, Fisher information.
#
# So we can read what a neuron says. Can a neuron *do* something with what it reads? Next:
# [19 · Steering and seeing](19_steering_and_seeing.ipynb).
