"""A chat model behind an OpenAI-compatible server: messages in, text out as it is written, within bounds."""

import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

import httpx

from index.errors import ModelRefused, ModelUnavailable
from index.writing import chat_errors
from index.writing.breaker import Breaker
from index.writing.budget import Allowance, Budget, tokens_of
from index.writing.chat_reply import BOUNDS, Bounds, Watch, Watched, streamed, whole

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
        budget: Budget | None = None,
        breaker: Breaker | None = None,
        max_retries: int = 1,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """`budget` is for all who ask together; None: no end.

        Raises:
            ModelRefused: `base_url` is no address of a server.
        """
        from openai import OpenAI

        self.name = name
        self.base_url = (base_url or OPENAI).rstrip("/")
        self.bounds = bounds
        self._budget, self._breaker = budget or Budget(Allowance()), breaker or Breaker(clock=clock)
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

    def stream(self, messages: Sequence[Message]) -> Generator[str, None, None]:
        """The answer in pieces, none empty; ends early, without a word, at `output_characters`.

        Raises:
            ModelUnavailable: unreachable, slow, overloaded, broken off, no text at all; today's budget is spent;
                or it failed so before that it is left alone for a while.
            ModelRefused: wrong key, model or address, or no money; or that was so a while ago.
        """
        self._breaker.enter(self.bounds.total_seconds)
        sent = tokens_of(sum(len(text) for message in messages for text in message.values()))
        day = self._budget.take(sent + self.bounds.output_tokens)
        if day is None:
            raise ModelUnavailable(self.subject, "was not asked: today's budget is spent")
        watch, said = Watch(self.bounds, self._clock), 0
        try:
            with chat_errors.told(self.subject):
                for piece in self._pieces(self._open(messages, watch), watch):
                    said += len(piece)
                    yield piece
        except (ModelUnavailable, ModelRefused) as error:
            self._breaker.failed(error, watch.asked_seconds)
            raise
        except GeneratorExit:  # whoever reads has had enough, which is no fault of the server
            self._breaker.succeeded()
            raise
        else:
            self._breaker.succeeded()
        finally:
            self._budget.give_back(day, self.bounds.output_tokens - tokens_of(said))

    def _open(self, messages: Sequence[Message], watch: Watch) -> Any:
        """A reply with a good status, its body still unread."""
        import openai

        bounded: dict[str, Any] = {} if self._plain else {"temperature": 0, "max_tokens": self.bounds.output_tokens}
        tries = 0
        while True:
            try:
                reply = self._client.chat.completions.with_raw_response.create(
                    model=self.name, messages=plain_text(messages), stream=True, **bounded
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
            asked = chat_errors.asked_seconds(error.response.headers)
            seconds, watch.asked_seconds = (seconds if asked is None else asked), asked or 0.0
        slow = isinstance(error, openai.APITimeoutError) or seconds > min(self.bounds.retry_seconds, watch.left())
        if tries > self._max_retries or slow or chat_errors.is_quota(error):
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


def plain_text(messages: Sequence[Message]) -> Any:
    """Half a character, from broken JSON, could not be sent."""
    return [{name: text.encode(errors="replace").decode() for name, text in m.items()} for m in messages]
