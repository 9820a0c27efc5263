# %% [markdown]
# # 05 · Temporal coding
#
# **90 minutes**, and 15 more for what is optional · You need: spikes and
# `time_to_spike` from [lesson 02](02_neuron_that_fires.ipynb), square roots, and what a standard deviation is.
#
# *One picture, one wire, and nothing but clicks: how would you send it?*
#
# You will be able to answer:
#
# - how is a value written in spikes, and how is it read back? (You write three pairs yourself.)
# - what does a code cost in time and in spikes, and what do jitter and loss do to it?
# - why is counting slow, and when is it still the right choice?
# - which code fits which job?
#
# Before a spiking network can learn from a picture, the picture must become spikes. Most work in
# deep learning with spikes takes one of two ways: a pixel is a *rate*, or it is the time of one first
# spike, a *latency*. An [event camera](glossary.md#event-camera) does it in its pixels, with a third: it sends *changes*. What you
# choose decides how long the network must run for one answer, and how many spikes (on a
# chip built for spikes: how much energy) it takes.
#
# Run a cell with Shift+Enter (*Run > Run All Cells* runs them all).

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

# %%
import itertools
from math import factorial, log2

import numpy as np

from snn_edu import LIF, plots
from snn_edu.coding import latency_code, population_code, rate_code, six_codes
from snn_edu.coding.race import Line, measure_errors
from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.temporal_coding import views as lesson
from snn_edu.live import choice, explore, slider

# %% [markdown]
# Six clerks look at the same picture and send it down a wire that carries only clicks. A clerk has
# one neuron for each pixel (two of them have more), and at the other end somebody draws what they
# have understood so far. The clerks are called **codes**. **Commit to an answer, and you can watch one
# clerk at a time:**

# %%
one = explore(
    lesson.one_code,
    lesson.draw_one_code,
    code=choice("code", lesson.NAMES, start="rate"),
    clock=slider("clock", 0, 100, start=20, step=1, unit="ms", clock=True),
    stimulus=choice("stimulus", lesson.STILLS, start="a three", rare=True),
    seed=slider("noise seed", 1, 20, start=1, step=1, rare=True),
    size=(9.0, 3.0),
    tries={"latency, 30 ms": {"code": "latency", "clock": 30}},
)
predict("temporal_coding.worst_copy", then=one)

# %% [markdown]
# Start the clock and watch the copy, not the spikes. Then take the next code. Strokes right of the
# clock are grey: nobody has heard them yet. The **error**, here and below, is the root mean square
# over the pixels; 0 is a perfect copy.
#
# A *silent* neuron talks too. If latency has not fired after 30 ms, x is below 0.4, and the decoder
# draws the middle of what is left, 0.2: that is why the background darkens as you wait.
#
# Three of the six you now build yourself, an encoder and a decoder each.


# %% [markdown]
# ## Rate: counting is slow
#
# In a [rate code](glossary.md#rate-code) only the number of spikes matters. Adrian and Zotterman
# (1926) pulled at a frog's muscle and saw it: more weight, more spikes per second. With $r$ the rate
# of the brightest value (100 Hz here), $T$ the listening time in seconds and $n$ the spikes counted:
#
# $$ \hat x = \frac{n}{r\,T} $$
#
# ### Your turn: a rate code
#
# In a step of $dt$ ms a neuron at the rate $x\,r$ has a spike with the chance $x\,r\,dt / 1000$ (Hz
# times ms). Write the encoder for one value; `u` holds a random number from 0 to 1 for each step.
# Then write the decoder, the formula above.


# %%
def spikes_by_chance(x, r, dt, u):
    return ...  # an array of spike times, in ms


check("temporal_coding.rate_encode", spikes_by_chance)


# %%
solution("temporal_coding.rate_encode")


# %%
def read_count(n, r, T):
    return ...  # one value; T in ms


check("temporal_coding.rate_decode", read_count)


# %%
solution("temporal_coding.rate_decode")

# %% [markdown]
# The next cell sends the three with your pair, at 100 Hz for 100 ms:

# %%
rng = np.random.default_rng(1)
three = lesson.picture("a three")
trains = copy = None
if check("temporal_coding.rate_encode", spikes_by_chance):
    trains = [spikes_by_chance(x, 100, 0.5, rng.random(200)) for x in three]
    if check("temporal_coding.rate_decode", read_count):
        copy = [read_count(len(train), 100, 100) for train in trains]
lesson.my_pair("rate", trains, copy)

