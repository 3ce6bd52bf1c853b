"""Companies that no list has yet: capitalised names for which the article itself gives evidence."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from corpus.companies import evidence
from corpus.companies.gazetteer import Mention
from corpus.companies.names import learnt_slug
from corpus.companies.runs import Run, runs
from corpus.companies.strangers import GEOGRAPHY
from corpus.companies.vocabulary import common_words

#: How far from a known company, joined by `and`, a deal makes the other one a company too.
_DEAL_REACH = 120
_DEAL_WORDS = ("agreement", "collaborat", "contract", "deal", "joint venture", "MoU", "partner", "sign")


def find(text: str, known: Sequence[Mention]) -> list[Mention]:
    """Every mention of the unknown companies of an article, in order, outside the known ones.

    One place with evidence is enough for a name, one place where it is a person's rules it out.
    A short form (`Lyten` after `Lyten Energy Inc.`) has the slug of the full one.
    """
    found = list(runs(text, [(mention.start, mention.end) for mention in known]))
    others = {run.words[-1] for run in found if evidence.is_person(text, run)}
    others |= {run.words[0] for run in found if run.words[-1] in GEOGRAPHY}
    by_slug: defaultdict[str, list[Run]] = defaultdict(list)
    for run in found:
        if not evidence.is_stranger(run) and others.isdisjoint(run.words):
            by_slug[learnt_slug(" ".join(run.words))].append(run)
    starts = {mention.start for mention in known}
    ends = {mention.end for mention in known}
    companies = {slug: named for slug, named in by_slug.items() if slug and _is_company(text, named, starts, ends)}
    full = _short_forms(companies)
    return [
        Mention(run.start, run.end, text[run.start : run.end], full.get(slug, slug))
        for run, slug in sorted(_with_short_forms(by_slug, companies, full))
    ]


def _is_company(text: str, named: Sequence[Run], starts: set[int], ends: set[int]) -> bool:
    if any(_is_product(text, run, ends) for run in named):
        return False
    points = [evidence.points(text, run) + _stands_with_known(text, run, starts, ends) for run in named]
    # Hints from several places do not add up: people, too, say and plan and sign all through an article.
    return max(points) + min(0, *points, 0) >= min(evidence.needed(run) for run in named)


def _is_product(text: str, run: Run, ends: set[int]) -> bool:
    """`Kona` right after `Hyundai` is what Hyundai makes."""
    return run.start - 1 in ends and text[run.start - 1] in " -"


def _stands_with_known(text: str, run: Run, starts: set[int], ends: set[int]) -> int:
    """Two points for `X and KnownCo` or `KnownCo and X` beside a deal."""
    after = run.end + 5 in starts and text[run.end : run.end + 5] == " and "
    before = run.start - 5 in ends and text[run.start - 5 : run.start] == " and "
    if not (after or before):
        return 0
    around = text[max(0, run.start - _DEAL_REACH) : run.end + _DEAL_REACH]
    return 2 * any(word in around for word in _DEAL_WORDS)


def _short_forms(companies: Iterable[str]) -> dict[str, str]:
    """Short slug -> full slug: the first word of a longer name, when one name only begins with it."""
    full: defaultdict[str, set[str]] = defaultdict(set)
    for slug in companies:
        first, _, rest = slug.partition("_")
        if rest and len(first) > 2 and first not in common_words():
            full[first].add(slug)
    return {short: min(slugs) for short, slugs in full.items() if len(slugs) == 1}


def _with_short_forms(
    by_slug: dict[str, list[Run]], companies: dict[str, list[Run]], full: dict[str, str]
) -> Iterable[tuple[Run, str]]:
    for slug, named in by_slug.items():
        if slug in companies or slug in full:
            yield from ((run, slug) for run in named)
