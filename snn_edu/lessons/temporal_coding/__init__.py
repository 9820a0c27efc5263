"""What the lesson temporal_coding draws and asks."""
