"""Forms filled in by a chat model, whatever its server knows and does."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from corpus.errors import CorpusError, Refused, Unavailable
from index.writing.breaker import Breaker
from index.writing.budget import Allowance, Budget
from index.writing.structured import BOUNDS, StructuredModel, found_json
from tests import model_server
from tests.model_server import ModelServer, Reply, failing, head, page, streamed, whole

SCHEMA = {"type": "object", "properties": {"deals": {"type": "array", "items": {"type": "string"}}}}
FILLED = {"deals": ["Mazda"]}


@pytest.fixture(name="server")
def _server() -> Iterator[ModelServer]:
    with model_server.serving() as running:
        yield running


def model(server: ModelServer, **more: Any) -> StructuredModel:
    return StructuredModel(
        "some-model", server.url, "secret", clock=server.clock, sleep=server.clock.sleep, **({"bounds": BOUNDS} | more)
    )


def filled(server: ModelServer, *replies: Reply, times: int = 1, **more: Any) -> list[object]:
    server.replies = list(replies)
    made = model(server, **more)
    try:
        return [made.filled("Fill in.", "Mazda", SCHEMA) for _ in range(times)]
    finally:
        made.close()


def fails(server: ModelServer, *replies: Reply, **more: Any) -> CorpusError:
    with pytest.raises(CorpusError) as caught:
        filled(server, *replies, **more)
    return caught.value


def manners(server: ModelServer) -> list[str]:
    """How each request asked for JSON."""
    return [asked.get("response_format", {}).get("type", "words") for asked in server.asked]


def refusing(*kinds: str, hint: str = "") -> Any:
    """A server that answers 400 to requests of these kinds, or with that parameter, and fills in the rest."""

    def reply(asked: dict[str, Any]) -> Reply:
        kind = asked.get("response_format", {}).get("type", "words")
        return failing(400) if kind in kinds or hint in asked else whole(json.dumps(FILLED))

    return reply


def test_server_is_held_to_the_schema(server: ModelServer) -> None:
    assert filled(server, whole(json.dumps(FILLED))) == [FILLED]
    assert server.keys == ["Bearer secret"]
    [asked] = server.asked
    assert asked == {
        "model": "some-model",
        "messages": [{"role": "system", "content": "Fill in."}, {"role": "user", "content": "Mazda"}],
        "response_format": {"type": "json_schema", "json_schema": {"name": "form", "strict": True, "schema": SCHEMA}},
        "temperature": 0,
        "max_tokens": BOUNDS.output_tokens,
    }


def test_server_without_schemas_is_asked_for_json_then_and_later(server: ModelServer) -> None:
    assert filled(server, refusing("json_schema"), times=2) == [FILLED, FILLED]
    assert manners(server) == ["json_schema", "json_object", "json_object"]
    assert json.dumps(SCHEMA) in server.asked[1]["messages"][0]["content"]


def test_server_without_any_form_is_asked_in_words(server: ModelServer) -> None:
    assert filled(server, refusing("json_schema", "json_object"), times=2) == [FILLED, FILLED]
    assert manners(server) == ["json_schema", "json_object", "words", "words"]
    assert all("temperature" in asked for asked in server.asked)


def test_server_that_knows_no_bounds_is_asked_without_them(server: ModelServer) -> None:
    assert filled(server, refusing(hint="temperature"), times=2) == [FILLED, FILLED]
    assert "temperature" not in server.asked[-1]
    assert len(server.asked) == 5


def test_complaint_about_a_bound_costs_no_schema(server: ModelServer) -> None:
    body = json.dumps({"error": {"message": "Unsupported parameter: 'max_tokens'"}}).encode()
    complaint = [head(400, "application/json", Content_Length=str(len(body))) + body]

    assert filled(server, complaint, whole(json.dumps(FILLED))) == [FILLED]
    assert manners(server) == ["json_schema", "json_schema"]
    assert "max_tokens" not in server.asked[1]


def test_prompt_that_is_refused_in_every_manner_is_no_fault_of_the_server(server: ModelServer) -> None:
    server.replies = [*[failing(400)] * 16, list(whole(json.dumps(FILLED)))]
    made = model(server)

    for _ in range(4):
        with pytest.raises(Unavailable, match="did not take"):
            made.filled("Fill in.", "far too long", SCHEMA)
    after = made.filled("Fill in.", "Mazda", SCHEMA)

    made.close()
    assert after == FILLED
    assert manners(server)[-1] == "json_schema"


@pytest.mark.parametrize("passing", [failing(500), failing(503), failing(429, Retry_After="1"), []])
def test_what_passes_is_tried_again(server: ModelServer, passing: Reply) -> None:
    assert filled(server, passing, whole(json.dumps(FILLED))) == [FILLED]
    assert len(server.clock.slept) == 1


def test_overloaded_server_is_left_alone_for_as_long_as_it_asks(server: ModelServer) -> None:
    server.replies = [failing(429, Retry_After="45")]
    made = model(server)

    said = []
    for _ in range(2):
        with pytest.raises(Unavailable) as caught:
            made.filled("Fill in.", "Mazda", SCHEMA)
        said.append(caught.value.reason)

    made.close()
    assert "429" in said[0]
    assert "left alone for 45 s" in said[1]
    assert len(server.asked) == 1


def test_server_that_is_down_is_left_alone_after_three_failures(server: ModelServer) -> None:
    server.replies = [failing(500)]
    made = model(server, max_retries=0)

    for _ in range(10):
        with pytest.raises(Unavailable):
            made.filled("Fill in.", "Mazda", SCHEMA)
    server.clock.now += 31
    server.replies = [list(whole(json.dumps(FILLED)))]
    after = made.filled("Fill in.", "Mazda", SCHEMA)

    made.close()
    assert after == FILLED
    assert len(server.asked) == 4


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (page(), Refused),
        (page(502), Unavailable),
        (failing(401), Refused),
        (failing(404), Refused),
        (failing(429, "insufficient_quota"), Refused),
        (list(whole("")), Unavailable),
        (list(whole(None)), Unavailable),
        (list(whole(7)), Unavailable),
        ([head(kind="application/json") + b"[]"], Unavailable),
        ([head(kind="application/json") + b'{"choices": [{"mess'], Unavailable),
        ([head(kind="application/json", Content_Length="900") + b'{"choices": ['], Unavailable),
        (list(streamed("{}")), Unavailable),
    ],
)
def test_answer_that_is_none_is_told_in_errors_of_the_corpus(
    server: ModelServer, reply: Reply, error: type[CorpusError]
) -> None:
    assert type(fails(server, reply, max_retries=0)) is error


def test_server_that_sends_without_end_is_cut_off(server: ModelServer) -> None:
    flood = [head(kind="application/json"), *[b" " * 10_000] * 50]

    error = fails(server, flood, max_retries=0, bounds=replace(BOUNDS, reply_bytes=100_000))

    assert "100000 bytes" in error.reason


def test_server_that_dawdles_is_cut_off(server: ModelServer) -> None:
    def slow() -> Iterator[bytes]:
        yield head(kind="application/json")
        yield from server.clock.paced([b" "] * 20, 10)

    assert "60 s" in fails(server, slow(), max_retries=0).reason


def test_budget_bounds_the_calls(server: ModelServer) -> None:
    server.replies = [list(whole(json.dumps(FILLED)))]
    made = model(server, budget=Budget(Allowance(calls=1)))

    made.filled("Fill in.", "Mazda", SCHEMA)
    with pytest.raises(Unavailable, match="budget"):
        made.filled("Fill in.", "Mazda", SCHEMA)

    made.close()
    assert len(server.asked) == 1


def test_breaker_may_be_shared(server: ModelServer) -> None:
    breaker = Breaker(clock=server.clock)
    fails(server, failing(401), breaker=breaker)

    assert isinstance(fails(server, whole("{}"), breaker=breaker), Refused)
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"deals": []}', {"deals": []}),
        ('Sure! Here it is:\n```json\n{"deals": ["a"]}\n```\nAnything else?', {"deals": ["a"]}),
        ('<think>{"deals": []} is too little</think> {"deals": ["a", "b"]}', {"deals": ["a", "b"]}),
        ('{broken {"deals": ["a"]}', {"deals": ["a"]}),
        ('{"deals": [' * 3, None),
        ("No deals.", None),
        ("", None),
        ('{"a":' * 3_000, None),
        ('{"a": ' + "9" * 5_000 + "}", None),
        ("{" * 10_000, None),
    ],
)
def test_json_is_found_in_what_is_said_around_it(text: str, found: object) -> None:
    assert found_json(text) == found


def test_prose_without_json_is_nothing(server: ModelServer) -> None:
    assert filled(server, whole("I found no deals, sorry.")) == [None]
