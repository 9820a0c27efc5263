"""What the lesson repair_the_article draws and asks."""
