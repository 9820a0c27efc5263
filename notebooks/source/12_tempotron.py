# %% [markdown]
# # 12 · The tempotron
#
# **55 minutes** · You need [lesson 04](04_what_a_spike_does.ipynb) and
# [lesson 10](10_needle_in_noise.ipynb).
#
# *What changes when somebody tells the neuron what it should have done?*
#
# By the end you can say which weights are to blame when a neuron was wrong, and by how much. You'll have
# written the rule and its training loop. You'll know which task asks for it, which for STDP, and why.

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

import matplotlib.pyplot as plt
import numpy as np

from snn_edu import explore
from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.tempotron import views
from snn_edu.training import Tempotron

# %% [markdown]
# Here Part IV begins, *Learning from being told*. In Part III nobody told a neuron anything. Lesson 10's
# neuron found a pattern only because it came back. But often somebody does know better: a doctor listens to recordings
# and says of each whether the heart is ill. Learning from such answers is **supervised** learning. So let's give
# our neuron a teacher.
#
# She says little. After each pattern it's *you should have fired*, or *you should have
# kept quiet*. She doesn't say when, nor which of the synapses was to blame.
#
# A neuron has eight synapses, and in the pattern each of them gets one spike. The
# neuron should have fired, and it didn't quite get there. **Which synapse would you make stronger?**

# %%
predict("tempotron.which_synapses", then=views.by_hand())

# %% [markdown]
# Below the potential each purple stem is a synapse. It stands at the time of its spike and is as tall as
# its weight. **Try** to get the potential over the threshold by dragging stems, and to move the weights
# by as little as you can. The caption adds up what you spent.
#
# <details><summary>What we see, and why</summary>
#
# The cheapest way is to lift the sixth stem alone, and an extra 0.21 is enough. It stands 5 ms before the
# highest point, so its PSP is nearly at its own peak there. The strongest one, the last, comes after the
# highest point and would have to grow by 0.38. What matters is *when* a spike comes.
#
# </details>

# %% [markdown]
# ## What a spike is worth
#
# A spike makes a postsynaptic potential, a PSP, which rises and decays (lesson 04). We call its shape
# $K$, the **kernel**, and choose its size $V_0$ so that the peak is 1:
#
# $$ K(s) = V_0 \left( e^{-s/\tau} - e^{-s/\tau_s} \right) \text{ for } s > 0 $$
#
# Here $s$ is the time since the spike; before it $K$ is 0. With a time constant $\tau$ of 15 ms
# for the decay and a $\tau_s$ of 3.75 ms for the rise, for example, it looks like this:
#
# | time since the spike | 2 ms | 7 ms | 15 ms | 30 ms | 50 ms |
# |---|--:|--:|--:|--:|--:|
# | $K$ | 0.61 | 1.00 | 0.74 | 0.29 | 0.08 |
#
# The potential is the sum of all PSPs, each times its weight. Suppose that two inputs fired
# 7 and 30 ms ago and have weights of 0.5 and 0.4. Then $V = 0.5 \times 1.00 + 0.4 \times 0.29$, which is 0.62.
# We only ask whether $V$ reaches the threshold, which is 1. After a spike nothing is reset, so the curve
# may go on rising beyond it.
#
# ### Your turn: the potential


# %%
def potential(t, times, w, K):
    v = np.zeros(len(t))
    for i in range(len(times)):
        v += ...  # what input i adds, at each of the times t
    return v


check("tempotron.potential", potential)

# %%
solution("tempotron.potential")

# %% [markdown]
# Now a pattern of your own. Three inputs excite the neuron; the fourth has a weight below zero, so it inhibits. When
# must it come to keep the neuron quiet? Change the times or the weights, too.


# %%
def my_neuron(fourth=40.0, decay=15.0):  # ms
    t = np.arange(0.0, 100.0, 0.5)
    times, w = [10.0, 18.0, 26.0, fourth], [0.5, 0.4, 0.5, -0.5]
    v = Tempotron(decay, decay / 4).potential(t, times, w)
    return {"V": (t, v), "threshold": (t, np.ones(len(t)))}


