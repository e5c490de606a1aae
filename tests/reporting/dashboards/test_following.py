"""A board that is kept follows what is recorded: it is the board that one would read anew."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from indicators.pace.given import give_rule
from indicators.projections.stored import give_goal
from taizhang.indicators.domain.goals import end_goal
from taizhang.indicators.domain.observing import record_observations
from taizhang.indicators.domain.refreshing import refresh_outlooks, refresh_pace
from taizhang.indicators.domain.types import FigureInput
from taizhang.indicators.enums import Source, Way
from taizhang.organisations.models import Region
from taizhang.reporting.domain.dashboards import reading
from taizhang.reporting.domain.dashboards.board import counts_in, tallies_in
from taizhang.reporting.domain.dashboards.filters import Narrowed
from taizhang.reporting.domain.dashboards.listing import entries_in, name_of, worst_in
from taizhang.reporting.domain.dashboards.looking_ahead import look_ahead
from taizhang.reporting.domain.dashboards.moving import moved_between
from taizhang.reporting.domain.dashboards.reading import board_on

pytestmark = pytest.mark.django_db(transaction=True)  # what follows a commit is part of it


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def goals(city, make_series, now):
    """Of each place and office a goal of this year, of which last month's figure is known."""
    made = []
    for number, name in enumerate(("青石县", "白河县", "云岭市") * 2):
        office = (city.science, city.industry)[number % 2]
        place = Region.objects.get(name=name)
        series = make_series(f"指标{number}", place=place, office=office)
        made.append(give_goal(series, deadline=date(now.year, 12, 31)))
    refresh_pace(None, as_of=now)
    refresh_outlooks(None, as_of=now)
    return made


@pytest.fixture
def give(officer, now):
    def submit(goal, value):
        last_month = timezone.localdate(now).replace(day=1) - timedelta(days=1)
        row = FigureInput(goal.series_id, last_month, Decimal(value))
        record_observations([row], source=Source.OFFICE, way=Way.PAGE, actor=officer, as_of=now)

    return submit


def _said(board, then):
    """All that pages read of a board."""
    places = {key[1] for key in board.cells}
    offices = {key[0] for key in board.cells}
    narrowed = [Narrowed(), *map(Narrowed, places), *(Narrowed(office=pk) for pk in offices)]
    return [
        (
            counts_in(board, each),
            tallies_in(board, each),
            [name_of(entry) for entry in entries_in(board, each)],
            [(number.id, number.judged) for number in worst_in(board, each, 2)],
            look_ahead(board, each).counts,
            list(moved_between(then, board, each).of_kind("")),
        )
        for each in narrowed
    ]


def _check(day, then):
    """The board that followed says what one says that is read anew."""
    followed = board_on(day, now=timezone.now())
    anew = reading.read_board(day, now=timezone.now())
    assert _said(followed, then) == _said(anew, then)
    return followed


@pytest.mark.parametrize("back", [0, 10])
def test_a_board_that_followed_is_the_board_read_anew(goals, city, give, officer, now, back):
    day = timezone.localdate(now) - timedelta(days=back)
    then = _check(day, board_on(day, now=now))
    first, second, third, *_rest = goals
    for act in (
        lambda: give(first, 500),
        lambda: give(first, 1),
        lambda: (give(second, 140), give(third, 160)),
        lambda: city.task(("后来的数", ">=", 9), title="后来的任务"),
        lambda: end_goal(second, actor=officer, as_of=now),
        lambda: _give_another(third),
        lambda: give_rule("line", by=officer, tolerance_pct=50),
    ):
        act()
        assert _check(day, then).asked.known_at > now


def _give_another(goal):
    """A second goal of a series, which nobody gives figures of any longer."""
    added = give_goal(goal.series, value=1, deadline=goal.versions.get().deadline)
    goal.series.office = None
    goal.series.save()
    refresh_pace([added.series_id], as_of=timezone.now())


def test_what_was_entered_is_seen_at_the_next_look(goals, give, now):
    day = timezone.localdate(now)
    assert counts_in(board_on(day, now=now), Narrowed())["unknown"] == len(goals)
    give(goals[0], 500)
    assert counts_in(board_on(day, now=now), Narrowed())["done"] == 1


def test_only_what_changed_is_read(goals, give, now, monkeypatch):
    day = timezone.localdate(now)
    before = board_on(day, now=now)
    monkeypatch.setattr(reading, "read_board", None)  # would be called for everything
    give(goals[0], 500)
    with CaptureQueriesContext(connection) as asked:
        after = board_on(day, now=now)
    assert len(asked) == 4, [each["sql"][:90] for each in asked]  # stamp, ids, days, goals
    assert after.tasks is before.tasks
    replaced = {key for key, cell in after.cells.items() if cell is not before.cells[key]}
    assert len(replaced) == 1
    with CaptureQueriesContext(connection) as asked:
        assert board_on(day, now=now).cells is after.cells
    assert len(asked) == 1


def test_a_report_on_one_task_judges_its_numbers_only(city):
    task, other = (city.task(("一个数", ">=", 9), ("二", ">=", 2)) for _ in range(2))
    day = date(2024, 6, 30)
    before = board_on(day, now=timezone.now()).numbers
    city.report(city.start(task), 9, 1)
    after = board_on(day, now=timezone.now()).numbers
    assert [number.pace for number in after] == ["done", "on_pace", "unknown", "unknown"]
    assert [number.task_id for number in after] == [task.pk, task.pk, other.pk, other.pk]
    assert [new is old for new, old in zip(after, before, strict=True)] == [
        False,
        False,
        True,
        True,
    ]
    assert after == reading.read_board(day, now=timezone.now()).numbers


def test_a_writer_that_commits_late_is_not_missed(goals, city, now):
    """An event whose number is lower than one that was read, and which ended after it."""
    task = city.task(("一个数", ">=", 9))
    day = timezone.localdate(now)
    board_on(day, now=now)
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM ledger_event")
        [last] = cursor.fetchone()
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('ledger_event', 'id'), %s)", [last + 9]
        )
    city.task(("第二个数", ">=", 9), title="后写的")
    assert len(board_on(day, now=now).numbers) == 2
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence('ledger_event', 'id'), %s)", [last])
    city.task(("第三个数", ">=", 9), title="编号在前，提交在后")
    assert len(board_on(day, now=now).numbers) == 3
    assert task.pk in board_on(day, now=now).held.tasks


def test_a_past_moment_is_read_once(goals, give, now):
    day = timezone.localdate(now)
    known_at = datetime(now.year, 1, 2, tzinfo=UTC)
    board = board_on(day, now=now, known_at=known_at)
    give(goals[0], 500)
    assert board_on(day, now=now, known_at=known_at) is board
