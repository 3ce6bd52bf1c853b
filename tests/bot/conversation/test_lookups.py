"""Commands, their pages, filters and pictures."""

import csv
import io
from dataclasses import replace

import pytest

from bot.conversation.access import TERMINAL
from bot.conversation.replies import Reply, plain
from tests.bot.conversation.conftest import ANN, Talk, button, labels
from tests.corpus.deals.makers import deal, publish, tell


def titles(reply: Reply) -> list[str]:
    """The deals of a list, as its buttons name them."""
    return [label.partition(". ")[2] for label in labels(reply) if label[:1].isdecimal() and ". " in label]


def many(talk: Talk, n: int) -> None:
    """So many deals of Tesla, each a day older, every second one a partnership."""
    for i in range(n):
        sentence, day = f"Deal {i} of Tesla.", f"2025-03-{28 - i:02}"
        supply = deal(f"supplier Acme Cells {i}, buyer Tesla", sentence=sentence)
        partners = deal(f"partner Acme {i}, partner Tesla", "partnership", sentence=sentence)
        tell(talk.sessions, f"tesla{i}", day, supply if i % 2 else partners, text=sentence)


def test_deals_are_turned_page_by_page(talk: Talk) -> None:
    many(talk, 9)

    first = talk.type("/deals Tesla")
    second = talk.press("Next")
    back = talk.press("Back")

    assert len(titles(first)) == 6 and len(titles(second)) == 3
    assert not set(titles(first)) & set(titles(second))
    assert "7 to 9 of 9" in plain(second) and "Next" not in " ".join(labels(second))
    assert back == replace(first, replaces=True)


def test_type_on_a_button_narrows_and_pressed_again_widens(talk: Talk) -> None:
    many(talk, 4)
    talk.type("/deals Tesla")

    narrowed = talk.press("supply (2)")

    assert len(titles(narrowed)) == 2 and "✓ supply (2)" in labels(narrowed)
    assert len(titles(talk.press("✓ supply"))) == 4


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Mazda", 2),
        ("mazda supply", 2),
        ("supply Mazda since 2024", 1),
        ("Mazda since 2024-04", 0),
        ("Mazda Panasonic Energy", 1),
        ("acquisitions", 1),
        ("completed", 1),
        ("since 90d", 2),
        ("Übernahmen", 1),
        ("Lieferverträge Mazda", 2),
        ("all supply deals of Mazda", 2),
        ("joint_venture Mazda", 0),
        ("all deals", 4),
        ("", 4),
    ],
)
def test_deals_wanted_are_typed_in_any_order(talk: Talk, typed: str, found: int) -> None:
    assert len(titles(talk.type(f"/deals {typed}"))) == found


def test_list_without_deals_offers_what_there_is_instead(talk: Talk) -> None:
    old = deal("supplier Panasonic Energy, buyer Tesla", background=True, sentence="It supplies Tesla.")
    tell(talk.sessions, "old", "2026-01-01", old, text="It supplies Tesla.")

    talk.type("/deals Tesla")

    assert titles(talk.press("1 deal that articles only recall")) == ["Panasonic Energy → Tesla"]
    talk.type("/deals Mazda joint venture")
    assert len(titles(talk.press("2 deals without the filter"))) == 2


def test_misspelt_company_is_asked_back_and_the_button_does_the_same_with_it(talk: Talk) -> None:
    reply = talk.type("/deals Panasonic Enrgy supply")

    assert "Did you mean" in plain(reply)
    assert titles(talk.press("Panasonic Energy")) == ["Panasonic Energy → Mazda"]


@pytest.mark.parametrize("command", ["deals", "company", "map", "timeline", "export"])
def test_company_that_nobody_knows_is_said_to_be_unknown(talk: Talk, command: str) -> None:
    assert "I know no company “Zzyzx Wqrt”" in plain(talk.type(f"/{command} Zzyzx Wqrt"))


@pytest.mark.parametrize("typed", ["Mazda Panasonic Energy", "Mazda and Panasonic Energy", "Panasonic Energy, Mazda"])
def test_deals_between_two_companies_with_or_without_a_word_between(talk: Talk, typed: str) -> None:
    assert titles(talk.type(f"/between {typed}")) == ["Panasonic Energy → Mazda"]


def test_between_needs_two(talk: Talk) -> None:
    assert "Name two companies" in plain(talk.type("/between Mazda"))
    assert titles(talk.type("/between Mazda and Panasonic Enrgy")) == []
    assert titles(talk.press("Panasonic Energy")) == ["Panasonic Energy → Mazda"]


