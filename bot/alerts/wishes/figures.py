"""Whether a sum or a quantity is at least what a rule asks for, in whatever currency or unit it is told."""

from bot.alerts.wishes.rules import Amount
from corpus.deals.drafts import Quantity, Value

#: US dollars for one unit of a currency: the average of 2024, rounded to two figures by hand. Approximate, and
#: never brought up to date: who asks for deals over a billion means the size. Those of the peso of Argentina,
#: the naira, the lira and the pound of Egypt move most.
_DOLLARS = {
    "USD": 1.0, "EUR": 1.08, "GBP": 1.28, "JPY": 0.0066, "CNY": 0.14, "INR": 0.012, "KRW": 0.00073, "CHF": 1.14,
    "SEK": 0.095, "NOK": 0.093, "DKK": 0.145, "HKD": 0.128, "TWD": 0.031, "AUD": 0.66, "CAD": 0.73, "NZD": 0.61,
    "SGD": 0.75, "THB": 0.028, "IDR": 0.000063, "MYR": 0.22, "VND": 0.00004, "PHP": 0.0175, "BRL": 0.185, "MXN": 0.055,
    "PLN": 0.25, "HUF": 0.0027, "CZK": 0.043, "TRY": 0.03, "RUB": 0.0108, "ZAR": 0.055, "SAR": 0.267, "AED": 0.272,
    "QAR": 0.275, "ILS": 0.27, "RON": 0.217, "CLP": 0.00106, "ARS": 0.0011, "EGP": 0.022, "KZT": 0.0021, "UAH": 0.025,
    "MAD": 0.1, "NGN": 0.00068, "KES": 0.0074, "PKR": 0.0036, "BDT": 0.0086,
}  # fmt: skip
#: Units of one kind, each with the unit that all of that kind are counted in.
_MEASURES = {
    "GWh": ("kWh", 1e6), "MWh": ("kWh", 1e3), "kWh": ("kWh", 1.0), "Wh": ("kWh", 1e-3),
    "GW": ("kW", 1e6), "MW": ("kW", 1e3), "kW": ("kW", 1.0),
    "t": ("kg", 1e3), "kg": ("kg", 1.0), "lb": ("kg", 0.4536),
}  # fmt: skip
_A_YEAR = {"yr": 1.0, "month": 12.0, "week": 52.0, "day": 365.0}


def dollars(value: Value) -> float | None:
    """About so many US dollars, at rates of 2024; None for a currency of which we have no rate."""
    rate = _DOLLARS.get(value.currency)
    return value.amount * rate if rate else None


def is_worth(value: Value | None, least: Amount) -> bool:
    """Exactly, in one currency; between two by the rough rates above, so that it may err near the limit."""
    if value is None:
        return False
    if value.currency == least.unit:
        return value.amount >= least.amount
    told, asked = dollars(value), dollars(Value(least.amount, least.unit))
    return told is not None and asked is not None and told >= asked


def is_as_much(quantity: Quantity | None, least: Amount) -> bool:
    """In units of one kind. So much a year is also so much; so much in all may be less a year, and does not count."""
    if quantity is None:
        return False
    told, told_unit, is_told_yearly = _measured(quantity.amount, quantity.unit)
    asked, asked_unit, is_asked_yearly = _measured(least.amount, least.unit)
    return told_unit == asked_unit and told >= asked and (is_told_yearly or not is_asked_yearly)


def _measured(amount: float, unit: str) -> tuple[float, str, bool]:
    """The amount in the unit of its kind, that unit, and whether it is one a year."""
    of, _, period = unit.partition("/")
    base, factor = _MEASURES.get(of, (of, 1.0))
    return amount * factor * _A_YEAR.get(period, 1.0), base, period in _A_YEAR
