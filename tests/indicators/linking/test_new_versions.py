"""A new version of a document: who takes over a task takes over its links."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from indicators.linking.conftest import NOON, versions
from taizhang.accounts.models import Person
from taizhang.documents.models import Draft
from taizhang.indicators.domain.linking.projecting import PROJECTION, load_links
from taizhang.indicators.models import GoalVersion, Series, SeriesGoal
from taizhang.ledger.domain.choices import Choices
from taizhang.ledger.domain.confirming import confirm_draft
from taizhang.ledger.domain.queries.earlier import changes_against
from taizhang.ledger.domain.rebuilding import rebuild_projection
from taizhang.ledger.domain.verification import verify
from taizhang.ledger.models import Task

Do = Callable[..., object]
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


def test_links_that_went_over_are_folded_from_the_chain_again(
    replaced: tuple[Task, Task],
) -> None:
    GoalVersion.objects.all().delete()
    SeriesGoal.objects.all().delete()
    assert not verify().holds
    assert rebuild_projection(PROJECTION) == 2
    assert verify().holds
