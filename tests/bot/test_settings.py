from pathlib import Path

import pytest

from bot import settings

ROOT = Path(__file__).parents[2]


def test_home_is_the_platforms_data_folder_unless_said(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings.load().home == home

    monkeypatch.delenv("DEALWIRE_HOME")

    assert settings.load().home.name == "dealwire"


def test_setting_in_dotenv_counts_and_the_environment_overrules_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("OPENAI_API_KEY=from-file\nDEALWIRE_EMBEDDING_MODEL=from-file\n")
    monkeypatch.setenv("DEALWIRE_EMBEDDING_MODEL", "from-environment")

    loaded = settings.load()

    assert loaded.openai_api_key is not None
    assert loaded.openai_api_key.get_secret_value() == "from-file"
    assert loaded.embedding_model == "from-environment"


def test_wrong_setting_is_named(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEALWIRE_CHROMA_URL", "not a url")

    with pytest.raises(settings.SettingsWrong, match="DEALWIRE_CHROMA_URL"):
        settings.load()


def test_key_is_not_shown(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")

    assert "sk-secret" not in repr(settings.load())


def test_example_file_lists_every_setting() -> None:
    example = (ROOT / ".env.example").read_text()

    for name, field in settings.Settings.model_fields.items():
        named = field.validation_alias or f"DEALWIRE_{name.upper()}"
        assert f"{named}=" in example, named
