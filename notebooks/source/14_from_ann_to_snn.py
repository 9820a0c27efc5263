# %% [markdown]
# # 14 · From ANN to SNN
#
# **55 minutes** · You need [lesson 02](02_neuron_that_fires.ipynb) and
# [lesson 13](13_down_the_slope.ipynb).
#
# *Can a network that has never heard of a spike be run on spikes?*
#
# By the end you can say how far the count of a spiking neuron is from the number that it stands for. You
# can scale a trained network so that it fires, and run it on spikes with a loop of your own. And you know
# how long such a network has to run, and what happens when two outputs tie.

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

import numpy as np

from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.from_ann_to_snn import trained, views

# %% [markdown]
# Most neural networks that you've heard of don't spike. Each of their neurons adds up weighted inputs and a
# constant, the *bias*. If this sum $z$ is positive the neuron passes it on, and otherwise it passes on 0. Such a
# [ReLU](glossary.md#relu), for *rectified linear unit*, gives $\max(0, z)$, which is called the neuron's
# [activation](glossary.md#activation-and-bias). For example, a sum of 0.35 is passed on as it is, and a sum of
# −2 becomes 0.
#
# Such a network is an *ANN*, an artificial neural network, and people know very well how to train one. In lesson
# 13 we had to lay a ramp over stairs before a spiking network, an *SNN*, could learn. So here's a tempting
# plan. Train an ANN, and then put a spiking neuron in the place of every ReLU. But how can a spike, which is the
# same each time, stand for a number?
#
# It can do so by how often it comes. We take the simplest neuron of the course, a bucket without a leak. In each
# step v grows by $z$. At 1 the neuron fires, and the spike takes 1 from v. It's called an
# [integrate-and-fire neuron](glossary.md#integrate-and-fire), or IF.

# %%
views.stairs(knobs=["z", "steps"])

# %% [markdown]
# On the left is one such neuron, and on the right is the rate of many, one for each input. **Try** to drag the
# dot along, and then give the neurons more steps or fewer. Where do they follow the ReLU, and where don't they?
#
# <details><summary>What we see, and why</summary>
#
# With a negative input the neuron is silent, as the ReLU is. Between 0 and 1 the rate climbs in stairs which lie
# under the line, because spikes come whole and what is left in v isn't counted. In T steps there are T stairs, so
# with more steps they get finer. Beyond that the neuron fires in every step, and it can't do more.
#
# </details>
#
# For example, with an input of 0.35 a spike comes at every third step at first:
#
# | step | 1 | 2 | 3 | 4 | 5 | 6 |
# |---|--:|--:|--:|--:|--:|--:|
# | v with this step's input | 0.35 | 0.70 | 1.05 | 0.40 | 0.75 | 1.10 |
# | spike | | | yes | | | yes |
# | v after it | 0.35 | 0.70 | 0.05 | 0.40 | 0.75 | 0.10 |
#
# What is left after a spike isn't lost, so it makes a later one come sooner. That's why over many steps the spikes
# come to just the 0.35 per step that we want.
#
# But much depends on how v is reset. Many programs set it to zero after a spike. **What does that change?**

# %%
predict(
    "from_ann_to_snn.half_lost", then=views.stairs(z=0.6, steps=10, knobs=["z", "steps", "reset"])
)

# %% [markdown]
# **Try** the three resets, with few steps and with many. Which stairs get better with time?
#
# <details><summary>What we see, and why</summary>
#
# Only the stairs of the reset by subtraction do. With a reset to zero an input of 0.6 and one of 0.9 both make a
# spike at every second step, however long we wait, because what lies above the threshold is lost each time. And
# without a reset a neuron which has come to the threshold fires for ever.
#
# </details>
#
# ### Your turn: write the neuron


# %%
def spike_count(z, steps, reset):
    return ...  # spikes in so many steps of input z, from v = 0; reset "subtract" or "zero"


check("from_ann_to_snn.neuron", spike_count)

# %%
solution("from_ann_to_snn.neuron")

# %% [markdown]
# By subtraction the count is $T z$, cut off to a whole number, for any $z$ between 0 and 1. For example, ten steps of
# 0.35 make three spikes and not three and a half. So the count is never too high, and mostly too low. Can we do
# better with the same number of steps?

