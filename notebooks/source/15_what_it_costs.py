# %% [markdown]
# # 15 · From ANN to SNN, and what it costs
#
# **90 minutes** · You need: lessons [02](02_neuron_that_fires.ipynb) (reset),
# [04](05_temporal_coding.ipynb) (codes) and [06](07_stdp_curves.ipynb) (STDP).
#
# *Can a trained network be run on spikes, and is it cheaper then?*
#
# You will be able to answer, with numbers of your own:
#
# - how far is the count of a spiking neuron from a ReLU, after T steps?
# - what has to be scaled before a trained network can fire, and which choices matter then?
# - how many operations does a spiking network take, and at which prices does it win?
# - what can a published ratio of energies leave out?
# - can STDP learn digits without labels, and which of its parts can it not do without?
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
from snn_edu.lessons.what_it_costs import views as what_it_costs
from snn_edu.live import animate, choice, explore, slider, toggle
from snn_edu.training import digits

# %% [markdown]
# Most neural networks that you have heard of do not spike. Their neurons, here called **ReLUs**
# ([rectified linear units](glossary.md#relu)), compute one number from their input $z$ and pass it
# on, their *activation*: $\max(0, z)$, where $z$ adds up weighted inputs and a constant, the *bias*.
# Such a network is an **ANN** (artificial neural network), and people know well how to train one. If a
# spiking neuron could stand in for a ReLU, you would have a trained spiking one, an **SNN**, for nothing, and chips
# on which it may run on a battery.
#
# The stand-in is the simplest neuron of the course, the
# [integrate-and-fire neuron](glossary.md#integrate-and-fire) (IF): a bucket without a leak. In each
# step $v$ grows by $z$; at $v \ge 1$ it fires and is reset. **Before you move anything:**

# %%
predict("what_it_costs.half_lost")


# %%
def one_neuron(z, steps, reset, start):
    inputs = what_it_costs.Z  # from -0.25 to 1.25
    rates = training.if_counts(inputs, steps, reset, start) / steps
    count = int(training.if_counts(z, steps, reset, start))
    t, v, spikes = what_it_costs.potential(z, reset, start)
    relu = min(max(z, 0.0), 1.0)
    return {
        "rates": (inputs, rates),
        "dot": ([z], [count / steps]),
        "v": (t, v),
        "spikes": (spikes, np.full(len(spikes), 2.05)),
        "text": f"Input {z:g}, reset {reset}, from v = {start:g}: {count} of {steps} steps with a "
        f"spike, a rate of {count / steps:.3f}; the ReLU, cut off at 1, says {relu:.3f}.",
    }


# %%
explore(
    one_neuron,
    what_it_costs.draw_one_neuron,
    z=slider("input z", -0.25, 1.25, start=0.35, step=0.05),
    steps=slider("steps T", 1, 50, start=12, step=1),
    reset=choice("reset", ("subtract", "zero", "none"), "subtract"),
    start=slider("v at the start", 0, 0.75, start=0, step=0.25),
    handles={"dot": {"x": "z"}},
    ghost=["rates"],
    tries={"below zero": {"z": -0.25}, "more than it can say": {"z": 1.25}},
    size=(9.0, 2.7),
)  # fmt: skip

# %% [markdown]
# Left, the potential of one neuron; right, the rate of IF neurons with all inputs at once. Go to
# both ends of each slider:
#
# - **z**: below 0 it is silent, as a ReLU is. Above 1 it fires in every step and can do no more:
#   that is where the rate is cut off.
# - **T**: the staircase under the line has T steps. After T steps a rate is off by up to 1/T.
# - **reset to zero**: at 0.6 only T/2 spikes come. The stairs are coarse, and more steps do not
#   mend them. **none**: once above 1, it fires for good.
# - **v at the start**: 0.5 moves the stairs to the middle of the line. It rounds, where 0 cuts off.
#
# ### Your turn: write the neuron


# %%
def spike_count(z, steps, reset):
    return ...  # spikes in `steps` steps of input z, from v = 0; reset "subtract" or "zero"


check("what_it_costs.neuron", spike_count)

# %%
solution("what_it_costs.neuron")

