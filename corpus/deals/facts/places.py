"""Where a deal's goods are made or delivered: plants' towns, states, countries, as the article names them."""

import re
from collections.abc import Iterator, Sequence

from corpus.deals.drafts import DealType, Quote
from corpus.deals.facts.place_names import COUNTRIES, STATES, TOWNS
from corpus.deals.facts.told import Statement


def places(statements: Sequence[Statement], deal: DealType, names: tuple[str, ...]) -> list[tuple[str, Quote]]:
    """Each place once, in order, at most six; from what tells the deal, else from the next sentences.

    A known name counts after "in", "at", "near" and the like or before "plant"; another only as a plant's
    ("a factory in Zrenjanin"). Where a company sits or sells ("Dublin-based", "markets in Asia") is no place of
    a deal; of a purchase or an investment only plants are.
    """
    for group in (
        [statement for statement in statements if statement.rank == 0],
        [statement for statement in statements if 0 < statement.rank < _NEAR and _WORKS_NAMED.search(statement.text)],
    ):
        found: dict[str, Quote] = {}
        for statement in group:
            for start, end in _spans(statement.text, is_plant=deal in _OF_PLANTS):
                name = statement.text[start:end]
                if name not in names:
                    found.setdefault(name, statement.quote("place", start, end))
        if found:
            return list(found.items())[:_MOST]
    return []


def _spans(text: str, *, is_plant: bool) -> Iterator[tuple[int, int]]:
    spans = [match.span("place") for match in _BEFORE_WORKS.finditer(text)]
    spans += [match.span("place") for match in _PLANT_IN.finditer(text) if _is_place(match["place"])]
    if not is_plant and _MAKING.search(text):
        spans += [match.span("place") for match in _KNOWN.finditer(text) if not _is_home(text, match.end("lead"))]
    reached = 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start < reached:
            continue
        yield start, end
        reached = end
        while following := _NEXT.match(text, reached):
            yield following.span("place")
            reached = following.end("place")


def _is_home(text: str, position: int) -> bool:
    """Whether it is where somebody sits or sells, not where the deal's goods are made."""
    return _OTHERWISE.search(text, max(0, position - 40), position) is not None


def _is_place(name: str) -> bool:
    return name.split()[0] not in _NO_PLACES and not name.isupper()


_MOST = 6
#: Sentences behind the telling one that may name the place.
_NEAR = 3
_OF_PLANTS = frozenset({DealType.ACQUISITION, DealType.INVESTMENT})
_MAKING = re.compile(
    r"\b(?:[Pp]lants?|[Ff]actor(?:y|ies)|[Gg]igafactor(?:y|ies)|[Ff]acilit(?:y|ies)|[Ss]ites?|[Mm]ines?"
    r"|[Rr]efiner(?:y|ies)|[Pp]roduc\w+|[Mm]anufactur\w+|[Bb]uil[dt]\w*|[Mm]ade|[Mm]ake|[Aa]ssembl\w+|[Dd]eliver\w*"
    r"|[Ss]uppl\w+|[Cc]onstruct\w*|[Ss]melter|[Pp]roject|[Ll]ocali[sz]\w+|[Dd]eposit|[Ii]mport\w*|[Dd]istribut\w+"
    r"|[Oo]perations?|[Ss]hipped|[Vv]enture|[Oo]rdered|[Bb]attery [Pp]ark)\b"
)
_NAMES = "|".join(re.escape(name) for name in sorted(COUNTRIES | STATES | TOWNS, key=len, reverse=True))
_WORKS = (
    r"(?:plants?|factory|factories|gigafactory|facility|facilities|site|mine"
    r"|refinery|smelter|works|operations?|complex|campus|project|production|line)"
)
#: After a preposition; not where only a people or a company is meant: "India's Tata", "in Detroit's view".
_KNOWN = re.compile(
    r"\b(?P<lead>(?:[Ii]n|at|near|to|from|across|throughout|for)"
    r" (?:(?:the|its|their|both|nearby|central|southern|northern|eastern|western|south-?eastern|north-?eastern) )?)"
    rf"\**(?:[A-Z][\w.-]+(?: [A-Z][\w-]+)?, )?(?P<place>{_NAMES})"
    rf"(?![\w-]|['’]s? (?!{_WORKS}\b))(?! (?:Motors?|Corp|Group|Post|Times|Energy|Bank|Airlines|Steel|University"
    rf"|Battery)\b)"
)
#: "Its Kokomo battery plant", "the Nevada project".
_BEFORE_WORKS = re.compile(
    rf"(?<![\w-])(?P<place>{_NAMES})(?:['’]s)?,? (?:(?:battery|cell|car|vehicle|assembly|production|pilot|second|new"
    rf"|lithium) ){{0,3}}{_WORKS}\b"
)
_OTHERWISE = re.compile(
    r"\b(?:(?:based|headquartered|listed|born|sales|sold|companies|talks|court|conference|show|carmakers?|markets?"
    r"|investors?) (?:in|across)|instead of|rather than|(?:signed|announced|agreement|contract|deal|memorandum"
    r"|ceremony|said) in)"
    r"(?: the)? \Z"
)
_NEXT = re.compile(rf"(?: province| state| county)?,?(?: and| or|,)? (?:the )?(?P<place>{_NAMES})(?![\w-]|['’]s? )")
_WORKS_NAMED = re.compile(rf"\b{_WORKS}\b")
_PLANT_IN = re.compile(
    rf"\b{_WORKS}(?: (?:being built|to be built|planned|located|under construction))? (?:in|at|near|outside)"
    r" (?:the |nearby )?(?:[a-z-]+ )?\**(?P<place>[A-Z][\w’'-]+(?: [A-Z][\w-]+){0,2})(?!['’]s? | (?:plant|factory"
    r"|facility|site|battery))"
)
_NO_PLACES = frozenset(
    "The Its Their January February March April May June July August September October November December Q1 Q2 Q3 Q4 "
    "H1 H2 Monday Tuesday Wednesday Thursday Friday Saturday Sunday Ford GM Tesla Toyota Honda Model LFP EV EVs "
    "Ultium Building Phase Chinese American German European Korean Japanese Full Mass".split()
)
