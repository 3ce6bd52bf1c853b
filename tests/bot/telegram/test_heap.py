import platform
import subprocess
import sys

import pytest

from bot.telegram import heap

#: Prints what glibc knows of its heaps, after many threads have needed memory at the same time.
_MANY_THREADS = """
import ctypes, sys
from threading import Barrier, Thread
from bot.telegram import heap

if sys.argv[1] == "shared":
    heap.share()
together = Barrier(20)

def work():
    together.wait()
    kept = [bytes(1000) for _ in range(1000)]
    together.wait()

threads = [Thread(target=work) for _ in range(20)]
for thread in threads: thread.start()
for thread in threads: thread.join()
libc = ctypes.CDLL(None)
libc.malloc_info(0, ctypes.c_void_p.in_dll(libc, "stdout"))
libc.fflush(None)
"""


def heaps(how: str) -> int:
    told = subprocess.run([sys.executable, "-c", _MANY_THREADS, how], capture_output=True, text=True, check=True)
    return told.stdout.count("<heap nr=")


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="the C library has one heap, or says nothing of them")
def test_many_threads_share_few_heaps() -> None:
    assert heaps("shared") <= heap.ARENAS
    assert heaps("by default") > heap.ARENAS


def test_what_is_there_to_stay_is_not_looked_through_again() -> None:
    code = "import gc\nfrom bot.telegram import heap\nkept = [[n] for n in range(1000)]\nheap.settle()\n"
    told = subprocess.run(
        [sys.executable, "-c", code + "print(gc.get_freeze_count() > 1000, len(gc.get_objects()) < 1000)"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout.split() == ["True", "True"]
