"""Tests of `index.writing`."""
