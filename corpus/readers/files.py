"""Files and folders -> articles, one at a time; what cannot be read is named and stops nothing."""

import logging
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from corpus.errors import CorpusError, Refused
from corpus.readers.documents import MAX_DOCUMENT_BYTES, read_html, read_markdown, read_text
from corpus.readers.feeds import MAX_FEED_BYTES, read_feed
from corpus.readers.reading import Reading, Unreadable
from corpus.readers.records import read_json, read_lines
from corpus.text import cleaning

__all__ = ["ENDINGS", "Reading", "Unreadable", "articles", "count"]

MAX_JSON_BYTES = 256_000_000

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Format:
    endings: tuple[str, ...]
    read: Callable[[bytes, str], Iterator[Reading]]
    #: A larger file is refused unread.
    limit_bytes: int


_FORMATS = (
    _Format((".md", ".markdown"), read_markdown, MAX_DOCUMENT_BYTES),
    _Format((".txt",), read_text, MAX_DOCUMENT_BYTES),
    _Format((".html", ".htm", ".xhtml"), read_html, MAX_DOCUMENT_BYTES),
    _Format((".json",), read_json, MAX_JSON_BYTES),
    _Format((".xml", ".rss", ".atom", ".rdf"), read_feed, MAX_FEED_BYTES),
)
_BY_ENDING = {ending: each for each in _FORMATS for ending in each.endings}
_LINE_ENDINGS = (".jsonl", ".ndjson")

#: The endings read, lower case; a file's may be written in any case.
ENDINGS = frozenset({*_BY_ENDING, *_LINE_ENDINGS})


def articles(path: Path) -> Iterator[Reading]:
    """The articles of a file, or of the files in a folder and those below it, in the order of their names.

    Holds one file in memory at a time, of JSON lines one line. In folders, hidden files and those with
    other endings are passed over; symbolic links are followed, each folder once. Raises nothing for
    what it finds: every fault is an `Unreadable`.
    """
    if not _is_folder(path):
        yield from _guarded(path)
        return
    nothing = True
    for found in _files(path):
        nothing = False
        if isinstance(found, Unreadable):
            yield found
        else:
            yield from _guarded(found)
    if nothing:
        yield Unreadable(_shown(path), f"no file in this folder can be read: wanted are {_wanted()}")


def count(path: Path) -> int:
    """How many files `articles` would open; lists folders, opens nothing."""
    return sum(isinstance(found, Path) for found in _files(path)) if _is_folder(path) else 1


def _files(folder: Path) -> Iterator[Path | Unreadable]:
    """Every file with a known ending, and the folders that could not be listed."""
    waiting: list[Path] = [folder]
    visited: set[tuple[int, int]] = set()
    while waiting:
        path = waiting.pop()
        try:
            if not _is_folder(path):
                yield path
                continue
            status = path.stat()
            if (status.st_dev, status.st_ino) in visited:
                continue  # a link that leads back
            visited.add((status.st_dev, status.st_ino))
            waiting.extend(reversed(_listed(path)))
        except OSError as error:
            yield Unreadable(_shown(path), _reason(error))


def _is_folder(path: Path) -> bool:
    return os.path.isdir(path)  # noqa: PTH112, Path.is_dir raises where a folder above it is closed to us


def _listed(folder: Path) -> list[Path]:
    """The folders and the files with a known ending directly in it, by name."""
    with os.scandir(folder) as entries:
        visible = [each for each in entries if not each.name.startswith(".")]
    wanted = [each for each in visible if _ending(each.name) in ENDINGS or each.is_dir()]
    return [Path(each.path) for each in sorted(wanted, key=lambda each: each.name)]


def _guarded(path: Path) -> Iterator[Reading]:
    origin = _shown(path)
    try:
        yield from _read(path, origin)
    except CorpusError as error:
        yield Unreadable(error.subject, error.reason)
    except OSError as error:
        yield Unreadable(origin, _reason(error))
    except Exception as error:  # a parser that trips over its input must not stop the files after it
        _log.debug("cannot parse %s", origin, exc_info=True)
        yield Unreadable(origin, f"cannot be parsed ({type(error).__name__}): is it what its ending says?")


def _read(path: Path, origin: str) -> Iterator[Reading]:
    ending = _ending(path.name)
    # Opening a named pipe would wait for ever.
    is_regular = stat.S_ISREG(path.stat().st_mode)
    if ending not in ENDINGS:
        raise Refused(origin, f"files ending in {ending or 'nothing'} are not read: wanted are {_wanted()}")
    if not is_regular:
        raise Refused(origin, "neither a file nor a folder")
    with path.open("rb") as handle:
        if ending in _LINE_ENDINGS:
            yield from read_lines(handle, origin)
        else:
            known = _BY_ENDING[ending]
            data = _within(known.limit_bytes, handle, origin)
            yield from known.read(data, origin)


def _within(limit_bytes: int, handle: BinaryIO, origin: str) -> bytes:
    size = os.fstat(handle.fileno()).st_size
    # One more than the limit: a file may grow while it is read.
    data = handle.read(limit_bytes + 1) if size <= limit_bytes else b""
    size = max(size, len(data))
    if size > limit_bytes:
        limit = f"{limit_bytes / 1e6:,.0f} MB"
        raise Refused(origin, f"{size / 1e6:,.1f} MB, over the limit of {limit} for its kind: split it")
    if size == 0:
        raise Refused(origin, "empty: there is nothing in the file")
    return data


def _ending(name: str) -> str:
    return os.path.splitext(name)[1].lower()  # noqa: PTH122, Path is 10 times slower over large folders


def _reason(error: OSError) -> str:
    match error:
        case FileNotFoundError():
            return "not found: check its name"
        case PermissionError():
            return "permission denied: make it readable for this user"
        case _:
            return f"cannot be read: {error.strerror or error}"


def _wanted() -> str:
    return " ".join(sorted(ENDINGS))


def _shown(path: Path) -> str:
    """A name as messages carry it: names may hold anything but `/` and NUL."""
    return cleaning.clean(os.fsencode(path).decode("utf-8", "replace"))
