"""`dealwire deals`: the deals of a company, or of all; one by its id."""

import argparse
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.commands import days, deal_corrections, deal_reasons, naming
from bot.commands.looking_up import looking_up, nothing
from bot.exits import DONE
from bot.printing import deal_words, lines, output
from bot.printing.deal_csv import print_csv
from bot.printing.deal_table import print_table
from bot.printing.one_deal import print_deal
from bot.usage import Wrong
from corpus.deals import queries
from corpus.deals.drafts import DealType, Role, Stage
from corpus.deals.queries import Wanted
from corpus.deals.views import Deal, as_json

#: Deals shown to people at once, unless they say how many.
SHOWN = 30


def run(arguments: argparse.Namespace) -> int:
    if arguments.json and arguments.csv:
        raise Wrong("--json or --csv, not both")
    if arguments.split and len(arguments.split) == 1:
        raise Wrong("--split needs the articles too that tell another deal: dealwire deals --split ID ARTICLE")
    if arguments.merge or arguments.split:
        return deal_corrections.run(arguments)
    if arguments.why:
        return deal_reasons.run(arguments)
    with looking_up() as session:
        if arguments.company and (deal := _by_id(session, arguments.company)):
            return _one(deal, arguments)
        try:
            wanted = _wanted(session, arguments)
        except naming.Unknown as unknown:
            return _nothing(arguments, str(unknown))
        found = queries.find(session, wanted, _limit(arguments))
        if not found:
            return _nothing(arguments, _why_nothing(session, wanted))
        return _list(found, queries.count(session, wanted), arguments)


def _by_id(session: Session, typed: str) -> Deal | None:
    """Ids hold hyphens and end in letters at random: none is a company's name."""
    deal = queries.get(session, typed.strip())
    if deal and deal.id != typed.strip():
        output.note(f"{typed.strip()} is part of {deal.id} now.")
    return deal


def _wanted(session: Session, arguments: argparse.Namespace) -> Wanted:
    if arguments.other and not arguments.company:
        raise Wrong("--with needs the other company too: dealwire deals Ford --with CATL")
    return Wanted(
        company=naming.slug(session, arguments.company) if arguments.company else None,
        other=naming.slug(session, arguments.other) if arguments.other else None,
        type=DealType(arguments.type) if arguments.type else None,
        stage=Stage(arguments.stage) if arguments.stage else None,
        role=Role(arguments.role) if arguments.role else None,
        since=days.beginning(arguments.since) if arguments.since else None,
        until=days.end(arguments.until) if arguments.until else None,
        background=arguments.background,
        group=arguments.group,
    )


def _limit(arguments: argparse.Namespace) -> int | None:
    for_people = not (arguments.json or arguments.csv)
    return arguments.limit or (SHOWN if for_people else None)


def _one(deal: Deal, arguments: argparse.Namespace) -> int:
    if arguments.json or arguments.csv:
        return _list([deal], 1, arguments)
    print_deal(deal, lines.width())
    return DONE


def _list(found: list[Deal], count: int, arguments: argparse.Namespace) -> int:
    if arguments.json:
        output.as_json([as_json(deal) for deal in found])
    elif arguments.csv:
        print_csv(found)
    else:
        print_table(found, lines.width())
    if count > len(found):
        output.note(f"{len(found)} of {count} deals, the newest; `--limit {count}` shows all.")
    return DONE


def _nothing(arguments: argparse.Namespace, sentence: str) -> int:
    if arguments.csv:
        print_csv([])
    return nothing(arguments, [], sentence)


def _why_nothing(session: Session, wanted: Wanted) -> str:
    recalled = 0 if wanted.background else queries.count(session, replace(wanted, background=True))
    if recalled:
        known = deal_words.counted(recalled, "deal")
        return f"No such deal is news here; articles recall {known} of old: add --background to see them."
    return "No such deal is known. Leave out a condition, or add articles: `dealwire ingest PATH`."
