# %% [markdown]
# # 05 · Temporal coding
#
# **60 minutes** · You need [lesson 02](02_neuron_that_fires.ipynb), a square root, and what a
# standard deviation is.
#
# *One picture, and nothing but clicks. How would you send it?*
#
# By the end you can turn a picture into spikes with a few lines of your own. You can say beforehand
# how far off a copy will be, after a short count or on a shaky line, and choose a code for a job.

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

from math import factorial, log2

import matplotlib.pyplot as plt
import numpy as np

from snn_edu import LIF
from snn_edu.coding import (
    delta_code,
    latency_code,
    phase_code,
    population_code,
    rank_order_code,
    rate_code,
    six_codes,
)
from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.temporal_coding import views
from snn_edu.lessons.temporal_coding.measured import measured
from snn_edu.lessons.temporal_coding.race import measure_errors
from snn_edu.lessons.temporal_coding.sounds import hear

# %% [markdown]
# In lesson 04 a spike said only *now*, and one looked like the next. How can a handful of them
# say *light grey*? The answer decides how long a network has to look, and how many spikes it
# spends. So begins Part II, on codes and how to measure them.
#
# Think of an old telegraph office. Each pixel has a wire that carries nothing but clicks. Two
# clerks, A and B, send the same four pixels.

# %%
views.two_clerks()

# %% [markdown]
# Drag one patch from black to white, then send the picture once more. For a brighter pixel A clicks
# *more often*, at moments left to chance; B clicks *once*, but earlier. Black gets no click from
# either.
#
# A's is called a **[rate code](glossary.md#rate-code)**, and B's a **[latency
# code](glossary.md#latency-code)**. Nerves have both: a frog's muscle reports its pull by a rate,
# and a salamander's eye a flashed picture by which cells fire earlier.
#
# Now a whole picture, the digit 3, which somebody at the other end copies. White makes A click ten
# times in 100 ms, on average. B clicks at once for white and after nearly 50 ms for the darkest
# grey.

# %%
predict("temporal_coding.closer_copy", then=views.copies())

# %% [markdown]
# The *error* of a copy is its root mean square difference from the picture: square the difference
# at each pixel, take the mean, then the root. (A sheet of plain grey has 0.37 at best.)
#
# Play the 100 ms slowly. The background of B's copy gets darker though no pixel clicks there,
# because silence is news too. After 30 ms every pixel above 0.4 has clicked, so for the others the
# receiver draws the middle of what is left, 0.2.

# %% [markdown]
# ## How long must you count?
#
# The receiver counts n clicks and asks what share that is of white's. If white clicks at the rate
# $r$, in Hz, and we listen for $T$ ms, we expect $rT/1000$ clicks from it. Our guess for a pixel is
#
# $$ \hat x = \frac{n}{r\,T / 1000} $$
#
# If we expect ten clicks from white and count four, we read 0.4; if chance sends twelve, we read 1.
#
# ### Your turn: be clerk A
#
# In each step of dt ms the pixel clicks with a small probability. A white pixel at 100 Hz clicks
# with a probability of 0.05 in half a millisecond. The array `u` brings you a random number
# between 0 and 1 for each step.

# %%
def spikes_by_chance(x, r, dt, u):
    return ...  # the times of the clicks in ms; step k is at k * dt


check("temporal_coding.rate_encode", spikes_by_chance)

# %%
solution("temporal_coding.rate_encode")

# %%
predict("temporal_coding.half_the_error", then=views.listen(spikes_by_chance))

# %% [markdown]
# **Try it.** Listen longer, until the error has come down to a quarter.
#
# <details><summary>What we see, and why</summary>
#
# | T | clicks expected | their scatter | error |
# |--:|--:|--:|--:|
# | 100 ms | 4 | 2 | 0.20 |
# | 400 ms | 16 | 4 | 0.10 |
# | 1,600 ms | 64 | 8 | 0.05 |
#
# </details>
#
# The scatter is the standard deviation of the count. For independent clicks it's the *square root*
# of what we expect, as lesson 06 will show. Each halving of the error therefore costs four times
# the time.

