"""Articles: their identity, and saving them as new, edited, same or a copy."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, Literal
from urllib.parse import urlsplit

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session, defer

from corpus import notices
from corpus.db import batches
from corpus.errors import Refused
from corpus.models import Article
from corpus.web import canonical

Outcome = Literal["new", "edited", "same", "copy"]

#: A brief of fewer words may be a wall, a greeting or a stub: under another title it is another article.
_BRIEF_WORDS = 25
#: Later, a correction under the same title is about another article of that title.
_CORRECTED_WITHIN = timedelta(days=90)


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
    #: What its text is written in, as "en".
    language: str | None = None
    author: str | None = None
    #: What was mended in it, for people.
    note: str | None = None


@dataclass(frozen=True)
class Saved:
    outcome: Outcome
    article: Article


def save(session: Session, incoming: IncomingArticle, now: datetime) -> Saved:
    """Stores the article, or what has changed in it; never commits.

    The same `id`, else the same canonical URL, is the same article: what differs is an edit. A text that other
    articles have too, word for word or lightly rewritten, is kept as a copy of the one published first; should
    this be the first, the others become its copies. One that its publisher takes back is kept and withdrawn.

    Raises:
        Refused: the id belongs to an article of another URL; saving would overwrite it.
    """
    known = _known(session, incoming)
    if known is None:
        article = Article(id=_id(incoming), first_seen=now)
        _fill(article, incoming)
        session.add(article)
        _group(session, article)
        return Saved("copy" if article.copy_of else "new", article)
    _check_same_article(known, incoming)
    return Saved("edited" if _edit(session, known, incoming) else "same", known)


def forget(session: Session, article_id: str) -> bool:
    """Deletes the article; the first of its copies takes its place, if any. False: there is none of that id."""
    from corpus.copies import groups

    article = session.scalar(select(Article).where(Article.id == article_id))
    if article is None:
        return False
    left = groups.leave(session, article)
    session.delete(article)
    groups.settle(session, left)
    _judge(session, article.headline_hash)
    return True


def also_in(session: Session, keys: Iterable[int]) -> dict[int, list[Article]]:
    """The copies of each of these articles, the first published first: where else it is to be read."""
    found: dict[int, list[Article]] = {key: [] for key in keys}
    for some in batches(found):
        query = select(Article).where(Article.copy_of.in_(some)).options(defer(Article.text))
        for copy in session.scalars(query.order_by(Article.published.nulls_last(), Article.key)):
            found[copy.copy_of or 0].append(copy)
    return found


def canonical_url(url: str) -> str:
    """The form that a URL's variants share (`web.canonical`)."""
    return canonical.canonical(url)


def clean_url(url: str) -> str:
    """The URL without tracking parameters: what is kept and linked to."""
    return canonical.clean(url)


def content_hash(incoming: IncomingArticle) -> str:
    """SHA-256, hex, of all that the index holds of an article."""
    published = incoming.published.astimezone(UTC).isoformat() if incoming.published else ""
    return _digest(incoming.title, incoming.text, incoming.source or "", published)


def text_hash(title: str, text: str) -> str:
    """SHA-256, hex: the same for articles that are copies word for word."""
    words = text.split()
    return _digest(" ".join(words), *((" ".join(title.split()),) if len(words) < _BRIEF_WORDS else ()))


def headline_hash(title: str, source: str | None, url: str | None) -> str | None:
    """SHA-256, hex, of who published it and under which title, a notice's mark left out; None: nobody knows who."""
    publisher = source or (urlsplit(canonical_url(url)).hostname if url else None)
    subject = re.sub(r"\W+", " ", notices.subject(title).casefold()).strip()
    return _digest("headline", publisher.casefold(), subject) if publisher and subject else None


