"""What a chat model claims an article tells: the form that it fills in, and its answer as claims yet to be checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from corpus.deals.drafts import DealType, Role, Stage

#: Deals taken of one answer; a weak model may go on for ever.
_MOST = 30


@dataclass(frozen=True, slots=True)
class FigureClaim:
    """A figure as the model understands it, and the words that it says hold it."""

    quote: str
    amount: float
    #: A currency, or the unit of a quantity.
    unit: str


@dataclass(frozen=True, slots=True)
class DateClaim:
    quote: str
    date: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One deal. Nothing of it is known to be in the article."""

    quote: str
    type: DealType
    parties: tuple[tuple[str, Role], ...]
    stage: Stage
    stage_quote: str
    background: bool
    product: str | None
    value: FigureClaim | None
    quantity: FigureClaim | None
    announced: DateClaim | None
    start: DateClaim | None
    places: tuple[str, ...]


def claims(answer: object) -> list[Claim] | None:
    """The deals of an answer; None when it is no form as it was asked for.

    A field that is wrong is left out, and so is a deal that lacks its sentence, type or parties. When
    that is all of them, the model has not understood.
    """
    told = answer.get("deals") if isinstance(answer, dict) else None
    if not isinstance(told, list):
        return None
    found = [claim for each in told[:_MOST] if isinstance(each, dict) and (claim := _claim(each))]
    return found if found or not told else None


def _claim(told: Mapping[str, Any]) -> Claim | None:
    try:
        type_ = DealType(told["type"])
        parties = tuple((_text(each["name"]), Role(each["role"])) for each in told["parties"])
    except (ValueError, LookupError, TypeError):
        return None
    quote, stage = _text(told.get("quote")), told.get("stage")
    if not quote:
        return None
    return Claim(
        quote=quote,
        type=type_,
        parties=parties,
        stage=Stage(stage) if stage in list(Stage) else Stage.AGREED,
        # Without words that say it, the stage is not believed.
        stage_quote=_text(told.get("stage_quote")) if stage in list(Stage) else "",
        background=told.get("background") is True,
        product=_text(told.get("product")) or None,
        value=_figure(told.get("value"), "currency"),
        quantity=_figure(told.get("quantity"), "unit"),
        announced=_date(told.get("announced")),
        start=_date(told.get("start")),
        places=_texts(told.get("places")),
    )


def _figure(told: object, unit: str) -> FigureClaim | None:
    if not isinstance(told, dict):
        return None
    amount = told.get("amount")
    if isinstance(amount, bool) or not isinstance(amount, int | float) or not _text(told.get("quote")):
        return None
    try:
        return FigureClaim(_text(told["quote"]), float(amount), _text(told.get(unit)))
    except OverflowError:  # a whole number of 400 digits
        return None


def _date(told: object) -> DateClaim | None:
    if not isinstance(told, dict) or not (quote := _text(told.get("quote"))):
        return None
    return DateClaim(quote, _text(told.get("date")))


def _texts(told: object) -> tuple[str, ...]:
    return tuple(text for each in told if (text := _text(each))) if isinstance(told, list) else ()


def _text(told: object) -> str:
    return told.strip() if isinstance(told, str) else ""


def _object(**properties: Any) -> dict[str, Any]:
    """Every property required and no other allowed, as strict servers want it; what may be wanting is null."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


_STRING = {"type": "string"}
_NUMBER = {"type": "number"}
_DATED = _or_null(_object(quote=_STRING, date=_STRING))
#: The form, a JSON schema. A model fills it in from the top: first the words, then what they mean.
SCHEMA: Mapping[str, Any] = _object(
    deals={
        "type": "array",
        "items": _object(
            quote=_STRING,
            type={"type": "string", "enum": [each.value for each in DealType]},
            parties={
                "type": "array",
                "items": _object(name=_STRING, role={"type": "string", "enum": [each.value for each in Role]}),
            },
            stage={"type": "string", "enum": [each.value for each in Stage]},
            stage_quote=_STRING,
            background={"type": "boolean"},
            product=_or_null(_STRING),
            value=_or_null(_object(quote=_STRING, amount=_NUMBER, currency=_STRING)),
            quantity=_or_null(_object(quote=_STRING, amount=_NUMBER, unit=_STRING)),
            announced=_DATED,
            start=_DATED,
            places={"type": "array", "items": _STRING},
        ),
    }
)
