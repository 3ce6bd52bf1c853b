"""Tests of `index.answering`."""
