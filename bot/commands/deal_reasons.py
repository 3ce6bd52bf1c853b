"""`dealwire deals --why`: what made the reports of a deal one deal, and what kept others apart."""

import argparse
from dataclasses import asdict

from bot.commands.looking_up import looking_up, nothing
from bot.exits import DONE
from bot.printing import lines, output
from bot.printing.deal_reasons import print_reasons
from corpus.deals import explaining, queries


def run(arguments: argparse.Namespace) -> int:
    with looking_up() as session:
        why = explaining.why(session, arguments.why)
        deal = queries.get(session, arguments.why) if why else None
    if why is None or deal is None:
        return nothing(arguments, None, f"There is no deal “{arguments.why}”: `dealwire deals` shows the ids.")
    if arguments.json:
        output.as_json(asdict(why))
    else:
        print_reasons(why, deal, lines.width())
    return DONE
