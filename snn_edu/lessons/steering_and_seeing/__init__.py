"""What the lesson steering_and_seeing draws and asks."""
