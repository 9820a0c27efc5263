# %% [markdown]
# # 16 · What it costs
#
# **60 minutes** · You need [lesson 15](15_from_ann_to_snn.ipynb), where a trained network was run on spikes.
#
# *Is a spiking network cheaper to run?*
#
# By the end you can count what a spiking network does for one picture, and put a price on it. You can work out
# where the line runs between the cheaper network and the dearer, and what a published ratio leaves out.

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

import numpy as np

from snn_edu import explore
from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.from_ann_to_snn import trained
from snn_edu.lessons.what_it_costs import views
from snn_edu.training import IFLayers, convert, latency_input, snn_operations

# %% [markdown]
# Was it worth the trouble to run a network on spikes? Think of a hearing aid, which lives for days on a
# pea-sized battery. Before you put a network into it you'd ask what an answer costs.
#
# Spiking networks are often recommended with one argument. An ordinary network (ANN) multiplies each input by a weight
# and adds the result to a sum, which is called a [MAC](glossary.md#mac), for *multiply and accumulate*: a pixel of 0.5
# and a weight of 0.2 add 0.1. But a spike is just a one, so at synapses an SNN multiplies nothing, only adds the
# weight. And on a chip an addition of **floating-point** numbers, such as 0.2, is about five times cheaper than a MAC.
#
# Here is what the ANN of lesson 15 costs for one handwritten digit. The other bill is still open.

# %%
views.till()

# %% [markdown]
# A picojoule, or pJ, is a millionth of a millionth of a joule; a nanojoule is a thousand of them.
#
# The spiking copy gets its picture as *Poisson* spikes: in every step each pixel fires by chance, and the brighter it
# is, the more often. After 50 steps it gets about as many test pictures right as its ANN. **What's the total on its
# bill?**

# %%
predict("what_it_costs.poisson_bill", then=views.receipts(knobs=["code", "steps"], size=(9.4, 2.6)))

# %% [markdown]
# **Try** other T, and find the last one at which the copy is cheaper. Then set the input to *latency*, where
# each pixel sends at most one spike.
#
# <details><summary>What we see</summary>
#
# The copy is cheaper up to 17 steps. With latency its bill is far smaller.
#
# </details>
#
# Patience was expensive, but it bought something. In the twelve divisions of lesson 15 the copy gets five
# of the 539 test pictures more wrong than its ANN after 15 steps, on average, and after 50 one or two.
#
# With latency some 30 pixel spikes do the work of almost a thousand. A code with few spikes for much news is
# called **sparse**. The brighter pixel fires earlier, and its spike switches on a current that its
# receivers add in every step to the end. With T = 8 a pixel of brightness 0.5 fires when four steps are left, so it
# delivers four of a possible eight.

# %% [markdown]
# ## Counting the additions
#
# When a spike passes a synapse, the synapse's weight is added to whatever the spike arrives at. This is one **synaptic
# operation**, or [SynOp](glossary.md#synaptic-operation). And a spike passes *all* the synapses that leave its neuron.
# Take the latency code with T = 8, on average over the pictures:
#
# | spikes from | how many | each passes | additions |
# |---|--:|--:|--:|
# | pixels | 30 | 100 synapses | 3,000 |
# | hidden neurons | 130 | 10 synapses | 1,300 |
# | **together** | | | **4,300** |
#
# At 0.9 pJ each that makes 3.9 nJ, a ninth of the ANN's 34.
#
# ### Your turn: count


# %%
def synaptic_operations(inputs, hidden, output, W1, W2):
    return ...  # additions for one picture, on average


check("what_it_costs.count", synaptic_operations)

# %%
solution("what_it_costs.count")

# %% [markdown]
# Now let your function fill in the open receipt.

# %%
views.filled(synaptic_operations)

# %% [markdown]
# On average your function counts 4,317 additions. The copy gets four pictures more wrong than
# its ANN then. (Eight steps were chosen on the twelve divisions, where it's one or two more.)

# %% [markdown]
# ## What else is on the bill?
#
# We've paid for arithmetic only. Three more things touch a memory:
#
# - Before a weight can be used it has to be *fetched*, whichever kind of network runs. That's 10 pJ.
# - When a spike arrives, a *potential* has to be read, changed and written back, because it must be kept until
#   the next spike comes. That's 10 pJ too.
# - In each step *every* neuron is *updated*: it adds a stored current to its potential, namely its bias plus
#   what pixels' spikes have switched on. A current is read (5 pJ), an addition made, and the potential read
#   and written, which makes 15.9 pJ. Our network has 110 neurons, so 8 steps make 880 updates.
#
# With additions alone, the copy cost a ninth of its ANN. **What is left of that once it pays for its memory?**

