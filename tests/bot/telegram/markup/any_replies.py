"""Replies of any shape and any text, drawn by hypothesis."""

from hypothesis import strategies as st

from bot.conversation.replies import Document, Listing, Paragraph, Picture, Quotation, Reply, Span, Style

#: What markup, splitting and cleaning are about; drawn evenly, these would hardly ever occur.
_TRICKY = (
    *"aZ é<>&\"'/[]1.!\n\t\r@#$_*`",
    "\x00",
    "\x1b",
    "\u200b",
    "\u200d",
    "\u202e",
    "\u2028",
    "\ufeff",
    "\ud83d",
    "\ude00",
    "\u0301",
    "\u20e3",
    "\ufe0f",
    "\u2800",
    "\u3164",
    "\U000e0041",
    "\U0001f468",
    "\U0001f3fd",
    "\U0001f1e9",
    "क",
    "\u094d",
    "\u1112",
    "\u1161",
    "漢",
    "。",
    "&amp;",
    "&#0;",
    "<b>",
    "</a>",
    "<!--",
    " [1]",
    "[12][3]",
    "[4, 5]",
    "It was agreed. ",
    "Who? ",
    "https://example.com/a?b=c&d ",
    "👨‍👩‍👧‍👦",
    "❤️",
    "1️⃣",
    "A sentence of middling length, with a comma, that ends as sentences do [7]. ",
)
TEXT = st.one_of(
    st.lists(st.sampled_from(_TRICKY) | st.characters(), max_size=30).map("".join),
    # Long ones: a small text many times over.
    st.builds(
        lambda some, length: (some * length)[:length],
        st.lists(st.sampled_from(_TRICKY), min_size=1, max_size=4).map("".join),
        st.sampled_from([300, 1_000, 9_000]) | st.integers(900, 4_300),
    ),
)
LINK = st.none() | st.sampled_from(
    ['https://example.com/a"b?c=<d>&e=f#g', "http://bücher.example/ü", "javascript:alert(1)", "https://localhost/", ""]
)
SPAN = st.builds(Span, TEXT, st.sampled_from(Style), LINK)
PARAGRAPH = st.builds(Paragraph, st.lists(SPAN, max_size=3).map(tuple))
PARAGRAPHS = st.lists(PARAGRAPH, max_size=3).map(tuple)
BLOCK = PARAGRAPH | st.builds(Listing, PARAGRAPHS, st.booleans()) | st.builds(Quotation, PARAGRAPHS, st.booleans())
REPLY = st.builds(
    Reply,
    st.lists(BLOCK, max_size=4).map(tuple),
    picture=st.none() | st.builds(Picture, st.just(b"png"), TEXT),
    document=st.none() | st.builds(Document, st.just("deals.csv"), st.just(b"csv"), TEXT),
)
