"""Tests of `index.checking`."""
