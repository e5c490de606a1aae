"""The one door for figures: all or nothing, revisions, keys, whose figures they are."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.test.utils import CaptureQueriesContext

from taizhang.accounts.models import Person
from taizhang.indicators.domain.errors import FiguresRefusedError, IndicatorError
from taizhang.indicators.domain.observing import record_observations
from taizhang.indicators.domain.queries.counting import all_values, counting_values
from taizhang.indicators.domain.types import FigureInput, Seen
from taizhang.indicators.enums import Source, Way
from taizhang.indicators.models import Observation, Series, Submission
from taizhang.organisations.models import Unit

NOON = datetime(2024, 7, 3, 4, 0, tzinfo=UTC)
JUNE = date(2024, 6, 30)


@pytest.fixture
def series(make_series: Callable[..., Series], science: Unit) -> Series:
    return make_series(office=science)


def give(series: Series, actor: Person | None, value: str = "70", **more: object) -> Submission:
    how = {"source": Source.OFFICE, "way": Way.PAGE, "as_of": NOON}
    figure = {"day": JUNE, "is_final": True}
    figure |= {name: more.pop(name) for name in ("day", "is_final") if name in more}
    row = FigureInput(series.pk, value=Decimal(value), **figure)
    return record_observations([row], actor=actor, **{**how, **more})


def counts(series: Series, **more: object) -> list[Seen]:
    return counting_values([series.pk], until=date(2024, 12, 31), **more).get(series.pk, [])


def codes(refused: pytest.ExceptionInfo[FiguresRefusedError]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


def test_a_figure_is_kept_with_who_gave_it(series: Series, liaison: Person, science: Unit) -> None:
    submission = give(series, liaison, unit=science, file_name="6月.xlsx", way=Way.EXCEL)
    kept = all_values(series.pk).get()
    assert (kept.value, kept.day, kept.source, kept.is_final) == (70, JUNE, Source.OFFICE, True)
    assert kept.submission == submission
    assert (submission.submitted_by, submission.unit) == (liaison, science)
    assert submission.file_name == "6月.xlsx"
    assert kept.recorded_at == submission.recorded_at
    assert counts(series) == [Seen(JUNE, Decimal(70), Source.OFFICE, True)]


def test_a_revision_stands_beside_what_it_revises(series: Series, liaison: Person) -> None:
    first = give(series, liaison, "70")
    give(series, liaison, "68")
    assert [kept.value for kept in all_values(series.pk)] == [68, 70]
    assert [seen.value for seen in counts(series)] == [68]
    assert [seen.value for seen in counts(series, known_at=first.recorded_at)] == [70]


def test_the_office_counts_before_a_programme_and_a_unit(series: Series, liaison: Person) -> None:
    give(series, liaison, "70")
    give(series, None, "75", source=Source.PROGRAMME, way=Way.PROGRAMME)
    give(series, liaison, "80", source=Source.UNIT, way=Way.FIGURE)
    assert [seen.value for seen in counts(series)] == [70]
    assert [kept.value for kept in all_values(series.pk)] == [70, 75, 80]


def test_a_later_programme_value_counts_where_the_office_gave_none(
    series: Series, liaison: Person
) -> None:
    give(series, liaison, "80", source=Source.UNIT, way=Way.FIGURE)
    give(series, None, "75", source=Source.PROGRAMME, way=Way.PROGRAMME)
    assert [seen.value for seen in counts(series)] == [75]


def test_a_final_figure_follows_a_provisional_one(series: Series, liaison: Person) -> None:
    give(series, liaison, "70", is_final=False)
    give(series, liaison, "70", is_final=True)
    assert counts(series) == [Seen(JUNE, Decimal(70), Source.OFFICE, True)]
    assert all_values(series.pk).count() == 2


def test_a_provisional_figure_never_follows_a_final_one(series: Series, liaison: Person) -> None:
    give(series, liaison, "70")
    with pytest.raises(FiguresRefusedError, match="已报最终数70") as refused:
        give(series, liaison, "71", is_final=False)
    assert codes(refused) == ["final_stands"]
    assert refused.value.problems[0].field == "is_final"
    assert [seen.value for seen in counts(series)] == [70]


def test_a_provisional_figure_of_another_source_is_taken(series: Series, liaison: Person) -> None:
    give(series, liaison, "70", source=Source.UNIT, way=Way.FIGURE)
    give(series, liaison, "71", is_final=False)
    assert [seen.value for seen in counts(series)] == [71]


def test_nothing_is_taken_where_one_figure_is_bad(
    series: Series, make_series: Callable[..., Series], science: Unit, liaison: Person
) -> None:
    other = make_series("科技型中小企业", office=science)
    rows = [
        FigureInput(series.pk, JUNE, Decimal(70)),
        FigureInput(other.pk, date(2024, 6, 29), Decimal("NaN")),
        FigureInput(0, JUNE, Decimal(1)),
        FigureInput(series.pk, JUNE, Decimal(71)),
        FigureInput(other.pk, date(2024, 7, 31), Decimal("1E+22")),
        FigureInput(other.pk, JUNE, Decimal("0.0000001")),
    ]
    with pytest.raises(FiguresRefusedError) as refused:
        record_observations(rows, source=Source.OFFICE, way=Way.PAGE, actor=liaison, as_of=NOON)
    found = [(problem.row, problem.code, problem.field) for problem in refused.value.problems]
    assert found == [
        (1, "not_a_period_end", "day"),
        (1, "not_a_number", "value"),
        (2, "unknown_series", "indicator"),
        (3, "given_twice", "day"),
        (4, "day_to_come", "day"),
        (4, "too_large", "value"),
        (5, "too_fine", "value"),
    ]
    assert not Submission.objects.exists()


@pytest.mark.parametrize("value", ["-12.500000", "9999999999999999999999.999999", "0", "0E-9"])
def test_the_greatest_and_the_finest_figures_fit(
    series: Series, liaison: Person, value: str
) -> None:
    give(series, liaison, value)
    assert counts(series)[0].value == Decimal(value)


def test_days_between_the_ends_of_periods_are_for_units_only(
    series: Series, liaison: Person
) -> None:
    day = date(2024, 6, 18)
    give(series, liaison, source=Source.UNIT, way=Way.FIGURE, day=day)
    with pytest.raises(FiguresRefusedError, match="不是期末日期"):
        give(series, liaison, day=day)


@pytest.mark.parametrize(
    ("moment", "day", "taken"),
    [
        (datetime(2023, 12, 31, 15, 30, tzinfo=UTC), date(2023, 12, 31), True),  # 23:30
        (datetime(2023, 12, 30, 16, 30, tzinfo=UTC), date(2023, 12, 31), True),  # 00:30
        (datetime(2023, 12, 30, 15, 30, tzinfo=UTC), date(2023, 12, 31), False),  # 23:30
    ],
)
def test_a_day_is_to_come_by_the_clock_of_the_city(
    series: Series, officer: Person, moment: datetime, day: date, taken: bool
) -> None:
    if taken:
        give(series, officer, day=day, as_of=moment)
        return
    with pytest.raises(FiguresRefusedError, match="还没有到"):
        give(series, officer, day=day, as_of=moment)


def test_who_does_not_supply_a_series_gives_no_figures(
    series: Series, other_liaison: Person
) -> None:
    with pytest.raises(FiguresRefusedError, match="不能填报") as refused:
        give(series, other_liaison)
    assert codes(refused) == ["not_yours"]


def test_the_supplier_of_a_region_comes_before_that_of_the_indicator(
    make_series: Callable[..., Series],
    science: Unit,
    industry: Unit,
    liaison: Person,
    other_liaison: Person,
) -> None:
    series = make_series(office=science)
    series.office = industry
    series.save()
    give(series, other_liaison)
    with pytest.raises(FiguresRefusedError, match="不能填报"):
        give(series, liaison)


def test_a_key_used_again_adds_nothing(series: Series, liaison: Person) -> None:
    first = give(series, liaison, key="k1", body_hash="a")
    again = give(series, liaison, key="k1", body_hash="a")
    assert first == again
    assert Observation.objects.count() == 1


def test_a_key_used_for_something_else_is_refused(series: Series, liaison: Person) -> None:
    give(series, liaison, key="k1", body_hash="a")
    with pytest.raises(IndicatorError, match="幂等键“k1”已用于") as refused:
        give(series, liaison, "71", key="k1", body_hash="b")
    assert refused.value.code == "key_reused"


def test_keys_of_different_people_are_different(
    series: Series, liaison: Person, officer: Person
) -> None:
    give(series, liaison, key="k1", body_hash="a")
    give(series, officer, "71", key="k1", body_hash="b")
    assert counts(series)[0].value == 71


def test_a_programme_keeps_its_keys_without_a_person(series: Series) -> None:
    how = {"source": Source.PROGRAMME, "way": Way.PROGRAMME, "key": "land-2024-06"}
    first = give(series, None, body_hash="a", **how)
    assert give(series, None, body_hash="a", **how) == first
    with pytest.raises(IndicatorError):
        give(series, None, body_hash="b", **how)


def test_a_submission_without_figures_is_refused(liaison: Person) -> None:
    with pytest.raises(IndicatorError, match="没有要报的数"):
        record_observations([], source=Source.OFFICE, way=Way.PAGE, actor=liaison, as_of=NOON)


def test_more_figures_take_no_more_statements(
    make_series: Callable[..., Series],
    science: Unit,
    liaison: Person,
    django_assert_num_queries: Callable[..., CaptureQueriesContext],
) -> None:
    many = [make_series(f"指标{n}", office=science) for n in range(30)]
    rows = [FigureInput(each.pk, JUNE, Decimal(n)) for n, each in enumerate(many)]
    how = {"source": Source.OFFICE, "way": Way.API, "actor": liaison, "as_of": NOON}
    with CaptureQueriesContext(transaction.get_connection()) as one:
        record_observations(rows[:1], **how)
    with django_assert_num_queries(len(one)):
        record_observations(rows[1:], **how)


@pytest.mark.parametrize("table", ["submission", "observation"])
@pytest.mark.parametrize("act", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_what_was_given_is_neither_changed_nor_removed(
    series: Series, liaison: Person, table: str, act: str
) -> None:
    give(series, liaison)
    with (
        pytest.raises(DatabaseError, match="only ever added"),
        transaction.atomic(),
        transaction.get_connection().cursor() as cursor,
    ):
        cursor.execute(act.format(f"indicators_{table}"))
