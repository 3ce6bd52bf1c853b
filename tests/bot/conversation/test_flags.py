"""Readers flag a deal, an admin sees it and puts it right."""

from dataclasses import replace

from bot.conversation.desk import Desk
from bot.conversation.replies import Action, plain
from corpus.deals import corrections, queries
from corpus.deals.changes import unheard
from corpus.deals.queries import Wanted
from tests.bot.conversation.conftest import ANN, BEN, Talk, labels
from tests.corpus.deals.makers import deal, tell

ADMIN = replace(BEN, is_admin=True)


def flag(talk: Talk, kind: str) -> None:
    talk.type("/deals Ford")
    talk.press("CATL → Ford")
    talk.press("⚑")
    talk.press(kind)


def ids(talk: Talk, company: str) -> list[str]:
    with talk.sessions.reading() as session:
        return [each.id for each in queries.find(session, Wanted(company=company))]


def two_of_tesla(talk: Talk) -> None:
    """Two deals that nothing but an admin would take for one."""
    for id_, product, sentence in (
        ("cells", "cells", "LG Energy Solution will supply Tesla with cells."),
        ("motors", "motors", "LG Energy Solution will supply Tesla with motors."),
    ):
        told = deal("supplier LG Energy Solution, buyer Tesla", sentence=sentence, product=product)
        tell(talk.sessions, id_, "2026-06-01", told, text=sentence)


def test_flag_is_shown_on_the_deal_to_everybody_and_counted(talk: Talk) -> None:
    flag(talk, "told twice")
    shown = plain(talk.press("Show the deal"))
    assert "⚑ Readers say: told twice. Not checked yet." in shown

    talk.who = BEN
    flag(talk, "told twice")

    assert "told twice (2)" in plain(talk.press("Show the deal"))
    flag(talk, "told twice")
    assert "You have said so already" in plain(talk.replies[-1])


def test_admin_lists_what_is_flagged_and_whoever_flagged_it_sees_what_came_of_it(talk: Talk) -> None:
    flag(talk, "facts are wrong")
    assert "Flagged deals: 1" in plain(talk.type("/status", who=ADMIN))
    assert "Flagged" not in plain(talk.type("/status"))

    assert "CATL → Ford" in plain(talk.type("/flags", who=ADMIN))
    talk.press("CATL → Ford", who=ADMIN)
    talk.press("Leave as it is", who=ADMIN)

    assert "No deal is flagged" in plain(talk.type("/flags", who=ADMIN))
    card = f"/deal {ids(talk, 'ford')[0]}"
    assert "an admin has looked and kept it" in plain(talk.type(card))
    assert "an admin has looked" not in plain(talk.type(card, who=BEN))


def test_who_tells_people_of_deals_hears_what_an_admin_puts_right(talk: Talk) -> None:
    two_of_tesla(talk)
    one, other = ids(talk, "tesla")
    heard: list[str] = []
    parts = replace(talk.desk._parts, on_changes=lambda _, changes, now: heard.extend(each.kind for each in changes))
    talk.desk = Desk(parts, clock=talk.clock)

    talk.type(f"/merge {one} {other}", who=ADMIN)
    talk.press("Undo", who=ADMIN)

    assert heard == ["merged", "new"]


def test_admin_makes_two_deals_one_and_undoes_it(talk: Talk) -> None:
    two_of_tesla(talk)
    one, other = ids(talk, "tesla")
    talk.type(f"/deal {one}", who=ADMIN)
    talk.press("Put right", who=ADMIN)

    merged = talk.press("One with LG Energy Solution → Tesla", who=ADMIN)

    assert "One deal now" in plain(merged) and merged.replaces and len(ids(talk, "tesla")) == 1
    assert "Two deals now" in plain(talk.press("Undo", who=ADMIN))
    assert sorted(ids(talk, "tesla")) == sorted([one, other])
    assert "One deal now" in plain(talk.press("Undo", who=ADMIN))


def test_admin_splits_an_article_off_and_flags_of_the_deal_are_settled(talk: Talk) -> None:
    two_of_tesla(talk)
    talk.type(f"/merge {' '.join(ids(talk, 'tesla'))}", who=ADMIN)
    (merged,) = ids(talk, "tesla")
    talk.do(Action("flag", (merged, "wrong")))
    talk.type(f"/deal {merged}", who=ADMIN)
    talk.press("Put right", who=ADMIN)

    talk.press("Article 1 apart", who=ADMIN)

    assert len(ids(talk, "tesla")) == 2
    assert "No deal is flagged" in plain(talk.type("/flags", who=ADMIN))


def test_flag_follows_its_deal_into_another(talk: Talk) -> None:
    two_of_tesla(talk)
    one, other = ids(talk, "tesla")
    talk.do(Action("flag", (one, "duplicate")))

    with talk.sessions.writing() as session:
        corrections.merge(session, one, other, talk.clock(), unheard)

    assert "told twice" in plain(talk.type(f"/deal {one}")) and "told twice" in plain(talk.type(f"/deal {other}"))


def test_nobody_but_an_admin_is_told_of_admins_commands(talk: Talk) -> None:
    for command in ("flags", "merge a b", "split a b", "cases", "expect 1 x"):
        assert "There is no command" in plain(talk.type(f"/{command}"))
    assert {"flags", "merge", "split", "cases", "expect"} <= dict(talk.desk.commands("en", "admin")).keys()
    assert "flags" not in dict(talk.desk.commands("en", "private"))
    (deal_,) = ids(talk, "ford")
    for action in (Action("mend", (deal_,)), Action("settle", (deal_,)), Action("again", ("flags", ""))):
        assert "too old" in plain(talk.do(action))
    talk.type(f"/deal {deal_}")
    assert not any("Put right" in label for label in labels(talk.replies[-1]))


def test_correction_that_cannot_be_made_says_why(talk: Talk) -> None:
    (ford,) = ids(talk, "ford")

    assert "Give two ids" in plain(talk.type("/merge x", who=ADMIN))
    assert "cannot be done" in plain(talk.type(f"/merge {ford} nonsense", who=ADMIN))
    assert "cannot be done" in plain(talk.type(f"/split {ford} ford", who=ADMIN))
    assert "articles that tell another" in plain(talk.type(f"/split {ford}", who=ADMIN))


def test_flags_are_forgotten_with_their_person(talk: Talk) -> None:
    flag(talk, "this is no deal")

    assert "1 flag on a deal" in plain(talk.type("/forget"))
    assert "No deal is flagged" in plain(talk.type("/flags", who=replace(ANN, is_admin=True)))
