# %% [markdown]
# # 12 · Teaching a spike
#
# **90 minutes** · You need: lessons [01](01_leaky_bucket.ipynb),
# [03](04_what_a_spike_does.ipynb) and [09](10_needle_in_noise.ipynb); for sections 3 to 5 also the
# chain rule.
#
# *What changes when somebody tells the neuron what it should have done?*
#
# You will be able to answer, and to show:
#
# - which weights should move when a neuron missed a pattern, and which way?
# - what does the derivative of a spike teach, and what is put in its place?
# - how does an error travel back through time, and how do you know that your code for it is right?
# - does a task need time at all, and which control tells?
#
# Who needs this? Whoever wants a spiking network to do what it is told: networks trained as in
# sections 3 to 5 read spoken digits from the spikes of a model of the ear (Cramer and others 2022),
# and libraries such as snnTorch train this way. The optimiser, the loss and the chain rule are those
# of deep learning; new is what stands in for the slope of a spike.
#
# Run a cell with Shift+Enter (*Run > Run All Cells* runs them all).

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

# %%
import numpy as np

from snn_edu import training
from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.teaching_a_spike import by_stdp, views
from snn_edu.live import animate, choice, explore, slider

# %% [markdown]
# In lesson 10 a neuron found a pattern that nobody pointed out. Now somebody does: "for this one you
# should have fired". Or: "for that one you should not". It is not told *when*. Commit to an answer,
# and the neuron appears:

# %%
neuron = training.Tempotron()  # tau 15 ms, tau_s 3.75 ms, threshold 1


def after_updates(pattern, updates, rate):
    times, w, should_fire = views.pattern(pattern)
    for _ in range(updates):
        w = w + rate * neuron.change(times, w, should_fire)
    return views.stems(pattern, updates, w)


# %%
predict(
    "teaching_a_spike.which_synapses",
    then=explore(
        after_updates, views.draw_stems,
        pattern=choice("pattern", ("a miss", "a false alarm"), "a miss"),
        updates=slider("updates", 0, 10, start=1, step=1, clock=True),
        rate=slider("learning rate", 0, 0.5, start=0.02, step=0.01),
        size=(7.0, 3.6),
    ),
)  # fmt: skip

# %% [markdown]
# Each stem is one input: it fires once, at its place on the time axis, and its height is its weight.
# Push **updates** up and watch the stems just before the diamond lift, and the potential with them,
# until it crosses. Then nothing moves any more: a pattern that is right changes nothing. The false
# alarm goes the other way. The **learning rate** says how far one update goes: 0 learns nothing,
# 0.5 does in one leap what 0.02 does in several small steps, and goes far beyond the threshold.

# %% [markdown]
# ## 1. The tempotron
#
# The potential is a weighted sum of PSPs, one for each input spike $t_i$ (Gütig and Sompolinsky
# 2006):
#
# $$ V(t) = \sum_i w_i\, K(t - t_i), \qquad
#    K(s) = V_0 \left( e^{-s/\tau} - e^{-s/\tau_s} \right) \text{ for } s > 0 $$
#
# $V_0$ makes the peak of $K$ one. If $V$ reaches the threshold, 1, the neuron fires. Ask now how the
# highest value of $V$, at $t_{max}$, depends on the weight of input $i$. The answer is in the sum:
# by $K(t_{max} - t_i)$. (Moving $w_i$ also moves $t_{max}$ a little, but at the top the curve is
# flat, so that costs nothing.) And that is the rule of the [tempotron](glossary.md#tempotron), after
# an error, and only then:
#
# $$ \Delta w_i = \pm\, \lambda\, K(t_{max} - t_i) \qquad
#    + \text{ for a miss, } - \text{ for a false alarm} $$

# %%
print(f"K peaks {neuron.time_to_peak:.1f} ms after its spike; V_0 = {neuron.V0:.3f}")
for since in (-10.0, 7.0, 50.0):
    print(f"a spike {since:3.0f} ms before t_max: {neuron.kernel(since):.3f} lambda for its weight")
assert round(neuron.time_to_peak, 1) == 6.9
assert neuron.kernel(-10.0) == 0
assert neuron.kernel(50.0) < 0.08

