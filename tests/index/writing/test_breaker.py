from collections.abc import Iterator

import pytest

from index.errors import FindingError, ModelRefused, ModelUnavailable
from index.writing.breaker import Breaker, Pauses
from index.writing.chat_model import ChatModel
from tests import model_server
from tests.model_server import Clock, ModelServer, cut, failing, page, streamed

DOWN = ModelUnavailable("model m", "answered 500")
NO_MONEY = ModelRefused("model m", "answered 402: no credit")
PAUSES = Pauses(failures=3, seconds=30, longest_seconds=100, refused_seconds=900, longest_refused_seconds=2_000)


@pytest.fixture(name="clock")
def _clock() -> Clock:
    return Clock()


@pytest.fixture(name="breaker")
def _breaker(clock: Clock) -> Breaker:
    return Breaker(PAUSES, clock)


def is_open(breaker: Breaker) -> bool:
    """Looks without being let through for good: a trial of no seconds is over at once."""
    try:
        breaker.enter(trial_seconds=0)
    except FindingError:
        return True
    return False


def test_two_failures_are_borne_and_three_in_a_row_are_not(breaker: Breaker) -> None:
    for _ in range(2):
        breaker.failed(DOWN)
    assert not is_open(breaker)

    breaker.failed(DOWN)

    with pytest.raises(ModelUnavailable, match="left alone for 30 s more; it answered 500"):
        breaker.enter(60)


def test_a_success_between_failures_starts_the_count_anew(breaker: Breaker) -> None:
    for _ in range(5):
        breaker.failed(DOWN)
        breaker.failed(DOWN)
        breaker.succeeded()

    assert not is_open(breaker)


def test_each_pause_is_twice_the_one_before_up_to_the_longest(breaker: Breaker, clock: Clock) -> None:
    for _ in range(3):
        breaker.failed(DOWN)

    pauses = []
    for _ in range(4):
        began = clock.now
        while is_open(breaker):
            clock.now += 1
        pauses.append(clock.now - began)
        breaker.enter(60)
        breaker.failed(DOWN)

    assert pauses == [30, 60, 100, 100]


def test_after_a_pause_one_is_let_through_and_the_others_wait_for_it(breaker: Breaker, clock: Clock) -> None:
    for _ in range(3):
        breaker.failed(DOWN)
    clock.now += 30

    breaker.enter(60)

    with pytest.raises(ModelUnavailable):
        breaker.enter(60)
    breaker.succeeded()
    breaker.enter(60)
    breaker.enter(60)


def test_a_trial_that_is_never_heard_of_again_keeps_nobody_out(breaker: Breaker, clock: Clock) -> None:
    for _ in range(3):
        breaker.failed(DOWN)
    clock.now += 30
    breaker.enter(60)

    clock.now += 60

    breaker.enter(60)


def test_calls_that_began_before_the_pause_do_not_lengthen_it(breaker: Breaker, clock: Clock) -> None:
    for _ in range(9):
        breaker.failed(DOWN)

    clock.now += 30

    assert not is_open(breaker)


def test_no_money_and_a_wrong_key_end_it_at_once_and_for_longer(breaker: Breaker, clock: Clock) -> None:
    breaker.failed(NO_MONEY)

    with pytest.raises(ModelRefused, match="left alone for 900 s more; it answered 402: no credit"):
        breaker.enter(60)
    clock.now += 900
    breaker.enter(60)
    breaker.failed(NO_MONEY)
    clock.now += 1_799
    assert is_open(breaker)


@pytest.mark.parametrize(("asked", "left_alone"), [(10, 10), (70, 70), (5_000, 100), (float("inf"), 100)])
def test_a_server_that_asks_for_a_wait_gets_it_within_reason(
    breaker: Breaker, clock: Clock, asked: float, left_alone: float
) -> None:
    breaker.failed(DOWN, asked)

    clock.now += left_alone - 1
    assert is_open(breaker)
    clock.now += 1
    assert not is_open(breaker)


def test_a_server_that_asks_for_a_wait_again_and_again_is_left_alone_for_longer(breaker: Breaker, clock: Clock) -> None:
    breaker.failed(DOWN, 5)
    clock.now += 5
    breaker.enter(60)

    breaker.failed(DOWN, 5)

    clock.now += 29
    assert is_open(breaker)
    clock.now += 1
    assert not is_open(breaker)


@pytest.fixture(name="server")
def _server() -> Iterator[ModelServer]:
    with model_server.serving() as running:
        yield running


@pytest.fixture(name="model")
def _model(server: ModelServer) -> Iterator[ChatModel]:
    model = server.model(max_retries=0)
    yield model
    model.close()


def said(model: ChatModel) -> str | None:
    try:
        return "".join(model.stream([{"role": "user", "content": "Who?"}]))
    except FindingError:
        return None


def test_a_server_that_fails_three_times_is_not_asked_and_answers_again_after_the_pause(
    server: ModelServer, model: ChatModel
) -> None:
    server.replies = [failing(500), page(502), list(cut("Pana")), list(streamed("Panasonic"))]

    assert [said(model) for _ in range(6)] == [None] * 6
    assert len(server.asked) == 3
    server.clock.now += 30
    assert [said(model), said(model)] == ["Panasonic", "Panasonic"]


@pytest.mark.parametrize("refusal", [failing(429, "insufficient_quota"), failing(402), failing(401), failing(404)])
def test_a_server_that_refuses_is_asked_once(server: ModelServer, model: ChatModel, refusal: list[bytes]) -> None:
    server.replies = [refusal]

    assert [said(model) for _ in range(3)] == [None] * 3

    assert len(server.asked) == 1


def test_a_server_that_asks_for_a_minute_is_left_alone_for_it(server: ModelServer, model: ChatModel) -> None:
    server.replies = [failing(429, Retry_After="60"), list(streamed("Panasonic"))]

    assert said(model) is None
    server.clock.now += 59
    assert said(model) is None
    server.clock.now += 1
    assert said(model) == "Panasonic"


def test_whoever_stops_reading_early_has_not_seen_the_server_fail(server: ModelServer, model: ChatModel) -> None:
    server.replies = [list(streamed("Panasonic", " Energy"))]

    for _ in range(5):
        pieces = model.stream([{"role": "user", "content": "Who?"}])
        assert next(pieces) == "Panasonic"
        pieces.close()

    assert len(server.asked) == 5
