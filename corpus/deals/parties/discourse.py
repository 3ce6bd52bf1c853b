"""Who has been spoken of so far in an article, sentence by sentence: what its references can mean."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from corpus.companies.gazetteer import Gazetteer
from corpus.deals.parties.appearances import Appearance, Use
from corpus.text.sentences import Span

#: How many sentences back a reference reaches.
_REACH = 3
#: The same for a joint venture, of which there is seldom more than one.
_VENTURE_REACH = 30
_AFTER_PREPOSITION = re.compile(
    r"\b(?:in|with|from|by|for|of|to|at|on|like|than|against|including|between|into|as|over|via)"
    r" (?:[a-z’'-]+ ){0,3}\Z"
)
_VENTURE_BEFORE = re.compile(r"\b(?:joint venture|JV)\b[^.;\n]{0,30}\Z")
_VENTURE_AFTER = re.compile(
    r"(?: \([^()\n]{1,20}\))?,?(?: is| was)?,? (?:an?|the|their|its) (?:[\w/:-]+ ){0,4}(?:joint venture|JV)\b"
)
_QUOTED = re.compile(r"[“\"][^“”\"\n]{0,2000}[”\"]?")
_SPEAKS = re.compile(r"\b(?:said|says|commented|added|explained|stated|noted|told|remarked|according to)\b")


class Discourse:
    """The companies of each sentence; references are added as they are resolved, in order."""

    def __init__(
        self, text: str, sentences: Sequence[Span], named: Sequence[Appearance], gazetteer: Gazetteer, *, title_end: int
    ) -> None:
        self._text = text
        self._gazetteer = gazetteer
        self._starts = [start for start, _ in sentences]
        self._title = bisect_right(self._starts, title_end - 1) if title_end else 0
        self._named: defaultdict[int, list[Appearance]] = defaultdict(list)
        for each in named:
            self._named[bisect_right(self._starts, each.start) - 1].append(each)
        self._speakers: dict[int, tuple[list[Span], str | None]] = {}
        self._told = {index: [each for each in here if each.use is Use.PARTY] for index, here in self._named.items()}

    def refer(self, index: int, resolved: Sequence[Appearance]) -> None:
        """Count references as said: the next sentence may refer to what they mean."""
        if resolved:
            self._told[index] = sorted([*self._told.get(index, ()), *resolved], key=lambda each: each.start)

    def named_in(self, index: int, position: int | None = None) -> Iterable[str]:
        """The companies that a sentence names (before a position), in whatever use."""
        here = self._named.get(index, ())
        return (slug for each in here if position is None or each.start < position for slug in each.slugs)

    def overlaps(self, index: int, span: Span) -> bool:
        """Whether a name stands in the span or right behind it: `the automaker Ford`."""
        start, end = span
        return any(start < each.end and each.start <= end + 1 for each in self._named.get(index, ()))

    def subject_before(self, index: int, position: int) -> str | None:
        """Whom `it` means: the subject of the sentence before, unless this one has named just one company first."""
        if len({each.slugs for each in self._told.get(index, ()) if each.start < position}) == 1:
            return None
        for near in range(index - 1, max(index - _REACH, self._title) - 1, -1):
            if here := self._told.get(near):
                # Further back than one sentence, what the article is about is likelier.
                topic = self._topic_among(self.recent(index))
                return (near < index - 1 and topic) or self._subject(near) or _only(here) or topic
        return self.topic

    def recent(self, index: int) -> list[str]:
        """The companies of the sentences before, the nearest first and in each its subject first; then the title's."""
        found: dict[str, None] = {}
        nearest = range(index - 1, max(index - _REACH, self._title) - 1, -1)
        for near in (*nearest, *range(self._title)):
            if subject := self._subject(near):
                found[subject] = None
            found |= dict.fromkeys(slug for each in self._told.get(near, ()) for slug in each.slugs)
        return list(found)

    def last(self, index: int) -> str | None:
        """The company named last: whom `that firm` means."""
        for near in range(index - 1, max(index - _REACH, self._title) - 1, -1):
            if here := self._told.get(near):
                return here[-1].slugs[0] if len(here[-1].slugs) == 1 else None
        return None

    def is_kin(self, slug: str, others: Iterable[str]) -> bool:
        """Whether it is one of the others, the parent or a unit of one, or its joint venture."""
        owners = self._gazetteer.owners(slug)
        return any(other in owners or self._gazetteer.related(slug, other) for other in others)

    def heads(self, slugs: Sequence[str]) -> list[str]:
        """The slugs without those whose parent is one of them too."""
        return [slug for slug in slugs if set(slugs).isdisjoint(self._gazetteer.ancestors(slug))]

    def several(self, index: int, count: int | None, *, reach: int = 4) -> tuple[str, ...]:
        """Whom `the two companies` means: those of the nearest sentence that has as many, the title's last."""
        if len(set(self.named_in(index))) > 1:
            return ()
        nearest = range(index - 1, max(index - reach, self._title) - 1, -1)
        for near in (*nearest, *range(self._title)):
            slugs = self._apart(slug for each in self._told.get(near, ()) for slug in each.slugs)
            if len(slugs) == count or (count is None and 2 <= len(slugs) <= 3):
                return slugs
        return ()

    def venture(self, index: int, position: int) -> str | None:
        """The joint venture named last before a place, when one is."""
        for near in range(index, max(index - _VENTURE_REACH, -1), -1):
            for each in reversed(self._named.get(near, ())):
                if each.start < position and self._is_venture(each):
                    return each.slugs[0]
        return None

    def speaker(self, index: int, position: int) -> str | None:
        """The company whose people say `we` in a quotation: the only one that its paragraph lets speak."""
        start = self._text.rfind("\n", 0, position) + 1
        if start not in self._speakers:
            self._speakers[start] = self._speaker_of(start)
        quotes, slug = self._speakers[start]
        return slug if _is_within(position, quotes) else None

    def _speaker_of(self, start: int) -> tuple[list[Span], str | None]:
        """The quotations of the paragraph that starts there, and whose they are."""
        end = self._text.find("\n", start)
        end = end if end >= 0 else len(self._text)
        quotes = [match.span() for match in _QUOTED.finditer(self._text, start, end)]
        if not (quotes and _SPEAKS.search(self._text, start, end)):
            return quotes, None
        here = [
            each
            for near in range(bisect_right(self._starts, start - 1), bisect_right(self._starts, end))
            for each in self._named.get(near, ())
            if start <= each.start < end and each.use is not Use.SOURCE and not _is_within(each.start, quotes)
        ]
        return quotes, _only(here)

    @cached_property
    def topic(self) -> str | None:
        """The company that the article is about: the title's only one, else the one with most of all mentions."""
        titled = {slug for index in range(self._title) for each in self._told.get(index, ()) for slug in each.slugs}
        if len(titled) == 1:
            return titled.pop()
        counted = Counter(slug for here in self._named.values() for each in here for slug in each.slugs)
        slug, most = counted.most_common(1)[0] if counted else ("", 0)
        return slug if 2 * most > counted.total() else None

    def _topic_among(self, slugs: Sequence[str]) -> str | None:
        topic = self.topic
        return topic if topic in slugs else None

    def _subject(self, index: int) -> str | None:
        """The first company of a sentence that no preposition governs, nor shares its place with another."""
        for each in self._told.get(index, ()):
            if not _AFTER_PREPOSITION.search(self._text[max(self._starts[index], each.start - 40) : each.start]):
                return each.slugs[0] if len(each.slugs) == 1 else None
        return None

    def _apart(self, slugs: Iterable[str]) -> tuple[str, ...]:
        """Without joint ventures of theirs, and without those whose parent or unit came before."""
        found: list[str] = []
        told = list(slugs)
        for slug in told:
            if not set(told).isdisjoint(self._gazetteer.owners(slug)):
                continue
            if not self.is_kin(slug, found):
                found.append(slug)
        return tuple(found)

    def _is_venture(self, each: Appearance) -> bool:
        if self._gazetteer.owners(each.slugs[0]) or _VENTURE_AFTER.match(self._text, each.end):
            return True
        return _VENTURE_BEFORE.search(self._text[max(0, each.start - 50) : each.start]) is not None and not re.search(
            r"\b(?:with|between|of|and)\b", self._text[max(0, each.start - 20) : each.start]
        )


def _is_within(position: int, spans: Sequence[Span]) -> bool:
    """Whether one of the spans, sorted and disjoint, holds the position."""
    index = bisect_right(spans, (position + 1,)) - 1
    return index >= 0 and position < spans[index][1]


def _only(here: Sequence[Appearance]) -> str | None:
    slugs = {slug for each in here for slug in each.slugs}
    return slugs.pop() if len(slugs) == 1 else None
