"""A model's answer held against the articles it cites: what they do not bear out is left out, the rest quoted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from corpus.companies.gazetteer import Gazetteer, gazetteer
from index import claims, entailment
from index.answers import NOT_SAID, Citation
from index.claims import Claim
from index.embedding import Embedder
from index.evidence_prompt import Sentence, Shown, headline
from index.grounds import Facts, Grounds, facts, grounds, is_foreign
from index.hostile import quotable_span, without_addresses

#: The share of a claim's words that its articles must hold; less will do if a sentence is as near in meaning.
COVERED, COVERED_IF_NEAR, NEAR = 0.5, 0.3, 0.6
#: Sentences of an article that one claim may rest on.
_RESTS_ON = 2
#: Of the sentences that state something, the share that must hold for the answer to hold.
_ENOUGH = 0.5

_YES_OR_NO = re.compile(r"^(?:yes|no)\b\W*", re.IGNORECASE)
_SAYS_NOTHING = re.compile(
    r"\b(?:articles?|sources?|passages?|evidence|texts?|data|documents?)\b.{0,40}\b(?:do(?:es)? not|don’t|don't|doesn't|"
    r"cannot|never)\b|\bno (?:article|source|information|mention|evidence)\b"
    r"|\b(?:is|are|was|were) not (?:mentioned|stated|specified|provided|given|said|disclosed in the)\b",
    re.IGNORECASE,
)
#: Messengers make links of these unasked.
_DOMAIN = re.compile(r"\b(?:[\w-]{2,63}\.)+[a-z]{2,12}\b|\S+@\S+", re.IGNORECASE)


@dataclass(frozen=True)
class Checked:
    """What holds of an answer: each of its numbers is in `citations` and the other way round."""

    text: str
    #: It says that the articles do not say; what they say instead may follow.
    abstained: bool
    citations: tuple[Citation, ...]


class Checker:
    """Knows the articles that the model was shown; checks its answer, and what there is of it so far."""

    def __init__(self, shown: Sequence[Shown], embedder: Embedder, known: Gazetteer | None = None) -> None:
        self._known = known or gazetteer()
        self._embedder = embedder
        self._articles = {each.n: _Article(each, self._known) for each in shown}
        self._weights = entailment.rarities(stems for a in self._articles.values() for stems in a.stems)
        self._verdicts: dict[Claim, Claim | None] = {}

    def check(self, answer: str) -> Checked | None:
        """None when what remains does not hold: nothing, or less than half of what was stated."""
        stated = claims.cut_short(claims.read(answer, self._articles))
        silent = [claim for claim in stated if says_nothing(claim.text)]
        stated = [claim for claim in stated if claim not in silent and not self._is_chatter(claim)]
        held = [verdict for claim in stated if (verdict := self._verdict(claim))]
        abstained = bool(silent) and says_nothing(answer.strip()[:120]) and _opens(answer, silent[0])
        if abstained:
            return self._put(held, NOT_SAID)
        if not held or len(held) < _ENOUGH * len(stated):
            return None
        return self._put(held)

    def so_far(self, answer: str) -> str:
        """What of an unfinished answer is finished and holds, as it would be put; "" when nothing yet.

        The last sentence never is, for its number may still come.
        """
        finished = claims.read(answer, self._articles)[:-1]
        if any(says_nothing(claim.text) for claim in finished[:1]):
            return ""
        held = [verdict for claim in finished if not says_nothing(claim.text) and (verdict := self._verdict(claim))]
        return self._put(held).text if held else ""

    def _put(self, held: Sequence[Claim], opening: str = "") -> Checked:
        numbers: dict[int, int] = {}
        for claim in held:
            for n in claim.numbers:
                numbers.setdefault(n, len(numbers) + 1)
        text = opening
        for claim in held:
            text += (claim.lead if text else "") + claim.put(numbers)
        return Checked(text, bool(opening), tuple(self._citation(old, new, held) for old, new in numbers.items()))

    def _is_chatter(self, claim: Claim) -> bool:
        """Whether it states nothing and cites nothing: "Sure, here is the answer"."""
        return not claim.numbers and not len(facts(claim.text, self._known))

    def _verdict(self, claim: Claim) -> Claim | None:
        if claim not in self._verdicts:
            self._verdicts[claim] = self._judged(claim)
        return self._verdicts[claim]

    def _judged(self, claim: Claim) -> Claim | None:
        """The claim with the numbers that bear it out, or with the one that does best; None when none does."""
        said = _Said(_YES_OR_NO.sub("", claim.text), self._known)
        if not len(said.facts) and len(said.stems) < 2:
            return None
        if claim.numbers and self._holds(said, claim.numbers):
            return self._fitted(claim)
        alone = [n for n in self._articles if self._holds(said, (n,))]
        return claim.citing(max(alone, key=lambda n: self._best(said, n)[0])) if alone else None

    def _holds(self, said: "_Said", cited: Sequence[int]) -> bool:
        articles = [self._articles[n] for n in cited]
        everything = articles[0].grounds
        for article in articles[1:]:
            everything |= article.grounds
        if everything.lacks(said.facts) or not all(d in a_text for d in said.domains for a_text in [_texts(articles)]):
            return False
        if is_foreign(said.text):
            return bool(len(said.facts))
        return self._is_entailed(said, articles)

    def _is_entailed(self, said: "_Said", articles: Sequence["_Article"]) -> bool:
        covered: frozenset[str] = frozenset()
        bearing: list[str] = []
        for article in articles:
            order = article.by_coverage(said.stems, self._weights)[:_RESTS_ON]
            covered |= article.title.union(*(article.around[i] for i in order))
            bearing += [article.sentences[i].text for i in order]
        share = entailment.coverage(said.stems, covered, self._weights)
        if share < COVERED and (share < COVERED_IF_NEAR or max(self._near(said.text, bearing)) < NEAR):
            return False
        return not all(entailment.clash(said.text, text) for text in bearing[:: len(bearing) // len(articles) or 1])

    def _fitted(self, claim: Claim) -> Claim:
        """Without the numbers of articles that have nothing of the part they stand behind."""
        parts = []
        for part in claim.parts:
            said = _Said(_YES_OR_NO.sub("", part.text.strip(" ,;")), self._known)
            kept = tuple(n for n in part.numbers if self._has_some(said, self._articles[n]))
            parts.append(claims.Part(part.text, kept))
        fitted = Claim(tuple(parts), claim.lead)
        return fitted if fitted.numbers else claim

    def _has_some(self, said: "_Said", article: "_Article") -> bool:
        if len(said.facts):
            return article.grounds.lacks(said.facts) < len(said.facts)
        best = article.by_coverage(said.stems, self._weights)[0]
        return entailment.coverage(said.stems, article.around[best], self._weights) >= COVERED_IF_NEAR

    def _citation(self, old: int, new: int, held: Sequence[Claim]) -> Citation:
        """With the sentence that bears out best what is first said with this number."""
        claim = next(claim for claim in held if old in claim.numbers)
        _, sentence = self._best(_Said(_YES_OR_NO.sub("", claim.text), self._known), old)
        start, end = quotable_span(sentence.text, 0, len(sentence.text)) or (0, len(sentence.text))
        return Citation(
            new, self._articles[old].shown.article, sentence.text[start:end], sentence.start + start, sentence.start + end
        )

    def _best(self, said: "_Said", n: int) -> tuple[float, Sentence]:
        article = self._articles[n]
        order = article.by_coverage(said.stems, self._weights)
        near = [*self._near(said.text, [article.sentences[i].text for i in order[:4]]), *[0.0] * len(order)]
        scored = [
            (
                entailment.coverage(said.stems, article.stems[i], self._weights)
                + 1.5 * (1 - article.each[i].lacks(said.facts) / max(1, len(said.facts)))
                + 0.5 * near[place],
                -i,
            )
            for place, i in enumerate(order)
        ]
        score, i = max(scored)
        return score, article.sentences[-i]

    def _near(self, claim: str, texts: Sequence[str]) -> list[float]:
        embedded = self._embedder.embed([claim, *texts])
        return [float(cosine) for cosine in np.asarray(embedded[1:] @ embedded[0])]


class _Article:
    """An article as shown, with what its sentences state, in their order."""

    def __init__(self, shown: Shown, known: Gazetteer) -> None:
        self.shown, self.sentences = shown, shown.sentences
        published = shown.article.published.date() if shown.article.published else None
        texts = [without_addresses(sentence.text) for sentence in shown.sentences]
        self.each = [grounds([text], published, known) for text in texts]
        self.grounds: Grounds = grounds([headline(shown.article)], published, known)
        for one in self.each:
            self.grounds |= one
        self.stems = [entailment.telling(text, known) for text in texts]
        self.title = entailment.telling(headline(shown.article), known)
        #: With the sentence before, which says what "it" and "the deal" are.
        self.around = [a | b for a, b in zip(self.stems, [frozenset(), *self.stems], strict=False)]
        self.text = " ".join([headline(shown.article), *texts]).lower()

    def by_coverage(self, stems: frozenset[str], weights: dict[str, float]) -> list[int]:
        """The places of its sentences, that which holds most of these stems first."""
        shares = [entailment.coverage(stems, own, weights) for own in self.stems]
        return sorted(range(len(shares)), key=lambda i: -shares[i])


class _Said:
    """A sentence of the answer, or a part of one, read."""

    def __init__(self, text: str, known: Gazetteer) -> None:
        self.text = text
        self.facts: Facts = facts(text, known)
        self.stems = entailment.telling(text, known)

    @cached_property
    def domains(self) -> list[str]:
        return [found.lower() for found in _DOMAIN.findall(self.text)]


def says_nothing(text: str) -> bool:
    """Whether a sentence says that the articles do not say."""
    return NOT_SAID.rstrip(".").lower() in text.lower() or bool(_SAYS_NOTHING.search(text))


def _opens(answer: str, claim: Claim) -> bool:
    return claim.text[:20] in answer[:200]


def _texts(articles: Sequence[_Article]) -> str:
    return " ".join(article.text for article in articles)
