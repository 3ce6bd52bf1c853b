"""Whether two amounts are one, told more or less exactly."""

from corpus.deals.drafts import Quantity, Value

#: "About 10%" apart is still a rounder telling, or a yearly mean exchange rate; more is another amount.
_NEAR = 0.95
_ROUNDED = 0.85


def same_value(one: Value | None, other: Value | None) -> bool | None:
    """None: nothing to compare. Another currency is no evidence, for the day's rate is not known."""
    if one is None or other is None or one.currency != other.currency:
        return None
    return same_amount(one.amount, other.amount)


def same_quantity(one: Quantity | None, other: Quantity | None) -> bool | None:
    """None: nothing to compare, or other units: 10 GWh a year say nothing on 80 GWh in all."""
    if one is None or other is None or one.unit != other.unit:
        return None
    return same_amount(one.amount, other.amount)


def same_amount(one: float, other: float) -> bool:
    """Whether one may be the other rounded: 7.3 and 7, 1.65 and 1.7, but not 1 and 1.4."""
    small, large = sorted((abs(one), abs(other)))
    if large == 0 or small / large >= _NEAR:
        return True
    if small / large < _ROUNDED:
        return False
    return any(_rounded(small, n) == _rounded(large, n) for n in (1, 2)) and min(_digits(small), _digits(large)) <= 2


def _rounded(amount: float, digits: int) -> float:
    return float(f"{amount:.{digits - 1}e}")


def _digits(amount: float) -> int:
    """Significant digits: 7.3e9 has two."""
    return len(f"{amount:.10e}".partition("e")[0].rstrip("0").replace(".", ""))
