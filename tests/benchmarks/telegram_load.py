"""`dealwire bot` as a process of its own, drilled by many people at once.

    python -m tests.benchmarks.telegram_load HOME [DRILL ...] [--api URL --control URL --token T] [--people N] …

HOME is a DEALWIRE_HOME with articles and deals read: give it a copy, for questions are kept there. Without
`--api` the tests' own Bot API server is played on, which takes everything; any other needs a control port
(`telegram_stage.Remote`). Drills: `every` (each command and button), `crowd` (N people at once), `mixed`
(N updates of all kinds), `faults` (the same while the server fails), `kills` (kill -9 at random moments), `soak`;
all of them unless named. `show` makes what `conversation_pictures` draws.

Each prints what was refused, lost and answered twice, and how long answers took from the update on; the bot's
own log tells how long its event loop kept waiting (`bot.telegram.lag`).
"""

import argparse
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

from bot.conversation.doing import COMMANDS, PRIVATE
from tests.benchmarks import telegram_book as book
from tests.benchmarks.telegram_book import Asked, Outcome
from tests.benchmarks.telegram_stage import Call, Stage, Trouble, opened

ROOT = Path(__file__).parents[2]
#: What follows each command; "" for the others.
_ARGUMENTS = {
    "deals": "Mazda supply", "company": "CATL", "between": "Ford, CATL", "deal": "nonsense",
    "search": "solid-state batteries", "map": "Toyota", "timeline": "Northvolt", "export": "Mazda",
    "settings": "zone Lisbon",
}  # fmt: skip
_QUESTIONS = (
    "Who supplies {} with batteries?", "What did {} agree with its partners?", "Who has invested in {}?",
    "Who buys from {}?", "When did {} announce a joint venture?", "How much does the deal of {} cost?",
)  # fmt: skip
_COMPANIES = (
    "Mazda", "Toyota", "Ford", "CATL", "Panasonic", "Northvolt", "Volkswagen", "BMW", "Stellantis", "Tesla", "Honda",
    "General Motors", "LG Energy Solution", "Samsung SDI", "SK On", "Renault", "Rivian", "BYD", "Nissan", "Umicore",
)  # fmt: skip
_ODD = ("", "?", "<b>bold</b> & \"quoted\" <a href='x'>", "😀" * 300, "a" * 4_000, "ok", "hello", "wrong because it is")
_GROUPS = 10
_OPERATORS = sum(PRIVATE not in command.scopes for command in COMMANDS.values())
_LAG = re.compile(r"loop lag beats=(\d+) late=(\d+) p99_ms=([\d.]+) worst_ms=([\d.]+)")
#: What is asked before the process has started.
COLD = "cold /start"
#: One comes every few seconds, turn and turn about.
_TROUBLES = (
    Trouble(500, "Internal Server Error"),
    Trouble(502, "Bad Gateway"),
    Trouble(429, "Too Many Requests: retry after 2", retry_after=2),
    Trouble(400, "Bad Request: can't parse entities: so it is said"),
    Trouble(0),
    Trouble(0, is_carried_out=True),
)
_TROUBLE_SECONDS = 2.0
_DRILLS = ("every", "crowd", "mixed", "faults", "kills", "soak")
#: What people in `docs/` say, each in the language of their client; "☞ …" presses the button of that label.
_SHOWN = (
    ("en", ("Who supplies Mazda with batteries?", "☞ [1]", "And Toyota?")),
    ("en", ("/deals Mazda supply", "/company Ford")),
    ("de", ("/start", "☞ ", "/settings")),
)


