"""Questions in German, Spanish and French, put into the English that the question reader understands."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.companies import questions as naming
from corpus.companies.gazetteer import gazetteer
from corpus.deals.drafts import DealType, Role
from index.asking import asks, lookups
from index.asking.asks import Asks
from index.asking.foreign import vocabulary
from index.asking.foreign.rendering import in_english

TODAY = date(2026, 11, 23)
GOLD = Path(__file__).parents[2] / "data" / "gold" / "dev.jsonl"


def test_no_english_question_is_touched() -> None:
    labelled = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    asked = [text for each in labelled for text in (each["question"], *each.get("history", ()))]

    assert [text for text in asked if in_english(text) != text] == []


@pytest.mark.parametrize(
    "text",
    [
        "Model Y price",
        "What did Le Monde say about Stellantis?",
        "Tesla Y 2025",
        "the die cast plant was in Los Angeles",
        "Rio de Janeiro plant of BYD",
        "sales in March",
        "GM?",
        "",
        "?!",
    ],
)
def test_english_with_words_and_names_of_other_languages_stays_as_it_is(text: str) -> None:
    assert in_english(text) == text


@pytest.mark.parametrize(
    ("question", "english"),
    [
        ("Wer liefert Batterien an Ford?", "who supplies batteries to Ford?"),
        ("Von wem kauft BMW Zellen?", "from whom does BMW buy cells?"),
        ("Wen beliefert CATL?", "whom does CATL supply?"),
        ("Welche Autohersteller beliefert Samsung SDI?", "which carmakers does Samsung SDI supply?"),
        ("Wer steigt bei Rivian ein?", "who invests in Rivian?"),
        ("Wer hat Arcadium Lithium übernommen?", "who has taken over Arcadium Lithium?"),
        ("Von wem wurde Arcadium Lithium gekauft?", "who bought Arcadium Lithium?"),
        ("Wann soll das Werk gebaut werden?", "when should the plant be built?"),
        ("Wer stellt die Batteriezellen für Toyota her?", "who makes the battery cells for Toyota?"),
        ("¿Quién suministra baterías a Subaru?", "who supplies batteries to Subaru?"),
        ("¿A quién suministra celdas CATL?", "to whom does CATL supply cells?"),
        ("¿De quién compra BMW celdas?", "from whom does BMW buy cells?"),
        ("¿Qué empresas ha comprado Amazon?", "which companies has Amazon bought?"),
        ("¿Cuándo adquirió Tesla a Rivian?", "when did Tesla acquire Rivian?"),
        ("Qui fournit les cellules de Renault ?", "who supplies the cells of Renault?"),
        ("Chez qui BMW achète-t-il ses cellules ?", "from whom does BMW buy its cells?"),
        ("Par qui Arcadium Lithium a-t-il été racheté ?", "who acquired Arcadium Lithium?"),
        ("Est-ce que Ford achète du lithium à ioneer ?", "does Ford buy of lithium from ioneer?"),
        ("Quand Leapmotor a-t-il acheté 20 % de Stellantis ?", "when has Leapmotor bought 20% of Stellantis?"),
    ],
)
def test_questions_come_out_in_english_order(question: str, english: str) -> None:
    assert in_english(question) == english


@pytest.mark.parametrize(
    ("question", "english"),
    [
        ("und Nissan?", "and Nissan?"),
        ("seit wann?", "since when?"),
        ("¿y Nissan?", "and Nissan?"),
        ("¿desde cuándo?", "since when?"),
        ("et Nissan ?", "and Nissan?"),
        ("depuis quand ?", "since when?"),
        ("combien de GWh ?", "how many GWh?"),
        ("Lieferanten von Ford", "suppliers of Ford"),
        ("capacidad planta Kokomo", "capacity plant Kokomo"),
    ],
)
def test_follow_ups_and_bare_keywords_are_understood(question: str, english: str) -> None:
    assert in_english(question) == english


@pytest.mark.parametrize(
    ("question", "written"),
    [
        ("Wer uebernimmt Arcadium?", "wer übernimmt arcadium?"),
        ("quien suministra baterias a Mazda", "Quién suministra baterías a Mazda"),
        ("combien coute l'usine de Lansing", "Combien coûte l’usine de Lansing"),
    ],
)
def test_accents_and_capitals_may_be_left_out(question: str, written: str) -> None:
    assert in_english(question).lower() == in_english(written).lower()
    assert in_english(question) != question


def test_amounts_are_written_as_english_writes_them() -> None:
    assert in_english("Wer hat den Auftrag über 4,3 Milliarden Dollar?").endswith("4.3 billion dollars?")
    assert "1,500" in in_english("¿Cuántos de los 1.500 empleados trabajan en Douai?")


@pytest.mark.parametrize(
    ("question", "company", "others", "type_"),
    [
        ("Wer sind die Lieferanten von Tesla?", "tesla", Role.SUPPLIER, DealType.SUPPLY),
        ("Welche Firmen beliefern Tesla mit Batteriezellen?", "tesla", Role.SUPPLIER, DealType.SUPPLY),
        ("Welche Autohersteller beliefert Samsung SDI?", "samsung_sdi", Role.BUYER, DealType.SUPPLY),
        ("In welche Unternehmen hat VW investiert?", "volkswagen", Role.INVESTEE, DealType.INVESTMENT),
        ("¿En qué empresas ha invertido Stellantis?", "stellantis", Role.INVESTEE, DealType.INVESTMENT),
        ("¿Quién le compra a ioneer?", "ioneer", Role.BUYER, DealType.SUPPLY),
        ("¿Cuántas empresas conjuntas tiene Samsung SDI?", "samsung_sdi", Role.PARTNER, DealType.JOINT_VENTURE),
        ("Quelles entreprises Amazon a-t-elle rachetées ?", "amazon", Role.TARGET, DealType.ACQUISITION),
        ("À qui CATL vend-il ses batteries ?", "catl", Role.BUYER, DealType.SUPPLY),
    ],
)
def test_lists_that_the_table_of_deals_answers_are_look_ups(
    question: str, company: str, others: Role, type_: DealType
) -> None:
    lookup = lookups.read(in_english(question), TODAY)

    assert lookup is not None
    assert (lookup.company, lookup.others, lookup.type) == (company, others, type_)


def test_the_time_asked_about_is_understood() -> None:
    lookup = lookups.read(in_english("Welche Gemeinschaftsunternehmen wurden seit 2024 gegründet?"), TODAY)

    assert lookup is not None
    assert (lookup.type, lookup.told.since) == (DealType.JOINT_VENTURE, date(2024, 1, 1))


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Wie viel zahlt Honda für das Gebäude?", Asks.MONEY),
        ("¿Cuál es la capacidad de la fábrica de Douai?", Asks.QUANTITY),
        ("Où se trouve l'usine de Nissan ?", Asks.PLACE),
        ("Seit wann gehört Primearth zu Toyota?", Asks.DATE),
        ("¿Por qué fracasó la fusión?", Asks.REASON),
        ("Est-ce que Stellantis fusionne avec Renault ?", Asks.YES_NO),
        ("Ist der Vertrag bindend?", Asks.YES_NO),
        ("¿Quién dirige Nio?", Asks.PERSON),
        ("¿Quién abastece a Mazda?", Asks.COMPANY),
    ],
)
def test_what_kind_of_thing_is_asked_for_is_understood(question: str, kind: Asks) -> None:
    assert asks.asked(in_english(question)) is kind


@pytest.mark.parametrize(
    "question",
    [
        "Wer beliefert Panasonic Energy und Prime Planet Energy & Solutions?",
        "¿Qué hacen Compass Minerals y BlueOval SK?",
        "Que produit Automotive Cells Company à Douai ?",
    ],
)
def test_names_of_companies_are_kept(question: str) -> None:
    before, after = (naming.find(gazetteer(), text) for text in (question, in_english(question)))

    assert [mention.text for mention in after] == [mention.text for mention in before]
    assert before


def test_an_article_pasted_in_is_left_alone() -> None:
    article = "Wer liefert Batterien an Ford? " * 60

    assert in_english(article) == article


_WORDS = sorted({word for language in vocabulary.LANGUAGES for word in vocabulary.vocabulary(language).entries})


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*_WORDS, "Ford", "CATL", "Xyz", "20 %", "-", ",", "?", "¿", "d'"]), max_size=7))
def test_any_words_in_any_order_are_read(words: list[str]) -> None:
    assert isinstance(in_english(" ".join(words)), str)
