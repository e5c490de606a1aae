"""Two people give a figure for one day at the same time: one after the other, nothing lost."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection, transaction

from taizhang.accounts.models import Person
from taizhang.indicators.domain.errors import FiguresRefusedError
from taizhang.indicators.domain.observing import record_observations
from taizhang.indicators.domain.observing.moments import settled_moment
from taizhang.indicators.domain.queries.counting import all_values, counting_values
from taizhang.indicators.domain.types import FigureInput
from taizhang.indicators.enums import Source, Way
from taizhang.indicators.models import Series, Submission
from taizhang.organisations.models import Unit

NOON = datetime(2024, 7, 3, 4, 0, tzinfo=UTC)
JUNE = date(2024, 6, 30)

pytestmark = pytest.mark.django_db(transaction=True)


def give(series_id: int, actor: Person, value: int, final: bool = True, key: str = "") -> object:
    try:
        return record_observations(
            [FigureInput(series_id, JUNE, Decimal(value), is_final=final)],
            source=Source.OFFICE,
            way=Way.PAGE,
            actor=actor,
            as_of=NOON,
            key=key,
        )
    except FiguresRefusedError as refused:
        return refused
    finally:
        if not connection.in_atomic_block:
            connection.close()


def beside_mine(series_id: int, mine: Callable[[], object], theirs: Callable[[], object]) -> object:
    """Mine is recorded and not yet committed when theirs begins; theirs has to wait for it."""
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            mine()
            waiting: Future[object] = pool.submit(theirs)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.3)
        return waiting.result(timeout=20)


@pytest.fixture
def series(make_series: Callable[..., Series], science: Unit) -> Series:
    return make_series(office=science)


def test_the_second_of_two_at_once_counts(series: Series, liaison: Person, officer: Person) -> None:
    pk = series.pk
    beside_mine(pk, lambda: give(pk, liaison, 70), lambda: give(pk, officer, 72))
    kept = list(all_values(pk))
    assert [each.value for each in kept] == [72, 70]
    assert kept[0].recorded_at > kept[1].recorded_at
    assert counting_values([pk], until=JUNE)[pk][0].value == 72


def test_a_provisional_figure_at_once_with_a_final_one_is_refused(
    series: Series, liaison: Person, officer: Person
) -> None:
    pk = series.pk
    refused = beside_mine(
        pk, lambda: give(pk, liaison, 70), lambda: give(pk, officer, 72, final=False)
    )
    assert isinstance(refused, FiguresRefusedError)
    assert [each.value for each in all_values(pk)] == [70]


def test_one_key_sent_twice_at_once_is_taken_once(series: Series, liaison: Person) -> None:
    pk = series.pk
    beside_mine(pk, lambda: give(pk, liaison, 70, key="k"), lambda: give(pk, liaison, 70, key="k"))
    assert Submission.objects.count() == 1
    assert all_values(pk).count() == 1


def test_a_settled_moment_waits_for_figures_in_flight(series: Series, liaison: Person) -> None:
    pk = series.pk

    def settle() -> object:
        try:
            return settled_moment()
        finally:
            connection.close()

    moment = beside_mine(pk, lambda: give(pk, liaison, 70), settle)
    known = counting_values([pk], until=JUNE, known_at=moment)
    assert known[pk][0].value == 70
