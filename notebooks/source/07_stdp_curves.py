# %% [markdown]
# # 07 · STDP curves
#
# **60 minutes** · You need [lesson 01](01_leaky_bucket.ipynb), above all how a level decays.
#
# *Two neurons fire within a few milliseconds of each other. What becomes of the synapse between
# them?*
#
# By the end you can say from the times of two spikes which way a synapse changes, and by how much.
# You'll have written a learning rule of your own, which takes the spikes as they come. And you can
# read the STDP code of somebody else and find what is wrong with it.

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

import numpy as np

from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.stdp_curves import views

# %% [markdown]
# When a deep network learns, its error is worked out at the end and sent back through all its
# layers. As far as we know, a synapse in your head gets no such message. What it can notice is when
# one of its two neurons fires and when the other does. Can anything be learned from so little? In
# lesson 10 a neuron finds a pattern in noise that way, so let's see how it begins.
#
# The sender's spike is called *pre*, because it comes before the synapse, and the receiver's is
# called *post*. In 1998 Guoqiang Bi and Mu-ming Poo took two such neurons in a dish. They made pre
# fire and then, 10 ms later, post. They did this sixty times, once a second, and on average the
# synapse grew by 43 %.
#
# Donald Hebb had guessed as much in 1949. A cell that *takes part in firing* another, he wrote,
# gets better at it. But what about a pre spike that comes too late to take part?

# %%
predict("stdp_curves.post_first", then=views.sixty_pairs())

# %% [markdown]
# **Try it.** Pull the post spike slowly from right to left, past pre. Then move *both* by the same
# amount. Last, put them at the same moment. What does the dot do?
#
# <details><summary>What we see, and why</summary>
#
# | post fires | the synapse changes by |
# |---|--:|
# | 20 ms after pre | +24 % |
# | 10 ms after pre | +43 % |
# | 10 ms before pre | −20 % |
# | 20 ms before pre | −15 % |
#
# The nearer the two spikes, the stronger the change, until the order turns and the curve jumps.
# Only their difference counts. And at the same moment? The experiment doesn't say, so our dot sits
# at zero.
#
# </details>
#
# So whoever writes a rule has to choose what happens at the jump. We'll come back there.

# %% [markdown]
# ## The rule
#
# A synapse that grows has had *long-term potentiation*, and one that shrinks *long-term depression*,
# [LTP and LTD](glossary.md#ltp-and-ltd) for short. Let's write both into one formula.
#
# One warning first. Those percentages are for sixty pairs together, so if each counts alike, one of
# them is worth about 1 % at the jump. From here on the synapse is a [weight](glossary.md#weight) $w$,
# a plain number between 0 and 1, and one pair changes it by about 0.01 at most.
#
# With $\Delta t = t_{post} - t_{pre}$, which is positive when pre comes first, a pair changes $w$ by
#
# $$ W(\Delta t) = \begin{cases} +A_+\, e^{-\Delta t/\tau_+} & \Delta t > 0 \quad\text{(LTP)}\\
# -A_-\, e^{+\Delta t/\tau_-} & \Delta t < 0 \quad\text{(LTD)} \end{cases} $$
#
# $A_+$ and $A_-$ are the heights of the two branches at the jump. Both are positive, and
# the rule subtracts the second. $\tau_+$ and $\tau_-$ say how far each branch reaches. The curve is
# called the [STDP window](glossary.md#stdp-window), and the whole idea
# [spike-timing-dependent plasticity](glossary.md#spike-timing-dependent-plasticity-stdp), or STDP.
#
# When is a pre spike *there*? The synapse lies at the end of pre's axon, so $t_{pre}$ is the time
# when the spike arrives. For example, take $A_+$ = 0.01, $A_-$ = 0.0105 and 20 ms for both $\tau$:
#
# | pre fires | delay of the axon | pre arrives | post fires | $\Delta t$ | $w$ changes by |
# |--:|--:|--:|--:|--:|:--|
# | 40 ms | 0 ms | 40 ms | 50 ms | +10 ms | $+0.01\, e^{-10/20}$ = +0.0061 |
# | 50 ms | 0 ms | 50 ms | 40 ms | −10 ms | $-0.0105\, e^{-10/20}$ = −0.0064 |
# | 50 ms | 8 ms | 58 ms | 53 ms | −5 ms | $-0.0105\, e^{-5/20}$ = −0.0082 |
#
# In the last row pre fires first, and yet it comes too late. In what follows the delays are 0.

