"""The log of what runs long: a line each, `time level room what key=value`, without tokens and what people say."""

import logging
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

#: They log the addresses they call, and Telegram's hold the token.
_TALKATIVE = ("httpx", "httpcore", "tornado", "urllib3", "openai", "alembic")
#: It logs what it could not read, at length; we log that, in a line.
_SILENT = "telegram"
#: Whose level `configure` sets, beside the root's.
SET = (*_TALKATIVE, _SILENT)


class Redacting(logging.Formatter):
    """Writes a line without these secrets, wherever they come from: an address, an error's words, a traceback."""

    def __init__(self, secrets: Sequence[str]) -> None:
        super().__init__()
        # Telegram's own errors also name the half after the colon.
        halves = [half for secret in secrets for half in (secret, secret.partition(":")[2]) if half]
        self._secrets = sorted(set(halves), key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = f"{moment} {record.levelname.lower()} {record.name} {record.getMessage()}"
        if record.exc_info:
            line += "\n" + self.formatException(record.exc_info)
        for secret in self._secrets:
            line = line.replace(secret, "***")
        return line


def configure(secrets: Sequence[str], level: int = logging.INFO) -> None:
    """Logs to stderr from now on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redacting([secret for secret in secrets if secret]))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger(_SILENT).setLevel(logging.CRITICAL)