explore(my_neuron, fourth=(0, 60), decay=(5, 40), labels=("time (ms)", "potential"))

# %% [markdown]
# Let $t_{max}$ be the time of the highest point, and $t_i$ the spike of input i. If $w_i$ grows by 0.1, then
# $V(t_{max})$ grows by 0.1 times $K(t_{max} - t_i)$, because that's the factor which stands beside $w_i$ in the sum.
# The rule that suggests itself is to move each weight by what it's worth:
#
# $$ \Delta w_i = \pm\, \lambda\, K(t_{max} - t_i) $$
#
# The plus is for a miss, and the minus for a false alarm, where the highest point must come down, not the
# crossing. $\lambda$ is the
# [learning rate](glossary.md#learning-rate), which says how far one update goes. A neuron which learns by this
# rule is a **[tempotron](glossary.md#tempotron)** (Gütig and Sompolinsky 2006).
#
# Say two inputs fire at 10 and 20 ms, with weights of 0.5 and 0.4. V is highest at 25 ms, which is 15 and 5
# ms after these spikes: $0.5 \times 0.74 + 0.4 \times 0.96 = 0.75$. If that's a miss, a rate of 0.1 lets the weights
# grow by 0.074 and 0.096, and V reaches 0.90; after a second update it reaches 1.05.
#
# **And after a narrow escape?**

# %%
predict("tempotron.near_miss")

# %% [markdown]
# ### Your turn: how large a step?
#
# Back to a plain miss, with a highest potential of 0.7 and five inputs:
#
# | input | A | B | C | D | E |
# |---|--:|--:|--:|--:|--:|
# | $K(t_{max} - t_i)$ | 1.00 | 0.74 | 0.29 | 0.08 | 0 |
#
# Which learning rate lifts the highest point from 0.7 to exactly 1, in a single update? Assume that
# $t_{max}$ stays where it is.

# %%
my_rate = None

check("tempotron.rate", my_rate)

# %%
solution("tempotron.rate")

# %% [markdown]
# ### Your turn: the rule
#
# `v` is the potential at the times `t`, as your `potential` gives it. The neuron fires if `v` reaches 1.
# Return what the rule adds to each weight, for a learning rate of 1.


# %%
def update(times, t, v, should_fire, K):
    return ...  # an array as long as times


check("tempotron.update", update)

# %%
solution("tempotron.update")

# %% [markdown]
# Now let *your* rule move the stems of a larger pattern.

# %%
views.learn(update)

# %% [markdown]
# **Try** both patterns and push *updates* up, one at a time, until the stems stop moving. Then go back to one update,
# and raise the learning rate to 0.5.
#
# At 0.02 each update moves the stems before the highest point a little, and no others. As soon as
# the answer is right they stop: the rule ends just beyond the threshold and leaves no margin. One update at a
# rate of 0.5 lifts the missed pattern to 2.8. A neuron has others to keep, which such a leap would upset.

# %% [markdown]
# ## How much can one neuron learn?
#
# Every pattern pulls the weights its own way, so we go through them one after the other, again and again,
# until none is wrong. That's called *training*. One round through all patterns is an
# [epoch](glossary.md#epoch), and it's yours to write.


# %%
def one_round(patterns, labels, w, rate, t, K):
    errors = 0
    for times, should_fire in zip(patterns, labels):
        v = ...  # the potential of this pattern, with the weights of now
        errors += ...  # one more, if the neuron was wrong
        w = ...  # the weights after the update
    return w, errors


check("tempotron.one_round", one_round)

# %%
solution("tempotron.one_round")

# %% [markdown]
# Let the neuron learn ten patterns with fifty synapses, each of which gets one spike in every pattern, so
# that counts say nothing. It should fire for half of them.

# %%
views.rounds(one_round)

# %% [markdown]
# **Try** a smaller and a larger learning rate, and other sets of patterns.
#
# At a rate of 0.02 this set is learned in the ninth round, and most sets in 7 to 13. With a quarter of this rate the
# potential mostly doesn't reach the threshold in any of the fifteen rounds. Larger rates are quicker, up to a point. At
# 0.5 the errors mostly go up as well as down, because what repairs one pattern breaks another.
#
# The number of random patterns, counted for each weight, that a neuron can learn without an error in half of all sets
# is its **[capacity](glossary.md#capacity)**.

