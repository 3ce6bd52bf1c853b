"""Errors told to the person at the terminal: one sentence, what to do next, and the exit code."""

import errno
from typing import NamedTuple

from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from bot.exits import FAILED, WRONG_USAGE
from bot.schema import SchemaTooNew
from bot.settings import SettingsWrong
from bot.usage import Wrong
from corpus.errors import CorpusError

_DISK_FULL = "no space is left on the disk; what was saved is kept: free some space and run it again"


class Failure(NamedTuple):
    sentence: str
    code: int = FAILED


def explain(error: Exception) -> Failure | None:
    """What to say of an error that people can do something about; None for a fault of ours."""
    match error:
        case Wrong():
            return Failure(str(error), WRONG_USAGE)
        case SettingsWrong() | SchemaTooNew() | CorpusError():
            return Failure(str(error))
        case OSError() if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            return Failure(_DISK_FULL)
        case OSError() if error.filename:
            return Failure(f"{error.filename}: {error.strerror}")
        case DBAPIError():
            return Failure(_of_database(error))
        case ArgumentError() | NoSuchModuleError() | ModuleNotFoundError():
            return _of_address(error)
    return _of_index(error)


def _of_database(error: DBAPIError) -> str:
    cause = str(error.orig)
    if "disk is full" in cause or "No space left" in cause:
        return _DISK_FULL
    if "locked" in cause:
        return "another process kept the database busy for 30 seconds; run it again when it is done"
    if "malformed" in cause or "not a database" in cause:
        return f"the database file is damaged ({cause}): put back a copy, or move it away to start anew"
    return f"the database failed: {cause.strip()}"


def _of_address(error: Exception) -> Failure | None:
    if isinstance(error, ModuleNotFoundError):
        if error.name != "psycopg":
            return None
        return Failure("PostgreSQL needs its driver: pip install 'dealwire[postgres]'")
    return Failure(f"DEALWIRE_DATABASE_URL cannot be used: {error}")


def _of_index(error: Exception) -> Failure | None:
    from index.errors import FindingError
    from index.evaluation import WrongGold

    if isinstance(error, FindingError | WrongGold):
        return Failure(str(error))
    # tantivy and Chroma raise errors of many kinds for a full disk, all of which say so.
    if "No space left" in str(error) or "disk is full" in str(error):
        return Failure(_DISK_FULL)
    return None
