"""How well deals are read: `python -m tests.benchmarks.deal_reading LABELS ARTICLES... [--misses]`.

With `--model NAME --server http://host:port/v1` a chat model reads; it takes a minute an article on a small
machine, so that `--sample N` of them may do.
LABELS is a half of `tests/data/deals`, ARTICLES are the files its articles come from. What is an error and what
is forgiven follows the annotation guide beside the labels.
"""

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

from corpus.companies.gazetteer import gazetteer
from corpus.companies.names import learnt_slug
from corpus.deals.drafts import DealDraft, Readable, Reader
from corpus.deals.reading.model_reader import CHARACTERS, ModelReader

Json = dict[str, Any]


@dataclass
class Score:
    """Right ones, said in all, to be said in all."""

    right: int = 0
    said: int = 0
    due: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / max(1, self.said + self.due)

    def __str__(self) -> str:
        precision, recall = self.right / max(1, self.said), self.right / max(1, self.due)
        counts = f"({self.right} right, {self.said} said, {self.due} due)"
        return f"P {precision:.2f} R {recall:.2f} F1 {self.f1:.2f} {counts}"


@dataclass
class Scores:
    """Every figure of the report."""

    present: Score = field(default_factory=Score)
    pairs: Score = field(default_factory=Score)
    directed: Score = field(default_factory=Score)
    new_pairs: Score = field(default_factory=Score)
    new_directed: Score = field(default_factory=Score)
    stage: Score = field(default_factory=Score)
    background: Score = field(default_factory=Score)
    value: Score = field(default_factory=Score)
    quantity: Score = field(default_factory=Score)
    product: Score = field(default_factory=Score)
    announced: Score = field(default_factory=Score)
    start: Score = field(default_factory=Score)


def measure(reader: Reader, rows: Iterable[Json], articles: dict[str, Json], show: bool) -> Scores:
    """Reads each labelled article and compares."""
    scores = Scores()
    for row in rows:
        article = articles[row["article_id"]]
        drafts = reader.read(readable(article))
        if show:
            print(f"\n== {row['article_id']} {article['title']}")
        _compare(scores, row, drafts, show)
    return scores


def readable(article: Json) -> Readable:
    """A record of the data sets as a reader gets it."""
    date = article.get("date")
    published = datetime.fromisoformat(date).replace(tzinfo=UTC) if date else None
    return Readable(article["title"] or "", article["text"], article.get("source"), published)


def tells(deal: Json, draft: DealDraft) -> bool:
    """Whether a draft is this labelled deal: a type and two companies of it."""
    return any(_is(pair, due) for pair in _said([draft]) for due in _due([deal]))


def offline() -> Reader:
    """The default reader."""
    from corpus.deals.reading.offline import OfflineReader
    from index.relation_model import BundledRelations

    return OfflineReader(gazetteer(), BundledRelations())


def load(files: Iterable[Path]) -> dict[str, Json]:
    """The articles of these files, by their ids."""
    records = (json.loads(line) for file in files for line in file.read_text("utf-8").splitlines())
    return {record["id"]: record for record in records}


def _compare(scores: Scores, row: Json, drafts: list[DealDraft], show: bool) -> None:
    says_new = any(not draft.background for draft in drafts)
    if not row["borderline"]:
        scores.present.said += says_new
        scores.present.due += row["has_new_deal"]
        scores.present.right += says_new and row["has_new_deal"]
        if show and says_new != row["has_new_deal"]:
            print("   PRESENT", "said, not so" if says_new else "missed")
    said, due = list(_said(drafts)), list(_due(row["deals"]))
    for new_only, pairs, directed in (
        (False, scores.pairs, scores.directed),
        (True, scores.new_pairs, scores.new_directed),
    ):
        _count(pairs, directed, said, due, new_only)
    for deal in row["deals"]:
        draft = next((draft for draft in drafts if tells(deal, draft)), None)
        if draft:
            _fields(scores, deal, draft, show)
    if show:
        for pair in said:
            hit = next((d for d in due if _is(pair, d)), None)
            mark = "ok " if hit and pair.roles in hit.roles else "DIR" if hit else "BAD"
            print(f"   {mark} {pair.type} {pair.names} {'bg' if pair.background else ''} {pair.quote[:160]!r}")
        for pair in due:
            if not pair.optional and not any(_is(said_one, pair) for said_one in said):
                print(f"   MISS {sorted(pair.types)} {pair.names} {'bg' if pair.background else ''}")


