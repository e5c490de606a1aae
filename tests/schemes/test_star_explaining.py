"""What the star rating says to each enterprise: brackets, caps, ties, neighbours, the next star."""

import random
from typing import Any

import polars as pl
import pytest

from schemes.test_star_rating import MOST, MOST_BONUS, run_stars

ROW = {
    **{"name": "云岭一号", "registered_in_city": "是", "above_scale": "是"},
    **{"revenue_yuan": "2000000000", "tax_yuan": "4999999.99", "tax_growth_pct": "-0.5"},
}


def _steps(rows: list[dict[str, str]], subject: str, **changes: str) -> dict[str, dict[str, str]]:
    settings = {key.replace("__", "."): value for key, value in changes.items()}
    table = run_stars(rows, settings).outcome.explain().filter(pl.col("subject") == subject)
    return {step["criterion"]: step for step in table.iter_rows(named=True)}


SAID: list[tuple[str, dict[str, str], str, str, str]] = [
    (
        "revenue",
        {},
        "2,000,000,000.00 元",
        "20 亿元以上（含）、不足 50 亿元，得 6 分；"
        "再增加 3,000,000,000.00 元，达到 50 亿元，可多得 2 分",
        "6",
    ),
    (
        "tax",
        {},
        "4,999,999.99 元",
        "300 万元以上（含）、不足 500 万元，得 3 分；再增加 0.01 元，达到 500 万元，可多得 2 分",
        "3",
    ),
    (
        "tax",
        {"tax_yuan": "50000000"},
        "50,000,000.00 元",
        "5000 万元以上（含），得 20 分",
        "20",
    ),
    (
        "tax_growth",
        {},
        "-0.5%",
        "不足 0%，得 0 分；再提高 0.5 个百分点，达到 0%，可多得 2 分",
        "0",
    ),
    (
        "quality",
        {"quality_award_points": "9.5"},
        "9.5 分",
        "按评定部门所给的分计，最高 7 分（合计 9.5 分，按 7 分计）",
        "7",
    ),
    (
        "platforms",
        {"platform_national": "3"},
        "国家级研发中心 3 个，省级研发中心 0 个，市级研发中心 0 个",
        "有国家级研发中心得 4 分、有省级研发中心得 3 分、有市级研发中心得 2 分，最高 5 分；"
        "有省级研发中心，可多得 1 分",
        "4",
    ),
    (
        "patents_granted",
        {"invention_patents_granted": "1", "other_patents_granted": "3"},
        "当年授权发明专利 1 件，当年授权其他专利 3 件",
        "每件当年授权发明专利得 1 分、每件当年授权其他专利得 0.05 分，最高 2 分；"
        "再增加 1 件当年授权发明专利，可多得 0.85 分",
        "1.15",
    ),
    (
        "smart",
        {"smart_workshop": "是"},
        "省级智能工厂：否，省级智能车间：是",
        "有省级智能工厂得 5 分、有省级智能车间得 3 分，最高 5 分；有省级智能工厂，可多得 2 分",
        "3",
    ),
    (
        "tax_credit",
        {"tax_credit": "C"},
        "C级",
        "C级得 0 分；达到“B级”，可多得 1 分",
        "0",
    ),
    (
        "quality_credit",
        {},
        "无",
        "没有，得 0 分（AAA级 3 分、AA级 2 分、A级 1 分）；达到“A级”，可多得 1 分",
        "0",
    ),
    (
        "integration",
        {"integration_level": "provincial"},
        "省级贯标试点",
        "省级贯标试点得 3 分；达到“国家级贯标试点”，可多得 1 分",
        "3",
    ),
    ("high_tech", {"high_tech": "是"}, "是", "高新技术企业得 1 分，否则 0 分", "1"),
    (
        "employees",
        {"employees": "1499"},
        "1499 人",
        "满 1000 人得 1 分，每增加 500 人加 0.5 分（不足不计），最高 3 分；"
        "再增加 1 人，达到 1500 人，可多得 0.5 分",
        "1",
    ),
]
"""Criterion, the enterprise's cells, and what is said: own numbers, rule, points."""


def test_a_criterion_says_its_bracket_and_the_next_one() -> None:
    rows = [{**ROW, **cells, "enterprise_id": f"E{at}"} for at, (_, cells, *_) in enumerate(SAID)]
    table = run_stars(rows).outcome.explain()
    for at, (criterion, _, given, rule, points) in enumerate(SAID):
        of = (pl.col("subject") == f"E{at}") & (pl.col("criterion") == criterion)
        step = table.filter(of).row(0, named=True)
        assert (step["input"], step["rule"], step["points"]) == (given, rule, points)
        assert step["source"].startswith("驻政办〔2020〕58号附件1-")


def test_whoever_takes_part_has_every_step_and_others_only_why_not() -> None:
    rows = [
        {**ROW, "enterprise_id": "A"},
        {**ROW, "enterprise_id": "B", "above_scale": "", "pollution": "是"},
    ]
    ends = ["total_score", "rank", "star", "reward", "lift"]
    wanted = ["eligible", *MOST, "base_score", *MOST_BONUS, "bonus_score", *ends]
    assert list(_steps(rows, "A")) == wanted
    kept_out = _steps(rows, "B")
    assert list(kept_out) == ["eligible", "star", "reward"]
    assert kept_out["eligible"]["points"] == "不具备"
    assert "不是“规模以上工业企业”；有“环境污染”情形" in kept_out["eligible"]["input"]
    assert kept_out["reward"]["points"] == "0.00 元"


