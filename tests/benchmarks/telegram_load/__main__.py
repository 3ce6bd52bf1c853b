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
import random
import tempfile
import time
from pathlib import Path

from bot.conversation.doing import COMMANDS, PRIVATE
from tests.benchmarks import telegram_book as book
from tests.benchmarks.telegram_load import drills
from tests.benchmarks.telegram_load.people import COLD, Drill
from tests.benchmarks.telegram_load.process import Bot
from tests.benchmarks.telegram_stage import arguments, opened

_DRILLS = ("every", "crowd", "mixed", "faults", "kills", "soak")
_OPERATORS = sum(PRIVATE not in command.scopes for command in COMMANDS.values())


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
            getattr(drills, name)(drill, bot, options)
            found = drill.settle(options.patience)
            rest, cpu = bot.memory(), bot.cpu()
            took = bot.end()
            print(book.report(found, drill.calls), book.by_kind(found), bot.lag(), sep="\n")
            print(f"memory at the end {rest:.0f} MiB; CPU {cpu:.0f} s; stopped within {took:.1f} s", flush=True)
            if options.keep:
                options.keep.mkdir(parents=True, exist_ok=True)
                _keep(options.keep / f"{name}.json", drill)
                (options.keep / f"{name}.log").write_bytes(bot.log.read_bytes())


def _keep(path: Path, drill: Drill) -> None:
    calls = [vars(call) for call in drill.calls]
    path.write_text(json.dumps({"said": drill.said, "calls": calls}, ensure_ascii=False, indent=1))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("drills", nargs="*", metavar="DRILL", help=" ".join(_DRILLS))
    parser.add_argument("--people", type=int, default=200, help="of the crowd")
    parser.add_argument("--updates", type=int, default=1_000, help="of mixed and kills")
    parser.add_argument("--rate", type=float, default=5.0, help="of mixed and kills, updates a second")
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--soak", type=float, default=600.0, help="seconds")
    parser.add_argument("--soak-rate", type=float, default=2.0, help="updates a second")
    parser.add_argument("--patience", type=float, default=60.0, help="seconds without a call until all is lost")
    arguments(parser)
    parser.add_argument("--keep", type=Path, help="a folder for what was said, called and logged")
    return parser


if __name__ == "__main__":
    main()
