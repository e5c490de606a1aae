"""One parameter over many values."""

import pytest

from schemes.what_if.toy import DAY, SCHEME, table, toy_run
from taizhang.schemes import BadSettingError
from taizhang.schemes.what_if import compare, sweep
from taizhang.schemes.what_if.writing import sweep_table


def swept(path, *values, **settings):
    given = {"city": "1", **settings}
    typed = SCHEME.typed(table())
    return sweep(SCHEME, typed, path=path, values=values, as_of=DAY, settings=given)


def test_every_point_is_the_what_if_of_its_value():
    done = swept("least_sales", "0", "1", "8", "11")
    for point in done.points:
        alone = compare(toy_run(), toy_run(least_sales=point.value))
        assert point.totals == alone.totals
        assert point.moved == alone.moved
        assert point.changed == {c.column.name: c.rows for c in alone.changes}
    assert [point.totals[0].new for point in done.points] == [150, 150, 150, 0]
    assert [point.levels["star", "2"] for point in done.points] == [1, 1, 1, 0]


def test_levels_add_up_to_the_rows():
    for point in swept("least_sales", "1", "8", "11").points:
        assert sum(point.levels.values()) == 4


def test_settings_hold_for_all_points_and_for_what_they_are_held_against():
    done = swept("reward.1", "50", "70", **{"reward.2": "200"})
    assert done.base.outcome.frame["reward_yuan"].sum() == 25000
    assert [point.totals[0].difference for point in done.points] == [0, 20]


def test_without_a_value_of_its_own_the_first_point_is_the_measure():
    done = sweep(SCHEME, SCHEME.typed(table()), path="city", values=("3", "4"), as_of=DAY)
    assert done.part.text == "3"
    assert [point.moved for point in done.points] == [0, 0]


def test_an_unknown_parameter_or_value_stops_before_anything_is_computed():
    with pytest.raises(BadSettingError, match="no_such"):
        swept("no_such", "1")
    with pytest.raises(BadSettingError, match="多"):
        swept("least_sales", "1", "多")


def test_the_table_has_a_row_a_value_with_sums_and_levels():
    frame, columns = sweep_table(swept("least_sales", "1", "8"))
    assert frame.row(1, named=True) == {
        "value": "8",
        "reward_yuan": 15000,
        "reward_yuan_difference": 0,
        "moved": 3,
        "changed_rank": 3,
        "changed_star": 3,
        "star_0": 2,
        "star_1": 1,
        "star_2": 1,
    }
    assert [column.head for column in columns][:3] == [
        "参数least_sales",
        "奖励合计（元）",
        "奖励合计·差（元）",
    ]
