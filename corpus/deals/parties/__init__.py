"""Whom each sentence of an article names or refers to, and as what."""
