"""Whether articles bear out what a sentence says: its facts all found there, its words mostly, nothing denied."""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property, reduce
from operator import or_

import numpy as np

from corpus.companies.gazetteer import Gazetteer
from index.checking import entailment
from index.checking.direction import is_turned_round
from index.checking.facts import Facts, facts, is_foreign, unmeasured
from index.checking.grounds import Grounds, grounds
from index.embedding.embedders import Embedder
from index.writing.evidence_prompt import Sentence, Shown, headline
from index.writing.hostile import without_addresses

#: The share of a claim's words that its articles must hold; less will do if a sentence is as near in meaning.
COVERED, COVERED_IF_NEAR, NEAR = 0.5, 0.3, 0.6
FEW_WORDS_COVERED = 0.7
#: A sentence that holds so much of a claim's words speaks of the same.
SPEAKS_OF_IT = 0.6
#: Sentences of an article that one claim may rest on.
RESTS_ON = 2
#: A sentence that holds as good as as much as the best one may excuse what that one denies.
_NEARLY = 0.95
#: Sentences compared by their embeddings, 2 ms each.
_EMBEDDED = 4

_YES_OR_NO = re.compile(r"^\W*(?:yes|no)\b\W*", re.IGNORECASE)
#: Messengers make links of these unasked.
_DOMAIN = re.compile(r"\b(?:[\w-]{2,63}\.)+[a-z]{2,12}\b|\S+@\S+", re.IGNORECASE)


class Said:
    """A sentence of an answer, or a part of one, read; a "Yes" or "No" before it left out."""

    def __init__(self, text: str, known: Gazetteer) -> None:
        self.text = _YES_OR_NO.sub("", text).strip(" ,;")
        self.facts: Facts = facts(self.text, known)
        self.stems = entailment.telling(unmeasured(self.text), known)

    @property
    def is_empty(self) -> bool:
        """Whether it states nothing that could be borne out: "It does." """
        return not len(self.facts) and not self.stems

    @property
    def is_statement(self) -> bool:
        """Whether it says enough to be looked up without a number: "Thank you" does not."""
        return bool(len(self.facts)) or len(self.stems) > 2

    @property
    def is_list(self) -> bool:
        """Whether it only names things, which need not come from one article."""
        names = len(self.facts.companies) + len(self.facts.words)
        return names == len(self.facts) > 1 and len(self.stems) < 3

    @cached_property
    def domains(self) -> list[str]:
        return [found.lower() for found in _DOMAIN.findall(self.text)]


