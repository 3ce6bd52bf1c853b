"""Settings, from the environment and `.env`; the only module that reads either."""

from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field, HttpUrl, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class SettingsWrong(Exception):
    """A setting cannot be used; the message names it and says what it must be."""


class Settings(BaseSettings):
    """What an operator may set. An empty value counts as not set."""

    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, env_prefix="DEALWIRE_", extra="ignore", frozen=True
    )

    #: Where data lives: the database, the index, the log.
    home: Path = Field(default_factory=lambda: user_data_path("dealwire", appauthor=False))
    #: SQLAlchemy URL; none: SQLite in `home`.
    database_url: str | None = None
    #: A Chroma server; none: a folder in `home`.
    chroma_url: HttpUrl | None = None

    openai_api_key: SecretStr | None = Field(default=None, validation_alias="OPENAI_API_KEY")
    openai_base_url: HttpUrl | None = Field(default=None, validation_alias="OPENAI_BASE_URL")
    #: Whether pages on private, loopback and intranet addresses may be fetched: for tests and intranets.
    allow_private_addresses: bool = False
    #: A chat model of that server; none and no key: answers are quoted, which needs neither.
    llm_model: str | None = None
    #: None: the bundled embedder, which needs no key and no network.
    embedding_model: str | None = None

    @field_validator("home")
    @classmethod
    def _expand(cls, home: Path) -> Path:
        return home.expanduser().absolute()

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.home / 'dealwire.db'}"


def load() -> Settings:
    """The settings in force.

    Raises:
        SettingsWrong: one of them cannot be used.
    """
    try:
        return Settings()
    except ValidationError as error:
        wrong = [f"{_name(e['loc'])}: {e['msg']}" for e in error.errors()]
        raise SettingsWrong("; ".join(wrong)) from error


def _name(place: tuple[int | str, ...]) -> str:
    name = str(place[0])
    return name.upper() if name.upper().startswith("OPENAI_") else f"DEALWIRE_{name.upper()}"
