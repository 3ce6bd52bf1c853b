"""Tests of `index.embedding`."""
