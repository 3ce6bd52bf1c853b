"""Units of measure behind a number: GWh, tonnes, years, percent."""

from typing import Literal, NamedTuple

from corpus.text import rates, words
from corpus.text.words import Word

TIMES = frozenset({"years", "months", "weeks", "days", "hours", "minutes"})


class Unit(NamedTuple):
    kind: Literal["quantity", "share"]
    name: str
    #: What leads to it from the unit as written: 1000 from TWh to the GWh that we keep.
    factor: float


def at(text: str, word: Word, is_one: bool) -> tuple[Unit, int] | None:
    """The unit that begins with `word`, and where it ends; `is_one` when the number before is 1."""
    end, name = word.end, word.lower
    unit = None
    if name in _OPENERS and (following := words.at(text, end)):
        unit = _UNITS.get(f"{name} {following.lower}")
        end = following.end if unit else end
    unit = unit or _UNITS.get(name)
    if unit is None or (name == "t" and text[word.start] == "T") or goes_on(text, end):
        return None
    if unit.name in TIMES and name in _SINGULAR_TIMES and not (word.hyphened or is_one):
        return None
    return unit, end


def goes_on(text: str, end: int) -> bool:
    """Whether a unit is only the beginning of one that we do not read: km/h, kWh/100 km, Wh/kg, km2."""
    following = text[end : end + 1]
    if following == "/":
        of_something = text[end + 1 : end + 2].isalpha() or text.startswith("100", end + 1)
        return of_something and not rates.is_at(text, end)
    return following.isdigit() or following in {"_", "·"}


def is_unit(word: str) -> bool:
    """Whether `word`, lower case, is a unit by itself."""
    return word in _UNITS


_SINGULAR_TIMES = frozenset({"year", "month", "week", "day", "hour", "minute"})
_WRITTEN = {
    "t": "t, tonne, tonnes, ton, tons, metric tons, metric ton, metric tonnes, metric tonne",
    "t/yr": "tpa",
    "kg": "kg, kgs, kilogram, kilograms, kilo, kilos",
    "lb": "lb, lbs, pound, pounds",
    "km": "km, kms, kilometre, kilometres, kilometer, kilometers",
    "miles": "mile, miles, mi",
    "sqft": "square feet, square foot, sq ft, sqft, ft²",
    "sqm": "square metres, square metre, square meters, square meter, sq m, sqm, m², m2",
    "sq km": "square kilometres, square kilometers, sq km, km²",
    "acres": "acre, acres",
    "ha": "ha, hectare, hectares",
    "hp": "hp, bhp, horsepower, ps",
    "Ah": "ah",
    "years": "year, years, yr, yrs",
    "months": "month, months",
    "weeks": "week, weeks",
    "days": "day, days",
    "hours": "hour, hours, hr, hrs",
    "minutes": "minute, minutes, min, mins",
    "percentage points": "percentage points, percentage point",
}
#: As written, as kept, and the factor from one to the other.
_WATTS = [
    ("tera", "tw", "GW", 1000),
    ("giga", "gw", "GW", 1),
    ("mega", "mw", "MW", 1),
    ("kilo", "kw", "kW", 1),
]


def _units() -> dict[str, Unit]:
    """What is written, lower case, singular and plural, and the unit it stands for."""
    table = {name: Unit("quantity", unit, 1) for unit, names in _WRITTEN.items() for name in names.split(", ")}
    table |= dict.fromkeys(("%", "percent", "per cent", "pct"), Unit("share", "percent", 1))
    table |= dict.fromkeys(("kt", "kilotonnes", "kilotons", "kilotonne"), Unit("quantity", "t", 1000))
    for prefix, sign, unit, factor in _WATTS:
        table |= dict.fromkeys((sign, f"{prefix}watt", f"{prefix}watts"), Unit("quantity", unit, factor))
    # Without a prefix only the hours are read.
    for prefix, sign, unit, factor in [*_WATTS, ("", "w", "W", 1)]:
        table |= dict.fromkeys(_watt_hours(prefix, sign), Unit("quantity", f"{unit}h", factor))
    return table


def _watt_hours(prefix: str, sign: str) -> list[str]:
    watts = (f"{prefix}watt", f"{prefix}watts")
    joined = [f"{sign}h", f"{sign}hs", f"{watts[0]}hour", f"{watts[0]}hours"]
    return joined + [f"{watt} {hour}" for watt in watts for hour in ("hour", "hours")]


_UNITS = _units()
_OPENERS = frozenset(name.partition(" ")[0] for name in _UNITS if " " in name)
