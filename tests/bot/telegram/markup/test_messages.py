import pytest

from bot.conversation.replies import (
    Action,
    Button,
    Document,
    Listing,
    Paragraph,
    Picture,
    Quotation,
    Reply,
    Span,
    Style,
    paragraph,
)
from bot.telegram.markup.messages import messages
from tests.bot.telegram.markup.strict import parse

SENTENCE = "Panasonic will supply Mazda with cells from Osaka [1]. "
BUTTONS = ((Button("More", Action("more")),),)


def only(reply: Reply, compact: bool = False) -> str:
    (message,) = messages(reply, compact)
    return message.html


def plains(*paragraphs: str) -> list[str]:
    return [message.plain for message in messages(Reply(tuple(paragraph(each) for each in paragraphs)))]


def test_reply_is_drawn_as_telegram_draws_text() -> None:
    reply = Reply(
        (
            Paragraph(
                (Span("Mazda & Panasonic "), Span("<agreed>", Style.BOLD), Span("[1]", link="https://a.com/?b=1&c"))
            ),
            paragraph("Sources", Style.BOLD),
            Listing((paragraph("Reuters", Style.ITALIC), paragraph("B-7", Style.CODE)), numbered=True),
            Quotation((paragraph("“We did.”"), paragraph("“We will.”")), foldable=True),
            Listing((paragraph("one"),)),
        )
    )

    assert only(reply) == (
        'Mazda &amp; Panasonic <b>&lt;agreed&gt;</b><a href="https://a.com/?b=1&amp;c">[1]</a>\n\n'
        "<b>Sources</b>\n1. <i>Reuters</i>\n2. <code>B-7</code>\n"
        "<blockquote expandable>“We did.”\n“We will.”</blockquote>\n• one"
    )


def test_compact_reply_has_no_blank_lines_and_folds_quotations() -> None:
    reply = Reply((paragraph("One."), paragraph("Two."), Quotation((paragraph("Three."),))))

    assert only(reply) == "One.\n\nTwo.\n<blockquote>Three.</blockquote>"
    assert only(reply, compact=True) == "One.\nTwo.\n<blockquote expandable>Three.</blockquote>"


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "tg://user?id=1", "https://localhost/", "https://a.com:0/", ""]
)
def test_link_that_leads_to_no_page_is_text(link: str) -> None:
    assert only(Reply((Paragraph((Span("here", link=link),)),))) == "here"


def test_reply_with_nothing_to_see_is_no_message() -> None:
    blocks = (Paragraph(()), paragraph(" \n\u200b"), Listing((paragraph("\u202e"),)), Quotation(()), Listing(()))

    assert messages(Reply()) == messages(Reply(blocks, BUTTONS)) == []


def test_empty_item_is_left_out_and_the_others_keep_their_numbers() -> None:
    assert only(Reply((Listing((paragraph("a"), paragraph(" "), paragraph("c")), numbered=True),))) == "1. a\n3. c"


def test_what_strangers_hide_in_a_text_is_gone() -> None:
    assert plains("Ma\u200bzda\x00 \u202eevil\u202c \ud800deal\u2066s, \ud83d\ude00 ❤️ 👨‍👩‍👧") == [
        "Mazda evil deals, 😀 ❤️ 👨‍👩‍👧"
    ]


def test_buttons_are_under_the_last_message_only() -> None:
    sent = messages(Reply((paragraph(SENTENCE * 200),), BUTTONS))

    assert [message.buttons for message in sent] == [(), (), BUTTONS]


def test_message_ends_where_a_paragraph_does() -> None:
    first, second, third = ("a " * 1_000, "b " * 900, "c " * 900)

    assert plains(first, second, third) == [f"{first.strip()}\n\n{second.strip()}", third.strip()]


def test_long_paragraph_is_parted_after_sentences() -> None:
    sent = plains("Here is one thing to say first of all.", SENTENCE * 100)

    assert sent[0].startswith("Here is one thing to say first of all.\n\nPanasonic")
    assert all(each.endswith("Osaka [1].") and "Panasonic" in each[:50] for each in sent)


