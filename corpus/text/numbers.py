"""Numbers in a text, in digits or words: "1,200", "13,9", "5 000", "forty-five", "half a million"."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from corpus.text import currencies, names


class Number(NamedTuple):
    start: int
    end: int
    #: As written, "" when spelled out.
    digits: str
    value: float
    #: Whether the text writes "13,9" and "280.000".
    continental: bool = False

    def may_be_thousands(self) -> bool:
        """Whether the point, which `value` takes for a decimal one, may set thousands apart: "15.300"."""
        return not self.continental and _POINT_THOUSANDS.fullmatch(self.digits) is not None


def find(text: str) -> list[Number]:
    """Every number in order, outside of links and words ("COVID-19")."""
    matches = [match for match in _DIGITS.finditer(text) if not _is_joined_on(text, match.start())]
    continental = _is_continental(match[0] for match in matches)
    numbers = [number for match in matches if (number := _in_digits(text, match, continental))]
    # `_SPELLED` looks for what opens a word first, which is fast; the text's first word has no opening.
    first = _SPELLED_HERE.match(text)
    spelled = [_in_words(match) for match in _SPELLED.finditer(text)]
    if first or spelled:
        numbers = sorted(numbers + spelled + ([_in_words(first)] if first else []))
    links = [match.span() for match in _LINK.finditer(text)] if "://" in text or "](" in text else []
    return _outside(links, numbers)


def at(text: str, position: int, continental: bool) -> Number | None:
    """The number that begins at `position`."""
    match = _DIGITS.match(text, position)
    if match:
        return _in_digits(text, match, continental)
    spelled = _SPELLED_HERE.match(text, position)
    return _in_words(spelled) if spelled else None


def scale(text: str, end: int, is_money: bool) -> tuple[float, int]:
    """What "million", "bn", "lakh crore" behind a number multiply it by, and where they end."""
    product = 1.0
    while match := _SCALE.match(text, end):
        name = match[1].lower()
        factor = _SCALES.get(name) or (_MONEY_SCALES.get(name) if is_money else None)
        # "5 m long" is no million, "$5 m" is.
        if factor is None or (len(name) == 1 and match.start(1) > end and not (is_money and product == 1)):
            break
        product, end = product * factor, match.end()
        if len(name) < 4 or product > 1e13:
            break
    return product, end


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


def _in_digits(text: str, match: re.Match[str], continental: bool) -> Number | None:
    """None for a code of digits, a version or a list."""
    (start, end), digits = match.span(), match[0]
    if len(digits) > 24 or (text[end : end + 1] in _MARKS and text[end + 1 : end + 2].isdigit()):
        return None
    if digits.isdecimal():
        if len(digits) == 3 and text[start - 1 : start] == " " and text[start - 2 : start - 1].isdecimal():
            thousands = _THOUSANDS_BEFORE.search(text, max(0, start - 16), start)
            if thousands and not names.take_number_at(text, thousands.start()):
                start, digits = thousands.start(), thousands[0].replace(" ", ",") + digits
        elif text[start - 1 : start] == ".":
            start, digits = start - 1, f".{digits}"
    return Number(start, end, digits, _value(digits, continental), continental)


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
    return float("".join(digits.split()))


def _in_words(match: re.Match[str]) -> Number:
    first, _, rest = match["words"].lower().partition("-")
    value = 0.5 if first.startswith("half") else float(_NUMBER_WORDS[first])
    return Number(*match.span("words"), "", value + (_NUMBER_WORDS[rest] if rest else 0))


def _outside(links: list[tuple[int, int]], numbers: list[Number]) -> list[Number]:
    """The numbers that begin in none of the links; both are in order."""
    kept, place = [], 0
    for number in numbers:
        while place < len(links) and links[place][1] <= number.start:
            place += 1
        if place == len(links) or number.start < links[place][0]:
            kept.append(number)
    return kept


_MARKS = frozenset({".", ","})
_ONES = "one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NUMBER_WORDS = (
    {"a": 1, "an": 1}
    | {word: number for number, word in enumerate(_ONES + _TEENS, 1)}
    | {word: 10 * tens for tens, word in enumerate(_TENS, 2)}
)
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "lakh": 1e5, "lakhs": 1e5, "million": 1e6, "millions": 1e6, "m": 1e6,
    "mn": 1e6, "mln": 1e6, "mio": 1e6, "crore": 1e7, "crores": 1e7, "billion": 1e9, "bn": 1e9, "bln": 1e9, "b": 1e9,
    "trillion": 1e12, "trn": 1e12, "tn": 1e12,
}  # fmt: skip
_MONEY_SCALES = {"mm": 1e6, "mil": 1e6, "bil": 1e9, "t": 1e12, "cr": 1e7, "mrd": 1e9}

# Every repetition is bounded or can end in one way only, so that no text makes them slow. A leading class
# of characters lets the engine skip most of the text at once; the looks behind count the first digit in.
_DIGITS = re.compile(
    rf"""[0-9](?:(?<!\w.)|(?<=(?:{"|".join(sorted(currencies.CODES))}).)|(?<=\bRs.))(?<!\w[.,/:_].)
    (?: [0-9]{{0,2}}(?:,[0-9]{{2,3}}){{0,5}},[0-9]{{3}}(?![0-9])(?:\.[0-9]++)?
      | [0-9]{{0,2}}(?:[\u00a0\u2009\u202f][0-9]{{3}}){{1,4}}(?![0-9])(?:[.,][0-9]++)?
      | [0-9]{{0,2}}(?:\.[0-9]{{3}}){{2,4}}(?![0-9])(?:,[0-9]++)?
      | [0-9]*+(?:[.,][0-9]++)?
    )""",
    re.VERBOSE,
)
_THOUSANDS_BEFORE = re.compile(r"(?<![\w.,])[0-9]{1,3}(?: [0-9]{3}){0,3} $")
_POINT_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_LINK = re.compile(r"://\S+|\]\(\S*")
_SCALE = re.compile(r"[ \u00a0\u2009\u202f\n‑-]?([hHtTmMbBlLcCkK][a-zA-Z]{0,8})(?![^\W_])")

_BIG = r"(?:hundred|thousand|million|billion|trillion|lakh|crore)\b"
# By first letter: most words of a text are no numbers and are to be left after one look.
_SPELLED_HERE = re.compile(
    r"(?P<words>(?:[Tt](?:wo|hree|en|welve|hirteen)|[Oo]ne|[Ff](?:our|ive)(?:teen)?|[Ff]ifteen"
    r"|[Ss](?:ix|even)(?:teen)?|[Ee]ight(?:een)?|[Ee]leven|[Nn]ine(?:teen)?"
    rf"|(?:[Tt](?:wen|hir)|[Ff](?:or|if)|[Ss](?:ix|even)|[Ee]igh|[Nn]ine)ty(?:-(?:{'|'.join(_ONES)}))?)(?=[\s-])"
    rf"|[Aa]n?(?=[ -]{_BIG})|[Hh]alf\sa(?=\s{_BIG}))"
)
_SPELLED = re.compile(rf"[\s(\"“‘—–](?=[aefhnostAEFHNOST][aefhinouwl ]){_SPELLED_HERE.pattern}")
