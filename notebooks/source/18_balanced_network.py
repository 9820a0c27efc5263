# %% [markdown]
# # 18 · A balanced network
#
# **50 minutes** · You need [lesson 02](02_neuron_that_fires.ipynb), and from
# [lesson 03](03_regular_or_by_chance.ipynb) the CV and what noise does to a neuron.
#
# *One neuron under a steady current is a clock. What are five hundred that listen to each other?*
#
# By the end you can run such a network of your own, in a dozen lines, and change it. You can work out
# the mean and the noise that a neuron in it hears, and say what a *balanced network* balances.

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

from dataclasses import replace

import numpy as np

from snn_edu import explore
from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.balanced_network import views

# %% [markdown]
# Lesson 17 gave the neuron one new part after another. Now the other way: take the dullest neuron,
# the LIF of lesson 02, and give it company. We connect five hundred of them at random, all alike,
# with rest at 0 mV and the threshold at 20 mV. Four out of five lift the neurons they send to, which
# is called **excitation**; the others lower them, which is **inhibition**.
#
# | each neuron hears | how many | a spike moves v by |
# |---|--:|--:|
# | neurons of the network that excite | 80 | +1 mV |
# | neurons of the network that inhibit | 20 | −g mV |
# | the background, from outside | 80 | +1 mV |
#
# The number **g** says how many excitatory spikes one inhibitory spike undoes. The background
# spikes come at random. At 12.5 Hz from each sender they would just hold v at the threshold on
# average; ours come at 25 Hz, and this factor of two is called $\eta$. What a neuron sends comes back
# to it by way of others: books call such a network **recurrent**.
#
# We begin with g = 3, where each neuron ticks like a clock. **What will more inhibition do?**

# %%
predict("balanced_network.raise_g", then=views.network(knobs=["g", "eta"]))

# %% [markdown]
# Above are forty neurons, below the rate of all, at the right the **firing rate** of a neuron
# against g. Raise g slowly to 6: where does the rate change most, and what does the CV do (0 in a clock,
# 1 in dice)?
#
# <details><summary>What comes out, in most such networks</summary>
#
# | g | rate | CV |
# |--:|--:|--:|
# | 3 | 295 to 299 Hz | 0.2 |
# | 4 | 88 to 126 Hz | 1.1 to 1.3 |
# | 5 | 46 to 73 Hz | 1.4 to 1.8 |
#
# The picture's CV is lower, because the longest pauses don't fit into its 200 ms.
#
# </details>
#
# Press *Sound* and *Run* to hear one neuron, twenty times as slow. g goes up and down by itself until you take the
# diamond or its slider.

# %%
views.dial()

# %% [markdown]
# Between g = 3 and g = 4 the rate falls off a cliff, and on the way down the clocks are lost.
# Beyond the cliff, spikes come at odd moments, at least as uneven as if each neuron threw dice.
# The neurons part company, too: their *correlation* within a millisecond, which would be 1 if all
# always spiked together, goes from 0.07 to 0.02. In Brunel's words (2000), a
# **synchronous regular** network has become an **asynchronous irregular** one. (The picture says *synchronous*
# above a correlation of 0.05, and *irregular* above a CV of 0.5.)
#
# The second is what an electrode finds in a living cortex. In 1993 Softky and Koch found a CV close to 1 in awake
# monkeys and called it a puzzle: a neuron there adds up hundreds of senders, and because chance averages out in a
# large sum, it ought to tick. Ours adds up nearly two hundred, and only what it hears has changed. Where does the
# chance come from?

# %% [markdown]
# ## What is balanced?
#
# We add up what has arrived at one neuron and hasn't leaked away yet, excitation and inhibition
# apart. If the neuron never fired, its **membrane potential** v would be the difference of the two.

# %%
predict("balanced_network.account", then=views.one_neuron())

# %% [markdown]
# Take g slowly from 5 to 3.
#
# <details><summary>What comes out</summary>
#
# | g | excitation | inhibition | what is left |
# |--:|--:|--:|--:|
# | 3 | 515 mV | 359 mV | 156 ± 7 mV |
# | 5 | 146 mV | 129 mV | 17 ± 20 mV |
#
# </details>
#
# Before the cliff, what is left lies so far above the threshold that its ups and downs don't
# matter. Beyond it, what is left is mostly below the threshold, with ups and downs as large as
# itself. A spike has to wait for a chance surplus of excitation, and chance keeps no beat. You know
# both cases from lesson 03, as a neuron above its rheobase and one below. There they were called
# **mean-driven** and **fluctuation-driven**.
#
# The word *balanced* is about the means: in a **balanced network** excitation and inhibition nearly
# cancel on average. Their fluctuations do not, and they make the spikes.
# (Uneven spikes alone don't prove a balance: in lesson 03 a noisy current was enough for them. An
# account like this one does.)

# %% [markdown]
# ## Build it yourself
#
# Each neuron draws 80 of the 400 that excite and 20 of the 100 that inhibit. A spike arrives after
# 1.5 ms.

# %%
from snn_edu import LIF, Network, PoissonInput, Sparse

