"""The `snn-edu` command: get the lessons, open them, and find out what is missing."""
