"""What the lesson many_synapses draws and asks."""
