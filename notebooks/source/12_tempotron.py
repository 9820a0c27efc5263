# %% [markdown]
# # 12 · The tempotron
#
# **55 minutes** · You need [lesson 04](04_what_a_spike_does.ipynb) and
# [lesson 10](10_needle_in_noise.ipynb).
#
# *What changes when somebody tells the neuron what it should have done?*
#
# By the end you can say which weights are to blame when a neuron was wrong, and by how much. You'll have
# written a rule, and a training loop around it, that teaches one neuron many patterns. And you'll know
# which tasks this rule can do and STDP can't, and the other way round.

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

import numpy as np

from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.tempotron import views
from snn_edu.training import Tempotron

# %% [markdown]
# In lesson 10 a neuron found a pattern that nobody had pointed out. But often somebody does know
# better. A doctor listens to recordings and says of each whether the heart is ill. So let's give our
# neuron a teacher.
#
# She's a teacher of few words. After each pattern she says *you should have fired*, or *you should have
# kept quiet*. She doesn't say when, and she doesn't say which of the synapses was to blame. That's what
# the neuron has to find out by itself.
#
# Here's the smallest case. A neuron has eight synapses, and in the pattern each of them gets one spike. The
# neuron should have fired, and it didn't quite get there. **Which synapse would you make stronger?**

# %%
predict("tempotron.which_synapses", then=views.by_hand())

# %% [markdown]
# Below the potential each purple stem is a synapse. It stands at the time of its spike and is as tall as
# its weight. **Try** to get the potential over the threshold by dragging stems, and to move the weights
# by as little as you can. The caption adds up what you spent. How little is enough?
#
# <details><summary>What we see, and why</summary>
#
# The cheapest way is to lift the sixth stem alone, and an extra 0.21 is enough. It stands 5 ms before the
# highest point, so its PSP is nearly at its own peak there. The strongest one, the last, comes after the
# highest point, and it would have to grow by 0.38 before it makes a high enough peak of its own. So what
# matters is not how strong a synapse is, but *when* its spike comes.
#
# </details>
#
# Dragging won't do for a hundred weights. So how much is each of them worth?

# %% [markdown]
# ## What a spike is worth
#
# A spike makes a postsynaptic potential, a PSP, which rises and decays (lesson 04). We call its shape
# $K$, the *kernel*, and choose its size $V_0$ so that the peak is 1:
#
# $$ K(s) = V_0 \left( e^{-s/\tau} - e^{-s/\tau_s} \right) \text{ for } s > 0 $$
#
# Here $s$ is the time since the spike, and before the spike $K$ is 0. With a time constant $\tau$ of 15 ms
# for the decay and a $\tau_s$ of 3.75 ms for the rise, for example, it looks like this:
#
# | time since the spike | 2 ms | 7 ms | 15 ms | 30 ms | 50 ms |
# |---|--:|--:|--:|--:|--:|
# | $K$ | 0.61 | 1.00 | 0.74 | 0.29 | 0.08 |
#
# The potential is the sum of all PSPs, each times its weight. For example, suppose that two inputs fired
# 7 and 30 ms ago and have weights of 0.5 and 0.4. Then $V = 0.5 \times 1.00 + 0.4 \times 0.29$, which is 0.62.
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
# Now we can say what each weight is worth. Let $t_{max}$ be the time of the highest point, and $t_i$ the
# spike of input i. If $w_i$ grows by 0.1, then $V(t_{max})$ grows by 0.1 times $K(t_{max} - t_i)$, because
# that's the factor which stands beside $w_i$ in the sum. An input which fired 15 ms before the highest point,
# for example, lifts it by 0.074.
#
# So the rule that suggests itself is to move each weight by what it's worth:
#
# $$ \Delta w_i = \pm\, \lambda\, K(t_{max} - t_i) $$
#
# The plus is for a miss, and the minus for a false alarm. $\lambda$ is the
# [learning rate](glossary.md#learning-rate), which says how far one update goes. A neuron which learns by this
# rule is a [tempotron](glossary.md#tempotron) (Gütig and Sompolinsky 2006).
#
# <details><summary>Aside: and if the highest point moves?</summary>
#
# It does move a little when a weight changes. But at its top a curve is flat, so a small shift of
# $t_{max}$ costs next to nothing. After a larger step another bump of the potential may be the highest
# one, and then the next update works on that.
#
# </details>
#
# That's what happens after an error. **And after a narrow escape?**

# %%
predict("tempotron.near_miss")

# %% [markdown]
# ### Your turn: how large a step?
#
# Back to a plain miss, with a highest potential of 0.7. These are the five inputs of the pattern:
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
# **Try** both patterns and push *updates* up, one at a time. When do the stems stop moving? Then go back to
# one update, and raise the learning rate to 0.5.
#
# <details><summary>What we see, and why</summary>
#
# With the rate of 0.02 each update moves the stems before the highest point a little, and no others. As soon
# as the answer is right, they stop for good. So the rule ends just beyond the threshold, and leaves no margin.
#
# One update at a rate of 0.5 lifts the missed pattern to 2.8, almost three times the threshold. This pattern
# is learned. But a neuron has other patterns to keep, and such a leap would upset them.
#
# </details>
#
# So one pattern is easy. The trouble begins when the same weights have to serve many.

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
# Let the neuron learn ten patterns with fifty synapses, each of which gets one spike in every pattern. It
# should fire for half of the patterns.

# %%
views.rounds(one_round)

