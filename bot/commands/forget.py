"""`dealwire forget`: deletes articles, and with them what the index and the deals hold of them."""

import argparse
from datetime import UTC, datetime

from bot import bootstrap, settings
from bot.commands import deal_reading, indexing
from bot.exits import DONE, NOTHING_FOUND
from bot.printing import output
from corpus import articles
from corpus.deals import recording


def run(arguments: argparse.Namespace) -> int:
    with bootstrap.corpus(settings.load()) as opened:
        with opened.sessions.writing() as session:
            known = {id_: articles.forget(session, id_) for id_ in arguments.ids}
            now = datetime.now(UTC)
            bootstrap.on_changes()(session, recording.settle(session, now), now)
        if any(known.values()):
            indexing.bring_up(opened, "forget")
            deal_reading.bring_up(opened)  # a copy may have taken the place of its original
    if arguments.json:
        output.as_json({"forgotten": [i for i in known if known[i]], "unknown": [i for i in known if not known[i]]})
    else:
        for id_, forgotten in known.items():
            output.note(f"{id_}: {'forgotten' if forgotten else 'there is no article of this id'}")
    return DONE if all(known.values()) else NOTHING_FOUND