# %% [markdown]
# ### Your turn: the update
#
# `v` is the potential on a grid of times `t`; `times` are the inputs' spikes; `K` takes an array.
# Return what is added to each weight, for a rate of 1.


# %%
def update(times, t, v, should_fire, K):
    return ...  # an array as long as times


check("teaching_a_spike.update", update)

# %%
solution("teaching_a_spike.update")

# %% [markdown]
# ### How much can one neuron learn?
#
# Random patterns, half of them to fire for. Every input fires once in every pattern, so the counts
# say nothing. Each move of a slider is a whole training, from random weights.

# %%
predict(
    "teaching_a_spike.how_many",
    then=explore(
        views.capacity, views.draw_capacity,
        alpha=slider("patterns a synapse", 0.5, 3, start=1.5, step=0.25),
        starts=slider("starts at most", 1, 3, start=1, step=1),
        seed=slider("set of patterns", 0, 5, start=3, step=1),
        size=(7.0, 2.7),
    ),
)  # fmt: skip

# %% [markdown]
# On the right each mark is a pattern, at the height of its highest potential: the training pushes
# the two kinds apart, through the threshold. At 0.5 patterns a synapse that takes some 40 epochs. At
# 1.5 this set gets stuck with 5 errors; let it begin a second time, from other weights, and it gets
# through. At 3 a floor of errors remains. (An *epoch* is every pattern once.)

# %%
solved = {}
for alpha in (0.5, 1.0, 2.0, 3.0):
    problems = [views.problem(alpha, seed) for seed in range(4)]
    tried = [
        neuron.train(times, labels, np.random.default_rng(k), starts=8 if alpha < 3 else 1)
        for k, (times, labels) in enumerate(problems)
    ]
    solved[alpha] = sum(one.solved for one in tried)
    print(f"{alpha} patterns a synapse: {solved[alpha]} of 4 sets solved")
assert solved == {0.5: 4, 1.0: 4, 2.0: 4, 3.0: 0}

# %% [markdown]
# **Paper check.** A perceptron, which adds up its inputs at one moment, learns two patterns a
# weight at most, and that with endless patience (Cover 1965). The tempotron's authors report several
# patterns a synapse; here 2 are learned in every set, in a fraction of a second. The room comes from
# time: the neuron may choose when to fire.

# %% [markdown]
# ## 2. The same task by STDP
#
# Lesson 10's neuron learned without a teacher. Give its kind of rule these patterns. **Before you
# run the comparison:**

# %%
predict("teaching_a_spike.by_stdp")

# %%
for count, found in by_stdp.compare((4, 20, 100)).items():
    told = [f"{name} right on {share.right:.0%}" for name, share in found.items()]
    print(f"{count:3} patterns:", "; ".join(told))
    alone, taught, tempotron = found.values()
    assert alone.fires == 1.0  # for every pattern
    assert tempotron.right == 1.0
    assert alone.right < taught.right <= 0.8

# %% [markdown]
# STDP alone strengthens whatever comes before its spikes: it fires for every pattern, right on half
# of them. A teacher may help: it makes the neuron fire at 250 ms in the patterns of one kind, and a
# false alarm weakens the inputs before it. That is better than chance, and no match for a rule that
# looks for the moment when little was missing.
#
# It is not the worse rule; it solves another task. STDP needs no label and no error. It finds what
# *repeats* in noise. The tempotron tells apart what it is *told* to.

# %% [markdown]
# ## 3. Down the slope
#
# One neuron, one trial, a yes or a no. To train a network in layers one wants more. Say with one
# number how wrong it is, its **loss**; find the slope of the loss for every weight, which together are
# the **gradient**; and move each weight a little downhill. So take the simplest case, one input with
# weight $w$, and a loss that falls when the neuron fires more. The slope is measured by a quotient of
# differences, $(L(w + \mathrm{eps}) - L(w - \mathrm{eps})) / (2\, \mathrm{eps})$. **Before you look:**

# %%
predict(
    "teaching_a_spike.no_slope",
    then=explore(
        views.loss_over_weight, views.draw_loss_over_weight,
        w=slider("weight w", 0.15, 0.65, start=0.35, step=0.005),
        eps=slider("eps", 0.0001, 0.1, start=0.03, log=True),
        slope=slider("slope of the soft step", 1, 20, start=5.0, step=0.5),
        reset=choice("reset", ("attached", "detached"), "attached"),
        size=(7.0, 2.8),
    ),
)  # fmt: skip

