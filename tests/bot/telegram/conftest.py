"""`dealwire bot` as a process of its own, in front of a Bot API server."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pytest

from tests.bot.telegram.scripted import until
from tests.bot.telegram.server import TOKEN, BotApi, serving

ROOT = Path(__file__).parents[3]


@dataclass
class Bot:
    """A running bot."""

    process: "subprocess.Popen[str]"
    home: Path
    #: Its log so far.
    lines: list[str]

    @property
    def log(self) -> str:
        return "".join(self.lines)

    def wait_asked(self, name: str, times: int = 1) -> None:
        """Until it works on "wait NAME …" for this time."""
        sign = self.home / f"{name}.asked"
        until(lambda: sign.exists() and sign.read_text().count("asked") >= times)

    def let(self, name: str) -> None:
        """Lets "wait NAME …" be answered."""
        (self.home / name).touch()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(10)


Start = Callable[..., Bot]


@contextmanager
def starting(home: Path) -> Iterator[Start]:
    """Starts bots that are killed in the end."""
    made: list[Bot] = []

    def start(api: BotApi, **settings: str) -> Bot:
        home.mkdir(exist_ok=True)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("DEALWIRE", "OPENAI"))}
        environment = kept | {
            "DEALWIRE_HOME": str(home),
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": api.url,
            "PYTHONPATH": str(ROOT),
            **settings,
        }
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.bot.telegram.scripted"],
            cwd=home,
            env=environment,
            stderr=subprocess.PIPE,
            text=True,
        )
        bot = Bot(process, home, [])
        Thread(target=_read, args=(process, bot.lines), daemon=True).start()
        made.append(bot)
        return bot

    try:
        yield start
    finally:
        for bot in made:
            bot.kill()


def _read(process: "subprocess.Popen[str]", lines: list[str]) -> None:
    assert process.stderr
    with process.stderr as log:
        while line := log.readline():
            lines.append(line)


@pytest.fixture
def api() -> Iterator[BotApi]:
    with serving() as made:
        yield made


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    with starting(tmp_path / "home") as made:
        yield made


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[BotApi, Bot]]:
    """One bot for many tests, each with people and groups of its own."""
    with serving() as api, starting(tmp_path_factory.mktemp("bot") / "home") as start:
        yield api, start(api, DEALWIRE_ADMINS="99")
