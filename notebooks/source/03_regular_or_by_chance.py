# %% [markdown]
# # 03 · Regular, or by chance
#
# **55 minutes** · You need [lesson 02](02_neuron_that_fires.ipynb), and what a standard deviation
# is.
#
# *What makes an irregular neuron fire?*
#
# By the end you can put noise into your own neuron. You can say what noise does to the f-I curve,
# and why. And from nothing but a neuron's spikes you can tell whether it would fall silent without
# its noise.

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

import numpy as np

from snn_edu import LIF, siegert, simulate
from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.regular_or_by_chance import recordings, views
from snn_edu.spikes import white_noise

# %% [markdown]
# Here are the spikes of two neurons. Both fire about 14 times a second. What comes next is behind a
# curtain. Pull the green mark in each row to where you expect the next spike, and then lift the
# curtain.

# %%
views.curtain()

# %% [markdown]
# **Try it** with other pairs. How far off are you in the upper row, and how far in the lower one?
#
# The upper neuron is the one you know. It gets a steady current, so it ticks like a clock, and two
# of its spikes tell you all the others. But most cells in the cortex of an awake animal fire more
# like the lower row. What makes such a cell fire? We can't see its input, because an electrode
# beside the cell picks up only its spikes. Yet by the end of this lesson you'll know something
# about that input, from spikes alone.

# %% [markdown]
# ## A current that nobody can predict
#
# In a living brain, thousands of other cells push a neuron up and down, each in its own time. To
# imitate that, we give our neuron a current of two parts. One is a **mean**, which stays the same.
# The other is a random push, drawn afresh in every time step, so that knowing one push tells you
# nothing about the next. Such pushes are called [white noise](glossary.md#white-noise).
#
# How strong is the noise? Because a spike depends on v alone, we measure noise by what it does to
# v. Take the threshold away for a moment, and v strays around its goal $v_\infty$. How far it
# strays is a standard deviation, in mV. The strength of the noise, $\sigma$, is that number times
# $\sqrt2$. For example, noise of $\sigma$ = 4 mV makes v stray by 2.8 mV. (The $\sqrt2$ is a custom
# of the field, which keeps other formulas short.)
#
# The neuron is that of lesson 02:
#
# | $v_{rest}$, $v_{reset}$ | $v_{threshold}$ | $R_m$ | $\tau_m$ | $t_{ref}$ | rheobase |
# |--:|--:|--:|--:|--:|--:|
# | −65 mV | −50 mV | 10 MΩ | 20 ms | 2 ms | 1.5 nA |
#
# **Before you see it run, commit to an answer.**

# %%
predict("regular_or_by_chance.noise_below", then=views.noise())

# %% [markdown]
# **Try it.** Take $\sigma$ slowly down to 0, once at a mean of 1.3 nA and once at 2 nA. What
# happens to the spikes?
#
# <details><summary>What we see, and why</summary>
#
# At 1.3 nA they thin out, and without noise there are none. At 2 nA they stay and only become more
# regular, because there the mean alone takes v to the threshold. So below the rheobase noise
# *makes* the spikes, and above it noise only disturbs them.
#
# </details>
#
# That was the course's neuron. Does yours do the same?

# %% [markdown]
# ## Put noise into your own neuron
#
# Your loop of lesson 02 takes any current, so all it needs is a noisy one. But how large must a
# single push be? This is the one steep step today, so take it slowly. It pays, because the answer
# depends on the time step, and a simulation that overlooks that gets other noise at every step it
# is run with.
#
# A push lasts for only one step, so v never follows a single one. It follows an average of the
# pushes over the last $2\tau_m$ or so, because what came earlier has leaked away. At dt = 0.1 ms
# that's 400 pushes, and most of them cancel, because some go up and others down. How much is left?
# The average of $n$ random pushes is as large as one push divided by $\sqrt n$, which here is a
# twentieth. Now let's go backwards, from the straying we want to the push it takes:
#
# | | at $\sigma$ = 4 mV |
# |---|--:|
# | v is to stray by $\sigma/\sqrt2$ | 2.83 mV |
# | divided by $R_m$, the average of 400 pushes | 0.283 nA |
# | times $\sqrt{400}$ = 20, a single push | 5.66 nA |
#
# So each push is more than four times as large as the mean of 1.3 nA, and yet v only trembles. At a
# finer step more pushes share in the average, so each has to be larger still. In code,
# `lif.noise_sd(sigma, dt)` works this out for any step. That was the steep part, well done.

