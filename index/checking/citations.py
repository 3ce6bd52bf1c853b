"""A model's answer held against the articles it cites: what they do not bear out is left out, the rest quoted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.companies.gazetteer import Gazetteer, gazetteer
from index.answering.answer import NOT_SAID, Citation
from index.checking import claims
from index.checking.addressing import Asked
from index.checking.claims import Claim, Part
from index.checking.support import Said, Support
from index.embedding.embedders import Embedder
from index.writing.evidence_prompt import Shown
from index.writing.hostile import quotable_span

#: Of the sentences that state something, the share that must hold for the answer to hold.
ENOUGH = 0.5
#: Most sentences of an answer: people ask to be spared the articles.
MOST = 8
#: Sentences up to which one may go on about what an article on the question says, without saying of whom.
_GOES_ON = 3

_SAYS_NOTHING = re.compile(
    r"\b(?:articles?|sources?|passages?|evidence|texts?|documents?)\b.{0,40}\b(?:do(?:es)? not|don[’']t|doesn[’']t|"
    r"cannot|never)\b|\bno (?:article|source|information|mention|evidence)\b",
    re.IGNORECASE,
)
_NOT_GIVEN = re.compile(r"\b(?:is|are|was|were) not (?:mentioned|stated|specified|provided|given)\b", re.IGNORECASE)
#: A citation of which only the beginning has come: it belongs to the sentence before it, which is not over.
_BEGUN_MARK = re.compile(r"\s*[\[【][^\]】\n]{0,12}\Z")


@dataclass(frozen=True)
class Checked:
    """What holds of an answer: each of its numbers is in `citations`, and the other way round."""

    text: str
    #: It says that the articles do not say; what they say instead may follow.
    abstained: bool
    citations: tuple[Citation, ...]


class Checker:
    """Knows the articles that the model was shown; checks its answer, and what there is of it so far."""

    def __init__(
        self, shown: Sequence[Shown], embedder: Embedder, asked: Asked, known: Gazetteer | None = None
    ) -> None:
        self._asked, self._known = asked, known or gazetteer()
        # The answer need not be in English if the question is not; else it must.
        self._support = Support(shown, embedder, self._known, foreign=asked.is_foreign)
        self._verdicts: dict[Claim, Claim | None] = {}
        self._shown = ""

    def check(self, answer: str) -> Checked | None:
        """None when what remains does not hold: nothing, less than half of what was stated, or beside the question."""
        stated = self._stated(claims.cut_short(claims.read(answer, self._support.articles)))
        held = self._held(stated)
        if stated and says_nothing(stated[0]) and not self._is_taken_back(self._to_the_point(held)):
            return self._put([claim for claim in held if self._asked.is_near(Said(claim.text, self._known))], NOT_SAID)
        return self._put(self._to_the_point(held)) if self._is_enough(stated, held) else None

    def so_far(self, answer: str) -> str:
        """What of an unfinished answer is finished and holds, as it would be put; "" when nothing yet.

        The last sentence never is, for its number may still come. Nor is an answer that begins by saying that
        the articles do not say, for it may go on to say what they do. What was shown once stays: a line that is
        left out when it is whole, an address say, showed before that that the line above it was finished.
        """
        shown = self._finished(answer)
        if shown.startswith(self._shown):
            self._shown = shown
        return self._shown

    def _finished(self, answer: str) -> str:
        stated = self._stated(claims.read(_BEGUN_MARK.sub("", answer), self._support.articles)[:-1])
        if stated and says_nothing(stated[0]):
            return ""
        held = self._held(stated)
        return self._put(self._to_the_point(held)).text if self._is_enough(stated, held) else ""

    def _is_enough(self, stated: Sequence[Claim], held: Sequence[Claim]) -> bool:
        enough = ENOUGH * sum(not says_nothing(claim) for claim in stated)
        return bool(held) and len(held) >= enough and self._asked.is_met(*self._whole(self._to_the_point(held)))

    def _to_the_point(self, held: Sequence[Claim]) -> list[Claim]:
        """Without what is true but beside the question; weak models write the articles out.

        What becomes of a sentence hangs on those before it alone, so that what was shown need not be withdrawn.
        """
        kept: list[Claim] = []
        for claim in held:
            if len(kept) < MOST and (not kept or self._belongs(claim, kept)):
                kept.append(claim)
        return kept

    def _belongs(self, claim: Claim, kept: Sequence[Claim]) -> bool:
        said = Said(claim.text, self._known)
        if self._asked.is_near(said):
            return True
        goes_on = len(kept) < _GOES_ON and not said.facts.companies
        return goes_on and self._asked.concerns(self._support, claim.numbers)

    def _is_taken_back(self, held: Sequence[Claim]) -> bool:
        """Weak models say first that the articles do not say, and then what they say."""
        return bool(held) and self._asked.is_met_plainly(*self._whole(held))

    def _whole(self, held: Sequence[Claim]) -> tuple[Said, Support, Sequence[int]]:
        """An answer as one claim: what is asked of two companies may be told in two sentences."""
        text = " ".join(claim.text for claim in held)
        return Said(text, self._known), self._support, [n for claim in held for n in claim.numbers]

    def _stated(self, read: Sequence[Claim]) -> list[Claim]:
        """Without what neither states nor cites anything: "Sure, here is the answer"."""
        return [c for c in read if c.numbers or says_nothing(c) or self._says_something(c)]

    def _says_something(self, claim: Claim) -> bool:
        return bool(len(Said(claim.text, self._known).facts)) or self._verdict(claim) is not None

    def _held(self, stated: Sequence[Claim]) -> list[Claim]:
        return [held for claim in stated if not says_nothing(claim) and (held := self._verdict(claim))]

    def _verdict(self, claim: Claim) -> Claim | None:
        # Kept, for while an answer comes in, its first sentences are asked after again and again.
        if claim not in self._verdicts:
            self._verdicts[claim] = self._judged(claim)
        return self._verdicts[claim]

    def _judged(self, claim: Claim) -> Claim | None:
        """The claim with the numbers that bear it out, or with the one that does best; None when none does."""
        said = Said(claim.text, self._known)
        if said.is_empty or not (claim.numbers or said.is_statement):
            return None
        if claim.numbers and self._support.holds(said, claim.numbers):
            return self._fitted(claim)
        # A wrong number may be mended, but not by an article that hardly speaks of what another one denies.
        if self._support.denied(said):
            return None
        alone = [n for n in self._support.articles if self._support.holds(said, (n,))]
        if alone:
            return claim.citing(max(alone, key=lambda n: self._support.best(said, n)[0]))
        together = self._support.together(said) if said.is_list else ()
        return claim.citing(*together) if together else None

    def _fitted(self, claim: Claim) -> Claim:
        """Without the numbers of articles that do not bear out the part they stand behind."""
        parts = [Part(part.text, tuple(self._bearing(part))) for part in claim.parts]
        fitted = Claim(tuple(parts), claim.lead)
        return fitted if fitted.numbers else claim

    def _bearing(self, part: Part) -> Sequence[int]:
        """Those that bear it out alone; else, as it may be put together, those that have some of it."""
        said = Said(part.text, self._known)
        if said.is_empty:
            return part.numbers
        alone = [n for n in part.numbers if self._support.holds(said, (n,))]
        return alone or [n for n in part.numbers if self._support.touches(said, n)]

    def _put(self, held: Sequence[Claim], opening: str = "") -> Checked:
        """Numbered by order of appearance."""
        used = dict.fromkeys(n for claim in held for n in claim.numbers)
        numbers = {n: place for place, n in enumerate(used, 1)}
        text = opening
        for claim in held:
            text += (claim.lead if text else "") + claim.put(numbers)
        return Checked(text, bool(opening), tuple(self._citation(n, numbers[n], held) for n in numbers))

    def _citation(self, shown_as: int, n: int, held: Sequence[Claim]) -> Citation:
        """With the sentence that bears out best what is first said with this number."""
        claim = next(claim for claim in held if shown_as in claim.numbers)
        _, sentence = self._support.best(Said(claim.text, self._known), shown_as)
        start, end = quotable_span(sentence.text, 0, len(sentence.text)) or (0, len(sentence.text))
        source = self._support.articles[shown_as].source
        return Citation(n, source, sentence.text[start:end], sentence.start + start, sentence.start + end)


def says_nothing(claim: Claim) -> bool:
    """Whether a sentence says that the articles do not say."""
    text = claim.text
    if NOT_SAID.rstrip(".").lower() in text.lower() or _SAYS_NOTHING.search(text):
        return True
    return not claim.numbers and bool(_NOT_GIVEN.search(text))
