"""Write simulators.md: what other tools *are*, found out by `verify`.

    python notebooks/simulators.py                    # every tool installed here; keeps other rows
    python notebooks/simulators.py NEST               # the rows whose name has that in it, in full

Each adapter below wraps one tool in some ten lines, as ``change(pre, post) -> dw``, as
``simulation(current, dt) -> (spikes, v)``, as ``f(u, upstream) -> (spikes, gradient)`` or as
``f(values) -> (steps, n)``, with its own defaults where they exist. To try yours, write such a
function and hand it to `verify.stdp`, `verify.neuron`, `verify.surrogate` or `verify.encoder`. A
conversion is both its networks, ``ann(x)`` and ``snn(x)``, and a model is ``model(sample)``.
"""

from __future__ import annotations

import importlib.metadata
import math
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from snn_edu import verify

PAGE = Path(__file__).with_name("simulators.md")


def grid(pre: Any, post: Any, dt: float = 1.0, after: int = 2) -> tuple[Any, Any]:
    """Two trains (ms) as a truth a step, shape (steps,)."""
    steps = round(max([0.0, *pre, *post]) / dt) + 1 + after
    trains = np.zeros((2, steps), dtype=bool)
    for row, times in zip(trains, (pre, post), strict=True):
        row[np.round(np.asarray(times) / dt).astype(int)] = True
    return trains[0], trains[1]


# --- STDP: change(pre, post) -> dw ----------------------------------------------------------------


def nest_stdp(model: str, **parameters: Any) -> Callable[..., float]:
    """A synapse model of NEST between two parrots, at a resolution and a delay of 1 ms.

    NEST brings a weight up to date when the next pre spike comes: one follows after half a second.
    """
    import nest

    nest.verbosity = nest.VerbosityLevel.ERROR

    def change(pre: Any, post: Any) -> float:
        nest.ResetKernel()
        nest.resolution = 1.0
        if len(pre) + len(post):
            pre = np.append(pre, max([*pre, *post]) + 500.0)
        parrots = nest.Create("parrot_neuron", 2)
        for parrot, times in zip(parrots, (pre, post), strict=True):
            times = {"spike_times": np.round(times) + 1.0}  # a generator's first step is 1
            nest.Connect(nest.Create("spike_generator", params=times), parrot)
        synapse = {"synapse_model": model, "weight": 0.5, "delay": 1.0, "receptor_type": 1}
        nest.Connect(parrots[0], parrots[1], syn_spec=synapse | parameters)
        nest.Simulate(np.ceil(max([0.0, *pre, *post])) + 5.0)
        return nest.GetConnections(parrots[0], parrots[1]).weight - 0.5

    return change


def brian2_stdp(on_pre: str, on_post: str) -> Callable[..., float]:
    """Synapses with two event-driven traces, in the equations of Brian2's documentation."""
    import brian2 as b2

    b2.prefs.codegen.target = "numpy"
    b2.BrianLogger.suppress_name("method_choice")
    traces = "w : 1\ndx/dt = -x/(20*ms) : 1 (event-driven)\ndy/dt = -y/(20*ms) : 1 (event-driven)"

    def change(pre: Any, post: Any) -> float:
        b2.start_scope()
        b2.defaultclock.dt = 1 * b2.ms
        groups = [
            b2.SpikeGeneratorGroup(1, [0] * len(times), np.round(times) * b2.ms)
            for times in (pre, post)
        ]
        synapses = b2.Synapses(*groups, model=traces, on_pre=on_pre, on_post=on_post)
        synapses.connect()
        synapses.w = 0.5
        network = b2.Network(*groups, synapses)
        network.run((max([0.0, *pre, *post]) + 2.0) * b2.ms)
        return float(synapses.w[0]) - 0.5

    return change


def brian2_documented() -> Callable[..., float]:
    """`on_pre` marks its trace and reads the other; `on_post` likewise; w clipped to 0..1."""
    return brian2_stdp("x += 0.01; w = clip(w + y, 0, 1)", "y -= 0.0105; w = clip(w + x, 0, 1)")


def brian2_nearest() -> Callable[..., float]:
    """The same, where a spike sets its trace."""
    return brian2_stdp("x = 0.01; w = clip(w + y, 0, 1)", "y = -0.0105; w = clip(w + x, 0, 1)")


