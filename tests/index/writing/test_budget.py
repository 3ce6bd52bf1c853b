from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest

from index.errors import ModelUnavailable
from index.writing.budget import Allowance, Budget, tokens_of
from index.writing.chat_model import ChatModel
from index.writing.chat_reply import BOUNDS
from tests import model_server
from tests.fakes import NOW
from tests.model_server import ModelServer, streamed

ASKED = [{"role": "user", "content": "Who supplies Subaru?"}]


class Days:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def test_so_many_calls_a_day_and_no_more() -> None:
    budget = Budget(Allowance(calls=2), Days())

    assert [budget.take(1) is not None for _ in range(3)] == [True, True, False]


def test_so_many_tokens_a_day_and_no_more() -> None:
    budget = Budget(Allowance(tokens=100), Days())

    assert [budget.take(tokens) is not None for tokens in (60, 41, 40, 1)] == [True, False, True, False]


def test_a_call_refused_costs_nothing() -> None:
    budget = Budget(Allowance(calls=1, tokens=100), Days())

    assert budget.take(101) is None
    assert budget.take(100) is not None


def test_what_was_not_used_is_there_again() -> None:
    budget = Budget(Allowance(tokens=100), Days())
    day = budget.take(100)
    assert day

    budget.give_back(day, 70)

    assert budget.take(71) is None
    assert budget.take(70)


def test_a_new_day_begins_at_midnight_utc_whatever_the_zone() -> None:
    days = Days()
    budget = Budget(Allowance(calls=1), days)
    days.now = datetime(2026, 11, 23, 23, 59, tzinfo=UTC)
    assert budget.take(1)

    days.now = datetime(2026, 11, 24, 8, 59, tzinfo=timezone(timedelta(hours=9)))
    assert budget.take(1) is None
    days.now = datetime(2026, 11, 24, 9, 0, tzinfo=timezone(timedelta(hours=9)))
    assert budget.take(1)


def test_what_a_call_of_yesterday_gives_back_is_lost() -> None:
    days = Days()
    budget = Budget(Allowance(tokens=100), days)
    day = budget.take(100)
    assert day
    days.now += timedelta(days=1)
    assert budget.take(100)

    budget.give_back(day, 100)

    assert budget.take(1) is None


def test_without_an_allowance_there_is_no_end() -> None:
    budget = Budget(Allowance(), Days())

    assert all(budget.take(10**9) for _ in range(100))


@pytest.fixture(name="server")
def _server() -> Iterator[ModelServer]:
    with model_server.serving() as running:
        running.replies = [list(streamed("Panasonic"))]
        yield running


def test_a_model_whose_budget_is_spent_is_not_asked_until_tomorrow(server: ModelServer) -> None:
    days = Days()
    model = ChatModel("m", server.url, budget=Budget(Allowance(calls=1), days))
    assert list(model.stream(ASKED)) == ["Panasonic"]

    for _ in range(5):  # more often than the failures that a server is allowed
        with pytest.raises(ModelUnavailable, match="today's budget is spent"):
            list(model.stream(ASKED))
    days.now += timedelta(days=1)

    assert list(model.stream(ASKED)) == ["Panasonic"]
    model.close()
    assert len(server.asked) == 2


def test_a_model_spends_what_it_was_sent_and_what_it_said(server: ModelServer) -> None:
    budget = Budget(Allowance(tokens=1_000), Days())
    model = ChatModel("m", server.url, budget=budget)

    list(model.stream(ASKED))

    model.close()
    spent = tokens_of(len("user" + ASKED[0]["content"])) + tokens_of(len("Panasonic"))
    assert spent < BOUNDS.output_tokens
    assert budget.take(1_001 - spent) is None
    assert budget.take(1_000 - spent)
