"""What goes wrong with a chat model's server, told in our errors: those that pass, and those people must mend."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

import httpx

from index.errors import ModelRefused, ModelUnavailable

if TYPE_CHECKING:
    from openai import APIStatusError


@contextmanager
def told(subject: str) -> Iterator[None]:
    """Turns whatever the client raises into `ModelUnavailable` or `ModelRefused`."""
    import openai

    try:
        yield
    except openai.APIStatusError as error:
        raise _of_status(subject, error) from error
    except (openai.APITimeoutError, httpx.TimeoutException) as error:
        raise ModelUnavailable(subject, f"was too slow: {_cause(error)}") from error
    except (openai.APIConnectionError, httpx.HTTPError, httpx.StreamError) as error:
        raise ModelUnavailable(subject, f"could not be reached: {_cause(error)}") from error
    except UnicodeEncodeError as error:
        raise ModelRefused(subject, "was not asked: the key has signs that no header can carry") from error
    except (openai.OpenAIError, ValueError, TypeError, AttributeError, LookupError) as error:
        # An error in mid-stream; not JSON although it says so; JSON of another shape.
        raise ModelUnavailable(subject, f"answered rubbish: {_brief(str(error))}") from error


def is_quota(error: Exception) -> bool:
    """Whether money is wanting, which no waiting brings."""
    return getattr(error, "code", None) == "insufficient_quota" or getattr(error, "status_code", None) == 402


def asked_seconds(headers: httpx.Headers) -> float | None:
    """How long a server asks to be left alone by `Retry-After` (RFC 9110, 10.2.3); None: it does not say.

    A date is held against the server's own, so that no clock need be right; without one, as what cannot
    be read, it is taken for longer than anyone waits.
    """
    asked = headers.get("retry-after", "").strip()
    if not asked:
        return None
    if asked.isascii() and asked.isdigit():
        return float(asked)
    try:
        at, now = _aware(asked), _aware(headers.get("date", ""))
    except (ValueError, OverflowError):
        return float("inf")
    return (at - now).total_seconds() if at > now else None


def _aware(written: str) -> datetime:
    at = parsedate_to_datetime(written)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _of_status(subject: str, error: "APIStatusError") -> ModelUnavailable | ModelRefused:
    """5xx, 408, 409 and 429 pass, and so does a prompt refused: the next may do. No other status does."""
    status, reason = error.status_code, f"answered {error.status_code}: {_brief(error.message)}"
    if status in (400, 413, 422):
        # What it complains of may be what people asked, which no log should hold.
        return ModelUnavailable(subject, f"did not take the request ({status})")
    if is_quota(error):
        return ModelRefused(subject, f"{reason} Add to the account's credit, or raise its limit.")
    if status in (401, 403):
        return ModelRefused(subject, f"{reason} Check the key, OPENAI_API_KEY.")
    if status == 404:
        return ModelRefused(subject, f"{reason} Check the model's name and the address, OPENAI_BASE_URL.")
    if status >= 500 or status in (408, 409, 429):
        return ModelUnavailable(subject, reason)
    return ModelRefused(subject, reason)


def _cause(error: Exception) -> str:
    """The client says "Connection error."; what it was is in the cause."""
    return _brief(f"{error} {error.__cause__ or ''}")


def _brief(message: str) -> str:
    """A server's page of HTML is no message."""
    return " ".join(message.split())[:200]
