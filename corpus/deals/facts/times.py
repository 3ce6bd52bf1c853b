"""How a moment that a text names is kept: ISO 8601, as exactly as it is told."""

from corpus.text.moments import Moment


def iso(moment: Moment) -> str | None:
    """ISO 8601 as exactly as it is told, with "2026-Q3" and "2026-H2" besides; None for a decade."""
    first, last = moment.first, moment.last
    match moment.precision:
        case "day":
            return first.isoformat()
        case "week" if first.month == last.month:
            return f"{first:%Y-%m}"
        case "month":
            return f"{first:%Y-%m}"
        case "quarter":
            return f"{first:%Y}-Q{(first.month + 2) // 3}"
        case "half":
            return f"{first:%Y}-H{1 if first.month < 7 else 2}"
        case "decade":
            return None
    return f"{first:%Y}"
