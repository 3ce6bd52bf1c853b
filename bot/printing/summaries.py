"""What became of articles that were read into the corpus."""

from typing import TYPE_CHECKING, Any

from bot.printing.deal_words import counted
from bot.printing.output import note

if TYPE_CHECKING:
    from corpus.ingest import Summary


def summary_json(summary: "Summary", deals: int, seconds: float) -> dict[str, Any]:
    """The contract's summary; `deals` are new ones."""
    counts = summary.counts
    return {
        "new": counts["new"],
        "edited": counts["edited"],
        "same": counts["same"],
        "copies": counts["copy"],
        "failed": [{"source": f.source, "error": f.error} for f in summary.failed],
        "deals": deals,
        "seconds": round(seconds, 2),
    }


def print_summary(summary: "Summary", deals: int, seconds: float) -> None:
    for failure in summary.failed:
        note(f"failed: {failure.source}: {failure.error}")
    counts = summary.counts
    parts = [f"{counts['new']} new", f"{counts['edited']} edited", f"{counts['same']} same"]
    parts += [f"{counts['copy']} copies", f"{len(summary.failed)} failed"]
    print(f"{', '.join(parts)}; {counted(deals, 'new deal')} in {seconds:.1f} s")
