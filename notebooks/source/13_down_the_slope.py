# %% [markdown]
# # 13 · Down the slope
#
# **60 minutes** · You need [lesson 02](02_neuron_that_fires.ipynb),
# [lesson 12](12_tempotron.ipynb), and the chain rule.
#
# *How do you teach a network of neurons that can only fire or not?*
#
# By the end you can teach thirty spiking neurons to tell three patterns apart, check your gradient by a second route,
# and show by experiment what the network goes by.

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

import matplotlib.pyplot as plt
import numpy as np

from snn_edu import training
from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.down_the_slope import views
from snn_edu.live import choice

# %% [markdown]
# One neuron can be taught because we can point at the weights to blame. But
# networks that recognise spoken digits (Cramer and others 2022) have layers: a neuron in the middle is told nothing,
# because nobody knows what *it* should have done. How should its weights change?

# %%
views.network()

# %% [markdown]
# The bar furthest to the right is the network's answer, and the star marks the right one. All weights are random, so
# it guesses. For each of its 1,290 weights we need to know which way is better.

# %% [markdown]
# ## Which way is better?
#
# Let's begin with a single weight, $w$. The next neuron has one input, and each input spike lifts its
# potential v by $w$. After every step a share of 0.9 of v is left. The neuron fires when v reaches 1; we want ten
# spikes in a hundred steps.
#
# First we need one number that says how wrong it is: the [**loss**](glossary.md#loss-and-gradient). We choose
# $L = (n - 10)^2$ for n spikes, so 6 spikes make a loss of 16.
#
# The *slope* of L says what it would do if $w$ were a little larger. To measure it, we move $w$ up
# and down by a small amount, eps, and divide the difference by the distance:
#
# $$ \text{slope} \approx \frac{L(w + \text{eps}) - L(w - \text{eps})}{2\,\text{eps}} $$
#
# For example, $w^2$ at 3 with an eps of 0.1 gives $(9.61 - 8.41) / 0.2$, or 6.
#
# The slopes of all weights are the network's **gradient**. To learn is to move each weight downhill, by a *rate* times
# its slope. **Will it work here?**

# %%
predict("down_the_slope.tiny_move", then=views.stairs())

# %% [markdown]
# Drop the ball with an eps of 0.001, then of 0.1. The valley is made of stairs. At 95 % of all places a move of 0.001
# makes no spike come or go: the measured slope is 0, and the ball lies still. With
# a move of 0.1, which crosses several stairs, the ball rolls down from all but the far left. But each weight needs two
# runs of its own: for the network 2,580 a step.

# %% [markdown]
# ## A ramp over the stairs
#
# A weight moves the potential, the potential decides about the spike, and
# the spike changes the loss. The chain rule follows that way and multiplies the slopes that it meets:
#
# $$ \frac{dL}{dw} = \underbrace{\frac{dL}{ds}}_{\text{spike on loss}} \times
#    \underbrace{\frac{ds}{dv}}_{\text{v on spike}} \times
#    \underbrace{\frac{dv}{dw}}_{\text{weight on v}} $$
#
# Here $s$ is 1 if the neuron fires and 0 if not. The two outer factors are harmless. One more spike changes the loss
# by an amount we can name, and a larger weight lifts v wherever an input spike arrives. The trouble sits in the
# middle. A spike is all or nothing, so $s$ as a function of v is a step, flat on both sides of the
# threshold. The flats have a slope of 0, so the product is 0, and the ball stayed.
#
# Let's cheat, in one place only. On the way forward nothing changes: the neuron sends whole spikes. On the way back
# from the loss to the weights, called the **backward pass**, we replace the factor $ds/dv$ by a bump $h$ around the
# threshold, the slope that a soft step would have had. It's like laying a ramp over the stairs to find out which way
# they go; we still walk on the stairs. The result is a
# [**surrogate gradient**](glossary.md#surrogate-gradient). For one neuron with noise on v it's hardly a cheat: the
# *chance* of a spike rises softly, and its slope is a bump.
#
# The bump says how much a potential matters. Close to the threshold, where a small push may make a spike or prevent
# one, it's high. Far away it's low, but it needn't be 0. A neuron which never fires, a
# [**dead neuron**](glossary.md#dead-neuron), still hears a faint "more", as long as the bump reaches down to where its
# potential lies.

