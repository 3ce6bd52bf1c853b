"""Alerts in conversation: what is subscribed to, how it is changed, when alerts come, and why one did."""
