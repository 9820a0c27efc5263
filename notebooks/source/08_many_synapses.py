# %% [markdown]
# # 08 · What STDP does to many synapses
#
# **60 minutes** · You need [lesson 07](07_stdp_curves.ipynb), above all the STDP window and the
# question of which pairs count.
#
# *A thousand synapses follow the same rule. What becomes of them?*
#
# By the end you can compute what chance alone does to a weight, and what one synapse in a thousand can
# do. And you'll have run a rule of your own.

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

import matplotlib.pyplot as plt
import numpy as np

from snn_edu import LIF, Network, Spikes, SpikeSource
from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.many_synapses import views
from snn_edu.plasticity import Trace

# %% [markdown]
# ## Watch a thousand
#
# Lesson 07 followed one synapse. Here is one neuron with a thousand plastic ones, all of which
# excite it: each input spike lifts its voltage a little. They start halfway between the bounds 0
# and 1, and hear the same kind of noise, so there is nothing to learn. What will STDP do?
#
# All pairs of spikes count. Both time constants are 20 ms. A pair that weakens counts 5 % more than
# one as far apart that strengthens, so the **ratio** $A_-/A_+$ is 1.05, as in Song, Miller and
# Abbott (2000).

# %%
predict("many_synapses.split", then=views.split())

# %% [markdown]
# The picture rests at 400 s. Press Run to watch one heap become two. Then disturb it: set another
# ratio for a minute of the neuron's time, go back to 1.05, and watch the rate and the heaps for two
# minutes.
#
# | a minute at | meanwhile | two minutes later, the rate | and the heaps |
# |--:|---|---|---|
# | 0.9 | all weights climb to the top | 11 to 16 Hz again | part anew, slowly; others win |
# | 1.2 | next to no spikes | 0.3 to 0.75 of the old rate | the winners stay the winners |
#
# What makes equals part, and what holds a rate?

# %% [markdown]
# ## What does chance do?
#
# Let's take out one of the thousand, so weak that the neuron doesn't notice it. Then its input
# spikes and the output spikes have nothing to do with each other. But they still meet, in either
# order, and each meeting moves the weight. The average change per second is called the
# [drift](glossary.md#drift-of-a-weight) of the weight.
#
# Take one output spike. In each millisecond before it there may have been an input spike, and one
# that came $s$ ms ago is worth $A_+ e^{-s/\tau_+}$. Added up over all $s$, that is the *area* under
# the strengthening side of the window, which is $A_+\tau_+$. Multiply it by the chance of an input
# spike in a millisecond. With our neuron's $A_+$ = 0.01, but
# 10 Hz in and 20 Hz out:
#
# | step | with numbers |
# |---|---|
# | chance of an input spike in one ms, at 10 Hz | 10 / 1,000 = 0.01 |
# | area of the strengthening side | 0.01 × 20 ms = 0.2 ms |
# | gain for each output spike | 0.01 × 0.2 = 0.002 |
# | gain for 20 output spikes a second | +0.040 |
# | loss, by the area of the other side, 5 % larger | −0.042 |
# | **drift, per second** | **−0.002** |
#
# This takes away a weight of 0.5 in about four minutes. How regular the trains are doesn't matter,
# unless one rhythm holds both.
#
# ### Your turn: the drift of an unrelated synapse


# %%
def drift(r_pre, r_post, A_plus, A_minus, tau_plus, tau_minus):
    return ...  # change of the weight per second; rates in Hz, time constants in ms


check("many_synapses.drift", drift)

# %%
solution("many_synapses.drift")

# %% [markdown]
# Test your formula on five such synapses.

# %%
predict("many_synapses.area", then=views.walks(drift))

# %% [markdown]
# **Try** to make all five climb, once by the ratio alone and once by $\tau_-$ alone.
#
# The drift turns up once the weakening side's area is smaller. In our neuron it is larger, so
# chance pushes every weight *down*. Yet the neuron doesn't fall silent: something must be pushing
# the other way.

# %% [markdown]
# ## What can one in a thousand do?
#
# Now give our synapse the largest weight, 1.

# %%
predict("many_synapses.own_spike", then=views.around_a_spike())

