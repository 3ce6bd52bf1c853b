"""Wrong usage that only a command itself can see."""


class Wrong(Exception):
    """The arguments make no sense together; the message says what to type instead."""
