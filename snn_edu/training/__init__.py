"""Teaching a spiking network, and what it costs: the room of lessons 10 and 11."""
