# %% [markdown]
# # 15 · What it costs
#
# **55 minutes** · You need [lesson 14](14_from_ann_to_snn.ipynb), where a trained network learnt to spike.
#
# *Is a spiking network cheaper to run?*
#
# By the end you can count what a spiking network does for one picture, and put a price on it. You can work
# out where the line runs between the cheaper network and the dearer one. And you can find out what the ratio
# in a published table leaves out.

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.what_it_costs import views

# %% [markdown]
# A hearing aid has to live for days on a battery the size of a pea. If you want to put a neural network
# into it, one question comes before all others. What does one answer cost?
#
# Spiking networks are often recommended with one argument. An ANN multiplies each input by a weight and
# adds the result to a sum, which is called a [MAC](glossary.md#mac), for *multiply and accumulate*. For
# example, a pixel of 0.5 and a weight of 0.2 add 0.1. But a spike is just a one, so an SNN has nothing to
# multiply and only adds the weight. And on a chip an addition is about five times cheaper than a MAC.
#
# Here is what the ANN of lesson 14 costs for one handwritten digit. The other bill is still open.

# %%
views.till()

# %% [markdown]
# A picojoule, or pJ, is a millionth of a millionth of a joule, and a nanojoule is a thousand of them.
#
# The spiking copy gets its picture as *Poisson* spikes. In every step each pixel fires by chance, and the
# brighter it is, the more often. After 50 steps it gets just one more of the 539 test pictures wrong than its ANN.
# **What's the total on its bill?**

# %%
predict("what_it_costs.poisson_bill", then=views.receipts(knobs=["code", "steps"]))

# %% [markdown]
# **Try** other T, and watch both bills. At which T would you stop, and how many pictures are right there? Then set
# the input to *latency*, where each pixel sends at most one spike.
#
# <details><summary>What we see, and why</summary>
#
# With Poisson spikes we'd stop at T = 15, because the copy is cheaper than its ANN there, and as often right as after
# 50 steps. So patience was the expensive part.
#
# With latency the bill is far smaller, because some 30 pixel spikes do the work of almost a thousand.
#
# </details>
#
# In the latency code the brighter pixel fires earlier, and its spike switches on a current that lasts to the
# end. For example, with T = 8 a pixel of brightness 0.5 fires when four steps are left, so it delivers four of a
# possible eight.

# %% [markdown]
# ## One line, worked
#
# When a spike passes a synapse, the synapse's weight is added to whatever the spike arrives at. This is one
# [synaptic operation](glossary.md#synaptic-operation). And a spike passes *all* the synapses that leave its
# neuron. For example, take the latency code with T = 8. On average a picture makes 30 spikes in the pixels and
# 130 in the hidden layer:
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
# Now let your function fill in the receipt that was open.

# %%
views.filled(synaptic_operations)

# %% [markdown]
# **Try** some pictures. Which bill changes, and why? On average over all test pictures your function counts
# 4,335 additions, because the numbers in the table were rounded. With these spikes the copy is as often right as its
# ANN. But is that the whole bill?

# %% [markdown]
# ## What else is on the bill?
#
# So far we've paid for arithmetic only. Three more things happen on a chip, and each of them touches a memory:
#
# - Before a weight can be used it has to be *fetched*, whichever kind of network runs. That's 10 pJ.
# - When a spike arrives, a *potential* has to be read, changed and written back, because it must be kept until
#   the next spike comes. That's 10 pJ too.
# - In each step *every* neuron is *updated*. It adds a stored current to its potential, namely its bias plus all
#   currents that spikes have switched on. So a current is read (5 pJ), an addition made, and the potential read
#   and written, which makes 15.9 pJ.
#
# The last one is easily forgotten. It's the price of time. For example, our network has 110 neurons, so 8 steps
# make 880 updates. **So what happens to the ninth?**

# %%
predict(
    "what_it_costs.memory",
    then=views.receipts(code="latency", steps=8, weights=True, potentials=True, updates=True),
)

# %% [markdown]
# **Read** the spiking network's receipt from the top down, then switch its lines off one at a time. Which
# line is the smallest?
#
# <details><summary>What we see</summary>
#
# | line | how often | price | amount |
# |---|--:|--:|--:|
# | weights added | 4,335 | 0.9 pJ | 3.90 nJ |
# | weights fetched | 4,335 | 10 pJ | 43.35 nJ |
# | potentials changed | 4,335 | 10 pJ | 43.35 nJ |
# | neurons updated | 880 | 15.9 pJ | 13.99 nJ |
# | **total** | | | **104.59 nJ** |
#
# The smallest line is the very one from the argument.
#
# </details>
#
# <details><summary>Where the prices come from</summary>
#
# They are a 45 nm chip's, for numbers of 32 bits. Horowitz (2014) gives the reads for 64, so ours are half of his:
#
# | a read from a memory of | costs |
# |---|--:|
# | 8 kB | 5 pJ |
# | 32 kB | 10 pJ |
#
# Our weights need the larger memory. Potentials and currents fit into the smaller, where we let writing cost the
# same. A pixel's spike changes a current instead of a potential, at the same price.
#
# </details>
#
# <details><summary>What is still not on the bill</summary>
#
# We haven't charged for training, for moving spikes about the chip, for comparing potentials with the threshold, or
# for the ANN's biases and what it writes between its layers. A chip also draws power while nothing happens. And an
# ANN that gets many pictures at once can fetch each weight once for all of them.
#
# </details>
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
# **And what does silence cost?**

