"""What is left of the last sample: the examiner, and what a row of answers shows."""
