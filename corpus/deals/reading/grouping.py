"""From pairs that single sentences relate to the deals that the article tells."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from corpus.companies.families import Families
from corpus.deals.drafts import DealDraft, DealType, PartyDraft, Quote, Readable, Role
from corpus.deals.facts import facts, news, stages
from corpus.deals.facts.told import Told
from corpus.deals.parties.mentions import Sentence
from corpus.deals.relations import Relation, Telling

#: What a sentence counts that only refers to one of the two: "the partners will disclose details".
_BY_REFERENCE = 0.6
#: Sentences further on that speak of the same companies, read for facts after the one that tells the deal.
_FURTHER = 3
#: How a sentence begins that goes on about the deal of the one before.
_ABOUT_SAME = re.compile(
    r"(?:The|This) (?:[\w-]+ ){0,2}(?:round|financing|funding|raise|deal|investment|transaction|order|contract|purchase"
    r"|acquisition|agreement|customer|buyer|supplier|partner)\b"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What one sentence says of two companies, the first named first."""

    sentence: Sentence
    first: str
    second: str
    relation: Relation
    #: The probability that it tells a deal between them at all.
    certainty: float
    tellings: Mapping[Telling, float]
    background: float


class _Shape(NamedTuple):
    """A relation as a deal: its type, the roles of the two, and whether the company named second goes first."""

    type: DealType
    roles: tuple[Role, Role]
    turned: bool = False


_SHAPES = {
    Relation.SUPPLIES: _Shape(DealType.SUPPLY, (Role.SUPPLIER, Role.BUYER)),
    Relation.IS_SUPPLIED: _Shape(DealType.SUPPLY, (Role.SUPPLIER, Role.BUYER), turned=True),
    Relation.PARTNERS: _Shape(DealType.PARTNERSHIP, (Role.PARTNER, Role.PARTNER)),
    Relation.VENTURE: _Shape(DealType.JOINT_VENTURE, (Role.PARTNER, Role.PARTNER)),
    Relation.MERGES: _Shape(DealType.ACQUISITION, (Role.PARTNER, Role.PARTNER)),
    Relation.ACQUIRES: _Shape(DealType.ACQUISITION, (Role.ACQUIRER, Role.TARGET)),
    Relation.IS_ACQUIRED: _Shape(DealType.ACQUISITION, (Role.ACQUIRER, Role.TARGET), turned=True),
    Relation.SELLS_TO: _Shape(DealType.ACQUISITION, (Role.ACQUIRER, Role.SELLER), turned=True),
    Relation.BUYS_FROM: _Shape(DealType.ACQUISITION, (Role.ACQUIRER, Role.SELLER)),
    Relation.INVESTS: _Shape(DealType.INVESTMENT, (Role.INVESTOR, Role.INVESTEE)),
    Relation.IS_INVESTED: _Shape(DealType.INVESTMENT, (Role.INVESTOR, Role.INVESTEE), turned=True),
    Relation.LICENSES: _Shape(DealType.LICENSING, (Role.LICENSOR, Role.LICENSEE)),
    Relation.IS_LICENSED: _Shape(DealType.LICENSING, (Role.LICENSOR, Role.LICENSEE), turned=True),
}
_MUTUAL = (Role.PARTNER, Role.PARTNER)
_OWNING = {DealType.ACQUISITION, DealType.INVESTMENT}
_SELLING = {DealType.ACQUISITION, DealType.SUPPLY}


class _Tie(NamedTuple):
    """Two companies in their roles."""

    type: DealType
    roles: tuple[Role, Role]
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class _Group:
    """Ties of one deal, and every finding that tells it."""

    type: DealType
    roles: Mapping[str, Role]
    findings: tuple[Finding, ...]


