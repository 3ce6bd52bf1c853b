"""Which country and region a place is in, by what news, people and the codes of companies call them."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from bot.alerts.wishes import vocabulary
from corpus.companies.names import joined

#: Names that are words in small letters.
_WORDS = frozenset({"us", "ue"})


@dataclass(frozen=True)
class Geography:
    """The table, turned so that each question to it is one look-up."""

    #: Key of any name or place -> the country or region that it is, or that it lies in.
    places: Mapping[str, str]
    #: Country or region -> itself and all that it lies in.
    around: Mapping[str, frozenset[str]]
    #: ISO 3166 alpha-2 -> country.
    codes: Mapping[str, str]
    #: Every name of a country or region as people write it, "German" and the like too -> that country or region.
    names: Mapping[str, str]


def areas(place: str) -> frozenset[str]:
    """The country and the regions that a place of a deal lies in: `Lansing, Michigan`; empty for an unknown one."""
    known = _geography()
    for part in (place, *reversed(place.split(","))):
        if found := known.places.get(joined(part)):
            return known.around[found]
    return frozenset()


def areas_of_country(code: str) -> frozenset[str]:
    """The country of this code (ISO 3166 alpha-2) and its regions; empty for an unknown one."""
    known = _geography()
    return known.around[known.codes[code]] if code in known.codes else frozenset()


def names() -> Mapping[str, str]:
    """What people call countries and regions -> the name that rules have of them. No towns and states."""
    return _geography().names


def is_sure_in_small(name: str) -> bool:
    """Whether a name in small letters is meant as one: `us` mostly is not."""
    return name not in _WORDS


@cache
def phrases() -> re.Pattern[str]:
    """Places of several words that are no countries: `North Carolina`."""
    table = _table()["countries"].values()
    return vocabulary.any_of(place for entry in table for place in _listed(entry, "places") if " " in place)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("countries.toml").read_text("utf-8"))


@cache
def _geography() -> Geography:
    entries: dict[str, dict[str, str]] = {**_table()["regions"], **_table()["countries"]}
    within = {area: _listed(entry, "within") for area, entry in entries.items()}
    places = {joined(name): area for area in entries for name in (area, *_listed(entries[area], "names"))}
    for area, entry in entries.items():
        for place in _listed(entry, "places"):
            places.setdefault(joined(place), area)
    return Geography(
        places=places,
        around={area: frozenset(_above(area, within)) for area in entries},
        codes={entry["code"]: area for area, entry in entries.items() if "code" in entry},
        names={
            name: area
            for area, entry in entries.items()
            for name in (area, *_listed(entry, "names"), *_listed(entry, "of"))
        },
    )


def _listed(entry: Mapping[str, Any], name: str) -> list[str]:
    return [each.strip() for each in entry.get(name, "").split(",") if each.strip()]


def _above(area: str, within: Mapping[str, list[str]]) -> Iterator[str]:
    yield area
    for each in within[area]:
        yield from _above(each, within)
