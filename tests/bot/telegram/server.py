"""A Bot API server on loopback: people write through it, and what the bot does is kept."""

import email
import json
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Condition, Thread
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

TOKEN = "123456:secret-of-the-bot"
BOT = {"id": 123456, "is_bot": True, "first_name": "Dealwire", "username": "dealwire_bot"}
_PATIENCE_SECONDS = 60.0
_RIGHTS = (
    "can_be_edited is_anonymous can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members "
    "can_promote_members can_change_info can_invite_users can_post_stories can_edit_stories can_delete_stories"
).split()
_SENDS = ("sendMessage", "sendPhoto", "sendDocument")


@dataclass(frozen=True)
class Call:
    """A call of the bot, as the server got it."""

    method: str
    #: JSON values read.
    arguments: dict[str, Any]
    at: float
    #: What it was answered, as `result`; None: an error.
    result: Any = None

    @property
    def chat(self) -> int | None:
        return self.arguments.get("chat_id")

    @property
    def text(self) -> str:
        return str(self.arguments.get("text", self.arguments.get("caption", "")))

    @property
    def tokens(self) -> list[str]:
        """What its buttons carry."""
        rows = self.arguments.get("reply_markup", {}).get("inline_keyboard", [])
        return [button["callback_data"] for row in rows for button in row if "callback_data" in button]


@dataclass
class Fault:
    """What a matching call is answered with, so many times. Status 0: the connection breaks without an answer."""

    method: str
    status: int
    description: str = ""
    parameters: dict[str, Any] = field(default_factory=dict)
    times: int = 1
    chat: int | None = None
    contains: str = ""
    #: It is done all the same, and the connection breaks.
    carried_out: bool = False

    def hits(self, method: str, arguments: dict[str, Any]) -> bool:
        said = str(arguments.get("text", arguments.get("caption", "")))
        right_chat = self.chat is None or arguments.get("chat_id") == self.chat
        return self.times > 0 and method == self.method and right_chat and self.contains in said


