"""Batches: JSON lines in, JSON lines out, each written as soon as it is done."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from bot import progress
from bot.exits import DONE, FAILED
from bot.printing import output


def run(source: str, target: str | None, answer: Callable[[dict[str, Any]], dict[str, Any]]) -> int:
    """Answers every line; one that is wrong gets `{"id", "error"}` in its place and makes the exit code 1."""
    wrong = 0
    with _lines_of(source) as lines, _writing(target) as out, progress.shown("Answering", " lines") as tell:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            made = _answered(line, number, answer)
            wrong += "error" in made
            print(output.in_json(made), file=out, flush=True)
            tell(number)
    if wrong:
        output.note(f"{wrong} lines could not be answered; each has an error in its place.")
    return FAILED if wrong else DONE


def field(record: dict[str, Any], name: str, kind: type, default: Any = None) -> Any:
    """A field of a line.

    Raises:
        ValueError: it is missing and has no default, or is not of this kind.
    """
    value = record.get(name)
    if value is None and default is not None:
        return default
    if value is None:
        raise ValueError(f'"{name}" is missing')
    if not isinstance(value, kind) or (isinstance(value, str) and not value.strip()):
        raise ValueError(f'"{name}" must be a {kind.__name__}')
    return value


def _answered(line: str, number: int, answer: Callable[[dict[str, Any]], dict[str, Any]]) -> dict[str, Any]:
    id_: object = None
    try:
        record = json.loads(line)
        if not isinstance(record, dict):
            raise ValueError("not a JSON object")
        id_ = record.get("id")
        return answer(record)
    except (ValueError, RecursionError) as error:  # JSONDecodeError is a ValueError
        return {"id": id_, "line": number, "error": str(error)}


@contextmanager
def _lines_of(source: str) -> Iterator[TextIO]:
    if source == "-":
        yield sys.stdin
        return
    with Path(source).open(encoding="utf-8-sig", errors="replace") as lines:
        yield lines


@contextmanager
def _writing(target: str | None) -> Iterator[TextIO]:
    if target is None or target == "-":
        yield sys.stdout
        return
    with Path(target).open("w", encoding="utf-8") as out:
        yield out
