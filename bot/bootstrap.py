"""Where everything is put together: settings in, the parts that commands and the bot work with out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot import schema
from bot.settings import Settings
from corpus import db
from corpus.db import Sessions
from corpus.models import CorpusIdentity

if TYPE_CHECKING:
    from corpus.web.fetching import Fetcher
    from index.retrieval import Retriever
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

    url, key = settings.openai_base_url, settings.openai_api_key
    made = ChatModel(
        settings.llm_model or DEFAULT_MODEL, str(url) if url else None, key.get_secret_value() if key else None
    )
    try:
        yield made
    finally:
        made.close()


def fetcher(settings: Settings) -> "Fetcher":
    """What fetches pages and feeds, within the bounds that the settings draw. Close it."""
    from corpus.web.fetching import Fetcher

    return Fetcher(user_agent=f"Dealwire/{version('dealwire')}", allow_private=settings.allow_private_addresses)


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
