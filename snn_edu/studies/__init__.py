"""Studies: published networks and experiments rebuilt, run and measured."""