# %% [markdown]
# ## What can one spike say?
#
# Show people a photograph, and after 150 ms their brain activity reveals whether it holds an
# animal. Each of the ten stages on the way has some 15 ms, hardly enough for two spikes. Clerk B
# needs only one. In a window of 50 ms a pixel of 0.7 clicks after 15 ms:
#
# $$ t = (1 - x) \cdot \text{window} $$
#
# ### Your turn: be clerk B
#
# Take an array of pixels. One of exactly 0 never clicks: its time is `np.inf`.

# %%
def first_spikes(values, window):
    return ...  # an array of times in ms, np.inf for those that never click


check("temporal_coding.latency", first_spikes)

# %%
solution("temporal_coding.latency")

# %% [markdown]
# Your few lines send the whole three with 33 clicks, one for each pixel that isn't black. A neuron
# does much the same unasked. The LIF of lesson 02 fires early under a strong current, late under a
# weak one, and below its rheobase never. But B's receiver has to know when the picture appeared.
# With a clock 5 ms late greys are read 0.1 too bright, and those above 0.9, which clicked before it
# ran, as black. The next clerk needs no clock.

# %% [markdown]
# ## Who came before whom?
#
# A third clerk, C, lets the brightest pixel click first, the next brightest 1 ms later, and so on
# down to the darkest grey. Equal pixels click together, and black ones never. The receiver has a
# table that says what the first click is worth, the second, the third. If it says 0.8, 0.6, 0.4 and
# 0.2, the pixels 0.9, 0.7, 0.3 and 0 are read as these. Silence is last.

# %%
predict("temporal_coding.half_the_light", then=views.three_clerks())

# %% [markdown]
# Pull the brightness down to a half. A's and B's copies get darker with the picture, while C's
# doesn't change: C sends only who came before whom. This is a **[rank order
# code](glossary.md#rank-order-code)**. It needs no clock, only a pause beforehand, and sees a shape
# in any light.
#
# The receiver's table is experience: the mean of three other pictures, with their pixels sorted.
# This picture is only *like* those, so C's copy is a little wrong.

# %% [markdown]
# ## Who wins the race?
#
# Two more codes are at the start. In a **[phase code](glossary.md#phase-code)** all hear the same
# slow rhythm, and in each cycle a pixel clicks once, the brighter the earlier. An eighth of the
# cycle stays free at each end, so a late black isn't taken for an early white: one of 0.7 comes
# 8.75 ms into every cycle of 25 ms (3.1 + 0.3 × 18.75).
#
# A **[delta code](glossary.md#delta-code)** speaks of changes only. Each pixel has a wire for up
# and a wire for down, and one click means one step of 0.05. The sender starts from black and
# climbs one step a millisecond, so a pixel of 0.7 clicks 14 times up, then never again.

# %%
predict("temporal_coding.first_below", then=views.race())

# %% [markdown]
# **Play again.** Then choose the moving bar, which stands still for 25 ms at a time.
#
# <details><summary>What we see, and why</summary>
#
# | the three | rate | latency | rank order | phase | delta |
# |---|--:|--:|--:|--:|--:|
# | error stays below 0.1 from | not yet | 36 ms | never | 17 ms | 14 ms |
# | error after 100 ms | 0.14 | 0 | 0.12 | 0 | 0 |
# | clicks in 100 ms | about 200 | 33 | 33 | 256 | 402 |
#
# </details>
#
# While the bar stands still, rate and phase click on. Only delta notices by itself that it moves.
# Rank order has by far the best copy of the three after 7 ms, but hardly a better one later.
# Latency is thrifty and exact; phase, and delta on greys in whole steps, are fast and exact, but
# pay in clicks. Or is that luck? Race yourself.

# %%
mine = np.random.default_rng(5).random(64).round(1)  # change this: no .round(1), or ** 3
# Without a table, rank order's receiver takes the greys to be evenly spread.
codes = rate_code(), latency_code(), rank_order_code(), phase_code(), delta_code()
for code in codes:
    run = measure_errors(code, mine, np.arange(1, 101), np.random.default_rng(1))
    plt.plot(run.times, run.error, label=code.name)
