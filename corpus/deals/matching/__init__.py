"""Which reports tell the same deal, decided by rules alone."""
