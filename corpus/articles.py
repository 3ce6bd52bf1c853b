"""Articles: their identity, and saving them as new, edited, same or a copy."""

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Literal
from urllib.parse import urlsplit, urlunsplit

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from corpus.errors import Refused
from corpus.models import Article

Outcome = Literal["new", "edited", "same", "copy"]


@dataclass(frozen=True)
class IncomingArticle:
    """An article as a reader hands it over, before it has been saved."""

    title: str
    text: str
    #: The id its publisher or file gave it; kept and returned as `article_id`. None: we derive one.
    id: str | None = None
    url: str | None = None
    source: str | None = None
    #: Aware, UTC. A date without a time is midnight UTC.
    published: datetime | None = None
    #: Where it was read, for messages: a path, or a path and a record ("news.jsonl:17").
    origin: str = ""


@dataclass(frozen=True)
class Saved:
    outcome: Outcome
    article: Article


def save(session: Session, incoming: IncomingArticle, now: datetime) -> Saved:
    """Stores the article, or what has changed in it; never commits.

    The same `id`, else the same canonical URL, is the same article: what differs is an edit.
    A text that another article already has word for word is kept as a copy of the oldest such article.

    Raises:
        Refused: the id belongs to an article of another URL; saving would overwrite it.
    """
    known = _known(session, incoming)
    if known is None:
        article = Article(id=_id(incoming), first_seen=now)
        _fill(article, incoming)
        session.add(article)
        session.flush()
        _regroup(session, article.text_hash)
        session.refresh(article, ["copy_of"])  # an UPDATE does not reach an object just inserted
        return Saved("copy" if article.copy_of else "new", article)
    _check_same_article(known, incoming)
    before = (known.content_hash, known.text_hash, known.url)
    _fill(known, incoming)
    if before == (known.content_hash, known.text_hash, known.url):
        return Saved("same", known)
    session.flush()
    for text_hash in {before[1], known.text_hash}:
        _regroup(session, text_hash)
    return Saved("edited", known)


def forget(session: Session, article_id: str) -> bool:
    """Deletes the article; its oldest copy, if any, takes its place. False: there is none of that id."""
    article = session.scalar(select(Article).where(Article.id == article_id))
    if article is None:
        return False
    session.delete(article)
    session.flush()
    _regroup(session, article.text_hash)
    return True


def canonical_url(url: str) -> str:
    """The form that a URL's variants share: https, host in lower case, no tracker, fragment or last slash."""
    from courlan import normalize_url  # 0.1 s to import, and most commands need no URL

    parts = urlsplit(normalize_url(url))
    host = (parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    return urlunsplit(("https", host + port, parts.path.rstrip("/") or "/", parts.query, ""))


def clean_url(url: str) -> str:
    """The URL without tracking parameters: what is kept and linked to."""
    from courlan import normalize_url

    return str(normalize_url(url))


def content_hash(incoming: IncomingArticle) -> str:
    """SHA-256, hex, of all that the index holds of an article."""
    published = incoming.published.astimezone(UTC).isoformat() if incoming.published else ""
    return _digest(incoming.title, incoming.text, incoming.source or "", published)


def _known(session: Session, incoming: IncomingArticle) -> Article | None:
    if incoming.id:
        return session.scalar(select(Article).where(Article.id == incoming.id))
    if incoming.url:
        same_url = select(Article).where(Article.canonical_url == canonical_url(incoming.url))
        return session.scalars(same_url.order_by(Article.key).limit(1)).first()
    return session.scalar(select(Article).where(Article.id == _id(incoming)))


def _id(incoming: IncomingArticle) -> str:
    if incoming.id:
        return incoming.id
    if incoming.url:
        return _digest("url", canonical_url(incoming.url))[:16]
    # A record of a larger file has no name of its own that outlives an edit: its content is its identity.
    lasting = incoming.origin if incoming.origin and not _is_record(incoming.origin) else None
    return _digest(*(("file", lasting) if lasting else ("text", incoming.title, incoming.text)))[:16]


def _is_record(origin: str) -> bool:
    return origin.rpartition(":")[2].isdecimal()


def _check_same_article(known: Article, incoming: IncomingArticle) -> None:
    if incoming.url and known.canonical_url and known.title != incoming.title:
        theirs = canonical_url(incoming.url)
        if theirs != known.canonical_url:
            raise Refused(
                incoming.origin,
                f'id "{incoming.id}" already belongs to "{known.title[:80]}" ({known.url}); '
                "give this article another id, or none",
            )


def _fill(article: Article, incoming: IncomingArticle) -> None:
    article.title, article.text = incoming.title, incoming.text
    article.url = clean_url(incoming.url) if incoming.url else None
    article.canonical_url = canonical_url(incoming.url) if incoming.url else None
    article.source, article.published = incoming.source, incoming.published
    article.content_hash = content_hash(incoming)
    article.text_hash = _digest(" ".join(incoming.text.split()))


def _regroup(session: Session, text_hash: str) -> None:
    """Makes the oldest article of this text the original and the others its copies."""
    keys = list(session.scalars(select(Article.key).where(Article.text_hash == text_hash).order_by(Article.key)))
    if not keys:
        return
    original, copies = keys[0], keys[1:]
    session.execute(update(Article).where(Article.key == original).values(copy_of=None))
    if copies:
        session.execute(update(Article).where(Article.key.in_(copies)).values(copy_of=original))


def _digest(*parts: str) -> str:
    # The separator keeps ("ab", "c") and ("a", "bc") apart.
    return sha256("\x1f".join(parts).encode(errors="replace")).hexdigest()