lif = LIF(v_rest=0.0, v_reset=10.0, v_threshold=20.0)  # mV
outside = PoissonInput(rate=80 * 25.0, weight=1.0)  # 80 senders at 25 Hz, 1 mV a spike


# %%
def balanced(g=5.0, background=outside, nudge=0.0, cell=lif, delay=1.5, seed=1, ms=1000.0):
    rng = np.random.default_rng(seed)  # draws the wiring, the start and the background
    network = Network().add(cell, 400, "E").add(cell, 100, "I")
    for post, size in ("E", 400), ("I", 100):
        excite = Sparse.fixed_indegree(400, size, indegree=80, weights=1.0, rng=rng)
        inhibit = Sparse.fixed_indegree(100, size, indegree=20, weights=-g, rng=rng)
        network.connect("E", post, excite, delay).connect("I", post, inhibit, delay)
    start = {"E": rng.uniform(0.0, 20.0, 400), "I": rng.uniform(0.0, 20.0, 100)}
    start["E"][0] = nudge  # mV: the first neuron begins at rest, or with a push
    return network.run(ms, {"E": background, "I": background}, 0.25, rng, start)


# %%
run = balanced()
run

# %% [markdown]
# The raster has dense and thin bands. Within one millisecond two neurons have little in common,
# but over some twenty they are no strangers: the rate of all swells and fades, because any two share a
# fifth of their senders.
#
# **Change this.** Take inhibition away: `balanced(g=0.0)`.

# %% [markdown]
# ## The mean and the noise
#
# What is left, with its ups and downs, can be worked out without running the network. Let all its
# neurons fire at one rate $\nu$ and each sender outside at $\nu_{ext}$. They don't (see
# *Go deeper*), but each neuron hears a hundred of them, close to their average. Books call
# that a **mean-field** theory. A spike moves v by $J$, a push that decays with the time constant
# $\tau_m$. On average a sender of rate $\nu$ holds v up by $J \tau_m \nu$. For example, at 50 Hz:
#
# $$ 1\,\mathrm{mV} \times 0.020\,\mathrm{s} \times 50\,\mathrm{Hz} = 1\,\mathrm{mV} $$
#
# At g = 5, one that inhibits holds it *down* by 5 mV. The **mean input** $\mu$ is the sum
# over all the senders in the table at the top of the page.
#
# ### Your turn: the mean


# %%
def mean_input(rate, outside, g):
    return ...  # in mV; rates in Hz, J = 1 mV, tau_m = 0.020 s


check("balanced_network.mean_input", mean_input)

# %%
solution("balanced_network.mean_input")

# %% [markdown]
# Now the noise $\sigma$. Each spike shakes v, whether it pushes up or down. Because the shakes come
# at odd moments they partly undo each other, so what adds up is their *squares*: each jump counts
# by its square, which has no sign. You take the root at the end. At g = 5 a single inhibitory spike counts
# as much as 25 excitatory ones.
#
# ### Your turn: the noise


# %%
def noise_input(rate, outside, g):
    return ...  # in mV


check("balanced_network.noise_input", noise_input)

# %%
solution("balanced_network.noise_input")

# %% [markdown]
# As Brunel writes them, inhibition is subtracted in the one and added in the other:
#
# $$ \mu = 80\, J\, \tau_m\, \Big(\nu_{ext} + \nu\,\big(1 - \tfrac{g}{4}\big)\Big) $$
#
# $$ \sigma^2 = 80\, J^2\, \tau_m\, \Big(\nu_{ext} + \nu\,\big(1 + \tfrac{g^2}{4}\big)\Big) $$
#
# Your network supplies the rates, your functions the rest:

# %%
for g in (3.0, 4.0, 5.0):
    rate = round(balanced(g).spikes["E"].rate())
    mine = mean_input(rate, 25, g), noise_input(rate, 25, g)
    told = [f"{mV:.1f} mV" if np.isscalar(mV) else "not yet" for mV in mine]
    print(f"g = {g:g}: {rate} Hz, mean {told[0]}, noise {told[1]}")

# %% [markdown]
# | g | rate | mean $\mu$ | noise $\sigma$ |
# |--:|--:|--:|--:|
# | 3 | 298 Hz | 159 mV | 40 mV |
# | 4 | 112 Hz | 40 mV | 31 mV |
# | 5 | 59 Hz | 16 mV | 27 mV |
#
# Try the last row by hand. The background gives 80 × 0.02 × 25 = 40, excitation 80 × 0.02 × 59 = 94, inhibition
# 20 × 5 × 0.02 × 59 = 118: the mean is 40 + 94 − 118 = 16 mV. Among the squares inhibition counts five times
# that: 40 + 94 + 590 = 724, whose root is 27 mV.
#
# Down the table the mean shrinks to a tenth, while the noise keeps two thirds. As in lesson 03, noise of
# $\sigma$ makes v stray by $\sigma/\sqrt2$, here by 19 mV. In twelve wirings we measured 24, because our spikes
# are less independent than the formula takes them to be. In the first row it promises too much: clocks don't
# tick by chance.
#
# ### Your turn: where do they cancel?
#
# In our network a quarter as many neurons inhibit as excite. If it were another share $\gamma$, at
# which g would the network's own spikes cancel in the mean?