# %% [markdown]
# ### Your turn: a bump
#
# A soft step that's quick to compute is the *fast sigmoid*, $u / (1 + b\,|u|)$. Here $u = v - 1$ says
# how far v is above the threshold, and a larger $b$ bends the step sooner. What is its slope?


# %%
def h(u, b):
    return ...  # the slope of u / (1 + b |u|), for a number or an array u


check("down_the_slope.h", h)

# %%
solution("down_the_slope.h")

# %% [markdown]
# Now each factor has a number. Say the neuron fires six times:
#
# - *spike on loss*: the slope of $(n - 10)^2$ is $2\,(n - 10)$, here −8,
# - *v on spike*: the first input spike brings v to 0.8, where your bump with b = 5 is 0.25,
# - *weight on v*: v grows by as much as $w$, so this factor is 1.
#
# The product is −2: more weight, less loss. The slope is the sum of such products, one for each step. Their sign comes
# from the error, because the bump is never below 0.
#
# Drop the ball under *your* ramp. At each weight it's as steep as your bump says.

# %%
views.ramp(h)

# %% [markdown]
# **Try** to roll from w = 0.1 and from 0.9. Then raise the rate to its highest, or b to 50.
#
# From either end the ball finds the step with ten spikes (or rarely one beside it). At the highest rate it leaps out
# of the valley, to where the bump is very low. With b at 50 a ball at 0.1 hardly moves: so narrow a bump is next to
# 0 down there.

# %% [markdown]
# ## Back through time
#
# One weight can go down the stairs. How does an error find the input of some steps ago? Here $x_t$ are the input
# spikes of step t, and $W$ the weights. A share $a$ of v is left after a step, and a spike takes 1 away:
#
# $$ v_t = a\,(v_{t-1} - s_{t-1}) + x_t W, \qquad s_t = 1 \text{ where } v_t \ge 1 $$
#
# Give every step a box of its own, and the loop is *unrolled* into a chain. Nudge v in one box, and in the next a
# share $a$ of the nudge is left. We write $dv_t$ for the slope of the loss in $v_t$. **What does step 2 learn from an
# error at step 5?**

# %%
predict("down_the_slope.three_steps_back", then=views.unrolled())

# %% [markdown]
# An error runs back along the nudge's arrows, and a share $a$ of it passes each. The one bump on its way is that of
# step 5 itself. So it reaches as far back as v remembers: at 0.9 half is left after seven steps.
#
# When $v_t$ grows, two things happen. It may change the spike *now*. If $ds_t$ is what one more spike
# at step t does to the loss, that's worth $ds_t$ times the bump. And a share $a$ of it is *still there* at the next
# step, where its worth, $dv_{t+1}$, is known already:
#
# $$ dv_t = \underbrace{a\; dv_{t+1}}_{\text{later}} + \underbrace{ds_t\; h(v_t - 1)}_{\text{now}} $$
#
# We begin at the last step, which has no later, and walk to the first. That's
# [**backpropagation through time**](glossary.md#backpropagation-through-time). One run and one walk back give all
# 1,290 slopes.
#
# Let a neuron with $w = 0.8$ and $a = 0.5$ fire once in three steps, where it should have
# fired twice. Then all the $ds_t$ are $2\,(1 - 2) = -2$. Read the table from the top:
#
# | step | input | $v_t$ | bump, b = 5 | now: −2 × bump | later: 0.5 × $dv_{t+1}$ | $dv_t$ |
# |--:|--:|--:|--:|--:|--:|--:|
# | 3 | 1 | 1.0 | 1 | −2 | 0 | −2 |
# | 2 | 0 | 0.4 | 0.06 | −0.13 | −1 | −1.13 |
# | 1 | 1 | 0.8 | 0.25 | −0.5 | −0.56 | −1.06 |
#
# The weight acts on v where the input fires, so its slope is the sum of $dv_t$ over steps 1 and 3.
# That makes −3.06: more weight is better. (A spike also lowers the next v. Backward we leave that
# path out: the reset is [**detached**](glossary.md#detached-reset).)

# %% [markdown]
# ### Your turn: the loop


# %%
def backward(ds, v, a, b):
    dv, later = np.zeros(v.shape), 0.0  # v[t]: a number, or one for each trial and neuron
    for t in ...:  # 1. in which order?
        dv[t] = ...  # 2. later, and now (with your h)
        later = ...  # 3. what the next round needs
    return dv


