"""Groups of articles that are copies of one: kept right as articles come, change and go.

Two articles are joined when their texts are the same or `likeness` says so; a group is all that hang together, and
its original the one published first. So a group is what its articles make it, in whatever order they came.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from corpus import notices
from corpus.copies import bands, likeness, wording
from corpus.copies.wording import Wording
from corpus.db import IN_LIMIT, batches
from corpus.models import Article, ArticleBand

#: Texts compared with a new one: those that share most bands, which copies do. More have one template in common.
MOST_COMPARED = 15

# Tables, not classes: the session has no use for these rows, and keeping track of them takes longer than writing.
_BANDS = ArticleBand.metadata.tables[ArticleBand.__tablename__]


@dataclass(frozen=True)
class Member:
    """An article of a group, by what decides whether it is the original."""

    key: int
    copy_of: int | None
    published: datetime | None
    characters: int
    first_seen: datetime

    @property
    def order(self) -> tuple[object, ...]:
        """The earliest first, of these the longest: a copy may lack the end. A day without a time is later than
        any time on it: those who took a text over often give the day alone."""
        when = self.published
        dated = (0, when.date(), _is_day(when), when) if when else (1,)
        return (*dated, -self.characters, self.first_seen, self.key)


@dataclass
class Text:
    """A text, and what is known of the articles that have it."""

    wording: Wording
    dates: list[datetime] = field(default_factory=list)
    #: One of them is a correction, which is no copy of what it corrects.
    is_notice: bool = False

    def is_copy(self, other: "Text") -> bool:
        if self.is_notice != other.is_notice:
            return False
        return likeness.is_copy(self.wording, other.wording, cut=self._cut(other))

    def _cut(self, other: "Text") -> Wording | None:
        """The shorter one, if it was published when the longer one was there: it may lack the end."""
        short, long = sorted((self, other), key=lambda text: len(text.wording.words))
        if len(short.wording.words) == len(long.wording.words) or not short.dates or not long.dates:
            return None
        last, first = max(short.dates), min(long.dates)
        is_later = last.date() >= first.date() if _is_day(last) or _is_day(first) else last >= first
        return short.wording if is_later else None


def enter(session: Session, article: Article) -> bool:
    """Takes in an article that is new, or was taken out by `leave` before it changed; never commits.

    Whether there are others in its group.
    """
    session.flush()
    _put_bands(session, article.key, article.text)
    if not _regroup(session, [article.text_hash]):
        return False
    session.refresh(article, ["copy_of"])  # an UPDATE does not reach an object in the session
    return True


def leave(session: Session, article: Article) -> list[str]:
    """Takes out an article that is to change or to go; never commits.

    Those that stay are named by their text hashes: `settle` them once it has changed or gone.
    """
    original = article.copy_of or article.key
    members = select(Article.text_hash).where(or_(Article.key == original, Article.copy_of == original))
    left = session.scalars(members.where(Article.key != article.key).distinct()).all()
    session.execute(delete(_BANDS).where(_BANDS.c.article_key == article.key))
    article.copy_of = None
    return sorted(left)


def settle(session: Session, text_hashes: Sequence[str]) -> None:
    """Groups these texts anew, which may have lost what held them together; never commits."""
    if not text_hashes:
        return
    session.flush()
    for some in batches(text_hashes):
        session.execute(update(Article).where(Article.text_hash.in_(some)).values(copy_of=None))
    _regroup(session, text_hashes)


def has(session: Session, article: Article, withdrawn: str) -> bool:
    """Whether one of the article's group was withdrawn so."""
    original = article.copy_of or article.key
    group = or_(Article.key == original, Article.copy_of == original)
    return session.scalar(select(Article.key).where(group, Article.withdrawn == withdrawn).limit(1)) is not None


def _put_bands(session: Session, key: int, text: str) -> None:
    if found := sorted(set(bands.of(wording.of(text)))):
        session.execute(insert(_BANDS), [{"band": band, "article_key": key} for band in found])


