"""How much of its product a deal is about: GWh, tonnes, vehicles, and no other figure."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpus.deals.drafts import DealType, Quantity, Quote
from corpus.deals.facts.told import Statement
from corpus.text import amounts
from corpus.text.amounts import Amount


def quantity(statements: Sequence[Statement], deal: DealType) -> tuple[Quantity, Quote] | None:
    """The figure that is said to be supplied, ordered or made under the deal, and its quote.

    Never a car's range, a single battery's capacity, a power, what the goods would suffice for
    ("enough for 500,000 cars") or what a company made or sold in all. The capacity of a plant is by the year.
    """
    found = [figure for statement in statements for figure in _figures(statement, deal)]
    if not found:
        return None
    best = max(found, key=lambda figure: figure.points)  # of equals the first
    amount = best.amount
    return Quantity(amount.amount, best.unit), best.statement.quote("quantity", amount.start, amount.end)


class _Figure(NamedTuple):
    statement: Statement
    amount: Amount
    unit: str
    points: float


def _figures(statement: Statement, deal: DealType) -> Iterator[_Figure]:
    for amount in amounts.find(statement.text):
        base = amount.unit.partition("/")[0]
        if amount.kind != "quantity" or base not in _UNITS or _is_small(amount, base):
            continue
        left, right = _around(statement.text, amount)
        if _NOT_BEFORE.search(left) or _NOT_AFTER.match(right) or (base in _POWER and not _MACHINES.match(right)):
            continue
        points = _points(statement.text, left, right, deal, is_measured=base in _MEASURED)
        if points > 0:
            yield _Figure(statement, amount, _unit(amount, left, right, deal), points - min(statement.rank, 3) * 0.5)


def _around(text: str, amount: Amount) -> tuple[str, str]:
    """What stands before the figure and behind its unit, small letters, within reach."""
    left = text[max(0, amount.start - _REACH) : amount.start]
    return _LEADING.sub("", left).lower(), text[amount.end : amount.end + _REACH].lower()


def _is_small(amount: Amount, base: str) -> bool:
    """Whether it is a single thing's: a pack of 75 kWh, a car of 1.8 t, "one battery"."""
    if base in _LEAST:
        return amount.amount < _LEAST[base]
    return base not in _MEASURED and amount.amount < 10


def _points(text: str, left: str, right: str, deal: DealType, *, is_measured: bool) -> int:
    if deal in _SALES and (_GIVES.search(left) or _OF_GOODS.match(right) or _ORDER.match(right)):
        return 4
    if _CAPACITY.search(left) or _CAPACITY_AFTER.match(right):
        # What a plant makes is the deal's when the plant is.
        is_plant = deal in _PLANTS or _PLANT.search(text)
        return 2 if is_measured and is_plant and not _STANDING.search(left) else 0
    if deal in _PLANTS and _MAKES.search(left):
        return 2
    return 1 if is_measured and deal is DealType.SUPPLY and _ORDER_BEFORE.search(left) else 0


def _unit(amount: Amount, left: str, right: str, deal: DealType) -> str:
    """A plant's figure is by the year, though often not said to be."""
    if "/" in amount.unit or amount.unit not in _STORED or _TOTAL.search(left):
        return amount.unit
    is_yearly = (
        _CAPACITY.search(left) or _CAPACITY_AFTER.match(right) or _YEARLY.search(left) or deal is DealType.JOINT_VENTURE
    )
    return f"{amount.unit}/yr" if is_yearly else amount.unit


_REACH = 120
_UNITS = frozenset(
    "GWh MWh kWh GW MW t kg lb vehicles units cells packs modules batteries motors chips chargers stations".split()
)
_MEASURED = frozenset("GWh MWh kWh GW MW t kg lb".split())
_POWER = frozenset({"GW", "MW"})
_STORED = frozenset({"GWh", "MWh"})
#: Less is a single battery's or car's.
_LEAST = {"kWh": 1000.0, "MWh": 1.0, "t": 20.0, "kg": 1000.0, "lb": 1000.0}
_SALES = frozenset({DealType.SUPPLY, DealType.PARTNERSHIP, DealType.LICENSING, DealType.JOINT_VENTURE})
_PLANTS = frozenset({DealType.PARTNERSHIP, DealType.JOINT_VENTURE, DealType.INVESTMENT, DealType.LICENSING})
_LEADING = re.compile(
    r"(?:\b(?:up to|as much as|as many as|more than|at least|no less than|a minimum of|minimum of|a total of|total of"
    r"|in excess of"
    r"|upwards? of|a combined|about|around|approximately|approx\.?|some|nearly|almost|over|roughly|just|an?|the|its"
    r"|their|another"
    r"|additional|further|extra|initial|first|new|estimated|close to|initially|planned|targeted|original"
    r"|annually)\s+)+\Z|[*_~(]+\Z",
    re.IGNORECASE,
)
_MACHINES = re.compile(
    r"\s(?:worth )?of (?:[\w-]+ ){0,3}(?:modules?|panels?|turbines?|electroly[sz]ers?|inverters?|cells|storage"
    r"|batteries|stacks|transformers)\b"
)

# --- figures that are another's -------------------------------------------------------------------

