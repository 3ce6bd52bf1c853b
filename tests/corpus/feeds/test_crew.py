"""Many hosts at a time, each in turn, and none waits for another."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

import pytest

from corpus.feeds.crew import Crew

LONG = 20.0


@dataclass(frozen=True)
class Item:
    host: str
    n: int


def items(host: str, *numbers: int) -> list[Item]:
    return [Item(host, n) for n in numbers]


def crew(do: Callable[[Item], str], workers: int = 4, stop: Event | None = None) -> Crew[Item, str]:
    return Crew(do, workers, (stop or Event()).is_set)


def test_slow_host_keeps_no_other_waiting_and_is_done_in_order() -> None:
    answered = Event()

    def do(item: Item) -> str:
        if item.host == "slow":
            answered.wait(LONG)
        return f"{item.host} {item.n}"

    made = crew(do)
    made.begin([*items("slow", 1, 2), *items("quick", 1, 2, 3)])
    done = list[str]()
    while len(done) < 3:
        done += made.finished(0.01)

    assert done == ["quick 1", "quick 2", "quick 3"]
    assert made.is_free and made.in_hand == items("slow", 1, 2) and made.oldest is not None
    made.begin(items("fresh", 1))
    while "fresh 1" not in done:
        done += made.finished(0.01)
    answered.set()
    assert made.finished(LONG) == ["slow 1", "slow 2"]
    assert made.in_hand == [] and made.oldest is None


def test_no_more_work_at_a_time_than_there_are_hands() -> None:
    answered = Event()

    def do(item: Item) -> str:
        answered.wait(LONG)
        return item.host

    made = crew(do, workers=2)
    made.begin([Item(str(n), n) for n in range(5)])

    assert not made.is_free and len(made.in_hand) == 5
    answered.set()
    assert sorted(made.finished(LONG)) == ["0", "1", "2", "3", "4"]
    assert made.is_free


def test_who_is_told_to_stop_begins_nothing_more_and_says_what_is_left() -> None:
    stop = Event()

    def do(item: Item) -> str:
        stop.set()
        return item.host

    made = crew(do, workers=1, stop=stop)
    made.begin([*items("a", 1, 2), *items("b", 3)])

    assert made.finished(0) == ["a"] and made.in_hand == [*items("a", 2), *items("b", 3)]


def test_fault_is_told_and_the_others_go_on() -> None:
    def do(item: Item) -> str:
        if item.n == 1:
            raise RuntimeError("the disk is full")
        return str(item.n)

    made = crew(do, workers=1)
    made.begin(items("a", 1, 2))

    with pytest.raises(RuntimeError, match="the disk is full"):
        made.finished(0)
    assert made.in_hand == []