@dataclass(frozen=True)
class _Pair:
    type: str
    types: frozenset[str]
    names: tuple[str, str]
    companies: tuple[frozenset[str], frozenset[str]]
    #: Accepted pairs of roles, in the order of the names.
    roles: Any
    background: bool
    optional: bool
    quote: str = ""


def _said(drafts: list[DealDraft]) -> Iterator[_Pair]:
    for draft in drafts:
        quote = next((each.quote for each in draft.evidence if each.field == "deal"), "")
        for one, other in combinations(draft.parties, 2):
            if one.role == other.role and one.role != "partner":
                continue
            companies = (_companies(one.name, one.company), _companies(other.name, other.company))
            roles = (one.role.value, other.role.value)
            type_, names = draft.type.value, (one.name, other.name)
            yield _Pair(type_, frozenset({type_}), names, companies, roles, draft.background, False, quote)


def _due(deals: list[Json]) -> Iterator[_Pair]:
    for deal in deals:
        for one, other in combinations(deal["parties"], 2):
            if one["role"] == other["role"] and one["role"] != "partner":
                continue
            names = (one["name"], other["name"])
            roles = {(one["role"], other["role"])}
            if deal["alt_types"] or (deal["type"] == "acquisition" and one["role"] == "partner"):
                # Another type has other roles, and the roles of a merger are not scored.
                roles |= {("*", "*")}
            types = frozenset({deal["type"], *deal["alt_types"]})
            companies = (_companies(names[0], None), _companies(names[1], None))
            yield _Pair(deal["type"], types, names, companies, _Roles(roles), deal["background"], deal["optional"])


class _Roles(frozenset[tuple[str, str]]):
    def __contains__(self, roles: object) -> bool:
        return super().__contains__(("*", "*")) or super().__contains__(roles)


def _companies(name: str, slug: str | None) -> frozenset[str]:
    """What stands for one party: its slug, those above it, and its name."""
    known = gazetteer().find(name)
    slugs = {slug or (known[0].slug if known else learnt_slug(name)), learnt_slug(name)}
    slugs |= {each.slug for each in known[:1]}
    return frozenset(slugs | {above for each in slugs for above in gazetteer().ancestors(each)})


def _is(said: _Pair, due: _Pair) -> bool:
    return said.type in due.types and bool(_order(said, due))


def _order(said: _Pair, due: _Pair) -> int:
    """1 when the parties agree as they stand, -1 when crosswise, 0 when they do not."""
    (a, b), (c, d) = said.companies, due.companies
    return 1 if _one(a, c) and _one(b, d) else -1 if _one(a, d) and _one(b, c) else 0


def _one(a: frozenset[str], b: frozenset[str]) -> bool:
    if a & b:
        return True
    return any(x.split("_")[0] == y.split("_")[0] and len(x.split("_")[0]) > 3 for x in a for y in b)


def _count(pairs: Score, directed: Score, said: list[_Pair], due: list[_Pair], new_only: bool) -> None:
    if new_only:
        said = [pair for pair in said if not pair.background]
        wanted = [pair for pair in due if not pair.background]
    else:
        wanted = due
    due_now = [pair for pair in wanted if not pair.optional]
    pairs.due += len(due_now)
    directed.due += len(due_now)
    used: set[int] = set()
    for one in said:
        hits = [(n, pair) for n, pair in enumerate(due) if _is(one, pair)]
        free = [(n, pair) for n, pair in hits if n not in used and not pair.optional and pair in due_now]
        if free:
            best = next(((n, p) for n, p in free if _right_way(one, p)), free[0])
            used.add(best[0])
            pairs.right += 1
            pairs.said += 1
            directed.said += 1
            directed.right += _right_way(one, best[1])
        elif not hits or (new_only and all(pair.background for _, pair in hits)):
            pairs.said += 1
            directed.said += 1


