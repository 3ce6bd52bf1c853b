"""What recording keeps of articles, and what it says has changed."""

from dataclasses import replace

from sqlalchemy import event, func, select

from corpus import articles
from corpus.articles import IncomingArticle
from corpus.db import Sessions
from corpus.deals import queries, recording
from corpus.deals.changes import Change, Kind
from corpus.deals.queries import Wanted
from corpus.deals.views import Deal
from corpus.models import DealBlockRow, DealPartyRow, DealReportRow
from tests.corpus.deals.makers import READER, day, deal, publish, tell
from tests.fakes import NOW

MAZDA = "supplier Panasonic Energy, buyer Mazda"


def found(sessions: Sessions) -> list[Deal]:
    with sessions.reading() as session:
        return queries.find(session, Wanted(background=True))


def get(sessions: Sessions, id_: str) -> Deal | None:
    with sessions.reading() as session:
        return queries.get(session, id_)


def settle(sessions: Sessions, *forgotten: str) -> list[Change]:
    with sessions.writing() as session:
        for id_ in forgotten:
            articles.forget(session, id_)
        return recording.settle(session, NOW)


def waiting(sessions: Sessions, reader: str = READER) -> list[str]:
    with sessions.reading() as session:
        return [article.id for article in recording.pending(session, reader, 10)]


def test_deal_reported_twice_is_one_deal(sessions: Sessions) -> None:
    first = tell(sessions, "a", "2024-03-29", deal(MAZDA))
    second = tell(sessions, "b", "2024-03-30", deal(MAZDA), source="Wire")

    (one,) = found(sessions)
    assert [change.kind for change in first] == [Kind.NEW]
    assert second == []
    assert [telling.article_id for telling in one.reports] == ["a", "b"]
    assert (one.confirmation, one.revision) == ("several", 1)


def test_new_stage_is_a_revision_of_the_deal(sessions: Sessions) -> None:
    tell(sessions, "a", "2023-06-21", deal(MAZDA, stage="talks"))

    (change,) = tell(sessions, "b", "2024-03-29", deal(MAZDA))

    (one,) = found(sessions)
    assert (change.kind, change.facts, change.revision, change.deal_id) == (Kind.REVISED, ("stage",), 2, one.id)
    assert change.told == day("2024-03-29")
    assert [(told.stage, told.article_id) for told in one.history] == [("talks", "a"), ("agreed", "b")]
    assert one.first_published == day("2023-06-21")


def test_value_and_quantity_told_later_are_a_revision(sessions: Sessions) -> None:
    tell(sessions, "a", "2024-03-29", deal(MAZDA))

    (change,) = tell(sessions, "b", "2024-04-02", deal(MAZDA, value=(1e9, "USD"), quantity=(10.0, "GWh")))

    assert change.facts == ("value", "quantity")
    assert found(sessions)[0].revision == 2


def test_value_told_rounded_or_in_another_currency_is_no_revision(sessions: Sessions) -> None:
    tell(sessions, "a", "2024-03-29", deal(MAZDA, value=(1.02e9, "USD")))

    rounded = tell(sessions, "b", "2024-03-30", deal(MAZDA, value=(1e9, "USD")))
    converted = tell(sessions, "c", "2024-03-31", deal(MAZDA, value=(9.4e8, "EUR")))

    assert (rounded, converted) == ([], [])
    assert found(sessions)[0].revision == 1


def test_article_behind_the_news_does_not_turn_a_deal_back(sessions: Sessions) -> None:
    tell(sessions, "a", "2024-03-29", deal(MAZDA))

    behind = tell(sessions, "b", "2024-03-31", deal(MAZDA, stage="talks"))

    assert behind == []
    assert found(sessions)[0].stage == "agreed"