# %% [markdown]
# ### Your turn: a noisy current
#
# You need a source of random numbers, here called `rng`. `rng.standard_normal(steps)` hands you
# that many, with mean 0 and standard deviation 1. Turn them into a current that has the mean and
# the noise we want.

# %%
def my_current(mean, sigma, steps, dt, lif, rng):
    return ...  # an array, one current a step; mean in nA, sigma in mV, dt in ms


check("regular_or_by_chance.current", my_current)

# %%
solution("regular_or_by_chance.current")

# %%
from snn_edu.lessons.neuron_that_fires import my_neuron  # better: paste your own over this line

views.your_noise(my_current, my_neuron)

# %% [markdown]
# **Try it** with the noise at 10 mV. How low can the mean go before the neuron falls silent?
#
# <details><summary>What we see</summary>
#
# Even at 0.5 nA, the weakest mean here, there are some ten spikes a second, although the goal
# $v_\infty$ lies 10 mV below the threshold.
#
# </details>
#
# So your own neuron fires by chance. But *how much* by chance? We need a number.

# %% [markdown]
# ## How irregular?
#
# Take the intervals between spikes. Their standard deviation says how much they scatter, and their
# mean says how long they are. The first divided by the second is the
# [coefficient of variation](glossary.md#coefficient-of-variation-cv), or CV. It has no unit, so it
# lets us compare a fast neuron with a slow one:
#
# | three intervals | mean | standard deviation | CV |
# |---|--:|--:|--:|
# | 50, 50, 50 ms | 50 ms | 0 ms | 0 |
# | 40, 60, 50 ms | 50 ms | 8.2 ms | 0.16 |
# | 10, 20, 120 ms | 50 ms | 49.7 ms | 0.99 |
#
# A clock has a CV of 0, because its intervals don't scatter at all. Spikes that come by pure
# chance, such as the clicks of a Geiger counter, have a CV of 1.

# %% [markdown]
# ### Your turn: a CV

# %%
def my_cv(times):
    return ...  # from the times of the spikes, in ms


check("regular_or_by_chance.cv", my_cv)

# %%
solution("regular_or_by_chance.cv")

# %% [markdown]
# So noise makes a neuron irregular. What if there's less of it?

# %%
predict("regular_or_by_chance.weaker", then=views.intervals(my_cv))

# %% [markdown]
# **Try it.** On the right are the intervals, each divided by their mean, and the dotted curve is
# pure chance. Compare the two, first with $\sigma$ at 1 mV and then at 4 mV. Where do they differ?
#
# <details><summary>What we see, and why</summary>
#
# At 1 mV they differ little. At 4 mV the short intervals are missing. Pure chance would make 18 %
# of them shorter than a fifth of the mean, but here there is hardly one, because after each spike
# v first has to climb back into reach of the threshold. That climb is much the same each time.
# Where it takes up a good part of the interval, the train becomes more regular than pure chance.
#
# </details>
#
# So the CV doesn't simply follow the amount of noise, which means that we can't read the noise off
# it. Perhaps we need the rate as well. What does noise do to the rate?

# %% [markdown]
# ## What noise does to the f-I curve
#
# You know that curve without noise. It is zero up to the rheobase, and then it rises like a wall. A
# little below the rheobase, as you've seen, a noise of 4 mV lifts it from zero to about 14 Hz.

# %%
predict("regular_or_by_chance.far_above", then=views.fi_noise(my_current, my_neuron))

# %% [markdown]
# The blue line is theory, and the dots are your own neuron. **Try it.** Drag the green line from
# the left to the right, and choose other noises. Where are the curves furthest apart, and where do
# they meet?
#
# <details><summary>What we see, and why</summary>
#
# | mean | without noise | with $\sigma$ = 4 mV |
# |--:|--:|--:|
# | 1.0 nA | 0 Hz | 5 Hz |
# | 1.3 nA | 0 Hz | 14 Hz |
# | 1.5 nA | 0 Hz | 21 Hz |
# | 2.0 nA | 34 Hz | 36 Hz |
# | 3.0 nA | 63 Hz | 64 Hz |
#
# They are furthest apart at the rheobase, where noise rounds off the corner. Why there? Where
# there would be no spikes anyway, a push down has none to take away, while a push up may bring
# one. Far above the corner both sides count, and what one wins the other loses.
#
# </details>
#
# For a neuron this can be a gift. Without noise it gives the same answer to every weak current,
# namely none. With noise of 8 mV, for example, it fires four times as fast at 1.4 nA as at 0.5 nA,
# so it can tell the two apart. But from outside we see only a rate. Is it the work of the mean, or
# of the noise?

