"""Timelines of a company's deals."""

from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings

from bot.pictures import timeline
from bot.pictures.courses import Course, Step
from bot.pictures.looks import Phase
from bot.pictures.relations import Direction
from bot.pictures.scene import NothingToDraw
from corpus.deals.drafts import DealType, Stage
from tests.bot.pictures.drawn import LONG, assert_readable, said, size, some_courses

TALKED = (Step(Stage.RUMOURED, "2023-01-10"), Step(Stage.TALKS, "2023-06-21"), Step(Stage.AGREED, "2024-03-29"))
PANASONIC = Course(
    "d1", DealType.SUPPLY, Direction.FROM, ("Panasonic Energy",), TALKED, "cylindrical cells", "10 GWh/yr", "€1.2bn"
)
TOYOTA = Course("d2", DealType.JOINT_VENTURE, Direction.MUTUAL, ("Toyota",), (Step(Stage.COMPLETED, "2018"),))
ROHM = Course("d3", DealType.PARTNERSHIP, Direction.MUTUAL, ("ROHM", "Imasen"), (Step(Stage.MOU),))


def many(n: int) -> list[Course]:
    """One deal a month, the last in December 2024."""
    months = [f"{2024 - i // 12}-{12 - i % 12:02}" for i in range(n)]
    return [replace(PANASONIC, deal=f"d{i}", steps=(Step(Stage.AGREED, month),)) for i, month in enumerate(months)]


@pytest.mark.parametrize("n", [1, 2, 5, 12, 25, 200])
def test_timeline_is_a_png_that_a_phone_shows_whole(n: int) -> None:
    width, height = size(timeline.draw("Mazda", many(n)))

    assert width == 1280
    assert 250 < height < 2600


def test_same_deals_in_any_order_make_the_same_bytes() -> None:
    courses = many(30)
    shuffled = Random(1).sample(courses, len(courses))

    assert timeline.draw("Mazda", courses) == timeline.draw("Mazda", shuffled)


def test_company_without_deals_has_no_timeline() -> None:
    with pytest.raises(NothingToDraw, match="Mazda"):
        timeline.draw("Mazda", [])

    assert timeline.caption("Mazda", []) == ""


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(courses=some_courses)
def test_no_words_overlap_or_leave_the_timeline(courses: list[Course]) -> None:
    assert_readable(timeline.scene(LONG, courses))


def test_newest_deals_are_shown_and_older_ones_counted() -> None:
    words = said(timeline.scene("Mazda", many(200)))

    assert words[0] == "Mazda: the newest 25 of 200 deals"
    assert words[1] == "Dec 2022 – Dec 2024 · and 175 more, May 2008 – Nov 2022"
    assert words.count("Panasonic Energy") == 25


def test_stages_of_a_deal_are_joined_in_time_dashed_until_it_is_agreed() -> None:
    signed = replace(PANASONIC, steps=(Step(Stage.COMPLETED, "2025-06-01"), *TALKED))
    scene = timeline.scene("Mazda", [signed])

    signs = scene.marks[:4]
    assert [mark.stage for mark in signs] == [Stage.RUMOURED, Stage.TALKS, Stage.AGREED, Stage.COMPLETED]
    assert [mark.centre.x for mark in signs] == sorted({mark.centre.x for mark in signs})
    joined = [stroke.phase for stroke in scene.strokes if stroke.bare]
    assert joined == [Phase.OPEN, Phase.OPEN, Phase.SETTLED]


def test_stages_of_one_day_stay_apart() -> None:
    steps = tuple(Step(stage, "2024-05-01") for stage in Stage)
    places = [mark.centre.x for mark in timeline.scene("Mazda", [replace(PANASONIC, steps=steps)]).marks[:7]]

    assert all(after - before > 30 for before, after in pairwise(places))


def test_stage_told_twice_is_marked_when_it_was_first_told() -> None:
    again = replace(PANASONIC, steps=(Step(Stage.AGREED, "2024-03-29"), Step(Stage.AGREED, "2024-06-01")))

    assert again.state == "agreed, 29 Mar 2024"
    assert len(again.dated) == 1


def test_date_known_to_the_year_is_in_its_middle_on_a_band_of_the_year() -> None:
    scene = timeline.scene("Mazda", [TOYOTA, PANASONIC])
    mark = next(mark for mark in scene.marks if mark.stage is Stage.COMPLETED)
    bands = [panel.box for panel in scene.panels if panel.box.height < 20]

    assert len(bands) == 1
    assert bands[0].left < mark.centre.x < bands[0].right
    assert abs(bands[0].middle.x - mark.centre.x) < 2


def test_deal_without_a_date_comes_last_and_says_so() -> None:
    words = said(timeline.scene("Mazda", [ROHM, TOYOTA]))

    assert words.index("ROHM, Imasen") > words.index("Toyota")
    assert "MoU no date" in words
    assert said(timeline.scene("Mazda", [ROHM]))[1] == "No dates known"


def test_value_and_quantity_are_told_where_known() -> None:
    words = said(timeline.scene("Mazda", [PANASONIC, TOYOTA]))

    assert "supplier · €1.2bn · 10 GWh/yr · cylindrical cells" in words
    assert "joint venture partner" in words


def test_legend_has_what_is_drawn_and_nothing_else() -> None:
    assert said(timeline.scene("Mazda", [PANASONIC]))[-4:] == ["supply", "rumoured", "talks", "agreed"]
    assert said(timeline.scene("Mazda", [ROHM]))[-2:] == ["partnership", "MoU"]


def test_caption_tells_the_newest() -> None:
    assert timeline.caption("Mazda", [TOYOTA, PANASONIC], most=1) == (
        "Mazda: 2 deals, 2018 – Mar 2024. Newest: Panasonic Energy (supplier, agreed, 29 Mar 2024)."
    )
