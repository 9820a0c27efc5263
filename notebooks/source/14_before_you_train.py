# %% [markdown]
# # 14 · Before you press Train
#
# **50 minutes** · You need [lesson 13](13_down_the_slope.ipynb), and what a standard deviation is.
#
# *Will it fire?*
#
# By the end you can say of each layer of a network, before it runs, how much of it will be silent. You can draw weights
# with which it isn't, tell when training wakes a silent neuron and when not, and test whether a network has
# forgotten the last sample.

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

import numpy as np

from snn_edu import verify
from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.before_you_train import views

# %% [markdown]
# In lesson 13 the thirty hidden neurons fired from the first step of training on, because somebody had chosen their
# first weights. Most people take those that their library draws, put four layers where we had one, press Train, and
# look at a loss that doesn't move.
#
# Here is such a network: 200 inputs, each firing with a chance of 0.1 in every step, then layer upon layer of 100
# neurons. As in lesson 13 the threshold is 1, a spike takes 1 away, and after each step a share a of v is
# left, here 0.9. To choose the first weights is called [**weight
# initialisation**](glossary.md#weight-initialisation). Ours lie anywhere between $-1/\sqrt n$ and $1/\sqrt n$ for a
# neuron with n inputs, as PyTorch's `nn.Linear` draws them if you say nothing.

# %%
predict("before_you_train.deeper", then=views.layers())

# %% [markdown]
# **Try** to save it. Raise the factor on all weights. Which would you choose?
#
# A *silent* neuron or layer fires less than once in a thousand steps. One that fires in more than every other step is
# [**saturated**](glossary.md#silent-and-saturated). At worst it tells its listeners as little as a silent one,
# whatever comes in.

# %% [markdown]
# ## What do two hundred spikes leave in v?
#
# To calculate a factor, switch a neuron's threshold off, so v only adds up and leaks.
#
# A spike of input i lifts v by the weight $w_i$. One step later a share a of that is left, then $a^2$, then $a^3$. In
# all the spike has been worth $w_i\,(1 + a + a^2 + \dots)$, which is $w_i / (1 - a)$, ten times its weight. If the
# input fires with a chance of $p_i$ in every step, it holds v up by $p_i w_i / (1 - a)$ on average. So the **mean** of
# v, $\mu$ for short, is a sum over the inputs:
#
# $$ \mu = \frac{1}{1 - a} \sum_i p_i\, w_i $$
#
# Signs count here. If half of the weights are positive and half negative, the pushes cancel, and by its mean alone the
# neuron would never fire.
#
# But it does, because spikes come by chance: it's *fluctuation-driven* (lesson 18). In one step thirteen of
# the positive inputs spike and eight negative ones; in the next it's the other way round. On average these accidents
# cancel, but a few on the same side carry v far up or down. To see how far, we ask for each accident's size, not its
# side. An input with p = 0.1 brings 0 in nine steps of ten, which is 0.1 below its average, and 1 in the
# tenth, which is 0.9 above. The mean square of these strays, the [**variance**](glossary.md#variance), is $0.9
# \times 0.1^2 + 0.1 \times 0.9^2$, or 0.09; for any p it's $p\,(1 - p)$. A weight multiplies each stray by $w$, and
# its square by $w^2$. The leak leaves $a$ of a stray in each step, and $a^2$ of its square, and $1 + a^2 + a^4 +
# \dots$ is $1 / (1 - a^2)$. Because neither inputs nor steps know of each other, squares add up:
#
# $$ \sigma^2 = \frac{1}{1 - a^2} \sum_i p_i\,(1 - p_i)\, w_i^2 $$
#
# No sign is left, so nothing cancels: an input that inhibits shakes v as much as one that excites. The root $\sigma$ is
# the standard deviation of v.
#
# Now put the threshold back. Whether the neuron fires depends on the distance from $\mu$ up to 1, in standard
# deviations. Many small pushes spread v like a bell (a normal distribution). It's one deviation above its mean again
# and again, but three or more only in one step of a thousand, and six in one of a thousand million. Our rule: a neuron
# is silent if its threshold lies more than three standard deviations above its mean.
#
# **Work one out with a pencil.**

# %%
predict("before_you_train.by_hand", then=views.wander())

