# %% [markdown]
# # 04 · Temporal coding
#
# **75 minutes** · You need: spikes from [lesson 02](02_threshold_reset_noise.ipynb), square roots,
# and what a standard deviation is.
#
# *One picture, one wire, and nothing but clicks: how would you send it?*
#
# You will be able to:
#
# - write a value as spikes in six ways, and read it back at any moment
# - say what each code costs in time and in spikes, and what jitter and loss do to it
# - explain why counting is slow, and when it is still the right choice
# - choose a code for a job, with numbers

# %%
import itertools
from math import factorial, log2

import numpy as np

from snn_edu import plots
from snn_edu.coding import population_code, rate_code, six_codes
from snn_edu.coding.race import Line, measure_errors
from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.temporal_coding import views as lesson
from snn_edu.live import choice, explore, slider

# %% [markdown]
# Six clerks look at the same picture and send it down a wire that carries only clicks. A clerk has
# one neuron for each pixel (two of them have more), and at the other end somebody draws what they
# have understood so far. The clerks are called **codes**. **Before you touch the clock:**

# %%
predict("temporal_coding.worst_copy")


# %%
def race(stimulus, brightness, clock, seed):
    values = brightness * lesson.picture(stimulus)  # one number a pixel, from 0 to 1
    codes = lesson.codes_for(values)
    trains = []
    for code in codes:
        rng = np.random.default_rng(seed)
        trains.append(code.encode(values, 100, rng))  # spikes, for 100 ms
    # draw_race shows code.decode(spikes, clock), and how far it is from the values
    return lesson.race_frame(clock, values, codes, trains)


# %%
explore(
    race,
    lesson.draw_race,
    clock=slider("clock", 0, 100, start=20, step=1, unit="ms"),
    stimulus=choice("stimulus", lesson.STIMULI, start="a three"),
    brightness=slider("brightness", 0.1, 1, start=1, step=0.05),
    seed=slider("noise seed", 1, 20, start=1, step=1),
    size=(9.0, 5.6),
)

# %% [markdown]
# Slide the clock from 0 to 100 ms and watch the copies, not the spikes. Delta and phase have the
# three after some 20 ms. Latency takes 50, brightest pixels first. Rank order is done after 10 ms
# and never gets its greys right. And rate is still grainy after 100 ms, for 220 spikes where latency
# needs 33. (Strokes right of the clock are grey: nobody has heard them yet.)
#
# The **error**, here and below, is the root mean square over the pixels; 0 is a perfect copy.

# %% [markdown]
# ## What the six do
#
# | code | a value $x$ in [0, 1] becomes | read back as |
# |---|---|---|
# | **rate** | random spikes, on average $100\,x$ in a second | count / the count expected of $x = 1$ |
# | **latency** | one spike, at $(1 - x) \cdot 50$ ms | 1 - time / 50 ms |
# | **rank order** | one spike, in order of strength | what such a rank is usually worth |
# | **phase** | one spike in each 25 ms cycle, the stronger the earlier | its mean place in the cycle |
# | **population** | random spikes of eight neurons with different favourites | the direction they vote for |
# | **delta** | a spike for each change by 0.05, up or down | ups minus downs, times 0.05 |
#
# A *silent* neuron talks too. If latency has not fired after 30 ms, x is below 0.4, and the decoder
# draws the middle of what is left, 0.2: that is why the background darkens as you wait.

# %% [markdown]
# Now try the other pictures. **One number**, brightness 0.7: rank order says 0.5, whatever you set.
# With nobody to compare to there is no order. **A moving bar** has a new frame every 25 ms. All but
# delta start afresh with each; delta pays twice, up where the bar arrives and down where it was.
#
# The **portrait** is the one real input: a photograph of Grace Hopper, who wrote one of the first
# compilers, in 16 x 16 pixels. (It comes with matplotlib; the other stimuli were drawn for this
# lesson.) With 1170 spikes the rate code makes snow of it, error 0.19. A plain grey sheet would score
# 0.24. **Before you move the brightness:**

