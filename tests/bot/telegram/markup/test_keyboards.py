import pytest

from bot.conversation.replies import Action, Button
from bot.telegram.markup.keyboards import Key, keyboard


def token(action: Action) -> str:
    return ":".join((action.name, *action.arguments))


def label(text: str) -> str:
    ((key,),) = keyboard([[Button(text, Action("do"))]], token)
    return key.label


def test_button_carries_a_token_or_an_address() -> None:
    rows = [
        [Button("More", Action("more", ("7",)))],
        [Button("Read", link="https://a.com/ü"), Button("Bot", link="tg://x?y=1")],
    ]

    assert keyboard(rows, token) == (
        (Key("More", data="more:7"),),
        (Key("Read", url="https://a.com/%C3%BC"), Key("Bot", url="tg://x?y=1")),
    )


@pytest.mark.parametrize(
    "link", ["javascript:x", "ftp://a.com/", "tg://user?id=5", "https://localhost", "https://a b.com", ""]
)
def test_button_that_telegram_would_refuse_is_left_out_and_so_is_its_empty_row(link: str) -> None:
    assert keyboard([[Button("There", link=link)], [Button("Here", Action("here"))]], token) == (
        (Key("Here", "here"),),
    )


def test_long_label_ends_on_a_word() -> None:
    text = "Which companies has Panasonic agreed to supply with batteries since 2021?"

    assert label(text) == "Which companies has Panasonic agreed to supply with batteries…"
    assert label("x" * 65) == "x" * 63 + "…"
    assert label("x" * 64) == "x" * 64


def test_label_is_cut_between_signs_never_within_one() -> None:
    assert label("👨‍👩‍👧" * 64) == "👨‍👩‍👧" * 64
    assert label("👨‍👩‍👧" * 65) == "👨‍👩‍👧" * 63 + "…"


@pytest.mark.parametrize("text", ["", " \n", "\u200b\u202e", "\u2800"])
def test_label_without_anything_to_see_still_makes_a_button(text: str) -> None:
    assert label(text) == "…"


def test_label_is_one_line() -> None:
    assert label("  two\nlines\u2028or three ") == "two lines or three"


def test_wide_row_goes_on_below_and_a_hundred_buttons_are_enough() -> None:
    asked: list[Action] = []

    def counting(action: Action) -> str:
        asked.append(action)
        return token(action)

    keys = keyboard([[Button("b", Action("do"))] * 10] * 20, counting)

    assert [len(row) for row in keys] == [8, 2] * 10
    assert len(asked) == 100


@pytest.mark.parametrize("bad", ["", "x" * 65, "ü" * 33])
def test_token_that_telegram_would_refuse_is_a_defect(bad: str) -> None:
    with pytest.raises(ValueError, match="show"):
        keyboard([[Button("b", Action("show"))]], lambda _: bad)
