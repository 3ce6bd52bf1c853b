"""Deals as they are kept: the rows of reports, what they add up to, ids that lead on."""
