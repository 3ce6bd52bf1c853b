from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.answering.answer import NOT_SAID
from index.asking import questions
from index.checking import claims
from index.checking.addressing import Asked
from index.checking.citations import MOST, Checked, Checker
from index.retrieval import Hit, Source
from index.writing.evidence_prompt import show
from tests.fakes import WordEmbedder

SUBARU = (
    "Panasonic Energy will supply Subaru with cylindrical cells from 2027. The order is worth 5.8 billion dollars. "
    "Annual output at the Gunma plant will reach 16 GWh by March 2030. Chief executive Kazuo Tadanobu said in Osaka "
    "that he was pleased. The companies have not disclosed the price of a cell."
)
LANSING = (
    "LG Energy Solution and General Motors ended their joint venture in Lansing last month. GM sold its stake in the "
    "Michigan plant for about $1 billion. Honda was never part of the talks."
)
NORTHVOLT = (
    "Northvolt denied that Volkswagen had cancelled its order. The Swedish battery maker will build five plants, and "
    "employs 3,000 people."
)


def hit(key: int, title: str, source: str, day: datetime, text: str) -> Hit:
    return Hit(key, 1.0, Source(key, f"a{key}", title, source, None, day), text, 100, 100 + len(text), 0)


HITS = (
    hit(1, "Subaru to buy cells", "Reuters", datetime(2026, 3, 12, tzinfo=UTC), SUBARU),
    hit(2, "GM leaves Lansing", "Nikkei", datetime(2024, 12, 3, tzinfo=UTC), LANSING),
    hit(3, "Northvolt on its order", "Bloomberg", datetime(2024, 9, 1, tzinfo=UTC), NORTHVOLT),
)


#: Of no company and no kind of thing: any claim that holds answers it.
ANYTHING = "What happened?"


def checker(question: str = ANYTHING) -> Checker:
    return Checker(show(HITS, 10_000), WordEmbedder(), Asked(questions.read(question), question))


def checked(answer: str, question: str = ANYTHING) -> Checked | None:
    return checker(question).check(answer)


def text_of(answer: str) -> str | None:
    found = checked(answer)
    return found.text if found else None


def cited(answer: str) -> list[int]:
    """The keys of the articles it ends up citing, by number."""
    found = checked(answer)
    return [c.article.key for c in found.citations] if found else []


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("It grew [1].", (1,)),
        ("It grew. [1]", (1,)),
        ("It grew.[1][3]", (1, 3)),
        ("It grew [1, 2].", (1, 2)),
        ("It grew [1; 3].", (1, 3)),
        ("It grew [1-3].", (1, 2, 3)),
        ("It grew [1–2].", (1, 2)),
        ("It grew [ 2 ].", (2,)),
        ("It grew [^2].", (2,)),
        ("It grew 【1】.", (1,)),
        ("It grew 【2†source】.", (2,)),
        ("It grew [1](https://evil.example/1).", (1,)),
        ("[2] It grew.", (2,)),
        ("- It grew [1]", (1,)),
        ("It grew [1][1][1].", (1,)),
        ("It grew [9].", ()),
        ("It grew [0][4][1].", (1,)),
        ("It grew [1-2024].", (1,)),
        ("It grew [2024].", ()),
        ("It grew (1).", ()),
        ("It grew ［1］.", (1,)),
        ("It grew ［１］.", (1,)),
        ("It grew 〔2〕⟦3⟧.", (2, 3)),
        ("It grew ［9］.", ()),
        ("It grew ①.", (1,)),
        ("It grew ⑨.", ()),
        ("It grew¹.", (1,)),
        ("It grew.²", (2,)),
        ("It grew by 3 km².", ()),
    ],
)
def test_markers_are_read_as_models_write_them(written: str, numbers: tuple[int, ...]) -> None:
    (claim,) = claims.read(written, {1, 2, 3})

    assert claim.numbers == numbers
    assert "[" not in claim.text
    assert not set(claim.text) & set("【［〔⟦①⑨¹")


def test_what_is_true_but_beside_the_question_is_left_out() -> None:
    found = checked(
        "Panasonic Energy will supply Subaru with cells from 2027 [1]. The order is worth $5.8 billion [1]. "
        "GM sold its stake in the Michigan plant for about $1 billion [2]. Northvolt employs 3,000 people [3].",
        "Who supplies Subaru with cells?",
    )

    assert found
    assert found.text == (
        "Panasonic Energy will supply Subaru with cells from 2027 [1]. The order is worth $5.8 billion [1]."
    )


def test_an_answer_as_long_as_the_articles_is_cut_down() -> None:
    found = checked("GM sold its stake in the Michigan plant for about $1 billion [2]. " * 20)

    assert found
    assert found.text.count("[1]") == MOST


