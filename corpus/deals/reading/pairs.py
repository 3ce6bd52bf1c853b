"""Which pairs of companies of a sentence are worth judging, and how they are put to the relation model."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from corpus.companies.gazetteer import Gazetteer
from corpus.deals.drafts import Readable
from corpus.deals.parties.mentions import Sentence
from corpus.deals.reading import lists
from corpus.deals.relations import Pair

#: Most pairs of one sentence, the nearest; a list of twenty companies has 190.
_MOST = 14
#: Longer "sentences" are tables and lists without full stops.
_LONGEST = 1_000
#: Some word of this kind stands in nearly every sentence that tells a deal; it spares the model most others.
_DEALING = re.compile(
    r"""\b(?: suppl\w* | order\w* | deals?\b | deliver\w* | agree\w* | contract\w* | partner\w* | alliance | allied
      | joint\w* | JV | ventur\w* | coll?ab\w* | co-?operat\w* | team\w* | tie[sd]?\b | tie-up\w* | together
      | consorti\w*
      | acqui\w* | buy\w* | bought | purchas\w* | take-?over | takes?\b | taking | took | taken | merg\w* | sells?\b
      | selling | sold | sale | divest\w* | offload\w* | spin\w* | hand\w* | stakes?\b | shares?\b | sharehold\w*
      | invest\w* | fund\w* | rais\w* | round | series | back\w* | financ\w* | loan\w* | lend\w* | lent | grant\w*
      | licen[cs]\w* | royalt\w* | rights | sourc\w* | off-?tak\w* | procur\w* | award\w* | win[s]?\b | won | winning
      | land\w* | bag[s]?\b | bagged | secur\w* | select\w* | pick\w* | chose\w* | choos\w* | tap\w* | nominat\w*
      | sign\w* | ink\w* | pact | MoU | memorandum | letter\ of | negotiat\w* | talks?\b | commit\w* | provid\w*
      | use[sd]?\b | using | equip\w* | power\w* | fit\w* | ship\w* | cells? | batter\w* | packs? | mak(?:es?|ing)
      | made | buil[dt]\w*
      | produc\w* | manufactur\w* | develop\w* | creat\w* | form\w* | establish\w* | set\ up | launch\w* | own\w*
      | join\w* | work\w* | client\w* | customer\w* | host\w* | distribut\w* | import\w* | pay\w* | paid | spen\w*
      | complet\w* | clos\w* | terminat\w* | cancel\w* | end[s]?\b | ended | scrap\w* | link\w* | hook\w* | snap\w*
      | swoop\w* | gobbl\w* | led | lead\w* | pour\w* | inject\w* | support\w* | transfer\w* | outsourc\w*
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)


