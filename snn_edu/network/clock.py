"""Clock: a network while it runs, and the order of events within a step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from snn_edu.described import described
from snn_edu.network.connectivity import Indices
from snn_edu.network.delivery import DelayGroup, PlasticGroup, groups_of, weights_after
from snn_edu.network.external import Outside
from snn_edu.network.named import ByName
from snn_edu.network.populations import LIFs, Models, Running, RunningNeurons, SpikeSources
from snn_edu.network.projections import Population, Projection
from snn_edu.network.sources import Dice, SpikeSource
from snn_edu.network.state import NetworkState, lately, refuse_other_synapses
from snn_edu.neurons import LIF
from snn_edu.spikes import Spikes
from snn_edu.validation import Floats, affordable, generator


class Clock:
    """A network between two of its steps.

    A step goes by its place in the `fired` of each population. Those of this run begin at `first`;
    before it stands what still matters of an earlier run, or the moment 0.
    """

    def __init__(
        self,
        populations: Mapping[str, Population],
        projections: Mapping[str, Projection],
        given: Mapping[str, Outside],
        dt: float,
        steps: int,
        rng: np.random.Generator | None,
        before: NetworkState | None,
    ) -> None:
        """Ready for the first of `steps`; `before` is how an earlier run has ended."""
        self.populations, self.projections, self.dt = populations, projections, dt
        self.before, self.done = before, before.steps if before else 0
        self.running: dict[str, Running] = {}
        self.neurons: dict[str, RunningNeurons] = {}
        for name, outside in given.items():
            self._populate(name, outside, steps)
        self.first = max((len(each.fired) for each in self.running.values()), default=1)
        # Each population, with the current of each step.
        self.clocked = [(self.running[name], one.currents(steps)) for name, one in given.items()]
        self.dice: dict[str, tuple[Dice, str]] = {}  # and whose they are
        self.noise: list[tuple[Floats, Iterator[Floats]]] = []  # onto what, and how much of it
        for name, outside in given.items():
            self._roll(name, outside, rng)
        self.groups: dict[str, list[DelayGroup]] = {}
        self.learners: dict[str, list[PlasticGroup]] = {}
        for name, one in projections.items():
            pre, post = self.running[one.pre.name], self.neurons[one.post.name]
            self.groups[name] = groups_of(one, pre.fired, post.target(one.synapse), dt)
            if (rule := one.plasticity) is not None:
                left = before.traces[name] if before else None
                self.learners[name] = [
                    PlasticGroup(rule, each, post.fired, dt, left) for each in self.groups[name]
                ]
        self.taken = 0  # steps
        #: What looks on, after each step.
        self.observers: list[Callable[[int], None]] = []

    def _populate(self, name: str, outside: Outside, steps: int) -> None:
        """A population as it is before the first step."""
        one, model = self.populations[name], self.populations[name].model
        left = self.before.populations[name] if self.before else None
        if isinstance(model, SpikeSource):
            to_come = range(self.done + 1, self.done + steps + 1)
            self.running[name] = SpikeSources(outside.spikes, to_come, self.dt, left)
            return
        onto = [each for each in self.projections.values() if each.post is one]
        synapses = [each.synapse for each in onto] + [each.synapse for each in outside.noise]
        kinds = dict.fromkeys(synapses)  # each once
        if left is not None:
            refuse_other_synapses(name, kinds, left)
        rest = one.size, kinds, self.dt, outside.v_start, left
        neurons = LIFs(model, *rest) if type(model) is LIF else Models(model, *rest)
        self.running[name] = self.neurons[name] = neurons

    def _roll(self, name: str, outside: Outside, rng: np.random.Generator | None) -> None:
        """The dice of what reaches a population at random."""
        for i, source in enumerate(outside.noise):
            key, whose = f"{name} {i}", described(source)
            left = self.before.drawn.get(key) if self.before else None
            buffer, scale = self.neurons[name].target(source.synapse)
            same = left if left and left.source == whose else None  # else they begin anew
            dice = Dice(source, buffer.size, self.dt, generator("rng", rng), same, scale)
            self.dice[key] = dice, whose
            self.noise.append((buffer, iter(dice)))

    def take(self, steps: range) -> None:
        """Let some steps pass, one after another; `taken` counts those that were not broken off."""
        clocked, noise, observers = self.clocked, self.noise, self.observers
        delayed = [group for each in self.groups.values() for group in each]
        learners = [group for each in self.learners.values() for group in each]
        step = steps.start
        try:
            for step in steps:
                for each, current in clocked:  # exact decay
                    each.advance(next(current))
                for buffer, arriving in noise:  # what was sent `delay` ago is added
                    buffer += next(arriving)
                for group in delayed:
                    group.deliver(step)
                for each, _ in clocked:  # threshold, then reset
                    each.fire()
                for synapses in learners:
                    synapses.learn(step)
                for observe in observers:
                    observe(step)
        except KeyboardInterrupt:
            self.taken += step - steps.start
            raise
        self.taken += len(steps)

    def record(self, name: str, who: Indices, steps: int) -> Floats:
        """Where the potential (mV) of some neurons will be, after each step: (steps + 1, who)."""
        neurons, first, path = self.neurons[name], self.first, np.empty((steps + 1, who.size))
        path[0] = neurons.potential(who)

        def see(step: int) -> None:
            path[step - first + 1] = neurons.potential(who)

        self.observers.append(see)
        return path

    def look(self, name: str, every: int, steps: int) -> tuple[Floats, slice]:
        """Where the weights will be, after every so many steps: (looks, *shape); and which steps.

        Counted from the beginning of the first run, so that a later one looks at the same steps.
        """
        now, one = self.done - self.first + 1, self.projections[name]  # now + step: steps so far
        before = -(-self.done // every)  # looks
        looks = (self.done + steps) // every - before + 1
        affordable("looks", every * self.dt, "ms", 8.0 * looks * one.weights.size)
        course = np.empty((looks, *one.shape))

        def see(step: int) -> None:
            if (now + step) % every == 0:
                course[(now + step) // every - before] = self.weights(name)

        see(self.first - 1)
        self.observers.append(see)
        return course, slice(before * every - self.done, None, every)

    def spikes(self, name: str, t: Floats) -> Spikes:
        """What a population has fired in this run, each spike at the end of its step, until now."""
        first = self.first if self.before else 0  # a source may fire at 0 ms
        fired = self.running[name].fired[first : self.first + self.taken]
        step = np.repeat(np.arange(len(fired)), [len(who) for who in fired])
        step += self.done + 1 if self.before else 0
        begin, end = t[0].item(), t[-1].item()
        size = self.populations[name].size
        return Spikes(step * self.dt, np.concatenate(fired), size, end - begin, begin)

    def weights(self, name: str) -> Floats:
        """The weights of a projection as they are now, in the shape they were given."""
        return weights_after(self.projections[name], self.groups[name])

    def state(self, plan: Mapping[str, str]) -> NetworkState:
        """What a later run of this network needs to go on from here."""
        delays = [group.delay for each in self.groups.values() for group in each]
        refractory = [each.refractory_steps for each in self.running.values()]
        back = max(1, *delays, *refractory)
        return NetworkState(
            self.dt,
            self.done + self.taken,
            ByName(plan),
            ByName({
                name: ByName({**lately(each.fired, back), **each.state()})
                for name, each in self.running.items()
            }),
            ByName({
                name: ByName({key: x.copy() for each in groups for key, x in each.traces().items()})
                for name, groups in self.learners.items()
            }),
            ByName({
                key: dice.after(self.taken, whose) for key, (dice, whose) in self.dice.items()
            }),
        )  # fmt: skip
