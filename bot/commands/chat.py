"""`dealwire chat`: the bot's conversation in a terminal, or over lines that are piped in."""

import argparse
import locale
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from bot import bootstrap, jobs, settings
from bot.commands.reading import reading
from bot.conversation import opening, texts
from bot.conversation.access import TERMINAL
from bot.conversation.replies import Button, Reply
from bot.conversation.talk import Conversation, Who
from bot.exits import DONE
from bot.printing import lines, replies
from bot.usage import Wrong

_PROMPT = "> "


def run(arguments: argparse.Namespace) -> int:
    folder = Path(arguments.folder)
    if not folder.is_dir():
        raise Wrong(f"there is no folder {folder}: make it first, or name another with --folder")
    loaded = settings.load()
    with (
        reading("chat", with_deals=True) as retriever,
        bootstrap.chat_model(loaded) as model,
        jobs.beside(bootstrap.jobs(loaded, retriever)),
    ):
        who = Who(TERMINAL, 0, None, 0, arguments.language or _language(), is_admin=True)
        Chat(opening.desk(loaded, retriever, model), who, folder).run()
    return DONE


class Chat:
    """One person at a terminal."""

    def __init__(self, conversation: Conversation, who: Who, folder: Path) -> None:
        self._conversation, self._who, self._folder = conversation, who, folder
        self._texts = texts.of(who.language)
        self._buttons: list[Button] = []
        #: Of an answer that is being written: what has been printed of it.
        self._streamed = ""

    def run(self) -> None:
        print(self._texts("terminal.hello"), end="\n\n")
        for line in self._inputs():
            try:
                self._answer(line)
            except KeyboardInterrupt:
                print(f"\n{self._texts('terminal.cancelled')}\n")

    def _inputs(self) -> Iterator[str]:
        """Lines until Ctrl-D or the end of what is piped in, which is shown as if it were typed."""
        while True:
            try:
                if sys.stdin.isatty():
                    line = input(_PROMPT)
                elif line := sys.stdin.readline():
                    print(f"{_PROMPT}{line.rstrip()}")
                else:
                    return
            except EOFError:
                print()
                return
            except KeyboardInterrupt:  # nothing is being answered: as in a shell, the line is given up
                print()
                continue
            if line.strip():
                yield line.strip()

    def _answer(self, line: str) -> None:
        if (n := _number(line)) is not None and self._buttons:
            self._press(n)
        elif line.startswith("/"):
            name, _, arguments = line[1:].partition(" ")
            self._show(self._conversation.command(self._who, name, arguments))
        else:
            self._streamed = ""
            self._show(self._conversation.question(self._who, line, on_text=self._stream))

    def _press(self, n: int) -> None:
        if not 1 <= n <= len(self._buttons):
            print(f"{self._texts('terminal.no_button', n=n)}\n")
            return
        button = self._buttons[n - 1]
        if button.action:
            self._show(self._conversation.action(self._who, button.action), keep=button.action.name == "quote")
        elif button.link:
            print(f"{self._texts('terminal.link', link=button.link)}\n")

    def _stream(self, text: str) -> None:
        """Prints what is new of an answer that is being written; on a terminal only, where somebody watches."""
        if sys.stdout.isatty() and text.startswith(self._streamed):
            print(text[len(self._streamed) :], end="", flush=True)
            self._streamed = text

    def _show(self, reply: Reply, keep: bool = False) -> None:
        """`keep`: the buttons of the message before stay, unless there are new ones that do more than lead away."""
        if self._streamed:
            print(f"\n\n{self._texts('terminal.revised')}")
            self._streamed = ""
        print()
        for line in replies.drawn(reply, lines.width(), sys.stdout.isatty()):
            print(line)
        for name, content in _files(reply):
            print(self._texts("terminal.saved", path=self._save(name, content)))
        print(flush=True)
        if not keep:
            self._buttons = replies.buttons(reply)

    def _save(self, name: str, content: bytes) -> Path:
        """Beside whatever is there: nothing is written over."""
        path, n = self._folder / name, 1
        while True:
            try:
                with path.open("xb") as file:
                    file.write(content)
            except FileExistsError:
                n += 1
                path = self._folder / f"{Path(name).stem}-{n}{Path(name).suffix}"
            else:
                return path


def _files(reply: Reply) -> Iterator[tuple[str, bytes]]:
    if reply.picture:
        yield "dealwire.png", reply.picture.png
    if reply.document:
        yield reply.document.name, reply.document.content


def _number(line: str) -> int | None:
    """Of a button, or `[2]` of a citation: those have the first buttons."""
    bare = line.removeprefix("[").removesuffix("]")
    return int(bare) if bare.isascii() and bare.isdecimal() and len(bare) < 4 else None


def _language() -> str:
    return os.environ.get("LANG") or locale.getlocale()[0] or ""
