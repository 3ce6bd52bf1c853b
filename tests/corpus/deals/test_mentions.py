"""Who is named or meant in the sentences of an article."""

import pytest

from corpus.companies.gazetteer import gazetteer
from corpus.deals.drafts import Readable
from corpus.deals.parties import mentions
from corpus.deals.parties.appearances import Appearance, Use
from corpus.deals.parties.mentions import Sentence


def read(text: str, title: str = "") -> list[Sentence]:
    return mentions.find(Readable(title, text, None, None), gazetteer())


def named(text: str, title: str = "") -> list[tuple[str, str]]:
    return [(each.text, each.slugs[0]) for each in appearances(text, title) if each.by_name]


def referred(text: str, title: str = "") -> list[tuple[str, tuple[str, ...]]]:
    return [(each.text, each.slugs) for each in appearances(text, title) if not each.by_name]


def appearances(text: str, title: str = "") -> list[Appearance]:
    return [each for sentence in read(text, title) for each in sentence.mentions]


def test_title_comes_first_and_each_offset_is_into_its_own_text() -> None:
    title, text = "Mazda orders cells", "A deal was signed. Panasonic Energy will supply Mazda."

    found = read(text, title)

    assert [sentence.in_title for sentence in found] == [True, False, False]
    assert [[each.text for each in sentence.mentions] for sentence in found] == [
        ["Mazda"],
        [],
        ["Panasonic Energy", "Mazda"],
    ]
    for sentence in found:
        whole = title if sentence.in_title else text
        assert all(whole[each.start : each.end] == each.text for each in sentence.mentions)
        assert all(sentence.start <= each.start < each.end <= sentence.end for each in sentence.mentions)


def test_article_without_a_title_begins_with_its_text() -> None:
    (sentence,) = read("Mazda is here.")

    assert (sentence.start, sentence.end, sentence.in_title) == (0, 14, False)


def test_name_learnt_from_the_text_counts_in_the_title_and_the_other_way_round() -> None:
    assert named("Mazda signed a deal with Zelvora.", "Zelvora rises")[0] == ("Zelvora", "zelvora")
    assert named("Then Zelvora rose.", "Start-up Zelvora raises $3m")[-1] == ("Zelvora", "zelvora")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Zelvora raised $5 million in a round led by Quorvex and Tamblin.", ["Zelvora", "Quorvex", "Tamblin"]),
        (
            "It raised $5 million from investors, including Quorvex, Tamblin and Pirrol.",
            ["Quorvex", "Tamblin", "Pirrol"],
        ),
        ("Mazda, Zelvora and Toyota signed an agreement.", ["Mazda", "Zelvora", "Toyota"]),
        ("Germany's Zelvora and Mazda signed an agreement.", ["Zelvora", "Mazda"]),
        ("A Quorvex spokeswoman spoke. Mazda was bought by Quorvex.", ["Quorvex", "Mazda", "Quorvex"]),
        ("Zelvora was bought by Snorkel Capital.", ["Zelvora", "Snorkel Capital"]),
        ("Mazda has selected iZelvor.", ["Mazda", "iZelvor"]),
        ("Zelvora obtained a loan from the European Investment Bank.", ["European Investment Bank"]),
        ("Ford has a loan from the U.S. Department of Energy.", ["Ford", "U.S. Department of Energy"]),
        ("Mazda and the University of Zelva agreed to develop cells.", ["Mazda", "University of Zelva"]),
    ],
)
def test_those_in_a_deals_place_are_named(text: str, names: list[str]) -> None:
    assert [name for name, _ in named(text)] == names


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. Department of Energy has a new building.",
        "A professor of the University of Zelva was pleased.",
        "Peter Quorvex and Ann Tamblin signed the letter.",
        "See https://example.com/Ford-Takes-Steps for more, or [here](/2020/Tesla-news).",
    ],
)
def test_bodies_outside_deals_people_and_addresses_are_not(text: str) -> None:
    assert named(text) == []


def test_abbreviation_in_brackets_is_the_company_behind_which_it_stands() -> None:
    text = "Zelvora Power Materials Inc. (ZPM) signed a deal with Mazda. The plant of ZPM is large."

    assert named(text)[-1] == ("ZPM", "zelvora_power_materials")


def test_ordinary_word_that_is_a_name_is_one_where_it_opens_a_sentence_before_a_verb() -> None:
    text = "It was acquired by Snap. The chief spoke to Snap CEO Jo Bar. Snap paid much. Snap decisions are bad."

    assert [name for name, _ in named(text)] == ["Snap", "Snap", "Snap"]


