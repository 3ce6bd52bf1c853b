"""The conversation itself: lets people in, counts what they ask, and has each message, command and button answered."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from bot.conversation import access, asking, doing, feedback, inline, preferences, texts, verdicts
from bot.conversation.alerts import changing, files, subscribing
from bot.conversation.lookups import company, welcome
from bot.conversation.replies import Action, Reply, paragraph
from bot.conversation.rules import Rules
from bot.conversation.talk import Found, OnText, Who
from bot.conversation.turn import Parts, Turn
from corpus.companies.gazetteer import gazetteer
from corpus.text import cleaning
from index.asking import orders
from index.asking.questions import LONGEST_QUESTION

log = logging.getLogger(__name__)


def utc_now() -> datetime:
    return datetime.now(UTC)


@cache
def _greetings() -> frozenset[str]:
    """In every language spoken."""
    return frozenset(each for code in texts.LANGUAGES for each in texts.of(code)("ask.greetings").split("|"))


class Desk:
    """A `Conversation` over one corpus."""

    def __init__(self, parts: Parts, rules: Rules | None = None, clock: Callable[[], datetime] = utc_now) -> None:
        self._parts, self._rules, self._clock = parts, rules or Rules(), clock

    def question(self, who: Who, text: str, about: Sequence[str] = (), on_text: OnText | None = None) -> Reply:
        turn = self._turn(who)
        text = cleaning.clean(text)
        if refusal := self._refusal(turn, text):
            return refusal
        if verdict := verdicts.typed(self._parts, turn, text):
            return verdict
        if (key := changing.of_message(about)) is not None:
            return changing.worded(self._parts, turn, key, text)
        if wish := subscribing.worded(text):
            return subscribing.command(self._parts, turn, wish)
        if not any(sign.isalnum() for sign in text):
            return welcome.suggested(self._parts, turn, turn.texts("ask.empty"))
        if why := feedback.reason(text):
            return verdicts.explained(self._parts, turn, why)
        if text.casefold().strip(" .!?¡") in _greetings():
            return welcome.start(self._parts, turn, "")
        if orders.is_instruction(text):
            return welcome.suggested(self._parts, turn, turn.texts("ask.instruction"))
        if not about and "?" not in text and (slug := gazetteer().resolve(text)):
            return company.pressed(self._parts, turn, (slug,))
        notes = [turn.texts("ask.long", n=turn.texts.number(LONGEST_QUESTION))] * (len(text) > LONGEST_QUESTION)
        parts, budget = self._with_budget(turn)
        return asking.ask(parts, turn, cleaning.one_line(text, LONGEST_QUESTION), about, [*notes, *budget], on_text)

    def command(self, who: Who, name: str, arguments: str) -> Reply:
        turn = self._turn(who)
        name, arguments = name.lstrip("/").lower(), cleaning.one_line(arguments, LONGEST_QUESTION)
        command = doing.command(name, who.is_admin)
        code = arguments if name == "start" else ""
        if refusal := self._refusal(turn, code, is_open=bool(command and command.is_open)):
            return refusal
        if command is None:
            return welcome.unknown(self._parts, turn, name)
        return command.do(self._parts, turn, arguments)

    def action(self, who: Who, action: Action) -> Reply:
        turn = self._turn(who)
        if refusal := self._refusal(turn, ""):
            return refusal
        try:
            reply = self._pressed(turn, action)
        except ValueError:
            log.warning("a button led nowhere: %s", action.name, exc_info=True)
            reply = None
        return reply or Reply((paragraph(turn.texts("button.expired")),))

    def document(self, who: Who, name: str, content: bytes) -> Reply:
        turn = self._turn(who)
        return self._refusal(turn, "") or files.brought_in(self._parts, turn, content)

    def inline(self, who: Who, query: str) -> Sequence[Found]:
        turn = self._turn(who)
        # Every letter typed is a query: they are not counted as messages.
        with self._parts.sessions.reading() as session:
            if not self._rules.access.lets_in(session, who):
                return []
        return inline.found(self._parts, turn, cleaning.clean(query))

    def commands(self, language: str, scope: str) -> Sequence[tuple[str, str]]:
        told = texts.of(language)
        named = [name for name, command in doing.COMMANDS.items() if scope in command.scopes]
        return [(name, told(f"command.{name}")) for name in named]

    def _pressed(self, turn: Turn, action: Action) -> Reply | None:
        if action.name == "again":  # a command, with the company that was meant
            name, arguments = action.arguments
            command = doing.command(name, turn.who.is_admin)
            return command.do(self._parts, turn, arguments) if command else None
        if action.name == "next":
            parts, notes = self._with_budget(turn)
            return asking.next_(parts, turn, action.arguments, notes)
        press = doing.press(action.name, turn.who.is_admin)
        return press(self._parts, turn, action.arguments) if press else None

    def _turn(self, who: Who) -> Turn:
        with self._parts.sessions.reading() as session:
            chosen = preferences.of(session, who)
        spoken = texts.of(chosen.language or who.language)
        return Turn(who, spoken, preferences.zone(chosen.zone), chosen.compact, self._clock())

    def _refusal(self, turn: Turn, said: str, is_open: bool = False) -> Reply | None:
        """What is answered instead, to people who are not let in or ask too much; None: they may go on."""
        if (wait := self._rules.wait(turn)) is not None:
            seconds = max(1, round(wait.total_seconds()))
            return Reply((paragraph(turn.texts.counted("limit.slow", seconds)),))
        with self._parts.sessions.reading() as session:
            if is_open or self._rules.access.lets_in(session, turn.who):
                return None
        return self._paired(turn, said) or self._kept_out(turn)

    def _paired(self, turn: Turn, said: str) -> Reply | None:
        """What is said to a code where there is one: a welcome, or that there were too many; None: it is wrong."""
        rules = self._rules
        if rules.access.mode is not access.Mode.CODE or not said:
            return None
        if not rules.may_try_code(turn):
            return Reply((paragraph(turn.texts("access.tries")),))
        if not rules.access.is_code(said):
            return None
        with self._parts.sessions.writing() as session:
            access.pair(session, turn.who, turn.now)
        return welcome.suggested(self._parts, turn, turn.texts("access.welcome"))

    def _kept_out(self, turn: Turn) -> Reply:
        key = "access.code" if self._rules.access.mode is access.Mode.CODE else "access.list"
        return Reply((paragraph(turn.texts(key, user=turn.who.user)),))

    def _with_budget(self, turn: Turn) -> tuple[Parts, list[str]]:
        """The parts to answer with: without the model, and a note why, when this person has used it enough today."""
        if self._parts.model is None or self._rules.takes_model(turn):
            return self._parts, []
        return replace(self._parts, model=None), [turn.texts("limit.model")]
