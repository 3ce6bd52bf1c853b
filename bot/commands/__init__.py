"""The commands of `dealwire`, one a module, imported when typed."""