# %% [markdown]
# Set n to 100: that's the neuron you've just worked out, and the band reaches one $\sigma$ up and down. Then set it to
# 400: the mean stays, while the band gets twice as wide, because it grows with the *root* of n. Now move the mean of
# the weights to 0.001. The mean of v grows with n itself, and in the end outweighs the spread. A longer memory does the
# same: with a = 0.99 the mean is ten times as far from 0, the band three times as wide.

# %% [markdown]
# ### Your turn: the two sums
#
# A row of `W` is an input, a column a neuron.


# %%
def two_sums(W, p, a):
    return ...  # mean, sd: W (inputs, neurons), p (inputs,); each of the two (neurons,)


check("before_you_train.two_sums", two_sums)

# %%
solution("before_you_train.two_sums")

# %% [markdown]
# ### Your turn: how much is silent?


# %%
def silent(W, p, a):
    return ...  # the share of neurons whose threshold, 1, is more than 3 sd above the mean


check("before_you_train.silent", silent)

# %%
solution("before_you_train.silent")

# %% [markdown]
# Back to the network (by our lines until yours are there).

# %%
views.account(two_sums, silent)

# %% [markdown]
# Each dot is a neuron, placed by your two sums and coloured by whether it fired. On the slanting line the threshold is
# three deviations away, so the rule calls all below it silent. The dots lie in a row: all are shaken alike, but each
# has a mean of its own, because its weights don't quite cancel. In layer 1 the rule is right about nine neurons of ten;
# the others lie close to the line.
#
# Take layer 2, with a factor of 1.5. The rule is too hopeful: of a hundred neurons it mostly promises two to eighteen
# more that fire than do. Why? A neuron of layer 1 that has fired must fill up again, so its spikes come more evenly
# than by chance, and what comes evenly shakes v less, here by a tenth. (With larger weights they clump, and shake it
# more: *Why a deviation of 1?*)

# %% [markdown]
# ## Why silence deepens
#
# Squares of numbers spread evenly between −1 and 1 have a mean of a third, so in our first network each $w^2$ is $1 /
# (3n)$ on average. There are n of them, so n cancels. With a = 0.9 the sum is divided by 0.19, and 3 × 0.19 is 0.57:
# $\sigma^2$ is $p\,(1 - p) / 0.57$ in every layer.
#
# | layer | p that it hears | $p\,(1 - p) / 0.57$ | $\sigma$ | threshold (mean 0) | it fires |
# |---|--:|--:|--:|--:|---|
# | 1 | 0.1 | 0.158 | 0.40 | 2.5 $\sigma$ | about once in a hundred steps |
# | 2 | 0.01 | 0.017 | 0.13 | 7.6 $\sigma$ | hardly ever |
# | 3 | 0 | 0 | 0 | | never |
#
# Layer 2 hears a tenth of what layer 1 heard, so its v is shaken a third as much, and the threshold is out of reach.
#
# Is there a factor that suits all layers? How often two fire, in most draws:
#
# | factor | layer 1 fires in | layer 8 fires in |
# |--:|--:|--:|
# | 2.5 | 6 % of the steps | 0 to 0.6 % |
# | 3 | 8 % | 5 to 19 % |
# | 3.5 | 10 % | 18 to 36 % |
# | 4 | 11 % | 22 to 42 % |
#
# With a factor of 2.5 the rate dwindles. With 4 it climbs, until in layer 8 a sixth to two fifths of the neurons are
# saturated. Near 3 it stays for a while, but on a ridge: layer 16 mostly fires in 7 to 28 %. What is a little off in
# one layer grows with every layer. So treat each by itself, with the p that *it* is going to hear.

# %% [markdown]
# ### Your turn: draw them
#
# The weights are drawn around 0. How large must their standard deviation be so that v has one of 1? Then the threshold
# is a deviation away on average, and the layer fires in some six steps of a hundred, which is what the next one
# hears.


# %%
def draw(n, p, a):
    return ...  # for n inputs that each fire with chance p


check("before_you_train.draw", draw)

# %%
solution("before_you_train.draw")

# %% [markdown]
# Use it for three layers (until then the cell takes PyTorch's spread).

# %%
rng = np.random.default_rng(1)
sizes = [200, 100, 100, 100]
hears = [0.1, 0.07, 0.07]  # change me: the chance that each layer is drawn for
weights = []
for n, m, p in zip(sizes, sizes[1:], hears, strict=False):
    spread = draw(n, p, 0.9)
    spread = 1 / np.sqrt(3 * n) if spread is ... else spread
    weights.append(rng.normal(0, spread, (n, m)))
