"""Painting a scene."""

from io import BytesIO

from PIL import Image, ImageDraw

from bot.pictures import lettering
from bot.pictures.brush import Brush
from bot.pictures.scene import Scene, Words


def paint(scene: Scene) -> bytes:
    """The scene as PNG, the same bytes for the same scene."""
    brush = Brush(scene.width, scene.height)
    for panel in scene.panels:
        brush.panel(panel)
    for rule in scene.rules:
        brush.line((rule.start, rule.end), rule.width, rule.colour)
    for stroke in scene.strokes:
        brush.stroke(stroke)
    for mark in scene.marks:
        brush.mark(mark)
    image = brush.reduced()
    for words in scene.words:
        _write(ImageDraw.Draw(image), words)
    return _png(image)


def _write(draw: ImageDraw.ImageDraw, words: Words) -> None:
    font = lettering.font(words.size, words.bold)
    leading = lettering.line_height(words.size)
    anchor, x = ("ms", words.box.middle.x) if words.centred else ("ls", words.box.left)
    for i, line in enumerate(words.lines):
        draw.text((x, words.box.top + leading * (i + 0.76)), line, words.colour, font, anchor)


def _png(image: Image.Image) -> bytes:
    stream = BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()
