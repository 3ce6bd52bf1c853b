"""Deals as CSV, one a line, for spreadsheets."""

import csv
import sys
from collections.abc import Iterable
from typing import TextIO

from corpus.deals.views import Deal, as_json

COLUMNS = (
    "id", "type", "stage", "confirmation", "parties", "companies", "product", "quantity", "unit", "value",
    "currency", "places", "announced", "start", "first_published", "revision", "background", "articles", "urls",
)  # fmt: skip
#: A spreadsheet takes a cell that begins so for a formula, and runs it; the text is anyone's.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def print_csv(deals: Iterable[Deal]) -> None:
    """A line of names, then the deals; several values in one cell are parted by "; "."""
    write(deals, sys.stdout)


def write(deals: Iterable[Deal], into: TextIO) -> None:
    """The same, into a file."""
    writer = csv.DictWriter(into, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for deal in deals:
        writer.writerow({name: _safe(cell) for name, cell in _row(deal).items()})


def _row(deal: Deal) -> dict[str, object]:
    shown = as_json(deal)
    plain = ("id", "type", "stage", "confirmation", "product", "announced", "start", "first_published", "revision")
    return {name: shown[name] for name in plain} | {
        "parties": "; ".join(f"{party.name} ({party.role.value})" for party in deal.parties),
        "companies": "; ".join(party.company for party in deal.parties),
        "quantity": _plain(deal.quantity.amount) if deal.quantity else None,
        "unit": deal.quantity.unit if deal.quantity else None,
        "value": _plain(deal.value.amount) if deal.value else None,
        "currency": deal.value.currency if deal.value else None,
        "places": "; ".join(deal.places),
        "background": "yes" if deal.background else "no",
        "articles": "; ".join(report.article_id for report in deal.reports),
        "urls": "; ".join(report.url for report in deal.reports if report.url),
    }


def _plain(amount: float) -> str:
    """`5000000000`, not `5e+09` or `5000000000.0`."""
    return f"{amount:.6f}".rstrip("0").rstrip(".")


def _safe(cell: object) -> object:
    text = "" if cell is None else str(cell).encode(errors="replace").decode()
    return f"'{text}" if text.startswith(_FORMULA) else text
