"""What most tests stand on: a real database, a real index, an empty home."""

import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot import logs, schema
from corpus import db
from corpus.db import Sessions
from index.lexical import LexicalIndex
from index.ownership import Ownership
from index.retrieval import Retriever
from index.store import open_folder
from tests.fakes import WordEmbedder

MakeRetriever = Callable[..., Retriever]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Prints the figures that tests recorded, in whichever process they ran."""
    reports = (report for some in terminalreporter.stats.values() for report in some)
    for report in reports:
        for name, value in getattr(report, "user_properties", ()):
            if name == "figure" and report.when == "call":
                terminalreporter.write_line(str(value))


@pytest.fixture(autouse=True)
def _log() -> Iterator[None]:
    """What a command run here sets up for its log ends with the test: its stderr does."""
    loggers = [logging.getLogger(), *(logging.getLogger(name) for name in logs.SET)]
    before = [(logger, logger.level, list(logger.handlers)) for logger in loggers]
    yield
    for logger, level, handlers in before:
        logger.setLevel(level)
        logger.handlers[:] = handlers


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty DEALWIRE_HOME, and no setting from outside."""
    for name in tuple(os.environ):
        if name.startswith(("DEALWIRE_", "OPENAI_", "TELEGRAM_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("DEALWIRE_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


@pytest.fixture
def sessions(tmp_path: Path) -> Iterator[Sessions]:
    engine = db.engine(f"sqlite:///{tmp_path / 'dealwire.db'}")
    schema.upgrade(engine)
    yield Sessions(engine)
    engine.dispose()


@pytest.fixture
def make_retriever(sessions: Sessions, tmp_path: Path) -> Iterator[MakeRetriever]:
    """Makes retrievers on one folder, each like a process of its own."""
    made: list[Retriever] = []

    def make(embedder: WordEmbedder | None = None) -> Retriever:
        used = embedder or WordEmbedder()
        retriever = Retriever(
            sessions,
            used,
            LexicalIndex(tmp_path / "index" / "lexical"),
            Ownership(tmp_path / "index", "test"),
            lambda: open_folder(tmp_path / "index" / "chroma", "corpus", used.identity),
        )
        made.append(retriever)
        return retriever

    yield make
    for retriever in made:
        retriever.close()


@pytest.fixture
def retriever(make_retriever: MakeRetriever) -> Retriever:
    """One that owns the index."""
    made = make_retriever()
    assert made.own()
    return made