# %%
predict("temporal_coding.half_the_light")

# %% [markdown]
# Go back to the race, take the portrait, and pull the brightness down to 0.5. The raster of rank
# order stands still, and its copy stays bright. All others get darker, as the picture did.

# %%
values = lesson.picture("portrait")
for code in lesson.codes_for(values):
    full, half = (code.encode(x, 100, np.random.default_rng(1)) for x in (values, values / 2))
    same = len(full) == len(half) and np.array_equal(full.times, half.times)
    print(f"{code.name:10}  {len(full):6} spikes, at half the light {len(half):6}", "same" * same)
    assert same == (code.name == "rank order")

# %% [markdown]
# ## Rate: counting is slow
#
# In a [rate code](glossary.md#rate-code) only the number of spikes matters. Adrian and Zotterman
# (1926) pulled at a frog's muscle and saw it: more weight, more spikes per second. With $r$ the rate
# of the brightest value (100 Hz here), $T$ the listening time in seconds and $n$ the spikes counted:
#
# $$ \hat x = \frac{n}{r\,T} $$
#
# Spikes by chance make counts by chance. A count that should be $r T x$ has a standard deviation of
# $\sqrt{r T x}$ (its Fano factor is 1, as [lesson 05](05_measuring_trains.ipynb) explains), and so
#
# $$ \text{error} = \frac{\sqrt{r T x}}{r T} = \sqrt{\frac{x}{r\,T}} $$

# %%
predict("temporal_coding.four_times_longer")

# %% [markdown]
# ### Check: the error falls as $1 / \sqrt{r T}$
#
# On log axes that is a straight line of slope -1/2. Only values up to 0.6, so that no count runs
# into the decoder's ceiling of 1:

# %%
values = np.linspace(0.1, 0.6, 64)
listened = np.array([100, 200, 400, 800, 1600, 3200])  # ms
errors = measure_errors(rate_code(), values, listened, np.random.default_rng(2), trials=40)
formula = np.sqrt(values.mean() / (100 * listened / 1000))
for T, measured, expected in zip(listened, errors.error, formula, strict=True):
    print(f"{T:5} ms: error {measured:.3f}, formula {expected:.3f}")
slope = np.polyfit(np.log(listened), np.log(errors.error), 1)[0]
print(f"slope {slope:.2f}")
assert abs(slope + 0.5) < 0.05
assert np.allclose(errors.error, formula, rtol=0.05)

# %% [markdown]
# To be ten times as exact you listen a hundred times as long. Or to a hundred neurons: Shadlen and
# Newsome (1998) find, in a model of cortex, that 100 neurons *together* give a reliable rate within
# one interspike interval, 10 to 50 ms. The brain can buy time with neurons. It has many.

# %% [markdown]
# ## Latency: when, not how many
#
# People say whether a photograph shows an animal so quickly that the answer is visible in the brain
# after 150 ms (Thorpe, Fize & Marlot 1996). On the way lie some ten stages of neurons: 10 to 15 ms
# each, in which a neuron can fire once, rarely twice. There is no time to count (Thorpe 1990). In a
# [latency code](glossary.md#latency-code) the *first* spike says it all:
#
# $$ t_{first} = (1 - x)\,\text{window} \qquad\qquad \hat x = 1 - \frac{t_{first}}{\text{window}} $$
#
# Retinas do it: Gollisch and Meister (2008) read a flashed picture off the latencies of salamander
# ganglion cells, better than off their counts.

# %% [markdown]
# ### Your turn: write the encoder


# %%
def first_spikes(values, window):
    return ...  # an array of times in ms, np.inf for those who never fire


check("temporal_coding.latency", first_spikes)


# %%
solution("temporal_coding.latency")

# %% [markdown]
# Latency needs a start signal: *since when?* The receiver must know when the picture appeared.
# Eyes make jumps three times a second, and each could be such a signal. Whoever has no start signal
# needs one of the next two codes.

