"""What the lesson three_simulators draws and asks."""