# %% [markdown]
# ### Your turn: the worth of one pair
#
# Three things can go wrong here, the sign, the exponent and the tie. In your rule a tie, which means
# $\Delta t$ = 0, adds nothing.


# %%
def my_pair(t_pre, t_post, A_plus, A_minus, tau_plus, tau_minus):
    delta_t = t_post - t_pre
    return ...  # your lines here: what this pair adds to w


check("stdp_curves.one_pair", my_pair)

# %%
solution("stdp_curves.one_pair")

# %% [markdown]
# You'll meet code that subtracts the other way round, `t_pre - t_post`. That's fine, as long as its
# formula is turned round as well. So don't judge a subtraction. Give the code two spikes, pre first,
# and see whether $w$ goes up.
#
# Now we know what one pair does. But real neurons fire again and again.

# %% [markdown]
# ## Which pairs?
#
# Take six spikes, three on either side:
#
# | | first | second | third |
# |---|--:|--:|--:|
# | pre | 10 ms | 45 ms | 50 ms |
# | post | 15 ms | 25 ms | 30 ms |
#
# The window says what each *pair* is worth, but not which pairs there are. A rule has to say that as
# well, by its [pairing scheme](glossary.md#pairing-scheme). Four are in use:
#
# | scheme | which pairs count | here |
# |---|---|--:|
# | *all* | every pre with every post | 9 |
# | *nearest* | every post with the last pre before it, every pre with the last post before it | 5 |
# | *reduced* | only neighbours, with no other spike of either train between them | 2 |
# | *pre_centred* | every pre with the last post before it and the first post after it | 3 |
#
# For example, in *reduced* the third post meets the second pre. The third pre has no partner,
# because the second stands in between. **The spikes are the same, and so is the window. And the
# totals?**

# %%
predict("stdp_curves.four_verdicts", then=views.four_schemes())

# %% [markdown]
# Each line is a pair that counts, and a thicker one is worth more. **Try it.** Press *far apart*.
# When do the four agree?
#
# <details><summary>What we see, and why</summary>
#
# | scheme | strengthen | weaken | total |
# |---|--:|--:|--:|
# | *all* | 3 | 6 | −0.0037 |
# | *nearest* | 3 | 2 | +0.0074 |
# | *reduced* | 1 | 1 | +0.0028 |
# | *pre_centred* | 1 | 2 | −0.0010 |
#
# Two say up and two say down. They're sure to agree when each couple stands alone, far from the next.
# But the experiment was done with such couples, so it can't tell us which scheme is right.
#
# </details>

# %% [markdown]
# ### Your turn: count them
#
# How many pairs does each scheme count here?
#
# | | fires at (ms) |
# |---|---|
# | pre | 10, 30, 35 |
# | post | 20, 25, 40, 50 |

# %%
my_counts = {"all": None, "nearest": None, "reduced": None, "pre_centred": None}

check("stdp_curves.counts", my_counts)

# %%
solution("stdp_curves.counts")

# %% [markdown]
# So if a paper says "we used STDP", ask which pairs. From here on we take *all*, which leaves
# none out. But doesn't it ask too much of a synapse?

# %% [markdown]
# ## What must a synapse remember?
#
# Suppose the post neuron fires now, and 500 pre spikes lie in the past. By the scheme *all*, each of
# them adds its own $A_+ e^{-\Delta t/\tau_+}$.

# %%
predict("stdp_curves.memory", then=views.stacked_marks())

# %% [markdown]
# **Try it.** Pull the post spike along, past the third pre spike too, and compare the two bars at
# the right. Do they ever differ?
#
# <details><summary>What we see, and why</summary>
#
# They never do, although one is read off the solid line and the other is added up pair by pair. A
# pre spike leaves a mark of 1, which decays with the time constant $\tau_+$. After $\Delta t$ it has
# come down to $e^{-\Delta t/\tau_+}$, and times $A_+$ that's what its pair is worth. Since all marks
# decay alike, their sum will do.
#
# </details>
#
# The solid line is called a [trace](glossary.md#trace). The one that pre leaves is $x_{pre}$. It
# decays by itself, and each pre spike adds 1 to it, so it's the leaky bucket of lesson 01, with
# spikes falling in. For example, with $\tau_+$ = 20 ms and pre spikes at 10 and 30 ms:
#
# | time | what happens | $x_{pre}$ |
# |--:|---|---|
# | 10 ms | pre spike | jumps from 0 to 1 |
# | 30 ms | it has decayed for 20 ms; pre spike | jumps from 0.37 to 1.37 |
# | 50 ms | it has decayed for 20 ms; post spike | is read: 0.50 |
#
# Pair by pair we get the same, $e^{-40/20} + e^{-20/20}$ = 0.50. And LTD is the mirror image. Post
# spikes leave marks in $x_{post}$, whose time constant is $\tau_-$, and each pre spike reads it.

