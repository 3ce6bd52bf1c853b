"""The texts of the interface: complete in every language, none unused, placeholders the same."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

import bot
from bot.alerts.schedule import Mode
from bot.conversation import deal_words, doing, texts
from bot.conversation.flags import Kind, Outcome
from bot.conversation.lookups import cases
from bot.pictures.relations import _ORDER
from corpus.deals.cards import RELATIONS
from corpus.deals.drafts import DealType, Role, Stage

ROOT = Path(bot.__file__).parent
SOURCES = [
    *(path for room in ("alerts", "conversation", "pictures", "telegram") for path in (ROOT / room).rglob("*.py")),
    ROOT / "commands" / "chat.py",
]
KEY = re.compile(r"[a-z_]+(\.[a-z_]+)+")
#: Names of a file and of a package, which look like keys.
NO_KEYS = {cases.NAME, "picture.png", texts.__package__}
ENGLISH = texts.of("en")
KINDS_KEPT = ("questions", "feedback", "flags", "pairing", "subscriptions", "settings")
#: Texts whose key is made from a value, and the values there are.
MADE = {
    "type": set(DealType),
    "stage": set(Stage),
    "role": set(Role),
    "confirmation": {"single", "several", "company", "recalled"},
    "field": {"deal", "party", "stage", "product", "quantity", "value", "place", "announced", "start"},
    "relation": set(RELATIONS),
    "related": {
        "same_parties", "other_type", "other_direction", "other_product", "other_place", "other_round",
        "part_of_it", "includes_it", "told_together",
    },
    "next": {f"{relation}.{which}" for relation in RELATIONS for which in ("all", "others")},
    "scale": {word for _, word in deal_words._SCALES},
    "unit": set(deal_words._COUNTED),
    "command": set(doing.COMMANDS),
    "flag": set(Kind),
    "outcome": set(Outcome),
    "wish_kind": set(DealType),
    "times_mode": set(Mode),
    "times_ask": {"quiet", "urgent", "most"},
    "forget": {f"{kind}.{n}" for kind in KINDS_KEPT for n in ("one", "other")} | {"done", "nothing"},
    "drawn_stage": set(Stage),
    "drawn_type": set(DealType),
    "drawn_leads": {"supply", "acquisition", "investment", "licensing"},
    "drawn_relation": {
        f"{relation.type}_{relation.direction}.{form}" for relation in _ORDER for form in ("one", "other", "brief")
    },
}  # fmt: skip


def literals() -> Iterator[str]:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_no_text_is_missing_in_any_language(language: str) -> None:
    assert texts.of(language).names == ENGLISH.names
    assert texts.of(language).language == language


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_placeholders_agree_with_the_english_ones(language: str) -> None:
    spoken = texts.of(language)

    wrong = [key for key in ENGLISH.names if placeholders(spoken._by_key[key]) != placeholders(ENGLISH._by_key[key])]
    assert wrong == []


@pytest.mark.parametrize("language", [code for code in texts.LANGUAGES if code != "en"])
def test_texts_are_translated(language: str) -> None:
    spoken, longest = texts.of(language), 25
    same = [key for key, text in ENGLISH._by_key.items() if len(text) > longest and spoken._by_key[key] == text]
    assert same == []


def test_texts_made_from_values_are_those_that_there_are() -> None:
    for group, names in MADE.items():
        assert {key.partition(".")[2] for key in ENGLISH.names if key.startswith(f"{group}.")} == names, group


def test_no_text_is_unused_and_none_that_is_asked_for_is_missing() -> None:
    written = set(literals())
    plain = {key for key in ENGLISH.names if key.partition(".")[0] not in MADE}
    counted = {key.rpartition(".")[0] for key in plain if key.endswith((".one", ".other"))}
    expected = {key for key in plain if key.rpartition(".")[0] not in counted} | counted

    assert {key for key in expected if key not in written} == set()
    tables = {key.partition(".")[0] for key in ENGLISH.names}
    asked = {each for each in written if KEY.fullmatch(each) and each.partition(".")[0] in tables} - NO_KEYS
    assert asked - expected - ENGLISH.names == set()


@pytest.mark.parametrize(
    ("said", "spoken"), [("de", "de"), ("de-AT", "de"), ("es_MX", "es"), ("pt-BR", "en"), ("", "en"), ("C.UTF-8", "en")]
)
def test_client_is_spoken_to_in_its_language_or_in_english(said: str, spoken: str) -> None:
    assert texts.of(said).language == spoken


def test_numbers_and_days_are_written_as_the_language_does() -> None:
    assert [texts.of(code).number(1234567.25) for code in texts.LANGUAGES] == [
        "1,234,567.25",
        "1.234.567,25",
        "1.234.567,25",
    ]
    assert texts.of("es").day(date(2024, 3, 9)) == "9 mar. 2024"
    assert ENGLISH.counted("deals.count", 1) == "1 deal" and ENGLISH.counted("deals.count", 2000) == "2,000 deals"


@pytest.mark.parametrize(
    ("known", "said"),
    [("2024", "2024"), ("2024-03", "Mär 2024"), ("2024-03-29", "29. März 2024"), ("2024-03-29T08:00", "29. März 2024"),
     ("2024-13", "2024-13"), ("early 2024", "early 2024"), ("", "")],
)  # fmt: skip
def test_days_are_written_as_precisely_as_they_are_known(known: str, said: str) -> None:
    german = texts.of("de")

    assert german.when(known) == said.replace("Mär ", german("date.months").split()[2] + " ")
