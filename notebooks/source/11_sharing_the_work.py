# %% [markdown]
# # 11 · Neurons that share the work
#
# **55 minutes** · You need [lesson 10](10_needle_in_noise.ipynb), and NumPy's rows and columns.
#
# *Three patterns, three neurons: will they take one each?*
#
# By the end you can say what it takes for neurons that learn side by side to learn different
# things. You'll have written a network that sorts handwritten digits without labels, and you can
# judge what that is worth.

# %% jupyter={"source_hidden": true} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

import matplotlib.pyplot as plt
import numpy as np

from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.sharing_the_work import views
from snn_edu.patterns import Detector, PatternInput, score
from snn_edu.training import digits

# %% [markdown]
# ## Three neurons, three patterns
#
# In lesson 10 one neuron found one pattern. Now three patterns, of 50 ms each, are hidden in the
# noise, and three of our neurons listen to the same afferents. Their weights begin at random, and
# nothing connects them.

# %%
predict("sharing_the_work.unconnected", then=views.compete(inhibition=0, knobs=["seed"]))

# %% [markdown]
# Press *Learn*. The table on the left has the hit rates: if they take one each, each row and each
# column has one that is high. On the right each neuron has a strip, with a mark for each output
# spike in a showing. Then try other seeds.
#
# In 24 such runs it never came about. In 18 of them two neurons, or all three, took the same
# pattern. Each is alone with its
# afferents, and what is taken already looks as good as what is free. Let them hear of each other.
#
# Now each output spike inhibits the two others. It lowers their potentials by a quarter of the
# threshold, for no longer than an input spike would raise them. Acting sideways, within a layer,
# it's called [**lateral inhibition**](glossary.md#lateral-inhibition).

# %%
predict("sharing_the_work.inhibited", then=views.compete(inhibition=0.25))

# %% [markdown]
# Take the same seeds, then an inhibition of 1.
#
# <details><summary>What comes out, in 24 runs each</summary>
#
# | inhibition | all patterns find a neuron | a pattern is taken more than once | a neuron finds nothing |
# |--:|--:|--:|--:|
# | 0 | 0 (0) | 18 (19) | 10 (10) |
# | 0.25 | 6 (7) | 6 (6) | 13 (13) |
# | 1 | 11 (12) | 0 (1) | 13 (12) |
# | 4 | 3 (6) | 0 (0) | 21 (18) |
#
# (*Finding* takes more than 98 % of the showings in the last ten of 90 s. In brackets 24
# others; a third set had 5, 10 and 11 at 0.25, and 6, 3 and 16 at 1.)
#
# </details>
#
# The stronger the inhibition, the fewer patterns are taken twice, at 1 in four of 72 runs. In a showing the first
# neuron to fire holds the others down, so it learns and they mostly don't. In the beginning luck decides who comes
# first: for ten seconds a pattern's later owner is first in one showing out of three, pure chance. But each time it
# gains, so it's sooner the next time. From 15 to 20 s it is first in seven out of ten. A neuron hardly ever took two
# patterns, so a fourth would mostly go to nobody.
#
# Inhibition only keeps neurons apart: in more than half of the runs a neuron found nothing, and at an inhibition of 4
# in 61 of 72. As in lesson 10, each spike in noise weakened it, until it was silent before it had a pattern.
#
# Would six help? Black is a hit rate of 1.

# %%
neurons, inhibition, rng = 6, 1.0, np.random.default_rng(1)

hidden = PatternInput(3, frequency=1 / 3, rates="poisson")  # they fill a third of the time
spikes, onsets = hidden.make(60_000.0, rng)
several = Detector(neurons, v_threshold=550.0, t_ref=5.0, inhibition=inhibition)
learned = several.learn(spikes, weights=rng.random((neurons, 2000)))

outputs = [learned.output.of(k) for k in range(neurons)]
hits = [[score(one, each, since=40_000.0).hit_rate for each in onsets] for one in outputs]
plt.figure(figsize=(2.5, 2.5))
plt.imshow(hits, cmap="Greys", vmin=0, vmax=1, aspect="auto")
plt.xlabel("pattern")
plt.ylabel("neuron")
plt.show()