# %%
predict(
    "what_it_costs.memory",
    then=views.receipts(code="latency", steps=8, weights=True, potentials=True, updates=True),
)

# %% [markdown]
# The argument of the cheap addition haggles over the smallest line on the receipt.
#
# The ANN's MAC costs 4.6 pJ, the weight that it needs 10. The ANN keeps its sum in the adder itself until the last
# input has come. With its weight a MAC costs 14.6 pJ, more than two thirds of it for fetching.
#
# The spike's addition costs 0.9 pJ. Its weight costs the same 10. But if spikes are served as they come, the next
# addition is another neuron's, and the sum can't stay in the adder: it has to be kept somewhere, fetched for each
# spike, and put back. This is the potential. A neuron with a potential has a memory, and memory is what chips charge
# for. That makes 20.9 pJ; what looked five times cheaper has become the dearer of the two. (Served neuron by neuron,
# our copy would cost 0.57 of its ANN: see *Go deeper*.)
#
# Then there is time. The ANN visits each neuron once, our copy in every step, spike or no spike,
# because its bias flows on and a current that was switched on stays on. This line grows with the steps alone: sixteen
# instead of eight double it. With latency the pixels hardly fire more often then, the hidden neurons more than twice
# as often, and the whole bill grows by half.
#
# What remains for the spiking network is the other factor: how often. It makes 4,317 operations where the ANN makes
# 7,400. It doesn't win by cheap operations. It can win by *few*, if they are few enough to pay for the memory
# that waiting takes.
#
# ### Your turn: a bill
#
# Write the spiking network's bill, for any network. S counts the synaptic operations, and `updates` the updates of a
# neuron. The last price, `potential`, is for reading *and* writing one, so a single read costs half of it.


# %%
def snn_bill(S, updates, ac, weight, potential):
    return ...  # in nJ; all prices are in pJ


check("what_it_costs.bill", snn_bill)

# %%
solution("what_it_costs.bill")

# %% [markdown]
# Price a copy from another division with *your* functions. **Change** the seed, T or the percentile. What makes it
# cheaper, and how many pictures does that cost?

# %%
other, T = trained(seed=2), 8
activations = other.ann.activations(other.train.pictures)
copy = IFLayers(*convert(other.ann.weights, other.ann.biases, activations, percentile=99.9))
run = copy.run(latency_input(other.test.pictures, T), T)
print("wrong:", np.sum(run.decide() != other.test.labels), "of", len(other.test.labels))

S = synaptic_operations(run.input_spikes, *run.counts, *copy.weights)
print("additions, yours and the library's:", S, snn_operations(copy, run).synaptic_operations)
if S is not ...:  # with your count, your bill
    print("nJ:", snn_bill(S, 110 * T, ac=0.9, weight=10, potential=10))

# %% [markdown]
# **And what does silence cost?**

# %%
predict("what_it_costs.silent")

# %% [markdown]
# We haven't been fair to either side. The ANN has to read its inputs too. But half of our pixels are
# black, and a good chip skips whatever is zero, almost half of the MACs. The last two switches of the receipts show it:
#
# | | latency copy at T = 8, in ANNs |
# |---|--:|
# | as it was | 0.96 |
# | the ANN pays for reading its inputs | 0.72 |
# | the ANN skips zeros | 1.80 |
# | both | 1.34 |
#
# Even 0.96 is no victory: let a potential cost 11 pJ instead of 10, and the
# copy is the dearer one.

# %% [markdown]
# ## Where is the line?
#
# Take a single synapse. The ANN uses it once for each picture, and the SNN once for each spike that passes. Our
# network's 4,317 operations at 7,400 synapses make 0.58 spikes per synapse.
#
# The number at which both networks cost the same is the [break-even](glossary.md#break-even). If a MAC cost 6 pJ with
# all its memory, and a spike at one synapse 3 pJ with all of its own, the break-even would be 2.
#
# ### Your turn: where do both cost the same?


# %%
def break_even(mac, ac, weight, potential):
    return ...  # spikes per synapse at which both networks cost the same


