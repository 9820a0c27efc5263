# %% [markdown]
# # 07 · STDP curves
#
# **60 minutes** · You need [lesson 01](01_leaky_bucket.ipynb), above all how a level decays.
#
# *Two neurons fire within a few milliseconds of each other. What does that do to the synapse between
# them?*
#
# By the end you can say from the times of two spikes which way a synapse changes, and by how much.
# You'll have written a learning rule of your own, which takes spikes as they come. And you can
# find what is wrong with somebody else's.

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

import numpy as np

from snn_edu import STDP, explore
from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.stdp_curves import views
from snn_edu.spikes import gamma

# %% [markdown]
# In lesson 06 *we* looked at the lags between two trains. A synapse sits between two all its
# life. What could it do with what it sees? Here begins Part III, *Learning from timing*.
#
# In a deep network an error is sent back through all layers. A synapse in your head, as far as we know,
# gets no such message. It can notice when the neuron before it fires and when the one behind it
# does: two spikes, *pre* and *post* for short. A rule that needs no more than that is
# [local](glossary.md#local-rule).
#
# In 1998 Bi and Poo took two neurons in a dish and made pre fire, and then post, sixty times, once a
# second. If post came 10 ms later, the curve through their points says, the synapse grew by 43 %. Donald
# Hebb had guessed as much in 1949: a cell that *takes part in firing* another gets better at it. But
# what about a pre spike that comes too late to take part?

# %%
predict("stdp_curves.post_first", then=views.sixty_pairs())

# %% [markdown]
# **Try it.** Pull the post spike slowly from right to left, past pre. Then move *both* by the same
# amount. Last, put them at the same moment.
#
# Only the difference counts. The nearer the spikes are, the stronger is the change, until the order
# turns and the curve jumps from the strongest growth to the strongest shrinking. *At* the jump the
# experiment says nothing; whoever writes a rule has to choose.

# %% [markdown]
# ## How much is one pair worth?
#
# A synapse that stays stronger shows **long-term potentiation**, and one that stays weaker
# **long-term depression**, [LTP and LTD](glossary.md#ltp-and-ltd) for short. The curve is the
# **[STDP window](glossary.md#stdp-window)**, the whole idea
# **[spike-timing-dependent plasticity](glossary.md#spike-timing-dependent-plasticity-stdp)**, or **STDP**.
#
# Its percentages are for sixty pairs, so one alone is worth 1 % or so at most. From here on the synapse
# is a [weight](glossary.md#weight) $w$, cut off below 0 and above 1. Our rule lets a pair add the same to every weight,
# though in the dish strong synapses grew less.
#
# We count from pre to post: $\Delta t = t_{post} - t_{pre}$ is positive if pre comes first. LTP has
# the height $A_+$ at the jump, from where it falls like a level that leaks away, with the
# time constant $\tau_+$. LTD has the height $A_-$, which is positive too but *subtracted*,
# and the time constant $\tau_-$. For example, let $A_+$ be 0.01, $A_-$ 0.0105, and both time
# constants 20 ms:
#
# | pre fires | delay of the axon | pre arrives | post fires | $\Delta t$ | $w$ changes by |
# |--:|--:|--:|--:|--:|:--|
# | 40 ms | 0 ms | 40 ms | 50 ms | +10 ms | $+0.01\, e^{-10/20}$ = +0.0061 |
# | 50 ms | 8 ms | 58 ms | 53 ms | −5 ms | $-0.0105\, e^{-5/20}$ = −0.0082 |
#
# In the second row pre fires first, and yet it comes too late: $t_{pre}$ is the time at which its spike
# *arrives*.
#
# ### Your turn: the worth of one pair
#
# Three things can go wrong here: the sign, the exponent, and the **[tie](glossary.md#tie)**, as we call
# two spikes with $\Delta t$ = 0. In your rule a tie adds nothing.


# %%
def my_pair(t_pre, t_post, A_plus, A_minus, tau_plus, tau_minus):
    delta_t = t_post - t_pre
    return ...  # your lines here: what this pair adds to w


check("stdp_curves.one_pair", my_pair)

# %%
solution("stdp_curves.one_pair")

# %% [markdown]
# In papers, some of which count from post to pre and turn the formula round:
#
# $$ W(\Delta t) = \begin{cases} +A_+\, e^{-\Delta t/\tau_+} & \Delta t > 0 \quad\text{(LTP)}\\
# -A_-\, e^{+\Delta t/\tau_-} & \Delta t < 0 \quad\text{(LTD)} \end{cases} $$

# %% [markdown]
# ## Which pairs count?
#
# Take six spikes: pre fires at 10, 45 and 50 ms, and post at 15, 25 and 30 ms. The window says what each
# *pair* is worth, but not which pairs there are. A rule says that by its
# **[pairing scheme](glossary.md#pairing-scheme)**. Four are in use:
#
# | scheme | which pairs count | here |
# |---|---|--:|
# | *all* | every pre with every post | 9 |
# | *nearest* | every post with the last pre before it, every pre with the last post before it | 5 |
# | *reduced* | only neighbours, with no other spike of either train between them | 2 |
# | *pre_centred* | every pre with the last post before it and the first post after it | 3 |
#
# In *reduced* the third pre has no partner, because the second stands in between.