def test_latest_has_the_newest_deals_and_articles(talk: Talk) -> None:
    reply = talk.type("/latest")

    assert titles(reply)[0] == "CATL → Ford"
    assert "Paper, 2 Oct 2026: Title of ford" in plain(reply)


def test_company_card_tells_whom_it_deals_with(talk: Talk) -> None:
    reply = talk.type("/company Mazda")

    assert "Suppliers: Panasonic Energy, AESC" in plain(reply)
    assert reply.context == ("Mazda",)
    assert len(titles(talk.press("All deals"))) == 2


def test_deal_shows_its_fields_and_on_a_button_the_words_for_them(talk: Talk) -> None:
    talk.type("/deals Ford")
    shown = plain(talk.press("CATL → Ford"))
    quotes = plain(talk.press("Quotes"))

    assert "Value: USD 1.5 billion" in shown and "one source" in shown
    assert "> CATL will supply Ford with 12 GWh" in quotes


def test_deal_that_is_not_there_is_said_to_be_unknown(talk: Talk) -> None:
    assert "no deal “nonsense”" in plain(talk.type("/deal nonsense"))
    assert "Give a deal's id" in plain(talk.type("/deal"))


def test_links_to_the_bot_lead_to_a_deal_or_a_company(talk: Talk) -> None:
    talk.type("/deals Ford")
    action = button(talk.replies[-1], "CATL → Ford").action
    assert action is not None

    assert "CATL → Ford" in plain(talk.type(f"/start deal_{action.arguments[0]}"))
    assert plain(talk.type("/start company_mazda")).startswith("Mazda")
    assert "I hold 4 articles and 4 deals." in plain(talk.type("/start"))
    assert "I hold 4 articles" in plain(talk.type("/start nonsense"))


def test_search_turns_pages_of_passages(talk: Talk) -> None:
    for i in range(8):
        publish(talk.sessions, f"graphite{i}", "2026-05-01", text=f"Graphite mine number {i} is dug.")
    talk.desk._parts.retriever.update()

    first = talk.type("/search graphite mine")
    second = talk.press("Next")

    assert "Passages on “graphite mine”" in plain(first)
    assert plain(first).count("number") == 5 and plain(second).count("number") == 3
    assert "Say what to look for" in plain(talk.type("/search"))


@pytest.mark.parametrize("command", ["map", "timeline"])
def test_picture_has_a_caption_that_says_it_in_words(talk: Talk, command: str) -> None:
    picture = talk.type(f"/{command} Mazda").picture

    assert picture is not None and picture.png.startswith(b"\x89PNG")
    assert "Panasonic Energy" in picture.caption
    assert "nothing to draw" in plain(talk.type(f"/{command} Rivian"))
    assert f"/{command} Toyota" in plain(talk.type(f"/{command}"))


def test_export_is_a_table_that_spreadsheets_open(talk: Talk) -> None:
    document = talk.type("/export Mazda").document

    assert document is not None
    assert document.name == "deals-mazda-2026-11-23.csv"
    rows = list(csv.DictReader(io.StringIO(document.content.decode("utf-8-sig"))))
    assert [row["companies"] for row in rows] == ["panasonic_energy; mazda", "aesc; mazda"]
    talk.type("/deals Ford")
    assert talk.press("CSV").document is not None


def test_status_and_sources_say_how_fresh_the_corpus_is(talk: Talk) -> None:
    publish(talk.sessions, "late", "2026-11-22", source="Gazette")

    status, sources = plain(talk.type("/status")), plain(talk.type("/sources"))

    assert "Articles: 5" in status and "Deals: 4" in status and "Gazette, 22 Nov 2026" in status
    assert "1 article to be indexed" in status
    assert "Gazette: 1 article, the newest of 22 Nov 2026" in sources and "Paper: 4 articles" in sources


def test_help_has_three_questions_that_the_corpus_answers(talk: Talk) -> None:
    reply = talk.type("/help")

    asked = [label for label in labels(reply) if label.endswith("?")]
    assert len(asked) == 3
    for label in asked:
        talk.type("/help")
        assert "do not say" not in plain(talk.press(label))


def test_command_that_there_is_not_is_answered_with_help(talk: Talk) -> None:
    reply = plain(talk.type("/frobnicate now"))

    assert "no command “/frobnicate”" in reply and "/deals" in reply


def test_commands_are_published_in_the_persons_language_for_each_scope(talk: Talk) -> None:
    alone = dict(talk.desk.commands("de-AT", "private"))
    group = dict(talk.desk.commands("fr", "group"))

    assert alone["search"] == "Textstellen, die von etwas handeln"
    assert "forget" in alone and "forget" not in group
    assert group["search"] == "passages that speak of something"