#: `Also reporting: Dollar General (DG), Ciena (CIEN) …` names companies side by side and tells no deal.
_TICKER = re.compile(r"\((?:[A-Z]+:\s?)?[A-Z]{1,5}\)")
_TICKERS = 4
#: A sentence that goes on telling the deal of the one before it, whose companies it need not name again.
_GOING_ON = re.compile(
    r"\b(?:participat\w+|also (?:joined|invested|backed|put)|co-?led|led by|join(?:ed|ing) (?:the|by)"
    r"|(?:the|this) (?:round|financing|funding|raise|loan|deal|agreement|investment|transaction|venture|partnership"
    r"|contract)|(?:other|existing|new) (?:investors|backers|shareholders|partners))\b",
    re.IGNORECASE,
)
#: `a joint venture named Foo`; `Foo, a joint venture of`.
_VENTURE = re.compile(
    r"\b(?:joint[- ]venture|JV|venture)(?: company| firm)?,?(?: to be)? (?:named|called|dubbed|known as) \W?\Z",
    re.IGNORECASE,
)
_IS_VENTURE = re.compile(
    r"(?: \([^()]{1,20}\))?,? (?:is |was )?(?:an?|the|their) (?:[\w/:-]+ ){0,4}"
    r"(?:joint[- ]venture|JV) (?:of|between|by|with|set|formed)"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Two companies of a sentence, in the order of their first places in it."""

    sentence: Sentence
    first: str
    second: str
    pair: Pair
    #: Pairs of a sentence with the same have the same relation: `A raised money from B, C and D`.
    alike: tuple[int | str, int | str]


_Spans = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Written:
    """A sentence with "the two companies" told as two, and where it names whom."""

    text: str
    parties: Mapping[str, _Spans]
    others: _Spans


def asked(article: Readable, sentences: Sequence[Sentence], gazetteer: Gazetteer) -> Iterator[Asked]:
    """The pairs of each sentence in turn, none of one group of companies; nothing where nothing is dealt with."""
    before: _Written | None = None
    for sentence in sentences:
        text = (article.title if sentence.in_title else article.text)[sentence.start : sentence.end]
        if not sentence.mentions or not _may_tell(text):
            before = None
            continue
        written = _written(text, sentence)
        yield from _pairs(sentence, written, combinations(written.parties, 2), gazetteer)
        if before and not sentence.in_title and _GOING_ON.search(text):
            new = [slug for slug in written.parties if slug not in before.parties]
            across = [(one, other) for one in before.parties if one not in written.parties for other in new]
            yield from _pairs(sentence, _joined(before, written), across, gazetteer)
        before = None if sentence.in_title else written


def _may_tell(text: str) -> bool:
    return len(text) <= _LONGEST and bool(_DEALING.search(text)) and len(_TICKER.findall(text)) < _TICKERS


def _pairs(
    sentence: Sentence, written: _Written, pairs: Iterable[tuple[str, str]], gazetteer: Gazetteer
) -> Iterator[Asked]:
    spans = {slug: its for slug, its in written.parties.items() if not _is_named_venture(written.text, its)}
    listed = lists.together(written.text, written.parties, written.others)
    pairs = [both for both in pairs if both[0] in spans and both[1] in spans]
    near = sorted(pairs, key=lambda both: _distance(spans[both[0]], spans[both[1]]))
    apart = [both for both in near if not gazetteer.of_one_house(*both) and not _side_by_side(both, written, listed)]
    for one, other in apart[:_MOST]:
        first, second = sorted((one, other), key=lambda slug: spans[slug][0])
        # The name of a venture stays, as a word like others.
        others = [span for slug in spans if slug not in (one, other) for span in spans[slug]]
        pair = Pair(written.text, tuple(spans[first]), tuple(spans[second]), (*others, *written.others))
        yield Asked(sentence, first, second, pair, (listed.get(first, first), listed.get(second, second)))


def _is_named_venture(text: str, spans: _Spans) -> bool:
    """Whether it is what others call their venture, which is no partner of theirs."""
    start, end = spans[0]
    return bool(_VENTURE.search(text[max(0, start - 60) : start]) or _IS_VENTURE.match(text, end))


def _side_by_side(both: tuple[str, str], written: _Written, listed: Mapping[str, int]) -> bool:
    """Whether the two only share what is done with them (`a round led by A and B`), or a semicolon parts them."""
    number = listed.get(both[0])
    if number is None or number != listed.get(both[1]):
        return _are_parted(written.text, *(written.parties[slug] for slug in both))
    members = [slug for slug, its in listed.items() if its == number]
    return lists.is_governed(written.text, [written.parties[slug][0] for slug in members])


def _are_parted(text: str, one: _Spans, other: _Spans) -> bool:
    return all(";" in text[min(a[1], b[1]) : max(a[0], b[0])] for a in one for b in other)


def _written(text: str, sentence: Sentence) -> _Written:
    parties = set(sentence.parties())
    spans: defaultdict[str, _Spans] = defaultdict(list)
    others: _Spans = []
    written, reached = "", 0
    for mention in sentence.mentions:
        start, end = mention.start - sentence.start, mention.end - sentence.start
        written += text[reached:start]
        reached = end
        for number, slug in enumerate(mention.slugs):
            written += " and " if number else ""
            name = text[start:end] if len(mention.slugs) == 1 else "it"
            place = (len(written), len(written) + len(name))
            written += name
            (spans[slug] if mention in parties else others).append(place)
    return _Written(written + text[reached:], dict(spans), others)


def _joined(before: _Written, written: _Written) -> _Written:
    """Both as one text; a company of both keeps all its places."""
    shift = len(before.text) + 1
    spans = {slug: list(places) for slug, places in before.parties.items()}
    for slug, places in written.parties.items():
        spans.setdefault(slug, []).extend((start + shift, end + shift) for start, end in places)
    moved = [(start + shift, end + shift) for start, end in written.others]
    return _Written(f"{before.text} {written.text}", spans, [*before.others, *moved])


def _distance(one: _Spans, other: _Spans) -> int:
    return min(abs(a - c) for a, _ in one for c, _ in other)