# %% [markdown]
# Spikes by chance make counts by chance. A count that should be $r T x$ has a standard deviation of
# $\sqrt{r T x}$: spikes that know nothing of each other have a variance of the count equal to its
# mean ([lesson 06](06_measuring_trains.ipynb) measures it). And so
#
# $$ \text{error} = \frac{\sqrt{r T x}}{r T} = \sqrt{\frac{x}{r\,T}} $$

# %%
predict("temporal_coding.four_times_longer")

# %% [markdown]
# ### Check: the error falls as $1 / \sqrt{r T}$
#
# The logarithm of the error falls with that of T, with the slope -1/2. Only values up to 0.6, so that no count runs
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
# ### Your turn: a latency code
#
# A 0 has nothing to say and never fires.


# %%
def first_spikes(values, window):
    return ...  # an array of times in ms, np.inf for those who never fire


check("temporal_coding.latency", first_spikes)


# %%
solution("temporal_coding.latency")


# %%
def read_first(t, window):
    return ...  # an array of values; t holds np.inf for those who never fired


check("temporal_coding.latency_decode", read_first)


# %%
solution("temporal_coding.latency_decode")

# %%
trains = copy = None
if check("temporal_coding.latency", first_spikes):
    t_first = np.asarray(first_spikes(three, 50))
    trains = [[t] if np.isfinite(t) else [] for t in t_first]
    if check("temporal_coding.latency_decode", read_first):
        copy = read_first(t_first, 50)
lesson.my_pair("latency", trains, copy)

# %% [markdown]
# ### A neuron does it unasked
#
# Who computes $(1 - x)\,\text{window}$? Nobody has to. Give a LIF at rest a current of $x$ times the
# [rheobase](glossary.md#rheobase):
# it fires first after ([lesson 02](02_neuron_that_fires.ipynb), `time_to_spike`)
#
# $$ t_{first} = \tau_m \ln \frac{x}{x - 1} $$
#
# Strong is early, and what is below the rheobase is silent. It is a curve and no straight line, but
# it can be read back just as well.


# %%
def read_lif(t, tau_m):
    return ...  # the input in rheobases


check("temporal_coding.lif_decode", read_lif)


# %%
solution("temporal_coding.lif_decode")

# %%
lif = LIF(tau_m=10.0)
read = bool(check("temporal_coding.lif_decode", read_lif))
for x in (0.9, 1.1, 1.5, 2, 4):
    t = lif.time_to_spike(x * lif.rheobase)
    said = f", read {read_lif(t, 10.0):.2f}" if read and np.isfinite(t) else ""
    print(f"{x:3} rheobases: first spike after {t:5.2f} ms{said}")
    assert np.isinf(t) if x < 1 else np.isclose(t, 10 * np.log(x / (x - 1)))

# %% [markdown]
# Latency needs a start signal: *since when?* The receiver must know when the picture appeared.
# Eyes make jumps three times a second, and each could be such a signal. Whoever has no start signal
# needs one of the next two codes.

# %% [markdown]
# ## Rank order: who came before whom
#
# Drop the clock altogether and keep the order. In a [rank order code](glossary.md#rank-order-code)
# (Thorpe & Gautrais 1998) the receiver looks up what a rank is usually worth, in a table: the
# pixels of each picture sorted, and the mean over our four 8 x 8 stills. The third of 64 is worth
# 0.99, the twentieth 0.58. It cannot know better, and so it stays a little
# wrong for ever. What it gains is speed, and something else that you will find in the race.

# %% [markdown]
# ### Your turn: ranks, with ties (optional)
#
# A three in eleven grey levels has many equal pixels. They share a rank and fire together.


# %%
def ranks(values):
    return ...  # an array of whole numbers, 0 for the strongest


check("temporal_coding.ranks", ranks)


# %%
solution("temporal_coding.ranks")

# %% [markdown]
# ### Your turn: how much can an order say? (optional)
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
# of a rhythm of about 8 Hz (O'Keefe & Recce 1993). With the period $P$ (25 ms here) and the cycle
# $c = 0, 1, 2...$:
#
# $$ \text{phase} = \tfrac12 + \text{span}\,(\tfrac12 - x) \qquad t = (c + \text{phase})\,P \qquad
# \hat x = \tfrac12 + \frac{\tfrac12 - \text{phase}}{\text{span}} $$
#
# span, 0.75 here, is the share of the cycle that is used. The rest is a gap between the last dark
# pixel of one cycle and the first bright one of the next. From several cycles the decoder takes the
# mean phase, on the circle.
#
# It repeats itself, so that jitter averages out. The price:
# dark pixels fire as often as bright ones, and time is counted on a circle. A dark pixel that comes
# a little too late is taken for a bright one of the next cycle, come early.


