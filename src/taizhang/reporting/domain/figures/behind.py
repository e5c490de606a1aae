"""What stands behind a figure of a bulletin (数字背后的清单): the rows that it counts.

One pass over the rows says which figures count each; a bulletin keeps the result (`keeping`), so
that a list is read later without gathering anything.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from taizhang.indicators.models import EarlyWarning

from ...enums import RowPart
from ..queries.held import HeldTask
from ..queries.numbers import HeldNumber
from ..wording.vocabulary import CLASS_NAMES, TASK_NAMES, UNLIT
from .counting import GOOD, TASK_TESTS, places_of, silent_units
from .gathering import Gathered

_CLASS = rf"(?:\.(?:{'|'.join(CLASS_NAMES)}|good))?"
_KINDS = "|".join(name for name in TASK_NAMES if name != "total")
_FORMS = (  # the first that fits: a unit's silent tasks are tasks
    (
        RowPart.TASKS,
        rf"tasks(?:\.(?:{_KINDS}))?|light\.[\w-]{{1,20}}|silent|unit\.\d{{1,18}}\.silent",
    ),
    (RowPart.NUMBERS, rf"numbers{_CLASS}|(?:unit|place)\.\d{{1,18}}{_CLASS}"),
    (RowPart.NUMBERS, r"item\.G\d{1,18}|change\.(?:newly_behind|recovered)"),
    (RowPart.WARNINGS, "warnings"),
)
_PATTERNS = [(part, re.compile(form, re.ASCII)) for part, form in _FORMS]
Figures = dict[str, list[int]]
"""Key of a figure → places, from 0, of the rows that it counts in its part."""


@dataclass(frozen=True, slots=True)
class Behind:
    """The rows behind a figure, of one of three kinds."""

    numbers: Sequence[HeldNumber] = ()
    tasks: Sequence[HeldTask] = ()
    warnings: Sequence[EarlyWarning] = ()

    @property
    def count(self) -> int:
        """What the figure says."""
        return len(self.numbers) + len(self.tasks) + len(self.warnings)


def part_of(key: str) -> RowPart:
    """What the figure of a key counts. Raises KeyError for a key that names none.

    `numbers[.CLASS]`, `unit.ID[.CLASS]`, `place.ID[.CLASS]`: numbers, of a class; `good`: done and
    ahead; `item.GID`: one without a task; `change.newly_behind`, `change.recovered`: those whose
    class changed since the bulletin before. `tasks[.KIND]`, `light.COLOUR`, `silent`,
    `unit.ID.silent`: tasks. `warnings`.

    >>> part_of("unit.12.behind").value, part_of("unit.12.silent").value
    ('numbers', 'tasks')
    """
    for part, pattern in _PATTERNS:
        if pattern.fullmatch(key):
            return part
    raise KeyError(key)


def rows_behind(found: Gathered, key: str) -> Behind:
    """The rows that the figure of a key counts. Raises KeyError for a key that names none."""
    part, figures = part_of(key), figures_of(found)
    if key not in figures and key.partition(".")[0] in {"item", "change"}:
        raise KeyError(key)
    places = figures.get(key, [])
    match part:
        case RowPart.NUMBERS:
            return Behind(numbers=[found.numbers[place] for place in places])
        case RowPart.TASKS:
            tasks = [*found.held.tasks.values()]
            return Behind(tasks=[tasks[place] for place in places])
    return Behind(warnings=found.warnings)


def figures_of(found: Gathered) -> Figures:
    """Every figure that counts anything, with the places of its rows."""
    silent = {row["id"] for row in silent_units(found.held.tasks.values(), found.book)}
    tasks = found.held.tasks.values()
    return {
        **_gathered(_keys_of_number(number, found) for number in found.numbers),
        **_gathered(_keys_of_task(task, found, silent) for task in tasks),
        **_changes(found),
        "warnings": list(range(len(found.warnings))),
    }


def _gathered(keys_of_rows: Iterable[Iterable[str]]) -> Figures:
    figures: Figures = defaultdict(list)
    for place, keys in enumerate(keys_of_rows):
        for key in keys:
            figures[key].append(place)
    return dict(figures)


def _keys_of_number(number: HeldNumber, found: Gathered) -> Iterator[str]:
    heads = [f"unit.{pk}" for pk in dict.fromkeys(number.units)]
    heads += [f"place.{pk}" for pk in places_of(number, found.book)]
    for head in ("numbers", *heads):
        yield head
        yield f"{head}.{number.pace}"
        if number.pace in GOOD:
            yield f"{head}.good"
    if number.task_id is None:
        yield f"item.{number.id}"


def _keys_of_task(task: HeldTask, found: Gathered, silent: set[int]) -> Iterator[str]:
    yield "tasks"
    yield from (f"tasks.{name}" for name, test in TASK_TESTS.items() if test(task))
    light = found.lights.get(task.id)
    yield f"light.{light.colour if light else UNLIT}"
    if task.is_dispatched and not task.is_reported:
        yield from (f"unit.{pk}.silent" for pk in dict.fromkeys(task.units))
        if not silent.isdisjoint(task.units):
            yield "silent"


def _changes(found: Gathered) -> Figures:
    change = found.change
    if change is None:
        return {}
    at = {number.id: place for place, number in enumerate(found.numbers)}
    words = ("newly_behind", "recovered")
    return {f"change.{word}": [at[pk] for pk in change[word]] for word in words}