check("down_the_slope.backward", backward)

# %%
solution("down_the_slope.backward")

# %% [markdown]
# ### Your turn: the neuron in the middle
#
# A neuron which is told nothing hears from its *listeners*. One more spike of it lifts each
# listener's v by a weight, and what that does to the loss the listener knows already. A
# listener with a $dv_t$ of −0.4 and a weight of 0.5 adds −0.2. The $ds_t$ of the neuron is the sum over
# all its listeners.


# %%
def hidden_ds(dv, W):
    return ...  # dv (steps, listeners), W (neurons, listeners); ds (steps, neurons)


check("down_the_slope.listeners", hidden_ds)

# %%
solution("down_the_slope.listeners")

# %% [markdown]
# ## Is it right?
#
# **Would a faulty loop show in the training?**

# %%
predict("down_the_slope.lost_leak")

# %% [markdown]
# One test needs no training. Move one weight at a time, and measure.


# %%
def by_difference(loss, w, i, eps):
    return ...  # the slope of loss(w) in w[i]; w is an array, and must not change


check("down_the_slope.by_difference", by_difference)

# %%
solution("down_the_slope.by_difference")

# %% [markdown]
# On the real neuron's stairs we'd find 0. Our slopes belong to a neuron that doesn't exist, so let's build it. Run
# the real one once and write down each v and each reset. A copy repeats the run with two changes: its resets come
# when they were written down, and where v moves a little, the spike doesn't jump but changes by the bump times the
# move. (Where the bump is a quarter, a move of 0.04 makes a hundredth of a spike.) On this *straightened* copy the
# loss has no stairs. Its slopes can be measured, and must be what your loop says.

# %%
views.check_gradient(backward, by_difference)

# %% [markdown]
# **Try** both neurons, both loops and several eps.
#
# On the real neuron all diamonds lie at 0, until eps is large enough to move a spike. On the straightened one they
# lie on your bars at every eps. The loop without the leak is caught: for the first weight it says −2.8, while the
# measured slope is −0.3. So a loop can be wrong although training succeeds, and it's right where both slopes agree.
# Whether the ramp leads down the real stairs is another question: we've tested the loop, not the bump.

# %% [markdown]
# ## Press Train
#
# Each of our three patterns has a time for every input, and each trial moves them by a *jitter* of 2 ms. At every
# step, on new trials, your `hidden_ds` and `backward` give the slopes, and all weights go downhill.

# %%
views.train(backward, hidden_ds)

# %% [markdown]
# **Try it.** Then turn up the jitter. *Readout alone* leaves the hidden
# weights as they were drawn.
#
# After 10 to 40 steps nearly all fresh trials are right. Even with 10 ms nine in ten are in the end. With 50 ms it's
# hardly more than a guess.
#
# The readout alone is slower. With three times as many steps it too gets nine in ten right. At a jitter of 10 ms it
# stays far behind.
#
# Now teach the library's `Layers`, which walks back as your two functions do: which of two inputs fired first?

# %%
def two_trials(gap):  # (steps, trials, inputs): input 0 comes first in trial 0, input 1 in trial 1
    x = np.zeros((50, 2, 2))
    x[10, [0, 1], [0, 1]] = x[10 + gap, [0, 1], [1, 0]] = 1
    return x


# %%
rng = np.random.default_rng(5)
gap = 3  # change me: how many steps one input is ahead of the other
weights, losses = [rng.normal(0.5, 0.5, (2, 20)), rng.normal(0, 0.2, (20, 2))], []
for _ in range(200):
    layers = training.Layers(weights, 0.95, 0.95)  # a in the hidden layer, and in the readout
    loss, slopes = layers.loss_and_gradients(two_trials(gap), np.array([0, 1]))
    weights = [W - 0.5 * dW for W, dW in zip(weights, slopes, strict=True)]
    losses.append(loss)
for other in (1, 8, 15):
    print("gap", other, "first:", layers.run(two_trials(other)).readout.argmax(axis=1))
plt.plot(losses)
plt.xlabel("training step")
plt.ylabel("loss")
plt.show()

# %% [markdown]
# The loss of a guess is about 0.7 (*Go deeper* says why); from there it falls. It isn't learned by heart: the
# network answers `[0 1]` at new gaps too, as do two of three from other first weights.
#
# **Does the network of the three patterns go by the times of the spikes?**

