import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event
from typing import Any

import numpy as np
import pytest

from index.embedding.api import LIMITS, Limits, ServerEmbedding
from index.errors import EmbeddingRefused, EmbeddingUnavailable
from tests import model_server

#: Status, content type, body.
Reply = tuple[int, str, str]


class Server:
    """An embedding server on loopback that answers as it is told, and keeps what it was asked."""

    def __init__(self) -> None:
        self.url = ""
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.reply: Callable[[dict[str, Any]], Reply] = embeddings

    def answer(self, asked: dict[str, Any], key: str | None) -> list[bytes]:
        self.asked.append(asked)
        self.keys.append(key)
        status, kind, body = self.reply(asked)
        content = body.encode()
        return [model_server.head(status, kind, Content_Length=str(len(content)), Retry_After_Ms="1") + content]

    def embedder(self, max_retries: int = 0, limits: Limits = LIMITS) -> ServerEmbedding:
        return ServerEmbedding("some-model", self.url, "secret", max_retries=max_retries, limits=limits)


def embeddings(asked: dict[str, Any]) -> Reply:
    """Of three dimensions, not of unit length, told apart by the text's length; in the wrong order."""
    rows = [{"index": n, "embedding": [len(text), 2.0, 0.5]} for n, text in enumerate(asked["input"])]
    return data(rows[::-1])


def data(rows: list[dict[str, Any]]) -> Reply:
    body = {"object": "list", "model": "some-model", "data": rows, "usage": {}}
    return 200, "application/json", json.dumps(body)


def failing(status: int, code: str = "") -> Callable[[dict[str, Any]], Reply]:
    body = json.dumps({"error": {"message": "told to fail", "code": code}})
    return lambda asked: (status, "application/json", body)


@contextmanager
def serving() -> Iterator[Server]:
    server = Server()
    with model_server.receiving(server.answer) as server.url:
        yield server


@pytest.fixture(name="server")
def _server() -> Iterator[Server]:
    with serving() as running:
        yield running


def test_rows_are_of_unit_length_in_the_order_of_the_texts(server: Server) -> None:
    texts = ["a", "bb", "cccc"]

    found = server.embedder().embed(texts)

    expected = np.array([[len(text), 2.0, 0.5] for text in texts])
    assert found.dtype == np.float32
    assert found == pytest.approx(expected / np.linalg.norm(expected, axis=1, keepdims=True), abs=1e-6)
    assert server.asked == [{"input": texts, "model": "some-model", "encoding_format": "float"}]
    assert server.keys == ["Bearer secret"]


def test_many_texts_go_in_batches_by_number_and_by_characters(server: Server) -> None:
    texts = ["x" * n for n in (1, 2, 3, 40, 5, 6, 50)]

    found = server.embedder(limits=Limits(texts=2, characters=45)).embed(texts)

    assert [[len(text) for text in asked["input"]] for asked in server.asked] == [
        [1, 2],
        [3, 40],
        [5, 6],
        [50],
    ]
    assert found[:, 0] / found[:, 1] * 2 == pytest.approx([1, 2, 3, 40, 5, 6, 50], rel=1e-5)


def test_texts_that_a_server_would_choke_on_are_made_fit(server: Server) -> None:
    server.embedder(limits=Limits(text_characters=10)).embed(["", " \n", "half \ud83d", "long " * 100])

    assert server.asked[0]["input"] == [" ", " ", "half ?", "long long "]


def test_identity_is_server_model_and_dimension_and_is_asked_for_once(server: Server) -> None:
    embedder = server.embedder()

    assert embedder.identity == f"{server.url[7:-3]}/some-model/3"
    assert embedder.dimension == 3
    assert embedder.embed([]).shape == (0, 3)
    assert len(server.asked) == 1


def test_a_password_in_the_address_is_in_no_identity_and_no_message(server: Server) -> None:
    address = server.url.replace("http://", "http://me:hunter2@")
    server.reply = failing(500)
    embedder = ServerEmbedding("m", address, "secret", max_retries=0)

    with pytest.raises(EmbeddingUnavailable) as raised:
        embedder.embed(["a"])

    assert "hunter2" not in str(raised.value)
    assert "secret" not in str(raised.value)
    server.reply = embeddings
    assert "hunter2" not in embedder.identity


def test_a_failure_that_passes_is_retried(server: Server) -> None:
    def recovering(asked: dict[str, Any]) -> Reply:
        replies = [failing(500), failing(429), embeddings]
        return replies[len(server.asked) - 1](asked)

    server.reply = recovering

    assert server.embedder(max_retries=2).embed(["a"]).shape == (1, 3)
    assert len(server.asked) == 3


