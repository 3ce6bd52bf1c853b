"""What is asked: about whom, for what kind of thing, and what an earlier question leaves understood."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from corpus.companies import questions as naming
from corpus.companies.gazetteer import Gazetteer, gazetteer
from corpus.text import cleaning, moments
from corpus.text.moments import Moment
from index.asking import asks, months, orders
from index.asking.asks import Asks
from index.asking.halves import halves
from index.lexical import words


@dataclass(frozen=True)
class Question:
    """A question as read; `terms` and `companies` weigh 1 when asked now, less when only understood."""

    #: With what earlier questions leave understood put behind it.
    text: str
    #: The same as it was said: the earlier ones first, parted by " ; ".
    told: str
    asks: Asks
    is_list: bool
    #: How many companies there are is asked: they may have to be gathered.
    counts_companies: bool
    #: Telling stems, function words and the names of companies left out.
    terms: dict[str, float]
    #: Slugs.
    companies: dict[str, float]
    #: It orders the answerer about, instead of asking what the articles say.
    is_instruction: bool = False
    #: It asks for work or advice, which news seldom has.
    is_errand: bool = False
    #: Stems that only say what kind of thing is asked for ("price", "who", "year").
    cues: frozenset[str] = field(default=frozenset())
    #: Of its terms, those that name what is asked for: "seat" of "how many seats".
    focus: frozenset[str] = field(default=frozenset())
    #: Two questions put in one, each complete; empty for most.
    halves: tuple["Question", ...] = ()
    #: It wants the newest state, not the first.
    wants_newest: bool = False
    #: The times it asks about, or an earlier question did.
    times: tuple[Moment, ...] = ()


#: What an earlier question leaves understood weighs so much; the one before that, the square of it.
UNDERSTOOD = 0.6
#: Of that, what the second of two questions in one takes over from the first.
FROM_OTHER_HALF = 0.4

#: Characters of a question that are read; nobody asks more, and an article pasted in is none.
LONGEST_QUESTION = 1_000

_LEANS = re.compile(
    r"^\W*(?:and|but|also|or|what about|how about|so)\b"
    r"|\b(?:it|its|they|them|their|theirs|he|she|his|her|him|there|those|these|both|one|ones)\b"
    r"|\b(?:this|that) (?:deal|agreement|company|plant|venture|stake|contract|merger|partner|order|money|one|time)\b"
    r"|\bthe (?:deal|agreement|two|company|companies|venture|contract|partners?|talks|plan|sum|buyer|seller|former)\b",
    re.IGNORECASE,
)
#: A question with fewer telling words than this cannot stand alone after another one.
_FEW_WORDS = 2


def read(text: str, history: Sequence[str] = (), known: Gazetteer | None = None) -> Question:
    """Reads a question, completed from `history` (earlier questions, oldest first) where it leans on it."""
    known = known or gazetteer()
    text, history = _clean(text), [_clean(earlier) for earlier in history]
    terms, companies = _words_of(text, known)
    kind = asks.asked(text)
    understood = list(_understood(text, terms, companies, history))
    for weight, earlier in understood:
        earlier_terms, earlier_companies = _words_of(earlier, known)
        for term in earlier_terms:
            terms.setdefault(term, weight)
        # "And with Ford?" asks of Ford what was asked of the other; who else was named is understood.
        for slug in earlier_companies:
            companies.setdefault(slug, weight * (0.5 if _words_of(text, known)[1] else 1.0))
    if understood and kind is Asks.THING:
        kind = asks.asked(understood[0][1])
    return Question(
        text=" ".join([text, *(earlier for _, earlier in understood)]),
        told=" ; ".join([*(earlier for _, earlier in reversed(understood)), text]),
        asks=kind,
        is_list=asks.is_list(text),
        counts_companies=asks.counts_companies(text),
        terms=terms,
        companies=companies,
        is_instruction=orders.is_instruction(text),
        is_errand=orders.is_errand(text),
        cues=frozenset(words(asks.CUES, keep_all=True)) & terms.keys(),
        halves=_halves(text, history, known),
        focus=frozenset(words(asks.focus(text), keep_all=True)) & terms.keys(),
        wants_newest=asks.wants_newest(text),
        times=_times([text, *(earlier for _, earlier in understood)]),
    )


def searched(question: Question, known: Gazetteer | None = None) -> dict[str, float]:
    """The stems to search for and what each counts: its terms, and its companies by all their names."""
    known = known or gazetteer()
    found = dict(question.terms)
    for term in question.cues:
        found[term] *= 0.5
    for slug, weight in question.companies.items():
        company = known.company(slug)
        names = (company.name, *company.aliases[:3], *company.exact[:1]) if company else (slug.replace("_", " "),)
        for position, name in enumerate(names):
            for stem in words(name):
                found[stem] = max(found.get(stem, 0.0), weight * (1.0 if not position else 0.7))
    return found


def _clean(text: str) -> str:
    return months.in_full(cleaning.one_line(text, LONGEST_QUESTION))


def _times(texts: Iterable[str]) -> tuple[Moment, ...]:
    """Those of the first text that names any."""
    return next((tuple(found) for text in texts if (found := moments.find(text))), ())


def _words_of(text: str, known: Gazetteer) -> tuple[dict[str, float], dict[str, float]]:
    """Its telling stems and its companies, each weighing 1."""
    mentions = naming.find(known, text)
    rest = text
    for mention in reversed(mentions):
        rest = f"{rest[: mention.start]} . {rest[mention.end :]}"
    return dict.fromkeys(words(rest, fallback=False), 1.0), dict.fromkeys((m.slug for m in mentions), 1.0)


def _understood(
    text: str, terms: dict[str, float], companies: dict[str, float], history: Sequence[str]
) -> Iterator[tuple[float, str]]:
    """The earlier questions that this one leans on, the latest first, each with its weight."""
    if not history or not (_LEANS.search(text) or len(terms) + 2 * len(companies) <= _FEW_WORDS or not companies):
        return
    weight = UNDERSTOOD
    for earlier in reversed(history[-4:]):
        yield weight, earlier
        if not _LEANS.search(earlier) and len(words(earlier)) > _FEW_WORDS:
            return
        weight *= UNDERSTOOD


def _halves(text: str, history: Sequence[str], known: Gazetteer) -> tuple[Question, ...]:
    two = halves(text)
    # "When exactly?" is no question of its own.
    if two is None or not (set(words(two[1], fallback=False)) - set(words(asks.CUES, keep_all=True))):
        return ()
    second = read(two[1], [*history, two[0]], known)
    # The other half has what the first one is about: "who gives it lithium and who its chips".
    terms = {term: weight if weight == 1.0 else weight * FROM_OTHER_HALF for term, weight in second.terms.items()}
    return read(two[0], history, known), replace(second, terms=terms)
