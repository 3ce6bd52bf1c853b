"""Answering from passages without a chat model: weighing sentences, choosing, refusing."""