# %% [markdown]
# **Change this.** With an inhibition of 1 six neurons are in each other's way. In only three runs
# of ten was each pattern hit in more than 98 % of its showings. With 0.25 it was so in one of two,
# mostly with several neurons for some pattern.

# %% [markdown]
# ## Fifty neurons, and digits
#
# Now for 1,258 small pictures of handwritten digits. Each of the 64 pixels is an input. In each
# step a black pixel fires with a chance of one half, a grey one less often, a white one never. An
# input spike leaves a trace that decays over some 20 steps. The potential $p$ of a neuron is the
# sum of all traces, each times its weight. (It's divided by the length of the weights as a vector,
# or large weights would win.)
#
# Fifty neurons look at the same picture. The first to reach its threshold $\theta$ wins it.
# Inhibition is as strong as can be: nobody else fires until the next picture. Books call that
# [**winner-take-all**](glossary.md#winner-take-all).
#
# ### Your turn: who wins?
#
# Let three neurons have these potentials:
#
# | step | neuron 0, $\theta$ = 10 | neuron 1, $\theta$ = 20 | neuron 2, $\theta$ = 12 |
# |--:|--:|--:|--:|
# | 1 | 4 | 8 | 5 |
# | 2 | 9 | 19 | 9 |
# | 3 | 11 | 26 | 12.5 |
#
# In step 3 all three reach their thresholds at once. Then the one furthest above its own wins:
# neuron 1.


# %%
def winner(p, theta):
    for row in p - theta:  # one step after the other
        ...
    return ...  # the number of the neuron, or -1 if nobody has reached its threshold


check("sharing_the_work.winner", winner)

# %%
solution("sharing_the_work.winner")

# %% [markdown]
# ### Your turn: what does the winner learn?
#
# The winner's spike calls STDP: inputs that just fired become stronger, and all others weaker. (That
# spike ends the picture, so no input comes too late.) Each of its weights goes a part $\eta$ of the
# way to the input's trace, which is measured in traces of a black pixel and cut off at 1:
#
# $$ w \leftarrow w + \eta\,(\text{trace} - w) $$
#
# For example, let a weight be 0.5 and $\eta$ = 0.3. If the trace is 0.8, it becomes 0.59; if the
# input was silent, it becomes 0.35. The losers' weights stay where they are.


# %%
def update(w, winner, trace, eta):  # w: a row for each input, a column for each neuron
    return ...  # the new weights; leave w as it is


check("sharing_the_work.update", update)

# %%
solution("sharing_the_work.update")

# %%
predict("sharing_the_work.one_takes_all", then=views.fifty(homeostasis=False, knobs=["seed"]))

# %% [markdown]
# Press *Learn*. Each little square shows the 64 weights of one neuron. A handful of them turn
# into digits, or into a blur of several. The rest stay noise. An epoch shows
# all the pictures once. The curve on the right adds up how many of them the busiest neurons have
# won.

# %% [markdown]
# ### Why does the winner go on winning?
#
# In the first race there's nothing to choose between fifty kinds of noise: somebody wins by a hair.
# Then it learns. Each of its weights goes three tenths of the way to the picture ($\eta$ = 0.3).
# All digits have their ink in the middle and blank paper at the sides. The winner's weights now
# know a little of that, the others none. It's nearer to the next picture, even to another digit. We
# stopped twenty such networks after their first picture and showed them three hundred others. The
# neuron with that lesson came first in more than half of them, in most networks; without it, in a
# tenth (the median). (After the same ink, scattered over the square, it came first in next to none:
# the lead is in the shape.) It wins and learns again. That is **positive feedback**: who has a lead
# gets more of it.
#
# With three neurons this force was welcome, because it made out of a little luck an owner for a
# pattern. Here it does harm, because digits are so alike that a lead in one is a lead in all. The
# cure has to leave alone *what* a neuron is good at and take away only the advantage of having won
# *often*.
#
# Therefore, whenever a neuron wins, its own threshold goes up a little, then all fifty come down
# by a fiftieth of that. Whoever wins a lot faces a higher and higher bar, until it gets across
# only with the pictures that suit it best. The others slip through to somebody else, who learns
# them. And for whoever never wins the bar sinks, until one day it does.
#
# Where does that end? A neuron that wins one picture in fifty goes up once and comes down fifty
# times by a fiftieth, so it stays where it is. If it wins more it rises, if less it sinks. The fair
# share is the only place of rest. This is **negative feedback**. Because it keeps every neuron
# busy, but not too busy, it's the [homeostasis](glossary.md#homeostasis) of lesson 08.
#
# Sharing takes both: one force that makes neurons different in what they answer to,
# and one that makes them equal in how often.

