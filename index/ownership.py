"""Which process owns the Chroma folder: a lock file, and beside it who holds it."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout


@dataclass(frozen=True)
class Owner:
    pid: int
    #: What it runs: "bot", "ingest", …
    command: str

    def __str__(self) -> str:
        return f"`dealwire {self.command}` (process {self.pid})"


class Ownership:
    """The right to open the Chroma folder: one process has it at a time, until it ends, however it ends."""

    def __init__(self, folder: Path, command: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = FileLock(folder / "chroma.lock")
        self._note = folder / "chroma.owner"
        self._command = command

    def take(self, wait_seconds: float = 0) -> bool:
        """True when this process is the owner now; False when another still is after `wait_seconds`."""
        try:
            self._lock.acquire(timeout=wait_seconds)
        except Timeout:
            return False
        self._note.write_text(json.dumps({"pid": os.getpid(), "command": self._command}))
        return True

    def release(self) -> None:
        if self._lock.is_locked:
            self._note.unlink(missing_ok=True)
            self._lock.release()

    def owner(self) -> Owner | None:
        """Who holds it, as far as the note beside the lock says."""
        try:
            note = json.loads(self._note.read_text())
            return Owner(int(note["pid"]), str(note["command"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None
