"""What goes wrong in corpus, split by what the caller does next.

CorpusError
└── Refused       the input is wrong: report it and go on; trying again will not help
"""


class CorpusError(Exception):
    """`reason` is for people: what is wrong and, where it can be said, what to do."""

    def __init__(self, subject: str, reason: str) -> None:
        super().__init__(f"{subject}: {reason}")
        #: What it is about: a path, a path and a record ("news.jsonl:17"), or a URL.
        self.subject = subject
        self.reason = reason


class Refused(CorpusError):
    """The input is not what it should be; only its author can mend it."""
