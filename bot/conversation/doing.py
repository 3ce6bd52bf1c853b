"""Which command and which button does what."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bot.conversation import quotes, verdicts
from bot.conversation.alerts import changing, files, listing, muting, narrowing, reasons, setting_times, subscribing
from bot.conversation.lookups import (
    cases,
    company,
    corpus_state,
    deal_quotes,
    deals,
    export,
    feeds,
    flags,
    mending,
    one_deal,
    pictures,
    privacy,
    search,
    settings,
    welcome,
)
from bot.conversation.replies import Reply
from bot.conversation.turn import Parts, Turn

Do = Callable[[Parts, Turn, str], Reply]
#: None: what it is about is gone. ValueError: it was never a button of ours.
Press = Callable[[Parts, Turn, tuple[str, ...]], Reply | None]

PRIVATE, GROUP, ADMIN = "private", "group", "admin"
_EVERYWHERE = frozenset({PRIVATE, GROUP, ADMIN})
_ALONE = frozenset({PRIVATE, ADMIN})
_ADMIN = frozenset({ADMIN})


@dataclass(frozen=True, slots=True)
class Command:
    do: Do
    #: Where it is published; it may be typed anywhere.
    scopes: frozenset[str] = _EVERYWHERE
    #: Done for those who are not let in, too.
    is_open: bool = False
    #: Nobody else learns that there is such a command.
    for_admins: bool = False


#: In the order they are published. Of each, `command.NAME` is its description.
COMMANDS: Mapping[str, Command] = MappingProxyType(
    {
        "help": Command(welcome.help_),
        "latest": Command(deals.latest),
        "deals": Command(deals.command),
        "company": Command(company.command),
        "between": Command(deals.between),
        "deal": Command(one_deal.command),
        "search": Command(search.command),
        "subscribe": Command(subscribing.command),
        "subscriptions": Command(listing.command),
        "alerts": Command(setting_times.command),
        "map": Command(pictures.network),
        "timeline": Command(pictures.timeline),
        "export": Command(export.command),
        "sources": Command(corpus_state.sources),
        "status": Command(corpus_state.status),
        "settings": Command(settings.command),
        "privacy": Command(privacy.privacy, is_open=True),
        "forget": Command(privacy.forget, _ALONE, is_open=True),
        "start": Command(welcome.start, _ALONE),
        "flags": Command(flags.command, _ADMIN, for_admins=True),
        "feeds": Command(feeds.command, _ADMIN, for_admins=True),
        "merge": Command(mending.merge, _ADMIN, for_admins=True),
        "split": Command(mending.split, _ADMIN, for_admins=True),
        "cases": Command(cases.command, _ADMIN, for_admins=True),
        "expect": Command(cases.expect, _ADMIN, for_admins=True),
    }
)

#: By the name of its `Action`.
PRESSES: Mapping[str, Press] = MappingProxyType(
    {
        "quote": quotes.pressed,
        "feedback": verdicts.pressed,
        "more": search.more,
        "search": search.turned,
        "deal": one_deal.pressed,
        "evidence": deal_quotes.pressed,
        "company": company.pressed,
        "deals": deals.opened,
        "page": deals.turned,
        "sources": corpus_state.sources_turned,
        "map": pictures.network_pressed,
        "timeline": pictures.timeline_pressed,
        "export": export.pressed,
        "settings": settings.pressed,
        "flag": flags.pressed,
        # Below alerts, too.
        "why": reasons.pressed,
        "narrow": narrowing.asked,
        "mute": muting.pressed,
        "unsubscribe": changing.unsubscribed,
        "subscribe": subscribing.pressed,
        "subscribe_to": subscribing.offered,
        "offer": subscribing.offered_instead,
        "offer_narrow": narrowing.of_offer,
        "offer_save": subscribing.saved,
        "offer_cancel": subscribing.cancelled,
        "subscriptions": listing.turned,
        "subscription": listing.opened,
        "subscription_below": listing.opened_below,
        "pause": changing.paused,
        "pause_all": setting_times.all_paused,
        "narrowing": narrowing.opened,
        "change": changing.changed,
        "edit": changing.edited,
        "delete": changing.deleted,
        "delete_sure": changing.surely_deleted,
        "undelete": changing.undeleted,
        "port": files.pressed,
        "alerts": setting_times.shown,
        "times": setting_times.pressed,
        "times_choose": setting_times.choosing,
        "muted": muting.listed,
        "mute_set": muting.pressed_again,
    }
)
#: Likewise, for admins alone.
ADMIN_PRESSES: Mapping[str, Press] = MappingProxyType(
    {
        "mend": mending.pressed,
        "merge": mending.merge_pressed,
        "split": mending.split_pressed,
        "settle": flags.settled,
    }
)


def command(name: str, is_admin: bool) -> Command | None:
    """None: there is none of this name, or it is not for this person."""
    found = COMMANDS.get(name)
    return None if found is None or (found.for_admins and not is_admin) else found


def press(name: str, is_admin: bool) -> Press | None:
    """Likewise."""
    return PRESSES.get(name) or (ADMIN_PRESSES.get(name) if is_admin else None)
