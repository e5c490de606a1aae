"""A new version of a document: who takes over a task takes over its links."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from indicators.linking.conftest import NOON, versions
from taizhang.accounts.models import Person
from taizhang.documents.models import Draft
from taizhang.indicators.domain.linking.projecting import PROJECTION, load_links
from taizhang.indicators.domain.linking.state import carried, hold
from taizhang.indicators.domain.types import LinkInput
from taizhang.indicators.models import GoalVersion, Series, SeriesGoal
from taizhang.ledger.domain.choices import Choices
from taizhang.ledger.domain.confirming import confirm_draft
from taizhang.ledger.domain.projection import load_snapshots
from taizhang.ledger.domain.queries.earlier import changes_against
from taizhang.ledger.domain.rebuilding import rebuild_projection
from taizhang.ledger.domain.snapshot import Snapshot
from taizhang.ledger.domain.verification import verify
from taizhang.ledger.models import Task

Do = Callable[..., object]
HALF, YEAR_END = date(2024, 6, 30), date(2024, 12, 31)
NEXT_HALF, NEXT_END = date(2025, 6, 30), date(2025, 12, 31)
LATER = [{"indicator": "培育高新技术企业", "op": ">=", "value": 200, "unit": "家", "quote": ""}]


@pytest.fixture
def replaced(
    make_draft: Callable[..., Draft], make_row: Do, series: Series, link: Do, clerk: Person
) -> tuple[Task, Task]:
    """A linked task, and the one that takes over from it with a greater number."""
    earlier = make_draft(title="云岭市2023年攻坚若干措施")
    make_row(earlier)
    [old] = confirm_draft(earlier, actor=clerk, as_of=NOON).tasks
    link(old, series, method="season")
    later = make_draft(title="云岭市2024年攻坚若干措施", number="云政〔2024〕9号")
    make_row(later, targets=LATER)
    compared = changes_against(later, earlier)
    choices = Choices(
        replaces=earlier,
        successors={c.row_id: c.task_id for c in compared if c.row_id and c.task_id},
    )
    day = NOON + timedelta(days=1)
    [new] = confirm_draft(later, actor=clerk, as_of=day, choices=choices).tasks
    return old, new


def test_the_link_goes_over_with_the_new_number(
    replaced: tuple[Task, Task], series: Series
) -> None:
    old, new = replaced
    [ended], [begun] = versions(old), versions(new)
    assert (ended.value, ended.until is None) == (140, False)
    assert (begun.goal.series, begun.value, begun.method) == (series, 200, "season")
    assert load_links([old.pk, new.pk], None)[old.pk] == ()
    assert verify().holds


def test_a_half_years_and_a_years_number_go_over_each_to_its_own(
    make_task: Callable[..., Task],
) -> None:
    [task] = load_snapshots([make_task().pk]).values()

    def numbers(*deadlines: date | None) -> Snapshot:
        goal = task.targets[0]
        goals = (replace(goal, key=n, deadline=day) for n, day in enumerate(deadlines, 1))
        return replace(task, targets=tuple(goals))

    old = numbers(HALF, YEAR_END)
    links = tuple(hold(LinkInput(key, key * 10), old) for key in (1, 2))

    def went(new: Snapshot) -> dict[int, int]:
        told = carried(links, old, new)
        assert len({each["key"] for each in told}) == len(told)
        return {each["series"]: each["key"] for each in told}

    assert went(numbers(HALF, YEAR_END)) == {10: 1, 20: 2}
    assert went(numbers(YEAR_END, HALF)) == {10: 2, 20: 1}
    assert went(numbers(NEXT_END, NEXT_HALF)) == {10: 2, 20: 1}  # by order where all days moved
    assert went(numbers(YEAR_END)) == {20: 1}
    assert went(numbers(None)) == {10: 1}


def test_links_that_went_over_are_folded_from_the_chain_again(
    replaced: tuple[Task, Task],
) -> None:
    GoalVersion.objects.all().delete()
    SeriesGoal.objects.all().delete()
    assert not verify().holds
    assert rebuild_projection(PROJECTION) == 2
    assert verify().holds
