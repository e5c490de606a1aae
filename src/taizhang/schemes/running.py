"""A run: a scheme, a file, a day and settings; the outcome and all that is needed to repeat it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .parameters import Values, values_on
from .reading import TextTable, TypedTable, read_texts
from .registry import scheme_named
from .scheme import Outcome, Scheme


@dataclass(frozen=True)
class Run:
    """A run that was computed: its scheme, the input as read, the values, the outcome."""

    scheme: Scheme
    table: TextTable
    values: Values
    outcome: Outcome

    @property
    def notices(self) -> tuple[str, ...]:
        """Sentences about the whole run: columns that were not used, not in force."""
        unread = self.table.unread
        said = (f"{self.table.file}：没有用到这些列：{'、'.join(unread)}。",) if unread else ()
        return said + self.outcome.notices


def run_scheme(
    name: str,
    path: Path,
    *,
    as_of: date,
    settings: Mapping[str, str] | None = None,
    engine: str = "local",
) -> Run:
    """Read a file, check it and compute a scheme.

    Raises:
        SchemeError: one of its kinds, each with sentences for people; nothing was computed.
    """
    scheme = scheme_named(name)
    scheme.check_force(as_of)
    values = values_for(scheme, as_of=as_of, settings=settings)
    table = read_texts(path, scheme.definition.columns)
    return compute_run(scheme, table, values, engine=engine)


def values_for(scheme: Scheme, *, as_of: date, settings: Mapping[str, str] | None = None) -> Values:
    """The values of a scheme on a day with settings over them.

    A day outside the days in force takes the nearest day's values: the scheme itself says that it
    is not in force, or stops.
    """
    force = scheme.definition.in_force
    day = max(as_of, force.starts)
    day = min(day, force.until) if force.until else day
    values = values_on(scheme.definition.parameters, day, settings)
    return Values(values.settings, values.sources, as_of, values.changed)


def compute_run(scheme: Scheme, table: TextTable, values: Values, *, engine: str = "local") -> Run:
    """Check a table that was read and compute it."""
    return compute_again(scheme, scheme.typed(table), values, engine=engine)


def compute_again(
    scheme: Scheme, table: TypedTable, values: Values, *, engine: str = "local"
) -> Run:
    """Compute a table that `Scheme.typed` checked, with the values of another run perhaps."""
    return Run(scheme, table.texts, values, scheme.compute(table, values, engine=engine))