plt.axhline(0.1, color="0.7")
plt.xlabel("time (ms)")
plt.ylabel("error")
plt.legend()
plt.show()

# %% [markdown]
# With random greys in steps of 0.1 rank order wins, in nearly all such pictures. Leave the
# rounding out, and it falls behind phase and delta, because each different grey takes C a
# millisecond. Cube the greys, so that most are dark, and it never gets there. The best code
# depends on what is sent.
#
# Now shut your eyes. One of the five sends `mine`, twenty times slower, each row of pixels on its
# own note. Which is it? (`code.name` knows.)

# %%
by_chance = np.random.default_rng(22)  # another number, another code
code = codes[by_chance.integers(5)]
hear(code.encode(mine, 100.0, by_chance))

# %% [markdown]
# ## On a bad line
#
# Some clicks don't arrive, mostly because a synapse fails. This is *loss*. Some come a little
# early or late: **[jitter](glossary.md#jitter)**, measured by its standard deviation. We send a
# gradient.

# %%
predict("temporal_coding.a_fifth_is_lost")

# %%
predict("temporal_coding.jitter", then=views.bad_line())

# %% [markdown]
# **Try it** with a loss of 20 %, and look *how* each copy is damaged. Then set the loss to 0 and
# the jitter to 3 ms.
#
# <details><summary>What we see, and why</summary>
#
# Lost clicks leave holes in latency and rank order, because each pixel speaks only once. Rate and
# delta add up clicks, so they get darker. What delta has lost, it never sends again. Phase is
# nearly untouched: nine copies in ten have an error below 0.01.
#
# Jitter doesn't touch what rate and delta count. Latency and phase read the time, so at 3 ms they
# have errors of 0.06 and 0.08. In rank order a late click swaps two pixels of nearly the same grey.
#
# </details>

# %% [markdown]
# ### How much grey is there in three milliseconds?
#
# Why does the code that repeats suffer more from jitter than the one that speaks once? Lay a ruler
# beside each. Clerk B spreads all greys, from white to black, along a window of 50 ms. On that
# ruler a slip of 3 ms is 0.06 of the way, for a bright grey as for a dark one, and 0.06 is the
# error that the picture shows. The phase code leaves a quarter of its cycle free, so its greys lie
# along 18.75 ms, and there the same slip is 0.16 of the way. The length of the ruler is the *room*
# of a code: the time between the clicks of white and of black. Twice the room keeps twice as many
# greys apart.
#
# But phase is off by only half of 0.16, because it says each grey four times, and the receiver
# takes the mean. Early and late cancel only in part: as with clerk A, what counts is the square
# root.
#
# A's ruler is marked in clicks: ten from black to white, in 100 ms. What trembles on it is the
# count, by two clicks at a grey of 0.4, and two out of ten is 0.2. Both obey one law: *an error is
# what trembles, as a share of its room.* B becomes more exact with more room. With A the tremble
# grows along with the room, only more slowly, and that's why counting takes so long. A sender who
# ticked like a metronome would have A's room with hardly a tremble. Its count is never off by a
# whole click, so ten times the time would make it ten times as exact.
#
# ### Your turn: a law for jitter

# %%
def jitter_error(jitter, room, clicks):
    return ...  # the error; jitter and room in ms, clicks a pixel


check("temporal_coding.jitter_error", jitter_error)

# %%
solution("temporal_coding.jitter_error")

# %% [markdown]
# The law fails where the jitter comes near the gap between two cycles, here 6.25 ms: late black is
# then read as early white.
#
# Against loss, then, say all of it *often*; against jitter, say it *slowly*.

