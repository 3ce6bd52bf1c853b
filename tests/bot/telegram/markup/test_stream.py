import pytest

from bot.telegram.markup.stream import so_far


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Panasonic supplies Mazda [1]. It also", "Panasonic supplies Mazda [1]. …"),
        ("Panasonic supplies Mazda. [1]", "Panasonic supplies Mazda. [1] …"),
        ("Panasonic supplies Mazda. [1] It al", "Panasonic supplies Mazda. [1] …"),
        ("One.\n\nTwo & <three>. Fo", "One.\n\nTwo &amp; &lt;three&gt;. …"),
        ("It was in 2024.", "It was in 2024. …"),
        ("It costs 3. But", "It costs 3. …"),
        ("住友は合意した。次の", "住友は合意した。 …"),
    ],
)
def test_whole_sentences_are_shown(text: str, shown: str) -> None:
    message = so_far(text)

    assert message
    assert message.html == shown


@pytest.mark.parametrize("text", ["", " ", "Panasonic supp", "It costs 5.", "Mr. Toyoda said that Inc"])
def test_nothing_is_shown_before_there_is_a_sentence(text: str) -> None:
    shown = so_far(text)

    assert shown is None


def test_each_letter_more_shows_as_much_or_more() -> None:
    text = "Panasonic will supply Mazda [1][2]. “Yes,” said Mr. Toyoda, “it is worth 5.2 billion.” When? In 2027."
    lengths = [shown.length if (shown := so_far(text[:end])) else 0 for end in range(len(text) + 1)]

    assert lengths == sorted(lengths)
    assert lengths[-1] == len(text) + 2


def test_answer_too_long_for_a_message_shows_its_first() -> None:
    message = so_far("This sentence is one of many. " * 500)

    assert message
    assert message.plain.endswith("many. …")
    assert 4_000 < message.length <= 4_096
