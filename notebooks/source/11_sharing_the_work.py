# %% [markdown]
# # 11 · Neurons that share the work
#
# **55 minutes** · You need [lesson 10](10_needle_in_noise.ipynb), and NumPy's rows and columns.
#
# *Why don't they all learn the same?*
#
# By the end you can say what keeps neurons that learn side by side from learning the same thing, and
# what keeps one of them from taking everything. You'll have written the race between them, and what
# its winner learns. And you can judge, honestly, what it is worth that fifty neurons learn to tell
# digits apart without labels.

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

import numpy as np

from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.sharing_the_work import views

# %% [markdown]
# In lesson 10 one neuron found one pattern. But the world has more than one pattern, and a brain has
# more than one neuron. Suppose three patterns are hidden in the noise, each of 50 ms, and three of our
# neurons listen. It would be best if each of them took a pattern of its own. Do they?

# %%
predict("sharing_the_work.unconnected", then=views.compete(inhibition=0, knobs=["seed"]))

# %% [markdown]
# **Try it.** Press *Learn*. The table on the left says how many of a pattern's showings each neuron
# hits. On the right is a strip for each neuron, with a mark for each output spike in a showing. Which
# neuron hits which pattern in the end? Then try another seed.
#
# <details><summary>What we see, and why</summary>
#
# Most neurons find something, as in lesson 10, and their marks sink towards the onset. But in eight runs
# it never happened that all three patterns found a neuron. In six of them two neurons or even all three
# took the same pattern, because none of them knows of the others. Then a column of the table has several
# dark cells. In the other two, one neuron found nothing.
#
# So neurons that learn alone don't share.
#
# </details>

# %% [markdown]
# ## Whoever is first
#
# Now let something pass between the neurons. Each output spike inhibits the two others, which means that
# it lowers their potentials by a quarter of the threshold. That's not much, and it lasts no longer than a
# bump. Will it do?

# %%
predict("sharing_the_work.inhibited", then=views.compete(inhibition=0.25))

# %% [markdown]
# **Try it** with the same seeds as before, and then with an inhibition of 1. What has changed in the
# table?
#
# <details><summary>What we see, and why</summary>
#
# Each row is eight runs, and one of them stands in two columns:
#
# | inhibition | all patterns find a neuron | a pattern is taken more than once | a neuron finds nothing |
# |--:|--:|--:|--:|
# | 0 | 0 | 6 | 2 |
# | 0.25 | 2 | 3 | 4 |
# | 1 | 5 | 0 | 3 |
#
# The first to fire in a pattern delays the others, so they fire later in it, or not at all. It gains,
# and is sooner still the next time. So a small lead grows. A weak inhibition may leave room for a
# second neuron, late in the pattern, but under the strong one no pattern was taken twice.
#
# Still, nothing makes sure that each pattern finds somebody. A neuron that has lost every race early on
# hardly fires any more, and without output spikes it can't learn. So inhibition keeps neurons apart,
# but it doesn't help the losers.
#
# </details>
#
# Competition of this kind is called [winner-take-all](glossary.md#winner-take-all). Let's see it with
# more neurons, and with something that you can read.

# %% [markdown]
# ## Fifty neurons, and digits
#
# We have 1,258 small pictures of handwritten digits. Each of the 64 pixels is an input. In each step a
# black pixel fires with a chance of one half, a grey one less often, and a white one never. An input spike
# leaves a trace that decays over some 20 steps. The potential $p$ of a neuron is the sum of all traces,
# each times its weight. (The sum is divided by the length of the weights as a vector, so that a neuron
# isn't ahead merely because all its weights are large.)
#
# Fifty neurons look at the same picture, and the first to reach its threshold $\theta$ wins it. Here
# inhibition is stronger than before. It doesn't just lower the others' potentials for a while, it ends
# the race, so nobody else fires until the next picture.
#
# ### Your turn: who wins?
#
# For example, let three neurons have these potentials in three steps:
#
# | step | neuron 0, $\theta$ = 10 | neuron 1, $\theta$ = 20 | neuron 2, $\theta$ = 12 |
# |--:|--:|--:|--:|
# | 1 | 4 | 8 | 5 |
# | 2 | 9 | 19 | 9 |
# | 3 | 11 | 26 | 12.5 |
#
# In step 3 all three reach their thresholds at once. Then the one furthest above its own wins, and
# that's neuron 1.


