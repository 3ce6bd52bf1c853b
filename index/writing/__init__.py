"""Answering with a chat model: the prompt, the stream, and strangers' text made harmless."""
