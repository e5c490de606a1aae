"""The fictional city's levels: city, counties, townships; a task of the city given on."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from taizhang.accounts.enums import Role
from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.ledger.domain.reporting import report_progress
from taizhang.ledger.domain.reports import FigureInput, ReportInput
from taizhang.ledger.domain.signing import sign_for_task
from taizhang.ledger.domain.snapshot import Goal
from taizhang.organisations.domain.names import name_key
from taizhang.organisations.models import Region, Unit, UnitName
from taizhang.supervision.domain.parts.decomposing import Decomposition, Part, decompose_task

DUE = date(2024, 6, 30)
COUNTIES = ("青石县", "白河县", "临江县", "松山区")


@dataclass
class Levels:
    """Units and people of the three levels, and small ways to act as them."""

    counties: dict[str, Unit]
    townships: dict[str, Unit]
    people: SimpleNamespace
    noon: Any

    def give(self, task, shares, *, actor=None, keeper=None, due=DUE, **more):
        """Decompose; `shares`: name → share of the first target, or of each in their order."""
        known = self.counties | self.townships
        parts = [
            Part(known[name], dict(enumerate(map(Decimal, str(given).split()), start=1)))
            for name, given in shares.items()
        ]
        spreads = more.pop("spreads", {})
        plan = Decomposition(parts, spreads, due, keeper=keeper, **more)
        return decompose_task(task, plan, actor=actor or self.people.clerk, as_of=self.noon)

    def start(self, task, *, actor, by):
        """Dispatch a task and sign for it."""
        dispatch_tasks([task], actor=actor, as_of=self.noon)
        sign_for_task(task, actor=by, as_of=self.noon)

    def report(self, task, value, *, by, key=1, text="填报"):
        """A figure against one target."""
        figures = [FigureInput(key, Decimal(value), self.noon.date())]
        report_progress(task, ReportInput(text, figures=figures), actor=by, as_of=self.noon)


def goals(*lines):
    """Targets from (indicator, op, value, unit)."""
    return tuple(
        Goal(key, name, op, Decimal(value), unit=unit, deadline=DUE)
        for key, (name, op, value, unit) in enumerate(lines, start=1)
    )


@pytest.fixture
def levels(region, make_person, appoint, clerk, noon) -> Levels:
    """Four counties below the city, two townships below 青石县, somebody for each."""
    counties = {name: _government(_region(name, region)) for name in COUNTIES}
    qingshi = counties["青石县"]
    townships = {
        name: _government(qingshi.region, f"青石县{name}人民政府", parent=qingshi)
        for name in ("柳河镇", "石桥镇")
    }
    people = SimpleNamespace(clerk=clerk)
    for username, unit, role in (
        ("qsclerk", qingshi, Role.COUNTY_CLERK),
        ("qsliaison", qingshi, Role.LIAISON),
        ("baihe", counties["白河县"], Role.LIAISON),
        ("bhclerk", counties["白河县"], Role.COUNTY_CLERK),
        ("liuhe", townships["柳河镇"], Role.LIAISON),
        ("shiqiao", townships["石桥镇"], Role.LIAISON),
    ):
        person = make_person(username)
        appoint(person, unit, role)
        setattr(people, username, person)
    return Levels(counties, townships, people, noon)


def _region(name, city):
    level = "区" if name.endswith("区") else "县"
    return Region.objects.get_or_create(name=name, defaults={"level": level, "parent": city})[0]


def _government(region, name="", parent=None):
    name = name or f"{region.name}人民政府"
    unit = Unit.objects.create(region=region, name=name, kind="government", parent=parent)
    UnitName.objects.create(
        unit=unit, region=region, name=name, key=name_key(name, region_name=region.name)
    )
    return unit
