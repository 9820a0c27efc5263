"""What a class knows: the test before and after a part, and what comes of it."""
