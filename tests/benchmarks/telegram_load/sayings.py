"""What people say to the bot, one thing at a time."""

import random
from collections.abc import Sequence

from bot.conversation.doing import COMMANDS
from tests.benchmarks.telegram_load.people import Drill

#: What follows each command; "" for the others.
_ARGUMENTS = {
    "deals": "Mazda supply", "company": "CATL", "between": "Ford, CATL", "deal": "nonsense",
    "search": "solid-state batteries", "map": "Toyota", "timeline": "Northvolt", "export": "Mazda",
    "settings": "zone Lisbon", "subscribe": "Toyota supply",
}  # fmt: skip
_QUESTIONS = (
    "Who supplies {} with batteries?", "What did {} agree with its partners?", "Who has invested in {}?",
    "Who buys from {}?", "When did {} announce a joint venture?", "How much does the deal of {} cost?",
)  # fmt: skip
_COMPANIES = (
    "Mazda", "Toyota", "Ford", "CATL", "Panasonic", "Northvolt", "Volkswagen", "BMW", "Stellantis", "Tesla", "Honda",
    "General Motors", "LG Energy Solution", "Samsung SDI", "SK On", "Renault", "Rivian", "BYD", "Nissan", "Umicore",
)  # fmt: skip
ODD = ("", "?", "<b>bold</b> & \"quoted\" <a href='x'>", "😀" * 300, "a" * 4_000, "ok", "hello", "wrong because it is")


def command(name: str) -> str:
    """With what it needs."""
    return f"/{name} {_ARGUMENTS.get(name, '')}".strip()


def question(rng: random.Random) -> str:
    return rng.choice(_QUESTIONS).format(rng.choice(_COMPANIES))


def anything(drill: Drill, groups: Sequence[int]) -> None:
    """One update of some kind."""
    rng, user = drill.rng, drill.somebody()
    chance = rng.random()
    if chance < 0.40:
        drill.asks(user, question(rng))
    elif chance < 0.45:
        drill.asks(user, rng.choice(ODD[1:]))
    elif chance < 0.65:
        name = rng.choice([name for name in COMMANDS if name != "forget"])
        drill.asks(user, command(name), f"/{name}")
    elif chance < 0.75:
        drill.seeks(user, rng.choice(_COMPANIES).lower())
    elif chance < 0.83:
        drill.asks(user, f"@{drill.stage.name} {question(rng)}", "group", rng.choice(groups))
    else:
        _press(drill, user)


def _press(drill: Drill, user: int) -> None:
    """A button of a chat in which nothing is in work; a question where there is none."""
    pressed = {one.chat for one in drill.asked if one.kind == "button"}
    offered = [call for call in drill.calls[-400:] if not call.error and call.buttons and (call.chat or 0) > 0]
    free = [call for call in offered if call.chat not in pressed]
    if not free:
        drill.asks(user, question(drill.rng))
        return
    call = drill.rng.choice(free)
    assert call.chat
    drill.presses(call.chat, call, *drill.rng.choice(call.buttons))
