"""`dealwire deals --merge` and `--split`: an admin puts right which articles tell one deal."""

import argparse
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from bot import bootstrap
from bot.commands.looking_up import all_read, nothing
from bot.exits import DONE
from bot.printing import deal_words, output
from corpus.deals import corrections, queries
from corpus.deals.views import Deal, as_json


def run(arguments: argparse.Namespace) -> int:
    ids = arguments.merge or arguments.split[:1]
    with all_read() as opened, opened.sessions.writing() as session:
        before = [queries.get(session, id_) for id_ in ids]
        if None in before:
            unknown = ids[before.index(None)]
            return nothing(arguments, [], f"There is no deal “{unknown}”: `dealwire deals` shows the ids.")
        after = _merge(session, *arguments.merge) if arguments.merge else _split(session, *arguments.split)
    if arguments.json:
        output.as_json([as_json(deal) for deal in after])
    else:
        print("One deal now:" if arguments.merge else f"{len(after)} deals now:")
        for deal in after:
            print(_told(deal))
    return DONE


def _merge(session: Session, id_: str, into: str) -> list[Deal]:
    corrections.merge(session, id_, into, datetime.now(UTC), bootstrap.on_changes())
    return _deals(session, [into])


def _split(session: Session, id_: str, *article_ids: str) -> list[Deal]:
    changes = corrections.split(session, id_, article_ids, datetime.now(UTC), bootstrap.on_changes())
    return _deals(session, [id_, *(change.deal_id for change in changes)])


def _deals(session: Session, ids: list[str]) -> list[Deal]:
    """The deals that these ids lead to, each once."""
    found = {deal.id: deal for id_ in ids if (deal := queries.get(session, id_))}
    return list(found.values())


def _told(deal: Deal) -> str:
    n = len(deal.reports)
    head = f"{deal.id}: {deal_words.parties(deal.parties)}, {deal_words.counted(n, 'report')}"
    titles = [f"  {report.article_id}  {' '.join(report.title.split())}" for report in deal.reports]
    return "\n".join([head, *titles])