# %% [markdown]
# ## A whole network
#
# Now a real one: 64 pixels, 100 ReLUs, 10 outputs, for handwritten digits of 8 x 8 pixels (UCI
# "optdigits", E. Alpaydin and C. Kaynak 1998, CC BY 4.0). Of 1797 pictures, 70 % are for training.
# The other 30 % are for the test, and nothing may be chosen by them.

# %%
rng = np.random.default_rng(0)
train, test = digits.split(digits.load(), rng)
ann = training.train_relu(train.pictures, train.labels, rng)
activations = ann.activations(train.pictures)
print(f"{len(train)} training pictures, {len(test)} test pictures")
print(f"the ANN tells {np.mean(ann.decide(test.pictures) == test.labels):.1%} of the test pictures")
for name, layer in zip(("hidden", "output"), activations, strict=True):
    print(f"largest {name} activation, in training: {layer.max():.1f}")

# %% [markdown]
# These activations are far above 1, and an IF neuron's rate ends at 1. So scale: if the largest
# activation of a layer is $\lambda$, divide by it what goes into that layer. A ReLU does not mind,
# since $\max(0, z/\lambda) = \max(0, z)/\lambda$. To divide all inputs by $\lambda$ or to multiply
# the threshold by it is the same thing, and so this is called
# [threshold balancing](glossary.md#threshold-balancing) (Diehl et al. 2015).
#
# ### Your turn: balance two layers
#
# `hidden` and `output` are the activations of the training pictures, one row a picture. Mind what
# has already shrunk when it reaches the second layer.


# %%
def balance(W1, b1, W2, b2, hidden, output):
    return ...  # W1, b1, W2, b2, scaled


check("what_it_costs.balance", balance)

# %%
solution("what_it_costs.balance")

# %% [markdown]
# The library's `convert` does the same, with one more idea: instead of the largest activation it
# takes a high *percentile* of all (Rueckauer et al. 2017): at 99.9, what only one activation in a
# thousand exceeds. One odd picture then does not make everybody else slow; what lies above is cut off.

# %%
weights, biases = training.convert(ann.weights, ann.biases, activations, percentile=99.9)
snn = training.IFLayers(weights, biases)
run = snn.run(test.pictures, steps=20)
print(f"after 20 steps the SNN tells {np.mean(run.decide() == test.labels):.1%}")
same = np.mean(run.decide() == ann.decide(test.pictures))
print(f"and says the same as its ANN for {same:.1%} of the pictures")
assert same > 0.99

# %% [markdown]
# ## How long must it run?
#
# Each pixel is a constant current into the network, T steps long; the output that fires most often
# wins. **Before you look:**

# %%
predict("what_it_costs.first_step")

# %%
explore(
    what_it_costs.patience,
    what_it_costs.draw_patience,
    steps=slider("steps T", 1, 50, start=20, step=1),
    code=choice("input", ("current", "Poisson", "latency", "latency, one charge"), "current"),
    start=slider("v at the start", 0, 0.5, start=0, step=0.5),
    ties=choice("ties by", ("potential", "index"), "potential"),
    reset=choice("reset", ("subtract", "zero", "none"), "subtract"),
    percentile=choice("percentile", ("95", "99", "99.9", "100"), "99.9"),
    picture=slider("test picture", 0, 538, start=5, step=1),
    ghost=["curve"],
    size=(9.0, 2.5),
)  # fmt: skip

# %% [markdown]
# Walk T down to 1 and watch the bars. In the first step hardly any hidden neuron has filled up
# (0.08 spikes a picture), no output fires, and ten outputs tie at 0. The potential that is left has
# to decide alone, and it has heard next to nothing. At T = 3 98 % are right. Now change one
# choice at a time, at T = 3:
#
# - **ties**: let the smallest class win a tie, as NumPy's `argmax` does, and 77 % are left. Counts
#   of 0, 1 or 2 tie for a quarter of the pictures. No other choice costs as much: say which rule
#   you use.
# - **v at the start**: half full, a single step tells 90 %.
# - **reset** to zero, and the **percentile**: next to nothing, here, from T = 5 on. This network
#   has one hidden layer; in a deep one each layer waits for, and blurs, the one before it.
# - **input**: *Poisson* spikes, one in each step with probability $x$, bring noise; it takes some
#   20 steps to average it out. *Latency* sends one spike a pixel, the earlier the brighter, and
#   each switches a current on for the rest of the time. If every spike delivers the same charge
#   instead, whenever it comes, the network gets a picture without greys, and from T = 15 on it gets
#   *worse* with time.

