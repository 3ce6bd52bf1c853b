"""A conversation over a small corpus: five articles, what they tell recorded, a clock that tests set."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from bot.conversation.access import Access
from bot.conversation.desk import Desk
from bot.conversation.replies import Action, Button, Reply
from bot.conversation.rules import Rules
from bot.conversation.talk import Who
from bot.conversation.turn import Parts
from corpus.db import Sessions
from index.retrieval import Retriever
from tests.corpus.deals.makers import deal, tell
from tests.fakes import NOW

ANN = Who("telegram", chat=7, topic=None, user=7, language="en")
BEN = Who("telegram", chat=8, topic=None, user=8, language="en")


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **time: float) -> None:
        self.now += timedelta(**time)


def _tell(sessions: Sessions, id_: str, day: str, told: str, more: str, **facts: object) -> None:
    """An article that begins with the sentence that tells its deal."""
    sentence = str(facts.pop("sentence"))
    draft = deal(told, str(facts.pop("type", "supply")), str(facts.pop("stage", "agreed")), sentence=sentence, **facts)
    tell(sessions, id_, day, draft, text=f"{sentence} {more}", url=f"https://example.com/{id_}")


@pytest.fixture
def loaded(sessions: Sessions, retriever: Retriever) -> Retriever:
    """Panasonic Energy and AESC supply Mazda; CATL supplies Ford; Lyten buys Cuberg; and an article without a deal."""
    _tell(
        sessions, "mazda", "2024-03-29", "supplier Panasonic Energy, buyer Mazda",
        "The carmaker had talked with the battery maker since June 2023. No price was told.",
        sentence="Panasonic Energy will supply Mazda with cylindrical battery cells, both said on Friday.",
        product="cylindrical cells",
    )  # fmt: skip
    _tell(
        sessions, "aesc", "2022-11-22", "supplier AESC, buyer Mazda",
        "Nissan holds a stake in AESC. Its plant stands in Zama.",
        sentence="AESC will supply Mazda with batteries for electric cars built in Japan.",
    )  # fmt: skip
    _tell(
        sessions, "ford", "2026-10-02", "supplier CATL, buyer Ford",
        "Ford gave no price.",
        sentence="CATL will supply Ford with 12 GWh of iron phosphate cells a year for USD 1.5 billion.",
        quantity=(12.0, "GWh/yr"), value=(1.5e9, "USD"),
    )  # fmt: skip
    _tell(
        sessions, "cuberg", "2026-09-01", "acquirer Lyten, target Cuberg, seller Northvolt",
        "Northvolt needed money.",
        sentence="Lyten has bought Cuberg, a maker of lithium metal cells, from Northvolt.",
        type="acquisition", stage="completed",
    )  # fmt: skip
    retriever.update()
    return retriever


@dataclass
class Talk:
    """What people say to the desk, shortly."""

    desk: Desk
    clock: Clock
    sessions: Sessions
    who: Who = ANN
    replies: list[Reply] = field(default_factory=list)

    def ask(self, text: str, about: tuple[str, ...] = (), who: Who | None = None) -> Reply:
        return self._kept(self.desk.question(who or self.who, text, about))

    def type(self, line: str, who: Who | None = None) -> Reply:
        name, _, arguments = line.partition(" ")
        return self._kept(self.desk.command(who or self.who, name.removeprefix("/"), arguments))

    def press(self, label: str, who: Who | None = None) -> Reply:
        """Presses the button of the newest reply whose label has these words."""
        action = button(self.replies[-1], label).action
        assert action is not None
        return self.do(action, who)

    def do(self, action: Action, who: Who | None = None) -> Reply:
        return self._kept(self.desk.action(who or self.who, action))

    def _kept(self, reply: Reply) -> Reply:
        self.replies.append(reply)
        return reply


MakeTalk = Callable[..., Talk]


@pytest.fixture
def make_talk(sessions: Sessions, loaded: Retriever) -> MakeTalk:
    def make(rules: Rules | None = None, access: Access | None = None, model: object = None) -> Talk:
        clock = Clock()
        parts = Parts(sessions, loaded, model)  # type: ignore[arg-type]
        return Talk(Desk(parts, rules or Rules(access=access or Access()), clock), clock, sessions)

    return make


@pytest.fixture
def talk(make_talk: MakeTalk) -> Talk:
    return make_talk()


def labels(reply: Reply) -> list[str]:
    return [each.label for row in reply.buttons for each in row]


def button(reply: Reply, label: str) -> Button:
    return next(each for row in reply.buttons for each in row if label in each.label)
