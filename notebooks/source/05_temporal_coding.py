# %% [markdown]
# # 05 · Temporal coding
#
# **60 minutes** · You need [lesson 02](02_neuron_that_fires.ipynb), a square root, and what a
# standard deviation is.
#
# *One picture, and nothing but clicks. How would you send it?*
#
# By the end you can turn a picture into spikes in two ways, with a few lines of your own. You can
# say beforehand how far off a copy will be, after a short count or on a shaky line. And you can
# choose a code for a job, and say what spoils the others.

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

from math import factorial, log2

import numpy as np

from snn_edu import LIF
from snn_edu.coding import latency_code, population_code, rate_code, six_codes
from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.temporal_coding import views
from snn_edu.lessons.temporal_coding.measured import measured
from snn_edu.lessons.temporal_coding.race import measure_errors

# %% [markdown]
# A spike says only *now*, and one looks like the next. So how can a handful of them say *light
# grey*? Whoever feeds a picture to a spiking network must choose an answer, and the choice decides
# how long the network has to run and how many spikes it spends.
#
# Think of an old telegraph office. Each pixel has a wire, and all that a wire carries is clicks. Two
# clerks, A and B, send the same four pixels.

# %%
views.two_clerks()

# %% [markdown]
# **Try it.** Drag one patch from black to white, and then send the same picture once more. What
# does A do with a brighter pixel, and what does B?
#
# <details><summary>What we see, and why</summary>
#
# For a brighter pixel A clicks *more often*, at moments left to chance. B clicks *once*, and
# earlier. A black pixel gets no click from either.
#
# </details>
#
# A's is called a [rate code](glossary.md#rate-code), and B's a [latency
# code](glossary.md#latency-code). Nerves have both. A frog's muscle, for example, reports by a
# rate how hard it is pulled, and a salamander's eye reports by latencies what a flash has shown.
#
# Now a whole picture, the digit 3. At the other end of the wires somebody draws what they have
# understood so far. White makes A click ten times in 100 ms, on average. B clicks at once for
# white, and after nearly 50 ms for the darkest grey. **Commit to an answer:**

# %%
predict("temporal_coding.closer_copy", then=views.copies())

# %% [markdown]
# The *error* of a copy is the root mean square difference from the picture, taken over all pixels.
# A perfect copy has 0, and a sheet of plain grey 0.37 at best.
#
# **Try it.** Play the 100 ms slowly. What happens to the background of B's copy, where no pixel
# clicks at all?
#
# <details><summary>What we see, and why</summary>
#
# It gets darker, because a *silent* pixel talks too. After 30 ms, for example, every pixel above
# 0.4 has clicked. The others must be darker, so the receiver draws the middle, 0.2.
#
# </details>
#
# Let's take the clerks one at a time, A first.

# %% [markdown]
# ## How long must you count?
#
# The receiver counts n clicks and asks what share that is of white's. If white clicks at the rate
# $r$, in Hz, and we listen for $T$ ms, we expect $rT/1000$ clicks from it. So our guess for a
# pixel is
#
# $$ \hat x = \frac{n}{r\,T / 1000} $$
#
# For example, we expect ten clicks from white. If we count four, we read 0.4. And if chance sends
# us twelve, we read 1, because no pixel is brighter than white.
#
# ### Your turn: be clerk A
#
# We cut the time into steps of dt ms, and in each step the pixel clicks with a small probability.
# A white pixel at 100 Hz, for example, clicks with a probability of 0.05 in half a millisecond.
# The array `u` brings you a random number between 0 and 1 for each step.

# %%
def spikes_by_chance(x, r, dt, u):
    return ...  # the times of the clicks in ms; step k is at k * dt


check("temporal_coding.rate_encode", spikes_by_chance)

# %%
solution("temporal_coding.rate_encode")

# %% [markdown]
# Let your clerk send a sheet of plain grey, 0.4. **How long will it take?**

# %%
predict("temporal_coding.half_the_error", then=views.listen(spikes_by_chance))

