"""What the lesson beyond_lif draws and asks."""
