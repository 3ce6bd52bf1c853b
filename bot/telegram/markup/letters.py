"""Letters as a reader sees them: what cannot be seen goes, what is drawn as one sign is not parted."""

import re
import unicodedata

from corpus.text.cleaning import clean

_PICTOGRAPH = "[©®‼⁉™ℹ\u2190-\u27bf\u2900-\u2bff〰〽㊗㊙\U0001f000-\U0001faff]"
_DRESSED = _PICTOGRAPH + "[\U0001f3fb-\U0001f3ff]?\ufe0f?"
#: Where a variation selector and joiners have a picture: in emoji, up to a family of eight, and in keycaps.
_EMOJI = re.compile(f"({_DRESSED}(?:\u200d{_DRESSED}){{0,7}}|[0-9#*]\ufe0f\u20e3)")
_MANY_LINES = re.compile(r"\n(?:[^\S\n]*\n){2,}")
#: The braille blank and the mark of a missing object, which Telegram takes for nothing.
_BLANK = frozenset("\u2800\ufffc")
#: Longer runs of marks are no writing, and would not let go of any cut.
_LONGEST_SIGN = 64
_CUT = "…"


def seen(text: str) -> str:
    """The text without controls, zero-width and bidi characters and lone surrogates, ends as they are.

    Half pairs that belong together ("\\ud83d\\ude00" read from JSON) become the letter that they write.
    """
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    if "\u200d" in whole or "\ufe0f" in whole:
        whole = "".join(part if n % 2 else _cleaned(part) for n, part in enumerate(_EMOJI.split(whole)))
    else:
        whole = _cleaned(whole)
    return _MANY_LINES.sub("\n\n", whole.replace("\t", " "))


def is_visible(text: str) -> bool:
    """Whether Telegram, too, finds something in it: a letter, a number, a sign."""
    return any(unicodedata.category(letter)[0] in "LNPS" and letter not in _BLANK for letter in text)


def sign_end(text: str, end: int) -> int:
    """The last place up to `end` that is not within one sign: letter and marks, emoji, flag, syllable."""
    place = end
    while 0 < place < len(text) and _is_joined(text, place):
        place -= 1
        if end - place > _LONGEST_SIGN:
            return end
    return place or end


def shortened(text: str, most: int) -> str:
    """On one line, of at most `most` signs; a longer one ends on a word, if one is near, and in "…"."""
    line = " ".join(seen(text).split())
    end = _end_of(line, most)
    if end == len(line):
        return line
    end = _end_of(line, most - 1)
    space = line.rfind(" ", 0, end + 1)
    return line[: space if space > end // 2 else end].rstrip(" ,;:–—-(") + _CUT


def _cleaned(text: str) -> str:
    # Between full stops, which no mark combines with: spaces at the ends part one span from the next.
    return clean(f".{text}.")[1:-1]


def _end_of(text: str, signs: int) -> int:
    """Where the first so many signs end."""
    place = 0
    while signs and place < len(text):
        signs -= 1
        place += 1
        while place < len(text) and _is_joined(text, place):
            place += 1
    return place


def _is_joined(text: str, place: int) -> bool:
    """Whether the letters before and after the place are drawn as one sign (after Unicode's UAX 29)."""
    before, after = text[place - 1], text[place]
    if after < "\u0300":
        return False
    if after in "\u200d\ufe0f" or before == "\u200d" or unicodedata.category(after)[0] == "M":
        return True
    if "\U0001f3fb" <= after <= "\U0001f3ff":
        return unicodedata.category(before) in {"So", "Sk", "Mn"}
    if _is_flag_half(after):
        return _flag_halves_before(text, place) % 2 == 1
    if "\u1160" <= after <= "\u11ff" or "\ud7b0" <= after <= "\ud7ff":  # vowels and finals of Hangul
        return "\u1100" <= before <= "\u11ff" or "\uac00" <= before <= "\ud7ff"
    # A virama joins two consonants of an Indic script.
    return unicodedata.combining(before) == 9 and unicodedata.category(after) == "Lo"


def _is_flag_half(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"


def _flag_halves_before(text: str, place: int) -> int:
    start = place
    while start and _is_flag_half(text[start - 1]):
        start -= 1
    return place - start
