"""`dealwire doctor`, with each thing it examines whole and broken."""

import json
from pathlib import Path

import pytest

from tests import model_server
from tests.bot.conftest import Run
from tests.bot.telegram import server as telegram_server
from tests.bot.telling import Teller, mazda


def test_of_a_fresh_set_up_nothing_is_wrong_and_what_could_be_had_is_told(run: Run) -> None:
    code, out, _ = run("doctor")

    assert code == 0
    assert "WRONG" not in out and out.endswith("Dealwire can work.\n")
    assert "`dealwire sample` loads" in out
    assert "TELEGRAM_BOT_TOKEN" in out and "OPENAI_API_KEY" in out


def test_in_json_every_check_has_its_state_and_its_mend(run: Run, teller: Teller) -> None:
    run("ingest", teller.tells("a1", "2024-03-22", mazda()))

    code, out, _ = run("doctor", "--json")

    told = json.loads(out)
    by_check = {check["check"]: check for check in told["checks"]}
    assert (code, told["ok"]) == (0, True)
    assert " ".join(by_check) == "settings folder database embedder index feeds alerts model telegram"
    assert by_check["database"]["state"] == "ok" and ", 1 articles" in by_check["database"]["found"]
    assert by_check["index"]["found"].endswith("every article is indexed") and not by_check["index"]["mend"]


def test_misspelt_setting_is_told_with_the_one_that_was_meant(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("DEALWIRE_LLM_MODLE=gpt\n")
    monkeypatch.setenv("DEALWIRE_COLOUR", "blue")

    code, out, _ = run("doctor")

    assert code == 0
    assert "DEALWIRE_LLM_MODLE is set" in out and "did you mean DEALWIRE_LLM_MODEL?" in out
    assert "DEALWIRE_COLOUR is set" in out


def test_setting_that_cannot_be_used_is_wrong(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEALWIRE_ADMINS", "me")

    code, out, _ = run("doctor")

    assert code == 1
    assert "WRONG settings  DEALWIRE_ADMINS" in out


def test_damaged_database_is_wrong_and_all_else_is_still_examined(run: Run, home: Path) -> None:
    home.mkdir()
    (home / "dealwire.db").write_bytes(b"no database at all" * 500)

    code, out, _ = run("doctor")

    assert code == 1
    assert "WRONG database" in out and "damaged" in out
    assert "telegram" in out


def test_folder_that_cannot_be_made_is_wrong(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("DEALWIRE_HOME", str(tmp_path / "file" / "home"))

    code, out, _ = run("doctor")

    assert code == 1
    assert "WRONG folder" in out


def test_chroma_server_that_is_not_there_is_wrong(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEALWIRE_CHROMA_URL", "http://127.0.0.1:9")

    code, out, _ = run("doctor")

    assert code == 1
    assert "WRONG index" in out and "DEALWIRE_CHROMA_URL" in out


def test_chat_model_is_asked_for_one_word(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with model_server.serving() as server:
        server.says("Hello.")
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("DEALWIRE_LLM_MODEL", "some-model")

        code, out, _ = run("doctor")

        assert code == 0
        assert "ok    model     some-model at 127.0.0.1, first word after" in out
        assert len(server.asked) == 1


def test_chat_model_whose_server_is_not_there_is_wrong(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("DEALWIRE_LLM_MODEL", "some-model")

    code, out, _ = run("doctor")

    assert code == 1
    assert "WRONG model" in out and "OPENAI_BASE_URL" in out


def test_telegram_is_asked_who_the_bot_is(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with telegram_server.serving() as api:
        monkeypatch.setenv("TELEGRAM_API_URL", api.url)
        monkeypatch.setenv("TELEGRAM_BOT_TOKEN", telegram_server.TOKEN)

        code, out, _ = run("doctor")

        assert code == 0
        assert "ok    telegram  @" in out
        assert "DEALWIRE_ADMINS" in out

        monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:wrong")
        code, out, _ = run("doctor")

        assert code == 1
        assert "does not know the token" in out and "1:wrong" not in out
