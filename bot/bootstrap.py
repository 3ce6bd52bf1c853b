"""Where everything is put together: settings in, the parts that commands and the bot work with out."""

import os
import platform
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.metadata import version
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot import schema
from bot.settings import Settings
from corpus import db
from corpus.db import Sessions
from corpus.models import CorpusIdentity

if TYPE_CHECKING:
    from bot.alerts.outgoing.outbox import Matcher
    from bot.jobs import Jobs
    from corpus.deals.changes import OnChanges
    from corpus.deals.drafts import Reader
    from corpus.feeds.polling import Asking
    from corpus.web.fetching import Fetcher
    from index.retrieval import Retriever
    from index.writing.budget import Budget
    from index.writing.chat_model import ChatModel


@dataclass(frozen=True)
class Corpus:
    settings: Settings
    sessions: Sessions
    #: Which corpus this is (`CorpusIdentity`).
    identity: str


@contextmanager
def corpus(settings: Settings) -> Iterator[Corpus]:
    """The database, its schema up to date. Makes `DEALWIRE_HOME` when it is missing."""
    settings.home.mkdir(parents=True, exist_ok=True)
    engine = db.engine(settings.database)
    try:
        schema.upgrade(engine)
        sessions = Sessions(engine)
        with sessions.reading() as session:
            identity = session.scalars(select(CorpusIdentity.id)).one()
        yield Corpus(settings, sessions, identity)
    finally:
        engine.dispose()


@contextmanager
def chat_model(settings: Settings) -> Iterator["ChatModel | None"]:
    """The model that writes answers; None without a key and a model, and answers are quoted.

    Raises:
        ModelRefused: the server's address is none.
    """
    if not (settings.llm_model or settings.openai_api_key):
        yield None
        return
    from index.writing.chat_model import DEFAULT_MODEL, ChatModel
    from index.writing.chat_reply import Bounds

    url, key = settings.openai_base_url, settings.openai_api_key
    made = ChatModel(
        settings.llm_model or DEFAULT_MODEL,
        str(url) if url else None,
        key.get_secret_value() if key else None,
        bounds=Bounds(
            first_token_seconds=settings.llm_first_token_seconds,
            total_seconds=max(settings.llm_seconds, settings.llm_first_token_seconds),
            prompt_characters=settings.llm_prompt_characters,
        ),
        budget=_budget(settings.llm_calls_a_day, settings.llm_tokens_a_day),
    )
    try:
        yield made
    finally:
        made.close()


@cache
def _budget(calls_a_day: int | None, tokens_a_day: int | None) -> "Budget":
    """One for all that ask a chat model in this process."""
    from index.writing.budget import Allowance, Budget

    return Budget(Allowance(calls_a_day, tokens_a_day))


def deal_reader(settings: Settings) -> "Reader":
    """What reads deals out of articles. The offline one needs no key and no network; the other never fails."""
    # Not at the top: a command that looks up nothing starts without the companies' names (0.3 s).
    from corpus.companies.gazetteer import gazetteer
    from corpus.deals.reading.offline import OfflineReader
    from corpus.deals.reading.orders import Deaf
    from index.relation_model import BundledRelations
    from index.writing.hostile import speaks_to_models

    offline = Deaf(OfflineReader(gazetteer(), BundledRelations()), speaks_to_models)
    return _model_reader(settings, offline) if settings.deal_reader == "model" else offline


def _model_reader(settings: Settings, fallback: "Reader") -> "Reader":
    from corpus.companies.gazetteer import gazetteer
    from corpus.deals.reading import model_reader
    from index.writing import structured
    from index.writing.chat_model import DEFAULT_MODEL
    from index.writing.hostile import speaks_to_models

    url, key = settings.openai_base_url, settings.openai_api_key
    model = structured.StructuredModel(
        settings.llm_model or DEFAULT_MODEL,
        str(url) if url else None,
        key.get_secret_value() if key else None,
        bounds=replace(structured.BOUNDS, first_token_seconds=settings.llm_seconds, total_seconds=settings.llm_seconds),
        budget=_budget(settings.llm_calls_a_day, settings.llm_tokens_a_day),
    )
    return model_reader.ModelReader(
        model,
        fallback,
        gazetteer(),
        speaks_to_models,
        random.SystemRandom(),
        min(settings.llm_prompt_characters, model_reader.CHARACTERS),
    )