# %% [markdown]
# The black loss is made of stairs: it changes only where a spike appears, disappears, or moves to
# another step. Pull eps down: the orange quotient ends at 0, nearly wherever you stand, and at a
# jump it explodes. No slope, nothing to learn from.
#
# The green line is what we use instead. Forward, the neuron stays as it is: hard steps, whole
# spikes. Backward, the derivative of the step is *replaced* by a bump around the threshold, as if
# the step had been soft. That is a [surrogate gradient](glossary.md#surrogate-gradient). It is not
# the slope of the black curve, which has none, but it follows the stairs on the whole.
#
# Switch the reset to **detached**: backward, the reset is then taken for a constant, and the green
# line falls several times too steeply. It does not know that a spike more makes the next one later.
# In networks a [detached reset](glossary.md#detached-reset) is common all the same: the direction
# mostly agrees, and the loop is simpler.

# %% [markdown]
# ### Your turn: a surrogate
#
# A soft step that is quick to compute is the fast sigmoid, $s(u) = u / (1 + b\,|u|)$, where
# $u = v - 1$ is the distance to the threshold and $b$ the slope. What is its derivative?


# %%
def h(u, b):
    return ...  # ds/du, for a number or an array u


check("teaching_a_spike.slope", h)

# %%
solution("teaching_a_spike.slope")

# %% [markdown]
# ### Steeper is truer. Is it better?
#
# The larger $b$, the closer the soft step is to the hard one. Six layers of 60 neurons, and how
# large the gradient is that arrives at each. **Commit first:**

# %%
predict(
    "teaching_a_spike.closer_to_the_step",
    then=explore(
        views.gradient_flow, views.draw_gradient_flow,
        kind=choice("surrogate", ("fast sigmoid", "sigmoid", "arctan", "boxcar"), "fast sigmoid"),
        slope=slider("slope b", 0.2, 100, start=1.0, log=True),
        size=(7.0, 2.8),
    ),
)  # fmt: skip

# %%
for slope in (1.0, 5.0, 25.0, 100.0):
    first = views.gradient_norms("fast_sigmoid", slope)[0]
    print(f"slope {slope:3.0f}: layer 1 gets {first:9.5f} times what layer 6 gets")
assert views.gradient_norms("fast_sigmoid", 1.0)[0] > 100
assert 0.5 < views.gradient_norms("fast_sigmoid", 5.0)[0] < 2
assert views.gradient_norms("fast_sigmoid", 100.0)[0] < 3e-5

# %% [markdown]
# At slope 1 the gradient explodes on its way down, at 100 it vanishes, at 5 it arrives. Why? On its
# way through a layer an error is multiplied by the surrogate at each neuron's potential, and summed over
# 60 neurons and the steps. A steep surrogate is narrow, and most potentials lie where it is nearly 0: on
# average a neuron passes on 0.4 % at slope 100, 7 % at slope 5, a fifth at slope 1. With 7 % the factor
# and the sum about cancel; with less the gradient shrinks from layer to layer, with more it grows. For the
# other surrogates the good slope lies elsewhere (the sigmoid's near 0.5; its peak is 1/4 of the
# slope). So the *scale* matters and hardly the shape, as Zenke and Vogels (2021) found. And it
# matters with depth: with one hidden layer you can afford nearly any.

# %% [markdown]
# ## 4. Back through time
#
# Here is the model, once and for all. With $a$ the share of the potential that is left after a step,
# $x_t$ the row of input spikes of step $t$, and 1 taken off after a spike (the reset):
#
# $$ v_t = a\,(v_{t-1} - s_{t-1}) + x_t W, \qquad s_t = 1 \text{ where } v_t \ge 1 $$
#
# What does a bit more of $v_t$ do to the loss? Two things. It may change the spike now: the spike's
# effect on the loss, $ds_t$, times the surrogate. And $a$ of it is still there at the next step. So
#
# $$ dv_t = a\; dv_{t+1} + ds_t\; h(v_t - 1) $$
#
# begun at the last step and run to the first:
# [backpropagation through time](glossary.md#backpropagation-through-time). (The reset is detached.)
# The weights' gradient is then $dW = \sum_t x_t\, dv_t$.
#
# ### Your turn: the loop