# %%
def cancels(gamma):
    return ...  # g, if there are gamma times as many that inhibit as that excite


check("balanced_network.cancels", cancels)

# %%
solution("balanced_network.cancels")

# %% [markdown]
# In our network that's g = 4, the foot of the cliff. For a smaller g firing makes a larger mean,
# which makes more firing. At g = 3 only the refractory period, 2 ms, ends the climb. For a
# larger g more firing pulls the mean *down*, which holds the network back. At g = 5, doubling
# the background (η = 4) should lift the mean by 40 mV, but the network then fires about twice as
# often and takes half of that away. So its rate keeps step with the background, and it stays as
# irregular as it was. **And at the foot itself?**

# %%
predict("balanced_network.at_four", then=views.network(g=4.0, knobs=["g", "eta"]))

# %% [markdown]
# At the foot the clocks are lost, though the mean is twice as high as the threshold, because the noise, some 30 mV,
# is larger than what the mean has to spare. Double the background, and the mean has three times as much to spare,
# while the noise grows by a factor of 1.4 and is then the smaller. A part of that noise is the background's, put in
# by hand.

# %% [markdown]
# ## Take the chance away
#
# Let the background be steady, a current that holds v up by the same 40 mV. Then nothing is random but the wiring
# and the first values of v.

# %%
predict("balanced_network.no_dice", then=views.network(g=5.0, knobs=["g", "steady"]))

# %% [markdown]
# Switch the steady background on and off: averaged over sixteen networks, rate and CV are the same
# to a few per cent.
#
# Your formula knew it: of those 724, the background put in 40. Each neuron still hears a hundred
# others, which fire at moments that look random to it, as its own do to them. The neurons are each other's weather.
#
# In a large sum chance averages out, as long as there is one sum. Go back to the account, averaged over
# all neurons of sixteen networks. Excitation is about 131 ± 25 mV, a tremble on a mountain. Inhibition is
# another mountain of nearly the same height, and trembles as much. But what a neuron gets is their
# difference, 13 ± 24 mV. The means have cancelled, and so has what the trembles share: when the whole
# network swells, both sums swell. What remains is each neuron's own, mostly from inhibition's few and large
# jumps; only about a twentieth of its variance is common to all.
# A tremble of 24 mV, small beside 131, is large beside 13 and decides when v arrives at the
# threshold. At g = 3 it had nothing to decide, because there the difference is a mountain too.
#
# This is where the chance comes from. Van Vreeswijk and Sompolinsky said so in 1996: a balanced network needs no
# noise from outside, because it makes its own. They called this **chaos**, a word that promises more than uneven
# spikes: in chaos, a small push changes all that follows. Does it here? Run your network twice, and the second time
# push a single neuron so that it spikes at once.

# %%
steady = 4.0  # nA, which holds v up by 40 mV
one = balanced(background=steady).spikes["E"]
two = balanced(background=steady, nudge=21.0).spikes["E"]  # one extra spike, at the beginning


def shared(one, two, begin, end):  # the share of the spikes of `one` that `two` has as well
    mine, theirs = (set(zip(each.times, each.ids)) for each in (one, two))
    mine = {spike for spike in mine if begin <= spike[0] < end}
    return len(mine & theirs) / len(mine)


for begin in (0, 5, 10, 15):
    print(f"{begin} to {begin + 5} ms: {100 * shared(one, two, begin, begin + 5):.0f} %")

# %%
import matplotlib.pyplot as plt

plt.figure(figsize=(5.5, 1.9))
plt.plot(one.times, one.ids, "|", color="0.6", ms=9)
plt.plot(two.times, two.ids, "|", color="C3", ms=5)
plt.axis([0, 30, -1, 30])
plt.xlabel("time (ms)")
plt.show()

# %% [markdown]
# Where a red stroke lies on a grey one, the two runs agree. In the first five milliseconds most do,
# after ten hardly any, and so it went in each of sixteen wirings: later, two runs shared no more
# spikes than strangers would. Yet the same beginning gives the same run to the last spike. No chance
# is hidden anywhere, only a course that nobody can foretell.
#
# **Change this.** Put `g=3.0` into both calls. The two runs part as well, but clocks they stay, as `one.cv()`
# tells.
#
# So one neuron under a steady current is a clock, and five hundred that listen to each other can be
# as uneven as dice, and more. In lesson 03 we *put* noise into a neuron and said that it stood for thousands of
# other cells; now you've run the other cells, and they are enough. What we don't know is whether a
# brain's unevenness is of this making, because an account like ours is hard to take in a living
# cell. And one worry is left. If a single extra spike changes all that come after it, how can anybody
# read a message in them? [Lesson 19](19_reading_and_hearing.ipynb) tries.
#
# **In the books**: excitatory and inhibitory neurons, E/I balance, recurrent network, Poisson input,
# mean-driven and fluctuation-driven firing, asynchronous irregular state, mean-field theory, chaos.

