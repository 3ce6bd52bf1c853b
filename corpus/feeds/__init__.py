"""Feeds: what they list, when to ask again, and the articles behind their entries."""