def pynn_stdp(backend: str, dendritic: float, **setup: Any) -> Callable[..., float]:
    """SpikePairRule, additive, steps and delay of 1 ms; a share `dendritic` of the delay is that.

    PyNN needs a cell that fires by itself: each post spike is forced by a strong pulse. Weights are
    tiny, so that no pre spike does it; what is told is a share of w_max.
    """
    from importlib import import_module

    sim = import_module(f"pyNN.{backend}")

    def change(pre: Any, post: Any) -> float:
        end = np.ceil(max([0.0, *pre, *post])) + 500.0
        sim.setup(timestep=1.0, min_delay=1.0, **setup)
        source, force = (
            sim.Population(1, sim.SpikeSourceArray(spike_times=np.round(times) + late))
            for times, late in (([*pre, end], 3.0 + dendritic), (post, 2.0))
        )
        cell = sim.Population(1, sim.IF_curr_exp(tau_syn_E=0.5, tau_refrac=1.0, v_thresh=-50.0))
        everyone = sim.AllToAllConnector()
        sim.Projection(force, cell, everyone, sim.StaticSynapse(weight=60.0, delay=1.0))
        rule = sim.STDPMechanism(
            timing_dependence=sim.SpikePairRule(A_plus=0.01, A_minus=0.0105),
            weight_dependence=sim.AdditiveWeightDependence(w_min=0.0, w_max=1e-3),
            weight=5e-4,
            delay=1.0,
            dendritic_delay_fraction=dendritic,
        )
        plastic = sim.Projection(source, cell, everyone, rule)
        sim.run(end + 10.0)
        w = float(plastic.get("weight", format="array")[0, 0])
        sim.end()
        return round((w - 5e-4) / 1e-3, 9)

    return change


def pynn_on_nest() -> Callable[..., float]:
    """NEST's back end, on the grid, where a delay is dendritic."""
    return pynn_stdp("nest", 1.0, spike_precision="on_grid", verbosity="error")


def pynn_on_brian2() -> Callable[..., float]:
    """Brian2's back end, where a delay is axonal: it is taken off the pre spikes."""
    import brian2 as b2

    b2.prefs.codegen.target = "numpy"
    b2.BrianLogger.log_level_error()
    return pynn_stdp("brian2", 0.0)


def spikingjelly_stdp() -> Callable[..., float]:
    """STDPLearner on a 1 x 1 linear layer, taus of 20 steps, f_pre = 0.02 and f_post = 0.01."""
    import torch
    from spikingjelly.activation_based import learning

    def change(pre: Any, post: Any) -> float:
        layer, out = torch.nn.Linear(1, 1, bias=False), torch.nn.Identity()
        learner = learning.STDPLearner(
            "s", layer, out, 20.0, 20.0, f_pre=lambda w: 0.02 + 0 * w, f_post=lambda w: 0.01 + 0 * w
        )
        dw = 0.0
        with torch.no_grad():
            for i, j in zip(*grid(pre, post), strict=True):
                layer(torch.tensor([[float(i)]]))
                out(torch.tensor([[float(j)]]))
                dw += float(learner.step(on_grad=False))
        return dw

    return change


def bindsnet_stdp(rule: str = "PostPre") -> Callable[..., float]:
    """A rule of BindsNET between an input and clamped LIF nodes, dt = 1 ms, traces of 20 ms."""
    import torch
    from bindsnet import learning
    from bindsnet.network import Network
    from bindsnet.network.nodes import Input, LIFNodes
    from bindsnet.network.topology import Connection

    def change(pre: Any, post: Any) -> float:
        network = Network(dt=1.0, learning=True)
        source = Input(n=1, traces=True, tc_trace=20.0)
        target = LIFNodes(n=1, traces=True, tc_trace=20.0, thresh=1e9, refrac=0)
        network.add_layer(source, "X")
        network.add_layer(target, "Y")
        w = torch.tensor([[0.5]])
        chosen = getattr(learning, rule)
        connection = Connection(
            source, target, w=w, update_rule=chosen, nu=(0.0105, 0.01), wmin=0.0, wmax=1.0
        )
        network.add_connection(connection, "X", "Y")
        i, j = (torch.tensor(train).view(-1, 1) for train in grid(pre, post))
        network.run({"X": i.view(-1, 1, 1).byte()}, time=len(i), clamp={"Y": j})
        return float(connection.w) - 0.5

    return change


def norse_stdp() -> Callable[..., float]:
    """stdp_step_linear with its defaults, but eta_minus = 0.002, and dt = 1 ms."""
    import torch
    from norse.torch.functional import stdp

    def change(pre: Any, post: Any) -> float:
        w, zero = torch.tensor([[0.5]], dtype=torch.float64), torch.zeros(1, 1)
        state, rule = stdp.STDPState(zero, zero), stdp.STDPParameters(eta_minus=0.002)
        for i, j in zip(*grid(pre, post), strict=True):
            z_pre, z_post = torch.tensor([[float(i)]]), torch.tensor([[float(j)]])
            w, state = stdp.stdp_step_linear(z_pre, z_post, w, state, rule, dt=0.001)
        return float(w) - 0.5

    return change


