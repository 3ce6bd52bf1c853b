"""`dealwire bot` as a process of its own, drilled by many people at once."""
