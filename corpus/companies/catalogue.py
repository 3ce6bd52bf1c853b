"""The companies we know, as written in `data/*.toml`: one line a company, for anyone to extend."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


@dataclass(frozen=True)
class Company:
    """A company, or a brand that news treats as one."""

    slug: str
    #: The short name news uses, without a legal suffix.
    name: str
    aliases: tuple[str, ...] = ()
    #: Names that are also ordinary words or people's names: they count in this case only.
    exact: tuple[str, ...] = ()
    #: Slug of the company that controls it.
    parent: str | None = None
    #: Slugs of the owners of a joint venture, which has no parent.
    owners: tuple[str, ...] = ()
    kind: str = ""
    #: ISO 3166 alpha-2 of the head office.
    country: str = ""


class CatalogueError(ValueError):
    """A file of companies says something impossible; the message names the file and the slug."""


@cache
def bundled() -> tuple[Company, ...]:
    """The companies shipped with the package, read once."""
    return load(files(__package__).joinpath("data"))


def load(folder: Path | Traversable) -> tuple[Company, ...]:
    """Every company in the folder's TOML files, by file name and line.

    Raises:
        CatalogueError: a slug stands in two files, or a company has no name or an unknown field.
    """
    found: dict[str, Company] = {}
    for path in sorted(folder.iterdir(), key=lambda each: each.name):
        if not path.name.endswith(".toml"):
            continue
        for slug, fields in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if slug in found:
                raise CatalogueError(f"{path.name}: {slug} is already a company")
            found[slug] = _company(slug, fields, path.name)
    return tuple(found.values())


def missing(companies: Iterable[Company]) -> list[tuple[str, str]]:
    """(slug, parent or owner) pairs that point to no company: a line to write or a slug to mend."""
    companies = tuple(companies)
    known = {company.slug for company in companies}
    return [
        (company.slug, other)
        for company in companies
        for other in (company.parent, *company.owners)
        if other is not None and other not in known
    ]


_FIELDS = {"name", "aliases", "exact", "parent", "owners", "kind", "country"}


def _company(slug: str, fields: object, file: str) -> Company:
    if not isinstance(fields, Mapping) or not fields.get("name"):
        raise CatalogueError(f"{file}: {slug} has no name")
    if unknown := fields.keys() - _FIELDS:
        raise CatalogueError(f"{file}: {slug} has an unknown field {min(unknown)}")
    return Company(
        slug=slug,
        name=fields["name"],
        aliases=tuple(fields.get("aliases", ())),
        exact=tuple(fields.get("exact", ())),
        parent=fields.get("parent"),
        owners=tuple(fields.get("owners", ())),
        kind=fields.get("kind", ""),
        country=fields.get("country", ""),
    )