def lava_stdp() -> Callable[..., float]:
    """STDPLoihi in the floating-point model, with A_plus = 2 and A_minus = -1."""
    from lava.magma.core.run_conditions import RunSteps
    from lava.magma.core.run_configs import Loihi2SimCfg
    from lava.proc.dense.process import LearningDense
    from lava.proc.io.source import RingBuffer
    from lava.proc.learning_rules.stdp_learning_rule import STDPLoihi

    def change(pre: Any, post: Any) -> float:
        rule = STDPLoihi(0.01, A_plus=2, A_minus=-1, tau_plus=20, tau_minus=20, t_epoch=1)
        source, force = (RingBuffer(data=train[None].astype(int)) for train in grid(pre, post))
        plastic = LearningDense(weights=np.array([[50.0]]), learning_rule=rule)
        source.s_out.connect(plastic.s_in)
        force.s_out.connect(plastic.s_in_bap)
        steps = RunSteps(num_steps=source.data.get().shape[1])
        plastic.run(condition=steps, run_cfg=Loihi2SimCfg(select_tag="floating_pt"))
        w = float(plastic.weights.get()[0, 0])
        plastic.stop()
        return w - 50.0

    return change


# --- Neurons: simulation(current, dt) -> (spikes, v) ----------------------------------------------


def nest_neuron(model: str, **parameters: Any) -> Callable[..., Any]:
    """A neuron of NEST under a step current; the two steps that the current is late are cut off."""
    import nest

    nest.verbosity = nest.VerbosityLevel.ERROR

    def simulation(current: Any, dt: float) -> Any:
        nest.ResetKernel()
        nest.resolution = dt
        cell = nest.Create(model, params=parameters)
        times = dt * np.arange(1, len(current) + 1)
        drive = {"amplitude_times": times, "amplitude_values": current}
        nest.Connect(
            nest.Create("step_current_generator", params=drive), cell, syn_spec={"delay": dt}
        )
        meter = nest.Create("multimeter", params={"record_from": ["V_m"], "interval": dt})
        recorder = nest.Create("spike_recorder")
        nest.Connect(meter, cell, syn_spec={"delay": dt})
        nest.Connect(cell, recorder, syn_spec={"delay": dt})
        nest.Simulate(dt * (len(current) + 3))
        return recorder.events["times"] - 2 * dt, meter.events["V_m"][2:][: len(current)]

    return simulation


def brian2_neuron(method: str) -> Callable[..., Any]:
    """The LIF of Brian2's documentation, threshold v > 1, reset to 0, 2 ms refractory."""
    import brian2 as b2

    b2.prefs.codegen.target = "numpy"
    b2.BrianLogger.suppress_name("method_choice")

    def simulation(current: Any, dt: float) -> Any:
        b2.start_scope()
        b2.defaultclock.dt = dt * b2.ms
        drive = b2.TimedArray(current, dt=dt * b2.ms)
        cell = b2.NeuronGroup(
            1,
            "dv/dt = (drive(t) - v) / (20*ms) : 1 (unless refractory)",
            threshold="v > 1",
            reset="v = 0",
            refractory=2 * b2.ms,
            method=method,
            namespace={"drive": drive},
        )
        v = b2.StateMonitor(cell, "v", record=True, when="end")
        spikes = b2.SpikeMonitor(cell)
        b2.Network(cell, v, spikes).run(len(current) * dt * b2.ms)
        return np.asarray(spikes.t / b2.ms), np.asarray(v.v[0])

    return simulation


def snntorch_leaky(reset: str) -> Callable[..., Any]:
    """Leaky(beta=0.95), a step a step: it takes no dt."""
    import snntorch
    import torch

    def simulation(current: Any, dt: float) -> Any:
        cell = snntorch.Leaky(beta=0.95, reset_mechanism=reset)
        u, spikes, v = cell.init_leaky(), [], []
        for one in current:
            spike, u = cell(torch.tensor([one]), u)
            spikes.append(float(spike))
            v.append(float(u))
        return spikes, v

    return simulation


def norse_lif() -> Callable[..., Any]:
    """lif_feed_forward_step, without its synaptic current's decay: tau_syn_inv = 1 / dt."""
    import torch
    from norse.torch.functional.lif import LIFFeedForwardState, LIFParameters, lif_feed_forward_step

    def simulation(current: Any, dt: float) -> Any:
        seconds = dt / 1000
        cell = LIFParameters(tau_syn_inv=torch.tensor(1 / seconds, dtype=torch.float64))
        zero = torch.zeros(1, dtype=torch.float64)
        state, spikes, v = LIFFeedForwardState(zero, zero), [], []
        for one in current:
            drive = torch.tensor([one], dtype=torch.float64)
            spike, state = lif_feed_forward_step(drive, state, cell, dt=seconds)
            spikes.append(float(spike))
            v.append(float(state.v))
        return spikes, v

    return simulation