# %% [markdown]
# Drag the weight down. Which bars change, and which never do?
#
# The output spikes that a synapse adds make pairs that strengthen it. So it pays itself, a strong
# one better.
#
# ### The own effect of a synapse
#
# What a synapse gains by its own push on the neuron is called its **own effect**. Let's count it in
# units of what chance adds. Take the first bar after the spike of a strong synapse:
#
# | step | with numbers |
# |---|---|
# | the bar stands above the average by | 0.30 of it |
# | worth of a pair 1 ms apart | $e^{-1/20}$ = 0.95 of one at the jump |
# | the bar is 2 ms wide, so it adds | 0.30 × 0.95 × 2 ms = 0.57 ms |
# | chance adds, counted like that, | $\tau_+$ = 20 ms in all |
# | so the bar earns | 0.57 / 20 = 0.03 |
#
# Add up all bars and you have what *this* synapse earns. One of weight 1 would earn a little more,
# because the strong ones of the picture have 0.96 on average. What it would earn is called $c$.
#
# ### Your turn: measure the own effect


# %%
def own_effect(t, rate, average, weight, tau, width):
    # t: middles of the bars (ms), rate: their heights (Hz), two arrays; width of a bar in ms
    return ...  # c, what a synapse of weight 1 would earn


check("many_synapses.own_effect", own_effect)

# %%
solution("many_synapses.own_effect")

# %% [markdown]
# In our settled neuron $c$ is 0.10, a tenth of what chance adds. A synapse that is half as strong
# pushes half as hard and earns half as much, so one of weight $w$ earns $c\,w$. Call what chance
# adds 1. Then, with equal time constants as here, it takes $A_-/A_+$:
#
# $$ \mathrm{drift}(w) = 1 + c\,w - \frac{A_-}{A_+} $$
#
# | weight | chance adds | it earns | chance takes | drift |
# |--:|--:|--:|--:|--:|
# | 0.2 | 1 | 0.02 | 1.05 | −0.03, it shrinks |
# | 0.8 | 1 | 0.08 | 1.05 | +0.03, it grows |
#
# ### Your turn: where does the drift change its sign?
#
# Somewhere between these two weights it is 0. We'll call that weight the **ridge**.


# %%
def ridge(ratio, c):
    return ...  # the weight at which the drift is 0


check("many_synapses.ridge", ridge)

# %%
solution("many_synapses.ridge")

# %%
views.ball(ridge)

# %% [markdown]
# Set the ball down left of the triangle, right of it, and on it. Where does it end? Left of the
# ridge a weight shrinks, so it earns less and shrinks on. Right of it a weight grows, earns more
# and grows on. On the ridge itself there is balance, but the first bit of luck ends it. That's why
# synapses that start alike end apart: the middle of the histogram empties. At 400 s it is still
# emptying; in the end some 5 % of the weights stand between 0.4 and 0.6, because luck can carry a
# synapse over the ridge, either way.

# %% [markdown]
# ## A busier neuron
#
# We measured $c$ in the settled neuron; now for a faster one. Hold all weights, so that
# nothing learns, and choose how high.

# %%
predict("many_synapses.busy", then=views.busy(ridge))

# %% [markdown]
# Drag the weights to the top, and read off your ridge on the way. Which weights would grow, if they
# could?
#
# That fast, the mean of all the inputs carries the neuron over its threshold. One
# push more only brings the next spike a little earlier. So $c$ is small, and the ridge lies
# far beyond 1. *All* weights sink, because no synapse can stand above it. As they sink,
# the output slows down. Then the neuron waits just below its
# threshold, where one push more or less decides whether it fires. As $c$ grows, the ridge comes
# down until the strongest synapses can stand above it. If the output becomes too slow, the ridge
# comes down further and more weights climb. The neuron settles in between.
#
# The synapses don't touch each other. What they share is the output, and that is enough: the
# faster the others make the neuron fire, the less each one counts and the higher it must stand to
# live. This is [**competition**](glossary.md#synaptic-competition), and nobody has arranged it.
#
# Nothing in the rule measures a rate, and yet it is held. Holding a quantity where the body needs
# it is called **homeostasis**. Here it's a by-product. *Which* rate is held
# depends on what a synapse must earn, and on how hard it can push. At a ratio of 1.1 $c$ has to be
# twice as large, so within ten minutes the neuron slows down to 1 Hz. At 1.025 it settles near 40 Hz.
#
# Who wins is luck: with other noise others do.

# %% [markdown]
# ## Which of them win?
#
# Let a hundred of the inputs listen to one common train. Each of them passes on one spike in ten,
# picked by chance, so the counts of two of them go together a little: their **correlation** is 0.1.
# When one of the hundred fires, about ten of the others fire with it. Their rates are the same as
# everybody's.