# %% [markdown]
# **Try** a smaller and a larger learning rate. What does a leap do to the patterns learned before?
#
# <details><summary>What we see, and why</summary>
#
# At a rate of 0.02 no pattern is wrong in the eighth round. With a quarter of this rate the potential doesn't
# reach the threshold in any of the rounds. Larger rates are quicker, up to a point. At 0.5 the errors go up as well
# as down, because what repairs one pattern breaks another. Even so it ends well, because ten patterns leave fifty
# weights a lot of room.
#
# </details>
#
# So ten patterns fit. **How many more would?**

# %%
predict("tempotron.how_many", then=views.capacity())

# %% [markdown]
# Each move of a slider is a whole training. On the right every mark is a pattern, at the height of its highest
# potential. **Try** to give it more and more patterns, and let it start again from other weights where it gets
# stuck. How far do you get with every mark on its own side of the threshold?
#
# <details><summary>What we see, and why</summary>
#
# The training lifts one kind over the threshold and presses the other below it. At 1.5 patterns a synapse this
# set gets stuck with 5 errors, but from other weights it gets through. With up to eight starts, this is how many of eight sets
# are learned without an error:
#
# | patterns a synapse | 2 | 2.25 | 2.5 | 2.75 |
# |---|--:|--:|--:|--:|
# | sets learned, of 8 | 8 | 7 | 4 | 0 |
#
# Is that much? Compare a neuron without time, a *perceptron*, which adds up its inputs at one moment. Even with
# endless patience, it can learn two random patterns a weight in only about half of all sets (Cover 1965). Ours
# learns two in every set, and often somewhat more. What it has in addition is a choice. It may fire at *any* moment of the
# pattern, so each pattern can be caught where it's easiest.
#
# </details>
#
# So that is how far one neuron gets with a teacher.

# %% [markdown]
# ## The same task by STDP
#
# Lesson 10's neuron needed no teacher at all. Couldn't it learn these patterns too?

# %%
predict("tempotron.by_stdp", then=views.rules())

# %% [markdown]
# **Try** the three rules. In *STDP with a teacher* she makes the neuron fire in the middle of each pattern that
# it should fire for, and after a false alarm she weakens what came before. How far does that take it?
#
# <details><summary>What we see, and why</summary>
#
# On average over the four sets of patterns, this is the share that ends right:
#
# | rule | with 4 patterns | with 20 | with 40 |
# |---|--:|--:|--:|
# | STDP alone | 50 % | 50 % | 50 % |
# | STDP with a teacher | 75 % | 64 % | 67 % |
# | the tempotron | 100 % | 100 % | 100 % |
#
# STDP alone strengthens whatever comes before its spikes, so it fires for every pattern and is right for half of
# them. A teacher helps, but she picks the moment of the spike, and she can't know at which moment the least is
# missing.
#
# That doesn't make STDP the worse rule, because it solves another task. It needs no label and no error, and it
# finds what *repeats* in noise. The tempotron finds what it's *told* to.
#
# </details>
#
# So now we can teach one neuron. But what if an answer needs a whole network, in which most neurons are told
# nothing? That's the question of lesson 13.

# %% [markdown]
# ## Key points
#
# - What a synapse adds at the highest point is its weight times $K(t_{max} - t_i)$, so the weights to blame are
#   those of the inputs that fired some milliseconds before.
# - The tempotron's rule moves each weight by $\pm \lambda K(t_{max} - t_i)$, up after a miss and down after a false
#   alarm. After a right answer it moves none.
# - Training goes round through all patterns, updating after each, until none is wrong.
# - One neuron learns two random patterns a synapse reliably, because it may choose when to fire.
# - STDP finds what repeats, without a word said. A rule that learns from errors finds what it's told to.
#
# **Where is this used?** The question of who is to blame has a name, *credit assignment*, and every network that
# learns from errors has to answer it. Here a look at one curve was enough.

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
# all patterns before each step, and each step keeps a part of the one before, which carries it over small bumps.

# %%
for alpha in (0.5, 1.0, 2.0):
    sets = [views.problem(alpha, seed) for seed in range(4)]
    trained = [Tempotron().train(*each, np.random.default_rng(k)) for k, each in enumerate(sets)]
    rounds = [one.errors.size - 1 for one in trained if one.solved]
    print(f"{alpha} patterns a synapse: {len(rounds)} of 4 sets, after {rounds} rounds")

# %% [markdown]
# The theory of such neurons (Rubin and others 2010) says that the capacity grows with the length of a pattern, though
# only slowly. A longer pattern has more moments to choose from.
#
# **How the picture is made.**

# %%
views.learn.code()

# %% [markdown]
# ## References
#
# - Gütig R, Sompolinsky H (2006). The tempotron: a neuron that learns spike timing-based decisions. *Nat Neurosci*
#   9:420-428, [doi:10.1038/nn1643](https://doi.org/10.1038/nn1643).
# - Rubin R, Monasson R, Sompolinsky H (2010). Theory of spike timing-based neural classifiers. *Phys Rev Lett*
#   105:218102, [doi:10.1103/PhysRevLett.105.218102](https://doi.org/10.1103/PhysRevLett.105.218102).
# - Cover TM (1965). Geometrical and statistical properties of systems of linear inequalities with applications in
#   pattern recognition. *IEEE Trans Electron Comput* EC-14:326-334.
#
# Words of this lesson, in the [glossary](glossary.md): tempotron, learning rate, epoch.
#
# Next: [13 · Down the slope](13_down_the_slope.ipynb).
