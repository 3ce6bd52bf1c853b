"""The amounts a text states: money, quantities with their unit, shares in percent."""

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

from corpus.text import counts, currencies, names, numbers, rates, units, words
from corpus.text.numbers import Number

Kind = Literal["money", "quantity", "share"]


@dataclass(frozen=True, slots=True)
class Amount:
    """One figure with its unit, as plain numbers: "5 billion yuan" is 5e9 CNY."""

    start: int
    end: int
    #: Verbatim, `text[start:end]` of what was read: the figure, its unit and a rate right behind it.
    #: Words before it ("more than", "between", "annual output of") count but are left out.
    text: str
    kind: Kind
    #: Whole currency units, whole units, percent. Of a range the lower end.
    amount: float
    #: ISO 4217 for money, "percent" for a share; else GWh, vehicles, t, plants …, and with a rate
    #: "GWh/yr", "vehicles/month".
    unit: str
    #: "more than", "at least", "or more", "+".
    at_least: bool = False
    #: The upper end of a range. None when it is none; "up to" makes no range.
    upper: float | None = None


def find(text: str) -> list[Amount]:
    """The amounts in order, disjoint. Linear time, whatever the text.

    Conventions: "$" alone is the US dollar. "¥" is the yen, unless the text names the yuan and never
    the yen. "Tons" are taken for tonnes; pounds are sterling after "million" or "billion" (but not
    "million pounds of"), else a weight. "From 20 to 30 GWh" is a range, "from 20 GWh to 30 GWh" are
    two amounts. A price per something ("$100 per kWh") is plain money; its rate is not read.
    Nothing is found in web addresses, model names and version numbers, or without a unit.
    """
    found: list[Amount] = []
    reached = 0
    for number in numbers.find(text):
        if number.start >= reached:
            amount = _amount(text, number)
            if amount:
                found.append(amount)
                reached = amount.end
    return found


def is_year(text: str, start: int, end: int) -> bool:
    """Whether the digits at `start:end` are a year of 1990 to 2060 and no amount ("2000 jobs")."""
    digits = text[start:end]
    if len(digits) != 4 or not "1990" <= digits <= "2060" or currencies.before(text, start):
        return False
    word = words.at(text, end)
    if word is None:
        return True
    if numbers.scale(text, end, is_money=False)[0] > 1:
        return False
    if currencies.at(text, word, digits, scale=1) or units.at(text, word, is_one=False):
        return False
    counted = counts.PLURALS.get(word.lower)
    if counted is None or text.startswith(_YEAR_LEADS, max(0, start - 3)):
        return True
    # "The best 2024 cars" and "2025 models" are of a year; "2000 cars" and "2024 units" are not.
    return counted == "models" or (counted == "vehicles" and "2010" <= digits <= "2035")


def _amount(text: str, number: Number) -> Amount | None:
    first = _figure(text, number)
    if first is None:
        return None
    ranged = _range(text, number, first)
    figure, upper = ranged or (first, None)
    if figure.kind is None or figure.unit is None or _is_name(text, number, figure):
        return None
    at_least = _is_at_least(text, figure)
    unit, end = rates.with_rate(text, figure.unit, figure.start, figure.end)
    return Amount(figure.start, end, text[figure.start : end], figure.kind, figure.value, unit, at_least, upper)


# --- one figure -----------------------------------------------------------------------------------


class _Figure(NamedTuple):
    """A number with what stands around it; a currency or a unit may still be missing."""

    start: int
    end: int
    value: float
    #: What "million" and its like have multiplied `value` by, 1 without.
    scale: float
    #: What its unit has multiplied `value` by: 1000 for TWh, kept as GWh.
    factor: float
    kind: Kind | None
    unit: str | None


def _figure(text: str, number: Number) -> _Figure | None:
    """The number with its scale and its currency or unit; None when neither it nor a range can have one."""
    start, end = number.start, number.end
    money = currencies.before(text, start)
    if money is None and not _may_go_on(text, end):
        return None
    scale, end = numbers.scale(text, end, is_money=money is not None)
    value = round(number.value * scale, 6)
    if money:
        code, start = money
        exact, end = currencies.code_after(text, end)
        return _Figure(start, end, value, scale, 1, "money", exact or code)
    plus = text.startswith(("+ ", "+\u00a0", "+%"), end)  # "500+ jobs"
    written = text[start:end]
    found = _unit_at(text, end + plus, written, scale)
    if found is None:
        return _Figure(start, end, value, scale, 1, None, None)
    kind, unit, factor, unit_end = found
    if scale == 1 and _is_in_thousands(number, kind, unit):
        value *= 1000
    if unit in counts.UNITS and value % 1:
        return None
    if kind == "money" and written[0] in "aA" and "-" in text[start:unit_end]:
        return None  # "a million-dollar question"
    if kind == "share" and _MINUS.match(text, max(0, start - 2), start):
        start, value = start - 1, -value
    return _Figure(start, unit_end, round(value * factor, 6), scale, factor, kind, unit)