def test_heading_goes_with_what_it_heads() -> None:
    reply = Reply((paragraph("a" * 3_000), paragraph("Sources", Style.BOLD), paragraph("b" * 2_000)))

    assert [message.html[:17] for message in messages(reply)] == ["a" * 17, "<b>Sources</b>\nbb"]


def test_words_without_a_full_stop_are_parted_at_spaces_but_not_before_a_citation() -> None:
    # The citation would be the first word that does not fit.
    sent = plains("word " * 818 + "theend [1] and more")

    assert [each[-9:] for each in sent] == ["word word", " and more"]
    assert sent[1] == "theend [1] and more"


@pytest.mark.parametrize("sign", ["x", "é", "👨‍👩‍👧‍👦", "🇩🇪", "👍🏽", "क्ष", "\u1eb9\u0301", "1️⃣", "각", "[1]"])
def test_word_too_long_for_a_message_is_parted_between_signs(sign: str) -> None:
    sent = plains(sign * 5_000)

    assert len(sent) > 1
    for each in sent:
        assert each == sign * each.count(sign)


def test_tags_are_closed_and_opened_again_over_a_split() -> None:
    reply = Reply((Quotation((Paragraph((Span(SENTENCE * 100, Style.ITALIC, "https://a.com/"),)),), foldable=True),))

    sent = messages(reply)

    assert len(sent) == 2
    for message in sent:
        assert [each.tag for each in parse(message.html).entities] == ["i", "a", "blockquote expandable"]


def test_message_never_has_more_links_than_telegram_keeps() -> None:
    linked = Paragraph(tuple(Span(f"[{n}]", link=f"https://a.com/{n}") for n in range(250)))

    sent = messages(Reply((linked,)))

    assert [len(parse(message.html).entities) for message in sent] == [100, 100, 50]


def test_names_and_addresses_that_telegram_links_by_itself_count_too() -> None:
    sent = plains("see @mazda or www.mazda.com " * 100)

    assert all(each.count("@") + each.count("www") <= 100 for each in sent)


def test_links_longer_than_a_message_may_be_are_spread_over_several() -> None:
    links = Paragraph(tuple(Span(f"{n} ", link=f"https://a.com/{n}/" + "y" * 1_900) for n in range(60)))

    assert all(len(message.html.encode()) <= 32_768 for message in messages(Reply((links,))))


def test_text_beside_a_picture_is_its_caption_if_all_of_it_fits() -> None:
    map_ = Picture(b"png", "Mazda's deals")

    (message,) = messages(Reply((paragraph("All 12 of them."),), BUTTONS, picture=map_))

    assert (message.media, message.plain, message.buttons) == (map_, "Mazda's deals\n\nAll 12 of them.", BUTTONS)


def test_text_too_long_for_a_caption_follows_by_itself() -> None:
    reply = Reply((paragraph(SENTENCE * 30),), BUTTONS, document=Document("deals.csv", b"a,b"))

    file, text = messages(reply)

    assert (file.media, file.html, file.buttons) == (reply.document, "", ())
    assert (text.media, text.plain, text.buttons) == (None, (SENTENCE * 30).strip(), BUTTONS)


def test_caption_too_long_for_a_caption_goes_on_below() -> None:
    reply = Reply((paragraph("The end."),), picture=Picture(b"png", SENTENCE * 30))

    first, rest = messages(reply)

    assert first.length <= 1_024 < first.length + len(SENTENCE)
    assert rest.plain.endswith("[1].\n\nThe end.")


def test_picture_goes_before_a_document_and_the_text_goes_with_the_latter() -> None:
    reply = Reply((paragraph("text"),), picture=Picture(b"png", "map"), document=Document("a.csv", b"a", "file"))

    assert [(type(each.media), each.plain) for each in messages(reply)] == [
        (Picture, "map"),
        (Document, "file\n\ntext"),
    ]


def test_length_is_counted_as_telegram_counts() -> None:
    (message,) = messages(Reply((paragraph("<b>&amp; 😀", Style.BOLD),)))

    assert (message.length, message.plain) == (11, "<b>&amp; 😀")