# %% [markdown]
# ### Your network
#
# Here your two functions meet.


# %%
train, test = digits.split(digits.load(), np.random.default_rng(4))
step = np.arange(40)
decay = np.tril(np.exp(-(step[:, None] - step) / 20.0))  # what is left of a spike in later steps
black = 0.5 * decay.sum(axis=1)  # a black pixel's trace, on average


def race(picture, w, theta, rng):
    trace = decay @ (rng.random((40, 64)) < 0.5 * picture)
    p = trace @ w / np.linalg.norm(w, axis=0)
    end = (p >= theta).any(axis=1).argmax()  # the step in which somebody gets there
    return winner(p, theta), np.minimum(trace[end] / black[end], 1.0)


# %%
def fifty(rise=0.3, eta=0.1, epochs=2, seed=3):
    rng = np.random.default_rng(seed)
    w, theta = rng.uniform(0.2, 0.8, (64, 50)), np.full(50, 20.0)
    for picture in np.tile(train.pictures, (epochs, 1)):
        k, seen = race(picture, w, theta, rng)
        if k is ... or np.shape(new := update(w, k, seen, eta)) != w.shape:
            break  # one of your two functions isn't right yet
        if k >= 0:
            w, theta = np.array(new), theta + rise * (np.arange(50) == k) - rise / 50
    return w, theta


# %%
w, theta = fifty()
tiles = w.T.reshape(5, 10, 8, 8).swapaxes(1, 2).reshape(40, 80)
plt.figure(figsize=(6, 3))
plt.imshow(tiles, cmap="gray_r", vmin=0, vmax=1)
plt.axis("off")
plt.show()

# %% [markdown]
# Your network's weights, after each picture twice. Nobody told it what a
# digit is, and it even has several kinds of some.
#
# **Change this.** Say `fifty(rise=0)`: you're back at the handful. Or let a winner take over each
# picture as it is, with `eta=1`.

# %% [markdown]
# ## What is each part for?
#
# Four networks after ten epochs: one is whole. One lacks *homeostasis*. One lacks *inhibition*, so
# that whoever reaches its threshold fires and learns. One lacks *depression*, so that silent inputs
# keep their weights. Which is which?

# %%
views.mosaics()

# %%
my_parts = {"A": None, "B": None, "C": None, "D": None}
# each one of "depression", "homeostasis", "inhibition", "nothing"

check("sharing_the_work.parts", my_parts)

# %%
solution("sharing_the_work.parts")

# %% [markdown]
# <details><summary>How many neurons ever come first, and how many pictures are right</summary>
#
# The four networks, and in brackets 24 others of each kind:
#
# | without | neurons that ever come first | test pictures classified correctly |
# |---|--:|--:|
# | nothing | 50 (50) | 88 % (85 to 93 %) |
# | depression | 50 (50) | 72 % (67 to 78 %) |
# | homeostasis | 5 (4 to 6) | 39 % (28 to 63 %) |
# | inhibition | 1 (1 to 7) | 10 % (9 to 19 %) |
#
# </details>
#
# Without *depression* weights only grow, so a neuron becomes a pile of everything it has ever won.
# Without *inhibition* all fifty fire, learn from every picture, and end as the same average.
#
# Whether neurons differ shows without labels: correlate the weights of any two
# (`np.corrcoef(w.T)`), and average. Without inhibition that makes 1; in the whole network it's near
# 0.6, a little less than between the mean pictures of two digits. Random weights make 0, and so
# does the network without homeostasis, which is mostly those. They must differ *and* all win.
#
# But how can a picture be classified correctly without labels?

