"""What the lesson balanced_network draws and asks."""