@cache
def on_changes() -> "OnChanges":
    """What deals that changed become for those who subscribe. One for this process: it remembers what was asked."""
    from bot.alerts.recorded import Enqueuing

    return Enqueuing(_subscribers)


def _subscribers() -> "Matcher":
    # Not before anybody subscribes: their words in three languages take a while to read.
    from bot.alerts.wishes.interest import Subscribers
    from corpus.companies.gazetteer import gazetteer
    from index.embedding import embedders

    # The bundled one, whichever the index has: inside a transaction no server is waited for.
    return Subscribers(gazetteer(), embedders.embedder())


def jobs(settings: Settings, retriever: "Retriever") -> "Jobs":
    """What a lasting process does beside its conversations."""
    from bot.jobs import Jobs, deal_reading, deal_settling, housekeeping, indexing

    sessions = retriever.sessions
    reading = deal_reading(sessions, lambda: deal_reader(settings), on_changes())
    return Jobs([reading, deal_settling(sessions, on_changes()), indexing(retriever), housekeeping(sessions)])


def fetcher(settings: Settings) -> "Fetcher":
    """What fetches pages and feeds, within the bounds that the settings draw. Close it."""
    from corpus.web.fetching import Fetcher

    contact = f" (+{settings.contact})" if settings.contact else ""
    agent = f"Dealwire/{version('dealwire')}{contact}"
    return Fetcher(user_agent=agent, allow_private=settings.allow_private_addresses)


@contextmanager
def feeds_beside(opened: Corpus, command: str, on_stall: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Feeds polled meanwhile; `on_stall` is called when that hangs."""
    from bot import jobs
    from corpus.feeds.rounds import Rounds

    stop = Event()
    with (
        asking(opened, command, stop.is_set) as asks,
        Rounds(asks) as rounds,
        jobs.beside(jobs.Jobs([jobs.feed_polling(rounds)]), stop, on_stall),
    ):
        yield


@contextmanager
def asking(opened: Corpus, command: str, stopping: Callable[[], bool] = lambda: False) -> Iterator["Asking"]:
    """What polls feeds and reads their articles, within the bounds that the settings draw."""
    from corpus.feeds.polite import Web
    from corpus.feeds.polling import Asking
    from corpus.feeds.timing import Bounds

    settings = opened.settings
    least, most = sorted((settings.poll_minutes_least, settings.poll_minutes_most))
    bounds = Bounds(timedelta(minutes=least), timedelta(minutes=most))
    who = f"{command} {os.getpid()} {platform.node()}"[:60]
    with fetcher(settings) as fetching:
        yield Asking(opened.sessions, Web(fetching), _now, random.SystemRandom(), bounds, who, stopping)


def _now() -> datetime:
    return datetime.now(UTC)


def index_folder(settings: Settings) -> Path:
    return settings.home / "index"


@contextmanager
def retriever(opened: Corpus, command: str) -> Iterator["Retriever"]:
    """The index of this corpus, not owned yet: `own()` it before `update()` to keep Chroma up too."""
    # Not at the top: a command that only saves starts without them (1 s).
    from index import store
    from index.embedding import embedders
    from index.lexical import LexicalIndex
    from index.ownership import Ownership
    from index.retrieval import Retriever

    settings, folder = opened.settings, index_folder(opened.settings)
    key = settings.openai_api_key
    embedder = embedders.embedder(
        settings.embedding_model,
        str(settings.openai_base_url) if settings.openai_base_url else None,
        key.get_secret_value() if key else None,
    )

    def open_store() -> store.ChromaStore:
        if settings.chroma_url:
            return store.open_server(str(settings.chroma_url), opened.identity, embedder.identity)
        return store.open_folder(folder / "chroma", opened.identity, embedder.identity)

    made = Retriever(
        opened.sessions,
        embedder,
        LexicalIndex(folder / "lexical" / opened.identity),
        None if settings.chroma_url else Ownership(folder, command),
        open_store,
    )
    try:
        yield made
    finally:
        made.close()
