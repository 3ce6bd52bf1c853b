"""Texts that several publishers carry: which articles are copies of one another."""
