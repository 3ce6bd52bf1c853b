"""Tests of `bot.telegram.markup`."""
