"""Feeds of other projects' tests through our reader: no crash, no hang, and what feedparser finds is found.

    python -m tests.benchmarks.feed_parsing FOLDER

For each file: the entries that `corpus.feeds.listing` lists beside those of `feedparser.parse`, and what the files of
feedparser's own tests expect of titles, links, ids and dates in the line that begins with `Expect:`.
"""

import argparse
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import feedparser

from corpus.errors import Refused
from corpus.feeds import listing
from corpus.feeds.listing import Listed, Listing
from corpus.text import markup

_EXPECTED = re.compile(r"entries\[(\d+)\]\['(title|link|id|published_parsed)'\] == (u?'[^']*'|\([\d, ]+\))")
_SLOW_SECONDS = 2.0
_SHOWN = 15


@dataclass
class Figures:
    files: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    entries: int = 0
    #: That feedparser lists.
    wanted: int = 0
    #: Where the two differ.
    differ: list[str] = field(default_factory=list)
    expected: Counter[str] = field(default_factory=Counter)
    met: Counter[str] = field(default_factory=Counter)
    unmet: list[str] = field(default_factory=list)
    crashes: list[str] = field(default_factory=list)
    slow: list[str] = field(default_factory=list)
    seconds: float = 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    figures = Figures()
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        measure(path, folder, figures)
    report(figures)


def measure(path: Path, folder: Path, figures: Figures) -> None:
    content, name = path.read_bytes(), str(path.relative_to(folder))
    figures.files += 1
    began = time.perf_counter()
    found = Listing("", "")
    try:
        found = listing.read(content, _type(path), None, _place(content))
        figures.kinds[found.kind] += 1
        for entry in found.entries:
            _ = entry.text, entry.identity, entry.fingerprint, entry.page
    except Refused as error:
        figures.refused[error.reason] += 1
    except Exception as error:
        figures.crashes.append(f"{name}: {error!r}")
    seconds = time.perf_counter() - began
    figures.seconds += seconds
    figures.slow += [f"{name}: {seconds:.1f} s"] if seconds > _SLOW_SECONDS else []
    if path.suffix in (".xml", ".rss", ".atom"):
        _compare(content, name, found, figures)


def _compare(content: bytes, name: str, found: Listing, figures: Figures) -> None:
    wanted = len(feedparser.parse(content).entries)
    figures.entries += len(found.entries)
    figures.wanted += wanted
    if wanted != len(found.entries):
        figures.differ.append(f"{name}: {len(found.entries)} of {wanted}")
    for place, what, value in _expectations(content):
        figures.expected[what] += 1
        got = _got(found.entries, place, what)
        if got == value:
            figures.met[what] += 1
        else:
            figures.unmet.append(f"{name}: {what}: {got!r}, not {value!r}")


def _expectations(content: bytes) -> Iterator[tuple[int, str, object]]:
    line = re.search(rb"Expect:(.*)", content)
    for place, what, value in _EXPECTED.findall(line[1].decode("utf-8", "replace")) if line else ():
        if value.startswith("("):
            numbers = [int(part) for part in value.strip("()").split(",") if part.strip()]
            yield int(place), what, datetime(*numbers[:6], tzinfo=UTC)  # type: ignore[misc,arg-type]
        else:
            text = value.removeprefix("u").strip("'").encode().decode("unicode_escape")
            # Ours are text alone, and no link to an id that is none.
            yield int(place), what, markup.plain(text) if what == "title" else text


def _got(entries: tuple[Listed, ...], place: int, what: str) -> object:
    if place >= len(entries):
        return None
    entry = entries[place]
    return {"title": entry.title, "link": entry.url, "id": entry.id, "published_parsed": entry.published}[what]


def _place(content: bytes) -> str:
    """Where the file says that it was found, else where feedparser's tests find it."""
    header = re.search(rb"Header:\s*Content-Location:\s*(http\S+)", content)
    return header[1].decode("ascii", "replace") if header else "http://127.0.0.1:8097/feed"


def _type(path: Path) -> str:
    return {".json": "application/feed+json", ".html": "text/html"}.get(path.suffix, "application/xml")


def report(figures: Figures) -> None:
    print(f"{figures.files} files in {figures.seconds:.1f} s; crashes {len(figures.crashes)}, slow {len(figures.slow)}")
    print(f"read: {dict(figures.kinds)}; refused: {figures.refused.total()}")
    print(f"entries: {figures.entries} of feedparser's {figures.wanted}; files that differ: {len(figures.differ)}")
    for what, n in sorted(figures.expected.items()):
        print(f"expected {what}: {figures.met[what]} of {n}")
    for title in ("crashes", "slow", "differ", "unmet"):
        for line in getattr(figures, title)[:_SHOWN]:
            print(f"  {title}: {line}")


if __name__ == "__main__":
    main()
