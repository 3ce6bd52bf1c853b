"""`dealwire alerts`: those that were given up, with the reason; `--retry` sends them again."""

import argparse
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from bot import bootstrap, settings
from bot.alerts.outgoing import dead_letters
from bot.alerts.outgoing.dead_letters import DeadLetter
from bot.commands.looking_up import nothing
from bot.exits import DONE
from bot.printing import deal_words, lines, output
from corpus.deals import queries


def run(arguments: argparse.Namespace) -> int:
    with bootstrap.corpus(settings.load()) as opened:
        if arguments.retry:
            with opened.sessions.writing() as session:
                return _retry(session, arguments)
        with opened.sessions.reading() as session:
            return _list(session, arguments)


def _retry(session: Session, arguments: argparse.Namespace) -> int:
    keys = None if "all" in arguments.retry else arguments.retry
    retried = dead_letters.retry(session, datetime.now(UTC), keys)
    if not retried:
        return nothing(arguments, {"retried": 0}, "No such alert was given up: `dealwire alerts` lists them.")
    if arguments.json:
        output.as_json({"retried": retried})
    else:
        print(f"{deal_words.counted(retried, 'alert')} will be sent again, by the bot.")
    return DONE


def _list(session: Session, arguments: argparse.Namespace) -> int:
    letters = dead_letters.listed(session, arguments.limit)
    if not letters:
        return nothing(arguments, [], "No alert was given up.")
    ids = queries.ids(session, {letter.deal_key for letter in letters})
    if arguments.json:
        output.as_json([_as_json(letter, ids.get(letter.deal_key)) for letter in letters])
        return DONE
    for letter in letters:
        for line in _lines(letter, ids.get(letter.deal_key)):
            print(line)
    if (dead := dead_letters.counts(session, datetime.now(UTC)).dead) > len(letters):
        output.note(f"{len(letters)} of {dead} alerts, the newest; `--limit {dead}` shows all.")
    return DONE


def _lines(letter: DeadLetter, deal: str | None) -> list[str]:
    place = letter.place
    where = f"{place.messenger} {place.chat}" + (f", topic {place.topic}" if place.topic else "")
    head = f"{letter.key}  {letter.made:%Y-%m-%d %H:%M}  {where}  {letter.kind}: {deal or 'a deal that is gone'}"
    tried = f"tried {deal_words.counted(letter.attempts, 'time')}: {' '.join(letter.problem.split())}"
    return [head, *lines.beside("    ", [tried], lines.width())]


def _as_json(letter: DeadLetter, deal: str | None) -> dict[str, object]:
    return {
        "key": letter.key,
        "messenger": letter.place.messenger,
        "chat": letter.place.chat,
        "topic": letter.place.topic or None,
        "deal": deal,
        "kind": letter.kind.value,
        "made": letter.made.isoformat(timespec="seconds"),
        "attempts": letter.attempts,
        "problem": letter.problem,
    }
