"""Tests of `corpus.deals`."""