def test_a_number_behind_a_full_stop_belongs_to_the_sentence_before() -> None:
    read = claims.read("It grew. [1] Then it fell. [2][3] Now it rests [1].", {1, 2, 3})

    assert [(claim.text, claim.numbers) for claim in read] == [
        ("It grew.", (1,)),
        ("Then it fell.", (2, 3)),
        ("Now it rests.", (1,)),
    ]


def test_thoughts_markup_and_lists_of_sources_are_left_out() -> None:
    answer = "<think>Article 2 says [2].</think>**Answer:** It `grew` [1].\n\nSources:\n[1] Reuters\n[2] Nikkei"

    assert [claim.put({1: 1}) for claim in claims.read(answer, {1, 2})] == ["It grew [1]."]


def test_yes_and_no_stay_with_the_sentence_that_says_why() -> None:
    read = claims.read("No. It fell [1]. Yes, it did [2].", {1, 2})

    assert [claim.text for claim in read] == ["No. It fell.", "Yes, it did."]


@pytest.mark.parametrize(
    "answer",
    [
        "Panasonic Energy [1].",
        "Panasonic Energy will supply Subaru with cells from 2027 [1].",
        "Panasonic supplies Subaru [1].",
        "The order is worth $5.8bn [1].",
        "The order is worth 5,800 million dollars [1].",
        "The order is worth US$5.8 billion [1].",
        "Output will reach 16,000 MWh a year [1].",
        "Output will reach 16 GWh in 2030 [1].",
        "Kazuo Tadanobu was pleased [1].",
        "General Motors sold its stake for $1bn [1].",
        "GM and LG Energy Solution ended their joint venture in November 2024 [1].",
        "On 3 December 2024 Nikkei reported that GM sold its stake [1].",
        "Northvolt will build 5 factories [1].",
        "Northvolt has 3000 people [1].",
        "Northvolt denied that VW cancelled its order [1].",
        "No. GM sold its stake in the plant [1].",
        "Northvolt, from Sweden, will build five plants [1].",
    ],
)
def test_what_an_article_says_in_other_words_stays(answer: str) -> None:
    assert text_of(answer) == answer


@pytest.mark.parametrize(
    "answer",
    [
        "Panasonic Energy supplies Toyota [1].",
        "Toyota will supply Subaru with cells from 2027 [1].",
        "Panasonic Energy will supply Subaru from 2028 [1].",
        "Panasonic Energy will supply Subaru from early 2027 [1].",
        "The order is worth $5.9bn [1].",
        "The order is worth 5.8 million dollars [1].",
        "The order is worth 5.8 billion euros [1].",
        "Output will reach 16 MWh [1].",
        "Output will reach 16 GWh per month [1].",
        "Output will reach 16% [1].",
        "Elon Musk said he was pleased [1].",
        "Chief executive Tadanobu spoke in Kyoto [1].",
        "Northvolt will build six plants [3].",
        "Northvolt employs 3,100 people [3].",
        "The plant in Zwickau is new [3].",
        "Panasonic Energy has 42 customers [1].",
    ],
)
def test_an_invented_name_figure_or_date_takes_its_sentence_with_it(answer: str) -> None:
    assert checked(answer) is None


@pytest.mark.parametrize(
    "answer",
    [
        "General Motors did not sell its stake in the Michigan plant [2].",
        "LG Energy Solution and General Motors will continue their joint venture in Lansing [2].",
        "Volkswagen cancelled its order with Northvolt [3].",
        "Panasonic Energy will not supply Subaru with cylindrical cells [1].",
        "The companies have disclosed the price of a cell [1].",
        "Panasonic Energy cancelled the supply of cylindrical cells to Subaru [1].",
        "Subaru will supply Panasonic Energy with cylindrical cells [1].",
        "Subaru's cells are supplied to Panasonic Energy by Subaru [1].",
    ],
)
def test_what_the_article_denies_ends_or_has_the_other_way_round_is_left_out(answer: str) -> None:
    assert checked(answer) is None


def test_a_passive_is_not_the_other_way_round() -> None:
    assert text_of("Subaru will be supplied by Panasonic Energy [1].") is not None
    assert text_of("Subaru buys cells from Panasonic Energy [1].") is not None


@pytest.mark.parametrize("marker", ["", " [2]", " [9]", " [3][2]", " [2024]"])
def test_a_sentence_with_no_number_or_the_wrong_one_gets_the_article_that_bears_it_out(marker: str) -> None:
    found = checked(f"Panasonic Energy will supply Subaru{marker}.")

    assert found
    assert [(c.n, c.article.key) for c in found.citations] == [(1, 1)]
    assert "[1]" in found.text


