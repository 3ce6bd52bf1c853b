"""The memory of many threads, kept from growing with their number."""

import ctypes
import sys
from contextlib import suppress

#: As in glibc's malloc.h.
_M_ARENA_MAX = -8
ARENAS = 3


def share() -> None:
    """Makes threads share a few heaps, where the C library lets us say so; before many of them are there.

    By default glibc gives them eight a core. Each grows to what the largest answer made in it needed and never
    shrinks: a thousand questions later the process had twice the memory.
    """
    if sys.platform == "linux":
        with suppress(AttributeError):  # musl has one heap
            ctypes.CDLL(None).mallopt(_M_ARENA_MAX, ARENAS)
