"""The database: an engine for SQLite or PostgreSQL, the declarative base, and time as aware UTC."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import DateTime, Dialect, Engine, MetaData, create_engine, event, make_url
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.types import TypeDecorator

#: Values per `IN (...)`: SQLite before 3.32 allows 999 variables in a statement, PostgreSQL 65,535.
IN_LIMIT = 900

_T = TypeVar("_T")


class Base(DeclarativeBase):
    # Named constraints, so that a migration can drop them on every database.
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class UtcTime(TypeDecorator[datetime]):
    """An aware UTC time. SQLite stores no zone, so we put it back; a naive time is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError(f"a time without a zone: {value!r}")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value and (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC))


def engine(url: str) -> Engine:
    """An engine for `sqlite:///path` or `postgresql+psycopg://…` (a bare `postgresql://` means psycopg)."""
    parsed = make_url(url)
    if parsed.drivername in {"postgresql", "postgres"}:
        parsed = parsed.set(drivername="postgresql+psycopg")
    made = create_engine(parsed, pool_pre_ping=parsed.get_backend_name() != "sqlite")
    if parsed.get_backend_name() == "sqlite":
        event.listen(made, "connect", _prepare_sqlite)
        event.listen(made, "begin", _begin_immediate)
    return made


class Sessions:
    """Opens transactions: `reading()` sees one snapshot, `writing()` commits when its block ends well."""

    def __init__(self, made: Engine) -> None:
        self.engine = made
        self._reading = sessionmaker(made.execution_options(read_only=True), expire_on_commit=False)
        self._writing = sessionmaker(made, expire_on_commit=False)

    def reading(self) -> Session:
        return self._reading()

    def writing(self) -> AbstractContextManager[Session]:
        return self._writing.begin()


def batches(items: Iterable[_T], size: int = IN_LIMIT) -> Iterator[list[_T]]:
    """`items` in lists of at most `size`, in order."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def _prepare_sqlite(connection: Any, _: object) -> None:
    # The driver's own BEGIN is deferred: two writers that both began by reading would fail
    # with "database is locked" at once, whatever the timeout. We begin ourselves, below.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout = 30000")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin_immediate(connection: Any) -> None:
    deferred = connection.get_execution_options().get("read_only", False)
    connection.exec_driver_sql("BEGIN" if deferred else "BEGIN IMMEDIATE")