# %% [markdown]
# **Try it.** Listen longer and longer. When has the error come down to a half, and when to a
# quarter?
#
# <details><summary>What we see, and why</summary>
#
# | T | clicks expected | their scatter | error |
# |--:|--:|--:|--:|
# | 100 ms | 4 | 2 | 0.20 |
# | 400 ms | 16 | 4 | 0.10 |
# | 1,600 ms | 64 | 8 | 0.05 |
#
# Each time the error halves. The scatter, the standard deviation of the count, is for independent
# clicks the *square root* of what we expect. Lesson 06 will show why.
#
# </details>
#
# Divided by the clicks that we expect of white, the scatter becomes an error of the grey value. For
# example, two out of ten are 0.2. So chance makes counting slow, at least with one neuron. What if
# we look at the clock instead?

# %% [markdown]
# ## What can one spike say?
#
# Show people a photograph, and after 150 ms their brain activity already reveals whether it holds
# an animal. That leaves some 15 ms for each of the ten stages on the way, enough for one spike but
# hardly for two. There's nothing to count in one spike. But clerk B needs no more, and clicks after
#
# $$ t = (1 - x) \cdot \text{window} $$
#
# For example, in a window of 50 ms a pixel of 0.7 clicks after 15 ms. The receiver solves the
# formula for x.
#
# ### Your turn: be clerk B
#
# This time take a whole array of pixels. One of exactly 0 never clicks, and we write its time as
# `np.inf`, which is infinite.

# %%
def first_spikes(values, window):
    return ...  # an array of times in ms, np.inf for those that never click


check("temporal_coding.latency", first_spikes)

# %%
solution("temporal_coding.latency")

# %% [markdown]
# Your few lines send the whole three with 33 clicks, one for each pixel that isn't black. And what
# computes $1 - x$ in a brain? Your LIF of lesson 02 does much the same unasked. It fires early under
# a strong current, late under a weak one, and never below its rheobase. So one spike can say a grey
# value, but only to somebody who knows when the picture appeared. What if nobody gives a start
# signal?

# %% [markdown]
# ## Who came before whom?
#
# A third clerk, C, keeps only the order. The brightest pixel clicks first, the next brightest 1 ms
# later, and so on. Equal pixels click together, and black ones never. This is a
# [rank order code](glossary.md#rank-order-code), and it needs no start signal.
#
# But how does an order become a grey value again? The receiver looks it up in a table, an average
# over four pictures. For example, the third brightest of 64 pixels is worth 0.99, and the twentieth
# 0.58. It's a guess from experience, so it's nearly always a little wrong. **Before you see it at
# work:**

# %%
predict("temporal_coding.half_the_light", then=views.three_clerks())

# %% [markdown]
# **Try it.** Pull the brightness down to a half and compare the copies. Then take the grey sheet.
# What does C make of it?
#
# <details><summary>What we see, and why</summary>
#
# A's and B's copies get darker with the picture, and C's doesn't change. That's a gift if we want
# to know a shape in any light. For the grey sheet it's a disaster, because all its pixels share
# one rank, and so C sends the same at any brightness.
#
# </details>
#
# So we have one code that counts, one that reads a clock, and one that compares. Let them race.

# %% [markdown]
# ## The race
#
# Two more codes are at the start, each a relative of one that you know.
#
# | | **phase** | **delta** |
# |---|---|---|
# | the idea | latency, again and again | counting, but only changes |
# | a pixel clicks | once in each cycle of a rhythm, the brighter the earlier | once for each step of 0.05, up or down |
# | for example, 0.7 | 8.75 ms into every cycle of 25 ms | 14 times up, then never again |
# | it needs | a rhythm at both ends | two wires, one for up and one for down |
#
# In a [phase code](glossary.md#phase-code) an eighth of the cycle stays free at each end, so that a
# late click of black isn't taken for an early one of white. A [delta
# code](glossary.md#delta-code) starts from black and climbs one step a millisecond.

# %%
predict("temporal_coding.first_below", then=views.race())

# %% [markdown]
# **Try it.** Play the 100 ms. Who is fast, who is exact, and who is thrifty? Then choose the moving
# bar, which stands still for 25 ms at a time. Who clicks while nothing moves?
#
# <details><summary>What we see, and why</summary>
#
# | the three | rate | latency | rank order | phase | delta |
# |---|--:|--:|--:|--:|--:|
# | error stays below 0.1 from | not yet | 36 ms | 7 ms | 17 ms | 14 ms |
# | error after 100 ms | 0.14 | 0 | 0.09 | 0 | 0 |
# | clicks in 100 ms | about 200 | 33 | 33 | 256 | 402 |
#
# Rank order is fast and thrifty, but not exact. Latency is thrifty and exact, but not fast. Phase and
# delta are fast and exact, and they pay for it in clicks. Rate is slow and grainy.
#
# Rate and phase click on while the bar stands still. Latency and rank order send each new picture
# once, but must be told that it's new. Delta notices by itself, and sends only what has changed.
#
# </details>
#
# So why would anybody count? So far the line was perfect, but real axons aren't.

