"""What every command that reads says of a corpus without articles."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from bot.printing import output
from corpus.models import Article


def say_if_empty(session: Session) -> None:
    if not session.scalar(select(exists().where(Article.key > 0))):
        output.note("There are no articles yet: run `dealwire sample` or `dealwire ingest PATH`.")