check("what_it_costs.break_even", break_even)

# %%
solution("what_it_costs.break_even")

# %% [markdown]
# On this map a network is a point, further right with more spikes per synapse, higher with more steps. The two trails
# are our copy's, for T from 1 to 50. On the line both networks cost the same; *your* function sets its foot, the
# triangle.

# %%
views.line_map(break_even, tries=views.ONE_BY_ONE)

# %% [markdown]
# **Try** the buttons in turn. Watch how far the triangle moves, and what is left of each trail.
#
# | what is paid for | break-even |
# |---|--:|
# | arithmetic alone | 5.11 |
# | and the weights | 1.34 |
# | and the potentials | 0.70 |
# | and the ANN's own inputs | 0.94 |
#
# From the first row to the third the line moves by a factor of seven, though no spike has changed. With arithmetic
# alone the whole trail of latency lies in the blue. Once weights and potentials are paid, T = 8 lies just inside. Of
# the Poisson trail the first two steps are left, after which about a sixth of the pictures are wrong.
#
# Many chips save energy by computing with integers of 8 bits. All weights fit into the smaller memory then, and a
# potential needs half of its bits:
#
# | in pJ | 32 bits, floating point | 8 bits |
# |---|--:|--:|
# | a MAC | 4.6 | 0.23 |
# | an addition | 0.9 | 0.03 |
# | fetching a weight | 10 | 1.25 |
# | reading and writing a potential | 10 | 5 |
#
# **Where does the line go?**

# %%
predict("what_it_costs.eight_bits", then=views.line_map(break_even))

# %% [markdown]
# **Try** it once more. Pull the diamond to the left edge, at 0.02 spikes, where updates are nearly all of the bill.
# Then press *8 bits*, and go up to the line, at about 12 steps. With *and potentials*, which has 32 bits, it's at
# about 60. Time has become dearer as well.
#
# Leave the memory out, and a network may spend several spikes on each synapse and still win. Count it, and it wins only
# where spikes and steps are few and potentials cheap to reach. Chips for spikes are built for that corner: they keep a
# little memory right beside each group of neurons.
#
# Now for a network of *yours*, with a size, and a rate per step at which inputs and hidden neurons fire. How rarely
# must they fire so that it wins at ten steps, and does a larger network help?


# %%
def bills(hidden=100.0, rate=0.05, potential=10.0):
    """nJ against T, for 64 inputs and 10 outputs, by your bill and by the ANN's."""
    T, synapses = np.arange(1, 41), 64 * hidden + hidden * 10
    S, updates = rate * synapses * T, (hidden + 10) * T
    snn = [snn_bill(*each, 0.9, 10.0, potential) for each in zip(S, updates)]
    ann = synapses * 14.6 / 1000 + 0 * T
    return {"ANN": (T, ann)} if ... in snn else {"ANN": (T, ann), "SNN": (T, np.array(snn))}


labels = "steps T", "a picture (nJ)"
explore(bills, hidden=(10, 500), rate=(0.0, 0.3), potential=(0, 20), labels=labels)

# %% [markdown]
# A hundred hidden neurons must fire in fewer than 6 % of the steps. A wider layer hardly helps, because each new
# neuron, with its 74 synapses, brings an update in every step.
# What helps is many synapses: with a thousand to a neuron the updates are next to nothing, and only the rate times T
# counts, which is the spikes per synapse. Then a network wins below 0.70: in ten steps, at a rate of 7 %.

# %% [markdown]
# ## A table, read closely
#
# Here is a table from a paper, with two of its footnotes:
#
# | | ANN | SNN |
# |---|--:|--:|
# | Spike rate | 0 | 0.1366 |
# | #OP_ANN | 18.39 M | 0 |
# | #OP_SNN | 0 | 2.51 M |
# | Energy (10⁻⁷ J) | 845.94 | 3.09 |
# | ANN/SNN energy | 273.77 | |
#
# *#OP_SNN = SpikeRate × #OP_ANN.*<br>
# *Energy = #OP_ANN × 4.6 pJ + #OP_SNN × 0.9 pJ × SpikeRate.*
#
# #OP counts operations, and M is a million.
#
# ### Your turn: what is the ratio?
#
# Follow the numbers through both footnotes. What should ANN/SNN be?

# %%
my_ratio = None

check("what_it_costs.table", my_ratio)

# %%
solution("what_it_costs.table")