# %% [markdown]
# ## A bad line
#
# Two things happen to clicks on their way. Some don't arrive, which is *loss*. Some come a little
# early or late, which is [jitter](glossary.md#jitter), and we measure it by its standard deviation.
# We send a gradient. Loss first:

# %%
predict("temporal_coding.a_fifth_is_lost")

# %% [markdown]
# Now let every click arrive, but not on time. **Commit again:**

# %%
predict("temporal_coding.jitter", then=views.bad_line())

# %% [markdown]
# **Try it** with a loss of 20 %. *How* is each copy damaged? Then set the loss to 0 and the jitter
# to 3 ms. Which codes suffer, and which don't even notice?
#
# <details><summary>What we see, and why</summary>
#
# Lost clicks leave holes in latency and rank order, because each pixel speaks only once. Rate and
# delta get darker, because both add up clicks and a fifth is missing. Phase is nearly untouched,
# with an error below 0.01.
#
# Late clicks count as much as punctual ones for rate and delta. But latency and phase read the
# time, so at 3 ms they have errors of 0.06 and 0.08. Rank order mixes up pixels of neighbouring
# ranks, which hardly shows beside the error of its table.
#
# </details>
#
# Where do these errors come from? Take the next step slowly. It pays, because with it you know an
# error before you send a click.
#
# <details><summary>The room of a code</summary>
#
# Between the clicks of white and of black lies a stretch of time, the *room* of a code. For
# latency it's the whole window, and for phase three quarters of a cycle. If a click comes 3 ms
# late in a room of 50 ms, for example, it's off by 0.06 of the way from white to black.
#
# The mean of several clicks is better, because early and late ones cancel in part. It's clerk A's
# square root again: the mean of n clicks is closer by the factor $\sqrt n$.
#
# </details>

# %% [markdown]
# ### Your turn: a law for jitter

# %%
def jitter_error(jitter, room, clicks):
    return ...  # the error; jitter and room in ms, clicks a pixel


check("temporal_coding.jitter_error", jitter_error)

# %%
solution("temporal_coding.jitter_error")

# %% [markdown]
# Well done, that was the steep part. So on a bad line, say it *often* against loss, and *slowly*
# against jitter. But a count doesn't mind when its clicks come.

# %% [markdown]
# ## Which code for which job?
#
# Here are five jobs, one for each code.
#
# | | the job |
# |--:|---|
# | 1 | A picture flashes up, both ends see the flash, and there is power for one click a pixel. The greys must be right to 0.05 after 50 ms. |
# | 2 | Recognise a letter at noon and at dusk. Nobody says when it appears, and greys don't matter. |
# | 3 | Two machines that tick in step pass on a still picture. It must be exact after 25 ms, and if a fifth is lost, mended by 100 ms. |
# | 4 | Watch a door all night, on a small battery, and report what moves. |
# | 5 | Tell a muscle how hard to pull, on one wire with jitter. There is no clock, but a second of time. |

# %%
my_jobs = None  # five names in quotes, in the order of the jobs: ["...", ...]

check("temporal_coding.jobs", my_jobs)

# %%
solution("temporal_coding.jobs")

# %% [markdown]
# So you know what each way to send a picture costs, and what breaks it. But whoever records from a
# brain has no picture beside the copy, only trains of spikes. When are two of them the same?
# That's the question of lesson 06.

# %% [markdown]
# ## Key points
#
# - A count by chance scatters by the square root of what we expect, so half the error takes four
#   times as long.
# - One spike can say a value to a receiver who knows since when. An order needs no clock, but is
#   blind to brightness.
# - Loss leaves holes in a code that says it once, and darkens one that adds up clicks.
# - Jitter makes an error of jitter / (room × $\sqrt{\text{clicks}}$) in a code that is read by the
#   clock, and none in one that is read by counting.
#
# **Where is this used?** When a library for spiking networks asks you for *rate* or *latency*
# encoding of an image, it means clerk A or clerk B.

# %% [markdown]
# ## Quiz

