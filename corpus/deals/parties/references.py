"""Words that mean a company named elsewhere: `the Korean battery maker`, `it`, `both companies`."""

import re
from collections.abc import Sequence
from itertools import islice

from corpus.companies.gazetteer import Gazetteer
from corpus.deals.parties.appearances import Appearance, Use
from corpus.deals.parties.descriptions import Descriptions
from corpus.deals.parties.discourse import Discourse
from corpus.text.sentences import Span

_NOUN = (
    r"(?:(?:auto|car|truck|bus|cell|battery|chip|vehicle|EV)[- ]?maker|maker|manufacturer|producer|supplier"
    r"|developer|company|firm|start-?up|group|giant|miner|recycler|conglomerate|retailer|lender|bank|fund|investor"
    r"|operator|provider|specialist|brand|app|platform|exchange|utility|unicorn|business|insurer|airline|studio"
    r"|publisher)"
)
_NOUNS = (
    r"(?:(?:auto|car|truck|battery|vehicle)[- ]?makers|companies|firms|partners|parties|groups|manufacturers|brands"
    r"|sides)"
)
#: What a company does in a deal; after any other verb `it` is too often a thing or nothing at all.
_ACTS = (
    r"(?:(?:has|had|have|will|would|also|already|recently|then|now|later|currently|is|was|are)\ ){0,2}(?:sign|acquir"
    r"|buy|bought|rais|invest|suppl|partner|agree|sold|sell|own|secur|licen[cs]|merg|order|commit"
    r"|tak(?:e|ing)\ (?:an?|over)|in\ (?:\w+\ )?talks|team|collaborat|cooperat|clos|announc|entered|reached|won|struck"
    r"|inked|form|work\w*\ with|the\ (?:exclusive|sole|main)|to\ (?:buy|acquire|supply)"
    r"|an?\ (?:[\w%-]+\ ){0,3}(?:stake|deal|equity|contract|agreement|partnership|supplier|customer|investor))\w*"
)
#: Words that no adjective of a company is: with one between, it is another phrase.
_NO_ADJECTIVE = (
    r"(?!(?:the|an?|of|that|this|to|in|on|and|or|is|are|was|were|has|have|had|by|for|with|it|its|their|they|he|she|as|at"
    r"|from|be|been|being|will|would|who|which|when|where|if|but|because|our|your|his|her)\ )"
)
_DEAL = (
    r"(?:deal|partnership|agreement|contract|joint\ venture|acquisition|stake|supplier|partner|round|funding"
    r"|investment|merger|takeover|purchase|collaboration|cooperation)"
)
#: Each begins at a word that few sentences lack, so that the rest is tried seldom.
_REFERENCE = re.compile(
    rf"""(?<![\w'’-])(?:
        (?P<plural>(?:[Bb]oth|(?:[Tt]he|[Tt]hese)(?:\ (?P<count>two|three))?)\ (?:{_NO_ADJECTIVE}[a-z]+\ )??{_NOUNS}
          |[Tt]he\ (?:pair|duo|trio))(?!\w|\ (?:that|which|who|behind|of)\b)
      | (?P<venture>[Tt]he\ (?:new\ |planned\ |proposed\ |50[:/-]50\ )?(?:joint\ venture|JV))
          (?!\ (?:with|between|of|agreement)\b)
      | (?P<one>(?:(?P<det>[Tt]his|[Tt]hat)\ |[Tt]he\ )
          (?P<adjectives>(?(det)|(?:{_NO_ADJECTIVE}(?:[A-Z][a-z]+|U\.?S\.?|[a-z]+)(?:[- ]based)?\ ){{0,3}}?))
          (?P<noun>{_NOUN}))(?!\w|\ (?:that|which|behind|of)\b|-)
      | (?P<it>It|it)(?=\ {_ACTS})
      | (?P<its>[Ii]ts)(?=\ (?:[\w-]+\ ){{0,3}}{_DEAL}s?\b)
      | (?P<they>They|they)(?=\ {_ACTS})
      | (?P<we>(?:We|we)(?=\ {_ACTS})|(?:Our|our)(?=\ (?:[\w-]+\ ){{0,3}}{_DEAL}))
    )""",
    re.VERBOSE,
)
#: More references than this no sentence has; a text that repeats itself without end may.
_MOST = 20
_COUNTS = {"two": 2, "three": 3}
#: Before `company` they make it another one than that which was named.
_OTHERS = frozenset(
    """
    another biggest combined first fourth holding joint largest latter leading main merged new newly only other
    parent second single third top unnamed
    """.split()
)