@dataclass
class Bot:
    """The process under test, started again as often as it is killed."""

    stage: Stage
    home: Path
    log: Path
    #: Ids of admins.
    operators: Sequence[int]
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("DEALWIRE", "OPENAI"))}
        # Drills are about what the bot bears, not about what it lets one person do.
        many = {"DEALWIRE_USER_MESSAGES_A_MINUTE": "100000", "DEALWIRE_CHAT_MESSAGES_A_MINUTE": "100000"}
        settings = {
            "DEALWIRE_HOME": str(self.home),
            "DEALWIRE_ADMINS": ",".join(map(str, self.operators)),
            "TELEGRAM_BOT_TOKEN": self.stage.token,
            "TELEGRAM_API_URL": self.stage.url,
            "PYTHONPATH": str(ROOT),
        }
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", "bot"], cwd=self.home, env=kept | settings | many, stderr=log
            )

    def end(self, number: int = signal.SIGTERM) -> float:
        """Seconds until it was gone."""
        assert self.process
        begun = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(30)
        return time.monotonic() - begun

    def memory(self) -> float:
        """Resident, in MiB."""
        assert self.process
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        return int(found[1]) / 1024 if found else 0.0

    def cpu(self) -> float:
        """Seconds that it has computed since its start: these hold when others use the machine, too."""
        assert self.process
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def lag(self) -> str:
        """The worst of what its log tells of the event loop since the last time it was asked."""
        lines = _LAG.findall(self.log.read_text(errors="replace"))
        if not lines:
            return "loop lag: nothing told"
        beats, late = sum(int(line[0]) for line in lines), sum(int(line[1]) for line in lines)
        p99, worst = max(float(line[2]) for line in lines), max(float(line[3]) for line in lines)
        return f"loop lag: beats {beats}  over 50 ms {late}  worst minute's p99 {p99:.0f} ms  worst {worst:.0f} ms"


@dataclass
class Drill:
    """People, and what they say."""

    stage: Stage
    rng: random.Random
    first_user: int
    asked: list[Asked] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    #: Calls of earlier drills.
    before: int = 0
    said: list[dict[str, object]] = field(default_factory=list)
    _users: int = 0

    def somebody(self) -> int:
        self._users += 1
        return self.first_user + self._users

    def asks(self, user: int, text: str, kind: str = "question", chat: int | None = None, language: str = "en") -> None:
        at = self.stage.now()
        number = self.stage.says(user, text, chat, language)
        if kind != COLD:
            self.said.append({"chat": chat or user, "user": user, "text": text, "message": number, "at": at})
        self.asked.append(Asked(kind, at, user, chat or user, number))

    def presses(self, user: int, call: Call, label: str, token: str) -> None:
        at = self.stage.now()
        query = self.stage.presses(user, call, token)
        self.said.append({"chat": call.chat, "user": user, "pressed": label, "at": at})
        self.asked.append(Asked("button", at, user, call.chat or user, query=query))

    def seeks(self, user: int, text: str) -> None:
        at = self.stage.now()
        self.asked.append(Asked("inline", at, user, user, query=self.stage.seeks(user, text)))

    def look(self) -> list[Outcome]:
        self.calls += self.stage.calls(self.before + len(self.calls))
        return book.outcomes(self.asked, self.calls)

    def settle(self, patience: float, quiet: float = 3.0) -> list[Outcome]:
        """Once everything is answered, and nothing was said for a while; or nothing new within the patience."""
        last = time.monotonic()
        while True:
            number = len(self.calls)
            found = self.look()
            if len(self.calls) > number:
                last = time.monotonic()
            late = book.too_late(self.calls)
            is_done = all(one.answers or one.asked.query in late for one in found)
            if time.monotonic() - last > (quiet if is_done else patience):
                return found
            time.sleep(0.25)


def every(drill: Drill, bot: Bot, options: argparse.Namespace) -> None:
    """Each command by a person of its own, then each button below what they were answered, and inline queries."""
    operators = iter(bot.operators)
    for name in (*COMMANDS, "cancel", "nonsense"):
        is_open = name not in COMMANDS or PRIVATE in COMMANDS[name].scopes
        user = drill.somebody() if is_open else next(operators)
        drill.asks(user, f"/{name} {_ARGUMENTS.get(name, '')}".strip(), f"/{name}")
    for text in ("/company Mazd", "/start company_catl", "/deals", "Who supplies Mazda?", *filter(None, _ODD)):
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
        drill.asks(drill.somebody(), _question(drill.rng))


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
    troubles = cycle(_TROUBLES)
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
        _one(drill, groups)
        between()
        if number % 25 == 0:
            drill.look()
        time.sleep(max(0.0, begun + number / rate - time.monotonic()))


