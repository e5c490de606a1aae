"""A small city with one document that may be public, one that may not, and an indicator."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from ledger.conftest import (  # noqa: F401 - fixtures
    appoint,
    clerk,
    county,
    industry,
    liaison,
    make_draft,
    make_file,
    make_person,
    make_row,
    make_task,
    make_unit,
    noon,
    region,
    science,
)
from supervision.asking import head, leader, mayor  # noqa: F401 - fixtures
from taizhang.accounts.models import Person
from taizhang.documents.models import Draft
from taizhang.indicators.domain.defining.defining import define_indicator
from taizhang.indicators.domain.linking.linking import link_target
from taizhang.indicators.domain.observing.recording import record_observations
from taizhang.indicators.domain.types import FigureInput, IndicatorInput, LinkInput
from taizhang.indicators.enums import Source, Way
from taizhang.indicators.models import GoalPace, Indicator, Series
from taizhang.ledger.domain.chain import NewEvent, append_events
from taizhang.ledger.domain.confirming import confirm_draft
from taizhang.ledger.domain.reporting import report_progress
from taizhang.ledger.domain.reports import FigureInput as Reported
from taizhang.ledger.domain.reports import ReportInput
from taizhang.ledger.domain.signing import sign_for_task
from taizhang.ledger.models import Task
from taizhang.reporting.domain.public.marking import (
    publish_document,
    publish_indicator,
    publish_task,
)
from taizhang.reporting.domain.public.offering import (
    database_moment,
    offer_document,
    offer_indicator,
    offer_task,
)

NOON = datetime(2024, 6, 3, 4, 0, tzinfo=UTC)
REASON = "政务公开办审查意见"
PROGRESS = "已培育 62 家，其中两家正与投资方谈判，暂不宜对外。"


@dataclass(frozen=True)
class City:
    """What the tests of public pages look at."""

    document: Draft
    tasks: tuple[Task, Task]
    series: Series
    indicator: Indicator


@pytest.fixture
def confirm(make_draft, make_row, clerk: Person) -> Callable[..., tuple[Draft, list[Task]]]:  # noqa: F811
    """A confirmed document of this text with a task of each title."""

    def make(*titles: str, text: str = "（此件公开发布）", **more: object):
        draft = make_draft(**more)
        draft.source.text = text
        draft.source.save()
        for title in titles:
            make_row(draft, title=title, text=f"{title}。上半年，培育140家高新技术企业。")
        done = confirm_draft(draft, actor=clerk, as_of=NOON)
        draft.refresh_from_db()
        return draft, sorted(done.tasks, key=lambda task: task.pk)

    return make


def go_on(task: Task, *, clerk: Person, liaison: Person) -> None:  # noqa: F811
    """Dispatch, sign, report 62 of 140."""
    append_events([NewEvent(task.pk, "dispatched", {})], actor=clerk, occurred_at=NOON)
    sign_for_task(task, actor=liaison, as_of=NOON)
    figure = Reported(1, Decimal(62), date(2024, 5, 31))
    report = ReportInput(text=PROGRESS, percent=44, figures=(figure,))
    report_progress(task, report, actor=liaison, as_of=NOON)


@pytest.fixture
def city(confirm, clerk, liaison, head, region, science) -> City:  # noqa: F811
    """One document with two tasks; the first is underway and held to an indicator."""
    draft, tasks = confirm("加大创新主体培育力度", "建成科技企业孵化器")
    go_on(tasks[0], clerk=clerk, liaison=liaison)
    meaning = IndicatorInput(
        "高新技术企业", "家", "more", "month", "cumulative", region.pk, office_id=science.pk
    )
    indicator = define_indicator(meaning, code="GX001", actor=head, as_of=NOON)
    series = Series.objects.get(indicator=indicator)
    link_target(tasks[0], LinkInput(1, series.pk), actor=head, as_of=NOON)
    given = {date(2024, 1, 31): 10, date(2024, 2, 29): 21, date(2024, 3, 31): 33}
    figures = [FigureInput(series.pk, day, Decimal(value)) for day, value in given.items()]
    record_observations(figures, source=Source.OFFICE, way=Way.PAGE, actor=None, as_of=NOON)
    GoalPace.objects.update_or_create(
        goal=series.goals.get(),
        defaults={
            "day": date(2024, 6, 3),
            "pace": "behind",
            "value": Decimal(62),
            "observed_on": date(2024, 5, 31),
            "refreshed_at": NOON,
        },
    )
    return City(draft, (tasks[0], tasks[1]), series, indicator)


@pytest.fixture
def publish(head: Person) -> Callable[..., object]:  # noqa: F811
    """Publish a document with these tasks, a task, or an indicator, as the head does."""

    def make(thing: Draft | Task | Indicator, *tasks: Task, actor: Person = head):
        said = {"reason": REASON, "actor": actor}
        if isinstance(thing, Draft):
            digest = offer_document(thing.pk, moment=database_moment()).digest
            ids = [task.pk for task in tasks]
            return publish_document(thing.pk, tasks=ids, digest=digest, **said)
        if isinstance(thing, Task):
            digest = offer_task(thing.pk, moment=database_moment()).digest
            return publish_task(thing.pk, digest=digest, **said)
        digest = offer_indicator(thing.code, moment=database_moment()).digest
        return publish_indicator(thing.code, digest=digest, **said)

    return make
