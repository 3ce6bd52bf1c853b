"""What stands around the quotes of an answer without a model, in the person's language: the quotes stay as they are."""

import re
from collections.abc import Callable

from bot.conversation.texts import Texts
from corpus.deals.drafts import Stage

_Put = Callable[[Texts, re.Match[str]], str]
#: Quoted words are left alone; of the rest, the turns of phrase that `index.answering` puts around them.
_PARTS = re.compile(r"(“[^”]*”)")
_DAY = r"(\d{4}-\d\d-\d\d)"
_TURNS: tuple[tuple[re.Pattern[str], _Put], ...] = (
    (re.compile(rf"\bEarlier \({_DAY}\): "), lambda texts, found: texts("said.earlier", day=texts.when(found[1]))),
    (re.compile(rf", as of {_DAY}: "), lambda texts, found: texts("said.as_of_named", day=texts.when(found[1]))),
    (re.compile(rf"\bAs of {_DAY}: "), lambda texts, found: texts("said.as_of", day=texts.when(found[1]))),
    (re.compile(r"^Yes\b(?=[:,]|\Z)"), lambda texts, _: texts("said.yes")),
    (re.compile(r"^No\b(?=[:,]|\Z)"), lambda texts, _: texts("said.no")),
    (re.compile(r"; and (\d+) more\."), lambda texts, found: texts("said.and_more", n=found[1])),
    # `(cells, mou, 2023-02)`: the stage and the month of a deal in a list.
    (
        re.compile(rf"(?<=[(,]) ?({'|'.join(stage.value for stage in Stage)})(?=, \d{{4}}-|\))"),
        lambda texts, found: found[0].replace(found[1], texts(f"stage.{found[1]}")),
    ),
    (re.compile(r"\b(\d{4}-\d\d)(?=\))"), lambda texts, found: texts.when(found[1])),
)


def in_words(texts: Texts, text: str) -> str:
    return "".join(part if part.startswith("“") else _put(texts, part) for part in _PARTS.split(text))


def _put(texts: Texts, text: str) -> str:
    for pattern, put in _TURNS:
        text = pattern.sub(lambda found, put=put: put(texts, found), text)  # type: ignore[misc]
    return text
