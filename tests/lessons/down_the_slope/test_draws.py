"""Lesson 13 on first weights, patterns and input spikes that its page does not show."""

from collections import deque
from dataclasses import replace
from functools import cache

import numpy as np
from draws import TWICE, Told, on_other_draws
from lesson_pages import solved

from snn_edu.lessons.down_the_slope import read_digits, task, views
from snn_edu.lessons.from_ann_to_snn.relu import train_relu
from snn_edu.training import Adam, Layers, cross_entropy, digits

page = solved("13_down_the_slope")
BACKWARD, CONTROL, h = map(page.later, ("backward", "counts_only", "h"))
NO_LEAK, ALONE = (views.LOOPS[name](BACKWARD) for name in (views.NO_LEAK, views.ALONE))
LATE = range(301, 309)  # for what was found on 101 to 108
LONE = np.linspace(0.2, 0.9, 36)  # weights of the neuron alone


def with_input(measure):
    """`measure()` while the neuron of the valley gets other input spikes."""

    def of(seed):
        page.names["h"]  # the page, which keeps what it has drawn, runs before that
        before = views.INPUT
        views.INPUT = (np.random.default_rng(seed).random(100) < 0.25).astype(float)
        try:
            return measure()
        finally:
            views.INPUT = before

    return of


@with_input
def flat():
    w = np.linspace(0.1, 0.9, 4001)
    return np.mean(views.loss_of(w + 0.001) == views.loss_of(w - 0.001))


def rolled(slope, w, rate, steps):
    """The weight after each step downhill."""
    path = [w]
    for _ in range(steps):
        path.append(path[-1] - rate * slope(path[-1]))
    return path


def losses_at_the_end():
    def slope(w):
        return views.bump_slope(h, w, 5.0)

    return [views.loss_of(rolled(slope, w, 2e-4, 30)[-1]) for w in (0.1, 0.9)]


@with_input
def rolls_to_ten():
    return all(loss == 0.0 for loss in losses_at_the_end())


@with_input
def comes_near():
    """Whether the ball ends within a spike of ten, from either end."""
    return all(loss <= 1.0 for loss in losses_at_the_end())


@with_input
def stays_under_a_narrow_bump():
    """Whether a ball at 0.1 lies on the same stair after its steps."""
    end = rolled(lambda w: views.bump_slope(h, w, 50.0), 0.1, 2e-4, views.STEPS)[-1]
    return views.spikes_of(end) == views.spikes_of(0.1)


@with_input
def detached_over_attached():
    found = []
    for w in LONE[views.spikes_of(LONE) != views.WANTED]:
        slopes = [views.bump_slope(h, w, 5.0, reset) for reset in views.RESETS]
        found.append(slopes[0] / slopes[1])
    return np.median(found)


@with_input
def resets_agree():
    """Whether the detached slope has the attached one's sign at every weight."""
    wrong = LONE[views.spikes_of(LONE) != views.WANTED]
    one, other = (views.bump_slope(h, wrong, 5.0, reset) for reset in views.RESETS)
    return bool((one * other > 0).all())


def even(name, low, high):
    """The bump's b with which the first of six layers gets as much of the gradient as the last."""

    def of(seed):
        ends = [low, high]
        for _ in range(10):
            b = float(np.sqrt(ends[0] * ends[1]))
            less = views.gradient_norms(name, b, seed)[0] < 1.0
            ends[int(less == (name == "fast_sigmoid"))] = b  # which a narrow bump makes small
        return b

    return of


def soon(seed):
    """The training step from which on 95 % of fresh trials are right."""
    share = [task.share_right(one) >= 0.95 for one in task.training(BACKWARD, seed=seed, steps=40)]
    return task.EVERY * (len(share) - share[::-1].index(False) if False in share else 0)


@cache
def trained(seed):
    return deque(task.training(BACKWARD, seed=seed), maxlen=1)[0]


def blind(seed):
    return task.learned(BACKWARD, control=CONTROL, seed=seed)


