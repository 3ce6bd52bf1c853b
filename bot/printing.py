"""What commands print: the contract's JSON, and the same for people."""

import json
import sys
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from corpus.ingest import Summary
    from index.answering.answer import Answer
    from index.retrieval import Hit, Source


def as_json(data: object) -> None:
    """Prints JSON alone on stdout, text as it is."""
    print(in_json(data))


def in_json(data: object) -> str:
    """On one line, text as it is; half a character (from broken JSON) becomes "?"."""
    return json.dumps(data, ensure_ascii=False).encode(errors="replace").decode()


def note(text: str) -> None:
    """A message for the person at the terminal: stdout is for data."""
    print(text, file=sys.stderr)


def day(published: datetime | None) -> str | None:
    """`2024-03-22`, or with the time when one was given: `2024-03-22T14:05:00+00:00`."""
    if published is None:
        return None
    midnight = (published.hour, published.minute, published.second) == (0, 0, 0)
    return published.date().isoformat() if midnight else published.isoformat(timespec="seconds")


def summary_json(summary: "Summary", deals: int, seconds: float) -> dict[str, Any]:
    counts = summary.counts
    return {
        "new": counts["new"],
        "edited": counts["edited"],
        "same": counts["same"],
        "copies": counts["copy"],
        "failed": [{"source": f.source, "error": f.error} for f in summary.failed],
        "deals": deals,
        "seconds": round(seconds, 2),
    }


def answer_json(answer: "Answer", id_: object = None) -> dict[str, Any]:
    made: dict[str, Any] = {} if id_ is None else {"id": id_}
    return made | {
        "question": answer.question,
        "answer": answer.answer,
        "abstained": answer.abstained,
        "mode": answer.mode,
        "citations": [
            {"n": c.n, **source_json(c.article), "quote": c.quote, "start": c.start, "end": c.end}
            for c in answer.citations
        ],
        "deals": [],
        "nearest": [source_json(s) for s in answer.nearest],
        "took_ms": round(answer.took_ms, 1),
    }


def source_json(source: "Source") -> dict[str, Any]:
    return {
        "article_id": source.article_id,
        "title": source.title,
        "source": source.source,
        "url": source.url,
        "published": day(source.published),
    }


def hit_json(hit: "Hit") -> dict[str, Any]:
    return {
        "rank": hit.rank,
        "score": round(hit.score, 5),
        **source_json(hit.article),
        "passage": hit.passage,
        "start": hit.start,
        "end": hit.end,
    }


def print_answer(answer: "Answer") -> None:
    print(answer.answer)
    if answer.citations:
        print("\nSources")
        for c in answer.citations:
            print(f"[{c.n}] {described(c.article)}")
            if c.article.url:
                print(f"    {c.article.url}")
            if answer.mode == "model":  # else the answer itself is what is quoted
                print(f"    “{c.quote}”")
    if answer.nearest:
        print("\nNearest articles")
        for source in answer.nearest:
            print(f"  - {described(source)}")
    if answer.mode == "extractive" and not answer.abstained:
        print("\nQuoted from the articles; no language model was used.")


def print_hits(hits: Iterable["Hit"]) -> None:
    for hit in hits:
        print(f"{hit.rank}. {described(hit.article)}")
        print(f"   {_shortened(' '.join(hit.passage.split()), 320)}")
        print(f"   {hit.article.url or hit.article.article_id}\n")


def described(source: "Source") -> str:
    """Title, source and date, as far as they are known."""
    place = ", ".join(part for part in (source.source, day(source.published)) if part)
    return f"{source.title} ({place})" if place else source.title


def _shortened(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1].rsplit(" ", 1)[0] + "…"