# %% [markdown]
# ## Key points
#
# - In a balanced network excitation and inhibition are each several times as large as the way to
#   the threshold. Their means nearly cancel, and their fluctuations don't.
# - In the mean inhibition is subtracted; in the noise it is added, because each jump counts by its
#   square.
# - At $g = 1/\gamma$ the network's own mean cancels. There the cliff has its foot.
# - The noise is mostly the network's own: irregular firing remains when nothing from outside is
#   random, and one extra spike changes all that follows.

# %% [markdown]
# ## Quiz

# %%
quiz("balanced_network")

# %% [markdown]
# ## Go deeper
#
# None of this is needed later.
#
# ### Is it the luck of one wiring?
#
# Put your own network under sliders, and see what stays the same when `seed` draws another one.

# %%
def rate_of_all(g=5.0, delay=1.5, seed=1):  # spikes a second and neuron, in each ms
    counts = balanced(g, delay=delay, seed=seed, ms=200.0).spikes["E"].binned(1.0)
    return np.arange(200), 1000 * counts.mean(axis=1)


explore(
    rate_of_all,
    g=(0.0, 8.0),
    delay=(0.5, 5.0, 0.5),
    seed=(1, 20),
    labels=("time (ms)", "rate of all (Hz)"),
    size=(5.5, 2.2),
)

# %% [markdown]
# ### Are equal neurons equal in what they do?

# %%
rates = run.spikes["E"].rates()
print(f"{rates.min():.0f} to {rates.max():.0f} Hz, {rates.mean():.0f} Hz on average")

# %% [markdown]
# In this wiring the slowest fires 15 times a second, the fastest 109 times, and in eight others the
# span was as wide. Yet they are equal neurons: they differ only in the senders they drew. Depending
# on the wiring, that luck moves a neuron's excitation by 2 to 5 % and its inhibition by 4 to 14 %,
# but what is left by 40 to 140 %.
#
# **Change this.** Look at the rates of `run = balanced(g=3.0)`. Much is left there, so the same
# luck makes only 20 to 28 Hz between the slowest and the fastest.

# %% [markdown]
# ### Why is the CV above 1?
#
# A neuron restarts halfway up, where the surplus that has just fired it may soon fire it again. Let
# it restart lower:

# %%
for reset in (10.0, 5.0, 0.0):
    cell = replace(lif, v_reset=reset)
    print(f"reset at {reset:g} mV: CV {balanced(cell=cell).spikes['E'].cv():.1f}")

# %% [markdown]
# Balance makes spikes uneven, but *how* uneven is up to the neuron as well, and to the jumps. Halve
# them all and let the background make up for its share: the mean comes to lie above the threshold,
# and the CV falls to 0.7. Halve them *and* give each neuron twice the senders, and the CV is 1.1.
# Small jumps do as well, if enough of them cancel.

# %% [markdown]
# ### Drums and hums
#
# Set g to 2 and the delay to 3 ms, in your own picture above. All neurons fire as one, a beat every
# few milliseconds. Raise g to 3.8. Now each fires irregularly, and all hum together, because a volley
# comes back as an echo after a delay. The train of one neuron doesn't show it, for its CV is some
# 0.8. The rate of all does: it swells every 3 ms, and at a delay of 1.5 ms every 1.5. Brunel calls
# such a state *synchronous irregular*. (His large network hums otherwise, see *Asked by readers*.) At
# g = 5 the delays hardly matter: drawn from 0.5 to 2.5 ms, they leave the rate and the CV as they are,
# on average. And at g = 5 with $\eta$ = 0.5, in the first picture of this page, there is silence.

# %% [markdown]
# ### The theory in full
#
# Which rate will it be? Put a rate in, get $\mu$ and $\sigma$, and ask Siegert's formula (*Go
# deeper* of lesson 03) how fast such a neuron fires. If the rate that you put in comes back, the
# network can keep it up. That is the theory of [mean field](glossary.md#mean-field), the blue line
# in the picture. Where $\eta$ is below 1 there may be two such rates, with a tipping point between
# them (dotted), and the start decides.

# %%
for g in (3.0, 4.0, 5.0, 6.0):
    (theory,) = replace(views.SMALL, g=g).mean_field()
    measured = [balanced(g, seed=seed).spikes["E"].rate() for seed in (1, 2, 3)]
    print(f"g = {g:g}: theory {theory.rate:.0f} Hz, yours {np.round(measured)} Hz")