class BotApi:
    """Knows who asks for what; every method answers at once."""

    def __init__(self) -> None:
        self.url = ""
        self.calls: list[Call] = []
        self.faults: list[Fault] = []
        #: Of the members of groups: (chat, user) -> status.
        self.statuses: dict[tuple[int, int], str] = {}
        #: What people sent, by its file's id.
        self.files: dict[str, bytes] = {}
        #: Not confirmed yet.
        self._updates: dict[int, dict[str, Any]] = {}
        #: All that there ever were.
        self.updates: dict[int, dict[str, Any]] = {}
        #: To be brought once more.
        self._again: list[int] = []
        self._update_ids, self._message_ids = count(1_000), count(1)
        self._changed = Condition()
        self._stopped = False

    # People

    def says(self, user: int, text: str, chat: int | None = None, **more: Any) -> int:
        """Somebody writes; the number of the message. `entities` are made for a command and our name."""
        group = chat is not None and chat != user
        number = next(self._message_ids)
        message = {
            "message_id": number,
            "date": int(time.time()),
            "chat": {"id": chat, "type": "supergroup", "title": "Group"} if group else _private(user),
            "from": {"id": user, "is_bot": False, "first_name": "Ann", "language_code": "en"},
            "text": text or None,
            "entities": _entities(text),
            **more,
        }
        self.update(message=message)
        return number

    def replies(self, user: int, to: Call, text: str, chat: int | None = None) -> int:
        """Somebody replies to a message of the bot."""
        return self.says(user, text, chat, reply_to_message=to.result)

    def presses(self, user: int, message: Call, token: str) -> str:
        """Somebody presses a button under a message; the query's id."""
        query = str(next(self._update_ids) * 1_000)
        person = {"id": user, "is_bot": False, "first_name": "Ann", "language_code": "en"}
        self.update(
            callback_query={
                "id": query,
                "from": person,
                "chat_instance": "1",
                "message": message.result,
                "data": token,
            }
        )
        return query

    def update(self, **content: Any) -> int:
        with self._changed:
            number = next(self._update_ids)
            self._updates[number] = self.updates[number] = {"update_id": number, **content}
            self._changed.notify_all()
        return number

    def again(self, number: int) -> None:
        """Telegram forgets that it has brought this update."""
        with self._changed:
            self._again.append(number)
            self._changed.notify_all()

    # What the bot did

    def wait(self, method: str, number: int = 1, chat: int | None = None, contains: str = "") -> list[Call]:
        """The calls so far, once there are at least so many."""
        with self._changed:
            self._changed.wait_for(lambda: len(self._found(method, chat, contains)) >= number, _PATIENCE_SECONDS)
            found = self._found(method, chat, contains)
        said = [(call.method, call.chat, call.text[:60]) for call in self.calls[-8:]]
        assert len(found) >= number, f"{len(found)} of {number} {method} calls came; the last: {said}"
        return found

    def one(self, chat: int, contains: str = "") -> Call:
        """The message that the bot sends there."""
        return self.wait("send", 1, chat, contains)[0]

    def found(self, method: str, chat: int | None = None, contains: str = "") -> list[Call]:
        """The calls so far. "send": whatever makes a message."""
        with self._changed:
            return self._found(method, chat, contains)

    def wait_refused(self, method: str, chat: int) -> list[Call]:
        """The calls that were answered with an error, once there is one."""

        def refused() -> list[Call]:
            return [call for call in self.calls if (call.method, call.chat, call.result) == (method, chat, None)]

        with self._changed:
            assert self._changed.wait_for(refused, _PATIENCE_SECONDS)
            return refused()

    def wait_confirmed(self) -> None:
        """Until the bot has taken all updates."""
        with self._changed:
            taken = self._changed.wait_for(lambda: not (self._updates or self._again), _PATIENCE_SECONDS)
        assert taken

    def _found(self, method: str, chat: int | None, contains: str) -> list[Call]:
        methods = _SENDS if method == "send" else (method,)
        return [
            call
            for call in self.calls
            if call.method in methods
            and call.result is not None
            and (chat is None or call.chat == chat)
            and contains in call.text
        ]

    # The server

    def answer(self, method: str, arguments: dict[str, Any]) -> tuple[int, dict[str, Any]] | None:
        """Status and body; None: the connection breaks."""
        with self._changed:
            fault = next((fault for fault in self.faults if fault.hits(method, arguments)), None)
            if fault:
                fault.times -= 1
        if fault and not fault.carried_out:
            self._keep(Call(method, arguments, time.monotonic()))
            body = {"ok": False, "error_code": fault.status, "description": fault.description}
            return (fault.status, body | {"parameters": fault.parameters}) if fault.status else None
        if method == "getUpdates":
            return 200, {"ok": True, "result": self._get_updates(arguments)}
        if method == "editMessageReplyMarkup" and (refusal := self._refusal(arguments)):
            return 400, {"ok": False, "error_code": 400, "description": f"Bad Request: {refusal}"}
        result = self._result(method, arguments)
        self._keep(Call(method, arguments, time.monotonic(), result))
        return (200, {"ok": True, "result": result}) if not fault else None

    def stop(self) -> None:
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def _keep(self, call: Call) -> None:
        with self._changed:
            self.calls.append(call)
            self._changed.notify_all()

    def _get_updates(self, arguments: dict[str, Any]) -> list[dict[str, Any]]:
        with self._changed:
            for number in [number for number in self._updates if number < arguments.get("offset", 0)]:
                del self._updates[number]
            self._changed.notify_all()
            self._changed.wait_for(self._news, arguments.get("timeout", 0))
            again, self._again = self._again, []
            return [*(self.updates[number] for number in again), *self._updates.values()]

    def _news(self) -> bool:
        return bool(self._updates or self._again or self._stopped)

    def _result(self, method: str, arguments: dict[str, Any]) -> Any:
        if method == "getMe":
            return BOT
        if method == "getWebhookInfo":
            return {"url": "", "has_custom_certificate": False, "pending_update_count": len(self._updates)}
        if method == "getChatMember":
            status = self.statuses.get((arguments["chat_id"], arguments["user_id"]), "member")
            return _member(arguments["user_id"], status)
        if method == "getFile":
            id_ = arguments["file_id"]
            return {"file_id": id_, "file_unique_id": id_, "file_path": f"documents/{id_}"}
        if method in _SENDS or method == "editMessageText":
            return self._message(arguments)
        return True

    def _refusal(self, arguments: dict[str, Any]) -> str:
        """Why a message does not get these buttons; "": it does."""
        wanted = (arguments["chat_id"], arguments["message_id"])
        for call in self.found("send"):
            if (call.chat, call.result["message_id"]) == wanted:
                same = call.arguments.get("reply_markup") == arguments.get("reply_markup")
                return "message is not modified" if same else ""
        return "message to edit not found"

    def _message(self, arguments: dict[str, Any]) -> dict[str, Any]:
        chat = arguments["chat_id"]
        made = {
            "message_id": arguments.get("message_id") or next(self._message_ids),
            "date": int(time.time()),
            "chat": _private(chat) if chat > 0 else {"id": chat, "type": "supergroup", "title": "Group"},
            "from": BOT,
            "text": arguments.get("text", ""),
        }
        if "message_thread_id" in arguments:
            made |= {"message_thread_id": arguments["message_thread_id"], "is_topic_message": True}
        return made


