"""Export: a network leaves in a file that another simulator runs, spike for spike.

`to_nest` and `to_brian2` give a `Script`, a text with its arrays beside it; `to_nir` gives a graph
of the Neuromorphic Intermediate Representation, and `from_nir` reads one. What cannot be said, or
read, is refused in a sentence, never left out.
"""

from snn_edu.export.brian2 import to_brian2
from snn_edu.export.nest import to_nest
from snn_edu.export.nir import to_nir
from snn_edu.export.nir_reading import NIRNetwork, from_nir
from snn_edu.export.script import Script

__all__ = ["NIRNetwork", "Script", "from_nir", "to_brian2", "to_nest", "to_nir"]
__dir__ = __all__.copy  # what Tab shows
