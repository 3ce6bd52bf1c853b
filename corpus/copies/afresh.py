"""All articles grouped at once: for a database that knows of none of their copies, or of those of another rule.

What `groups` asks SQL for, article after article, is here in memory: some 2 kB an article, and the texts looked
at last.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import combinations

import numpy as np
from sqlalchemy import Row, bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session

from corpus import notices
from corpus.copies import bands, wording
from corpus.copies.groups import MOST_COMPARED, Joined, Member, Text
from corpus.copies.wording import Wording
from corpus.db import batches
from corpus.models import Article, ArticleBand

# Tables, not classes: keeping track of the rows takes longer than writing them.
_ARTICLES = Article.metadata.tables[Article.__tablename__]
_BANDS = ArticleBand.metadata.tables[ArticleBand.__tablename__]
#: Texts that have one band in common; more have a template in common, and are looked at in their neighbours' order.
_CROWD = 40
_WORDINGS = 2_000

#: An article's key, text hash, title, date, length and when it was first seen.
_Row = Row[tuple[int, str, str, datetime | None, int, datetime]]

#: How many articles are done, and of how many.
OnProgress = Callable[[int, int], None]


class Bands:
    """The bands of all articles, taken in as their texts are read; written by and by."""

    def __init__(self, session: Session) -> None:
        session.execute(delete(_BANDS))
        self._session = session
        self._keys: list[int] = []
        self._found: list[int] = []

    def add(self, texts: Mapping[int, str]) -> None:
        """`texts`: by the keys of articles; as many as one statement may write."""
        rows = []
        for key, text in texts.items():
            found = sorted(set(bands.of(wording.of(text))))
            self._keys += [key] * len(found)
            self._found += found
            rows += [{"band": band, "article_key": key} for band in found]
        if rows:
            self._session.connection().execute(insert(_BANDS), rows)

    def crowds(self) -> Iterator[list[int]]:
        """The keys of articles that share a band, for each band that is shared."""
        keys = np.array(self._keys, dtype=np.int64)
        every = np.array(self._found, dtype=np.int64)
        order = np.argsort(every, kind="stable")
        starts = np.flatnonzero(np.diff(every[order])) + 1
        yield from (each.tolist() for each in np.split(keys[order], starts) if len(each) > 1)


def group(session: Session, found: Bands, progress: OnProgress) -> None:
    """Groups all articles by the bands `found` in them; never commits. `progress` is told of texts compared."""
    session.execute(update(Article).values(copy_of=None))
    columns = (Article.key, Article.text_hash, Article.title, Article.published, func.length(Article.text))
    rows = session.execute(select(*columns, Article.first_seen)).all()
    hashes = {row.key: row.text_hash for row in rows}
    joined = Joined()
    for one, other in _alike(session, found, hashes, rows, progress):
        joined.join(one, other)
    groups: defaultdict[object, list[Member]] = defaultdict(list)
    for key, text_hash, _, published, characters, first_seen in rows:
        groups[joined.root(text_hash)].append(Member(key, None, published, characters, first_seen))
    copies = [
        {"member": copy.key, "original": original.key}
        for each in groups.values()
        if len(each) > 1
        for original, *others in [sorted(each, key=lambda member: member.order)]
        for copy in others
    ]
    by_key = update(_ARTICLES).where(_ARTICLES.c.key == bindparam("member")).values(copy_of=bindparam("original"))
    for some in batches(copies):
        session.connection().execute(by_key, some)
    session.expire_all()


def _alike(
    session: Session, found: Bands, hashes: dict[int, str], rows: Sequence[_Row], progress: OnProgress
) -> Iterator[tuple[str, str]]:
    """The pairs of texts that are copies of one another, by their hashes."""
    first: dict[str, int] = {}
    for key, text_hash in hashes.items():
        first.setdefault(text_hash, key)
    dates, notice = _dated(rows)

    @lru_cache(_WORDINGS)
    def words(text_hash: str) -> Wording:
        return wording.of(session.scalar(select(Article.text).where(Article.key == first[text_hash])) or "")

    def text(text_hash: str) -> Text:
        return Text(words(text_hash), dates[text_hash], text_hash in notice)

    candidates = _candidates(found, hashes)
    for done, (one, others) in enumerate(candidates.items(), 1):
        yield from ((one, other) for other in others if text(one).is_copy(text(other)))
        progress(done, len(candidates))


def _candidates(found: Bands, hashes: dict[int, str]) -> dict[str, list[str]]:
    """For each text those that share most bands with it, each pair once."""
    shared: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for crowd in found.crowds():
        members = sorted({hashes[key] for key in crowd})
        for one, other in _pairs(members):
            shared[one][other] += 1
            shared[other][one] += 1
    candidates: defaultdict[str, set[str]] = defaultdict(set)
    for one, counts in shared.items():
        for other, _ in sorted(counts.items(), key=lambda each: (-each[1], each[0]))[:MOST_COMPARED]:
            candidates[min(one, other)].add(max(one, other))
    return {one: sorted(others) for one, others in sorted(candidates.items())}


def _pairs(members: Sequence[str]) -> Iterator[tuple[str, str]]:
    if len(members) <= _CROWD:
        yield from combinations(members, 2)
    for i, one in enumerate(members if len(members) > _CROWD else ()):
        yield from ((one, other) for other in members[i + 1 : i + 1 + MOST_COMPARED])


def _dated(rows: Sequence[_Row]) -> tuple[defaultdict[str, list[datetime]], set[str]]:
    """When each text was published, and the texts that are notices."""
    dates: defaultdict[str, list[datetime]] = defaultdict(list)
    for row in rows:
        dates[row.text_hash] += [row.published] if row.published is not None else []
    return dates, {row.text_hash for row in rows if notices.in_title(row.title) is not None}