# %% [markdown]
# Averaged over 128 wirings, the theory is too high by 1 % at 3 and by some 6 % at 6. At 5 it is 14 % too high and at
# 4 it's 23 %, because it takes inputs to be countless, tiny and independent. Two of our neurons share a fifth of
# their senders, and ten jumps lead from reset to threshold.
#
# ### Must somebody adjust the balance?
#
# Let each neuron hear a hundred times as many senders, each with a tenth of the jump. The noise
# stays as it is, because 100 × 0.1² = 1, but excitation and inhibition both become ten times as
# large. (With a *hundredth* of the jump the sums would stay as they are, but 100 × 0.01² = 0.01: of the
# noise a tenth is left. So theory lets jumps shrink as $1/\sqrt K$ with the number
# $K$ of senders, not as $1/K$.) Unless the large sums cancel, the network races or falls silent.
# Van Vreeswijk and Sompolinsky showed that nobody has to adjust it: where inhibition is strong
# enough, the rates settle by themselves at values for which the means cancel. Set $\mu$ to 0 and solve it for
# the rate; this is the **balance equation**:
#
# $$ \nu = \frac{\nu_{ext}}{g/4 - 1} $$
#
# For us it says 100 Hz at g = 5, 50 at 6 and 25 at 8. Eight networks of ours fired at 58, 42 and 28. The mean isn't
# 0, after all: at 58 Hz the formula leaves 17 mV to fire the neurons, as much as the background holds up at 10.5 Hz
# a sender, and (25 − 10.5)/0.25 = 58. With four times the senders, each with half the jump, the same millivolts are
# worth half as many Hz. That would make 79. Networks of 2,000 fired at some 73, because 22 mV are left then, and at 62
# with the senders as they were. With a hundred times as many, theory says 95.
#
# And with twice as many senders of every kind, each with the jump that it has? One might expect a
# clock, because chance averages out. But the network takes the added mean away again, and more:
# in our 500 what arrives falls to about 0 mV on average, while the noise grows from 27 mV to some 44.
# So the spikes become *less* even, with a CV of some 2.2 in place of 1.6.
#
# ### How small a push?
#
# Begin with `nudge=0.001` in place of 21, a push of a thousandth of a millivolt. In none of sixteen
# wirings did the two runs part, because a neuron that resets forgets how it got there. Set the first neuron
# to 1 mV in place of 0, by as much as one arriving spike lifts it, and they part for good in nearly a fifth:
# in 69 wirings of 384. It depends on where v stands: from 18 to 19 mV they did in all of 48. An extra
# spike, which reaches a hundred neurons at once, always did it. (Read from the other run, it's a spike
# *deleted*.) It's enough to move one spike by 0.1 ms, in steps of 0.05: after twenty milliseconds the two
# runs share, to within a millisecond, no more than strangers. So be careful with the word chaos: here it's
# about spikes, not about the smallest of pushes. Such irregular firing, in which small pushes die out, is
# called **stable chaos** (Jahnke and others 2009; Monteforte and Wolf 2012).
#
# **Does a chip give the same spikes?** It rounds v, which is a push in every step. Rounded to 1/256 mV, runs
# parted within 25 ms, and to 1/4096 mV within half a second. To a millionth of a millivolt, 31 of 32 stayed
# the same for a second. Each wiring's rate and CV then differ, mostly by up to a tenth, but averaged over
# sixteen by some 3 %. So compare rates, CVs and correlations, each over several wirings, and never spikes.
#
# ### Brunel's own network
#
# Brunel had 12,500 neurons, with 1,000 excitatory senders each and jumps of 0.1 mV. At g = 5 his mean lies just above
# the threshold, and his noise is little more than a quarter of ours, so his neurons are more regular there. With his
# figure 8 he prints the rates of his theory, 55.8, 38.0 and 6.5 Hz:

# %%
from snn_edu.lessons.balanced_network.balanced import Brunel

for g, eta in ((6.0, 4.0), (5.0, 2.0), (4.5, 0.9)):
    (theory,) = Brunel(g=g, eta=eta).mean_field()
    print(
        f"g = {g:g}, η = {eta:g}: {theory.rate:.1f} Hz, mean {theory.mu:.1f} mV, "
        f"noise {theory.sigma:.1f} mV"
    )