def grouped(
    article: Readable, sentences: Sequence[Sentence], findings: Iterable[Finding], families: Families
) -> list[DealDraft]:
    """The deals, the news before the background, each in the order of the sentences that tell them best."""
    ties = _settled(_under_one_name(_without_brands(_ties(findings), families), families))
    drafts = [draft for group in _groups(ties, families) if (draft := _draft(article, sentences, group, families))]
    return sorted(drafts, key=lambda draft: (draft.background, not draft.evidence[0].in_title, draft.evidence[0].start))


def _ties(findings: Iterable[Finding]) -> dict[_Tie, list[Finding]]:
    ties: defaultdict[_Tie, list[Finding]] = defaultdict(list)
    for finding in findings:
        shape = _SHAPES[finding.relation]
        one, other = (finding.second, finding.first) if shape.turned else (finding.first, finding.second)
        if shape.roles == _MUTUAL:
            one, other = sorted((one, other))
        ties[_Tie(shape.type, shape.roles, one, other)].append(finding)
    return ties


def _without_brands(ties: Mapping[_Tie, list[Finding]], families: Families) -> dict[_Tie, list[Finding]]:
    """Without the brands of `Stellantis, owner of Jeep and Peugeot`, where the same sentence says it of the parent."""
    kept: dict[_Tie, list[Finding]] = {}
    for tie, findings in ties.items():
        above = [
            said.sentence
            for one in (tie.one, *families.ancestors(tie.one))
            for other in (tie.other, *families.ancestors(tie.other))
            if (one, other) != (tie.one, tie.other)
            for said in ties.get(tie._replace(one=one, other=other), ())
        ]
        if own := [finding for finding in findings if finding.sentence not in above]:
            kept[tie] = own
    return kept


def _under_one_name(ties: Mapping[_Tie, list[Finding]], families: Families) -> dict[_Tie, list[Finding]]:
    """Where the headline says LG and the text LG Energy Solution, of the same deal: the name of which more is said.

    Both stay where one sentence says it of both.
    """
    called: dict[_Tie, _Tie] = {}
    for tie in sorted(ties, key=lambda tie: -sum(map(_weight, ties[tie]))):
        apart = (called[known] for known in called if not _share_a_sentence(ties[tie], ties[known]))
        called[tie] = next((renamed for known in apart if (renamed := _renamed(tie, known, families))), tie)
    named: dict[_Tie, list[Finding]] = {}
    for tie, said in ties.items():
        named.setdefault(called[tie], []).extend(said)
    return named


def _renamed(tie: _Tie, known: _Tie, families: Families) -> _Tie | None:
    """The tie by the names of one already known that may be the same deal; None when it may not.

    It may where both are of one company with two of another house, one of which belongs to the other, and nothing is
    bought: there the one may be what is sold of the other.
    """
    is_looser = DealType.PARTNERSHIP in (tie.type, known.type)
    if {tie.type, known.type} & _OWNING or not (is_looser or tie[:2] == known[:2]):
        return None
    both = {tie.one, tie.other} & {known.one, known.other}
    if len(both) != 1:
        return None
    (shared,), (here,), (there,) = both, {tie.one, tie.other} - both, {known.one, known.other} - both
    if not families.related(here, there) or families.of_one_house(shared, there):
        return None
    one, other = (there if end == here else end for end in (tie.one, tie.other))
    if tie.roles == _MUTUAL:
        one, other = sorted((one, other))
    return tie._replace(one=one, other=other)


def _share_a_sentence(some: Iterable[Finding], others: Sequence[Finding]) -> bool:
    return any(one.sentence == other.sentence for one in some for other in others)


def _settled(ties: Mapping[_Tie, list[Finding]]) -> dict[_Tie, list[Finding]]:
    """Without what contradicts or only repeats more loosely: one direction of a type, the specific for the general."""
    by_pair: defaultdict[frozenset[str], list[_Tie]] = defaultdict(list)
    for tie in ties:
        by_pair[frozenset((tie.one, tie.other))].append(tie)
    kept: dict[_Tie, list[Finding]] = {}
    for of_pair in by_pair.values():
        chosen: list[_Tie] = []
        for tie in sorted(of_pair, key=lambda tie: -sum(map(_weight, ties[tie]))):
            if not any(_is_either_or(tie.type, other.type) for other in chosen):
                chosen.append(tie)
        kept.update(_told_once(chosen, ties))
    return kept


