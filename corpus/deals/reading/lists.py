"""Companies in one list: what one of `A, B and C` has to do with a fourth, all have, seldom with each other."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

_Spans = Sequence[tuple[int, int]]

#: Between two names of a list.
_AND = re.compile(
    r"(?:[’']s)?(?:\s?\([^()]{1,30}\))?-?(?:\s?[,;]\s?(?:and |or |& )?|\s(?:and|or|&|plus|as well as)\s|\s?/\s?)"
    r"(?:the |both |its |from |with |by )?",
    re.IGNORECASE,
)
#: Before a list that something is done with, from, by or to: it is no subject, whose members may act together.
_GOVERNED = re.compile(
    r"\b(?:with|from|by|to|for|in|at|on|into|like|including|includes?|as|than|against|versus|vs\.?|via|through|both|joins?"
    r"|joined|of)(?: (?:both|the|its|their|existing|new|fellow|[a-z-]+(?:s|er|or)|[A-Z][a-z]+(?:n|se|sh)))?\s\W?\Z"
)
#: Words that make a list's members each other's partners.
_MUTUAL = re.compile(
    r"\b(?:between|among|merger|combination|venture|alliance|partnership|consortium|tie-up|cooperation|collaboration"
    r"|agreement|deal|pact) (?:of|between|by|from|with)?\s?(?:both |the )?\Z",
    re.IGNORECASE,
)
_OWNED = re.compile(r"-(?:backed|owned|led|controlled|funded|supported|based)\b")
_REACH = 50


def together(text: str, companies: Mapping[str, _Spans], others: _Spans) -> dict[str, int]:
    """The companies that stand in a list, each with its list's number, the same for all in one list.

    `others` are names that are no parties; they may stand in a list too.
    """
    places = sorted([(*span, slug) for slug, spans in companies.items() for span in spans] + [(*s, "") for s in others])
    found: dict[str, int] = {}
    number = 0
    for (_, end, one), (start, _, other) in pairwise(places):
        if start < end or not _AND.fullmatch(text, end, start):
            number += 1
            continue
        for slug in (one, other):
            if slug:
                found.setdefault(slug, number)
    return found


def is_governed(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether the list of these places is what something is done with or by: `a round led by A and B`."""
    start, end = min(spans)[0], max(spans)[1]
    before = text[max(0, start - _REACH) : start]
    return bool(_OWNED.match(text, end) or (_GOVERNED.search(before) and not _MUTUAL.search(before)))
