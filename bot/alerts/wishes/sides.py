"""Which companies a person names in a subscription, and whether their deals with each other are meant."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.alerts.wishes import vocabulary
from bot.alerts.wishes.typed import Typed
from corpus.companies import questions as naming
from corpus.companies.gazetteer import Gazetteer, Mention
from corpus.companies.names import joined
from corpus.companies.vocabulary import ordinary_words

#: Words of a name that only articles have told us of.
_LONGEST_LEARNT = 4
#: Before a name that is an ordinary word, too, in small letters: `deals of target`.
_BEFORE_NAMES = frozenset("of by with about between from to for in von mit bei über zwischen de con entre".split())
_ONE_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Sides:
    """Slugs, in the order typed."""

    companies: tuple[str, ...] = ()
    #: Those of which another party is one.
    others: tuple[str, ...] = ()
    #: Either reading is likely: `Ford and CATL` are two to hear of, or the two that deal with each other.
    is_unsure: bool = False
    #: What was typed -> the slug that it was taken for, where it is no name of it: `Volkswagon`.
    corrected: tuple[tuple[str, str], ...] = ()


def take(typed: Typed, known: Gazetteer, learnt: Mapping[str, str]) -> Sides:
    """Takes the names out of the text. `learnt`: as `understanding.understand` has it."""
    mentions = sorted(_mentions(typed, known, learnt), key=lambda mention: mention.start)
    between = [typed.rest[one.end : other.start] for one, other in pairwise(mentions)]
    before = typed.rest[: mentions[0].start] if mentions else ""
    for mention in mentions:
        has_possessive = typed.rest[mention.end : mention.end + 2].lower() in ("'s", "’s")
        typed.take(mention.start, mention.end + 2 * has_possessive)
    corrected = tuple((each.text, each.slug) for each in mentions if _is_corrected(each, known, learnt))
    slugs = [mention.slug for mention in mentions]
    parted, is_unsure = _parted(before, between)
    ours = tuple(dict.fromkeys(slugs[:parted]))
    theirs = tuple(slug for slug in dict.fromkeys(slugs[parted:]) if slug not in ours)
    return Sides(ours, theirs, is_unsure and bool(theirs), corrected)


def _mentions(typed: Typed, known: Gazetteer, learnt: Mapping[str, str]) -> list[Mention]:
    found = naming.find(known, typed.rest)
    found += [mention for mention in _in_small(typed.rest, known) if not _overlaps(mention, found)]
    found += [mention for mention in _learnt(typed, learnt) if not _overlaps(mention, found)]
    return found


def _in_small(text: str, known: Gazetteer) -> Iterator[Mention]:
    """Names in small letters that are words or first names, too: `ford`; plain words only where a name must stand."""
    # A letter may grow longer as a capital; then offsets would not hold.
    titled = text.title() if len(text.title()) == len(text) else text
    for mention in known.find(titled):
        written = text[mention.start : mention.end]
        is_surely_one = not _is_ordinary(written) or (
            " " in written and _must_be_name(text, mention.start, mention.end)
        )
        if is_surely_one:
            yield Mention(mention.start, mention.end, written, mention.slug)
    for word in _ONE_WORD.finditer(text):
        slug = known.resolve(word.group()) if _is_ordinary(word.group()) else None
        if slug and _must_be_name(text, word.start(), word.end()):
            yield Mention(word.start(), word.end(), word.group(), slug)


def _is_ordinary(name: str) -> bool:
    return all(word in ordinary_words() for word in name.lower().split())


def _must_be_name(text: str, start: int, end: int) -> bool:
    """It is all there is, or stands behind `of` or the like."""
    before = text[:start].split()
    return text[start:end] == text.strip() or (bool(before) and before[-1].lower() in _BEFORE_NAMES)


def _learnt(typed: Typed, learnt: Mapping[str, str]) -> Iterator[Mention]:
    """The longest names among those that articles alone have told us of."""
    words = list(typed.words()) if learnt else []
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST_LEARNT, len(words) - at), 0, -1):
            start, end = words[at].start(), words[at + length - 1].end()
            name = typed.rest[start:end]
            slug = learnt.get(joined(name))
            if slug and not (name.islower() and name in ordinary_words() | vocabulary.types().keys()):
                yield Mention(start, end, name, slug)
                at += length - 1
                break
        at += 1


def _overlaps(mention: Mention, others: Sequence[Mention]) -> bool:
    return any(mention.start < other.end and other.start < mention.end for other in others)


def _is_corrected(mention: Mention, known: Gazetteer, learnt: Mapping[str, str]) -> bool:
    name = mention.text.removesuffix("'s").removesuffix("’s")
    return known.resolve(name) != mention.slug and joined(name) not in learnt


def _parted(before: str, between: Sequence[str]) -> tuple[int, bool]:
    """How many of the names are of the first side, and whether all might be."""
    for number, words in enumerate(between, 1):
        if vocabulary.pattern("with").search(words):
            return number, False
    if len(between) != 1 or vocabulary.pattern("either").search(between[0]) or "," in between[0]:
        return len(between) + 1, False
    # Two names side by side, or joined: `Ford and CATL`, `Panasonic Mazda`; surely so behind `between`.
    return 1, not vocabulary.pattern("with").search(before)