def _regroup(session: Session, text_hashes: Iterable[str]) -> bool:
    """Joins these texts with those that they are copies of, and elects the original of each group.

    Whether there is a group of more than one.
    """
    joined = Joined()
    originals: set[int] = set()
    for text_hash in text_hashes:
        for original in (*_originals(session, [text_hash]), *_originals(session, _alike(session, text_hash))):
            originals.add(original)
            joined.join(text_hash, original)
    if len(originals) == 1 and not _has_copies(session, originals):
        return False
    groups: defaultdict[Hashable, list[Member]] = defaultdict(list)
    for member in _members(session, originals):
        groups[joined.root(member.copy_of or member.key)].append(member)
    for each in groups.values():
        _elect(session, each)
    return any(len(each) > 1 for each in groups.values())


def _has_copies(session: Session, originals: Iterable[int]) -> bool:
    return session.scalar(select(Article.key).where(Article.copy_of.in_(originals)).limit(1)) is not None


def _originals(session: Session, text_hashes: Sequence[str]) -> set[int]:
    """The keys of the articles that those of these texts are copies of, else their own."""
    if not text_hashes:
        return set()
    original = func.coalesce(Article.copy_of, Article.key)
    return set(session.scalars(select(original).where(Article.text_hash.in_(text_hashes)).distinct()))


def _alike(session: Session, text_hash: str) -> list[str]:
    """The texts that it is a copy of, or they of it."""
    candidates = _candidates(session, text_hash)
    if not candidates:
        return []
    texts = _texts(session, [text_hash, *candidates])
    own = texts[text_hash]
    return [other for other in candidates if own.is_copy(texts[other])]


def _candidates(session: Session, text_hash: str) -> list[str]:
    keys = select(func.min(Article.key)).where(Article.text_hash == text_hash).scalar_subquery()
    mine = select(_BANDS.c.band).where(_BANDS.c.article_key == keys)
    shared = func.count(_BANDS.c.band.distinct())
    query = (
        select(Article.text_hash)
        .join(_BANDS, _BANDS.c.article_key == Article.key)
        .where(_BANDS.c.band.in_(mine), Article.text_hash != text_hash)
        .group_by(Article.text_hash)
        .order_by(shared.desc(), Article.text_hash)
    )
    return list(session.scalars(query.limit(MOST_COMPARED)))


def _texts(session: Session, text_hashes: Sequence[str]) -> dict[str, Text]:
    first = select(func.min(Article.key)).where(Article.text_hash.in_(text_hashes)).group_by(Article.text_hash)
    query = select(Article.text_hash, Article.text).where(Article.key.in_(first))
    texts = {text_hash: Text(wording.of(text)) for text_hash, text in session.execute(query)}
    every = select(Article.text_hash, Article.title, Article.published).where(Article.text_hash.in_(text_hashes))
    for text_hash, title, published in session.execute(every):
        texts[text_hash].is_notice |= notices.in_title(title) is not None
        if published is not None:
            texts[text_hash].dates.append(published)
    return texts


def _members(session: Session, originals: Iterable[int]) -> Iterator[Member]:
    """The articles of the groups of these originals."""
    for keys in batches(sorted(originals), IN_LIMIT // 2):
        query = select(
            Article.key, Article.copy_of, Article.published, func.length(Article.text), Article.first_seen
        ).where(or_(Article.key.in_(keys), Article.copy_of.in_(keys)))
        yield from (Member(*row) for row in session.execute(query))


def _elect(session: Session, members: Sequence[Member]) -> None:
    original, *copies = sorted(members, key=lambda member: member.order)
    if original.copy_of is not None:
        session.execute(update(Article).where(Article.key == original.key).values(copy_of=None))
    changed = [copy.key for copy in copies if copy.copy_of != original.key]
    for keys in batches(changed):
        session.execute(update(Article).where(Article.key.in_(keys)).values(copy_of=original.key))


def _is_day(moment: datetime) -> bool:
    return (moment.hour, moment.minute, moment.second) == (0, 0, 0)


class Joined:
    """What hangs together (disjoint sets)."""

    def __init__(self) -> None:
        self._above: dict[Hashable, Hashable] = {}

    def root(self, node: Hashable) -> Hashable:
        while (above := self._above.get(node, node)) != node:
            node = above
        return node

    def join(self, one: Hashable, other: Hashable) -> None:
        self._above[self.root(one)] = self.root(other)