def _is_either_or(one: DealType, other: DealType) -> bool:
    """Whether one article that says both of one pair means one of them: who buys chips is no buyer of the maker."""
    return one == other or {one, other} in (_OWNING, _SELLING)


def _told_once(chosen: Sequence[_Tie], ties: Mapping[_Tie, list[Finding]]) -> dict[_Tie, list[Finding]]:
    """ "Agree to cooperate", then what on: one deal, told twice."""
    found = {tie: ties[tie] for tie in chosen if tie.type != DealType.PARTNERSHIP}
    general = [tie for tie in chosen if tie.type == DealType.PARTNERSHIP]
    if not found:
        return {tie: ties[tie] for tie in general}
    first = next(iter(found))
    found[first] = [*found[first], *(finding for tie in general for finding in ties[tie])]
    return found


def _groups(ties: Mapping[_Tie, list[Finding]], families: Families) -> Iterator[_Group]:
    """Ties that are one deal together: investors of one round, a buyer with its target and the seller, a consortium,
    a company with its unit."""
    open_ties = dict(ties)
    while open_ties:
        tie = next(iter(open_ties))
        together = {tie: open_ties.pop(tie)}
        grown = True
        while grown:
            grown = False
            for other in list(open_ties):
                if any(
                    _is_one_deal(known, together[known], other, open_ties[other], ties, families) for known in together
                ):
                    together[other] = open_ties.pop(other)
                    grown = True
        yield _group(together)


def _is_one_deal(
    a: _Tie, of_a: Sequence[Finding], b: _Tie, of_b: Sequence[Finding], ties: Iterable[_Tie], families: Families
) -> bool:
    if a.type != b.type or not {a.one, a.other} & {b.one, b.other}:
        return False
    near = any(_are_near(x.sentence, y.sentence) for x in of_a for y in of_b)
    if a.type == DealType.INVESTMENT:
        return a.other == b.other and near
    if a.type == DealType.ACQUISITION:
        return a.one == b.one and Role.SELLER in (a.roles[1], b.roles[1]) and a.roles != b.roles and near
    if a.roles != b.roles or not _share_a_sentence(of_a, of_b):
        return False
    one, other = sorted({a.one, a.other} ^ {b.one, b.other})
    if families.of_one_house(one, other):
        return True
    # Who has many partners has not one deal with all, unless these are each other's too.
    return a.roles == _MUTUAL and (a.type == DealType.JOINT_VENTURE or a._replace(one=one, other=other) in ties)


def _are_near(a: Sentence, b: Sentence) -> bool:
    return a.in_title or b.in_title or abs(a.start - b.start) < 400


def _group(ties: Mapping[_Tie, Sequence[Finding]]) -> _Group:
    roles: dict[str, Role] = {}
    for tie in ties:
        for company, role in zip((tie.one, tie.other), tie.roles, strict=True):
            roles.setdefault(company, role)
    findings = [finding for found in ties.values() for finding in found]
    return _Group(next(iter(ties)).type, roles, tuple(findings))


def _weight(finding: Finding) -> float:
    """How much one sentence counts: what it says surely, as news, and of whom it says it by name."""
    named = {slug for mention in finding.sentence.mentions if mention.by_name for slug in mention.slugs}
    by_name = 1.0 if {finding.first, finding.second} <= named else _BY_REFERENCE
    return finding.certainty * (1 - 0.5 * finding.background) * by_name


