from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, repeat

import pytest

from index.errors import FindingError, ModelRefused, ModelUnavailable
from index.writing.chat_model import ChatModel
from index.writing.chat_reply import BOUNDS
from tests import model_server
from tests.model_server import ModelServer, Reply, cut, delta, endless, event, failing, head, page, streamed, whole

ASKED = [{"role": "user", "content": "Who supplies Subaru?"}]


@pytest.fixture(name="server")
def _server() -> Iterator[ModelServer]:
    with model_server.serving() as running:
        yield running


def answer(model: ChatModel) -> str:
    try:
        return "".join(model.stream(ASKED))
    finally:
        model.close()


def fails(server: ModelServer, *replies: Reply, max_retries: int = 0) -> FindingError:
    server.replies = list(replies)
    with pytest.raises(FindingError) as caught:
        answer(server.model(max_retries))
    return caught.value


def test_text_comes_in_pieces_as_it_is_written(server: ModelServer) -> None:
    server.replies = [streamed("Panasonic", " Energy", " [1].")]
    model = server.model()

    pieces = list(model.stream(ASKED))

    model.close()
    assert pieces == ["Panasonic", " Energy", " [1]."]
    assert server.keys == ["Bearer secret"]
    assert server.asked[0] == {
        "model": "some-model",
        "messages": ASKED,
        "stream": True,
        "temperature": 0,
        "max_tokens": BOUNDS.output_tokens,
    }


def test_a_server_that_does_not_stream_is_understood(server: ModelServer) -> None:
    server.replies = [whole("Panasonic Energy [1].")]

    assert answer(server.model()) == "Panasonic Energy [1]."


def test_parameters_that_a_server_does_not_know_are_left_out_then_and_later(server: ModelServer) -> None:
    server.replies = [failing(400), streamed("Panasonic"), streamed("LG")]
    model = server.model()

    said = ["".join(model.stream(ASKED)), "".join(model.stream(ASKED))]

    model.close()
    assert said == ["Panasonic", "LG"]
    assert [sorted(asked) for asked in server.asked] == [
        ["max_tokens", "messages", "model", "stream", "temperature"],
        ["messages", "model", "stream"],
        ["messages", "model", "stream"],
    ]


def test_a_prompt_that_is_refused_with_and_without_parameters_is_not_sent_a_third_time(server: ModelServer) -> None:
    error = fails(server, failing(400), max_retries=3)

    assert isinstance(error, ModelUnavailable)
    assert len(server.asked) == 2


@pytest.mark.parametrize("passing", [failing(500), failing(503), failing(429, Retry_After="1"), []])
def test_what_passes_is_tried_again(server: ModelServer, passing: Reply) -> None:
    server.replies = [passing, streamed("Panasonic")]

    assert answer(server.model()) == "Panasonic"
    assert len(server.clock.slept) == 1


def test_a_short_wait_that_the_server_asks_for_is_kept(server: ModelServer) -> None:
    server.replies = [failing(429, Retry_After="2"), streamed("Panasonic")]

    answer(server.model())

    assert server.clock.slept == [2.0]


def test_a_date_to_wait_for_is_held_against_the_server_s_own_clock(server: ModelServer) -> None:
    noon, later = "Mon, 23 Nov 2026 12:00:00 GMT", "Mon, 23 Nov 2026 12:00:02 GMT"
    server.replies = [failing(429, Retry_After=later, Date=noon), streamed("Panasonic")]

    answer(server.model())

    assert server.clock.slept == [2.0]


def test_a_date_that_is_past_is_no_wait(server: ModelServer) -> None:
    past, noon = "Mon, 23 Nov 2026 11:00:00 GMT", "Mon, 23 Nov 2026 12:00:00 GMT"
    server.replies = [failing(503, Retry_After=past, Date=noon), streamed("Panasonic")]

    assert answer(server.model()) == "Panasonic"
    assert server.clock.slept == [0.5]


@pytest.mark.parametrize("wait", ["3", "60", "Mon, 23 Nov 2026 12:00:00 GMT", "soon", "-1"])
def test_a_long_wait_is_not_waited_for(server: ModelServer, wait: str) -> None:
    error = fails(server, failing(429, Retry_After=wait), max_retries=3)

    assert isinstance(error, ModelUnavailable)
    assert len(server.asked) == 1
    assert server.clock.slept == []


def test_a_server_that_stays_down_is_given_up(server: ModelServer) -> None:
    error = fails(server, failing(500), max_retries=2)

    assert isinstance(error, ModelUnavailable)
    assert "500" in error.reason
    assert len(server.asked) == 3


