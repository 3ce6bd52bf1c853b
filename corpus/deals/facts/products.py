"""What a deal is about: the goods that are supplied, made or licensed under it."""

import re
from collections.abc import Iterator, Sequence

from corpus.deals.drafts import DealType, Quote
from corpus.deals.facts import goods
from corpus.deals.facts.goods import Goods
from corpus.deals.facts.told import Statement


def product(statements: Sequence[Statement], deal: DealType, names: tuple[str, ...]) -> tuple[str, Quote] | None:
    """The goods' name as the article writes it, chemistry and form included, and its quote.

    None for money put into a company and for the purchase of a whole one; of a purchased part its name
    ("heating business").
    """
    if deal is DealType.INVESTMENT:
        return None
    if deal is DealType.ACQUISITION:
        return _part(statements[:2])
    found = [named for statement in statements for named in _named(statement, deal, names)]
    if not found:
        return None
    _, quote = max(found, key=lambda named: named[0])  # of equals the first
    return quote.quote, quote


def _named(statement: Statement, deal: DealType, names: tuple[str, ...]) -> Iterator[tuple[float, Quote]]:
    for good in goods.find(statement.text, names):
        # A longer name tells more, but less than how it stands in the sentence.
        richness = min(statement.text.count(" ", good.start, good.end), 4) / 10
        points = _points(statement.text, good, deal, names) + richness - min(statement.rank, 3) * 0.9
        if points > _LEAST:
            yield points, statement.quote("product", good.start, good.end)


def _points(text: str, good: Goods, deal: DealType, names: tuple[str, ...]) -> float:
    """How surely the goods are the deal's, from the words on either side; 0 when nothing says so."""
    if deal is DealType.SUPPLY and text.endswith(_NO_GOODS, good.start, good.end):
        return 0.0
    left = text[max(0, good.start - _REACH) : good.start]
    for name in names:
        left = left.replace(f"{name} ", "")
    is_measured = _MEASURED.search(left) is not None
    left = _COUNT.sub("", left).lower()
    right = text[good.end : good.end + 60].lower()
    points = 0.0
    if is_measured or _FROM_LEFT[deal].search(left):
        points = 4.0
    elif _FROM_RIGHT[deal].match(right):
        points = 3.5
    elif _WHAT_FOR.search(left):
        return 0.5 if good.is_plain else 0.0
    elif good.is_plain:
        points = 1.0
    return points if good.is_plain else points - 0.3


def _part(statements: Sequence[Statement]) -> tuple[str, Quote] | None:
    """What is bought of a company, when it is not the whole."""
    for statement in statements:
        match = _BOUGHT_PART.search(statement.text)
        if match:
            return match["part"], statement.quote("product", *match.span("part"))
    return None