# %%
predict("down_the_slope.counts")

# %% [markdown]
# ### Your turn: the control
#
# An experiment that takes away one thing is called a *control*. Here each input keeps its number of spikes in
# every trial, but their times say nothing.


# %%
def counts_only(x, rng):
    return ...  # 0s and 1s of shape (steps, trials, inputs), as in x


check("down_the_slope.counts_only", counts_only)

# %%
solution("down_the_slope.counts_only")

# %%
views.control(backward, hidden_ds, counts_only)

# %% [markdown]
# Tested on the control, the network that was trained on the trials falls back to chance. So *this network* goes by
# times. Another, which sees nothing but the control from the first step on, never leaves chance: without times there
# is *nothing to be learned* here.

# %% [markdown]
# ## What we know now
#
# We asked how to teach neurons that can only fire or not. A bump in the backward pass tells each weight which way the
# stairs go; the neuron in the middle learns from its listeners. Why so crude a ramp is good enough for a whole network
# is only partly known; no synapse is known to send an error back this way. One thing we took for granted: our hidden
# neurons fired untaught. Could we have known? Lesson 14 asks.

# %% [markdown]
# ## Key points
#
# - The loss of a spiking network is made of stairs, so in the backward pass a bump around the threshold stands for the
#   slope of the step.
# - Back through time, $dv_t = a\,dv_{t+1} + ds_t\,h(v_t - 1)$.
# - A hidden neuron's $ds_t$ is the sum of its listeners' $dv_t$, each times its weight.
# - Success proves neither that the gradient is right nor that times are used. Differences on the straightened neuron
#   check the one, a control the other.
#
# **In the books** the step is the *Heaviside step function*. Search for **surrogate gradient**, *backpropagation
# through time (BPTT)*, *loss function*, *gradient descent*, *dead neuron problem* and *gradient checking*.

# %% [markdown]
# ## Quiz

# %%
quiz("down_the_slope")

# %% [markdown]
# ## Go deeper
#
# None of this is needed later.
#
# <details><summary>The same in PyTorch and snnTorch</summary>
#
# ```python
# import torch
#
# class Step(torch.autograd.Function):
#     @staticmethod
#     def forward(ctx, u):  # whole spikes
#         ctx.save_for_backward(u)
#         return (u >= 0).float()
#
#     @staticmethod
#     def backward(ctx, ds):  # your h, with b = 5
#         (u,) = ctx.saved_tensors
#         return ds / (1 + 5 * u.abs()) ** 2
#
# v = s = torch.zeros(64, 30)
# spikes = []
# for x_t in x:  # (steps, trials, inputs)
#     v = 0.95 * (v - s.detach()) + x_t @ W  # the detached reset
#     s = Step.apply(v - 1)
#     spikes.append(s)
# ```
#
# After `loss.backward()` the slopes are in `W.grad`: PyTorch has recorded the loop and walks it back as yours does,
# which takes about as long as the run itself, and in a deep network about twice as long. (If it complains of going
# *backward through the graph a second time*, v wasn't set to zeros before this batch: [lesson
# 14](14_before_you_train.ipynb).) In snnTorch (Eshraghian and others 2023) the neuron is
# `snntorch.Leaky(beta=0.95, spike_grad=snntorch.surrogate.fast_sigmoid(slope=5))`. Its reset is detached, too. But it
# takes away a whole 1 at the next step, where ours takes away $a$, and it fires above 1, not at 1.
#
# </details>
#
# **Two kinds of bump.** Your bump keeps its *height*, which is 1 for every b. Another popular one, the slope
# of the logistic sigmoid, keeps its *area*, so it gets higher as it gets narrower:
#
# | b | yours: height | area | the sigmoid's: height | area |
# |--:|--:|--:|--:|--:|
# | 1 | 1 | 2 | 0.25 | 1 |
# | 5 | 1 | 0.4 | 1.25 | 1 |
# | 100 | 1 | 0.02 | 25 | 1 |
#
# With one hidden layer either will do, and so will many b. The network of the three patterns, whose hidden neurons fire
# from the start, learns them with any b from 0.2 to 20. At 100 it mostly stays behind, because so narrow a bump reaches
# few potentials. But on its way down through a deep network an error is multiplied by a bump in every layer. The
# steeper the soft step, the closer it is to the true one. What does that do?

