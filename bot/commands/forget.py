"""`dealwire forget`: deletes articles, and with them what the index holds of them."""

import argparse

from bot import bootstrap, printing, settings
from bot.commands.indexing import bring_up
from bot.exits import DONE, NOTHING_FOUND
from corpus import articles


def run(arguments: argparse.Namespace) -> int:
    with bootstrap.corpus(settings.load()) as opened:
        with opened.sessions.writing() as session:
            known = {id_: articles.forget(session, id_) for id_ in arguments.ids}
        if any(known.values()):
            bring_up(opened, "forget")
    if arguments.json:
        printing.as_json({"forgotten": [i for i in known if known[i]], "unknown": [i for i in known if not known[i]]})
    else:
        for id_, forgotten in known.items():
            printing.note(f"{id_}: {'forgotten' if forgotten else 'there is no article of this id'}")
    return DONE if all(known.values()) else NOTHING_FOUND
