"""What tests of pictures share: deals at random, and what can be seen in a scene."""

import struct
from itertools import combinations

from hypothesis import strategies as st

from bot.pictures.courses import Course, Step
from bot.pictures.looks import BAND
from bot.pictures.relations import Direction
from bot.pictures.scene import Box, Scene
from bot.pictures.ties import Tie
from corpus.deals.drafts import DealType, Stage

LONG = "Contemporary Amperex Technology Co. Limited"

_names = st.sampled_from(
    [
        "BYD",
        "Panasonic Energy",
        LONG,
        "宁德时代新能源科技股份有限公司",
        "パナソニック エナジー",
        "Škoda Auto Ślůžba",
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
        "\u202e\n ",
    ]
) | st.text(max_size=60)
_dates = (
    st.none()
    | st.dates().map(str)
    | st.dates().map(lambda day: f"{day:%Y-%m}".zfill(7))
    | st.integers(1990, 2026).map(str)
    | st.just("lately")
)
_stages = st.sampled_from(Stage)


@st.composite
def some_ties(draw: st.DrawFn, most: int = 40) -> list[Tie]:
    """Deals with a few companies or many."""
    ties = []
    for i in range(draw(st.integers(1, most))):
        company = draw(st.integers(0, most))
        kind, direction = draw(st.sampled_from(DealType)), draw(st.sampled_from(Direction))
        name = draw(_names)
        ties.append(
            Tie(f"d{i}", f"c{company}", name, kind, direction, draw(_stages), draw(_dates), draw(st.booleans()))
        )
    return ties


_courses = st.builds(
    Course,
    deal=st.uuids().map(str),
    type=st.sampled_from(DealType),
    direction=st.sampled_from(Direction),
    others=st.lists(_names, min_size=1, max_size=4).map(tuple),
    steps=st.lists(st.builds(Step, _stages, _dates), min_size=1, max_size=6).map(tuple),
    product=st.none() | _names,
    quantity=st.none() | st.just("10 GWh/yr"),
    value=st.none() | st.just("€1.2bn"),
)
some_courses = st.lists(_courses, min_size=1, max_size=40)


def size(png: bytes) -> tuple[int, int]:
    """Width and height, as the PNG says."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n") and png.endswith(b"IEND\xaeB`\x82")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def said(scene: Scene) -> list[str]:
    """All words of a scene, each text on one line."""
    return [" ".join(words.lines).replace("\u00a0", " ") for words in scene.words]


def assert_readable(scene: Scene) -> None:
    """No words over others, over a line or a mark, beyond the edge of the picture or of a card, or too small."""
    sheet = Box(0, 0, scene.width, scene.height)
    assert all(sheet.holds(words.box) and words.size >= 22 and all(words.lines) for words in scene.words)
    for one, other in combinations(scene.words, 2):
        assert not one.box.overlaps(other.box), (one, other)
    for panel in scene.panels:
        over = [words for words in scene.words if words.box.overlaps(panel.box)]
        assert panel.fill == BAND or all(panel.box.holds(words.box) for words in over)
    signs = [*(point for stroke in scene.strokes for point in stroke.points), *(mark.centre for mark in scene.marks)]
    for x, y in signs:
        assert not any(words.box.overlaps(Box(x - 1, y - 1, x + 1, y + 1)) for words in scene.words)