# %%
predict("from_ann_to_snn.half_full", then=views.stairs(knobs=["z", "steps", "start"]))

# %% [markdown]
# ### Your turn: how many steps?
#
# The rate should be off by 0.02 at most, whatever the input between 0 and 1. How many steps does that take from an
# empty bucket, and how many from a half full one?

# %%
my_steps = {"empty": None, "half_full": None}

check("from_ann_to_snn.steps", my_steps)

# %%
solution("from_ann_to_snn.steps")

# %% [markdown]
# So one ReLU can be counted. Now let's do it to a whole network.

# %% [markdown]
# ## A network with too much to say
#
# Here's an ANN for handwritten digits, with an input for each of 64 pixels, 100 hidden neurons, and an output for
# each digit. Most of the pictures were for training. The others are kept for testing, and we mustn't use them to
# choose anything.

# %%
digits = trained()
hidden, output = digits.ann.activations(digits.train.pictures)

right = digits.ann.decide(digits.test.pictures) == digits.test.labels
print(f"right: {100 * np.mean(right):.1f} % of {len(right)} test pictures")
print(f"largest activation: {hidden.max():.1f} hidden, {output.max():.1f} output")

# %% [markdown]
# There's the trouble. An IF neuron can fire once a step at most, so whatever lies above 1 would be cut off.
#
# So we make everything smaller. If the largest activation of a layer is 4, for example, we divide all weights and
# biases of that layer by 4. Then its largest activation is 1, and because all of them have shrunk alike, nothing
# has changed between them. A ReLU doesn't mind, because a quarter of the sum gives a quarter of the activation. This is
# called [threshold balancing](glossary.md#threshold-balancing), because smaller inputs come to the same as a higher
# threshold (Diehl and others 2015).
#
# ### Your turn: balance two layers
#
# `hidden` and `output` are the activations in the training pictures, with a row for each picture. Mind what has
# already shrunk when it reaches the second layer.


# %%
def balance(W1, b1, W2, b2, hidden, output):
    return ...  # W1, b1, W2, b2, scaled


check("from_ann_to_snn.balance", balance)

# %%
solution("from_ann_to_snn.balance")

# %% [markdown]
# ### Your turn: run it on spikes
#
# Here is the whole spiking network. In each step the picture's greys go into the hidden neurons, their spikes go
# into the outputs, and we count what the outputs fire. The highest count is the answer. In code `x @ W1` multiplies
# each pixel by its weight and adds the products up, for all hidden neurons at once.


# %%
def network(x, W1, b1, W2, b2, steps):
    v1, v2, counts = np.zeros(len(b1)), np.zeros(len(b2)), np.zeros(len(b2))
    for step in range(steps):
        v1 = v1 + x @ W1 + b1
        fired = ...  # 1. which hidden neurons fire?
        v1 = ...  # 2. and what does that take from them?
        v2 = ...  # 3. the outputs hear the spikes; then they fire in the same way
        counts = ...  # 4. add their spikes to the counts
    return counts


check("from_ann_to_snn.network", network)

# %%
solution("from_ann_to_snn.network")

# %%
views.answer(network, knobs=["picture"])

# %% [markdown]
# Those are the spikes of *your* network, with the ANN's weights, balanced. The star marks the digit that it was.
# Step through some pictures. The network is doing well, and it has never been trained on spikes. But it ran for ten
# steps, where its ANN is done in one go. **How short can we make it?**

# %% [markdown]
# ## How long must it run?

# %%
predict("from_ann_to_snn.first_step", then=views.patience(knobs=["steps", "picture"]))

# %% [markdown]
# **Try** other T, and watch the bars, too. From which T on is the copy as good as its ANN?
#
# <details><summary>What we see, and why</summary>
#
# | steps | right | hidden spikes a picture |
# |--:|--:|--:|
# | 1 | 10 % | 0.006 |
# | 2 | 82 % | 7 |
# | 3 | 96 % | 24 |
# | 5 | 99 % | 60 |
#
# In the first step hardly a hidden neuron fires, so the outputs have nothing to go by but their own biases. Then the
# hidden neurons begin to fire, the strongest first, and from five steps on the copy is as good as the ANN. From then
# on waiting buys next to nothing.
#
# </details>
#
# In those first steps the counts are so small that several outputs often have the same one. Our picture asks the
# potentials then, and the fullest bucket wins. Does the rule matter?