def test_inline_query_finds_deals_then_articles(talk: Talk) -> None:
    found = talk.desk.inline(ANN, "mazda cylindrical")

    assert found[0].title == "Panasonic Energy → Mazda"
    assert "Product: cylindrical cells" in plain(found[0].reply)
    assert "Title of mazda" in [each.title for each in found]
    assert len({each.id for each in found}) == len(found)
    assert talk.desk.inline(ANN, "")[0].title == "CATL → Ford"
    assert talk.desk.inline(ANN, "lithium metal")[0].title == "Title of cuberg"


def test_deal_is_shared_by_what_start_opens_it_with(talk: Talk) -> None:
    deal = talk.desk.inline(ANN, "mazda cylindrical")[0]
    card = talk.type(f"/deal {deal.id}")
    (shared,) = (each.share for row in card.buttons for each in row if each.share)
    ((opened,),) = deal.reply.buttons

    assert opened.start == shared
    assert talk.type(f"/start {shared}") == card


def test_deal_is_not_shared_from_a_terminal(talk: Talk) -> None:
    id_ = talk.desk.inline(ANN, "mazda cylindrical")[0].id
    card = talk.type(f"/deal {id_}", who=replace(ANN, messenger=TERMINAL))

    assert not [each for row in card.buttons for each in row if each.share]


def test_only_pages_and_filters_go_in_place_of_their_list(talk: Talk) -> None:
    many(talk, 9)
    first = talk.type("/deals Tesla")
    second = talk.press("Next")
    narrowed = talk.press("supply")
    talk.type("/company Tesla")
    opened = talk.press("All deals")
    card = talk.press("Acme")

    assert [each.replaces for each in (first, second, narrowed, opened, card)] == [False, True, True, False, False]
    talk.type("/settings")
    assert talk.press("Time zone").replaces and talk.press("Asia/Tokyo").replaces
    assert not talk.type("/settings zone berlin").replaces


def test_sources_are_turned_page_by_page(talk: Talk) -> None:
    for i in range(25):
        publish(talk.sessions, f"late{i}", f"2026-11-{22 - i % 20:02}", source=f"Gazette {i}")

    first = talk.type("/sources")
    second = talk.press("Next")

    assert "1 to 20 of 26" in plain(first) and "21 to 26 of 26" in plain(second)
    assert "Paper: 4 articles" in plain(second) and second.replaces
    assert not any("Next" in label for label in labels(second))


@pytest.mark.parametrize(
    ("language", "said"),
    [("de", "2 Lieferanten (Panasonic Energy, AESC). 2 Geschäfte, Nov. 2022 – März 2024."), ("es", "2 proveedores")],
)
def test_pictures_speak_the_persons_language_and_no_other_is_left_behind(talk: Talk, language: str, said: str) -> None:
    picture = talk.type("/map Mazda", who=replace(ANN, language=language)).picture
    english = talk.type("/map Mazda").picture

    assert picture is not None and said in picture.caption
    assert english is not None and "2 suppliers" in english.caption and english.png != picture.png


def test_amounts_and_dates_of_a_timeline_are_written_as_the_language_does(talk: Talk) -> None:
    caption = talk.type("/timeline Ford", who=replace(ANN, language="de")).picture
    english = talk.type("/timeline Ford").picture

    assert caption is not None and "CATL (Lieferant, vereinbart, 2. Okt. 2026)" in caption.caption
    assert english is not None and "CATL (supplier, agreed, 2 Oct 2026)" in english.caption


def test_days_known_to_the_month_or_the_year_are_written_as_the_language_does(talk: Talk) -> None:
    title = plain(talk.type("/deals Mazda since 2022", who=replace(ANN, language="de")))

    assert "seit 1. Jan. 2022" in title


def test_help_names_companies_and_products_that_are_there(talk: Talk) -> None:
    helped = plain(talk.type("/help"))

    assert "/between Ford, CATL" in helped or "/between CATL, Ford" in helped
    assert "/search cylindrical cells" in helped
    assert "Product: cylindrical cells" in plain(talk.desk.inline(ANN, "mazda cylindrical")[0].reply)


def test_related_deals_are_named_not_numbered(talk: Talk) -> None:
    sentence = "Ford will license CATL's technology for iron phosphate cells."
    licence = deal("licensor CATL, licensee Ford", "licensing", sentence=sentence)
    tell(talk.sessions, "licence", "2026-10-03", licence, text=sentence)
    talk.type("/deals Ford licence")

    assert "Another kind of deal: CATL → Ford" in labels(talk.press("CATL → Ford"))
