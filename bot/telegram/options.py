"""What the bot is told when it is started."""

from dataclasses import dataclass, field

from bot.conversation.access import Access

TELEGRAM = "https://api.telegram.org"


@dataclass(frozen=True, slots=True)
class Webhook:
    """The address that Telegram brings updates to, and where we listen for what comes there."""

    url: str
    host: str
    port: int
    #: Of the address.
    path: str
    #: What Telegram brings along.
    secret: str


@dataclass(frozen=True, slots=True)
class Options:
    token: str
    #: Of a Bot API server, without a slash at its end.
    api_url: str = TELEGRAM
    #: None: Telegram is asked for updates.
    webhook: Webhook | None = None
    #: Ids of people.
    operators: frozenset[int] = frozenset()
    #: Who is told of deals: those who stopped being let in are not.
    access: Access = field(default_factory=Access)
    #: How many questions and look-ups are answered at a time.
    workers: int = 8