def nengo_lif() -> Callable[..., Any]:
    """nengo.LIF with its defaults; its voltage is between 0 and 1."""
    import nengo

    def simulation(current: Any, dt: float) -> Any:
        cell, spikes, v = nengo.LIF(), [], []
        out, state = np.zeros(1), {"voltage": np.zeros(1), "refractory_time": np.zeros(1)}
        for one in current:
            cell.step(dt / 1000, np.array([one]), out, **state)
            spikes.append(bool(out[0] > 0))
            v.append(float(state["voltage"][0]))
        return spikes, v

    return simulation


def spikingjelly_lif() -> Callable[..., Any]:
    """LIFNode with its defaults (tau = 2 steps), a step a step."""
    import torch
    from spikingjelly.activation_based import neuron

    def simulation(current: Any, dt: float) -> Any:
        cell, spikes, v = neuron.LIFNode(), [], []
        with torch.no_grad():
            for one in current:
                spikes.append(float(cell(torch.tensor([one], dtype=torch.float64))))
                v.append(float(cell.v))
        return spikes, v

    return simulation


def bindsnet_lif() -> Callable[..., Any]:
    """LIFNodes with its defaults (tc_decay 100 ms, 5 ms refractory)."""
    import torch
    from bindsnet.network.nodes import LIFNodes

    def simulation(current: Any, dt: float) -> Any:
        cell, spikes, v = LIFNodes(n=1), [], []
        cell.compute_decays(dt)
        cell.set_batch_size(1)
        for one in current:
            cell.forward(torch.tensor([[float(one)]]))
            spikes.append(float(cell.s))
            v.append(float(cell.v))
        return spikes, v

    return simulation


def brainpy_lif() -> Callable[..., Any]:
    """The LIF of `brainpy.state`, tau_m 20 ms, all else its own."""
    import brainpy
    import brainstate
    import brainunit
    import jax.numpy as jnp

    def simulation(current: Any, dt: float) -> tuple[Any, Any]:
        with brainstate.environ.context(dt=dt * brainunit.ms):
            cell = brainpy.state.LIF(1, tau=20.0 * brainunit.ms)
            brainstate.nn.init_all_states(cell)

            def step(one: Any) -> tuple[Any, Any]:
                return cell(one * brainunit.mA), cell.V.value / brainunit.mV

            spikes, v = brainstate.transform.for_loop(step, jnp.asarray(current, jnp.float32))
        return np.asarray(spikes).ravel() > 0, np.asarray(v).ravel()

    return simulation


def sinabs_lif(layer: str = "LIF", **given: Any) -> Callable[..., Any]:
    """A layer of one neuron with tau_mem = 20 steps, all at once: it takes no dt."""
    import torch
    from sinabs import layers

    if layer == "LIFRecurrent":  # with a connection to itself of weight 0
        given["rec_connect"] = torch.nn.Linear(1, 1, bias=False)
        torch.nn.init.zeros_(given["rec_connect"].weight)

    def simulation(current: Any, dt: float) -> Any:
        cell = getattr(layers, layer)(tau_mem=20.0, record_states=True, **given)
        with torch.no_grad():
            spikes = cell(torch.tensor(np.asarray(current, np.float32)).view(1, -1, 1))
        return spikes.flatten().numpy(), cell.recordings["v_mem"].flatten().numpy()

    return simulation


def sinabs_reset_to() -> Callable[..., Any]:
    """A LIF with `MembraneReset(-0.5)`."""
    from sinabs.activation import MembraneReset

    return sinabs_lif(reset_fn=MembraneReset(-0.5))


# --- surrogates: f(u, upstream) -> (spikes, gradient) ---------------------------------------------


def by_autograd(spike: Callable[[Any], Any]) -> Callable[..., Any]:
    """A spike function of PyTorch's, of the potential above the threshold, and its gradient."""

    def gradient(u: Any, upstream: Any) -> tuple[Any, Any]:
        import torch

        above = torch.tensor(np.asarray(u, np.float32), requires_grad=True)
        spikes = spike(above)
        spikes.backward(torch.tensor(np.asarray(upstream, np.float32)).expand_as(spikes))
        return spikes.detach().numpy(), above.grad.numpy()

    return gradient


def snntorch_surrogate(name: str, **given: float) -> Callable[..., Any]:
    """One of `snntorch.surrogate`, made by its lower-case name."""
    from snntorch import surrogate

    return by_autograd(getattr(surrogate, name)(**given))