# %% [markdown]
# ## An honest accuracy
#
# After the learning we name each neuron by the digit that it has won most often. For this we use
# labels. A new picture is then given the name of its winner.
#
# Two rules keep it honest. The names come from *training* pictures alone, because whoever is named
# by test pictures has seen the answers. And *all* test pictures count: one that is won by a neuron
# without a name is wrong.
#
# ### Your turn: how many are correct?


# %%
def accuracy(train_winners, train_labels, test_winners, test_labels):
    return ...  # share of all test pictures that are classified correctly


check("sharing_the_work.honest", accuracy)

# %%
solution("sharing_the_work.honest")

# %% [markdown]
# Ours gets 83 % right after two epochs, and 76 to 89 % if the pictures are split otherwise. And one
# that never learns, `fifty(epochs=0)`? Or one that sees the digits in order, after `train =
# train[np.argsort(train.labels)]`? In order, some 65 % are right, because each digit in turn takes
# over neurons from those before.

# %%
rng = np.random.default_rng(1)
won, told = (
    np.array([race(picture, w, theta, rng)[0] for picture in part.pictures])
    for part in (train, test)
)
print("share correct:", accuracy(won, train.labels, told, test.labels))

# %%
predict("sharing_the_work.worth_it", then=views.against())

# %% [markdown]
# On average over the twelve splits the neurons classify 88.7 % correctly and ten mean pictures
# 89.7 %. One in a hundred lies between them, too little for one split to show: on 539 test pictures
# luck alone moves an accuracy by more. Untrained neurons are right about a third of the time,
# because even noise prefers some digits to others. A network trained with labels gets about 98 %.
#
# Why compare with averages? Because weights that go a part $\eta$ of the way to each picture won
# end near a fading mean of the latest $1/\eta$ or so, ten in your network. A fairer rival without
# labels is *k-means*: fifty means, each of the pictures nearest to it. It gets some 93 %. The whole
# network's weights after ten epochs nearly do, too, if a picture gets the nearest one's name. What
# is missing is lost in the race, to noise and unequal bars, which learning needed and judging
# doesn't. Say `theta[:] = theta.mean()`, and judge again.
#
# Will three neurons take one pattern each? Left alone they never did. With lateral inhibition
# they did in some runs. Fifty shared the digits once something also held back those who won too
# often. Which brake a brain uses we don't know: most known kinds of homeostasis take hours, ours
# acts at each picture.
# Here Part III ends, *Learning from timing*, in which nobody told a neuron anything. It found what
# comes back, which isn't always what matters. Suppose that somebody knows better:
# [lesson 12](12_tempotron.ipynb) brings in a teacher.
#
# **In the books** look for lateral inhibition, winner-take-all, competitive learning, clustering,
# adaptive threshold, intrinsic plasticity.

# %% [markdown]
# ## Key points
#
# - Neurons that learn side by side without a connection often learn the same.
# - Lateral inhibition lets the first to fire hold the others back. Only the winner learns, so a
#   small lead grows: positive feedback, which makes neurons differ.
# - Homeostasis raises the bar for those that win often: negative feedback, which gives each of them
#   a turn.
# - STDP moves the winner's weights towards the picture. Silent inputs have to lose weight, or
#   a neuron keeps whatever it has ever won.
# - An honest accuracy names neurons by training pictures, counts all test pictures, and stands
#   beside something simple.

# %% [markdown]
# ## Quiz

# %%
quiz("sharing_the_work")

