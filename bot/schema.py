"""The database schema, brought up to date at start."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

_MIGRATIONS = Path(__file__).parent / "migrations"


class SchemaTooNew(Exception):
    """A newer Dealwire made this database: use that version, or another DEALWIRE_HOME."""


def upgrade(engine: Engine) -> None:
    """Applies the migrations that this database lacks; quick when there is none.

    Raises:
        SchemaTooNew: the database has a revision that this version does not know.
    """
    with engine.begin() as connection:
        present = _revision(connection)
        if present == newest():
            return
        if present is not None and present > newest():
            raise SchemaTooNew(
                f"the database has schema {present}, and this version of Dealwire knows up to {newest()}: "
                "upgrade Dealwire, or set DEALWIRE_HOME to another folder"
            )
        _migrate(connection)


def newest() -> str:
    """The last revision: files are named by theirs, counted from 0001, so this needs no Alembic (0.3 s)."""
    return max(path.stem[:4] for path in (_MIGRATIONS / "versions").glob("[0-9]*.py"))


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
