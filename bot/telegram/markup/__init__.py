"""Replies as Telegram takes them: in its HTML, within its limits, with its keyboards."""
