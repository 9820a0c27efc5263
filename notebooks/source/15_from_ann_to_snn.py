# %% [markdown]
# # 15 · From ANN to SNN
#
# **60 minutes** · You need [lesson 02](02_neuron_that_fires.ipynb) and
# [lesson 13](13_down_the_slope.ipynb).
#
# *Can a network that has never heard of a spike be run on spikes?*
#
# By the end you can say how far the count of a spiking neuron is from the number that it stands for. You can scale
# a trained network so that it fires, and run it with a loop of your own. And you know how long it has to run, which
# pictures may decide that, and what happens when outputs tie.

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

import matplotlib.pyplot as plt
import numpy as np

from snn_edu import explore
from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.from_ann_to_snn import trained, views
from snn_edu.training import IFLayers, convert, if_counts

# %% [markdown]
# Lesson 13 needed a trick to train a spiking network, an *SNN*: a ramp laid over stairs. Most neural networks
# need none, because they don't spike. Each of their neurons adds up weighted inputs and a constant, the *bias*. If
# this sum $z$ is positive the neuron passes it on; otherwise it passes on 0. Such a [ReLU](glossary.md#relu), for
# *rectified linear unit*, gives $\max(0, z)$, the neuron's [activation](glossary.md#activation-and-bias): 0.35
# stays 0.35, and −2 becomes 0.
#
# People know well how to train such an *ANN*, an artificial neural network. Here's a tempting plan: train one, then put
# a spiking neuron in place of every ReLU. But spikes are all alike. How can they stand for a number?
#
# By how often they come. Take the simplest neuron of the course: a bucket without a leak. In each step v grows by
# $z$; when it reaches 1 the neuron fires, and the spike takes 1 away. This is the **integrate-and-fire** neuron,
# or [IF](glossary.md#integrate-and-fire).

# %%
views.stairs(knobs=["z", "steps"])

# %% [markdown]
# On the left is one such neuron; on the right is the rate of many, one for each input. **Try** to drag the diamond
# along, then give the neurons more steps or fewer. With a negative input the neuron is silent, as the ReLU is. From
# 0 to 1 its rate climbs in stairs along the line, finer with more steps. Beyond 1 it fires in every step and can't do
# more.
#
# With an input of 0.35 a spike comes at every third step at first:
#
# | step | 1 | 2 | 3 | 4 | 5 | 6 |
# |---|--:|--:|--:|--:|--:|--:|
# | v with this step's input | 0.35 | 0.70 | 1.05 | 0.40 | 0.75 | 1.10 |
# | spike | | | yes | | | yes |
# | v after it | 0.35 | 0.70 | 0.05 | 0.40 | 0.75 | 0.10 |
#
# Many programs set v to zero after a spike. **What does that change?**

# %%
predict(
    "from_ann_to_snn.half_lost", then=views.stairs(z=0.6, steps=10, knobs=["z", "steps", "reset"])
)

# %% [markdown]
# Give the three resets more steps. Only by subtraction do the stairs come closer to the line. With a reset to zero
# 0.6 and 0.9 both make a spike at every second step, however long you wait; without a reset a neuron that has once
# come to the threshold fires for ever.
#
# ### Your turn: write the neuron


# %%
def spike_count(z, steps, reset):
    return ...  # spikes in so many steps of input z, from v = 0; reset "subtract" or "zero"


check("from_ann_to_snn.neuron", spike_count)

# %%
solution("from_ann_to_snn.neuron")

