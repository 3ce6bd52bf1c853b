"""Alerts put into words, in the language and the zone of the place that they go to."""