# %%
predict("stdp_curves.four_verdicts", then=views.four_schemes())

# %% [markdown]
# A thicker line is a pair worth more, a bar the total. Of the same six spikes *nearest* and *reduced* say up,
# *all* and *pre_centred* say down. Press *far apart*: if each couple stands alone, three or more time
# constants from the next, all four nearly agree. Once a second, as in the dish, couples do; at 20 Hz
# they don't. So the experiment can't tell which scheme is right.

# %% [markdown]
# ### Your turn: count them
#
# How many pairs does each scheme count of these seven spikes?

# %%
pre, post = [10, 30, 35], [20, 25, 40, 50]  # ms

my_counts = {"all": None, "nearest": None, "reduced": None, "pre_centred": None}

check("stdp_curves.counts", my_counts)

# %%
solution("stdp_curves.counts")

# %% [markdown]
# Let pre fire at 0, 20 and 40 ms, post at 25. The pairs lie 25, 5 and −15 ms apart, so *all*
# makes 0.0029 + 0.0078 − 0.0050, which is 0.0057. *Nearest* leaves out the first pair, and 0.0028 remain: half as
# much. If a paper says "we used STDP", ask which pairs. From here on we take *all*.

# %% [markdown]
# ## What must a synapse remember?
#
# By *all*, every pre spike of the past has its pair with a post spike that fires now, each at its own
# distance. Must the synapse keep a diary?

# %%
predict("stdp_curves.memory", then=views.stacked_marks())

# %% [markdown]
# Pull the post spike along. The solid line always reads what the pairs add up to.
#
# Let one pre spike leave a mark at the synapse, of height 1, which decays with
# the time constant $\tau_+$. When post fires, $\Delta t$ later, the mark has come down to
# $e^{-\Delta t/\tau_+}$, and times $A_+$ that's just what the pair is worth. How low the mark has sunk
# *is* the distance.
#
# Five hundred pre spikes leave marks of five hundred heights.
# But watch the next millisecond. If $\tau_+$ is 20 ms, it takes 5 % off a tall mark,
# 5 % off a short one, and so 5 % off their sum. The sum decays as each of its parts does, and a
# new spike adds 1 to it. So the synapse may keep the sum and forget the spikes.
#
# The sum is the solid line, called a **[trace](glossary.md#trace)**, $x_{pre}$. It's the leaky
# bucket with spikes falling in. For example, let pre fire at 10 and 30 ms. By 30 ms the first mark
# has sunk to 0.37, and the trace jumps to 1.37. A post spike at 50 ms reads 0.50. Pair by pair,
# $e^{-40/20} + e^{-20/20}$ is 0.50 too.
#
# All hangs on the exponential. Suppose a mark fell in a straight line, by 0.05 each
# millisecond until it is gone. Then a sum of 1 may be one fresh mark, or ten old ones of 0.1. The next
# millisecond takes 0.05 from the one and 0.5 from the ten, and the sum alone can't know which. Such
# a window would need the diary. Only what loses the same *share* in each millisecond
# fits into one number.
#
# LTD is the mirror image. Post spikes leave marks in $x_{post}$, with $\tau_-$, and pre spikes read
# them. However long the two neurons have been firing, the synapse stores two numbers.

# %% [markdown]
# ### Your turn: two numbers
#
# Your synapse is told of one moment after another, at which pre fires, or post, or both. Each has three
# parts, in this order: **decay, read, jump**. Read before it decays, a mark is too fresh and
# its pair counts too much. Because reading comes before jumping, a tie adds nothing. (`last`
# begins at minus infinity: "no spike yet" is infinitely long ago.)


# %%
def my_synapse(spikes, A_plus, A_minus, tau_plus, tau_minus):
    dw, x_pre, x_post, last = 0.0, 0.0, 0.0, -np.inf
    for t, is_pre, is_post in spikes:  # is_pre: does pre fire at t? True or False
        ...  # 1. decay: both traces, by the time since the last moment
        ...  # 2. read: what does a post spike add to dw, and what does a pre spike take away?
        ...  # 3. jump: whose trace grows by 1?
        last = t
    return ...  # the whole change, dw


# %%
check("stdp_curves.synapse", my_synapse)

# %%
solution("stdp_curves.synapse")

# %% [markdown]
# Now let your synapse draw: one pre spike stands still, and each dot is a call of *your* function.

# %%
views.drawn_by(my_synapse)

# %% [markdown]
# There it is, the shape measured in the dish, from two decaying numbers.
#
# Many programs take the share $dt/\tau$ off the trace in each step, which is Euler's method. At 1 ms a
# $\tau$ of 20 ms becomes one of 19.5 ms. If your steps lead from spike to
# spike, you need the exponential (*A trace by Euler*, below).

# %% [markdown]
# ## Does the synapse know who caused what?
#
# In lesson 06 a peak in the lags said *related*, never *causes*. Does a synapse know better? Here
# neither neuron hears the other. Both hear a third, which brings each a part of its spikes, to post
# `late` ms after pre. We give your synapse all the spikes, once for each length of pre's axon.

# %%
def change(pre, post):  # by your synapse; until you have one, by the library's
    t = np.union1d(pre, post)
    told = zip(t.tolist(), np.isin(t, pre).tolist(), np.isin(t, post).tolist())
    dw = my_synapse(told, 0.01, 0.0105, 20.0, 20.0)
    return dw if isinstance(dw, float) else STDP().change(np.sort(pre), np.sort(post))


