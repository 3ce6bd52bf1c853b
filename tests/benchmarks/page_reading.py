"""How well pages are read: `python -m tests.benchmarks.page_reading [FOLDER]`.

FOLDER holds pages (NAME.html) with what is true of them beside (NAME.json: url, title, text, published, author, source,
language, canonical). For each the words of the text found are compared with the true ones, ours beside trafilatura's.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corpus.web import pages

FOLDER = Path(__file__).parents[1] / "data" / "pages"
NOW = datetime(2026, 11, 23, tzinfo=UTC)
FACTS = ("published", "author", "source", "language", "canonical", "title")

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+")


@dataclass(frozen=True)
class Found:
    text: str
    facts: Mapping[str, str | None]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    arguments = parser.parse_args()
    names = sorted(path.stem for path in arguments.folder.glob("*.json"))
    right = {"ours": Counter[str](), "trafilatura": Counter[str]()}
    scores: dict[str, list[float]] = {"ours": [], "trafilatura": []}
    for name in names:
        html, truth = load(arguments.folder, name)
        shown = [f"{name:24}"]
        for reader, found in (("ours", ours(html, truth["url"])), ("trafilatura", plain(html, truth["url"]))):
            scores[reader].append(f1(found.text, truth["text"]))
            wrong = [fact for fact in FACTS if not same(fact, found.facts[fact], truth[fact])]
            right[reader].update(set(FACTS) - set(wrong))
            shown.append(f"{reader} F1 {scores[reader][-1]:.3f}, wrong: {', '.join(wrong) or 'nothing':40}")
        print("  ".join(shown))
    for reader, values in scores.items():
        facts = ", ".join(f"{fact} {right[reader][fact]}/{len(names)}" for fact in FACTS)
        print(f"{reader}: F1 {sum(values) / len(values):.3f}, least {min(values):.3f}; right: {facts}")


def load(folder: Path, name: str) -> tuple[str, dict[str, Any]]:
    truth = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return (folder / f"{name}.html").read_text(encoding="utf-8"), truth


def ours(html: str, url: str) -> Found:
    page = pages.page(html, url, now=NOW)
    if page is None:
        return Found("", dict.fromkeys(FACTS))
    published = page.published.isoformat() if page.published else None
    facts = {name: getattr(page, name) for name in ("author", "source", "language", "title")}
    return Found(page.text, {**facts, "published": published, "canonical": page.url})


def plain(html: str, url: str) -> Found:
    """As `trafilatura` does it when it is called as its manual says."""
    from trafilatura import bare_extraction

    document = bare_extraction(html, url=url, with_metadata=True, include_comments=False)
    if document is None or isinstance(document, dict):
        return Found("", dict.fromkeys(FACTS))
    published = f"{document.date}T00:00:00+00:00" if document.date else None
    facts = {"author": document.author, "source": document.sitename or document.hostname, "title": document.title}
    language = document.language
    return Found(
        document.text or "", {**facts, "language": language, "published": published, "canonical": document.url}
    )


def f1(found: str, true: list[str]) -> float:
    """Of the words, each as often as it stands."""
    a, b = Counter(_WORD.findall(found.lower())), Counter(_WORD.findall(" ".join(true).lower()))
    both = (a & b).total()
    return 2 * both / ((a.total() + b.total()) or 1)


def same(fact: str, found: str | None, true: str | None) -> bool:
    if fact == "published" and found and true:
        # Of a time without a zone the day alone is known.
        return datetime.fromisoformat(found) == datetime.fromisoformat(true) if "T" in true else found[:10] == true
    if fact == "author" and found and true:
        return found.replace(";", ",").casefold() == true.casefold()
    return (found or None) == (true or None)


if __name__ == "__main__":
    main()
