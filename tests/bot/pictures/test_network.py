"""Maps of a company's deals."""

from io import BytesIO
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from PIL import Image

from bot.pictures import network, wording
from bot.pictures.looks import LOOKS, Phase
from bot.pictures.relations import Direction
from bot.pictures.scene import NothingToDraw, Scene
from bot.pictures.sides import MOST, sides
from bot.pictures.ties import Tie, others
from corpus.deals.drafts import DealType, Stage
from tests.bot.pictures.drawn import LONG, assert_readable, said, size, some_ties

PANASONIC = Tie(
    "d1", "panasonic_energy", "Panasonic Energy", DealType.SUPPLY, Direction.FROM, Stage.AGREED, "2024-03-29"
)
AESC = Tie("d2", "aesc", "AESC", DealType.SUPPLY, Direction.FROM, Stage.RUMOURED, "2022")
YAMATO = Tie("d3", "yamato", "Yamato", DealType.SUPPLY, Direction.TO, Stage.AGREED, "2023-05")
ROHM = Tie("d4", "rohm", "ROHM", DealType.PARTNERSHIP, Direction.MUTUAL, Stage.ENDED, "2022-11")


def many(n: int, kinds: tuple[DealType, ...] = tuple(DealType)) -> list[Tie]:
    """A deal with each of `n` companies."""
    rng = Random(n)
    return [
        Tie(f"d{i}", f"c{i}", f"Company {i}", rng.choice(kinds), rng.choice(list(Direction)), Stage.AGREED, "2024")
        for i in range(n)
    ]


@pytest.mark.parametrize("n", [1, 2, 5, 12, 30, 200])
def test_map_is_a_png_that_a_phone_shows_whole(n: int) -> None:
    width, height = size(network.draw("Mazda", many(n)))

    assert width == 1280
    assert 300 < height < 2600


def test_same_deals_in_any_order_make_the_same_bytes() -> None:
    ties = many(40)
    shuffled = Random(1).sample(ties, len(ties))

    assert network.draw("Mazda", ties) == network.draw("Mazda", shuffled)


def test_company_without_deals_has_no_map() -> None:
    with pytest.raises(NothingToDraw, match="Mazda"):
        network.draw("Mazda", [])

    assert network.caption("Mazda", []) == ""


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(ties=some_ties())
def test_no_words_overlap_or_leave_the_map(ties: list[Tie]) -> None:
    scene = network.scene("Mazda", ties)

    assert_readable(scene)
    assert scene.width == 1280


@pytest.mark.parametrize("name", [LONG, "宁德时代", "Ö" * 90, "A" * 5000, " ", "شركة"])
def test_any_name_of_the_company_itself_can_be_read(name: str) -> None:
    assert_readable(network.scene(name, [PANASONIC, ROHM]))


def test_painted_words_stay_off_the_edge() -> None:
    image = Image.open(BytesIO(network.draw(LONG, many(200)))).convert("L")

    for edge in ((0, 0, 16, image.height), (1264, 0, 1280, image.height), (0, 0, 1280, 12)):
        assert image.crop(edge).getextrema() == (255, 255)


def test_two_hundred_companies_are_drawn_or_counted() -> None:
    ties = many(200)
    shown = sides(others(ties))

    more = sum(section.more for section in (*shown.left, *shown.right))
    assert 15 <= len(shown.companies) <= MOST
    assert len({other.company for other in shown.companies}) + more == 200
    counted = [text for text in said(network.scene("Toyota", ties)) if text.startswith("and ")]
    assert sum(int(text.split()[1]) for text in counted) == more
    assert "Toyota: 200 deals with 200 companies" in said(network.scene("Toyota", ties))


def test_thirty_customers_are_all_shown() -> None:
    customers = [Tie(f"d{i}", f"c{i}", f"Customer {i}", DealType.SUPPLY, Direction.TO, Stage.AGREED) for i in range(30)]

    assert len(sides(others(customers)).companies) == 30


