"""A database for alerts: SQLite, and PostgreSQL too where the tests are told of one."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from bot import schema
from corpus import db
from corpus.db import Base, Sessions

#: An empty database of which the tests may do what they want: `postgresql://user@host/name`. Without it they need none.
POSTGRES = os.environ.get("TEST_POSTGRES_URL")


@pytest.fixture(params=["sqlite", *(["postgresql"] if POSTGRES else [])])
def sessions(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Sessions]:
    engine = db.engine(f"sqlite:///{tmp_path / 'dealwire.db'}" if request.param == "sqlite" else POSTGRES or "")
    schema.upgrade(engine)
    if request.param == "postgresql":
        _empty(engine)
    yield Sessions(engine)
    engine.dispose()


def _empty(engine: Engine) -> None:
    names = ", ".join(table.name for table in Base.metadata.sorted_tables if table.name != "corpus_identity")
    with engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
