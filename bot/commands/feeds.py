"""`dealwire feeds`: the feeds that are polled."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from bot import bootstrap, progress, settings
from bot.bootstrap import Corpus
from bot.commands import deal_reading, indexing
from bot.exits import DONE, FAILED, NOTHING_FOUND
from bot.printing import feeds as printed
from bot.printing import output
from bot.printing.deal_words import counted
from corpus.errors import Refused
from corpus.feeds import entries, kept, opml, rounds, states
from corpus.feeds.opml import Outline
from corpus.feeds.rounds import Tally
from corpus.feeds.suggested import meant
from corpus.models import Feed


def run(arguments: argparse.Namespace) -> int:
    actions: dict[str, Callable[[Corpus, argparse.Namespace], int]] = {
        "add": _add, "remove": _remove, "list": _list, "poll": _poll, "import": _import, "export": _export,
    }  # fmt: skip
    with bootstrap.corpus(settings.load()) as opened:
        return actions[arguments.action](opened, arguments)


@dataclass(frozen=True, slots=True)
class _Added:
    source: str
    url: str
    title: str | None
    kind: str | None
    entries: int
    #: It was not there before.
    new: bool
    #: Why it is not kept; or, of one that is, why it could not be read yet.
    problem: str | None
    kept: bool


def _add(opened: Corpus, arguments: argparse.Namespace) -> int:
    done = list(_added(opened, arguments.sources))
    if arguments.json:
        keys = ("source", "url", "title", "kind", "entries", "new", "problem", "kept")
        output.as_json([{key: getattr(each, key) for key in keys} for each in done])
    else:
        for each in done:
            _print_added(each)
        if any(each.entries for each in done):
            output.note("`dealwire feeds poll` reads them now; `dealwire bot` and `dealwire work` do it by themselves.")
    return DONE if any(each.kept for each in done) else FAILED


def _added(opened: Corpus, sources: Sequence[str]) -> Iterator[_Added]:
    """Each is polled once, so that what was mistyped is seen at once."""
    with bootstrap.asking(opened, "feeds") as asking:
        for source in sources:
            wanted, title = meant(source)
            try:
                with opened.sessions.writing() as session:
                    url = kept.address(wanted)
                    new = not kept.is_there(session, url)
                    key = kept.add(session, url, _now(), title).key
            except Refused as error:
                hint = "" if "." in source else "; names are those of `dealwire feeds list --suggested`"
                yield _Added(source, source, None, None, 0, False, error.reason + hint, False)
                continue
            tally = rounds.poll(asking, [key]) if new else Tally()
            yield _looked_at(opened, source, key, new, tally)


def _looked_at(opened: Corpus, source: str, key: int, new: bool, tally: Tally) -> _Added:
    with opened.sessions.writing() as session:
        feed = session.get(Feed, key)
        assert feed is not None
        n = sum(polled.came.new for polled in tally.polls if polled.came)
        added = _Added(source, feed.url, feed.title, feed.kind, n, new, feed.problem, feed.ended is None)
        if feed.ended is not None and new:
            kept.remove(session, feed)  # it never was one, or is there under another address
    return added


def _print_added(added: _Added) -> None:
    if not added.kept:
        output.note(f"not added: {added.source}: {added.problem}")
    elif not added.new:
        print(f"there already: {added.title or added.url}  {added.url}")
    elif added.problem:
        print(f"added, but it cannot be read now and will be tried again: {added.url}: {added.problem}")
    else:
        print(f"added: {added.title or added.url}  {added.url}  ({printed.entries(added.entries)})")


def _remove(opened: Corpus, arguments: argparse.Namespace) -> int:
    removed, unknown = list[str](), list[str]()
    with opened.sessions.writing() as session:
        for wanted in arguments.feeds:
            if feed := kept.find(session, wanted):
                removed.append(feed.url)
                kept.remove(session, feed)
            else:
                unknown.append(wanted)
    if arguments.json:
        output.as_json({"removed": removed, "unknown": unknown})
    else:
        for url in removed:
            print(f"removed: {url}  (its articles stay)")
    for wanted in unknown:
        output.note(f"no such feed: {wanted} (`dealwire feeds list` shows those there are)")
    return DONE if removed else NOTHING_FOUND


def _list(opened: Corpus, arguments: argparse.Namespace) -> int:
    if arguments.suggested:
        return _list_suggested(opened, arguments.json)
    if arguments.parked:
        return _list_parked(opened, arguments)
    with opened.sessions.reading() as session:
        found = states.states(session)
    if arguments.json:
        output.as_json([printed.feed_json(each) for each in found])
    for each in found if not arguments.json else ():
        printed.print_feed(each, _now())
    if not found:
        output.note("There are no feeds yet: dealwire feeds add URL; dealwire feeds list --suggested names good ones.")
    return DONE if found else NOTHING_FOUND


def _list_suggested(opened: Corpus, as_json: bool) -> int:
    with opened.sessions.reading() as session:
        rows = printed.suggested_rows([feed.url for feed in kept.listed(session) if feed.ended is None])
    if as_json:
        output.as_json(rows)
        return DONE
    for row in rows:
        print(f"{row['name']:20} {row['title']}: {row['about']}{'  (added)' if row['added'] else ''}")
    output.note("dealwire feeds add NAME ... adds one; each publisher's terms of use are between you and them.")
    return DONE


def _list_parked(opened: Corpus, arguments: argparse.Namespace) -> int:
    with opened.sessions.reading() as session:
        found = entries.parked(session, arguments.limit)
    if arguments.json:
        output.as_json([printed.parked_json(entry, feed) for entry, feed in found])
        return DONE
    for entry, feed in found:
        printed.print_parked(entry, feed)
    output.note("dealwire feeds poll --parked tries them again." if found else "Nothing is parked.")
    return DONE


def _poll(opened: Corpus, arguments: argparse.Namespace) -> int:
    began = perf_counter()
    with opened.sessions.writing() as session:
        found = [(wanted, kept.find(session, wanted)) for wanted in arguments.feeds]
        keys = [feed.key for _, feed in found if feed] if arguments.feeds else None
        if arguments.parked:
            entries.retry(session, _now(), keys)
        there_are = bool(kept.listed(session))
    for wanted in (wanted for wanted, feed in found if feed is None):
        output.note(f"no such feed: {wanted} (`dealwire feeds list` shows those there are)")
    if keys == [] or not there_are:
        output.note("No feed was polled: `dealwire feeds add URL` adds one.")
        return NOTHING_FOUND
    tally = _polled(opened, keys, regardless=arguments.all or bool(keys))
    deals = 0
    if any(tally.read[name] for name in ("new", "edited", "same", "copy")):
        indexing.bring_up(opened, "feeds")
        deals = deal_reading.bring_up(opened)
    with opened.sessions.reading() as session:
        waiting = entries.waiting(session, _now(), keys)
    told = printed.tally_json(tally, waiting, deals, perf_counter() - began)
    if arguments.json:
        output.as_json(told)
    else:
        printed.print_tally(told)
    return FAILED if tally.polls and all(polled.problem for polled in tally.polls) else DONE


def _polled(opened: Corpus, keys: Sequence[int] | None, regardless: bool) -> Tally:
    with bootstrap.asking(opened, "feeds") as asking, progress.shown("Reading") as show:

        def tell(tally: Tally) -> None:
            read = sum(tally.read.values())
            with opened.sessions.reading() as session:
                show(read, read + entries.waiting(session, _now(), keys))

        return rounds.until_done(asking, keys, regardless, tell)


def _import(opened: Corpus, arguments: argparse.Namespace) -> int:
    name = "stdin" if arguments.file == "-" else arguments.file
    content = sys.stdin.buffer.read(opml.MAX_BYTES + 1) if arguments.file == "-" else Path(arguments.file).read_bytes()
    added, there, failed = 0, 0, list[dict[str, str]]()
    with opened.sessions.writing() as session:
        for outline in opml.read(content, name):
            try:
                url = kept.address(outline.url)
            except Refused as error:
                failed.append({"source": outline.url, "error": error.reason})
                continue
            is_new = not kept.is_there(session, url)
            kept.add(session, url, _now(), outline.title or None)
            added, there = added + is_new, there + (not is_new)
    for failure in failed:
        output.note(f"not added: {failure['source']}: {failure['error']}")
    if arguments.json:
        output.as_json({"added": added, "already_there": there, "failed": failed})
    else:
        print(f"{counted(added, 'feed')} added, {there} there already, {len(failed)} failed")
        output.note("`dealwire feeds poll` polls them now; `dealwire bot` and `dealwire work` do it by themselves.")
    return DONE if added or there else FAILED


def _export(opened: Corpus, arguments: argparse.Namespace) -> int:
    with opened.sessions.reading() as session:
        living = [feed for feed in kept.listed(session) if feed.ended is None]
    written = opml.write((Outline(feed.url, feed.title or "") for feed in living), "Dealwire's feeds")
    if arguments.file:
        Path(arguments.file).write_bytes(written)
        output.note(f"{counted(len(living), 'feed')} written to {arguments.file}")
    else:
        sys.stdout.write(written.decode())
    return DONE


def _now() -> datetime:
    return datetime.now(UTC)