# %% [markdown]
# ### Your turn: two numbers
#
# Now comes the one steep step of this lesson, so take it slowly. It pays, because many simulators run
# STDP by these few lines. Your synapse is told of one moment after another, at which pre fires,
# or post, or both, and no moment ever comes back.
#
# Each moment has three parts, in this order: **decay, read, jump**. Since reading comes before
# jumping, two spikes of the same moment don't see each other, and a tie adds nothing. (`last` begins
# at minus infinity, because "no spike yet" is infinitely long ago.)


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
# Now let your synapse draw. We hold one pre spike still and give *your* function a post spike, first
# at 0 ms, then a little later. Each call makes one dot.

# %%
views.drawn_by(my_synapse)

# %% [markdown]
# There it is, the shape that was measured in the dish. Nowhere in your code is there a window, only
# two numbers that decay and spikes that read them. **Try** two pre spikes, 10 ms apart. How often does
# the curve jump, and why?
#
# <details><summary>What we see, and why</summary>
#
# Twice, because two windows are added up.
#
# </details>
#
# So we know how a synapse counts all pairs with hardly any memory. What's left is the moment that
# we've been putting off.

# %% [markdown]
# ## The jump
#
# In nature two spikes practically never come at the same time. But most simulations go in steps,
# and can't look inside one, so two spikes of the same step have $\Delta t$ = 0. That is a
# [tie](glossary.md#tie), and every program does something with it.

# %%
predict("stdp_curves.coarse_grid", then=views.ties())

# %% [markdown]
# The three lines differ only in what a tie counts as. **Try it.** Pull dt down until they meet. Then
# let post follow by about 8 ms. At which dt do they part now?
#
# <details><summary>What we see, and why</summary>
#
# | at dt = 5 ms a tie counts as | $w$ changes by |
# |---|--:|
# | LTD | −0.32 |
# | nothing | +0.04 |
# | LTP | +0.38 |
# | (exact times) | +0.37 |
#
# The lines part where the first pair falls into one step, and they can't part while the step is
# shorter than every gap between pre and post. When post follows by about 8 ms, the shortest gap is
# 4 ms, so they part only beyond that. Counting ties as LTP seems to do well, but only because here
# pre always comes first. In other trains it would turn LTD into LTP.
#
# </details>
#
# So before you trust a program, ask what it does with a tie, and at which step. Now we have all our
# questions, so let's ask them.

# %% [markdown]
# ## Find the fault
#
# The tutorial that you ran in lesson 00 has a function that does this. It's called **after every
# step**, with the steps of the latest pre and the latest post spike, where −1 stands for "no spike
# yet".


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
predict("stdp_curves.recounted", then=views.in_a_loop())

# %% [markdown]
# **Try it.** Pull either spike. Where does the line stop climbing?
#
# <details><summary>What we see, and why</summary>
#
# Only at the end of the run. But a pair is an event, not a state. It should change $w$ once, when
# its later spike comes.
#
# </details>
#
# ### Your turn: a verdict
#
# Now ask everything. The function runs on this page, so give it any two numbers you like.

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
# You've just reviewed a published tutorial, with questions that fit on a card. So now we know what
# becomes of one synapse. But a neuron has thousands, and they all share its post spikes. What does
# the same rule make of them all? Lesson 08 asks.

# %% [markdown]
# ## Key points
#
# - If pre comes before post the synapse grows (LTP), and if it comes after, it shrinks (LTD), by less
#   the further apart they are. That is the STDP window.
# - A pairing scheme says which pairs there are, so the same six spikes can strengthen a synapse by
#   one scheme and weaken it by another.
# - Two traces add up all pairs exactly, if at each moment they decay, are read, and then jump.
# - A tie falls on the jump of the window, so a coarse step can turn learning into its opposite. What
#   counts for pre is when its spike *arrives*.
# - A sign is right or wrong only together with its formula, "no spike yet" is minus infinity, and a
#   pair counts once.
#
# **Where is this used?** A rule like this is *local*, which means that it needs only what is there at
# the synapse itself. So it can learn while the data comes in, without labels, and chips such as
# Intel's Loihi have it built in.

# %% [markdown]
# ## Quiz

# %%
quiz("stdp_curves")

