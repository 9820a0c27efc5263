"""Studies: published networks rebuilt, run and measured, for several lessons."""
