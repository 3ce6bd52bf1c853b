"""The article behind an entry: from its feed if that gives it whole, else from its page."""

import logging
from dataclasses import replace
from datetime import timedelta
from typing import Literal

from corpus import articles
from corpus.articles import IncomingArticle, Outcome
from corpus.errors import Refused, Unavailable
from corpus.feeds import dating, entries, timing
from corpus.feeds.entries import Turn
from corpus.feeds.polite import Paused, Web
from corpus.feeds.polling import Asking
from corpus.feeds.whole import without_signature
from corpus.readers import urls
from corpus.readers.reading import article, first_line, is_http

#: What a feed says of an article is worth keeping where its page is not to be had: two sentences.
_SUMMARY_CHARACTERS = 200

#: "known": another feed had led to it. "again": to be tried later. "parked": not to be had.
Became = Outcome | Literal["known", "again", "parked"]

log = logging.getLogger(__name__)


def read(asking: Asking, turn: Turn) -> Became:
    """Reads and saves the article of an entry that was taken; owns its transactions."""
    if _is_known(asking, turn):
        return "known"
    note = None
    try:
        incoming = _article(asking.web, turn)
    except Paused as error:
        with asking.sessions.writing() as session:
            entries.later(session, turn, asking.now() + timedelta(seconds=error.retry_after or 0), error.reason)
        return "again"
    except (Unavailable, Refused) as error:
        # A page that is announced a little early is not there yet.
        never = isinstance(error, Refused) and getattr(error, "status", None) != 404
        if not (never or turn.attempts + 1 >= timing.ENTRY_ATTEMPTS) or not _is_summary(turn):
            return _failed(asking, turn, error.reason, getattr(error, "retry_after", None), never)
        incoming, note = _given(turn), f"only what its feed says of it is read: {error.reason}"
    except Exception as error:  # a page on which a parser trips must not stop the others
        log.exception("entry=%d url=%s", turn.key, turn.url)
        return _failed(asking, turn, f"it cannot be parsed ({type(error).__name__})")
    return _saved(asking, turn, incoming, note)


def _is_known(asking: Asking, turn: Turn) -> bool:
    with asking.sessions.reading() as session:
        found = entries.read_already(session, turn, asking.now())
    if found is None:
        return False
    with asking.sessions.writing() as session:
        entries.done(session, turn, found, asking.now())
    return True


def _article(web: Web, turn: Turn) -> IncomingArticle:
    """
    Raises:
        Refused: there is none. Unavailable: trying later may help.
    """
    if turn.whole:
        return _given(turn)
    if turn.url is None:
        raise Refused(turn.title, "the entry has neither a text nor a page")
    page = _page(web, turn.url)
    if len(page.text) < len(turn.text):
        page = replace(page, text=_given(turn).text)  # a wall before the article, or a page that a script fills in
    dated = dating.published(turn.published, page.published, turn.seen, turn.watched)
    note = "; ".join(each for each in (page.note, dated.note) if each) or None
    title, source = turn.title or page.title, page.source or turn.source
    return replace(page, title=title, source=source, published=dated.moment, note=note)


def _page(web: Web, url: str) -> IncomingArticle:
    fetched = web.get(url)
    found = next(urls.read(fetched, url), None)
    if not isinstance(found, IncomingArticle):
        raise Refused(url, found.error if found else "there is no article on it")
    return found


def _given(turn: Turn) -> IncomingArticle:
    """What the feed gives."""
    text = without_signature(turn.text)
    dated = dating.published(turn.published, None, turn.seen, turn.watched)
    return article(
        turn.url or turn.title,
        turn.title or first_line(text),
        text,
        # Without a page it is known by its feed and its place there.
        id=None if turn.url else f"feed-{turn.feed_key}-{turn.identity[:16]}",
        url=turn.url if turn.url and is_http(turn.url) else None,
        source=turn.source,
        published=dated.moment,
        note=dated.note,
    )


def _is_summary(turn: Turn) -> bool:
    return len(turn.text) >= _SUMMARY_CHARACTERS


def _saved(asking: Asking, turn: Turn, incoming: IncomingArticle, note: str | None) -> Became:
    try:
        with asking.sessions.writing() as session:
            saved = articles.save(session, incoming, asking.now())
            entries.done(session, turn, saved.article.key, asking.now(), note)
            return saved.outcome
    except Refused as error:
        return _failed(asking, turn, error.reason, never=True)


def _failed(
    asking: Asking, turn: Turn, why: str, retry_after: int | None = None, never: bool = False
) -> Literal["again", "parked"]:
    with asking.sessions.writing() as session:
        is_parked = entries.failed(session, turn, why, retry_after, asking.now(), asking.rng, never)
    return "parked" if is_parked else "again"