def test_numbers_begin_at_one_in_order_of_appearance_one_an_article() -> None:
    found = checked(
        "Northvolt will build five plants [3]. GM sold its stake in the plant [2]. Northvolt employs 3,000 people [3]."
    )

    assert found
    assert found.text == (
        "Northvolt will build five plants [1]. GM sold its stake in the plant [2]. Northvolt employs 3,000 people [1]."
    )
    assert [(c.n, c.article.key) for c in found.citations] == [(1, 3), (2, 2)]


def test_each_name_of_a_list_keeps_its_own_number() -> None:
    found = checked("Panasonic Energy [1], LG Energy Solution [2] and Northvolt [3].")

    assert found
    assert found.text == "Panasonic Energy [1], LG Energy Solution [2] and Northvolt [3]."


def test_a_number_behind_a_name_that_its_article_has_not_is_dropped() -> None:
    assert text_of("Panasonic Energy [1][3] and LG Energy Solution [2].") == (
        "Panasonic Energy [1] and LG Energy Solution [2]."
    )


def test_a_quote_is_the_sentence_that_says_it_at_its_place_in_the_article() -> None:
    found = checked("The order is worth $5.8bn [1].")

    assert found
    (citation,) = found.citations
    assert citation.quote == "The order is worth 5.8 billion dollars."
    assert SUBARU[citation.start - 100 : citation.end - 100] == citation.quote


@pytest.mark.parametrize(
    "chatter",
    ["Sure! Here is the answer: ", "Based on the articles: ", "Here's the answer: ", "Reuters, 2026-03-12: "],
)
def test_chatter_is_left_out_and_the_claim_stays(chatter: str) -> None:
    found = checked(f"{chatter}Panasonic Energy will supply Subaru [1]. I hope this helps! Let me know.")

    assert found
    assert found.text.endswith("Panasonic Energy will supply Subaru [1].")
    assert "hope" not in found.text


def test_one_invented_sentence_among_true_ones_is_left_out() -> None:
    assert text_of("Panasonic Energy will supply Subaru [1]. The order is worth $9 billion [1].") == (
        "Panasonic Energy will supply Subaru [1]."
    )


def test_an_answer_that_is_mostly_invented_does_not_hold() -> None:
    assert checked("Panasonic Energy supplies Subaru [1]. Tesla joins [1]. BYD pays $3bn [2]. Ford agrees [3].") is None


@pytest.mark.parametrize(
    "answer",
    [
        NOT_SAID,
        f"{NOT_SAID} I cannot help with that. Ask me something else!",
        NOT_SAID.lower(),
        f"**{NOT_SAID}**",
        "The provided articles do not mention Toyota's suppliers.",
        "There is no information on Voltheim in the articles [1].",
        f"{NOT_SAID} Toyota buys from Tesla [1].",
        f"{NOT_SAID} Visit https://evil.example for more.",
    ],
)
def test_what_says_that_the_articles_do_not_say_abstains_in_our_words(answer: str) -> None:
    assert checked(answer) == Checked(NOT_SAID, True, ())


def test_a_false_premise_is_answered_with_what_the_articles_do_say() -> None:
    found = checked(f"{NOT_SAID} Panasonic Energy will supply Subaru [1].")

    assert found
    assert (found.text, found.abstained) == (f"{NOT_SAID} Panasonic Energy will supply Subaru [1].", True)
    assert [c.article.key for c in found.citations] == [1]


def test_what_is_said_first_counts_though_the_rest_is_not_said() -> None:
    found = checked("Panasonic Energy will supply Subaru [1]. The articles do not give its price.")

    assert found
    assert (found.text, found.abstained) == ("Panasonic Energy will supply Subaru [1].", False)


@pytest.mark.parametrize(
    "written",
    [
        "Panasonic Energy supplies Subaru ([source](https://evil.example/?q=1)) [1].",
        "[Panasonic Energy](http://evil.example) supplies Subaru [1].",
        "Panasonic Energy supplies Subaru [1]. ![](https://evil.example/p.gif?d=Subaru)",
        "Panasonic Energy supplies Subaru [1]<img src='//evil.example/p.gif'>.",
        "Panasonic Energy supplies Subaru https://evil.example/x [1].",
        "Panasonic Energy supplies Subaru [1]. More at evil.example [1].",
        "Panasonic\u200b Energy supplies \u202eSubaru [1].",
        "Panasonic Energy supplies Subaru [1](https://evil.example).",
        "<b>Panasonic Energy</b> supplies <script>alert(1)</script>Subaru [1].",
    ],
)
def test_no_link_or_markup_of_the_model_is_left(written: str) -> None:
    assert text_of(written) == "Panasonic Energy supplies Subaru [1]."


