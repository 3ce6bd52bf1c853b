"""Numbers that a message may have whose answer was lost, and links to messages."""

import pytest

from bot.alerts.places import Place
from bot.telegram.arrivals import Numbers
from bot.telegram.links import TelegramLinks

SUPERGROUP = -1_000_000_000_123


def known(*numbers: int, chat: int = 1) -> Numbers:
    made = Numbers()
    for number in numbers:
        made.note(chat, number)
    return made


def test_numbers_of_other_messages_are_not_tried() -> None:
    assert list(known(10, 11, 13, 14).unknown(1, after=10))[:2] == [12, 15]


def test_all_chats_of_persons_share_their_numbers_and_other_chats_have_their_own() -> None:
    numbers = known(10, chat=1)
    numbers.note(SUPERGROUP, 3)

    assert (numbers.latest(2), numbers.latest(-5), numbers.latest(SUPERGROUP)) == (10, 10, 3)
    assert numbers.latest(SUPERGROUP - 1) is None


def test_message_sent_before_any_was_known_is_looked_for_just_before_the_first_one() -> None:
    tried = list(known(50, 51).unknown(1, after=None))

    assert tried[:12] == list(range(38, 50))


def test_nothing_is_tried_where_no_message_is_known() -> None:
    assert list(Numbers().unknown(1, after=None)) == []


def test_numbers_known_are_bounded() -> None:
    numbers = known(*range(5_000))

    assert numbers.latest(1) == 4_999 and next(numbers.unknown(1, after=0)) == 1


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
