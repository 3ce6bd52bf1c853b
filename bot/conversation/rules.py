"""Who may use this Dealwire, and how much of it."""

from dataclasses import dataclass, field
from datetime import timedelta

from bot.conversation.access import TERMINAL, Access, Mode
from bot.conversation.limits import DailyCalls, Rate, Throttle
from bot.conversation.talk import Who
from bot.conversation.turn import Turn
from bot.settings import Settings

#: Wrong pairing codes that one person may try.
_TRIES = Rate(5, timedelta(hours=1))


@dataclass(frozen=True)
class Rules:
    """What is counted is counted in memory: one process serves a messenger."""

    access: Access = field(default_factory=Access)
    #: Messages and buttons of one person, and of one chat.
    user: Throttle = field(default_factory=lambda: Throttle(Rate(20)))
    chat: Throttle = field(default_factory=lambda: Throttle(Rate(60)))
    #: Answers that a model writes for one person.
    model_calls: DailyCalls = field(default_factory=lambda: DailyCalls(None))
    codes: Throttle = field(default_factory=lambda: Throttle(_TRIES))

    def wait(self, turn: Turn) -> timedelta | None:
        """Counts what somebody does; or how long they must wait before they may."""
        who = turn.who
        if who.messenger == TERMINAL:
            return None
        if (wait := self.user.wait(_person(who), turn.now)) is not None:
            return wait
        return self.chat.wait((who.messenger, who.chat), turn.now)

    def takes_model(self, turn: Turn) -> bool:
        """Takes one answer of a model, if this person has one left today."""
        return self.model_calls.take(_person(turn.who), turn.now)

    def may_try_code(self, turn: Turn) -> bool:
        return self.codes.wait(_person(turn.who), turn.now) is None


def of(settings: Settings) -> Rules:
    code = settings.pairing_code
    return Rules(
        access=Access(Mode(settings.access), settings.allowed_users, code.get_secret_value() if code else None),
        user=Throttle(Rate(settings.user_messages_a_minute)),
        chat=Throttle(Rate(settings.chat_messages_a_minute)),
        model_calls=DailyCalls(settings.user_llm_calls_a_day),
    )


def _person(who: Who) -> tuple[str, int]:
    return who.messenger, who.user
