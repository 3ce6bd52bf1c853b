"""Bot API servers on which `telegram_load` plays people: the tests' own, or one that is reached by its addresses."""

import json
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import Any, Protocol
from urllib.parse import urlencode, urlsplit

from tests.bot.telegram.server import BOT, TOKEN, BotApi, Fault, serving


@dataclass(frozen=True)
class Call:
    """A call of the bot, as the server got it."""

    method: str
    params: dict[str, Any]
    #: Of `Stage.now`.
    at: float
    #: The message that it made or changed.
    message: int | None = None
    #: In the server's words; None: it succeeded.
    error: str | None = None

    @property
    def chat(self) -> int | None:
        said = self.params.get("chat_id")
        return None if said is None else int(said)

    @property
    def text(self) -> str:
        return str(self.params.get("text", self.params.get("caption", "")))

    @property
    def buttons(self) -> list[tuple[str, str]]:
        """Label and token of those that do something."""
        rows = (self.params.get("reply_markup") or {}).get("inline_keyboard", [])
        return [(one["text"], one["callback_data"]) for row in rows for one in row if "callback_data" in one]


@dataclass(frozen=True)
class Trouble:
    """What happens to a call: an error, or the connection breaks, before or after it was carried out."""

    #: 0: the connection breaks.
    status: int
    said: str = ""
    retry_after: int = 0
    is_carried_out: bool = False
    #: It is not answered at all until whoever calls has lost patience.
    hangs: bool = False

    @property
    def parameters(self) -> dict[str, int]:
        return {"retry_after": self.retry_after} if self.retry_after else {}


#: What a server of Telegram's does at times.
TROUBLES = (
    Trouble(500, "Internal Server Error"),
    Trouble(502, "Bad Gateway"),
    Trouble(429, "Too Many Requests: retry after 2", retry_after=2),
    Trouble(400, "Bad Request: can't parse entities: so it is said"),
    Trouble(0),
    Trouble(0, is_carried_out=True),
)


class Stage(Protocol):
    """A server and the people in front of it."""

    @property
    def url(self) -> str: ...

    @property
    def token(self) -> str: ...

    @property
    def name(self) -> str:
        """Of the bot, without its @."""

    def now(self) -> float: ...

    def people(self, first: int, number: int) -> None:
        """So many, numbered from the first on, have started the bot."""

    def group(self, chat: int, by: int) -> None:
        """A group with the bot in it."""

    def says(self, user: int, text: str, chat: int | None = None, language: str = "en") -> int:
        """The number of the message."""

    def presses(self, user: int, call: Call, token: str) -> str:
        """The query's id."""

    def seeks(self, user: int, query: str) -> str:
        """An inline query's id."""

    def fails(self, trouble: "Trouble") -> None:
        """The next message that the bot sends is in trouble."""

    def calls(self, since: int) -> list[Call]:
        """All from the so-manieth on, in order."""


@dataclass
class Own:
    """The tests' server."""

    api: BotApi
    token: str = TOKEN
    name: str = str(BOT["username"])

    @property
    def url(self) -> str:
        return self.api.url

    def now(self) -> float:
        return time.monotonic()

    def people(self, first: int, number: int) -> None:
        """Everybody has."""

    def group(self, chat: int, by: int) -> None:
        self.api.statuses[chat, by] = "administrator"

    def says(self, user: int, text: str, chat: int | None = None, language: str = "en") -> int:
        person = {"id": user, "is_bot": False, "first_name": "Ann", "language_code": language}
        return self.api.says(user, text, user if chat is None else chat, **{"from": person})

    def presses(self, user: int, call: Call, token: str) -> str:
        made = next(one for one in self.api.calls if one.result and one.at == call.at)
        return self.api.presses(user, made, token)

    def seeks(self, user: int, query: str) -> str:
        number = str(time.monotonic_ns())
        person = {"id": user, "is_bot": False, "first_name": "Ann"}
        self.api.update(inline_query={"id": number, "from": person, "query": query, "offset": ""})
        return number

    def fails(self, trouble: Trouble) -> None:
        more: dict[str, Any] = {"parameters": trouble.parameters, "carried_out": trouble.is_carried_out}
        self.api.faults.append(Fault("sendMessage", trouble.status, trouble.said, **more))

    def calls(self, since: int) -> list[Call]:
        return [_own(call) for call in self.api.calls[since:]]


