"""Units and people of a whole city from two tables (批量登记)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.domain.errors import PersonError
from taizhang.accounts.domain.passwords import new_password
from taizhang.accounts.domain.people import create_person
from taizhang.accounts.enums import UNIT_ROLES, Role
from taizhang.accounts.models import Person
from taizhang.papers import Table, text_of

from .domain.errors import UnitError
from .domain.memberships import appoint
from .domain.regions import default_region, ensure_region
from .domain.resolving import resolve_names
from .domain.units import add_name, place_unit, register_unit
from .enums import UnitKind
from .models import Membership, Region, Unit

UNIT_COLUMNS = ("名称", "其他名称", "地区", "性质", "上级单位")
PERSON_COLUMNS = ("用户名", "姓名", "电话", "邮箱", "角色", "单位", "单位角色")


class LoadError(Exception):
    """Nothing was loaded: every bad row with its sheet, row and what to do (批量登记被拒绝)."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__("\n".join(messages))
        self.code = "bad_rows"
        self.messages = messages


@dataclass
class CityLoad:
    """What was added; passwords are temporary and known only here."""

    units: int = 0
    people: int = 0
    memberships: int = 0
    passwords: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Row:
    """A row as texts by column, and where it stands."""

    place: str
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def names(self, column: str) -> list[str]:
        text = self[column]
        for mark in "，,；;\n":
            text = text.replace(mark, "、")
        return [part.strip() for part in text.split("、") if part.strip()]


@transaction.atomic
def load_city(
    *,
    units: Table | None = None,
    people: Table | None = None,
    starts: date,
    actor: Person | None,
    as_of: datetime,
) -> CityLoad:
    """Register what the tables name and is not there yet; known units and people are left alone.

    Columns: `UNIT_COLUMNS`, `PERSON_COLUMNS`; lists in a cell are split at 、. Memberships begin
    on `starts`. New people get temporary passwords. Either every row is good or nothing is loaded:
    raises LoadError with a sentence for every bad row.
    """
    load, wrong = CityLoad(), list[str]()
    unit_sheet, person_sheet = _("单位表"), _("人员表")
    for row in _rows(units, unit_sheet, UNIT_COLUMNS[:1], wrong):
        _try(row, wrong, lambda row: _load_unit(row, load, actor, as_of))
    for row in _rows(units, unit_sheet, (), wrong):
        _try(row, wrong, lambda row: _place_unit(row, actor, as_of))
    for row in _rows(people, person_sheet, PERSON_COLUMNS[:2], wrong):
        _try(row, wrong, lambda row: _load_person(row, load, starts, actor, as_of))
    if wrong:
        raise LoadError(wrong)
    return load


def _rows(
    table: Table | None, sheet: str, needed: tuple[str, ...], wrong: list[str]
) -> Iterator[_Row]:
    if table is None or not table.rows:
        return
    head = [text_of(cell).strip() for cell in table.rows[0]]
    missing = [column for column in needed if column not in head]
    if missing:
        message = _("%(sheet)s缺少“%(columns)s”列，请按模板填写。")
        wrong.append(message % {"sheet": sheet, "columns": "、".join(missing)})
        return
    for number, cells in enumerate(table.rows[1:], start=2):
        texts = dict(zip(head, (text_of(cell).strip() for cell in cells), strict=False))
        if any(texts.values()):
            place = _("%(sheet)s第 %(row)d 行") % {"sheet": sheet, "row": number}
            yield _Row(place, texts)


def _try(row: _Row, wrong: list[str], load: Callable[[_Row], None]) -> None:
    try:
        with transaction.atomic():
            load(row)
    except (UnitError, PersonError) as error:
        wrong.append(f"{row.place}：{error.message}")


def _load_unit(row: _Row, load: CityLoad, actor: Person | None, as_of: datetime) -> None:
    region = _region_of(row)
    known = resolve_names([row["名称"]], region=region).get(row["名称"])
    if known is None:
        kind = _one_of(row, "性质", {str(kind.label): kind.value for kind in UnitKind})
        known = register_unit(row["名称"], region=region, kind=kind, actor=actor, as_of=as_of)
        load.units += 1
    for name in row.names("其他名称"):
        add_name(known, name, actor=actor, as_of=as_of)


def _place_unit(row: _Row, actor: Person | None, as_of: datetime) -> None:
    if not row["上级单位"]:
        return
    region = _region_of(row)
    unit, parent = _unit(row["名称"], region), _unit(row["上级单位"], region)
    if unit.parent_id != parent.pk:
        place_unit(
            unit, parent=parent, position=unit.position, kind=unit.kind, actor=actor, as_of=as_of
        )


def _load_person(
    row: _Row, load: CityLoad, starts: date, actor: Person | None, as_of: datetime
) -> None:
    person = Person.objects.filter(username=row["用户名"]).first()
    if person is None:
        person = _create(row, load, actor, as_of)
    if not row["单位"]:
        return
    role = _one_of(row, "单位角色", {str(Role(r).label): r for r in UNIT_ROLES}) or Role.LIAISON
    for name in row.names("单位"):
        unit = _unit(name, default_region())
        open_ones = Membership.objects.filter(person=person, unit=unit, role=role, ends=None)
        if not open_ones.exists():
            appoint(person, unit, role=role, starts=starts, actor=actor, as_of=as_of)
            load.memberships += 1


def _create(row: _Row, load: CityLoad, actor: Person | None, as_of: datetime) -> Person:
    known = {str(role.label): role.value for role in Role if role not in UNIT_ROLES}
    roles = [_code(label, "角色", known) for label in row.names("角色")]
    password = new_password()
    person = create_person(
        row["用户名"],
        name=row["姓名"],
        phone=row["电话"],
        email=row["邮箱"],
        roles=roles,
        password=password,
        temporary=True,
        actor=actor,
        as_of=as_of,
    )
    load.people += 1
    load.passwords[person.username] = password
    return person


def _region_of(row: _Row) -> Region:
    return ensure_region(row["地区"]) if row["地区"] else default_region()


def _unit(name: str, region: Region) -> Unit:
    unit = resolve_names([name], region=region)[name]
    if unit is None:
        message = _("没有名为“%(name)s”的单位；请先在单位表中登记，或改正名称。")
        raise UnitError("unit_unknown", message % {"name": name})
    return unit


def _one_of(row: _Row, column: str, codes: dict[str, str]) -> str:
    return _code(row[column], column, codes) if row[column] else ""


def _code(label: str, column: str, codes: dict[str, str]) -> str:
    if label not in codes:
        message = _("“%(column)s”列不认识“%(label)s”，可以填：%(known)s。")
        values = {"column": column, "label": label, "known": "、".join(codes)}
        raise UnitError("word_unknown", message % values)
    return codes[label]
