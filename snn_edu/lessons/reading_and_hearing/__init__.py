"""What the lesson reading_and_hearing draws and asks."""