# %% [markdown]
# You've just corrected a printed number with a pencil. **Write down two questions** that you'd still ask the authors,
# and compare them with ours in *Go deeper*.
#
# ## Is it cheaper?
#
# A spiking network can be cheaper to run, where spikes are few and the memory is near. It matters
# who writes the bill. As for the hearing aid, most of the day it hears little. On a chip that stirs
# only where a spike comes those hours cost little more than its idle power, while an ANN works on
# every piece of silence unless something turns it off. What a chip would really draw we don't know:
# we have counted and not measured.
#
# Here Part IV ends, *Learning from being told*. On every bill the neuron was a bucket. What has a
# bucket left out? There Part V begins, with lesson 17.

# %% [markdown]
# ## Key points
#
# - Each spike costs one synaptic operation at every synapse that it passes.
# - An addition is about five times cheaper than a MAC, but fetching weights and keeping potentials costs more than
#   either.
# - A network that updates every neuron in every step pays for time even when it is silent.
# - The break-even, in spikes per synapse, is what a MAC costs over what a spike at one synapse costs, each with the
#   memory that it needs.
# - Of "so many times less energy" ask how many spikes pass a synapse, in how many steps, whether memory is paid, and
#   which ANN was the rival, at which accuracy.
#
# **In the books** look for *synaptic operation* (SynOp, SOP), *MAC* and *AC*, *sparse* coding, *data movement*,
# *clock-driven* (our updates in every step) and *event-driven*.

# %% [markdown]
# ## Quiz

# %%
quiz("what_it_costs")

