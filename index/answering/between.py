"""What a sentence tells between the companies it names: who is the supplier in it, whether it is a takeover."""

from collections.abc import Iterator, Mapping, Sequence

from corpus.companies import questions
from corpus.companies.gazetteer import Gazetteer, Mention
from corpus.deals.drafts import Role
from corpus.deals.reading import wordings
from corpus.deals.relations import Pair, Relation, RelationModel

#: A company is said to be what is asked for only if its sentence says so with this probability.
SAYS_SO = 0.35
#: What a company in a role does to the one asked about, and what that one does to it.
_DOES: dict[Role, tuple[frozenset[Relation], frozenset[Relation]]] = {
    role: (frozenset(does), frozenset(is_done))
    for role, does, is_done in (
        (Role.SUPPLIER, [Relation.SUPPLIES], [Relation.IS_SUPPLIED]),
        (Role.BUYER, [Relation.IS_SUPPLIED], [Relation.SUPPLIES]),
        (Role.INVESTOR, [Relation.INVESTS, Relation.OWNS], [Relation.IS_INVESTED, Relation.IS_OWNED]),
        (Role.INVESTEE, [Relation.IS_INVESTED, Relation.IS_OWNED], [Relation.INVESTS, Relation.OWNS]),
        (Role.ACQUIRER, [Relation.ACQUIRES, Relation.OWNS], [Relation.IS_ACQUIRED, Relation.IS_OWNED]),
        (Role.TARGET, [Relation.IS_ACQUIRED, Relation.IS_OWNED], [Relation.ACQUIRES, Relation.OWNS]),
        (Role.LICENSOR, [Relation.LICENSES], [Relation.IS_LICENSED]),
        (Role.LICENSEE, [Relation.IS_LICENSED], [Relation.LICENSES]),
        (Role.PARTNER, [Relation.PARTNERS, Relation.VENTURE], [Relation.PARTNERS, Relation.VENTURE]),
    )
}
_TURNED = {
    relation: back
    for there, back in (
        (Relation.SUPPLIES, Relation.IS_SUPPLIED),
        (Relation.ACQUIRES, Relation.IS_ACQUIRED),
        (Relation.SELLS_TO, Relation.BUYS_FROM),
        (Relation.INVESTS, Relation.IS_INVESTED),
        (Relation.LICENSES, Relation.IS_LICENSED),
        (Relation.OWNS, Relation.IS_OWNED),
    )
    for relation, back in ((there, back), (back, there))
}
_BETWEEN = tuple(relation for relation in Relation if relation is not Relation.NONE)
#: Who controls a company, which is left out where others are asked for.
_ABOVE = frozenset({Role.ACQUIRER, Role.INVESTOR})


def in_role(text: str, slug: str, role: Role, model: RelationModel, known: Gazetteer) -> Iterator[str]:
    """The companies that a sentence says to be suppliers, say, of the one asked about."""
    named = _Named(text, (slug,), known)
    if slug not in named.companies:
        return
    left_out = {slug} if role in _ABOVE else {slug, *known.ancestors(slug)}
    for other in named.companies:
        if other not in left_out:
            relations, is_first = named.relations(other, slug, model)
            if sum(relations[relation] for relation in _DOES[role][0 if is_first else 1]) >= SAYS_SO:
                yield named.written(other)


def tells_another(question: str, text: str, model: RelationModel, known: Gazetteer) -> bool:
    """Whether a sentence tells of something else between the two companies than "is Tesla buying Ford?" asks."""
    asked = _Named(question, (), known, questions.find(known, question))
    if len(asked.companies) != 2:
        return False
    one, other = asked.companies
    told = _Named(text, (one, other), known)
    if not {one, other} <= set(told.companies):
        return False
    wanted, as_first = asked.relations(one, other, model)
    likeliest = max(_BETWEEN, key=lambda relation: wanted[relation])
    if wanted[likeliest] < SAYS_SO:
        return False
    relations, is_first = told.relations(one, other, model)
    return relations[likeliest if is_first == as_first else _TURNED.get(likeliest, likeliest)] < SAYS_SO / 2


class _Named:
    """The companies of a text: those of the group of one of `slugs` stand for it."""

    def __init__(
        self, text: str, slugs: Sequence[str], known: Gazetteer, mentions: Sequence[Mention] | None = None
    ) -> None:
        self._text = text
        self._spans: dict[str, list[tuple[int, int]]] = {}
        groups = [(slug, known.group(slug)) for slug in slugs]
        for mention in known.find(text) if mentions is None else mentions:
            slug = next((slug for slug, group in groups if mention.slug in group), mention.slug)
            self._spans.setdefault(slug, []).append((mention.start, mention.end))

    @property
    def companies(self) -> tuple[str, ...]:
        return tuple(self._spans)

    def written(self, slug: str) -> str:
        start, end = self._spans[slug][0]
        return self._text[start:end]

    def relations(self, one: str, other: str, model: RelationModel) -> tuple[Mapping[Relation, float], bool]:
        """What holds, read from whichever is named first, and whether that is `one`."""
        first, second = sorted((one, other), key=lambda slug: self._spans[slug][0])
        others = tuple(span for slug in self._spans if slug not in (one, other) for span in self._spans[slug])
        pair = Pair(self._text, tuple(self._spans[first]), tuple(self._spans[second]), others)
        [judged] = model.judge([pair])
        return wordings.weighed(judged.relations, self._text), first == one
