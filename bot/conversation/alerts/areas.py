"""What countries and regions are called in a language, as it stands behind "in"."""

import tomllib
from functools import cache
from importlib.resources import files

from bot.conversation.texts import Texts


def named(texts: Texts, area: str) -> str:
    """`area`: as `geography` has it."""
    return _table().get(texts.language, {}).get(area, area)


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads(files(__package__).joinpath("areas.toml").read_text("utf-8"))
