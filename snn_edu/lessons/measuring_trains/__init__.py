"""What the lesson measuring_trains draws and asks."""