@pytest.mark.parametrize(
    ("text", "name", "use"),
    [
        ("Volkswagen's PowerCo will buy cells.", "Volkswagen", Use.RELATIVE),
        ("PowerCo, a subsidiary of Volkswagen, will buy cells.", "Volkswagen", Use.RELATIVE),
        ("Panasonic Energy, owned by Panasonic Holdings, will supply Mazda.", "Panasonic Holdings", Use.RELATIVE),
        ("Geely-owned Volvo signed a deal.", "Geely", Use.RELATIVE),
        ("Jeep parent Stellantis signed a deal.", "Jeep", Use.RELATIVE),
        ("The plan is off, Mazda told Reuters.", "Mazda", Use.PARTY),
        ("Ford will buy cells, said analysts at Goldman Sachs.", "Goldman Sachs", Use.SOURCE),
        ("Goldman Sachs acted as exclusive financial adviser to Ford.", "Goldman Sachs", Use.ADVISER),
        ("Ford was advised by Goldman Sachs.", "Goldman Sachs", Use.ADVISER),
        ("The Hyundai Kona has cells by CATL.", "Hyundai", Use.PRODUCT),
        ("The BMW iX3 has cells by CATL.", "BMW", Use.PRODUCT),
        ("Hyundai CEO Jo Bar was pleased.", "Hyundai", Use.PARTY),
        ("Toyota Europe ordered cells.", "Toyota", Use.PARTY),
        ("Ford bought cells from a unit of Panasonic.", "Panasonic", Use.PARTY),
        ("Panasonic's Mazda contract is large.", "Panasonic", Use.PARTY),
    ],
)
def test_use_tells_a_party_from_what_stands_beside_it(text: str, name: str, use: Use) -> None:
    assert [each.use for each in appearances(text) if each.text == name] == [use]


def test_only_names_that_may_be_parties_are_parties() -> None:
    (sentence,) = read("Ford was advised by Goldman Sachs, and the BMW iX3 has cells by CATL.")

    assert [each.text for each in sentence.parties()] == ["Ford", "BMW", "CATL"]


@pytest.mark.parametrize(
    ("text", "reference", "slugs"),
    [
        ("Ford grows. It signed a deal with CATL.", "It", ("ford",)),
        ("Ford grows. In May, the company signed a deal with CATL.", "the company", ("ford",)),
        ("Mazda met Panasonic. The automaker will buy cells.", "The automaker", ("mazda",)),
        ("Mazda met CATL. Cells will come from the Chinese battery maker.", "the Chinese battery maker", ("catl",)),
        ("Mazda met Panasonic. The two companies signed a deal.", "The two companies", ("mazda", "panasonic")),
        ("Mazda met Panasonic. Both companies signed a deal.", "Both companies", ("mazda", "panasonic")),
        ("Mazda met Panasonic. They agreed to build a plant.", "They", ("mazda", "panasonic")),
        ("Ford grows. Its partnership with CATL is new.", "Its", ("ford",)),
        ("The start-up Zelvora met Ford. Ford is old. The start-up raised money.", "The start-up", ("zelvora",)),
        ("Mazda met Zelvora, a Danish firm. The Danish company sold cells.", "The Danish company", ("zelvora",)),
        ("Honda uses BlueOval SK. The joint venture has a plant.", "The joint venture", ("blueoval_sk",)),
        ("“We signed a deal with CATL. It is large,” said Jo Bar of Ford.", "We", ("ford",)),
    ],
)
def test_clear_reference_is_resolved(text: str, reference: str, slugs: tuple[str, ...]) -> None:
    assert referred(text) == [(reference, slugs)]


def test_two_carmakers_are_told_apart_by_their_nations() -> None:
    text = "Stellantis and Leapmotor met. The French carmaker owns 20% of the Chinese carmaker."

    assert referred(text) == [("The French carmaker", ("stellantis",)), ("the Chinese carmaker", ("leapmotor",))]


@pytest.mark.parametrize(
    "text",
    [
        "It is clear that Ford grows. It will be a good year.",
        "Ford said the company will grow.",
        "Ford and Toyota met Honda. The two companies signed a deal.",
        "Ford met CATL. Another company signed a deal, and the first company did not.",
        "Ford grows. The company that signed the deal is unknown.",
        "GM said it would end the Bolt, and the automaker keeps it.",
        "Mazda met Toyota. The battery maker was absent.",
        "We signed a deal with Ford.",
    ],
)
def test_unclear_or_needless_reference_is_left_out(text: str) -> None:
    assert referred(text) == []


def test_the_company_far_from_a_name_is_the_one_of_the_title() -> None:
    text = "Amazon sells much. People buy lamps. The company raised $2 million."

    assert referred(text, "Mazda grows")[-1] == ("The company", ("mazda",))


@pytest.mark.parametrize(
    "piece",
    [
        "the ", "the Korean ", "It ", "Both ", "Ford, ", "Ford and ", "University of ", "Aa Department of ", "“We ",
        "Ford's unit ", "that company ", "The joint ", "Its a ", "“We signed ", "Ford said “we signed. ", "Ford Kona ",
        "Ford. It signed. ", "Mazda met Ford. The two companies met. ",
        "https://a.b/Ford ", "Zelvora Inc. (ZI) and Mazda. ",
    ],
)  # fmt: skip
def test_hostile_text_is_read_to_its_end(piece: str) -> None:
    text = piece * (60_000 // len(piece))

    # Quadratic work would take minutes and meet the time limit of the tests.
    found = read(text)

    assert all(text[each.start : each.end] == each.text for sentence in found for each in sentence.mentions)
