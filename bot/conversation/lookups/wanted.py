"""Which deals a person wants to see: as they type it, and as a button carries it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy.orm import Session

from bot.alerts.wishes import vocabulary
from bot.conversation import companies
from bot.conversation.companies import UnknownCompany
from corpus.companies import questions as naming
from corpus.companies.gazetteer import gazetteer
from corpus.deals.drafts import DealType, Stage
from corpus.deals.queries import Wanted

_DAY = re.compile(r"(?P<year>(?:19|20)\d\d)(?:-(?P<month>\d{1,2}))?(?:-(?P<day>\d{1,2}))?\Z")
_AGO = re.compile(r"(?P<n>\d{1,3})(?P<unit>[dwmy])\Z")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_SINCE = frozenset("since from seit ab desde".split())


@dataclass(frozen=True, slots=True)
class Filter:
    """What lists of deals are narrowed by. Strings alone: a button carries them."""

    #: Slugs; "": any.
    company: str = ""
    other: str = ""
    type: str = ""
    stage: str = ""
    #: ISO 8601 day.
    since: str = ""
    background: bool = False

    def wanted(self) -> Wanted:
        """
        Raises:
            ValueError: it is no filter: a button was tampered with.
        """
        return Wanted(
            company=self.company or None,
            other=self.other or None,
            type=DealType(self.type) if self.type else None,
            stage=Stage(self.stage) if self.stage else None,
            since=datetime.combine(date.fromisoformat(self.since), time(), UTC) if self.since else None,
            background=self.background,
            group=True,
        )

    def arguments(self) -> tuple[str, ...]:
        """For a button; `read` takes them back."""
        return self.company, self.other, self.type, self.stage, self.since, "1" if self.background else ""


def read(arguments: Sequence[str]) -> Filter:
    """
    Raises:
        ValueError: these are no filter's arguments.
    """
    company, other, type_, stage, since, background = arguments
    return Filter(company, other, type_, stage, since, background == "1")


def typed(session: Session, text: str, now: datetime) -> Filter:
    """What `Mazda supply since 2024` wants: type, stage and day in any order, the rest is a company or two.

    Raises:
        UnknownCompany: there is no such company.
    """
    type_, text = _taken(text, {**{each.value: each for each in DealType}, **vocabulary.types()})
    stage, text = _taken(text, vocabulary.stages())
    found = Filter(type=str(type_ or ""), stage=str(stage or ""))
    rest: list[str] = []
    for word in text.split():
        if not found.since and (day := _day(word.strip(",;").casefold(), now)):
            found = replace(found, since=day)
            rest = rest[:-1] if rest and rest[-1].casefold() in _SINCE else rest
        else:
            rest.append(word)
    company, other = _companies(session, " ".join(rest).strip(" ,;\"“”'"))
    return replace(found, company=company, other=other)


def _companies(session: Session, name: str) -> tuple[str, str]:
    """One company or two; "" for none.

    Raises:
        UnknownCompany: there is no such company.
    """
    if not name:
        return "", ""
    try:
        return companies.slug(session, name), ""
    except UnknownCompany:
        named = list(dict.fromkeys(mention.slug for mention in naming.find(gazetteer(), name)))
        if len(named) == 2:
            return named[0], named[1]  # `Panasonic Energy Mazda`
        telling = " ".join(word for word in name.split() if word.lower() not in vocabulary.phrases("idle"))
        if telling == name:
            raise
        return _companies(session, telling)  # `all deals of Mazda`


def _taken(text: str, named: Mapping[str, str]) -> tuple[str | None, str]:
    """What the first phrase of the text that names something names, and the text without it."""
    found = vocabulary.any_of(named).search(text)
    return (named[found[0].lower()], f"{text[: found.start()]} {text[found.end() :]}") if found else (None, text)


def _day(word: str, now: datetime) -> str | None:
    """`2024`, `2024-03`, `2024-03-29`, or `90d`, `6m`, `1y` ago, as the day it begins."""
    if ago := _AGO.match(word):
        return (now - timedelta(days=int(ago["n"]) * _DAYS[ago["unit"]])).date().isoformat()
    told = _DAY.match(word)
    try:
        return date(int(told["year"]), int(told["month"] or 1), int(told["day"] or 1)).isoformat() if told else None
    except ValueError:
        return None
