"""Who belongs to whom: parents, whole groups, the owners of joint ventures."""

from collections import defaultdict
from collections.abc import Iterable

from corpus.companies.catalogue import Company


class Families:
    """Parents and owners of a set of companies. A slug it does not know stands alone."""

    def __init__(self, companies: Iterable[Company]) -> None:
        self._parents: dict[str, str] = {}
        self._children: defaultdict[str, list[str]] = defaultdict(list)
        self._owners: dict[str, tuple[str, ...]] = {}
        for company in companies:
            self._owners[company.slug] = company.owners
            if company.parent is not None:
                self._parents[company.slug] = company.parent
                self._children[company.parent].append(company.slug)

    def ancestors(self, slug: str) -> tuple[str, ...]:
        """Parent, its parent and so on, the nearest first; owners of a joint venture are none."""
        found: list[str] = []
        parent = self._parents.get(slug)
        while parent is not None and parent not in found and parent != slug:
            found.append(parent)
            parent = self._parents.get(parent)
        return tuple(found)

    def group(self, slug: str) -> frozenset[str]:
        """The company and all that it controls, directly or not."""
        found = {slug}
        waiting = [slug]
        while waiting:
            for child in self._children.get(waiting.pop(), ()):
                if child not in found:
                    found.add(child)
                    waiting.append(child)
        return frozenset(found)

    def related(self, one: str, other: str) -> bool:
        """Whether they are one company or one controls the other; sisters are not related."""
        return one == other or one in self.ancestors(other) or other in self.ancestors(one)

    def of_one_house(self, one: str, other: str) -> bool:
        """Whether what they agree on stays in the family: one group, a joint venture and one of its owners, a namesake.

        `Leapmotor International`, learnt from an article, belongs to Leapmotor by its name.
        """
        if one.startswith(f"{other}_") or other.startswith(f"{one}_"):
            return True
        tops = [(self.ancestors(slug) or (slug,))[-1] for slug in (one, other)]
        return tops[0] == tops[1] or one in self.owners(other) or other in self.owners(one)

    def owners(self, slug: str) -> tuple[str, ...]:
        """Who shares this joint venture; empty for any other company."""
        return self._owners.get(slug, ())
