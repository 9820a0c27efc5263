"""What the lesson needle_in_noise draws and asks."""
