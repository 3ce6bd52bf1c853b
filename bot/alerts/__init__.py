"""Alerts: what chats want to be told of, and what they are told, once."""
