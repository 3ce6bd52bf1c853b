"""The memory of a process that lasts: kept from growing with its threads, and from stopping them."""

import ctypes
import gc
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


def settle() -> None:
    """What is in memory now is there to stay: to be called once all is read that answers need.

    Python's collector of garbage looks through all of it every few minutes, while no thread goes on: with the models'
    libraries, companies and vocabularies that took 150 ms each time.
    """
    gc.collect()
    gc.freeze()
