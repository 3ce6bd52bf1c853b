"""What in a text says that a capitalised run is a company, and what says that it is none."""

import re

from corpus.companies import patterns
from corpus.companies.names import LEGAL, key
from corpus.companies.runs import JOINED_ENDS, Run
from corpus.companies.strangers import ACRONYMS, ADJECTIVES, BODIES, CALENDAR, PLACES, PRODUCTS, ROLES
from corpus.companies.vocabulary import (
    DESCRIPTORS,
    ENDS_OF_NAMES,
    GIVEN_NAMES,
    PERSON_TITLES,
    PLACES_AND_PRIZES,
    common_words,
    ordinary_words,
)

#: Points that make a run a company.
ENOUGH = 2
#: Points that a name also borne by a person, place or ordinary thing needs.
CERTAIN = 4

#: Suffixes that nothing but a company has; `Group` and `Company` may end other names.
_REGISTERED = re.compile(
    r"\b(?:(?:Inc|Corp|Ltd)\b|INC|CORP|LTD|Corporation|Limited|L\.?L\.?C|plc|PLC|GmbH|AG|AB|N\.?V|S\.?A|LP|Pty)\b"
)
#: Of these also after ordinary words: `Matrix Partners`.
_ENDS_OF_FUNDS = frozenset("airlines bancorp capital equity partners records studios therapeutics vc ventures".split())
#: `TikTok`, `Zelvora.ai`: hardly anything but companies and what they make is written so.
_CAMEL = re.compile(r"[a-z]{2}[A-Z]|\b[a-z][A-Z]|\w\.(?:ai|io|com)\Z")
_STRANGERS = PLACES | CALENDAR | ADJECTIVES | ACRONYMS | PRODUCTS
#: How far before a run evidence is looked for.
REACH = 90


def points(text: str, run: Run) -> int:
    """How surely this one run is a company; less than nothing when it looks like something else."""
    before = text[max(0, run.start - REACH) : run.start].lower()
    near = _without_modifiers(before)
    total = 0
    if run.has_suffix:
        total += CERTAIN if _REGISTERED.search(text, run.bare_end, run.end) else ENOUGH
    total += sum(hint.points for hint in patterns.COMPANY_BEFORE if hint.pattern.search(near))
    ends = _ends(text, run)
    total += sum(hint.points for hint in patterns.COMPANY_AFTER if any(hint.pattern.match(text, end) for end in ends))
    if _is_in_place(before):
        total -= 2
    if total > 0 and _CAMEL.search(run.words[0]):
        total += 1
    if not run.has_suffix:
        total -= 2 * bool(patterns.PRODUCT_AFTER.match(text, run.end))
        total -= bool(patterns.PLACE_AFTER.match(text, run.end))
    return total


def _ends(text: str, run: Run) -> list[int]:
    """Where the words behind the name begin: at its end, and behind what is told by the way."""
    asides = (aside.match(text, run.end) for aside in patterns.ASIDES)
    return [run.end, *(aside.end() for aside in asides if aside)]


def _without_modifiers(before: str) -> str:
    while before.endswith(" "):
        rest, space, last = before[:-1].rpartition(" ")
        if last not in patterns.MODIFIERS and not last.endswith(patterns.ENDS_OF_MODIFIERS):
            break
        before = rest + space
    return before


def _is_in_place(before: str) -> bool:
    return bool(patterns.PLACE_BEFORE.search(before)) and not patterns.INVESTED_IN.search(before)


def is_person(text: str, run: Run) -> bool:
    """Whether the run is a person's name: a given name in front, a title before, a role after."""
    if is_named_as_company(run):
        return False
    if len(run.words) > 1 and (run.words[0] in GIVEN_NAMES or run.words[0] in PERSON_TITLES):
        return True
    before = text[max(0, run.start - REACH) : run.start].lower()
    return bool(patterns.PERSON_BEFORE.search(before)) or (
        1 < len(run.words) < 4 and patterns.PERSON_AFTER.match(text, run.end) is not None
    )


def is_named_as_company(run: Run) -> bool:
    """Whether its end is a company's, whosever name it begins with: `Kapor Capital`."""
    return run.has_suffix or (len(run.words) > 1 and run.words[-1].lower() in ENDS_OF_NAMES | DESCRIPTORS)


def is_stranger(run: Run) -> bool:
    """Whether its words make it a place, a date, an office of state, an acronym or a role."""
    if _is_role(run) or not BODIES.isdisjoint(run.words) or run.words[-1] in PLACES_AND_PRIZES:
        return True
    if all(word in _STRANGERS or word.title() in PLACES for word in run.words):
        return True
    if run.words[-1].endswith(JOINED_ENDS):
        return True
    if any(word == "I" or word.startswith(("I'", "I’")) for word in run.words):
        return True
    if len(run.words) > 2 and all(word.isupper() for word in run.words):
        return True  # a line in capitals
    if len(run.words) == 1:
        if run.words[0][:-1].isupper() and run.words[0].endswith("s"):
            return True  # `CIOs`, `PSUs`
        return len(run.words[0]) < 3 or key(run.words[0]) in LEGAL or run.words[0] in GIVEN_NAMES
    if run.words[-1] == "AI" and run.words[0].lower() not in common_words():
        return run.words[0] in _STRANGERS
    return any(word in CALENDAR for word in run.words) or run.words[-1] in ACRONYMS


def _is_role(run: Run) -> bool:
    """`Vehicle Platform`, and not `Chargedot New Energy Technology`."""
    if run.has_suffix:
        return False
    if run.words[-1] == "Technology" and len(run.words) > 1:
        return all(word.lower() in common_words() for word in run.words)
    return run.words[-1] in ROLES


def needed(run: Run) -> int:
    """The points this name needs: none when it ends as only companies' names do, many for ordinary words."""
    small = [word.lower() for word in run.words]
    if all(word in ordinary_words() for word in small):
        if len(small) > 1 and small[-1] in _ENDS_OF_FUNDS and not run.headline:
            return ENOUGH
        return CERTAIN - (len(small) > 1)
    if len(small) == 1 and small[0] in common_words():
        return CERTAIN - 1
    if len(small) > 1 and small[-1] in ENDS_OF_NAMES and small[0] not in common_words() and not run.headline:
        return 0
    return ENOUGH
