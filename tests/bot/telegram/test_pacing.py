"""An hour of sending in no time."""

from collections import deque
from collections.abc import Iterable
from itertools import pairwise
from math import inf
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.pacing import Lane, Pacing

GROUP = -1


def run(pacing: Pacing, chats: dict[object, int] | None = None, until: float = 3600.0) -> list[tuple[float, object]]:
    """What goes when, from second 0 on, as the gate lets it go; each message arrives at once.

    `chats`: those of the tickets; where a ticket is not in it, it is its chat.
    """
    went: list[tuple[float, object]] = []
    now = 0.0
    while (due := pacing.next_at(now)) <= until:
        now = max(now, due)
        while (ticket := pacing.go(now)) is not None:
            chat = (chats or {}).get(ticket, ticket)
            assert isinstance(chat, int)
            pacing.done(chat, now)
            went.append((now, ticket))
    return went


def fill(pacing: Pacing, chat: int, tickets: Iterable[object], lane: Lane = Lane.REPLY) -> dict[object, int]:
    """Lines up tickets of one chat."""
    chats = dict.fromkeys(tickets, chat)
    for ticket in chats:
        pacing.wait(ticket, chat, chat < 0, lane)
    return chats


def most_within(moments: Iterable[float], seconds: float) -> int:
    """How many fall into the busiest stretch of so many seconds."""
    moments = sorted(moments)
    return max(sum(start <= moment < start + seconds for moment in moments) for start in moments)


def test_first_message_goes_at_once() -> None:
    pacing = Pacing()

    pacing.wait("a", 1, False, Lane.REPLY)

    assert pacing.go(0.0) == "a"
    assert pacing.go(0.0) is None
    assert pacing.next_at(0.0) == inf


def test_messages_of_a_chat_go_in_order_one_a_second() -> None:
    pacing = Pacing()
    chats = fill(pacing, 1, "abcde")

    went = run(pacing, chats)

    assert [ticket for _, ticket in went] == list("abcde")
    assert most_within((moment for moment, _ in went), 1.0) == 1


def test_next_message_of_a_chat_waits_until_the_one_before_has_arrived() -> None:
    pacing = Pacing()
    fill(pacing, 1, "ab")
    pacing.go(0.0)

    before = pacing.go(5.0)
    pacing.done(1, 6.0)

    assert before is None
    assert pacing.next_at(6.0) == 7.0
    assert pacing.go(7.0) == "b"


def test_group_gets_twenty_a_minute() -> None:
    pacing = Pacing()
    chats = fill(pacing, GROUP, range(70))

    went = run(pacing, chats)

    assert len(went) == 70
    assert most_within((moment for moment, _ in went), 60.0) == 20


def test_all_chats_together_stay_below_thirty_a_second() -> None:
    pacing = Pacing()
    for chat in range(300):
        pacing.wait(chat, chat, False, Lane.REPLY)

    went = run(pacing)

    assert len(went) == 300
    assert most_within((moment for moment, _ in went), 1.0) == 29
    assert went[-1][0] < 300 / 29 + 1


def test_replies_go_before_alerts_that_waited_longer() -> None:
    pacing = Pacing()
    for chat in range(100):
        pacing.wait(chat, chat, False, Lane.BULK)
    pacing.wait(500, 500, False, Lane.REPLY)

    went = [ticket for _, ticket in run(pacing)]

    assert went[0] == 500
    assert len(went) == 101


def test_reply_overtakes_the_alerts_of_its_own_chat() -> None:
    pacing = Pacing()
    chats = fill(pacing, 1, ["alert"], Lane.BULK) | fill(pacing, 1, ["reply"])

    assert [ticket for _, ticket in run(pacing, chats)] == ["reply", "alert"]


def test_postponed_chat_waits_and_others_go_on() -> None:
    pacing = Pacing()
    pacing.postpone(1, False, until=30.0, now=0.0)
    for chat in (1, 2):
        pacing.wait(chat, chat, False, Lane.REPLY)

    assert run(pacing) == [(0.0, 2), (30.0, 1)]


def test_what_can_be_left_out_never_takes_the_turn_of_what_cannot() -> None:
    pacing = Pacing()
    fill(pacing, GROUP, ["reply"])

    assert not pacing.go_at_once(GROUP, True, 0.0)
    assert pacing.go(0.0) == "reply"
    pacing.done(GROUP, 0.1)
    assert not pacing.go_at_once(GROUP, True, 0.5)
    assert pacing.go_at_once(GROUP, True, 2.0)


def test_what_can_be_left_out_leaves_a_groups_messages_to_answers() -> None:
    pacing, went = Pacing(), list[float]()
    for moment in map(float, range(0, 120, 2)):
        if pacing.go_at_once(GROUP, True, moment, spare=12):
            pacing.done(GROUP, moment)
            went.append(moment)

    assert most_within(went, 60.0) == 8