def test_what_comes_from_others_is_left_and_what_goes_to_them_right() -> None:
    shown = sides(others([PANASONIC, YAMATO, ROHM]))
    scene = network.scene("Mazda", [PANASONIC, YAMATO])
    to_mazda, from_mazda = scene.strokes[:2]

    assert "Panasonic Energy" in [other.name for section in shown.left for other in section.companies]
    assert "Yamato" in [other.name for section in shown.right for other in section.companies]
    assert to_mazda.arrow and to_mazda.points[0].x < to_mazda.points[-1].x < 640
    assert from_mazda.arrow and 640 < from_mazda.points[0].x < from_mazda.points[-1].x


def test_partnership_has_no_arrow_whatever_direction_is_given() -> None:
    tie = Tie("d", "rohm", "ROHM", DealType.PARTNERSHIP, Direction.TO, Stage.AGREED)

    assert not any(stroke.arrow for stroke in network.scene("Mazda", [tie]).strokes)


def test_deals_of_one_type_with_one_company_are_one_line_with_their_number() -> None:
    again = Tie("d9", "panasonic_energy", "Panasonic Energy", DealType.SUPPLY, Direction.FROM, Stage.TALKS, "2021")
    scene = network.scene("Mazda", [PANASONIC, again, PANASONIC])

    assert "agreed, 2 deals, 2021–2024" in said(scene)
    assert said(scene)[:2] == ["Mazda: 2 deals with 1 company", "2021 – Mar 2024"]
    assert len([stroke for stroke in scene.strokes if len(stroke.points) > 2]) == 1


def test_company_of_several_relations_is_one_card_with_a_line_for_each() -> None:
    stake = Tie("d8", "panasonic_energy", "Panasonic Energy", DealType.INVESTMENT, Direction.FROM, Stage.TALKS)
    scene = network.scene("Mazda", [PANASONIC, stake])

    assert said(scene).count("Panasonic Energy") == 1
    assert "supplier: agreed, 2024" in said(scene) and "investor: talks" in said(scene)
    lines = [stroke for stroke in scene.strokes if len(stroke.points) > 2]
    assert [(line.type, line.phase) for line in lines] == [
        (DealType.SUPPLY, Phase.SETTLED),
        (DealType.INVESTMENT, Phase.OPEN),
    ]


def test_deal_of_three_companies_counts_once() -> None:
    third = Tie("d4", "imasen", "Imasen", DealType.PARTNERSHIP, Direction.MUTUAL, Stage.ENDED, "2022-11")

    assert said(network.scene("Mazda", [ROHM, third]))[0] == "Mazda: 1 deal with 2 companies"


def test_legend_has_what_is_drawn_and_nothing_else() -> None:
    assert _legend(network.scene("Mazda", [PANASONIC])) == ["supply: supplier → buyer", "agreed"]
    assert _legend(network.scene("Mazda", [PANASONIC, AESC, ROHM])) == [
        "supply: supplier → buyer",
        "partnership",
        "rumoured",
        "agreed",
        "ended",
    ]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(ties=some_ties(most=12))
def test_legend_has_every_type_that_is_drawn(ties: list[Tie]) -> None:
    scene = network.scene("Mazda", ties)

    explained = {text.partition(":")[0] for text in _legend(scene)}
    drawn = {wording.type_(stroke.type) for stroke in scene.strokes if len(stroke.points) > 2}
    assert explained & {wording.type_(type_) for type_ in LOOKS} == drawn


def test_types_differ_by_more_than_colour() -> None:
    shapes = {(look.width, look.apart, look.beads, look.knobs) for look in LOOKS.values()}

    assert len(shapes) == len(LOOKS) == len(DealType)


def test_caption_says_who_is_what_with_the_first_names() -> None:
    ties = [PANASONIC, AESC, ROHM]

    assert network.caption("Mazda", ties, names=1) == (
        "Mazda: 1 partner (ROHM), 2 suppliers (Panasonic Energy, …). 3 deals, 2022 – Mar 2024."
    )


def test_caption_of_many_companies_is_short_enough_for_a_photo() -> None:
    assert len(network.caption(LONG, many(200))) <= 1024


def _legend(scene: Scene) -> list[str]:
    """The words below the lowest card."""
    lowest = max(panel.box.bottom for panel in scene.panels)
    return [" ".join(words.lines) for words in scene.words if words.box.top > lowest]