# %% [markdown]
# ## Go deeper
#
# None of this is needed later.
#
# **How sure are these numbers?** They come from one division of the digits into training and test pictures, the
# middle one of twelve. On the twelve the latency copy at T = 8 costs between 0.93 and 0.99 of its ANN, and it gets
# from two pictures fewer wrong to five more. On forty others it was 0.94 to 1.01, and from two fewer to five more
# again: in one of them T = 8 lies beyond the line. So trust the costs to a few in a hundred, and don't make much of
# a picture or two.
#
# <details><summary>The same in PyTorch and snnTorch</summary>
#
# ```python
# import torch
#
# # inputs, hidden: spikes as (steps, pictures, neurons), 0 or 1, kept in lists while the loop ran
# inputs, hidden = torch.stack(inputs), torch.stack(hidden)
# pictures = inputs.shape[1]
# S = (inputs.sum() * fc1.out_features + hidden.sum() * fc2.out_features) / pictures
# updates = len(inputs) * (fc1.out_features + fc2.out_features)
# macs = fc1.weight.numel() + fc2.weight.numel()  # of the ANN, for one picture
# nJ = (S * (0.9 + 10 + 10) + updates * 15.9) / 1000
# ```
#
# On a graphics card none of this is saved. `fc1(spikes)` multiplies by all the zeros, in every step, so the copy makes
# T times the multiplications of its ANN, and takes about T times as long. The bill is for a chip that does something
# only where a spike is.
#
# </details>
#
# <details><summary>Where the prices come from, and what is still not on the bill</summary>
#
# They are a 45 nm chip's, for floating-point numbers of 32 bits: 3.7 pJ for a multiplication and 0.9 for an addition
# make a MAC of 4.6 (Horowitz 2014). He gives the reads for 64 bits. That half the bits cost half is our assumption,
# here and for 8 bits: 5 pJ from a memory of 8 kB and 10 pJ from one of 32 kB. (If a read cost his full price whatever
# its bits, the break-even would be 0.60 instead of 0.70, and 0.34 with 8 bits.) Our weights need the larger one.
# Potentials and currents fit into the smaller, where we let writing cost the same. A pixel's spike changes a current
# instead of a potential, at the same price. With 8 bits all numbers are integers. A potential has 16 bits, and we let
# it add at the price of 8, 0.03 pJ, like the ANN's sum.
#
# *What if all were integers of 32 bits?* A multiplication costs 3.1 pJ there, so a MAC costs 3.2 and an addition 0.1:
# arithmetic alone is 32 to 1 instead of 5 to 1. Then even the copy with 50 steps of Poisson spikes costs less than half
# of its ANN. But fetching costs what it did, so with weights and potentials the break-even is 0.66 instead of 0.70.
# With its whole bill paid, our latency copy at T = 8 costs 1.02 of its ANN instead of 0.96: the MAC has become cheaper
# by more than the addition.
#
# We haven't charged for moving spikes about the chip, for comparing potentials with the threshold, or for the ANN's
# biases and what it writes between its layers. Nor for a leak, which our copy hasn't: at 3.7 pJ an update for a
# multiplication it would add 3 nJ to its 104, and cost 0.99 of its ANN. (A chip may halve by a shift instead.) And an
# ANN that gets many pictures at once can fetch each weight once for all of them.
#
# The fairest rival stands on none of our bills: in eight steps a neuron fires eight times at most, so what it says is a
# number of four bits, and there are ANNs that compute with those. One can't cost more than with 8 bits, where the ANN's
# picture comes to 11 nJ and our copy's to 34. With pixels and hidden activations rounded to eighths our ANN gets one or
# two more pictures wrong on average, as the copy does.
#
# </details>
#
# **What we would ask of the table.** *How many steps?* T stands nowhere. *What about memory?* Nothing has been paid for
# it. With our own prices:
#
# | the same table, read so | ANN / SNN |
# |---|--:|
# | as printed | 274 |
# | the rate counted once | 37 |
# | and memory paid | 5.1 |
# | and the rate meant for one of eight steps | 0.64 |
#
# From the table alone we can't tell which of the last three rows is the true one.
#
# **The bill as a formula.** With $M$ MACs, $S$ synaptic operations and $N$ neurons updated in each of $T$ steps, and
# with $E_r$ for reading a stored current,
#
# $$ E_{ANN} = M\,(E_{mac} + E_w) $$
#
# $$ E_{SNN} = S\,(E_{ac} + E_w + E_v) + N\,T\,(E_r + E_{ac} + E_v) $$
#
# A constant current into each pixel makes no input spikes. But then the first layer multiplies, which is another
# 6,400 MACs, once for each picture.
#
# **A chip that goes neuron by neuron.** In each step some four pixels' spikes reach a hidden neuron, and 16 hidden ones
# an output. A chip may gather them, sum them in the adder, and touch the neuron's memory once, which its update pays
# for already. Then each of our 4,317 operations costs 10.9 pJ, and the bill is 61 nJ, 0.57 of the ANN's (0.60, if a
# changed current is written back). The spikes of a step have to be stored and sorted instead. Without loops a chip can
# take a neuron through all its steps at once, and store no potential (*SpinalFlow*, Narayanan et al. 2020).
#
# **A chip without a clock.** A neuron may sleep until a spike comes if it also stores when the last one came, a *time
# stamp*. The decay since then is looked up and multiplied, and potential and stamp are written back. At our prices
# that's 18.7 pJ more for each spike that arrives: 10 for the stamp, 5 for the table, 3.7 for the multiplication. An
# update of a leaky neuron without a bias costs 13.7 in every step. So sleeping pays where fewer than three spikes
# arrive in four steps. Ours can't sleep: its bias and its currents may lift it over the threshold between two spikes.
#
# **Three studies, three verdicts.** One counts memory and finds the break-even between 0.15 and 1.38 spikes per
# synapse, for neurons without a leak (Dampfhoffer et al. 2023). One asks for less than 5.7 % of spikes per step at T =
# 5 (Yan et al. 2024, in version 4 of their text). Our prices for 8 bits give a break-even of 0.236, or 4.7 % at T = 5;
# with the updates of our own network paid it's 2.9 %. One finds all its SNNs 6 to 8 times *more* efficient (Lemaire et
# al. 2022). They needn't contradict each other, because they stand at different places of the map.
#
# **A picojoule on real chips.** What seven chips pay for a synaptic operation, by a table whose authors warn that it
# isn't the same operation on each (Tang et al. 2023). Nor does each number count the same. ODIN draws 27 µW at rest,
# 1.78 more for each MHz of its clock, and 8.4 pJ an operation (Frenkel et al. 2019). At 75 MHz and 37.5 million
# operations a second that's 12.7 pJ for each in all, and at a brain's rates 54. Don't rank chips by it:
#
# | | pJ | what is counted |
# |---|--:|---|
# | Tianjic | 1.54 | all its power, at full speed |
# | TrueNorth | 2.5 | the same; at 20 spikes a second and 128 synapses to a neuron it's 26 (Merolla et al. 2014) |
# | SENECA | 2.8 | worked out from the design |
# | SpiNNaker2 | 10 | we couldn't find out |
# | ODIN | 12.7 | all its power, at full speed |
# | Loihi | 23.6 | the operation alone, at least, and simulated; updates are listed apart |
# | SpiNNaker | 45 | probably meant as nJ, 45,000 pJ: 43 nJ were measured for a postsynaptic potential alone (Sharp et al. 2012) |