# %% [markdown]
# ## Which code for which job?
#
# | | the job |
# |--:|---|
# | 1 | Both ends see a picture flash up, with power for one click a pixel. The greys must be right to 0.05 after 50 ms. |
# | 2 | Recognise a letter at noon and at dusk. Nobody says when it appears, and greys don't matter. |
# | 3 | Two machines tick in step. A still picture must be exact after 25 ms, and if a fifth is lost, mended by 100 ms. |
# | 4 | Watch a door all night, on a small battery, and report what moves. |
# | 5 | Tell a muscle how hard to pull, on one wire with jitter. There is no clock, but a second of time. |

# %%
my_jobs = None  # five names in quotes, in the order of the jobs: ["...", ...]

check("temporal_coding.jobs", my_jobs)

# %%
solution("temporal_coding.jobs")

# %% [markdown]
# We asked how to send one picture with nothing but clicks. Each of the five ways takes time, or
# clicks, or a clock that both ends share, and you can work out what a bad line will do to it.
# Which of them a nerve uses is harder to say. One can guess the pictures from its counts
# alone, then from its first spikes alone, and compare, but what *can* be read there needn't be
# what the brain reads. And whoever records from a brain has no picture beside the copy, only
# trains of spikes. When are two of them the same? [Lesson 06](06_measuring_trains.ipynb) begins
# there.
#
# **In the books**, search for *rate coding*, *temporal coding*, *time-to-first-spike* (TTFS), *rank
# order coding*, *phase coding*, *delta modulation* or *send-on-delta*.

# %% [markdown]
# ## Key points
#
# - A count by chance scatters by the square root of what we expect, so half the error takes four
#   times as long.
# - One spike can say a value to a receiver who knows since when. An order needs no clock, but is
#   blind to brightness.
# - Loss leaves holes in a code that says it once, and darkens one that adds up clicks.
# - Jitter makes an error of jitter / (room × $\sqrt{\text{clicks}}$) where a clock is read, and
#   none where clicks are counted.
#
# **Where is this used?** A library that asks you for *rate* or *latency* encoding means A or B,
# though B's times may be those of a LIF.

# %% [markdown]
# ## Quiz

# %%
quiz("temporal_coding")

# %% [markdown]
# ## Go deeper
#
# None of this is needed later.
#
# **How a picture is made**: view and drawing.

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
# The receiver takes the mean as on the face of a clock, where a minute before twelve and a minute
# past are neighbours. A plain mean of the four readings would now and then take a late black for
# white. At a cycle of 25 ms it is off by 0.1, not 0.08.
#
# </details>

# %% [markdown]
# **A paper check.** The error of a count against its formula, for values up to 0.6. (Near white
# it's smaller, because nothing is read above 1.) To be ten times as exact you
# listen a hundred times as long, or to a hundred neurons (as many as Shadlen and Newsome 1998
# need). They help only if each has a chance of its own: what they tremble with together, no mean
# takes out.

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
# How long does a LIF wait for its first spike?

# %%
lif = LIF(tau_m=20.0)  # change the time constant, in ms
currents = np.linspace(1.55, 6.0, 90)  # nA; the rheobase is 1.5
plt.plot(currents, [lif.time_to_spike(current) for current in currents])
plt.xlabel("current (nA)")
plt.ylabel("first spike (ms)")
plt.show()

