"""Checking what a chat model wrote: every claim against the passages it cites."""