# %%
def backward(ds, v, a, b):
    return ...  # the array dv; h is yours from above: write that first


check("teaching_a_spike.backward", backward)

# %%
solution("teaching_a_spike.backward")

# %% [markdown]
# ### Is it right? Check it yourself
#
# The classical check of a gradient: move one weight a little both ways, and see what the loss does.


# %%
def by_difference(loss, w, i, eps):
    return ...  # the slope of loss(w) in w[i]; w is an array and must not change


check("teaching_a_spike.by_difference", by_difference)

# %%
solution("teaching_a_spike.by_difference")

# %% [markdown]
# But of *which* loss? That of the neuron has slope 0. There is one whose gradient the surrogate
# gradient is, exactly: freeze the run as it was, and let each spike follow a straight line from
# there, with the surrogate as its slope, $s_t = s^0_t + h^0_t\,(v_t - v^0_t)$. At the run itself
# nothing differs, and no step is left. Your `backward` against your `by_difference`:

# %%
rng = np.random.default_rng(0)
x, w0, ds = rng.random((40, 5)) < 0.3, rng.normal(0.4, 0.2, 5), rng.normal(0.0, 1.0, 40)
v0, s0 = np.zeros(40), np.zeros(41)  # s0[-1] is the reset before the first step: none
for t in range(40):
    v0[t] = 0.9 * (v0[t - 1] - s0[t - 1]) * (t > 0) + x[t] @ w0
    s0[t] = v0[t] >= 1
h0 = training.surrogate("fast_sigmoid", v0 - 1, 5.0)


def tangent_loss(w):
    v, loss = 0.0, 0.0
    for t in range(40):
        v = 0.9 * (v - s0[t - 1]) + x[t] @ w  # resets as they were: detached
        loss += ds[t] * (s0[t] + h0[t] * (v - v0[t]))
    return loss


# %%
written = check("teaching_a_spike.backward", backward)
if written and check("teaching_a_spike.by_difference", by_difference):
    mine = x.T @ backward(ds, v0, 0.9, 5.0)  # the gradient for all five weights
    quotient = by_difference(tangent_loss, w0, 3, 1e-4)
    print(f"weight 3: back through time {mine[3]:.9f}, by difference {quotient:.9f}")
    assert np.isclose(mine[3], quotient)
else:
    print("Write `backward` and `by_difference` above, then run this cell again.")

# %% [markdown]
# The library's `Layers` is your loop with matrices, for any number of layers (40 lines; look into
# `snn_edu/training/layers.py`). Its `gradient_check` asks all three losses:

# %%
inputs, labels = (rng.random((30, 8, 10)) < 0.2).astype(float), rng.integers(0, 3, 8)
layers = training.Layers([rng.normal(0.05, 0.4, (10, 12)), rng.normal(0.05, 0.4, (12, 3))])
asked = {
    way: training.gradient_check(layers, inputs, labels, way, eps=1e-6)
    for way in ("step", "smooth", "tangent")
}
hidden = np.abs(asked["step"].by_differences[0])
print(f"hard step: {np.mean(hidden == 0):.0%} of the hidden weights' quotients are exactly 0")
print(f"smooth model: right to {asked['smooth'].error:.0e} of the largest")
print(f"tangent model: right to {asked['tangent'].error:.0e} of the largest")
assert not hidden.any()
assert asked["smooth"].error < 1e-8
assert asked["tangent"].error < 1e-8

# %% [markdown]
# A gradient that was never checked is a guess: a wrong one may learn too, only worse, and then
# nothing tells you.

# %% [markdown]
# ## 5. A task that needs time
#
# Three classes, A, B and C. In each, 40 inputs fire exactly once, at times of that class, give or
# take a jitter of 2 ms. A network of 40-30-3 learns from 64 trials a step. **Two questions before
# you press Train:**

# %%
predict("teaching_a_spike.counts")

# %%
predict("teaching_a_spike.silent_start")

