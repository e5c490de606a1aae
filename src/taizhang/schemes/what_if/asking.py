"""The three questions from a file: what if, over a range, how firm."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from ..parameters import Values
from ..reading import TypedTable, read_texts
from ..registry import scheme_named
from ..running import compute_again, run_scheme, values_for
from ..scheme import Scheme
from .comparing import Comparison, compare
from .sensitivity import Sensitivity, sensitivity
from .sweeping import Sweep, sweep


def ask_what_if(
    name: str,
    path: Path,
    *,
    as_of: date,
    settings: Mapping[str, str],
    base: Mapping[str, str] | None = None,
    engine: str = "local",
) -> Comparison:
    """Compute a file with the values of a day and with settings over them, and compare.

    `base`: settings of the old run, which hold for the new one too unless set otherwise. A
    parameter without a dated value has no old value of its own: its setting holds for both runs,
    unless `base` gives another (`undated`).

    Raises:
        SchemeError: one of its kinds, each with sentences for people.
    """
    scheme = scheme_named(name)
    scheme.check_force(as_of)
    before = {**undated(scheme, settings), **(base or {})}
    old = values_for(scheme, as_of=as_of, settings=before)
    new = values_for(scheme, as_of=as_of, settings={**(base or {}), **settings})
    table = scheme.typed(read_texts(path, scheme.definition.columns))
    return _compared(scheme, table, (old, new), engine)


def _compared(
    scheme: Scheme, table: TypedTable, values: tuple[Values, Values], engine: str
) -> Comparison:
    old, new = (compute_again(scheme, table, value, engine=engine) for value in values)
    return compare(old, new)


def undated(scheme: Scheme, settings: Mapping[str, str]) -> dict[str, str]:
    """The settings of parameters for which no dated value stands in the scheme."""
    known = {p.name for p in scheme.definition.parameters if not p.values}
    return {path: text for path, text in settings.items() if path.split(".")[0] in known}


def ask_sweep(
    name: str,
    file: Path,
    *,
    path: str,
    values: Sequence[str],
    as_of: date,
    settings: Mapping[str, str] | None = None,
    engine: str = "local",
) -> Sweep:
    """Compute a file for every value of one parameter, see `sweep`."""
    scheme = scheme_named(name)
    scheme.check_force(as_of)
    table = scheme.typed(read_texts(file, scheme.definition.columns))
    return sweep(
        scheme, table, path=path, values=values, as_of=as_of, settings=settings, engine=engine
    )


def ask_sensitivity(
    name: str,
    path: Path,
    *,
    as_of: date,
    settings: Mapping[str, str] | None = None,
    percent: int = 10,
    engine: str = "local",
) -> Sensitivity:
    """Compute a file and ask how firm its ranking is, see `sensitivity`."""
    return sensitivity(
        run_scheme(name, path, as_of=as_of, settings=settings, engine=engine), percent=percent
    )