# %% [markdown]
# ### Asked by readers
#
# #### Checking your own bill
#
# **Can I do a whole one by hand?** Take 784 inputs, 100 neurons and 25 steps, in each of which 5 % of the
# inputs fire. The ANN makes 78,400 MACs; at 4.6 pJ that's 361 nJ. In the SNN 784 × 0.05 × 25 = 980 spikes pass
# 100 synapses each: 98,000 additions at 0.9 pJ, 88 nJ, a quarter. With memory it's 98,000 × 20.9 pJ and 2,500
# updates at 15.9, together 2,088 nJ, against 78,400 × 14.6 pJ = 1,145. So the quarter becomes almost double.
#
# **Why is an addition cheaper than a MAC at all?** Because a multiplication is many additions. On paper, two
# numbers of eight digits make eight rows to add up; a chip does so with bits. A spike is a single row. (In floating
# point one number has to be shifted first until the points stand below each other, so the addition gains less.)
#
# **Mine is convolutional. What changes?** Count a synapse for each place and channel whose kernel looks at the neuron
# that spikes. One neuron that looks at 3 × 3 places of a single channel has nine synapses: at our prices ten updates
# of it cost 159 pJ, its nine MACs 131, or 41 if a weight, once fetched, serves all places. It loses even if nothing
# ever fires. With 64 channels it can win, if fewer than 7 % of its senders fire in a step, or 4 % with weights so free.
#
# **How do I see that my bill is wrong?** Give it what you can count by hand. One spike of one pixel makes 100
# additions, a black picture costs our copy its updates alone, 14 nJ. At most one spike a step passes a synapse,
# so S can't exceed the number of synapses times T; ours is 7 % of that.
#
# #### Making it cheaper
#
# **I want mine cheaper. Which part first?** Print each line of its bill, and begin with the largest. Of our 104 nJ at
# T = 8, spikes from pixels cost six tenths, hidden spikes a quarter, and updates the rest. So the code of the input
# comes first: with all pixels below 0.3 kept silent the bill falls by a ninth. Scaled by the largest activation (a
# percentile of 100 instead of 99.9), three in ten hidden spikes go. On a hundred divisions the first made one or two
# more pictures wrong, on average, and the second about half a picture; on single ones from six fewer to nine more.
#
# **I halve T. Do I halve the bill?** No: from T = 8 to 4 our latency copy becomes cheaper by some 30 %,
# because nearly as many pixels fire. It gets two to sixteen more pictures wrong, seven on average. Better let
# each picture stop by itself, as soon as the leading output is two spikes ahead: at T = 8 that's after six
# steps on average, for three quarters of the bill, and next to no picture more is wrong.
#
# **What if I can train it anew?** Then ask for silence in training: add to each picture's loss the sum of its
# hidden activations, times 0.01. Some 20 hidden spikes are left of 130, and the bill falls by a fifth. On
# twenty-four divisions the copies got about as many pictures wrong, on average, but from ten fewer to eight
# more. With 0.1 some eight spikes are left, and seven more pictures are wrong, on average. With 0.3 it's
# mostly more than half of all. If you train with spikes, let each one cost something in the loss: that saves lesson 13's
# network seven to nine in ten.
#
# **What if I need the answer quickly?** Then multiply the energy by the time to the answer: papers call this the
# **energy-delay product**. From 8 steps to 16 our bill grows by half and the wait doubles, so the product triples.
#
# **And what did the training cost?** On the way back each weight is used twice, to hand an error down and to be
# changed, so a picture costs about three times an answer. (The first layer hands nothing down, so here it's
# 15,800 MACs for 7,400.) Our ANN's 30 rounds of 1,258 pictures come to 9 mJ at our prices, as much as 80,000 answers,
# and its copy has only been scaled. A network taught with spikes, as in lesson 13, goes there and back in every step
# and keeps the potentials of all: 110 of four bytes a step make 3.5 kB a picture with T = 8, and 44 with T = 100.
# With T = 8 the training takes 70 mJ. If it then saves the copy's 4 nJ an answer, the 61 mJ more
# are paid back after 16 million answers. But one training can serve a million chips.
#
# #### A fair rival
#
# **Is our ANN a fair one?** It's twice as large as it need be. With 50 hidden neurons it costs 54 nJ, and on
# twenty-four divisions it got one picture more wrong on average, from three fewer to six more. Its copy costs
# 53. Both bills of this page could be halved, and their ratio wouldn't tell.
#
# **Isn't a chip of 45 nm too old?** Put your chip's prices into `break_even`. If arithmetic alone were three times
# cheaper, the line would be at 0.57; if memory alone were, at 1.05. The way from
# chip to chip is unequal (Jouppi et al. 2021), so ask for both. On an FPGA multiplier and adder are built in together,
# so a cheaper addition saves little; take a MAC and a read of block memory from its maker's power estimator.
#
# #### On a chip, and in a brain
#
# **Would a real chip agree?** For Loihi its designers give at least 23.6 pJ for a synaptic operation, 81 for the update
# of an active neuron and 52 for that of an inactive one, all from simulation (Davies et al. 2018, table 2). Which are
# active the table doesn't say, so our copy costs 148 to 173 nJ there instead of 104. A spike's way costs 1.7 pJ within
# a *tile* of four cores, and 3 or 4 for each step to the next tile. Our 110 neurons fit into one, so moving spikes is
# 0.3 nJ of that; ten steps for each would add 5 or 6.
#
# **How far is a count from a measurement?** A network that spots a spoken word makes 172,800 MACs, at our prices 2.5
# µJ. Measured one answer at a time (Blouw et al. 2019), it took:
#
# | | answers a second | µJ an answer, above idle | µJ with idle |
# |---|--:|--:|--:|
# | graphics card | 770 | 30,000 | 49,000 |
# | CPU | 1,814 | 6,300 | 16,000 |
# | Jetson TX1 | 419 | 5,600 | 12,000 |
# | Movidius stick | 300 | 1,500 | 2,200 |
# | Loihi, with spikes | 296 | 270 | 370 |
#
# The fair rival is the stick, also built to need little: it's six times dearer, not a hundred times. And with 64
# answers at once, by the authors' logs, the card took some 730 µJ above idle for each, and the CPU 350. So a count
# tells which of two networks on one chip is cheaper, at best, and not what a battery will see.
#
# **For which tasks shall I take spikes, then?** On Loihi ordinary feedforward networks gained little or nothing. What
# gained orders of magnitude were networks with loops and few spikes: for data that come as events, control that
# adapts, optimisation under constraints, sparse regression, search in graphs (Davies et al. 2021). There the
# steps come with the task, so its rival has to take them as well, and between events hardly a synapse is used. Look for
# those two, and for answers that are wanted one at a time.
#
# **What would I measure on a real one?** The energy of a thousand pictures, and of as long a time in which nothing
# comes. Papers call the second *static* or idle energy, and what comes on top *dynamic*. A chip that idles at one
# milliwatt and gets a picture a second has used a million nanojoules for it, and a bill of 104 is lost in that.
#
# **A brain runs on 20 watts. Isn't that the proof?** Of what few spikes can do, not of what your chip does. A
# synapse is memory and adder in one place, so no weight is fetched. In the grey matter of rodents Attwell and
# Laughlin (2001) put a spike at 7.1 × 10⁸ molecules of ATP, with the 2,000 synapses that then release
# something. At 50 kJ a mole that's 60 pJ; 2,000 operations at Loihi's price are 47,000 or more. Still, at 60
# pJ half of the 20 watts would pay for fewer than two spikes a second in each of 10¹¹ neurons. Silence isn't free
# there either: a newer estimate, with cheaper spikes, gives resting potentials a fifth of what the cortex spends on
# signals, spikes another fifth, and receptors at synapses half (Howarth et al. 2012).
#
# **What belongs in a report?** Spikes per synapse, steps, and updates. Each price, with its chip and its bits,
# and what wasn't paid for. The rival's bill at the same prices, with and without its zeros. Both accuracies,
# over several divisions. And whether all this was counted or measured. (*NeuroBench* counts *effective* MACs
# and ACs, without zeros, and *dense* ones, with them: Yik et al. 2025.) Best plot wrong pictures against energy, a dot
# for each T and size, ANNs among them; those that no other beats in both are the *Pareto front*.