# %% [markdown]
# From 5 to 6 nA the spike moves by 1.4 ms, from 2 to 3 nA by 14 ms. So bright greys
# crowd at the beginning, where a little jitter already mixes them up, while dark ones lie far
# apart.
#
# A LIF at rest that gets $x$ rheobases fires first after $\tau_m \ln (x / (x - 1))$. Solve that for
# x. (The last of the four below is too weak to fire. Such a silence says only that x is at most 1,
# so you won't be asked for it.)

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
# And one click, by its time? Let all greys be equally common. A jitter with the standard deviation
# $\sigma$ leaves a time as unsure as if it were spread evenly over $4.13\,\sigma$ (4.13 is the
# root of $2\pi e$). The bits are the logarithm of how often such a stretch fits into the room. A
# little is added, because a click that strays out of the room can only come from near that end:
#
# $$ \text{bits of one click} \approx \log_2 \frac{\text{room}}{4.13\,\sigma}
# + 2.6\,\frac{\sigma}{\text{room}} $$
#
# B's click, with 50 ms and a jitter of 3 ms, tells about 2.2 bits of a pixel, with 1 ms 3.65. Twice
# the room is nearly one bit more. (The formula holds to 0.01 bits up to a jitter of a fifth of the
# room.)
#
# A's count tells 0.8 bits after 100 ms, 1.6 after four times as long and 2.4 after sixteen times:
# half the error is at best one bit more, and costs four times the time. In 50 ms it tells 0.5,
# not even a sure yes or no, where the five clicks of a metronome would tell at most $\log_2 6 = 2.6$.
#
# With eight neurons, who fires tells 8 bits, the order 15.3, and clicks to the millisecond within 10
# ms, or none, $8 \log_2 11 = 27.7$. Such a comparison isn't fair by itself: bits say what *could* be
# told apart, not what the next neuron does, and the last of the three needs a clock at both ends. An
# order suffers from jitter, too: with C's clicks, 1 ms apart, a jitter of 1 ms leaves 8.2 of the 15.3
# bits, one of 3 ms only 2.3.

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
# eight neurons with different favourite values, for example, beats a single one that counts
# ([lesson 19](19_reading_and_hearing.ipynb) reads an arm's movement from one). But at as few spikes
# it's no better, and at 17 Hz, with as few spikes as latency, counting is poor:

# %%
fair = {"rate": rate_code(), "population of eight": population_code(8),
        "population at 12.5 Hz": population_code(8, 12.5), "rate at 17 Hz": rate_code(17),
        "latency": latency_code()}  # fmt: skip
for name, code in fair.items():
    run = measured(code)
    print(f"{name:22} {run.spikes[-1]:5.0f} spikes, error {run.error[-1]:.3f}")

# %% [markdown]
# Is A's receiver to blame? Only in part. One who knows that all greys are
# equally common, and guesses the mean of those that fit a count, is off by 0.16 after 100 ms, where
# our plain one is off by 0.19. For 0.05 A still sends some 64 clicks at a grey of 0.4, and B one. What
# a click costs in energy is [lesson 16](16_what_it_costs.ipynb)'s: so much at every synapse that it
# passes, and a machine that updates every neuron in every step pays for the silent ones as well.

