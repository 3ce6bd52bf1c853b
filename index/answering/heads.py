"""What answers in a word or two, said before the sentences: a name, a figure, yes or no."""

from collections.abc import Iterator, Sequence

from corpus.companies.gazetteer import Gazetteer, gazetteer
from corpus.deals.relations import RelationModel
from index.answering import between, kinds, premises
from index.answering.evidence import Evidence
from index.asking import lookups
from index.asking.asks import Asks
from index.asking.questions import Question

#: More characters than this before the quote would be a second answer.
LONGEST = 60
#: Names said before the quotes of a list.
MOST_NAMES = 8
#: A name is said before a list's quotes only if its sentence has so much of the question.
SURE = 0.7
_COUNTS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def head(question: Question, chosen: Sequence[Evidence], model: RelationModel, known: Gazetteer | None = None) -> str:
    """ "" where it is not plain. Of the sentence that stands first, else it would be read as that one's."""
    known = known or gazetteer()
    if not chosen:
        return ""
    if question.asks is Asks.YES_NO:
        said = premises.verdict(question, chosen[0].text)
        if said and between.tells_another(question.text, chosen[0].text, model, known):
            return ""
        return {True: "Yes", False: "No", None: ""}[said]
    if question.is_list or question.counts_companies:
        return _names(question, chosen, model, known)
    found = list(dict.fromkeys(_things(question, chosen[0].text, model, known)))
    return found[0] if len(found) == 1 and len(found[0]) <= LONGEST else ""


def that_say_who(
    question: Question, chosen: Sequence[Evidence], model: RelationModel, known: Gazetteer | None = None
) -> list[Evidence]:
    """Without those that tell of another relation, where some tell of the one asked for.

    Of "who supplies Toyota?" a sentence on what Toyota takes over says nothing, however many of its words it has.
    """
    known = known or gazetteer()
    asked = lookups.asked_role(question.text, known) if question.asks is Asks.COMPANY and not question.is_list else None
    if asked is None or len(chosen) < 2:
        return list(chosen)
    saying = [e for e in chosen if any(between.in_role(e.text, *asked, model, known))]
    return saying or list(chosen)


def _things(question: Question, text: str, model: RelationModel, known: Gazetteer) -> Iterator[str]:
    if question.asks is Asks.COMPANY:
        yield from _companies(question, text, model, known)
    else:
        yield from kinds.things(question, text)


def _companies(question: Question, text: str, model: RelationModel, known: Gazetteer) -> Iterator[str]:
    """Those that the sentence says to be what is asked for, where it names the one asked about, too."""
    asked = lookups.asked_role(question.text, known)
    if asked is None or not any(mention.slug in known.group(asked[0]) for mention in known.find(text)):
        yield from kinds.companies(question, text)
    else:
        yield from between.in_role(text, *asked, model, known)


def _names(question: Question, chosen: Sequence[Evidence], model: RelationModel, known: Gazetteer) -> str:
    """The companies that the sentences name, where companies are asked for, and how many where that is asked."""
    if question.asks is not Asks.COMPANY and not question.counts_companies:
        return ""
    told = [e for e in chosen if e.features["companies_inside"] == 1.0 and e.features["inside"] >= SURE]
    names = list(dict.fromkeys(name for e in told for name in _companies(question, e.text, model, known)))
    if not 1 < len(names) <= MOST_NAMES:
        return ""
    listed = f"{', '.join(names[:-1])} and {names[-1]}"
    return f"{_COUNTS[len(names)].capitalize()} are named, {listed}" if question.counts_companies else listed
