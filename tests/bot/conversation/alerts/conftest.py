"""The conversation of its neighbour, and a group with a topic in it."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.alerts import places, subscriptions, times
from bot.alerts.schedule import Times
from bot.alerts.subscriptions import Subscription
from bot.conversation.replies import Reply, plain
from bot.conversation.talk import Who
from tests.bot.conversation.conftest import ANN, Talk

GROUP = Who("telegram", chat=-5, topic=3, user=7, language="en", is_group=True, manages_chat=True)
MEMBER = replace(GROUP, user=9, manages_chat=False)
TERMINAL = Who("terminal", chat=0, topic=None, user=0, language="en", is_admin=True)


def kept(talk: Talk, who: Who = ANN) -> Sequence[Subscription]:
    """What stands there, the first one made first."""
    with talk.sessions.reading() as session:
        return subscriptions.page(session, places.of(who), size=1000).subscriptions


def its_times(talk: Talk, who: Who = ANN) -> Times:
    with talk.sessions.reading() as session:
        return times.of(session, places.of(who))


def said(reply: Reply) -> str:
    """Its text in one line."""
    return " ".join(plain(reply).split())


@pytest.fixture
def subscribed(talk: Talk) -> Talk:
    """Ann hears of Ford."""
    talk.type("/subscribe Ford")
    talk.press("Subscribe")
    return talk
