"""Settings, from the environment and `.env`; the only module that reads either."""

import os
import re
from pathlib import Path
from typing import Annotated, Literal

from dotenv import dotenv_values
from platformdirs import user_data_path
from pydantic import (
    BeforeValidator,
    Field,
    HttpUrl,
    PositiveFloat,
    PositiveInt,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


def _ids(value: object) -> object:
    """`12, -34` as its numbers."""
    return [part for part in value.replace(",", " ").split() if part] if isinstance(value, str) else value


#: `NoDecode`: what stands in the environment is no JSON.
Ids = Annotated[frozenset[int], NoDecode, BeforeValidator(_ids)]


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
    #: An address or a page by which whoever runs a site can reach who reads it; sent with every request for news.
    contact: str | None = Field(default=None, max_length=200)
    #: How often a feed is asked at the most and at the least.
    poll_minutes_least: PositiveInt = 2
    poll_minutes_most: PositiveInt = 1440
    #: A chat model of that server; none and no key: answers are quoted, which needs neither.
    llm_model: str | None = None
    #: Until its first word, and between any two; then the articles are quoted.
    llm_first_token_seconds: PositiveFloat = 20
    #: For its whole answer.
    llm_seconds: PositiveFloat = 60
    #: Of a prompt, rules included. A model on a small machine reads slowly: 5,000 do.
    llm_prompt_characters: PositiveInt = 20_000
    #: Of a day (UTC), in one process, whoever asks; none: no end.
    llm_calls_a_day: PositiveInt | None = None
    llm_tokens_a_day: PositiveInt | None = None
    #: What reads deals out of articles: the bundled rules and models, or the chat model.
    deal_reader: Literal["offline", "model"] = "offline"
    #: None: the bundled embedder, which needs no key and no network.
    embedding_model: str | None = None

    #: Who may use the bot: everybody, those allowed, or those too who have given the pairing code.
    access: Literal["open", "list", "code"] = "open"
    #: Ids of people, and of groups whose members may use it there; parted by commas.
    allowed_users: Ids = frozenset()
    pairing_code: SecretStr | None = None
    #: Ids of the people who run it; they may always use it.
    admins: Ids = frozenset()
    user_messages_a_minute: PositiveInt = 20
    chat_messages_a_minute: PositiveInt = 60
    #: Answers that a chat model writes for one person in a day (UTC); beyond, they are quoted.
    user_llm_calls_a_day: PositiveInt | None = None

    telegram_bot_token: SecretStr | None = Field(default=None, validation_alias="TELEGRAM_BOT_TOKEN")
    #: A Bot API server of one's own.
    telegram_api_url: HttpUrl = Field(default=HttpUrl("https://api.telegram.org"), validation_alias="TELEGRAM_API_URL")
    #: Where Telegram brings updates to; none: it is asked for them.
    webhook_url: HttpUrl | None = None
    #: What it must bring along; none: made anew at each start.
    webhook_secret: SecretStr | None = Field(default=None, min_length=1, max_length=256)
    #: Where updates are listened for, behind a proxy that does the TLS: HOST:PORT.
    webhook_listen: str = "127.0.0.1:8443"
    #: How many questions and look-ups of the bot are answered at a time; none: as many as help (`commands.bot`).
    bot_workers: PositiveInt | None = None

    @field_validator("home")
    @classmethod
    def _expand(cls, home: Path) -> Path:
        return home.expanduser().absolute()

    @field_validator("deal_reader")
    @classmethod
    def _has_model(cls, reader: str, others: ValidationInfo) -> str:
        if reader == "model" and not (others.data.get("llm_model") or others.data.get("openai_api_key")):
            raise ValueError("model needs DEALWIRE_LLM_MODEL or OPENAI_API_KEY")
        return reader

    @field_validator("contact")
    @classmethod
    def _fits_a_header(cls, contact: str | None) -> str | None:
        if contact and not re.fullmatch(r"[!-'*-~]+", contact):
            raise ValueError("must be an address or a URL, without spaces and brackets")
        return contact

    @field_validator("webhook_secret")
    @classmethod
    def _can_be_a_header(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret and not re.fullmatch(r"[A-Za-z0-9_-]+", secret.get_secret_value()):
            raise ValueError("letters, digits, _ and - only")
        return secret

    @field_validator("webhook_listen")
    @classmethod
    def _is_host_and_port(cls, address: str) -> str:
        if not re.fullmatch(r"\S+:\d{1,5}", address):
            raise ValueError("must be HOST:PORT")
        return address

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.home / 'dealwire.db'}"

    @property
    def secrets(self) -> list[str]:
        """What must never be in a log."""
        known = (self.telegram_bot_token, self.webhook_secret, self.openai_api_key)
        return [secret.get_secret_value() for secret in known if secret]


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


def names() -> frozenset[str]:
    """What every setting is called in the environment."""
    fields = Settings.model_fields.items()
    return frozenset(str(field.validation_alias or _name((name,))) for name, field in fields)


def given() -> frozenset[str]:
    """What the environment and `.env` set, of ours: settings, and whatever else is called `DEALWIRE_…`."""
    said = {name.upper() for source in (os.environ, dotenv_values(".env")) for name, value in source.items() if value}
    return frozenset(name for name in said if name.startswith("DEALWIRE_") or name in names())


def _name(place: tuple[int | str, ...]) -> str:
    name = str(place[0])
    return name.upper() if name.upper().startswith(("OPENAI_", "TELEGRAM_")) else f"DEALWIRE_{name.upper()}"
