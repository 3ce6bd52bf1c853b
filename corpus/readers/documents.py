"""Files that are one article each: Markdown, plain text and HTML."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

import yaml

from corpus.errors import Refused
from corpus.readers.reading import Reading, article, first_line, from_record, is_http
from corpus.text import decoding, markup
from corpus.web import pages

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

#: 2,000,000 characters take 8 MB at most.
MAX_DOCUMENT_BYTES = pages.MAX_PAGE_BYTES

#: PyYAML takes a second for 100 kB.
MAX_FRONT_MATTER_CHARACTERS = 50_000

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_HEADING = re.compile(r"<h[1-6]>(.*?)</h[1-6]>", re.S)

# What YAML calls null, as a loader gives it that leaves every value a string.
_NULLS = {"", "null", "Null", "NULL", "~"}


def read_text(data: bytes, origin: str) -> Iterator[Reading]:
    """The whole file is the text; its first line is the title too.

    Raises:
        Refused: the file is empty, binary or too long.
    """
    text = _decoded(data, origin)
    yield article(origin, first_line(text), text)


def read_markdown(data: bytes, origin: str) -> Iterator[Reading]:
    """Front matter with the keys of a JSON article, then the text, read as it would be shown.

    Without a title the first heading is it, else the first line.

    Raises:
        Refused: the front matter is no YAML or a key in it is wrong; or as `read_text`.
    """
    fields, body = _front_matter(_decoded(data, origin).replace("\r\n", "\n"), origin)
    html = _rendered(body, origin)
    text = markup.plain(html)
    record = {"title": _heading(html) or first_line(text), **fields, "text": text}
    if not text:
        raise Refused(origin, "empty: there is no text in it")
    yield from_record(origin, record)


def read_html(data: bytes, origin: str) -> Iterator[Reading]:
    """The article of a saved page.

    Raises:
        Refused: no article text is found in it; or as `read_text`.
    """
    page = pages.page(_decoded(data, origin, markup=True))
    if page is None:
        raise Refused(origin, "no article text found: is it a page that a script fills in?")
    url = page.url if page.url and is_http(page.url) else None
    title = page.title or first_line(page.text)
    yield article(
        origin,
        title,
        page.text,
        url=url,
        source=page.source,
        published=page.published,
        language=page.language,
        author=page.author,
        note=page.note,
    )


def _decoded(data: bytes, origin: str, markup: bool = False) -> str:
    text = decoding.decode(data, markup=markup)
    if text is None:
        raise Refused(origin, "binary, not text: save it as UTF-8 text")
    if not text.strip():
        raise Refused(origin, "empty: there is no text in it")
    return text


def _front_matter(text: str, origin: str) -> tuple[dict[object, object], str]:
    """The fields, null ones left out, and what follows them."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        return {}, text
    if len(match[1]) > MAX_FRONT_MATTER_CHARACTERS:
        raise Refused(origin, f"its front matter is longer than {MAX_FRONT_MATTER_CHARACTERS:,} characters")
    try:
        # BaseLoader: an id of 007 stays 007, a title of "Yes" no boolean, and dates are read as in JSON.
        fields = yaml.load(match[1], Loader=yaml.BaseLoader)  # noqa: S506, it makes strings only
    except (yaml.YAMLError, ValueError) as error:
        raise Refused(origin, f"its front matter is not YAML: {_fault(error)}") from error
    except RecursionError as error:
        raise Refused(origin, "its front matter is nested too deeply") from error
    if fields is not None and not isinstance(fields, dict):
        return {}, text  # a text that begins with a rule
    known = {key: value for key, value in (fields or {}).items() if not _is_null(value)}
    return known, text[match.end() :]


def _is_null(value: object) -> bool:
    return isinstance(value, str) and value in _NULLS


def _fault(error: Exception) -> str:
    problem = getattr(error, "problem", None) or "it cannot be parsed"
    mark = getattr(error, "problem_mark", None)
    # One for counting from 1, one for the line of dashes above.
    return f"{problem} at line {mark.line + 2}" if mark else str(problem)


def _rendered(text: str, origin: str) -> str:
    try:
        html: str = _markdown().render(text)
    except RecursionError as error:
        raise Refused(origin, "its Markdown is nested too deeply") from error
    return html


@lru_cache(maxsize=1)
def _markdown() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # here: most files are not Markdown

    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def _heading(html: str) -> str:
    return next((title for match in _HEADING.finditer(html) if (title := markup.plain(match[1]))), "")