def norse_surrogate(method: str) -> Callable[..., Any]:
    """`norse.torch.functional.threshold.threshold`, with an alpha of 100, as its LIF has it."""
    import torch
    from norse.torch.functional.threshold import threshold

    return by_autograd(lambda u: threshold(u, method, torch.as_tensor(100.0)))


def spikingjelly_surrogate(name: str) -> Callable[..., Any]:
    """One of `spikingjelly.activation_based.surrogate`, with its own defaults."""
    from spikingjelly.activation_based import surrogate

    return by_autograd(getattr(surrogate, name)())


def sinabs_surrogate(name: str) -> Callable[..., Any]:
    """One of `sinabs.activation`, with its own defaults, behind a threshold of 1."""
    import torch
    from sinabs import activation

    backward, one = getattr(activation, name)(), torch.tensor(1.0)
    return by_autograd(lambda u: activation.SingleSpike.apply(u + 1, one, backward))


def braintools_surrogate(name: str) -> Callable[..., Any]:
    """One of `braintools.surrogate`, of which `brainpy.state` makes its spikes."""
    import jax
    from braintools import surrogate

    def gradient(u: Any, upstream: Any) -> tuple[Any, Any]:
        spikes, back = jax.vjp(getattr(surrogate, name), np.asarray(u, np.float32))
        return np.asarray(spikes), np.asarray(back(np.asarray(upstream, np.float32))[0])

    return gradient


# --- encoders: f(values) -> (steps, n), values from 0 to 1 ----------------------------------------


def of_tensor(encode: Callable[[Any], Any]) -> Callable[..., Any]:
    """An encoder of PyTorch's, for values in an array; its dice fall as they did for the table."""
    import torch

    torch.manual_seed(0)

    def spikes(values: Any) -> Any:
        return encode(torch.tensor(np.asarray(values, np.float32))).numpy()

    return spikes


def snntorch_encoder(name: str) -> Callable[..., Any]:
    """`snntorch.spikegen`, 100 steps."""
    from snntorch import spikegen

    return of_tensor(lambda values: getattr(spikegen, name)(values, num_steps=100))


def bindsnet_encoder(name: str) -> Callable[..., Any]:
    """`bindsnet.encoding`, 250 steps of 1 ms; for `poisson` 1 is 100 Hz."""
    from bindsnet import encoding

    scale = {"poisson": 100.0}.get(name, 1.0)
    return of_tensor(lambda values: getattr(encoding, name)(scale * values, time=250))


def norse_encoder() -> Callable[..., Any]:
    """`poisson_encode`, 100 steps, with its own f_max of 100 Hz and dt of 1 ms."""
    from norse.torch.functional.encode import poisson_encode

    return of_tensor(lambda values: poisson_encode(values, 100))


def spikingjelly_encoder(name: str) -> Callable[..., Any]:
    """Its encoders with a memory, 100 steps, reset before each call."""
    from spikingjelly.activation_based import encoding, functional

    made = getattr(encoding, name)(*([100] if name == "LatencyEncoder" else []))

    def encode(values: Any) -> Any:
        import torch

        functional.reset_net(made)
        return torch.stack([made(values) for _ in range(100)])

    return of_tensor(encode)


def braintools_latency() -> Callable[..., Any]:
    """`LatencyEncoder`, linear, 100 steps, which it keeps to where it normalises."""
    import brainstate
    import braintools
    import brainunit

    brainstate.environ.set(dt=1.0 * brainunit.ms)
    made = braintools.LatencyEncoder(method="linear", normalize=True)
    return lambda values: np.asarray(made(np.asarray(values, np.float32), 100))


def sinabs_encoder(name: str) -> Callable[..., Any]:
    """Its layers that make spikes, 100 steps: of an image from 0 to 1, of a signal a step long."""
    from sinabs import layers

    if name == "Img2SpikeLayer":
        return of_tensor(lambda values: layers.Img2SpikeLayer(values.shape, norm=1.0)(values))
    return of_tensor(lambda values: layers.Sig2SpikeLayer(len(values), 100)(values[:, None]))


# --- conversions: ann(x), snn(x) -> the layers; models: model(sample) -> answer -------------------


def dense() -> Any:
    """Three layers of ReLUs, 8 to 30 to 20 to 5, as PyTorch draws them."""
    import torch
    from torch.nn import Linear, ReLU, Sequential

    torch.manual_seed(0)
    return Sequential(Linear(8, 30), ReLU(), Linear(30, 20), ReLU(), Linear(20, 5), ReLU())


def heard(net: Any, x: Any, kind: type, steps: int = 0) -> list[Any]:
    """What the modules of a kind give for x, or in the mean of so many steps of it."""
    import torch

    seen: list[Any] = []
    hooks = [
        each.register_forward_hook(lambda _, __, out: seen.append(out.detach()))
        for each in net.modules()
        if isinstance(each, kind)
    ]
    with torch.no_grad():
        net(torch.tensor(np.asarray(x, np.float32)).expand(steps or 1, -1))
    for each in hooks:
        each.remove()
    return [out.mean(0).numpy() for out in seen]


