"""The rows behind the figures of a bulletin, kept with it (留存清单).

A list is read from what was kept: two rows of an index and one page, whatever the city's size. The
hash of all rows stands in the numbers, and so under the bulletin's digest.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from ...enums import RowPart
from ...models import Bulletin, BulletinFigure, BulletinRow
from ..asked import Asked
from .behind import Figures, figures_of, part_of, rows_behind
from .gathering import Gathered, canonical
from .rows import Row, number_row, number_rows, task_row, task_rows, warning_rows

_BATCH = 2_000


@dataclass(frozen=True, slots=True)
class KeptRows:
    """All rows of a bulletin by what they are, as canonical JSON; which each figure counts."""

    rows: Mapping[RowPart, Sequence[str]]
    figures: Figures

    @property
    def digest(self) -> str:
        """SHA-256 over a line a row and a line a figure, in their order."""
        return _digest(self._lines())

    def _lines(self) -> Iterator[str]:
        for part in RowPart:
            for place, body in enumerate(self.rows[part]):
                yield f"{part.value} {place} {body}"
        for key in sorted(self.figures):
            yield f"{key} {_places(self.figures[key])}"


def rows_to_keep(found: Gathered) -> KeptRows:
    """The rows of what was gathered."""
    rows: dict[RowPart, Iterable[Row]] = {
        RowPart.NUMBERS: number_rows(found),
        RowPart.TASKS: task_rows(found),
        RowPart.WARNINGS: warning_rows(found),
    }
    return KeptRows(
        {part: [canonical(row) for row in listed] for part, listed in rows.items()},
        figures_of(found),
    )


def keep_rows(bulletin: Bulletin, kept: KeptRows) -> None:
    """Write the rows of a draft in place of those it had."""
    BulletinRow.objects.filter(bulletin=bulletin).delete()
    BulletinFigure.objects.filter(bulletin=bulletin).delete()
    BulletinRow.objects.bulk_create(
        (
            BulletinRow(bulletin=bulletin, part=part, place=place, body=body)
            for part, bodies in kept.rows.items()
            for place, body in enumerate(bodies)
        ),
        batch_size=_BATCH,
    )
    BulletinFigure.objects.bulk_create(
        (
            BulletinFigure(bulletin=bulletin, key=key, places=places)
            for key, places in kept.figures.items()
        ),
        batch_size=_BATCH,
    )


def digest_of_kept(bulletin: Bulletin) -> str:
    """The hash of the rows as they stand in the database."""
    rows = BulletinRow.objects.filter(bulletin=bulletin).values_list("part", "place", "body")
    order = {part.value: place for place, part in enumerate(RowPart)}
    listed = sorted(rows, key=lambda row: (order[row[0]], row[1]))
    figures = BulletinFigure.objects.filter(bulletin=bulletin).values_list("key", "places")
    lines = [f"{part} {place} {body}" for part, place, body in listed]
    lines += [f"{key} {_places(places)}" for key, places in sorted(figures)]
    return _digest(lines)


def listed_rows(found: Gathered, key: str) -> list[Row]:
    """The rows behind a figure of a paper that nobody kept. Raises KeyError as `rows_behind`."""
    behind = rows_behind(found, key)
    match part_of(key):
        case RowPart.NUMBERS:
            return [number_row(number, found.book) for number in behind.numbers]
        case RowPart.TASKS:
            return [task_row(task, found.book) for task in behind.tasks]
    return list(warning_rows(found))


def kept_bulletin(asked: Asked) -> Bulletin | None:
    """The bulletin that keeps the rows of what is asked; without its words and numbers."""
    rows = Bulletin.objects.defer("numbers", "blocks").filter(
        period=asked.period.code,
        day=asked.day,
        known_at=asked.known_at,
        keeper=asked.keeper_id,
    )
    return rows.order_by("pk").first()


class KeptList(Sequence[Row]):
    """The rows behind a figure of a kept bulletin, read where they are asked for.

    Raises KeyError for a key that names no figure.
    """

    def __init__(self, bulletin: Bulletin, key: str) -> None:
        self.part = part_of(key)
        self._figure = BulletinFigure.objects.filter(bulletin=bulletin, key=key)
        self._rows = BulletinRow.objects.filter(bulletin=bulletin, part=self.part)

    @cached_property
    def _count(self) -> int:
        return self._figure.values_list("places__len", flat=True).first() or 0

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, at: Any) -> Any:
        """A slice of the rows, or one of them."""
        if isinstance(at, slice):
            start, stop, _step = at.indices(len(self))
            return self._read(start, stop)
        return self._read(at, at + 1)[0]

    def _read(self, start: int, stop: int) -> list[Row]:
        if stop <= start:
            return []
        places = self._figure.values_list(f"places__{start}_{stop}", flat=True).get()
        rows = self._rows.filter(place__in=places).order_by("place")
        return [json.loads(body) for body in rows.values_list("body", flat=True)]


def _places(places: Iterable[int]) -> str:
    return ",".join(map(str, places))


def _digest(lines: Iterable[str]) -> str:
    found = sha256()
    for line in lines:
        found.update(f"{line}\n".encode())
    return found.hexdigest()