# %%
for steps in (1, 2, 3, 5, 10, 20):
    run = snn.run(test.pictures, steps)
    counts = run.counts[-1]
    tied = (counts == counts.max(axis=1, keepdims=True)).sum(axis=1) > 1
    right = {ties: np.mean(run.decide(ties) == test.labels) for ties in ("potential", "index")}
    print(
        f"T = {steps:2}: {tied.mean():4.0%} of the pictures tie; "
        f"right by potential {right['potential']:.3f}, by index {right['index']:.3f}"
    )

# %% [markdown]
# ## The bill
#
# "Spikes save energy": an addition costs 0.9 pJ (picojoule, $10^{-12}$ J) where a multiplication with addition, a
# [MAC](glossary.md#mac), costs 4.6 (Horowitz 2014, for a 45 nm chip). But how many of each? When a
# spike goes through a synapse, a weight is added to a potential: one
# [synaptic operation](glossary.md#synaptic-operation). Count before you multiply.
#
# ### Your turn: count
#
# You get how often each neuron fired for each picture, in arrays of (pictures, neurons). `W1` has a
# row for each input, `W2` one for each hidden neuron.


# %%
def synaptic_operations(inputs, hidden, output, W1, W2):
    return ...  # additions of a weight for a picture, on average


check("what_it_costs.count", synaptic_operations)

# %%
solution("what_it_costs.count")

# %% [markdown]
# Operations are not all. A weight has to be *fetched* from memory, by both kinds of network. And a
# potential has to be read, changed and written back, which only the spiking one must do. In total:
#
# $$ E_{ANN} = M\,(E_{mac} + E_w) $$
#
# $$ E_{SNN} = S\,(E_{ac} + E_w + E_v) + N\,T\,(E_{ac} + E_v) $$
#
# with $M$ MACs, $S$ synaptic operations, and $N$ neurons updated in each of $T$ steps. Still not in
# it: moving spikes about, leakage (what a chip draws at rest), and zeros that a good ANN chip skips. Here is the bill of one
# picture, line by line, at T = 10:

# %%
prices = training.Energy(mac=4.6, ac=0.9, weight=5.0, potential=10.0)  # pJ
spikes = training.latency_input(test.pictures, 10)
done = training.snn_operations(snn, snn.run(spikes, 10))
print(f"{done.synaptic_operations:.0f} synaptic operations, {done.neuron_updates:.0f} updates")
bill = prices.snn(done.synaptic_operations, done.neuron_updates)
print(f"weights added      {bill.additions / 1000:5.1f} nJ")
print(f"weights fetched    {bill.weights / 1000:5.1f} nJ")
print(f"potentials changed {bill.potentials / 1000:5.1f} nJ")
print(f"neurons updated    {(bill.updates + bill.update_potentials) / 1000:5.1f} nJ")
ann_total = prices.ann(training.ann_operations(snn).macs).total
print(f"in all {bill.total / 1000:.1f} nJ; the ANN takes {ann_total / 1000:.1f} nJ")

# %% [markdown]
# Now move the prices. **First:**

# %%
predict(
    "what_it_costs.poisson_bill",
    then=explore(
        what_it_costs.energy,
        what_it_costs.draw_energy,
        mac=slider("MAC", 0.1, 10, start=4.6, log=True, unit="pJ"),
        ac=slider("addition", 0.01, 10, start=0.9, log=True, unit="pJ"),
        weight=slider("fetch a weight", 0, 100, start=0, step=0.5, unit="pJ"),
        potential=slider("update a potential", 0, 100, start=0, step=0.5, unit="pJ"),
        steps=slider("steps T", 1, 50, start=8, step=1),
        tries=what_it_costs.PRICE_LISTS,
        ghost=["line"],
        size=(9.0, 2.7),
    ),
)

