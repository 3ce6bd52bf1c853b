"""Turning texts into embeddings: by the bundled model or by a server's."""