class Support:
    """The articles that a model was shown, read once for all that it may say."""

    def __init__(self, shown: Sequence[Shown], embedder: Embedder, known: Gazetteer, *, foreign: bool = False) -> None:
        """`foreign`: the answer may be in another language than English, so that words cannot be compared."""
        self._known, self._foreign = known, foreign
        self.articles = {each.n: _Article(each, known) for each in shown}
        self._embedder = embedder
        self.weights = entailment.rarities(stems for a in self.articles.values() for stems in a.stems)

    def holds(self, said: Said, cited: Sequence[int]) -> bool:
        """Whether the articles of these numbers bear it out, together."""
        articles = [self.articles[n] for n in cited]
        if self._lacking(said, cited):
            return False
        if not all(any(domain in article.text for article in articles) for domain in said.domains):
            return False
        if is_foreign(said.text):
            return self._foreign and bool(len(said.facts))
        return self._entail(articles, said)

    def grounds(self, cited: Sequence[int]) -> Grounds:
        """All that these articles have."""
        return reduce(or_, (self.articles[n].grounds for n in cited))

    def stems(self, cited: Sequence[int]) -> frozenset[str]:
        """Of all that was shown of these articles."""
        return frozenset().union(*(stems for n in cited for stems in (self.articles[n].title, *self.articles[n].stems)))

    def stems_behind(self, said: Said, cited: Sequence[int]) -> frozenset[str]:
        """Of the sentences in them that bear it out."""
        orders = {n: self.articles[n].by_coverage(said.stems, self.weights)[:RESTS_ON] for n in cited}
        return frozenset().union(*(self.articles[n].around[i] for n, order in orders.items() for i in order))

    def denied(self, said: Said) -> bool:
        """Whether an article speaks of just this and says otherwise."""
        for article in self.articles.values():
            order = article.by_coverage(said.stems, self.weights)[:RESTS_ON]
            share = entailment.coverage(said.stems, article.stems[order[0]], self.weights)
            if (
                share >= SPEAKS_OF_IT
                and not article.grounds.lacks(said.facts)
                and not self._agrees(article, order, said)
            ):
                return True
        return False

    def together(self, said: Said, most: int = 4) -> tuple[int, ...]:
        """The few articles that bear it out between them, each adding facts; none if they do not."""
        chosen: tuple[int, ...] = ()
        while len(chosen) < most:
            lacking = {n: self._lacking(said, (*chosen, n)) for n in self.articles if n not in chosen}
            best = min(lacking, key=lambda n: (lacking[n], n), default=None)
            if best is None or lacking[best] == (self._lacking(said, chosen) if chosen else len(said.facts)):
                return ()
            chosen = (*chosen, best)
            if not lacking[best]:
                return chosen if self.holds(said, chosen) else ()
        return ()

    def _lacking(self, said: Said, cited: Sequence[int]) -> int:
        return self.grounds(cited).lacks(said.facts)

    def touches(self, said: Said, n: int) -> bool:
        """Whether an article has anything of it: one of its facts, or of its words if it has none."""
        article = self.articles[n]
        if len(said.facts):
            return article.grounds.lacks(said.facts) < len(said.facts)
        best = article.by_coverage(said.stems, self.weights)[0]
        return entailment.coverage(said.stems, article.around[best], self.weights) >= COVERED_IF_NEAR

    def best(self, said: Said, n: int) -> tuple[float, Sentence]:
        """The sentence of an article that bears it out best, and how well; for comparison only."""
        article = self.articles[n]
        order = article.by_coverage(said.stems, self.weights)
        near = self._near(said.text, [article.sentences[i].text for i in order[:_EMBEDDED]])
        scores = {i: self._score(article, i, said) + 0.5 * cosine for i, cosine in zip(order, near, strict=False)}
        scores |= {i: self._score(article, i, said) for i in order[_EMBEDDED:]}
        found = max(scores, key=lambda i: (scores[i], -i))
        return scores[found], article.sentences[found]

    def _score(self, article: "_Article", i: int, said: Said) -> float:
        stated = 1 - article.each[i].lacks(said.facts) / max(1, len(said.facts))
        return entailment.coverage(said.stems, article.stems[i], self.weights) + 1.5 * stated

    def _entail(self, articles: Sequence["_Article"], said: Said) -> bool:
        orders = [article.by_coverage(said.stems, self.weights)[:RESTS_ON] for article in articles]
        pairs = [(article, i) for article, order in zip(articles, orders, strict=True) for i in order]
        covered = reduce(or_, (article.around[i] | article.title for article, i in pairs))
        share = entailment.coverage(said.stems, covered, self.weights)
        # Without facts, words are all there is to go by.
        if share < (COVERED_IF_NEAR if len(said.facts) else FEW_WORDS_COVERED):
            return False
        if share < COVERED and max(self._near(said.text, [a.sentences[i].text for a, i in pairs])) < NEAR:
            return False
        return any(self._agrees(article, order, said) for article, order in zip(articles, orders, strict=True))

    def _agrees(self, article: "_Article", order: Sequence[int], said: Said) -> bool:
        """Whether a sentence that speaks of the same neither denies it nor has it the other way round."""
        shares = [entailment.coverage(said.stems, article.stems[i], self.weights) for i in order]
        bearing = [article.sentences[i].text for i, s in zip(order, shares, strict=True) if s >= _NEARLY * shares[0]]
        return not any(is_turned_round(said.text, text, self._known) for text in bearing) and not all(
            entailment.clash(said.text, text) for text in bearing
        )

    def _near(self, claim: str, texts: Sequence[str]) -> list[float]:
        embedded = self._embedder.embed([claim, *texts])
        return [float(cosine) for cosine in np.asarray(embedded[1:] @ embedded[0])]


class _Article:
    """An article as shown, with what its sentences state, in their order."""

    def __init__(self, shown: Shown, known: Gazetteer) -> None:
        self.source, self.sentences = shown.article, shown.sentences
        published = shown.article.published.date() if shown.article.published else None
        texts = [without_addresses(sentence.text) for sentence in shown.sentences]
        head = headline(shown.article)
        self.each = [grounds(text, published, known) for text in texts]
        self.grounds = reduce(or_, self.each, grounds(head, published, known))
        self.stems = [entailment.telling(text, known) for text in texts]
        self.title = entailment.telling(head, known)
        #: With the sentence before, which says what "it" and "the deal" are.
        self.around = [own | before for own, before in zip(self.stems, [frozenset(), *self.stems], strict=False)]
        self.text = " ".join([head, *texts]).lower()

    def by_coverage(self, stems: frozenset[str], weights: Mapping[str, float]) -> list[int]:
        """The places of its sentences, that which holds most of these stems first."""
        shares = [entailment.coverage(stems, own, weights) for own in self.stems]
        return sorted(range(len(shares)), key=lambda i: -shares[i])
