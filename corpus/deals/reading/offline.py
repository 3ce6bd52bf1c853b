"""Reads deals without a chat model: which companies a sentence names, what holds between them, what is said of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from corpus.companies.gazetteer import Gazetteer
from corpus.deals.drafts import DealDraft, Readable
from corpus.deals.parties import mentions
from corpus.deals.reading import agreeing, constructions, habits, pairs, wordings
from corpus.deals.reading.grouping import Finding, grouped
from corpus.deals.reading.pairs import Asked
from corpus.deals.relations import Judgement, Relation, RelationModel, Telling

#: Raised when the rules here would read an article otherwise, so that all are read again.
VERSION = 9
#: A pair is taken for a deal from this probability on; chosen on the tune half of `tests/data/deals`.
LEAST = 0.5
#: Most pairs of one article, from its beginning: a directory of companies tells no deals.
_MOST = 120
_KINDS = (
    (Relation.SUPPLIES, Relation.IS_SUPPLIED),
    (Relation.PARTNERS,),
    (Relation.VENTURE,),
    (Relation.MERGES, Relation.ACQUIRES, Relation.IS_ACQUIRED),
    (Relation.SELLS_TO, Relation.BUYS_FROM),
    (Relation.INVESTS, Relation.IS_INVESTED),
    (Relation.LICENSES, Relation.IS_LICENSED),
)
_INVESTING = (Relation.INVESTS, Relation.IS_INVESTED)
_MUTUAL = (Relation.VENTURE, Relation.PARTNERS)
#: What two companies of one house may have had to do with each other before.
_OWNING = (*_KINDS[3], *_KINDS[4], *_INVESTING)
_NO_DEAL = (Relation.NONE, Relation.OWNS, Relation.IS_OWNED)


@dataclass(frozen=True, slots=True)
class OfflineReader:
    """The default reader."""

    gazetteer: Gazetteer
    model: RelationModel

    @property
    def identity(self) -> str:
        """Of these rules and of the model. More companies, too, read otherwise, but need no second reading."""
        return f"offline-{VERSION}-{self.model.identity}"

    def read(self, article: Readable) -> list[DealDraft]:
        """The deals told in an article, the news before the background, none twice."""
        sentences = mentions.find(article, self.gazetteer)
        asked = list(islice(pairs.asked(article, sentences, self.gazetteer), _MOST))
        judged = zip(asked, self._judged(asked), strict=True)
        findings = [found for each, judgement in judged for found in _findings(each, judgement, self.gazetteer)]
        return grouped(article, sentences, findings, self.gazetteer)

    def _judged(self, asked: Sequence[Asked]) -> list[Judgement]:
        speaking = agreeing.speakers(asked)
        told = iter(self.model.judge([each.pair for each, speaks in zip(asked, speaking, strict=True) if speaks]))
        return agreeing.agreed(asked, [next(told) if speaks else None for speaks in speaking])


def _findings(asked: Asked, judgement: Judgement, gazetteer: Gazetteer) -> Iterator[Finding]:
    finding = _finding(asked, judgement, gazetteer)
    if finding is None or (gazetteer.of_one_house(asked.first, asked.second) and finding.relation not in _OWNING):
        return
    yield finding
    # "Foo puts $5bn into Bar, and they form a venture": two deals in one sentence.
    said = constructions.said(asked.pair)
    if finding.relation in _MUTUAL and said in _INVESTING and constructions.tells_sum(asked.pair):
        yield replace(finding, relation=said)


def _finding(asked: Asked, judgement: Judgement, gazetteer: Gazetteer) -> Finding | None:
    deal = 1 - sum(judgement.relations[each] for each in _NO_DEAL)
    # No number at all is what a model says of companies too far apart for it.
    if not deal >= LEAST or judgement.tellings[Telling.IMAGINED] > 0.5:
        return None
    together = constructions.are_together(asked.pair)
    told = wordings.weighed(judgement.relations, asked.pair.text, together=together)
    told = constructions.weighed(told, asked.pair)
    likely = habits.weighed(told, asked.first, asked.second, gazetteer)
    # First what kind of deal, then who does it to whom: halves of one kind are more than a whole of another.
    kind = max(_KINDS, key=lambda kind: sum(likely[each] for each in kind))
    relation = max(kind, key=lambda each: likely[each])
    return Finding(asked.sentence, asked.first, asked.second, relation, deal, judgement.tellings, judgement.background)