# %%
predict("many_synapses.group", then=views.group())

# %% [markdown]
# Press Run, wait 40 s, then set the correlation to 0. What will the hundred do in the next two
# minutes?
#
# An output spike pays every synapse that fired shortly before it, whoever did the
# pushing. Ten companions of weight 0.5 push as hard as one synapse of weight 5 would, which stands
# well above the ridge. Two minutes later more than nine out of ten still
# stand above 0.8: above the ridge their own effect keeps them there.
#
# Without a label the neuron has found which inputs belong together. (To fire twice as often
# wins nothing: gains and losses double, so the ridge stays.)
#
# But you've seen the same rule make winners of nothing. Can we have a rule whose winners mean
# something?

# %% [markdown]
# ## What if a weight feels its bounds?
#
# In our rule a pair moves a weight by the same step wherever it stands, until it hits a bound.
# That is [additive](glossary.md#additive-stdp) STDP with *hard bounds*. Gütig and others (2003) let the
# step shrink with the room that is left; a single number $\mu$, from 0 to 1, says how much:
#
# $$ \Delta w_+ = A_+ (1-w)^\mu \qquad\qquad \Delta w_- = -A_-\, w^\mu $$
#
# At $\mu$ = 0 we have the old rule. At $\mu$ = 1 the step is proportional to the room, and the
# rule is [multiplicative](glossary.md#multiplicative-stdp), with *soft bounds*. For example, a weight of
# 0.8 has little room above it and much below. At $\mu$ = 1 a pair then adds only a fifth of $A_+$, but
# takes four fifths of $A_-$.

# %%
predict("many_synapses.mu_one", then=views.group_with_mu())

# %% [markdown]
# ### Your turn: choose a rule
#
# Press Run for 100 s, then Reset before you try another.

# %%
my_mu = None

check("many_synapses.my_mu", my_mu)

# %%
solution("many_synapses.my_mu")

# %% [markdown]
# Why do the hundred still lead? Ask what a weight has to earn to rest at 0.8, where a gain is cut
# to $0.2^\mu$ and a loss to $0.8^\mu$: there $(1 + \mathrm{earned})\, 0.2^\mu = 1.05 \cdot
# 0.8^\mu$. With $\mu$ = 0.08 this is $(1 + \mathrm{earned}) \cdot 0.88 = 1.05 \cdot 0.98$, so it
# has to earn 0.17. Together the hundred earn nearly 0.3. (That's eleven weights near 0.9, times a
# $c$ of 0.02 to 0.03, as they make the neuron fire at nearly 60 Hz.) At $\mu$ = 1 it would be 3.2.
# A small $\mu$ pulls so gently that a little pay outweighs it.
#
# Run your $\mu$ again, then take the correlation away: within two minutes the hundred sink back.
# Without any correlation all thousand stay in one heap. With a small $\mu$ a winner does mean
# something, for as long as the correlation lasts. The rule pays for this twice: it forgets, and it
# doesn't hold the rate, because what chance adds and what it takes are now equal at one weight,
# however fast the neuron fires. On noise, with $\mu$ = 0.08, the neuron fires some 41 times a second;
# under the old rule it settled at 11 to 16.
#
# ### A rule of your own
#
# A rule is what a weight does at an input spike and at an output spike. It reads two traces. Here
# is additive STDP, to change:


# %%
class Mine:
    keeps = (Trace("pre", 20.0), Trace("post", 20.0))  # what it remembers: x[0] and x[1]
    same_step, w_min, w_max = "none", 0.0, 1.0

    def at_pre(self, w, x):
        return w - 0.021 * x[1]  # change it: ... * x[1] * w

    def at_post(self, w, x):
        return w + 0.020 * x[0]  # change it: ... * x[0] * (1 - w)


# %% [markdown]
# A hundred inputs of noise, and five of their weights over time:

# %%
rng = np.random.default_rng(1)
noise = Spikes(np.sort(rng.uniform(0, 20_000, 60_000)), rng.integers(0, 100, 60_000), size=100)
network = Network().add(SpikeSource(), 100, "in").add(LIF(), 1, "out")
network.connect("in", "out", weights=0.5, plasticity=Mine())
run = network.run(20_000.0, {"in": noise}, dt=1.0, looks={"in -> out": 500.0})