def third(share=0.2, late=10.0, seed=8):
    rng = np.random.default_rng(seed)
    source = rng.uniform(0, 20_000, round(400 * share))  # ms; 20 s at 20 Hz
    own = rng.uniform(0, 20_000, (2, 400 - len(source)))
    pre, post = np.append(source, own[0]), np.append(source + late, own[1])
    delays = np.arange(0.0, 31.0, 2.0)
    return delays, [change(pre + delay, post) for delay in delays]  # when pre's spikes arrive


# %%
labels, size = ("delay of pre's axon (ms)", "change of w"), (6.0, 2.6)
explore(third, share=(0.0, 0.5), late=(0, 20.0, 2), seed=(1, 20), labels=labels, size=size)

# %% [markdown]
# It doesn't. Where the delay is shorter than `late`, the spikes of the source arrive before post fires, so the weight
# grows as if pre had helped. Where it is longer, the weight shrinks. At a share of 0 only chance is left, around a loss
# of 0.08. A synapse learns *what comes before*, and what caused it only as far as causes come first. To know more,
# somebody has to step in and make pre fire when *they* choose.

# %% [markdown]
# ## What if both fire at once?
#
# In nature two spikes practically never coincide, but most simulations
# go in steps. Two spikes of one step are a tie, and every program does something with it.

# %%
predict("stdp_curves.coarse_grid", then=views.ties())

# %% [markdown]
# **Try it.** Pull dt down until the lines meet. Counting ties as LTP does well here, but only because pre comes first;
# elsewhere it would turn LTD into LTP.
#
# Unrelated neurons tie by chance. At 20 Hz each fires in one step of 1 ms out of fifty, and both in
# one out of 2,500. That makes 24 ties a minute.

