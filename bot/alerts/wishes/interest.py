"""Which places are to be told of a deal: what the outbox asks when one is recorded."""

from collections import defaultdict
from collections.abc import Collection, Iterator

from sqlalchemy.orm import Session

from bot.alerts import times
from bot.alerts.outgoing.outbox import Match
from bot.alerts.places import Place
from bot.alerts.schedule import Times
from bot.alerts.wishes import candidates, figures
from bot.alerts.wishes.candidates import Candidate
from bot.alerts.wishes.questions import Questions
from corpus.companies.gazetteer import Gazetteer
from corpus.deals.views import Deal
from index.embedding.embedders import Embedder


class Subscribers:
    """`outbox.Matcher` over the subscriptions in SQL.

    A deal that some saved question may be about is embedded inside the transaction that records it, against the
    rule of the house: only there is it known as it is merged. That is the model we ship, on this machine: tens of
    milliseconds, and only where a subscription has a question and everything else it asks for is met.
    """

    def __init__(self, families: Gazetteer, embedder: Embedder) -> None:
        """`embedder`: the bundled one, as `Questions` wants it."""
        self._families = families
        self._questions = Questions(embedder)

    def interested(self, session: Session, deal: Deal) -> Iterator[Match]:
        """Each place once; its subscription with the most reasons first, since it says best why."""
        found: defaultdict[Place, list[Candidate]] = defaultdict(list)
        for candidate in self._met(session, deal):
            found[candidate.place].append(candidate)
        chosen = times.of_all(session, list(found))
        for place, those in found.items():
            best = sorted(
                those, key=lambda each: (-len(each.why.reasons) - bool(each.rule.question), each.subscription)
            )
            yield Match(place, tuple(each.subscription for each in best), self._is_urgent(deal, chosen[place]))

    def _met(self, session: Session, deal: Deal) -> list[Candidate]:
        found = candidates.meeting(session, deal, self._families)
        answered = self._questions.answered({each.rule.question for each in found} - {""}, deal)
        return [each for each in found if not each.rule.question or each.rule.question in answered]

    def _is_urgent(self, deal: Deal, its: Times) -> bool:
        worth = figures.dollars(deal.value) if deal.value else None
        if its.urgent_value is not None and worth is not None and worth >= its.urgent_value:
            return True
        return self._is_of(its.urgent_companies, deal)

    def _is_of(self, slugs: Collection[str], deal: Deal) -> bool:
        """Whether a party is one of these companies, or controlled by one."""
        return any(
            slug in slugs
            for party in deal.parties
            for slug in (party.company, *self._families.ancestors(party.company))
        )
