"""People: the command line, the Telegram bot, subscriptions and alerts."""