out = run.spikes["out"].times
print((out < 5000).sum() / 5, "Hz in the first 5 s,", (out > 15_000).sum() / 5, "Hz in the last")
plt.figure(figsize=(5, 1.8))
plt.plot(run.course_t["in -> out"] / 1000, run.course["in -> out"][:, ::20, 0])
plt.xlabel("time (s)")
plt.ylabel("weight")
plt.show()

# %% [markdown]
# Change both lines as their comments say, which makes $\mu$ = 1: the weights stay together and the
# rate stays high.
#
# What becomes of a thousand synapses that follow one rule? They part, because each earns by its
# own push and all compete for one output. Inputs that come together win. But can such a rule find
# one particular pattern, say 1 0 1 0 1? An article says so. The next lesson tries it.

# %% [markdown]
# ## Key points
#
# - Unrelated spikes move a weight by the two rates times the difference of the two *areas* under the
#   window; with a ratio of 1.05 chance weakens every synapse.
# - A strong synapse causes some output spikes just after its own; $c$ measures this own effect.
# - Both together make a ridge at $(A_-/A_+ - 1)/c$, so additive STDP splits even equal synapses into a
#   weak and a strong heap.
# - The faster the neuron fires, the smaller $c$ and the higher the ridge. So synapses compete, and the
#   rate is held.
# - Inputs that fire together win at equal rates. With a small $\mu$ only they do, but the rule forgets,
#   and no longer holds the rate.
#
# **In the books** look for Hebbian learning, synaptic competition, homeostatic plasticity, additive and
# multiplicative STDP, bimodal weight distribution, and spike correlations.

# %% [markdown]
# ## Quiz

# %%
quiz("many_synapses")

# %% [markdown]
# ## Go deeper
#
# None of this is needed later.
#
# ### The whole neuron in fifteen lines
#
# This is what runs behind the first picture, two seconds of it, to read and to change. It is the
# neuron of Song, Miller and Abbott, but it learns twice as fast as theirs.
#
# | | |
# |---|---|
# | membrane | $\tau_m$ = 20 ms, rest −70 mV, threshold −54 mV, reset −60 mV |
# | 1,000 excitatory inputs | 15 Hz; a spike opens 0.015 $w$ of the leak |
# | 200 inhibitory inputs, fixed | 10 Hz; a spike opens 0.05 of the leak |
# | both conductances | towards 0 and −70 mV; they decay with a time constant of 5 ms |

# %%
rng, dt = np.random.default_rng(1), 0.2  # ms
v, g_ex, g_in, x_post, spikes = -70.0, 0.0, 0.0, 0.0, 0
w, x_pre = np.full(1000, 0.5), np.zeros(1000)
for _ in range(10_000):
    pre = np.flatnonzero(rng.random(1000) < 0.015 * dt)  # which inputs fire, at 15 Hz each
    x_pre, x_post = x_pre * np.exp(-dt / 20), x_post * np.exp(-dt / 20)
    g_ex = g_ex * np.exp(-dt / 5) + 0.015 * w[pre].sum()
    g_in = g_in * np.exp(-dt / 5) + 0.05 * rng.poisson(2.0 * dt)
    v += dt / 20 * (-70 - v + g_ex * (0 - v) + g_in * (-70 - v))
    w[pre] = np.maximum(0, w[pre] - 0.0105 * x_post)  # read ...
    if v >= -54:
        v, x_post, spikes = -60.0, x_post + 1, spikes + 1
        w = np.minimum(1, w + 0.01 * x_pre)
    x_pre[pre] += 1  # ... and jump
print(f"output {spikes / 2:.0f} Hz, mean weight {w.mean():.2f}")

# %% [markdown]
# ### A step of a plastic synapse
#
# Write one synapse yourself, `dt` ms at a time. `pre` and `post` say whether a spike comes *at the
# end* of the step. `stdp` has `A_plus`, `A_minus`, `tau_plus` and `tau_minus`, and `w` stays between
# 0 and 1. If both spikes come in the same step, they don't count as a pair with each other, but each
# still pairs with older spikes on the other side.


# %%
def plastic_step(w, x_pre, x_post, pre, post, dt, stdp):
    ...  # both traces decay; then w changes at a spike; then the traces jump
    return ...  # w, x_pre, x_post


check("many_synapses.step", plastic_step)

# %%
solution("many_synapses.step")

# %% [markdown]
# ### Where is the border?
#
# Weakening must outweigh strengthening, or all weights go to 1. But the two sides need not be
# equally wide. Take the time constants of lesson 10, 16.8 and 33.7 ms, and let all pairs count.

