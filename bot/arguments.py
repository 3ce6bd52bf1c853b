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


def key_or_all(text: str) -> int | str:
    """Takes the number of something, and `all`."""
    return text if text == "all" else count(10**18)(text)


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


def chat(commands: "Commands[argparse.ArgumentParser]") -> None:
    """`dealwire chat`, which prints no JSON."""
    made = commands.add_parser(
        "chat",
        help="ask on and on in the terminal, as in the bot",
        description="The bot's conversation in the terminal: questions, commands, buttons by their numbers.",
        epilog="""\
  dealwire chat
  dealwire chat --language de
  printf 'who supplies Mazda?\\n1\\n/map Mazda\\n' | dealwire chat

Ctrl-C stops an answer, Ctrl-D leaves. Pictures and files are saved in the folder that --folder names.""",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.set_defaults(module="chat")
    made.add_argument("--language", default="", metavar="L", help="en, de or es (default: the terminal's)")
    made.add_argument("--folder", default=".", metavar="DIR", help="where pictures and files go (default: here)")


def bot(commands: "Commands[argparse.ArgumentParser]") -> None:
    """`dealwire bot`, which prints nothing but its log."""
    made = commands.add_parser(
        "bot",
        help="answer on Telegram, until stopped",
        description="The conversation as a Telegram bot, until stopped (Ctrl-C, SIGTERM).",
        epilog="""\
  TELEGRAM_BOT_TOKEN=123456:ABC dealwire bot      (the token as @BotFather shows it; or put it into .env)

Updates are asked for, so no address of your own is needed; with DEALWIRE_WEBHOOK_URL Telegram brings them.
May be stopped at any moment and run again: nobody's question is lost.""",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.set_defaults(module="bot")


def work(commands: "Commands[argparse.ArgumentParser]") -> None:
    """`dealwire work`, which prints nothing but its log."""
    made = commands.add_parser(
        "work",
        help="do the bot's jobs without the bot, until stopped",
        description="Indexes articles and reads them for deals as they come, until stopped (Ctrl-C, SIGTERM). "
        "`dealwire bot` does this itself; this is for more machines, or for a corpus without a bot.",
        epilog="""\
  dealwire work
  dealwire work --once         does what waits, then ends""",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.set_defaults(module="work")
    made.add_argument("--once", action="store_true", help="do what waits now, then end")


def alerts(commands: "Commands[argparse.ArgumentParser]") -> None:
    made = command(
        commands,
        "alerts",
        "the alerts that could not be sent, why, and sending them again",
        """\
  dealwire alerts
  dealwire alerts --retry 12 15        these again, by the numbers that the list shows
  dealwire alerts --retry all

Chats subscribe in the bot (/subscribe). An alert is tried for three hours before it is given up.""",
    )
    made.add_argument("--retry", nargs="+", type=key_or_all, metavar="KEY", help="send these again; `all`: every one")
    made.add_argument("--limit", type=count(1_000_000), default=50, metavar="N", help="at most so many (default: 50)")
