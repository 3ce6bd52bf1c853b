"""What is asked: a follow-up completed from the questions before it."""

import re
from collections.abc import Sequence

from index.lexical import words

#: A question that leans on the one before: it opens with "and", or speaks of "it", "they", "that deal".
_LEANS = re.compile(
    r"^\s*(and|but|also|what about|how about|since when|when|where|why|how much|how many)\b(?=.{0,25}$)"
    r"|^\s*(and|but|what about|how about)\b"
    r"|\b(it|its|they|them|their|he|she|his|her|this|that|those|these)\b(?!\s+(is|are|was|were)\s+\w+ed\s+by\b)"
    r"|\bthe (deal|agreement|two|company|companies|plant|venture|stake|contract|merger|partner)\b",
    re.IGNORECASE,
)
#: A question of so few telling words cannot stand alone after another one.
_FEW_WORDS = 2


def complete(question: str, history: Sequence[str]) -> str:
    """The question with what it leaves unsaid put after it, from the latest question that stood alone.

    A question that stands alone, or has nothing before it, is returned as it is.
    """
    if not history or not _leans(question):
        return question
    standing = next((q for q in reversed(history) if not _leans(q)), history[0])
    return f"{question} {standing}"


def _leans(question: str) -> bool:
    return bool(_LEANS.search(question)) or len(set(words(question))) <= _FEW_WORDS