# %% [markdown]
# ## Rank order: who came before whom
#
# Drop the clock altogether and keep the order. In a [rank order code](glossary.md#rank-order-code)
# (Thorpe & Gautrais 1998) the receiver looks up what a rank is usually worth: in our pictures the
# third of 64 is worth 0.99, the twentieth 0.58. It cannot know better, and so it stays a little
# wrong for ever. What it gains is speed and independence of the light.

# %% [markdown]
# ### Your turn: ranks, with ties
#
# A three in eleven grey levels has many equal pixels. They share a rank and fire together.


# %%
def ranks(values):
    return ...  # an array of whole numbers, 0 for the strongest


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
# If you had only seen *who* fired, five neurons would have made $2^5 = 32$ messages, or 5 bits.
# Their order makes 120, or 6.9 bits. From four neurons on the order says more, and its lead grows.

# %%
for n in (2, 5, 10, 64):
    print(f"{n:2} neurons: {log2(2**n):4.0f} bits by who fires, {log2(factorial(n)):5.1f} by order")
assert len(set(itertools.permutations(range(5)))) == 120
assert factorial(3) < 2**3  # with two or three neurons, sets say more
assert factorial(4) > 2**4

# %% [markdown]
# ## Phase: a clock that both can hear
#
# If there is a rhythm that sender and receiver share, each spike can be timed against *it*. That is
# a [phase code](glossary.md#phase-code): one spike in each cycle, the stronger the earlier. Rats
# have one. As a rat crosses a place, the cell for that place fires earlier and earlier in the cycle
# of a rhythm of about 8 Hz (O'Keefe & Recce 1993).
#
# It repeats itself: a lost spike comes again in the next cycle, and jitter averages out. The price:
# dark pixels fire as often as bright ones, and time is counted on a circle. A dark pixel that comes
# a little too late is taken for a bright one of the next cycle, come early.

# %% [markdown]
# ## Population: many votes
#
# Georgopoulos and colleagues (1986) asked how a monkey's motor cortex says *where to reach*. No
# neuron knows. Each has a favourite direction, and fires less the further the movement is from it,
# as a cosine. But let every spike vote for its neuron's favourite, and add the votes as arrows: their
# sum, the [population vector](glossary.md#population-vector), points where the arm goes. Here the
# value x is the direction 180 x degrees. **Before you silence anybody:**

# %%
predict("temporal_coding.silence_a_voter")

# %%
explore(
    lesson.votes,
    lesson.draw_votes,
    x=slider("value x", 0, 1, start=0.5, step=0.01),
    neurons=slider("neurons", 4, 32, start=8, step=1),
    clock=slider("clock", 5, 500, start=100, step=5, unit="ms"),
    silenced=slider("silenced neurons", 0, 3, start=0, step=1),
    seed=slider("noise seed", 1, 20, start=5, step=1),
    size=(9.0, 3.6),
)

# %% [markdown]
# On the left hardly a dot lies on the curve, and still the arrow is 4 degrees off: errors of
# independent neurons cancel. With $N$ neurons the s.d. in the middle of the range is
# $2 / (\pi \sqrt{N r T})$ of x. For 8 neurons and 100 ms that is 0.071, or 13 degrees; for 32 neurons
# half of it. Silence one and the arrow leans away: that is no noise, and no longer listening will
# cure it.

# %%
rng = np.random.default_rng(6)
values = np.full(4000, 0.5)
for neurons in (8, 32):
    error = measure_errors(population_code(neurons), values, [100], rng).error[0]
    expected = 2 / (np.pi * np.sqrt(neurons * 100 * 0.1))
    print(f"{neurons:2} neurons: s.d. {180 * error:4.1f} degrees, formula {180 * expected:4.1f}")
    assert abs(error / expected - 1) < 0.06

tilt = lesson.tilt_without_first(8)
print(f"without the first of eight: {tilt:.1f} degrees too far, however long you listen")
assert round(tilt) == 14