# %%
my_ratio = None  # A_minus / A_plus, at the border

check("many_synapses.ratio", my_ratio)

# %%
solution("many_synapses.ratio")

# %% [markdown]
# In lesson 10 you'll meet *another* border, 0.84, and both are right. There only neighbours pair, and
# a far partner is then mostly cut off, so the wide side loses more than the narrow one. So a paper that
# gives you a ratio, but not which pairs count, hasn't told you whether its weights run away.
#
# ### Twice the input
#
# We made the neuron busy by its weights. Now let's make its *inputs* busy, and let the neuron settle
# for 1,000 s with the parameters of Song, Miller and Abbott. The runs are stored with the course.

# %%
predict("many_synapses.double_input", then=views.twice_the_input())

# %% [markdown]
# <details><summary>What we see, and why</summary>
#
# You'll often read that more output means more chance pairs, and that those weaken. It's true, but
# only because an input causes no more spikes than before. The ridge asks for their share, and $c$ is
# the own effect *for each chance pair*. Hold the weights higher and higher, so that the output goes
# from 15 to 94 Hz: $c$ falls from 0.10 to 0.017, and $c$ times the rate stays at 1.6 to 2.0. The
# caused spikes are about as many, among six times as many by chance. In these runs the output comes
# back to 11 to 16 Hz at any input from 10 to 40 Hz; what differs is the mean weight, which ends at
# 0.55 and at 0.14. And the output is irregular: in our settled neuron the intervals have a CV of 0.8,
# because it waits just below its threshold.
#
# </details>
#
# And mind the ties. With steps of 0.2 ms, a code that takes a tie for LTP settles near 19 Hz instead of
# 12 Hz, at inputs of 10 Hz.

# %% [markdown]
# ### What holds the rate when STDP doesn't?
#
# Real neurons have a second, slower rule, [synaptic scaling](glossary.md#synaptic-scaling)
# (Turrigiano and others 1998). If the neuron fires above its target, all its weights shrink by the
# same factor, and if below, they grow:
#
# $$ \tau\,\frac{dw}{dt} = w \left(1 - \frac{\text{rate}}{\text{target}}\right) $$
#
# It takes hours or days in living cells. Here $\tau$ is 2 s. Why so quick, *Asked by readers* tells.

# %%
predict("many_synapses.scaling", then=views.scaling())