# %%
def unrelated(dt=1.0, rate=20.0, seed=10):
    rng = np.random.default_rng(seed)
    pre, post = (np.unique(gamma(rate, 1, 60_000, rng).times // dt) * dt for _ in range(2))
    weights = {}
    for tie in ("ltp", "none", "ltd"):
        rule = STDP(same_step=tie, w_min=-9, w_max=9)  # the library's; no bound is met
        course = rule.course(pre, post, 0.0)
        weights[tie] = course.t[::50] / 1000, course.w[::50]
    return weights


labels, size = ("time (s)", "change of w"), (6.0, 2.6)
explore(unrelated, dt=(0.1, 5.0), rate=(5.0, 40.0), seed=(1, 20), labels=labels, size=size)

# %% [markdown]
# The ways up and down are luck, and all three lines share them. That they part is no luck: each tie
# is worth 0.01, so a minute of ties makes a quarter of the weight's range. Between unrelated
# neurons every distance is equally likely, so what decides is not the window's height but its
# *areas*. LTD's is 5 % larger, which costs the weight just such a quarter a minute, on average, if
# all times are exact. Take ties for LTD, and this loss doubles; take them for LTP, and it's gone.
# In steps of 0.1 ms only two or three ties a minute are left.

# %% [markdown]
# ## Find the fault
#
# The tutorial of lesson 00 has a function for STDP. It's called **after every step**, with the steps of
# the latest pre and the latest post spike; −1 stands for "no spike yet".


# %%
def theirs(last_pre, last_post):
    change = 0.0
    if last_pre > 0 and last_post > 0:
        delta_t = last_post - last_pre
        if delta_t > 0:
            change = 0.01 * np.exp(-delta_t / 20)  # strengthens
        else:
            change = -0.01 * np.exp(delta_t / 20)  # weakens
    return change


# %%
predict("stdp_curves.recounted")

# %% [markdown]
# The loop calls it like this:

# %%
changes = [theirs(10 if t >= 10 else -1, 15 if t >= 15 else -1) for t in range(100)]
print(f"{np.sum(changes):.4f} in {np.count_nonzero(changes)} steps")  # try another pair of spikes

# %% [markdown]
# A pair is an event. It should change $w$ once, when its later spike comes.
#
# ### Your turn: a verdict

# %%
print(theirs(20, 28))  # try other times

my_verdict = {
    "pre first": None,  # "strengthens" or "weakens"
    "tie": None,  # "nothing", "LTP" or "LTD"
    "spike at step 0": None,  # "counted" or "ignored"
    "times counted": None,  # pre at step 20, post at step 28, steps 0 to 59
}
check("stdp_curves.verdict", my_verdict)

# %%
solution("stdp_curves.verdict")

# %% [markdown]
# You've just reviewed a published tutorial, with questions that fit on a card: each order at two
# distances, a tie, a spike at 0, and silence after a pair. What the card can't show is the pairing scheme,
# which takes three spikes, and a missing bound, which takes many pairs.
#
# We asked what a synapse could do with what it sees. It can reward the spike that comes before and
# punish the one that comes after, with two numbers of memory. Which pairs a real synapse counts we don't know.
# Lone couples can't tell, and *all*, which we took, fails at 50 Hz (*How fast?*, below). And a neuron has
# thousands of synapses. Each helps to bring about the post spike they all meet. What does the rule make of
# them together? [Lesson 08](08_many_synapses.ipynb) begins there.
#
# **In the books**, search for *Hebbian learning*, *spike-timing-dependent plasticity*, *pair-based STDP*,
# *nearest-neighbour pairing* and *synaptic trace*.

# %% [markdown]
# ## Key points
#
# - If pre arrives before post fires the synapse grows (LTP), and if it comes after, it shrinks (LTD), by
#   less the further apart they are.
# - The same spikes can strengthen a synapse by one pairing scheme and weaken it by another.
# - Two traces add up all pairs exactly, if at each moment they decay, are read, and then jump.
# - A tie falls on the jump of the window. A coarse step can turn learning into its opposite.
# - "No spike yet" is minus infinity, and a pair counts once.

# %% [markdown]
# ## Quiz

# %%
quiz("stdp_curves")

# %% [markdown]
# ## Go deeper
#
# None of this is needed later.
#
# **Where is this used?** A rule that needs only what is at the synapse can learn while the data comes
# in, without labels, and chips such as Intel's Loihi have it built in.
#
# ### How fast?
#
# Sjöström, Turrigiano and Nelson (2001) repeated the experiment in slices of visual cortex, at
# different speeds. Can one pair rule fit them all?

# %%
predict("stdp_curves.fast_pairing", then=views.frequency())

# %% [markdown]
# Squares are the measurements. At 0.1 Hz pre first leaves this synapse as it was, and at 50 Hz it grows by more than
# half, *whatever the order*. Look at the spikes at 50 Hz. The two panels show the same spikes, shifted by 10 ms, so the
# order can hardly matter any more. What is left to matter is the rate. But at 50 Hz the sum over pairs is a little
# below zero in either panel. Try to fit both with $A_+$ and $A_-$. The misfit E is the mean square of how far the rule
# misses, each time in error bars, so it's 1 if all misses are one bar. But by none of the four schemes does a pair rule
# with 16.8 and 33.7 ms get below 7.4.
#
# What could a synapse feel at 50 Hz that it doesn't feel at 0.1 Hz? The *previous* post spike, which
# is only 20 ms old. So Pfister and Gerstner (2006) gave the post neuron a second, slower trace $o_2$,
# with a time constant of 114 ms. A post spike reads it just before its own jump and adds
# $A_3^+ x_{pre}\, o_2$ to the weight, so LTP takes three spikes now. That is the
# [triplet rule](glossary.md#triplet-rule), and it fits the ten points with two heights
# and that one time constant:

# %%
from snn_edu import TripletSTDP
from snn_edu.lessons.stdp_curves.sjostrom import SJOSTROM_2001, misfit, pairings

trains = [pairings(point.rate, point.delta_t) for point in SJOSTROM_2001]
triplet = [TripletSTDP().change(pre, post) for pre, post in trains]
print(f"triplet rule: E = {misfit(np.array(triplet)):.2f} (published: 0.34)")

# %% [markdown]
# The paper prints its numbers with two digits, and that much is lost in them. If the sum over all pairs may choose its
# time constants too, it reaches 2.3, with LTP over 237 ms and LTD over 2.4 ms, far from our first figure (another
# synapse, of hippocampus).
#
# **Did the sixty pairs come in a row?** The paper computes as if, and so do we. In the slice they came in bursts
# of five, fifteen times. In a burst at 50 Hz the order still counts a little: pre first makes five close pairs of
# LTP and four of LTD, post first four and five. And $o_2$ has only four earlier spikes to rise on. So with
# bursts, 10 s apart, the printed numbers miss (E is nearly 6). With three times the height $A_3^+$, 60 ms for
# $o_2$ and $A_2^-$ fitted anew, E is 0.5 again, while pair rules with our time constants stay above 6. So the
# third spike is needed either way, but what it's worth hangs on the protocol.
#
# ### A trace by Euler
#
# A mark of 1 has to decay for 30 ms, with a time constant of 20 ms. How much of it is left, if each step
# takes the share $dt/\tau$ off?

# %%
for dt in (0.1, 1, 5, 10, 30):  # ms; try 50, with a gap of 100 ms
    print(f"dt = {dt} ms: by Euler {(1 - dt / 20) ** (30 / dt):.3f}, exact {np.exp(-30 / 20):.3f}")

# %% [markdown]
# Between $\tau$ and twice $\tau$ the trace swings from one side of zero to the other. Beyond that it swings
# further out in each step.
#
# ### All four schemes by traces
#
# A scheme is a line or two of code. Take *nearest*. A pre spike *sets* $x_{pre}$ to 1, so older
# spikes are forgotten, and a post spike reads it and leaves it alone. Here are all four:
#
# | pairing | $x_{pre}$: a spike... | a reading... | $x_{post}$: a spike... | a reading... |
# |---|---|---|---|---|
# | all | adds 1 | leaves it | adds 1 | leaves it |
# | nearest | sets it to 1 | leaves it | sets it to 1 | leaves it |
# | reduced | sets it to 1 | wipes it | sets it to 1 | wipes it |
# | pre_centred | adds 1 | wipes it | sets it to 1 | leaves it |

# %%
views.two_traces()

# %% [markdown]
# The simulator NEST has a synapse for each of the four, and ours agree with it to twelve digits.
#
# ### Where does the delay lie?
#
# In our rule it lies on pre's way to the synapse. The usual STDP synapse of NEST puts it on post's
# way back. Take the first table's second row, where pre fires at 50 ms, post at 53 ms, and the
# delay is 8 ms. Here pre arrives at 58 ms, 5 ms too late: LTD. There post's spike is back at the synapse at
# 61 ms, 11 ms after pre: LTP.
#
# ### The bug museum
#
# Wrong rules have been written before, by good people, in well-known packages. `bug_museum` keeps
# eleven of them. Choose one, and what its fault changes is shaded:

# %%
views.museum()

# %% [markdown]
# | exhibit | what it does | seen in |
# |---|---|---|
# | wrong sign | It takes `t_pre - t_post` for `delta_t`: what causes a spike is weakened. | [spikingjelly 312](https://github.com/fangwei123456/spikingjelly/pull/312) |
# | missing minus | It grows with the distance: `exp(delta_t / tau)` for `exp(-delta_t / tau)`. |  |
# | tie as LTD | `delta_t` = 0 falls into the else of `if delta_t > 0` and is the strongest LTD there is. |  |
# | re-counted pairs | It compares the last spike times at every step: one pair is counted until the next spike. |  |
# | zero sentinel | It writes 0 for "no spike yet", so that a spike at t = 0 is none. | [sPyNNaker 393](https://github.com/SpiNNakerManchester/sPyNNaker/issues/393) |
# | sentinel as a time | It writes -1 for "no spike yet" and computes with it: a ghost spike at -1 ms. | [sPyNNaker 393](https://github.com/SpiNNakerManchester/sPyNNaker/issues/393) |
# | no bounds | The weight leaves [`w_min`, `w_max`]. |  |
# | own trace | A spike reads the trace of its own train: it should read the other's. | [spikingjelly 282](https://github.com/fangwei123456/spikingjelly/pull/282), [brian2 1671](https://github.com/brian-team/brian2/pull/1671) |
# | jump before read | Both traces jump before they are read: a tie counts as LTP and as LTD. |  |
# | swapped time constants | LTP fades with `tau_minus`, LTD with `tau_plus`. |  |
# | the tutorial's stdp | Pairs re-counted at every step, t = 0 dropped, tie as full LTD, no bounds: all at once. |  |
#
# A link leads to a public report of this fault or of its kind. Eight small pairs of trains, each with
# its question, can be put to any rule, and a fault leaves a list of the trials it fails, like a
# fingerprint. Here are four exhibits without their labels. Which are they?

# %%
from snn_edu.lessons.stdp_curves.bug_museum import failures

for letter, rule in views.specimens().items():
    print(letter, "fails", failures(rule))

# %%
my_names = {"A": None, "B": None, "C": None, "D": None}  # names from the table above

check("stdp_curves.museum", my_names)

# %%
solution("stdp_curves.museum")

# %% [markdown]
# ### Wrap somebody's code
#
# Most STDP code that you'll meet is not a function of two trains. It is an object that is told at
# every step who spikes. This is one, as somebody wrote it. You needn't read it to find its fault.

# %%
from inspect import getsource

from snn_edu.lessons.stdp_curves.stepwise import TheirSynapse

print(getsource(TheirSynapse))

# %% [markdown]
# Put a loop around it, so that it takes two trains. `new` is the class, `new(stdp)` makes a fresh
# synapse from the numbers of a rule, and every spike lies on its grid of `synapse.dt` ms. (Here
# that is 0.5 ms. The check tries another too.)


# %%
def wrapped(pre, post, stdp, new):
    # synapse = new(stdp), and then a loop that calls synapse.step(pre spikes?, post spikes?)
    return ...  # your lines here: by how much synapse.w changes


check("stdp_curves.wrapped", wrapped)

# %%
solution("stdp_curves.wrapped")

# %% [markdown]
# Once it's wrapped, anybody can ask it. `verify.stdp` is a bench that does. It takes a function of
# two trains, tries it by more than a hundred experiments and names what it finds.

# %%
from snn_edu import verify

rule = STDP(w_min=-9, w_max=9)  # so that no bound is met
verify.stdp(lambda pre, post: wrapped(pre, post, rule, TheirSynapse), rule)

# %% [markdown]
# The line that jumps stands above the line that reads. (If spikes off the grid are lost, that's the
# loop's doing: it was told that there are none.) And your own synapse?

# %%
from snn_edu.lessons.stdp_curves.questions import Moments

verify.stdp(lambda pre, post: my_synapse(Moments(pre, post), 0.01, 0.0105, 20.0, 20.0))

# %% [markdown]
# ### Asked by readers
#
# #### Choosing a rule
#
# **Which four numbers do I start with?** Both time constants at 20 ms, $A_-$ 5 % above $A_+$, and
# $A_+$ at 0.005 of the largest weight: with these Song, Miller and Abbott (2000) began. $A_+$ also
# sets how much chance writes. In a minute of two unrelated trains at 20 Hz a weight strays by some
# 0.2 if it's 0.01, and by 0.02 if it's 0.001, where learning is ten times as slow. Halve both
# heights and double the time: if the result changes by more than from seed to seed, it hung on a
# few spikes.
#
# **Which scheme do I take?** The one of the work that you compare with. Then try another: if the result turns round, it
# hangs on the scheme. Rates can turn it. With pre at 20 Hz and an unrelated post at 40, a minute of *all* takes 0.48
# from a weight on average, *pre_centred* 0.27, *reduced* 0.22. Without a bound *nearest* adds 1.26: each of the many
# post spikes strengthens, and each of the few pre spikes weakens just once.
#
# **Why is $w$ cut at 0 and 1?** Below 0 a synapse that excites would inhibit, and no synapse grows for
# ever. The rule itself has no brake: a pair adds as much at 0.99 as at 0.5. But the cut forgets. Let a
# weight of 0.9 meet thirty lone pairs at +10 ms, and then thirty at −10 ms: it ends at 0.81, uncut at
# 0.89. In the other order it ends at 0.89 either way. Books call these *hard bounds*. To see all that two
# trains would add, move the bounds out of reach, as `w_min=-9, w_max=9` does.
#
# **Additive or multiplicative?** Ours is *additive*: a pair adds the same to every weight, and a bound cuts it off.
# With `STDP(mu=1)`, which is *multiplicative*, LTP is multiplied by $1 - w$ and LTD by $w$; the power `mu` may lie
# between (Gütig and others 2003). At +10 ms a weight of 0.9 gains 0.0061 by the one and 0.0006 by the other. From 0.5
# sixty such pairs lead to 0.86 or to 0.65. Additive weights end at the bounds; multiplicative ones stay between, and
# two unrelated trains hold one near 0.49 (lesson 08). In Bi and Poo's dish strong synapses hardly grew, but LTD took as
# large a share of them as of weak ones.
#
# **What do pairs make of two rates?** If neither train knows of the other, by *all* each second changes
# $w$ by $r_{pre}\, r_{post}\, (A_+\tau_+ - A_-\tau_-)$ on average, with rates in Hz and time constants in
# seconds. LTD's area is chosen larger, so that's a loss at any rates, and a synapse between unrelated
# neurons shrinks. By the triplet rule (*How fast?*) LTP
# has $r_{post}$ as a factor once more: a weight shrinks while post fires below 19 Hz, and grows
# above. That's like the rule of Bienenstock, Cooper and Munro (1982), *BCM*, whose border also rises
# with what post has fired of late.
#
# **And of rates that change?** If they do so slowly, add $r_{pre}\, A_-\tau_-^2$ times the slope of $r_{post}$, and
# take away $r_{post}\, A_+\tau_+^2$ times the slope of $r_{pre}$: a synapse grows while post speeds up or pre slows
# down. That's *differential Hebbian* learning (Xie and Seung 2000, for a window turned round). With both heights at
# 0.01 and pre steady at 20 Hz, post's rise from 10 to 50 Hz brings 0.0032, and its fall takes as much; a pre that fires
# only during the rise gets twice that. It shows only with equal areas (our 5 % more cost twice as much in a second),
# and over many rises, because single ones of a second differ by 0.035.
#
# **How fine must a weight be?** With 8 bits between 0 and 1 a step is 0.004. If $A_+$ is 0.005, a
# pair more than 19 ms apart is worth less than half a step and is rounded away, and all nearer ones
# come to one step. Round by chance instead, and the sum is right on average.
#
# **What does it cost in a network?** By *all* and *nearest*, two traces for each *neuron*: all synapses
# that leave it read the same $x_{pre}$ (if their delays are equal), all that end on it the same
# $x_{post}$. In *reduced* and *pre_centred* a reading wipes, so each synapse keeps its own. A pre spike
# changes all weights that it reaches, a post spike all that end on it: with 1,000 synapses on a neuron,
# and 10 Hz everywhere, 20,000 updates a second.
#
# **Where would a label or a reward come in?** Nowhere: this rule is *unsupervised*. In [lesson
# 20](20_steering_and_seeing.ipynb) a pair only leaves a note, and a reward pays for it when it comes.
#
# #### When something looks wrong
#
# **My weights don't move. What do I print?** How often post fired, and LTP and LTD summed apart. No
# post spike, no pair: raise the input. If both sums are 0 all the same, a trace never jumps or is
# never read. If both are large, they cancel: in a minute of unrelated spikes at 20 Hz LTP comes to
# 4.8 and LTD to 5.04 on average. If both are tiny, $A_+$ is.
#
# **My result is off in the second digit. Where do I look?** Ask one pair, 10 ms apart, in steps of 1 ms.
# If it's 1.3 % too low, a trace decays by Euler. At 5 % the two spikes are a step further apart than you
# think, so look at the delays. If the pair is right and three spikes are wrong, it's the scheme. On a
# coarse grid look at ties, in a long run at the bounds.
#
# #### Recordings, brains and papers
#
# **I have two recorded trains. What would the rule make of them?** Ask `STDP(w_min=-9,
# w_max=9).change(pre, post)`, and then what chance would: shift one train by some seconds, again and
# again. A minute of two unrelated trains at 20 Hz gave −0.24 on average, with a standard deviation of
# 0.22. With a tenth of the spikes from a common source, 10 ms apart, the change lay above all of 29
# shifts in eight or nine draws of ten.
#
# **How are $\tau$ and $A$ fitted to points of my own?** Let x be $e^{-|\Delta t|/\tau}$ at a point, and y its change.
# For any $\tau$ the best $A$ is the sum of x y, divided by the sum of x². Try many, and take the $\tau$ that leaves the
# least squared misses. How sure it is, redraws say: as many of your points, some of them twice, fitted again, a
# thousand times (a *bootstrap*). Bi and Poo's figure shows 45 synapses. The 23 with post after pre give 16.5 ms, and 8
# to 30 in nine of ten redraws. The 19 with pre more than 3.2 ms after post (three closer ones didn't shrink) give 33
# ms, and 16 to 59.
#
# **Which experiment would tell the four apart?** Two bursts, if a rule of pairs holds. Of pre,
# pre, post *all* and *pre_centred* count two pairs, the others one. Of pre, post, post *all* and
# *nearest* count two. And with unrelated trains of rate $r$ each $\tau$ becomes $1/(1/\tau + r)$ by
# *nearest* and *pre_centred*, $1/(1/\tau + 2r)$ by *reduced*. So a minute at 5 Hz takes 0.0125 to 0.015
# from a weight by any of them, on average; at 50 Hz *all* takes 1.5, *reduced* 0.5, the others 0.75.
#
# **How does a synapse notice that post has fired?** The spike also runs back into the dendrites,
# where the synapses sit. There one kind of channel, the NMDA receptor, opens wide only if pre's
# transmitter is on it *and* the voltage is high, and lets calcium in. Transmitter stays on it for
# some tens of ms, which is why a post spike may come that late. If post fired first, only the tail
# of its spike is left when transmitter comes, so little flows in. Much calcium strengthens, less of
# it weakens: so goes the usual account. By that the window isn't the law but what comes of it for
# two spikes: from calcium and two thresholds Graupner and Brunel (2012) get windows of many shapes,
# and Clopath and others (2010) begin with post's voltage. Far out on a dendrite, where little of
# the spike arrives, single pairs weaken even if pre is first (Letzkus and others 2006).
#
# **How long does such a change last?** Bi and Poo measured 20 to 30 minutes after the pairs. In
# living rats, synapses of the hippocampus that fast trains of stimuli had strengthened stayed so
# for months, up to a year (Abraham and others 2002).
#
# **Is the window the same at every synapse, and in a living brain?** No, and we hardly know. In living
# tadpoles Zhang and others (1998) found the same order, within 20 ms to either side. But in the
# electric fish Bell and others (1997) found synapses that a post spike soon after pre *weakens*. By
# such an *anti-Hebbian* rule what can be foretold is cancelled. In the hippocampus of mice one long
# depolarisation with a burst, a *plateau potential*, strengthened inputs that came seconds before it
# or after (Bittner and others 2017). How much such *behavioural time scale plasticity* leaves to
# windows of 20 ms is open. For synapses that inhibit, Vogels and
# others (2011) propose a window that strengthens on either side, and a fixed loss at each pre
# spike: together they bring the neuron to a set rate. In slices of hippocampus with as little
# calcium as a brain has, Inglebert and others (2020) saw no LTP from single pairs; it took bursts, or
# fast firing.
#
# **Whom do I cite?** For the order Levy and Steward (1983): a weak input to the hippocampus was
# strengthened if a strong one came with it or some 20 ms later, and weakened if the strong one came
# first. For such learning in a model Gerstner and others (1996), in an owl's hearing. For two
# neurons of neocortex that fired in short trains, one 10 ms after the other, Markram and others
# (1997); for the whole curve Bi and Poo (1998).
#
# ### The first picture
#
# It draws the exponential fitted to the measurements, and looks cleaner than they are. Each of theirs is one
# experiment: the peak of the synapse's current 20 to 30 minutes after the pairs against before. Of thirteen synapses
# with post 5 to 8 ms after pre, one grew by 2 %, another by 99 %, and the standard deviation is 30 percentage points.
# (Read off their figure 7 [by others](https://github.com/dspicher/STDP_Multicompartment).) Sjöström's ten points above
# are means, with standard errors of 5 to 32. The two time constants, 16.8 and 33.7 ms, are those that Pfister and
# Gerstner (2006) took from Bi and Poo's review. The two heights we know from others who quote them. This is how it's
# made:

# %%
views.sixty_pairs.code()

# %% [markdown]
# ## References
#
# - Abraham WC, Logan B, Greenwood JM, Dragunow M (2002). Induction and experience-dependent
#   consolidation of stable long-term potentiation lasting months in the hippocampus. *J Neurosci*
#   22:9626-9634, [doi:10.1523/JNEUROSCI.22-21-09626.2002](https://doi.org/10.1523/JNEUROSCI.22-21-09626.2002).
# - Bell CC, Han VZ, Sugawara Y, Grant K (1997). Synaptic plasticity in a cerebellum-like structure
#   depends on temporal order. *Nature* 387:278-281,
#   [doi:10.1038/387278a0](https://doi.org/10.1038/387278a0).
# - Bi G, Poo M (1998). Synaptic modifications in cultured hippocampal neurons: dependence on spike
#   timing, synaptic strength, and postsynaptic cell type. *J Neurosci* 18:10464-10472,
#   [doi:10.1523/JNEUROSCI.18-24-10464.1998](https://doi.org/10.1523/JNEUROSCI.18-24-10464.1998).
# - Bi G, Poo M (2001). Synaptic modification by correlated activity: Hebb's postulate revisited.
#   *Annu Rev Neurosci* 24:139-166,
#   [doi:10.1146/annurev.neuro.24.1.139](https://doi.org/10.1146/annurev.neuro.24.1.139).
# - Bienenstock EL, Cooper LN, Munro PW (1982). Theory for the development of neuron selectivity:
#   orientation specificity and binocular interaction in visual cortex. *J Neurosci* 2:32-48,
#   [doi:10.1523/JNEUROSCI.02-01-00032.1982](https://doi.org/10.1523/JNEUROSCI.02-01-00032.1982).
# - Bittner KC, Milstein AD, Grienberger C, Romani S, Magee JC (2017). Behavioral time scale synaptic
#   plasticity underlies CA1 place fields. *Science* 357:1033-1036,
#   [doi:10.1126/science.aan3846](https://doi.org/10.1126/science.aan3846).
# - Clopath C, Büsing L, Vasilaki E, Gerstner W (2010). Connectivity reflects coding: a model of
#   voltage-based STDP with homeostasis. *Nat Neurosci* 13:344-352,
#   [doi:10.1038/nn.2479](https://doi.org/10.1038/nn.2479).
# - Davies M, et al. (2018). Loihi: a neuromorphic manycore processor with on-chip learning. *IEEE
#   Micro* 38(1):82-99.
# - Gerstner W, Kempter R, van Hemmen JL, Wagner H (1996). A neuronal learning rule for sub-millisecond
#   temporal coding. *Nature* 383:76-78, [doi:10.1038/383076a0](https://doi.org/10.1038/383076a0).
# - Graupner M, Brunel N (2012). Calcium-based plasticity model explains sensitivity of synaptic changes
#   to spike pattern, rate, and dendritic location. *Proc Natl Acad Sci USA* 109:3991-3996,
#   [doi:10.1073/pnas.1109359109](https://doi.org/10.1073/pnas.1109359109).
# - Gütig R, Aharonov R, Rotter S, Sompolinsky H (2003). Learning input correlations through nonlinear
#   temporally asymmetric Hebbian plasticity. *J Neurosci* 23:3697-3714,
#   [doi:10.1523/JNEUROSCI.23-09-03697.2003](https://doi.org/10.1523/JNEUROSCI.23-09-03697.2003).
# - Hebb DO (1949). *The Organization of Behavior*. Wiley.
# - Inglebert Y, Aljadeff J, Brunel N, Debanne D (2020). Synaptic plasticity rules with physiological
#   calcium levels. *Proc Natl Acad Sci USA* 117:33639-33648.
# - Letzkus JJ, Kampa BM, Stuart GJ (2006). Learning rules for spike timing-dependent plasticity depend
#   on dendritic synapse location. *J Neurosci* 26:10420-10429.
# - Levy WB, Steward O (1983). Temporal contiguity requirements for long-term associative
#   potentiation/depression in the hippocampus. *Neuroscience* 8:791-797.
# - Markram H, Lübke J, Frotscher M, Sakmann B (1997). Regulation of synaptic efficacy by coincidence of
#   postsynaptic APs and EPSPs. *Science* 275:213-215,
#   [doi:10.1126/science.275.5297.213](https://doi.org/10.1126/science.275.5297.213).
# - Morrison A, Diesmann M, Gerstner W (2008). Phenomenological models of synaptic plasticity based
#   on spike timing. *Biol Cybern* 98:459-478, figure 7 for the pairing schemes,
#   [doi:10.1007/s00422-008-0233-1](https://doi.org/10.1007/s00422-008-0233-1).
# - Pfister JP, Gerstner W (2006). Triplets of spikes in a model of spike timing-dependent
#   plasticity. *J Neurosci* 26:9673-9682,
#   [doi:10.1523/JNEUROSCI.1425-06.2006](https://doi.org/10.1523/JNEUROSCI.1425-06.2006).
# - Sjöström PJ, Turrigiano GG, Nelson SB (2001). Rate, timing, and cooperativity jointly determine
#   cortical synaptic plasticity. *Neuron* 32:1149-1164,
#   [doi:10.1016/S0896-6273(01)00542-6](https://doi.org/10.1016/S0896-6273%2801%2900542-6).
# - Song S, Miller KD, Abbott LF (2000). Competitive Hebbian learning through synaptic modification
#   by spike timing. *Nat Neurosci* 3:919-926.
# - Vogels TP, Sprekeler H, Zenke F, Clopath C, Gerstner W (2011). Inhibitory plasticity balances
#   excitation and inhibition in sensory pathways and memory networks. *Science* 334:1569-1573.
# - Xie X, Seung HS (2000). Spike-based learning rules and stabilization of persistent neural activity.
#   *Adv Neural Inf Process Syst* 12:199-208.
# - Zhang LI, Tao HW, Holt CE, Harris WA, Poo M (1998). A critical window for cooperation and
#   competition among developing retinotectal synapses. *Nature* 395:37-44,
#   [doi:10.1038/25665](https://doi.org/10.1038/25665).
#
# Words of this lesson, in the [glossary](glossary.md): spike-timing-dependent plasticity, LTP and
# LTD, pre and post spike, STDP window, pairing scheme, trace, triplet rule, tie.
#
# Next: [08 · What STDP does to many synapses](08_many_synapses.ipynb).