_REACH = 90
_LEAST = 0.7
_NO_GOODS = ("plant", "plants", "factory", "factories")
#: "10,000 units of", "39 GWh of", "its".
_COUNT = re.compile(
    r"(?:\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|some|more|new|up to|about|around|over|[\d.,]+|million|billion"
    r"|thousand|GWh|MWh|GW|MW|tonnes?|tons?|t|metric|units|worth|a year|per year|annually"
    r"|joint|first|second|third|fourth|further|additional|other|several|various|large|huge|of|for its|full|all"
    r"|certain|key|[A-Z][\w&.]*['’]s?|[\w.-]+['’]s)\s+)+\Z"
)
_MEASURED = re.compile(r"\b(?:[GM]Wh|tonnes?|tons?|t|units)(?: (?:a|per) year| annually)?(?: worth)? of \Z")
_GIVE = (
    r"(?:suppl(?:y|ies|ied|ying)|provid(?:e|es|ed|ing)|deliver(?:s|ed|ing|y|ies)?|sell(?:s|ing)?|sold|ship(?:s|ped"
    r"|ping)?|purchas(?:e|es|ed|ing)|buy(?:s|ing)?|bought|order(?:s|ed|ing)?"
    r"|procur(?:e|es|ing)|sourc(?:e|es|ed|ing)|obtain(?:s|ed|ing)?|gets?|us(?:e|es|ing)|import(?:s|ed|ing)?"
    r"|distribut(?:e|es|ed|ing)|offtake|secur(?:e|es|ed|ing)|receiv(?:e|es)|deploy(?:s|ing)?|install(?:s|ing)?"
    r"|sourcing|equip\w*|tak(?:e|es|ing)|leas(?:e|es|ed|ing)|made|selects?|selected|chooses?|chose|picks?|picked"
    r"|offer(?:s|ing)?|export(?:s|ing)?|produc(?:e|es|ed|ing)|make|makes|manufactur(?:e|es|ed|ing)|develop(?:s|ed"
    r"|ing)?)"
)
_MAKE = (
    r"(?:(?:co-)?develop(?:s|ed|ing|ment of)?|produc(?:e|es|ed|ing|tion of)|manufactur(?:e|es|ed|ing)(?: of)?|mak(?:e"
    r"|es|ing)|made|buil[dt](?:s|ing)?|assembl(?:e|es|ed|ing|y of)|commerciali[sz](?:e|es|ing|ation of)|suppl(?:y|ies"
    r"|ying)"
    r"|deploy(?:s|ing|ment of)?|launch(?:es|ing)?|creat(?:e|es|ing)|design(?:s|ing)?|sell(?:s|ing)?|sale of"
    r"|distribut(?:e|es|ing)|integrat(?:e|es|ing)|offer(?:s|ing)?|recycl(?:e|es|ing)|explor(?:e|es|ing)|us(?:e|es"
    r"|ing)|provid(?:e|es|ing)|bring(?:s|ing)?|add(?:s|ing)|refin(?:e|es|ing)|expand(?:ed|s|ing)?)"
)
_SOLD = re.compile(
    rf"\b{_GIVE}(?: [\w.&’'-]+){{0,5}}? with \Z|\b{_GIVE}(?: (?:exclusively|it|jointly|also|will|first))? ?\Z"
    r"|\b(?:suppl(?:y|ier|iers|ies)|deliver(?:y|ies)|order|orders|contract|contracts|deal|agreement|purchase"
    r"|procurement|tender|sale|shipments?|volumes?|offtake|customer|source|pact|partnership)s?(?: (?:with|from|to"
    r"|by)(?: [\w.&’'-]+){0,5})? (?:of|for|on|covers|covering) \Z"
    r"|\b(?:picks?|picked|chooses?|chosen?|select(?:s|ed)?|tap(?:s|ped)?|contract(?:s|ed)?|hires?|hired"
    r"|commission(?:s|ed)?)(?: [\w.&’'-]+){0,4} for \Z"
    r"|\b(?:suppl(?:y|ying)|provide|deliver|sell|buy|order|use|using)\b(?: \w+){0,2} (?:and|or|as well as) \Z"
    r"|\) \Z(?<=ion\) )"
)
_MADE = re.compile(
    rf"\b{_MAKE}(?: (?:and|or) {_MAKE})? ?\Z|\b(?:cooperat\w+|collaborat\w+|partner\w*|work(?:s|ing)?(?: together"
    rf"| jointly)?|alliance|venture|agreement|deal|focus\w*|tie-up|memorandum|mou) (?:on|for|in|around|covering) \Z"
)
_LICENSED = re.compile(
    r"\b(?:licen[sc](?:e|es|ed|ing)(?: (?:of|for|to use|to))?|rights to|use|using|access to|rights for|giv\w+ it"
    r"|based on|make|produce|integrat\w+) ?\Z"
)
_FROM_LEFT = {
    DealType.SUPPLY: _SOLD,
    DealType.PARTNERSHIP: _MADE,
    DealType.JOINT_VENTURE: _MADE,
    DealType.LICENSING: _LICENSED,
}
_SOLD_RIGHT = re.compile(
    r"[ -](?:(?:supply|purchase|order|offtake|procurement|long-term)\b|(?:suppliers?|orders?|contracts?|deals?"
    r"|agreement|deliveries|shipments)\b|(?:made|supplied|produced|manufactured|provided|delivered|built|sourced"
    r"|developed) (?:by|from)\b"
    r"|(?:will be|to be|are to be|are) (?:supplied|delivered|provided|shipped|made|produced)\b|from [a-z0-9]"
    r"|offered by)"
)
_MADE_RIGHT = re.compile(
    r"[ -](?:(?:technology )?(?:partnership|alliance|joint venture|venture|jv|collaboration|cooperation|tie-up|pact"
    r"|deal|agreement|partners?|project)\b|(?:will be|to be|was|were|are) (?:jointly )?(?:co-)?(?:built|developed"
    r"|made|produced|assembled))"
)
_LICENSED_RIGHT = re.compile(r"[ -](?:licen[sc](?:e|ing)|rights|royalt)")
_FROM_RIGHT = {
    DealType.SUPPLY: _SOLD_RIGHT,
    DealType.PARTNERSHIP: _MADE_RIGHT,
    DealType.JOINT_VENTURE: _MADE_RIGHT,
    DealType.LICENSING: _LICENSED_RIGHT,
}
#: What the goods go into, not what they are.
_WHAT_FOR = re.compile(
    r"\b(?:for|in|into|to power|powers?|powering|to make|aboard|on|enough for|to|than|its own|of|by|as"
    r"|per) (?:[\w’'-]+ ){0,2}\Z|\b(?:future|upcoming|electric)? ?\Z(?<=\bcurrent )"
)
_BOUGHT_PART = re.compile(
    r"\b(?:acqui(?:re|res|red|ring|sition of)|bu(?:y|ys|ying)|bought|purchas(?:e|es|ed|ing)|takes? over|took over"
    r"|sells?|sold|selling|sale of|takeover of)"
    r"(?: (?:the|its|all|most|some|of|a|an|parts?|majority|entire|up|remaining|certain)){0,4} (?:(?:[A-Z0-9][\w&.-]* "
    r"|and |of ){0,6}[A-Z][\w&.-]*['’]s? )?"
    r"(?P<part>(?:(?!(?:in|of|from|to|for|and|by|with|at|on|that|which|as|who|startup|company|maker"
    r"|firm)\b)[a-z0-9][\w/-]* |[A-Z]{2,5} |(?:[A-Z][a-z]+ )(?=[a-z]+)){0,5}?"
    r"(?:business(?:es)?|unit|division|arm|assets|operations|plant|factory|gigafactory|building|technology|patents"
    r"|intellectual property|mine|project|portfolio|facility|brand|operation|activities|subsidiary)(?: (?:building"
    r"|business|assets|operations|unit|division|project))?)(?![\w-])(?! (?:maker|company|firm|startup|giant))"
)
