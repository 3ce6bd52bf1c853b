"""What a page says of itself outside of its text: in its headers, JSON-LD, meta elements and address."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from corpus.text import cleaning
from corpus.web import bylines, headlines, jsonld, publication
from corpus.web.jsonld import Stated
from corpus.web.publication import Claim

_DATES = """
    article:published_time og:published_time og:article:published_time article:published published_time datepublished
    parsely-pub-date sailthru.date bt:pubdate cxenseparse:recs:publishtime weibo:article:create_at dc.date.issued
    dcterms.issued dcterms.created dc.date dc.date.created citation_publication_date article.published pubdate
    publishdate publish-date publish_date publication_date publication-date date_published originalpublicationdate
    release_date prism.publicationdate date dcterms.date
""".split()
_AUTHORS = "author article:author parsely-author sailthru.author dc.creator dcterms.creator byl citation_author".split()
_SITES = "og:site_name application-name al:android:app_name dc.publisher twitter:app:name:iphone".split()
_LANGUAGES = "content-language og:locale dc.language dcterms.language language".split()

_LANGUAGE = re.compile(r"[a-z]{2,3}(?=$|[-_])", re.I)
_CANONICAL_LINK = re.compile(r"<([^>]{1,2000})>\s*;[^<]*?\brel\s*=\s*\"?canonical\b", re.I)
_BYLINES = frozenset({"byline", "author", "author-name", "byline__name", "reporter", "writer"})
#: Of a byline, what goes on with a date or behind a bar.
_UNTIL_DATE = re.compile(r"\s*(?:[|·•]|\d)")
_NAMES = re.compile(r"[^\W\d_a-z][\w'’.-]*(?:(?:,| and| und| et| y| e| &)? [^\W\d_a-z][\w'’.-]*){1,8}")
_WITH_ROLE = re.compile(
    r"(?P<name>[^,]{4,40}), (?:[\w ]{1,30} )?(?:correspondent|reporter|writer|editor|redakteur(?:in)?|journaliste)",
    re.I,
)
_NOBODY = re.compile(
    r"(?:admin(?:istrator)?|editor|editorial(?: staff| team)?|staff(?: (?:writer|reporter))?|redaktion"
    r"|(?:senior )?(?:reporter|correspondent|contributor|journalist|writer)"
    r"|newsroom|(?:[a-z]+ )?(?:desk|team)|webmaster|author|guest|unknown|none|null|user|root|wordpress)\d*$",
    re.I,
)
_ROLE = re.compile(r"\s*(?:[,|(]|\s[-–—]\s).*$|\s*(?:記者|기자|记者)$", re.S)


@dataclass(frozen=True)
class Head:
    """The claims, each in the order of trust: HTTP, JSON-LD, meta elements, the address."""

    stated: Stated
    metas: Mapping[str, list[str]]
    headers: Mapping[str, str]
    #: Between its headline and its text.
    lines: Sequence[str]
    tree: HtmlElement
    url: str | None


def read(tree: HtmlElement, url: str | None, headers: Mapping[str, str]) -> Head:
    """To be called before the scripts are emptied."""
    metas: defaultdict[str, list[str]] = defaultdict(list)
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
        content = (meta.get("content") or "").strip()
        if name and content:
            metas[name.strip().lower()].append(content)
    lowered = {name.lower(): value for name, value in headers.items()}
    stated = jsonld.stated(tree)
    named = [stated.headline or "", *metas["og:title"], tree.findtext(".//title") or ""]
    return Head(stated, metas, lowered, bylines.below(tree, named), tree, url)


def dates(head: Head) -> Iterator[Claim]:
    if head.stated.published:
        yield publication.claim("its JSON-LD", head.stated.published)
    for name in _DATES:
        for content in head.metas.get(name, ()):
            yield publication.claim("its meta elements", content)
    yield from _marked_times(head.tree)
    yield Claim("its address", publication.in_url(head.url))
    yield from (Claim("the line below its headline", moment) for moment in bylines.published(head.lines))


def authors(head: Head, source: str | None) -> str | None:
    """The names, parted by commas; those that name nobody or only the site left out."""
    for claimed in (head.stated.authors, _meta(head, _AUTHORS), tuple(_bylines(head.tree)), tuple(_by(head.lines))):
        names = [name for each in claimed for name in _persons(each, source)]
        if names:
            return ", ".join(list(dict.fromkeys(names))[:6])
    return None


def source(head: Head) -> str | None:
    """Who publishes it: the name that the page gives, else None."""
    claims = (head.stated.publisher, *_meta(head, _SITES))
    named = (cleaning.one_line(claim or "", 200) for claim in (*claims, _in_title(head)))
    return next((name for name in named if name and not name.startswith(("http", "@")) and not _is_nobody(name)), None)


def host(url: str | None) -> str:
    """Without "www."; empty when there is none."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _in_title(head: Head) -> str | None:
    """The end, or the beginning, of the page's title that is the name of its host."""
    return headlines.site_in(cleaning.one_line(head.tree.findtext(".//title") or "", 300), _of_host(head.url))


