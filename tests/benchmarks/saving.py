"""How long saving takes as the corpus grows: `python -m tests.benchmarks.saving ARTICLES.jsonl... [--articles N]`.

The corpus is filled with rows whose bands are drawn at random; then articles are saved that are made of sentences
drawn from those given, one in twenty a copy of an earlier one, one in five after a template.
"""

import argparse
import json
import random
import re
import resource
import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Engine, insert

from bot import schema
from corpus import articles, db
from corpus.articles import IncomingArticle
from corpus.db import Sessions, batches
from corpus.models import Article, ArticleBand
from tests.fakes import NOW

_SAVED = 300
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_TEMPLATE = (
    "Shares of {} opened at {} dollars on Friday. The stock has a fifty-day moving average of {} dollars and a market "
    "value of {} million. The company last announced its quarterly earnings results and reported {} dollars a share, "
    "beating what analysts had thought by {} cents. Several large investors have changed their positions in the stock: "
    "{} bought a new stake in the first quarter worth about {} dollars. Institutions own {} percent of the company. "
    "About {}: it makes parts for the trade and sells them in many countries, through shops and on the web."
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--articles", type=int, default=100_000)
    arguments = parser.parse_args()
    sentences = [s for file in arguments.files for s in _sentences(file)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dealwire.db"
        engine = db.engine(f"sqlite:///{path}")
        schema.upgrade(engine)
        filled = 0
        for share in (0.01, 0.1, 1):
            size = int(arguments.articles * share)
            _fill(engine, filled, size)
            filled = size + _SAVED
            times, copies = _save(Sessions(engine), _made(sentences, size))
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
            print(
                f"among {size:,}: median {times[len(times) // 2]:.1f} ms, p95 {times[len(times) * 95 // 100]:.1f} ms, "
                f"{copies} copies of {len(times)}; memory {memory:,.0f} MB, file {path.stat().st_size / 1e6:,.0f} MB"
            )


def _fill(engine: Engine, first: int, last: int) -> None:
    rng = random.Random(first)
    base = {"url": None, "source": "Paper", "published": NOW, "first_seen": NOW, "content_hash": "0" * 64}
    for keys in batches(range(first + 1, last + 1)):
        rows = [{**base, "key": k, "id": f"x{k}", "title": f"Title {k}", "text": "x " * 2_000} for k in keys]
        bands = [{"article_key": k, "band": rng.getrandbits(63)} for k in keys for _ in range(20)]
        with engine.begin() as connection:
            connection.execute(insert(Article), [{**row, "text_hash": f"{row['key']:064x}"} for row in rows])
            connection.execute(insert(ArticleBand), bands)


def _save(sessions: Sessions, made: Iterable[IncomingArticle]) -> tuple[list[float], int]:
    """The milliseconds of processor time that each took, and how many were copies."""
    times: list[float] = []
    copies = 0
    for batch in batches(made, 50):
        with sessions.writing() as session:
            for each in batch:
                began = time.process_time()
                copies += articles.save(session, each, NOW).outcome == "copy"
                times.append(1000 * (time.process_time() - began))
    return sorted(times), copies


def _made(sentences: list[str], start: int) -> Iterator[IncomingArticle]:
    rng = random.Random(5 + start)
    lately: list[str] = []
    for n in range(start, start + _SAVED):
        if lately and rng.random() < 0.05:
            text = "OSLO (Newsdesk) - " + rng.choice(lately)
        elif rng.random() < 0.2:
            text = _TEMPLATE.format(*(rng.choice([f"{rng.random() * 1000:.2f}", f"Firm{n}"]) for _ in range(10)))
        else:
            text = " ".join(rng.choices(sentences, k=25))
        lately = [*lately[-500:], text]
        yield IncomingArticle(f"Title {n}", text, id=f"a{n}", published=NOW + timedelta(minutes=n))


def _sentences(file: Path) -> Iterator[str]:
    for line in file.read_text(encoding="utf-8").splitlines():
        yield from (s for s in _SENTENCE.split(json.loads(line)["text"]) if 40 < len(s) < 400)


if __name__ == "__main__":
    main()
