"""Whether a feed gives an article whole."""

import pytest

from corpus.feeds.whole import is_whole, without_signature
from tests.corpus.feeds.makers import BODY

SIGNATURE = "\n\nThe post Cells for Mazda appeared first on Battery Day."


@pytest.mark.parametrize(
    "end",
    ["…", " [...]", "\nRead more »", "\nContinue reading Cells for Mazda →", "… Read More", "\nWeiterlesen",
     "\n続きを読む", " [+2341 chars]"],
)  # fmt: skip
def test_text_that_breaks_off_is_not_whole(end: str) -> None:
    assert not is_whole(BODY + end, is_content=True)
    assert not is_whole(BODY + end + SIGNATURE, is_content=True)


def test_content_is_whole_and_a_summary_as_long_is_not() -> None:
    assert is_whole(BODY, is_content=True) and is_whole(BODY + SIGNATURE, is_content=True)
    assert not is_whole(BODY, is_content=False) and is_whole(BODY * 3, is_content=False)
    assert not is_whole(BODY[:300], is_content=True) and not is_whole("", is_content=True)


def test_text_that_speaks_of_reading_more_is_whole() -> None:
    assert is_whole(f"Read more books.\n{BODY}\nMazda said that people read more about it.", is_content=True)


def test_signature_of_a_blog_is_no_text_of_the_article() -> None:
    assert without_signature(BODY + SIGNATURE) == BODY
    assert without_signature(BODY) == BODY
