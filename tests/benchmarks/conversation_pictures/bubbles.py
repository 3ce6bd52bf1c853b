"""What stands in each chat at the end of a run."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from tests.benchmarks.conversation_pictures.looks import CODE, INK, LINK


@dataclass(frozen=True)
class Run:
    text: str
    is_bold: bool = False
    is_italic: bool = False
    colour: str = INK
    is_link: bool = False


@dataclass
class Line:
    """A paragraph, not broken yet."""

    runs: list[Run] = field(default_factory=list)
    is_quote: bool = False


@dataclass
class Bubble:
    """A message as it looks in the end."""

    lines: list[Line]
    is_theirs: bool
    rows: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True)
class Press:
    label: str


class _Reading(HTMLParser):
    """Telegram's HTML as lines."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = [Line()]
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._open.append(tag)
        if tag == "blockquote":
            self._next_line()

    def handle_endtag(self, tag: str) -> None:
        if tag == "blockquote":
            self._open.remove(tag)
            self._next_line()
        else:
            self._open.remove(tag)

    def handle_data(self, data: str) -> None:
        for place, text in enumerate(data.split("\n")):
            if place:
                self.lines.append(Line(is_quote="blockquote" in self._open))
            if text:
                self.lines[-1].runs.append(self._run(text))

    def _next_line(self) -> None:
        if self.lines[-1].runs:
            self.lines.append(Line())
        self.lines[-1].is_quote = "blockquote" in self._open

    def _run(self, text: str) -> Run:
        colour = LINK if "a" in self._open else CODE if "code" in self._open else INK
        return Run(text, "b" in self._open, "i" in self._open, colour, "a" in self._open)


def read(text: str) -> list[Line]:
    reading = _Reading()
    reading.feed(text)
    reading.close()
    while reading.lines and not reading.lines[-1].runs:
        reading.lines.pop()
    return reading.lines


def chats(kept: dict[str, Any]) -> list[list[Bubble | Press]]:
    """What stands in each chat at the end."""
    events = [(one["at"], int(one["chat"]), one) for one in kept["said"]]
    people = {chat for _, chat, _ in events}
    events += [(one["at"], int(one["params"]["chat_id"]), one) for one in kept["calls"] if _shows(one)]
    events = [event for event in events if event[1] in people]
    made: dict[int, list[Bubble | Press]] = {}
    sent: dict[tuple[int, int], Bubble] = {}
    for _, chat, one in sorted(events, key=lambda event: event[0]):
        place = made.setdefault(chat, [])
        if "pressed" in one:
            place.append(Press(one["pressed"]))
        elif "method" not in one:
            place.append(Bubble([Line([Run(one["text"])])], is_theirs=True))
        elif one["method"] == "editMessageText":
            bubble = _bubble(one["params"])
            sent[chat, one["message"]].lines, sent[chat, one["message"]].rows = bubble.lines, bubble.rows
        else:
            sent[chat, one["message"]] = bubble = _bubble(one["params"])
            place.append(bubble)
    return list(made.values())


def _shows(call: dict[str, Any]) -> bool:
    return not call["error"] and call["method"] in ("sendMessage", "editMessageText")


def _bubble(params: dict[str, Any]) -> Bubble:
    rows = (params.get("reply_markup") or {}).get("inline_keyboard", [])
    return Bubble(read(params["text"]), False, [[button["text"] for button in row] for row in rows])
