"""The bundled embedding model, and the scripts that made it from upstream's weights."""
