"""Rates behind a unit: "20 GWh a year", "500 cars per week", an annual capacity of so much."""

import re

#: The units whose rate is read.
RATEABLE = frozenset(
    "GWh MWh kWh Wh GW MW t kg lb vehicles units cells packs modules batteries motors chips chargers km miles".split()
)
_PERIODS = {
    "year": "yr", "annum": "yr", "annually": "yr", "yearly": "yr",
    "month": "month", "monthly": "month", "week": "week", "weekly": "week", "day": "day", "daily": "day",
}  # fmt: skip

# Every repetition is bounded or can end in one way only, so that no text makes them slow.
_RATE = re.compile(
    r"(?:\s(?:worth\s)?of(?:\s[\w-]{1,20}){1,4}?)?"
    r"(?:[ \u00a0-](?:a|per|each|every)[ \u00a0-](?P<period>year|annum|month|week|day)\b"
    r"|\s(?P<adverb>annually|yearly|monthly|weekly|daily)\b|\sp\.a\.|\spa\b)"
    r"|/(?:yr|year|a|y|annum)\b|(?=\s(?:(?:of|in)\s)?(?:annual|yearly)\b)",
)
_ANNUAL_BEFORE = re.compile(
    r"\b[Aa]nnual(?:ized|ised)?\s(?:[^.;:,()]{0,48}\bof"
    r"|(?:[\w-]+\s){0,2}(?:capacity|output|production|volume|run-rate|rate)\s[^.;:,()]{0,24}"
    r"\b(?:at|to|is|was|be|reach|reaches))\s(?:[a-z]+\s){0,3}$"
)


def is_at(text: str, position: int) -> bool:
    return _RATE.match(text, position) is not None


def with_rate(text: str, unit: str, start: int, end: int) -> tuple[str, int]:
    """The unit of the amount at `start:end` with its rate, as "GWh/yr", and where both end."""
    if unit not in RATEABLE:
        return unit, end
    rate = _RATE.match(text, end)
    if rate:
        period = rate["period"] or rate["adverb"] or "year"
        return f"{unit}/{_PERIODS[period]}", rate.end()
    before = text[max(0, start - 70) : start]
    is_annual = "nnual" in before and _ANNUAL_BEFORE.search(before)
    return (f"{unit}/yr" if is_annual else unit), end