# %%
def phase_time(x, c, P, span):
    return ...  # in ms


check("temporal_coding.phase_encode", phase_time)


# %%
solution("temporal_coding.phase_encode")


# %%
def read_phase(t, P, span):
    return ...  # the value that one spike says


check("temporal_coding.phase_decode", read_phase)


# %%
solution("temporal_coding.phase_decode")

# %%
trains = copy = None
if check("temporal_coding.phase_encode", phase_time):
    trains = [[phase_time(x, c, 25, 0.75) for c in range(4)] for x in three]
    if check("temporal_coding.phase_decode", read_phase):
        copy = [read_phase(train[-1], 25, 0.75) for train in trains]
lesson.my_pair("phase", trains, copy)

# %% [markdown]
# ## Population: many votes
#
# Georgopoulos and colleagues (1986) asked how a monkey's motor cortex says *where to reach*. No
# neuron knows. Each has a favourite direction, and fires less the further the movement is from it,
# as a cosine. Neuron $i$ of $N$ prefers $\varphi_i = 2 \pi i / N$, the value x is the direction $\pi x$:
#
# $$ r_i = \frac{r}{2} \left( 1 + \cos(\pi x - \varphi_i) \right) \qquad
# \pi \hat x = \text{the direction of } \sum_i n_i\, (\cos \varphi_i, \sin \varphi_i) $$
#
# But let every spike vote for its neuron's favourite, and add the votes as arrows: their
# sum, the [population vector](glossary.md#population-vector), points where the arm goes. **Before you silence anybody:**

# %%
predict("temporal_coding.silence_a_voter")

# %%
explore(
    lesson.votes,
    lesson.draw_votes,
    x=slider("value x", 0, 1, start=0.5, step=0.01),
    neurons=slider("neurons", 4, 32, start=8, step=1),
    clock=slider("clock", 5, 500, start=100, step=5, unit="ms", clock=True),
    silenced=slider("silenced neurons", 0, 3, start=0, step=1),
    seed=slider("noise seed", 1, 20, start=5, step=1, rare=True),
    size=(9.0, 3.6),
    tries={
        "one silenced": {"silenced": 1},
        "one silenced, 500 ms": {"silenced": 1, "clock": 500},
        "32 neurons": {"neurons": 32},
    },
)

# %% [markdown]
# On the left two of the eight dots lie on the curve, the one at 90 degrees is two spikes off, and
# still the arrow is only 4 degrees off: errors of independent neurons partly cancel. The s.d. of the
# direction in the middle of the range is that of the sum's sideways part, $\sqrt{N r T / 4}$, over its
# length, $N r T / 4$: in x, $2 / (\pi \sqrt{N r T})$. For 8 neurons and 100 ms that is 0.071, or 13
# degrees; for 32 neurons half of it.
#
# Silence one, and the arrow leans away from it: without chance by 14 degrees. One run is this lean
# *plus* luck, which is 13 degrees after 100 ms and 6 after 500: with this seed +17, then +21. More
# listening takes away the luck. It does not take away the lean.

# %%
rng = np.random.default_rng(6)
values = np.full(4000, 0.5)
for neurons in (8, 32):
    error = measure_errors(population_code(neurons), values, [100], rng).error[0]
    expected = 2 / (np.pi * np.sqrt(neurons * 100 * 0.1))
    print(f"{neurons:2} neurons: s.d. {180 * error:4.1f} degrees, formula {180 * expected:4.1f}")
    assert abs(error / expected - 1) < 0.06

tilt = lesson.tilt_without_first(8)
print(f"without the first of eight and without chance: {tilt:.1f} degrees too far")
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
# ## The race
#
# Now all six at once, on one clock. In short:
#
# | code | a value $x$ in [0, 1] becomes | read back as |
# |---|---|---|
# | **rate** | random spikes, on average $100\,x$ in a second | count / the count expected of $x = 1$ |
# | **latency** | one spike, at $(1 - x) \cdot 50$ ms | 1 - time / 50 ms |
# | **rank order** | one spike, in order of strength | what such a rank is usually worth |
# | **phase** | one spike in each 25 ms cycle, the stronger the earlier | its mean place in the cycle |
# | **population** | random spikes of eight neurons with different favourites | the direction they vote for |
# | **delta** | a spike for each change by 0.05, up or down | ups minus downs, times 0.05 |


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


# %% [markdown]
# **Before you see it:**

