"""Tests of `bot.conversation.alerts`."""
