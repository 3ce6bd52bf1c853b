"""`dealwire timeline`: a company's deals in time as a picture."""

import argparse

from bot.commands import pictures
from bot.commands.pictures import Picture, Subject
from bot.commands.ties import courses
from bot.pictures import timeline


def run(arguments: argparse.Namespace) -> int:
    return pictures.run(arguments, _draw)


def _draw(subject: Subject) -> Picture:
    made = courses(subject.deals, subject.group)
    return Picture(timeline.draw(subject.name, made), timeline.caption(subject.name, made), len(made))