# %% [markdown]
# ## Go deeper
#
# None of this is needed later.
#
# **The length of the weights.** The potential is divided by $|w|$. Below, that is switched off. The
# whole network then does a little *better*: over 24 splits it classifies 90.2 % correctly instead
# of 89.3 %. We kept the division for the sake of the experiment. When we switched off homeostasis
# as well, some 30 neurons were in use, and no longer a handful. That's because ink is rare.
# Learning leaves a neuron less weight in all. So without the division it's slower for pictures
# unlike its own, and others get their turn.

# %%
views.fifty(normalisation=False)

# %% [markdown]
# **Homeostasis in detail.** A winner's threshold goes up by $h$, and all thresholds go down by
# $h/50$, so their sum stays. A neuron that wins a share $s$ of the pictures gains $h\,(s - 1/50)$
# for each one shown, which is zero at its fair share. Over the ten epochs both $h$ and $\eta$
# shrink to a tenth, so the network settles. In the end all fifty take part, and the busiest takes
# some 2.5 % of the pictures. Digits shown twice as often get nearly twice as many neurons.
#
# **How many neurons?** A hundred have room for more shapes of each digit, and get some 92 %; ten
# get 77 %. Each hears each input spike, so twice as many take twice the time.
#
# **How strong should homeostasis be?** Try your network with other values of `rise`. At 0.1 some
# forty neurons lead in turn, each for some sixty pictures, and after two epochs five to ten of the fifty
# have not had their turn. Learning stops while the newest are ahead: in half of the networks the
# foremost, mostly new in the last 400 pictures, takes a third of all. At 3 the bars jump about, and
# what comes of it depends on the seed: in sixteen networks 53 to 86 % were right.
#
# **A second chance?** We tried to help a loser among the three, too. New random weights, whenever
# it had been silent for ten seconds, did harm in four of sixteen runs and helped in one: a newcomer
# rattles at first, and can silence the two others. Homeostasis helped. Each second a neuron's
# threshold fell by 6.6 and rose by 3 for each of its spikes (ten at most), but never above the old
# 550, so that of a silent neuron sinks until it fires. At an inhibition of 1, no neuron was left
# with nothing in sixteen runs of 90 s: each hit some pattern in 85 % of its showings or more (the
# table asks for 98). (Without, one was left so in six.) In twelve each had a pattern of its own,
# without in nine; in the other four two shared one. (`Detector` has one threshold for all of its
# neurons; we forced it.)
#
# **In the literature.** Masquelier, Guyonneau and Thorpe (2009) let neurons compete for patterns as in our
# first picture. They scale the inhibition by the threshold, as here, and find that it makes the
# neurons spread over the patterns, and over the parts of one long pattern. The network of digits
# follows Diehl and Cook (2015), much simplified. There a second layer of neurons does the
# inhibiting, a picture goes on after the first spike, and the neurons name it together, by how
# often each of them fired. With 6,400 neurons that made 95 % on MNIST, 28 by 28 pixels. Ours stop at the first spike,
# so whoever was nearly as good has no say.
#
# ### Asked by readers
#
# #### Is the work shared?
#
# **What is the smallest example?** Two inputs, A and B, that never come together, and two neurons
# of which the larger sum wins, with $\eta$ = 0.3. Let their weights from A and B be 0.6 and 0.5,
# and 0.5 and 0.4. A comes: the first wins, and now has 0.72 and 0.35. B comes: it has 0.35, the
# second 0.4, so the second wins, and ends at 0.35 and 0.58. Now each has its own. Without
# depression the first would still have 0.5 for B, and take both.
#
# **How do I put sharing into one number?** Count the patterns that have an owner. Hit rates of (1,
# 0, 0), (0, 1, 0) and (0, 0, 1), a bracket for each neuron, make three; with (1, 0, 0), (1, 0, 0)
# and (0, 1, 0) it's two. For a finer number count who answers first. Let neuron 1 do so in all 20
# showings of A and in 18 of B, neuron 2 in the other 2. Each named by what it answers most, 22 of
# 40 are right, a *purity* of 55 %, where one neuron for everything has 50. The *mutual information*
# between winner and pattern is 0.05 bits of 1. Then count the same without inhibition, and without
# learning.
#
# **How do I write the three, in steps?** Let each v leak and take its inputs. Reset those that have
# reached the threshold, and for each of them take `inhibition * threshold` from every *other* v.
# Then STDP, for those alone. (In `Detector` this inhibition rises and decays as an input does.)
#
# #### How much inhibition, how many neurons?
#
# **How strong should inhibition be, and how long?** No formula tells. At 1, a spike takes as much
# from a loser as its threshold is high, and after 14 ms still half of that; an owner fires about
# once in a showing of 50 ms. With half of it over after 6 ms, some pattern was taken twice in 14 of
# 16 runs. With half left for 62 ms, longer than a showing, a neuron found nothing in 19 of 20. So
# run yours and count: patterns taken twice say too weak or too short, silent neurons too strong or
# too long. If there are both, take more neurons. A dozen runs tell little: even of 72 each, all
# three had an owner in 18 at 0.25 and in 29 at 1, which luck alone makes in one comparison of
# thirteen. (A pattern was taken twice in 22 and in 4, far beyond luck.) The fifty bear the
# strongest, as a loser's bar sinks: when our three's did (*A second chance?*), an inhibition of 4
# left one with no pattern in 3 of 16 runs, else in 12.
#
# **I don't know how many patterns there are.** Take more neurons than you expect, and be content
# with doubles. Twelve neurons, with an inhibition of 0.25, left none of the three patterns out in
# six of eight runs. If thresholds sink (*A second chance?*) six neurons will do: at 0.25 they left
# none out in 15 of 16.
#
# **Are two on one pattern a failure?** Rather a chain. Of nine neurons two or three mostly share a
# pattern, and they fire some 15 ms apart, and 10 at least: by then the first one's inhibition has
# faded, and the next learns a later part.
#
# **What if two patterns are alike?** One neuron may take both, because what lifts it in one lifts
# it in the other. When two of three shared a quarter of their spikes, it was so in one run of
# sixteen; half, in eight; three quarters, in eleven.
#
# **One pattern comes more often than the others.** It takes more neurons. Shown five times as often
# as each of two others, it had two neurons or three in 19 of 20 runs, and in four runs of five
# neither of those two found one. Of the fifty neurons some five stand for a digit; for the fours,
# with a tenth of them shown, one neuron or none. Bars make *neurons* equal, not digits.
#
# **Must they begin unlike?** The three must: with the same weights they fire together, learn the same
# and stay the same, in each of eight runs. Among the fifty, of equals the first in the list wins,
# its bar goes up, and the next picture goes to another: after
# two epochs 76 to 87 % were right.
#
# **I have few labels. Do I save some by learning without?** Not here. A name comes from labelled
# pictures, and fifty neurons need many. With a hundred labels your network is right in some 70 %,
# while averages of the same hundred pictures get some 87 %, and the nearest of them names some 90
# %.
#
# #### When it goes wrong
#
# **Accuracy stays low. What's missing?** First count the neurons that ever win. A handful means
# that bars don't rise. If all win, correlate their weights: near 1, the race is missing. Then look
# at the weights: a pile of ink, and silent inputs take nothing away. If they are digits, shuffle
# the pictures.
#
# **A neuron never wins. Is it dead, or not needed?** Print its highest potential in each showing,
# in parts of its threshold. If that comes close, it's second to somebody, and not needed. If it's
# far below in all, it's dead: no spike, no learning, and only its threshold can bring it back.
#
# **Which digits does it mix up?** Count in a table, a row for each digit and a column for each
# name, the *confusion matrix*. Over two dozen splits 83 to 100 % of the sixes were right and 41 to
# 93 % of the nines.
#
# **My pictures are fainter than those it learned from.** At 80 % of their ink about one in a
# hundred more is wrong. At 60 % more than half are won by nobody, and at half next to all, because
# a bar is a fixed amount. Bring each picture to the same amount of ink first. Noise does less: if
# one pixel in ten has the ink of any other, drawn at random, one to six in a hundred more are
# wrong.
#
# **Two patterns at once?** Lay two digits over each other, the darker of each two pixels, and the
# winner names one of them in 50 to 69 %, where a blind guess has 20.
#
# **What if inhibition comes late, or is weak?** Two may then fire before either is held: from a
# *hard* winner-take-all it becomes a softer one, *k-winners-take-all* if k may fire. If two learn from each
# picture it does little harm: two epochs make 76 to 87 % in two dozen splits, and 76 to 89 % if one
# learns. With five it's mostly 60 to 76 %. Our three mind it more. With a delay of 2 ms, in
# thirteen of sixteen runs one found nothing, in six without. Thresholds that sink (*A second
# chance?*) mend that: with them and the 2 ms it was so in 3 of 32, though in 11 two shared a pattern.
#
# #### As time goes on
#
# **Does a neuron keep what it has?** As long as that goes on coming. Of the three, in seven runs of
# eight nobody lost a pattern from the first minute to the second. If new digits come instead, the
# old ones are forgotten in part: after two epochs of 0 to 4, then two of 5 to 9, only 8 to 17 of
# the fifty neurons still stood for 0 to 4, and 44 to 71 % of these digits were right.
#
# **What if patterns drift?** Move all digits a pixel aside, and 31 to 54 % are right. If they
# creep there over two more epochs of learning, neurons go with them: by the old names 72 to 87 %
# are right. If they leap there and then learn as long, it's 28 to 53 %, but 78 to 87 % by new
# names: they have found other digits.
#
# **What if a fourth pattern joins the three after a minute?** It found nobody in twelve runs:
# owners keep theirs, and whoever is silent stays so. Among the digits bars that sink give neurons
# to what is new, at the price of the old. Books call that choice the *stability-plasticity
# dilemma*.
#
# **Does it go on learning while I judge it?** It mustn't, or its answer depends on what you asked
# before. (Ours changes by up to 5 %.)
#
# #### Beside k-means, and in a brain
#
# **Isn't it only k-means?** Nearly. The race assigns, the winner's step updates, and a neuron that
# never wins is an empty cluster. So it is in *competitive learning* before it had spikes (Rumelhart
# and Zipser 1985), where a bar for those who win often was called a *conscience* (DeSieno 1988).
# What differs is who wins: there the nearest, for which all are compared, here whoever is first
# over its own bar. Spikes gain no accuracy by it, but nobody compares, and most races are over
# within 22 of the 40 steps. In a *self-organising map* the winner's neighbours learn too; in
# *sparse coding* several neurons add up to a picture.
#
# **Could neurons do it by themselves?** Most of it. A synapse needs its trace and its neuron's
# spike; a bar that sinks by itself, by a fiftieth of a rise with each picture, needs that spike
# alone. To end a race takes somebody whom all of them excite and who inhibits them all: a hundred
# wires for fifty neurons, not 2,450 from each to each. No synapse knows $|w|$, but we saw that the
# network can do without.
#
# **And who does it in a brain?** In a cortex 10 to 20 % of the neurons inhibit, and four in ten of
# these contain *parvalbumin*: mostly *basket cells*, which hold others at the cell body. They reach
# nearly every pyramidal cell nearby, whatever it answers to (Packer and Yuste 2011), so they can be
# that somebody. They are quick: in a mouse one pyramidal cell's spike can fire one before its input
# has peaked (Jouhanneau and others 2018), and after a tone inhibition is a couple of milliseconds
# behind excitation (Isaacson and Scanziani 2011). Their channels, GABA_A, close with the 6 ms of
# lesson 04, so it passes about as soon as ours.
#
# **Does an experiment show competition?** Fire a single pyramidal cell in a mouse's visual cortex,
# and its neighbours on average fire less, above all those that answer to the same pictures (Chettih
# and Harvey 2019). In a fly one cell, APL, hears the 2,000 *Kenyon cells* of its side and inhibits
# them. Without it more of them answer to each smell, and the fly no longer learns to tell similar
# smells apart (Lin and others 2014). Neither shows that competition made cells *learn* different
# things.
#
# **Is there a theory of what is learned?** Suppose that each neuron stands for a hidden cause, and
# that likelier causes win more often: a spike is then a guess at the cause, the E step of *expectation
# maximisation*, and STDP moves that cause's weights towards the input, the M step. If strong weights
# grow less, they become logarithms of how likely each input is under that cause, and excitability
# tells how common it is (Nessler and others 2013). Ours, with a hard race and weights that are
# averages, is a rough cousin.
#
# How a picture of this lesson is made, its view and its drawing:

