"""A chat model behind an OpenAI-compatible server: messages in, text out as it is written, within bounds."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx

from index.errors import ModelRefused, ModelUnavailable
from index.writing.chat_reply import BOUNDS, Bounds, Watch, Watched, streamed, whole

if TYPE_CHECKING:
    from openai import APIStatusError

OPENAI = "https://api.openai.com/v1"
#: What is asked for when only a key is set.
DEFAULT_MODEL = "gpt-4.1-mini"

Message = Mapping[str, str]


class ChatModel:
    """One model of one server. Opens no connection before it is asked; safe to share between threads."""

    def __init__(
        self,
        name: str,
        base_url: str | None = None,
        api_key: str | None = None,
        *,
        bounds: Bounds = BOUNDS,
        max_retries: int = 1,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """
        Raises:
            ModelRefused: `base_url` is no address of a server.
        """
        from openai import OpenAI

        self.name = name
        self.base_url = (base_url or OPENAI).rstrip("/")
        self.bounds = bounds
        self._max_retries, self._clock, self._sleep = max_retries, clock, sleep
        #: The server knows neither `temperature` nor `max_tokens`, or not for this model.
        self._plain = False
        if not self.base_url.startswith(("http://", "https://")):
            raise ModelRefused(self.base_url, "not a server's address: neither http:// nor https://")
        timeout = httpx.Timeout(bounds.first_token_seconds, connect=bounds.connect_seconds)
        try:
            #: What an error of it is about, without a name and password in the address.
            self.subject = f"model {name} at {urlsplit(self.base_url).netloc.rpartition('@')[2]}"
            # A server of one's own may want no key, but the client without one looks into the environment.
            # It retries for as long as the server says; we do it ourselves, for a person waits.
            self._client = OpenAI(base_url=self.base_url, api_key=api_key or "none", timeout=timeout, max_retries=0)
        except (httpx.InvalidURL, ValueError) as error:
            raise ModelRefused(self.base_url, f"not a server's address: {error}") from error

    def close(self) -> None:
        """Ends the connections that are kept open for the next answer."""
        self._client.close()

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        """The answer in pieces, none empty; ends early, without a word, at `output_characters`.

        Raises:
            ModelUnavailable: unreachable, slow, overloaded, out of quota for now, broken off, or no text at all.
            ModelRefused: wrong key, model or address.
        """
        import openai

        watch = Watch(self.bounds, self._clock)
        try:
            yield from self._pieces(self._open(messages, watch), watch)
        except openai.APIStatusError as error:
            raise self._refusal(error) from error
        except (openai.APITimeoutError, httpx.TimeoutException) as error:
            raise ModelUnavailable(self.subject, f"too slow: {_cause(error)}") from error
        except (openai.APIConnectionError, httpx.HTTPError, httpx.StreamError) as error:
            raise ModelUnavailable(self.subject, _cause(error)) from error
        except UnicodeEncodeError as error:
            raise ModelRefused(self.subject, "the key has signs that no header can carry") from error
        except (openai.OpenAIError, ValueError, TypeError, AttributeError, LookupError) as error:
            # An error in mid-stream; not JSON although it says so; JSON of another shape.
            raise ModelUnavailable(self.subject, f"answered rubbish: {_brief(str(error))}") from error

    def _open(self, messages: Sequence[Message], watch: Watch) -> Any:
        """A reply with a good status, its body still unread."""
        import openai

        bounded: dict[str, Any] = {} if self._plain else {"temperature": 0, "max_tokens": self.bounds.output_tokens}
        tries = 0
        while True:
            try:
                reply = self._client.chat.completions.with_raw_response.create(
                    model=self.name, messages=_plain_text(messages), stream=True, **bounded
                )
            except (openai.BadRequestError, openai.UnprocessableEntityError):
                if not bounded:
                    raise
                bounded = {}
            except (openai.APIConnectionError, openai.RateLimitError, openai.InternalServerError) as error:
                tries += 1
                self._wait(error, tries, watch)
            else:
                self._plain = not bounded
                return reply

    def _wait(self, error: Exception, tries: int, watch: Watch) -> None:
        """Before another try; raises `error` when it would not help or take too long."""
        import openai

        seconds = 0.25 * 2**tries
        if isinstance(error, openai.APIStatusError):
            seconds = _asked_wait(error.response.headers, seconds)
        slow = isinstance(error, openai.APITimeoutError) or seconds > min(self.bounds.retry_seconds, watch.left())
        if tries > self._max_retries or slow or getattr(error, "code", None) == "insufficient_quota":
            raise error
        self._sleep(seconds)

    def _pieces(self, reply: Any, watch: Watch) -> Iterator[str]:
        response: httpx.Response = reply.http_response
        response.stream = Watched(response.stream, watch)
        kind = response.headers.get("content-type", "")
        said = 0
        try:
            if "html" in kind:
                raise ModelRefused(self.subject, "answered with a page of HTML. Does the address lack its /v1?")
            for piece in whole(response, watch) if "json" in kind else streamed(reply.parse(), watch):
                watch.spoken = True
                yield piece[: self.bounds.output_characters - said]
                said += len(piece)
                if said >= self.bounds.output_characters:
                    return
        finally:
            response.close()
        if not said:
            raise ModelUnavailable(self.subject, "answered without a word")
        if not watch.ended:
            raise ModelUnavailable(self.subject, "broke off in the midst of its answer")

    def _refusal(self, error: "APIStatusError") -> ModelUnavailable | ModelRefused:
        """5xx, 408, 409 and 429 pass; no other status does, nor want of money."""
        status, reason = error.status_code, f"answered {error.status_code}: {_brief(error.message)}"
        if status in (400, 413, 422):
            # What it complains of may be what people asked, which no log should hold.
            return ModelRefused(self.subject, f"did not take the request ({status})")
        if status in (401, 403):
            return ModelRefused(self.subject, f"{reason} Check the key.")
        if status == 404:
            return ModelRefused(self.subject, f"{reason} Check the model's name and the address.")
        if status >= 500 or (status in (408, 409, 429) and error.code != "insufficient_quota"):
            return ModelUnavailable(self.subject, reason)
        return ModelRefused(self.subject, reason)


def _asked_wait(headers: httpx.Headers, otherwise: float) -> float:
    """`Retry-After` in seconds; a date (RFC 9110, 10.2.3) is taken for too long."""
    asked = headers.get("retry-after")
    if asked is None:
        return otherwise
    return float(asked) if asked.strip().isdecimal() else float("inf")


def _plain_text(messages: Sequence[Message]) -> Any:
    """Half a character, from broken JSON, could not be sent."""
    return [{name: text.encode(errors="replace").decode() for name, text in m.items()} for m in messages]


def _cause(error: Exception) -> str:
    """The client says "Connection error."; what it was is in the cause."""
    return _brief(f"{error} {error.__cause__ or ''}")


def _brief(message: str) -> str:
    """A server's page of HTML is no message."""
    return " ".join(message.split())[:200]
