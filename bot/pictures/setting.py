"""Words set in boxes."""

from bot.pictures import lettering
from bot.pictures.looks import INK
from bot.pictures.scene import Box, Words


def set_words(
    text: str,
    left: float,
    top: float,
    room: float,
    size: int,
    *,
    colour: str = INK,
    bold: bool = False,
    most: int = 3,
) -> Words:
    """The text from a corner to the right and down, broken where the room ends."""
    lines = lettering.wrapped(text, size, room, bold, most)
    wide = max(lettering.width(line, size, bold) for line in lines)
    box = Box(left, top, left + wide, top + len(lines) * lettering.line_height(size))
    return Words(lines, box, size, colour, bold)


def centred(text: str, box: Box, size: int, *, colour: str, bold: bool = False, most: int = 5) -> Words:
    """The text in the middle of a box, broken where the box ends."""
    words = set_words(text, 0, 0, box.width, size, colour=colour, bold=bold, most=most)
    x, y = box.middle
    wide, high = words.box.width / 2, words.box.height / 2
    return Words(words.lines, Box(x - wide, y - high, x + wide, y + high), size, colour, bold, centred=True)