_NOT_BEFORE = re.compile(
    r"\b(?:enough (?:\w+ ){0,3}(?:for|to \w+)|sufficient (?:for|to \w+)|equivalent (?:of|to)|equal to|equip|to power"
    r"|powers?|powering"
    r"|the potential to \w+|can \w+|could \w+|(?:to|would) \w+ (?:batteries|cells|packs) for)(?: up to)? ?\Z"
    r"|\b(?:batteries|cells|packs|chargers|motors|chips|systems|modules|parts|components|technology|software) (?:for"
    r"|to|in|into) ?\Z"
    r"|\brange of ?\Z|\b(?:sold|sells|delivered|registered|recalled|recall|employs?|employing|exported|laid off"
    r"|shipped|sales of"
    r"|deliveries of|output of|recalling|registrations of|produced|made|built)(?: [\w-]+){0,3} ?\Z(?<!to be made )"
    r"|\b(?:its|company['’]s|his) (?:own|existing|global|total|current|overall|annual) (?:[\w-]+ ){0,3}(?:of|to|is|at"
    r"|by)? ?\Z"
    r"|\b(?:instead of|compared (?:to|with)|up from|down from|versus|than) ?\Z"
)
_NOT_AFTER = re.compile(
    r"(?:\s|-)?(?:(?:of )?range\b|battery pack\b|battery\b(?! (?:storage|cells?|energy|modules?|plant|factory"
    r"|gigafactory|production|facility|capacity|supply|order|deal))|pack\b|model\b|version\b|variant\b|per (?:vehicle"
    r"|car|unit)"
    r"|were (?:sold|delivered|registered|recalled)|last (?:year|month|quarter)|car\b|truck\b|motor\b|people\b"
    r"|in (?:sales|deliveries)"
    r"|sold\b|delivered\b|(?:of|in) (?:installed|global|worldwide) )"
)

# --- figures that are the deal's ------------------------------------------------------------------

_GIVES = re.compile(
    r"\b(?:suppl(?:y|ies|ied|ying)|deliver(?:s|ed|ing|y of|ies of)?|provid(?:e|es|ed|ing)|purchas(?:e|es|ed"
    r"|ing)(?: of)?|buy(?:s|ing)?|bought"
    r"|order(?:s|ed|ing)?(?: for| of)?|sell(?:s|ing)?|offtake(?: of)?|off-take(?: of)?|take|takes|receiv(?:e|es|ing)"
    r"|procur(?:e|es|ed|ing)|secur(?:e|es|ed|ing)"
    r"|contract(?:ed)?(?: for)?|deal (?:for|covers)|agreement (?:for|covers)|covers|covering|import(?:s|ed|ing)?"
    r"|ship(?:s|ping)?|sourc(?:e|es|ing)"
    r"|suppl(?:y|ies) of|allocat(?:e|es|ed)|commit(?:s|ted|ting)?(?: themselves| itself)? to|total(?:s|ling|ing|led)?"
    r"|volumes? of|sale of|lease|leas(?:es|ed|ing)"
    r"|amounts? to|comprises|involves|reserv(?:e|es|ed)|total(?:[ ]\w+)? (?:capacity|volume|quantity|amount)(?: of)?"
    r"|distribut(?:e|es)|deploy(?:s|ing|ment of)?)"
    r"(?: (?!(?:in|by|for|from|until|through|over)\b)[a-z’'-]+){0,2}(?: with| for| of)? ?\Z"
)
#: "39 GWh of cells".
_OF_GOODS = re.compile(
    r"\s(?:(?:a|per) (?:year|annum) |annually |worth )?of (?:[\w’',()-]+ ){0,6}?(?:batter(?:y|ies)|cells?|modules?"
    r"|packs?|lithium|nickel|cobalt|graphite|cathodes?"
    r"|anodes?|hydroxide|carbonate|spodumene|concentrate|steel|alumin(?:i)?um|copper|manganese|electrolytes?"
    r"|separators?|materials?"
    r"|precursors?|foil|storage|mhp|sulphate|sulfate|products?|capacity|rare earths?|magnets?|panels|turbines"
    r"|electroly[sz]ers)\b"
)
_ORDER = re.compile(
    r"\s(?:[\w-]+ ){0,2}(?:supply|order|contract|deal|agreement|offtake)\b|\) (?:[\w-]+ ){0,3}(?:supply|order"
    r"|contract|deal|agreement)\b"
)
_ORDER_BEFORE = re.compile(r"\b(?:supply|order|contract|deal|agreement|deliver\w*|from|at)\b[^.;]{0,40}\Z")
_CAPACITY = re.compile(
    r"\b(?:capacity|capacities|output|production|volumes?|producing|produces?|manufactur(?:e|es|ing))\b[^.;]{0,40}\Z"
)
_CAPACITY_AFTER = re.compile(
    r"[\s-]+(?:[\w-]+ ){0,4}?(?:plant|factory|gigafactory|facility|capacity|site|production|battery park"
    r"|of (?:\w+ ){0,2}capacity|output)\b"
)
_PLANT = re.compile(r"\b(?:[Pp]lant|[Ff]actory|[Ff]acility|[Gg]igafactory|[Ss]ite|[Mm]ine)\b")
_STANDING = re.compile(r"\b(?:existing|currently|already|total (?:global|installed)|worldwide|its other)\b")
_MAKES = re.compile(
    r"\b(?:produc(?:e|es|ing|tion of)|manufactur(?:e|es|ing)|assembl(?:e|es|ing|y of)|mak(?:e|es|ing)|build(?:s|ing)?"
    r"|develop(?:s|ing)?)(?: [a-z-]+){0,2} ?\Z"
)
_TOTAL = re.compile(r"\b(?:total|contract|combined|cumulative|overall)\b[^.;]{0,30}\Z")
_YEARLY = re.compile(r"\b(?:annual(?:ly)?|yearly|each year|every year|a year|per year)\b[^.;]{0,50}\Z")
