from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from corpus.articles import IncomingArticle, save
from corpus.db import Sessions, batches, engine
from corpus.models import Article
from tests.fakes import NOW


def test_time_comes_back_aware_and_in_utc(sessions: Sessions) -> None:
    tokyo = datetime(2024, 3, 29, 9, 0, tzinfo=timezone(timedelta(hours=9)))
    with sessions.writing() as session:
        save(session, IncomingArticle("T", "Text.", published=tokyo), NOW)

    with sessions.reading() as session:
        found = session.scalars(select(Article.published)).one()

    assert found is not None
    assert (found, found.utcoffset()) == (datetime(2024, 3, 29, 0, 0, tzinfo=UTC), timedelta(0))


def test_naive_time_is_refused(sessions: Sessions) -> None:
    with pytest.raises(StatementError, match="without a zone"), sessions.writing() as session:
        save(session, IncomingArticle("T", "Text."), NOW.replace(tzinfo=None))


def test_block_that_fails_stores_nothing(sessions: Sessions) -> None:
    with pytest.raises(RuntimeError), sessions.writing() as session:
        save(session, IncomingArticle("T", "Text."), NOW)
        raise RuntimeError

    with sessions.reading() as session:
        assert not session.scalars(select(Article)).all()


def test_reader_is_not_kept_waiting_by_a_writer(sessions: Sessions) -> None:
    with sessions.writing() as writing:
        save(writing, IncomingArticle("T", "Text."), NOW)

        with sessions.reading() as reading:
            assert not reading.scalars(select(Article)).all()


def test_bare_postgresql_address_means_the_driver_we_ship() -> None:
    pytest.importorskip("psycopg")

    assert engine("postgresql://user@host/name").dialect.driver == "psycopg"


def test_batches_hold_everything_in_order() -> None:
    assert list(batches(range(7), 3)) == [[0, 1, 2], [3, 4, 5], [6]]
