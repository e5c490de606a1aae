"""A large ledger for measuring, written set-based: ten rounds of events over all tasks.

The events are appended by the product's own statement; the projection is written beside it in
SQL. `verify` afterwards proves both: every hash, and that the replay gives these rows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.documents.enums import DraftState, ReadingState
from taizhang.documents.models import Draft, Source, StoredFile
from taizhang.ledger.domain.chain import append_statement
from taizhang.ledger.domain.seals import seal_chain
from taizhang.organisations.models import Membership, Region, Unit, UnitName

from .bench_ledger_sql import CARRY, CONFIRMED, FIGURES, FIRST, PLAN, SIGN, TASKS

DOCUMENTS = 300
UNITS = 60
ROUNDS = 10
START = datetime(2024, 1, 2, 1, 0, tzinfo=UTC)


@dataclass(frozen=True)
class LargeLedger:
    """What was written, and a moment in the middle of its history."""

    clerk: Person
    liaison: Person
    events: int
    middle: datetime
    seconds: float


def build(tasks: int, *, say: Callable[[str], None]) -> LargeLedger:
    """Write the ledger, seal it, refresh the planner's statistics."""
    clerk = Person.objects.create_user("clerk", name="王芳", roles=[Role.CLERK])
    liaison = Person.objects.create_user("liaison", name="李伟")
    with transaction.atomic():
        _make_units(liaison)
        _make_documents(clerk)
        _run(TASKS, [tasks])
    began = middle = timezone.now()
    with transaction.atomic():
        _run(PLAN)
    for number in range(1, ROUNDS + 1):
        with transaction.atomic():
            _append_round(number, clerk)
        middle = timezone.now() if number == ROUNDS // 2 else middle
        seconds = (timezone.now() - began).total_seconds()
        say(f"{number * tasks} 个事件，{seconds:.0f} 秒")
    seal_chain(as_of=START + timedelta(days=100))
    _run("ANALYZE")
    return LargeLedger(clerk, liaison, tasks * ROUNDS, middle, seconds)


def _append_round(number: int, clerk: Person) -> None:
    """All tasks get their n-th event; the rows of the projection follow from it."""
    moment = START + timedelta(days=number)
    source = _source(number)
    _run(append_statement(source), [clerk.pk, moment])
    _run(
        "CREATE TEMP TABLE written ON COMMIT DROP AS"
        " SELECT id, task_id, recorded_at FROM ledger_event WHERE seq = %s",
        [number],
    )
    _run("ANALYZE written")
    if number == 1:
        for statement in FIRST:
            _run(statement)
        return
    changes = _changes(number)
    _run(CARRY.format(**changes), [moment] if "%s" in "".join(changes.values()) else [])
    if number == 3:
        for statement in SIGN:
            _run(statement, [moment] if "%s" in statement else [])
    if number > 3:
        _run(FIGURES)


def _source(number: int) -> str:
    if number == 1:
        return CONFIRMED
    kind = {2: "'dispatched'", 3: "'signed'"}.get(number, "'reported'")
    if number == ROUNDS:
        kind = "CASE WHEN task_id % 3 = 0 THEN 'closure_requested' ELSE 'reported' END"
    report = f"replace(replace(report_payload, '#', '{number:02}'), '@', '{number}')"
    payload = {2: "'{}'", 3: "sign_payload"}.get(number, report)
    return f"SELECT task_id, {kind} AS type, {payload} AS payload FROM plan".replace("%", "%%")  # noqa: S608


def _changes(number: int) -> dict[str, str]:
    """What the round changes in a version; everything else is carried."""
    kept = {
        name: f"c.{name}"
        for name in (
            "state",
            "percent",
            "progress",
            "dispatched_at",
            "signed_at",
            "reported_at",
            "closure_requested_by_id",
        )
    }
    if number == 2:
        return kept | {"state": "'dispatched'", "dispatched_at": "%s"}
    if number == 3:
        return kept | {"state": "'underway'", "signed_at": "%s"}
    report = {"percent": str(number * 10), "progress": f"'第{number}次报告：正在按计划推进。'"}
    if number == ROUNDS:
        closes = "CASE WHEN c.task_id %% 3 = 0 THEN"
        clerk = "(SELECT id FROM accounts_person WHERE username = 'clerk')"
        report |= {
            "state": f"{closes} 'closing' ELSE c.state END",
            "closure_requested_by_id": f"{closes} {clerk} END",
        }
    return kept | report | {"reported_at": "%s"}


def _run(statement: str, parameters: list[object] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)  # type: ignore[arg-type]


def _make_units(liaison: Person) -> None:
    region = Region.objects.create(name="云岭市", level="市")
    units = Unit.objects.bulk_create(
        Unit(region=region, name=f"市第{n}局", position=n) for n in range(1, UNITS + 1)
    )
    UnitName.objects.bulk_create(
        UnitName(unit=unit, region=region, name=unit.name, key=unit.name) for unit in units
    )
    Membership.objects.create(
        person=liaison, unit=units[0], role=Role.LIAISON, starts=date(2024, 1, 1)
    )


def _make_documents(clerk: Person) -> None:
    files = StoredFile.objects.bulk_create(
        StoredFile(sha256=f"{n:064x}", size=1, media_type="text/plain", kept_at=START)
        for n in range(DOCUMENTS)
    )
    sources = Source.objects.bulk_create(
        Source(
            file=file,
            name=f"文件{n}.txt",
            uploaded_by=clerk,
            uploaded_at=START,
            state=ReadingState.READ,
        )
        for n, file in enumerate(files)
    )
    Draft.objects.bulk_create(
        Draft(
            source=source,
            position=1,
            title=f"云岭市第{n}号若干措施",
            span_start=0,
            span_end=0,
            state=DraftState.CONFIRMED,
            confirmed_by=clerk,
            confirmed_at=START,
        )
        for n, source in enumerate(sources)
    )
