"""Names that end in a number, which then counts nothing: "Ioniq 5", "level 2"."""

import re

#: With these before it a number counts nothing: "level 2 chargers".
_LABELS = frozenset(
    "model level phase tier stage type series gen generation class no number version euro category step group chapter "
    "figure table page part mark route highway unit".split()
)
#: Capitalised before a number without making a name of it.
_NEVER_NAMES = frozenset(
    "the a about over some nearly around with at in its and only all approximately roughly almost up more than to by "
    "of for from between these those first last next our their we i it but or as another other after before since "
    "until within under above below exactly every top just still plus that this while when where if there then today "
    "have had has will are is was were including buy bought sell sold build built order ordered deliver delivered "
    "supply hire hired add added cut least ev evs".split()
)
_WORD_BEFORE = re.compile(r"([^\W\d_][\w’'-]*)\.?[\s-]$")


def take_number_at(text: str, start: int) -> bool:
    """Whether the word before `start` makes the number there part of a name."""
    before = _WORD_BEFORE.search(text[max(0, start - 20) : start])
    if before is None:
        return False
    word = before[1]
    if word.lower() in _LABELS:
        return True
    return any(letter.isupper() for letter in word) and word.lower() not in _NEVER_NAMES
