"""What admins put right stays right, whatever is read after."""

import pytest

from corpus.db import Sessions
from corpus.deals import corrections, explaining, queries
from corpus.deals.changes import Change, Kind, unheard
from corpus.deals.explaining import Explanation
from corpus.deals.queries import Wanted
from corpus.deals.views import Deal
from corpus.errors import Refused
from tests.corpus.deals.makers import deal, tell
from tests.fakes import NOW

LFP = deal("supplier CATL, buyer Ford", product="LFP cells")
NCM = deal("supplier CATL, buyer Ford", product="NCM cells")


def found(sessions: Sessions) -> list[set[str]]:
    """The articles of each deal."""
    with sessions.reading() as session:
        deals = queries.find(session, Wanted())
    return sorted(({told.article_id for told in one.reports} for one in deals), key=min)


def get(sessions: Sessions, id_: str) -> Deal | None:
    with sessions.reading() as session:
        return queries.get(session, id_)


def merge(sessions: Sessions, one: str, into: str) -> list[Change]:
    with sessions.writing() as session:
        return corrections.merge(session, one, into, NOW, unheard)


def split(sessions: Sessions, id_: str, *articles: str) -> list[Change]:
    with sessions.writing() as session:
        return corrections.split(session, id_, articles, NOW, unheard)


def why(sessions: Sessions, id_: str) -> Explanation:
    with sessions.reading() as session:
        explanation = explaining.why(session, id_)
    assert explanation
    return explanation


def test_merged_deals_are_one_and_both_ids_lead_to_it(sessions: Sessions) -> None:
    (one,) = tell(sessions, "a", "2024-03-29", LFP)
    (other,) = tell(sessions, "b", "2024-03-30", NCM)

    changes = merge(sessions, one.deal_id, other.deal_id)

    assert found(sessions) == [{"a", "b"}]
    assert [(change.kind, change.deal_id, change.into) for change in changes] == [
        (Kind.MERGED, other.deal_id, one.deal_id)
    ]
    merged = get(sessions, one.deal_id)
    assert merged is not None
    assert get(sessions, other.deal_id) == merged


def test_merged_deals_stay_one_when_their_articles_are_read_again(sessions: Sessions) -> None:
    (one,) = tell(sessions, "a", "2024-03-29", LFP)
    (other,) = tell(sessions, "b", "2024-03-30", NCM)
    merge(sessions, one.deal_id, other.deal_id)

    tell(
        sessions,
        "b",
        "2024-03-30",
        deal("supplier Volvo, buyer Kia"),
        deal("partner CATL, partner Ford", "partnership"),
    )

    assert {"a", "b"} in found(sessions)


def test_later_report_of_either_part_joins_what_was_merged(sessions: Sessions) -> None:
    (one,) = tell(sessions, "a", "2024-03-29", LFP)
    (other,) = tell(sessions, "b", "2024-03-30", NCM)
    merge(sessions, one.deal_id, other.deal_id)

    tell(sessions, "c", "2024-03-31", NCM)

    assert found(sessions) == [{"a", "b", "c"}]


def test_split_deal_is_two_and_its_id_leads_to_the_part_with_the_first_report(sessions: Sessions) -> None:
    (one,) = tell(sessions, "a", "2024-03-29", LFP)
    tell(sessions, "b", "2024-03-30", LFP)
    tell(sessions, "c", "2024-03-31", LFP)

    changes = split(sessions, one.deal_id, "b", "c")

    assert found(sessions) == [{"a"}, {"b", "c"}]
    assert [change.kind for change in changes] == [Kind.NEW]
    first = get(sessions, one.deal_id)
    assert first is not None
    assert [told.article_id for told in first.reports] == ["a"]


def test_split_deal_stays_two_when_its_articles_are_read_again(sessions: Sessions) -> None:
    (one,) = tell(sessions, "a", "2024-03-29", LFP)
    tell(sessions, "b", "2024-03-30", LFP)
    split(sessions, one.deal_id, "b")

    tell(sessions, "a", "2024-03-29", LFP)
    tell(sessions, "b", "2024-03-30", deal("supplier CATL, buyer Ford", product="LFP packs"))

    assert found(sessions) == [{"a"}, {"b"}]


def test_last_word_of_an_admin_counts(sessions: Sessions) -> None:
    (one,) = tell(sessions, "a", "2024-03-29", LFP)
    tell(sessions, "b", "2024-03-30", LFP)
    (new,) = split(sessions, one.deal_id, "b")
    merge(sessions, one.deal_id, new.deal_id)
    assert found(sessions) == [{"a", "b"}]

    split(sessions, one.deal_id, "b")

    assert found(sessions) == [{"a"}, {"b"}]


def test_deals_of_other_companies_can_be_merged(sessions: Sessions) -> None:
    """A company that the reader took for another."""
    (one,) = tell(sessions, "a", "2024-03-29", LFP)
    (other,) = tell(sessions, "b", "2024-03-30", deal("supplier Katl, buyer Fjord"))

    merge(sessions, other.deal_id, one.deal_id)
    tell(sessions, "c", "2024-03-31", LFP)

    assert found(sessions) == [{"a", "b", "c"}]


def test_what_cannot_be_put_right_is_refused(sessions: Sessions) -> None:
    (one,) = tell(sessions, "a", "2024-03-29", LFP)

    with pytest.raises(Refused, match="no deal of this id"):
        merge(sessions, one.deal_id, "no-such-deal")
    with pytest.raises(Refused, match="the same deal"):
        merge(sessions, one.deal_id, one.deal_id)
    with pytest.raises(Refused, match="not all and not none"):
        split(sessions, one.deal_id, "a")
    with pytest.raises(Refused, match="not told by article z"):
        split(sessions, one.deal_id, "z")
    assert found(sessions) == [{"a"}]


def test_why_says_what_matched_and_what_keeps_look_alikes_apart(sessions: Sessions) -> None:
    (one,) = tell(sessions, "a", "2024-03-29", LFP)
    tell(sessions, "b", "2024-03-30", deal("supplier CATL, buyer Ford", product="LFP packs"))
    (other,) = tell(sessions, "c", "2024-03-30", NCM)

    explanation = why(sessions, one.deal_id)

    (match,) = explanation.matched
    (apart,) = explanation.apart
    assert (match.article_id, match.other_article_id) == ("b", "a")
    assert {factor.name: factor.points for factor in match.factors}["product"] > 0
    assert match.score == sum(factor.points for factor in match.factors)
    assert (apart.other_deal, apart.reason) == (other.deal_id, "other product: lfp is not ncm")


def test_why_names_the_word_of_an_admin(sessions: Sessions) -> None:
    (one,) = tell(sessions, "a", "2024-03-29", LFP)
    tell(sessions, "b", "2024-03-30", LFP)
    (new,) = split(sessions, one.deal_id, "b")

    (apart,) = why(sessions, one.deal_id).apart
    assert (apart.ruled, apart.reason) == (False, "an admin said that they are two deals")

    merge(sessions, one.deal_id, new.deal_id)

    (match,) = why(sessions, one.deal_id).matched
    assert (match.ruled, match.reason) == (True, "an admin said that they are one deal")


def test_why_of_an_unknown_deal_is_nothing(sessions: Sessions) -> None:
    with sessions.reading() as session:
        assert explaining.why(session, "no-such-deal") is None