def test_older_article_found_later_moves_the_id_and_the_old_one_leads_on(sessions: Sessions) -> None:
    (new,) = tell(sessions, "b", "2024-03-29", deal(MAZDA))

    changes = tell(sessions, "a", "2023-06-21", deal(MAZDA, stage="talks"))

    (one,) = found(sessions)
    assert changes == []  # the newest state is the one known before
    assert one.id != new.deal_id
    assert get(sessions, new.deal_id) == one
    assert (one.first_published, one.revision) == (day("2023-06-21"), 2)


def test_report_between_two_deals_merges_them(sessions: Sessions) -> None:
    tell(sessions, "a", "2024-01-01", deal(MAZDA))
    (late,) = tell(sessions, "c", "2024-04-30", deal(MAZDA, value=(1e9, "USD")))
    assert len(found(sessions)) == 2

    dated = deal(MAZDA, value=(1e9, "USD"), announced="2024-01")
    changes = tell(sessions, "b", "2024-02-28", dated)

    (one,) = found(sessions)
    assert (Kind.MERGED, late.deal_id, one.id) in {(change.kind, change.deal_id, change.into) for change in changes}
    assert get(sessions, late.deal_id) == one


def test_deal_only_recalled_is_background_and_new_once_it_is_news(sessions: Sessions) -> None:
    (recalled,) = tell(sessions, "a", "2024-05-01", deal(MAZDA, background=True, announced="2024-03"))
    with sessions.reading() as session:
        assert queries.find(session, Wanted()) == []
    (one,) = found(sessions)
    assert (recalled.kind, recalled.background, one.background) == (Kind.NEW, True, True)
    assert one.first_published == day("2024-03-01")

    (news,) = tell(sessions, "b", "2024-03-29", deal(MAZDA))

    assert (news.kind, news.background) == (Kind.NEW, False)
    assert get(sessions, recalled.deal_id) == found(sessions)[0]


def test_what_is_recalled_of_a_deal_is_no_revision(sessions: Sessions) -> None:
    tell(sessions, "a", "2024-03-29", deal(MAZDA))

    changes = tell(sessions, "b", "2024-05-01", deal(MAZDA, stage="completed", background=True, value=(1e9, "USD")))

    (one,) = found(sessions)
    assert [(change.kind, change.facts) for change in changes] == [(Kind.REVISED, ("value",))]
    assert (one.stage, one.revision, one.value is not None) == ("agreed", 1, True)


def test_field_without_a_quote_is_not_kept(sessions: Sessions) -> None:
    told = deal(MAZDA, value=(1e9, "USD"), product="cells")
    unquoted = replace(told, evidence=tuple(quote for quote in told.evidence if quote.field != "value"))

    tell(sessions, "a", "2024-03-29", unquoted)

    (one,) = found(sessions)
    assert (one.value, one.product) == (None, "cells")


def test_same_article_read_again_changes_nothing(sessions: Sessions) -> None:
    tell(sessions, "a", "2024-03-29", deal(MAZDA))
    before = found(sessions)

    again = tell(sessions, "a", "2024-03-29", deal(MAZDA))

    assert again == []
    assert found(sessions) == before


def test_article_read_otherwise_keeps_its_deal_and_its_old_id_leads_on(sessions: Sessions) -> None:
    (new,) = tell(sessions, "a", "2024-03-29", deal("partner Panasonic Energy, partner Mazda", "partnership"))

    changes = tell(sessions, "a", "2024-03-29", deal(MAZDA))

    (one,) = found(sessions)
    assert changes == []
    assert (one.type, one.id == new.deal_id) == ("supply", False)
    assert get(sessions, new.deal_id) == one


def test_deal_that_nothing_tells_any_more_is_gone(sessions: Sessions) -> None:
    (new,) = tell(sessions, "a", "2024-03-29", deal(MAZDA))

    (change,) = tell(sessions, "a", "2024-03-29")

    assert (change.kind, change.deal_id) == (Kind.GONE, new.deal_id)
    assert (found(sessions), get(sessions, new.deal_id)) == ([], None)


