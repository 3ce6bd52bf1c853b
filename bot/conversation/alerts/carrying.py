"""Rules on buttons: a button carries texts alone, and what it carries is checked when it comes back."""

import json

from bot.alerts.wishes import rules
from bot.alerts.wishes.rules import Rule
from bot.conversation import blocks
from bot.conversation.replies import Button

#: Characters of what a person said that a button carries.
_SAID = 300


def packed(rule: Rule) -> str:
    return json.dumps(rule.as_json(), ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def unpacked(carried: str) -> Rule:
    """
    Raises:
        ValueError: it is no rule of ours.
    """
    kept = json.loads(carried)
    if not isinstance(kept, dict):
        raise ValueError(f"no rule: {carried}")
    return rules.from_json(kept)


def button(label: str, name: str, rule: Rule, said: str = "") -> Button:
    """Does something with a rule; `said`: what was typed for it, "" where nothing was."""
    return blocks.button(label, name, packed(rule), said[:_SAID])


def words(label: str, said: str) -> Button:
    """Does what `/subscribe` does with these words."""
    return blocks.button(label, "subscribe", said[:_SAID])
