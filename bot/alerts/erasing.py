"""What is kept of one person's alerts, erased at their word."""

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from bot.alerts.tables import AlertRow, AlertTimesRow, SubscriptionCompanyRow, SubscriptionRow


def forget(session: Session, messenger: str, user: int) -> int:
    """How many subscriptions of theirs were erased, with all that their own chat was told; never commits.

    What they subscribed a group to is the group's, and stays: it no longer says who did, nor in which words.
    """
    # The chat of a person alone has that person's id.
    own = (SubscriptionRow.messenger == messenger, SubscriptionRow.chat == user)
    count = session.scalar(select(func.count()).select_from(SubscriptionRow).where(*own)) or 0
    keys = select(SubscriptionRow.key).where(*own)
    session.execute(delete(SubscriptionCompanyRow).where(SubscriptionCompanyRow.subscription.in_(keys)))
    _delete(session, SubscriptionRow, *own)
    _delete(session, AlertTimesRow, AlertTimesRow.messenger == messenger, AlertTimesRow.chat == user)
    _delete(session, AlertRow, AlertRow.messenger == messenger, AlertRow.chat == user)
    made = update(SubscriptionRow).where(SubscriptionRow.messenger == messenger, SubscriptionRow.user == user)
    session.execute(made.values(user=0, said="").execution_options(synchronize_session=False))
    return count


def _delete(
    session: Session, table: type[SubscriptionRow | AlertTimesRow | AlertRow], *where: ColumnElement[bool]
) -> None:
    session.execute(delete(table).where(*where).execution_options(synchronize_session=False))