@pytest.mark.parametrize(
    "written",
    [
        "Panasonic Energy supplies Subaru, see evil.com [1].",
        "Panasonic Energy supplies Subaru, write to me@evil.com [1].",
    ],
)
def test_a_sentence_with_an_address_of_no_article_is_left_out(written: str) -> None:
    assert text_of(written) is None


def test_an_answer_that_breaks_off_loses_its_last_sentence() -> None:
    assert text_of("Panasonic Energy will supply Subaru [1]. The order is worth") == (
        "Panasonic Energy will supply Subaru [1]."
    )


@pytest.mark.parametrize(
    "answer", ["", "  ", "[1]", "[1][2][3]", "...", "It does [1].", "Yes.", "Hello!", "\x00", "[" * 500]
)
def test_what_states_nothing_is_no_answer(answer: str) -> None:
    assert checked(answer) is None


def test_another_language_is_checked_by_its_names_and_figures() -> None:
    german = checker("Wer liefert die Zellen für Subaru und was kostet das?")

    right = german.check("Panasonic Energy liefert Subaru ab 2027 Zellen im Wert von 5,8 Milliarden Dollar [1].")
    wrong = german.check("Panasonic Energy liefert Subaru ab 2027 Zellen im Wert von 6,8 Milliarden Dollar [1].")

    assert right
    assert [c.article.key for c in right.citations] == [1]
    assert wrong is None


def test_another_language_than_the_question_s_is_no_answer() -> None:
    assert checked("Panasonic Energy liefert Subaru ab 2027 Zellen im Wert von 5,8 Milliarden Dollar [1].") is None


def test_what_is_shown_while_it_is_written_is_finished_checked_and_numbered() -> None:
    answer = (
        "Northvolt will build five plants [3]. Tesla pays $3bn [1]. GM sold its stake in the plant [2]. And so on [1]."
    )
    running = checker()

    shown = [running.so_far(answer[:end]) for end in range(len(answer) + 1)]

    assert list(dict.fromkeys(shown)) == [
        "",
        "Northvolt will build five plants [1].",
        "Northvolt will build five plants [1]. GM sold its stake in the plant [2].",
    ]


_PIECES = st.sampled_from(
    [
        *(
            "Panasonic Energy ",
            "supplies ",
            "Subaru ",
            "[1]",
            "[2] ",
            "[7]",
            "【3】",
            ". ",
            "\n- ",
            "](",
            "<b>",
            "not ",
        ),
        *("https://evil.example/x ", "$5.8bn ", "2027 ", f"{NOT_SAID} ", "The order is worth 5.8 billion dollars"),
        *("Northvolt ", "employs 3,000 people "),
    ]
)


@given(st.lists(_PIECES, max_size=25).map("".join))
def test_whatever_a_model_writes_numbers_and_citations_agree_and_quotes_are_verbatim(answer: str) -> None:
    found = checked(answer)

    if found:
        numbers = [int(n) for n in claims._ONE.findall(found.text)]
        assert (
            list(dict.fromkeys(numbers)) == [c.n for c in found.citations] == list(range(1, len(found.citations) + 1))
        )
        assert "://" not in found.text
        assert found.abstained or found.citations
        for citation in found.citations:
            text = {1: SUBARU, 2: LANSING, 3: NORTHVOLT}[citation.article.key]
            assert text[citation.start - 100 : citation.end - 100] == citation.quote


@settings(max_examples=40, deadline=None)
@given(st.lists(_PIECES, max_size=25).map("".join))
@example("Panasonic Energy . [7]supplies ")
@example("Panasonic Energy \n- https://evil.example/x ")
@example("[1]Panasonic Energy . [1]https://evil.example/x ")
def test_whatever_a_model_writes_what_was_shown_of_it_stays_and_the_end_is_checked_afresh(answer: str) -> None:
    running = checker()

    shown = [running.so_far(answer[:end]) for end in range(0, len(answer) + 1, 4)]

    assert all(after.startswith(before) for before, after in pairwise(shown))
    assert running.check(answer) == checked(answer)


_CITED = st.builds(
    "{}{}".format,
    st.sampled_from(
        [
            "Panasonic Energy supplies battery cells to Subaru [1].",
            "Northvolt employs 3,000 people [3].",
            "Panasonic Energy supplies battery cells to Tesla [2].",
            "The order is worth $5.8bn [9].",
        ]
    ),
    st.sampled_from([" ", "\n", "\n- "]),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(_CITED, max_size=6).map("".join))
def test_of_a_well_formed_answer_what_is_shown_while_it_is_written_begins_what_is_shown_in_the_end(
    answer: str,
) -> None:
    running = checker()

    shown = [running.so_far(answer[:end]) for end in range(0, len(answer) + 1, 4)]
    found = running.check(answer)

    for before, after in pairwise([*shown, found.text if found else shown[-1]]):
        assert after.startswith(before)
