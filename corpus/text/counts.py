"""What a number counts: "200,000 new battery-electric cars" are vehicles."""

import re

from corpus.text import rates, units, words
from corpus.text.words import Word


def at(text: str, word: Word, is_one: bool) -> tuple[str, int] | None:
    """What is counted, and where it ends: the noun that begins with `word` or at most three words on."""
    unit = PLURALS.get(word.lower)
    if unit and not units.goes_on(text, word.end) and not text.startswith("-", word.end):
        return unit, word.end
    unit = _SINGULARS.get(word.lower)
    if unit and not units.goes_on(text, word.end):
        rated = unit in rates.RATEABLE and rates.is_at(text, word.end)
        if word.hyphened or is_one or rated:
            return unit, word.end
    if word.start == 0 or text[word.start - 1] not in _SPACES:
        return None
    return _noun_on(text, word.start, _SINGULARS if is_one else PLURALS)


def _noun_on(text: str, position: int, nouns: dict[str, str]) -> tuple[str, int] | None:
    for _ in range(4):
        match = _ADJECTIVE.match(text, position)
        if match is None:
            return None
        word, end = match[0].lower(), match.end()
        unit = nouns.get(word)
        if unit and not units.goes_on(text, end) and not _counts_next(text, end):
            return unit, end
        if word in _NO_ADJECTIVES or units.is_unit(word) or text[end : end + 1] not in _SPACES:
            return None
        position = end + 1
    return None


def _counts_next(text: str, end: int) -> bool:
    """Whether the noun only describes the next one: "two Ultium Cells plants"."""
    following = words.at(text, end)
    return following is not None and following.lower in PLURALS


_SPACES = frozenset({" ", "\u00a0", "\n"})
_ADJECTIVE = re.compile(r"[^\W\d_]\w*(?:[-‑.’'/]\w+)*")

_NOUNS = {
    "vehicles": "vehicles cars evs bevs phevs nevs plugins plug-ins trucks vans buses suvs sedans automobiles autos "
    "pickups lorries taxis robotaxis scooters motorcycles crossovers hybrids",
    "units": "units",
    "cells": "cells",
    "packs": "packs",
    "modules": "modules",
    "batteries": "batteries",
    "motors": "motors",
    "chips": "chips",
    "chargers": "chargers superchargers piles chargepoints stalls",
    "stations": "stations",
    "people": "people jobs employees workers staff personnel engineers",
    "shares": "shares",
    "plants": "plants factories gigafactories",
    "lines": "lines",
    "sites": "sites facilities",
    "models": "models",
    "companies": "companies firms carmakers automakers manufacturers suppliers startups start-ups",
    "partners": "partners",
    "customers": "customers clients",
    "countries": "countries",
    "markets": "markets",
    "cities": "cities",
    "brands": "brands",
    "stores": "stores dealerships showrooms dealers outlets",
    "projects": "projects",
    "mines": "mines",
    "orders": "orders preorders pre-orders reservations bookings",
    "homes": "homes",
    "ships": "ships vessels",
    "aircraft": "aircraft planes",
    "states": "states",
}
#: What is kept as the unit.
UNITS = frozenset(_NOUNS)
#: The unit of each noun, lower case.
PLURALS = {noun: unit for unit, nouns in _NOUNS.items() for noun in nouns.split()}


def _singular(plural: str) -> str:
    if plural.endswith("ies"):
        return f"{plural[:-3]}y"
    return "bus" if plural == "buses" else plural.removesuffix("s")


_SINGULARS = {_singular(noun): unit for noun, unit in PLURALS.items() if noun.endswith("s")}
#: Between a number and a noun these end the search for what is counted.
_NO_ADJECTIVES = frozenset(
    "of in on at to by for from with and or nor but as than that which who its their his her our the a an are was were "
    "be been will would has have had do did per out into over under after before through versus vs plus minus times "
    "not no so if when while door doors seat seats seater wheel volt volts liter litre speed star row year month week "
    "day minute hour inch th st nd rd class series generation phase cylinder way type this last next each every among "
    "across between dollars euros seconds said says years months weeks days minutes hours amid because since until "
    "during about around up down m mm cm s c v g x nm".split()
)
