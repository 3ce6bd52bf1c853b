"""Questions that are none about the news: orders to the answerer, and what no article is asked for."""

import re

_INSTRUCTION = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:rules?|instructions?|prompts?|articles?|above|previous|"
    r"everything|guard\w*|sources?)\b"
    r"|\b(?:system|hidden|secret|initial|developer) (?:prompt|instructions?|message|rules)\b"
    r"|\b(?:print|show|reveal|output|repeat|tell me|give me|what is)\b.{0,40}\b(?:prompt|api[_ ]?key|tokens?|password|"
    r"credentials|environment variables?|instructions)\b"
    r"|\b(?:pretend|act as|role-?play|you are now|let'?s play|from now on|jailbreak|dan mode|developer mode)\b"
    r"|\b(?:invent|make up|fabricate)\b.{0,30}\b(?:source|citation|article|deal|quote|answer|figure|fact)s?\b"
    r"|\badd (?:this|the) (?:link|url)\b|\b[A-Z]+_[A-Z_]*(?:KEY|TOKEN|SECRET)\b",
    re.IGNORECASE | re.DOTALL,
)
#: Work to be done, sums, and a person's own affairs.
_ERRAND = re.compile(
    r"^\W*(?:please )?(?:write|compose|draft|translate|sing|calculate|solve|tell me a (?:joke|story))\b"
    r"|\b(?:square|cube) root\b|\bhow (?:do|can|should|would|could) (?:i|we|you)\b|\bwhat should (?:i|we)\b"
    r"|\b(?:my|our) (?:dog|cat|pet|wife|husband|child\w*|kids?|son|daughter|girlfriend|boyfriend|boss|house|garden|"
    r"kitchen|homework|exam)\b|\bshould (?:i|my|we)\b|\brecipe\b|\bwhat(?:'s| is) the (?:weather|time)\b"
    r"|\b(?:a|the) (?:poem|haiku|limerick|joke)\b",
    re.IGNORECASE,
)


def is_instruction(text: str) -> bool:
    """Whether it orders the answerer about, instead of asking what the articles say."""
    return bool(_INSTRUCTION.search(text))


def is_errand(text: str) -> bool:
    """Whether it asks for work or advice, which news seldom has: a sign, for "how do I" may be news too."""
    return bool(_ERRAND.search(text))
