"""Networks and experiments that a lesson is about: more than a model, less than a textbook."""