verify.alive(weights, 0.1, decay=0.9, reset="subtract")

# %% [markdown]
# The library's `verify.alive` makes your two sums for every layer, and runs the network. Of a silent layer it says
# which factor its weights need. Drawn for 0.07, each layer fires in some 3 to 9 steps of a hundred. Some 7 to 26 % of
# its neurons are silent, which is no harm while others speak. Now draw layers 2 and 3 for 0.3, not what they hear. (For
# many layers, draw each for the rate that you counted in the one before: the twelfth then fires in 5 to 10 steps of a
# hundred.)

# %% [markdown]
# ## Can training mend it?
#
# In lesson 13 the slope of a weight was a product: an error, times the bump at the place where v is, times the input's
# spikes. Behind a silent layer there are none, so those weights stay as they are until the layer before wakes. Where
# there is input and a large error, is there a bump?
#
# Take one neuron with one input that always spikes. It should fire in ten steps of twenty. There are 400 updates by
# Adam, an optimiser that makes a whole step of even a tiny slope. **What if it begins at a weight of 3, and can't
# stop?**

# %%
predict("before_you_train.comes_down", then=views.wake())

# %% [markdown]
# The dots show where its v meets the bump. Updates until it fires ten times:
#
# | bump | asleep, w = 0.02 | inhibited, w = −0.2 | can't stop, w = 3 |
# |---|--:|--:|--:|
# | fast sigmoid, b = 5 | 29 | 37 | 93 |
# | arctan, b = 5 | 29 | 38 | 94 |
# | sigmoid, b = 25 | 33 | never | never |
# | triangle, b = 1 | 28 | never | never |
# | boxcar, b = 1 | never | never | never |
#
# Silence has a floor if nothing inhibits the neuron: its v stays at 0 or above, within 1 of the threshold, and most
# bumps reach that far. (Our silent layers are inhibited, but hardly shaken: layer 2's v nearly always stays above
# −0.5.) Saturation has no ceiling. With a weight of 3 each step brings 3 while the spike takes 1, so in twenty steps
# v climbs to 19 thresholds. A triangle ended long before. The sigmoid's bump with b = 25 is below $10^{-20}$ at every
# step, of which even Adam makes nothing. Only a bump with a long tail still says "less". An inhibited neuron has lost
# its floor and is as hard to reach.
#
# You may read that the surrogate's shape hardly matters (Zenke and Vogels 2021). Near the threshold it's true. Ask of a
# bump of your own:

# %%
def mine(u, upstream):  # u: v - 1; upstream: the error that comes from above
    bump = np.maximum(0, 1 - np.abs(u))  # change me: 1 / (1 + 5 * np.abs(u)) ** 2
    return (u >= 0) * 1.0, upstream * bump  # the spike forward, the slope back


verify.surrogate(mine)

# %% [markdown]
# ## What did the last sample leave?
#
# One fault is left that no weight can mend. A network is [**stateful**](glossary.md#stateful): its answer depends also
# on its state, all the v that are there already. In lesson 13 every trial began at v = 0.
#
# Our neuron gets 0.12 in each step of a sample of ten steps.

# %%
predict("before_you_train.left_over", then=views.leftover())

# %% [markdown]
# One question has two answers. A pause of ten steps leaves a third of v, too little to matter. Set a to 1 (no leak, as
# in lesson 15), and the current to 0.08: no pause is long enough.
#
# A network may learn all the same. So ask it the same thing before and after something else.

# %% [markdown]
# ### Your turn: does it remember?


# %%
def remembers(model, x, y):
    return ...  # by how many spikes y changes what the model answers to x


check("before_you_train.remembers", remembers)

# %%
solution("before_you_train.remembers")

# %% [markdown]
# ## Will it fire?
#
# Two sums tell us, layer by layer: one of the weights with their signs, one of their
# squares. Training mends what lies near the threshold; far from it only a bump with a long tail helps. How the sums
# change in a thousand updates we don't know. How neurons that hear each other in circles find their rate, lesson 18
# takes up. Another road is to train a network without spikes, and take its weights. Lesson 15 asks
# whether that works.

