"""Admins told of feeds that have ended."""

import asyncio
from typing import cast

from bot.conversation.replies import Reply, plain
from bot.telegram import feed_notes
from bot.telegram.calls import Undelivered
from bot.telegram.sending import Envelope, Sender
from corpus.db import Sessions
from corpus.feeds import kept
from tests.corpus.feeds.makers import FEED, NOW


class Post:
    """Takes what is sent; one chat takes nothing."""

    def __init__(self, closed: int | None = None) -> None:
        self.sent: list[tuple[int, str]] = []
        self._closed = closed

    async def send(self, reply: Reply, to: Envelope) -> list[int]:
        if to.place.chat == self._closed:
            raise Undelivered("no")
        self.sent.append((to.place.chat, plain(reply)))
        return [1]


def end(sessions: Sessions) -> None:
    with sessions.writing() as session:
        kept.end(kept.add(session, FEED, NOW), "the page is gone for good (410)", NOW)


def tell(sessions: Sessions, post: Post, *operators: int) -> None:
    asyncio.run(feed_notes.tell(cast(Sender, post), sessions, operators))


def test_each_admin_is_told_once(sessions: Sessions) -> None:
    end(sessions)
    post = Post()

    tell(sessions, post, 1, 2)
    tell(sessions, post, 1, 2)

    assert [chat for chat, _ in post.sent] == [1, 2]
    assert FEED in post.sent[0][1] and "410" in post.sent[0][1]


def test_admin_who_cannot_be_reached_keeps_it_from_no_other(sessions: Sessions) -> None:
    end(sessions)
    post = Post(closed=1)

    tell(sessions, post, 1, 2)

    assert [chat for chat, _ in post.sent] == [2]


def test_nothing_is_said_where_nothing_ended(sessions: Sessions) -> None:
    post = Post()

    tell(sessions, post, 1)

    assert post.sent == []