def angle(seed):
    """Between the right gradient of a trained network and that of the loop without a leak."""
    x, labels = task.trials(trained(seed).templates, 64, np.random.default_rng(seed))
    one, other = (
        task.gradients(loop, trained(seed).layers, x, labels)[0].ravel()
        for loop in (BACKWARD, NO_LEAK)
    )
    return np.degrees(np.arccos(one @ other / np.linalg.norm(one) / np.linalg.norm(other)))


def which_came_first(draw):
    """The open cell on other first weights: its losses, and how it answers at other gaps."""
    rng, two_trials = np.random.default_rng(draw), page.names["two_trials"]
    weights, losses = [rng.normal(0.5, 0.5, (2, 20)), rng.normal(0, 0.2, (20, 2))], []
    for _ in range(200):
        layers = Layers(weights, 0.95, 0.95)
        loss, slopes = layers.loss_and_gradients(two_trials(3), np.array([0, 1]))
        weights = [W - 0.5 * dW for W, dW in zip(weights, slopes, strict=True)]
        losses.append(loss)
    said = [layers.run(two_trials(gap)).readout.argmax(axis=1) for gap in (1, 8, 15)]
    return losses, said


def with_loop(loop):
    """The share right in the end by another loop than the learner's."""
    return lambda seed: task.learned(loop(BACKWARD), seed=seed)


def with_slope(b):
    """The share right in the end with another b."""

    def of(seed):
        before, task.SLOPE = task.SLOPE, b
        try:
            return task.learned(BACKWARD, seed=seed)
        finally:
            task.SLOPE = before

    return of


def uphill(backward):
    return lambda *given: -backward(*given)


def first_layer(kind, draw):
    """The gradient of layer 1 over layer 6's at b = 100, in a network like the picture's."""
    rng = np.random.default_rng(draw)
    hidden = [rng.normal(0.0, 0.25, (views.WIDTH, views.WIDTH)) for _ in range(views.DEPTH)]
    x = (rng.random((40, 16, views.WIDTH)) < 0.3).astype(float)
    layers = Layers([*hidden, rng.normal(0.0, 0.2, (views.WIDTH, 3))], 0.9, 0.95, kind, 100.0)
    _, gradients = layers.loss_and_gradients(x, rng.integers(3, size=16))
    return np.linalg.norm(gradients[0]) / np.linalg.norm(gradients[-2])


@with_input
def rolls_by_measured_slopes():
    """Whether a ball comes within a spike of ten from all but the far left, if eps is 0.1."""
    starts = np.linspace(0.25, 0.9, 14)
    ends = [rolled(lambda w: views.measured_slope(w, 0.1), w, 2e-4, 30)[-1] for w in starts]
    return bool((views.loss_of(np.array(ends)) <= 1.0).all())


def falls(draw):
    """A guess at first, and much less in the end."""
    losses, _ = which_came_first(draw)
    return 0.6 < losses[0] < 0.85 and losses[-1] < 0.5 * losses[0]


def knows_the_order(draw):
    return (np.array(which_came_first(draw)[1]) == [0, 1]).all()


@cache
def ten_of_each(seed):
    """The share of a thousand fresh trials that is right, after ten fixed trials of each pattern.

    By the network, and by a table: the average number of spikes in bins of 25 ms. And whether the
    network has learned its thirty.
    """
    rng = np.random.default_rng(seed)
    templates = task.TASK.templates(rng)
    weights = task.start(0.1, 0.1, rng)
    x, labels = task.trials(templates, 200, rng, 20.0)
    kept = np.concatenate([np.flatnonzero(labels == k)[:10] for k in range(3)])
    x, labels = x[:, kept], labels[kept]
    for _ in range(120):
        _, slopes = Layers(weights, task.DECAY, task.DECAY).loss_and_gradients(x, labels)
        weights = [W - np.float32(0.1) * dW for W, dW in zip(weights, slopes, strict=True)]
    network = Layers(weights, task.DECAY, task.DECAY)
    by_heart = (network.run(x).readout.argmax(axis=1) == labels).all()

    def table(x):
        return x.reshape(4, 25, x.shape[1], -1).sum(axis=1).swapaxes(0, 1)

    average = np.array([table(x)[labels == k].mean(axis=0) for k in range(3)])
    fresh, right = task.trials(templates, 1000, rng, 20.0)
    nearest = ((table(fresh)[:, None] - average) ** 2).sum(axis=(2, 3)).argmin(axis=1)
    told = network.run(fresh).readout.argmax(axis=1)
    return np.mean(told == right), np.mean(nearest == right), by_heart


