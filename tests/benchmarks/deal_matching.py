"""How well reports are matched: `python -m tests.benchmarks.deal_matching LABELS ARTICLES... [--read] [--misses]`.

LABELS is a half of `tests/data/deals`, ARTICLES are the files its articles come from. The reports are made from
the labels, so that only matching errs; with `--read` they are what the offline reader makes of the articles, as
far as the labels say which deal they tell. Beside it stands what the words of the sentences alone can do, at the
threshold that suits these very articles best.
"""

import argparse
import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from corpus.companies.gazetteer import gazetteer
from corpus.companies.names import learnt_slug
from corpus.deals.drafts import DealDraft, DealType, PartyDraft, Quantity, Quote, Role, Stage, Value
from corpus.deals.matching.clustering import cluster
from corpus.deals.matching.comparing import compare
from corpus.deals.matching.reports import Report
from tests.benchmarks.deal_reading import Json, Score, load, offline, readable, tells


@dataclass(frozen=True, slots=True)
class Labelled:
    """A report, and which deal it tells in the real world."""

    report: Report
    deal: str

    @property
    def sentence(self) -> str:
        """The sentence that tells it best."""
        return next((each.quote for each in self.report.draft.evidence if each.field == "deal"), "")


#: Numbers of the reports that are one deal.
Clusters = list[set[int]]


def labelled(rows: Iterable[Json], articles: dict[str, Json]) -> Iterator[Labelled]:
    """A report of each labelled deal."""
    for row in rows:
        for number, deal in enumerate(row["deals"]):
            draft = _draft(deal, articles[row["article_id"]])
            yield Labelled(_report(row["article_id"], number, draft, articles), deal["deal_key"])


def read(rows: Iterable[Json], articles: dict[str, Json]) -> Iterator[Labelled]:
    """A report of each deal that the offline reader finds and the labels know."""
    reader = offline()
    for row in rows:
        drafts = list(enumerate(reader.read(readable(articles[row["article_id"]]))))
        for deal in row["deals"]:
            companies = {party.company for party in _parties(deal["parties"])}
            fits = [each for each in drafts if tells(deal, each[1])]
            # Of the deals of one article that a draft may be, the one with most of its companies.
            best = max(fits, key=lambda each: _shared(each[1], companies), default=None)
            if best:
                drafts.remove(best)
                yield Labelled(_report(row["article_id"], *best, articles), deal["deal_key"])


def matched(told: Sequence[Labelled]) -> Clusters:
    """The deals that the rules make of the reports."""
    number = {each.report: n for n, each in enumerate(told)}
    return [{number[report] for report in deal} for deal in cluster(number, gazetteer(), {})]


def gold(told: Sequence[Labelled]) -> Clusters:
    """The deals that they tell."""
    return [{n for n, each in enumerate(told) if each.deal == deal} for deal in dict.fromkeys(t.deal for t in told)]


def by_words(told: Sequence[Labelled]) -> tuple[Clusters, float]:
    """The deals that alike sentences make, joined from the most alike on as far as F1 is best; the least likeness."""
    alike = _likeness([each.sentence for each in told])
    pairs = sorted(combinations(range(len(told)), 2), key=lambda pair: -alike[pair])
    found: Clusters = [{n} for n in range(len(told))]
    due = gold(told)
    best, threshold, best_f1 = found, 1.0, 0.0
    for a, b in pairs:
        one, other = (next(deal for deal in found if n in deal) for n in (a, b))
        if one is not other:
            found = [one | other, *(deal for deal in found if deal is not one and deal is not other)]
            if (f1 := pairwise(found, due).f1) > best_f1:
                best, threshold, best_f1 = found, float(alike[a, b]), f1
    return best, threshold


def pairwise(found: Clusters, due: Clusters) -> Score:
    """Pairs of reports said to tell one deal."""
    said, wanted = _pairs(found), _pairs(due)
    return Score(len(said & wanted), len(said), len(wanted))


def b_cubed(found: Clusters, due: Clusters) -> float:
    """F1 of how much of each report's deal, averaged over the reports, belongs there and is there."""
    of, meant = ({n: deal for deal in clusters for n in deal} for clusters in (found, due))
    precision = sum(len(of[n] & meant[n]) / len(of[n]) for n in meant) / len(meant)
    recall = sum(len(of[n] & meant[n]) / len(meant[n]) for n in meant) / len(meant)
    return 2 * precision * recall / (precision + recall)


