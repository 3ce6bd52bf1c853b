from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

import bot.alerts.tables  # each declares its tables
import bot.conversation.tables
import bot.telegram.tables  # noqa: F401
import index.tables  # noqa: F401
from bot import schema
from corpus import db
from corpus.db import Base


def test_migrations_make_exactly_the_tables_that_the_code_declares(tmp_path: Path) -> None:
    engine = db.engine(f"sqlite:///{tmp_path / 'a.db'}")

    schema.upgrade(engine)

    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_upgrading_twice_changes_nothing(tmp_path: Path) -> None:
    engine = db.engine(f"sqlite:///{tmp_path / 'a.db'}")
    schema.upgrade(engine)
    with engine.connect() as connection:
        first = connection.scalar(text("SELECT id FROM corpus_identity"))

    schema.upgrade(engine)

    with engine.connect() as connection:
        assert connection.scalar(text("SELECT id FROM corpus_identity")) == first


def test_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    engine = db.engine(f"sqlite:///{tmp_path / 'a.db'}")
    schema.upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(schema.SchemaTooNew, match="upgrade Dealwire"):
        schema.upgrade(engine)


def test_newest_revision_is_the_head_of_the_migrations() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(schema.__file__).parent / "migrations"))

    assert ScriptDirectory.from_config(config).get_current_head() == schema.newest()