# %% [markdown]
# ## Go deeper
#
# None of this is needed later.
#
# ### How fast?
#
# Sjöström, Turrigiano and Nelson (2001) repeated the experiment in slices of visual cortex, at
# different speeds. Can one pair rule fit them all?

# %%
predict("stdp_curves.fast_pairing", then=views.frequency())

# %% [markdown]
# Squares are the measurements. At 0.1 Hz pre first leaves this synapse as it was, and at 50 Hz it
# grows by more than half, *whatever the order*. Look at the spikes at 50 Hz. The two panels show the
# same spikes, shifted by 10 ms, so the order can't matter any more. What is left to matter is the
# rate. But at 50 Hz the sum over pairs is a little below zero in either panel. Try to fit both with
# $A_+$ and $A_-$. The misfit E is the mean squared error in units of the error bars, and 1 would be
# good. But no pair rule with these time constants gets below 7.5.
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
# The paper prints its numbers with two digits, and that much is lost in them. If the pair rule may
# choose its time constants too, it reaches 2.3, with LTP over 237 ms and LTD over 2.4 ms, far from
# the synapse of our first figure. And at 0.1 Hz both experiments differ anyway, because the first was
# done in a culture of hippocampus and once a second.
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
# way back, so the same two spikes and the same 8 ms can mean LTP there and LTD here.

# %%
views.arrival()

# %% [markdown]
# ### The bug museum
#
# Wrong rules have been written before, by good people, in well-known packages. `bug_museum` keeps
# eleven of them:

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
from snn_edu.plasticity import STDP

rule = STDP(w_min=-9, w_max=9)  # so that no bound is met
verify.stdp(lambda pre, post: wrapped(pre, post, rule, TheirSynapse))

# %% [markdown]
# The line that jumps stands above the line that reads. (That spikes off the grid are lost is our loop's
# doing, because it was told that there are none.) And your own synapse?

# %%
from snn_edu.lessons.stdp_curves.questions import Moments

verify.stdp(lambda pre, post: my_synapse(Moments(pre, post), 0.01, 0.0105, 20.0, 20.0))

# %% [markdown]
# ### The first picture
#
# It draws the exponential that was fitted to the measurements, because we don't have the measured
# points. The two time constants, 16.8 and 33.7 ms, are those that Pfister and Gerstner (2006) took
# from Bi and Poo's review. We know the two heights only from others who quote them, so we use them in
# this figure and nowhere else. And this is how it's made:

# %%
views.sixty_pairs.code()

# %% [markdown]
# ## References
#
# - Bi G, Poo M (1998). Synaptic modifications in cultured hippocampal neurons: dependence on spike
#   timing, synaptic strength, and postsynaptic cell type. *J Neurosci* 18:10464-10472,
#   [doi:10.1523/JNEUROSCI.18-24-10464.1998](https://doi.org/10.1523/JNEUROSCI.18-24-10464.1998).
# - Bi G, Poo M (2001). Synaptic modification by correlated activity: Hebb's postulate revisited.
#   *Annu Rev Neurosci* 24:139-166,
#   [doi:10.1146/annurev.neuro.24.1.139](https://doi.org/10.1146/annurev.neuro.24.1.139).
# - Davies M, et al. (2018). Loihi: a neuromorphic manycore processor with on-chip learning. *IEEE
#   Micro* 38(1):82-99.
# - Hebb DO (1949). *The Organization of Behavior*. Wiley.
# - Morrison A, Diesmann M, Gerstner W (2008). Phenomenological models of synaptic plasticity based
#   on spike timing. *Biol Cybern* 98:459-478, figure 7 for the pairing schemes,
#   [doi:10.1007/s00422-008-0233-1](https://doi.org/10.1007/s00422-008-0233-1).
# - Pfister JP, Gerstner W (2006). Triplets of spikes in a model of spike timing-dependent
#   plasticity. *J Neurosci* 26:9673-9682,
#   [doi:10.1523/JNEUROSCI.1425-06.2006](https://doi.org/10.1523/JNEUROSCI.1425-06.2006).
# - Sjöström PJ, Turrigiano GG, Nelson SB (2001). Rate, timing, and cooperativity jointly determine
#   cortical synaptic plasticity. *Neuron* 32:1149-1164,
#   [doi:10.1016/S0896-6273(01)00542-6](https://doi.org/10.1016/S0896-6273%2801%2900542-6).
#
# Words of this lesson, in the [glossary](glossary.md): spike-timing-dependent plasticity, LTP and
# LTD, pre and post spike, STDP window, pairing scheme, trace, triplet rule, tie.
#
# Next: [08 · What STDP does to many synapses](08_many_synapses.ipynb).
