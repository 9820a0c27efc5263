"""What the lesson pattern_detected draws and asks."""
