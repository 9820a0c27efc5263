"""What the lesson leaky_bucket draws and asks."""