# %%
def winner(p, theta):
    for row in p - theta:  # one step after the other
        ...
    return ...  # the number of the neuron, or -1 if nobody has reached its threshold


check("sharing_the_work.winner", winner)

# %%
solution("sharing_the_work.winner")

# %% [markdown]
# ### Your turn: what does the winner learn?
#
# The winner's output spike calls STDP. Inputs that have just fired become stronger, and silent ones
# weaker. In one line, each of its weights goes a part $\eta$ of the way to the input's trace, which is
# counted here as a share of what a black pixel leaves on average, and at most as 1:
#
# $$ w \leftarrow w + \eta\,(\text{trace} - w) $$
#
# For example, let a weight be 0.5 and $\eta$ = 0.3. If the trace is 0.8, it becomes 0.59, and if the
# input was silent, it becomes 0.35. The losers' weights stay where they are.


# %%
def update(w, winner, trace, eta):  # w: a row for each input, a column for each neuron
    return ...  # the new weights; leave w as it is


check("sharing_the_work.update", update)

# %%
solution("sharing_the_work.update")

# %% [markdown]
# One part is left, for the losers' sake. Each time a neuron wins, its own threshold goes up a little,
# and all thresholds come down by a fiftieth of that. So a neuron that wins its fair share stays where
# it is, and one that never wins gets an easier start. This is
# [homeostasis](glossary.md#homeostasis). Here is the whole network (after Diehl and Cook 2015, much
# simplified). An epoch shows it all the pictures once, and no label.

# %%
views.fifty(knobs=["seed"])

# %% [markdown]
# **Try it.** Press *Learn*. What do the weights become, and how fair are the shares?
#
# <details><summary>What we see, and why</summary>
#
# Each little square shows the 64 weights of one neuron. In the first epoch they turn from noise into
# digits, and later they get clearer. There are several kinds of each digit, because a
# winner learns from those pictures which it wins, and these are like each other. All fifty neurons
# take part, and the busiest takes only 2.5 %, where 2 % would be its fair share.
#
# </details>
#
# So nobody told them what a digit is, and they have divided the digits up among themselves. Which of
# the parts did that?

# %% [markdown]
# ## What is each part for?
#
# Begin with the part that we put in for the losers.

# %%
predict("sharing_the_work.one_takes_all", then=views.mosaics())

# %% [markdown]
# Here are four networks after ten epochs. One is whole. The others each lack a part: one lacks
# *homeostasis*, one lacks *inhibition*, so that every neuron which reaches its threshold fires and learns,
# and one lacks *depression*, so that silent inputs keep their weights. Which is which? **Think** what
# would happen without each part, before you look for it.

# %%
my_parts = {"A": None, "B": None, "C": None, "D": None}
# each one of "depression", "homeostasis", "inhibition", "nothing"

check("sharing_the_work.parts", my_parts)

# %%
solution("sharing_the_work.parts")

# %% [markdown]
# <details><summary>What we see, and why</summary>
#
# | without | neurons in use | test pictures classified correctly |
# |---|--:|--:|
# | nothing | 50 | 91 % |
# | depression | 50 | 75 % |
# | homeostasis | 4 | 37 % |
# | inhibition | 1 | 10 % |
#
# Without *depression* weights only grow, so a neuron becomes all that it has ever won, laid over each
# other. You can still read some of it, and it still works to a degree. Without *homeostasis* four
# neurons take everything, and 46 stay the noise they were. Without *inhibition* everybody learns from
# every picture, so all learn the same average, and that tells you nothing.
#
# So inhibition makes neurons differ, and homeostasis gives each of them a turn.
#
# </details>
#
# But where do the percentages in the last column come from, if there were no labels?

# %% [markdown]
# ## An honest accuracy
#
# After the learning we have to name the neurons. We look which digit each of them has won most often,
# and for this, and only now, we use labels. For example, a neuron that has won 30 sevens and 4 nines is
# called seven. A new picture is then given the name of its winner.
#
# Two rules keep it honest. The names come from *training* pictures alone, because a neuron that is
# named by test pictures has seen the answers. And *all* test pictures count. If a picture is won by a
# neuron without a name, it counts as wrong.
#
# ### Your turn: how many are correct?