def _own(call: Any) -> Call:
    message = call.result.get("message_id") if isinstance(call.result, dict) else None
    error = "refused" if call.result is None else None
    return Call(call.method, call.arguments, call.at, message, error)


@dataclass
class Remote:
    """A server whose control port takes `/user`, `/group`, `/message`, `/click`, `/inline`
    and `/fail`, and shows `/calls`."""

    url: str
    control: str
    token: str
    name: str = ""
    _connection: HTTPConnection = field(init=False)
    _known: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._connection = HTTPConnection(urlsplit(self.control).netloc, timeout=30)
        self.name = str(self._ask("GET", "/state")["bot"]["username"])

    def now(self) -> float:
        return time.time()

    def people(self, first: int, number: int) -> None:
        self._ask("POST", "/users", {"first_id": first, "count": number})
        self._known.update(range(first, first + number))

    def group(self, chat: int, by: int) -> None:
        self._ask("POST", "/group", {"id": chat, "members": [by], "by": by})

    def says(self, user: int, text: str, chat: int | None = None, language: str = "en") -> int:
        if user not in self._known:
            self._known.add(user)
            self._ask("POST", "/user", {"id": user, "first_name": "Ann", "language_code": language, "started": True})
        return int(self._ask("POST", "/message", {"user_id": user, "text": text, "chat_id": chat})["message_id"])

    def presses(self, user: int, call: Call, token: str) -> str:
        pressed = {"user_id": user, "chat_id": call.chat, "message_id": call.message, "force_data": token}
        return str(self._ask("POST", "/click", pressed)["id"])

    def seeks(self, user: int, query: str) -> str:
        return str(self._ask("POST", "/inline", {"user_id": user, "query": query})["id"])

    def fails(self, trouble: Trouble) -> None:
        kind = "error" if trouble.status else "lost" if trouble.is_carried_out else "hang" if trouble.hangs else "drop"
        said = {"description": trouble.said, "parameters": trouble.parameters, "status": trouble.status}
        self._ask("POST", "/fail", {"method": "sendMessage", "kind": kind, **said})

    def calls(self, since: int) -> list[Call]:
        return [_remote(one) for one in self._ask("GET", f"/calls?{urlencode({'since': since})}")["calls"]]

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        kept = {name: value for name, value in (body or {}).items() if value is not None}
        self._connection.request(method, path, json.dumps(kept), {"Content-Type": "application/json"})
        with self._connection.getresponse() as response:
            answer = json.loads(response.read())
        if response.status != 200:
            raise RuntimeError(f"{path}: {answer}")
        return dict(answer)


def _remote(one: dict[str, Any]) -> Call:
    result = one.get("result")
    message = result.get("message_id") if isinstance(result, dict) else None
    error = None if one["ok"] else f"{one.get('status')} {one.get('error')}"
    if one["ok"] and result is None:
        error = "broken off"
    return Call(one["method"], one["params"], one["at"], message, error)


def arguments(parser: ArgumentParser) -> None:
    """Where it is played, and by chance of which seed."""
    parser.add_argument("--api", help="a Bot API server")
    parser.add_argument("--control", help="where its people are played")
    parser.add_argument("--token", default="123456:TEST")
    parser.add_argument("--seed", type=int, default=1)


@contextmanager
def opened(url: str | None, control: str | None, token: str) -> Iterator[Stage]:
    """The server at these addresses; without them, the tests' own."""
    if url and control:
        yield Remote(url, control, token)
        return
    with serving() as api:
        yield Own(api)
