"""Lesson 02, a neuron that fires: the neuron that its page writes, and one for you to measure."""

from snn_edu.lessons.neuron_that_fires.neurons import inject, my_neuron

__all__ = ["inject", "my_neuron"]
