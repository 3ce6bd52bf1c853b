"""English order for words put into English one by one: "from whom buys BMW" as "from whom does BMW buy"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.asking.foreign import inflecting
from index.asking.foreign.glossing import Token
from index.asking.foreign.vocabulary import FINITE, Form, Kind

ASKS = frozenset({Kind.ASKS_SUBJECT, Kind.ASKS_OTHER, Kind.ASKS_EITHER})
_MAIN = frozenset({Form.DONE, Form.BASE})
_PAST = frozenset({Form.PAST_ONE, Form.PAST_MANY})
_MANY = frozenset({Form.MANY, Form.PAST_MANY})
_ONE = frozenset({Form.ONE, Form.PAST_ONE})
#: Who is asked for by what they are likelier acts than is acted on.
_ACTORS = frozenset(
    "who company companies firm firms supplier suppliers carmaker carmakers automaker automakers maker makers "
    "manufacturer manufacturers partner partners bank banks investor investors customer customers group groups court "
    "newspaper country shareholder shareholders startup startups buyer buyers".split()
)
_BE = frozenset({"is", "are", "was", "were"})
_HAVE = frozenset({"has", "have", "had"})
_MODALS = frozenset({"will", "would", "should", "can", "could", "must"})
_ENDS = frozenset(",;:.?!")
#: "been", and "werden" as it is written in the vocabulary.
_AGAIN = ("been", "are | will | become")
_JOINING = frozenset({"and", "or", "but"})


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause around its finite verb."""

    #: "and", and the like, before the clause itself.
    opening: list[Token]
    #: The words that ask: "from which companies".
    asks: list[Token]
    #: Between those and the verb: "wer *Ford* beliefert", "quand *Ford* a signé".
    before: list[Token]
    verb: Token
    #: What "has" or "will" goes with.
    main: Token | None
    after: list[Token]
    is_passive: bool
    is_question: bool


def ordered(tokens: Sequence[Token]) -> list[Token]:
    """The same tokens, each clause in English order, with its verbs as they are said."""
    return [token for clause in _clauses(tokens) for token in _ordered(clause)]