# %%
views.mosaics.code()

# %% [markdown]
# ## References
#
# - Alpaydin E, Kaynak C (1998). Optical recognition of handwritten digits. UCI Machine Learning
#   Repository, [dataset
#   80](https://archive.ics.uci.edu/dataset/80/optical+recognition+of+handwritten+digits).
# - Chettih SN, Harvey CD (2019). Single-neuron perturbations reveal feature-specific competition in
#   V1. *Nature* 567:334-340, [doi:10.1038/s41586-019-0997-6](https://doi.org/10.1038/s41586-019-0997-6).
# - DeSieno D (1988). Adding a conscience to competitive learning. *IEEE Int Conf Neural Netw*
#   1:117-124, [doi:10.1109/ICNN.1988.23839](https://doi.org/10.1109/ICNN.1988.23839).
# - Diehl PU, Cook M (2015). Unsupervised learning of digit recognition using spike-timing-dependent
#   plasticity. *Front Comput Neurosci* 9:99,
#   [doi:10.3389/fncom.2015.00099](https://doi.org/10.3389/fncom.2015.00099).
# - Isaacson JS, Scanziani M (2011). How inhibition shapes cortical activity. *Neuron* 72:231-243,
#   [doi:10.1016/j.neuron.2011.09.027](https://doi.org/10.1016/j.neuron.2011.09.027).
# - Jouhanneau J-S, Kremkow J, Poulet JFA (2018). Single synaptic inputs drive high-precision action
#   potentials in parvalbumin expressing GABA-ergic cortical neurons in vivo. *Nat Commun* 9:1540,
#   [doi:10.1038/s41467-018-03995-2](https://doi.org/10.1038/s41467-018-03995-2).
# - Lin AC, Bygrave AM, de Calignon A, Lee T, Miesenböck G (2014). Sparse, decorrelated odor coding in
#   the mushroom body enhances learned odor discrimination. *Nat Neurosci* 17:559-568,
#   [doi:10.1038/nn.3660](https://doi.org/10.1038/nn.3660).
# - Masquelier T, Guyonneau R, Thorpe SJ (2009). Competitive STDP-based spike pattern learning. *Neural
#   Comput* 21:1259-1276,
#   [doi:10.1162/neco.2008.06-08-804](https://doi.org/10.1162/neco.2008.06-08-804).
# - Nessler B, Pfeiffer M, Buesing L, Maass W (2013). Bayesian computation emerges in generic cortical
#   microcircuits through spike-timing-dependent plasticity. *PLoS Comput Biol* 9:e1003037,
#   [doi:10.1371/journal.pcbi.1003037](https://doi.org/10.1371/journal.pcbi.1003037).
# - Packer AM, Yuste R (2011). Dense, unspecific connectivity of neocortical parvalbumin-positive
#   interneurons: a canonical microcircuit for inhibition? *J Neurosci* 31:13260-13271.
# - Rumelhart DE, Zipser D (1985). Feature discovery by competitive learning. *Cogn Sci* 9:75-112.
#
# Words of this lesson, in the [glossary](glossary.md): lateral inhibition, winner-take-all,
# homeostasis.
#
# Next: [12 · The tempotron](12_tempotron.ipynb).
