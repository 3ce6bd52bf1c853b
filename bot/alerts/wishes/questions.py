"""A saved question against a deal: how near in meaning what is asked is to what the deal is about.

The score is made of three nearnesses: of the question to the whole deal, of it to the nearest of its sentences, and
how many of its words the deal has. The first finds "batteries for vans" in "orders for e-Transit cells", the second
one sentence among many, and the third keeps what is merely of the same trade out: in news of batteries all is near.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from bot.alerts.wishes import geography, meanings
from bot.alerts.wishes.traits import stemmed
from corpus.deals.views import Deal
from index.embedding.embedders import Embedder
from index.lexical import words
from index.store import Vectors

#: A deal with this score answers the question. Measured by hand on 35 questions of a few words, each against 166 deals:
#: of the deals that reach it 89% are right, and of the right ones 39% reach it; at 0.80 71% and 52%, at 0.95 96% and
#: 31%. A rule that wants every word of the question finds 28%, 83% of it right. An alert that is none annoys more
#: than one that does not come. It holds for the bundled embedder alone: other models have other scales.
ENOUGH = 0.86
#: A deal with fewer of the question's words never comes near that, and is not embedded.
_FEWEST = 0.25
#: What words in common count, beside the mean of the two nearnesses in meaning.
_WORDS = 0.5
#: Sentences that tell the deal which are looked at, one of each article: more say the same again.
_SENTENCES = 4
#: Words of questions that say what every deal is.
_IDLE = frozenset(
    words(
        "deal deals agreement agreements contract contracts company companies firm firms maker makers carmaker "
        "carmakers news announce announced sign signed make makes new alert involving concerning between related kind"
    )
)
_WORD = re.compile(r"\w[\w-]*")


def about(deal: Deal) -> str:
    """What a question is compared with: kind, parties, product, places with their countries, the telling sentences."""
    return ". ".join(part for part in (*_facts(deal), *_sentences(deal)) if part)


@dataclass(frozen=True, slots=True)
class _Told:
    """A deal as questions see it."""

    #: `about`, then each of its sentences and its product.
    texts: tuple[str, ...]
    #: Its stems, as `traits.stemmed` has them.
    stems: str


class Questions:
    """Compares questions with deals; what was asked before is not embedded again."""

    def __init__(self, embedder: Embedder) -> None:
        """`embedder`: the bundled one, for which `ENOUGH` was measured."""
        self._embedder = embedder
        self._asked = lru_cache(maxsize=1 << 12)(self._embedded)

    def answered(self, questions: Iterable[str], deal: Deal) -> set[str]:
        """Those of the questions that the deal answers; a model's work, see `scores`."""
        asked = sorted(set(questions))
        found = zip(asked, self.scores(asked, deal), strict=True)
        return {question for question, score in found if score >= ENOUGH}

    def scores(self, questions: Sequence[str], deal: Deal) -> list[float]:
        """How well the deal answers each question: up to about 1.3, and 0 where they have hardly a word in common.

        Takes about 10 ms for each text of the deal and each question not asked before, if they have.
        """
        told = _told(deal)
        shares = {question: _share(question, told) for question in questions}
        asked = [question for question, share in shares.items() if share >= _FEWEST]
        if not asked:
            return [0.0] * len(questions)
        near = np.stack([self._asked(each) for each in asked]) @ self._embedder.embed(told.texts).T
        meant = dict(zip(asked, (near[:, 0] + near.max(axis=1)) / 2, strict=True))
        return [float(meant[each]) + _WORDS * shares[each] if each in meant else 0.0 for each in questions]

    def _embedded(self, question: str) -> Vectors:
        row: Vectors = self._embedder.embed([_topic(question)])[0]
        return row


def _topic(question: str) -> str:
    """The question without words that say nothing of what it is about: those only draw it near to all deals."""
    told = [word for word in _WORD.findall(question) if not set(words(word, fallback=False)) <= _IDLE]
    return " ".join(told) or question


def _share(question: str, deal: _Told) -> float:
    """Of the telling words of the question, those that the deal has or another word for."""
    asked = [word for word in words(question, fallback=False) if word not in _IDLE]
    had = sum(any(spelling in deal.stems for spelling in meanings.of_stems(f" {word} ")) for word in asked)
    return had / len(asked) if asked else 0.0


def _told(deal: Deal) -> _Told:
    whole = about(deal)
    texts = tuple(dict.fromkeys([whole, *_sentences(deal), *([deal.product] if deal.product else [])]))
    return _Told(texts, stemmed(" . ".join([whole, *(each.quote.quote for each in deal.evidence)])))


def _facts(deal: Deal) -> Iterator[str]:
    yield f"{deal.type.replace('_', ' ')} of {', '.join(party.name for party in deal.parties)}"
    yield deal.product or ""
    areas = [area for place in deal.places for area in sorted(geography.areas(place))]
    yield ", ".join(dict.fromkeys([*deal.places, *areas]))


def _sentences(deal: Deal) -> Iterator[str]:
    telling = dict.fromkeys(each.quote.quote for each in deal.evidence if each.quote.field == "deal")
    yield from list(telling)[:_SENTENCES]