# %% [markdown]
# By subtraction the count is $T z$, cut off to a whole number, for any $z$ between 0 and 1. Ten steps of 0.35 make
# three spikes, a hundred 35. Can we do better in ten steps?

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
# ## Where does the rest stay?
#
# Why should a bucket of water know how to multiply T by z? It keeps an account. Every step pays $z$ in, every
# spike takes 1 out, and nothing else touches v. So all that has been paid in has either gone out in spikes or is
# still there:
#
# *T z = spikes + what is left in v*
#
# Look at the table. After six steps 2.10 have been paid in, two spikes have gone out, and the last cell holds the
# 0.10 that is left. As long as z lies between 0 and 1, the rest does so as well: it can't reach 1, for
# then the neuron would have fired, nor fall below 0, because a spike leaves only once a whole 1 is there. A whole
# number and a rest below 1 are just what *cut off* means.
#
# All of the picture follows. Below 0 the account is in debt from the first step, and no spike ever leaves: there's
# the flat part of the ReLU, for free. Above 1 each step pays in more than a spike can take out, so the rest grows
# without end, which is the ceiling. In between, the rest is all that is missing from the count, and it stays below
# one spike, however long we wait. One spike in T steps is a rate of 1/T, which is why patience helps. A reset to
# zero makes a hole in the account: each spike loses a little, so what is missing grows as fast as the count.
#
# The half at the start is a present to the account. Now spikes and rest come to T z + 0.5, and to add a half before
# you cut off is how one rounds. A rounded count is sometimes too high: where T z is 2.6 the neuron fires three times.
# But it's never off by more than half a spike.
#
# To say any number in a few whole steps is called **quantisation**. Our neuron has T + 1 words for its input, from
# no spike to T of them.
#
# Here is what *your* neuron leaves out. **Change this:** divide `counts + 0.5` by the steps instead of `counts`. Find
# out whether a half at the end does as much as one at the start, and where it does harm.


# %%
def left_out(steps=12, reset="subtract"):
    z = np.linspace(-0.25, 1.25, 301)
    counts = [spike_count(one, steps, reset) for one in z]  # your neuron, once for each input
    if ... in counts:  # still open: ours, until yours is written
        counts = if_counts(z, steps, reset)
    return z, np.clip(z, 0, 1) - np.array(counts) / steps


explore(left_out, steps=(1, 50), reset=["subtract", "zero"], labels=("input z", "ReLU − rate"))

# %% [markdown]
# ## A network with too much to say
#
# Now a network: an ANN for handwritten digits, with an input for each of 64 pixels, 100 hidden neurons, and an output
# for each digit. Most of the pictures were for training. The others are for testing, and mustn't choose anything.

# %%
digits = trained()
hidden, output = digits.ann.activations(digits.train.pictures)

right = digits.ann.decide(digits.test.pictures) == digits.test.labels
print(f"right: {100 * np.mean(right):.1f} % of {len(right)} test pictures")
print(f"largest activation: {hidden.max():.1f} hidden, {output.max():.1f} output")

# %% [markdown]
# An IF neuron fires once a step at most, so whatever lies above 1 would be cut off. We make
# everything smaller. If the largest activation of a layer is 4, we divide all weights and biases of that layer by 4. A
# ReLU doesn't mind: a quarter of the sum gives a quarter of the activation. The largest is 1 then, and each of the
# others is the same share of it as before, because all have shrunk alike. This is called [threshold
# balancing](glossary.md#threshold-balancing), because smaller inputs are as good as a higher threshold (Diehl and
# others 2015).
#
# ### Your turn: balance two layers
#
# `hidden` and `output` are the activations in the training pictures, with a row for each. Mind what has already shrunk
# when it reaches the second layer.


# %%
def balance(W1, b1, W2, b2, hidden, output):
    return ...  # W1, b1, W2, b2, scaled


check("from_ann_to_snn.balance", balance)

# %%
solution("from_ann_to_snn.balance")