def test_ticket_that_leaves_is_not_waited_for() -> None:
    pacing = Pacing()
    chats = fill(pacing, 1, "ab")

    pacing.leave("a")

    assert run(pacing, chats) == [(0.0, "b")]


def test_chats_in_which_nothing_goes_are_forgotten_and_nothing_else() -> None:
    pacing = Pacing()
    fill(pacing, GROUP, range(21))
    for moment in map(float, range(0, 40, 2)):
        pacing.go(moment)
        pacing.done(GROUP, moment)

    pacing.tidy(45.0)

    assert pacing.go(45.0) is None
    assert pacing.next_at(45.0) == 60.0


Said = tuple[int, Lane, float, float]
_SAID = st.tuples(st.integers(-3, 12), st.sampled_from(Lane), st.floats(0, 2), st.floats(0, 3))


@given(st.lists(_SAID, min_size=1, max_size=120), st.randoms(use_true_random=False))
def test_however_long_messages_take_all_arrive_within_every_limit(said: list[Said], rng: Random) -> None:
    """Each arrives at some moment between its going and our knowing, which is all that we know."""
    pacing, arrived = Pacing(), list[tuple[float, int]]()
    coming, on_the_way, now = deque(said), list[tuple[float, int]](), 0.0
    at = 0.0
    while coming or on_the_way or pacing.next_at(now) < inf:
        next_said = at + coming[0][2] if coming else inf
        now = max(now, min(next_said, min(on_the_way, default=(inf, 0))[0], pacing.next_at(now)))
        for done, chat in [one for one in on_the_way if one[0] <= now]:
            on_the_way.remove((done, chat))
            pacing.done(chat, now)
        if next_said <= now:
            chat, lane, _, takes = coming.popleft()
            at = next_said
            pacing.wait((chat, takes, object()), chat, chat < 0, lane)
        while isinstance(ticket := pacing.go(now), tuple):
            chat, takes, _ = ticket
            on_the_way.append((now + takes, chat))
            arrived.append((now + rng.random() * takes, chat))

    assert sorted(chat for _, chat in arrived) == sorted(chat for chat, *_ in said)
    assert most_within((moment for moment, _ in arrived), 1.0) < 30
    for chat in {chat for _, chat in arrived}:
        moments = [moment for moment, where in arrived if where == chat]
        assert most_within(moments, 1.0) == 1
        assert chat >= 0 or most_within(moments, 60.0) <= 20


def test_no_more_alerts_are_on_the_way_at_a_time_than_may_be_told_twice_by_a_kill() -> None:
    pacing = Pacing()
    for chat in range(1, 30):
        fill(pacing, chat, [f"alert {chat}"], Lane.BULK)

    going = [pacing.go(moment / 20) for moment in range(9)]
    fill(pacing, 100, ["reply"])

    assert going == [*(f"alert {chat}" for chat in range(1, 9)), None] and pacing.go(0.45) == "reply"
    assert pacing.next_at(0.7) == inf
    pacing.done(1, 0.7)
    assert pacing.go(0.7) == "alert 9"


def test_alerts_go_one_after_another_and_nearly_as_fast_as_telegram_takes_them() -> None:
    pacing = Pacing()
    for chat in range(1, 301):
        fill(pacing, chat, [chat], Lane.BULK)

    went = [moment for moment, _ in run(pacing)]

    assert min(later - earlier for earlier, later in pairwise(went)) > 0.029
    assert went[-1] < 300 / 28.5 and most_within(went, 1.0) <= 29


def test_alerts_wait_while_several_chats_at_once_are_told_to() -> None:
    pacing = Pacing()
    for chat, until in ((1, 40_000.0), (2, 30.0), (3, 20.0)):
        pacing.postpone(chat, False, until, now=0.0)
    fill(pacing, 4, ["alert"], Lane.BULK)
    fill(pacing, 5, ["reply"])

    assert pacing.go(1.0) == "reply" and pacing.go(1.0) is None
    # Not for hours, as one of them was told.
    assert pacing.next_at(1.0) == 20.0 and pacing.go(20.0) == "alert"


def test_chats_told_to_wait_one_after_another_keep_no_other() -> None:
    pacing = Pacing()
    for chat in (1, 2, 3):
        pacing.postpone(chat, False, 60.0, now=5.0 * chat)
    fill(pacing, 4, ["alert"], Lane.BULK)

    assert pacing.go(16.0) == "alert"


def test_lane_that_is_shut_gives_back_what_waits_in_it_alone() -> None:
    pacing = Pacing()
    fill(pacing, 1, ["alert", "another"], Lane.BULK)
    fill(pacing, 1, ["reply"])

    assert pacing.shut(Lane.BULK) == ["alert", "another"]
    assert pacing.go(0.0) == "reply" and pacing.next_at(9.0) == inf
