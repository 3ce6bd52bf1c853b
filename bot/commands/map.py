"""`dealwire map`: the network of a company's deals as a picture."""

import argparse

from bot.commands import pictures
from bot.commands.pictures import Picture, Subject
from bot.commands.ties import ties
from bot.pictures import network


def run(arguments: argparse.Namespace) -> int:
    return pictures.run(arguments, _draw)


def _draw(subject: Subject) -> Picture:
    made = ties(subject.deals, subject.group)
    png = network.draw(subject.name, made)
    return Picture(png, network.caption(subject.name, made), len({tie.deal for tie in made}))