# %% [markdown]
# Twice the divisor takes twice as many steps. Half of it is quicker: after three steps it costs two or three
# pictures on average, the divisor itself twenty-five. (In this division it's 7 and 31.) What passes 1 is cut off,
# which does no harm yet. With a quarter it costs some five on average, even after fifty steps.
#
# ### Your turn: run it on spikes
#
# In each step the picture's greys go into the hidden neurons, their spikes into the outputs, and we count what
# those fire. The highest count is the answer. `x @ W1` multiplies each pixel by its weight and adds the
# products up, for all hidden neurons at once.


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
# Those are the spikes of *your* network, with the ANN's weights, balanced; the star marks the true digit.
#
# Yet its outputs live less quietly than your first neuron, which got the same z in each step. They hear spikes,
# which **come late**: in the first steps hardly a hidden neuron is full. And a spike **can't be taken back**.
# Suppose an output hears +1 in the first two steps and −1 in the next two. Its sum is 0, as its ReLU would say, but
# by then it has fired twice. The account still holds, because v is at −2, a debt. Only nobody reads the debt when
# spikes are counted.
#
# So inside a network a count can be too high, or too low by more than a spike. After ten steps about three in a
# hundred of the outputs' counts are too high, and one or two are too low by a whole spike or more; after fifty four
# or five are too high. Time doesn't mend the *count*: an output that should fire is off by a little less than half a
# spike on average, after eighty steps as after ten. Twice the steps halve the error of the *rate*. A third layer
# would hear these errors, and networks with many layers have run for hundreds of steps.

# %% [markdown]
# ## How long must it run?
#
# Yours ran for ten steps, where its ANN is done in one go.

# %%
predict("from_ann_to_snn.first_step", then=views.patience(knobs=["steps", "picture"]))

# %% [markdown]
# **Try** to go on, step by step. The strongest hidden neurons fire first, and the errors fall until the curve runs
# into the line of the ANN. Where would you stop?
#
# Careful: you're about to do what we promised not to. These are the test pictures, and if they choose T, they praise
# the T that they have chosen. The training pictures are no way out. On them a copy gives its ANN's answer in 99
# of 100 cases after four to six steps, because an ANN is very sure of what it has learnt, and then a coarse copy
# will do. So ask somebody else: divide the pictures in another way, train another ANN, copy that one. **Change the
# seed** a few times. From which T on would you believe a copy?

# %%
other = trained(seed=2)  # pictures divided otherwise, and an ANN of their own
activations = other.ann.activations(other.train.pictures)
copy = IFLayers(*convert(other.ann.weights, other.ann.biases, activations, percentile=100))

for name, part in {"training": other.train, "test": other.test}.items():
    wrong = [np.mean(run.decide() != part.labels) for run in copy.unroll(part.pictures, 20)]
    line = plt.plot(range(1, 21), 100 * np.array(wrong), ".-", label=f"{name} pictures")[0]
    of_ann = 100 * np.mean(other.ann.decide(part.pictures) != part.labels)
    plt.axhline(of_ann, ls=":", color=line.get_color())  # its ANN
plt.axis([0, 20.5, -0.3, 12]), plt.xticks(range(0, 21, 5))
plt.xlabel("steps T"), plt.ylabel("wrong (%)"), plt.legend()
plt.show()

# %% [markdown]
# We did so twelve times, and the twelve say ten. After five steps one copy is as good as its ANN, and another gets
# eleven pictures more wrong. From ten steps on each is within five of its ANN, which is one in a hundred. Then we asked
# sixteen other divisions about the ten, and it held.
#
# In the first steps the counts are so small that several outputs often have the same one. Our
# picture then asks the potentials: the fullest bucket wins. Does the rule matter?

# %%
predict("from_ann_to_snn.ties", then=views.patience(steps=3, knobs=["steps", "ties", "start"]))

# %% [markdown]
# At two steps the rule is worth about half of all pictures, at ten next to nothing. In nearly all of the early ties no
# output has fired at all. With ten counts of 0, "the first of the highest" is the output for the digit zero: the
# network says *zero* to every picture it hasn't heard yet.
#
# **Try** the potentials again from half full. It helps most at T = 1: about seven pictures of ten are right now,
# because a hidden neuron fires at once if its input is at least a half.

# %% [markdown]
# ## What do we have, and what did it cost?
#
# A network that has never heard of a spike can be run on spikes. It takes some ten steps here and no
# training, and of 539 pictures 13.2 are wrong on average in place of 12.6. What goes missing on the way is the rest in
# each account. Was it worth the trouble? That we don't know. The copy does in ten steps what its
# ANN does in one, and all that was promised is that spikes are cheap. Lesson 16 writes the bill.

