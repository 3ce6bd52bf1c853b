"""Tests, each beside the room it tests."""