# %% [markdown]
# (The buttons set the four prices of a table of `training.PRICES`, at T = 8.)
#
# On the map a network is a point: how many spikes go through a synapse per picture, and in how many
# steps. Left of the thick line the SNN is cheaper. The bars are this lesson's networks.
#
# - **All memory free**: the [break-even](glossary.md#break-even) stands at 5.11 spikes per synapse,
#   and the whole latency code lies left of it. A claim that names 4.6 and 0.9 pJ, and no more, is
#   made on this map.
# - **A weight 5 pJ, a potential 10 pJ** (a cache, 8 kB of memory beside the processor): the line jumps to 0.60, and it bends:
#   above T = 59 the updates alone cost more than the whole ANN. The Poisson network with T = 50 now
#   costs 25 ANNs.
# - **Weight 50 pJ** (a memory of 1 MB; its price, and those of the 8-bit row, are examples that we
#   quote from memory): the line goes towards 1. Whoever pays for memory alone wants few *fetches*, and
#   less than one spike per synapse.
# - **Where the SNN wins**: latency input at T = 5. It tells 98.1 %, with 27 input
#   spikes a picture, for 0.83 of the ANN's energy, all memory paid. But compare like with like: at T = 8,
#   where it tells 98.9 % as the ANN does, it costs 1.11. If potentials stay where they are needed
#   (a potential free, a weight 5 pJ) it costs 0.37.
#
# So, with its memory paid, the SNN loses in most of the map. It wins where spikes are few, steps
# are few, and memory sits beside the neuron. Event cameras and chips such as Loihi are built for
# that corner.
#
# ### Your turn: where is the line?


# %%
def break_even(mac, ac, weight, potential):
    return ...  # spikes per synapse and inference (one picture told), with updates left out


check("what_it_costs.break_even", break_even)

# %%
solution("what_it_costs.break_even")

# %%
for name, each in training.PRICES.items():
    print(f"{name:22}: {each.break_even():.2f} spikes per synapse")
print("pJ per synaptic operation, by chip:", dict(training.CHIPS))

# %% [markdown]
# A study that counted memory found break-even between 0.15 and 1.38 spikes per synapse (Dampfhoffer
# et al. 2023); three of our five rows lie in that range. Another asks for less than 5.7 % of spikes
# per step at T = 5 (Yan et al. 2024): our 8-bit row gives 0.236/5 = 4.7 %. A third finds sparse
# SNNs 6 to 8 times *more* efficient (Lemaire et al. 2022). All three can be right: they stand on
# different places of the map. The chips' numbers come from a table that warns that an "operation"
# is not the same on each (Tang et al. 2023).
#
# ## A table, read closely
#
# From a paper of 2023 (*Front Neurosci* 17:1091097, table 3), with its footnotes:
#
# | | ANN | SNN |
# |---|---|---|
# | Spike rate | 0 | 0.1366 |
# | #OP_ANN | 18.39 M | 0 |
# | #OP_SNN | 0 | 2.51 M |
# | Energy (10⁻⁷ J) | 845.94 | 3.09 |
# | ANN/SNN energy | 273.77 | |
#
# Footnotes: #OP_SNN = SpikeRate × #OP_ANN. Energy = #OP_ANN × 4.6 pJ + #OP_SNN × 0.9 pJ ×
# SpikeRate.
#
# ### Your turn: what is the ratio?
#
# Recompute ANN/SNN from these numbers with every operation counted once. (How many steps the
# network runs is nowhere in it.)

# %%
my_ratio = None

check("what_it_costs.table", my_ratio)

# %%
solution("what_it_costs.table")

# %%
if check("what_it_costs.table", my_ratio):
    print("#OP_SNN has the spike rate in it, and the second footnote multiplies by it once more:")
    print(f"{845.94 / 3.09:.0f} is {845.94 / 3.09 * 0.1366:.0f}, before a weight is fetched.")
else:
    print("What the printed ratio leaves out stands here, once you have recomputed it.")

