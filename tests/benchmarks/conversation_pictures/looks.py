"""How a chat looks: lengths in pixels, colours."""

#: Pixels for one of a telephone's points: sharp, and small enough.
SCALE = 2
WIDE, MARGIN, PADDING, GAP = 460 * SCALE, 14 * SCALE, 12 * SCALE, 8 * SCALE
BUBBLE, ROUND, BUTTON = 400 * SCALE, 13 * SCALE, 32 * SCALE
SIZE, SMALL = 15 * SCALE, 13 * SCALE

WALL, OURS, THEIRS = "#dce6e4", "#ffffff", "#dcf3cf"
INK, LINK, FAINT, CODE, KEY = "#1b2327", "#1f6fb2", "#5d6b70", "#8a3b1f", "#c3d3d4"
QUOTE, BAR = "#edf4fa", "#4c94c9"