# %%
picture = explore(
    race,
    lesson.draw_race,
    clock=slider("clock", 0, 100, start=20, step=1, unit="ms", clock=True),
    stimulus=choice("stimulus", lesson.STIMULI, start="a three"),
    brightness=slider("brightness", 0.1, 1, start=1, step=0.05),
    seed=slider("noise seed", 1, 20, start=1, step=1, rare=True),
    size=(9.0, 5.6),
    tries={
        "the ball": {"stimulus": "a ball", "clock": 100},
        "a moving bar": {"stimulus": "a moving bar"},
        "one number": {"stimulus": "one number", "brightness": 0.7},
    },
)
predict("temporal_coding.half_the_light", then=picture)

# %% [markdown]
# Pull the brightness down to 0.5: the raster of rank order stands still, and its copy stays bright.
# All others get darker, as the picture did. Then Reset, start the clock, and watch the copies. Delta
# and phase have the three after some 20 ms. Latency takes 50, brightest pixels first. Rank order is done after 10 ms
# and never gets its greys right. And rate is still grainy after 100 ms, for 220 spikes where latency
# needs 33.

# %% [markdown]
# Now try the other pictures. **One number**, brightness 0.7: rank order says 0.5, whatever you set.
# With nobody to compare to there is no order. **A moving bar** has a new frame every 25 ms. All but
# delta start afresh with each, and latency's window is therefore 25 ms here, half of what it is
# elsewhere. Delta pays twice, up where the bar arrives and down where it was.
#
# The **ball** is shaded as in a photograph: 240 grey levels in 16 x 16 pixels. With 1045 spikes the
# rate code makes snow of it, error 0.18. A plain grey sheet would score 0.29. At half the light:

# %%
values = lesson.picture("a ball")
for code in lesson.codes_for(values):
    full, half = (code.encode(x, 100, np.random.default_rng(1)) for x in (values, values / 2))
    same = len(full) == len(half) and np.array_equal(full.times, half.times)
    print(f"{code.name:10}  {len(full):6} spikes, at half the light {len(half):6}", "same" * same)
    assert same == (code.name == "rank order")

# %% [markdown]
# Population sends as many at half the light, but for chance: all eight together fire at 400 Hz,
# whatever the value. Latency and phase send as many, only later.

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
    seed=slider("noise seed", 1, 20, start=1, step=1, rare=True),
    size=(9.0, 3.8),
    tries={
        "jitter 10 ms": {"jitter": 10},
        "a fifth is lost": {"jitter": 0, "loss": 20},
        "the ball": {"stimulus": "a ball"},
    },
)

# %% [markdown]
# Two ways to break. **Jitter** hurts those who read times. Latency is off by 0.05: a shift of 3 ms
# is 0.06 of its 50, but no value can go above 1 or below 0. Phase holds out, 0.08, and at 10 ms it is
# lost: black comes so late that it is read as white. The counters do not even notice.
#
# What jitter does to *rank order* depends on the picture. The ring has nine grey levels, told 1 ms
# apart: after 8 ms all is said, 3 ms of jitter break up the ties, and the error is 0.31. The ball
# has 240 levels and takes 60 ms: 0.12. It is the same code.
#
# Now no jitter, and lose 20 %. It hurts those who say it *once*: latency and rank order have holes
# (0.36, 0.34). Delta ends too dark, 0.14, and so does rate, whose every count is too low. Phase is
# perfect with this seed; in one picture of ten a pixel has lost all four of its spikes. Population,
# 0.08: when all voters are thinned alike, the sum still points the same way.

# %% [markdown]
# And 64 random values, ten of them 0, no two others alike: 100 ms, the mean of eight trials. One
# function, `measure_errors`, has measured them all, so you can add a code of your own.

# %%
measured, table = {}, {}
print("code          good line  jitter 3 ms  loss 20 %    spikes   right to 0.05 after")
for code in six_codes():
    lines = (Line(), Line(jitter=3), Line(loss=0.2))
    good, jittered, lossy = (lesson.measured(code, line) for line in lines)
    measured[code.name] = good
    table[code.name] = [each.error[-1] for each in (good, jittered, lossy)]
    print(f"{code.name:12}  {good.error[-1]:9.3f}  {jittered.error[-1]:11.3f}", end="")
    print(f"  {lossy.error[-1]:9.3f}  {good.spikes[-1]:8.0f}   {good.time_to(0.05):.0f} ms")