def sinabs_conversion(steps: int = 100, **given: Any) -> tuple[Callable[..., Any], ...]:
    """`from_model`, 100 steps of the same input."""
    import torch
    from sinabs.from_torch import from_model
    from sinabs.layers import StatefulLayer

    net = dense()
    made = from_model(net, num_timesteps=steps, **given)

    def snn(x: Any) -> list[Any]:
        made.reset_states()
        return heard(made.spiking_model, x, StatefulLayer, steps)

    return lambda x: heard(net, x, torch.nn.ReLU), snn


def sinabs_reset(layer: str) -> Callable[..., Any]:
    """`sinabs.reset_states` before each sample, 4 inputs to 6 neurons."""
    import sinabs
    import torch
    from sinabs import layers

    torch.manual_seed(0)
    given = {"rec_connect": torch.nn.Linear(6, 6)} if layer == "LIFRecurrent" else {}
    spiking = getattr(layers, layer)(tau_mem=20.0, **given)
    net = torch.nn.Sequential(torch.nn.Linear(4, 6), spiking)

    def model(sample: Any) -> Any:
        sinabs.reset_states(net)
        with torch.no_grad():
            return net(8 * torch.tensor(sample)[None])[0].sum(0).numpy()

    return model


class Tool(NamedTuple):
    """One row: a rule, a neuron, a surrogate or an encoder of somebody's."""

    name: str  # as in the table
    package: str  # whose version is told
    what: str  # a key of COLUMNS
    make: Callable[[], Any]


def _nest(model: str, **parameters: Any) -> Tool:
    return Tool(f"NEST {model}", "nest-simulator", "stdp", lambda: nest_stdp(model, **parameters))


ADDITIVE = {"mu_plus": 0.0, "mu_minus": 0.0, "Wmax": 1.0, "alpha": 1.05}  # A_minus = 1.05 A_plus


