# %% [markdown]
# # 17 · A balanced network
#
# **45 minutes** · You need [lesson 02](02_neuron_that_fires.ipynb), and from
# [lesson 03](03_regular_or_by_chance.ipynb) the CV and what noise does to a neuron.
#
# *Most cells of the cortex fire as if by chance. Where does the chance come from?*
#
# By the end you can say what is balanced in a balanced network. You'll have worked out the mean and
# the noise that a neuron hears there. And you can tell whether a network needs dice from outside to
# be irregular.

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

from dataclasses import replace

import numpy as np

from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.balanced_network import views

# %% [markdown]
# Put an electrode into a living cortex, and most cells fire at odd moments, as if each threw dice.
# Lesson 16 gave us neurons that burst and rebound, but none that does that. Do we need a cleverer neuron
# still, or do neurons behave differently in company?
#
# Let's take 500 of the dullest neurons, all the same LIF, with rest at 0 mV and the threshold at 20 mV.
# Four out of five excite, the others inhibit. Each neuron hears three kinds of senders, drawn at random:
#
# | senders | how many | a spike moves v by |
# |---|--:|--:|
# | neurons of the network that excite | 80 | +1 mV |
# | neurons of the network that inhibit | 20 | −g mV |
# | the background, from outside | 80 | +1 mV |
#
# The number **g** says how many excitatory spikes one inhibitory spike undoes. The background fires by
# chance, and twice as fast as would be enough to hold v at the threshold on average. This factor of two is
# called $\eta$.
#
# We begin with a small g, at which each neuron fires hundreds of times a second, and evenly.

# %%
predict("balanced_network.raise_g", then=views.network(knobs=["g", "eta"]))

# %% [markdown]
# Above are the spikes of some of the neurons, and below them the rate of all together. At the right stands
# the rate of a neuron against g. **Try it.** Raise g slowly, all the way up to 6. Where does the rate change
# most, and what does the CV do on the way?
#
# <details><summary>What we see, and why</summary>
#
# The rate falls off a cliff around g = 4, and on the way the clocks are lost. The CV rises to about 1, which
# is the CV of dice. In a longer run it rises still further, because a long pause doesn't fit into 200 ms. So
# our neurons are even less regular than dice.
#
# The caption also gives the *correlation* of two neurons, millisecond by millisecond. It falls, so the neurons
# have less and less to do with each other.
#
# Nicolas Brunel (2000) named what you saw. The *synchronous regular* network that you began with has turned
# into an *asynchronous irregular* one, and that is what one records in a cortex.
#
# </details>
#
# The neurons are the same at every g, so the difference lies in what they hear. Let's listen to one.

# %% [markdown]
# ## What is balanced?
#
# We add up what arrives at one neuron and hasn't leaked away yet, excitation and inhibition separately.

# %%
predict("balanced_network.account", then=views.one_neuron())

# %% [markdown]
# **Try** g = 3, then go slowly up to 5. How large is what is left, and how large are its ups and downs?
#
# <details><summary>What we see, and why</summary>
#
# | g | excitation | inhibition | what is left |
# |--:|--:|--:|--:|
# | 3 | 527 mV | 368 mV | 159 ± 7 mV |
# | 5 | 148 mV | 132 mV | 16 ± 21 mV |
#
# With the small g what is left is so far above the threshold that its ups and downs don't matter, and the
# neuron ticks. With the large one it lies below the threshold most of the time, and its ups and downs are as
# large as itself. So a spike has to wait for a chance surplus of excitation, and chance keeps no beat.
#
# This is a [balanced network](glossary.md#balanced-network). What is balanced are the *means* of
# excitation and inhibition, while their ups and downs don't cancel.
#
# </details>
#
# Can we work out what is left, and its ups and downs, without running the network?

# %% [markdown]
# ## The mean and the noise
#
# Let all neurons fire at a rate $\nu$ and each sender outside at $\nu_{ext}$. A spike moves v by $J$,
# and this push decays with the time constant $\tau_m$. So a sender of rate $\nu$ holds v up by
# $J \tau_m \nu$ on average. For example, if one of our excitatory senders fires at 50 Hz, it holds v up by
# 1 mV, because
#
# $$ 1\,\mathrm{mV} \times 0.020\,\mathrm{s} \times 50\,\mathrm{Hz} = 1\,\mathrm{mV} $$
#
# Eighty senders in the network excite, and a quarter as many inhibit. So the mean is
#
# $$ \mu = 80\, J\, \tau_m\, \Big(\nu_{ext} + \nu\,\big(1 - \tfrac{g}{4}\big)\Big) $$
#
# ### Your turn: the mean