# %%
predict("what_it_costs.silent")

# %% [markdown]
# We haven't been fair to either side. The ANN has to read its inputs too, which we forgot. But half of our pixels are
# black, and a good chip skips whatever is zero, so it can leave out almost half of the MACs. Go back to the last
# receipts, with every line on, and **try** their last two switches.
#
# <details><summary>What we see, and why</summary>
#
# | | latency copy at T = 8, in ANNs |
# |---|--:|
# | as it was | 0.97 |
# | the ANN pays for reading its inputs | 0.72 |
# | the ANN skips zeros | 1.81 |
# | both | 1.35 |
#
# The spiking network is the same in all four rows. Only its rival has changed.
#
# </details>
#
# So the winner changes with what we put on the bill. How few spikes are few enough?

# %% [markdown]
# ## Where is the line?
#
# Take a single synapse. The ANN uses it once for each picture, and the SNN once for each spike that passes. Our
# network's 4,335 operations at 7,400 synapses make 0.59 spikes per synapse.
#
# The number at which both networks cost the same is called the [break-even](glossary.md#break-even). For example,
# if a MAC cost 6 pJ with all its memory, and a spike at one synapse 3 pJ with all of its own, then the break-even
# would be 2.
#
# ### Your turn: where do both cost the same?


# %%
def break_even(mac, ac, weight, potential):
    return ...  # spikes per synapse at which both networks cost the same


check("what_it_costs.break_even", break_even)

# %%
solution("what_it_costs.break_even")

# %% [markdown]
# Now let's pay for one thing after the other. On this map a network is a point, further right with more spikes per
# synapse, and higher with more steps. The two trails are our copy's, for T from 1 to 50. On the line both cost the
# same, and *your* function sets its foot, the triangle. Further up the line bends to the left, because every step has
# its updates.

# %%
views.line_map(break_even, tries=views.ONE_BY_ONE)

# %% [markdown]
# **Try** the buttons in turn. How far does the triangle move, and what is left of each trail?
#
# <details><summary>What we see, and why</summary>
#
# | what is paid for | break-even | which is about |
# |---|--:|---|
# | arithmetic alone | 5.11 | five spikes at each synapse |
# | and the weights | 1.34 | four spikes to three synapses |
# | and the potentials | 0.70 | seven spikes to ten synapses |
# | and the ANN's own inputs | 0.94 | one spike at each synapse |
#
# From the first row to the third the line moves by a factor of seven, though no spike has changed. With arithmetic alone
# the whole trail of latency lies in the blue. Once weights and potentials are paid, only its lower part does, and T = 8
# lies just inside. Of the Poisson trail no more than the first two steps are left, and after two steps a sixth of the
# pictures are wrong.
#
# </details>
#
# Many chips save energy by computing with integers of 8 bits. A weight has a quarter of the bits then, and all of them
# fit into the smaller memory, so fetching one costs a quarter of 5 pJ. A potential needs half of the bits:
#
# | in pJ | 32 bits | 8 bits |
# |---|--:|--:|
# | a MAC | 4.6 | 0.23 |
# | an addition | 0.9 | 0.03 |
# | fetching a weight | 10 | 1.25 |
# | reading and writing a potential | 10 | 5 |
#
# **Where does the line go? Commit before you calculate.**

# %%
predict("what_it_costs.eight_bits", then=views.line_map(break_even))

# %% [markdown]
# **Try** *and potentials*, and drag the green dot to the left edge. How far up can you go until the ANN is cheaper?
#
# <details><summary>What we see, and why</summary>
#
# The line meets you at about 60 steps. Hardly a neuron fires there, so nearly all of the bill is for updates.
#
# </details>
#
# So are spiking networks cheaper? It depends on what we count. Leave the memory out, and a network may spend several
# spikes on each synapse and still win. Count it, and it wins only where spikes are few, steps are few, and potentials
# are cheap to reach. Spiking chips are built for that corner, which means that they keep a little memory right beside
# each group of neurons, so that nothing travels far.

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
# #OP stands for the number of operations, and M for a million.
#
# ### Your turn: what is the ratio?
#
# Follow the numbers through both footnotes. What should ANN/SNN be, from the same numbers and prices?

# %%
my_ratio = None

check("what_it_costs.table", my_ratio)

# %%
solution("what_it_costs.table")

