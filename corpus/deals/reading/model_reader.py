"""Reads deals with a chat model, and keeps of what it says only what the article's words bear out."""

import logging
import random
from collections import Counter
from collections.abc import Mapping
from typing import Any, Protocol

from corpus.companies.gazetteer import Gazetteer
from corpus.deals.drafts import DealDraft, Readable, Reader
from corpus.deals.reading import claims, model_prompt
from corpus.deals.reading.claims import Claim
from corpus.deals.reading.orders import SpeaksToModels, without_orders
from corpus.deals.reading.page import Page
from corpus.deals.reading.proving import proved
from corpus.errors import CorpusError, Refused, Unavailable

log = logging.getLogger(__name__)

#: Raised when the rules, the form or the checks have changed, so that all articles are read again.
VERSION = 1
#: A prompt's, rules included: some 3,000 tokens. The rules are a quarter of it.
CHARACTERS = 12_000
#: How often an article is asked about before its answer is taken for rubbish.
_TRIES = 2


class StructuredModel(Protocol):
    """A chat model that answers in JSON."""

    @property
    def identity(self) -> str:
        """Names the model."""

    def filled(self, system: str, user: str, schema: Mapping[str, Any]) -> object:
        """The JSON it answers with, not checked against the schema; None when there is none in its answer.

        Raises:
            Unavailable: it does not answer now, or is left alone for a while because it did not.
            Refused: it will not until a setting is changed.
        """


class ModelReader:
    """Reads with a model, and with another reader the articles that the model cannot: it never raises.

    An article that was read by the fallback counts as read and is not read again when the model is back, so
    that an hour without it is not paid for later; it is when its text or the model changes.
    """

    def __init__(
        self,
        model: StructuredModel,
        fallback: Reader,
        gazetteer: Gazetteer,
        speaks_to_models: SpeaksToModels,
        rng: random.Random,
        characters: int = CHARACTERS,
    ) -> None:
        """`speaks_to_models`: whether a sentence is for programs instead of readers; what it says is no news."""
        self._model, self._fallback, self._gazetteer = model, fallback, gazetteer
        self._speaks_to_models, self._rng, self._characters = speaks_to_models, rng, characters
        #: What the articles did not bear out so far ("value: another figure"), and the articles left to the
        #: fallback: for those who judge a model.
        self.left_out: Counter[str] = Counter()
        self._is_down = False

    @property
    def identity(self) -> str:
        """Of the model and of the rules here; not of the fallback, for a new one is no reason to ask all again."""
        return f"model-{VERSION}-{self._model.identity}"

    def read(self, article: Readable) -> list[DealDraft]:
        """The deals told in an article, the news before the background, none twice."""
        article = without_orders(article, self._speaks_to_models)
        seen = Page(article, self._gazetteer)
        if not any(sentence.mentions for sentence in seen.sentences):
            return []  # without a company there is no deal, and no need to pay for an answer
        told = self._claims(seen)
        if told is None:
            return self._fallback.read(article)
        return proved(told, seen, self._gazetteer, self.left_out)

    def _claims(self, seen: Page) -> list[Claim] | None:
        for _ in range(_TRIES):
            system, user = model_prompt.prompt(seen, self._characters, self._rng)
            try:
                told = claims.claims(self._model.filled(system, user, claims.SCHEMA))
            except (Unavailable, Refused) as error:
                self._note_down(error)
                return None
            self._note_up()
            if told is not None:
                return told
        self.left_out["article: rubbish"] += 1
        log.warning("%s answered rubbish about %r: read without it", self._model.identity, seen.article.title[:80])
        return None

    def _note_down(self, error: CorpusError) -> None:
        """Logged once, not for each of a thousand articles."""
        self.left_out["article: no answer"] += 1
        if not self._is_down:
            log.warning("reading for deals without the model until it answers again: %s", error)
        self._is_down = True

    def _note_up(self) -> None:
        if self._is_down:
            log.info("reading for deals with %s again", self._model.identity)
        self._is_down = False