def _may_go_on(text: str, end: int) -> bool:
    """Whether a scale, unit or range may follow; most numbers are turned away here, at little cost."""
    following = text[end : end + 1]
    if following in _SPACES_AND_DASHES and following:
        following = text[end + 1 : end + 2]
        return following.isalnum() or following in _SIGNS
    return following.isalpha() or following in _SIGNS


def _unit_at(text: str, position: int, number: str, scale: float) -> tuple[Kind, str, float, int] | None:
    """The kind, the unit, the factor that leads to it, and where it ends."""
    word = words.at(text, position)
    if word is None:
        return None
    is_one = number.lower() in {"1", "one"}
    if money := currencies.at(text, word, number, scale):
        return "money", money[0], 1, money[1]
    if measured := units.at(text, word, is_one):
        unit, end = measured
        return unit.kind, unit.name, unit.factor, end
    if counted := counts.at(text, word, is_one):
        return "quantity", counted[0], 1, counted[1]
    return None


def _is_in_thousands(number: Number, kind: Kind | None, unit: str | None) -> bool:
    """Whether the point sets thousands apart: nobody counts euros or units to the thousandth."""
    return (kind == "money" or unit in counts.UNITS) and number.may_be_thousands()


def _is_name(text: str, number: Number, figure: _Figure) -> bool:
    """Whether the digits name a model, a level or a cell format, or are a year, and count nothing."""
    if not number.digits or figure.kind != "quantity" or figure.scale > 1:
        return False
    if len(number.digits) == 4 and is_year(text, number.start, number.end):
        return True
    if figure.unit not in counts.UNITS:
        return False
    return number.digits in _CELL_FORMATS or (len(number.digits) < 4 and names.take_number_at(text, figure.start))


def _is_at_least(text: str, figure: _Figure) -> bool:
    behind = text[figure.end : figure.end + 8]
    if "+" in text[figure.start : figure.end] or behind.startswith(("+", "-plus", " plus", " or more")):
        return True
    before = text[max(0, figure.start - 24) : figure.start].lower().rstrip().removesuffix(" a")
    if not before.endswith(_MORE_THAN) or before.endswith(_NOT_MORE_THAN):
        return False
    # "Over three years" is how long, not how much.
    return not (before.endswith("over") and figure.unit in units.TIMES)


# --- ranges ---------------------------------------------------------------------------------------


def _range(text: str, number: Number, first: _Figure) -> tuple[_Figure, float] | None:
    """The figure from `first` to the end of a range that it opens, and the upper end."""
    link = _RANGE_LINK.match(text, first.end) if text.startswith(_RANGE_LINKS, first.end) else None
    if link is None:
        return None
    before = text[max(0, first.start - 9) : first.start].lower()
    if link["word"] == "and" and not before.endswith("between "):
        return None
    if link["word"] == "to" and first.unit and before.endswith("from "):
        return None
    if first.unit is None and (is_year(text, number.start, number.end) or names.take_number_at(text, first.start)):
        return None
    last = numbers.at(text, currencies.skipped(text, link.end()), number.continental)
    second = _figure(text, last) if last else None
    if last is None or second is None or (second.unit is None and is_year(text, last.start, last.end)):
        return None
    if first.unit is None and first.scale == 1 and _is_in_thousands(number, second.kind, second.unit):
        first = first._replace(value=first.value * 1000)
    return _joined(first, second)


def _joined(first: _Figure, second: _Figure) -> tuple[_Figure, float] | None:
    """The two ends of a range as one; what one end leaves out, it takes from the other."""
    if first.unit and second.unit and first.unit != second.unit:
        return None
    kind, unit = (first.kind, first.unit) if first.unit else (second.kind, second.unit)
    low, high = first.value, second.value
    if first.unit is None:
        low *= second.factor
    if first.scale == 1 and low * second.scale <= high:
        low *= second.scale
    if unit is None or low >= high or (first.unit and not second.unit and kind != "money"):
        return None
    return _Figure(first.start, second.end, round(low, 6), second.scale, 1, kind, unit), high


# --- words ----------------------------------------------------------------------------------------

_SPACES_AND_DASHES = " -\u00a0\u2009\u202f\n\t‑–—"
_SIGNS = "%+-–—" + currencies.SYMBOLS
_MINUS = re.compile(r"[\s(]?[-−]$")
_RANGE_LINKS = (" to ", " and ", "-", "–", "—", " -", " –", " —")
_RANGE_LINK = re.compile(r"\s?[-–—]\s?|\s(?P<word>to|and)\s")
_MORE_THAN = (
    "more than", "at least", "over", "above", "exceeding", "upwards of", "north of", "in excess of", "no less than",
    "not less than", "minimum of",
)  # fmt: skip
_NOT_MORE_THAN = ("no more than", "not more than")
#: The ends of in, by, since, until, during, early, late, before a year: "in 2024 units fell".
_YEAR_LEADS = ("in ", "In ", "by ", "By ", "ce ", "il ", "ng ", "ly ", "te ")
_CELL_FORMATS = frozenset("14500 18650 20700 21700 26650 32650 32700 2170 4680 4690 4695 46800 46120".split())