@pytest.mark.parametrize("status", [500, 502, 503, 429, 408, 409])
def test_a_failing_server_may_be_tried_again(server: Server, status: int) -> None:
    server.reply = failing(status)

    with pytest.raises(EmbeddingUnavailable, match=f"answered {status}.*told to fail"):
        server.embedder().embed(["a"])


@pytest.mark.parametrize(
    ("status", "code", "hint"),
    [
        (401, "", "key"),
        (403, "", "key"),
        (404, "", "model's name"),
        (400, "", ""),
        (429, "insufficient_quota", ""),
    ],
)
def test_a_refusing_server_is_not_tried_again(server: Server, status: int, code: str, hint: str) -> None:
    server.reply = failing(status, code)

    with pytest.raises(EmbeddingRefused, match=f"answered {status}.*told to fail.*{hint}"):
        server.embedder().embed(["a"])


def test_a_server_that_is_not_there_may_be_tried_again() -> None:
    with serving() as gone:
        embedder = gone.embedder()

    with pytest.raises(EmbeddingUnavailable, match=r"Connection error.*refused"):
        embedder.embed(["a"])


def test_a_slow_server_may_be_tried_again(server: Server) -> None:
    # It answers only after it has been given up, so no clock is waited for.
    embedder = ServerEmbedding("m", server.url, "k", max_retries=0, timeout_seconds=0.05)
    given_up = Event()
    server.reply = lambda asked: embeddings(asked) if given_up.wait(10) else failing(500)(asked)

    try:
        with pytest.raises(EmbeddingUnavailable, match="timed out"):
            embedder.embed(["a"])
    finally:
        given_up.set()


@pytest.mark.parametrize(
    "reply",
    [
        (200, "text/html", "<html><title>Welcome</title></html>"),
        (200, "application/json", "<html>"),
        (200, "application/json", "{}"),
        (200, "application/json", "[]"),
        (200, "application/json", '{"data": [{"index": 0}]}'),
        (200, "application/json", '{"data": [{"index": 0, "embedding": "AAAA"}]}'),
        (200, "application/json", '{"data": [{"index": 0, "embedding": [[1, 2]]}]}'),
        data([{"index": 0, "embedding": [1.0, 2.0]}, {"index": 1, "embedding": [1.0]}]),
    ],
)
def test_an_answer_that_is_no_embeddings_is_refused(server: Server, reply: Reply) -> None:
    server.reply = lambda asked: reply

    with pytest.raises(EmbeddingRefused):
        server.embedder().embed(["a", "b"])


@pytest.mark.parametrize(
    "rows", [[], [[1.0, 2.0]], [[1.0, 2.0]] * 3, [[0.0, 0.0]] * 2, [[float("nan"), 1.0]] * 2, [[], []]]
)
def test_an_answer_that_lacks_embeddings_is_not_taken(server: Server, rows: list[list[float]]) -> None:
    server.reply = lambda asked: data([{"index": n, "embedding": row} for n, row in enumerate(rows)])

    with pytest.raises(EmbeddingUnavailable):
        server.embedder().embed(["a", "b"])


def test_a_model_that_changes_its_dimension_is_refused(server: Server) -> None:
    embedder = server.embedder()
    embedder.embed(["a"])
    server.reply = lambda asked: data([{"index": 0, "embedding": [1.0, 2.0]}])

    with pytest.raises(EmbeddingRefused, match="2 dimensions, before in 3"):
        embedder.embed(["a"])


def test_a_page_of_html_does_not_fill_the_message(server: Server) -> None:
    server.reply = lambda asked: (502, "text/html", "<html>" + "<p>\nBad gateway " * 1_000)

    with pytest.raises(EmbeddingUnavailable, match="Bad gateway") as raised:
        server.embedder().embed(["a"])

    assert len(str(raised.value)) < 400


@pytest.mark.parametrize("url", ["localhost:11434", "ftp://host/v1", "http://host:port/v1"])
def test_an_address_that_is_none_is_refused_at_once(url: str) -> None:
    with pytest.raises(EmbeddingRefused, match="not a server's address"):
        ServerEmbedding("m", url, "k")


def test_a_key_that_no_header_can_carry_is_refused(server: Server) -> None:
    with pytest.raises(EmbeddingRefused):
        ServerEmbedding("m", server.url, "clé\n", max_retries=0).embed(["a"])