@cache
def off_the_stairs(seed):
    """The angle to the real loss's slopes, measured at 90 hidden weights before training.

    And the share of these weights that go the wrong way.
    """
    rng = np.random.default_rng(seed)
    x, labels = task.trials(task.TASK.templates(rng), 200, rng)
    W, W_out = task.start(0.1, 0.1, rng)
    chosen, eps = rng.permutation(W.size)[:90], np.float32(0.05)

    def loss(which, move):
        moved = W.copy()
        moved.flat[which] += move
        layers = Layers([moved, W_out], task.DECAY, task.DECAY)
        return cross_entropy(layers.run(x).readout, labels)[0]

    real = np.array([loss(i, eps) - loss(i, -eps) for i in chosen])
    ours = task.gradients(BACKWARD, Layers([W, W_out], task.DECAY, task.DECAY), x, labels)[0]
    ours = ours.flat[chosen]
    angle = np.degrees(np.arccos(ours @ real / np.linalg.norm(ours) / np.linalg.norm(real)))
    return angle, np.mean((ours * real < 0)[real != 0])


def by_heart(loop, seed):
    """The loss before and after 200 steps on six trials that never change."""
    rng = np.random.default_rng(seed)
    templates = task.TASK.templates(rng)
    weights = task.start(0.1, 0.1, rng)
    x, labels = task.trials(templates, 6, rng)
    losses = []
    for _ in range(200):
        layers = Layers(weights, task.DECAY, task.DECAY)
        losses.append(layers.loss_and_gradients(x, labels)[0])
        slopes = task.gradients(loop, layers, x, labels)
        weights = [W - np.float32(0.1) * dW for W, dW in zip(weights, slopes, strict=True)]
    return losses[0], losses[-1]


def first_good(seed, batch=task.BATCH, by=None):
    """The training step after which 95 % of 300 fresh trials are right first, by `by` or slopes."""
    rng = np.random.default_rng(seed)
    templates, weights = task.TASK.templates(rng), task.start(0.1, 0.1, rng)
    fresh, right = task.trials(templates, 300, rng)
    for step in range(1, 500):
        x, labels = task.trials(templates, batch, rng)
        weights = (by or downhill)(weights, x, labels, rng)
        answers = Layers(weights, task.DECAY, task.DECAY).run(fresh).readout.argmax(axis=1)
        if np.mean(answers == right) >= 0.95:
            return step
    return np.inf


def downhill(weights, x, labels, rng):
    _, slopes = Layers(weights, task.DECAY, task.DECAY).loss_and_gradients(x, labels)
    return [W - np.float32(0.1) * dW for W, dW in zip(weights, slopes, strict=True)]


def attached(weights, x, labels, rng):
    layers = Layers(weights, task.DECAY, task.DECAY, reset="attached")
    _, slopes = layers.loss_and_gradients(x, labels)
    return [W - np.float32(0.1) * dW for W, dW in zip(weights, slopes, strict=True)]


def shaken(weights, x, labels, rng):
    """A step by the difference in loss of one move of all weights and its opposite."""
    moves = [rng.choice(np.float32([-1, 1]), W.shape) for W in weights]

    def loss(eps):
        moved = [W + np.float32(eps) * move for W, move in zip(weights, moves, strict=True)]
        return cross_entropy(Layers(moved, task.DECAY, task.DECAY).run(x).readout, labels)[0]

    slope = (loss(0.02) - loss(-0.02)) / 0.04
    return [W - np.float32(0.05 * slope) * move for W, move in zip(weights, moves, strict=True)]


