"""What a deal is worth: the price, the round or the volume of the order, and no other sum of money."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpus.deals.drafts import DealType, Quote, Value
from corpus.deals.facts import price_words
from corpus.deals.facts.told import Statement, nearest_before
from corpus.text import amounts
from corpus.text.amounts import Amount


def value(statements: Sequence[Statement], deal: DealType, names: tuple[str, ...]) -> tuple[Value, Quote] | None:
    """The sum whose surroundings say that it is this deal's, and its quote.

    Never a valuation, a company's revenue, a fine, a price per share or what was raised in all; of two
    currencies the one told first. None where none fits, and where the telling sentence calls the sum undisclosed.
    """
    best: _Sum | None = None
    for statement in statements:
        for found in _sums(statement, deal, names):
            if best is None or found.points > best.points:
                best = found
        if statement.rank == 0 and best is None and _UNDISCLOSED.search(statement.text):
            return None
    if best is None:
        return None
    amount = best.amount
    # To the cent: "4.22 trillion" has become a hair less than that.
    return Value(round(amount.amount, 2), amount.unit), best.statement.quote("value", amount.start, amount.end)


class _Sum(NamedTuple):
    statement: Statement
    amount: Amount
    #: How surely it is the deal's.
    points: float


def _sums(statement: Statement, deal: DealType, names: tuple[str, ...]) -> Iterator[_Sum]:
    text, before = statement.text, None
    for amount in amounts.find(text):
        if amount.kind != "money":
            continue
        translates = before is not None and _TRANSLATES.fullmatch(text, before.end, amount.start)
        if translates:  # "€1.5 billion ($1.59 billion)"
            continue
        before = amount
        points = _points(statement, amount, deal)
        if points > 0:
            # A list gives each company its own sum.
            nearness = nearest_before(text, amount.start, names) / 1000
            yield _Sum(statement, amount, points - min(statement.rank, 3) * 0.5 - nearness)


def _points(statement: Statement, amount: Amount, deal: DealType) -> float:
    """0 when nothing says that the sum is the deal's, or something that it is not."""
    text = statement.text
    full = text[max(0, amount.start - _REACH) : amount.start]
    left = _LEADING.sub("", full).lower()
    right = _IN_BRACKETS.sub("", text[amount.end : amount.end + _REACH])
    if _is_of_company(left, right.lower()) or (
        deal not in price_words.BUILDERS and price_words.ON_PLANT.match(right.lower())
    ):
        return 0
    if deal is DealType.JOINT_VENTURE and _is_alone(statement, left):
        return 0
    before, after = _before(left, deal), _after(right, deal)
    points = max(before, after) + min(before, after) / 4
    if points == 2 and statement.rank > 1:
        return 0  # "for $5 million" alone is too little where the deal itself is not told
    clause = _CLAUSE.split(full.lower())[-1]
    return points - 2.5 if points and price_words.IN_ALL.search(f"{clause}#{right.lower()}") else points


def _is_alone(statement: Statement, left: str) -> bool:
    """Whether it is what one party spends by itself, and not on the venture."""
    if statement.rank and not price_words.VENTURE.search(statement.text):
        return True
    return bool(price_words.INVESTS.search(left)) and not price_words.TOGETHER.search(statement.text.lower())


def _is_of_company(left: str, right: str) -> bool:
    """Whether it is a valuation, a result, a fine, a price per piece or the like."""
    if price_words.NOT_BEFORE.search(left) and not price_words.DEAL_VALUED.search(left):
        return True
    return bool(price_words.NOT_AFTER.match(right))


def _before(left: str, deal: DealType) -> int:
    if price_words.WORTH.search(left):
        return 4 if price_words.DEAL_WORTH.search(left) else 2 if deal in price_words.SALES else 0
    if deal in price_words.MONEY and price_words.RAISES.search(left):
        return 3
    if deal in price_words.SALES and price_words.PAYS.search(left):
        return 3
    if price_words.SUM_OF.search(left):
        return 3
    return 2 if deal in price_words.PRICED and price_words.FOR.search(left) else 0


def _after(right: str, deal: DealType) -> int:
    noun = price_words.NOUN.match(right.lower())
    if noun and (noun["noun"] in price_words.COMMON or noun["noun"] in price_words.NOUNS[deal]):
        return 4
    if deal in price_words.SALES and price_words.WORTH_OF.match(right):
        return 3
    return 2 if deal in price_words.INVESTED and price_words.INTO.match(right) else 0


_REACH = 110
_CLAUSE = re.compile(r"[,;] ")
_LEADING = re.compile(
    r"(?:\b(?:up to|as much as|as little as|more than|at least|less than|no less than|a total(?: value)? of|total of"
    r"|in excess of|upwards? of|north of|a combined|combined|about|around|approximately|approx\.?|some|nearly|almost"
    r"|over|roughly|just|only|under|an?|the|its|their|another|additional|further|extra|new|estimated|reported|whopping"
    r"|cool|record|initial|fresh|close to|potentially|initially|recent|of up to|original|equivalent of)\s+)+\Z"
    r"|[*_~(]+\Z",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\A\s?\([^()]{0,60}\)")
_TRANSLATES = re.compile(
    r"\s?[\[(,]?\s?(?:or |about |around |approximately |approx\.? |roughly |some |equal to |= ?){0,2}"
)
_UNDISCLOSED = re.compile(
    r"\bundisclosed (?:sum|amount|price|fee|terms|financial)|\bterms (?:of the \w+ )?(?:were|was|are|have) "
    r"(?:not|n.t)(?: been)? (?:disclosed|revealed|made public)|\bdid not disclose (?:the )?(?:financial|terms|price"
    r"|value)",
    re.IGNORECASE,
)