# %%
quiz("temporal_coding")

# %% [markdown]
# ## Go deeper
#
# None of this is needed later.
#
# **How a picture is made.** Here are the view and the drawing of the race.

# %%
views.race.code()

# %% [markdown]
# ### Your turn: read clerk A
#
# Be the receiver, who knows that no pixel is brighter than white.

# %%
def read_count(n, r, T):
    return ...  # the pixel, from 0 to 1; r in Hz, T in ms


check("temporal_coding.rate_decode", read_count)

# %%
solution("temporal_coding.rate_decode")

# %% [markdown]
# ### Your turn: read clerk B
#
# Be the receiver of your clicks. What does `np.inf`, no click at all, say of a pixel?

# %%
def read_first(t, window):
    return ...  # an array of pixels; t holds np.inf for those that never clicked


check("temporal_coding.latency_decode", read_first)

# %%
solution("temporal_coding.latency_decode")

# %%
views.my_copy(first_spikes, read_first)

# %% [markdown]
# **Which rhythm?** A phase code may choose its rhythm. A faster one says it more often within 100
# ms, and has less room. Which is best if the jitter is 3 ms? Ask your law first.

# %%
views.rhythm(jitter_error)

# %% [markdown]
# **Try** all four rhythms. Which one beats latency, and where does your law fail?
#
# <details><summary>What we see, and why</summary>
#
# | cycle | room | clicks | your law | measured |
# |--:|--:|--:|--:|--:|
# | 100 ms | 75 ms | 1 | 0.04 | 0.04 |
# | 50 ms | 37.5 ms | 2 | 0.06 | 0.06 |
# | 25 ms | 18.75 ms | 4 | 0.08 | 0.08 |
# | 12.5 ms | 9.4 ms | 8 | 0.11 | 0.21 |
#
# The *slowest* rhythm beats latency, because its room is larger. Half the cycle means twice the
# clicks, which gains a factor of 1.4, but also half the room, which loses a factor of 2. In the
# fastest rhythm the law promises too much. The gap is so short there that a late click of black
# strays into the next cycle, where it's read as an early click of white.
#
# </details>

# %% [markdown]
# **A paper check.** The error of a count against its formula, for values up to 0.6. (Near white it's
# smaller than the formula says, because nothing is read above 1.) To be ten times as exact you
# listen a hundred times as long, or to a hundred neurons, as Shadlen and Newsome (1998) find in a
# model of cortex.

# %%
values = np.linspace(0.1, 0.6, 64)
listened = np.array([100, 200, 400, 800, 1600, 3200])  # ms
errors = measure_errors(rate_code(), values, listened, np.random.default_rng(2), trials=40)
formula = np.sqrt(values.mean() / (100 * listened / 1000))
for T, measured_error, expected in zip(listened, errors.error, formula, strict=True):
    print(f"{T:5,} ms: error {measured_error:.3f}, formula {expected:.3f}")

# %% [markdown]
# ### Your turn: read a LIF
#
# A LIF at rest that gets $x$ rheobases fires first after $\tau_m \ln (x / (x - 1))$. Solve that for x.
# (The last of the four below is too weak to fire. Such a silence says only that x is at most 1, so
# you won't be asked for it.)

# %%
def read_lif(t, tau_m):
    return ...  # the current in rheobases


print([round(LIF(tau_m=10.0).time_to_spike(1.5 * x), 2) for x in (4, 2, 1.5, 0.9)])
check("temporal_coding.lif_decode", read_lif)

# %%
solution("temporal_coding.lif_decode")

# %% [markdown]
# ### Your turn: be the clerk of the phase code
#
# With the period $P$, the cycle $c = 0, 1, 2...$ and the share *span* of the cycle that is used,
#
# $$ \text{phase} = \tfrac12 + \text{span}\,(\tfrac12 - x) \qquad t = (c + \text{phase})\,P $$

# %%
def phase_time(x, c, P, span):
    return ...  # in ms


check("temporal_coding.phase_encode", phase_time)

# %%
solution("temporal_coding.phase_encode")


# %%
def read_phase(t, P, span):
    return ...  # the value that one click says


check("temporal_coding.phase_decode", read_phase)

# %%
solution("temporal_coding.phase_decode")

# %% [markdown]
# ### Your turn: ranks, with ties
#
# A three in eleven grey levels has many equal pixels. They share a rank and click together.