def reset_to_zero(weights, x, labels=None):
    """The answers of neurons that a spike sets to 0; or the weights after a step, s detached."""
    v, a = x @ weights[0], task.DECAY
    s, left = np.zeros_like(v), 0.0
    for t in range(len(v)):
        v[t] += left
        s[t] = v[t] >= 1
        left = a * v[t] * (1 - s[t])
    worth = (1 - a ** np.arange(len(v), 0, -1)) / (1 - a) / len(v)
    counts = np.einsum("t,tbi->bi", worth, s)
    if labels is None:
        return (counts @ weights[1]).argmax(axis=1)
    _, error = cross_entropy(counts @ weights[1], labels)
    ds, dv, later = error @ weights[1].T, np.zeros_like(v), 0.0
    for t in reversed(range(len(v))):
        dv[t] = later = a * (1 - s[t]) * later + worth[t] * ds * h(v[t] - 1, task.SLOPE)
    slopes = np.einsum("tbi,tbj->ij", x, dv, optimize=True), counts.T @ error
    return [(W - 0.1 * dW).astype(np.float32) for W, dW in zip(weights, slopes, strict=True)]


def good_reset_to_zero(seed):
    """As `first_good`, with neurons that a spike sets to 0."""
    rng = np.random.default_rng(seed)
    templates, weights = task.TASK.templates(rng), task.start(0.1, 0.1, rng)
    fresh, right = task.trials(templates, 300, rng)
    for step in range(1, 101):
        weights = reset_to_zero(weights, *task.trials(templates, task.BATCH, rng))
        if np.mean(reset_to_zero(weights, fresh) == right) >= 0.95:
            return step
    return np.inf


def in_half_steps(seed):
    """How much larger the hidden layer's slopes are in steps of half the size."""
    rng = np.random.default_rng(seed)
    templates = task.TASK.templates(rng)
    weights = task.start(0.1, 0.1, rng)
    x, labels = task.trials(templates, 64, rng)
    finer = np.zeros((2 * len(x), *x.shape[1:]), x.dtype)
    finer[::2] = x
    sizes = [
        np.linalg.norm(Layers(weights, decay, decay).loss_and_gradients(x, labels)[1][0])
        for x, decay in ((x, task.DECAY), (finer, task.DECAY**0.5))
    ]
    return sizes[1] / sizes[0]


@cache
def smoothly(seed, kind, b):
    """The share right after 100 steps with soft spikes: with these, and with the step."""
    rng = np.random.default_rng(seed)
    templates, weights = task.TASK.templates(rng), task.start(0.1, 0.1, rng)
    soft = {"smooth": True, "reset": "attached"}
    for _ in range(100):
        x, labels = task.trials(templates, 32, rng)
        layers = Layers(weights, task.DECAY, task.DECAY, kind, b, **soft)
        _, slopes = layers.loss_and_gradients(x, labels)
        weights = [W - np.float32(0.1) * dW for W, dW in zip(weights, slopes, strict=True)]
    fresh, right = task.trials(templates, 300, rng)
    return [
        np.mean(
            Layers(weights, task.DECAY, task.DECAY, kind, b, **way).run(fresh).readout.argmax(1)
            == right
        )
        for way in (soft, {})
    ]


def several_times_higher(seed):
    """Whether by the loop *forwards* more than three times as much is left."""
    ours, other = (
        by_heart(loop, seed)[1] for loop in (BACKWARD, views.LOOPS["forwards"](BACKWARD))
    )
    return other > 3 * ours


@cache
def digits_known(split, steps):
    """Which new digits are right, in so many steps; 0: by an ordinary network of ReLUs."""
    rng = np.random.default_rng(split)
    known, new = digits.split(read_digits.PICTURES, rng)
    if not steps:
        said = train_relu(known.pictures, known.labels, rng).decide(new.pictures)
    else:
        settings = {"seed": split, "hidden": 100, "epochs": 20, "slope": 5.0, "steps": steps}
        *_, layers = read_digits.train_digits(settings)
        said = read_digits.read_as(layers, new.pictures, steps)
    return said == new.labels


def digits_right(split, steps):
    return np.mean(digits_known(split, steps))


@cache
def leads(seed):
    """By how much ten steps are ahead of one, in eight divisions."""
    return [digits_right(s, 10) - digits_right(s, 1) for s in range(10 * seed, 10 * seed + 8)]


