"""Text in the font that comes with us: what it can show, how wide it is, where it breaks."""

import re
import unicodedata
from functools import cache
from importlib.resources import as_file, files

from anyascii import anyascii
from PIL import ImageFont

#: One line's share of its size, ascenders and descenders included.
LEADING = 1.28
_WEIGHTS = {False: 400, True: 650}
_CUT = "…"
#: All but the no-break space.
_BLANKS = re.compile(r"[^\S\u00a0]+")
#: Names beyond this are no names; measuring them letter by letter takes long.
_LONGEST = 400


@cache
def font(size: int, bold: bool = False) -> ImageFont.FreeTypeFont:
    """Source Sans, which has Latin, Greek and Cyrillic letters."""
    # The basic engine: Raqm is not on every machine, and other kerning would make another picture.
    with as_file(files(__package__) / "SourceSans3.ttf") as path:
        made = ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
    made.set_variation_by_axes([_WEIGHTS[bold]])
    return made


def line_height(size: int) -> float:
    return size * LEADING


def width(text: str, size: int, bold: bool = False) -> float:
    """Of one line, in pixels."""
    return font(size, bold).getlength(text)


def printable(text: str) -> str:
    """The text on one line, without what has no shape or turns the text around."""
    whole = _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip()
    return "".join(letter for letter in whole if unicodedata.category(letter)[0] != "C")


def keep(text: str) -> str:
    """The text with blanks at which no line breaks."""
    return printable(text).replace(" ", "\u00a0")


def legible(text: str) -> str:
    """The text on one line, in letters that the font has: 宁德时代 becomes NingDeShiDai, what says nothing "?"."""
    shown = []
    for letter in printable(text):
        if _has(letter):
            shown.append(letter)
        elif unicodedata.category(letter)[0] in "LNP":  # not emoji
            shown.append(anyascii(letter))
    return _BLANKS.sub(" ", "".join(shown)).strip() or "?"


def wrapped(text: str, size: int, room: float, bold: bool = False, most: int = 3) -> tuple[str, ...]:
    """The text in lines no wider than `room` pixels, `most` at most; what does not fit ends in "…"."""
    lines = [""]
    for word in legible(text[:_LONGEST]).split(" "):
        for part in _parts(word, size, room, bold):
            longer = f"{lines[-1]} {part}".strip()
            if width(longer, size, bold) <= room:
                lines[-1] = longer
            else:
                lines.append(part)
    if len(lines) > most:
        lines[most - 1 :] = [_cut_short(" ".join(lines[most - 1 :]), size, room, bold)]
    return tuple(lines)


def _parts(word: str, size: int, room: float, bold: bool) -> list[str]:
    """The word, or if no line holds it, as much of it as a line holds, and so on."""
    if width(word, size, bold) <= room:
        return [word]
    parts = [""]
    for letter in word:
        if parts[-1] and width(parts[-1] + letter, size, bold) > room:
            parts.append("")
        parts[-1] += letter
    return parts


def _cut_short(text: str, size: int, room: float, bold: bool) -> str:
    while text and width(text + _CUT, size, bold) > room:
        text = text[:-1].rstrip()
    return text + _CUT


@cache
def _has(letter: str) -> bool:
    if letter.isspace():
        return True
    return bytes(font(24).getmask(letter)) != _missing()


@cache
def _missing() -> bytes:
    """The box that the font shows for what it does not have, such as this noncharacter."""
    return bytes(font(24).getmask(chr(0x10FFFE)))