# %%
animate(
    views.three_patterns, views.draw_three_patterns,
    sees=choice("it sees", ("times", "counts only"), "times"),
    surrogate=choice("surrogate", ("fast sigmoid", "boxcar"), "fast sigmoid"),
    mean=slider("mean weight at the start", -0.3, 0.1, start=0.05, step=0.05),
    jitter=slider("jitter", 0, 50, start=2, step=1, unit="ms"),
    loss=slider("share of lost spikes", 0, 0.5, start=0.0, step=0.05, rare=True),
    seed=slider("noise seed", 0, 5, start=0, step=1, rare=True),
    fps=12, still=30, button="Train", size=(8.2, 2.7),
)  # fmt: skip

# %% [markdown]
# Press **Train**. After some 30 steps nearly all fresh trials are right. Then let it see **counts
# only**: it never leaves chance. Start at a mean weight of -0.2, with the boxcar and with the fast
# sigmoid. Raise the jitter until it fails.

# %%
dead, plain = {"mean": -0.2}, {"optimiser": training.SGD(0.1)}  # its step: -0.1 x gradient
changes = {
    "as it is": {}, "counts only": {"sees": "counts only"},
    "dead, boxcar": {**dead, "surrogate": "boxcar"}, "dead, fast sigmoid": dead,
    "alive, plain steps": plain, "dead, plain steps": {**dead, **plain},
    "dead, 20 times as large": {**dead, "optimiser": training.SGD(2.0)},
    "jitter 30 ms": {"jitter": 30.0}, "jitter 50 ms": {"jitter": 50.0},
    "half the spikes lost": {"loss": 0.5},
}  # fmt: skip
found = {name: views.learn_patterns(**change) for name, change in changes.items()}
for name, share in found.items():
    print(f"{name:23} {share:4.0%} of {views.TESTED} fresh trials right")

# %%
for name in ("as it is", "dead, fast sigmoid", "alive, plain steps", "dead, 20 times as large"):
    assert found[name] > 0.99
assert max(found[name] for name in ("counts only", "dead, boxcar", "dead, plain steps")) < 0.4
assert min(found["jitter 30 ms"], found["half the spikes lost"]) > 0.92
assert found["jitter 50 ms"] < 0.8

# %% [markdown]
# A neuron that never fires is a [dead neuron](glossary.md#dead-neuron). Its gradient is the error
# times the surrogate at its potential, far below the threshold. There the boxcar is exactly 0: nothing
# moves, ever. The fast sigmoid has a tail that leaves a thousandth. What becomes of that is the
# optimiser's doing: Adam, used here, divides each gradient by its usual size and makes a full step
# of it. Plain steps of 0.1 times the gradient teach a living network as well, and leave a dead one
# dead for all 90 steps; steps twenty times as large wake it, too. So "dead" means that the steps are
# too small for what is left, and with the boxcar nothing is left. A jitter of 30 ms in 100 hardly
# hurts: 40 inputs vote. Half the spikes may be missing.

# %% [markdown]
# ### Your turn: the control
#
# "It sees counts only" was our function. Write yours: the same number of spikes for each input in
# each trial, and nothing left of the times.


# %%
def counts_only(x, rng):
    return ...  # as x: (steps, trials, inputs)


check("teaching_a_spike.counts_only", counts_only)

# %%
solution("teaching_a_spike.counts_only")

# %% [markdown]
# ## 6. And digits?
#
# 1797 handwritten digits of 8 x 8 pixels, 70 % to learn from, the rest new. Each pixel's grey is a
# constant current; 64-100-10 neurons, ten steps; an *epoch* is all training pictures once. **First:**

# %%
predict("teaching_a_spike.one_step")

# %%
animate(
    views.read_digits, views.draw_read_digits,
    steps=slider("time steps", 1, 20, start=10, step=1),
    hidden=slider("hidden neurons", 10, 200, start=100, step=10),
    slope=slider("slope b", 0.2, 50, start=5.0, log=True),
    epochs=slider("epochs", 1, 30, start=20, step=1),
    seed=slider("random split", 0, 4, start=0, step=1, rare=True),
    fps=12, still=20, button="Train", size=(8.0, 3.0),
)  # fmt: skip

