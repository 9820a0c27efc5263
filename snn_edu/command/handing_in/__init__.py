"""What a class hands in, and whose it is."""
