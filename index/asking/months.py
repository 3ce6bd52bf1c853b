"""Months as they are written: people who type in a hurry ask of "june 2023" and "aug 24"."""

import re
from calendar import month_name

_MONTHS = {name[:3].lower(): name for name in month_name if name}
_MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
)
#: "May" and "march" are words, too: a month stands beside a year or a day, or behind what only times follow.
_DATED = re.compile(
    rf"\b(?P<month>{_MONTH})\.?(?= (?:of )?(?:19|20)\d\d\b| \d{{1,2}}(?:st|nd|rd|th)?\b)"
    rf"|(?<=\d )(?P<behind>{_MONTH})\b|(?<=\b(?:in|of|by) )(?P<alone>{_MONTH})(?=[?,.]|$| (?:and|to|with|for|than)\b)"
    rf"|(?<=\bsince )(?P<since>{_MONTH})\b",
    re.IGNORECASE,
)


def in_full(text: str) -> str:
    """The text with the months of its dates written out: "aug 2024" is "August 2024"."""
    return _DATED.sub(lambda match: _MONTHS[match[0][:3].lower()], text)
