"""Which deals a person wants to see: as they type it, and as a button carries it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy.orm import Session

from bot.conversation import companies
from bot.conversation.companies import UnknownCompany
from corpus.companies import questions as naming
from corpus.companies.gazetteer import gazetteer
from corpus.deals.drafts import DealType, Stage
from corpus.deals.queries import Wanted

#: What people call the types and stages, in the languages spoken.
_TYPES = {
    DealType.SUPPLY: "supply supplies supplier suppliers order orders lieferung lieferungen liefervertrag suministro "
    "suministros pedido pedidos",
    DealType.PARTNERSHIP: "partnership partnerships partner partners partnerschaft partnerschaften alianza alianzas",
    DealType.JOINT_VENTURE: "joint_venture jv jvs venture ventures gemeinschaftsunternehmen",
    DealType.ACQUISITION: "acquisition acquisitions takeover takeovers merger mergers übernahme übernahmen adquisición "
    "adquisiciones compra compras",
    DealType.INVESTMENT: "investment investments stake stakes round rounds beteiligung beteiligungen investition "
    "investitionen inversión inversiones",
    DealType.LICENSING: "licensing licence licences license licenses lizenz lizenzen licencia licencias",
}
_STAGES = {
    Stage.RUMOURED: "rumoured rumored rumour rumours gerücht gerüchte rumor rumores",
    Stage.TALKS: "talks gespräche conversaciones",
    Stage.MOU: "mou mous",
    Stage.AGREED: "agreed signed vereinbart acordado",
    Stage.COMPLETED: "completed closed abgeschlossen cerrado",
    Stage.ENDED: "ended cancelled canceled beendet terminado cancelado",
    Stage.DENIED: "denied dementiert desmentido",
}
_TYPE_OF = {word: type_ for type_, words in _TYPES.items() for word in words.split()}
_STAGE_OF = {word: stage for stage, words in _STAGES.items() for word in words.split()}
_JOINT_VENTURE = re.compile(r"\bjoint[ -]ventures?\b", re.IGNORECASE)
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
    found = Filter()
    rest: list[str] = []
    for word in _JOINT_VENTURE.sub("joint_venture", text).split():
        folded = word.strip(",;").casefold()
        if not found.type and folded in _TYPE_OF:
            found = replace(found, type=_TYPE_OF[folded].value)
        elif not found.stage and folded in _STAGE_OF:
            found = replace(found, stage=_STAGE_OF[folded].value)
        elif not found.since and (day := _day(folded, now)):
            found = replace(found, since=day)
            rest = rest[:-1] if rest and rest[-1].casefold() in _SINCE else rest
        else:
            rest.append(word)
    name = " ".join(rest).strip(" ,;\"“”'")
    if not name:
        return found
    try:
        return replace(found, company=companies.slug(session, name))
    except UnknownCompany:
        named = list(dict.fromkeys(mention.slug for mention in naming.find(gazetteer(), name)))
        if len(named) != 2:
            raise
        return replace(found, company=named[0], other=named[1])  # `Panasonic Energy Mazda`


def _day(word: str, now: datetime) -> str | None:
    """`2024`, `2024-03`, `2024-03-29`, or `90d`, `6m`, `1y` ago, as the day it begins."""
    if ago := _AGO.match(word):
        return (now - timedelta(days=int(ago["n"]) * _DAYS[ago["unit"]])).date().isoformat()
    told = _DAY.match(word)
    try:
        return date(int(told["year"]), int(told["month"] or 1), int(told["day"] or 1)).isoformat() if told else None
    except ValueError:
        return None
