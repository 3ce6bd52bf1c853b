"""The `dealwire` command: what can be typed, and what happens when it goes wrong."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module, metadata

from bot import deal_arguments, feed_arguments
from bot.arguments import Commands, alerts, bot, chat, command, count, day, work
from bot.exits import FAILED

_INTRO = """\
Dealwire reads an industry's news for you: cited answers and a table of deals from real articles.

  dealwire sample                                    load the bundled articles
  dealwire ask "who is Mazda sourcing batteries from?"
  dealwire deals Mazda                               its deals: with whom, how far, how much
  dealwire ingest ~/articles news.jsonl feed.xml     add your own
  dealwire search "solid-state" --since 2024-01-01
"""
_OUTRO = """\
exit codes: 0 done, 1 failed, 2 wrong usage, 3 nothing found or abstained
Data lives in DEALWIRE_HOME; settings come from the environment and .env (see .env.example).
Nothing needs a key or a network. `dealwire COMMAND --help` tells more about each command.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; its exit code. Errors become one sentence on stderr."""
    arguments = parser().parse_args(argv)
    try:
        module = import_module(f"bot.commands.{arguments.module}")
        code: int = module.run(arguments)
        sys.stdout.flush()  # here, where a closed pipe is handled
        return code
    except KeyboardInterrupt:
        print("\nStopped. What was done is kept; run the same command again to go on.", file=sys.stderr)
        return FAILED
    except BrokenPipeError:
        # The reader of our output has gone (`| head`). Python would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as error:
        from bot.failures import explain

        if (failure := explain(error)) is None:
            raise
        print(f"dealwire: {failure.sentence}", file=sys.stderr)
        return failure.code


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="dealwire",
        description=_INTRO,
        epilog=_OUTRO,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"dealwire {metadata.version('dealwire')}")
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    for add in (_ingest, _ask, _search):
        add(commands)
    for add in (deal_arguments.deals, deal_arguments.company, deal_arguments.map_, deal_arguments.timeline):
        add(commands)
    for add in (feed_arguments.feeds, chat, bot, work, alerts, _status, _doctor, _sample, _forget, _eval):
        add(commands)
    return top


def _ingest(commands: "Commands[argparse.ArgumentParser]") -> None:
    made = command(
        commands,
        "ingest",
        "add articles from files, folders, pages and feeds",
        """\
reads: .md (front matter: title, date, source, url, id), .txt, .html, .json, .jsonl, RSS and Atom files
an article in JSON: {"id"?, "title", "text", "url"?, "source"?, "date"?}

  dealwire ingest articles/ news.jsonl https://example.com/news/deal.html

May be stopped at any moment and run again: nothing is missing or double.""",
    )
    made.add_argument("sources", nargs="+", metavar="PATH|URL", help="a file, a folder, a page or a feed")


def _ask(commands: "Commands[argparse.ArgumentParser]") -> None:
    made = command(
        commands,
        "ask",
        "answer a question from the articles, each claim cited",
        """\
  dealwire ask "who is Mazda sourcing batteries from?"
  dealwire ask "since when?" --history "who is Mazda sourcing batteries from?"
  dealwire ask --batch questions.jsonl --out answers.jsonl

a line of a batch: {"id", "question", "history": [...]}""",
    )
    made.add_argument("question", nargs="?", help="what you want to know")
    made.add_argument(
        "--history",
        action="append",
        default=[],
        metavar="Q",
        help="an earlier question, the oldest first: a follow-up is completed from them",
    )
    _batch(made)


def _search(commands: "Commands[argparse.ArgumentParser]") -> None:
    made = command(
        commands,
        "search",
        "find the passages that speak of something",
        """\
  dealwire search "sodium-ion cells" -k 5 --company CATL --since 2024-01-01

a line of a batch: {"id", "query", "k"?, "company"?, "since"?, "until"?, "source"?}""",
    )
    made.add_argument("query", nargs="?", help="words or a question")
    made.add_argument("-k", type=count(1000), default=10, help="how many passages (default: 10)")
    made.add_argument("--company", metavar="C", help="only articles that name this company")
    made.add_argument("--since", type=day, metavar="D", help="only articles published on this day or later")
    made.add_argument("--until", type=day, metavar="D", help="only articles published on this day or before")
    made.add_argument("--source", metavar="S", help="only articles of this source")
    _batch(made)


def _status(commands: "Commands[argparse.ArgumentParser]") -> None:
    command(commands, "status", "how many articles and deals there are, how new, and what still waits", "")


def _doctor(commands: "Commands[argparse.ArgumentParser]") -> None:
    command(
        commands,
        "doctor",
        "examine settings, database, index, models and Telegram, and say how to mend each",
        """\
  dealwire doctor          when something does not work, or after a change of settings

Asks the servers that are set, the chat model for one word. Exits with 1 when something is wrong.""",
    )


def _sample(commands: "Commands[argparse.ArgumentParser]") -> None:
    command(
        commands,
        "sample",
        "load the bundled articles: real deals of the EV, battery and car industries",
        '  dealwire sample && dealwire ask "who supplies Toyota with batteries?"',
    )


def _forget(commands: "Commands[argparse.ArgumentParser]") -> None:
    made = command(
        commands,
        "forget",
        "delete articles, with their passages and what they tell of deals",
        "  dealwire forget 3f2a9c1d5e6b7a80      (ids as `dealwire search --json` shows them)",
    )
    made.add_argument("ids", nargs="+", metavar="ARTICLE", help="an article's id")


def _eval(commands: "Commands[argparse.ArgumentParser]") -> None:
    made = command(
        commands,
        "eval",
        "ask labelled questions and judge the answers",
        """\
a line: {"question", "answers": [["a string", "or another"], ...] or "answer", "evidence": [{"url"}], "kind"?,
"history"?, "unanswerable"?}; an answer is right when one string of every group is in its first 60 words
(120 for a "list"), and of an unanswerable question when it abstains.

  dealwire sample && dealwire eval tests/data/gold/dev.jsonl""",
    )
    made.add_argument("file", metavar="FILE.jsonl", help="the labelled questions")
    made.add_argument("--wrong", action="store_true", help="show what was answered wrongly")


def _batch(made: argparse.ArgumentParser) -> None:
    made.add_argument("--batch", metavar="IN.jsonl", help="answer every line of this file (- for stdin)")
    made.add_argument("--out", metavar="OUT.jsonl", help="where a batch's lines go (default: stdout)")
