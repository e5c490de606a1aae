"""The one mark of each class of pace (进度标志): chips, charts and legends take it from here."""

from collections.abc import Mapping
from dataclasses import dataclass

from .enums import Pace


@dataclass(frozen=True, slots=True)
class Mark:
    """How a class looks: its shape, the tone of its chip, its colour and pattern in charts.

    `colour` is one of the style sheet, or itself; `pattern` the shape that charts fill bars with.
    """

    shape: str
    tone: str
    colour: str
    pattern: str


MARKS: Mapping[Pace, Mark] = {
    Pace.BEHIND: Mark("■", "red", "--danger", "rect"),
    Pace.ON_PACE: Mark("●", "blue", "--blue", "circle"),
    Pace.AHEAD: Mark("▲", "green", "--green", "triangle"),
    Pace.DONE: Mark("✓", "green", "#7fb894", "none"),
    Pace.UNKNOWN: Mark("?", "grey", "#b6bdc8", "none"),
}


def marked(pace: Pace) -> str:
    """A class with its mark before it: ■ 滞后."""
    return f"{MARKS[pace].shape} {pace.label}"


def pace_chip_of(pace: str) -> dict[str, str]:
    """What `parts/chip.html` shows of a class."""
    known = Pace(pace)
    return {"shape": MARKS[known].shape, "word": str(known.label), "tone": MARKS[known].tone}
