"""What an indicator means: made once, changed with every version kept."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from taizhang.accounts.models import Person
from taizhang.indicators.domain.defining import change_indicator, define_indicator, keep_series
from taizhang.indicators.domain.defining.regions import SeriesInput
from taizhang.indicators.domain.errors import IndicatorError
from taizhang.indicators.domain.goals import set_goal
from taizhang.indicators.domain.observing import record_observations
from taizhang.indicators.domain.pace.planning import file_plan
from taizhang.indicators.domain.types import FigureInput, GoalInput, IndicatorInput
from taizhang.indicators.enums import Source, Way
from taizhang.indicators.models import Indicator, IndicatorVersion, Series
from taizhang.organisations.models import Region, Unit

NOON = datetime(2024, 7, 3, 4, 0, tzinfo=UTC)
Define = Callable[..., Indicator]


@pytest.fixture
def data(region: Region, science: Unit) -> IndicatorInput:
    return IndicatorInput(
        name=" 高新技术企业 ",
        unit="家",
        direction="more",
        frequency="month",
        accumulation="cumulative",
        region_id=region.pk,
        office_id=science.pk,
        reference="云岭市科技统计报表制度",
    )


@pytest.fixture
def define(data: IndicatorInput, officer: Person) -> Define:
    def make(code: str = "", **more: object) -> Indicator:
        return define_indicator(replace(data, **more), code=code, actor=officer, as_of=NOON)

    return make


def meaning(indicator: Indicator) -> IndicatorVersion:
    return indicator.versions.get(until__isnull=True)


def test_an_indicator_is_made_with_a_series_in_its_region(
    define: Define, region: Region, officer: Person
) -> None:
    made = define()
    assert (made.code, made.created_by) == ("Z0001", officer)
    version = meaning(made)
    assert (version.name, version.unit, version.release_days) == ("高新技术企业", "家", 15)
    assert made.series.get().region == region


def test_codes_go_on_from_the_last(define: Define) -> None:
    define("Z0041")
    define("GDP", name="地区生产总值", unit="亿元")
    assert define(name="研发投入", unit="亿元").code == "Z0042"


def test_a_code_is_kept_in_capitals(define: Define) -> None:
    assert define("gdp-1").code == "GDP-1"


@pytest.mark.parametrize("code", ["高新", "A B", "-A", "A/B", "A" * 33])
def test_a_code_that_fits_no_address_is_refused(define: Define, code: str) -> None:
    with pytest.raises(IndicatorError, match="不能用") as refused:
        define(code)
    assert (refused.value.code, refused.value.field) == ("bad_code", "code")


def test_a_code_in_use_is_refused(define: Define) -> None:
    define("GX")
    with pytest.raises(IndicatorError, match="“GX”已有指标使用"):
        define("gx", name="另一个")


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "名" * 257}, "name"),
        ({"unit": "单" * 33}, "unit"),
        ({"direction": "up"}, "direction"),
        ({"frequency": "daily"}, "frequency"),
        ({"accumulation": "sum"}, "accumulation"),
        ({"release_days": 367}, "release_days"),
        ({"region_id": 0}, "region"),
        ({"office_id": 0}, "office"),
    ],
)
def test_a_definition_that_does_not_fit_is_refused_at_its_field(
    define: Define, more: dict[str, object], field: str
) -> None:
    with pytest.raises(IndicatorError) as refused:
        define(**more)
    assert refused.value.field == field
    assert not Indicator.objects.exists()


def test_the_same_indicator_is_not_made_twice(define: Define) -> None:
    define()
    with pytest.raises(IndicatorError, match="已有同名、同计量单位的指标“高新技术企业”（Z0001）"):
        define()


def test_a_change_keeps_what_it_meant_before(
    define: Define, data: IndicatorInput, officer: Person
) -> None:
    made = define()
    changed = change_indicator(
        made, replace(data, name="有效高新技术企业"), actor=officer, as_of=NOON
    )
    old, new = made.versions.order_by("since")
    assert (old.name, old.until) == ("高新技术企业", changed.since)
    assert (new.name, new.until) == ("有效高新技术企业", None)


def test_a_change_of_nothing_is_refused(
    define: Define, data: IndicatorInput, officer: Person
) -> None:
    made = define()
    with pytest.raises(IndicatorError, match="没有变化"):
        change_indicator(made, data, actor=officer, as_of=NOON)


@pytest.mark.parametrize("more", [{"unit": "户"}, {"accumulation": "level"}])
def test_what_figures_are_in_stays_once_there_are_some(
    define: Define, data: IndicatorInput, officer: Person, more: dict[str, str]
) -> None:
    made = define()
    row = FigureInput(made.series.get().pk, date(2024, 6, 30), Decimal(70))
    record_observations([row], source=Source.OFFICE, way=Way.PAGE, actor=officer, as_of=NOON)
    with pytest.raises(IndicatorError, match="不能再改") as refused:
        change_indicator(made, replace(data, **more), actor=officer, as_of=NOON)
    assert refused.value.code == "figures_exist"
    renamed = replace(data, name="有效高新技术企业")
    assert change_indicator(made, renamed, actor=officer, as_of=NOON).name == renamed.name


def test_the_same_indicator_in_another_scale_is_not_made_twice(define: Define) -> None:
    define(name="研发投入", unit="亿元")
    with pytest.raises(IndicatorError, match="已有同名、同计量单位"):
        define(name="研发投入", unit="万元")
    assert define(name="研发投入", unit="%").code == "Z0002"


GOAL = GoalInput(">=", Decimal(70), date(2024, 12, 31), "《计划》第1条")


@pytest.mark.parametrize(
    ("goal", "unit", "said"),
    [
        ({"unit": "亿元"}, "万元", ""),  # its own unit says in what it is
        ({}, "万元", "以原单位计"),
        ({"unit": "亿元", "baseline": Decimal(60)}, "万元", "以原单位计"),
        ({"unit": "亿元"}, "件", "以原单位计"),
    ],
)
def test_the_unit_stays_under_goals_that_speak_of_it(
    define: Define,
    data: IndicatorInput,
    officer: Person,
    goal: dict[str, object],
    unit: str,
    said: str,
) -> None:
    made = define(unit="亿元")
    set_goal(made.series.get(), replace(GOAL, **goal), actor=officer, as_of=NOON)
    change = replace(data, unit=unit)
    if not said:
        assert change_indicator(made, change, actor=officer, as_of=NOON).unit == unit
        return
    with pytest.raises(IndicatorError, match=said) as refused:
        change_indicator(made, change, actor=officer, as_of=NOON)
    assert (refused.value.code, refused.value.field) == ("goals_exist", "unit")


def test_the_unit_stays_under_a_plan(define: Define, data: IndicatorInput, officer: Person) -> None:
    made = define(unit="亿元")
    goal = set_goal(made.series.get(), replace(GOAL, unit="亿元"), actor=officer, as_of=NOON).goal
    file_plan(goal, {date(2024, 9, 30): Decimal(50)}, actor=officer, as_of=NOON)
    with pytest.raises(IndicatorError, match="以原单位计"):
        change_indicator(made, replace(data, unit="万元"), actor=officer, as_of=NOON)


def test_series_are_kept_in_other_regions(define: Define, officer: Person, industry: Unit) -> None:
    made = define()
    place = Region.objects.create(name="青石县", level="县")
    rows = [SeriesInput(place.pk, industry.pk, date(2024, 1, 1))]
    [kept] = keep_series(made, rows, actor=officer, as_of=NOON)
    assert (kept.office, kept.expected_from) == (industry, date(2024, 1, 1))
    [again] = keep_series(made, [SeriesInput(place.pk)], actor=officer, as_of=NOON)
    assert (again.pk, again.office, again.expected_from) == (kept.pk, None, None)
    assert made.series.count() == 2


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([SeriesInput(0)], "no_region"),
        ([SeriesInput(1), SeriesInput(1)], "region_twice"),
    ],
)
def test_regions_that_do_not_fit_are_refused(
    define: Define, officer: Person, rows: list[SeriesInput], code: str
) -> None:
    with pytest.raises(IndicatorError) as refused:
        keep_series(define(), rows, actor=officer, as_of=NOON)
    assert refused.value.code == code


@pytest.mark.parametrize("who", ["clerk", "liaison", "mayor"])
def test_only_officers_say_what_an_indicator_means(
    define: Define, data: IndicatorInput, who: str, request: pytest.FixtureRequest
) -> None:
    made, person = define(), request.getfixturevalue(who)
    acts: list[Callable[[], object]] = [
        lambda: define_indicator(replace(data, name="新"), actor=person, as_of=NOON),
        lambda: change_indicator(made, replace(data, name="新"), actor=person, as_of=NOON),
        lambda: keep_series(made, [], actor=person, as_of=NOON),
    ]
    for act in acts:
        with pytest.raises(IndicatorError) as refused:
            act()
        assert refused.value.code == "not_allowed"
    assert Series.objects.count() == 1