# %%
predict("tempotron.how_many", then=views.capacity())

# %% [markdown]
# On the right each mark is a pattern, at its highest potential. **Try** to
# give it more and more patterns, and start again where it gets stuck.
#
# At 1.5 patterns a synapse this set gets stuck with 5 errors, but from other weights it gets through. So give each set
# up to eight starts of 600 rounds. With two patterns a synapse every set is learned, with 2.4 about half, and with 2.75
# few. What counts is the number of patterns *per synapse*: a hundred synapses learn two hundred patterns.
#
# A neuron without time, a *perceptron*, adds up its inputs at one moment. Even with endless patience it learns two
# random patterns a weight in about half of all sets (Cover 1965). Ours has a choice: it may fire at *any* moment of a
# pattern, so each can be caught where it's easiest. But a perceptron's rule finds weights without an error wherever
# there are some. Ours pulls at the point that is highest *now*, which may be the wrong moment, and can get stuck.

# %% [markdown]
# ### And a recording that it never heard?
#
# Our doctor wants more than a list learned by heart. Let's shake the patterns: every spike moves a little at random,
# and we count the answers that stay right. Change the number of patterns, or of synapses.

# %%
patterns, synapses, rng = 100, 50, np.random.default_rng(2)
times = rng.uniform(0, 500, (patterns, synapses))  # ms
should_fire = np.arange(patterns) < patterns // 2
w = Tempotron().train(times, should_fire, rng).weights

jitters, right = np.arange(0, 10.5, 0.5), []  # ms
for jitter in jitters:
    shaken = times + rng.normal(0, jitter, times.shape)
    highest, _ = Tempotron().peak(shaken, w)
    right.append(np.mean((highest >= 1) == should_fire))
plt.plot(jitters, right, "o-")
plt.xlabel("spikes shaken by (ms)")
plt.ylabel("share of right answers")
plt.show()

# %% [markdown]
# Shaken by 1 ms, some 85 of the hundred are still answered rightly; by 5 ms, about 70. The rule stops as soon as each
# highest point is on its right side of the threshold, so a small push is enough to bring it back. Could we ask for
# more, a *margin* of a tenth on either side? Not here: no set of a hundred is learned like that. A shorter list
# leaves room. Of twenty patterns some 17 outlast 5 ms, and nearly 19 if the neuron has learned nine shaken copies of
# each as well. But for new patterns a list learned by heart is no help: the neuron fires for about half of them,
# because in random patterns there was nothing to understand.

# %% [markdown]
# ## The same task by STDP
#
# Lesson 10's neuron needed no teacher at all. Couldn't it learn these patterns too?

# %%
predict("tempotron.by_stdp", then=views.rules())

# %% [markdown]
# Each mark is a pattern at its highest point; on a grey ground the answer is wrong. Pale marks are those of the rule
# before. **Try** all rules. In *STDP with a teacher* she makes the neuron fire in the middle of each pattern that it
# should fire for. After a false alarm she weakens what came before.

# %% [markdown]
# ### Two rules, two tasks
#
# Alone, STDP is right for half of the twenty patterns, whichever set you take. Nearly always the neuron ends up firing
# for all of them; in a rare set it never fires. Both have one cause: only its own spikes can teach it. Each of them
# makes the inputs before it stronger, whatever pattern it came in, so where the neuron fires once it fires more surely
# the next time. Where it never fires, nothing changes.
#
# A teacher who makes the neuron fire helps. With four patterns some 80 % of the answers are right in the end, with
# twenty or forty about two thirds. But she has to name a moment, and she doesn't know which would be cheapest. The
# inputs before it grow and grow, and in other patterns they come at other times, where nobody wanted them stronger.
#
# The tempotron's teacher says less and gets all of them right, because the neuron itself finds the moment: of the whole
# pattern it takes the highest point, where the least is missing. The kernel then tells how much each synapse had to do
# with it. So a bare yes or no turns into fifty numbers, one for each weight. But it teaches *whether*, never *when*:
# from other first weights the neuron learns to fire for the same patterns, mostly at quite another moment.
#
# Nor is STDP the worse rule: it solves another task. It needs no label and no error, and it finds what *repeats*, as
# in lesson 10. There the tempotron couldn't even begin, because nobody cut the noise into pieces and said what to
# make of each. Here, in turn, what repeats says nothing: the patterns to fire for come no more often than the others.

