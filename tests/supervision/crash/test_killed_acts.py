"""What a clerk does, killed at every step: it happened whole or not at all."""
# ruff: noqa: F811 - fixtures are asked for by their names

from datetime import timedelta

import pytest

from supervision.asking import JULY, extend, state_of
from supervision.crash.killing import kill_at_every_step
from supervision.owing_tasks import dispatch
from supervision.rechecks.test_rechecking import ALL, auditor, close  # noqa: F401 - fixtures
from taizhang.ledger.domain.errors import ActInputError, TaskStateError
from taizhang.ledger.models import Task
from taizhang.supervision.domain.errors import RecheckError
from taizhang.supervision.domain.intake.confirming import confirm_matters
from taizhang.supervision.domain.rechecks.rechecking import open_round
from taizhang.supervision.domain.requests.deciding import grant_requests
from taizhang.supervision.domain.slips.errors import SlipChangedError
from taizhang.supervision.domain.slips.issuing import SlipInput, issue_slips
from taizhang.supervision.models import MechanismVersion

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
DAY = timedelta(days=1)


def test_dispatch_of_three_tasks(make_task, clerk, liaison, noon):
    tasks = [make_task(title=f"任务{n}") for n in range(3)]
    ended = kill_at_every_step(
        lambda: dispatch(tasks, clerk, noon, kind="ordinary"), refused=TaskStateError
    )
    assert ended.commits == 1


def test_slips_in_bulk_have_numbers_without_gaps(underway, clerk, noon):
    tasks = [underway() for _ in range(3)]
    late = noon + 5 * DAY
    slips = [SlipInput(task.pk, "blue") for task in tasks]

    def work():
        issue_slips(slips, actor=clerk, as_of=late)

    assert kill_at_every_step(work, refused=SlipChangedError).commits == 1
    work()  # on the test's own database, which nobody was killed on
    assert [state_of(task).slip.number for task in tasks] == [f"督〔2024〕{n}号" for n in (1, 2, 3)]


def test_granting_in_bulk(underway, leader, clerk, noon):
    tasks = [underway() for _ in range(3)]
    for task in tasks:
        extend(task, JULY, actor=leader, as_of=noon)
    seen = {task.pk: noon for task in tasks}
    ended = kill_at_every_step(
        lambda: grant_requests(seen, actor=clerk, as_of=noon), refused=TaskStateError
    )
    assert ended.commits == 1


def test_confirming_the_lines_of_a_meeting(make_meeting, clerk, liaison, noon):
    meeting = make_meeting()
    chosen = {"mechanism": MechanismVersion.objects.get(key="13710").pk, "kind": "ordinary"}

    def work():
        confirm_matters(meeting, actor=clerk, as_of=noon, dispatch={"supervision": chosen})

    assert kill_at_every_step(work).commits == 1


def test_decomposition(levels, make_task):
    whole = make_task()
    ended = kill_at_every_step(
        lambda: levels.give(whole, {"青石县": 70, "白河县": 70}), refused=ActInputError
    )
    assert ended.commits == 1
    assert not Task.objects.filter(parent=whole).exists()


def test_drawing_a_round_of_rechecks(close, head, auditor, noon):
    close(2)
    ended = kill_at_every_step(
        lambda: open_round(ALL, seed="春分", actor=head, as_of=noon), refused=RecheckError
    )
    assert ended.commits == 1
