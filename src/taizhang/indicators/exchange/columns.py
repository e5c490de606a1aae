"""The columns of the table in which figures are filled in (填报栏目)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from taizhang.papers import Column, ColumnKind

from ..domain.intake.slots import Slot

FINAL, PROVISIONAL = _("最终"), _("初步")
LANGUAGES = ("zh-hans", "en")


@dataclass(frozen=True)
class FigureColumn:
    """A column: its name, its head, and what stands in it before anything is filled in.

    `given`: it is there to be read; the import looks at it only to see that the row is right.
    """

    name: str
    label: str | Promise
    width: float
    cell: Callable[[Slot], object]
    kind: ColumnKind = ColumnKind.TEXT
    given: bool = True
    choices: tuple[str | Promise, ...] = ()

    def paper(self) -> Column:
        """The column as a sheet shows it."""
        choices = tuple(str(choice) for choice in self.choices)
        return Column(str(self.label), self.width, self.kind, choices=choices, given=self.given)


def _kind(slot: Slot) -> str:
    return str(PROVISIONAL if slot.own and not slot.own.is_final else FINAL)


COLUMNS = (
    FigureColumn("code", _("指标代码"), 11, lambda slot: slot.series.code),
    FigureColumn("name", _("指标名称"), 30, lambda slot: slot.series.name),
    FigureColumn("region", _("地区"), 11, lambda slot: slot.series.region),
    FigureColumn("period", _("报告期"), 14, lambda slot: slot.label),
    FigureColumn("day", _("截至日期"), 12, lambda slot: slot.period.ends, ColumnKind.DATE),
    FigureColumn("unit", _("计量单位"), 9, lambda slot: slot.series.unit),
    FigureColumn("last_year", _("上年同期"), 12, lambda slot: slot.last_year, ColumnKind.NUMBER),
    FigureColumn("previous", _("上期"), 12, lambda slot: slot.previous, ColumnKind.NUMBER),
    FigureColumn(
        "value",
        _("数值"),
        14,
        lambda slot: slot.own.value if slot.own else None,
        ColumnKind.NUMBER,
        given=False,
    ),
    FigureColumn("kind", _("性质"), 8, _kind, given=False, choices=(FINAL, PROVISIONAL)),
    FigureColumn("note", _("说明"), 30, lambda slot: "", given=False),
)
NEEDED = ("code", "day", "value")
"""Without these a table cannot be read."""


def label_of_column(name: str) -> str:
    """The head of a column."""
    return next((str(column.label) for column in COLUMNS if column.name == name), name)


def words_of_heads() -> dict[str, str]:
    """Every head that a column may have, in both languages, to its name."""
    words: dict[str, str] = {}
    for language in LANGUAGES:
        with override(language):
            words |= {str(column.label): column.name for column in COLUMNS}
    return words


def words_of_kinds() -> dict[str, bool]:
    """What may be said of a figure, to whether it is final; nothing said is final."""
    words = {"": True, "最终数": True, "初步数": False}
    for language in LANGUAGES:
        with override(language):
            words |= {str(FINAL): True, str(PROVISIONAL): False}
    return words