def names_of_site(head: Head) -> list[str]:
    """All names that a title may end in."""
    return [name for name in (head.stated.publisher, *_meta(head, _SITES), *_of_host(head.url)) if name]


def _of_host(url: str | None) -> list[str]:
    where = host(url)
    return [where, *(label for label in where.split(".")[:-1] if len(label) > 2)]


def titles(head: Head) -> Iterator[str]:
    """The most trusted first; the page's own heading before those made for others."""
    if head.stated.headline:
        yield head.stated.headline
    yield from _meta(head, ["og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title"])
    headings = [heading for heading in head.tree.iter("h1", "h2") if heading.text_content().strip()]
    yield from (heading.text_content() for heading in sorted(headings, key=lambda each: each.tag)[:1])
    yield head.tree.findtext(".//title") or ""


def canonical_urls(head: Head) -> Iterator[str]:
    """Absolute; a canonical link is the page's word by standard (RFC 6596), and goes before JSON-LD."""
    link = _CANONICAL_LINK.search(head.headers.get("link", ""))
    claims = [link[1]] if link else []
    links = (each for each in head.tree.iter("link") if "canonical" in (each.get("rel") or "").lower().split())
    claims += (each.get("href") or "" for each in links)
    claims += [head.stated.url or "", *head.metas.get("og:url", ())]
    for claim in claims:
        try:
            address = urljoin(head.url or "", claim.strip())
            path = urlsplit(address).path
        except ValueError:
            continue
        # Many sites name their front page on every page.
        if claim.strip() and (path.strip("/") or not _path(head.url).strip("/")):
            yield address


def languages(head: Head) -> Iterator[str]:
    html = head.tree.get("lang") or head.tree.get("xml:lang") or ""
    claims = (head.headers.get("content-language", ""), head.stated.language or "", html, *_meta(head, _LANGUAGES))
    for claim in claims:
        match = _LANGUAGE.match(claim.strip())
        if match and "," not in claim:
            yield match[0].lower()


def _meta(head: Head, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(content for name in names for content in head.metas.get(name, ()))


def _marked_times(tree: HtmlElement) -> Iterator[Claim]:
    """Elements that are marked as the time of publication, else the first time that the page gives."""
    times = list(tree.iter("time"))
    marked = [t for t in tree.iter("time", "span", "div", "p") if "datePublished" in (t.get("itemprop") or "")]
    marked += [t for t in times if t.get("pubdate") is not None]
    in_article = [t for t in times if t.get("datetime") and not bylines.is_update(t)]
    for element in (*marked[:2], *in_article[:1]):
        said = element.get("datetime") or element.get("content") or element.text_content()
        yield publication.claim("the time on it", said)


def _bylines(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter("a", "span", "p", "div", "address", "li"):
        is_author = "author" in (element.get("rel") or "").split() or element.get("itemprop") == "author"
        classes = (element.get("class") or "").lower().split()
        if is_author or not _BYLINES.isdisjoint(classes) or any(each.endswith("-byline") for each in classes):
            text = " ".join(element.text_content().split())
            if 1 < len(text) <= 80:
                yield _UNTIL_DATE.split(text)[0]


def _by(lines: Iterable[str]) -> Iterator[str]:
    """What lines say behind a "by", or in front of what somebody is; names, not "by the year 2030"."""
    for line in lines:
        match = bylines.BY.match(line)
        role = _WITH_ROLE.fullmatch(line)
        said = _UNTIL_DATE.split(line[match.end() :])[0] if match else role["name"] if role else ""
        if _NAMES.fullmatch(said.strip(" ,·|-–—")):
            yield said


def _persons(claim: str, source: str | None) -> Iterator[str]:
    claim = bylines.BY.sub("", cleaning.one_line(claim, 300)).strip()
    if re.search(r"https?:|@|www\.", claim):
        return
    for part in re.split(r"\s*(?:[,;、，/]|\band\b|\bund\b|\by\b|&)\s*", claim):
        name = _ROLE.sub("", bylines.BY.sub("", part)).strip(" ·|")
        is_site = source is not None and name.casefold() in source.casefold()
        if 1 < len(name) <= 60 and not _is_nobody(name) and not is_site and not re.search(r"\d", name):
            yield name


def _is_nobody(name: str) -> bool:
    return bool(_NOBODY.fullmatch(name))


def _path(url: str | None) -> str:
    try:
        return urlsplit(url or "").path
    except ValueError:
        return ""