# %% [markdown]
# ## Would it fall silent?
#
# You record two neurons like ours, and all you get is their spikes. Then their noise is switched
# off. A neuron which falls silent now was [noise-driven](glossary.md#noise-driven-firing), and one
# which goes on is *mean-driven*. For example, at 1.3 nA our neuron is noise-driven, because that
# mean is below the rheobase. At 2 nA it's mean-driven, with noise or without.

# %%
predict("regular_or_by_chance.which_silent", then=views.plane())

# %% [markdown]
# Each point of the plane is a train, and each line joins the trains of one mean, in nA. The two of
# the question are marked. **Try it.** Put the green point on 20 Hz and pull it straight up, from a
# CV of 0.2 to 0.8. What happens to the mean and to $\sigma$? Switch the noise off, now and then.
#
# <details><summary>What we see, and why</summary>
#
# The mean falls and $\sigma$ grows. At one and the same rate, a more irregular train gets less of
# its spikes from the mean and more from the noise. Where you cross the thick line, the mean passes
# the rheobase, and from there on *noise off* means silence. So the thick line is the border. Below
# it the mean drives, and above it the noise:
#
# | rate | 10 Hz | 20 Hz | 30 Hz | 40 Hz | 50 Hz |
# |---|--:|--:|--:|--:|--:|
# | CV at the border | 0.22 | 0.44 | 0.63 | 0.79 | 0.92 |
#
# The border rises because strong noise makes a neuron both faster and less regular.
#
# </details>
#
# Another $\tau_m$ or another threshold would put the border elsewhere, so it belongs to this
# neuron and to white noise. But if you know the neuron, you can now do something rather bold, and
# judge a current that nobody has shown you.

# %% [markdown]
# ### Your turn: mean or noise?
#
# Here are four neurons like ours, recorded for 20 s. For each, say whether it is driven by its
# `"mean"` or by its `"noise"`. The last fold has the border as a table.

# %%
for name, times in recordings().items():  # spike times in ms
    rate, cv = "not done yet", "not done yet"  # in Hz; without a unit
    print(f"{name}: rate {rate}, CV {cv}")
my_drivers = {"A": None, "B": None, "C": None, "D": None}

check("regular_or_by_chance.drivers", my_drivers)

# %%
solution("regular_or_by_chance.drivers")

# %% [markdown]
# Now we can answer the question of the lesson. An irregular neuron is driven by its noise if its
# mean is too weak to make it fire. Otherwise the mean drives it, and the noise only disturbs the
# beat. Rate and CV together tell us which. In two visual areas of awake monkeys, Softky and Koch
# (1993) found a CV close to 1 in nearly all the cells they looked at. Suppose such a cell is like
# ours and fires at 30 Hz. Then it would fall silent without its noise.
#
# But where does the noise come from? What arrives at a neuron is the spikes of other neurons. So
# what does one spike do? That's the question of lesson 04.

# %% [markdown]
# ## Key points
#
# - White noise is a fresh random push in every step, and $\sigma$ says what the pushes do to v,
#   which strays by $\sigma/\sqrt2$.
# - A finer time step needs larger pushes, because v averages over more of them.
# - The CV is the standard deviation of the intervals divided by their mean, 0 for a clock and 1 for
#   pure chance.
# - Noise rounds off the corner of the f-I curve. It raises the rate most near the rheobase, and
#   hardly at all far above it.
# - Firing that stops without noise is noise-driven. To see it from the spikes you need the rate
#   *and* the CV, because the border between the two kinds rises with the rate.
#
# **Where is this used?** People who record from a brain see spikes and rarely the input, so rate
# and CV are among the first numbers they look at. And engineers add a little noise on purpose,
# called *dither*, because it lets a coarse device register signals below its smallest step.

# %% [markdown]
# ## Quiz

# %%
quiz("regular_or_by_chance")

# %% [markdown]
# ## Go deeper
#
# None of this is needed later.
#
# **How a picture is made.** Here are the view and the drawing of the f-I curve under noise.

# %%
views.fi_noise.code()

# %% [markdown]
# **Siegert's formula.** The blue line behind your dots is an integral. Siegert (1951) found how
# long a randomly pushed particle takes, on average, to hit a wall, and Brunel (2000) used that for
# neurons and gave the CV as well. The rate $f$, in spikes a millisecond, is
#
# $$ \frac1f = t_{ref} + \tau_m \sqrt\pi \int_{(v_{reset} - v_\infty)/\sigma}^{(v_{threshold} - v_\infty)/\sigma} e^{x^2} (1 + \mathrm{erf}\, x)\, dx $$
#
# Threshold and reset enter by their distance from $v_\infty$, measured in $\sigma$. (erf is the
# error function, $2/\sqrt\pi$ times the area under $e^{-x^2}$ from 0 to x.) In code it's
# `siegert(v_inf, sigma, tau_m, t_ref, v_threshold, v_reset)`:

# %%
for mean, sigma in ((1.3, 4.0), (1.3, 1.0), (2.0, 8.0)):  # nA, mV
    rate, cv = siegert(LIF().v_inf(mean), sigma, 20, 2, -50, -65)
    print(f"mean {mean} nA, σ {sigma} mV: {rate:.1f} Hz, CV {cv:.2f}")

# %% [markdown]
# ### Your turn: 10 Hz with a CV of 0.8
#
# Find a mean and a $\sigma$ that make such a train. You can search with the plane above, or with
# the formula. Your answer passes if the rate is within 1 Hz and the CV within 0.03.

# %%
my_mean = None  # nA
my_sigma = None  # mV

check("regular_or_by_chance.irregular", (my_mean, my_sigma))

# %%
solution("regular_or_by_chance.irregular")

# %% [markdown]
# **The barrier, a paper check.** Brunel's neuron has its threshold 20 mV above rest, its reset 10
# mV, and a mean that takes $v_\infty$ just to the threshold. A simulation of it fires more rarely
# than Siegert says:

# %%
lif = LIF(v_rest=0.0, v_reset=10.0, v_threshold=20.0)
for dt in (0.1, 1.0):
    noise = white_noise(2.0, lif.noise_sd(4.0, dt), 200_000, dt, np.random.default_rng(3))
    rate = simulate(lif, noise, dt).spikes.rate()
    higher = views.grid_shift(4.0, 20.0, dt)  # mV
    formula, seen = siegert(20, 4, 20, 2, 20, 10)[0], siegert(20, 4, 20, 2, 20 + higher, 10)[0]
    print(f"dt = {dt} ms: {rate:.1f} Hz; Siegert {formula:.1f} Hz, with a threshold "
          f"{higher:.2f} mV higher {seen:.1f} Hz")  # fmt: skip

# %% [markdown]
# It fires too rarely, by 4 % at 0.1 ms and by 10 % at 1 ms, and yet nothing is wrong with it. A
# noisy v can jump over the threshold and back *between* two steps, where nobody looks. It is as if
# the threshold were $0.58\,\sigma\sqrt{dt/\tau_m}$ higher. The same constant appears in finance.
# Some options expire when a price crosses a barrier, but the price is checked only once a day, so
# some crossings are missed (Broadie, Glasserman and Kou 1997).
#
# **The most regular noise.** At 1.3 nA the CV is 0.93 at $\sigma$ = 1 mV, 0.56 at 4 mV and 0.65 at
# 8 mV. So noise of moderate strength makes the most regular train. Where exactly, and why?
#
# **How sure is a CV?** Draw the noise twenty times. In 20 s at 1.3 nA and 4 mV the rate differs by
# about half a hertz from run to run, and the CV by about 0.05.

# %% [markdown]
# ## References
#
# - Softky WR, Koch C (1993). The highly irregular firing of cortical cells is inconsistent with
#   temporal integration of random EPSPs. *J Neurosci* 13:334-350,
#   [doi:10.1523/JNEUROSCI.13-01-00334.1993](https://doi.org/10.1523/JNEUROSCI.13-01-00334.1993).
# - Brunel N (2000). Dynamics of sparsely connected networks of excitatory and inhibitory spiking
#   neurons. *J Comput Neurosci* 8:183-208,
#   [doi:10.1023/A:1008925309027](https://doi.org/10.1023/A:1008925309027).
# - Siegert AJF (1951). On the first passage time probability problem. *Phys Rev* 81:617-623,
#   [doi:10.1103/PhysRev.81.617](https://doi.org/10.1103/PhysRev.81.617).
# - Broadie M, Glasserman P, Kou S (1997). A continuity correction for discrete barrier options.
#   *Math Finance* 7:325-348,
#   [doi:10.1111/1467-9965.00035](https://doi.org/10.1111/1467-9965.00035).
# - Gerstner W, Kistler WM, Naud R, Paninski L (2014). *Neuronal Dynamics*, ch. 8. Cambridge
#   University Press, [doi:10.1017/CBO9781107447615](https://doi.org/10.1017/CBO9781107447615).
#
# Words of this lesson, in the [glossary](glossary.md): white noise, noise-driven firing,
# coefficient of variation.
#
# Next: [04 · What a spike does](04_what_a_spike_does.ipynb).
