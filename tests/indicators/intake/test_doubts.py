"""Questions asked about figures: shares, percentage points, slips of the decimal point."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.indicators.domain.intake.doubts import Setting, doubts_about

VALUES = st.decimals(-(10**9), 10**9, places=2)


def codes(value, unit="家", accumulation="level", **known):
    known = {k: Decimal(v) if k in ("previous", "last_year") else v for k, v in known.items()}
    return [d.code for d in doubts_about(Decimal(value), Setting(unit, accumulation, **known))]


@pytest.mark.parametrize(
    ("value", "known", "expected"),
    [
        ("0.98", {}, ["share_as_fraction"]),
        ("0.98", {"previous": "97"}, ["share_as_fraction"]),
        ("0.98", {"previous": "0.95"}, []),
        ("98", {"previous": "97"}, []),
        ("0", {"previous": "97"}, []),
        ("1.2", {}, []),
    ],
)
def test_share_of_one_is_asked_about_where_shares_of_a_hundred_are_meant(value, known, expected):
    assert codes(value, "%", **known) == expected


@pytest.mark.parametrize(
    ("value", "known", "expected"),
    [
        ("2.5", {"written_unit": "%"}, ["percent_for_points"]),
        ("2.5", {"written_unit": "个百分点"}, []),
        ("2.5", {}, []),
        ("65.3", {}, ["percent_for_points"]),
        ("65.3", {"previous": "60"}, []),
        ("65.3", {"previous": "1.2"}, ["percent_for_points"]),
    ],
)
def test_percentage_is_asked_about_where_percentage_points_are_meant(value, known, expected):
    assert codes(value, "个百分点", **known) == expected


def test_percentage_points_are_asked_about_where_a_percentage_is_meant():
    assert codes("2.5", "%", written_unit="个百分点") == ["points_for_percent"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [("1000", ["far_off"]), ("999", []), ("10", ["far_off"]), ("11", []), ("-1000", ["far_off"])],
)
def test_ten_times_or_a_tenth_of_the_last_period_is_asked_about(value, expected):
    assert codes(value, previous="100") == expected


def test_first_sum_of_a_year_is_held_against_that_of_the_year_before():
    december_before = {"previous": "1200", "same_year": False}
    assert codes("100", accumulation="cumulative", **december_before) == []
    asked = codes("100", accumulation="cumulative", last_year="1000", **december_before)
    assert asked == ["far_off"]


def test_sum_that_falls_within_the_year_is_asked_about():
    assert codes("80", accumulation="cumulative", previous="100") == ["falling_sum"]
    assert codes("80", accumulation="per_period", previous="100") == []
    assert codes("80", accumulation="cumulative", previous="100", same_year=False) == []


@given(VALUES, st.sampled_from(["家", "%", "个百分点"]), st.sampled_from(["level", "per_period"]))
def test_the_figure_of_the_last_period_once_more_is_never_asked_about(value, unit, accumulation):
    setting = Setting(unit, accumulation, previous=value, last_year=value)
    assert doubts_about(value, setting) == []


@given(VALUES, VALUES, VALUES)
def test_every_question_is_a_full_sentence(value, previous, last_year):
    for doubt in doubts_about(value, Setting("%", "cumulative", previous, True, last_year)):
        assert doubt.message.endswith(("。", "？"))
        assert "E" not in doubt.message
