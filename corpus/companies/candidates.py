"""Companies that no list has yet: capitalised names for which the article itself gives evidence."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from corpus.companies import evidence, patterns
from corpus.companies.gazetteer import Mention
from corpus.companies.lists import Span, lists
from corpus.companies.names import learnt_slug
from corpus.companies.runs import OPENERS, Run, runs
from corpus.companies.strangers import GEOGRAPHY, PLACES
from corpus.companies.vocabulary import common_words, ordinary_words

#: How far from a list of names a deal makes those beside a company companies too.
_DEAL_REACH = 120
_DEAL_WORDS = (
    "agreement",
    "collaborat",
    "contract",
    "deal",
    "joint venture",
    "MoU",
    "partner",
    "sign",
    "supplie",
    "round",
)
#: Ends of the names of a company's own funds and foundations.
_UNITS = frozenset({"capital", "foundation", "labs", "research", "ventures"})
#: After a name that is an ordinary word, the word that shows it to be none here.
_VERB = r" (?:has|had|is|was|will|would|said|says|also|spent|paid|bought|sold|[a-z]{2,}(?:ed|es)) "
#: An abbreviation in brackets behind a name; quoted, it may be any short form: `(the “JV”)`.
_BRACKET = re.compile(r" \((?:the )?(?P<quoted>[\"“])?(?P<short>[A-Z][\w&.-]{1,11})[\"”]?[),]")


def find(text: str, known: Sequence[Mention]) -> list[Mention]:
    """Every mention of the unknown companies of an article, in order, outside the known ones.

    One place with evidence is enough for a name, one place where it is a person's rules it out.
    A short form (`Lyten` after `Lyten Energy Inc.`) has the slug of the full one, and so has an
    abbreviation that the article gives in brackets, also that of a known company.
    """
    found = list(runs(text, [(mention.start, mention.end) for mention in known]))
    others = {run.words[-1] for run in found if evidence.is_person(text, run)}
    others |= {run.words[0] for run in found if run.words[-1] in GEOGRAPHY}
    by_slug: defaultdict[str, list[Run]] = defaultdict(list)
    for run in found:
        if not evidence.is_stranger(run) and (others.isdisjoint(run.words) or evidence.is_named_as_company(run)):
            by_slug[learnt_slug(" ".join(run.words))].append(run)
    ends = {mention.end for mention in known}
    points = _points(text, found, known, {run.start for named in by_slug.values() for run in named})
    companies = {slug: named for slug, named in by_slug.items() if slug and _is_company(text, named, points, ends)}
    full = _short_forms(companies) | _abbreviations(text, companies, known)
    spans = [(run.start, run.end, full.get(slug, slug)) for run, slug in _with_short_forms(by_slug, companies, full)]
    opening = list(_opening_sentences(text, companies))
    # The rest of a name whose first word was cut off is no name of its own.
    starts = {start for start, _, _ in spans}
    opening = [each for each in opening if each[0] not in starts]
    spans = [each for each in spans if not any(start <= each[0] < end for start, end, _ in opening)] + opening
    return [Mention(start, end, text[start:end], slug) for start, end, slug in sorted(spans)]


def _opening_sentences(text: str, companies: Mapping[str, Sequence[Run]]) -> Iterator[tuple[int, int, str]]:
    """Where names that are ordinary words open a sentence, which is no place to learn them: `Snap spent`."""
    names = {text[run.start : run.bare_end]: slug for slug, (run, *_) in companies.items() if _opens_ordinary(run)}
    if not names:
        return
    any_name = "|".join(re.escape(name) + (r"\b" if " " in name else rf"(?=['’]s |{_VERB})") for name in names)
    for match in re.finditer(rf"(?:^|(?<=[.!?] ))(?:{any_name})", text, re.MULTILINE):
        yield match.start(), match.end(), names[match[0]]


def _opens_ordinary(run: Run) -> bool:
    """Whether the name's first word is an ordinary one, cut off where a sentence begins: `Index Ventures led`."""
    first = run.words[0].lower()
    return first in ordinary_words() and first not in OPENERS and len(first) > 1


