"""Reads deals without a chat model: which companies a sentence names, what holds between them, what is said of it."""

from dataclasses import dataclass
from itertools import islice

from corpus.companies.gazetteer import Gazetteer
from corpus.deals.drafts import DealDraft, Readable
from corpus.deals.parties import mentions
from corpus.deals.reading import habits, pairs, wordings
from corpus.deals.reading.grouping import Finding, grouped
from corpus.deals.reading.pairs import Asked
from corpus.deals.relations import Judgement, Relation, RelationModel, Telling

#: Raised when the rules here would read an article otherwise, so that all are read again.
VERSION = 6
#: A pair is taken for a deal from this probability on; chosen on the tune half of `tests/data/deals`.
LEAST = 0.5
#: Most pairs of one article, from its beginning: a directory of companies tells no deals.
_MOST = 120
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
        judged = zip(asked, self.model.judge([each.pair for each in asked]), strict=True)
        findings = [found for each, judgement in judged if (found := _finding(each, judgement, self.gazetteer))]
        return grouped(article, sentences, findings, self.gazetteer)


def _finding(asked: Asked, judgement: Judgement, gazetteer: Gazetteer) -> Finding | None:
    deal = 1 - sum(judgement.relations[each] for each in _NO_DEAL)
    if deal < LEAST or judgement.tellings[Telling.IMAGINED] > 0.5:
        return None
    told = wordings.weighed(judgement.relations, asked.pair.text)
    likely = habits.weighed(told, asked.first, asked.second, gazetteer)
    relation = max((each for each in Relation if each not in _NO_DEAL), key=lambda each: likely[each])
    return Finding(asked.sentence, asked.first, asked.second, relation, deal, judgement.tellings, judgement.background)
