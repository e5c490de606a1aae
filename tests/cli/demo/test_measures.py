from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from taizhang.cli.demo.data import EXAMPLES, DemoError, read_city
from taizhang.cli.demo.measures import read_measures
from taizhang.cli.demo.measuring import MEASURING

MEASURES = read_measures()


def test_every_indicator_has_years_of_figures_for_each_of_its_regions() -> None:
    given = Counter((figure.code, figure.region) for figure in MEASURES.figures)
    kept = [(each.code, place.region) for each in MEASURES.meanings for place in each.places]
    assert sorted(given) == sorted(kept)
    assert len(MEASURES.meanings) >= 25
    years = {each.on.year for each in MEASURES.figures}
    assert years == {2022, 2023, 2024, 2025, 2026}


def test_every_frequency_direction_and_way_to_count_occurs() -> None:
    assert {each.frequency for each in MEASURES.meanings} == {
        *("ten_days", "week", "month", "quarter", "half_year", "year")
    }
    assert {each.direction for each in MEASURES.meanings} == {"more", "less", "within"}
    assert {each.accumulation for each in MEASURES.meanings} == {
        *("cumulative", "per_period", "level")
    }


def test_no_figure_is_given_before_its_day_and_cumulated_ones_never_fall() -> None:
    cumulated = {each.code for each in MEASURES.meanings if each.accumulation == "cumulative"}
    before: dict[tuple[str, str, int], tuple[date, object]] = {}
    for figure in MEASURES.figures:
        assert figure.on <= date(2026, 11, 22)
        key = (figure.code, figure.region, figure.on.year)
        if figure.code in cumulated and key in before:
            assert before[key] < (figure.on, figure.value)
            assert figure.value >= before[key][1]
        before[key] = (figure.on, figure.value)


def test_acts_are_known_and_done_by_people_of_the_city() -> None:
    people = {account.username for account in read_city().accounts()}
    assert {act.act for act in MEASURES.acts} == set(MEASURING)
    assert {act.by for act in MEASURES.acts} <= people


def test_provisional_and_missing_figures_are_read_as_such(tmp_path: Path) -> None:
    (tmp_path / "indicators.yaml").write_text(
        (EXAMPLES / "city" / "indicators.yaml").read_text("utf-8"), "utf-8"
    )
    lines = ["code,region,year,values", "Z0028,云岭市,2026,262.4 - 886.3p"]
    (tmp_path / "figures.csv").write_text("\n".join(lines), "utf-8")
    found = [(each.on, str(each.value), each.is_final) for each in read_measures(tmp_path).figures]
    assert found == [
        (date(2026, 3, 31), "262.4", True),
        (date(2026, 9, 30), "886.3", False),
    ]


def test_numbers_that_are_not_beside_the_program_are_named(tmp_path: Path) -> None:
    with pytest.raises(DemoError, match="没有找到演示数据"):
        read_measures(tmp_path)
