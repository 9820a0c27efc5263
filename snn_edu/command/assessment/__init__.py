"""What a class knows: the test before and after a part, what comes of it, and a paper exam."""
