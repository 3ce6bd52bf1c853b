"""A chat model that fills in forms: JSON of a schema, as strictly as its server can be held to it."""

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from corpus.errors import Refused, Unavailable
from index.errors import ModelRefused, ModelUnavailable
from index.writing import chat_errors
from index.writing.budget import tokens_of
from index.writing.chat_model import ChatModel, plain_text
from index.writing.chat_reply import Bounds, Watch

if TYPE_CHECKING:
    from openai import APIStatusError

#: An answer is taken whole, so that its first word comes no sooner than its last.
BOUNDS = Bounds(first_token_seconds=60, total_seconds=60, output_tokens=1_500, output_characters=20_000)
#: Beginnings of JSON that are tried in an answer of prose.
_MOST_TRIES = 50
#: Statuses that tell of what was sent, not of the server.
_OF_REQUEST = (400, 413, 422)
_ONLY_JSON = "Answer with one JSON object of this JSON schema, and nothing before or behind it:"


class StructuredModel(ChatModel):
    """One model of one server. Safe to share between threads.

    It remembers what its server refuses: a schema to keep to, a mode for JSON; then it asks for JSON in words.
    """

    #: How the server is asked for JSON: by 0 a schema, 1 a mode, 2 words alone.
    _manner = 0

    @property
    def identity(self) -> str:
        """The model's name; another server's model of that name is taken for the same."""
        return self.name

    def filled(self, system: str, user: str, schema: Mapping[str, Any]) -> object:
        """The JSON it answers with, not checked against the schema; None when there is none in its answer.

        Raises:
            Unavailable: down, slow, overloaded, no answer at all; today's budget is spent; left alone for a while.
            Refused: wrong key, model or address, or no money; or that was so a while ago.
        """
        try:
            return found_json(self._said(system, user, schema))
        except ModelUnavailable as error:
            raise Unavailable(error.subject, error.reason) from error
        except ModelRefused as error:
            raise Refused(error.subject, error.reason) from error

    def _said(self, system: str, user: str, schema: Mapping[str, Any]) -> str:
        self._breaker.enter(self.bounds.total_seconds)
        sent = tokens_of(len(system) + len(user))
        day = self._budget.take(sent + self.bounds.output_tokens)
        if day is None:
            raise ModelUnavailable(self.subject, "was not asked: today's budget is spent")
        watch, said = Watch(self.bounds, self._clock), ""
        try:
            with chat_errors.told(self.subject):
                said = self._answer(system, user, schema, watch)
        except (ModelUnavailable, ModelRefused) as error:
            if getattr(error.__cause__, "status_code", 0) in _OF_REQUEST:
                self._breaker.succeeded()  # an article too long says nothing of the next
            else:
                self._breaker.failed(error, watch.asked_seconds)
            raise
        else:
            self._breaker.succeeded()
        finally:
            self._budget.give_back(day, self.bounds.output_tokens - tokens_of(len(said)))
        return said

    def _answer(self, system: str, user: str, schema: Mapping[str, Any], watch: Watch) -> str:
        import openai

        manner, plain, tries = self._manner, self._plain, 0
        while True:
            asked = _form(schema, manner)
            if not plain:
                asked |= {"temperature": 0, "max_tokens": self.bounds.output_tokens}
            try:
                with self._client.chat.completions.with_streaming_response.create(
                    model=self.name, messages=_messages(system, user, schema, manner), **asked
                ) as reply:
                    self._manner, self._plain = manner, plain
                    return "".join(self._pieces(reply, watch))
            except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                if not plain and _complains_of_bounds(error):
                    plain = True
                elif manner < 2:
                    manner += 1
                elif not plain:
                    plain = True
                else:
                    raise
            except (openai.APIConnectionError, openai.RateLimitError, openai.InternalServerError) as error:
                tries += 1
                self._wait(error, tries, watch)


def found_json(text: str) -> object:
    """The longest JSON object in an answer, whatever is said or fenced around it; None when there is none."""
    return max(_objects(text), key=lambda found: found[1], default=(None, 0))[0]


def _objects(text: str) -> Iterator[tuple[object, int]]:
    """Each object that is not within another, and how long it is written."""
    decoder, at = json.JSONDecoder(), text.find("{")
    for _ in range(_MOST_TRIES):
        if at < 0:
            return
        try:
            found, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):  # no JSON; a number of thousands of digits; brackets without end
            end = at + 1
        else:
            yield found, end - at
        at = text.find("{", end)


def _form(schema: Mapping[str, Any], manner: int) -> dict[str, Any]:
    """What holds the server to JSON."""
    if manner == 0:
        strict = {"name": "form", "strict": True, "schema": schema}
        return {"response_format": {"type": "json_schema", "json_schema": strict}}
    return {"response_format": {"type": "json_object"}} if manner == 1 else {}


def _messages(system: str, user: str, schema: Mapping[str, Any], manner: int) -> Any:
    if manner:  # the server does not tell the model the schema
        system = f"{system}\n\n{_ONLY_JSON}\n{json.dumps(schema)}"
    return plain_text([{"role": "system", "content": system}, {"role": "user", "content": user}])


def _complains_of_bounds(error: "APIStatusError") -> bool:
    return any(word in error.message for word in ("max_tokens", "temperature", "max_completion_tokens"))