# %% [markdown]
# ## Key points
#
# - In the mean of v weights count with their signs, and it grows with the number of inputs. In the variance they count
#   by their squares, and the standard deviation grows with the root.
# - A neuron is silent if its threshold lies more than three standard deviations above the mean of v.
# - Silence deepens from layer to layer, as does saturation. Draw each layer's weights for the rate that it will hear.
# - A neuron that hears little is silent near the threshold. One that is inhibited or saturated may be far from it,
#   where only long tails reach.
# - A network that was not reset answers by the last sample, too.
#
# **In the books** search for *weight initialisation* (Glorot or Xavier, He or Kaiming), *fluctuation-driven
# initialisation*, *dead neurons*, *vanishing and exploding gradients*, *variance* and *stateful layer*.

# %% [markdown]
# ## Quiz

# %%
quiz("before_you_train")

# %% [markdown]
# ## Go deeper
#
# None of this is needed later.
#
# <details><summary>The same in PyTorch and snnTorch</summary>
#
# ```python
# import torch
# from snn_edu import verify
#
# for layer, p in zip(linear_layers, [0.1, 0.07, 0.07]):
#     spread = ((1 - 0.9**2) / (layer.in_features * p * (1 - p))) ** 0.5
#     torch.nn.init.normal_(layer.weight, 0.0, spread)
#     torch.nn.init.zeros_(layer.bias)
#
# def test_the_network_fires_before_it_is_trained():  # pytest runs it with your other tests
#     weights = [layer.weight.detach().numpy() for layer in linear_layers]
#     report = verify.alive(weights, 0.1, decay=0.9, reset="subtract", layout="neurons_first")
#     report.raise_for()
#
# def test_nothing_is_left_of_the_last_sample():
#     verify.independent(network, samples).raise_for()  # yours asked in other orders, too
# ```
#
# In snnTorch a `Leaky` that is called without `mem` goes on from the v of its last call, `lif.mem`. Before a new sample
# `lif.reset_mem()` sets it to 0. If you hand it `mem` yourself, begin each sample with zeros. In SpikingJelly it's
# `functional.reset_net(net)`. Its `LIFNode` divides the input by `tau`, where a is 1 − 1/`tau`, so make the weights
# `tau` times as large.
#
# **RuntimeError: Trying to backward through the graph a second time.** In training this comes first of what is left
# over. The v of the last batch is still there, and the walk back has used up the record of how it came about. Reset
# before each batch, or say `v = v.detach()` where v is to go on. With `retain_graph=True`, which the message advises,
# each batch would walk back through all before it.
#
# </details>
#
# **A bias fires alone.** `nn.Linear` adds a constant to what a neuron gets in each step. It doesn't stray, so only the
# mean has it: a bias of c holds v up by $c / (1 - a)$. With a = 0.9 a bias above 0.1 fires without any input, and the
# network looks alive though it hears nothing.
#
# **From the two sums to a rate.** "Silent or not" is the least that mean and standard deviation can tell. Siegert's
# formula of 1951 gives a rate for them, and `verify.alive` uses it for networks that are too large to run. It holds if
# the pushes are many and small and v is reset to one fixed value.
#
# **Why not 1/√n for ever?** Xavier Glorot and Yoshua Bengio (2010) and Kaiming He and others (2015) drew weights so
# that activations keep their variance from layer to layer. In a network of ReLUs He's way works at any depth, because
# twice the input makes twice the output. A threshold isn't like that: half of what it needs makes next to nothing, so a
# factor that serves one layer needn't serve the next. He's deviation of $\sqrt{2/n}$ happens to fit our inputs: at p =
# 0.1 it makes a $\sigma$ of 0.97. For a layer that hears 0.01 it makes 0.32. Dmytro Mishkin and Jiri Matas (2016) go
# from layer to layer instead and scale each until its weighted sums have a variance of 1 (*LSUV*); you do much the same
# when you draw a layer for a rate that you counted. Julian Rossbroich, Julia Gygax and Friedemann Zenke (2022) drew
# weights for spiking networks from the two sums, as you did.
#
# ### Asked by readers
#
# #### Before the first update
#
# **What do I print, and what makes me stop?** For each layer, how much is silent, how much saturated, and how often it
# fires: `verify.alive` says all three. Stop if a layer fires less than once in a thousand steps, or is mostly
# saturated.
#
# **What should the loss read before the first update?** About the logarithm of the number of kinds: with ten, ln 10,
# which is 2.30. Three layers of yours, taught digits, begin at 2.4 to 2.7. Exactly 2.3026 is no good sign: nothing
# reaches the readouts, so all are alike (as in three layers by `nn.Linear`). A readout drawn with a deviation of 1
# begins at 10 to 30, and has to forget that first: after one epoch nearly half of the test pictures were right, not
# seven in ten. So draw it small.
#
# **The loss stands still. Where do I begin?** With the layers: behind a silent one nothing learns. Then comes the bump,
# by `verify.surrogate`: is it above 0 where your v lies? Then what the last sample left, and only then the learning
# rate, because it multiplies slopes, and one of 0 stays 0. If all that is in order, try to learn a single batch by
# heart: what can't has a bug. And train once with all labels shuffled. More than chance on test pictures then says that
# some were trained on.
#
# **One layer is silent. Which cure first?** Larger weights, by the factor that `verify.alive` names. Then run it again,
# because the next layer now hears more. (Cortical neurons kept silent for two days had all their excitatory synapses
# larger by one factor, too: [synaptic scaling](08_many_synapses.ipynb).) A lower threshold does the same: one of a
# half, of which a spike takes a half away, makes the very spikes that twice the weights (and biases) make. But v is
# half as large under the same bump, so training differs. A *learnable threshold* (in snnTorch
# `learn_threshold=True`) is one more factor on a neuron's weights. A bias comes last: with a large one the layer fires
# whatever it hears.
#
# **And one that is saturated?** If the mean that `verify.alive` prints lies above the threshold, take it away: draw
# around 0, or give a negative bias. If only the spread is large, multiply the weights by the factor that it names.
#
# **Can't I punish silence in the loss?** You can. But that error, too, goes through the bump, and is multiplied by what
# the neuron hears. The first silent layer hears the input. The second hears nothing yet, so they wake one after the
# other. At a learning rate of 0.005 the last of six fired after 7 updates, by the tail alone after some 21. But in a
# layer all are pushed up at once by what they all hear, so they come to say the same. After an epoch of 20 updates the
# counts of two neurons of layer 2 correlate at 0.6 to 0.85 on average, in layers drawn as here at 0.02.
#
# **Would skip connections do?** They carry spikes, and on the way back slopes, past a silent layer. Added to what a
# layer sends, not to what it hears, they trained more than a hundred layers (Fang and others 2021).
#
# **Which cure is best in the end?** We taught digits to six layers of a hundred, with the fast sigmoid of b = 5. For
# each cure the best of three learning rates was chosen on training pictures. Of the test pictures, over eight draws,
# some
#
# | begun with | two epochs | eight |
# |---|--:|--:|
# | `nn.Linear` | 31 % | 77 % |
# | with silence punished | 15 % | 74 % |
# | with learnable thresholds | 26 % | 78 % |
# | with thresholds of a third | 76 % | 88 % |
# | with batch normalisation, as below | 76 % | 85 % |
# | with that, times 0.44 | 41 to 87 % | 90 % |
# | your weights | 74 % | 87 % |
#
# were right (a range where the draws part). What counts most is a start that fires. Punishment and learnable thresholds
# begin in silence, and did no better than waiting for the tail.
#
# **Isn't that tuning on the test data?** Not if you count on training pictures. Three layers drawn for 32 of these
# fired on the test pictures as often as on those, within 6 %.
#
# #### How large?
#
# **My numbers are in Hz and ms.** In steps of dt an input of rate r fires with p = r dt, and a is $e^{-dt/\tau}$. Take
# 100 inputs at 10 Hz, weights with a deviation of 0.1 around 0, $\tau$ = 20 ms and dt = 1 ms. Then p is 0.01 and a
# 0.951, so $\sigma^2$ is 100 × 0.0099 × 0.01 / 0.095, which is 0.104, and $\sigma$ 0.32. The threshold lies 3.1 away:
# silent by our rule. With 20 Hz it's 2.2, and the layer fires in four or five steps of a thousand.
#
# **What if my inputs fire half or twice as often?** A start drawn for 0.1 bears it. At 0.05 the first of three such
# layers fires in two to four steps of a hundred, the third in one to three; at 0.2 they fire in ten to seventeen on
# average.
#
# **Why a deviation of 1?** It keeps spikes rare and nearly as irregular as by chance: those of one neuron shake a v
# only 6 % more than the sums say. (With 2 some quarter of the spikes leave v above 1, so the next follow at once,
# and such clumps shake it 40 % more.) With a half the layer fires in about two steps of a hundred, with 1 in six,
# with 2 in fourteen. And too much does harm: four epochs of digits got mostly 86 to 91 % right from a quarter, a
# half or 1, some 82 % from 2, and two thirds from 4.
#
# **My samples last twenty steps.** Then *not silent* says too little. A layer of yours fires in some six steps of a
# hundred, and in twenty steps about half of its neurons send no spike. By chance alone it would be 30 %. But each
# neuron has a mean of its own, and these stray by some 1.5 thresholds, so some fire often and others hardly ever.
#
# #### Other inputs, other layers
#
# **My input is numbers, not spikes.** A current that stays the same through a sample all adds up: v settles at $\sum
# x_i w_i / (1 - a)$. With a = 0.9 that is ten times the push of a step, where chance spikes stray by 2.3 times
# theirs ($1/\sqrt{0.19}$). If the sums of squares are alike, take weights about a quarter as large.
#
# **My neurons hear each other.** Then their own spikes are inputs as well. Add up $n p (1 - p)$ over both kinds: for
# 200 inputs at 0.1 and a hundred neighbours at 0.07 that's 24.5, so a deviation of $\sqrt{0.19 / 24.5}$, or 0.088,
# gives v one of 1. Drawn so, eight such layers fired in some 5 to 8 steps of a hundred.
#
# **Half of my pixels are always dark.** They are in neither sum, so count only the others in n.
#
# **What of a convolution?** Here n is what *one* neuron hears: 3 × 3 pixels of 16 channels make 144. But neighbouring
# pixels spike together: four equal inputs that always do make four times the push, and shake v twice as far as the sum
# says. On average over random weights the sum is right; for weights that training has made alike it's too small.
#
# **And batch normalisation?** *Threshold-dependent batch normalisation* (tdBN, Zheng and others 2021) gives what a
# neuron gets in a step a mean of 0 and a deviation of one threshold, counted over a batch and all time steps. The leak
# isn't in that: with a = 0.9 v then strays by 2.3 or more, and a layer that hears digits fired in 15 steps of a
# hundred. Multiply by $\sqrt{1 - a^2}$, here 0.44, and it fires in five. It fails with small batches: an error in the
# mean is a bias in every step, and v holds ten times as much. Even when multiplied by 0.44, v's mean was off by some
# 0.6 thresholds with batches of four digits, by 0.2 with 32.
#
# **What if no weight may change its sign (Dale's law)?** With excitation alone no mean can cancel: with your
# weights, made positive, v's mean lies at some 16 thresholds in layer 1, and all neurons fire in every step. So let
# a fifth of the inputs inhibit. Take the sizes of your weights, multiply those of the inhibitory ones by minus the
# sum of p over the others, divided by the sum over these (in layer 1 that's −4), and scale all until $\sigma$ is 1.
# Six layers, each drawn for the p counted in the one before, fired in some 1.5 to 5 steps of a hundred. With −4
# everywhere the quietest of the six fired in 0.1 to 3: an input has one sign for all its listeners, so where the
# inhibitory ones happen to fire often, the whole layer is pressed down.
#
# #### The other settings
#
# **Which b do I take?** With depth it matters. After two epochs by Adam at 0.002, with the fast
# sigmoid, layers drawn as here had some
#
# | b | three layers | six layers |
# |--:|--:|--:|
# | 1 | 81 % | 76 % |
# | 5 | 80 % | 74 % |
# | 25 | 78 % | 60 % |
# | 100 | 71 % | 41 % |
#
# of the test pictures right. At b = 5 the slopes of six layers were alike within a factor of three before training. At
# b = 25 the first of six layers had about a thousandth of the slopes of the last (*vanishing*), at 1 a hundred times
# theirs or more (*exploding*). That is so in 25 steps. In 100 the first had five to eleven times the slopes of the last
# at b = 5, and they were level at b = 8. So print the sizes before the first update, in PyTorch
# `[p.grad.norm() for p in net.parameters()]`.
#
# **Can I work it out beforehand?** With weights as drawn here, and a narrow bump. A layer multiplies an error by the
# bump at each v, and by weights that are the larger the less it fires: in all by about $\sqrt{m / (p\,(1 - p))}$, where
# m is the mean of the bump's square over its v, and p how often it fires. At b = 25 that's 0.28; counted were 0.23 to
# 0.39. A wide bump is alike for many steps in a row, so that their errors add up. At b = 5 the formula says 0.63;
# counted were 0.75 to 1.6.
#
# **And the learning rate, the leak, the reset?** Of three layers, with b = 5, a quarter of that learning rate got 55 %
# right, five times 85 %, twenty-five times 76 %: try learning rates that far apart. A leak may be trained, too, one for
# each neuron, which helped most where timing matters (Perez-Nieves and others 2021). The attached reset did as well as
# the detached one. To clip the slopes by their norm (`clip_grad_norm_`) helps against a rare huge step only, because it
# divides all layers by one number.
#
# **How many draws do I need, and what do I report?** At the learning rate of 0.01 below, your start is 5 points better
# on average, yet behind in some pairs of draws. With a deviation of 4 points from draw to draw it takes 12 a side until
# 5 points are three standard errors ([lesson 00](00_pattern_detected.ipynb)). Report for each layer its deviation and
# the share that was silent; bump, reset, a, optimiser, learning rate; and how these were chosen.
#
# #### Was it worth it?
#
# **Does it learn better in the end, or only sooner?** With three layers of a hundred, sooner. After one epoch the
# layers that you would draw had about seven in ten of the test pictures right, those of `nn.Linear` one to three. But
# the tail woke these, and after eight epochs both had some 90 %. And rates don't stay where you put them: the last of
# three layers fired in six to eleven steps of a hundred before, and in some 27 afterwards.
#
# **Was that fair to `nn.Linear`?** No. The learning rate was 0.002. With 0.01 its three layers had some 73 % right
# after one epoch, and yours some 78. And without a tail nothing wakes. With a boxcar `nn.Linear` stayed at one in ten,
# at either rate.
#
# The picture of the layers as code, for a network of your own:

