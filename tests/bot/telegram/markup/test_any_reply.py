"""What holds of every reply, whatever is in it."""

import re
import unicodedata

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.conversation.replies import Listing, Paragraph, Quotation, Reply, paragraph
from bot.telegram.markup import stream
from bot.telegram.markup.messages import Message, messages
from tests.bot.telegram.markup.any_replies import REPLY, TEXT
from tests.bot.telegram.markup.strict import parse

ANY = settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0\u17b4\u17b5")


def utf_16_units(text: str) -> int:
    return sum(2 if letter > "\uffff" else 1 for letter in text)


def letters(text: str) -> str:
    """Letters and numbers, taken apart: what no cleaning and no cut may lose."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    kept = (each for each in unicodedata.normalize("NFD", whole) if each not in _FILLERS)
    return "".join(each for each in kept if unicodedata.category(each)[0] in "LN")


def spoken(reply: Reply) -> str:
    """All its texts in order."""
    captions = [media.caption for media in (reply.picture, reply.document) if media]
    texts = (text for block in reply.blocks for text in block_texts(block))
    return "".join([*captions, *texts])


def block_texts(block: Paragraph | Listing | Quotation) -> list[str]:
    if isinstance(block, Paragraph):
        return ["".join(span.text for span in block.spans)]
    if isinstance(block, Quotation):
        return [text for each in block.paragraphs for text in block_texts(each)]
    # A number stands before what can be seen only; letters and numbers can.
    items = [(n, text) for n, each in enumerate(block.items, 1) for text in block_texts(each)]
    return [f"{n}. {text}" if block.numbered and is_seen(text) else text for n, text in items]


def is_seen(text: str) -> bool:
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    return any(
        unicodedata.category(each)[0] in "LNPS" and each not in _FILLERS and each not in "\u2800\ufffc"
        for each in whole
    )


def check(message: Message) -> None:
    parsed = parse(message.html)
    assert parsed.text == message.plain
    assert utf_16_units(parsed.text) == message.length <= (1_024 if message.media else 4_096)
    assert len(parsed.entities) <= 100
    assert len(message.html.encode()) <= 32_768
    assert not _UNSEEN.search(parsed.text)
    assert parsed.text == parsed.text.strip()
    assert is_seen(parsed.text) or message.media
    assert all(re.match(r"https?://[^\s/]+\.", each.address or "") for each in parsed.entities if each.tag == "a")


@given(REPLY, st.booleans())
@ANY
def test_every_message_is_one_that_telegram_takes(reply: Reply, compact: bool) -> None:
    for message in messages(reply, compact):
        check(message)


@given(REPLY, st.booleans())
@ANY
def test_all_that_was_said_is_there_in_order(reply: Reply, compact: bool) -> None:
    shown = "".join(message.plain for message in messages(reply, compact))

    assert letters(shown) == letters(spoken(reply))


@given(st.lists(TEXT.map(lambda text: re.sub(r"[][]", "", text)), min_size=1, max_size=5), st.integers(1, 300))
@ANY
def test_citation_is_never_cut(texts: list[str], times: int) -> None:
    cited = "".join(f"{text}[{n}]" for n, text in enumerate(texts * times, 1))[:20_000].rpartition("]")[0] + "]"

    written = messages(Reply((paragraph(cited),)))

    shown = [number for message in written for number in re.findall(r"\[\d+]", message.plain)]
    assert shown == re.findall(r"\[\d+]", cited)


@given(TEXT)
@ANY
def test_unfinished_answer_is_shown_within_the_same_bounds(text: str) -> None:
    shown = stream.so_far(text)

    if shown:
        check(shown)
        assert shown.plain.endswith("…")


@given(
    st.lists(st.sampled_from(["Mazda", "agreed.", "5", "GWh", "“batteries”", "[1]", "Osaka,", "für"]), max_size=3_000)
)
@ANY
def test_words_are_kept_whole(words: list[str]) -> None:
    written = messages(Reply((paragraph(" ".join(words)),)))

    assert [word for message in written for word in message.plain.split()] == words
    assert not any(message.plain.startswith("[") for message in written[1:])