# %% [markdown]
# **Try** Run with scaling off, and switch it on when the weights no longer move. Then leave it on and go
# to a ratio of 1.2, where the neuron fell almost silent before.
#
# <details><summary>What we see, and why</summary>
#
# With scaling off, at the ratio of 0.9 with which this picture begins, the neuron races at 350 Hz and
# every weight is at 1 or not far below. Switch it on, and within seconds the rate settles at 20 Hz, and
# the weights gather around 0.4. At a ratio of 1.2 the rate still holds, and within a few minutes the
# weights split more sharply than ever. So STDP decides *which* synapses are strong, and scaling decides
# *how strong they are in all*.
#
# </details>
#
# ### One heap or two in a real brain?
#
# Between cells of a rat's visual cortex most connections are weak and a few are strong, with no
# second heap at the top (Song and others 2005). In cultures of a rat's hippocampus strong synapses gained
# little, and lost as large a share as weak ones (Bi and Poo 1998). A rule made of that keeps all weights
# in one heap (van Rossum and others 2000). The purely additive rule, then, is hardly theirs: take
# it for what it shows best, competition.
#
# ### Asked by readers
#
# #### When it fails
#
# **All my weights fall, or all rise. Where do I begin?** With one pair, by hand: an input 5 ms
# before an output has to raise the weight, one 5 ms after it to lower it. Then look at the output
# rate, because without output spikes no weight moves. Next at the two areas, for the pairs that
# your code counts, and at ties: if gain outweighs loss, all rise. If all fall, hold them and
# measure $c$: where the mean of the inputs carries the neuron over its threshold, the ridge lies
# beyond 1, and weaker inputs bring it down. If the neuron fires slowly and $c$ is as it should
# be, the ratio is too high: $(ratio - 1)/c$ has to stay below 1.
#
# **It races. What stops it?** A ratio above 1, first of all. Inhibition doesn't: at 0.9, with twice
# as much of it, all weights still go to the top, and the rate to some 295 Hz. Scaling does, at any
# ratio, but it needs a target, and has to be quick. STDP alone can't save every neuron:
# double the inhibition of the settled one, and it falls silent and stays so.
#
# **How quick must scaling be?** Quicker than STDP. At the ratio of 0.9 and 20 Hz of output a weight
# gains 0.006 a second by chance. Above the target this gain and what scaling takes both grow with the
# rate, so a weight of 0.4 can be held only if $\tau$ is below 0.4 / 0.006, or 67 s. Let all weights
# begin at 0.4 and learn for 200 s:
#
# | $\tau$ of scaling | 2 s | 20 s | 1 min | 2 min | 10 min | 1 h |
# |---|--:|--:|--:|--:|--:|--:|
# | output, target 20 Hz | 21 Hz | 32 Hz | 91 Hz | 257 Hz | 347 Hz | 347 Hz |
#
# Networks that learn by triplets race, too, unless something notices their rate within seconds to
# minutes (Zenke and others 2013). Scaling in the animal is too slow for that.
#
# **Can I normalise the weights instead?** Say that every 100 ms you bring their mean back to 0.4. To
# divide them all by one number holds the sum, not the rate: at inputs of 10, 15 and 20 Hz the neuron
# fires at 0, 30 and 111 Hz. And the ratio still decides the shape: one heap at 0.9, two at 1.05. To
# *subtract* the same from each makes two even at 0.9: dividing keeps weights graded, subtracting lets
# them compete (Miller and MacKay 1994).
#
# **How exact must the ratio be?** Some 5 %. At 0.95 all weights are at the top within two minutes,
# and the neuron fires at 345 Hz. From 1.025 to 1.1 it settles, at 40 to 1 Hz. At 1.5 it's silent
# after two minutes, with no weight above 0.8. What the largest weight does counts as much: if it
# opens 0.01, 0.02 or 0.03 of the leak, the neuron settles at some 5, 23 or 38 Hz. Twice as many
# synapses, each half as strong, bring $c$ down to 0.07, which slows it too.
#
# **Where do I start the weights?** Where the neuron fires. With all at 0.3 ours mostly doesn't fire
# once in a minute. From a half, from 1, or drawn evenly between 0 and 1, it comes to much the same
# after 400 s: 11 to 16 Hz, and a fifth or a quarter of the weights above 0.8.
#
# **How large may a step be?** At our 0.01 some fifty pairs lie between the middle and a bound.
# The drift grows with the step, the variance that luck adds with its square. So half our step leaves
# 1 % of the weights between 0.4 and 0.6, where ours leaves 5 % and twice ours 11 %. It also forgets
# less, and takes twice as long. At 0.03 the neuron fires at some 23 Hz, with nearly half of the
# weights from 0.2 to 0.8. At 0.1 chance is stronger than the ridge: 70 Hz, and who was strong a minute
# ago says nothing of who is strong now.
#
# **And with weights of few bits?** Round each change up or down by chance, so that its mean is
# right. That adds luck. With 8 bits little changes; with 6 the neuron settles at some 22 Hz, with 4 at
# some 62 Hz, and then no heap stands out.
#
# #### Is it real?
#
# **Has mine found something, or are its winners luck?** Draw the noise anew, and let it learn again
# from the same start. Inputs that share a cause win again; of the others, others do. If the group wins
# in 17 of 20 runs, report all 20, the three losses as well. Coins would win 17 or more once in 800
# times. And the learning isn't done as long as the share of the weights between 0.2 and 0.8 still
# falls from one minute to the next.
#
# **Is it the bounds that make two heaps?** No, the ridge does; the bounds only stop what it drives
# apart. Without them the upper weights would go on growing, and the lower ones would pass 0, which
# no synapse that excites can do.
#
# **What if only neighbours pair?** Then an input spike loses at most $A_-$, however fast the output
# fires, while each output spike brings a gain, and nothing holds the rate. In our network
# (`pairing="nearest"`) weights that begin at 0.5 nearly all go to 1, and the neuron to some 350 Hz, at ratios
# from 1.05 to 1.5; from 2 on it all but falls silent.
#
# **And if there is a delay?** If the output spike reaches the synapses $d$ ms late, the pairs that it makes
# with its causes are $d$ further apart, and $c$ is multiplied by $e^{-d/\tau}$. For 5 ms that's 0.78:
# the neuron must slow to 6 to 9 Hz before strong synapses earn enough.
#
# **At which $\mu$ do the two heaps become one?** Between 0.02 and 0.03. On noise, after 600 s, the
# middle from 0.4 to 0.6 holds 10 to 13 % of the weights at 0.01, a fifth at 0.02, which is what an
# even spread would put there, and 40 % at 0.05.
#
# **What does $\mu$ do to a memory?** Let the hundred fire together for 100 s, then on their own. This
# is their mean weight's lead over the others, and when half of it is lost:
#
# | $\mu$ | 0 | 0.02 | 0.04 | 0.08 | 0.2 | 1 |
# |---|--:|--:|--:|--:|--:|--:|
# | lead | 0.74 | 0.71 | 0.67 | 0.53 | 0.16 | 0.03 |
# | half is lost after | 27 min | 5 min | 76 s | 16 s | 5 s | 2 s |
#
# A larger $\mu$ pulls each weight back harder. So it parts them less, and it forgets sooner.
#
# **Which rule do I take?** The additive one for a decision, who is in and who isn't; near $\mu$ = 1
# for graded weights, which there vary smoothly with the correlation (Rubin and others 2001). For a
# cortex neither: its few strong synapses in a long tail come out where weakening grows more slowly
# than the weight, *log-STDP* (Gilson and Fukai 2011).
#
# #### Groups and memory
#
# **How weak may a correlation be?** With 0.01 instead of 0.1, each of the hundred has one companion
# on average when it fires. After 200 s half of them or more stand above 0.8, of the other inputs
# about one in ten. With half of all inputs in the group, 0.01 is plenty: nine in ten of them, of
# the others next to none. But at 0.1 the rate isn't held: 150 Hz.
#
# **And if the hundred aren't exactly together?** Shift each of their spikes by chance, with a
# standard deviation of 5 ms: after 100 s some nine in ten of them stand above 0.8. With 10 ms a
# fifth to a half do, with 20 ms only a few in a hundred more than of the others.
#
# **What if the correlation moves to others after 100 s?** The new hundred win all the same, because
# their companions lift them over any ridge. But they come from the bottom: where the first took 20
# s, after 40 few of them have won. Of the old, 300 s later some four in ten still stand above 0.8.
#
# **Would a memory last for life?** Not by this rule. Of the weights above 0.8, about seven in ten
# stand there 400 s later, and after 2,000 s some 45 %, where a draw at random would give a quarter.
# For that, something else has to fix a synapse: look for *consolidation*.
#
# **Does it matter who comes first?** Very much. Let the second hundred pass on the first one's
# train, only 10 ms later. The early ones all win and the late ones go to 0, because by then the
# output spike has often been fired, and what comes after it is weakened. It makes a neuron answer early
# in a pattern ([lesson 10](10_needle_in_noise.ipynb)).
#
# **Which experiment shows competition in a brain?** Sew one eye of a kitten shut, and after some
# months few cells of its visual cortex answer to it. Sew both shut, and over half of the cells are
# normal (Wiesel and Hubel 1965). So a pathway loses less by its own silence than by the other's
# activity. Ours does the like: let five hundred inputs share one train and five hundred another,
# each with a correlation of 0.01. After 400 s one half mostly has a mean weight of some 0.9 and the
# other of 0.1, and luck decides which.
#
# #### In the books
#
# **How does it relate to Oja's rule?** There, in rates, $\Delta w = \eta\,y\,(x - y\,w)$: the last
# term keeps the weights' length, and they turn to the first *principal component* of the inputs, if
# their means are taken away. For a correlated hundred among independent inputs that's the hundred.
#
# **Is there a theory of the whole histogram?** Each weight drifts and is shaken, so its density
# follows a *Fokker-Planck equation* (Rubin and others 2001; the drift is in Kempter and others
# 1999). In our settled neuron luck shakes a weight by 0.02 in a second, so by 0.2 in a hundred,
# because variances add up. The drift away from the ridge is 0.004 a second for each unit of
# distance, near a bound 0.2 in a hundred seconds, too. So luck rules for seconds, the ridge over
# minutes. In balance the density goes as $e^{k\,(w - ridge)^2}$, with $k = 0.004/0.02^2$, or 10: at a
# bound some twelve times as dense as on the ridge, with 7 % of all weights between 0.4 and 0.6. All
# this holds for small steps, while $c$ and the rate stand still.
#
# **Does it survive a rule of triplets?** The held rate doesn't. With triplets (lesson 07) what
# unrelated spikes add grows with the square of the output rate, what they take with the rate
# itself. By the numbers of Pfister and Gerstner (2006) the two are equal at 19 Hz: above it weights rise,
# which makes it faster still, and below it they fall. Models therefore let this border slide with the
# neuron's own rate (*BCM*), or scale.
#
# ### How the bars are drawn

