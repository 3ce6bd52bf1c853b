"""What a chat model is shown of an article: the sentences that may tell a deal, marked as data on every line."""

import random
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from string import Template

from corpus.deals.reading.page import Page
from corpus.text.cleaning import one_line

#: Sentences of the text's beginning that are always shown: news says there what it is about.
_LEAD = 6
#: Of a title and of a sentence; what is longer is a table or no prose.
_TITLE, _SENTENCE = 300, 700
#: For the rules, the lines around the article, and every line's mark.
_FENCE, _MARK = 200, 8
#: Left for an article, however little a prompt may hold.
_LEAST = 1_000
_CONSONANTS = "bcdfghjklmnpqrstvwxz"


def prompt(page: Page, characters: int, rng: random.Random) -> tuple[str, str]:
    """The rules and the article, `characters` together.

    `rng` makes the mark: a stranger who could guess it could write lines that look like ours.
    """
    lines = list(_lines(page, max(_LEAST, characters - len(_rules().template) - _FENCE)))
    mark = _mark(lines, rng)
    fenced = [f"{mark} BEGIN article", *(f"{mark} {line}" for line in lines), f"{mark} END article"]
    return _rules().substitute(mark=mark).strip(), "\n".join(fenced)


def shown(page: Page, room: int) -> list[int]:
    """The numbers of the sentences that a model is shown, in reading order.

    The title, the first six sentences of the text, then those that name two companies, from the top, until the room is
    used up: a deal is told in the lead or where its parties stand together, and the rest of a long article
    would cost as much again and overflow the windows of small models.
    """
    titles = [number for number, sentence in enumerate(page.sentences) if sentence.in_title]
    body = list(range(len(titles), len(page.sentences)))
    telling = [number for number in body[_LEAD:] if _names_two(page, number)]
    chosen: list[int] = []
    for number in (*titles, *body[:_LEAD], *telling):
        room -= len(_line(page, number)) + _MARK
        if room < 0:
            break
        chosen.append(number)
    return sorted(chosen)


def _lines(page: Page, room: int) -> Iterator[str]:
    published = page.article.published
    yield f"Published: {published:%A, %Y-%m-%d}" if published else "Published: unknown"
    before = None
    for number in shown(page, room):
        if before is not None and number > before + 1:
            yield "…"
        is_title = page.sentences[number].in_title
        yield f"Title: {_line(page, number)}" if is_title else _line(page, number)
        before = number


def _line(page: Page, number: int) -> str:
    sentence = page.sentences[number]
    return one_line(page.text(sentence), _TITLE if sentence.in_title else _SENTENCE)


def _names_two(page: Page, number: int) -> bool:
    return len({slug for mention in page.sentences[number].parties() for slug in mention.slugs}) > 1


def _mark(lines: Sequence[str], rng: random.Random) -> str:
    """Nothing that a language writes; short, for it is on every line."""
    while True:
        mark = "d" + "".join(rng.choices(_CONSONANTS, k=4))
        if not any(mark in line for line in lines):
            return mark


@cache
def _rules() -> Template:
    return Template(files("corpus.deals.reading").joinpath("prompts/deals.md").read_text(encoding="utf-8"))