def test_forgotten_article_takes_its_reports_and_quotes_with_it(sessions: Sessions) -> None:
    tell(sessions, "a", "2024-03-29", deal(MAZDA, value=(1e9, "USD")))
    tell(sessions, "b", "2024-03-30", deal(MAZDA))
    (only,) = tell(sessions, "c", "2024-03-30", deal("supplier CATL, buyer Ford"))
    (old,) = (one.id for one in found(sessions) if one.value)

    changes = settle(sessions, "a", "c")

    (left,) = found(sessions)
    assert [(change.kind, change.deal_id, change.facts) for change in changes] == [
        (Kind.REVISED, left.id, ("value",)),
        (Kind.GONE, only.deal_id, ()),
    ]
    assert (left.value, [telling.article_id for telling in left.reports]) == (None, ["b"])
    assert {evidence.article_id for evidence in left.evidence} == {"b"}
    assert get(sessions, old) == left
    with sessions.reading() as session:
        assert [session.scalar(select(func.count()).select_from(t)) for t in (DealReportRow, DealPartyRow)] == [1, 2]
        assert session.scalar(select(func.count()).select_from(DealBlockRow)) == 1


def test_settling_with_nothing_forgotten_changes_nothing(sessions: Sessions) -> None:
    tell(sessions, "a", "2024-03-29", deal(MAZDA))

    assert settle(sessions) == []


def test_copy_is_not_read_but_listed_and_confirms_nothing(sessions: Sessions) -> None:
    tell(sessions, "a", "2024-03-29", deal(MAZDA), text="The same text. " * 10)
    publish(sessions, "b", "2024-03-30", "Wire", text="The same text. " * 10, url="https://wire.example/b")

    (one,) = found(sessions)
    assert waiting(sessions) == []
    assert [(telling.article_id, telling.copy) for telling in one.reports] == [("a", False), ("b", True)]
    assert one.confirmation == "single"


def test_copy_takes_over_from_a_forgotten_original(sessions: Sessions) -> None:
    tell(sessions, "a", "2024-03-29", deal(MAZDA), text="The same text. " * 10)
    publish(sessions, "b", "2024-03-30", "Wire", text="The same text. " * 10, url="https://wire.example/b")

    settle(sessions, "a")

    assert waiting(sessions) == ["b"]
    assert found(sessions) == []


def test_article_that_turns_out_a_copy_tells_nothing_any_more(sessions: Sessions) -> None:
    tell(sessions, "a", "2024-03-29", deal(MAZDA), text="One text of some length. " * 6)
    tell(sessions, "b", "2024-03-30", deal(MAZDA), source="Wire", text="Another text.")

    publish(sessions, "b", "2024-03-30", "Wire", text="One text of some length. " * 6)
    settle(sessions)

    (one,) = found(sessions)
    assert one.confirmation == "single"
    assert [(telling.article_id, telling.copy) for telling in one.reports] == [("a", False), ("b", True)]


def test_two_sources_with_one_sentence_count_once(sessions: Sessions) -> None:
    sentence = "Panasonic Energy will supply Mazda with cells, the two companies said on Friday"
    tell(sessions, "a", "2024-03-29", deal(MAZDA, sentence=sentence))
    tell(sessions, "b", "2024-03-29", deal(MAZDA, sentence=sentence + " in Tokyo"), source="Wire")

    assert found(sessions)[0].confirmation == "single"


def test_source_that_is_a_party_confirms_the_deal(sessions: Sessions) -> None:
    tell(sessions, "a", "2024-03-29", deal(MAZDA), source="Mazda Newsroom")
    tell(sessions, "b", "2024-03-29", deal("supplier CATL, buyer Ford"), source="Mazda Newsroom")
    tell(sessions, "c", "2024-03-29", deal("supplier LGES, buyer GM"), source="x", url="https://news.lgensol.com/1")
    tell(sessions, "d", "2024-03-29", deal("supplier SK On, buyer Kia"), source="PR Newswire")

    by_company = {one.parties[0].company: one.confirmation for one in found(sessions)}
    assert by_company == {
        "panasonic_energy": "company",
        "catl": "single",
        "lg_energy_solution": "company",
        "sk_on": "company",
    }