# %% [markdown]
# ## Key points
#
# - An integrate-and-fire neuron that loses 1 with each spike keeps an account. Of a *steady* input it fires $T z$
#   times in T steps, cut off to a whole number: its rate is a ReLU, off by less than $1/T$ and cut off at 1.
# - A reset to zero loses what lies above the threshold, and more steps don't mend that.
# - From half full the count is rounded instead of cut off, which is worth half of all the steps.
# - Threshold balancing divides each layer by its largest activation. It multiplies the next layer's weights by the
#   same number, and changes no decision.
# - In a network spikes come late and can't be taken back, so counts err in both directions.
# - With few steps counts tie, so it matters how ties are broken. Choose T on other pictures than those that judge.
#
# **In the books** look for *ANN-to-SNN conversion*, *integrate-and-fire*, *quantisation*, *soft reset* (ours, by
# subtraction), *threshold balancing* or *weight normalisation*.

# %% [markdown]
# ## Quiz

# %%
quiz("from_ann_to_snn")

# %% [markdown]
# ## Go deeper
#
# None of this is needed later.
#
# **A half at the end.** Between 0 and 1 it does as much: it moves each stair up by half its height, so no rate is off
# by more than 0.5/T. But a neuron with a negative input is silent, and now it's told to have fired by half. In our
# network a third of the hidden ones are silent. The half at the start does no such harm; besides, the next layer hears
# it.
#
# <details><summary>The same in PyTorch and snnTorch</summary>
#
# ```python
# import torch, snntorch
#
# fc1, fc2 = torch.nn.Linear(64, 100), torch.nn.Linear(100, 10)  # trained with a ReLU between them
# with torch.no_grad():  # balance: a Linear keeps its weights as (outputs, inputs)
#     hidden = torch.relu(fc1(train))
#     l1, l2 = hidden.max(), torch.relu(fc2(hidden)).max()
#     fc1.weight /= l1
#     fc1.bias /= l1
#     fc2.weight *= l1 / l2
#     fc2.bias /= l2
#
#     IF = snntorch.Leaky(beta=1.0, threshold=1.0, reset_mechanism="subtract")  # no leak
#     v1 = v2 = counts = 0.0
#     for step in range(10):
#         fired, v1 = IF(fc1(x), v1 + torch.zeros(len(x), 100))
#         fired, v2 = IF(fc2(fired), v2 + torch.zeros(len(x), 10))
#         counts = counts + fired
# ```
#
# Two things differ from our loop. A `Leaky` fires when v is *above* 1, not at 1. And it takes the 1 away at the next
# step, so what you read from it in between is still the full bucket: subtract the spike before you break a tie by it.
# It resets by subtraction unless told otherwise, as we do; not every library's neuron does.
#
# </details>
#
# **Twelve divisions.** In each the pictures were divided anew, and another ANN was trained and copied.
#
# | steps | pictures wrong of 539, on average | fewest and most | hidden spikes a picture |
# |--:|--:|--:|--:|
# | 1 | 486 | 484 to 487 | 0.001 |
# | 2 | 187 | 98 to 282 | 4 |
# | 3 | 41 | 19 to 58 | 17 |
# | 5 | 17.5 | 6 to 22 | 48 |
# | 10 | 13.2 | 4 to 19 | 126 |
# | 20 | 12.4 | 4 to 19 | 285 |
# | the ANNs | 12.6 | 6 to 18 | |
#
# From half full 15.1 are wrong after five steps. Each hidden spike costs ten additions, one for each output.
#
# **A high percentile.** One odd picture with a huge activation makes all others slow. Instead of the largest
# activation people often take the 99.9th [percentile](glossary.md#percentile), which only one activation in a
# thousand exceeds, and let the rest be cut off (Rueckauer and others 2017). At 95 even the first step gets 73 %
# right, and after fifty as many pictures are wrong as by the largest, within two. The picture below compares
# percentiles on the test pictures, so look, but choose on others.
#
# **Other layers.** The average of some neurons is a sum, so it can be run on spikes, and so can a convolution. What
# batch normalisation multiplies and adds, after the training, goes into the weights and biases before it: the weights
# are multiplied by $\gamma/\sigma$, and a bias $b$ becomes $(b - \mu)\,\gamma/\sigma + \beta$. With $\gamma$ = 2,
# $\sigma$ = 0.5, $\mu$ = 1 and $\beta$ = 0 a weight of 0.3 becomes 1.2, and a bias of 1.5 becomes 2. A softmax can be
# left out, because it doesn't change which output is largest. (If none is above 0 the copy's outputs are all
# silent, as for some two of our 539 test pictures. The fullest bucket mostly still tells, if ties go by potential.) A
# residual connection is a sum as well, if both of its branches have been divided by the same number. But the
# *largest* of some neurons isn't known before they have been counted, so for networks that will be copied people pool
# by averages. And a leaky ReLU, a sigmoid, a tanh or a GELU isn't what an IF neuron counts: train again, with ReLUs.
# Nor can it multiply one activation by another, as attention does, or divide by the spread of the very activations
# that it gets, as LayerNorm does. So a transformer needs neurons made for it (Jiang and others 2024). And a recurrent
# network would have to run T steps for each of its own.
#
# **Other inputs.** So far each pixel was a constant current, which may be negative as well. Spikes can't be: give such
# an input two lines, the second with the weights turned round. With *Poisson* spikes, one in each step with a
# probability of the pixel's grey, chance has to average out: four times the steps about halve the error, where with a
# current they quarter it. So it takes some forty steps to catch up. *Latency* sends one spike a pixel, the earlier the
# brighter, and each switches a current on for the rest of the time. If every spike delivers the same charge instead,
# whenever it comes, the network gets a picture without greys, and is mostly *worse* after fifty steps than after ten.
# **Try** these inputs, and other percentiles.