def _clauses(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Parted at marks, and where "and" begins another question."""
    clause: list[Token] = []
    for at, token in enumerate(tokens):
        following = next((t for t in tokens[at + 1 : at + 3] if t.kind is not Kind.PREPOSITION), None)
        begins_another = token.said in _JOINING and following is not None and following.kind in ASKS
        is_enumeration = token.said == "," and clause and clause[-1].kind is Kind.NAME
        if begins_another or (token.said in _ENDS and not is_enumeration):
            yield clause
            clause = []
        clause.append(token)
    yield clause


def _ordered(tokens: Sequence[Token]) -> list[Token]:
    clause = _read(tokens)
    if clause is None:
        return [_said(token) for token in tokens if token.said]
    return [*clause.opening, *_arranged(clause)]


def _read(tokens: Sequence[Token]) -> _Clause | None:
    """None without a finite verb."""
    is_question = any(token.kind is Kind.WHETHER for token in tokens)
    kept = [token for token in tokens if token.said and token.kind is not Kind.WHETHER]
    opens = next((at for at, t in enumerate(kept) if t.kind is not Kind.MARK and t.said not in _JOINING), len(kept))
    opening, kept = kept[:opens], kept[opens:]
    at = next((at for at, token in enumerate(kept) if token.forms & FINITE), None)
    if at is None:
        return None
    asks = _end_of_asks(kept[:at])
    before, verb, after = kept[asks:at], kept[at], kept[at + 1 :]
    main = _main(verb, before, after)
    return _Clause(
        opening=opening,
        asks=kept[:asks],
        before=[token for token in before if token is not main],
        verb=verb,
        main=main,
        # "soll gebaut werden": what else goes with the main verb is in its form.
        after=[token for token in after if token is not main and not (main and token.said in _AGAIN)],
        is_passive=verb.said.split(" ")[0] in _BE or any(token.said == "been" for token in (*before, *after)),
        is_question=is_question or not at,
    )


def _end_of_asks(tokens: Sequence[Token]) -> int:
    """Behind "from which makers of cars"."""
    at = next((at for at, token in enumerate(tokens) if token.kind in ASKS), None)
    if at is None:
        return 0
    end = at + 1
    while end < len(tokens):
        following = tokens[end + 1].kind if tokens[end + 1 :] else None
        joins = tokens[end].said == "of" and following in (Kind.WORD, Kind.NAME)
        if not joins and tokens[end].kind not in (Kind.WORD, Kind.UNKNOWN):
            break
        end += 2 if joins else 1
    return end


def _main(verb: Token, before: Sequence[Token], after: Sequence[Token]) -> Token | None:
    if verb.kind is not Kind.AUXILIARY:
        return None
    found = [
        token
        for behind, token in pairwise([verb, *after])
        # "después de vender" is no part of it.
        if token.kind is Kind.VERB and token.forms & _MAIN and behind.kind is not Kind.PREPOSITION
    ]
    if found:
        return found[0] if found[0] is after[0] else found[-1]
    # "wer Arcadium übernommen hat"
    last = before[-1] if before else None
    return last if last and last.kind is Kind.VERB and last.forms & _MAIN else None


def _arranged(clause: _Clause) -> list[Token]:
    if _is_by_whom(clause) and clause.main:
        verb = replace(clause.main, said=inflecting.past(clause.main.said))
        asks = [replace(t, said="who") if t.said.endswith("whom") else t for t in _many(clause)]
        return [*(t for t in asks if t.kind is not Kind.PREPOSITION), verb, *_all_said([*clause.before, *clause.after])]
    asks, before, after = _all_said(_many(clause)), _all_said(clause.before), _all_said(clause.after)
    if clause.asks and _asks_for_subject(clause):
        return [*asks, *_verbs(clause), *before, *after]
    is_asked = bool(clause.asks) or clause.is_question
    if is_asked and (names := _bare_names(before)):
        return [*asks, *(t for t in before if t not in names), *_put_before(clause, names), *after]
    if is_asked and (names := _bare_names(after)):
        return [*asks, *before, *_put_before(clause, names), *(t for t in after if t not in names)]
    if clause.main and clause.after:
        # Whoever acts cannot be told from the rest: what belongs together is left where it was.
        return [*asks, *before, _verb(clause), *after, _main_said(clause)]
    if clause.is_question and not clause.asks and clause.verb.kind is Kind.VERB:
        # Whoever does it may be none we know: "Betrifft der Vertrag auch Ford?"
        return [*before, *_put_before(clause, []), *after]
    return [*asks, *before, *_verbs(clause), *after]


def _is_by_whom(clause: _Clause) -> bool:
    """ "Von wem wurde Arcadium gekauft?": who bought it."""
    said = clause.asks[0].said.split(" ") if clause.asks else [""]
    is_by = said[0] in ("by", "from", "of") and len(said) + len(clause.asks) > 2
    return is_by and clause.is_passive and clause.main is not None and Form.DONE in clause.main.forms


def _many(clause: _Clause) -> list[Token]:
    """The words that ask, their noun in the plural where the verb is: "welche Hersteller liefern"."""
    asks = clause.asks
    if len(asks) != 2 or asks[1].kind is not Kind.WORD or asks[1].said.endswith("s"):
        return asks
    acts = bool(clause.verb.forms) and clause.verb.forms <= _MANY
    if asks[0].said != "how many" and not (acts and asks[0].said == "which"):
        return asks
    return [*asks[:-1], replace(asks[-1], said=f"{asks[-1].said}s")]


def _asks_for_subject(clause: _Clause) -> bool:
    at = next(at for at, token in enumerate(clause.asks) if token.kind in ASKS)
    ask = clause.asks[at]
    if ask.kind is Kind.ASKS_OTHER or (at and clause.asks[at - 1].kind is Kind.PREPOSITION):
        return False
    if ask.kind is Kind.ASKS_SUBJECT:
        return True
    if _bare_names(clause.before):
        return False
    if not _bare_names(clause.after):
        return True
    asked = {word for token in _many(clause) for word in token.said.split()}
    are_many = any(word.endswith("s") for word in asked & _ACTORS)
    if are_many and clause.verb.forms & _ONE and not clause.verb.forms & _MANY:
        return False
    return bool(asked & _ACTORS)


def _bare_names(tokens: Sequence[Token]) -> list[Token]:
    """The first names without a preposition, and what belongs to them: "Ford and Renault", "BlueOval City"."""
    at = 0
    while at < len(tokens):
        group = _group(tokens[at:])
        behind = [t.kind for t in tokens[:at] if t.kind is not Kind.DETERMINER][-1:]
        is_near = not behind or (group and group[0].kind is Kind.NAME and not _is_beside(tokens[:at]))
        if group and is_near and behind != [Kind.PREPOSITION]:
            return group
        at += len(group) or 1
    return []


def _is_beside(before: Sequence[Token]) -> bool:
    """Whether a name belongs to the noun before it: "die Marke @", but not "baterías @"."""
    return [token.kind for token in before[-2:]] == [Kind.DETERMINER, Kind.WORD]


def _group(tokens: Sequence[Token]) -> list[Token]:
    group: list[Token] = []
    for at, token in enumerate(tokens):
        joins = group and token.said in ("and", "or", ",") and _is_name(tokens[at + 1 : at + 2])
        # Two companies side by side are whoever acts and whom it is done to.
        is_another = token.kind is Kind.NAME and group and group[-1].said not in ("and", "or", ",")
        if not joins and (is_another or not _is_name([token])):
            break
        group.append(token)
    return group


def _is_name(token: Sequence[Token]) -> bool:
    """Whether it is a company's, or may be one's that is not known."""
    if not token or token[0].kind is not Kind.UNKNOWN:
        return bool(token) and token[0].kind is Kind.NAME
    return token[0].said[:1].isupper()


def _put_before(clause: _Clause, names: Sequence[Token]) -> list[Token]:
    """ "does Ford buy", "has Ford bought", "was Ford supposed to get"."""
    verb = _verb(clause)
    if verb.said in _HAVE and clause.main is None:
        verb = replace(clause.verb, said="have", kind=Kind.VERB)
    if verb.kind is Kind.AUXILIARY:
        first, _, rest = verb.said.partition(" ")
        main = [_main_said(clause)] if clause.main else []
        return [replace(verb, said=first), *names, replace(verb, said=rest), *main]
    is_past = bool(clause.verb.forms & _PAST) and not clause.verb.forms & {Form.ONE, Form.MANY}
    does = "did" if is_past or clause.verb.said == "had" else "do" if any(t.said in _JOINING for t in names) else "does"
    return [replace(verb, said=does, kind=Kind.AUXILIARY), *names, replace(verb, said=_infinitive(verb, clause))]


def _infinitive(verb: Token, clause: _Clause) -> str:
    return verb.said if verb.said == "have" else clause.verb.said


def _verbs(clause: _Clause) -> list[Token]:
    return [_verb(clause), *([_main_said(clause)] if clause.main else [])]


def _verb(clause: _Clause) -> Token:
    """An auxiliary by what it goes with: "is | will | becomes" of "wird", with a participle, an infinitive, alone."""
    if clause.verb.kind is not Kind.AUXILIARY:
        return _said(clause.verb)
    words = clause.verb.said.split(" | ")
    place = 2 if clause.main is None else 0 if Form.DONE in clause.main.forms else 1
    return replace(clause.verb, said=words[min(place, len(words) - 1)])


def _main_said(clause: _Clause) -> Token:
    assert clause.main is not None
    main, verb = clause.main, _verb(clause).said
    takes_infinitive = verb in _MODALS or verb.endswith(" to")
    if Form.DONE in main.forms and not (takes_infinitive and Form.BASE in main.forms):
        be = "be " if takes_infinitive else "been " if clause.is_passive and verb in _HAVE else ""
        return replace(main, said=f"{be}{inflecting.done(main.said)}")
    return main if takes_infinitive else replace(main, said=f"to {main.said}")


def _all_said(tokens: Sequence[Token]) -> list[Token]:
    return [_said(token) for token in tokens]


def _said(token: Token) -> Token:
    """A verb in the form that it is in."""
    if token.kind is Kind.AUXILIARY:
        return replace(token, said=token.said.split(" | ")[0])
    if token.kind is not Kind.VERB:
        return token
    if Form.ONE in token.forms:
        return replace(token, said=inflecting.third(token.said))
    if token.forms & {Form.MANY, Form.BASE}:
        return token
    made = inflecting.past if token.forms & _PAST else inflecting.done
    return replace(token, said=made(token.said))