def derive_again(session: Session, progress: Callable[[int, int], None] = lambda done, total: None) -> None:
    """Makes anew all that is derived from articles: canonical URLs, hashes, copies; never commits.

    Asks for no column but those of the migration that calls it. `progress` is told of articles, then of texts
    compared.
    """
    from corpus.copies import afresh

    found = afresh.Bands(session)
    keys = session.scalars(select(Article.key).order_by(Article.key)).all()
    columns = select(Article.key, Article.title, Article.text, Article.url, Article.source)
    table = Article.metadata.tables[Article.__tablename__]
    names = ("canonical_url", "text_hash", "headline_hash")
    by_key = update(table).where(table.c.key == bindparam("which")).values({name: bindparam(name) for name in names})
    done = 0
    for some in batches(keys, 200):
        rows = session.execute(columns.where(Article.key.in_(some))).tuples().all()
        session.connection().execute(by_key, [_derived(*row) for row in rows])
        found.add({key: text for key, _, text, _, _ in rows})
        done += len(rows)
        progress(done, len(keys))
    afresh.group(session, found, progress)


def _derived(key: int, title: str, text: str, url: str | None, source: str | None) -> dict[str, Any]:
    return {
        "which": key,
        "canonical_url": canonical_url(url) if url else None,
        "text_hash": text_hash(title, text),
        "headline_hash": headline_hash(title, source, url),
    }


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


def _edit(session: Session, known: Article, incoming: IncomingArticle) -> bool:
    """Whether anything of note has changed."""
    from corpus.copies import groups

    before = (known.content_hash, known.url, known.headline_hash)
    regrouped = (known.text_hash, known.published) != (text_hash(incoming.title, incoming.text), incoming.published)
    left = groups.leave(session, known) if regrouped else []
    was_withdrawn = known.withdrawn
    _fill(known, incoming)
    if known.withdrawn == "retracted" != was_withdrawn:
        # Those who took the text over tell what it took back.
        session.execute(update(Article).where(Article.text_hash.in_(left)).values(withdrawn="copied"))
    if regrouped:
        groups.settle(session, left)
        _group(session, known)
    if known.headline_hash != before[2]:
        _judge(session, before[2])
        _judge(session, known.headline_hash)
    return before[:2] != (known.content_hash, known.url)


def _fill(article: Article, incoming: IncomingArticle) -> None:
    is_new_text = article.text != incoming.text or article.title != incoming.title
    article.title, article.text = incoming.title, incoming.text
    article.url = clean_url(incoming.url) if incoming.url else None
    article.canonical_url = canonical_url(incoming.url) if incoming.url else None
    article.source, article.published = incoming.source, incoming.published
    # A feed may know less of an article than its page did.
    article.language = incoming.language or article.language
    article.author = incoming.author or article.author
    article.note = incoming.note
    article.content_hash = content_hash(incoming)
    article.text_hash = text_hash(incoming.title, incoming.text)
    article.headline_hash = headline_hash(incoming.title, incoming.source, incoming.url)
    if is_new_text:
        article.withdrawn = "retracted" if notices.of(incoming.title, incoming.text) == "retracted" else None


def _group(session: Session, article: Article) -> None:
    from corpus.copies import groups  # numpy, which most commands do not need

    has_company = groups.enter(session, article)
    if has_company and article.withdrawn is None and groups.has(session, article, withdrawn="copied"):
        article.withdrawn = "copied"
    _judge(session, article.headline_hash)


def _judge(session: Session, headline: str | None) -> None:
    """Withdraws what a notice under the same headline takes back or corrects; gives back what none does any more."""
    if headline is None:
        return
    session.flush()
    articles = session.scalars(select(Article).where(Article.headline_hash == headline)).all()
    told = [(article, kind) for article in articles if (kind := notices.in_title(article.title))]
    for article in articles:
        if article.withdrawn in {None, "corrected"}:
            article.withdrawn = "corrected" if any(_is_about(*notice, article) for notice in told) else None
    session.flush()


def _is_about(notice: Article, kind: notices.Notice, article: Article) -> bool:
    """Whether the notice stands for the article now: it came after it, not long after, and tells all of it anew."""
    if notice.key == article.key or notices.in_title(article.title):
        return False
    if kind == "corrected" and len(notice.text) < len(article.text) / 2:
        return False  # the rest of the article holds; the notice is an article beside it
    if notice.published is None or article.published is None:
        return True
    # Many are dated to the day.
    return timedelta(days=-1) < notice.published - article.published < _CORRECTED_WITHIN


def _digest(*parts: str) -> str:
    # The separator keeps ("ab", "c") and ("a", "bc") apart.
    return sha256("\x1f".join(parts).encode(errors="replace")).hexdigest()