# %%
def mean_input(rate, outside, g):
    return ...  # in mV; rates in Hz, J = 1 mV, tau_m = 0.020 s


check("balanced_network.mean_input", mean_input)

# %%
solution("balanced_network.mean_input")

# %% [markdown]
# Now the noise $\sigma$. Each spike shakes v, whether it pushes up or down. Because the shakes come at odd
# moments they partly undo each other, and what adds up is their *squares*. So each jump counts by its square,
# which has no sign, and you take the root at the end. For example, our background alone has a mean of 40 mV, but
# a noise of only $\sqrt{40}$ mV. And at g = 5 a single inhibitory jump counts as much as 25 excitatory ones.
#
# ### Your turn: the noise
#
# Under the root only one sign and one square differ from the mean. In our unit J is one, and so is its square.


# %%
def noise_input(rate, outside, g):
    return ...  # in mV


check("balanced_network.noise_input", noise_input)

# %%
solution("balanced_network.noise_input")

# %% [markdown]
# Let's put the rates into your two functions. They're measured over a second, because from the cliff on the
# rate wanders. At g = 4, for example, the short picture above happens to have 160 Hz. The background fires
# at 25 Hz.
#
# | g | rate | mean $\mu$ | noise $\sigma$ |
# |--:|--:|--:|--:|
# | 3 | 298 Hz | 159 mV | 40 mV |
# | 4 | 110 Hz | 40 mV | 30 mV |
# | 5 | 57 Hz | 17 mV | 26 mV |

# %%
for g, rate in ((3, 298), (4, 110), (5, 57)):
    mean, noise = mean_input(rate, 25, g), noise_input(rate, 25, g)
    written = ... not in (mean, noise)
    print(f"g = {g}:", f"{mean:.1f} and {noise:.1f} mV" if written else "not written yet")

# %% [markdown]
# From the first row to the last the mean shrinks to a ninth, but the noise keeps two thirds. The means are
# near those in the account of one neuron. And as in lesson 03, noise of $\sigma$ makes its input go up and
# down by $\sigma/\sqrt2$. Beyond the cliff the account showed about as much. Where the neurons tick it showed
# far less, because the formula takes spikes to come by chance, and there they come evenly.
#
# ### Your turn: where do they cancel?
#
# In our network a quarter as many neurons inhibit as excite. Suppose it were another share
# $\gamma$, for example a half. Find the g at which the network's own spikes cancel in the mean.


# %%
def cancels(gamma):
    return ...  # g, if there are gamma times as many that inhibit as that excite


check("balanced_network.cancels", cancels)

# %%
solution("balanced_network.cancels")

# %% [markdown]
# In our network that's g = 4, where the cliff is. To the left of it more firing makes a larger mean, and
# that makes still more firing. To the right more firing pulls the mean down, so the network holds itself
# back. **And on the edge itself?**

# %%
predict("balanced_network.at_four", then=views.network(g=4.0, knobs=["g", "eta"]))

# %% [markdown]
# **Try it.** Read off the CV, and compare it with that of the clocks which we began with.
#
# <details><summary>What we see, and why</summary>
#
# The CV is about 0.8, so the clocks are lost. The mean needn't be below the threshold. It is enough that
# the noise is as large as what the mean has to spare, which is 20 mV here.
#
# </details>
#
# But whose noise is it? A part comes from the background, which throws real dice.

# %% [markdown]
# ## A steady background

# %%
predict("balanced_network.no_dice", then=views.network(g=5.0, knobs=["g", "steady"]))

# %% [markdown]
# **Try it.** Switch the steady background on, and read off the CV. Then go back to g = 3, where the neurons
# tick.
#
# <details><summary>What we see, and why</summary>
#
# Beyond the cliff the intervals stay as uneven, with a CV of about 1. Nothing is random now but the wiring
# and the first values of v. Still each neuron fires as if it threw dice, because its dice are the others.
# Your formula for the noise knew it. At g = 5 the background puts 25 under the root, and the network's own
# spikes put 413. Before the cliff the clocks tick on as they did.
#
# Van Vreeswijk and Sompolinsky showed in 1996 that a balanced network needs no noise from outside,
# because it makes its own. So irregular firing doesn't take a clever neuron. It takes many dull ones,
# whose excitation and inhibition balance.
#
# </details>

