"""`dealwire doctor`: everything Dealwire needs is examined, and what is wrong is told with how to mend it."""

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime

from bot import bootstrap, settings
from bot.doctor import here, servers, upkeep
from bot.doctor.findings import Finding, State, failed
from bot.exits import DONE, FAILED
from bot.printing import lines, output
from bot.settings import SettingsWrong

_SIGNS = {State.OK: "ok   ", State.NOTE: "note ", State.WRONG: "WRONG"}
_CHECK_WIDTH = 9


def run(arguments: argparse.Namespace) -> int:
    findings = []
    for finding in _examine():
        findings.append(finding)
        if not arguments.json:
            # At once: a server may take its time to answer.
            _print(finding)
    is_well = all(finding.state is not State.WRONG for finding in findings)
    if arguments.json:
        output.as_json({"ok": is_well, "checks": [asdict(finding) for finding in findings]})
    else:
        print("\nDealwire can work." if is_well else "\nWhat is WRONG must be mended first.")
    return DONE if is_well else FAILED


def _examine() -> Iterator[Finding]:
    try:
        loaded = settings.load()
    except SettingsWrong as error:
        yield failed("settings", error, "correct it in the environment or .env; .env.example explains every setting")
        return
    yield from here.names()
    yield (folder := here.folder(loaded))
    if folder.state is not State.WRONG:
        yield from _data(loaded)
    yield servers.chat_model(loaded)
    yield from servers.telegram(loaded)


def _data(loaded: settings.Settings) -> Iterator[Finding]:
    try:
        with bootstrap.corpus(loaded) as opened:
            yield here.database(opened)
            with bootstrap.retriever(opened, "doctor") as retriever:
                yield (embedder := servers.embedder(loaded, retriever.embedder))
                # Chroma keeps embeddings of one embedder: without it none can be opened.
                if embedder.state is not State.WRONG:
                    yield here.store(opened, retriever)
            with opened.sessions.reading() as session:
                now = datetime.now(UTC)
                yield from upkeep.feeds(session, now)
                yield upkeep.alerts(session, now)
    except Exception as error:
        yield failed("database", error, "see DEALWIRE_DATABASE_URL and DEALWIRE_HOME")


def _print(finding: Finding) -> None:
    said = finding.found + (f"\n→ {finding.mend}" if finding.mend else "")
    head = f"{_SIGNS[finding.state]} {finding.check:{_CHECK_WIDTH}} "
    for line in lines.beside(head, said.split("\n"), lines.width()):
        print(line, flush=True)