def test_articles_wait_until_this_reader_has_read_their_present_text(sessions: Sessions) -> None:
    publish(sessions, "old", "2024-01-01")
    tell(sessions, "read", "2024-02-01")
    tell(sessions, "edited", "2024-03-01", deal(MAZDA))
    publish(sessions, "edited", "2024-03-01", text="Corrected.")

    assert waiting(sessions) == ["edited", "old"]
    assert waiting(sessions, "another reader") == ["edited", "read", "old"]


def test_quotes_of_an_article_edited_since_are_left_out(sessions: Sessions) -> None:
    tell(sessions, "a", "2024-03-29", deal(MAZDA))
    publish(sessions, "a", "2024-03-29", text="Corrected.")

    assert found(sessions)[0].evidence == ()


def test_block_that_fails_keeps_neither_report_nor_mark(sessions: Sessions) -> None:
    article = publish(sessions, "a", "2024-03-29")
    try:
        with sessions.writing() as session:
            recording.record(session, article, [deal(MAZDA)], READER, NOW)
            raise RuntimeError
    except RuntimeError:
        pass

    assert (found(sessions), waiting(sessions)) == ([], ["a"])


def test_parent_and_subsidiary_told_of_one_deal_are_one_party(sessions: Sessions) -> None:
    tell(sessions, "a", "2024-03-29", deal("supplier Panasonic, buyer Mazda"))
    tell(sessions, "b", "2024-03-30", deal(MAZDA))

    (one,) = found(sessions)
    assert [party.company for party in one.parties] == ["panasonic_energy", "mazda"]


def test_specific_type_goes_before_partnership(sessions: Sessions) -> None:
    partnership = deal("partner Panasonic Energy, partner Mazda", "partnership")
    tell(sessions, "a", "2024-03-29", partnership)
    tell(sessions, "b", "2024-03-30", partnership)
    tell(sessions, "c", "2024-03-30", deal(MAZDA))

    (one,) = found(sessions)
    assert one.type == "supply"
    assert [party.role for party in one.parties] == ["supplier", "buyer"]


def test_ids_are_short_readable_and_told_apart(sessions: Sessions) -> None:
    tell(sessions, "a", "2024-03-29", deal(MAZDA, product="LFP"), deal(MAZDA, product="NCM"))
    tell(sessions, "b", None, deal("acquirer Very Long Name Holdings of Somewhere, target 宁德时代", "acquisition"))
    with sessions.writing() as session:
        incoming = IncomingArticle("T", "Text", id="c", published=day("2024-03-29"))
        article = articles.save(session, incoming, NOW).article
        recording.record(session, article, [deal("supplier ÉÉÉ, buyer 宁德")], READER, NOW)

    ids = [one.id for one in found(sessions)]
    assert len(set(ids)) == 4
    assert all(len(id_) <= 40 and set(id_) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for id_ in ids)
    assert sum(id_.startswith("panasonic-mazda-supply-2024-03-") for id_ in ids) == 2


def test_recording_looks_up_the_neighbours_of_a_pair_of_companies_once(sessions: Sessions) -> None:
    for number in range(1, 9):
        tell(sessions, f"a{number}", f"2024-03-0{number}", deal(MAZDA))
    lookups: list[object] = []

    def note(_conn: object, _cursor: object, statement: str, parameters: object, *_: object) -> None:
        if "FROM deal_blocks" in statement:
            lookups.append(parameters)

    event.listen(sessions.engine, "before_cursor_execute", note)
    tell(sessions, "b", "2024-02-27", deal(MAZDA))

    assert len(lookups) == 1