# %% [markdown]
# ## Key points
#
# - In a balanced network excitation and inhibition are each several times as large as the way to the
#   threshold, and their means nearly cancel.
# - In the mean inhibition is subtracted, and in the noise it is added, because there each jump counts by
#   its square.
# - Around $g = 1/\gamma$ the network's own mean cancels, and the rate falls off a cliff.
# - A neuron fires irregularly where the noise is at least as large as what the mean has to spare above
#   the threshold.
# - The noise is mostly the network's own, so the irregular firing remains when nothing from outside is
#   random.
#
# **Where is this used?** Simulators of the brain are compared on networks of this kind, and lesson 20
# runs one. Models of the cortex start from it, because most cells there fire irregularly and one by one.

# %% [markdown]
# ## Quiz

# %%
quiz("balanced_network")

# %% [markdown]
# ## Go deeper
#
# None of this is needed later.
#
# ### Drums and hums
#
# Set g to 2 and the delay to 3 ms, and all fire as one, a beat every few milliseconds. Raise g to 3.8.
# Now each neuron fires irregularly, and still all hum together, because a volley comes back as an echo
# after a delay. Brunel calls that *synchronous irregular*. And at g = 5 with $\eta$ = 0.5 there is
# silence.

# %%
views.network(g=2.0, delay="3 ms")

# %% [markdown]
# ### The theory in full
#
# Which rate will it be? Put a rate in, get $\mu$ and $\sigma$, and ask Siegert's formula (*Go deeper* of
# lesson 03) how fast such a neuron fires. If the rate that you put in comes back, the network can keep it
# up. That is the theory of [mean field](glossary.md#mean-field), the blue line in the picture. Where
# $\eta$ is below 1 there may be two such rates, with a tipping point between them (dotted), and the start
# decides.

# %%
for g in (3.0, 5.0, 6.0):
    network = replace(views.SMALL, g=g)
    (theory,) = network.mean_field()
    measured = views.spikes_of(network, duration=1000.0).rate()
    print(f"g = {g:g}: theory {theory.rate:.0f} Hz, measured {measured:.0f} Hz")

# %% [markdown]
# The theory is right only to within a quarter, because it takes inputs to be countless, tiny and
# independent. Two of our neurons share a fifth of their senders, and ten jumps lead from reset to threshold.
#
# ### Brunel's own network
#
# Brunel had 12,500 neurons, with 1,000 excitatory senders each and jumps of 0.1 mV. At g = 5 his mean
# lies just above the threshold, and his noise is only a quarter of ours, so his neurons are more regular
# there. Beside the rasters of his figure 8 he prints the rates of his theory, 55.8, 38.0 and 6.5 Hz:

# %%
from snn_edu.lessons.balanced_network.balanced import Brunel

for g, eta in ((6.0, 4.0), (5.0, 2.0), (4.5, 0.9)):
    (theory,) = Brunel(g=g, eta=eta).mean_field()
    print(
        f"g = {g:g}, η = {eta:g}: {theory.rate:.1f} Hz, mean {theory.mu:.1f} mV, "
        f"noise {theory.sigma:.1f} mV"
    )

# %% [markdown]
# ### How the account is drawn
#
# Its background is the steady one, so all the ups and downs that you saw were the network's own.

# %%
views.one_neuron.code()

# %% [markdown]
# ## References
#
# - van Vreeswijk C, Sompolinsky H (1996). Chaos in neuronal networks with balanced excitatory and
#   inhibitory activity. *Science* 274:1724-1726,
#   [doi:10.1126/science.274.5293.1724](https://doi.org/10.1126/science.274.5293.1724).
# - Brunel N (2000). Dynamics of sparsely connected networks of excitatory and inhibitory spiking
#   neurons. *J Comput Neurosci* 8:183-208,
#   [doi:10.1023/A:1008925309027](https://doi.org/10.1023/A:1008925309027).
# - Gerstner W, Kistler WM, Naud R, Paninski L (2014). *Neuronal Dynamics*, sec. 13.4. Cambridge
#   University Press, [doi:10.1017/CBO9781107447615](https://doi.org/10.1017/CBO9781107447615).
#
# Words of this lesson, in the [glossary](glossary.md): balanced network, mean field.
#
# Next: [18 · Reading a movement, hearing a sound](18_reading_and_hearing.ipynb).