# %%
views.patience(steps=5, percentile="99.9")

# %% [markdown]
# **Does it decide as its ANN does?** In our twelve divisions a copy and its ANN say the same for 99.7 % of the test
# pictures after 20 steps, and for 99.1 % at least. The ANNs themselves get 97.7 % right on average. So most of what a
# copy gets wrong it has from its ANN.
#
# ### Asked by readers
#
# We tried what follows on sixteen other divisions, where the copies got 7 to 19 of 539 pictures wrong after ten steps.
#
# #### When the copy is wrong
#
# **My copy is much worse than its ANN. Where's the fault?** First run the *scaled* weights as an ANN, without spikes:
# every decision has to be the old one. If not, look at the biases. With those left as they were some 40 to 80 of our
# pictures were wrong, after fifty steps as after ten. Then run ten times as long. What time doesn't mend lies in the
# reset, in activations above 1, or in a layer that isn't a ReLU. What it mends slowly lies in a divisor that one odd
# picture has made too large, or in the depth. Last, ask about the ties.
#
# **Do I have to empty the neurons between two pictures?** Yes, all of them: set v to 0, or to a half. A neuron that is
# silent for one picture goes into debt as long as it lasts, and has to pay before it can fire for the next. With v left
# as it was, ten steps a picture, 145 to 200 of 539 pictures were wrong when they came second, and some 475 when they
# came twentieth, hardly better than by guessing.
#
# **Which layer is it?** Plot each neuron's count, divided by the steps, against the scaled ANN's activation. The
# points should lie on the diagonal. Those that stop at 1 are cut off: such a neuron fires in every step. With a
# steady input a rate may be off by 1/T: after fifty steps ours were by 0.02, with biases left as they were by 0.14
# to 0.24. The first layer that is far off is the one.
#
# **My chip resets to zero. What does that cost?** A picture here, on average. Most inputs are small, so little lies
# above the threshold when a neuron fires: after fifty steps some 13 % of the hidden spikes are missing. On forty
# divisions it was mostly from three pictures fewer to five more than by subtraction, after ten steps as after
# fifty. With three hidden layers it was up to a dozen more after ten steps, and four after fifty. There each layer
# hears too few spikes, and loses some of its own: 13, 33 and 46 % were missing in the first, second and third.
#
# **Ten steps of 0.1, and mine makes no spike.** In the computer's numbers ten times 0.1 add up to
# 0.9999999999999999, so the spike comes a step late. Ours fire from $1 - 10^{-9}$ on.
#
# **Three pictures fewer: is the copy worse?** Compare picture by picture, and leave out those on which both do the
# same. If the copy lost three and won one, a fair coin does so or worse in 5 of 16 cases, which is no proof. Of six
# lost and none won it would be 1 in 64. After ten steps ours had lost six at most, and won four at most. A loss of
# 0.3 % takes thousands of pictures to be seen. If a copy loses 0.5 % and wins 0.2 %, the coin says less than 1 in
# 20 in four of five tests with 5,000 pictures, and in one of twenty with our 539.
#
# #### How many steps, layers and spikes
#
# **Does depth make it worse?** It makes it slower. With one hidden layer copies were within five pictures of their ANN
# from some five steps on; with three they took some 7 to 14, because each layer waits for the one before, and cuts off
# anew: after five steps they still had 120 to 340 of 539 wrong. From half full three layers did with 3 to 8. A residual
# network of 20 layers got 10.9 % of CIFAR-10 wrong, and its copy, by balancing, 12.5 % (Sengupta and others 2019).
#
# **Must a layer have one divisor for all?** No. A hidden neuron's own largest activation is typically some 0.6 of
# the layer's, that of the weakest that ever fires anything up to 0.5, and less than 0.1 in half of the divisions.
# So the weak ones say little in few steps. Divide each one's weights and bias by its *own* largest (but for those
# that never fire), and multiply what it sends by the same. Then 9 to 25 pictures were wrong after three steps, in
# place of mostly 20 to 55, and from five steps on copies mostly stayed within four of their ANNs. The price is
# spikes: some 210 a picture in ten steps in place of 130. The outputs keep one divisor, because they are compared.
# In a convolution it's one for each channel (*channel-wise normalisation*: Kim and others 2020).
#
# **Must every picture wait as long?** No. Stop when the leader is two spikes ahead: that took some seven steps on
# average, and all pictures but one at most got the answer of fifty. To stop at a lead of one took four, and mostly
# cost five pictures at most.
#
# **How many pictures does a divisor need?** Few. The largest activations in ten training pictures, picked by chance,
# served as well after twenty steps as those of all, mostly within two pictures.
#
# **Do the outputs have to fire?** No. Counts and rest together are all that an output has heard, debts included. If
# the largest of these sums decides, in place of the highest count, the number of wrong pictures changes by two at
# most, after any number of steps up to twenty. But a chip may not tell you its potentials. (If you need a number
# and not a class, take that sum, divide it by T, and multiply it by the outputs' divisor.)
#
# **It needs ten steps. Where is the saving?** With pixels as currents it's small. Their greys are no spikes: they
# cost 6,400 of the ANN's 7,400 multiplications, once. Only at the outputs do spikes replace some, 1,260 additions
# for 1,000 multiplications. At the prices of [lesson 16](16_what_it_costs.ipynb) the copy costs 0.93 of its ANN,
# with the updates of all neurons in ten steps paid, and 1.27 once its memory is paid as well. If the pixels spike,
# count how many spikes a synapse hears for a picture, on average, where the ANN's multiplies once. Spikes are cheaper,
# the updates apart, below the *break-even*: the number of additions that cost as much as one multiplication, which is
# 5.1 there if only arithmetic is paid and 0.7 with the memory.
#
# #### On a chip that isn't perfect
#
# **The chip's neurons leak. Is all lost?** With a leak of 1 % a step as many pictures were wrong after fifty steps,
# within two, with 5 % within four, and with 20 % mostly 2 to 11 more, rarely some 20. A leaking neuron never hears what
# is small: with a share a left in each step its v ends at $z / (1 - a)$, so below $1 - a$ it stays silent, however
# long you wait.
#
# **Some spikes get lost on the way.** With one hidden spike in ten lost by chance a copy was as good after fifty
# steps, mostly within two pictures, and after ten within five. On average all lose alike, and only the largest is
# asked.
#
# **The chip has few values for a weight.** Fifteen, from −7 to 7, mostly cost five pictures at most after twenty
# steps. With seven values it was mostly 5 to 26.
#
# #### Other ways, and papers
#
# **Shall I convert, or train with spikes?** Convert if a good ANN is there, and if its inputs stand still for ten
# steps. Train with spikes, as in [lesson 13](13_down_the_slope.ipynb), if three steps have to do or if it matters
# *when* a spike comes: a copy like ours has only counts. That costs more, because each picture runs T steps there
# and back, and all T are kept. We taught a hundred IF neurons, with pixels as currents. In three steps they got 11
# to 28 pictures wrong, where copies mostly got 20 to 55. But they sent some 130 hidden spikes a picture, and the
# copies only 17. With five steps the copies were as good. One can also do both: begin with the copy and train it on
# with spikes, which takes fewer than 20 rounds (Rathi and others 2020). With leaks and thresholds learned as well,
# one so made got 69 % of the pictures of ImageNet right in five steps (Rathi and Roy 2021).
#
# **Is it only an ANN with rounded numbers, then?** Nearly. With one hidden layer and a steady input each hidden count
# is $T z$ cut off, and counts and rests of the outputs add up what these say. So cut the ANN's scaled hidden
# activations off to tenths: it gives the answer of a copy after ten steps to all test pictures but one or two, and cut
# off to halves that of a copy after two. Eleven words are 3.5 bits. What spikes add is that the same copy grows finer
# while it runs, and that a silent neuron sends nothing.
#
# **Is there a tool for my PyTorch model?** SpikingJelly's `ann2snn` makes a spiking model of one. *SNN Toolbox*
# (Rueckauer and others 2017) reads models of several libraries, and writes them for simulators and chips. Check what
# comes out as under *Which layer is it?*
#
# **Does a brain do this?** Nobody claims it: the weights were learned without a spike, by a walk back that synapses
# aren't known to have. Nor has it time for ten steps, if of the 150 ms in which we see an animal each stage has 15
# ([lesson 05](05_temporal_coding.ipynb)).
#
# **How do papers name the errors?** What lies above 1 is a *clipping error*, the
# rest in the account a *quantisation error*, and what comes from late spikes, which can't be taken back, an
# *unevenness error*.
#
# **How large is the unevenness error, and what helps?** Let each layer wait until the one before has finished, and
# spread that layer's counts evenly over the steps. With one hidden layer this changed the number of wrong pictures by
# two at most, from five steps on. With three it made up to six *more* of them wrong after five steps, and after twenty
# up to three more or fewer. Nor did *signed spikes* help: a neuron in debt takes a spike back by one of −1. After ten
# steps as many pictures were wrong, mostly within three. In few steps it's the cutting off that counts, and to begin
# half full helps.
#
# **Can an ANN be trained for few steps?** Yes. Tong Bu and others (2022) train the ANN with stairs in place of its
# ReLUs, moved by half a stair and cut off at the top (*QCFS*, from quantisation, clip, floor and shift), so it learns
# to live with clipping and quantisation. On CIFAR-10 the copies of their VGG-16 get 90.9 % right in two steps, 94.0 in
# four and 95.0 in eight. A plain copy of such a network, from an ANN with 95.8 %, got 64.5 in sixteen steps, and 93.7
# once its biases, weights and starting potentials had been adjusted, layer by layer, to a few training pictures
# (*calibration*: Li and others 2021). (These figures come with their authors' code.)
#
# **Whom do I cite?** Pérez-Carrasco and others (2013) mapped a trained network onto the events of a camera. Cao, Chen
# and Khosla (2015) cut a convolutional network to what spikes can do, trained it, and took its weights. Diehl and
# others (2015) balanced. Rueckauer and others (2017) added percentiles, batch normalisation and a way to the largest of
# some neurons.