# %%
views.line_map.code()

# %% [markdown]
# ## References
#
# - Horowitz M (2014). Computing's energy problem (and what we can do about it). *ISSCC*.
# - Davies M et al. (2018). Loihi: a neuromorphic manycore processor with on-chip learning. *IEEE Micro*
#   38(1):82-99.
# - Davies M et al. (2021). Advancing neuromorphic computing with Loihi: a survey of results and outlook. *Proc
#   IEEE* 109:911-934, [doi:10.1109/JPROC.2021.3067593](https://doi.org/10.1109/JPROC.2021.3067593).
# - Blouw P, Choo X, Hunsberger E, Eliasmith C (2019). Benchmarking keyword spotting efficiency on neuromorphic
#   hardware. [arXiv:1812.01739](https://arxiv.org/abs/1812.01739); with [code and
#   logs](https://github.com/abr/power_benchmarks).
# - Attwell D, Laughlin SB (2001). An energy budget for signaling in the grey matter of the brain. *J Cereb
#   Blood Flow Metab* 21:1133-1145.
# - Howarth C, Gleeson P, Attwell D (2012). Updated energy budgets for neural computation in the neocortex and
#   cerebellum. *J Cereb Blood Flow Metab* 32:1222-1232.
# - Dampfhoffer M, Mesquida T, Valentian A, Anghel L (2023). Are SNNs really more energy-efficient than ANNs?
#   An in-depth hardware-aware study. *IEEE Trans Emerg Top Comput Intell* 7:731-741.
# - Lemaire E et al. (2022). An analytical estimation of spiking neural networks energy efficiency. *ICONIP*.
# - Yan Z, Bai Z, Tang K, Wong WF (2024; version 4, 2026). Reconsidering the energy efficiency of spiking neural
#   networks inference from analytical perspectives. [arXiv:2409.08290v4](https://arxiv.org/abs/2409.08290v4).
# - Yik J et al. (2025). The NeuroBench framework for benchmarking neuromorphic computing algorithms and systems.
#   *Nat Commun* 16, [arXiv:2304.04640](https://arxiv.org/abs/2304.04640).
# - Frenkel C, Lefebvre M, Legat JD, Bol D (2019). A 0.086-mm² 12.7-pJ/SOP 64k-synapse 256-neuron online-learning digital
#   spiking neuromorphic processor in 28-nm CMOS. *IEEE Trans Biomed Circuits Syst* 13:145-158,
#   [arXiv:1804.07858](https://arxiv.org/abs/1804.07858).
# - Jouppi NP et al. (2021). Ten lessons from three generations shaped Google's TPUv4i. *ISCA*.
# - Merolla PA et al. (2014). A million spiking-neuron integrated circuit with a scalable communication network and
#   interface. *Science* 345:668-673, [doi:10.1126/science.1254642](https://doi.org/10.1126/science.1254642).
# - Narayanan S, Taht K, Balasubramonian R, Giacomin E, Gaillardon PE (2020). SpinalFlow: an architecture and dataflow
#   tailored for spiking neural networks. *ISCA*, 349-362,
#   [doi:10.1109/ISCA45697.2020.00038](https://doi.org/10.1109/ISCA45697.2020.00038).
# - Sharp T, Galluppi F, Rast A, Furber S (2012). Power-efficient simulation of detailed cortical microcircuits on
#   SpiNNaker. *J Neurosci Methods* 210:110-118,
#   [doi:10.1016/j.jneumeth.2012.03.001](https://doi.org/10.1016/j.jneumeth.2012.03.001).
# - Tang G et al. (2023). SENECA: building a fully digital neuromorphic processor. *Front Neurosci* 17:1187252,
#   [doi:10.3389/fnins.2023.1187252](https://doi.org/10.3389/fnins.2023.1187252).
# - The table: *Front Neurosci* 17:1091097 (2023), table 3,
#   [doi:10.3389/fnins.2023.1091097](https://doi.org/10.3389/fnins.2023.1091097).
# - The digits: Alpaydin E, Kaynak C (1998). UCI Machine Learning Repository, [dataset
#   80](https://archive.ics.uci.edu/dataset/80/optical+recognition+of+handwritten+digits).
#
# Words of this lesson, in the [glossary](glossary.md): MAC, synaptic operation, sparse, break-even.
#
# Next: [17 · Beyond LIF](17_beyond_lif.ipynb).
