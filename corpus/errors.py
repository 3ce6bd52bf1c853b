"""What can go wrong with what was published, by what the caller does next.

CorpusError
├── Refused         the input is wrong, or not to be fetched; trying again will not help
│   └── NotServed   the server says no: there is no such page, or not for us
└── Unavailable     trying later may help: network, time-out, a broken answer, an overloaded server
"""


class CorpusError(Exception):
    """`reason` is a sentence for people: what is wrong and, where it can be said, what to do."""

    def __init__(self, subject: str, reason: str) -> None:
        super().__init__(f"{subject}: {reason}" if subject else reason)
        #: What it is about: a path, a path and a record ("news.jsonl:17"), a URL.
        self.subject = subject
        self.reason = reason


class Refused(CorpusError):
    """The input is wrong; only its author can mend it."""


class NotServed(Refused):
    """The server will not give it, now or later."""

    def __init__(self, subject: str, reason: str, status: int) -> None:
        super().__init__(subject, reason)
        #: 404, 410, 401, 403 or another 4xx.
        self.status = status


class Unavailable(CorpusError):
    """Not to be had now; trying later may help."""

    def __init__(self, subject: str, reason: str, status: int | None = None, retry_after: int | None = None) -> None:
        super().__init__(subject, reason)
        #: What the server answered; None when it gave no answer worth the name.
        self.status = status
        #: Seconds to leave the server alone, if it asks for that.
        self.retry_after = retry_after