# %%
def ranks(values):
    return ...  # an array of whole numbers, 0 for the brightest


check("temporal_coding.ranks", ranks)

# %%
solution("temporal_coding.ranks")

# %% [markdown]
# ### Your turn: how much can an order say?
#
# Five neurons fire once each, no two together. How many different orders are there?

# %%
my_orders = None  # a whole number

check("temporal_coding.messages", my_orders)

# %%
solution("temporal_coding.messages")

# %% [markdown]
# If we saw only *who* fires, five neurons could say $2^5 = 32$ things. From four neurons on the
# order says more, and its lead grows:

# %%
for n in (2, 3, 4, 5, 10, 64):
    print(f"{n:2} neurons: {log2(2**n):4.0f} bits by who fires, {log2(factorial(n)):5.1f} by order")

# %% [markdown]
# ### Your turn: the thriftiest code
#
# Here are 64 random values, ten of them 0, sent for 100 ms, the mean of eight trials. Of the codes
# whose error is at most 0.05 at the end, which has sent the fewest spikes, and how many?

# %%
tried = {code.name: measured(code) for code in six_codes() if code.name != "population"}
for name, run in tried.items():
    print(f"{name:10} error {run.error[-1]:.3f}, {run.spikes[-1]:.0f} spikes")
my_code, my_spikes = None, None  # a name in quotes, a number

check("temporal_coding.fewest_spikes", (my_code, my_spikes))

# %%
solution("temporal_coding.fewest_spikes")

# %% [markdown]
# **A fair race.** Compare codes at an equal number of neurons or of spikes. A *population* of
# eight neurons with different favourite values, for example, beats a single one that counts. But
# at as few spikes it's no better, and at 17 Hz, with as few spikes as latency, counting is poor:

# %%
fair = {"rate": rate_code(), "population of eight": population_code(8),
        "population at 12.5 Hz": population_code(8, 12.5), "rate at 17 Hz": rate_code(17),
        "latency": latency_code()}  # fmt: skip
for name, code in fair.items():
    run = measured(code)
    print(f"{name:22} {run.spikes[-1]:5.0f} spikes, error {run.error[-1]:.3f}")

# %% [markdown]
# ## References
#
# - Thorpe S, Fize D, Marlot C (1996). Speed of processing in the human visual system. *Nature*
#   381:520-522, [doi:10.1038/381520a0](https://doi.org/10.1038/381520a0).
# - Thorpe SJ (1990). Spike arrival times: a highly efficient coding scheme for neural networks. In
#   *Parallel Processing in Neural Systems and Computers*, 91-94. North-Holland.
# - Adrian ED, Zotterman Y (1926). The impulses produced by sensory nerve-endings. Part II. *J
#   Physiol* 61:151-171,
#   [doi:10.1113/jphysiol.1926.sp002281](https://doi.org/10.1113/jphysiol.1926.sp002281).
# - Gollisch T, Meister M (2008). Rapid neural coding in the retina with relative spike latencies.
#   *Science* 319:1108-1111, [doi:10.1126/science.1149639](https://doi.org/10.1126/science.1149639).
# - Thorpe S, Gautrais J (1998). Rank order coding. In *Computational Neuroscience: Trends in
#   Research*, 113-118. Plenum.
# - O'Keefe J, Recce ML (1993). Phase relationship between hippocampal place units and the EEG
#   theta rhythm. *Hippocampus* 3:317-330,
#   [doi:10.1002/hipo.450030307](https://doi.org/10.1002/hipo.450030307).
# - Lichtsteiner P, Posch C, Delbruck T (2008). A 128x128 120 dB 15 µs latency asynchronous temporal
#   contrast vision sensor. *IEEE J Solid-State Circuits* 43:566-576,
#   [doi:10.1109/JSSC.2007.914337](https://doi.org/10.1109/JSSC.2007.914337).
# - Shadlen MN, Newsome WT (1998). The variable discharge of cortical neurons. *J Neurosci*
#   18:3870-3896,
#   [doi:10.1523/JNEUROSCI.18-10-03870.1998](https://doi.org/10.1523/JNEUROSCI.18-10-03870.1998).
#
# Words of this lesson, in the [glossary](glossary.md): rate code, latency code, rank order code,
# phase code, delta code, jitter.
#
# Next: [06 · Measuring spike trains](06_measuring_trains.ipynb).
