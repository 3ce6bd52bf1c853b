"""One deal told to very many chats by `dealwire bot`, while people ask.

    python -m tests.benchmarks.alert_delivery HOME [--chats N] [--api URL --control URL --token T]

HOME is a DEALWIRE_HOME with articles and deals read: give it a copy, for subscriptions and alerts are kept there.
Prints how fast the alerts went beside Telegram's 30 a second, whether each chat got it once, how long questions took
meanwhile, and what the process needed. Without `--api` it is played on the tests' own server, which takes everything.
"""

import argparse
import random
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bot.alerts.outgoing.waiting import State
from bot.alerts.places import Place
from tests.benchmarks import alert_crowd
from tests.benchmarks import telegram_book as book
from tests.benchmarks.alert_crowd import Crowd
from tests.benchmarks.telegram_load.people import COLD, Drill
from tests.benchmarks.telegram_load.process import Bot
from tests.benchmarks.telegram_load.sayings import question
from tests.benchmarks.telegram_stage import Call, Stage, arguments, opened

#: Telegram's own.
_LIMIT = 30
_SENDS = ("sendMessage", "sendPhoto", "sendDocument")


def rate(calls: Sequence[Call]) -> str:
    """Over all, and the most in any second."""
    moments = sorted(call.at for call in calls)
    span = moments[-1] - moments[0]
    most = max(
        sum(start <= each < start + 1 for each in moments[place : place + 100]) for place, start in enumerate(moments)
    )
    return f"{len(moments)} within {span:.1f} s: {len(moments) / span:.1f} a second, at most {most} within any second"


def told_once(calls: Sequence[Call], chats: Sequence[int]) -> str:
    got = Counter(call.chat for call in calls)
    times = Counter(min(got[chat], 2) for chat in chats)
    return f"chats told once {times[1]}  never {times[0]}  twice {times[2]}"


def run(stage: Stage, crowd: Crowd, bot: Bot, options: argparse.Namespace) -> None:
    rng = random.Random(options.seed)
    first = int(time.time()) % 1_000_000 * 100_000
    chats = list(range(first, first + options.chats))
    stage.people(first, options.chats)
    crowd.leave()
    crowd.subscribe([Place("telegram", chat) for chat in chats])
    before = len(stage.calls(0))
    drill = Drill(stage, rng, first + options.chats, before=before)
    bot.start()
    drill.asks(drill.somebody(), "/start", COLD)
    drill.settle(60.0, 1.0)
    begun, rss, cpu = stage.now(), [bot.memory()], bot.cpu()
    # Of a buyer that no earlier run has named: else it would be the deal that was told then.
    number = crowd.tell(f"article-{first}", f"supplier Panasonic Energy, buyer Works {first}", product="cells").places
    print(f"enqueued {number} within {stage.now() - begun:.1f} s", flush=True)
    while crowd.count(State.WAITING, State.CLAIMED) and stage.now() - begun < 60 + 3 * number / _LIMIT:
        drill.asks(drill.somebody(), question(rng))
        drill.look()
        rss.append(bot.memory())
        time.sleep(options.pause)
    found = drill.settle(60.0)
    cpu = bot.cpu() - cpu
    alerts = [
        call
        for call in drill.calls
        if not call.error and call.method in _SENDS and call.chat in range(first, first + options.chats)
    ]
    took = bot.end()
    print(f"first alert after {min(call.at for call in alerts) - begun:.1f} s; {rate(alerts)}")
    print(told_once(alerts, chats))
    print("all that was sent:", rate([call for call in drill.calls if not call.error and call.method in _SENDS]))
    print(book.report([one for one in found if one.asked.kind == "question"], drill.calls), bot.lag(), sep="\n")
    print(f"memory {rss[0]:.0f} to {rss[-1]:.0f} MiB, at most {max(rss):.0f}; CPU {cpu:.0f} s", end="; ")
    print(f"stopped within {took:.1f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("--chats", type=int, default=2_000)
    parser.add_argument("--pause", type=float, default=2.0, help="seconds between two questions")
    arguments(parser)
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        alert_crowd.opened(options.home) as crowd,
        opened(options.api, options.control, options.token) as stage,
    ):
        run(stage, crowd, Bot(stage, options.home, Path(folder) / "bot.log", []), options)


if __name__ == "__main__":
    main()