# %% [markdown]
# Well done. You've just corrected a printed number with a pencil. **Write down two questions** that you'd
# still ask the authors, and then open the fold.
#
# <details><summary>What we would ask</summary>
#
# *How many steps?* T stands nowhere in the table. If 0.1366 is the rate in *one* step, and the network runs for
# eight, then there are eight times as many spikes. *What about memory?* Nothing has been paid for it. For example,
# with our own prices:
#
# | the same table, read so | ANN / SNN |
# |---|--:|
# | as printed | 274 |
# | the rate counted once | 37 |
# | and memory paid | 5.1 |
# | and the rate meant for one of eight steps | 0.64 |
#
# From the table alone we can't tell which row is the true one.
#
# </details>
#
# So now we can price a network, and read other people's prices. But what does our simple neuron leave out? That's the
# question of lesson 16.

# %% [markdown]
# ## Key points
#
# - Each spike costs one synaptic operation at every synapse that it passes, so count the operations before you
#   multiply by a price.
# - An addition is about five times cheaper than a MAC, but fetching weights and keeping potentials costs more than
#   either.
# - A network that updates every neuron in every step pays for time even when it is silent.
# - The break-even, in spikes per synapse, is what a MAC costs over what a spike at one synapse costs, each with the
#   memory that it needs. Whether memory is counted moves it by a factor of seven.
# - Whenever you read "so many times less energy", ask how many spikes pass a synapse, in how many steps, whether memory
#   is paid, and which ANN was the rival, at which accuracy.
#
# **Where is this used?** In every decision for or against a spiking chip, and in deep learning as well, because moving
# a number often costs more than computing with it.

# %% [markdown]
# ## Quiz

# %%
quiz("what_it_costs")

# %% [markdown]
# ## Go deeper
#
# None of this is needed later.
#
# **How sure are these numbers?** They come from one division of the digits into training and test pictures. In four
# others the latency copy at T = 8 costs between 0.93 and 0.97 of its ANN, and it gets up to five more pictures wrong.
# So trust the costs, and don't make much of a picture or two.
#
# **The bill as a formula.** With $M$ MACs, $S$ synaptic operations and $N$ neurons updated in each of $T$ steps, and
# with $E_r$ for reading a stored current,
#
# $$ E_{ANN} = M\,(E_{mac} + E_w), \qquad E_{SNN} = S\,(E_{ac} + E_w + E_v) + N\,T\,(E_r + E_{ac} + E_v) $$
#
# A constant current into each pixel makes no input spikes. But then the first layer multiplies, which is another
# 6,400 MACs, once for each picture.
#
# **Three studies, three verdicts.** One counts memory and finds the break-even between 0.15 and 1.38 spikes per synapse
# (Dampfhoffer et al. 2023). One asks for less than 5.7 % of spikes per step at T = 5 (Yan et al. 2024, in version 4 of
# their text), and our 8-bit row gives 4.7 %. One finds all its SNNs 6 to 8 times *more* efficient (Lemaire et al.
# 2022). They needn't contradict each other, because they stand at different places of the map.
#
# **A picojoule on real chips.** What seven chips are said to pay for a synaptic operation. The table's own authors warn
# that it isn't the same operation on each (Tang et al. 2023).

# %%
for chip, price in views.CHIPS.items():
    print(f"{chip:11} {price:5.2f} pJ")

# %%
views.line_map.code()

# %% [markdown]
# ## References
#
# - Horowitz M (2014). Computing's energy problem (and what we can do about it). *ISSCC*.
# - Davidson S, Furber SB (2021). Comparison of artificial and spiking neural networks on digital hardware. *Front
#   Neurosci* 15:651141, [doi:10.3389/fnins.2021.651141](https://doi.org/10.3389/fnins.2021.651141).
# - Dampfhoffer M, Mesquida T, Valentian A, Anghel L (2023). Are SNNs really more energy-efficient than ANNs? An in-depth
#   hardware-aware study. *IEEE Trans Emerg Top Comput Intell* 7:731-741.
# - Lemaire E et al. (2022). An analytical estimation of spiking neural networks energy efficiency. *ICONIP*.
# - Yan Z, Bai Z, Tang K, Wong WF (2024; version 4, 2026). Reconsidering the energy efficiency of spiking neural networks
#   inference from analytical perspectives. [arXiv:2409.08290v4](https://arxiv.org/abs/2409.08290v4).
# - Tang G et al. (2023). SENECA: building a fully digital neuromorphic processor. *Front Neurosci* 17:1187252,
#   [doi:10.3389/fnins.2023.1187252](https://doi.org/10.3389/fnins.2023.1187252).
# - The table: *Front Neurosci* 17:1091097 (2023), table 3,
#   [doi:10.3389/fnins.2023.1091097](https://doi.org/10.3389/fnins.2023.1091097).
# - The digits: Alpaydin E, Kaynak C (1998). UCI Machine Learning Repository,
#   [dataset 80](https://archive.ics.uci.edu/dataset/80/optical+recognition+of+handwritten+digits).
#
# Words of this lesson, in the [glossary](glossary.md): MAC, synaptic operation, break-even.
#
# Next: [16 · Beyond LIF](16_beyond_lif.ipynb).
