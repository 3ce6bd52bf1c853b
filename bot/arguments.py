"""What the arguments of all commands have in common: `--json`, days, numbers, help that shows examples."""

import argparse
from collections.abc import Callable

Commands = argparse._SubParsersAction  # the type that add_subparsers returns has no public name


def command(
    commands: "Commands[argparse.ArgumentParser]", name: str, help_: str, example: str
) -> argparse.ArgumentParser:
    """A command whose module bears its name."""
    made = commands.add_parser(
        name,
        help=help_,
        description=help_[0].upper() + help_[1:] + ".",
        epilog=example,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.set_defaults(module=name)
    made.add_argument("--json", action="store_true", help="print JSON alone on stdout")
    return made


def count(most: int) -> Callable[[str], int]:
    """Takes whole numbers from 1 on."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdecimal()) or not 1 <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to {most}")
        return int(text)

    return read


def name(text: str) -> str:
    """Takes the name or id of something; bytes that are no text become "?", which no database refuses."""
    return text.encode(errors="replace").decode()


def day(text: str) -> str:
    """Takes ISO 8601 days, and gives them as `2024-03-22`."""
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date like 2024-03-22") from None
