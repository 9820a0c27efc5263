"""What the lesson out_of_the_classroom draws and asks."""
