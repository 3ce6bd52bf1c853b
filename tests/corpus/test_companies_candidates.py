"""Companies that are on no list."""

import pytest

from corpus.companies import candidates
from corpus.companies.gazetteer import gazetteer


def learnt(text: str) -> list[tuple[str, str]]:
    found = candidates.find(text, gazetteer().find(text))
    return [(mention.text, mention.slug) for mention in found]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The order went to Zelvora Inc. of Ohio.", "Zelvora Inc."),
        ("Shares of Zelvora rose after the news.", "Zelvora"),
        ("The start-up Zelvora is hiring.", "Zelvora"),
        ("Swedish battery maker Zelvora has a plan.", "Zelvora"),
        ("Zelvora, a California-based maker of cathodes, is growing.", "Zelvora"),
        ("The news was confirmed by Ann Lee, CEO of Zelvora.", "Zelvora"),
        ("Zelvora's chief executive was pleased.", "Zelvora"),
        ("Zelvora and Panasonic signed an agreement.", "Zelvora"),
        ("Mazda signed a supply deal with Zelvora on Monday.", "Zelvora"),
        ("It then acquired Zelvora for an undisclosed sum.", "Zelvora"),
        ("The cells come from Zelvora Batteries in large numbers.", "Zelvora Batteries"),
        ("Zelvora (NASDAQ: ZLV) rose.", "Zelvora"),
        ("Clean Motion Ltd. makes cars.", "Clean Motion Ltd."),
        ("Honda will invest in Zelvora.", "Zelvora"),
        ("Then Zelvora CEO Jo Bar came.", "Zelvora"),
        ("It raised $27.5 million from Boston-based Zelvora Yarn.", "Zelvora Yarn"),
        ("Honda signed a deal with the Chinese Zelvora.", "Zelvora"),
        ("The Zelvora-backed start-up has a plan.", "Zelvora"),
        ("Its clients have included Zelvora.", "Zelvora"),
        ("Zelvora raises $20M to make lamps.", "Zelvora"),
        ("Then Zelvora, which raised its seed round in May, grew.", "Zelvora"),
        ("Then Zelvora announced its intention to acquire a shop.", "Zelvora"),
        ("It acquired the plant from Zelvora in May.", "Zelvora"),
        ("Jo Bar, a partner at Zelvora, was pleased.", "Zelvora"),
        ("It had merged with Zelvora before.", "Zelvora"),
        ("Money came from the agency Zelvora.", "Zelvora"),
        ("Honda will invest in Zelvora AI.", "Zelvora AI"),
        ("A round was led by Quarry Partners in May.", "Quarry Partners"),
        ("Rights of Zelvora Records are for sale.", "Zelvora Records"),
        ("Then Zelvora.ai said it grew.", "Zelvora.ai"),
    ],
)
def test_evidence_in_the_article_makes_a_name_a_company(text: str, name: str) -> None:
    assert [found for found, _ in learnt(text)] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Zelvora is nice in spring.",
        "A plant in Debrecen, Hungary, makes cells.",
        "Peter Zelvor said the plant was late. Zelvor signed the letter.",
        "In October the Ministry of Economy said the European Commission agreed.",
        "The Company said it plans more. However, Batteries will be cheap.",
        "The Hyundai Kona leads. Kona will sell well, and Kona has raised hopes.",
        "Tesla Model 3 and Model Y are made by Tesla.",
        "The EV maker signed a deal with China and the US.",
        "Why Battery Makers Will Build Plants With Partners In Europe",
        "The CIOs said that PSUs owned by banks agreed to pay. I’ve agreed to it.",
        "A plant in Zelva Prefecture is near. They signed an agreement with Zelva.",
        "Chief executive Jo Zelvor signed a deal with Honda.",
        "Honda was led by Los Zelvos-based rivals. A deal with Los Zelvos-based Honda was signed.",
        "The Securities and Exchange rules are old. They will invest in Windows and Fortnite.",
        "The iPad app has users, and iPhone users bought ChatGPT. The AI board met. Generative AI said so.",
        "The start-up was funded by Reid Zelvor and Randy Zelvor.",
    ],
)
def test_places_people_products_and_offices_are_no_companies(text: str) -> None:
    assert learnt(text) == []


def test_short_form_is_the_company_named_in_full_elsewhere_in_the_article() -> None:
    text = "Zelvora Batteries Inc. will supply Honda. It is cheap, and Zelvora is proud. Honda likes Zelvora."

    assert learnt(text) == [
        ("Zelvora Batteries Inc.", "zelvora_batteries"),
        ("Zelvora", "zelvora_batteries"),
        ("Zelvora", "zelvora_batteries"),
    ]


def test_short_form_of_two_companies_is_neither() -> None:
    text = "Zelvora Batteries Inc. and Zelvora Motors Inc. merged. The name Zelvora stays."

    assert [name for name, _ in learnt(text)] == ["Zelvora Batteries Inc.", "Zelvora Motors Inc."]


def test_name_that_begins_with_an_ordinary_word_is_whole_where_it_opens_a_sentence() -> None:
    text = "A round was led by Quarry Partners in May. Quarry Partners invested before."

    assert [name for name, _ in learnt(text)] == ["Quarry Partners", "Quarry Partners"]


def test_known_company_is_no_candidate() -> None:
    assert learnt("Panasonic Energy Co., Ltd. and Mazda Motor Corporation signed an agreement.") == []


@pytest.mark.parametrize(
    "piece", ["A-", "Zelvora Inc. ", "Zelvora and Mazda signed. ", "Aa Bb Cc Dd ", "of X, a ", "\n"]
)
def test_hostile_text_is_read_to_its_end(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    known = gazetteer().find(text)

    # Quadratic work would take minutes and meet the time limit of the tests.
    found = candidates.find(text, known)

    assert all(text[mention.start : mention.end] == mention.text for mention in found)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Zelvora Grid, which heats cells, secured $23.5 million from Honda.", "Zelvora Grid"),
        ("Ford will supply 300 electric vans to Zelvora.", "Zelvora"),
        ("Zelvora (ZLV) has won a contract to build vans.", "Zelvora"),
        ("Charge Enterprises to buy a rival for about $18 million.", "Charge Enterprises"),
        ("ABB has a majority stake in Zelvora New Energy Technology.", "Zelvora New Energy Technology"),
    ],
)
def test_deal_tells_who_is_a_company(text: str, name: str) -> None:
    assert name in [found for found, _ in learnt(text)]
