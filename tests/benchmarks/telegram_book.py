"""What was asked of the bot and what it answered, set against each other."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.conversation import texts
from tests.benchmarks.telegram_stage import Call

_SENDS = ("sendMessage", "sendPhoto", "sendDocument")
_APOLOGIES = tuple(
    texts.of(language)(key, id="\n").partition("\n")[0]
    for language in texts.LANGUAGES
    for key in ("bot.apology", "bot.interrupted")
)


@dataclass(frozen=True)
class Asked:
    """Something that is to be answered."""

    #: "question", "/deals", "button", "inline", "group".
    kind: str
    #: Of the stage's clock.
    at: float
    user: int
    chat: int
    #: Of the message that says it; None: a button or an inline query.
    message: int | None = None
    #: Of a button or an inline query.
    query: str = ""


@dataclass(frozen=True)
class Outcome:
    asked: Asked
    #: Calls that succeeded and say something, in order.
    answers: Sequence[Call]

    @property
    def seconds(self) -> float | None:
        """From the update to the first of them."""
        return self.answers[0].at - self.asked.at if self.answers else None

    @property
    def is_twice(self) -> bool:
        said = Counter((call.method, call.text) for call in self.answers if call.method in _SENDS)
        return any(times > 1 for (_, text), times in said.items() if text)

    @property
    def is_apology(self) -> bool:
        return any(call.text.startswith(_APOLOGIES) for call in self.answers)


def outcomes(asked: Sequence[Asked], calls: Iterable[Call]) -> list[Outcome]:
    """One for each. In a chat of one person whatever is said before the next thing asked there is the answer."""
    saying: dict[int, list[Call]] = defaultdict(list)
    inline: dict[str, list[Call]] = defaultdict(list)
    for call in calls:
        if call.error:
            continue
        if call.method in (*_SENDS, "editMessageText") and call.chat is not None:
            saying[call.chat].append(call)
        elif call.method == "answerInlineQuery":
            inline[str(call.params["inline_query_id"])].append(call)
    until: dict[Asked, float] = {}
    upcoming: dict[int, float] = {}
    for one in sorted(asked, key=lambda one: -one.at):
        until[one] = upcoming.get(one.chat, float("inf"))
        upcoming[one.chat] = one.at
    return [
        Outcome(one, inline[one.query] if one.kind == "inline" else _said(one, saying, until[one])) for one in asked
    ]


def _said(one: Asked, saying: dict[int, list[Call]], until: float) -> list[Call]:
    if one.chat == one.user:
        return [call for call in saying[one.chat] if one.at <= call.at < until]
    return [
        call
        for call in saying[one.chat]
        if (call.params.get("reply_parameters") or {}).get("message_id") == one.message
    ]


def report(found: Sequence[Outcome], calls: Sequence[Call]) -> str:
    """A few lines: what was lost or said twice, how long it took, what the server refused."""
    taken = sorted(one.seconds for one in found if one.seconds is not None)
    late = too_late(calls)
    unanswered = [one.asked for one in found if not one.answers]
    lost = [one for one in unanswered if one.query not in late]
    lines = [
        f"asked {len(found)}  answered {len(taken)}  lost {len(lost)}  inline too late {len(unanswered) - len(lost)}  "
        f"twice {sum(one.is_twice for one in found)}  apologies {sum(one.is_apology for one in found)}",
    ]
    if taken:
        lines.append(
            f"seconds to the answer: p50 {_at(taken, 50):.2f}  p95 {_at(taken, 95):.2f}  worst {taken[-1]:.2f}"
        )
    refused = Counter(f"{call.method} {call.error}" for call in calls if call.error)
    lines += [f"refused {times} x {what}" for what, times in refused.most_common()] or ["refused none"]
    lines += [f"lost {one}" for one in lost[:10]]
    return "\n".join(lines)


def too_late(calls: Iterable[Call]) -> set[str]:
    """Inline queries whose answer the server did not take: people wait for what is found so for some seconds alone."""
    return {str(call.params["inline_query_id"]) for call in calls if call.error and call.method == "answerInlineQuery"}


def by_kind(found: Sequence[Outcome]) -> str:
    """p50 and p95 of each kind."""
    kinds: dict[str, list[float]] = defaultdict(list)
    for one in found:
        if one.seconds is not None:
            kinds[one.asked.kind].append(one.seconds)
    return "\n".join(
        f"  {kind:<12} n {len(taken):>4}  p50 {_at(sorted(taken), 50):6.2f}  p95 {_at(sorted(taken), 95):6.2f}"
        for kind, taken in sorted(kinds.items())
    )


def _at(ordered: Sequence[float], percent: int) -> float:
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]