TOOLS = (
    _nest("stdp_synapse", **ADDITIVE),
    _nest("stdp_nn_symm_synapse", **ADDITIVE),
    _nest("stdp_nn_restr_synapse", **ADDITIVE),
    _nest("stdp_nn_pre_centered_synapse", **ADDITIVE),
    _nest("stdp_pl_synapse_hom"),
    _nest("stdp_triplet_synapse", Wmax=1.0),
    Tool("Brian2 documented STDP", "brian2", "stdp", brian2_documented),
    Tool("Brian2 nearest STDP", "brian2", "stdp", brian2_nearest),
    Tool("PyNN SpikePairRule on NEST", "pynn", "stdp", pynn_on_nest),
    Tool("PyNN SpikePairRule on Brian2", "pynn", "stdp", pynn_on_brian2),
    Tool("SpikingJelly STDPLearner", "spikingjelly", "stdp", spikingjelly_stdp),
    Tool("BindsNET PostPre", "bindsnet", "stdp", bindsnet_stdp),
    Tool("BindsNET WeightDependentPostPre", "bindsnet", "stdp",
         lambda: bindsnet_stdp("WeightDependentPostPre")),
    Tool("Norse stdp_step_linear", "norse", "stdp", norse_stdp),
    Tool("Lava STDPLoihi", "lava-nc", "stdp", lava_stdp),
    Tool("NEST iaf_psc_delta", "nest-simulator", "neuron", lambda: nest_neuron("iaf_psc_delta")),
    Tool("Brian2 LIF, exact", "brian2", "neuron", lambda: brian2_neuron("exact")),
    Tool("Brian2 LIF, euler", "brian2", "neuron", lambda: brian2_neuron("euler")),
    Tool("snnTorch Leaky, subtract", "snntorch", "neuron", lambda: snntorch_leaky("subtract")),
    Tool("snnTorch Leaky, zero", "snntorch", "neuron", lambda: snntorch_leaky("zero")),
    Tool("Norse LIF", "norse", "neuron", norse_lif),
    Tool("Nengo LIF", "nengo", "neuron", nengo_lif),
    Tool("SpikingJelly LIFNode", "spikingjelly", "neuron", spikingjelly_lif),
    Tool("BindsNET LIFNodes", "bindsnet", "neuron", bindsnet_lif),
    Tool("brainpy.state LIF", "brainpy-state", "neuron", brainpy_lif),
    Tool("Sinabs LIF", "sinabs", "neuron", sinabs_lif),
    Tool("Sinabs LIF, MembraneReset(-0.5)", "sinabs", "neuron", sinabs_reset_to),
    Tool("Sinabs LIFRecurrent", "sinabs", "neuron", partial(sinabs_lif, "LIFRecurrent")),
    *(
        Tool(f"snnTorch {name}", "snntorch", "surrogate", partial(snntorch_surrogate, name))
        for name in (
            *("fast_sigmoid", "atan", "sigmoid", "triangular", "straight_through_estimator"),
            *("spike_rate_escape", "SFS"),
        )
    ),
    *(
        Tool(f"Norse {method}", "norse", "surrogate", partial(norse_surrogate, method))
        for method in ("super", "tanh", "triangle", "circ", "heavi_erfc")
    ),
    *(
        Tool(f"SpikingJelly {name}", "spikingjelly", "surrogate",
             partial(spikingjelly_surrogate, name))
        for name in ("Sigmoid", "ATan", "SoftSign", "PiecewiseQuadratic", "PiecewiseLeakyReLU")
    ),
    *(
        Tool(f"braintools {name}", "braintools", "surrogate", partial(braintools_surrogate, name))
        for name in ("sigmoid", "arctan", "relu_grad", "gaussian_grad", "piecewise_leaky_relu")
    ),
    *(
        Tool(f"Sinabs {name}", "sinabs", "surrogate", partial(sinabs_surrogate, name))
        for name in (
            *("SingleExponential", "Gaussian", "MultiGaussian", "PeriodicExponential", "Heaviside"),
        )
    ),
    Tool("snnTorch rate", "snntorch", "encoder", partial(snntorch_encoder, "rate")),
    Tool("snnTorch latency", "snntorch", "encoder", partial(snntorch_encoder, "latency")),
    Tool("BindsNET poisson", "bindsnet", "encoder", partial(bindsnet_encoder, "poisson")),
    Tool("BindsNET bernoulli", "bindsnet", "encoder", partial(bindsnet_encoder, "bernoulli")),
    Tool("BindsNET rank_order", "bindsnet", "encoder", partial(bindsnet_encoder, "rank_order")),
    Tool("Norse poisson_encode", "norse", "encoder", norse_encoder),
    Tool("SpikingJelly PoissonEncoder", "spikingjelly", "encoder",
         partial(spikingjelly_encoder, "PoissonEncoder")),
    Tool("SpikingJelly LatencyEncoder", "spikingjelly", "encoder",
         partial(spikingjelly_encoder, "LatencyEncoder")),
    Tool("braintools LatencyEncoder", "braintools", "encoder", braintools_latency),
    Tool("Sinabs Img2SpikeLayer", "sinabs", "encoder", partial(sinabs_encoder, "Img2SpikeLayer")),
    Tool("Sinabs Sig2SpikeLayer", "sinabs", "encoder", partial(sinabs_encoder, "Sig2SpikeLayer")),
    Tool("Sinabs from_model", "sinabs", "conversion", sinabs_conversion),
    Tool("Sinabs reset_states, LIF", "sinabs", "model", partial(sinabs_reset, "LIF")),
    Tool("Sinabs reset_states, LIFRecurrent", "sinabs", "model",
         partial(sinabs_reset, "LIFRecurrent")),
)  # fmt: skip


def examined(tool: Tool) -> verify.Report:
    """The report on a tool that is installed here."""
    if tool.what == "encoder":
        return verify.encoder(tool.make(), np.linspace(0.0, 1.0, 9), seconds=None)
    samples = np.random.default_rng(0).random((40, 8)).astype(np.float32)
    if tool.what == "conversion":
        return verify.conversion(*tool.make(), samples, seconds=None)
    if tool.what == "model":
        trains = samples.reshape(8, 10, 4)  # ten steps of four inputs
        return verify.independent(tool.make(), trains, seconds=None)
    examine = {"stdp": verify.stdp, "neuron": verify.neuron, "surrogate": verify.surrogate}
    return examine[tool.what](tool.make(), seconds=None)  # NEST works in the main thread only


def version(tool: Tool) -> str | None:
    """The installed version of a tool's package; None without it."""
    try:
        return importlib.metadata.version(tool.package)
    except importlib.metadata.PackageNotFoundError:
        return None