# %% [markdown]
# ## Digits without a teacher
#
# Conversion needs labels, gradients, and a network that does not spike;
# [lesson 12](12_teaching_a_spike.ipynb) needs the first two. Can spikes learn by themselves?
#
# Fifty neurons look at the same picture, whose pixels fire by chance for 40 steps. Each input spike
# leaves a trace that decays within 20 steps; $F$ is the list of all traces. The first neuron whose
# $F \cdot w/|w|$ (the traces, weighted, over the length of $w$) reaches its threshold $\theta$ fires, and
#
# 1. **silences the others**: a [winner-take-all](glossary.md#winner-take-all);
# 2. **learns by STDP**: $w \leftarrow w + \eta\,(\text{trace} - w)$, recent inputs up, silent ones
#    **down**;
# 3. **becomes harder to fire**: its own $\theta$ goes up by $h$, all go down by $h/50$:
#    [homeostasis](glossary.md#homeostasis).
#
# (After Diehl and Cook 2015, much simplified. In lesson 07's words: at each post spike, pre before
# post strengthens, and an input without a recent spike weakens.) Press **Learn**: an epoch shows
# all training pictures once.

# %%
animate(
    what_it_costs.learning,
    what_it_costs.draw_learning,
    homeostasis=toggle("homeostasis", start=True),
    inhibition=toggle("the winner inhibits", start=True),
    depression=toggle("silent inputs go down", start=True),
    normalisation=toggle("divide by |w|", start=True),
    seed=slider("split and noise", 0, 4, start=0, step=1, rare=True),
    fps=6, still=9, button="Learn", size=(8.5, 2.9),
)  # fmt: skip

# %% [markdown]
# Nobody told them what a digit is. The switches take a part away (they are read when it begins).
# **Before you flip one:**

# %%
predict(
    "what_it_costs.one_takes_all",
    then=explore(
        what_it_costs.four_mosaics,
        what_it_costs.draw_four_mosaics,
        epochs=slider("epochs", 1, 10, start=10, step=1, clock=True),
        size=(9.0, 1.75),
    ),
)

# %% [markdown]
# Four trainings, each part's task in one picture. *No homeostasis*: four neurons take all
# pictures, 46 stay the noise they were. *No depression*: weights only grow; a neuron becomes all
# that it ever won, laid over each other. *No inhibition*: everybody learns every picture, so all
# learn the same average.
#
# And the number? 90.7 % in this split, 89.5 % over five. Say what it is worth: **the nearest
# centroid**, ten mean pictures without any neuron, tells 90.0 % over five splits. STDP found by
# itself, without labels, about as much as the labels' averages hold; the ReLU network tells 98 %.
#
# ### Your turn: an honest accuracy
#
# Labels come in only now: each neuron is *named* by the digit for which it won most often, in
# training pictures. Then the test pictures are told by the name of their winner.


# %%
def accuracy(train_winners, train_labels, test_winners, test_labels):
    return ...  # share of all test pictures told right


check("what_it_costs.honest", accuracy)

# %%
solution("what_it_costs.honest")

# %%
model, rng = training.WinnerTakeAll(neurons=200), np.random.default_rng(0)
*_, learned = model.learn(train.pictures, rng, epochs=10)
winners = model.winners(learned, train.pictures, rng)
told = model.winners(learned, test.pictures, rng)
honest = training.name_neurons(winners, train.labels, 200)
leaky = training.name_neurons(told, test.labels, 200)
print(f"200 neurons: {np.mean(honest[told] == test.labels):.3f}")
print(f"named by the test labels instead: {np.mean(leaky[told] == test.labels):.3f}")
means = np.array([train.pictures[train.labels == digit].mean(axis=0) for digit in range(10)])
nearest = ((test.pictures[:, None] - means) ** 2).sum(axis=2).argmin(axis=1)
print(f"nearest centroid: {np.mean(nearest == test.labels):.3f}")

# %% [markdown]
# A public program that learns digits by STDP names its neurons by the test set, and says so. With
# 200 neurons and 539 test pictures that is worth 2 % over four splits, and no neuron got any wiser.
#
# ## Paper check
#
# Does a converted network decide as its ANN does? Five splits, 99.9 %, reset by subtraction:

# %%
agreement = []
for seed in range(5):
    rng = np.random.default_rng(seed)
    train, test = digits.split(digits.load(), rng)
    ann = training.train_relu(train.pictures, train.labels, rng)
    scaled = training.convert(ann.weights, ann.biases, ann.activations(train.pictures))
    runs = training.IFLayers(*scaled).unroll(test.pictures, 50)
    says = ann.decide(test.pictures)
    agreement.append([np.mean(run.decide() == says) for run in runs])