def _right_way(said: _Pair, due: _Pair) -> bool:
    roles = said.roles if _order(said, due) == 1 else said.roles[::-1]
    return roles in due.roles


def _fields(scores: Scores, deal: Json, draft: DealDraft, show: bool) -> None:
    stages = {deal["stage"], *deal["alt_stages"]} | ({"completed"} if deal["background"] else set())
    _one_field(scores.stage, draft.stage.value, deal["stage"], draft.stage.value in stages)
    _one_field(scores.background, draft.background, deal["background"], draft.background == deal["background"])
    value, quantity = deal["value"], deal["quantity"]
    right = bool(value and draft.value and draft.value.currency == value["currency"])
    right = right and bool(draft.value) and _near(draft.value.amount, value["amount"])  # type: ignore[union-attr]
    _one_field(scores.value, draft.value, value, right)
    if show and value and not right:
        print(f"   VALUE said {draft.value}, is {value}")
    right = bool(quantity and draft.quantity and _near(draft.quantity.amount, quantity["amount"]))
    _one_field(scores.quantity, draft.quantity, quantity, right)
    said, due = (set((text or "").lower().split()) for text in (draft.product, deal["product"]))
    _one_field(scores.product, draft.product, deal["product"], bool(said & due))
    for name in ("announced", "start"):
        told, wanted = getattr(draft, name), deal[name]
        same = bool(told and wanted and (told.startswith(wanted) or wanted.startswith(told)))
        _one_field(getattr(scores, name), told, wanted, same)
    if show and draft.stage.value not in stages:
        print(f"   STAGE said {draft.stage.value}, is {sorted(stages)}")
    if show and draft.background != deal["background"]:
        print(f"   BACKGROUND said {draft.background}")


def _one_field(score: Score, said: object, due: object, right: bool) -> None:
    score.said += said is not None
    score.due += due is not None
    score.right += right


def _near(a: float, b: float) -> bool:
    return abs(a - b) <= 0.011 * max(abs(a), abs(b))


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.deal_reading")
    parser.add_argument("labels", type=Path)
    parser.add_argument("articles", type=Path, nargs="+")
    parser.add_argument("--misses", action="store_true", help="print every deal said and missed")
    parser.add_argument("--model", help="a chat model to read with, instead of the offline reader")
    parser.add_argument("--server", default="http://127.0.0.1:8090/v1", help="its OpenAI-compatible server")
    parser.add_argument("--characters", type=int, default=CHARACTERS, help="of a prompt to it")
    parser.add_argument("--sample", type=int, help="read so many of the articles, evenly taken")
    args = parser.parse_args()
    rows = [json.loads(line) for line in args.labels.read_text("utf-8").splitlines()]
    rows = rows[:: max(1, len(rows) // args.sample)][: args.sample] if args.sample else rows
    articles = load(args.articles)
    reader = fallback = offline()
    fallback.read(readable(articles[rows[0]["article_id"]]))  # loads what is loaded once
    if args.model:
        reader = _with_model(args.model, args.server, args.characters, fallback)
    started, began = time.process_time(), time.monotonic()
    scores = measure(reader, rows, articles, args.misses)
    took = (time.process_time() - started) / len(rows)
    for name, score in vars(scores).items():
        print(f"{name:12s} {score}")
    kinds = Counter("with a new deal" if row["has_new_deal"] else "without" for row in rows)
    print(f"{took * 1e3:.0f} ms CPU an article; {len(rows)} articles: {dict(kinds)}")
    if isinstance(reader, ModelReader):
        print(f"{(time.monotonic() - began) / len(rows):.0f} s an article; left out: {dict(reader.left_out)}")


def _with_model(name: str, server: str, characters: int, fallback: Reader) -> Reader:
    from index.writing.hostile import speaks_to_models
    from index.writing.structured import BOUNDS, StructuredModel

    bounds = replace(BOUNDS, first_token_seconds=300, total_seconds=300)
    model = StructuredModel(name, server, bounds=bounds)
    return ModelReader(model, fallback, gazetteer(), speaks_to_models, random.SystemRandom(), characters)


if __name__ == "__main__":
    main()