# %% [markdown]
# ### What we know, and what we don't
#
# We asked what changes when somebody tells the neuron what it should have done. A yes or no is enough to teach it two
# patterns a synapse, because the highest point of its potential shows which weights were to blame. We don't know
# whether a synapse in a brain can tell how much of its PSP was there at that moment. And what if the answer comes from
# a network, in which most neurons are told nothing? That's the question of lesson 13.

# %% [markdown]
# ## Key points
#
# - What a synapse adds at the highest point is its weight times $K(t_{max} - t_i)$, so the weights to blame are
#   those of the inputs that fired some milliseconds before.
# - The tempotron's rule moves each weight by $\pm \lambda K(t_{max} - t_i)$, up after a miss and down after a false
#   alarm.
# - In up to eight starts a tempotron learns two random patterns a synapse. For a perceptron only half of such sets
#   can be learned at all.
# - STDP finds what repeats, without a word said. A rule that learns from errors finds what it's told to.
#
# **In the books** look for *supervised learning*, *credit assignment* (who is to blame), the *perceptron* and its
# *capacity* (or *storage capacity*), *margin*, *generalisation*, and the *kernel* of a PSP in the spike response model.

# %% [markdown]
# ## Quiz

# %%
quiz("tempotron")

# %% [markdown]
# ## Go deeper
#
# None of this is needed later.
#
# **The capacity, counted.** Here the library trains fifty synapses on each set, from up to eight starts. It looks at
# all patterns before each step, and each step keeps nine tenths of the one before, its *momentum*. So steps that go on
# in one direction become ten times as long. You can do without it: at ten times the rate a hundred patterns were
# learned in each of eight sets. Closer to the limit it hardly helps, either: of 32 sets of 120 patterns 20 were
# learned with it, and 18 without.

# %%
for alpha in (0.5, 1.0, 2.0):
    sets = [views.problem(alpha, seed) for seed in range(4)]
    trained = [Tempotron().train(*each, np.random.default_rng(k)) for k, each in enumerate(sets)]
    rounds = [one.errors.size - 1 for one in trained if one.solved]
    print(f"{alpha} patterns a synapse: {len(rounds)} of 4 sets, after {rounds} rounds")