agreement = np.mean(agreement, axis=0)
for steps in (1, 2, 5, 10, 20, 50):
    print(f"T = {steps:2}: the SNN says what its ANN says for {agreement[steps - 1]:.1%}")
assert agreement[19] > 0.995
assert abs(training.Energy(4.6, 0.9).break_even() - 5.11) < 0.01

# %% [markdown]
# ## Key points
#
# - An IF neuron with reset by subtraction fires floor(T z) times: a ReLU, cut off at 1, to within
#   one spike in T steps. Reset to zero loses what lies above the threshold.
# - Threshold balancing scales weights by $\lambda_{before}/\lambda$ and biases by $1/\lambda$, from
#   training pictures. No decision changes.
# - After 20 steps the converted network says what its ANN says for 99.9 %. At few steps the tie
#   rule and the potential at the start decide; percentile and reset hardly do.
# - Count operations first, then price weights, potentials and updates. Break-even is 5.11
#   spikes per synapse with free memory and 0.60 with an 8 kB cache.
# - A printed ratio of energies may count a rate twice, and leave out memory, updates, the number of
#   steps, and a fair ANN.
# - Few spikes (latency), few steps, and memory beside the neuron: there an SNN wins.
# - STDP with inhibition, homeostasis and depression learns digits without labels, about as well as
#   the nearest centroid. Without any one of the three it does not.
#
# **Outside.** Whoever puts a trained network on a chip that spikes goes this way, scaling and ties
# included. And whoever reads "a hundred times less energy" can now ask: how many spikes a synapse, how
# many steps, is memory paid, and which ANN was it held against?

# %% [markdown]
# ## Quiz

# %%
quiz("what_it_costs")

# %% [markdown]
# ## References
#
# - Alpaydin E, Kaynak C (1998). Optical recognition of handwritten digits. UCI Machine Learning
#   Repository, [dataset
#   80](https://archive.ics.uci.edu/dataset/80/optical+recognition+of+handwritten+digits).
# - Dampfhoffer M, Mesquida T, Valentian A, Anghel L (2023). Are SNNs really more energy-efficient
#   than ANNs? An in-depth hardware-aware study. *IEEE Trans Emerg Top Comput Intell* 7:731-741.
# - Diehl PU, Cook M (2015). Unsupervised learning of digit recognition using spike-timing-dependent
#   plasticity. *Front Comput Neurosci* 9:99,
#   [doi:10.3389/fncom.2015.00099](https://doi.org/10.3389/fncom.2015.00099).
# - Diehl PU, Neil D, Binas J, Cook M, Liu SC, Pfeiffer M (2015). Fast-classifying, high-accuracy
#   spiking deep networks through weight and threshold balancing. *IJCNN*.
# - Horowitz M (2014). Computing's energy problem (and what we can do about it). *ISSCC*.
# - Lemaire E et al. (2022). An analytical estimation of spiking neural networks energy efficiency.
#   *ICONIP*.
# - Rueckauer B, Lungu IA, Hu Y, Pfeiffer M, Liu SC (2017). Conversion of continuous-valued deep
#   networks to efficient event-driven networks for image classification. *Front Neurosci* 11:682,
#   [doi:10.3389/fnins.2017.00682](https://doi.org/10.3389/fnins.2017.00682).
# - Tang G et al. (2023). SENECA: building a fully digital neuromorphic processor. *Front Neurosci*
#   17:1187252, [doi:10.3389/fnins.2023.1187252](https://doi.org/10.3389/fnins.2023.1187252).
# - Yan Z, Bai Z, Tang K, Wong WF (2024). Reconsidering the energy efficiency of spiking neural
#   networks inference from analytical perspectives.
#   [arXiv:2409.08290](https://arxiv.org/abs/2409.08290).
# - The table: *Front Neurosci* 17:1091097 (2023),
#   [doi:10.3389/fnins.2023.1091097](https://doi.org/10.3389/fnins.2023.1091097).
#
# Words of this lesson, in the [glossary](glossary.md): ReLU, integrate-and-fire, threshold
# balancing, MAC, synaptic operation, break-even, homeostasis.
#
# Next: [16 · Beyond LIF](16_beyond_lif.ipynb).
