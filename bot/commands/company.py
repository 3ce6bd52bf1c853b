"""`dealwire company`: who a company is, whom it deals with, its latest deals."""

import argparse

from bot.commands import naming
from bot.commands.looking_up import looking_up, nothing
from bot.exits import DONE
from bot.printing import lines, output
from bot.printing.company_cards import card_json, print_card
from corpus.deals import cards


def run(arguments: argparse.Namespace) -> int:
    with looking_up() as session:
        try:
            slug = naming.slug(session, arguments.name)
        except naming.Unknown as unknown:
            return nothing(arguments, None, str(unknown))
        card = cards.card(session, slug, group=arguments.group)
    if card is None:  # its last deal was taken back since its name was found
        return nothing(arguments, None, str(naming.Unknown(arguments.name, [])))
    if arguments.json:
        output.as_json(card_json(card))
    else:
        print_card(card, lines.width())
    return DONE
