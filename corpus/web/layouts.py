"""Tables that only lay a page out, as pages of old do: to those who look for its text they are boxes."""

from lxml.html import HtmlElement

#: A cell of figures holds less.
_CELL_CHARACTERS = 300
_PARTS = ("table", "tbody", "tr", "td")
_HEADINGS = ("th", "caption", "thead")


def untable(tree: HtmlElement) -> None:
    """Makes boxes of the tables that hold whole texts, or other tables, in a cell."""
    for table in [each for each in tree.iter("table") if _is_layout(each)]:
        for part in (table, *(each for each in table.iter(*_PARTS) if _table_of(each) is table)):
            part.tag = "div"


def _is_layout(table: HtmlElement) -> bool:
    if next(table.iter(*_HEADINGS), None) is not None:
        return False
    return next(table.iterdescendants("table"), None) is not None or any(
        len(cell.text_content()) > _CELL_CHARACTERS for cell in table.iter("td")
    )


def _table_of(part: HtmlElement) -> HtmlElement | None:
    return next(part.iterancestors("table"), None)
