"""What is done to the bot, each drill in its own way."""

import argparse
import signal
import time
from collections.abc import Callable
from itertools import cycle

from bot.conversation.doing import COMMANDS, PRIVATE
from tests.benchmarks import telegram_book as book
from tests.benchmarks.telegram_load import sayings
from tests.benchmarks.telegram_load.people import Drill
from tests.benchmarks.telegram_load.process import Bot
from tests.benchmarks.telegram_stage import TROUBLES

_GROUPS = 10
#: One comes every few seconds, turn and turn about.
_TROUBLE_SECONDS = 2.0
#: What people in `docs/` say, each in the language of their client; "☞ …" presses the button of that label.
_SHOWN = (
    ("en", ("Who supplies Mazda with batteries?", "☞ [1]", "And Toyota?")),
    ("en", ("/deals Mazda supply", "/company Ford")),
    ("de", ("/start", "☞ ", "/settings")),
)


def every(drill: Drill, bot: Bot, options: argparse.Namespace) -> None:
    """Each command by a person of its own, then each button below what they were answered, and inline queries."""
    operators = iter(bot.operators)
    for name in (*COMMANDS, "cancel", "nonsense"):
        is_open = name not in COMMANDS or PRIVATE in COMMANDS[name].scopes
        user = drill.somebody() if is_open else next(operators)
        drill.asks(user, sayings.command(name), f"/{name}")
    for text in ("/company Mazd", "/start company_catl", "/deals", "Who supplies Mazda?", *filter(None, sayings.ODD)):
        drill.asks(drill.somebody(), text)
    for text in ("", "mazda batteries", "<&>"):
        drill.seeks(drill.somebody(), text)
    first = drill.settle(options.patience)
    print(book.report(first, drill.calls), book.by_kind(first), sep="\n")
    buttons = {one.asked.user: [(call, *each) for call in one.answers for each in call.buttons] for one in first}
    while any(buttons.values()):
        for user, left in buttons.items():
            if left:
                call, label, token = left.pop(0)
                drill.presses(user, call, label, token)
        drill.settle(options.patience, 0.2)


def crowd(drill: Drill, bot: Bot, options: argparse.Namespace) -> None:
    """Each of so many people asks one question, all at once."""
    for _ in range(options.people):
        drill.asks(drill.somebody(), sayings.question(drill.rng))


def mixed(drill: Drill, bot: Bot, options: argparse.Namespace) -> None:
    """Questions, commands, buttons, inline queries and groups, as fast as `--rate` says."""
    _mix(drill, options.updates, options.rate, lambda: None)


def kills(drill: Drill, bot: Bot, options: argparse.Namespace) -> None:
    """As mixed, while the process is killed again and again, in the midst of whatever it does."""
    moments = sorted(drill.rng.uniform(5, options.updates / options.rate) for _ in range(options.kills))
    begun = time.monotonic()

    def perhaps_kill() -> None:
        if moments and time.monotonic() - begun > moments[0]:
            moments.pop(0)
            bot.end(signal.SIGKILL)
            bot.start()

    _mix(drill, options.updates, options.rate, perhaps_kill)


def faults(drill: Drill, bot: Bot, options: argparse.Namespace) -> None:
    """As mixed, while the server fails in every way that it has; what it refuses is its own doing here."""
    troubles = cycle(TROUBLES)
    last = time.monotonic()

    def trouble() -> None:
        nonlocal last
        if time.monotonic() - last > _TROUBLE_SECONDS:
            last = time.monotonic()
            drill.stage.fails(next(troubles))

    _mix(drill, options.updates, options.rate, trouble)


def soak(drill: Drill, bot: Bot, options: argparse.Namespace) -> None:
    """Mixed updates at a bearable pace for so long; its memory is sampled."""
    samples: list[tuple[float, float]] = []
    begun = time.monotonic()

    def sample() -> None:
        if not samples or time.monotonic() - begun - samples[-1][0] > 15:
            samples.append((time.monotonic() - begun, bot.memory()))

    _mix(drill, round(options.soak * options.soak_rate), options.soak_rate, sample)
    print("memory, MiB:", " ".join(f"{at:.0f}s:{size:.0f}" for at, size in samples))


def show(drill: Drill, bot: Bot, options: argparse.Namespace) -> None:
    """The conversations that `conversation_pictures` draws: one chat each."""
    for language, lines in _SHOWN:
        user = drill.somebody()
        for line in lines:
            mark, _, label = line.partition(" ")
            if mark == "☞":
                call = next(call for call in reversed(drill.calls) if call.buttons)
                drill.presses(user, call, *next(each for each in call.buttons if each[0].startswith(label)))
            else:
                drill.asks(user, line, language=language)
            drill.settle(options.patience, 1.0)


def _mix(drill: Drill, updates: int, rate: float, between: Callable[[], None]) -> None:
    groups = [-1_000_000_000_000 - drill.first_user - number for number in range(_GROUPS)]
    owner = drill.somebody()
    for group in groups:
        drill.stage.group(group, owner)
    begun = time.monotonic()
    for number in range(updates):
        sayings.anything(drill, groups)
        between()
        if number % 25 == 0:
            drill.look()
        time.sleep(max(0.0, begun + number / rate - time.monotonic()))
