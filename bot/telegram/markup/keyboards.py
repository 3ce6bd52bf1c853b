"""Buttons as Telegram takes them under a message."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.conversation.replies import Action, Button
from bot.telegram.markup import addresses, letters

#: Clients show no more of them well.
COLUMNS = 8
#: More are refused.
BUTTONS = 100
#: Signs of a label; clients cut longer ones in the middle of a word.
LABEL = 64
#: Bytes of `callback_data`.
TOKEN = 64


@dataclass(frozen=True, slots=True)
class Key:
    """A button to send: one of `data` and `url` is set."""

    label: str
    data: str | None = None
    url: str | None = None


Keyboard = tuple[tuple[Key, ...], ...]


def keyboard(rows: Sequence[Sequence[Button]], token_for: Callable[[Action], str]) -> Keyboard:
    """The rows to send, none of them empty; rows of more than eight go on in the next one.

    Buttons that lead nowhere Telegram lets them lead, and those beyond the hundredth, are left out.

    Raises:
        ValueError: a token is empty or has more than 64 bytes.
    """
    return tuple(tuple(row) for row in _dealt(_keys(row, token_for) for row in rows))


def _keys(row: Iterable[Button], token_for: Callable[[Action], str]) -> Iterator[Key]:
    for button in row:
        label = letters.shortened(button.label, LABEL)
        # Without anything to see, Telegram would refuse the whole message.
        label = label if letters.is_visible(label) else "…"
        if button.action:
            yield Key(label, data=_checked(token_for(button.action), button.action))
        elif button.link and (url := addresses.place(button.link)):
            yield Key(label, url=url)


def _dealt(rows: Iterable[Iterator[Key]]) -> Iterator[list[Key]]:
    left = BUTTONS
    for keys in rows:
        # Never asks for one more than fits: the caller may keep what it gives a token for.
        while row := list(islice(keys, min(COLUMNS, left))):
            left -= len(row)
            yield row


def _checked(token: str, action: Action) -> str:
    if not 0 < len(token.encode()) <= TOKEN:
        raise ValueError(f'the token of the action "{action.name}" has {len(token.encode())} bytes, not 1 to {TOKEN}')
    return token
