"""What can be typed to look deals up."""

import argparse

from bot.arguments import Commands, command, count, day, name

# Not from `corpus.deals.drafts`: `--help` would take twice as long. A test holds them together.
TYPES = ("supply", "partnership", "joint_venture", "acquisition", "investment", "licensing")
STAGES = ("rumoured", "talks", "mou", "agreed", "completed", "ended", "denied")
ROLES = (
    "supplier", "buyer", "partner", "acquirer", "target", "seller", "investor", "investee", "licensor", "licensee"
)  # fmt: skip


def deals(commands: "Commands[argparse.ArgumentParser]") -> None:
    made = command(
        commands,
        "deals",
        "list deals, of one company or of all, the newest facts first",
        f"""\
  dealwire deals Mazda
  dealwire deals Panasonic --role supplier --since 2024-01-01
  dealwire deals Ford --with CATL --json
  dealwire deals --type joint_venture --stage talks --csv > talks.csv
  dealwire deals mazda-panasonic-energy-supply-2024-03-x7k2p          one deal in full, by its id
  dealwire deals --why mazda-panasonic-energy-supply-2024-03-x7k2p    why its articles tell one deal

types: {", ".join(TYPES)}
stages: {", ".join(STAGES)}
roles: {", ".join(ROLES)}

--json: a list of deals. --csv: one deal a line; its columns:
  id, type, stage, confirmation (single, several, company), parties ("Mazda (buyer); ..."), companies,
  product, quantity, unit, value, currency (amounts in plain numbers), places, announced, start,
  first_published, revision, background, articles (their ids), urls. Several in one cell are parted by "; ";
  a cell that a spreadsheet would run as a formula begins with '.

Articles put together or kept apart wrongly can be put right; it stays so when they are read again:
  dealwire deals --merge ID INTO              both are one deal; either id leads to it
  dealwire deals --split ID ARTICLE ...       these articles tell another deal""",
    )
    made.add_argument("company", nargs="?", type=name, metavar="COMPANY", help="a company's name, or a deal's id")
    _conditions(made)
    made.add_argument(
        "--limit", type=count(1_000_000), metavar="N", help="at most so many (default: 30; JSON, CSV: all)"
    )
    made.add_argument("--csv", action="store_true", help="print CSV alone on stdout")
    made.add_argument("--why", type=name, metavar="ID", help="show what made the reports of this deal one deal")
    made.add_argument("--merge", nargs=2, type=name, metavar=("ID", "INTO"), help="make two deals one")
    made.add_argument(
        "--split", nargs="+", type=name, metavar=("ID", "ARTICLE"), help="make these articles tell another deal"
    )


def _conditions(made: argparse.ArgumentParser) -> None:
    made.add_argument("--with", dest="other", type=name, metavar="COMPANY", help="only deals with this company, too")
    made.add_argument("--type", choices=TYPES, metavar="T", help="only deals of this type")
    made.add_argument("--stage", choices=STAGES, metavar="S", help="only deals that are at this stage now")
    made.add_argument("--role", choices=ROLES, metavar="R", help="only deals in which COMPANY (or anyone) does this")
    made.add_argument("--since", type=day, metavar="D", help="only deals with news of this day or later")
    made.add_argument("--until", type=day, metavar="D", help="only deals whose newest fact is of this day or before")
    made.add_argument("--background", action="store_true", help="also deals that articles only recall")
    _group(made)


def company(commands: "Commands[argparse.ArgumentParser]") -> None:
    made = command(
        commands,
        "company",
        "who a company is, whom it deals with, and its latest deals",
        """\
  dealwire company "Panasonic Energy"
  dealwire company VW --json""",
    )
    made.add_argument("name", type=name, metavar="NAME", help="any name of the company")
    _group(made)


def map_(commands: "Commands[argparse.ArgumentParser]") -> None:
    made = command(
        commands,
        "map",
        "draw the network of a company's deals",
        """\
  dealwire map Toyota -o toyota.png
  dealwire map CATL -o catl.png --since 2024-01-01

Arrows lead from supplier to buyer, from investor to investee; dashed lines are not settled yet.""",
    )
    _picture(made)
    made.add_argument("--since", type=day, metavar="D", help="only deals with news of this day or later")


def timeline(commands: "Commands[argparse.ArgumentParser]") -> None:
    made = command(
        commands,
        "timeline",
        "draw a company's deals in time",
        "  dealwire timeline Northvolt -o northvolt.png",
    )
    _picture(made)
    made.add_argument("--since", type=day, metavar="D", help="only deals with news of this day or later")


def _group(made: argparse.ArgumentParser) -> None:
    made.add_argument(
        "--group",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="a company stands for all that it controls, too (on by default)",
    )


def _picture(made: argparse.ArgumentParser) -> None:
    made.add_argument("company", type=name, metavar="COMPANY", help="any name of the company")
    made.add_argument("-o", "--out", required=True, metavar="FILE.png", help="where the picture goes")
