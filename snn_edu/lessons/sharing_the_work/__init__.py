"""What the lesson sharing_the_work draws and asks."""
