"""What is examined on this machine: settings, the folder, the database, the index."""

import shutil
import tempfile
from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING

from sqlalchemy import func, select, text

from bot import settings
from bot.bootstrap import Corpus
from bot.doctor.findings import Finding, fine, note, wrong
from bot.settings import Settings
from corpus.models import Article

if TYPE_CHECKING:
    from index.retrieval import Retriever

#: Less is soon full: the articles, their embeddings and Chroma take some 20 kB an article.
_LEAST_FREE = 500_000_000
#: Characters of what a library says.
_LONGEST = 200


def names() -> Iterator[Finding]:
    """Whether every `DEALWIRE_…` that is set is a setting."""
    known = settings.names()
    unknown = sorted(settings.given() - known)
    for name in unknown:
        meant = get_close_matches(name, known, n=1, cutoff=0.7)
        mend = f"did you mean {meant[0]}?" if meant else "take it away; .env.example lists every setting"
        yield note("settings", f"{name} is set, and no setting is called so", mend)
    if not unknown:
        yield fine("settings", f"{len(settings.given() & known)} set, all known and valid")


def folder(loaded: Settings) -> Finding:
    """Whether `DEALWIRE_HOME` can be written and has room."""
    home = loaded.home
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home) as file:
            file.write(b"x")
    except OSError as error:
        mend = "give this user the right to write there, or set DEALWIRE_HOME to another folder"
        return wrong("folder", f"{home} cannot be written: {error.strerror}", mend)
    free = shutil.disk_usage(home).free
    found = f"{home}, {free / 1e9:,.1f} GB free"
    if free < _LEAST_FREE:
        return note("folder", found, "free some space: when the disk is full, nothing new is saved")
    return fine("folder", found)


def database(opened: Corpus) -> Finding:
    """Whether the database is sound, and what is in it."""
    with opened.sessions.reading() as session:
        dialect = session.get_bind().dialect
        if dialect.name == "sqlite" and (said := session.scalar(text("PRAGMA quick_check(1)"))) != "ok":
            mend = "stop Dealwire and put back a copy of dealwire.db, or move it away and ingest anew"
            return wrong("database", f"the file is damaged: {said}", mend)
        articles = session.scalar(select(func.count(Article.key)).where(Article.offered())) or 0
    version = ".".join(str(part) for part in dialect.server_version_info or ())
    found = f"{dialect.name} {version}, sound, {articles:,} articles"
    if not articles:
        return note(
            "database", found, "`dealwire sample` loads bundled ones, `dealwire ingest` and `feeds add` your own"
        )
    return fine("database", found)


def store(opened: Corpus, retriever: "Retriever") -> Finding:
    """Whether Chroma opens, and whether the index has every article."""
    url = opened.settings.chroma_url
    where = f"Chroma at {url.host}:{url.port}" if url else "Chroma in its folder"
    try:
        mine = retriever.own()
    except Exception as error:  # Chroma's errors are of many kinds and libraries
        said = str(error).strip().partition("\n")[0][:_LONGEST]
        reason = f"{where} cannot be opened: {type(error).__name__}: {said}"
        return wrong("index", reason, _of_store(opened.settings))
    waiting = retriever.waiting()
    found = f"{where}" if mine else f"{where}, which {retriever.owner()} owns"
    if waiting:
        mend = "a running bot or `dealwire work` does it in a while" if not mine else "`dealwire work` or `bot` does it"
        return note("index", f"{found}; {waiting:,} articles are still to be indexed", mend)
    return fine("index", f"{found}; every article is indexed")


def _of_store(loaded: Settings) -> str:
    if loaded.chroma_url:
        return "start the Chroma server, or correct DEALWIRE_CHROMA_URL; without it the folder in DEALWIRE_HOME serves"
    return f"delete {loaded.home / 'index' / 'chroma'}: it is made anew from the database, by `dealwire work`"
