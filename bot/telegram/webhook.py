"""Updates that Telegram brings by itself: taken with the secret alone, confirmed once they are on disk."""

import json
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from hmac import compare_digest

from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot.telegram.options import Webhook
from bot.telegram.polling import Take

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # a header's name
_MOST_BYTES = 1 << 20

log = logging.getLogger(__name__)


@contextmanager
def listening(where: Webhook, take: Take) -> Iterator[None]:
    """Takes updates while open.

    Raises:
        OSError: the port is taken.
    """
    application = Application(
        [(re.escape(where.path), _Update, {"secret": where.secret, "take": take})],
        log_function=lambda _: None,  # it would log paths, which may be somebody's secret
    )
    server = HTTPServer(application, max_body_size=_MOST_BYTES, max_buffer_size=2 * _MOST_BYTES)
    server.listen(where.port, where.host)
    try:
        yield
    finally:
        server.stop()


class _Update(RequestHandler):
    def initialize(self, secret: str, take: Take) -> None:
        self._secret, self._take = secret, take

    async def post(self) -> None:
        if not compare_digest(self.request.headers.get(SECRET_HEADER, "").encode(), self._secret.encode()):
            log.warning("webhook called without the secret")
            self.send_error(403)
            return
        try:
            update = json.loads(self.request.body)
        except ValueError:
            self.send_error(400)
            return
        if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
            self.send_error(400)
            return
        # An error is answered with 500, and Telegram brings it again.
        await self._take([update])

    def write_error(self, status_code: int, **_: object) -> None:
        self.finish()
