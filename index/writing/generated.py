"""An answer written by a chat model from the articles found, and only as far as they bear it out."""

import logging
import random
import re
from collections.abc import Callable, Sequence
from contextlib import closing

from index.answering.answer import NOT_SAID
from index.asking.questions import Question
from index.checking.addressing import Asked
from index.checking.citations import Checked, Checker
from index.embedding.embedders import Embedder
from index.errors import FindingError
from index.retrieval import Hit
from index.writing import evidence_prompt
from index.writing.chat_model import ChatModel

log = logging.getLogger(__name__)

#: Where a sentence is over for sure: another one begins, and no number that may still belong to the first.
_NEXT_SENTENCE = re.compile(r"[.!?…。！？][^\n]{0,12}?\s+[^\s\[【]{2}|\n\s*[^\s\[【]{2}")

#: Weak models say one thing again and again until they are stopped.
_ROUND_AND_ROUND = re.compile(r"(\S.{9,290}?)\s*(?:\1\s*){2}[^\n]{0,20}\Z", re.DOTALL)
_LONGEST_ROUND = 900

#: Told the text so far whenever there is more of it, whole sentences at a time, checked and cited.
OnText = Callable[[str], None]


def generate(
    model: ChatModel,
    question: Question,
    asked: str,
    history: Sequence[str],
    hits: Sequence[Hit],
    embedder: Embedder,
    on_text: OnText | None,
    rng: random.Random,
) -> Checked | None:
    """None when the model cannot answer now, or when its answer does not hold: then answer without it.

    Nor is its word alone taken for that the articles do not say: weak models say so of four in five questions,
    and quoting, which knows when to abstain, is free. A refusal that tells what they do say instead is kept.

    Nothing of a bad server or model is raised, only logged, and without what people asked. `on_text` may
    have been told sentences of an answer that in the end does not hold: what is returned counts.
    """
    if question.is_instruction or not hits:
        return Checked(NOT_SAID, True, ())
    room = evidence_prompt.room(model.bounds.prompt_characters, NOT_SAID, asked, history)
    shown = evidence_prompt.show(hits, room)
    if not shown:
        return Checked(NOT_SAID, True, ())
    prompt = evidence_prompt.prompt(shown, asked, history, NOT_SAID, rng)
    checker = Checker(shown, embedder, Asked(question, asked))
    try:
        answer = _read(model, prompt, checker, on_text)
        checked = checker.check(answer) if prompt.mark not in answer else None
    except FindingError as error:
        log.warning("answering without the model: %s", error)
        return None
    if checked is None:
        log.warning("answering without the model: its answer does not hold (%d characters)", len(answer))
    elif checked.abstained and not checked.citations:
        log.info("answering without the model: it found no answer")
        return None
    return checked


def _read(model: ChatModel, prompt: evidence_prompt.Prompt, checker: Checker, on_text: OnText | None) -> str:
    answer, ends, told = "", 0, ""
    with closing(model.stream(prompt.messages)) as pieces:
        for piece in pieces:
            answer += piece
            if ends == (ends := len(_NEXT_SENTENCE.findall(answer))):
                continue
            if prompt.mark in answer or _ROUND_AND_ROUND.search(answer[-_LONGEST_ROUND:]):
                break
            so_far = checker.so_far(answer) if on_text else ""
            if on_text and len(so_far) > len(told):
                told = so_far
                on_text(so_far)
    return answer
