"""Tests of `index.asking`."""
