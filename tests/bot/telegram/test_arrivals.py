"""Numbers that a message may have whose answer was lost, and links to messages."""

import asyncio
from typing import Any, cast

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from bot.alerts.outgoing.attempts import Attempt
from bot.alerts.places import Place
from bot.telegram.arrivals import Arrivals, Numbers, unknown
from bot.telegram.calls import Call, Calls, Refused
from bot.telegram.links import TelegramLinks
from bot.telegram.pacing import Lane
from bot.telegram.routing import Place as Where
from corpus.db import Sessions
from tests.fakes import NOW

SUPERGROUP = -1_000_000_000_123


def known(*numbers: int, chat: int = 1) -> Numbers:
    made = Numbers()
    for number in numbers:
        made.note(chat, number)
    return made


def test_numbers_of_other_messages_are_not_tried() -> None:
    assert list(unknown({10, 11, 13, 14}, after=10))[:2] == [12, 15]


def test_all_chats_of_persons_share_their_numbers_and_other_chats_have_their_own() -> None:
    numbers = known(10, chat=1)
    numbers.note(SUPERGROUP, 3)

    assert (numbers.latest(2), numbers.latest(-5), numbers.latest(SUPERGROUP)) == (10, 10, 3)
    assert numbers.latest(SUPERGROUP - 1) is None


def test_message_sent_before_any_was_known_is_looked_for_just_before_the_first_one() -> None:
    assert list(unknown({50, 51}, after=None))[:14] == list(range(36, 50))


def test_messages_sent_long_after_say_nothing_of_where_one_is() -> None:
    tried = list(unknown({10, *range(12, 100), 5_000}, after=10))

    assert tried[:2] == [11, 100] and max(tried) < 200


def test_nothing_is_tried_where_no_message_is_known() -> None:
    assert list(unknown((), after=None)) == []


def test_numbers_known_are_bounded() -> None:
    numbers = known(*range(5_000))

    assert numbers.latest(1) == 4_999 and len(numbers.known(1)) == 2_000


@pytest.mark.parametrize(
    ("place", "address"),
    [
        (Place("telegram", SUPERGROUP), "https://t.me/c/123/9"),
        (Place("telegram", SUPERGROUP, 4), "https://t.me/c/123/4/9"),
        (Place("telegram", -5), None),
        (Place("telegram", 5), None),
    ],
)
def test_messages_of_supergroups_and_channels_alone_have_links(place: Place, address: str | None) -> None:
    assert TelegramLinks("our_bot").message(place, 9) == address


def test_what_telegram_would_not_hand_on_has_no_link() -> None:
    links = TelegramLinks("our_bot")

    assert links.company("panasonic_energy") == "https://t.me/our_bot?start=company_panasonic_energy"
    assert links.company("a" * 60) is None and links.deal("déjà-vu") is None


class Chat:
    """Has one message, with such buttons."""

    def __init__(self, number: int, keys: str) -> None:
        self.number, self.keys = number, keys

    async def send(self, chat: int, is_group: bool, give: Call[Any], lane: Lane, repeatable: bool) -> Any:
        return await give(chat)

    async def edit_message_reply_markup(self, chat: int, number: int, reply_markup: InlineKeyboardMarkup) -> Any:
        if number != self.number:
            raise Refused("message to edit not found")
        before, self.keys = self.keys, reply_markup.to_json()
        return None if before == self.keys else True


def keys(token: str) -> str:
    return InlineKeyboardMarkup([[InlineKeyboardButton("Why", callback_data=token)]]).to_json()


def arrivals(chat: Chat, sessions: Sessions) -> Arrivals:
    return Arrivals(cast("Bot", chat), cast("Calls", chat), Numbers(), sessions, lambda: NOW)


def test_message_is_found_by_its_buttons(sessions: Sessions) -> None:
    found = asyncio.run(arrivals(Chat(43, keys("ours")), sessions).find([Attempt(1, 40, keys("ours"))], Where(1)))

    assert found == 43


def test_another_message_is_never_taken_for_ours_though_it_was_given_its_buttons(sessions: Sessions) -> None:
    chat, attempts = Chat(43, keys("another's")), [Attempt(1, 40, keys("ours"))]

    for _ in range(2):  # of two processes
        assert asyncio.run(arrivals(chat, sessions).find(attempts, Where(1))) is None