def _three_alike() -> list[dict[str, str]]:
    return [
        {**ROW, "enterprise_id": "B", "name": "云岭二号"},
        {**ROW, "enterprise_id": "A"},
        {**ROW, "enterprise_id": "C", "name": "云岭三号", "revenue_yuan": "2000000000.01"},
        {**ROW, "enterprise_id": "D", "name": "云岭四号", "tax_yuan": "4999999.98"},
        {**ROW, "enterprise_id": "E", "name": "云岭五号", "strategic_emerging": "是"},
    ]


BESIDE = [
    ("E", "没有前一名", "后一名云岭三号（C，总分 9 分）：总分低 2 分"),
    (
        "C",
        "前一名云岭五号（E，总分 11 分）：总分高 2 分",
        "后一名云岭一号（A，总分 9 分）：总分和年税收相同，本企业的年营业收入较多",
    ),
    (
        "A",
        "前一名云岭三号（C，总分 9 分）：总分和年税收相同，该企业的年营业收入较多",
        "后一名云岭二号（B，总分 9 分）：总分、年税收、年营业收入都相同，本企业的企业编号在前",
    ),
    (
        "B",
        "前一名云岭一号（A，总分 9 分）：总分、年税收、年营业收入都相同，该企业的企业编号在前",
        "后一名云岭四号（D，总分 9 分）：总分相同，本企业的年税收较多",
    ),
    ("D", "前一名云岭二号（B，总分 9 分）：总分相同，该企业的年税收较多", "没有后一名"),
]


def test_a_rank_names_its_neighbours_and_what_parts_them() -> None:
    table = run_stars(_three_alike()).outcome.explain().filter(pl.col("criterion") == "rank")
    rules = dict(table.select("subject", "rule").iter_rows())
    for subject, before, after in BESIDE:
        assert rules[subject].split("；")[-2:] == [before, after]


def test_the_next_star_says_whom_to_pass_and_what_alone_does_it() -> None:
    places = {"stars__5": "1", "stars__4": "2", "stars__3": "3", "stars__2": "4", "stars__1": "5"}
    rows = [
        {**ROW, "enterprise_id": "A", "tax_yuan": "10000000"},
        {**ROW, "enterprise_id": "B", "name": "云岭二号"},
    ]
    assert _steps(rows, "A", **places)["lift"]["rule"] == "已是最高的星级"
    lift = _steps(rows, "B", **places)["lift"]
    assert lift["points"] == "还差 7 分"
    assert lift["rule"] == (
        "升到五星须超过第 1 名云岭一号（A，总分 16 分）：总分高 7 分；"
        "没有哪一项升一档就够，须几项合计"
    )
    rows[0]["tax_yuan"] = "5000000"
    ways = _steps(rows, "B", **places)["lift"]["rule"].partition("下面任何一项就够：")[2]
    assert "营业收入" not in ways  # two points more make a tie, which the lower tax loses
    assert "研发平台：有国家级研发中心（可多得 4 分）" in ways


NEXT = {
    "employees": {"employees": "1000"},
    "platforms": {"platform_national": "1"},
    "strategic": {"strategic_emerging": "是"},
    "integration": {"integration_level": "benchmarked"},
    "listing": {"listing": "fourth_board_display"},
    "poverty_relief": {"poverty_relief": "是"},
    "patents_valid": {"invention_patents_valid": "1"},
}
"""The next step up of criteria of which an enterprise has nothing yet."""
PLACES = {"stars.5": "1", "stars.4": "2", "stars.3": "3", "stars.2": "4", "stars.1": "5"}


@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_said_to_be_enough_is_and_nothing_else(seed: int) -> None:
    rows = _close_rows(random.Random(seed))
    run = run_stars(rows, PLACES)
    stars = dict(run.outcome.frame.select("enterprise_id", "star").iter_rows())
    said = run.outcome.explain().filter(pl.col("criterion") == "lift")
    rules = dict(said.select("subject", "rule").iter_rows())
    labels = dict(run.outcome.explain().select("criterion", "label").iter_rows())
    enough = 0
    for at in range(1, len(rows), 2):
        key = rows[at]["enterprise_id"]
        for criterion, cells in NEXT.items():
            changed = [*rows[:at], {**rows[at], **cells}, *rows[at + 1 :]]
            got = _star_of(run_stars(changed, PLACES), key)
            named = f"{labels[criterion]}：" in rules[key]
            assert named == (got > stars[key]), (key, criterion, rules[key])
            enough += named
    assert enough


def _close_rows(rnd: random.Random) -> list[dict[str, str]]:
    quality = ["", "0.5", "1", "2", "3"]
    return [
        {**ROW, "enterprise_id": f"E{at}", "name": "", "quality_award_points": rnd.choice(quality)}
        | {"tax_yuan": rnd.choice(["3000000", "3000001"])}
        for at in rnd.sample(range(100), 7)
    ]


def _star_of(run: Any, key: str) -> int:
    star: int = run.outcome.frame.filter(pl.col("enterprise_id") == key)["star"][0]
    return star