# %% [markdown]
# ### Asked by readers
#
# #### Building one of your own
#
# **Which numbers do I choose?** One condition: at equal rates inhibition must be the larger sum, with
# something to spare: 20 × 5 against 80 here. And two pieces of advice. Let the background alone hold v
# near the threshold or above it, $\eta$ from 0.9 on. And let $\sigma/\sqrt2$ be a good part of the
# way from reset to threshold, or v doesn't stray enough.
#
# **Which state at which g and $\eta$?** At g = 3 clocks, at an $\eta$ of 0.9 (267 Hz) as at 2
# (297). Draw their delays from 0.5 to 2.5 ms, and they tick on, at 305 Hz, but not together: their
# correlation is 0. That's *asynchronous regular*. At g = 6 dice: 12 to 16 Hz and a CV of 1.1 at
# 0.9, some 40 Hz and 1.7 at 2. Brunel's large network (2000) has two *synchronous irregular*
# states, in which the rate of all swells and fades, and each neuron fires in about one swelling out
# of three or four. The *fast* one lies at a strong background and g well above 4: inhibition comes
# half a swelling late, in the troughs. About a quarter is the neurons' lag, a quarter the delay. So
# a swelling takes about four delays, not one as our hum: in our runs of it 180 Hz at g = 6, $\eta$
# = 4 and 1.5 ms. The *slow* one lies at g a little above 4 and $\eta$ just below 1, at 23 Hz for g
# = 4.5 and $\eta$ = 0.9. There the membrane counts as well: with a $\tau_m$ of 40 ms it's 11 to 25
# Hz, with twice the delay some 17.
#
# **My laptop is too small. What may I scale down?** The number of neurons, as long as each hears as
# many. Rate and CV stay much as they are, but two neurons then share more senders: over 20 ms they
# correlate by 0.01 among 5,000, by 0.04 to 0.12 among our 500. If each must hear half as many, make
# all jumps $\sqrt2$ times as large, which keeps the noise, and replace the lost mean, 5 mV, by a
# current. Ours then fired at some 60 Hz with a CV of 1.6, nearly as before. Correlations can't be
# kept so (van Albada and others 2015). What costs time are synapses that spikes pass: a second of
# our 500 took 0.1 s on one core here, of 12,500 with as many senders each 2 s, and with 1,250 each
# some 15.
#
# **Real synapses are slow. Does it hold?** Put currents that decay in 2, 5 or 10 ms in place of the jumps, each
# worth as much in all. It still fires at some 50 Hz, with a CV above 1.
#
# **What if synapses are conductances?** They make the membrane leak. Let them reverse 70 mV above rest and 10 mV
# below it, decay in 5 ms, and be worth as much halfway to the threshold: then the time constant falls from 20 ms to
# some 4.5, the rate to some 22 Hz, and the CV stays above 1. Papers speak of a *high-conductance state*.
#
# **What if jumps are unlike, or the numbers of senders?** That does more harm: if they are log-normal and
# spread as widely as their mean, a quarter of the neurons (from a tenth to two fifths) fire above 150 Hz.
# If each pair is connected with a chance of a fifth, some neurons are silent then, others fire above 170 Hz.
# Inhibitory synapses that grow where their neuron fires too much can mend that (Vogels and others 2011).
#
# #### When it races, hums or is silent
#
# **What do I print first?** The two sums at equal rates, 80 × 1 and 20 × g. If all fire at some 440 Hz, as
# often as their pause and the step allow, a minus sign is missing; at 290 to 335, g is 3 or less. If it is
# silent, would the background alone bring v to the threshold? Is a rate one sender's or all eighty's?
#
# **It hums. What do I change?** Make the delays unlike. In *Drums and hums*, where all are 3 ms, two neurons'
# correlation within a millisecond is 0.09. With 2, 3 or 4 ms at random it is 0.02. (The slower swelling, in bins of
# 20 ms, mostly stays.)
#
# **Does it need the background, once it runs?** It does. Switch it off at g = 5, and the last spike
# comes within ten milliseconds, because more firing only pulls the mean down. At g = 3, where more
# firing lifts it, they went on for 20 to 220 ms.
#
# **What if a fifth of the inhibitory neurons die?** At g = 5 the others take what all would take at
# g = 4. So you stand at the foot, at 50 to 180 Hz, and nothing of the network's own holds it back.
#
# **What if I excite only those that inhibit?** Give them a tenth more background. They then fire
# *less*, 46 Hz in place of 60, because the others fire so much less, 36 Hz in place of 59, and had
# been their main input. By this sign experimenters know an *inhibition-stabilised network* (Tsodyks
# and others 1997); parts of a mouse's cortex show it (Sanzeni and others 2020).
#
# #### What a referee wants
#
# **Is one raster enough to call it asynchronous?** No. Report the CV, two neurons' correlation with
# its bin, and one number for all: the variance of the count of all in each millisecond, divided by
# the sum of the single neurons' variances. If 400 neurons are independent that's 1; if they fire as
# one, as mostly in *Drums and hums* at g = 2, it's 400. At 3.8 it's some 35, and in our network it
# is 8 to 12: a correlation of 0.02 is little, but each has 399 others. Among 5,000 it is about the
# same, as the correlation falls to 0.002: that's *asynchronous*. (Divided by 400 it's the $\chi^2$
# of papers.) In cortex published correlations, of counts from trial to trial and so in longer bins,
# run from 0.01 to 0.4 (Ecker and others 2014).
#
# **And the [Fano factor](glossary.md#fano-factor) of one neuron's counts?** It grows with the window, because the
# spikes come in bunches: 0.9 in a millisecond, 1.5 in 20, about 3 in 100, and from 2.5 to 6.5 in half a second. So
# these are wilder than dice, for which it's 1 in every window. Independent intervals would stop at CV² (lesson 06),
# here 1.7², about 3. What goes beyond it is each neuron's own rate, which wanders slowly, as theory expects where
# jumps are strong (Ostojic 2014).
#
# **How long must I listen, and is a step of 0.25 ms fine enough?** Leave out the start: in the first ten
# milliseconds ours is livelier, typically by a third. For a rate 200 ms will do, if a tenth more or less is no
# matter. For a CV they won't: averaged over eight networks it was 1.0 after 200 ms, some eleven spikes a
# neuron, 1.6 after a second, 1.7 after four. With a fifth of the step, rate and CV came out some 6 %
# higher.
#
# **Does *balanced* mean as many of each, or that nothing is left?** Neither. Four times as many
# excite here, and the sums are alike because one inhibitory spike counts five times. What is left,
# 13 mV of 131, is small beside them and not beside the 20 mV to the threshold. At 58 Hz for all it
# would be 17, but those that inhibit fire 60 times a second. (The neuron drawn at the top keeps
# 17.) Some papers call a balance *tight* when little is left of large sums, else *loose*. Cortex,
# they find, is loose: what remains is about as large as what cancels, and a stimulus then lowers
# the variability, as it does there (Ahmadian and Miller 2021). Ours, with a tenth left, is tighter
# than that. Others say tight when inhibition follows excitation within milliseconds (Denève and
# Machens 2016), which in ours it does only for what all neurons share.
#
# **Whom do I cite for what?** Van Vreeswijk and Sompolinsky for a balance that sets itself, and
# chaos; Brunel for the states; Renart and others (2010) for neurons that share many senders and
# hardly correlate. In our account, of what has arrived and not leaked away in 20 ms, two neurons'
# excitation correlates by 0.7 to 0.95 over a second and their inhibition by 0.3 to 0.6, but what is
# left by 0.02 to 0.12: the shared part cancels.
#
# #### In a brain
#
# **Do its neurons fire 60 times a second?** Few do: in freely moving rats 0.15 to 16 times, 1.5 to 4 on average
# (Attwell and Laughlin 2001). At g = 6 and an $\eta$ of 0.9 ours come to some 14, Brunel's above to 6.5. Ours then
# lie between 4 and 30 Hz; in cortex most are slow, few fast (*log-normal*).
#
# **In cortex near neighbours are connected more often, and some groups. What does it change?**
# Groups can make the rates go up and down slowly. Let each neuron that excites draw half of its 80
# from its own hundred, so that a pair in a group is three times as likely. One of the four groups
# then fires some 180 times a second, the others some 35 times, and in half of the networks another
# group takes over within four seconds. In a larger network with fifty groups they take turns, while
# single spikes stay irregular (Litwin-Kumar and Doiron 2012).
#
# **And if only distance counts?** Put 2,500 on a ring and let each draw its senders near itself,
# with a standard deviation of a twentieth of the ring. Rate and CV hardly change, and only near
# neighbours become more alike: over 20 ms they correlate by 0.09. But draw inhibition twice as
# widely, and some places fire at 130 to 240 Hz, while up to a quarter of all neurons are silent.
# Theory asks that excitation reach at least as far as inhibition (Rosenbaum and Doiron 2014).
#
# **Could I see a balance in a cell that I record?** Not in its spikes. From inside, hold v at the
# [reversal potential](glossary.md#reversal-potential) of inhibition, where only excitation flows,
# and then the other way round. As you get the two in turn, Okun and Lampl (2008) took two
# neighbours in a rat's cortex at once, one for each kind. They rose and fell together, inhibition a
# little later.
#
# **How can it compute, if one spike changes all?** With rates, or with volleys: if ten of a neuron's
# senders spike together, it fires with them in 22 % of cases, if forty do, in 73 %. In a rat's cortex, too, an extra
# spike made some 28 more, and its finders concluded that cortex mostly codes in rates (London and others 2010).
# Rates can be quick: double the background, and after two milliseconds the rate is where it stays, averaged over
# sixteen networks, though $\tau_m$ is 20 ms, because some neurons are always just below the threshold. A trained
# sum of such courses, fed back, can draw a curve or sing a bird's song (Nicola and Clopath 2017).
#
# **What does a balance compute that chance can't?** Let many neurons say one number by a weighted sum of their
# spikes, and let each fire only where that brings the sum closer to it (Boerlin and others 2013). Then v is the error
# that is left, and each spike holds back those that would say the same: a balance to the millisecond. A hundred such
# neurons were off a slow sine wave by 0.004 of its height, four hundred by 0.001. Neurons that throw dice were off by
# some 0.08 and 0.04, at some 20 spikes a second to the others' 30. So the error falls as 1/N, not as $1/\sqrt N$.
# Spikes that arrive late spoil it (Timcheck and others 2022).
#
# **Does a network that I train gain from it?** It's where training likes to begin. Weights drawn around 0 with a spread
# of $1/\sqrt K$, as in [lesson 14](14_before_you_train.ipynb), are a balance: the means cancel, and noise is left.
#
# ### How the account is drawn
#
# With a steady background, so all ups and downs were the network's own.

