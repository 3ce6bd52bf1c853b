"""Two questions in one: "from whom does Tesla get chips and from whom batteries"."""

import re

#: Where the second begins: with a question word of its own, or with "that for" instead of the first one's thing.
_SECOND = re.compile(
    r"(?:,| and| or|;|\?|\.)(?: and)? (?=(?:(?:from|to|with|by|for|of|in|at|since|until) )?"
    r"(?:who|whom|whose|what|when|where|which(?! ones?\b)|why|how)\b)"
    r"|(?: and| with| w/| to| vs\.?| versus) (?:that|those|the ones?) (?=(?:of|for|in|at|with|from|by) )",
    re.IGNORECASE,
)
#: The same preposition again: "plants of Ford … and of Stellantis".
_AGAIN = re.compile(
    r"(?<= )(?P<preposition>of|for|with|from|by|in|at) [^,;?]{3,60}?(?P<join> and )(?=(?P=preposition) )"
)
#: Shorter than this is no question: "who and when". The second may lean on the first.
_FEWEST_WORDS, _FEWEST_OF_SECOND = 3, 2


def halves(text: str) -> tuple[str, str] | None:
    """The first question, and the second as a follow-up to it; None where there is only one."""
    places = [(*match.span(), "") for match in _SECOND.finditer(text)]
    # What stands before the preposition is asked of both.
    places += [(*match.span("join"), text[: match.start()]) for match in _AGAIN.finditer(text)]
    for start, end, of_both in places:
        first, second = text[:start], text[end:]
        if len(first.split()) >= _FEWEST_WORDS and len(second.split()) >= _FEWEST_OF_SECOND:
            return first, f"and {of_both}{second}"
    return None