# %% [markdown]
# Two patterns a synapse are learned where PSPs meet. Ten spikes in 500 ms mostly stand alone, and a lone spike lifts
# $V$ as high in one pattern as in the next. So ten synapses learn twenty such patterns in one set of four or five, but
# twenty that last 100 ms in nearly every set.
#
# The theory of such neurons (Rubin and others 2010) says that the capacity grows with the length of a pattern, though
# only slowly. A longer pattern has more moments to choose from. (Only its length in time constants counts, so a neuron
# twice as slow lives in patterns half as long.) But what could be learned is one thing, and what a rule learns in so
# many rounds another. With 2.4 patterns a synapse our training learned 20 of 24 sets of 250 ms, and 3 of 24 of 1,000
# ms.
#
# <details><summary>The same in PyTorch</summary>
#
# ```python
# import math, torch
#
# def kernel(s, tau=15.0, tau_s=3.75):
#     s_peak = tau * tau_s / (tau - tau_s) * math.log(tau / tau_s)
#     V0 = 1 / (math.exp(-s_peak / tau) - math.exp(-s_peak / tau_s))
#     s = s.clamp(min=0)  # before its spike K is 0
#     return V0 * (torch.exp(-s / tau) - torch.exp(-s / tau_s))
#
# t, patterns = torch.arange(0.0, 550.0), 500 * torch.rand(10, 50)  # ms
# labels = torch.arange(10) < 5
# w = torch.full((50,), 0.04, requires_grad=True)
# optimiser = torch.optim.SGD([w], lr=0.02)
# for epoch in range(15):
#     for times, should_fire in zip(patterns, labels):
#         highest = (kernel(t[:, None] - times) @ w).max()
#         if (highest >= 1) != should_fire:
#             optimiser.zero_grad()
#             (-highest if should_fire else highest).backward()
#             optimiser.step()
# ```
#
# The rule itself isn't there. PyTorch finds it: a maximum passes the slope on to the highest moment alone, and the
# slope there is $K(t_{max} - t_i)$. So each update goes down the slope of a **cost**: how far the highest point of a
# wrong pattern lies beyond the threshold or short of it. A right pattern costs nothing. Lesson 13 does by hand what
# `backward` does here. (Urbanczik and Senn 2009 take another cost, with another slope.)
#
# </details>
#
# **And if the highest point moves?** It does move a little when a weight changes. But at its top a curve is flat, so a
# small shift of $t_{max}$ costs next to nothing. After a larger step another bump of the potential may be the highest
# one, and then the next update works on that.
#
# **Where the rule is mute.** Begin with all weights at 0, or below. Then $V$ is nowhere higher than at the start,
# before any spike, where each $K$ is 0. After a miss the rule adds nothing, today and in every later round. So first
# weights should lift the potential somewhere. (At exactly 0 all moments tie. There the code in PyTorch does learn, for
# its `max()` gives each a share.)
#
# ### Asked by readers
#
# #### Choosing the numbers
#
# **How large a rate do my patterns want?** An update moves the highest point by the rate times the sum of all $K^2$, as
# long as that point stays where it is. In the page's loop the sum is about 4 (4.4 while all weights are equal, nearer 3
# once a hundred patterns are learned). So a rate of 0.02 is worth a twelfth of the threshold. It suits 200 synapses,
# too: from first weights of 0.01 they learn ten patterns in four or five rounds. With a threshold of 10, take ten times
# the rate and the first weights.
#
# **My spikes jitter. Which time constants?** Slow ones. Of twenty patterns shaken by 5 ms some 18 stay right with a
# $\tau$ of 30 ms, and 19 with 60 ms. A slow rise mostly helps as well: with a $\tau$ of 15 ms a $\tau_s$ of 14 ms keeps
# some 18 right, and one of 1 ms some 16. A slow neuron learns hardly less: a hundred patterns were learned with 120 ms,
# too, in each of eight sets. With 5 ms hardly a set was, because PSPs seldom meet.
#
# **What if spikes get lost, or others come?** With one in ten missing, some 83 of a hundred patterns stay right, and of
# twenty some 18. With one in ten sent a second time, at random, it's about as many.
#
# **How do my recordings become spikes?** Lesson 05 has the codes. For a signal that goes on in time take two synapses a
# channel: one fires whenever the signal has risen by a step, the other whenever it has fallen (`encode_delta`). So
# one may fire several times. Then each spike is an entry of `times`, and their changes are added to one
# weight. With three spikes a synapse, at random, the fifty learn a hundred patterns in nearly every set.
#
# **I want a yes for ten recordings, and have very many that get a no.** That's easier. With one yes in ten,
# three patterns a synapse were learned in each of eight sets, and of quite new patterns the neuron fired for
# about one in six. For a recording that runs on, show it many stretches to be quiet in. And count misses and
# false alarms apart, because whoever always says no is right for nine in ten.
#
# **I have three kinds of recordings, or ten digits.** Take a neuron for each, and let the one with the highest
# potential answer, even if that is below the threshold. With sixty patterns of three kinds, shaken by 5 ms, that's
# right three times in four. To wait until the right neuron fires, and no other, is right half of the time.
#
# #### When errors stay
#
# **Half of the answers are wrong, and it stays like that. What do I print?** The highest potentials of both kinds of
# patterns, beside the threshold. If all lie below it, the neuron always says no: first weights or rate are too small,
# or the sign is wrong. To tell, make one update for one miss: its highest point must go *up*, by the rate times the sum
# of all $K^2$. (With the wrong sign, all potentials of twenty patterns had sunk to about 0 after forty rounds, in each
# of eight sets.) If all lie above it, test a false alarm, which must go down.
#
# **A few errors stay. Is it the rate?** Ask the patterns that are still wrong how far their highest points lie from
# the threshold. With a hundred patterns, after ten rounds at a rate of 0.5, half of them were off by 0.15 or
# more: what an update mends it breaks elsewhere. At 0.02 half of them lay within 0.07, with two hundred
# patterns as well. A smaller rate won't help there. Try other first weights, then a shorter list.
#
# #### What has it shown?
#
# **What can't it learn?** *One or the other, but not both* (XOR), where a bit is a spike or none. If it fires for A
# alone and for B alone, neither PSP may peak below the threshold, so both weights are 1 or more. When both come the
# potential rises at least as high, whatever the times. A perceptron fails, too. It takes a hidden layer.
#
# **It has learned my whole list. What does that show?** With fewer than two patterns a synapse, little: on this page
# patterns and labels meant nothing, and it learned them. Deal out your labels at random and try. Then count only
# recordings that it never heard, of a day or a person of which it heard none; if it's right for as many with dealt
# labels, they tell nothing.
#
# **How right is it on real data?** Take lesson 13's pictures of digits. Each pixel with ink sends one spike, the
# darker the earlier, all within 50 ms. Ten tempotrons learn a digit each, and the highest answers. After ten rounds
# they get 82 to 87 % of new digits right. If each pattern has to clear the threshold by a fifth, some 89 % are
# right. With a $\tau$ of 60 ms as well, which still knows the first spikes at the last, it's 92 to 95 %. A hidden
# layer of 64 neurons that forget as slowly, taught by surrogate gradients on the same spikes, reaches 93 to 97 % in
# twenty rounds. So the second layer adds one or two points here, and the right time constant some five.
#
# **What is the smallest task that counts can't do?** Two inputs with a spike each, and a yes if they come together.
# Give both a weight of 0.7. Together their PSPs reach 1.4; with 20 ms between them, 0.95. (If early and late stand for
# 0 and 1, that's *same or not*.) Who fired *first* can be told, too: with weights of 1.1 and −1 the neuron reaches 1.1
# if the inhibition comes 10 ms after, and not even 0.5 if it comes 10 ms before. The counts are 1 and 1 each time.
#
# **Wouldn't a table do, with a weight for each input and each 50 ms?** It does better, if you know when a
# pattern begins. By the perceptron's rule it learns the hundred in four to a dozen rounds,
# and some 97 outlast 5 ms. But it has ten weights a synapse, and of patterns that begin 25 ms late it knows
# four in five, at 50 ms no more than a guess. The tempotron answers as before however late the whole
# pattern comes: K asks only how long ago a spike was.
#
# #### In a brain, and in the papers
#
# **What did the first paper claim?** That a neuron can tell apart several times as many random patterns as it has
# synapses, by their times alone, and that the rule could be one of the brain (Gütig and Sompolinsky 2006). The first we
# have seen up to 2.4, where half of the sets are learned. That's what our training finds; what there is to find may be
# more (see *The capacity, counted*). The second is open.
#
# **A real neuron is reset after its spike. Does that matter?** Not to the answer, as up to the first
# crossing nothing has been reset. What comes later may be ignored (*shunted*), or may make it fire again: the answer
# stays yes. But after a false alarm the rule wants the highest point of a curve that such a neuron has left, so
# calculate it as if there had been no reset.
#
# **In a brain hardly any synapse changes its sign. Does that cost much?** Something. Of our weights a good third end
# below 0. Let none fall below 0, and one pattern a synapse is still learned in every set, one and a half in most. The
# moment to fire can still be chosen, and a false alarm is then cured by less of a yes, not by a no.
#
# **Who would be the teacher, and could a synapse know the highest point?** For each Purkinje cell of the cerebellum one
# fibre, its *climbing fibre*, has long been taken for a teacher, though not by all (Albus 1971). What would tell other
# neurons the page can't say. A synapse can know the highest point only afterwards. Until then it could keep one number,
# its PSP at the highest moment so far.
#
# **Is there a rule without that moment?** Let a synapse add up over the whole pattern its PSP times the potential.
# Divide this sum by that of $K^2$ over all times, take 0 if it's negative, and put it in place of $K$: ten patterns are
# still learned, in 5 to 25 rounds. With fifty it mostly needs more rounds than the page's rule.
#
# **Why take it, if any network can be trained with surrogate gradients?** For one neuron and a yes or no nothing need
# be replaced: the slope of the highest point is the true one. But one layer and one bit are all that it can do, and on
# real data that costs some points (*How right is it on real data?*). Lesson 13 goes on from there.
#
# **Can it be told to fire three times?** One can calculate the threshold that would just give
# three spikes, and move that in place of the highest point. So a neuron may be told no more than how many
# clues there were in a long recording, and find out which (*multi-spike tempotron*, Gütig 2016).
#
# **Can it be told to fire at 80 ms exactly?** Rules that are told *when* to fire are others, like ReSuMe (Ponulak and
# Kasiński 2010), SPAN (Mohemmed and others 2012) or the chronotron (Florian 2012): they pull up at the moments that
# they are given, and down where the neuron fires unasked. For several layers take SpikeProp, which moves spike times,
# or the surrogate gradient of lesson 13.
#
# **How the picture is made.**