# %%
views.stairs.code()

# %% [markdown]
# ## References
#
# - Bu T, Fang W, Ding J, Dai P, Yu Z, Huang T (2022). Optimal ANN-SNN conversion for high-accuracy and
#   ultra-low-latency spiking neural networks. *ICLR*, [arXiv:2303.04347](https://arxiv.org/abs/2303.04347).
# - Cao Y, Chen Y, Khosla D (2015). Spiking deep convolutional neural networks for energy-efficient object recognition.
#   *Int J Comput Vis*, [doi:10.1007/s11263-014-0788-3](https://doi.org/10.1007/s11263-014-0788-3).
# - Diehl PU, Neil D, Binas J, Cook M, Liu SC, Pfeiffer M (2015). Fast-classifying, high-accuracy spiking deep networks
#   through weight and threshold balancing. *IJCNN*,
#   [doi:10.1109/IJCNN.2015.7280696](https://doi.org/10.1109/IJCNN.2015.7280696).
# - Jiang Y, Hu K, Zhang T, Gao H, Liu Y, Fang Y, Chen F (2024). Spatio-temporal approximation: a training-free SNN
#   conversion for transformers. *ICLR*, [OpenReview](https://openreview.net/forum?id=XrunSYwoLr).
# - Kim S, Park S, Na B, Yoon S (2020). Spiking-YOLO: spiking neural network for energy-efficient object detection.
#   *AAAI*, [arXiv:1903.06530](https://arxiv.org/abs/1903.06530).
# - Li Y, Deng S, Dong X, Gong R, Gu S (2021). A free lunch from ANN: towards efficient, accurate spiking neural
#   networks calibration. *ICML*, [arXiv:2106.06984](https://arxiv.org/abs/2106.06984).
# - Pérez-Carrasco JA, et al. (2013). Mapping from frame-driven to frame-free event-driven vision systems by low-rate
#   rate coding and coincidence processing. *IEEE Trans Pattern Anal Mach Intell* 35:2706-2719,
#   [doi:10.1109/TPAMI.2013.71](https://doi.org/10.1109/TPAMI.2013.71).
# - Rathi N, Srinivasan G, Panda P, Roy K (2020). Enabling deep spiking neural networks with hybrid conversion and spike
#   timing dependent backpropagation. *ICLR*, [arXiv:2005.01807](https://arxiv.org/abs/2005.01807).
# - Rathi N, Roy K (2021). DIET-SNN: a low-latency spiking neural network with direct input encoding and leakage and
#   threshold optimization. *IEEE Trans Neural Netw Learn Syst*, [arXiv:2008.03658](https://arxiv.org/abs/2008.03658).
# - Rueckauer B, Lungu IA, Hu Y, Pfeiffer M, Liu SC (2017). Conversion of continuous-valued deep networks to efficient
#   event-driven networks for image classification. *Front Neurosci* 11:682,
#   [doi:10.3389/fnins.2017.00682](https://doi.org/10.3389/fnins.2017.00682).
# - Sengupta A, Ye Y, Wang R, Liu C, Roy K (2019). Going deeper in spiking neural networks: VGG and residual
#   architectures. *Front Neurosci* 13:95, [doi:10.3389/fnins.2019.00095](https://doi.org/10.3389/fnins.2019.00095).
# - The digits: Alpaydin E, Kaynak C (1998). Optical recognition of handwritten digits. UCI Machine Learning Repository,
#   [dataset 80](https://archive.ics.uci.edu/dataset/80/optical+recognition+of+handwritten+digits), CC BY 4.0.
#
# Words of this lesson, in the [glossary](glossary.md): ReLU, activation and bias, integrate-and-fire,
# quantisation, threshold balancing, percentile.
#
# Next: [16 · What it costs](16_what_it_costs.ipynb).
