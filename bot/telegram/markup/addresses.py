"""Addresses that Telegram accepts in a link or a button; it drops a link, and refuses a whole message, for others."""

import re
from contextlib import suppress

import httpx

from corpus.web import addresses

#: Longer ones fit no browser everywhere, and a hundred of them no message.
LONGEST = 2_000

#: Not `tg://user`, which needs that person's consent.
_TELEGRAM = re.compile(r"tg://(?!user\b)[a-z_]{1,64}(?:\?[\w&=%.,~*+-]{0,1000})?", re.ASCII)


def page(address: str) -> str | None:
    """The page's address in ASCII; None when it is no http(s) address of a named or numbered host."""
    with suppress(ValueError):
        parsed = addresses.parse(address.strip())
        # parse() leaves out where on the page it leads.
        fragment = httpx.URL(address.strip()).fragment
        whole = str(parsed.copy_with(fragment=fragment or None))
        if "." in parsed.raw_host.decode("ascii").rstrip(".") and len(whole) <= LONGEST and whole.isascii():
            return whole
    return None


def place(address: str) -> str | None:
    """A page, or a place within Telegram (`tg://resolve?domain=…`): what a button may lead to."""
    return address if _TELEGRAM.fullmatch(address) else page(address)