# %%
predict("down_the_slope.two_bumps", then=views.bumps())

# %% [markdown]
# Find, for each of the two, the b at which layer 1 gets about as much as layer 6.
#
# <details><summary>What we see, and why</summary>
#
# In 40 steps, as here, it's 4 to 5 with fixed height (in other networks 3.5 to 5), and with fixed area a little above
# 0.5 (0.5 to 0.7). The narrower a bump of fixed height, the smaller its area, so each layer passes on less. If each
# passes on a tenth, for example, a hundred-thousandth is left after five.
#
# A narrow bump of fixed area catches few potentials, but those it multiplies by up to 25. Suppose that one in 25
# gets that factor and the others 0. The average factor is 1, but the average *square* is 25. Because errors have
# both signs, it's their squares that add up, so they grow from layer to layer. What matters is the *scale* of the
# bump, and hardly its shape (Zenke and Vogels 2021). Before you copy a slope from a library, look which kind of bump it
# belongs to. (The arctan there has an area of 1 as well.)
#
# </details>
#
# **The loss of the network.** Each bar is a *readout unit*, which adds up weighted hidden spikes, leaks, and never
# fires. What it holds on average becomes a share of one whole, and the loss is minus the logarithm of the right
# pattern's share. For example, a share of a half costs 0.7, a third 1.1, and 0.9 only 0.1.
#
# **The path we left out.** Our loop pretends backward that the reset is a constant. It's commonly done, because
# the loop gets simpler. But then the gradient doesn't know that one extra spike delays the next. Attach the reset, and
# look at the green line. The detached slope is about twice the attached one, and the valley itself mostly lies between
# the two. Both point the same way, so here the detached one only makes longer steps.

# %%
views.valley(h)

# %% [markdown]
# **Other faulty loops.** *No step back* never looks at a later step, and *forwards* looks at earlier ones. Would
# you have noticed from the training?

# %%
LOOPS = choice("loop", tuple(views.LOOPS), "forwards")
views.train(backward, hidden_ds, loop=LOOPS, knobs=["loop", "rate"])

# %% [markdown]
# <details><summary>What we see, and why</summary>
#
# Hardly, because in this training both end with nearly all trials right. From other first weights each ends with
# 60 to 95 % in about every other training, where the right loop gets all of them. So training catches a faulty loop
# by luck.
#
# </details>
#
# **A network that begins silent.** Here all hidden neurons are dead at the start. Can they learn?

# %%
predict("down_the_slope.silent_start", then=views.wake())

# %% [markdown]
# **Try** both bumps at a mean weight of −0.2. An *optimiser* turns slopes into steps. Which of the three wakes the
# network?
#
# <details><summary>What we see, and why</summary>
#
# With the fast sigmoid it depends on the optimiser. Far below the threshold the bump is about a hundredth, so plain
# steps of 0.1 times the slope leave the network dead. Steps 20 times as large wake it, and so does Adam. Adam divides
# each slope by its own recent size, so that even a tiny one leads to a full step. With the boxcar every slope is 0,
# so there's nothing to be enlarged.
#
# </details>
#
# **Digits.** The same gradient reads 8 × 8 pictures of handwritten digits, each grey a constant current.

# %%
predict("down_the_slope.one_step", then=views.read())

# %% [markdown]
# **Try** one step and ten, and a small and a large b. What does this benchmark show, and what doesn't it?
#
# <details><summary>What we see, and why</summary>
#
# A single step is enough for 97 %, and b makes no difference. Ten steps get some 98 %, as does an ordinary network of
# the same size, without spikes. Whether that point is a result, *Asked by readers* tells. The dotted line shows that
# it's an easy task, because comparing each digit with the ten average digits already gets 90 % right. So this benchmark
# says that the gradient works. That a spiking network can go by *time* is shown by the three patterns and their
# control.
#
# </details>
#
# **The library's loop.** `snn_edu/training/layers.py` is your loop with matrices, for any number of layers. It is
# checked in the same way, and once more on a *smooth* model, which sends soft spikes forward too.
# (Why not train that one, and put the step back? With a logistic sigmoid of b = 20, after 100 steps nothing was lost
# by it in each of eight networks. But the fast sigmoid of b = 5, scaled to 0 and 1, sends 0.08 of a
# spike in each step even at v = 0. So trained, only one or two of eight had learned, and under the step 35 to 95 % were
# right.)

