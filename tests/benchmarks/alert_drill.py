"""`dealwire bot` killed, failed and hung at random while it tells deals: each place is told of each deal once.

    python -m tests.benchmarks.alert_drill HOME [--runs N] [--api URL --control URL --token T]

HOME is a DEALWIRE_HOME, made where there is none. Each run tells some deals to chats, groups and topics while the
server fails in every way that it has, and kills the process at random moments; minutes that leases and retries take
are skipped. Then what the server carried out is set against what was to be told: what is missing, and what was told
twice. That is right only where the answer of a message was lost, by the server's doing or because the process was
killed while the message was on its way, or before that could be written down; each is counted.
"""

import argparse
import random
import re
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.alerts.outgoing.waiting import State
from bot.alerts.places import Place
from tests.benchmarks import alert_crowd
from tests.benchmarks.alert_crowd import Crowd
from tests.benchmarks.telegram_load.process import Bot
from tests.benchmarks.telegram_stage import TROUBLES, Call, Stage, Trouble, arguments, opened

_TROUBLES = (*TROUBLES, Trouble(0, hangs=True))
#: Of alerts that are not told yet.
_LEFT = (State.WAITING, State.CLAIMED)
#: A chat, a topic (0 for none) and the key of a deal.
Telling = tuple[int, int, int]
#: Deals are told apart by their buyers, which bear such names.
_NAMED = re.compile(r"Works (\d+x\d+)")
_CHATS, _GROUPS = 40, 3
_UNTROUBLED = 10
#: Seconds from the first alert that a process has sent to its end.
_KILLS = (0.0, 1.5)


@dataclass
class Run:
    """What was to be told, and what happened meanwhile."""

    number: int
    places: Sequence[Place]
    #: By the name in their alerts.
    deals: dict[str, int] = field(default_factory=dict)
    kills: int = 0
    #: Answers that the server lost.
    lost: int = 0
    #: What had arrived when the process was killed and was not written down, and the most of it at once.
    cut_off: Counter[Telling] = field(default_factory=Counter)
    most_cut_off: int = 0

    def told(self, calls: Iterable[Call]) -> Counter[Telling]:
        """How often each was told, by what the server carried out."""
        found: Counter[Telling] = Counter()
        for call in calls:
            if call.method == "sendMessage" and call.message is not None:
                topic = int(call.params.get("message_thread_id") or 0)
                for name in dict.fromkeys(_NAMED.findall(call.text)):
                    if name in self.deals:
                        found[call.chat or 0, topic, self.deals[name]] += 1
        return found

    def verdict(self, told: Counter[Telling], dead: int) -> str:
        wanted = {(place.chat, place.topic, deal) for place in self.places for deal in self.deals.values()}
        twice = {one: times - 1 for one, times in told.items() if times > 1}
        by_kills = sum(min(times, self.cut_off[one]) for one, times in twice.items())
        others = sum(twice.values()) - by_kills
        is_right = not (wanted - told.keys()) and not (told.keys() - wanted) and others <= self.lost and not dead
        return (
            f"run {self.number}: {'right' if is_right else 'WRONG'}  told {len(wanted & told.keys())} of {len(wanted)}"
            f"  kills {self.kills}  cut off {sum(self.cut_off.values())}, at most {self.most_cut_off} by one"
            f"  answers lost {self.lost}  twice by kills {by_kills}, by lost answers {others}  dead letters {dead}"
        )


def play(stage: Stage, crowd: Crowd, bot: Bot, run: Run, rng: random.Random, options: argparse.Namespace) -> str:
    """Until everything is told."""
    since, dead = len(stage.calls(0)), crowd.count(State.DEAD)
    deadline = time.monotonic() + options.patience
    sent, until_kill = crowd.count(State.SENT), rng.uniform(*_KILLS)
    bot.start()
    while time.monotonic() < deadline and (len(run.deals) < options.deals or crowd.count(*_LEFT)):
        if len(run.deals) < options.deals:
            name = f"{run.number}x{len(run.deals)}"
            told = crowd.tell(f"run-{name}", f"supplier Panasonic Energy, buyer Works {name}", product="cells")
            run.deals[name] = told.key
        # Of the last ones, each would be in trouble again and again.
        if rng.random() < options.trouble and crowd.count(*_LEFT) > _UNTROUBLED:
            trouble = rng.choice(_TROUBLES)
            run.lost += trouble.is_carried_out
            stage.fails(trouble)
        if run.kills < options.kills and crowd.count(State.SENT) > sent:
            time.sleep(until_kill)
            _kill(stage, crowd, bot, run, since)
            sent, until_kill = crowd.count(State.SENT), rng.uniform(*_KILLS)
        crowd.skip_waits()
        time.sleep(rng.uniform(0.05, 0.4))
    bot.end()
    return run.verdict(run.told(stage.calls(since)), crowd.count(State.DEAD) - dead)


def _kill(stage: Stage, crowd: Crowd, bot: Bot, run: Run, since: int) -> None:
    bot.end(signal.SIGKILL)
    run.kills += 1
    time.sleep(0.3)  # what was on its way has arrived
    unmarked = run.told(stage.calls(since)).keys() - crowd.marked(list(run.deals.values()))
    run.cut_off.update(unmarked)
    run.most_cut_off = max(run.most_cut_off, len(unmarked))
    crowd.skip_leases()
    bot.start()


def _places(stage: Stage) -> list[Place]:
    """Of each run its own."""
    first = int(time.time()) % 1_000_000 * 1_000
    stage.people(first, _CHATS + 1)
    groups = [-1_000_000_000_000 - first - place for place in range(_GROUPS)]
    for group in groups:
        stage.group(group, first + _CHATS)
    chats = [Place("telegram", first + place) for place in range(_CHATS)]
    return [*chats, *(Place("telegram", group) for group in groups)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--deals", type=int, default=3, help="of a run")
    parser.add_argument("--kills", type=int, default=2, help="of a run")
    parser.add_argument("--trouble", type=float, default=0.2, help="how likely the server fails, at each look")
    parser.add_argument("--patience", type=float, default=180.0, help="seconds until what is not told by then is lost")
    arguments(parser)
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        alert_crowd.opened(options.home) as crowd,
        opened(options.api, options.control, options.token) as stage,
    ):
        for number in range(options.runs):
            crowd.leave()
            run = Run(int(time.time()), _places(stage))
            crowd.subscribe(run.places)
            bot = Bot(stage, options.home, Path(folder) / "bot.log", [])
            print(play(stage, crowd, bot, run, random.Random(options.seed + number), options), flush=True)


if __name__ == "__main__":
    main()
