"""What can be typed to keep feeds."""

import argparse

from bot.arguments import Commands, command, count

_EXAMPLES = """\
  dealwire feeds add https://www.electrive.com cnevpost    a site, a feed's address, or a name of the list below
  dealwire feeds list --suggested                          good public feeds of the trade; none is on by itself
  dealwire feeds list                                      what is polled, when, and what fails
  dealwire feeds poll                                      now, instead of when `dealwire bot` or `work` would
  dealwire feeds remove https://www.electrive.com/feed/
  dealwire feeds import subscriptions.opml
  dealwire feeds export > feeds.opml

RSS, Atom, RDF, JSON Feed and sitemaps. `dealwire bot` and `dealwire work` poll them by themselves: each as often
as news comes in it, as its server asks, never two requests to one server at a time, and as its robots.txt allows."""


def feeds(commands: "Commands[argparse.ArgumentParser]") -> None:
    made = commands.add_parser(
        "feeds",
        help="let the news come in by itself: feeds that are polled",
        description="Feeds that are polled: add, remove, list and poll them, import and export lists of them.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = made.add_subparsers(metavar="ACTION", required=True)
    for add in (_add, _remove, _list, _poll, _import, _export):
        add(actions)


def _action(
    actions: "Commands[argparse.ArgumentParser]", name: str, help_: str, example: str
) -> argparse.ArgumentParser:
    made = command(actions, name, help_, example)
    made.set_defaults(module="feeds", action=name)
    return made


def _add(actions: "Commands[argparse.ArgumentParser]") -> None:
    made = _action(actions, "add", "add feeds, by their addresses, those of their sites or suggested names", "")
    made.add_argument("sources", nargs="+", metavar="URL|NAME", help="a feed, a site or page of one, a suggested name")


def _remove(actions: "Commands[argparse.ArgumentParser]") -> None:
    made = _action(actions, "remove", "poll these no more; the articles that they brought stay", "")
    made.add_argument("feeds", nargs="+", metavar="URL|TITLE", help="a feed, as `dealwire feeds list` shows it")


def _list(actions: "Commands[argparse.ArgumentParser]") -> None:
    made = _action(actions, "list", "the feeds: how they fare, and when they are polled next", "")
    which = made.add_mutually_exclusive_group()
    which.add_argument("--suggested", action="store_true", help="good public feeds of the trade, to be added by name")
    which.add_argument("--parked", action="store_true", help="the entries that could not be read, and why")
    made.add_argument("--limit", type=count(1_000_000), default=50, metavar="N", help="parked entries (default: 50)")


def _poll(actions: "Commands[argparse.ArgumentParser]") -> None:
    made = _action(
        actions,
        "poll",
        "poll the feeds that are due, and read what they bring",
        """\
  dealwire feeds poll
  dealwire feeds poll https://www.electrive.com/feed/       this one, due or not
  dealwire feeds poll --parked                              what could not be read, once more

May be stopped at any moment and run again: nothing is missing or double.""",
    )
    made.add_argument("feeds", nargs="*", metavar="URL|TITLE", help="only these, due or not")
    made.add_argument("--all", action="store_true", help="those too that are not due")
    made.add_argument("--parked", action="store_true", help="try parked entries again")


def _import(actions: "Commands[argparse.ArgumentParser]") -> None:
    made = _action(actions, "import", "add the feeds of an OPML file", "  dealwire feeds import subscriptions.opml")
    made.add_argument("file", metavar="FILE.opml", help="a list of feeds; - for stdin")


def _export(actions: "Commands[argparse.ArgumentParser]") -> None:
    made = _action(actions, "export", "write the feeds as OPML", "  dealwire feeds export feeds.opml")
    made.add_argument("file", nargs="?", metavar="FILE.opml", help="where to (default: stdout)")
