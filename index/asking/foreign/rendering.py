"""Questions in German, Spanish and French, word by word into English: what they ask of the articles, not how well."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.companies import questions as naming
from corpus.companies.gazetteer import gazetteer
from index.asking.foreign import glossing, word_order
from index.asking.foreign.glossing import Glossed, Token
from index.asking.foreign.vocabulary import LANGUAGES, Kind, Vocabulary, vocabulary
from index.asking.questions import LONGEST_QUESTION


def in_english(question: str) -> str:
    """The question in English words and order; itself when it is in English, in a language not known
    here, or longer than what is read of a question.

    Names of companies are kept as they were typed, and words that are not known as well.
    """
    if len(question) > LONGEST_QUESTION:
        return question
    named = naming.find(gazetteer(), question)
    read = {language: glossing.gloss(question, named, vocabulary(language)) for language in LANGUAGES}
    language = max(read, key=lambda each: (read[each].foreign - read[each].english, -read[each].unknown))
    if not _is_foreign(read[language]):
        return question
    tokens = [token for token in read[language].tokens if token.said or token.kind is Kind.WHETHER]
    return _written(question, word_order.ordered(_placed(tokens, vocabulary(language))))


def _is_foreign(glossed: Glossed) -> bool:
    """Whether more of it is of that language than can be English; without function words, all must be."""
    if glossed.tells:
        return glossed.foreign > glossed.english
    return bool(glossed.foreign) and not glossed.english and (glossed.foreign > 1 or not glossed.unknown)


def _placed(tokens: Sequence[Token], words: Vocabulary) -> list[Token]:
    """Each as its place has it: prepositions as their verb or noun puts them, "que" behind a noun as "that"."""
    return [_in_place(tokens, at, words) for at in range(len(tokens))]


def _in_place(tokens: Sequence[Token], at: int, words: Vocabulary) -> Token:
    if tokens[at].kind is Kind.PREPOSITION:
        return replace(tokens[at], said=_put(tokens, at, words))
    if _is_relative(tokens[:at], tokens[at]):
        return replace(tokens[at], said="that", kind=Kind.WORD)
    return tokens[at]


def _is_relative(before: Sequence[Token], token: Token) -> bool:
    """The "que" of "l'usine que Ford construit"."""
    return token.said == "what" and bool(before) and before[-1].kind in (Kind.WORD, Kind.NAME, Kind.UNKNOWN)


def _put(tokens: Sequence[Token], at: int, words: Vocabulary) -> str:
    """ "An Ford" is to Ford when supplied, and in Ford when invested."""
    following = next((token for token in tokens[at + 1 :] if token.kind is not Kind.DETERMINER), None)
    if tokens[at].said == "of" and (following is None or following.kind is Kind.WORD):
        return "of"  # "achète du lithium"
    # The nearest before it, else the first behind: "von welchen Firmen kauft …".
    behind = tokens[at + 1 :] if following and following.kind in word_order.ASKS else ()
    for token in (*reversed(tokens[:at]), *behind):
        put = words.governs.get(token.said, {}).get(tokens[at].said)
        if put is not None:
            return put
        if token.kind is Kind.PREPOSITION and token.said == tokens[at].said:
            break  # that one is the verb's: "des cellules de l'usine de Suminoe"
    return tokens[at].said


def _written(question: str, tokens: Sequence[Token]) -> str:
    """What was kept and stood together stands so, the rest with a space between."""
    tokens = [token for token in tokens if token.said]
    if not tokens:
        return question
    written = tokens[0].said
    for one, other in pairwise(tokens):
        between = question[one.end : other.start]
        # "Werk-Standort": words put into English stand apart.
        is_kept = between in ("", "-") and _is_kept(question, one) and _is_kept(question, other)
        is_end = other.kind is Kind.MARK and other.said in ",;:.?!)%"
        written += f"{'' if is_end else between if is_kept else ' '}{other.said}"
    return " ".join(written.split())


def _is_kept(question: str, token: Token) -> bool:
    return question[token.start : token.end] == token.said