# %%
def accuracy(train_winners, train_labels, test_winners, test_labels):
    return ...  # share of all test pictures that are classified correctly


check("sharing_the_work.honest", accuracy)

# %%
solution("sharing_the_work.honest")

# %% [markdown]
# And what is 91 % worth? For that we need something simple to compare it with.

# %%
predict("sharing_the_work.worth_it", then=views.against())

# %% [markdown]
# **Try** the five splits. A split says which pictures are for training and which for the test. How far
# apart are the two lines, and how far apart are the splits?
#
# <details><summary>What we see, and why</summary>
#
# They are about as far apart as the splits are. On average the neurons classify 89.5 % correctly, and
# ten mean pictures 90.0 %. A network that is trained with labels does better, with about 98 %. So this
# isn't how one would build the best reader of digits. What it shows is that a local rule and a race
# can find by themselves what is worth telling apart.
#
# </details>
#
# So neurons share the work if they inhibit each other, and if the losers get another chance. Still,
# what they share is what happens to come. Nobody can tell them what they *should* tell apart. From the
# next lesson on, somebody does.

# %% [markdown]
# ## Key points
#
# - Neurons that learn side by side without a connection may learn the same, because none of them knows
#   what the others have taken.
# - In winner-take-all the first to fire keeps the others out, and only the winner learns. So a small
#   lead grows, and the neurons come to stand for different things.
# - Homeostasis makes winning harder for those that win often. Without it a few neurons take
#   everything.
# - STDP moves the winner's weights towards the picture. Inputs that are silent have to lose weight, or
#   a neuron keeps whatever it has ever won.
# - An honest accuracy names neurons by training pictures, counts all test pictures, and stands beside
#   that of something simple.

# %% [markdown]
# ## Quiz

# %%
quiz("sharing_the_work")

# %% [markdown]
# ## Go deeper
#
# None of this is needed later.
#
# **The length of the weights.** The potential is divided by $|w|$. Below, that is switched off. It matters
# little here. In the first split the whole network then classifies 90 % correctly instead of 91 %. But
# when we switched off homeostasis as well, 30 neurons were in use, and no longer a handful. That's because
# ink is rare. A neuron that has learned has smaller weights than noise, so without the division it's
# slower, and others get their turn.

# %%
views.fifty(normalisation=False)

# %% [markdown]
# **Homeostasis in detail.** A winner's threshold goes up by $h$, and all thresholds go down by $h/50$,
# so their sum stays. A neuron that wins a share $s$ of the pictures gains $h\,(s - 1/50)$ for each one
# shown, which is zero at its fair share. Over the ten epochs both $h$ and $\eta$ shrink to a tenth, so
# the network settles.
#
# **How much do looked-up names help?** A public program that learns digits by STDP names its neurons by
# the test set, and says so. With 200 neurons and 539 test pictures that is worth some 2 %, and no
# neuron has got any wiser.
#
# **In one go.** Masquelier, Guyonneau and Thorpe (2009) let neurons compete for patterns as in our first
# picture. They scale the inhibition by the threshold, as here, and find that it makes the neurons
# spread over the patterns, and over the parts of one long pattern.
#
# How a picture of this lesson is made, its view and its drawing:

# %%
views.mosaics.code()

# %% [markdown]
# ## References
#
# - Alpaydin E, Kaynak C (1998). Optical recognition of handwritten digits. UCI Machine Learning
#   Repository, [dataset
#   80](https://archive.ics.uci.edu/dataset/80/optical+recognition+of+handwritten+digits).
# - Diehl PU, Cook M (2015). Unsupervised learning of digit recognition using spike-timing-dependent
#   plasticity. *Front Comput Neurosci* 9:99,
#   [doi:10.3389/fncom.2015.00099](https://doi.org/10.3389/fncom.2015.00099).
# - Masquelier T, Guyonneau R, Thorpe SJ (2009). Competitive STDP-based spike pattern learning. *Neural
#   Comput* 21:1259-1276,
#   [doi:10.1162/neco.2008.06-08-804](https://doi.org/10.1162/neco.2008.06-08-804).
#
# Words of this lesson, in the [glossary](glossary.md): winner-take-all, homeostasis.
#
# Next: [12 · The tempotron](12_tempotron.ipynb).
