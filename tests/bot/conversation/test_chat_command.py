"""`dealwire chat`: the conversation in a terminal."""

import argparse
import io
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.commands import chat
from bot.commands.chat import Chat
from bot.conversation.replies import Action, Button, Document, Paragraph, Picture, Reply, Span, Style, paragraph
from bot.conversation.talk import Found, OnText, Who
from bot.printing import replies
from tests.bot.conftest import Run
from tests.bot.telling import Teller, mazda

ME = Who("terminal", 0, None, 0, "en")


class Scripted:
    """A conversation that says what it was asked, and has one button of each kind."""

    def __init__(self) -> None:
        self.done: list[object] = []
        #: Told while an answer is written.
        self.streamed: Sequence[str] = ()
        self.interrupted = False

    def question(self, who: Who, text: str, about: Sequence[str] = (), on_text: OnText | None = None) -> Reply:
        self.done.append(text)
        if self.interrupted:
            raise KeyboardInterrupt
        for so_far in self.streamed:
            assert on_text is not None
            on_text(so_far)
        quote = Button("[1] Quote", Action("quote", ("5", "1")))
        return Reply((paragraph(f"About {text}"),), ((quote,), (Button("A page", link="https://example.com"),)))

    def command(self, who: Who, name: str, arguments: str) -> Reply:
        self.done.append((name, arguments))
        document = Document("deals.csv", b"a,b\n", "1 deal") if name == "export" else None
        return Reply(picture=None if document else Picture(b"\x89PNG", "A picture of it"), document=document)

    def action(self, who: Who, action: Action) -> Reply:
        self.done.append(action)
        return Reply((paragraph("Done"),))

    def document(self, who: Who, name: str, content: bytes) -> Reply:
        self.done.append((name, content.decode()))
        return Reply((paragraph("Read"),))

    def inline(self, who: Who, query: str) -> Sequence[Found]:
        return ()

    def commands(self, language: str, scope: str) -> Sequence[tuple[str, str]]:
        return ()


@pytest.fixture
def conversation() -> Scripted:
    return Scripted()


def piped(conversation: Scripted, folder: Path, monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
    Chat(conversation, ME, folder).run()


def test_lines_are_questions_commands_and_numbers_of_buttons(
    conversation: Scripted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    piped(conversation, tmp_path, monkeypatch, "who?", "", "1", "[1]", "2", "/deals  Mazda supply")

    quote = Action("quote", ("5", "1"))
    assert conversation.done == ["who?", quote, quote, ("deals", " Mazda supply")]
    printed = capsys.readouterr().out
    assert "> who?\n\nAbout who?" in printed
    assert "(1) [1] Quote   (2) A page" in printed and "Read it at https://example.com" in printed


def test_number_without_a_button_is_said_to_be_none_and_a_number_before_any_is_a_question(
    conversation: Scripted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    piped(conversation, tmp_path, monkeypatch, "46", "9")

    assert conversation.done == ["46"]
    assert "no button 9" in capsys.readouterr().out


def test_pictures_and_files_are_saved_beside_what_is_there_and_their_paths_told(
    conversation: Scripted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "dealwire.png").write_text("mine")

    piped(conversation, tmp_path, monkeypatch, "/map Toyota", "/export")

    printed = capsys.readouterr().out
    assert (tmp_path / "dealwire.png").read_text() == "mine"
    assert (tmp_path / "dealwire-2.png").read_bytes() == b"\x89PNG" and str(tmp_path / "dealwire-2.png") in printed
    assert (tmp_path / "deals.csv").read_bytes() == b"a,b\n" and str(tmp_path / "deals.csv") in printed
    assert "A picture of it" in printed


def test_stopped_answer_is_given_up_and_the_next_line_answered(
    conversation: Scripted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    conversation.interrupted = True

    piped(conversation, tmp_path, monkeypatch, "who?", "/status")

    assert conversation.done == ["who?", ("status", "")]
    assert "Stopped." in capsys.readouterr().out


def test_answer_is_streamed_to_a_terminal_and_then_told_as_it_counts(
    conversation: Scripted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    conversation.streamed = ("One sentence.", "One sentence. Another.")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)

    piped(conversation, tmp_path, monkeypatch, "who?")

    assert "One sentence. Another.\n\nWhat holds of it:\n\nAbout who?" in capsys.readouterr().out


def test_whole_conversation_runs_over_a_pipe(
    run: Run, teller: Teller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sentence = "Panasonic Energy will supply Mazda with cylindrical battery cells."
    assert run("ingest", teller.tells("mazda", "2024-03-29", mazda(sentence=sentence)))[0] == 0
    monkeypatch.setattr("sys.stdin", io.StringIO("who supplies Mazda with battery cells?\n1\n/deals Mazda\n"))

    assert chat.run(argparse.Namespace(language="de", folder=str(tmp_path))) == 0

    printed = capsys.readouterr().out
    assert "Quellen" in printed and "│ [1] News. Panasonic Energy will supply Mazda" in printed
    assert "Panasonic Energy → Mazda: Lieferung, vereinbart, 29. März 2024" in printed


def test_bold_text_is_wrapped_by_what_is_seen_and_controls_are_not_printed() -> None:
    told = Paragraph((Span("Bold words", Style.BOLD), Span(" and \x1b[31mplain ones that go on")))

    lines = list(replies.drawn(Reply((told,)), 20, styled=True))

    assert lines[0] == "\x1b[1mBold words\x1b[0m and"
    assert "\x1b[31m" not in "".join(lines) and "plain ones that" in "".join(lines)
    assert "\n".join(replies.drawn(Reply((told,)), 20, styled=False)).startswith("Bold words and\n")