assert max(table, key=lambda name: table[name][0]) == "rate"  # worst on a good line
assert min(table, key=lambda name: table[name][1]) == "delta"  # best under jitter
assert min(table, key=lambda name: table[name][2]) == "phase"  # best under loss
assert 0.07 < table["rank order"][1] < 0.08  # distinct values: hardly hurt (0.059 without)

# %% [markdown]
# (nan: not within 100 ms.) With distinct values rank order is hardly hurt by the jitter.
#
# ### A fair race
#
# Population looks far better than rate, but it has *eight* neurons for each value, and eight times
# the spikes. So give rate eight neurons as well, or give all the same number of spikes:

# %%
fair = {
    "rate, one neuron": rate_code(),
    "rate, eight neurons added": lesson.eight_rates(),
    "population, eight neurons": population_code(8),
    "population at 12.5 Hz": population_code(8, 12.5),
    "rate at 17 Hz": rate_code(17),
    "latency": latency_code(),
}
fair = {name: lesson.measured(code) for name, code in fair.items()}
for name, errors in fair.items():
    print(f"{name:26} {errors.spikes[-1]:5.0f} spikes, error {errors.error[-1]:.3f}")
same = [fair[name].error[-1] for name in ("rate, eight neurons added", "population, eight neurons")]
assert np.isclose(*same, rtol=0.1)  # at equal neurons
same = [fair[name].error[-1] for name in ("rate, one neuron", "population at 12.5 Hz")]
assert np.isclose(*same, rtol=0.1)  # at equal spikes

# %% [markdown]
# At equal neurons and at equal spikes population is no better than rate, 0.067 against 0.070 and
# 0.189 against 0.192: both count, and what helps is the number of spikes. What population has of its
# own is *what* it says: a direction, and one that thinning does not shift. And at 17 Hz, with as few
# spikes as latency, rate is at 0.36.
#
# On a good line, error against spikes as the 100 ms go by: solid if read by time, dashed if read
# by counting. Down and to the left is where you want to be. Timing buys a given error with a tenth of
# the spikes. (Phase runs down the same line as latency, more than twice as fast, and then says
# everything three times more.)

# %%
figure = plots.figure("Error over spikes so far: phase and latency reach 0, rate stays at 0.19")
lesson.draw_map(measured, figure.subplots())
figure

# %% [markdown]
# ### Your turn: the thriftiest code (optional)
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
# 1. One glance: after 50 ms the greys must be right to 0.05. A start signal is there, and each value
#    may send at most one spike.
# 2. The same shape in sun and in shade. Nobody tells how bright it is, and greys do not matter.
# 3. Sender and receiver share a rhythm. It must be right within 25 ms; whatever was lost on the way,
#    one spike in five, must be mended within 100 ms.
# 4. Which way to reach, without a clock of any kind, on a line that jitters and loses. Eight neurons.
# 5. An empty corridor, seen all night: report what happens.
# 6. How hard a muscle is to pull: a single neuron, no clock, jitter, and a second of time.
#
# ### Your turn
#
# Each code has one job. Decide with the numbers of your tables.

# %%
my_jobs = None  # six names in quotes, in the order of the jobs: ["...", ...]

check("temporal_coding.jobs", my_jobs)

# %%
solution("temporal_coding.jobs")

# %%
if check("temporal_coding.jobs", my_jobs):
    print(lesson.job_table())
else:
    print("Fill in my_jobs above: the table of reasons waits for it.")

# %% [markdown]
# Nobody must choose one. The first spike may say roughly what is there, and the counts after it how
# sure that is. When you feed digits to a spiking network, here or in another library, you
# now know what the setting means: rate coding needs many time steps for a good copy, latency one
# spike a pixel and a start. An event camera has chosen delta, and its pictures come without frames.

# %% [markdown]
# ## Key points
#
# - A rate is read by counting; its error falls as $1 / \sqrt{r T}$: 0.19 after 100 ms at up to
#   100 Hz, and half of that takes four times as long. It is the right choice where there is no
#   start signal, no rhythm and no second neuron, but time.
# - One spike can say a number, if the receiver knows *since when* (latency) or has a rhythm (phase):
#   error 0 after 50 and 25 ms.
# - Order needs no clock and ignores brightness. Five neurons have 120 orders, but only 32 sets.
# - Codes that say it once break under loss; codes that read times feel jitter (rank order: the more,
#   the more equal values the picture has); votes of many neurons survive both, at 48 times the spikes.
# - Compare at equal neurons or at equal spikes: eight added rates are as good as a population.
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
# Next: [06 · Measuring spike trains](06_measuring_trains.ipynb). You have seen trains by the
# thousand; now you learn to say how regular one is, and how far apart two are.
