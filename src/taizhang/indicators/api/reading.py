"""The figures of a call, read as those of a table are (报数内容)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..domain.errors import FigureProblem
from ..domain.intake.giving import Filled
from ..domain.intake.numbers import NumberError, bare_value
from ..domain.queries.series import Known
from ..exchange.cells import CellError, read_day, read_note, read_value
from ..exchange.series import SeriesByName
from .schemas import FigureIn


@dataclass
class Read:
    """Figures that could be read, with their places in the call, and what is wrong with others."""

    filled: list[tuple[int, Filled]] = field(default_factory=list)
    problems: list[FigureProblem] = field(default_factory=list)


def read_figures(figures: Sequence[FigureIn], known: SeriesByName) -> Read:
    """Read all figures of a call; nothing is asked of the database."""
    read = Read()
    for place, figure in enumerate(figures):
        series = known.find(figure.indicator, figure.region)
        problems = list(_problems(place, figure, known, series))
        if problems or series is None:
            read.problems += problems
        else:
            read.filled.append((place, _filled(figure, series)))
    return read


def _problems(
    place: int, figure: FigureIn, known: SeriesByName, series: Known | None
) -> Iterator[FigureProblem]:
    if series is None:
        name = "region" if known.knows(figure.indicator) else "indicator"
        said = known.say_unknown(figure.indicator, figure.region)
        yield FigureProblem(place, "unknown_series", said, name)
    checks = (
        ("day", lambda: read_day(figure.day)),
        ("value", lambda: _check_value(figure, series)),
        ("note", lambda: read_note(figure.note)),
    )
    for name, check in checks:
        try:
            check()
        except (CellError, NumberError) as error:
            yield FigureProblem(place, f"bad_{name}", str(error), name)


def _check_value(figure: FigureIn, series: Known | None) -> None:
    """A program gives numbers in the indicator's unit. Raises CellError, NumberError."""
    written = read_value(figure.value)
    if series is not None:
        bare_value(written, series.unit)


def _filled(figure: FigureIn, series: Known) -> Filled:
    return Filled(
        series.id,
        read_day(figure.day),
        read_value(figure.value),
        figure.final,
        read_note(figure.note),
    )
