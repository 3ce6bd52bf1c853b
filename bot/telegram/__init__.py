"""Dealwire on Telegram: updates in, a conversation's replies out. Nothing else knows Telegram."""