# %%
views.learn.code()

# %% [markdown]
# ## References
#
# - Albus JS (1971). A theory of cerebellar function. *Math Biosci* 10:25-61,
#   [doi:10.1016/0025-5564(71)90051-4](https://doi.org/10.1016/0025-5564%2871%2990051-4).
# - Florian RV (2012). The chronotron: a neuron that learns to fire temporally precise spike patterns. *PLoS ONE*
#   7:e40233, [doi:10.1371/journal.pone.0040233](https://doi.org/10.1371/journal.pone.0040233).
# - Gütig R, Sompolinsky H (2006). The tempotron: a neuron that learns spike timing-based decisions. *Nat Neurosci*
#   9:420-428, [doi:10.1038/nn1643](https://doi.org/10.1038/nn1643).
# - Gütig R (2016). Spiking neurons can discover predictive features by aggregate-label learning. *Science*
#   351:aab4113, [doi:10.1126/science.aab4113](https://doi.org/10.1126/science.aab4113).
# - Mohemmed A, Schliebs S, Matsuda S, Kasabov N (2012). SPAN: spike pattern association neuron for learning
#   spatio-temporal sequences. *Int J Neural Syst* 22(4):1250012,
#   [doi:10.1142/S0129065712500128](https://doi.org/10.1142/S0129065712500128).
# - Ponulak F, Kasiński A (2010). Supervised learning in spiking neural networks with ReSuMe: sequence learning,
#   classification, and spike shifting. *Neural Comput* 22:467-510,
#   [doi:10.1162/neco.2009.11-08-901](https://doi.org/10.1162/neco.2009.11-08-901).
# - Rubin R, Monasson R, Sompolinsky H (2010). Theory of spike timing-based neural classifiers. *Phys Rev Lett*
#   105:218102, [doi:10.1103/PhysRevLett.105.218102](https://doi.org/10.1103/PhysRevLett.105.218102).
# - Cover TM (1965). Geometrical and statistical properties of systems of linear inequalities with applications in
#   pattern recognition. *IEEE Trans Electron Comput* EC-14:326-334.
# - Urbanczik R, Senn W (2009). A gradient learning rule for the tempotron. *Neural Comput* 21:340-352,
#   [doi:10.1162/neco.2008.09-07-605](https://doi.org/10.1162/neco.2008.09-07-605).
#
# Words of this lesson, in the [glossary](glossary.md): supervised learning, kernel, tempotron, learning rate, epoch,
# capacity.
#
# Next: [13 · Down the slope](13_down_the_slope.ipynb).
