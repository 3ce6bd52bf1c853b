"""The amounts a text states: money, quantities with their unit, shares in percent."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, NamedTuple

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
    for number in _numbers(text):
        if number.start >= reached:
            amount = _amount(text, number)
            if amount:
                found.append(amount)
                reached = amount.end
    return found


def is_year(text: str, start: int, end: int) -> bool:
    """Whether the digits at `start:end` are a year of 1990 to 2060 and no amount ("2000 jobs")."""
    digits = text[start:end]
    if len(digits) != 4 or not "1990" <= digits <= "2060" or _currency_before(text, start):
        return False
    word = _word(text, end)
    if word is None:
        return True
    if _scale(text, end, False)[0] > 1:
        return False
    if _currency_at(text, word, digits, 1) or _measure_at(text, word, digits):
        return False
    counted = _COUNTS.get(word.lower)
    if counted is None or text.startswith(_YEAR_LEADS, max(0, start - 3)):
        return True
    # "The best 2024 cars" and "2025 models" are of a year; "2000 cars" and "2024 units" are not.
    return counted == "models" or (counted == "vehicles" and "2010" <= digits <= "2035")


# --- numbers --------------------------------------------------------------------------------------


class _Number(NamedTuple):
    start: int
    end: int
    #: As written, "" when spelled out.
    digits: str
    value: float
    #: Whether the text writes "13,9" and "280.000".
    continental: bool = False


def _numbers(text: str) -> list[_Number]:
    """Every number in order, in digits or words, outside of links and names."""
    names = _patterns()
    matches = [match for match in names.digits.finditer(text) if not _is_joined_on(text, match.start())]
    continental = _is_continental(match[0] for match in matches)
    numbers = [number for match in matches if (number := _in_digits(text, match, continental))]
    # `spelled` looks for what opens a word first, which is fast; the text's first word has no opening.
    first = names.spelled_first.match(text)
    spelled = [_in_words(match) for match in names.spelled.finditer(text)]
    if first or spelled:
        numbers = sorted(numbers + spelled + ([_in_words(first)] if first else []))
    links = [match.span() for match in names.link.finditer(text)] if "://" in text or "](" in text else []
    return _outside(numbers, links) if links else numbers


def _outside(numbers: list[_Number], links: list[tuple[int, int]]) -> list[_Number]:
    kept, pending, beyond = [], iter(links), (numbers[-1].end, numbers[-1].end) if numbers else (0, 0)
    start, end = next(pending)
    for number in numbers:
        while end <= number.start:
            start, end = next(pending, beyond)
        if number.start < start:
            kept.append(number)
    return kept


def _is_joined_on(text: str, start: int) -> bool:
    """Whether a number is part of a word ("COVID-19") or the attribute of a tag.

    A range is read from its start, so its second number may be joined too.
    """
    before = text[start - 2 : start] if start > 1 else ""
    return (before[-1:] in {"-", "‑"} and before[:1].isalnum()) or before == '="'


def _is_continental(numbers: Iterable[str]) -> bool:
    """Whether the text writes as half of Europe does, also in English: more "13,9" than "13.9"."""
    commas = points = 0
    for number in numbers:
        if number[-3:-2] in _MARKS or number[-2:-1] in _MARKS:
            points += "." in number
            commas += "." not in number
    return commas > points


def _in_words(match: re.Match[str]) -> _Number:
    first, _, rest = match["words"].lower().partition("-")
    value = 0.5 if first.startswith("half") else float(_NUMBER_WORDS[first])
    return _Number(*match.span("words"), "", value + (_NUMBER_WORDS[rest] if rest else 0))


def _in_digits(text: str, match: re.Match[str], continental: bool) -> _Number | None:
    """None for a code of digits, a version or a list."""
    (start, end), digits = match.span(), match[0]
    if len(digits) > 24 or (text[end : end + 1] in {".", ","} and text[end + 1 : end + 2].isdigit()):
        return None
    if digits.isdecimal():
        if len(digits) == 3 and text[start - 1 : start] == " " and text[start - 2 : start - 1].isdecimal():
            thousands = _patterns().thousands_before.search(text, max(0, start - 16), start)
            if thousands and not _follows_name(text, thousands.start()):
                start, digits = thousands.start(), thousands[0].replace(" ", ",") + digits
        elif text[start - 1 : start] == ".":
            start, digits = start - 1, f".{digits}"
    return _Number(start, end, digits, _value(digits, continental), continental)


def _value(digits: str, continental: bool) -> float:
    if digits.isdecimal():
        return float(digits)
    if digits.count(".") > 1:
        digits = digits.replace(".", "").replace(",", ".")
    elif continental and len(digits.partition(".")[2]) != 3:
        # "13,9"; a "1.5" among them stays what it is.
        digits = digits.replace(",", ".") if digits.count(",") == 1 else digits.replace(",", "")
    elif continental and digits[0] not in ".0" and "," not in digits:
        digits = digits.replace(".", "")
    elif "," in digits:
        groups = digits.partition(".")[0].split(",")
        decimal = len(groups) == 2 and len(groups[1]) != 3
        digits = digits.replace(",", "." if decimal else "")
    return float(_patterns().space.sub("", digits))


# --- one figure, its range and rate ---------------------------------------------------------------


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


def _amount(text: str, number: _Number) -> Amount | None:
    first = _figure(text, number)
    if first is None:
        return None
    ranged = _range(text, number, first)
    figure, upper = ranged or (first, None)
    if figure.kind is None or figure.unit is None or _is_name(text, number, figure):
        return None
    at_least = _is_at_least(text, figure)
    unit, end = _with_rate(text, figure.unit, figure.start, figure.end)
    words = text[figure.start : end]
    return Amount(figure.start, end, words, figure.kind, figure.value, unit, at_least, upper)


def _figure(text: str, number: _Number) -> _Figure | None:
    """The number with its scale and its currency or unit; None when neither it nor a range can have one."""
    start, end = number.start, number.end
    money = _currency_before(text, start)
    if money is None and not _may_go_on(text, end):
        return None
    scale, end = _scale(text, end, money is not None)
    value = round(number.value * scale, 6)
    if money:
        code, end = _code_after(text, end)
        return _Figure(money[1], end, value, scale, 1, "money", code or _yen_or_yuan(text, money[0]))
    plus = text.startswith(("+ ", "+\u00a0", "+%"), end)  # "500+ jobs"
    written = text[start:end]
    unit_end, found = _unit_at(text, end + plus, written, scale)
    if found is None:
        return _Figure(start, end, value, scale, 1, None, None)
    kind, unit, factor = found
    if scale == 1 and _is_in_thousands(number, kind, unit):
        value *= 1000
    if unit in _COUNT_UNITS and value % 1:
        return None
    if kind == "money" and written[0] in "aA" and "-" in text[start:unit_end]:
        return None  # "a million-dollar question"
    if kind == "share" and _patterns().minus.match(text, max(0, start - 2), start):
        start, value = start - 1, -value
    return _Figure(start, unit_end, round(value * factor, 6), scale, factor, kind, unit)


def _is_in_thousands(number: _Number, kind: Kind | None, unit: str | None) -> bool:
    """Whether the point sets thousands apart: nobody counts euros or units to the thousandth."""
    if number.continental or not _patterns().point_thousands.fullmatch(number.digits):
        return False
    return kind == "money" or unit in _COUNT_UNITS


def _may_go_on(text: str, end: int) -> bool:
    """Whether a scale, unit or range may follow; most numbers are turned away here, at little cost."""
    following = text[end : end + 1]
    if following in _SPACES_AND_DASHES and following:
        following = text[end + 1 : end + 2]
        return following.isalnum() or following in _SIGNS
    return following.isalpha() or following in _SIGNS


def _is_at_least(text: str, figure: _Figure) -> bool:
    behind = text[figure.end : figure.end + 8]
    if "+" in text[figure.start : figure.end] or behind.startswith(("+", "-plus", " plus", " or more")):
        return True
    before = text[max(0, figure.start - 24) : figure.start].lower().rstrip().removesuffix(" a")
    if not before.endswith(_MORE_THAN) or before.endswith(_NOT_MORE_THAN):
        return False
    # "Over three years" is how long, not how much.
    return not (before.endswith("over") and figure.unit in _TIMES)


def _range(text: str, number: _Number, first: _Figure) -> tuple[_Figure, float] | None:
    """The figure from `first` to the end of a range that it opens, and the upper end."""
    if not text.startswith(_RANGE_LINKS, first.end):
        return None
    link = _patterns().range_link.match(text, first.end)
    if link is None:
        return None
    before = text[max(0, first.start - 9) : first.start].lower()
    if link["word"] == "and" and not before.endswith("between "):
        return None
    if link["word"] == "to" and first.unit and before.endswith("from "):
        return None
    if first.unit is None and (is_year(text, number.start, number.end) or _follows_name(text, first.start)):
        return None
    last = _number_at(text, link.end(), number.continental)
    second = _figure(text, last) if last else None
    if last is None or second is None or (second.unit is None and is_year(text, last.start, last.end)):
        return None
    if first.unit is None and first.scale == 1 and _is_in_thousands(number, second.kind, second.unit):
        first = first._replace(value=first.value * 1000)
    return _joined(first, second)


def _number_at(text: str, position: int, continental: bool) -> _Number | None:
    """The number at `position`, or behind the currency there."""
    names = _patterns()
    symbol = names.symbol.match(text, position)
    position = symbol.end() if symbol else position
    match = names.digits.match(text, position)
    if match:
        return _in_digits(text, match, continental)
    spelled = names.spelled_first.match(text, position)
    return _in_words(spelled) if spelled else None


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


def _with_rate(text: str, unit: str, start: int, end: int) -> tuple[str, int]:
    """The unit with its rate ("a year", "annual capacity of"), and where both end."""
    if unit not in _RATEABLE:
        return unit, end
    rate = _patterns().rate.match(text, end)
    if rate:
        period = _PERIODS[(rate["period"] or rate["adverb"] or "year").lower()]
        return f"{unit}/{period}", rate.end()
    before = text[max(0, start - 70) : start]
    is_annual = "nnual" in before and _patterns().annual_before.search(before)
    return (f"{unit}/yr" if is_annual else unit), end


# --- what stands before a number ------------------------------------------------------------------


def _currency_before(text: str, start: int) -> tuple[str, int] | None:
    """The currency written right before a number, and where it begins."""
    # Most numbers have none, and the pattern is slow.
    tail = text[max(0, start - 4) : start].rstrip(" -\u00a0")
    if not tail or not (tail[-1] in _SYMBOLS or tail[-3:] in _CODES or tail.endswith(_CURRENCY_TAILS)):
        return None
    low = max(0, start - 8)
    match = _patterns().currency_before.search(text[low:start])
    return (_CURRENCIES[match[1].replace(" ", "").lower()], low + match.start(1)) if match else None


def _yen_or_yuan(text: str, code: str) -> str:
    return _east_asian(text) if code == "¥" else code


@lru_cache(maxsize=1)  # else a text of nothing but "¥1" would be searched once for each
def _east_asian(text: str) -> str:
    names = _patterns()
    return "CNY" if names.yuan.search(text) and not names.yen.search(text) else "JPY"


def _is_name(text: str, number: _Number, figure: _Figure) -> bool:
    """Whether the digits name a model, a level or a cell format, or are a year, and count nothing."""
    if not number.digits or figure.kind != "quantity" or figure.scale > 1:
        return False
    if len(number.digits) == 4 and is_year(text, number.start, number.end):
        return True
    if figure.unit not in _COUNT_UNITS:
        return False
    return number.digits in _CELL_FORMATS or (len(number.digits) < 4 and _follows_name(text, figure.start))


def _follows_name(text: str, start: int) -> bool:
    """Whether the word before makes a number part of a name: "Ioniq 5", "Model 3", "level 2"."""
    before = _patterns().word_before.search(text[max(0, start - 20) : start])
    if before is None:
        return False
    word = before[1]
    if word.lower() in _LABELS:
        return True
    return any(letter.isupper() for letter in word) and word.lower() not in _NEVER_NAMES


# --- what stands behind a number ------------------------------------------------------------------


class _Word(NamedTuple):
    start: int  # without the space or hyphen before it
    end: int
    lower: str
    hyphened: bool


def _word(text: str, position: int) -> _Word | None:
    """The word or sign at `position`, at most one space or hyphen away."""
    match = _patterns().word.match(text, position)
    if match is None:
        return None
    start, end = match.span(1)
    return _Word(start, end, match[1].lower(), start > position and text[position] in "-‑")


def _words(text: str, position: int) -> Iterator[_Word]:
    while word := _word(text, position):
        yield word
        position = word.end


def _scale(text: str, end: int, is_money: bool) -> tuple[float, int]:
    """What "million", "bn", "lakh crore" behind a number multiply it by, and where they end."""
    scale = 1.0
    while match := _patterns().scale.match(text, end):
        name = match[1].lower()
        factor = _SCALES.get(name) or (_MONEY_SCALES.get(name) if is_money else None)
        # "5 m long" is no million, "$5 m" is.
        if factor is None or (len(name) == 1 and match.start(1) > end and not (is_money and scale == 1)):
            break
        scale, end = scale * factor, match.end()
        if len(name) < 4 or scale > 1e13:
            break
    return scale, end


def _code_after(text: str, end: int) -> tuple[str | None, int]:
    """A code that says which dollar is meant: "$48m CAD"."""
    word = _word(text, end)
    if word and not word.hyphened and text[word.start : word.end] in _CODES:
        following = text[word.end : word.end + 2].strip()
        if not following[:1].isdigit():  # "$5m EUR 4m": it belongs to the next amount
            return _CURRENCIES[word.lower], word.end
    return None, end


_Unit = tuple[Kind, str, float]


def _unit_at(text: str, position: int, number: str, scale: float = 1) -> tuple[int, _Unit | None]:
    """The unit at `position`, with the factor to its base unit, and where it ends.

    Without one, where the number ends.
    """
    word = _word(text, position)
    if word is None:
        return position, None
    return (
        _currency_at(text, word, number, scale)
        or _measure_at(text, word, number)
        or _count_at(text, word, number)
        or (position, None)
    )


def _currency_at(text: str, word: _Word, number: str, scale: float) -> tuple[int, _Unit] | None:
    if word.lower not in _CURRENCY_OPENERS:
        return None
    names = [word]
    # Only some currencies need more words: "US dollars", "New Taiwan dollars".
    if word.lower in _NATIONS:
        for following in _words(text, word.end):
            names.append(following)
            if len(names) == 3:
                break
    for count in range(len(names), 0, -1):
        last = names[count - 1]
        code = _CURRENCY_NAMES.get(" ".join(name.lower for name in names[:count]))
        if code and not _is_prefix_of_next(text, last):
            if count == 1 and last.lower == "won" and scale == 1 and len(number) < 5:
                return None  # "the 5 won by BYD"
            return last.end, ("money", _yen_or_yuan(text, code), 1)
    if word.lower in {"pounds", "pound"} and scale >= 1e6 and not text.startswith(" of ", word.end):
        return word.end, ("money", "GBP", 1)
    return None


def _is_prefix_of_next(text: str, word: _Word) -> bool:
    """Whether a currency opens the next amount: "5 €20m plants"."""
    following = text[word.end : word.end + 2]
    if text[word.start : word.end] in _CODES:
        following = following.strip()
    return following[:1].isdigit()


def _measure_at(text: str, word: _Word, number: str) -> tuple[int, _Unit] | None:
    end, name = word.end, word.lower
    found = None
    if name in _MEASURE_OPENERS:
        following = _word(text, end)
        if following:
            found = _MEASURES.get(f"{name} {following.lower}")
            end = following.end if found else end
    found = found or _MEASURES.get(name)
    if found is None or (name == "t" and text[word.start] == "T") or _goes_on(text, end):
        return None
    if found[1] in _TIMES and name in _SINGULAR_TIMES and not (word.hyphened or _is_one(number)):
        return None
    return end, found


def _goes_on(text: str, end: int) -> bool:
    """Whether a unit is only the beginning of one that we do not read: km/h, kWh/100 km, Wh/kg, km2."""
    following = text[end : end + 1]
    if following == "/":
        return not _patterns().rate.match(text, end) and (
            text[end + 1 : end + 2].isalpha() or text.startswith("100", end + 1)
        )
    return following.isdigit() or following in {"_", "·"}


def _count_at(text: str, word: _Word, number: str) -> tuple[int, _Unit] | None:
    """What is counted: the noun at most three words on ("200,000 new battery-electric cars")."""
    unit = _COUNTS.get(word.lower)
    if unit and not _goes_on(text, word.end) and not text.startswith("-", word.end):
        return word.end, ("quantity", unit, 1)
    singular = _SINGULARS.get(word.lower)
    if singular and not _goes_on(text, word.end):
        rate = singular in _RATEABLE and _patterns().rate.match(text, word.end)
        if word.hyphened or _is_one(number) or rate:
            return word.end, ("quantity", singular, 1)
    if word.start == 0 or text[word.start - 1] not in " \u00a0\n":
        return None
    return _noun_on(text, word.start, _is_one(number))


def _noun_on(text: str, position: int, is_one: bool) -> tuple[int, _Unit] | None:
    nouns = _SINGULARS if is_one else _COUNTS
    for _ in range(4):
        match = _patterns().adjective.match(text, position)
        if match is None:
            return None
        lower = match[0].lower()
        unit = nouns.get(lower)
        if unit and not _goes_on(text, match.end()) and not _counts_next(text, match.end()):
            return match.end(), ("quantity", unit, 1)
        if (
            lower in _NO_ADJECTIVES
            or lower in _MEASURES
            or text[match.end() : match.end() + 1] not in {" ", "\u00a0", "\n"}
        ):
            return None
        position = match.end() + 1
    return None


def _counts_next(text: str, end: int) -> bool:
    """Whether the noun only describes the next one: "two Ultium Cells plants"."""
    following = _word(text, end)
    return following is not None and following.lower in _COUNTS


def _is_one(number: str) -> bool:
    return number.lower() in {"1", "one"}


# --- words ----------------------------------------------------------------------------------------


def _table(*lines: str) -> dict[str, str]:
    """Lines of "unit: word, two words" as word -> unit."""
    pairs = [line.split(": ") for line in lines]
    return {name: unit for unit, names in pairs for name in names.split(", ")}


_NUMBER_WORDS = {
    word: number
    for number, word in [
        *enumerate(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
            "fifteen sixteen seventeen eighteen nineteen".split()
        ),
        *zip(range(20, 100, 10), "twenty thirty forty fifty sixty seventy eighty ninety".split(), strict=True),
        *((1, word) for word in ("a", "an")),
    ]
}
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "lakh": 1e5, "lakhs": 1e5, "million": 1e6, "millions": 1e6,
    "m": 1e6, "mn": 1e6, "mln": 1e6, "mio": 1e6, "crore": 1e7, "crores": 1e7, "billion": 1e9, "bn": 1e9,
    "bln": 1e9, "b": 1e9, "trillion": 1e12, "trn": 1e12, "tn": 1e12,
}  # fmt: skip
_MONEY_SCALES = {"mm": 1e6, "mil": 1e6, "bil": 1e9, "t": 1e12, "cr": 1e7, "mrd": 1e9}

_CODES = frozenset(
    "USD EUR GBP JPY CNY RMB INR KRW CHF SEK NOK DKK HKD TWD AUD CAD NZD SGD THB IDR MYR VND PHP BRL MXN "
    "PLN HUF CZK TRY RUB ZAR SAR AED QAR ILS RON CLP ARS EGP KZT UAH MAD NGN KES PKR BDT".split()
)
_CURRENCIES = {code.lower(): code for code in _CODES} | {
    "rmb": "CNY", "$": "USD", "us$": "USD", "u.s.$": "USD", "a$": "AUD", "au$": "AUD", "c$": "CAD",
    "ca$": "CAD", "hk$": "HKD", "nt$": "TWD", "nz$": "NZD", "s$": "SGD", "r$": "BRL", "mx$": "MXN",
    "cn¥": "CNY", "¥": "¥", "￥": "¥", "€": "EUR", "£": "GBP", "₹": "INR", "₩": "KRW", "₽": "RUB",
    "₺": "TRY", "₫": "VND", "฿": "THB", "₱": "PHP", "₪": "ILS", "rs": "INR", "rs.": "INR", "rm": "MYR",
    "rp": "IDR",
}  # fmt: skip
#: Ends of the currencies that are neither a sign nor a code.
_CURRENCY_TAILS = ("Rs", "Rs.", "RM", "Rp")
_SYMBOLS = "$€£¥￥₹₩₽₺₫฿₱₪"
_CURRENCY_NAMES = (
    {code.lower(): _CURRENCIES[code.lower()] for code in _CODES - {"TRY", "MAD"}}  # words
    | {symbol: _CURRENCIES[symbol] for symbol in _SYMBOLS}
    | _table(
        "USD: dollars, dollar, us dollars, us dollar, u.s. dollars, u.s. dollar, american dollars",
        "AUD: australian dollars, australian dollar",
        "CAD: canadian dollars, canadian dollar",
        "HKD: hong kong dollars, hk dollars",
        "TWD: new taiwan dollars, taiwan dollars, taiwanese dollars",
        "NZD: new zealand dollars",
        "SGD: singapore dollars",
        "EUR: euros, euro",
        "GBP: pounds sterling, british pounds, sterling, quid",
        "CNY: yuan, renminbi, chinese yuan",
        "JPY: yen, japanese yen",
        "KRW: won, korean won, south korean won",
        "INR: rupees, indian rupees, rupee",
        "CHF: swiss francs, swiss franc",
        "SEK: swedish kronor, swedish krona, swedish crowns, kronor, krona",
        "NOK: norwegian kroner, norwegian krone, norwegian crowns",
        "DKK: danish kroner, danish krone, danish crowns",
        "CZK: czech crowns, koruna, czech koruna",
        "PLN: zloty, zlotys, polish zloty",
        "HUF: forint, forints, hungarian forints",
        "THB: baht, thai baht",
        "IDR: rupiah, indonesian rupiah",
        "MYR: ringgit, malaysian ringgit",
        "VND: dong, vietnamese dong",
        "PHP: philippine pesos",
        "MXN: mexican pesos",
        "BRL: reais, brazilian reais",
        "TRY: lira, turkish lira, liras",
        "RUB: rubles, roubles, russian rubles, russian roubles",
        "ZAR: rand, south african rand",
        "SAR: saudi riyals, riyals",
        "AED: dirhams, uae dirhams",
        "ILS: shekels, israeli shekels",
    )
)
_CURRENCY_OPENERS = {"pound", "pounds"} | {name.partition(" ")[0] for name in _CURRENCY_NAMES}
#: First words of currencies of several words.
_NATIONS = frozenset(name.partition(" ")[0] for name in _CURRENCY_NAMES if " " in name)


def _measures() -> dict[str, _Unit]:
    """Units of measure, singular and plural. The factor leads to the unit we keep: TWh to GWh."""
    table: dict[str, _Unit] = dict.fromkeys(("%", "percent", "per cent", "pct"), ("share", "percent", 1))
    for prefix, sign, unit, factor in [
        ("tera", "tw", "G", 1000), ("giga", "gw", "G", 1), ("mega", "mw", "M", 1), ("kilo", "kw", "k", 1),
        ("", "w", "", 1),
    ]:  # fmt: skip
        watt = f"{prefix}watt"
        hours = [f"{sign}h", f"{sign}hs", f"{watt}hour", f"{watt}hours"]
        hours += [f"{watt}{plural} {hour}" for plural in ("", "s") for hour in ("hour", "hours")]
        table |= dict.fromkeys(hours, ("quantity", f"{unit}Wh", factor))
        if prefix:
            table |= dict.fromkeys((sign, watt, f"{watt}s"), ("quantity", f"{unit}W", factor))
    others = _table(
        "t: t, tonne, tonnes, ton, tons, metric tons, metric ton, metric tonnes, metric tonne",
        "t/yr: tpa",
        "kg: kg, kgs, kilogram, kilograms, kilo, kilos",
        "lb: lb, lbs, pound, pounds",
        "km: km, kms, kilometre, kilometres, kilometer, kilometers",
        "miles: mile, miles, mi",
        "sqft: square feet, square foot, sq ft, sqft, ft²",
        "sqm: square metres, square metre, square meters, square meter, sq m, sqm, m², m2",
        "sq km: square kilometres, square kilometers, sq km, km²",
        "acres: acre, acres",
        "ha: ha, hectare, hectares",
        "hp: hp, bhp, horsepower, ps",
        "Ah: ah",
        "years: year, years, yr, yrs",
        "months: month, months",
        "weeks: week, weeks",
        "days: day, days",
        "hours: hour, hours, hr, hrs",
        "minutes: minute, minutes, min, mins",
        "percentage points: percentage points, percentage point",
    )
    table |= {name: ("quantity", unit, 1) for name, unit in others.items()}
    table |= dict.fromkeys(("kt", "kilotonnes", "kilotons", "kilotonne"), ("quantity", "t", 1000))
    return table


_MEASURES = _measures()
_MEASURE_OPENERS = frozenset(name.partition(" ")[0] for name in _MEASURES if " " in name)
_TIMES = frozenset({"years", "months", "weeks", "days", "hours", "minutes"})
_SINGULAR_TIMES = frozenset({"year", "month", "week", "day", "hour", "minute"})

_COUNTS = _table(
    "vehicles: vehicles, cars, evs, bevs, phevs, nevs, plugins, plug-ins, trucks, vans, buses, suvs, sedans, "
    "automobiles, autos, pickups, lorries, taxis, robotaxis, scooters, motorcycles, crossovers, hybrids",
    "units: units",
    "cells: cells",
    "packs: packs",
    "modules: modules",
    "batteries: batteries",
    "motors: motors",
    "chips: chips",
    "chargers: chargers, superchargers, piles, chargepoints, stalls",
    "stations: stations",
    "people: people, jobs, employees, workers, staff, personnel, engineers",
    "shares: shares",
    "plants: plants, factories, gigafactories",
    "lines: lines",
    "sites: sites, facilities",
    "models: models",
    "companies: companies, firms, carmakers, automakers, manufacturers, suppliers, startups, start-ups",
    "partners: partners",
    "customers: customers, clients",
    "countries: countries",
    "markets: markets",
    "cities: cities",
    "brands: brands",
    "stores: stores, dealerships, showrooms, dealers, outlets",
    "projects: projects",
    "mines: mines",
    "orders: orders, preorders, pre-orders, reservations, bookings",
    "homes: homes",
    "ships: ships, vessels",
    "aircraft: aircraft, planes",
    "states: states",
)  # fmt: skip
_COUNT_UNITS = frozenset(_COUNTS.values())


def _singular(plural: str) -> str:
    if plural.endswith("ies"):
        return f"{plural[:-3]}y"
    return "bus" if plural == "buses" else plural.removesuffix("s")


_SINGULARS = {_singular(name): unit for name, unit in _COUNTS.items() if name.endswith("s") and name != "series"}
_RATEABLE = frozenset(
    "GWh MWh kWh Wh GW MW t kg lb vehicles units cells packs modules batteries motors chips chargers km miles".split()
)
_PERIODS = {
    "yr": "yr", "year": "yr", "annum": "yr", "y": "yr", "a": "yr", "annually": "yr", "yearly": "yr",
    "month": "month", "monthly": "month", "week": "week", "weekly": "week", "day": "day", "daily": "day",
}  # fmt: skip

_CELL_FORMATS = frozenset("14500 18650 20700 21700 26650 32650 32700 2170 4680 4690 4695 46800 46120".split())
#: With these before it a number counts nothing: "level 2 chargers".
_LABELS = frozenset(
    "model level phase tier stage type series gen generation class no number version euro category step "
    "group chapter figure table page part mark route highway unit".split()
)
#: Capitalised before a number without making a name of it.
_NEVER_NAMES = frozenset(
    "the a about over some nearly around with at in its and only all approximately roughly almost up more "
    "than to by of for from between these those first last next our their we i it but or as another other "
    "after before since until within under above below exactly another every top just still plus that this "
    "while when where if there then today have had has will are is was were including buy bought sell sold "
    "build built order ordered deliver delivered supply hire hired add added cut least ev evs".split()
)
#: The ends of in, by, since, until, during, early, late, before a year: "in 2024 units fell".
_YEAR_LEADS = ("in ", "In ", "by ", "By ", "ce ", "il ", "ng ", "ly ", "te ")
#: Between a number and a noun these end the search for what is counted.
_NO_ADJECTIVES = frozenset(
    "of in on at to by for from with and or nor but as than that which who its their his her our the a "
    "an are was were be been will would has have had do did per out into over under after before "
    "through versus vs plus minus times not no so if when while door doors seat seats seater wheel volt "
    "volts liter litre speed star row year month week day minute hour inch th st nd rd class series "
    "generation phase cylinder way type this last next each every among across between dollars euros "
    "seconds said says years months weeks days minutes hours amid because since until during about "
    "around up down m mm cm s c v g x nm".split()
)


_MARKS = frozenset({".", ","})
_SPACES_AND_DASHES = " -\u00a0\u2009\u202f\n\t‑–—"
_SIGNS = "%+-–—" + _SYMBOLS
_RANGE_LINKS = (" to ", " and ", "-", "–", "—", " -", " –", " —")
_MORE_THAN = (
    "more than", "at least", "over", "above", "exceeding", "upwards of", "north of", "in excess of",
    "no less than", "not less than", "minimum of",
)  # fmt: skip
_NOT_MORE_THAN = ("no more than", "not more than")


class _Patterns(NamedTuple):
    digits: re.Pattern[str]
    spelled: re.Pattern[str]
    spelled_first: re.Pattern[str]
    link: re.Pattern[str]
    thousands_before: re.Pattern[str]
    word: re.Pattern[str]
    scale: re.Pattern[str]
    adjective: re.Pattern[str]
    space: re.Pattern[str]
    minus: re.Pattern[str]
    point_thousands: re.Pattern[str]
    symbol: re.Pattern[str]
    currency_before: re.Pattern[str]
    word_before: re.Pattern[str]
    range_link: re.Pattern[str]
    rate: re.Pattern[str]
    annual_before: re.Pattern[str]
    yuan: re.Pattern[str]
    yen: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """Compiled at the first use, not at import: the command must start fast.

    Every repetition is bounded or can end in one way only, so that no text makes them slow.
    """
    codes = "|".join(sorted(_CODES))
    units = "|".join(list(_NUMBER_WORDS)[1:10])
    big = r"(?:hundred|thousand|million|billion|trillion|lakh|crore)\b"
    # By first letter: most words of a text are no numbers and are to be left after one look.
    spelled = (
        r"(?P<words>(?:[Tt](?:wo|hree|en|welve|hirteen)|[Oo]ne|[Ff](?:our|ive)(?:teen)?|[Ff]ifteen"
        r"|[Ss](?:ix|even)(?:teen)?|[Ee]ight(?:een)?|[Ee]leven|[Nn]ine(?:teen)?"
        rf"|(?:[Tt](?:wen|hir)|[Ff](?:or|if)|[Ss](?:ix|even)|[Ee]igh|[Nn]ine)ty(?:-(?:{units}))?)(?=[\s-])"
        rf"|[Aa]n?(?=[ -]{big})|[Hh]alf\sa(?=\s{big}))"
    )
    return _Patterns(
        # A leading class of characters lets the engine skip most of the text at once; the looks behind
        # count the first digit in.
        digits=re.compile(
            rf"""[0-9](?:(?<!\w.)|(?<=(?:{codes}).)|(?<=\bRs.))(?<!\w[.,/:_].)
            (?: [0-9]{{0,2}}(?:,[0-9]{{2,3}}){{0,5}},[0-9]{{3}}(?![0-9])(?:\.[0-9]++)?
              | [0-9]{{0,2}}(?:[\u00a0\u2009\u202f][0-9]{{3}}){{1,4}}(?![0-9])(?:[.,][0-9]++)?
              | [0-9]{{0,2}}(?:\.[0-9]{{3}}){{2,4}}(?![0-9])(?:,[0-9]++)?
              | [0-9]*+(?:[.,][0-9]++)?
            )""",
            re.VERBOSE,
        ),
        spelled=re.compile(rf"[\s(\"“‘—–](?=[aefhnostAEFHNOST][aefhinouwl ]){spelled}"),
        spelled_first=re.compile(spelled),
        link=re.compile(r"://\S+|\]\(\S*"),
        thousands_before=re.compile(r"(?<![\w.,])[0-9]{1,3}(?: [0-9]{3}){0,3} $"),
        word=re.compile(r"[ \t\n\u00a0\u2009\u202f‑-]?(U\.S\.|m2\b|[^\W\d_]+|[%€£$¥￥₹₩])"),
        scale=re.compile(r"[ \u00a0\u2009\u202f\n‑-]?([hHtTmMbBlLcCkK][a-zA-Z]{0,8})(?![^\W_])"),
        adjective=re.compile(r"[^\W\d_]\w*(?:[-‑.’'/]\w+)*"),
        space=re.compile(r"\s"),
        minus=re.compile(r"[\s(]?[-−]$"),
        point_thousands=re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}"),
        symbol=re.compile(rf"(?:[A-Z]{{1,2}})?[{_SYMBOLS}]\s?|(?:{codes})\s?"),
        currency_before=re.compile(
            r"(?<![\w$])((?:(?:US|U\.S\.|AU?|CA?|HK|NT|NZ|S|R|MX) ?)?\$|CN¥|[€£¥￥₹₩₽₺₫฿₱₪]"
            rf"|{codes}|Rs\.?|R[Mp])[ \u00a0-]?$"
        ),
        word_before=re.compile(r"([^\W\d_][\w’'-]*)\.?[\s-]$"),
        range_link=re.compile(r"\s?[-–—]\s?|\s(?P<word>to|and)\s"),
        rate=re.compile(
            r"(?:\s(?:worth\s)?of(?:\s[\w-]{1,20}){1,4}?)?"
            r"(?:[ \u00a0-](?:a|per|each|every)[ \u00a0-](?P<period>year|annum|month|week|day)\b"
            r"|\s(?P<adverb>annually|yearly|monthly|weekly|daily)\b|\sp\.a\.|\spa\b)"
            r"|/(?:yr|year|a|y|annum)\b|(?=\s(?:(?:of|in)\s)?(?:annual|yearly)\b)",
        ),
        annual_before=re.compile(
            r"\b[Aa]nnual(?:ized|ised)?\s(?:[^.;:,()]{0,48}\bof"
            r"|(?:[\w-]+\s){0,2}(?:capacity|output|production|volume|run-rate|rate)\s[^.;:,()]{0,24}"
            r"\b(?:at|to|is|was|be|reach|reaches))\s(?:[a-z]+\s){0,3}$"
        ),
        yuan=re.compile(r"\b(?:yuan|[Rr]enminbi|RMB|CNY)"),
        yen=re.compile(r"\byen\b|JPY"),
    )