# %% [markdown]
# ## Delta: only news
#
# A [delta code](glossary.md#delta-code) sends nothing while nothing changes. Its receiver keeps the
# last picture and corrects it, by 0.05 for each spike. A new picture out of the dark is expensive,
# 20 spikes for a white pixel; the hours that follow are free. Silicon retinas work this way
# (Lichtsteiner, Posch & Delbruck 2008): each pixel reports changes of the logarithm of its light,
# with a latency of 15 microseconds at best.
#
# Its weak spot is the same memory. A lost step is never made good, and errors pile up.

# %% [markdown]
# ## A bad line
#
# Axons are not wires. Spikes arrive a little early or late, which is **jitter** (its standard
# deviation in ms), and some do not arrive, which is **loss**. **Before you move:**

# %%
predict("temporal_coding.a_fifth_is_lost")

# %%
explore(
    lesson.bad_line,
    lesson.draw_bad_line,
    jitter=slider("jitter", 0, 10, start=3, step=0.5, unit="ms"),
    loss=slider("loss", 0, 50, start=0, step=5, unit="%"),
    stimulus=choice("stimulus", lesson.STILLS, start="a ring"),
    seed=slider("noise seed", 1, 20, start=1, step=1),
    size=(9.0, 3.8),
)

# %% [markdown]
# Two ways to break. **Jitter** hurts those who read times. At 3 ms latency is off by 0.05, which is
# 3 ms of its 50; ranks, 1 ms apart, are shuffled (0.31). Phase holds out, 0.08, and at 10 ms it is
# lost: black comes so late that it is read as white. The counters do not even notice.
#
# Now no jitter, and lose 20 %. It hurts those who say it *once*: latency and rank order have holes
# (0.36, 0.34). Delta ends too dark, 0.14, and so does rate, whose every count is too low. Phase stays
# perfect. Population, 0.08: when all voters are thinned alike, the sum still points the same way.

# %% [markdown]
# The same as a table: 64 random values, ten of them 0, 100 ms, the mean of eight trials. One
# function, `measure_errors`, has measured them all, so you can add a code of your own.

# %%
measured, table = {}, {}
print("code          good line  jitter 3 ms  loss 20 %    spikes")
for code in six_codes():
    lines = (Line(), Line(jitter=3), Line(loss=0.2))
    good, jittered, lossy = (lesson.measured(code, line) for line in lines)
    measured[code.name] = good
    table[code.name] = [each.error[-1] for each in (good, jittered, lossy)]
    print(f"{code.name:12}  {good.error[-1]:9.3f}  {jittered.error[-1]:11.3f}", end="")
    print(f"  {lossy.error[-1]:9.3f}  {good.spikes[-1]:8.0f}")

assert max(table, key=lambda name: table[name][0]) == "rate"  # worst on a good line
assert min(table, key=lambda name: table[name][1]) == "delta"  # best under jitter
assert min(table, key=lambda name: table[name][2]) == "phase"  # best under loss

# %% [markdown]
# And on a good line, error against spikes as the 100 ms go by: solid if read by time, dashed if read
# by counting. Down and to the left is where you want to be. Timing buys a given error with a tenth of
# the spikes. (Phase runs down the same line as latency, more than twice as fast, and then says
# everything three times more.)

# %%
figure = plots.figure("Error over spikes so far: phase and latency reach 0, rate stays at 0.19")
lesson.draw_map(measured, figure.subplots())
figure

# %% [markdown]
# ### Your turn: the thriftiest code
#
# A spike costs energy, and the sender cannot know when you have heard enough: all spikes of the
# 100 ms count. Of the codes whose error is at most 0.05 at the end, which has sent the fewest, and
# how many? The numbers are in `measured`, by name: try `measured["rate"].error[-1]`.

# %%
my_code, my_spikes = None, None  # a name in quotes, a number

check("temporal_coding.fewest_spikes", (my_code, my_spikes))

# %%
solution("temporal_coding.fewest_spikes")

