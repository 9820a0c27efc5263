"""What the lesson what_it_costs draws and asks."""