def test_nobody_at_the_address_is_unavailable() -> None:
    with model_server.serving() as gone:
        pass

    with pytest.raises(ModelUnavailable):
        answer(gone.model())


@pytest.mark.parametrize(
    ("status", "code", "hint"),
    [(401, "", "key"), (403, "", "key"), (404, "", "address"), (429, "insufficient_quota", "429"), (402, "", "402")],
)
def test_what_only_a_setting_can_change_is_refused_at_once(
    server: ModelServer, status: int, code: str, hint: str
) -> None:
    error = fails(server, failing(status, code), max_retries=3)

    assert isinstance(error, ModelRefused)
    assert hint in error.reason
    assert len(server.asked) == 1


def test_a_page_of_html_is_no_answer(server: ModelServer) -> None:
    error = fails(server, page())

    assert isinstance(error, ModelRefused)
    assert "/v1" in error.reason


@pytest.mark.parametrize(
    "rubbish",
    [
        cut("Panasonic Energy will"),
        [head() + delta("Panasonic") + b"data: {not json\n\n"],
        [head() + event({"error": {"message": "out of memory"}})],
        [head() + event("[DONE]")],
        [head() + event({"choices": None}) + event("[DONE]")],
        [head() + event({"choices": [{"finish_reason": "stop"}]}) + event("[DONE]")],
        [head() + event([1, 2, 3])],
        [head() + b"\xff\xfe\x00data: \xc3\x28\n\n"],
        [head(kind="application/json") + b"{]"],
        [head(kind="application/json") + b'{"choices": []}'],
        [head(kind="application/json") + b"[]"],
        [head(kind="application/json") + b'{"choices": [{"message": {"content": "Panaso'],
        [head(kind="application/json", Content_Length="500") + b'{"choices": [{"message": {"content": "Pan"}}]}'],
        whole(None),
        whole(["Panasonic"]),
        streamed(""),
        [head(kind="text/plain") + b"Panasonic Energy"],
        [b"Panasonic Energy supplies Subaru.\r\n\r\n"],
    ],
)
def test_half_an_answer_and_rubbish_are_no_answer(server: ModelServer, rubbish: Reply) -> None:
    assert isinstance(fails(server, rubbish), ModelUnavailable)


def test_an_answer_without_end_is_cut(server: ModelServer) -> None:
    server.replies = [endless("yes ")]

    said = answer(server.model(bounds=replace(BOUNDS, output_characters=402)))

    assert said == ("yes " * 101)[:402]


def test_a_stream_of_empty_pieces_without_end_is_given_up(server: ModelServer) -> None:
    server.replies = [endless("")]

    with pytest.raises(ModelUnavailable, match="more than 50000 bytes"):
        answer(server.model(bounds=replace(BOUNDS, reply_bytes=50_000)))


def test_a_server_that_only_says_it_is_alive_is_given_up(server: ModelServer) -> None:
    server.replies = [lambda _: model_server.pings(server.clock, seconds=6)]

    with pytest.raises(ModelUnavailable, match="no word within 20 s"):
        answer(server.model())


def test_an_answer_that_takes_too_long_is_given_up(server: ModelServer) -> None:
    server.replies = [chain([head()], server.clock.paced(repeat(delta("and ")), seconds=7))]

    with pytest.raises(ModelUnavailable, match="not done within 60 s"):
        answer(server.model())


def test_a_model_that_thinks_aloud_first_is_waited_for(server: ModelServer) -> None:
    thoughts = [delta(None, reasoning_content="Let me see.")] * 5
    spoken = [delta("Panasonic"), delta(None, "stop") + event("[DONE]")]
    server.replies = [chain([head()], server.clock.paced([*thoughts, *spoken], seconds=6))]

    assert answer(server.model()) == "Panasonic"


def test_an_address_that_is_none_is_refused_before_it_is_used() -> None:
    for address in ("localhost:8000/v1", "ftp://host/v1", "http://[broken"):
        with pytest.raises(ModelRefused):
            ChatModel("m", address)


def test_errors_do_not_give_away_the_password_in_an_address() -> None:
    model = ChatModel("m", "http://user:hunter2@127.0.0.1:9/v1")

    with pytest.raises(ModelUnavailable) as caught:
        answer(model)

    assert "hunter2" not in str(caught.value)


def test_half_a_character_is_sent_as_a_question_mark(server: ModelServer) -> None:
    server.replies = [streamed("Panasonic")]
    model = server.model()

    list(model.stream([{"role": "user", "content": "half \ud83d"}]))

    model.close()
    assert server.asked[0]["messages"][0]["content"] == "half ?"