# %%
views.layers.code()

# %% [markdown]
# ## References
#
# - Rossbroich J, Gygax J, Zenke F (2022). Fluctuation-driven initialization for spiking neural network training.
#   *Neuromorph Comput Eng* 2:044016, [doi:10.1088/2634-4386/ac97bb](https://doi.org/10.1088/2634-4386/ac97bb).
# - Glorot X, Bengio Y (2010). Understanding the difficulty of training deep feedforward neural networks. *AISTATS*,
#   PMLR 9:249-256.
# - He K, Zhang X, Ren S, Sun J (2015). Delving deep into rectifiers: surpassing human-level performance on ImageNet
#   classification. *ICCV*, 1026-1034.
# - Fang W, Yu Z, Chen Y, Huang T, Masquelier T, Tian Y (2021). Deep residual learning in spiking neural networks.
#   *NeurIPS* 34, [arXiv:2102.04159](https://arxiv.org/abs/2102.04159).
# - Mishkin D, Matas J (2016). All you need is a good init. *ICLR*,
#   [arXiv:1511.06422](https://arxiv.org/abs/1511.06422).
# - Perez-Nieves N, Leung VCH, Dragotti PL, Goodman DFM (2021). Neural heterogeneity promotes robust learning. *Nat
#   Commun* 12, [doi:10.1038/s41467-021-26022-3](https://doi.org/10.1038/s41467-021-26022-3).
# - Siegert AJF (1951). On the first passage time probability problem. *Phys Rev* 81:617-623.
# - Zenke F, Vogels TP (2021). The remarkable robustness of surrogate gradient learning for instilling complex
#   function in spiking neural networks. *Neural Comput* 33(4):899-925.
# - Zheng H, Wu Y, Deng L, Hu Y, Li G (2021). Going deeper with directly-trained larger spiking neural networks. *AAAI*
#   35:11062-11070, [arXiv:2011.05280](https://arxiv.org/abs/2011.05280).
#
# Words of this lesson, in the [glossary](glossary.md): weight initialisation, silent and saturated, variance, stateful.
#
# Next: [15 · From ANN to SNN](15_from_ann_to_snn.ipynb).
