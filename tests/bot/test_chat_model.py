"""Which chat model the settings make, down to what its server gets."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import bootstrap, settings
from index.errors import ModelUnavailable
from tests import model_server
from tests.model_server import ModelServer

MESSAGES = [{"role": "user", "content": "Who supplies Mazda?"}]


@pytest.fixture(name="server")
def _server(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    with model_server.serving() as running:
        running.says("Panasonic does [1].")
        monkeypatch.setenv("OPENAI_BASE_URL", running.url)
        monkeypatch.setenv("DEALWIRE_LLM_MODEL", "some-model")
        yield running


def test_without_a_key_and_a_model_there_is_none(home: Path) -> None:
    with bootstrap.chat_model(settings.load()) as model:
        assert model is None


def test_server_is_asked_for_the_model_that_is_set_with_the_key_that_is_set(
    server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")

    with bootstrap.chat_model(settings.load()) as model:
        assert model
        assert "".join(model.stream(MESSAGES)) == "Panasonic does [1]."

    assert server.asked[0]["model"] == "some-model"
    assert server.keys == ["Bearer sk-secret"]


def test_bounds_are_those_that_are_set_and_an_answer_may_take_as_long_as_its_first_word(
    server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEALWIRE_LLM_FIRST_TOKEN_SECONDS", "120")
    monkeypatch.setenv("DEALWIRE_LLM_SECONDS", "90")
    monkeypatch.setenv("DEALWIRE_LLM_PROMPT_CHARACTERS", "5000")

    with bootstrap.chat_model(settings.load()) as model:
        assert model
        bounds = model.bounds

    assert (bounds.first_token_seconds, bounds.total_seconds, bounds.prompt_characters) == (120, 120, 5000)


def test_calls_a_day_are_counted_over_all_models_of_the_process(
    server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEALWIRE_LLM_CALLS_A_DAY", "1")

    with bootstrap.chat_model(settings.load()) as first, bootstrap.chat_model(settings.load()) as second:
        assert first
        assert second
        list(first.stream(MESSAGES))
        with pytest.raises(ModelUnavailable):
            list(second.stream(MESSAGES))

    assert len(server.asked) == 1
