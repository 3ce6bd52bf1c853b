"""What goes wrong in finding and answering, split by what the caller does next.

FindingError
├── EmbeddingUnavailable    try again: the server is down, slow, overloaded, or answered with half an answer
├── EmbeddingRefused        stop: wrong key, model or address; trying again will not help
├── ModelUnavailable        answer without the model, this time: it is down, slow, overloaded or broke off
└── ModelRefused            answer without the model until a setting is changed: wrong key, model or address
"""


class FindingError(Exception):
    """`reason` is for people: what is wrong and, where it can be said, what to do."""

    def __init__(self, subject: str, reason: str) -> None:
        super().__init__(f"{subject}: {reason}")
        #: What it is about: an embedder's address and model, for one.
        self.subject = subject
        self.reason = reason


class EmbeddingUnavailable(FindingError):
    """No embeddings this time; the same call may do later."""


class EmbeddingRefused(FindingError):
    """No embeddings until a setting is changed."""


class ModelUnavailable(FindingError):
    """No answer from the chat model this time; the same call may do later."""


class ModelRefused(FindingError):
    """No answer from the chat model until a setting is changed."""