def _likeness(sentences: Sequence[str]) -> Any:
    """Cosines of the sentences' words, each weighed by how rare it is among them; a symmetric matrix."""
    bags = [Counter(re.findall(r"\w+", sentence.lower())) for sentence in sentences]
    found_in = Counter(word for bag in bags for word in bag)
    column = {word: n for n, word in enumerate(found_in)}
    weights = np.zeros((len(bags), len(column)))
    for row, bag in enumerate(bags):
        for word, times in bag.items():
            weights[row, column[word]] = times * math.log((1 + len(bags)) / (1 + found_in[word]))
    weights /= np.maximum(np.linalg.norm(weights, axis=1, keepdims=True), 1e-9)
    return weights @ weights.T


def _pairs(clusters: Clusters) -> set[frozenset[int]]:
    return {frozenset(pair) for deal in clusters for pair in combinations(deal, 2)}


def _report(article_id: str, number: int, draft: DealDraft, articles: dict[str, Json]) -> Report:
    article = articles[article_id]
    return Report(article_id, number, readable(article).published, article.get("source"), article.get("url"), draft)


def _shared(draft: DealDraft, companies: set[str]) -> int:
    return len(companies & {party.company for party in draft.parties})


def _draft(deal: Json, article: Json) -> DealDraft:
    """What a reader without errors would hand over."""
    place, value, quantity = deal["evidence"], deal["value"], deal["quantity"]
    in_title = place["in"] == "title"
    told = article[place["in"]][place["start"] : place["end"]]
    return DealDraft(
        type=DealType(deal["type"]),
        stage=Stage(deal["stage"]),
        background=deal["background"],
        parties=tuple(_parties(deal["parties"])),
        evidence=(Quote("deal", told, place["start"], place["end"], in_title),),
        product=deal["product"],
        quantity=Quantity(quantity["amount"], quantity["unit"]) if quantity else None,
        value=Value(value["amount"], value["currency"]) if value else None,
        announced=deal["announced"],
        start=deal["start"],
    )


def _parties(parties: Iterable[Json]) -> Iterator[PartyDraft]:
    seen: set[str] = set()
    for party in parties:
        named = gazetteer().find(party["name"])
        slug = gazetteer().resolve(party["name"]) or (named[0].slug if named else learnt_slug(party["name"]))
        if slug not in seen:
            seen.add(slug)
            yield PartyDraft(party["name"], slug, Role(party["role"]))


def _print(told: Sequence[Labelled]) -> None:
    due, (words, threshold) = gold(told), by_words(told)
    for name, found in (("rules", matched(told)), (f"TF-IDF from {threshold:.2f}", words)):
        print(f"  {name:17} {pairwise(found, due)}; B-cubed F1 {b_cubed(found, due):.3f}")


def _print_misses(told: Sequence[Labelled]) -> None:
    said, due = _pairs(matched(told)), _pairs(gold(told))
    for pair in sorted(said ^ due, key=sorted):
        one, other = (told[n] for n in sorted(pair))
        print("  joined" if pair in said else "  parted", one.deal, other.deal)
        for each in (one, other):
            print(f"    {each.report.article_id} {each.report.published} {replace(each.report.draft, evidence=())}")
        factors = compare(one.report, other.report, gazetteer()).factors
        print("    ", "; ".join(f"{each.name} {each.points} ({each.note})" for each in factors))


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.deal_matching")
    parser.add_argument("labels", type=Path)
    parser.add_argument("articles", type=Path, nargs="+")
    parser.add_argument("--read", action="store_true", help="match what the offline reader makes of the articles")
    parser.add_argument("--misses", action="store_true", help="print every two reports joined or parted wrongly")
    args = parser.parse_args()
    rows = [json.loads(line) for line in args.labels.read_text("utf-8").splitlines()]
    articles = load(args.articles)
    told = list((read if args.read else labelled)(rows, articles))
    largest, reports = Counter(each.deal for each in told).most_common(1)[0]
    print(f"{len(told)} reports of {len({each.deal for each in told})} deals")
    _print(told)
    # One standing relation told again and again would outweigh all the others.
    print(f"without the deal told most often ({reports} times)")
    _print([each for each in told if each.deal != largest])
    if args.misses:
        _print_misses(told)


if __name__ == "__main__":
    main()
