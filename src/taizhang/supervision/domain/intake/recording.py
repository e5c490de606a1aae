"""What meetings and instructions share: who may record, lines, files, edits (录入)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from taizhang.accounts.models import Person
from taizhang.ledger.domain.errors import ActInputError, ActNotAllowedError
from taizhang.ledger.domain.payloads import clean_text
from taizhang.ledger.domain.reports import FileInput
from taizhang.ledger.domain.standing import oversight_of
from taizhang.ledger.enums import UnitRole
from taizhang.ledger.exchange.unit_text import SUPPORT_MARK
from taizhang.organisations.domain.regions import default_region
from taizhang.organisations.models import Region, Unit

from ...models import Intake, IntakeEdit, IntakeFile, Matter
from ...permissions import may_record_for
from .errors import IntakeChangedError
from .minutes import MOST_LINES, ReadLine, read_lines, split_lines
from .spoken_units import units_spoken_of

_EARLIEST = date(2000, 1, 1)
_MOST_TEXT = 200_000


@dataclass(frozen=True, slots=True)
class MatterInput:
    """What the clerk makes of a line: the texts of its row."""

    matter_id: int
    is_task: bool
    title: str
    text: str
    leads: str
    units: str
    targets: str
    due: date | None


def check_may_record(actor: Person, keeper: Unit | None, as_of: datetime) -> None:
    """Raises ActNotAllowedError for a person who does not supervise for the keeper."""
    oversight = oversight_of(actor, on=timezone.localdate(as_of))
    if not may_record_for(oversight, keeper.pk if keeper else None):
        raise ActNotAllowedError(_("您无权录入会议和批示，请由督查室人员或这个县区的督查员办理。"))


def check_held_on(day: date, as_of: datetime) -> date:
    """The day of a meeting or remark: not in the future, not absurdly long ago."""
    today = timezone.localdate(as_of)
    if not _EARLIEST <= day <= today:
        raise ActInputError(
            _("日期是 %(day)s，应在 %(first)s 到今天之间，请更正。")
            % {"day": day.isoformat(), "first": _EARLIEST.isoformat()},
            field="held_on",
        )
    return day


def lock_intake(pk: int, *, actor: Person, as_of: datetime, version: int | None = None) -> Intake:
    """Lock a meeting or instruction that this person may change.

    Raises:
        ActNotAllowedError: they may not.
        IntakeChangedError: it was saved since `version` was read.
    """
    intake = (
        Intake.objects.select_related("keeper__region").select_for_update(of=("self",)).get(pk=pk)
    )
    check_may_record(actor, intake.keeper, as_of)
    if version is not None and version != intake.version:
        raise IntakeChangedError(
            _("您打开这一页以后，别人已经保存过。您填的还在下面，请与现在的内容核对后再保存。")
        )
    return intake


def region_of_intake(keeper: Unit | None) -> Region:
    """The region whose names its words use."""
    return keeper.region if keeper else default_region()


def add_lines(intake: Intake, text: str, *, as_of: datetime) -> list[Matter]:
    """Keep every line of a text, in its order, behind those that are there; each is read.

    The intake is locked or new. Raises ActInputError for a text that is too long.
    """
    text = clean_text(text, _("议定事项"), field="text", most=_MOST_TEXT)
    lines = split_lines(text)
    if len(lines) > MOST_LINES:
        raise ActInputError(
            _("一次最多录入 %(most)s 行，这里有 %(count)s 行，请分几次录入。")
            % {"most": MOST_LINES, "count": len(lines)},
            field="text",
        )
    region = region_of_intake(intake.keeper)
    today = timezone.localdate(as_of)
    spoken = units_spoken_of([line.body for line in lines], region=region, on=today)
    read = read_lines(
        lines, on=intake.held_on, place=region.name, level=region.level, spoken=spoken
    )
    first = intake.matters.count() + 1
    return Matter.objects.bulk_create(
        _matter(intake, at, line) for at, line in enumerate(read, start=first)
    )


def _matter(intake: Intake, position: int, line: ReadLine) -> Matter:
    leads = [name for name, role in line.units if role == UnitRole.LEAD]
    others = [
        name + (SUPPORT_MARK if role == UnitRole.SUPPORT else "")
        for name, role in line.units
        if role != UnitRole.LEAD
    ]
    return Matter(
        intake=intake,
        position=position,
        label=line.label[:16],
        source=line.source,
        kind=Matter.Kind.TASK if line.is_task else Matter.Kind.NOTE,
        title=line.title,
        text=line.text,
        leads="、".join(leads),
        units="、".join(others),
        targets=line.targets,
        due=line.due if line.is_task else None,
    )


@transaction.atomic
def extend_text(intake: Intake, text: str, *, actor: Person, as_of: datetime) -> list[Matter]:
    """Enter further lines of a meeting or an instruction that is there already."""
    locked = lock_intake(intake.pk, actor=actor, as_of=as_of)
    added = add_lines(locked, text, as_of=as_of)
    if added:
        note_edit(
            locked, [["增加原文", "", "\n".join(each.source for each in added)]], actor, as_of
        )
    return added


def add_files(
    intake: Intake, files: Iterable[FileInput], *, actor: Person, as_of: datetime
) -> None:
    """Put files to a meeting or instruction; the same bytes are there once."""
    IntakeFile.objects.bulk_create(
        (
            IntakeFile(
                intake=intake, file=each.file, name=each.name, added_by=actor, added_at=as_of
            )
            for each in files
        ),
        ignore_conflicts=True,
    )


@transaction.atomic
def attach_files(
    intake: Intake, files: Iterable[FileInput], *, actor: Person, as_of: datetime
) -> None:
    """Add files later."""
    locked = lock_intake(intake.pk, actor=actor, as_of=as_of)
    add_files(locked, files, actor=actor, as_of=as_of)


@transaction.atomic
def save_matters(
    intake: Intake,
    inputs: Sequence[MatterInput],
    *,
    version: int | None = None,
    actor: Person,
    as_of: datetime,
) -> int:
    """Keep what the clerk made of the lines that are not confirmed yet; how many changed.

    Raises what `lock_intake` raises, ActInputError for a text that is too long.
    """
    locked = lock_intake(intake.pk, actor=actor, as_of=as_of, version=version)
    open_rows = {each.pk: each for each in locked.matters.filter(task=None)}
    changed, changes = [], []
    for each in inputs:
        matter = open_rows.get(each.matter_id)
        if matter is not None and (said := _take_over(matter, each)):
            changed.append(matter)
            changes += said
    if changed:
        fields = ["kind", "title", "text", "leads", "units", "targets", "due"]
        Matter.objects.bulk_update(changed, fields)
        note_edit(locked, changes, actor, as_of)
    return len(changed)


def _take_over(matter: Matter, given: MatterInput) -> list[list[str]]:
    """Set the row to what was given; [label, before, after] of what changed."""
    kind = Matter.Kind.TASK if given.is_task else Matter.Kind.NOTE
    new = {
        "kind": kind.value,
        "title": clean_text(given.title, _("任务"), field="title", most=512),
        "text": clean_text(given.text, _("要求"), field="text"),
        "leads": clean_text(given.leads, _("牵头单位"), field="leads", most=4_000),
        "units": clean_text(given.units, _("责任单位"), field="units", most=4_000),
        "targets": clean_text(given.targets, _("目标"), field="targets"),
        "due": given.due,
    }
    if not given.is_task:  # the hidden fields of a note say nothing
        new = {"kind": kind.value}
    said = []
    for name, value in new.items():
        before = getattr(matter, name)
        if before != value:
            setattr(matter, name, value)
            said.append(_changed_row(matter, name, before, value))
    return said


def _changed_row(matter: Matter, name: str, before: Any, value: Any) -> list[str]:
    field: Any = Matter._meta.get_field(name)
    with override("zh-hans"):  # a change is kept as it was made
        label = f"第{matter.position}行 {field.verbose_name}"
        return [label, _written(name, before), _written(name, value)]


def _written(name: str, value: Any) -> str:
    if name == "kind":
        return str(Matter.Kind(value).label)
    return "" if value is None else str(value)


def note_edit(intake: Intake, changes: list[list[str]], actor: Person, as_of: datetime) -> None:
    """Count the saving and keep who changed what."""
    intake.version += 1
    intake.save(update_fields=["version"])
    IntakeEdit.objects.create(intake=intake, edited_by=actor, edited_at=as_of, changes=changes)


def edit_fields(record: Intake, new: dict[str, Any], *, actor: Person, as_of: datetime) -> bool:
    """Set the fields of a locked record that differ and keep what they were."""
    differ = {name: value for name, value in new.items() if getattr(record, name) != value}
    if not differ:
        return False
    changes = [_changed(record, name, value) for name, value in differ.items()]
    for name, value in differ.items():
        setattr(record, name, value)
    record.save(update_fields=list(differ))
    note_edit(record, changes, actor, as_of)
    return True


def _changed(record: Intake, name: str, value: Any) -> list[str]:
    field: Any = record._meta.get_field(name)
    words = dict(field.flatchoices)
    before = getattr(record, name)
    with override("zh-hans"):  # a change is kept as it was made
        said = (field.verbose_name, words.get(before, before), words.get(value, value))
        return [str(one) for one in said]
