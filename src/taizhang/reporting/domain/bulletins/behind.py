"""What stands behind a figure of a bulletin (数字背后的清单): the rows that it counts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from taizhang.indicators.models import EarlyWarning

from ..queries.held import HeldTask
from ..queries.numbers import HeldNumber
from ..wording.vocabulary import UNLIT
from .counting import CLASSES, GOOD, TASK_TESTS, places_of, silent_units
from .gathering import Gathered

_KEY = re.compile(
    r"(?P<what>numbers|unit|place|tasks|light|silent|warnings|change)"
    r"(?:\.(?P<id>\d{1,18}))?(?:\.(?P<word>[\w-]{1,20}))?"
)
_CLASSES = {pace.value for pace in CLASSES}


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


def rows_behind(found: Gathered, key: str) -> Behind:
    """The rows that the figure of a key counts. Raises KeyError for a key that names none.

    `numbers[.CLASS]`, `unit.ID[.CLASS]`, `place.ID[.CLASS]`: numbers, of a class; `good`: done and
    ahead; `item.ID`: one. `tasks[.KIND]`, `light.COLOUR`, `unit.ID.silent`: tasks. `warnings`.
    `change.newly_behind`, `change.recovered`: numbers whose class changed since
    the bulletin before.
    """
    if key.startswith("item."):
        return _item(found, key.removeprefix("item."))
    match = _KEY.fullmatch(key)
    if match is None:
        raise KeyError(key)
    what, pk, word = match["what"], int(match["id"] or 0), match["word"] or ""
    if what == "unit" and word == "silent":
        return Behind(tasks=[t for t in found.held.tasks.values() if _is_silent(t, pk)])
    if bool(pk) != (what in {"unit", "place"}):
        raise KeyError(key)
    return _PARTS[what](found, pk, word)


def _item(found: Gathered, number_id: str) -> Behind:
    own = [number for number in found.numbers if number.id == number_id]
    if not own:
        raise KeyError(number_id)
    return Behind(numbers=own)


def _is_silent(task: HeldTask, unit_id: int) -> bool:
    return task.is_dispatched and unit_id in task.units and not task.is_reported


def _numbers(found: Gathered, _pk: int, word: str) -> Behind:
    return Behind(numbers=_of_class(found.numbers, word))


def _unit(found: Gathered, pk: int, word: str) -> Behind:
    own = [number for number in found.numbers if pk in number.units]
    return Behind(numbers=_of_class(own, word))


def _place(found: Gathered, pk: int, word: str) -> Behind:
    own = [number for number in found.numbers if pk in places_of(number, found.book)]
    return Behind(numbers=_of_class(own, word))


def _of_class(numbers: Sequence[HeldNumber], word: str) -> list[HeldNumber]:
    if word == "good":
        return [number for number in numbers if number.pace in GOOD]
    if word and word not in _CLASSES:
        raise KeyError(word)
    return [number for number in numbers if word in ("", number.pace)]


def _tasks(found: Gathered, _pk: int, word: str) -> Behind:
    test = TASK_TESTS[word] if word else bool
    return Behind(tasks=[task for task in found.held.tasks.values() if test(task)])


def _light(found: Gathered, _pk: int, word: str) -> Behind:
    lights = found.lights
    if word == UNLIT:
        return Behind(tasks=[task for pk, task in found.held.tasks.items() if pk not in lights])
    lit = [pk for pk, light in lights.items() if light.colour == word]
    return Behind(tasks=[found.held.tasks[pk] for pk in sorted(lit)])


def _silent(found: Gathered, _pk: int, _word: str) -> Behind:
    silent = {row["id"] for row in silent_units(found.held.tasks.values(), found.book)}
    tasks = found.held.tasks.values()
    return Behind(tasks=[task for task in tasks if any(_is_silent(task, pk) for pk in silent)])


def _warnings(found: Gathered, _pk: int, _word: str) -> Behind:
    return Behind(warnings=found.warnings)


def _change(found: Gathered, _pk: int, word: str) -> Behind:
    ids = (found.change or {}).get(word)
    if not isinstance(ids, list):
        raise KeyError(word)
    return Behind(numbers=[number for number in found.numbers if number.id in ids])


_PARTS = {
    "numbers": _numbers,
    "unit": _unit,
    "place": _place,
    "tasks": _tasks,
    "light": _light,
    "silent": _silent,
    "warnings": _warnings,
    "change": _change,
}