# %%
predict("from_ann_to_snn.ties", then=views.patience(steps=2, knobs=["steps", "ties", "start"]))

# %% [markdown]
# **Try** both ways to break ties, at several T. Then go back to the potentials, and let v start half full. At which
# T does that help most?
#
# <details><summary>What we see, and why</summary>
#
# The rule for ties is worth two thirds of the pictures at two steps, and next to nothing at ten. In nearly
# all of the early ties no output has fired at all, so the first of them is the zero, whatever the picture. If you
# read about a converted network with few steps, ask how it breaks its ties.
#
# From half full, 82 % are right after a *single* step. Now a hidden neuron fires at once if its input is at least
# a half, so the first step already carries news.
#
# </details>
#
# So a trained network can be run on spikes, and five steps are enough here. It costs no training and hardly any
# accuracy. But we did it because spikes are said to be cheap. Are they? That's the question of lesson 15.

# %% [markdown]
# ## Key points
#
# - An integrate-and-fire neuron that loses 1 with each spike fires $T z$ times in T steps, cut off to a whole number.
#   So its rate is a ReLU, off by $1/T$ at most, and cut off at 1.
# - A reset to zero loses what lies above the threshold, and more steps don't mend that.
# - From half full the count is rounded instead of cut off, which is worth half of all the steps.
# - Threshold balancing divides each layer by its largest activation. It multiplies the next layer's weights by the
#   same number, and changes no decision.
# - With few steps the counts are small and tie, so it matters how ties are broken.
#
# **Where is this used?** Many who put a trained ANN on a chip that spikes go this way, scaling and ties included.
# And if you've met deep learning with few bits, you've met these stairs there. A count of T steps is a number with
# T + 1 values.

# %% [markdown]
# ## Quiz

# %%
quiz("from_ann_to_snn")

# %% [markdown]
# ## Go deeper
#
# None of this is needed later.
#
# **A high percentile.** One odd picture with a huge activation makes all others slow. So instead of the largest
# activation people often take the 99.9th [percentile](glossary.md#percentile), which only one activation in a thousand
# exceeds, and let the rest be cut off (Rueckauer and others 2017). At 95 even the first step gets 74 % right. Lesson
# 15 uses 99.9.
#
# **Other inputs.** So far each pixel was a constant current. With *Poisson* spikes, one in each step with a probability
# of the pixel's grey, chance has to average out, and it takes some forty steps to catch up. *Latency* sends one spike a
# pixel, the earlier the brighter, and each switches a current on for the rest of the time. If every spike delivers the
# same charge instead, whenever it comes, the network gets a picture without greys, and it does *worse* with more than
# ten steps. **Try** these inputs, and other percentiles.

# %%
views.patience(steps=5, percentile="99.9")

# %% [markdown]
# **Does it decide as its ANN does?** We divided the pictures into training and test in five ways. After 20 steps such a
# copy and its ANN say the same for 99.9 % of the test pictures, and the ANN itself gets 98 % right on average.

# %%
views.stairs.code()

# %% [markdown]
# ## References
#
# - Diehl PU, Neil D, Binas J, Cook M, Liu SC, Pfeiffer M (2015). Fast-classifying, high-accuracy spiking deep networks
#   through weight and threshold balancing. *IJCNN*,
#   [doi:10.1109/IJCNN.2015.7280696](https://doi.org/10.1109/IJCNN.2015.7280696).
# - Rueckauer B, Lungu IA, Hu Y, Pfeiffer M, Liu SC (2017). Conversion of continuous-valued deep networks to efficient
#   event-driven networks for image classification. *Front Neurosci* 11:682,
#   [doi:10.3389/fnins.2017.00682](https://doi.org/10.3389/fnins.2017.00682).
# - The digits: Alpaydin E, Kaynak C (1998). Optical recognition of handwritten digits. UCI Machine Learning Repository,
#   [dataset 80](https://archive.ics.uci.edu/dataset/80/optical+recognition+of+handwritten+digits), CC BY 4.0.
#
# Words of this lesson, in the [glossary](glossary.md): ReLU, activation and bias, integrate-and-fire, threshold
# balancing, percentile.
#
# Next: [15 · What it costs](15_what_it_costs.ipynb).