# %% [markdown]
# ## Which code for which job?
#
# | the job | the code | because |
# |---|---|---|
# | one glance, few spikes | latency | 54 spikes for 64 values, right to 0.05 after 39 ms; needs a start signal |
# | which of these shapes is it, in any light | rank order | blind to brightness |
# | a hurry and a shared rhythm, spikes get lost | phase | right to 0.05 after 18 ms; a lost spike comes again |
# | spikes get lost and come at any time | population | every spike is a small vote; costs 48 times the spikes of latency |
# | a scene that rarely changes | delta | free while nothing happens |
# | all the time in the world, or a muscle | rate | needs no clock, does not mind jitter, is never quick |
#
# Nobody must choose one. The first spike may say roughly what is there, and the counts after it how
# sure that is.

# %% [markdown]
# ## Key points
#
# - A rate is read by counting; its error falls as $1 / \sqrt{r T}$: 0.19 after 100 ms at up to
#   100 Hz, and half of that takes four times as long.
# - One spike can say a number, if the receiver knows *since when* (latency) or has a rhythm (phase):
#   error 0 after 50 and 25 ms.
# - Order needs no clock and ignores brightness. Five neurons have 120 orders, but only 32 sets.
# - Codes that say it once break under loss; codes that read times break under jitter; votes of many
#   neurons survive both, at 48 times the spikes.
# - Silence is a message: latency's dark pixels and delta's still scenes cost nothing.

# %% [markdown]
# ## Quiz

# %%
quiz("temporal_coding")

# %% [markdown]
# ## References
#
# - Adrian ED, Zotterman Y (1926). The impulses produced by sensory nerve-endings. Part II. The
#   response of a single end-organ. *J Physiol* 61:151-171,
#   [doi:10.1113/jphysiol.1926.sp002281](https://doi.org/10.1113/jphysiol.1926.sp002281).
# - Georgopoulos AP, Schwartz AB, Kettner RE (1986). Neuronal population coding of movement
#   direction. *Science* 233:1416-1419,
#   [doi:10.1126/science.3749885](https://doi.org/10.1126/science.3749885).
# - Thorpe SJ (1990). Spike arrival times: a highly efficient coding scheme for neural networks. In
#   *Parallel Processing in Neural Systems and Computers*, 91-94. North-Holland.
# - O'Keefe J, Recce ML (1993). Phase relationship between hippocampal place units and the EEG theta
#   rhythm. *Hippocampus* 3:317-330,
#   [doi:10.1002/hipo.450030307](https://doi.org/10.1002/hipo.450030307).
# - Thorpe S, Fize D, Marlot C (1996). Speed of processing in the human visual system. *Nature*
#   381:520-522, [doi:10.1038/381520a0](https://doi.org/10.1038/381520a0).
# - Shadlen MN, Newsome WT (1998). The variable discharge of cortical neurons. *J Neurosci*
#   18:3870-3896,
#   [doi:10.1523/JNEUROSCI.18-10-03870.1998](https://doi.org/10.1523/JNEUROSCI.18-10-03870.1998).
# - Thorpe S, Gautrais J (1998). Rank order coding. In *Computational Neuroscience: Trends in
#   Research*, 113-118. Plenum.
# - Gollisch T, Meister M (2008). Rapid neural coding in the retina with relative spike latencies.
#   *Science* 319:1108-1111,
#   [doi:10.1126/science.1149639](https://doi.org/10.1126/science.1149639).
# - Lichtsteiner P, Posch C, Delbruck T (2008). A 128x128 120 dB 15 µs latency asynchronous temporal
#   contrast vision sensor. *IEEE J Solid-State Circuits* 43:566-576,
#   [doi:10.1109/JSSC.2007.914337](https://doi.org/10.1109/JSSC.2007.914337).
#
# Words of this lesson, in the [glossary](glossary.md): rate code, latency code, rank order code,
# phase code, population vector, delta code, jitter.
#
# Next: [05 · Measuring spike trains](05_measuring_trains.ipynb). You have seen trains by the
# thousand; now you learn to say how regular one is, and how far apart two are.
