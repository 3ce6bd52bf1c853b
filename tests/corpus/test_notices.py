import pytest

from corpus import notices


@pytest.mark.parametrize(
    ("title", "kind", "subject"),
    [
        ("CORRECTED-Mazda picks Panasonic", "corrected", "Mazda picks Panasonic"),
        ("Correction: Mazda picks Panasonic", "corrected", "Mazda picks Panasonic"),
        ("(Correction) Mazda picks Panasonic", "corrected", "Mazda picks Panasonic"),
        ("Mazda picks Panasonic [Corrected]", "corrected", "Mazda picks Panasonic"),
        ("Korrektur: Mazda wählt Panasonic", "corrected", "Mazda wählt Panasonic"),
        ("訂正：マツダ、パナソニックを選ぶ", "corrected", "マツダ、パナソニックを選ぶ"),
        ("RETRACTED: Mazda picks Panasonic", "retracted", "Mazda picks Panasonic"),
        ("[Retracted] Mazda picks Panasonic", "retracted", "Mazda picks Panasonic"),
        ("Retraction - Mazda picks Panasonic", "retracted", "Mazda picks Panasonic"),
        ("Retracted bumper of the Mazda 6 recalled", None, "Retracted bumper of the Mazda 6 recalled"),
        ("Lithium price sees a correction", None, "Lithium price sees a correction"),
        ("Correction in lithium: who is next", None, "Correction in lithium: who is next"),
    ],
)
def test_notice_in_a_title_and_what_it_is_about(title: str, kind: str | None, subject: str) -> None:
    assert notices.in_title(title) == kind
    assert notices.subject(title) == subject


@pytest.mark.parametrize(
    "text",
    [
        "This article has been retracted because its source took back what it said.",
        "Editor's note: this story, published on Friday, has been withdrawn.\n\nMazda picks Panasonic.",
        "Mazda picks Panasonic. " * 40 + "\n\nWe retract this article and apologise.",
        "Dieser Artikel wurde zurückgezogen.",
        "この記事は取り消しました。",
    ],
)
def test_article_that_takes_itself_back_is_retracted(text: str) -> None:
    assert notices.of("Mazda picks Panasonic", text) == "retracted"


@pytest.mark.parametrize(
    "text",
    [
        "Mazda has retracted its offer for the plant.",
        "The study has been retracted by the journal, which said that this article of faith was wrong.",
        "Mazda has withdrawn from the talks; this article will be brought up to date.",
    ],
)
def test_news_of_something_taken_back_is_no_retraction(text: str) -> None:
    assert notices.of("Mazda and its offer", text) is None