# %%
from snn_edu.lessons.down_the_slope.gradient_check import gradient_check

rng = np.random.default_rng(0)
inputs, labels = (rng.random((30, 8, 10)) < 0.2).astype(float), rng.integers(0, 3, 8)
layers = training.Layers([rng.normal(0.05, 0.4, (10, 12)), rng.normal(0.05, 0.4, (12, 3))])
for way in ("step", "smooth", "tangent"):
    checked = gradient_check(layers, inputs, labels, way, eps=1e-6)
    print(f"{way:8} off by {checked.error:.0e} of the largest slope")

# %% [markdown]
# ### Asked by readers
#
# #### When the loss stands still
#
# **My loss doesn't move. What now?** First count the spikes of each layer, as in lesson 14. Then let
# the network learn six trials that never change. In 200 steps ours gets from a loss of about 1.1 to below 0.2; the
# loop *forwards* ends several times higher. Next try rates ten times smaller and larger. Last, measure slopes on the
# straightened copy.
#
# **It stands at 2.303.** That's a guess among ten: with k kinds a guess costs $\ln k$, 0.7 for two and 2.303 for ten.
# Look first whether a layer is silent: then nothing reaches the readouts.
#
# **How do I see that slopes vanish, explode, or are missing?** Before the first step print, for each layer, the root
# mean square of its slopes and the share that is exactly 0. If layer 1 has a thousandth of what layer 6 has, or a
# thousand times as much, change b (*Two kinds of bump*). In a matrix (senders, listeners) a row of zeros is a
# sender that never fired. A column of zeros is a listener whose bump was 0 throughout, or whom nobody hears.
#
# **How do I keep it from firing so much?** Let spikes cost something: add λ times a trial's number of hidden spikes to
# its loss. Its slope in each spike is λ, so λ joins every $ds_t$, and the walk back does the rest. After 100 steps our
# thirty neurons fire 53 to 69 times a trial. With λ = 0.01 it's 5 to 15 times, and 97 % or more are right. At 0.03
# nearly all fall silent, so raise λ slowly.
#
# **My cue comes 200 steps before the answer.** At a = 0.95 an error has by then shrunk to less than a
# twenty-thousandth; at 0.995 more than a third is left. Where neurons hear each other an error may grow, too. One at
# the threshold that hears itself with 0.2, under a bump of height 1, passes on 0.95 + 0.2 a step, so it doubles in
# five. If memory runs out, walk back over fewer steps (*truncated*): at 0.95 only 8 % of an error would pass a cut at
# fifty.
#
# #### Choosing bump, readout and batch
#
# **Do I attach the reset?** Begin detached. In our network the attached one is slower at the same rate: it
# mostly takes 20 to 60 steps until 95 % of fresh trials are right.
#
# **And a reset to zero?** In snnTorch that's `reset_mechanism="zero"`. SpikingJelly begins with it, and attached,
# unless you say `detach_reset=True`. A spike leaves nothing, so $v_t = a\,v_{t-1}\,(1 - s_{t-1}) + x_t W$. Backward,
# with s detached, no error passes a spike: $dv_t = a\,(1 - s_t)\,dv_{t+1} + ds_t\,h(v_t - 1)$. Our network learned like
# that in 7 to 29 steps, as fast as before.
#
# **Where in time do I read the answer?** The loss decides where errors enter. Ours takes the readout's mean, so each
# step has a share. With its maximum only the steps up to the highest hear of it, as in [lesson
# 12](12_tempotron.ipynb)'s tempotron; with its last value recent spikes count most. A count of output spikes needs
# outputs that can fire at all; it asks for one more or fewer, no matter when. A loss on the *time* of the first
# output spike asks for speed, and gets nothing from an output that is silent. At our rate of 0.1 all learn: until 95
# % of fresh trials are right the mean takes some 6 to 27 steps, the maximum 3 to 16, the last value 5 to 39, and a
# count 5 to
# 27. At ten times this rate the mean takes 3 to 7, and the count fails about every other time. So take the mean
#     first, or the last value if the answer is due at the end.
#
# **How many trials in a step?** Books call them a *mini-batch*. With one alone ours first gets 95 % of fresh trials
# right after some 10 to 60 steps; with 64 after 5 to 30, and 256 gain nothing more.
#
# #### Memory, time step and leak
#
# **How much memory does the walk back need?** Neurons times steps times trials, four bytes each, for every v that it
# keeps. A thousand neurons, 100 steps and 64 trials make 26 MB. The spikes come on top.
#
# **What if I halve the time step?** A share per step isn't a share per ms. For the memory to last as long, a becomes
# its root. The weights stay, because a spike still lifts v by $w$. But v meets the bump in twice as many steps, so the
# slopes of the hidden weights nearly double.
#
# **Can I train the leak as well?** Yes. The slope in $a$ is the sum of $dv_t\,(v_{t-1} - s_{t-1})$. In the table that's
# −1.13 · 0.8 − 2 · 0.4, or −1.7: remembering longer would help. Keep $a$ between 0 and 1, for example as the sigmoid of
# what you train.
#
# #### On data of your own
#
# **I have ten recordings of each kind, not new ones in every step.** Keep some aside, and believe only these. With
# ten trials of each pattern, at a jitter of 20 ms, the network has mostly learned all thirty in 120 steps, and gets
# 93 to 100 % of fresh ones right. In 60 steps it sometimes hasn't, and gets 64 to 98 %.
#
# **Would something simpler do as well?** Here it does. Count each input's spikes in bins of 25 ms, average the trials
# of each pattern, and take the nearest average. From those thirty trials this table knows 997 or more of a thousand
# fresh ones. And thirty leaky units that send tanh(v) in every step, no spikes, learn in 4 to 13 steps. Our patterns
# show that errors find their way through time, not that a task needs spikes.
#
# **Can I do without slopes?** Shake all weights at once, each by 0.02 up or down at random, and run that and its
# opposite. The difference in loss, divided by 0.04, is a slope: take 0.05 times the slope off each weight that had gone
# up, and add it to the others (*SPSA*). Here that takes some 40 to 200 steps of two runs, where your loop takes 10 to
# 40; the more weights, the fainter each one's share. (*REINFORCE* shakes the spikes, not the weights, and makes those
# likelier after which the loss was low.) Or copy a network without spikes (lesson 15): but that has rates, not times.
#
# **Is 98 % better than 97 %?** One training each can't tell. A share p of n trials is off by $\sqrt{p\,(1 - p) / n}$
# by chance: 97 % of 1,000 trials by half a point, of the 539 new digits by 0.7. First weights scatter by another 0.2
# to 0.6. But both networks may answer the *same* digits, and then only those count which one alone gets right. With
# one step and with ten that's 4 to 15 digits: say 3 and 7. Their difference, 4, should be more than twice the root
# of their sum, which is 6.3 (*McNemar's test*, [lesson 00](00_pattern_detected.ipynb)). So it shows nothing. In most
# divisions of the digits ten steps are ahead, by half a point to a point on average over eight. But these share most
# of their pictures, so they aren't eight experiments. If the eight leads have a variance of $s^2$, take for that of
# their mean not $s^2 / 8$ but $(1/8 + 539/1258)\,s^2$ (Nadeau and Bengio 2003). Then it's 1.1 to 2.6 standard
# errors, where eight need 2.4: likely, but not shown.
#
# **What do I write down for others?** The bump with its b and its height; whether the reset is attached; a; what of the
# readout the loss sees; the optimiser, its rate, trials and steps; the first weights, and from how many draws of them
# you report what (eight at least, with their spread). Choose b and rate on trials that you neither train on nor report.
# A referee will ask for two more rows: other b, and the readout alone.
#
# #### Is it honest?
#
# **How far off is it from the way down the real stairs?** In our network, before training, 45 to 70°: that's its
# angle to the slopes of the real loss, measured over 300 trials by moving hidden weights by 0.05. After twenty steps
# it's 55 to 85°. (Two such measurements, on other trials, lie only 12 to 26° apart.) At 60° a small move still goes
# down half as steeply as the steepest one; a random direction lies at about 90°. So single weights do go the wrong
# way: at first about a third of them.
#
# **Of which loss is this the gradient?** In general of none: a walk around a closed loop needn't come back to the same
# height (Gygax and Zenke 2025). Each set of weights has a straightened copy of its own, with a loss of its own. But for
# one neuron with noise on v it's the gradient of what it does on average, if the bump is the slope of the chance to
# fire.
#
# **Isn't this the straight-through estimator?** It's a relative. That one puts a slope of 1 in the step's place, so the
# error goes straight through. Our bump shuts the way far from the threshold; a boxcar of height 1 is straight through
# near it, and shut elsewhere.
#
# **Is there an exact way?** Yes, for spike *times*. They move smoothly while no spike comes or goes. SpikeProp takes
# their slopes, and *EventProp* walks back from time to time (Wunderlich and Pehle 2021). But a neuron that doesn't
# fire has no time to move, and hears nothing. *Surrogate gradient* is the name in Neftci and others (2019); cite them.
#
# **Could a synapse do it, without a walk back?** In one layer, yes, once $ds_t$ is known. Keep a trace of each input
# (lesson 07) that fades by a, and at each step add up this trace times $ds_t$ times the bump. For the table's weight it
# gives −0.5 − 0.06 − 2.5, again −3.06. But the $ds_t$ of a neuron in the middle lies in its listeners' future.
# SuperSpike and *e-prop* take what is known by then, so memory doesn't grow with the steps (*eligibility traces*,
# Bellec and others 2020). To be exact and forward is *real-time recurrent learning* (RTRL): a thousand neurons that
# hear each other keep the slope of each v in each of a million weights, 4 GB a trial.
#
# **How would a neuron know its listeners' weights?** Nobody has found a way (*weight transport*). It may not need
# them: put fixed random numbers, of the same size, in place of `W` in your `hidden_ds`. Ours still learns, in some 25
# to 70 steps (*feedback alignment*, Lillicrap and others 2016).