# %%
settings = {"steps": 10, "hidden": 100, "slope": 5.0, "epochs": 20}
for change in ({}, {"steps": 1}, {"hidden": 10}, {"slope": 0.2}, {"slope": 50.0}):
    ends = [views.learn_digits(**{**settings, **change}, seed=k) for k in range(3)]
    print(f"{change or 'as it is'!s:16} {np.mean(ends):.3f} right on new digits, 3 splits")
    assert abs(np.mean(ends) - (0.945 if "hidden" in change else 0.978)) < 0.02

# %% [markdown]
# Twenty epochs, and 98 % are right. Be honest about what it shows. With a *single*
# step, no time at all, it is 97 %; the slope of the surrogate, 0.2 or 50, makes no difference; and
# whoever compares a digit with ten mean pictures gets 90 %. These digits are solved by what is
# there at once. A benchmark like this says that the gradient works. That a spiking network *needs*
# its time, the three patterns show, and their control.

# %% [markdown]
# ## Key points
#
# - A missed pattern is cured by the inputs that fired shortly before the highest potential:
#   $\Delta w_i = \lambda K(t_{max} - t_i)$. One neuron learns two random patterns a synapse.
# - The loss of a spiking network is made of stairs: its slope is 0 or a jump. A surrogate stands for
#   the slope of the step, backward only.
# - Scale and depth decide: too steep vanishes, too flat explodes; with one hidden layer nearly
#   anything works.
# - Backward through time the same leak carries the error: $dv_t = a\, dv_{t+1} + ds_t\, h$.
# - Check a gradient by differences, of the loss that it is the gradient of.
# - What shows that a network reads times is a control with the same counts and no times.
# - STDP finds what repeats, without a word said. Gradients reach what they are told, and need an
#   error that is carried back, which no synapse is known to do in this way.
#
# **Outside.** When you meet `surrogate`, `beta` (our $a$) or `detach` in a library for deep spiking
# networks, it is what you wrote here: a bump backward, a leak, a reset taken for a constant. And the
# control that keeps the counts and takes the times away is the first thing to ask of any claim that a
# network "uses spike timing".

# %% [markdown]
# ## Quiz

# %%
quiz("teaching_a_spike")

# %% [markdown]
# ## References
#
# - Gütig R, Sompolinsky H (2006). The tempotron: a neuron that learns spike timing-based decisions.
#   *Nat Neurosci* 9:420-428.
# - Rubin R, Monasson R, Sompolinsky H (2010). Theory of spike timing-based neural classifiers.
#   *Phys Rev Lett* 105:218102,
#   [doi:10.1103/PhysRevLett.105.218102](https://doi.org/10.1103/PhysRevLett.105.218102).
# - Cover TM (1965). Geometrical and statistical properties of systems of linear inequalities with
#   applications in pattern recognition. *IEEE Trans Electron Comput* EC-14:326-334.
# - Cramer B, Stradmann Y, Schemmel J, Zenke F (2022). The Heidelberg spiking data sets for the
#   systematic evaluation of spiking neural networks. *IEEE Trans Neural Netw Learn Syst*
#   33(7):2744-2757, [doi:10.1109/TNNLS.2020.3044364](https://doi.org/10.1109/TNNLS.2020.3044364).
# - Neftci EO, Mostafa H, Zenke F (2019). Surrogate gradient learning in spiking neural networks.
#   *IEEE Signal Process Mag* 36(6):51-63,
#   [doi:10.1109/MSP.2019.2931595](https://doi.org/10.1109/MSP.2019.2931595).
# - Zenke F, Vogels TP (2021). The remarkable robustness of surrogate gradient learning for
#   instilling complex function in spiking neural networks. *Neural Comput* 33(4):899-925.
# - Eshraghian JK et al. (2023). Training spiking neural networks using lessons from deep learning.
#   *Proc IEEE* 111:1016-1054,
#   [doi:10.1109/JPROC.2023.3308088](https://doi.org/10.1109/JPROC.2023.3308088).
# - Alpaydin E, Kaynak C (1998). Optical recognition of handwritten digits. UCI Machine Learning
#   Repository, CC BY 4.0.
#
# Words of this lesson, in the [glossary](glossary.md): tempotron, surrogate gradient, detached
# reset, backpropagation through time, dead neuron.
#
# Next: [15 · From ANN to SNN, and what it costs](15_what_it_costs.ipynb). There is another way to get
# weights: borrow them from a network that never heard of a spike.
