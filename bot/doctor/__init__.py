"""What `dealwire doctor` examines, one thing after the other, and how each is mended."""
