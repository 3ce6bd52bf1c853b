"""A conversation that does what the first word of a text says, so that a test can tell it from outside."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from bot import bootstrap, cli
from bot.commands import bot as command
from bot.conversation.replies import Action, Button, Document, Picture, Reply, paragraph
from bot.conversation.talk import Found, OnText, Who
from bot.settings import Settings
from corpus.db import Sessions

PNG = b"\x89PNG\r\n\x1a\n"
_PATIENCE_SECONDS = 60.0


class Scripted:
    """Answers with what it was asked; `folder` is where tests leave signs for it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def question(self, who: Who, text: str, about: Sequence[str] = (), on_text: OnText | None = None) -> Reply:
        word, _, rest = text.partition(" ")
        # "wait NAME …": tells that it is asked, and answers once the test says so.
        if word == "wait":
            self._wait(rest.split()[0])
        if word == "write" and on_text:
            return self._write(rest, on_text)
        if word == "fail":
            raise RuntimeError(f"a secret detail of {text}")
        if word == "offer":
            return Reply((paragraph("A question"),), ((Button("Ask", Action("next", (rest,))),),))
        if word == "pages":
            return _page(1)
        if word == "long":
            return Reply(tuple(paragraph(f"{n} " + "word " * 300) for n in range(8)), buttons=_buttons("last"))
        heard = f"{text} | about {', '.join(about)}" if about else text
        return Reply((paragraph(f"You asked: {heard}"),), buttons=_buttons(text), context=(text,))

    def command(self, who: Who, name: str, arguments: str) -> Reply:
        if name == "wait":
            self._wait(arguments)
        if name == "map":
            return replace(_page(1), blocks=(paragraph("What it shows."),), picture=Picture(PNG, "A map"))
        if name == "export":
            return Reply(document=Document("deals.csv", b"id\n1\n", "All deals"))
        rights = [right for right, has in (("manages", who.manages_chat), ("operates", who.is_admin)) if has]
        return Reply((paragraph(f"Command {name} of <{arguments}> in {who.topic} by {who.language} {rights}"),))

    def action(self, who: Who, action: Action) -> Reply:
        if action.name == "next":
            self._wait(action.arguments[0])
        if action.name == "turn":
            number = int(action.arguments[0])
            return replace(_page(number), replaces=True)
        return Reply((paragraph(f"Pressed {action.name} {' '.join(action.arguments)}"),))

    def document(self, who: Who, name: str, content: bytes) -> Reply:
        rights = "manages" if who.manages_chat else "reads"
        return Reply((paragraph(f"Got {name} of {len(content)} bytes, {content[:20]!r}, from who {rights}"),))

    def inline(self, who: Who, query: str) -> Sequence[Found]:
        if query == "nothing":
            return []
        return [Found("1", f"Title of {query}", "described", Reply((paragraph(f"Found <{query}>"),)))] * 2

    def commands(self, language: str, scope: str) -> Sequence[tuple[str, str]]:
        return [("help", f"help in {language} for {scope}")]

    def _wait(self, name: str) -> None:
        with (self._folder / f"{name}.asked").open("a") as asked:
            asked.write("asked\n")
        until((self._folder / name).exists)

    def _write(self, name: str, on_text: OnText) -> Reply:
        on_text("The first sentence.")
        self._wait(name)
        on_text("The first sentence. The second one.")
        return Reply((paragraph("The first sentence. The second one. The end."),))


def _buttons(about: str) -> tuple[tuple[Button, ...], ...]:
    return ((Button("More", Action("more", (about,))), Button("Read", link="https://example.com/a")),)


def _page(number: int) -> Reply:
    turn = Button("Next", Action("turn", (str(number + 1),)))
    # The last one is a picture, which no text can become.
    picture = Picture(PNG, "A map") if number == 4 else None
    return Reply((paragraph(f"Page {number}"),), ((turn,),), picture, context=(f"page {number}",))


def until(so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not so():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@contextmanager
def conversing(loaded: Settings) -> Iterator[tuple[Scripted, Sessions]]:
    with bootstrap.corpus(loaded) as opened:
        yield Scripted(loaded.home), opened.sessions


if __name__ == "__main__":
    command.conversing = conversing
    sys.exit(cli.main(["bot"]))
