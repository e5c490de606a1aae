"""People, units and tasks of the fictional city for the ledger's tests."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.documents.enums import ReadingState, RowState
from taizhang.documents.models import Draft, DraftRow, Source, StoredFile
from taizhang.ledger.domain.chain import NewEvent, append_events
from taizhang.ledger.domain.payloads import answer_payload, goal_payload
from taizhang.ledger.domain.snapshot import Answer, Goal
from taizhang.ledger.models import Task
from taizhang.organisations.models import Membership, Region, Unit, UnitName

NOON = datetime(2024, 6, 3, 4, 0, tzinfo=UTC)  # 12:00 in Yunling


@pytest.fixture
def noon() -> datetime:
    return NOON


@pytest.fixture
def region(db: None) -> Region:
    return Region.objects.get_or_create(name="云岭市", level="市")[0]


@pytest.fixture
def make_person(db: None) -> Callable[..., Person]:
    def make(username: str, *roles: str, name: str = "") -> Person:
        return Person.objects.create_user(username, name=name or username, roles=roles)

    return make


@pytest.fixture
def make_unit(region: Region) -> Callable[..., Unit]:
    def make(name: str) -> Unit:
        unit = Unit.objects.create(region=region, name=name)
        UnitName.objects.create(unit=unit, region=region, name=name, key=name)
        return unit

    return make


@pytest.fixture
def appoint() -> Callable[..., Membership]:
    def make(person: Person, unit: Unit, role: str = Role.LIAISON) -> Membership:
        return Membership.objects.create(
            person=person, unit=unit, role=role, starts=date(2024, 1, 1)
        )

    return make


@pytest.fixture
def science(make_unit: Callable[..., Unit]) -> Unit:
    return make_unit("市科技局")


@pytest.fixture
def industry(make_unit: Callable[..., Unit]) -> Unit:
    return make_unit("市工信局")


@pytest.fixture
def clerk(make_person: Callable[..., Person]) -> Person:
    return make_person("wangfang", Role.CLERK, name="王芳")


@pytest.fixture
def liaison(
    make_person: Callable[..., Person], appoint: Callable[..., Membership], science: Unit
) -> Person:
    person = make_person("liwei", name="李伟")
    appoint(person, science)
    return person


@pytest.fixture
def other_liaison(
    make_person: Callable[..., Person], appoint: Callable[..., Membership], industry: Unit
) -> Person:
    person = make_person("zhaomin", name="赵敏")
    appoint(person, industry)
    return person


@pytest.fixture
def county(make_unit: Callable[..., Unit]) -> Unit:
    return make_unit("青石县人民政府")


@pytest.fixture
def township(make_unit: Callable[..., Unit]) -> Unit:
    return make_unit("青石县柳河镇人民政府")


@pytest.fixture
def county_clerk(
    make_person: Callable[..., Person], appoint: Callable[..., Membership], county: Unit
) -> Person:
    person = make_person("qsx", name="段鹏")
    appoint(person, county, Role.COUNTY_CLERK)
    return person


def high_tech_goal(key: int = 1) -> Goal:
    return Goal(
        key,
        "培育高新技术企业",
        ">=",
        Decimal(140),
        unit="家",
        deadline=date(2024, 6, 30),
        quote="培育140家高新技术企业",
    )


@pytest.fixture
def make_task(clerk: Person, science: Unit) -> Callable[..., Task]:
    """A confirmed task with 市科技局 answering for it, written through the chain."""
    position = iter(range(1, 10_000))

    def make(
        *,
        units: tuple[Answer, ...] | None = None,
        targets: tuple[Goal, ...] | None = None,
        title: str = "加大创新主体培育力度",
        parent: Task | None = None,
        keeper: Unit | None = None,
        document: Draft | None = None,
        **more: object,
    ) -> Task:
        task = Task.objects.create(
            position=next(position), parent=parent, keeper=keeper, document=document
        )
        answers = units if units is not None else (Answer(science.pk, "responsible", "市科技局"),)
        goals = targets if targets is not None else (high_tech_goal(),)
        payload = {
            "document": document.pk if document else None,
            "row": None,
            "position": task.position,
            "title": title,
            "text": f"{title}。",
            "basis": "《云岭市若干措施》第1条",
            "due": "2024-06-30",
            "units": [answer_payload(answer) for answer in answers],
            "targets": [goal_payload(goal) for goal in goals],
            **({"parent": parent.pk} if parent else {}),
            **({"keeper": keeper.pk} if keeper else {}),
            **more,
        }
        append_events(
            [NewEvent(task.pk, "confirmed", payload)],
            actor=clerk,
            occurred_at=NOON - timedelta(days=1),
        )
        task.refresh_from_db()
        return task

    return make


@pytest.fixture
def make_file(db: None) -> Callable[[], StoredFile]:
    numbers = iter(range(10_000))

    def make() -> StoredFile:
        return StoredFile.objects.create(
            sha256=f"{next(numbers):064x}", size=1, media_type="application/pdf", kept_at=NOON
        )

    return make


@pytest.fixture
def make_draft(clerk: Person, region: Region, make_file: Callable[[], StoredFile]):
    def make(
        *,
        title: str = "云岭市攻坚二季度若干措施",
        number: str = "云政〔2024〕8号",
        issued: str = "2024-05-08",
    ) -> Draft:
        source = Source.objects.create(
            file=make_file(),
            name="措施.txt",
            uploaded_by=clerk,
            uploaded_at=NOON,
            state=ReadingState.READ,
        )
        return Draft.objects.create(
            source=source,
            position=1,
            title=title,
            document_number=number,
            issued=date.fromisoformat(issued),
            region=region,
            span_start=0,
            span_end=100,
        )

    return make


@pytest.fixture
def make_row(science: Unit):
    def make(draft: Draft, **fields: object) -> DraftRow:
        position = draft.rows.count() + 1
        target = {
            "indicator": "培育高新技术企业",
            "op": ">=",
            "value": 140,
            "value_max": None,
            "unit": "家",
            "deadline": "2024-06-30",
            "quote": "培育140家高新技术企业",
        }
        defaults = {
            "position": position,
            "path": [str(position)],
            "title": "加大创新主体培育力度",
            "text": "加大创新主体培育力度。上半年，培育140家高新技术企业。（市科技局）",
            "units": [{"name": "市科技局", "role": "responsible", "unit_id": science.pk}],
            "targets": [target],
            "deadlines": [{"quote": "上半年", "date": "2024-06-30", "basis": "inferred"}],
            "state": RowState.ACCEPTED,
        }
        return DraftRow.objects.create(draft=draft, **{**defaults, **fields})

    return make
