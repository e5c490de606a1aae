"""Old and new side by side: differences, who moved, sums in all and by county."""

from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemes.what_if.toy import ROWS, toy_run
from taizhang.schemes import scheme_named
from taizhang.schemes.registry import schemes
from taizhang.schemes.running import Run
from taizhang.schemes.scheme import Outcome
from taizhang.schemes.what_if import ComparisonError, compare, result_keys
from taizhang.schemes.what_if.totals import summed
from taizhang.schemes.what_if.writing import comparison_table


def row(comparison, key):
    return comparison.frame.row(by_predicate=pl.col("firm_id") == key, named=True)


def test_each_row_has_old_new_and_difference_in_smallest_units():
    done = compare(toy_run(), toy_run(reward__2="120.5"))
    assert row(done, "B") == {
        **row(done, "B"),
        "name": "乙",
        "reward_yuan_old": 10000,
        "reward_yuan_new": 12050,
        "reward_yuan_difference": 2050,
        "star_old": 2,
        "star_new": 2,
        "star_difference": 0,
        "moved": True,
    }
    assert not row(done, "A")["moved"]
    assert (done.rows, done.moved) == (4, 1)


def test_what_only_repeats_the_input_stands_there_once():
    names = compare(toy_run(), toy_run()).frame.columns
    assert names[:2] == ["firm_id", "name"]
    assert "name_old" not in names
    assert "reason_old" in names
    assert "reason_difference" not in names


def test_the_same_settings_move_nobody_and_cost_nothing():
    done = compare(toy_run(), toy_run())
    assert done.moved == 0
    assert not any(change.rows for change in done.changes)
    assert [(total.column.name, total.difference) for total in done.totals] == [("reward_yuan", 0)]
    assert done.settings == ()


def test_points_are_compared_as_they_are_written():
    # A: 10 and half of it, or a little more: 15, 15.00001, 15.0001
    same = compare(toy_run(), toy_run(again="0.500001"))
    assert row(same, "A")["total_score_difference"] == 0
    assert not row(same, "A")["moved"]
    other = compare(toy_run(), toy_run(again="0.50001"))
    assert row(other, "A")["total_score_difference"] == 10**4  # 0.0001
    assert row(other, "A")["moved"]


def test_a_lost_rank_has_no_difference_and_moves_those_behind():
    done = compare(toy_run(), toy_run(least_sales="8"))  # B drops out
    assert row(done, "B") == {
        **row(done, "B"),
        "rank_old": 1,
        "rank_new": None,
        "rank_difference": None,
        "reason_new": "销售太少",
    }
    assert (row(done, "A")["rank_old"], row(done, "A")["rank_new"]) == (2, 1)
    rows = {change.column.name: change.rows for change in done.changes}
    assert (rows["rank"], rows["star"], rows["points_sales"], rows["reason"]) == (3, 3, 0, 1)
    stars = {(t.old, t.new): t.rows for t in done.transitions if t.column.name == "star"}
    assert stars == {("2", "0"): 1, ("1", "2"): 1, ("0", "1"): 1}


def test_the_changed_parameters_are_named_with_both_values():
    done = compare(toy_run(), toy_run(reward__1="60", green__1__bound="9"))
    said = [(s.part.path, s.old, s.new, s.part.label) for s in done.settings]
    assert said == [
        ("reward.1", "50", "60", "参数reward 1"),
        ("green.1.bound", "10", "9", "参数green 第 1 档界限"),
    ]


def test_sums_are_of_amounts_that_add_up_and_by_county_they_add_up_to_all():
    done = compare(toy_run(), toy_run(reward__1="60"))
    assert [(t.column.name, t.old, t.new) for t in done.totals] == [("reward_yuan", 150, 160)]
    counties = {c.county: (c.totals[0].old, c.totals[0].new) for c in done.counties}
    assert counties == {"": (0, 0), "白河县": (100, 100), "青石县": (50, 60)}


def test_a_corrected_input_is_compared_row_by_row_also_where_rows_come_and_go():
    corrected = (("A", "甲", "松山区", "10", "10"), *ROWS[2:], ("E", "戊", "青石县", "1", "0"))
    done = compare(toy_run(), toy_run(corrected))
    assert done.frame["firm_id"].to_list() == ["A", "B", "C", "D", "E"]
    assert row(done, "B")["rank_new"] is None
    assert row(done, "E")["rank_old"] is None
    assert [(c.county, c.totals[0].new) for c in done.counties] == [
        ("", 0),
        ("松山区", 100),  # the corrected county
        ("白河县", 0),
        ("青石县", 50),
    ]


def test_the_last_row_of_the_table_holds_the_sums():
    frame, columns = comparison_table(compare(toy_run(), toy_run(reward__2="120")))
    last = frame.row(-1, named=True)
    assert frame.columns == [column.name for column in columns]
    assert (last["firm_id"], last["reward_yuan_old"], last["reward_yuan_new"]) == (
        "合计",
        15000,
        17000,
    )
    assert last["reward_yuan_difference"] == 2000
    assert last["balance_yuan_old"] is None
    assert last["rank_old"] is None


def test_sums_wider_than_64_bits_do_not_wrap():
    assert summed(pl.Series([2**62] * 4)) == Decimal(2**64).scaleb(-2)


def test_two_schemes_are_not_compared():
    run = toy_run()
    other = Run(scheme_named("standard-land"), run.table, run.values, run.outcome)
    with pytest.raises(ComparisonError, match="standard-land"):
        compare(run, other)


def test_rows_that_cannot_be_told_apart_are_not_compared():
    run = toy_run()
    doubled = pl.concat([run.outcome.frame, run.outcome.frame])
    twice = Run(run.scheme, run.table, run.values, Outcome(doubled, run.outcome.parts))
    with pytest.raises(ComparisonError, match="firm_id"):
        compare(run, twice)


@pytest.mark.parametrize("name", schemes())
def test_every_scheme_shows_the_keys_its_rows_are_joined_on(name):
    definition = scheme_named(name).definition
    shown = {column.name for column in definition.output}
    keys = result_keys(definition)
    assert set(keys) <= shown
    # Fewer keys than the input has: the result has a row for several of the input.
    assert keys == definition.keys or len(keys) < len(definition.keys) or len(keys) == 1


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=1, max_size=8))
def test_differences_add_up_to_the_difference_of_the_sums(firms):
    counties = ("青石县", "白河县", "")
    rows = [
        (f"F{at}", "", counties[at % 3], str(sales), str(green))
        for at, (sales, green) in enumerate(firms)
    ]
    done = compare(toy_run(rows), toy_run(rows, least_sales="3", green__1__value="9"))
    (total,) = done.totals
    differences = done.frame["reward_yuan_difference"].sum()
    assert total.difference == Decimal(differences).scaleb(-2)
    assert sum(c.totals[0].difference for c in done.counties) == total.difference
    assert done.moved == sum(row["moved"] for row in done.frame.iter_rows(named=True))
