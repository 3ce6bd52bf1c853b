from datetime import timedelta

from bot.telegram import inbox
from bot.telegram.inbox import Arrived, Begun, Waiting
from bot.telegram.tables import TelegramUpdateRow
from corpus.db import Sessions
from tests.fakes import NOW


def arrived(*numbers: int) -> list[Arrived]:
    return [Arrived(number, 1, "1/", f'{{"update_id": {number}}}') for number in numbers]


def test_what_arrives_is_there_after_a_restart_in_order(sessions: Sessions) -> None:
    inbox.keep(sessions, arrived(7, 8), NOW)
    inbox.keep(sessions, arrived(9), NOW)

    assert inbox.waiting(sessions) == [Waiting(7, "1/"), Waiting(8, "1/"), Waiting(9, "1/")]


def test_what_arrived_before_is_not_new(sessions: Sessions) -> None:
    inbox.keep(sessions, arrived(7), NOW)
    inbox.begin(sessions, 7)
    inbox.end(sessions, 7)

    assert inbox.keep(sessions, arrived(7, 8, 8), NOW) == [Waiting(8, "1/")]
    assert inbox.waiting(sessions) == [Waiting(8, "1/")]


def test_what_is_handled_is_not_begun_again_and_nobody_knows_who_said_what(sessions: Sessions) -> None:
    inbox.keep(sessions, arrived(7), NOW)
    inbox.begin(sessions, 7)

    inbox.end(sessions, 7)

    assert inbox.begin(sessions, 7) is None
    with sessions.reading() as session:
        row = session.get(TelegramUpdateRow, 7)
    assert row is not None
    assert (row.payload, row.chat, row.lane) == (None, 0, "")


def test_what_was_tried_twice_and_never_ended_is_hopeless(sessions: Sessions) -> None:
    inbox.keep(sessions, arrived(7), NOW)

    begun = []
    for _ in range(3):
        begun.append(inbox.begin(sessions, 7))
        inbox.try_(sessions, 7)

    assert begun == [Begun('{"update_id": 7}', hopeless) for hopeless in (False, False, True)]


def test_what_only_waited_is_never_hopeless(sessions: Sessions) -> None:
    inbox.keep(sessions, arrived(7), NOW)

    begun = [inbox.begin(sessions, 7) for _ in range(5)]

    assert begun == [Begun('{"update_id": 7}', hopeless=False)] * 5


def test_what_is_put_back_was_never_tried(sessions: Sessions) -> None:
    inbox.keep(sessions, arrived(7), NOW)

    for _ in range(5):
        begun = inbox.begin(sessions, 7)
        inbox.try_(sessions, 7)
        inbox.put_back(sessions, [7])

    assert begun == Begun('{"update_id": 7}', hopeless=False)
    assert inbox.waiting(sessions) == [Waiting(7, "1/")]


def test_handled_ones_are_forgotten_once_telegram_has_forgotten_them_too(sessions: Sessions) -> None:
    inbox.keep(sessions, arrived(7, 8), NOW)
    inbox.begin(sessions, 7)
    inbox.end(sessions, 7)

    early = inbox.prune(sessions, NOW + timedelta(days=1))
    late = inbox.prune(sessions, NOW + timedelta(days=3))

    assert (early, late) == (0, 1)
    assert inbox.waiting(sessions) == [Waiting(8, "1/")]
