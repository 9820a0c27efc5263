"""What each lesson draws, by the name of its notebook; what it asks, in ``<name>.questions``."""