def scatter(split):
    """The spread of the share right among four first weights, one step, on one division."""
    known, new = digits.split(read_digits.PICTURES, np.random.default_rng(split))
    right = []
    for start in range(4):
        rng, adam = np.random.default_rng(start), Adam(4e-3)
        weights = [rng.normal(0.0, 1.5 / 8, (64, 100)), rng.normal(0.0, 0.1, (100, 10))]
        state = adam.start(weights)
        for done in range(20):
            rate = 4e-3 * min(1.0, 2.0 - done / 10)
            for batch in np.array_split(rng.permutation(len(known)), len(known) // 64):
                x = known.pictures[batch][None]
                _, slopes = Layers(weights).loss_and_gradients(x, known.labels[batch])
                weights, state = replace(adam, rate=rate).step(weights, slopes, state)
        said = Layers(weights).run(new.pictures[None]).readout.argmax(axis=1)
        right.append(np.mean(said == new.labels))
    return np.std(right, ddof=1)


def measured_twice(seed):
    """The angle between the real loss's slopes at 45 hidden weights, by two sets of 300 trials."""
    rng = np.random.default_rng(seed)
    templates = task.TASK.templates(rng)
    W, W_out = task.start(0.1, 0.1, rng)
    chosen, eps, found = rng.permutation(W.size)[:45], np.float32(0.05), []
    for _ in range(2):
        x, labels = task.trials(templates, 300, rng)
        ends = []
        for move in (eps, -eps):
            losses = []
            for which in chosen:
                moved = W.copy()
                moved.flat[which] += move
                layers = Layers([moved, W_out], task.DECAY, task.DECAY)
                losses.append(cross_entropy(layers.run(x).readout, labels)[0])
            ends.append(np.array(losses))
        found.append(ends[0] - ends[1])
    one, other = found
    return np.degrees(np.arccos(one @ other / np.linalg.norm(one) / np.linalg.norm(other)))


def read_by(how, weights, x, labels=None, rate=0.0):
    """The readout's answers if the loss sees `how` of it; or the weights after a step downhill."""
    W_out, a = weights[-1], task.DECAY
    run = Layers(weights, a, a).run(x)
    s, o = run.spikes[0].astype(np.float32), run.spikes[0] @ W_out
    fired, left = np.zeros_like(o), 0.0
    for t in range(len(o)):
        o[t] += left
        fired[t] = (o[t] >= 1) & (how == "count")
        left = a * (o[t] - fired[t])
    seen = {"mean": o.mean(0), "maximum": o.max(0), "last": o[-1], "count": fired.sum(0)}[how]
    if labels is None:
        return seen.argmax(axis=1)
    _, error = cross_entropy(seen, labels)
    bump = (1 + task.SLOPE * np.abs(o - 1)) ** -2
    enters = {  # where in time the error comes in
        "mean": np.full_like(o, 1 / len(o)),
        "maximum": np.arange(len(o))[:, None, None] == o.argmax(axis=0),
        "last": np.arange(len(o))[:, None, None] == len(o) - 1,
        "count": bump,
    }[how] * error
    later = 0.0
    for t in reversed(range(len(o))):
        enters[t] = later = enters[t] + a * later
    dv = BACKWARD(enters @ W_out.T, run.v[0], a, task.SLOPE)
    slopes = [np.einsum("tbi,tbj->ij", z, d, optimize=True) for z, d in ((x, dv), (s, enters))]
    return [(w - rate * dw).astype(np.float32) for w, dw in zip(weights, slopes, strict=True)]


def good_by(seed, how, rate):
    """As `first_good`, with another readout and rate."""
    rng = np.random.default_rng(seed)
    templates, weights = task.TASK.templates(rng), task.start(0.1, 0.1, rng)
    fresh, right = task.trials(templates, 300, rng)
    for step in range(1, 101):
        x, labels = task.trials(templates, task.BATCH, rng)
        weights = read_by(how, weights, x, labels, rate)
        if np.mean(read_by(how, weights, fresh) == right) >= 0.95:
            return step
    return np.inf


def steps_until_good(seed, step, answers):
    """As `first_good`, with another step and another reading."""
    rng = np.random.default_rng(seed)
    templates, weights = task.TASK.templates(rng), task.start(0.1, 0.1, rng)
    fresh, right = task.trials(templates, 300, rng)
    for done in range(1, 141):
        x, labels = task.trials(templates, task.BATCH, rng)
        weights = step(weights, x, labels)
        if np.mean(answers(weights, fresh).argmax(axis=1) == right) >= 0.95:
            return done
    return np.inf


def with_random_listeners(seed):
    """Until 95 % are right, if errors come back by fixed random weights."""
    other = np.random.default_rng(seed + 999).normal(0.0, task.HIDDEN**-0.5, (task.HIDDEN, 3))

    def step(weights, x, labels):
        slopes = task.gradients(
            BACKWARD, Layers(weights, task.DECAY, task.DECAY), x, labels, lambda dv, W: dv @ other.T
        )
        return [W - np.float32(0.1) * dW for W, dW in zip(weights, slopes, strict=True)]

    return steps_until_good(
        seed, step, lambda weights, x: Layers(weights, task.DECAY, task.DECAY).run(x).readout
    )


def without_spikes(seed):
    """Until 95 % are right, if the hidden units leak, and send tanh(v) at each step."""
    a = task.DECAY

    def sent(W, x):
        v, left = x @ W, 0.0
        for t in range(len(v)):
            v[t] += left
            left = a * v[t]
        return np.tanh(v), np.einsum("t,tbi->bi", task.worth(len(v)), np.tanh(v))

    def step(weights, x, labels):
        s, counts = sent(weights[0], x)
        _, error = cross_entropy(counts @ weights[1], labels)
        dv = task.worth(len(x))[:, None, None] * (error @ weights[1].T) * (1 - s**2)
        later = 0.0
        for t in reversed(range(len(dv))):
            dv[t] = later = dv[t] + a * later
        slopes = np.einsum("tbi,tbj->ij", x, dv, optimize=True), counts.T @ error
        return [(W - 0.1 * dW).astype(np.float32) for W, dW in zip(weights, slopes, strict=True)]

    return steps_until_good(seed, step, lambda weights, x: sent(weights[0], x)[1] @ weights[1])


@cache
def where_spikes_cost(seed, cost):
    """Hidden spikes a trial after 100 steps, and the share right, if each spike costs so much."""
    rng = np.random.default_rng(seed)
    templates, weights = task.TASK.templates(rng), task.start(0.1, 0.1, rng)

    def dearer(ds, v, a, b):
        return BACKWARD(ds + np.float32(cost / v.shape[1]), v, a, b)

    for _ in range(100):
        x, labels = task.trials(templates, task.BATCH, rng)
        slopes = task.gradients(dearer, Layers(weights, task.DECAY, task.DECAY), x, labels)
        weights = [W - np.float32(0.1) * dW for W, dW in zip(weights, slopes, strict=True)]
    x, labels = task.trials(templates, 300, rng)
    run = Layers(weights, task.DECAY, task.DECAY).run(x)
    return run.spikes[0].sum(axis=(0, 2)).mean(), np.mean(run.readout.argmax(axis=1) == labels)


TOLD = [
    Told("A single step is enough for 97 %", lambda s: digits_right(s, 1), figure=(0.955, 0.99)),
    Told("Ten steps get some 98 %", lambda s: digits_right(s, 10), figure=(0.965, 0.99)),
    Told(
        "as does an ordinary network of the same size",
        lambda s: digits_right(s, 0) - digits_right(s, 10),
        figure=(-0.01, 0.01),
    ),
    Told("At 95 % of all places", flat, figure=(0.93, 0.976), draws=TWICE),
    Told(
        "From either end the ball finds the step with ten spikes",
        rolls_to_ten,
        (0.92, 1.0),
        draws=range(2001, 2101),
    ),
    Told("or rarely one beside it", comes_near, (1.0, 1.0), draws=range(2001, 2101)),
    Told(
        "The detached slope is about twice the attached one",
        detached_over_attached,
        figure=(1.7, 2.5),
    ),
    Told("Both point the same way", resets_agree, (1.0, 1.0)),
    Told("from all but the far left", rolls_by_measured_slopes),
    Told("in other networks 3.5 to 5", even("fast_sigmoid", 1.0, 20.0), figure=(3.45, 5.05)),
    Told("(0.5 to 0.7)", even("sigmoid", 0.2, 3.0), figure=(0.45, 0.75)),
    Told("After 10 to 40 steps nearly all fresh trials are right", soon, figure=(8, 42)),
    Told(
        "Tested on the control, the network that was trained on the trials falls back to chance",
        lambda seed: task.share_right(trained(seed), 2.0, CONTROL),
        figure=(0.28, 0.39),
    ),
    Told(
        "nothing but the control from the first step on, never leaves chance",
        blind,
        figure=(0.28, 0.39),
    ),
    Told(
        "All of 1,000, or all but one or two",
        lambda seed: task.learned(NO_LEAK, seed=seed),
        figure=(0.998, 1.0),
    ),
    Told("Her gradient points 25 to 45 degrees away", angle, figure=(25, 45)),
    Told("The loss of a guess is about 0.7", falls),
    Told(
        "as do two of three from other first weights",
        knows_the_order,
        share=(0.5, 0.9),
        draws=TWICE,
    ),
    Told(
        "Even with 10 ms nine in ten are in the end",
        lambda draw: task.learned(BACKWARD, jitter=10.0, seed=draw),
        figure=(0.9, 1.0),
        draws=TWICE,
    ),
    Told(
        "The readout alone is slower",
        lambda draw: task.learned(ALONE, seed=draw) < task.learned(BACKWARD, seed=draw) - 0.01,
    ),
    Told(
        "three times as many steps it too gets nine in ten right",
        lambda draw: task.learned(ALONE, seed=draw, steps=3 * task.STEPS),
        figure=(0.85, 1.0),
    ),
    Told(
        "At a jitter of 10 ms it stays far behind",
        lambda draw: task.learned(ALONE, jitter=10.0, seed=draw, steps=3 * task.STEPS),
        figure=(0.35, 0.93),
    ),
    Told("with any b from 0.2 to 20", with_slope(0.2), figure=(0.97, 1.0)),
    Told("from 0.2 to 20", with_slope(20.0), figure=(0.97, 1.0)),
    Told("At 100 it mostly stays behind", lambda seed: with_slope(100.0)(seed) < 0.98),
    Told(
        "and end below a third in more than half",
        lambda seed: with_loop(uphill)(seed) < 0.3,
        share=(0.5, 0.9),
    ),
    Told(
        "each ends with 60 to 95 % in about every other training",
        lambda seed: 0.6 < with_loop(views.LOOPS["no step back"])(seed) < 0.965,
        share=(0.3, 0.75),
        draws=range(101, 117),
    ),
    Told(
        "ends with 60 to 95 % in about every other training",
        lambda seed: 0.6 < with_loop(views.LOOPS["forwards"])(seed) < 0.965,
        share=(0.3, 0.75),
        draws=range(101, 117),
    ),
    Told(
        "where the right loop gets all of them",
        lambda seed: task.learned(BACKWARD, seed=seed) > 0.99,
    ),
    Told(
        "shrinks to about a hundred-thousandth",
        lambda draw: first_layer("fast_sigmoid", draw),
        figure=(3e-6, 7e-5),
    ),
    Told(
        "in others 2,000 to 20,000",
        lambda draw: first_layer("sigmoid", draw),
        figure=(1800, 23_000),
    ),
    Told("With b at 50 a ball at 0.1 hardly moves", stays_under_a_narrow_bump),
    Told(
        "it's hardly more than a guess",
        lambda draw: task.learned(BACKWARD, jitter=50.0, seed=draw),
        figure=(0.33, 0.45),
    ),
    Told(
        "from a loss of about 1.1 to below 0.2",
        lambda seed: 0.7 < by_heart(BACKWARD, seed)[0] < 1.5 and by_heart(BACKWARD, seed)[1] < 0.2,
    ),
    Told("ends several times higher", several_times_higher),
    Told("the slopes of the hidden weights nearly double", in_half_steps, figure=(1.7, 1.9)),
    Told("right after some 10 to 60 steps", lambda s: first_good(s, 1), figure=(6, 75)),
    Told("with 64 after 5 to 30", first_good, figure=(4, 35)),
    Told("256 gain nothing more", lambda s: first_good(s, 256), figure=(4, 35)),
    Told("some 40 to 200 steps of two runs", lambda s: first_good(s, by=shaken), figure=(35, 220)),
    Told(
        "gets 93 to 100 % of fresh ones right",
        lambda s: ten_of_each(s)[0],
        figure=(0.96, 1.0),
        draws=TWICE,
    ),
    Told("has mostly learned all thirty", lambda s: ten_of_each(s)[2], (0.75, 1.0), draws=TWICE),
    Told("before training, 45 to 70°", lambda s: off_the_stairs(s)[0], figure=(42.0, 73.0)),
    Told("lie only 12 to 26° apart", measured_twice, figure=(10.0, 28.0)),
    Told("at first about a third of them", lambda s: off_the_stairs(s)[1], figure=(0.2, 0.45)),
    Told(
        "after 100 steps nothing was lost by it in each of eight networks",
        lambda seed: np.subtract(*smoothly(seed, "sigmoid", 20.0)) < 0.01,
        share=(1.0, 1.0),
    ),
    Told(
        "only one or two of eight had learned",
        lambda seed: smoothly(seed, "fast_sigmoid", 5.0)[0] > 0.9,
        share=(0.0, 0.25),
    ),
    Told(
        "under the step 35 to 95 % were right",
        lambda seed: smoothly(seed, "fast_sigmoid", 5.0)[1],
        figure=(0.35, 0.95),
    ),
    Told("the attached one is slower", lambda s: first_good(s) < first_good(s, by=attached)),
    Told("takes 20 to 60 steps", lambda s: first_good(s, by=attached), figure=(17, 70)),
    Told("in 7 to 29 steps", good_reset_to_zero, figure=(6, 35)),
    Told("the mean takes some 6 to 27 steps", lambda s: first_good(s), figure=(4, 35)),
    Told("the maximum 3 to 16", lambda s: good_by(s, "maximum", 0.1), figure=(3, 18)),
    Told("the last value 5", lambda s: good_by(s, "last", 0.1), figure=(4, 39)),
    Told("and a count 5 to 27", lambda s: good_by(s, "count", 0.1), figure=(5, 27), draws=TWICE),
    Told("this rate the mean takes 3 to 7", lambda s: good_by(s, "mean", 1.0), figure=(2, 8)),
    Told(
        "the count fails about every other time",
        lambda s: good_by(s, "count", 1.0) == np.inf,
        share=(0.3, 0.75),
        draws=range(101, 117),
    ),
    Told("scatter by another 0.2 to 0.6", scatter, figure=(0.0015, 0.0065)),
    Told(
        "that's 4 to 15 digits",
        lambda s: np.sum(digits_known(s, 1) != digits_known(s, 10)),
        figure=(4, 15),
        draws=TWICE,
    ),
    Told(
        "In most divisions of the digits ten steps are ahead",
        lambda s: digits_right(s, 10) > digits_right(s, 1),
        draws=range(101, 117),
    ),
    Told(
        "by half a point to a point on average over eight",
        lambda s: np.mean(leads(s)),
        figure=(0.0045, 0.0105),
    ),
    Told(
        "1.1 to 2.6 standard errors",
        lambda s: np.mean(leads(s)) / np.sqrt(np.var(leads(s), ddof=1) * (1 / 8 + 539 / 1258)),
        figure=(1.0, 2.7),
    ),
    Told(
        "997 or more of a thousand fresh ones",
        lambda seed: ten_of_each(seed)[1],
        figure=(0.9965, 1.0),
    ),
    Told("in some 25 to 70 steps", with_random_listeners, figure=(24, 75), draws=LATE),
    Told("learn in 4 to 13 steps", without_spikes, figure=(3, 14), draws=LATE),
    Told(
        "thirty neurons fire 53 to 69",
        lambda s: where_spikes_cost(s, 0.0)[0],
        figure=(52, 70),
        draws=LATE,
    ),
    Told("it's 5 to 15 times", lambda s: where_spikes_cost(s, 0.01)[0], figure=(4, 16), draws=LATE),
    Told(
        "and 97 % or more are right",
        lambda s: where_spikes_cost(s, 0.01)[1],
        figure=(0.97, 1),
        draws=LATE,
    ),
    Told(
        "nearly all fall silent", lambda s: where_spikes_cost(s, 0.03)[0], figure=(0, 3), draws=LATE
    ),
]
test_on_other_draws = on_other_draws(page, TOLD)