# %%
views.stairs.code()

# %% [markdown]
# ## References
#
# - Neftci EO, Mostafa H, Zenke F (2019). Surrogate gradient learning in spiking neural networks. *IEEE Signal
#   Process Mag* 36(6):51-63, [doi:10.1109/MSP.2019.2931595](https://doi.org/10.1109/MSP.2019.2931595).
# - Zenke F, Vogels TP (2021). The remarkable robustness of surrogate gradient learning for instilling complex
#   function in spiking neural networks. *Neural Comput* 33(4):899-925.
# - Gygax J, Zenke F (2025). Elucidating the theoretical underpinnings of surrogate gradient learning in spiking
#   neural networks. *Neural Comput* 37(5):886-925.
# - Lillicrap TP, Cownden D, Tweed DB, Akerman CJ (2016). Random synaptic feedback weights support error
#   backpropagation for deep learning. *Nat Commun* 7:13276,
#   [doi:10.1038/ncomms13276](https://doi.org/10.1038/ncomms13276).
# - Cramer B, Stradmann Y, Schemmel J, Zenke F (2022). The Heidelberg spiking data sets for the systematic
#   evaluation of spiking neural networks. *IEEE Trans Neural Netw Learn Syst* 33(7):2744-2757,
#   [doi:10.1109/TNNLS.2020.3044364](https://doi.org/10.1109/TNNLS.2020.3044364).
# - Eshraghian JK et al. (2023). Training spiking neural networks using lessons from deep learning. *Proc IEEE*
#   111:1016-1054, [doi:10.1109/JPROC.2023.3308088](https://doi.org/10.1109/JPROC.2023.3308088).
# - Wunderlich TC, Pehle C (2021). Event-based backpropagation can compute exact gradients for spiking neural networks.
#   *Sci Rep* 11:12829, [doi:10.1038/s41598-021-91786-z](https://doi.org/10.1038/s41598-021-91786-z).
# - Bellec G, Scherr F, Subramoney A, Hajek E, Salaj D, Legenstein R, Maass W (2020). A solution to the learning
#   dilemma for recurrent networks of spiking neurons. *Nat Commun* 11:3625,
#   [doi:10.1038/s41467-020-17236-y](https://doi.org/10.1038/s41467-020-17236-y).
# - Nadeau C, Bengio Y (2003). Inference for the generalization error. *Mach Learn* 52:239-281,
#   [doi:10.1023/A:1024068626366](https://doi.org/10.1023/A:1024068626366).
# - Alpaydin E, Kaynak C (1998). Optical recognition of handwritten digits. UCI Machine Learning Repository,
#   CC BY 4.0.
#
# Words of this lesson, in the [glossary](glossary.md): loss and gradient, surrogate gradient, detached reset,
# backpropagation through time, dead neuron.
#
# Next: [14 · Before you press Train](14_before_you_train.ipynb).
