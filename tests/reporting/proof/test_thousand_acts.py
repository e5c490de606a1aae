"""A past bulletin after a thousand later acts of every kind: numbers, words, files and the lists
behind the figures are as they were, and so they are once all projections were folded anew."""

from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from django.utils import timezone

from reporting.bulletins.cities import HALF, City
from reporting.proof.later_acts import ACTS, END, NOON, Later
from taizhang.documents.domain.storing import open_file
from taizhang.indicators.domain.goals import GoalInput, set_goal
from taizhang.indicators.domain.linking import link_target
from taizhang.indicators.domain.linking.projecting import PROJECTION as LINKS
from taizhang.indicators.domain.observing import record_observations
from taizhang.indicators.domain.pace.planning import file_plan
from taizhang.indicators.domain.types import FigureInput, LinkInput
from taizhang.indicators.domain.warnings import evaluate_warnings
from taizhang.indicators.enums import Source, Way
from taizhang.indicators.models import GoalVersion, Series
from taizhang.ledger.domain.closing import accept_closure, request_closure
from taizhang.ledger.domain.rebuilding import rebuild_projection
from taizhang.ledger.domain.reports import ReportInput
from taizhang.ledger.domain.verification import verify
from taizhang.ledger.models import Task
from taizhang.reporting.domain.bulletins.drafting import draft_bulletin
from taizhang.reporting.domain.bulletins.issuing import issue_bulletin
from taizhang.reporting.domain.bulletins.rebuilding import printed_of, rebuild_bulletin
from taizhang.reporting.domain.bulletins.reviewing import review_bulletin
from taizhang.reporting.domain.figures.behind import rows_behind
from taizhang.reporting.domain.figures.gathering import Gathered, canonical
from taizhang.reporting.domain.papers.composing import asked_of, compose_again
from taizhang.reporting.domain.papers.files import annex_bytes, word_bytes
from taizhang.reporting.domain.papers.papers import Printed
from taizhang.reporting.domain.papers.printing import print_bulletin
from taizhang.reporting.models import Bulletin
from taizhang.supervision.domain.registration import PROJECTION as CLOCKS
from taizhang.supervision.models import SupervisedTask

JUNE = date(2024, 6, 30)
STEPS = 180


@pytest.fixture
def series(city: City, make_series: Any) -> list[Series]:
    place = city.counties["青石县"].region
    return [make_series("甲", office=city.science), make_series("乙", place=place)]


@pytest.fixture
def tasks(city: City, series: list[Series], officer: Any, clerk: Any, liaison: Any) -> list[Task]:
    """Six tasks: two held to a series, one of them by a plan, one closed, one behind."""
    found = [city.start(city.task(("甲", ">=", 100), title=f"任务{n}")) for n in range(6)]
    for place, task in enumerate(found):
        city.report(task, 20 * place)
    for task in found[:2]:
        link_target(task, LinkInput(1, series[0].pk), actor=officer, as_of=NOON)
    goal = found[0].goals.get()
    file_plan(goal, {JUNE: Decimal(30), END: Decimal(100)}, actor=officer, as_of=NOON)
    said = GoalInput(">=", Decimal(80), deadline=END, reference="县区计划")
    set_goal(series[1], said, actor=officer, as_of=NOON)
    for each, value in zip(series, (12, 60), strict=True):
        rows = [FigureInput(each.pk, JUNE, Decimal(value))]
        record_observations(rows, source=Source.OFFICE, way=Way.PAGE, actor=officer, as_of=NOON)
    request_closure(found[5], ReportInput("完成"), actor=liaison, as_of=NOON)
    accept_closure(found[5], grade="good", actor=clerk, as_of=NOON)
    evaluate_warnings(as_of=NOON)
    return found


def issued(clerk: Any, head: Any) -> Bulletin:
    drafted = draft_bulletin(HALF, keeper_id=None, actor=clerk, as_of=timezone.now())
    review_bulletin(drafted, seen=drafted.digest, actor=head, as_of=timezone.now())
    return issue_bulletin(drafted, seen=drafted.digest, actor=clerk, as_of=timezone.now())


def kept_files(bulletin: Bulletin) -> tuple[bytes, bytes]:
    """The Word file and the annex as they were issued."""
    with open_file(bulletin.word) as word, open_file(bulletin.annex) as annex:
        return word.read(), annex.read()


def made_again(bulletin: Bulletin) -> Printed:
    """The bulletin from what the ledger holds, not from what was kept of it."""
    again = compose_again(bulletin)
    return Printed(again.numbers, again.words, bulletin.number, bulletin.issued_on)


def lists_behind(numbers: dict[str, Any]) -> dict[str, object]:
    """What a click on a figure shows, for each kind of figure."""
    found = Gathered(asked_of(numbers))
    keys = [f"numbers.{word}" for word in ("behind", "on_pace", "ahead", "done", "unknown")]
    keys += ["tasks.closed", "tasks.open", "tasks.overdue", "warnings", "numbers", "tasks"]
    behind = {key: rows_behind(found, key) for key in keys}
    return {
        key: ([n.id for n in rows.numbers], [t.id for t in rows.tasks], len(rows.warnings))
        for key, rows in behind.items()
    }


def fold_anew() -> None:
    """The rows that follow from the chains, from the chains alone."""
    GoalVersion.objects.filter(goal__task__isnull=False).delete()
    SupervisedTask.objects.all().delete()
    rebuild_projection(LINKS)
    rebuild_projection(CLOCKS)


@pytest.mark.parametrize("seed", [6])
def test_nothing_done_later_changes_a_past_bulletin(
    city, tasks, series, officer, clerk, head, seed
):
    bulletin = issued(clerk, head)
    before = printed_of(bulletin)
    said = canonical(before.numbers), canonical(before.words)
    files, behind = kept_files(bulletin), lists_behind(before.numbers)
    later = Later(Random(seed), city, tasks, series, officer)
    for _step in range(STEPS):
        later.step()
    assert later.done.total() > 1_000
    assert [act for act in ACTS if not later.done[act]] == []
    now = print_bulletin(HALF, as_of=timezone.now())
    for part in ("items", "offices"):
        assert now.numbers[part] != before.numbers[part], part
    for _again in range(2):
        assert rebuild_bulletin(bulletin).differences == ()
        again = made_again(bulletin)
        assert (canonical(again.numbers), canonical(again.words)) == said
        assert (word_bytes(again), annex_bytes(again)) == files
        assert lists_behind(before.numbers) == behind
        assert verify().holds
        fold_anew()