def find(
    text: str, sentences: Sequence[Span], named: Sequence[Appearance], gazetteer: Gazetteer, *, title_end: int
) -> list[Appearance]:
    """The references that are clear, in order, outside the names.

    One to a company that its own sentence names already adds nothing and is left out.
    """
    discourse = Discourse(text, sentences, named, gazetteer, title_end=title_end)
    descriptions = Descriptions(text, named, gazetteer)
    found: list[Appearance] = []
    for index, (start, end) in enumerate(sentences):
        if end > title_end:
            matches = list(islice(_REFERENCE.finditer(text, start, end), _MOST))
            resolved = _in_sentence(text, index, matches, discourse, descriptions)
            discourse.refer(index, resolved)
            found += resolved
    return found


def _in_sentence(
    text: str, index: int, matches: list[re.Match[str]], discourse: Discourse, descriptions: Descriptions
) -> list[Appearance]:
    found: list[Appearance] = []
    taken = set(discourse.named_in(index))
    # Those that say most come first: what `the Chinese carmaker` is, `the French carmaker` is not.
    for match in sorted(matches, key=lambda each: -len(each["adjectives"] or "")):
        if discourse.overlaps(index, match.span()):
            continue
        slugs = tuple(_meant(match, index, taken, discourse, descriptions))
        if slugs and not taken.issuperset(slugs):
            end = match.end()
            found.append(Appearance(match.start(), end, text[match.start() : end], slugs, Use.PARTY, by_name=False))
            taken.update(slugs)
    return sorted(found, key=lambda each: each.start)


def _meant(
    match: re.Match[str], index: int, taken: set[str], discourse: Discourse, descriptions: Descriptions
) -> Sequence[str]:
    """The slugs that a reference stands for; empty when it is unclear."""
    if match["plural"]:
        words = match["plural"].lower()
        count = _COUNTS.get(match["count"] or "") or (2 if words.endswith(("pair", "duo")) or "both" in words else None)
        return discourse.several(index, 3 if words.endswith("trio") else count)
    if match["they"]:
        return discourse.several(index, 2, reach=1)
    if match["venture"]:
        slug = discourse.venture(index, match.start())
    elif match["we"]:
        slug = discourse.speaker(index, match.start())
    elif match["one"]:
        slug = _one(match, index, taken, discourse, descriptions)
    else:
        slug = discourse.subject_before(index, match.start())
    return (slug,) if slug else ()


def _one(
    match: re.Match[str], index: int, taken: set[str], discourse: Discourse, descriptions: Descriptions
) -> str | None:
    adjectives = [word for word in match["adjectives"].split() if word not in {"South", "electric"}]
    if not _OTHERS.isdisjoint(adjectives):
        return None
    here = [slug for slug in discourse.named_in(index, match.start()) if slug in taken]
    recent = [slug for slug in discourse.recent(index) if not discourse.is_kin(slug, taken)]
    scores = {slug: descriptions.score(slug, match["noun"], adjectives) for slug in (*here, *recent)}
    best = max(scores.values(), default=-1)
    if best > 0:
        fitting = discourse.heads([slug for slug, score in scores.items() if score == best])
        if fitting[0] in here:
            return None  # its own sentence names it
        return fitting[0] if len(fitting) == 1 or not adjectives else _first(fitting, discourse, index, match)
    if best < 0 or adjectives or (match["det"] and match["noun"] == "group"):
        return None
    if match["det"]:
        return discourse.last(index)
    subject = discourse.subject_before(index, match.start())
    return subject if subject is not None and scores.get(subject, 0) >= 0 else None


def _first(fitting: list[str], discourse: Discourse, index: int, match: re.Match[str]) -> str | None:
    """Of several that fit equally, the one just spoken of."""
    subject = discourse.subject_before(index, match.start())
    return subject if subject in fitting else None