def _points(text: str, found: Sequence[Run], known: Sequence[Mention], possible: AbstractSet[int]) -> dict[int, int]:
    """What speaks for each possible run, by where it starts: the words around it and its company in a list."""
    points = {run.start: evidence.points(text, run) for run in found if run.start in possible}
    spans = sorted(
        [(mention.start, mention.end) for mention in known]
        + [(run.start, run.end) for run in found if not _is_whose(text, run)]
    )
    sure = {mention.start for mention in known}
    sure |= {run.start for run in found if run.start in points and points[run.start] >= min(2, evidence.needed(run))}
    for row, joined in lists(text, spans):
        members = [spans[index][0] for index in row]
        extra = _from_list(text, (members[0], spans[row[-1]][1]), len(sure.intersection(members)), joined=joined)
        for start in members:
            if start in points and (start not in sure or extra > evidence.ENOUGH):
                points[start] += extra
    return points


def _is_whose(text: str, run: Run) -> bool:
    """`Germany's` before a company's name is no name of a list."""
    return run.words[-1] in PLACES and text[run.end : run.end + 2] in {"'s", "’s"}


def _from_list(text: str, span: Span, sure: int, *, joined: bool) -> int:
    """The points that each name of a list has from the others."""
    start, end = span
    before = text[max(0, start - evidence.REACH) : start].lower()
    if patterns.LIST_BEFORE.search(before) or (sure and patterns.EXAMPLES_BEFORE.search(before)):
        return evidence.ENOUGH + (sure > 0)
    if not (joined and sure):
        return 0
    around = text[max(0, start - _DEAL_REACH) : end + _DEAL_REACH]
    return 1 + any(word in around for word in _DEAL_WORDS) + (sure > 1)


def _is_company(text: str, named: Sequence[Run], points: Mapping[int, int], ends: set[int]) -> bool:
    if any(_is_product(text, run, ends) for run in named):
        return False
    found = sorted((points[run.start] for run in named), reverse=True)
    # Hints add up when each would do alone. Weak ones do not: people, too, say and plan all through an article.
    total = found[0] + sum(each for each in found[1:] if each >= evidence.ENOUGH)
    return total + min(0, *found, 0) >= min(evidence.needed(run) for run in named)


def _is_product(text: str, run: Run, ends: set[int]) -> bool:
    """`Kona` right after `Hyundai` is what Hyundai makes."""
    return not run.headline and run.start - 1 in ends and text[run.start - 1] in " -"


def _abbreviations(text: str, companies: Mapping[str, Sequence[Run]], known: Sequence[Mention]) -> dict[str, str]:
    """Slug of an abbreviation -> slug of the company behind whose name it stands in brackets."""
    named = [(mention.end, mention.text, mention.slug) for mention in known]
    named += [(run.end, text[run.start : run.end], slug) for slug, places in companies.items() for run in places]
    found: dict[str, str] = {}
    for end, name, slug in named:
        bracket = _BRACKET.match(text, end)
        if bracket and (bracket["quoted"] or _abbreviates(bracket["short"], name)):
            found.setdefault(learnt_slug(bracket["short"]), slug)
    return found


def _abbreviates(short: str, name: str) -> bool:
    """Whether its letters are capitals of the name, in order: `RIL` of `Reliance Industries Limited`."""
    # Of the suffix that news leaves out there is an `L` or a `C`: Limited, Company.
    capitals = iter([*(sign for sign in name if sign.isupper()), "C", "L"])
    return len(short) > 1 and short.isupper() and all(letter in capitals for letter in short)


def _short_forms(companies: Mapping[str, Sequence[Run]]) -> dict[str, str]:
    """Short slug -> full slug: the first word of a longer name, when one name only begins with it."""
    full: defaultdict[str, set[str]] = defaultdict(set)
    for slug, named in companies.items():
        first, _, rest = slug.partition("_")
        # `FTX Ventures` after `FTX` is a unit of it; `Kapor Capital` before `Kapor` is one and the same.
        is_unit = rest in _UNITS and first in companies and companies[first][0].start < named[0].start
        if rest and len(first) > 2 and first not in common_words() and not is_unit:
            full[first].add(slug)
    return {short: min(slugs) for short, slugs in full.items() if len(slugs) == 1}


def _with_short_forms(
    by_slug: dict[str, list[Run]], companies: dict[str, list[Run]], full: dict[str, str]
) -> Iterable[tuple[Run, str]]:
    for slug, named in by_slug.items():
        if slug in companies or slug in full:
            yield from ((run, slug) for run in named)
