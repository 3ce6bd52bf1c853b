"""Exit codes, which people's scripts rely on."""

DONE = 0
FAILED = 1
WRONG_USAGE = 2
#: Or abstained.
NOTHING_FOUND = 3
