"""Questions worth asking that the corpus has an answer to, made from the table of deals."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.conversation import blocks
from bot.conversation.replies import Button
from bot.conversation.texts import Texts
from bot.conversation.texts import of as of_language
from bot.conversation.turn import Parts
from corpus.companies.gazetteer import gazetteer
from corpus.deals import cards, queries
from corpus.deals.cards import RELATIONS, Card
from corpus.deals.queries import Wanted
from corpus.deals.views import Deal
from corpus.models import Article, DealRow
from index.answering.answers import answer

if TYPE_CHECKING:
    from index.retrieval import Retriever

#: Companies whose deals are looked through.
_COMPANIES = 4
#: Questions that may be asked to see whether they are answered: 70 ms each.
_TRIED = 5
#: Those of a corpus that grows are kept for so long.
_TRIED_AGAIN_AFTER = timedelta(minutes=10)
#: Deals from which questions for a newcomer are made.
_NEWEST = 12


@dataclass(frozen=True, slots=True)
class Next:
    """A question: whom a company has in this relation (`cards.RELATIONS`)."""

    relation: str
    #: Slug.
    company: str
    name: str
    #: Some of them were just told, so the question is who else.
    others: bool
    #: There are more than one.
    several: bool = False

    def text(self, texts: Texts) -> str:
        return texts(f"next.{self.relation}.{'others' if self.others else 'all'}", company=self.name)

    def asked(self) -> str:
        """In the language of the articles."""
        return self.text(of_language("en"))

    def button(self, texts: Texts) -> Button:
        return blocks.button(self.text(texts), "next", self.relation, self.company, int(self.others))


def after(session: Session, companies: Iterable[str], told: Iterable[Deal]) -> list[Next]:
    """Questions about these companies (slugs) and those of the deals just told; none that they answer already."""
    deals = list(told)
    mentioned = {party.company: None for deal in deals for party in deal.parties}
    slugs = list(dict.fromkeys([*companies, *mentioned]))[:_COMPANIES]
    found = [list(_about(session, slug, mentioned)) for slug in slugs]
    # One about each company first, then a second one.
    most = max(map(len, found), default=0)
    return [each for round_ in range(most) for some in found for each in some[round_ : round_ + 1]]


def examples(session: Session) -> list[Next]:
    """For somebody new: about companies of the newest deals, each of another company and of another kind."""
    found: dict[str, Next] = {}
    for deal in queries.find(session, Wanted(), limit=_NEWEST):
        for party in deal.parties:
            for each in _about(session, party.company, ()):
                if all(each.company != known.company for known in found.values()):
                    found.setdefault(each.relation, each)
    known = gazetteer()
    return sorted(found.values(), key=lambda each: (not each.several, known.company(each.company) is None))


def chosen(candidates: Sequence[Next], asked: str, most: int = 3) -> list[Next]:
    """The first of them, each of another kind where there are such; `asked`: what has just been asked is not again.

    None is tried: whoever presses one that the articles answer poorly is shown the deals that it was made from.
    """
    fresh = [each for each in candidates if each.asked() != asked]
    first = list({each.relation: each for each in reversed(fresh)}.values())[::-1]
    return [*first, *(each for each in fresh if each not in first)][:most]


def tried(parts: Parts, now: datetime) -> tuple[Next, ...]:
    """Examples that are answered if they are typed; tried again when there are other articles or deals.

    Not each time an article comes in: nobody should wait for it who says hello.
    """
    return _examples(parts.retriever).at(now)


class _Examples:
    """Those of one corpus. Safe to use from several threads: one tries, the others wait for it."""

    def __init__(self, retriever: "Retriever") -> None:
        self._retriever, self._lock = retriever, Lock()
        self._found: tuple[Next, ...] = ()
        self._state: object = None
        self._tried: datetime | None = None

    def at(self, now: datetime) -> tuple[Next, ...]:
        with self._lock:
            is_young = self._found and self._tried and now - self._tried < _TRIED_AGAIN_AFTER
            if not is_young and (state := self._now()) != self._state:
                self._found, self._state, self._tried = tuple(self._try()), state, now
            return self._found

    def _now(self) -> object:
        with self._retriever.sessions.reading() as session:
            articles = session.scalar(select(func.max(Article.key)))
            return articles, *session.execute(select(func.count(), func.max(DealRow.newest)).select_from(DealRow)).one()

    def _try(self, most: int = 3) -> Iterator[Next]:
        """Asked without a model, whose answer is as good at least."""
        with self._retriever.sessions.reading() as session:
            candidates = examples(session)[:_TRIED]
        answered = (each for each in candidates if not answer(self._retriever, each.asked()).abstained)
        return islice(answered, most)


_examples = lru_cache(4)(_Examples)


def of(session: Session, relation: str, company: str, others: bool) -> Next | None:
    """The question that a button stands for; None: no such relation or company."""
    card = cards.card(session, company, group=True, latest=0) if relation in RELATIONS else None
    return Next(relation, company, _name(card), others) if card else None


def _about(session: Session, slug: str, mentioned: Iterable[str]) -> Iterator[Next]:
    """The likeliest to be rich first: the relation with the most companies not mentioned yet."""
    card = cards.card(session, slug, group=True, latest=0)
    if card is None:
        return
    known = frozenset(mentioned)
    fresh = {name: [c for c in found if c.company not in known] for name, found in card.counterparts.items()}
    for relation in sorted(fresh, key=lambda name: -len(fresh[name])):
        if fresh[relation]:
            others = len(fresh[relation]) < len(card.counterparts[relation])
            yield Next(relation, slug, _name(card), others, several=len(card.counterparts[relation]) > 1)


def _name(card: Card) -> str:
    return blocks.short(blocks.one_line(card.name), 40)
