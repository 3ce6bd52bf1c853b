"""Text as it is kept: composed, with plain line ends and nothing that cannot be seen."""

import re
import unicodedata
from functools import lru_cache

#: A run of more combining marks than this writes no language (Unicode's Stream-Safe Text Format).
MAX_MARKS = 30

# VT, FF, NEL and Unicode's own line and paragraph separators end a line too.
_LINE_END = re.compile("[\r\x0b\x0c\x85\u2028\u2029]")

# Code points without a picture: controls, Unicode's Default_Ignorable_Code_Point (zero-width, bidi,
# fillers, variation selectors, tags), interlinear marks and noncharacters. They carry text that a
# person does not see and a model does, and NUL is refused by PostgreSQL. In two, because a set with
# characters over U+FFFF in it is searched three times as slowly.
_UNSEEN = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad"
    "\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "]+"
)
_UNSEEN_ASTRAL = re.compile("[\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+")

# Latin letters, typographic punctuation and currency signs are in NFC whatever stands beside them.
_MAY_NEED_COMPOSING = re.compile("[^\x00-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20cf]")

# Half a surrogate pair ("\ud800" in JSON) cannot be written as UTF-8.
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """The text without invisible characters, in NFC, lines ended by `\\n`, no blank ends.

    Idempotent. Lone surrogates become U+FFFD; other spaces than line ends stay as they are.
    """
    text = _UNSEEN.sub("", _LINE_END.sub("\n", text.replace("\r\n", "\n")))
    if not text.isascii():
        text = _LONE_SURROGATE.sub("\ufffd", _UNSEEN_ASTRAL.sub("", text))
        text = _composed(text)
    return text.strip()


def one_line(text: str, limit: int) -> str:
    """The cleaned text on one line, cut on a word with an ellipsis if longer than `limit` characters."""
    line = " ".join(clean(text).split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    head, space, _ = cut.rpartition(" ")
    # A "word" of half the limit or more is cut through: nothing would be left otherwise.
    return (head if space and len(head) > limit // 2 else cut) + "…"


def _composed(text: str) -> str:
    if not _MAY_NEED_COMPOSING.search(text):
        return text
    # Before, because normalising is quadratic in the length of a run of marks (80,000 take 6 s);
    # after, because composing can lengthen a run.
    return _cap_marks(unicodedata.normalize("NFC", _cap_marks(text)))


def _cap_marks(text: str) -> str:
    return _long_run_of_marks().sub(r"\1", text)


@lru_cache(maxsize=1)
def _long_run_of_marks() -> re.Pattern[str]:
    """Built from Python's own Unicode tables, so that it knows the marks that `normalize` sorts."""
    marks = [chr(point) for point in range(0x300, 0x20000) if unicodedata.combining(chr(point))]
    low = "".join(mark for mark in marks if mark <= "\uffff")
    high = "".join(mark for mark in marks if mark > "\uffff")
    mark = f"(?:[{low}]|(?=[\U00010000-\U0001ffff])[{high}])"
    return re.compile(f"({mark}{{{MAX_MARKS}}}){mark}+")