# %%
views.around_a_spike.code()

# %% [markdown]
# ## References
#
# - Song S, Miller KD, Abbott LF (2000). Competitive Hebbian learning through
#   spike-timing-dependent synaptic plasticity. *Nat Neurosci* 3:919-926,
#   [doi:10.1038/78829](https://doi.org/10.1038/78829).
# - Song S, Sjöström PJ, Reigl M, Nelson S, Chklovskii DB (2005). Highly nonrandom features of
#   synaptic connectivity in local cortical circuits. *PLoS Biol* 3:e68,
#   [doi:10.1371/journal.pbio.0030068](https://doi.org/10.1371/journal.pbio.0030068).
# - Kempter R, Gerstner W, van Hemmen JL (1999). Hebbian learning and spiking neurons. *Phys Rev E*
#   59:4498-4514, [doi:10.1103/PhysRevE.59.4498](https://doi.org/10.1103/PhysRevE.59.4498). The drift.
# - Bi GQ, Poo MM (1998). Synaptic modifications in cultured hippocampal neurons: dependence on spike
#   timing, synaptic strength, and postsynaptic cell type. *J Neurosci* 18:10464-10472,
#   [doi:10.1523/JNEUROSCI.18-24-10464.1998](https://doi.org/10.1523/JNEUROSCI.18-24-10464.1998).
# - van Rossum MCW, Bi GQ, Turrigiano GG (2000). Stable Hebbian learning from spike timing-dependent
#   plasticity. *J Neurosci* 20:8812-8821,
#   [doi:10.1523/JNEUROSCI.20-23-08812.2000](https://doi.org/10.1523/JNEUROSCI.20-23-08812.2000).
# - Wiesel TN, Hubel DH (1965). Comparison of the effects of unilateral and bilateral eye closure on
#   cortical unit responses in kittens. *J Neurophysiol* 28:1029-1040.
# - Gilson M, Fukai T (2011). Stability versus neuronal specialization for STDP: long-tail weight
#   distributions solve the dilemma. *PLoS ONE* 6:e25339,
#   [doi:10.1371/journal.pone.0025339](https://doi.org/10.1371/journal.pone.0025339).
# - Gütig R, Aharonov R, Rotter S, Sompolinsky H (2003). Learning input correlations through
#   nonlinear temporally asymmetric Hebbian plasticity. *J Neurosci* 23:3697-3714,
#   [doi:10.1523/JNEUROSCI.23-09-03697.2003](https://doi.org/10.1523/JNEUROSCI.23-09-03697.2003).
# - Miller KD, MacKay DJC (1994). The role of constraints in Hebbian learning. *Neural Comput*
#   6:100-126.
# - Pfister JP, Gerstner W (2006). Triplets of spikes in a model of spike timing-dependent plasticity.
#   *J Neurosci* 26:9673-9682,
#   [doi:10.1523/JNEUROSCI.1425-06.2006](https://doi.org/10.1523/JNEUROSCI.1425-06.2006).
# - Rubin J, Lee DD, Sompolinsky H (2001). Equilibrium properties of temporally asymmetric Hebbian
#   plasticity. *Phys Rev Lett* 86:364-367,
#   [doi:10.1103/PhysRevLett.86.364](https://doi.org/10.1103/PhysRevLett.86.364).
# - Turrigiano GG, Leslie KR, Desai NS, Rutherford LC, Nelson SB (1998). Activity-dependent scaling
#   of quantal amplitude in neocortical neurons. *Nature* 391:892-896,
#   [doi:10.1038/36103](https://doi.org/10.1038/36103).
# - Zenke F, Hennequin G, Gerstner W (2013). Synaptic plasticity in neural networks needs homeostasis
#   with a fast rate detector. *PLoS Comput Biol* 9:e1003330,
#   [doi:10.1371/journal.pcbi.1003330](https://doi.org/10.1371/journal.pcbi.1003330).
#
# Words of this lesson, in the [glossary](glossary.md): drift of a weight, own effect, synaptic
# competition, additive STDP, multiplicative STDP, synaptic scaling.
#
# Next: [09 · Repair the article](09_repair_the_article.ipynb). A widely read article lets a small
# network find 1 0 1 0 1 by STDP. It doesn't find it. You'll see why, and repair it.