# %% [markdown]
# ### Asked by readers
#
# #### With pencil and paper
#
# **What does each clerk make of the same four pixels?** In 100 ms, with the numbers of this
# lesson:
#
# | pixel | rate, on average | latency | rank order | phase, in each 25 ms | delta |
# |--:|--:|--:|--:|--:|--:|
# | 1 | 10 clicks | 0 ms | first | 3.1 ms | 20 up |
# | 0.5 | 5 | 25 ms | second | 12.5 ms | 10 up |
# | 0.2 | 2 | 40 ms | third | 18.1 ms | 4 up |
# | 0 | none | none | none | 21.9 ms | none |
#
# Only the phase code clicks for black, so only its receiver can tell black from a broken wire.
#
# **How long must A count to tell 0.5 from 0.6?** For 3.6 s, to be right nine times in ten. In $T$
# seconds we expect $50\,T$ clicks from one and $60\,T$ from the other, with a scatter of about
# $\sqrt{55\,T}$, and the border halfway is $5\,T$ from both. Nine counts in ten stay on their
# side of a border that is 1.28 standard deviations away, so $5\,T = 1.28 \sqrt{55\,T}$.
#
# **My network runs for T steps. How many greys are that?** With a click in one of T steps or in
# none: T + 1. Eight steps make nine greys, whose rounding costs an error of 0.036 if all are
# equally common. An even count tells as many, but with four clicks a pixel on average. A count by
# chance errs by 0.14 then, and needs 128 steps to be as exact. Where the first click counts a
# half, the next a quarter, like *bits*, eight steps tell 256 greys (*phase coding*, too, for Guo
# and others 2021).
#
# **Is a click by chance in each step a Poisson train?** Only where it's rare, since no step holds
# two clicks. The count in T steps, each with the probability $p$, scatters by $\sqrt{T p (1 - p)}$, a
# Poisson count by $\sqrt{T p}$: with our 0.05 that is 2.5 % less, with 0.5 29 % less. At 1 it doesn't
# scatter at all. In snnTorch's `rate` the grey itself is $p$, so white ticks like a metronome.
#
# #### Choosing a code
#
# **Which code do I try first on my own data?** Begin at the receiver. Without a common clock only
# a count, an order or changes are left. With one, latency answers soon on few clicks; if clicks
# get lost, take phase. What mostly stands still asks for delta. Sound, which never rests, is cut
# into windows sent like pictures. Two numbers may overrule this: the greys that you need, and the
# clicks that you can pay for. Then send ten items over a line with your jitter and loss
# (`measure_errors` takes a `Line`), and look at the error when the answer is due.
#
# **My library hands the first layer the picture itself. Which code is that?** *Direct encoding*:
# each grey is a steady current, and the neurons behind it make the clicks. In a few steps that
# gets more right than A's clicks, but the first layer has to multiply, which costs energy (Kim
# and others 2022).
#
# **My values aren't greys from 0 to 1. What then?** Give each two wires, one for above zero and
# one for below. Divide by a high percentile of your *training* data, cutting off what is above: a
# largest value ten times the others would leave them 5 ms of 50. If most lie low, spread them
# evenly over the window (the receiver has to know). If they run over four powers of ten, as light
# does, send the logarithm: a slip of 3 ms then makes any value wrong by the same factor, 1.7.
#
# **How does a network decide, if its outputs click once?** The first to click wins, and the run
# can stop. Say beforehand what silence means, usually that the highest potential wins, and print
# how often it happened: if mostly, the network isn't using its code.
#
# #### When the copy is bad
#
# **How do I see, before I train, that my clicks have lost the picture?** Print how many clicks
# each pixel has, plot a histogram of their times, and read ten items back. If all greys come back
# too bright by the same amount, it's the clock. If nearly all clicks come in the first step or the
# last, two greys are left. In snnTorch that happens easily: `latency` follows a LIF unless you say
# `linear=True`. With `normalize=True`, 50 steps and some black in the picture, all greys above
# 0.09 then click in the first step, and black, unless you say `clip=True`, in the last.
#
# **My network does badly. Is the code to blame?** Compare copies of 8 × 8 digits with the ten
# average digits: of the pictures themselves 90 % are told right, of copies after 100 ms 86 % by
# order, 88 % by A and 90 % by the others. After 12 ms A has 68 %, B 79 %, the others 85 to 89.
# With a fifth lost, order falls to 75 % and B to 83. Ten steps, with a click or none by chance in
# each, still give 89 %. A layer *trained* on the clicks of the first 12 ms, in bins of 4 ms, gets some
# 60 % from A, 84 from B and 93 from the order. What the clicks lost, no layer finds again. But where the
# copies are told right, look for the fault in the network.
#
# **How much jitter can I bear?** Send the same grey many times, and take the standard deviation of
# its click's times. B's copy of the gradient is still better than A's at 10 ms, phase's at 4; at 5
# it's as bad as A's. Nerves are better: under a repeated flicker spikes of a salamander's or a
# rabbit's eye strayed by as little as 1 ms (Berry and others 1997).
#
# **How fast a change does the delta code follow?** One step of 0.05 in a millisecond, so a jump
# from 0 to 1 takes 20 ms, and a wave between them may swing 16 times a second. What climbs faster
# gets away (*slope overload*). A larger step follows faster, but the copy may be wrong by nearly a
# step, so take the largest error that you can bear. A lost click shifts all that comes later by a
# step, until both ends begin anew from 0, as they should now and then.
#
# **One click of an order is lost. Is only that pixel wrong?** No: the receiver takes it for the
# darkest, and everybody behind it moves up one place. With latencies they stay. And if clicks are
# *added*? Give one pixel of the gradient in five a click at a random moment of the 100 ms. B's
# error rises from 0 to 0.08, phase's to 0.02, rank order's from 0.20 to 0.23, delta's hardly, and
# A's stays at 0.19: among many one more says little. (For B it's 0.12, if all fall into its 50 ms.)
# Worse for an order are clicks *before* the picture, which pass for the brightest: if one pixel in
# five sends one, the error is 0.37. So C's receiver has to know where a volley begins; a pause
# tells it only if it's silent.
#
# #### What nerves do, and referees say
#
# **Is a rate the opposite of a temporal code?** It depends on the window. To somebody who counts
# for a second, a count in 5 ms is a time. Theunissen and Miller (1995) draw the line at the
# message: a code is temporal if times tell more than counts do in windows as short as the message
# changes. To see what carries the news, keep the counts and draw all times anew within the window
# (A's 100 ms, B's 50). A's copy of the three stays as it was, and B's error rises from 0 to about
# 0.3.
#
# **How much more do times tell than counts?** Ask of each recorded answer which stimulus it was,
# once knowing the count, once knowing the times too, and compare the bits. In a rat's cortex the
# times told 44 % more about which whisker had moved, above all the time of the first spike (Panzeri
# and others 2001). When something pushes a human fingertip, a fibre's times in 125 ms tell at least
# 1.6 times as much about the direction as its counts do. The time of its first spike alone tells
# about as much of the direction as the count (Saal and others 2009). Such bits take many
# repetitions: from few, the many possible times look more telling than they are.
#
# **Has anybody changed nothing but the timing, and did the animal notice?** Yes. Rats got the same
# pulses at two places in the cortex, either together or one place a little after the other, and were
# rewarded for telling which. In the part that hears 3 ms were enough (Yang and others 2008), in the
# part that feels the whiskers 1 ms, while the part that sees needed 15 (Yang and Zador 2012). So
# milliseconds can be read there. That such times are what the brain uses every day doesn't follow.
#
# **Do those 150 ms rule out a rate?** In one neuron, nearly. But a hundred that send the same
# grey, each with its own chance, click together as often in 1 ms as one does in 100. That is a
# rate, too, paid for in cells instead of time (Shadlen and Newsome 1998). Nor need the stages take
# turns: each may begin on the first spikes of the one before.
#
# **Where would a brain get B's start signal?** An eye that jumps decides itself when a new picture
# comes. Or the first clicks of many neurons say *now*: those of a salamander's eye tell most
# relative to each other (Gollisch and Meister 2008). Or it takes a shared rhythm. None is exact:
# if the start is off by 5 ms, now early and now late, all of B's greys move together by some 0.1,
# and their order stays; with a tick 5 ms late, phase reads 0.5 as 0.77.
#
# **What neuron could read an order, or a time?** An order: one whose inputs count for less with
# each click that has come, as a *shunting* inhibition might make them (Thorpe and others 2001).
# Let three wires have the weights 3, 2 and 1, and each click halve what the later ones are worth.
# Clicking in that order they give 3 + 1 + 0.25, in no other more than 4. A time: one whose
# synapses, once clicked, let a current flow until the window or the cycle ends. The earlier the
# click, the more charge has come by then, so v, while little leaks, adds up greys. Or a row of
# cells that fire if a click meets the start signal, which comes to each a little later than to
# the last ([lesson 04](04_what_a_spike_does.ipynb)). In [lesson 12](12_tempotron.ipynb) a neuron
# learns to read times.
#
# **Which of the five is found in the body?** Four are. Rate and latency you've met. In our
# fingertips the order of the first spikes tells which way a force points sooner than any count
# (Johansson and Birznieks 2004). A rat's *place cell* fires earlier in the rhythm, the further
# the rat is through the cell's place (O'Keefe and Recce 1993). Delta is the code of a camera
# (Lichtsteiner and others 2008). Its kin in the eye are ganglion cells that answer when light
# comes on, or goes off, though in no fixed steps. In a sixth, *burst coding*, a brighter pixel
# sends more spikes, closer together (Guo again). In a seventh, *interval coding* (ISI), the time between
# two clicks of one neuron says the value, without a clock.

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
# - Thorpe S, Delorme A, Van Rullen R (2001). Spike-based strategies for rapid processing. *Neural
#   Netw* 14:715-725,
#   [doi:10.1016/S0893-6080(01)00083-1](https://doi.org/10.1016/S0893-6080%2801%2900083-1).
# - Johansson RS, Birznieks I (2004). First spikes in ensembles of human tactile afferents code
#   complex spatial fingertip events. *Nat Neurosci* 7:170-177,
#   [doi:10.1038/nn1177](https://doi.org/10.1038/nn1177).
# - O'Keefe J, Recce ML (1993). Phase relationship between hippocampal place units and the EEG
#   theta rhythm. *Hippocampus* 3:317-330,
#   [doi:10.1002/hipo.450030307](https://doi.org/10.1002/hipo.450030307).
# - Kim Y, Park H, Moitra A, Bhattacharjee A, Venkatesha Y, Panda P (2022). Rate coding or direct
#   coding: Which one is better for accurate, robust, and energy-efficient spiking neural networks?
#   *ICASSP*, [arXiv:2202.03133](https://arxiv.org/abs/2202.03133).
# - Guo W, Fouda ME, Eltawil AM, Salama KN (2021). Neural coding in spiking neural networks: A
#   comparative study for robust neuromorphic systems. *Front Neurosci* 15:638474,
#   [doi:10.3389/fnins.2021.638474](https://doi.org/10.3389/fnins.2021.638474).
# - Lichtsteiner P, Posch C, Delbruck T (2008). A 128x128 120 dB 15 µs latency asynchronous temporal
#   contrast vision sensor. *IEEE J Solid-State Circuits* 43:566-576,
#   [doi:10.1109/JSSC.2007.914337](https://doi.org/10.1109/JSSC.2007.914337).
# - Shadlen MN, Newsome WT (1998). The variable discharge of cortical neurons. *J Neurosci*
#   18:3870-3896,
#   [doi:10.1523/JNEUROSCI.18-10-03870.1998](https://doi.org/10.1523/JNEUROSCI.18-10-03870.1998).
# - Berry MJ, Warland DK, Meister M (1997). The structure and precision of retinal spike trains. *Proc
#   Natl Acad Sci* 94:5411-5416,
#   [doi:10.1073/pnas.94.10.5411](https://doi.org/10.1073/pnas.94.10.5411).
# - Panzeri S, Petersen RS, Schultz SR, Lebedev M, Diamond ME (2001). The role of spike timing in the
#   coding of stimulus location in rat somatosensory cortex. *Neuron* 29:769-777,
#   [doi:10.1016/S0896-6273(01)00251-3](https://doi.org/10.1016/S0896-6273%2801%2900251-3).
# - Saal HP, Vijayakumar S, Johansson RS (2009). Information about complex fingertip parameters in
#   individual human tactile afferent neurons. *J Neurosci* 29:8022-8031,
#   [doi:10.1523/JNEUROSCI.0665-09.2009](https://doi.org/10.1523/JNEUROSCI.0665-09.2009).
# - Yang Y, DeWeese MR, Otazu GH, Zador AM (2008). Millisecond-scale differences in neural activity in
#   auditory cortex can drive decisions. *Nat Neurosci* 11:1262-1263,
#   [doi:10.1038/nn.2211](https://doi.org/10.1038/nn.2211).
# - Yang Y, Zador AM (2012). Differences in sensitivity to neural timing among cortical areas. *J
#   Neurosci* 32:15142-15147,
#   [doi:10.1523/JNEUROSCI.1411-12.2012](https://doi.org/10.1523/JNEUROSCI.1411-12.2012).
# - Theunissen F, Miller JP (1995). Temporal encoding in nervous systems: a rigorous definition. *J
#   Comput Neurosci* 2:149-162, [doi:10.1007/BF00961885](https://doi.org/10.1007/BF00961885).
#
# Words of this lesson, in the [glossary](glossary.md): rate code, latency code, rank order code,
# phase code, delta code, jitter.
#
# Next: [06 · Measuring spike trains](06_measuring_trains.ipynb).