HEAD = """# What other tools' rules, neurons, surrogates, encoders and conversions are

Each row was found out from outside, by the experiments of `snn_edu.verify`, with the adapter of
some ten lines in `notebooks/simulators.py`. `python notebooks/simulators.py "NAME"` examines one of
them again, and prints the whole report; without a name it renews the rows of all tools that are
installed. *Ties*: what a pair at the same time is worth: nothing, LTP, LTD, or both, where traces
jump before they are read. *Meets at*: the delta_t at which LTP and LTD meet, in ms; below 0 there
is a dendritic delay. *Grid*: the step, in ms, that spike times are rounded to; 0: none. On a grid
a tie that counts and a delay of one step look alike. What is under *to know* is no judgement: a
tool may do that on purpose, and say so. Each row is measured in an environment of its own: Brian2
2.9 does not run with NumPy 2.4, nor Lava 0.10 with Python 3.11.

Of a surrogate: its family and slope, how far from the threshold it still says something (*silent
below*, *above*), and whether a neuron that learns by it *wakes* from silence and *comes down* from
a spike in each step. Of an encoder: its code, spikes a value, the CV of its intervals beside that
of chance, and the largest value that is still silent. Of a conversion of a network of three layers:
the share of samples with the same largest output, and of each layer the activation that a spike a
step stands for. Of a model that is reset before each sample: what is left of earlier ones.
"""
COLUMNS = {
    "stdp": ("pairing", "same_step", "A_plus", "A_minus", "tau_plus", "tau_minus", "shift", "grid"),
    "neuron": (
        *("integration", "tau", "v_threshold", "comparison", "reset", "t_ref"),
        *("while_refractory", "label"),
    ),
    "surrogate": ("family", "slope", "peak", "dead_below", "dead_above", "wakes", "comes_down"),
    "encoder": ("code", "per_value", "cv", "cv_by_chance", "silent_to"),
    "conversion": ("steps", "agree", "scales"),
    "model": ("left",),
}
TITLES = {
    "stdp": "| STDP | version | pairs | ties | A_plus | A_minus | tau_plus | tau_minus | meets at "
    "| grid | to know |",
    "neuron": "| neuron | version | integration | tau (ms) | threshold | at it | reset "
    "| t_ref (ms) | input meanwhile | a spike's time | to know |",
    "surrogate": "| surrogate | version | family | slope | largest | silent below | silent above "
    "| wakes | comes down | to know |",
    "encoder": "| encoder | version | code | spikes a value | CV | by chance | silent to "
    "| to know |",
    "conversion": "| conversion | version | steps | same answer | scales | to know |",
    "model": "| reset before each sample | version | what is left | to know |",
}


def line(tool: Tool, told: str, report: verify.Report) -> str:
    """The row of the page for a report."""

    def cell(value: Any) -> str:
        if value is None or value != value or value == math.inf:
            return ""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, list):
            return ", ".join(map(cell, value))
        return f"{value:.4g}" if isinstance(value, int | float) else str(value).replace("_", " ")

    notes = list(report.faults)
    if tool.what == "stdp":
        notes += ["three spikes act together"] * report.triplet + ["random"] * report.stochastic
        notes += ["soft bounds"] * any("soft bounds" in each for each in report.remarks)
        notes += ["grows with the weight"] * any("grows with" in each for each in report.remarks)
        notes += ["ties in trains fit no scheme"] * any("fit no sch" in u for u in report.unknown)
    if tool.what == "neuron":
        notes += ["silent for a step more or less"] * any("one step" in r for r in report.remarks)
        notes += ["moves without a current"] * any("Without a" in each for each in report.remarks)
    notes += ["several spikes a step"] * any("several spikes" in each for each in report.remarks)
    cells = [cell(report.values.get(name)) for name in COLUMNS[tool.what]]
    return f"| {' | '.join([tool.name, told, *cells, ', '.join(notes)])} |"


def page(rows: dict[str, str]) -> str:
    """The page with these rows, by the name of the tool."""
    parts = [HEAD]
    for what, title in TITLES.items():
        columns = title.count("|") - 1
        lines = [rows[tool.name] for tool in TOOLS if tool.what == what and tool.name in rows]
        parts.append("\n".join([title, "|" + "---|" * columns, *lines]) + "\n")
    return "\n".join(parts)


def stored() -> dict[str, str]:
    """The rows that the page has now."""
    lines = PAGE.read_text(encoding="utf-8").splitlines() if PAGE.exists() else []
    names = {tool.name for tool in TOOLS}
    rows = {each.split("|")[1].strip(): each for each in lines if each.startswith("| ")}
    return {name: row for name, row in rows.items() if name in names}


def main(asked: str = "") -> None:
    """Examine all installed tools whose name has `asked` in it, and renew their rows."""
    rows = stored()
    installed = [(tool, told) for tool in TOOLS if (told := version(tool)) is not None]
    chosen = [(tool, told) for tool, told in installed if asked in tool.name]
    if not chosen:
        sys.exit(f"No tool that is installed here has {asked!r} in its name.")
    for tool, told in chosen:
        report = examined(tool)
        rows[tool.name] = line(tool, told, report)
        print(f"{tool.name} {told}\n{report}" if asked else rows[tool.name])
        PAGE.write_text(page(rows), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:2])