def _draft(article: Readable, sentences: Sequence[Sentence], group: _Group, families: Families) -> DealDraft | None:
    """None when a party is nowhere named, only referred to."""
    teller = _teller(group)
    sure = max(finding.certainty for finding in group.findings)
    parties = list(_parties(article, sentences, group))
    if len(parties) < 2:
        return None
    told = Told(
        group.type,
        tuple(_spans(article, sentences, group, teller)),
        any(finding.sentence.in_title for finding in group.findings),
        tuple(party.name for party, _ in parties),
    )
    stage, said = stages.of(article, told, _tellings(group))
    found = facts.read(article, told)
    place = teller.sentence
    return DealDraft(
        type=group.type,
        stage=stage,
        background=news.is_background(article, told, teller.background, sure)
        or _is_done(article, told, group, families),
        parties=tuple(party for party, _ in parties),
        evidence=(
            _quote(article, "deal", place.start, place.end, place.in_title),
            *(quote for _, quote in parties),
            *said,
            *found.evidence,
        ),
        product=found.product,
        quantity=found.quantity,
        value=found.value,
        places=found.places,
        announced=found.announced,
        start=found.start,
    )


def _is_done(article: Readable, told: Told, group: _Group, families: Families) -> bool:
    """Whether those who deal are known to be of one house by now, and the headline does not speak of them."""
    title = article.title.casefold()
    if told.in_title or all(name.split()[0].casefold() in title for name in told.names):
        return False
    return any(families.of_one_house(one, other) for one, other in combinations(group.roles, 2))


def _teller(group: _Group) -> Finding:
    """The finding whose sentence tells the deal best, one of the body if there is any that tells it nearly as well."""
    best = max(group.findings, key=_weight)
    body = [each for each in group.findings if not each.sentence.in_title and _weight(each) > _weight(best) - 0.2]
    return max(body, key=_weight, default=best)


def _spans(
    article: Readable, sentences: Sequence[Sentence], group: _Group, teller: Finding
) -> Iterator[tuple[int, int]]:
    """The sentence that tells it, the others that do, the one behind it, and a few that name its parties together."""
    tellers = [teller.sentence, *(each.sentence for each in group.findings)]
    told = list(dict.fromkeys((each.start, each.end) for each in tellers if not each.in_title))
    # "The round was led by A": how much it raised has been said before.
    before = next(
        (each for each in sentences if told and not each.in_title and each.end <= told[0][0] <= each.end + 2), None
    )
    if before and _ABOUT_SAME.match(article.text, told[0][0]) and before.parties():
        told.insert(1, (before.start, before.end))
    yield from told
    if not told:
        return
    later = [each for each in sentences if not each.in_title and each.start > told[0][0]]
    further = 0
    for place, sentence in enumerate(later):
        named = {slug for mention in sentence.parties() for slug in mention.slugs}
        is_about = named <= set(group.roles) and (len(named) > 1 or place == 0)
        if is_about and (sentence.start, sentence.end) not in told and further < _FURTHER:
            further += 1
            yield sentence.start, sentence.end


def _parties(article: Readable, sentences: Sequence[Sentence], group: _Group) -> Iterator[tuple[PartyDraft, Quote]]:
    """Each party by its fullest name, in the order of their roles, and where the article writes that name."""
    places: dict[str, tuple[Sentence, int, int]] = {}
    order = [finding.sentence for finding in sorted(group.findings, key=lambda each: -_weight(each))]
    for sentence in (*order, *sentences):
        for mention in sentence.parties():
            for slug in mention.slugs if mention.by_name else ():
                if slug in group.roles and slug not in places:
                    places[slug] = (sentence, mention.start, mention.end)
    for slug, role in group.roles.items():
        if slug in places:
            sentence, start, end = places[slug]
            quote = _quote(article, f"party:{slug}", start, end, sentence.in_title)
            yield PartyDraft(quote.quote, slug, role), quote


def _quote(article: Readable, field: str, start: int, end: int, in_title: bool) -> Quote:
    return Quote(field, (article.title if in_title else article.text)[start:end], start, end, in_title)


def _tellings(group: _Group) -> dict[Telling, float]:
    """The mean over its findings, by what each weighs."""
    total = sum(map(_weight, group.findings))
    return {each: sum(_weight(f) * f.tellings[each] for f in group.findings) / total for each in Telling}
