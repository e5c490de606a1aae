"""The numbers of a bulletin, counted by hand."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from reporting.bulletins.cities import HALF
from taizhang.ledger.domain.snapshot import Answer
from taizhang.reporting.domain.figures.behind import figures_of, rows_behind
from taizhang.reporting.domain.figures.counting import adds_up, share_text
from taizhang.reporting.domain.figures.gathering import Gathered, canonical, gather
from taizhang.reporting.domain.papers.composing import asked_of

CLASSES = ("behind", "on_pace", "ahead", "done", "unknown")


def _counts(numbers):
    return {name: numbers["numbers"][name]["count"] for name in CLASSES}


@pytest.fixture
def filled(city):
    """Half of 2024 is over (182 of 366 days, 49.7 %): 20 of 100 is behind, 50 on pace, 80 ahead,
    100 done, without a figure unknown."""
    names = ("甲", "乙", "丙", "丁", "戊")
    task = city.start(city.task(*((name, ">=", 100) for name in names)))
    city.report(task, 20, 50, 80, 100, None)
    return task


def test_every_number_stands_in_one_of_five_classes(filled):
    numbers = gather(HALF, as_of=timezone.now())
    assert _counts(numbers) == dict.fromkeys(CLASSES, 1)
    assert numbers["numbers"]["total"] == 5
    assert numbers["numbers"]["behind"]["share"] == "20.0"
    assert numbers["numbers"]["adds_up"]
    assert numbers["asked"]["day"] == "2024-06-30"


def test_the_worst_says_what_is_missing_and_who(filled):
    numbers = gather(HALF, as_of=timezone.now())
    [worst] = [item for item in numbers["items"] if item["id"] in numbers["worst"]]
    assert worst["indicator"] == "甲"
    assert (worst["goal"], worst["value"], worst["needed"]) == ("≥100 家", "20 家", "49.73 家")
    assert (worst["gap"], worst["lead"], worst["names"]) == ("29.73 家", "-29.7", ["市科技局"])


def test_a_joint_number_counts_in_each_office_and_once_in_the_whole(city, other_liaison):
    both = (
        Answer(city.science.pk, "responsible", "市科技局"),
        Answer(city.industry.pk, "responsible", "市工信局"),
    )
    city.start(city.task(("甲", ">=", 100), units=both), city.people["liaison"], other_liaison)
    numbers = gather(HALF, as_of=timezone.now())
    assert numbers["numbers"]["total"] == 1
    assert [(row["name"], row["total"]) for row in numbers["offices"]] == [
        ("市科技局", 1),
        ("市工信局", 1),
    ]


def test_with_a_lead_only_the_lead_counts(city):
    units = (
        Answer(city.science.pk, "lead", "市科技局"),
        Answer(city.industry.pk, "responsible", "市工信局"),
    )
    city.task(("甲", ">=", 100), units=units)
    numbers = gather(HALF, as_of=timezone.now())
    assert [row["name"] for row in numbers["offices"]] == ["市科技局"]


def test_units_of_a_county_stand_under_their_county(city):
    units = (Answer(city.counties["青石县"].pk, "responsible", "青石县人民政府"),)
    city.task(("甲", ">=", 100), units=units)
    numbers = gather(HALF, as_of=timezone.now())
    assert numbers["offices"] == []
    assert [(row["name"], row["unknown"]) for row in numbers["places"]] == [("青石县", 1)]


def test_a_county_has_its_own_bulletin_with_its_own_tasks_only(city):
    qingshi = city.counties["青石县"]
    mine = (Answer(qingshi.pk, "responsible", "青石县人民政府"),)
    city.task(("县级", ">=", 100), units=mine, keeper=qingshi)
    city.task(("市级", ">=", 100))
    own = gather(HALF, as_of=timezone.now(), keeper_id=qingshi.pk)
    assert [item["indicator"] for item in own["items"]] == ["县级"]
    assert own["asked"]["office"] == "青石县人民政府"
    assert [row["name"] for row in own["offices"]] == ["青石县人民政府"]
    assert own["places"] == []
    whole = gather(HALF, as_of=timezone.now())
    assert [item["indicator"] for item in whole["items"]] == ["市级"]


def test_a_period_without_anything_is_all_zeros(region):
    numbers = gather(HALF, as_of=timezone.now())
    assert _counts(numbers) == dict.fromkeys(CLASSES, 0)
    assert numbers["numbers"]["behind"]["share"] == ""
    assert numbers["numbers"]["adds_up"]
    assert numbers["tasks"]["total"] == 0
    assert numbers["change"] is None


def test_tasks_are_counted_by_how_they_stand(city):
    city.task()
    city.start(city.task())
    numbers = gather(HALF, as_of=timezone.now())
    tasks = numbers["tasks"]
    assert (tasks["total"], tasks["open"], tasks["closed"]) == (2, 2, 0)
    assert tasks["waiting"] == 1
    assert tasks["overdue"] == 0  # due on 30 June, whose end is not yet over


def test_units_that_never_reported_are_named(city, filled, other_liaison):
    units = (Answer(city.industry.pk, "responsible", "市工信局"),)
    city.start(city.task(("己", ">=", 1), units=units), other_liaison)
    numbers = gather(HALF, as_of=timezone.now())
    assert numbers["silent"] == [{"id": city.industry.pk, "name": "市工信局", "tasks": 1}]


def test_a_figure_is_judged_by_its_day_and_known_by_its_recording(city, filled):
    before = timezone.now()
    city.report(filled, 60, on=date(2024, 6, 30))
    assert _counts(gather(HALF, as_of=timezone.now()))["behind"] == 0
    assert _counts(gather(HALF, as_of=before))["behind"] == 1
    early = datetime(2024, 6, 10, 8, 0, tzinfo=before.tzinfo)
    judged = gather(HALF, as_of=early, known_at=timezone.now())
    assert judged["asked"]["day"] == "2024-06-10"
    assert _counts(judged)["unknown"] == 5


def test_every_figure_is_the_length_of_its_list(city, filled):
    units = (Answer(city.counties["白河县"].pk, "responsible", "白河县人民政府"),)
    city.task(("己", ">=", 9), units=units)
    numbers = gather(HALF, as_of=timezone.now())
    found = Gathered(asked_of(numbers))
    for key, count in _keys(numbers):
        assert rows_behind(found, key).count == count, key
    counted = {key: len(places) for key, places in figures_of(found).items()}
    for key, count in _keys(numbers):
        assert counted.get(key, 0) == count, key
    classes = numbers["numbers"]
    assert counted["numbers.good"] == classes["ahead"]["count"] + classes["done"]["count"]


def _keys(numbers):
    yield "numbers", numbers["numbers"]["total"]
    for name in CLASSES:
        yield f"numbers.{name}", numbers["numbers"][name]["count"]
    for what, rows in (("unit", "offices"), ("place", "places")):
        for row in numbers[rows]:
            yield f"{what}.{row['id']}", row["total"]
            for name in CLASSES:
                yield f"{what}.{row['id']}.{name}", row[name]
    for name in ("closed", "on_time", "late", "open", "overdue", "waiting"):
        yield f"tasks.{name}", numbers["tasks"][name]
    for light in numbers["lights"]:
        yield f"light.{light['colour']}", light["count"]
    for row in numbers["silent"]:
        yield f"unit.{row['id']}.silent", row["tasks"]
    yield "tasks", numbers["tasks"]["total"]
    yield "warnings", numbers["warnings"]


@pytest.mark.parametrize(
    "key",
    [
        "",
        "x",
        "numbers.red",
        "unit",
        "unit.behind",
        "tasks.12",
        "tasks.x",
        "change.behind",
        "numbers.behind.1",
        "unit.1.x",
        "item.x",
        "item.",
    ],
)
def test_a_key_that_names_no_figure_has_no_list(key, region):
    asked = asked_of(gather(HALF, as_of=timezone.now()))
    with pytest.raises(KeyError):
        rows_behind(Gathered(asked), key)


def test_shares_are_rounded_half_up_and_may_not_add_up():
    counts = (17, 162, 10, 24, 9)  # of the half-year bulletin of a county
    shares = [share_text(count, 222) for count in counts]
    assert shares == ["7.7", "73.0", "4.5", "10.8", "4.1"]
    assert not adds_up(shares)
    assert adds_up(["", ""])
    assert not adds_up([share_text(1, 3)] * 3)


def test_the_same_question_has_the_same_answer(filled):
    now = timezone.now()
    assert canonical(gather(HALF, as_of=now)) == canonical(gather(HALF, as_of=now))
