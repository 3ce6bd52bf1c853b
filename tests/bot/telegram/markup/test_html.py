from bot.telegram.markup.html import Element, Tag, text, written


def test_nothing_in_a_text_or_an_address_can_open_or_close_a_tag() -> None:
    link = Element(Tag.LINK, ('</a> & "so on" &lt;',), 'https://a.com/"><b>&')

    assert written(["1 < 2 ", link]) == (
        '1 &lt; 2 <a href="https://a.com/&quot;&gt;&lt;b&gt;&amp;">&lt;/a&gt; &amp; &quot;so on&quot; &amp;lt;</a>'
    )
    assert text(["1 < 2 ", link]) == '1 < 2 </a> & "so on" &lt;'


def test_folded_quotation_is_closed_as_a_quotation() -> None:
    quotation = Element(Tag.FOLDED_QUOTE, ("a", Element(Tag.ITALIC, ("b",))))

    assert written([quotation]) == "<blockquote expandable>a<i>b</i></blockquote>"