# %%
views.one_neuron.code()

# %% [markdown]
# ## References
#
# - Softky WR, Koch C (1993). The highly irregular firing of cortical cells is inconsistent with
#   temporal integration of random EPSPs. *J Neurosci* 13:334-350,
#   [doi:10.1523/JNEUROSCI.13-01-00334.1993](https://doi.org/10.1523/JNEUROSCI.13-01-00334.1993).
# - van Vreeswijk C, Sompolinsky H (1996). Chaos in neuronal networks with balanced excitatory and
#   inhibitory activity. *Science* 274:1724-1726,
#   [doi:10.1126/science.274.5293.1724](https://doi.org/10.1126/science.274.5293.1724).
# - Brunel N (2000). Dynamics of sparsely connected networks of excitatory and inhibitory spiking neurons. *J Comput
#   Neurosci* 8:183-208, [doi:10.1023/A:1008925309027](https://doi.org/10.1023/A:1008925309027).
# - Tsodyks MV, Skaggs WE, Sejnowski TJ, McNaughton BL (1997). Paradoxical effects of external
#   modulation of inhibitory interneurons. *J Neurosci* 17:4382-4388,
#   [doi:10.1523/JNEUROSCI.17-11-04382.1997](https://doi.org/10.1523/JNEUROSCI.17-11-04382.1997).
# - Ecker AS and others (2014). State dependence of noise correlations in macaque primary visual cortex.
#   *Neuron* 82:235-248, [doi:10.1016/j.neuron.2014.02.006](https://doi.org/10.1016/j.neuron.2014.02.006).
# - Litwin-Kumar A, Doiron B (2012). Slow dynamics and high variability in balanced cortical networks with
#   clustered connections. *Nat Neurosci* 15:1498-1505, [doi:10.1038/nn.3220](https://doi.org/10.1038/nn.3220).
# - Attwell D, Laughlin SB (2001). An energy budget for signaling in the grey matter of the brain. *J
#   Cereb Blood Flow Metab* 21:1133-1145.
# - Jahnke S, Memmesheimer RM, Timme M (2009). How chaotic is the balanced state? *Front Comput Neurosci*
#   3:13, [doi:10.3389/neuro.10.013.2009](https://doi.org/10.3389/neuro.10.013.2009).
# - Monteforte M, Wolf F (2012). Dynamic flux tubes form reservoirs of stability in neuronal circuits. *Phys
#   Rev X* 2:041007, [arXiv:1102.5428](https://arxiv.org/abs/1102.5428).
# - Boerlin M, Machens CK, Denève S (2013). Predictive coding of dynamical variables in balanced spiking
#   networks. *PLoS Comput Biol* 9:e1003258,
#   [doi:10.1371/journal.pcbi.1003258](https://doi.org/10.1371/journal.pcbi.1003258).
# - Timcheck J, Kadmon J, Boahen K, Ganguli S (2022). Optimal noise level for coding with tightly balanced
#   networks of spiking neurons in the presence of transmission delays. *PLoS Comput Biol* 18:e1010593,
#   [doi:10.1371/journal.pcbi.1010593](https://doi.org/10.1371/journal.pcbi.1010593).
# - Denève S, Machens CK (2016). Efficient codes and balanced networks. *Nat Neurosci* 19:375-382,
#   [doi:10.1038/nn.4243](https://doi.org/10.1038/nn.4243).
# - Ahmadian Y, Miller KD (2021). What is the dynamical regime of cerebral cortex? *Neuron*
#   109:3373-3391, [doi:10.1016/j.neuron.2021.07.031](https://doi.org/10.1016/j.neuron.2021.07.031).
# - van Albada SJ, Helias M, Diesmann M (2015). Scalability of asynchronous networks is limited by
#   one-to-one mapping between effective connectivity and correlations. *PLoS Comput Biol*
#   11:e1004490, [doi:10.1371/journal.pcbi.1004490](https://doi.org/10.1371/journal.pcbi.1004490).
# - Okun M, Lampl I (2008). Instantaneous correlation of excitation and inhibition during ongoing and
#   sensory-evoked activities. *Nat Neurosci* 11:535-537,
#   [doi:10.1038/nn.2105](https://doi.org/10.1038/nn.2105).
# - Vogels TP, Sprekeler H, Zenke F, Clopath C, Gerstner W (2011). Inhibitory plasticity balances
#   excitation and inhibition in sensory pathways and memory networks. *Science* 334:1569-1573,
#   [doi:10.1126/science.1211095](https://doi.org/10.1126/science.1211095).
# - Nicola W, Clopath C (2017). Supervised learning in spiking neural networks with FORCE training.
#   *Nat Commun* 8:2208, [doi:10.1038/s41467-017-01827-3](https://doi.org/10.1038/s41467-017-01827-3).
# - Rosenbaum R, Doiron B (2014). Balanced networks of spiking neurons with spatially dependent recurrent
#   connections. *Phys Rev X* 4:021039, [arXiv:1308.6014](https://arxiv.org/abs/1308.6014).
# - Ostojic S (2014). Two types of asynchronous activity in networks of excitatory and inhibitory spiking
#   neurons. *Nat Neurosci* 17:594-600, [doi:10.1038/nn.3658](https://doi.org/10.1038/nn.3658).
# - Renart A and others (2010). The asynchronous state in cortical circuits. *Science* 327:587-590,
#   [doi:10.1126/science.1179850](https://doi.org/10.1126/science.1179850).
# - London M and others (2010). Sensitivity to perturbations in vivo implies high noise and suggests
#   rate coding in cortex. *Nature* 466:123-127,
#   [doi:10.1038/nature09086](https://doi.org/10.1038/nature09086).
# - Sanzeni A and others (2020). Inhibition stabilization is a widespread property of cortical
#   networks. *eLife* 9:e54875, [doi:10.7554/eLife.54875](https://doi.org/10.7554/eLife.54875).
#
# Words of this lesson, in the [glossary](glossary.md): asynchronous irregular, balanced
# network, chaos, mean field.
#
# Next: [19 · Reading a movement, hearing a sound](19_reading_and_hearing.ipynb).
