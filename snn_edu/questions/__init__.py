"""Questions: exercises and predictions that explain, and what the course says to an answer."""
