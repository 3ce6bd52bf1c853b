import pytest

from tests.bot.telegram.markup.strict import parse


@pytest.mark.parametrize(
    "html",
    [
        *("<b>open", "close</b>", "<b><i>crossed</b></i>", "<p>unknown</p>", "a < b", "a > b", "a & b", "&nbsp;"),
        *("<b></b>", "<code><b>x</b></code>", '<a href="https://a.com"><code>x</code></a>', "<a>x</a>"),
        "<blockquote>a<blockquote>b</blockquote></blockquote>",
    ],
)
def test_what_telegram_refuses_or_changes_is_refused(html: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse(html)


def test_text_is_read_as_it_is_shown() -> None:
    assert parse('<a href="https://a.com/?b&amp;c"><b>x &lt; y</b></a>').text == "x < y"
