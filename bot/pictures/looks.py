"""How types and stages of deals look: told apart by shape as well as by colour."""

from dataclasses import dataclass
from enum import StrEnum

from corpus.deals.drafts import DealType, Stage

WIDTH = 1280  # what Telegram shows a photo at on most phones
MARGIN = 32

INK = "#1b2430"
SOFT = "#55606e"  # 6.4:1 on white
PAPER = "#ffffff"
CARD = "#f3f5f8"
EDGE = "#cfd6de"
GRID = "#dfe4ea"
BAND = "#dce5ee"

#: Text sizes in pixels. None is below 22, which a phone shows at about 7 points.
TITLE, SUBTITLE, HEADING, NAME, DETAIL = 44, 27, 25, 28, 23


class Phase(StrEnum):
    """What the stages come down to in a line: dashed, whole, or pale and crossed out."""

    OPEN = "open"
    SETTLED = "settled"
    OVER = "over"


PHASES = {
    Stage.RUMOURED: Phase.OPEN,
    Stage.TALKS: Phase.OPEN,
    Stage.MOU: Phase.OPEN,
    Stage.AGREED: Phase.SETTLED,
    Stage.COMPLETED: Phase.SETTLED,
    Stage.ENDED: Phase.OVER,
    Stage.DENIED: Phase.OVER,
}


@dataclass(frozen=True, slots=True)
class Look:
    """A type's line."""

    colour: str
    width: float
    #: Half the distance between two parallel lines; 0: one line.
    apart: float = 0
    #: Distance between the beads on it; 0: none.
    beads: float = 0
    #: A knob at each end.
    knobs: bool = False


#: The hues of Okabe and Ito, which colour-blind people can tell apart; the pale ones darkened to 3:1 on white.
LOOKS = {
    DealType.SUPPLY: Look("#0072b2", 5),
    DealType.PARTNERSHIP: Look("#c07f00", 3, apart=4),
    DealType.JOINT_VENTURE: Look("#b8568f", 5, knobs=True),
    DealType.ACQUISITION: Look("#d55e00", 10),
    DealType.INVESTMENT: Look("#008a64", 3, beads=30),
    DealType.LICENSING: Look("#3b93cf", 2.5, apart=4),
}