def _one(drill: Drill, groups: Sequence[int]) -> None:
    """One update of some kind."""
    rng, user = drill.rng, drill.somebody()
    chance = rng.random()
    if chance < 0.40:
        drill.asks(user, _question(rng))
    elif chance < 0.45:
        drill.asks(user, rng.choice(_ODD[1:]))
    elif chance < 0.65:
        name = rng.choice([name for name in COMMANDS if name != "forget"])
        drill.asks(user, f"/{name} {_ARGUMENTS.get(name, '')}".strip(), f"/{name}")
    elif chance < 0.75:
        drill.seeks(user, rng.choice(_COMPANIES).lower())
    elif chance < 0.83:
        drill.asks(user, f"@{drill.stage.name} {_question(rng)}", "group", rng.choice(groups))
    else:
        _press(drill, user)


def _press(drill: Drill, user: int) -> None:
    """A button of a chat in which nothing is in work; a question where there is none."""
    pressed = {one.chat for one in drill.asked if one.kind == "button"}
    offered = [call for call in drill.calls[-400:] if not call.error and call.buttons and (call.chat or 0) > 0]
    free = [call for call in offered if call.chat not in pressed]
    if not free:
        drill.asks(user, _question(drill.rng))
        return
    call = drill.rng.choice(free)
    assert call.chat
    drill.presses(call.chat, call, *drill.rng.choice(call.buttons))


def _question(rng: random.Random) -> str:
    return rng.choice(_QUESTIONS).format(rng.choice(_COMPANIES))


def main() -> None:
    options = _parser().parse_args()
    with tempfile.TemporaryDirectory() as folder, opened(options.api, options.control, options.token) as stage:
        for place, name in enumerate(options.drills or _DRILLS):
            # Numbers of people that no earlier run has used: their chats are empty.
            first = int(time.time()) % 1_000_000 * 10_000
            bot = Bot(stage, options.home, Path(folder) / f"{name}.log", [first + 9_000 + n for n in range(_OPERATORS)])
            drill = Drill(stage, random.Random(options.seed + place), first, before=len(stage.calls(0)))
            print(f"== {name}", flush=True)
            # Telegram takes an admin's commands only of one who has written already.
            for operator in bot.operators:
                drill.asks(operator, "/start", COLD)
            bot.start()
            drill.settle(options.patience, 1.0)
            globals()[name](drill, bot, options)
            found = drill.settle(options.patience)
            rest, cpu = bot.memory(), bot.cpu()
            took = bot.end()
            print(book.report(found, drill.calls), book.by_kind(found), bot.lag(), sep="\n")
            print(f"memory at the end {rest:.0f} MiB; CPU {cpu:.0f} s; stopped within {took:.1f} s", flush=True)
            if options.keep:
                _keep(options.keep / f"{name}.json", drill)
                (options.keep / f"{name}.log").write_bytes(bot.log.read_bytes())


def _keep(path: Path, drill: Drill) -> None:
    calls = [vars(call) for call in drill.calls]
    path.write_text(json.dumps({"said": drill.said, "calls": calls}, ensure_ascii=False, indent=1))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("drills", nargs="*", metavar="DRILL", help=" ".join(_DRILLS))
    parser.add_argument("--api", help="a Bot API server")
    parser.add_argument("--control", help="where its people are played")
    parser.add_argument("--token", default="123456:TEST")
    parser.add_argument("--people", type=int, default=200, help="of the crowd")
    parser.add_argument("--updates", type=int, default=1_000, help="of mixed and kills")
    parser.add_argument("--rate", type=float, default=5.0, help="of mixed and kills, updates a second")
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--soak", type=float, default=600.0, help="seconds")
    parser.add_argument("--soak-rate", type=float, default=2.0, help="updates a second")
    parser.add_argument("--patience", type=float, default=60.0, help="seconds without a call until all is lost")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder for what was said, called and logged")
    return parser


if __name__ == "__main__":
    main()
