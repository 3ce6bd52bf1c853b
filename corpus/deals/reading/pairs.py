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
from corpus.deals.reading.sport import is_sport
from corpus.deals.relations import Pair

#: Most pairs of one sentence, the nearest; a list of twenty companies has 190.
_MOST = 14
#: Longer "sentences" are tables and lists without full stops.
_LONGEST = 1_000
#: Some word of this kind stands in nearly every sentence that tells a deal; it spares the model most others.
#: What only ever stands beside one of them (`end`, `close` a deal) is none.
_DEALING = re.compile(
    r"""\b(?: suppl\w* | order(?:s|ed|ing)? | deals?\b | deliver\w* | agree\w* | contract\w* | partner\w* | alliance
      | allied | joint\w* | JV | venture | joint\ ventures | coll?ab\w* | co-?operat\w* | team(?:s|ed|ing)? | tie[sd]?\b
      | tie-up\w* | together | consorti\w*
      | acqui\w* | buy(?:s|ing|out)? | bought | purchas\w* | take-?overs?
      | t(?:ake|akes|aking|ook|aken)\ (?:[\w$€£.,%-]+\ ){0,5}
        (?:over|stake|shares?|part|control|delivery|interest|holding|\d+)
      | merg\w* | sells?\b | selling | sold | sale | divest\w* | offload\w* | sp[iu]n\w* | hand(?:s|ed|ing)?\ over
      | stakes?\b | shares\b | share\ (?:of|in|swap) | sharehold\w*
      | invest\w* | fund\w* | rais(?:e|es|ed|ing) | rounds?\b | series\ [A-K]\b
      | back(?:s|ed|ing|ers?)?\b | financ\w* | loan\w* | lend\w* | lent | grant(?:s|ed)?\b
      | licen[cs]\w* | royalt\w* | rights | sourc(?:es|ed|ing) | source\b(?!:) | off-?tak\w* | procur\w* | award\w*
      | w[io]ns?\b | winning | lands\b | landed | bag[s]?\b | bagged | secur(?:es?|ed|ing)\b | select\w*
      | pick(?:s|ed)?\b | chose\w* | choos\w* | tap(?:s|ped)?\b | nominat\w*
      | sign(?:s|ed|ing)?\b | ink(?:s|ed|ing)?\b | pact | MoU | memorandum | letter\ of | negotiat\w* | talks?\b
      | commit\w* | provid\w*
      | use[sd]?\b | using | equip\w* | power(?:s|ed|ing)?\b | fit(?:s|ted|ting)?\b | ship(?:s|ped|ments?)?\b | cells?
      | batter\w* | packs? | mak(?:es?|ing) | made | buil(?:d|ds|t|ding)\b
      | produc\w* | manufactur\w* | develop\w* | creat(?:e|es|ed|ing)\b | form(?:s|ed|ing)?\b | establish\w* | set\ up
      | launch\w* | own(?:s|ed|ership)?\b
      | join(?:s|ed|ing)?\b | work(?:s|ed|ing)?\ (?:\w+\ ){0,3}with | client\w* | customer\w* | host(?:s|ed|ing)?\b
      | distribut\w* | import\w* | pay(?:s|ing)? | paid | spen[dt]\w*
      | link(?:s|ed|ing)?\b | hook\w* | snap(?:s|ped)?\ up | swallow\w* | pursu\w*
      | swoop\w* | gobbl\w* | led | leads?\ (?:[\w$.-]+\ ){0,4}round | pour\w* | inject\w* | transfer\w* | outsourc\w*
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)


#: `Also reporting: Dollar General (DG), Ciena (CIEN) …` names companies side by side and tells no deal.
_TICKER = re.compile(r"\((?:[A-Z]+:\s?)?[A-Z]{1,5}\)")
_TICKERS = 4
#: A sentence that goes on telling the deal of the one before it, whose companies it need not name again.
_GOING_ON = re.compile(
    r"\b(?:participat\w+|(?:took|takes?|taking) part|also (?:joined|invested|backed|put)|co-?led|led by"
    r"|join(?:ed|ing) (?:the|by)|(?:the|this) (?:round|financing|funding|raise|loan|investment)"
    r"|(?:other|existing|new) (?:investors|backers|shareholders|partners))\b",
    re.IGNORECASE,
)
#: The same where the one before has named one company only: of two it has told enough.
_OTHER_PARTY = re.compile(
    r"\b(?:the|this) (?:deal|agreement|transaction|venture|partnership|contract|order)\b"
    r"|\A\W*(?:the|its) (?:customer|client|buyer|supplier|seller|vendor|acquirer|purchaser|investor|partner|target"
    r"|other (?:party|partner|side)|recipient|operator) (?:is|was|will be|are|were)\b",
    re.IGNORECASE,
)
#: Of a sentence that goes on telling, what it goes on from may in turn go on; no longer than this together.
_LONGEST_TOLD = 420
#: Between two of one house, words that say how they came together or part.
_BOUGHT = re.compile(
    r"\b(?:acquir\w+|acquisition|buy(?:s|ing)?|bought|purchas\w+|take-?over|buyout|merg\w+|swallow\w*|sell(?:s|ing)?|sold"
    r"|sale|divest\w*|stake|tie-up|pursuit)\b",
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
    known_only = is_sport(article.text)
    for sentence in sentences:
        text = (article.title if sentence.in_title else article.text)[sentence.start : sentence.end]
        if not sentence.mentions or not _may_tell(text, sentence):
            before = None
            continue
        written = _written(text, sentence)
        if known_only:
            written = _of_known(written, gazetteer)
        yield from _pairs(sentence, written, combinations(written.parties, 2), gazetteer)
        goes_on = before is not None and not sentence.in_title and _goes_on(text, before)
        if before and goes_on:
            new = [slug for slug in written.parties if slug not in before.parties]
            across = [(one, other) for one in before.parties if one not in written.parties for other in new]
            both = _joined(before, written)
            yield from _pairs(sentence, both, across, gazetteer)
            before = both if len(both.text) <= _LONGEST_TOLD else written
        else:
            before = None if sentence.in_title else written


def _goes_on(text: str, before: _Written) -> bool:
    return bool(_GOING_ON.search(text)) or (len(before.parties) == 1 and _OTHER_PARTY.search(text) is not None)


def _may_tell(text: str, sentence: Sentence) -> bool:
    """Whether a word outside the names tells of dealing: `Best Buy` and `Index Ventures` do not."""
    if len(text) > _LONGEST or len(_TICKER.findall(text)) >= _TICKERS:
        return False
    reached, words = 0, ""
    for mention in sentence.mentions:
        if mention.by_name:
            words += text[reached : mention.start - sentence.start] + "_"
            reached = mention.end - sentence.start
    return _DEALING.search(words + text[reached:]) is not None


def _pairs(
    sentence: Sentence, written: _Written, pairs: Iterable[tuple[str, str]], gazetteer: Gazetteer
) -> Iterator[Asked]:
    spans = {slug: its for slug, its in written.parties.items() if not _is_named_venture(written.text, its)}
    listed = lists.together(written.text, written.parties, written.others)
    pairs = [both for both in pairs if both[0] in spans and both[1] in spans]
    near = sorted(pairs, key=lambda both: _distance(spans[both[0]], spans[both[1]]))
    apart = [
        both
        for both in near
        if (not gazetteer.of_one_house(*both) or _changes_hands(both, written))
        and not _side_by_side(both, written, listed)
    ]
    for one, other in apart[:_MOST]:
        first, second = sorted((one, other), key=lambda slug: spans[slug][0])
        # The name of a venture stays, as a word like others.
        others = [span for slug in spans if slug not in (one, other) for span in spans[slug]]
        pair = Pair(written.text, tuple(spans[first]), tuple(spans[second]), (*others, *written.others))
        yield Asked(sentence, first, second, pair, (listed.get(first, first), listed.get(second, second)))


def _changes_hands(both: tuple[str, str], written: _Written) -> bool:
    """Whether one is bought: what is of one house today was not always."""
    one, other = (written.parties[slug] for slug in both)
    return any(_BOUGHT.search(written.text, min(a[1], b[1]), max(a[0], b[0])) for a in one for b in other)


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


def _of_known(written: _Written, gazetteer: Gazetteer) -> _Written:
    parties = {slug: spans for slug, spans in written.parties.items() if gazetteer.company(slug) is not None}
    return _Written(written.text, parties, written.others)


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