def _private(user: int) -> dict[str, Any]:
    return {"id": user, "type": "private", "first_name": "Ann"}


def _member(user: int, status: str) -> dict[str, Any]:
    rights = dict.fromkeys(_RIGHTS, False)
    person = {"id": user, "is_bot": False, "first_name": "Ann"}
    return {"status": status, "user": person} | (rights if status == "administrator" else {})


def _entities(text: str) -> list[dict[str, Any]]:
    """As Telegram finds them: a command at the start, names of bots anywhere."""
    found = [
        {"type": "mention", "offset": match.start(), "length": len(match[0])}
        for match in re.finditer(r"(?<!\w)@\w{5,32}", text)
    ]
    if command := re.match(r"/\w+(@\w+)?", text):
        found.append({"type": "bot_command", "offset": 0, "length": command.end()})
    return found


class _Http(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):  # whoever asked was killed
            super().handle_error(request, client_address)


@contextmanager
def serving() -> Iterator[BotApi]:
    api = BotApi()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            token, _, method = urlsplit(self.path).path.removeprefix("/bot").partition("/")
            if token != TOKEN:
                self._send(401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
                return
            answer = api.answer(method, _arguments(self.path, self.headers.get("Content-Type", ""), body))
            if answer is None:
                self.close_connection = True
            else:
                self._send(*answer)

        def do_GET(self) -> None:
            """A file."""
            folder, _, id_ = unquote(self.path).rpartition("/")
            content = api.files.get(id_)
            known = folder == f"/file/bot{TOKEN}/documents" and content is not None
            self._send_bytes(200 if known else 404, (content or b"") if known else b"", "application/octet-stream")

        def _send(self, status: int, content: dict[str, Any]) -> None:
            self._send_bytes(status, json.dumps(content).encode(), "application/json")

        def _send_bytes(self, status: int, body: bytes, kind: str) -> None:
            with suppress(OSError):  # whoever asked was killed
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    http = _Http(("127.0.0.1", 0), Handler)
    api.url = f"http://127.0.0.1:{http.server_port}"
    thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield api
    finally:
        api.stop()
        http.shutdown()
        thread.join()
        http.server_close()


def _arguments(path: str, kind: str, body: bytes) -> dict[str, Any]:
    fields = parse_qsl(urlsplit(path).query)
    if kind.startswith("multipart/"):
        parts = email.message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
        for part in parts.walk():
            name = part.get_param("name", header="content-disposition")
            if name:
                content = part.get_payload(decode=True)
                assert isinstance(content, bytes)
                text = f"{len(content)} bytes" if part.get_filename() else content.decode()
                fields.append((str(name), text))
    else:
        fields += parse_qsl(body.decode(), keep_blank_values=True)
    return {name: _value(name, value) for name, value in fields}


def _value(name: str, value: str) -> Any:
    if name in {"text", "caption"}:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
