"""Dated, cited values: what a day gives, what a setting may change, what is refused."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from taizhang.schemes import BadSettingError, Kind, NotInForceError, Parameter, Shape, Source
from taizhang.schemes.parameters import InForce, values_on

_SOURCE = Source("云政办〔2024〕1号", "第3条", "附件2", ("20万元",))
_MONEY = Parameter(
    name="reward",
    label="奖励",
    kind=Kind.MONEY,
    unit="元",
    source=_SOURCE,
    last_checked=date(2024, 3, 1),
    values=((date(2024, 1, 1), Decimal(200_000)), (date(2025, 7, 1), Decimal(300_000))),
    least=Decimal(0),
    most=Decimal(1_000_000),
)
_MAP = replace(
    _MONEY,
    name="stars",
    shape=Shape.MAP,
    values=((date(2024, 1, 1), {"5": Decimal(3), "a.b": Decimal(2)}),),
)
_BRACKETS = replace(
    _MONEY,
    name="bands",
    kind=Kind.POINTS,
    shape=Shape.BRACKETS,
    bound=Kind.PERCENT,
    values=((date(2024, 1, 1), ((Decimal(30), Decimal(10)), (Decimal(20), Decimal(8)))),),
    most=None,
)
_ALL = (_MONEY, _MAP, _BRACKETS)


@pytest.mark.parametrize(
    ("day", "reward"),
    [("2024-01-01", 200_000), ("2025-06-30", 200_000), ("2025-07-01", 300_000)],
)
def test_a_value_holds_from_its_day_until_the_next(day: str, reward: int) -> None:
    assert values_on(_ALL, date.fromisoformat(day)).number("reward") == reward


def test_a_day_before_the_first_value_is_not_in_force() -> None:
    with pytest.raises(NotInForceError, match="not in force"):
        values_on(_ALL, date(2023, 12, 31))


@pytest.mark.parametrize(
    ("path", "text"),
    [("reward", "250000.01"), ("stars.5", "4"), ("stars.a.b", "9"), ("bands.1.value", "12.5")],
)
def test_a_setting_changes_one_value(path: str, text: str) -> None:
    before, after = (values_on(_ALL, date(2024, 5, 1), s) for s in ({}, {path: text}))
    assert before.settings != after.settings
    assert after.changed == {path: text}
    assert Decimal(text) in _flat(after.settings[path.partition(".")[0]])


def test_a_bound_of_brackets_can_be_moved_but_not_past_the_next() -> None:
    moved = values_on(_ALL, date(2024, 5, 1), {"bands.1.bound": "20.000001"})
    assert moved.brackets("bands")[0] == (Decimal("20.000001"), Decimal(10))
    with pytest.raises(BadSettingError, match="从高到低"):
        values_on(_ALL, date(2024, 5, 1), {"bands.1.bound": "20"})


def test_two_bounds_may_move_together_past_each_others_old_places_in_any_order() -> None:
    first, second = values_on(_ALL, date(2024, 5, 1)).brackets("bands")[:2]
    lower = {"bands.1.bound": f"{second[0]}", "bands.2.bound": f"{second[0] - 1}"}
    higher = {"bands.2.bound": f"{first[0]}", "bands.1.bound": f"{first[0] + 1}"}
    for settings in (lower, dict(reversed(lower.items())), higher, dict(reversed(higher.items()))):
        moved = values_on(_ALL, date(2024, 5, 1), settings).brackets("bands")
        assert [f"{bound}" for bound, _ in moved[:2]] == [
            settings["bands.1.bound"],
            settings["bands.2.bound"],
        ]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("nothing", "1"),
        ("reward.5", "1"),
        ("stars", "1"),
        ("stars.6", "1"),
        ("bands.3.value", "1"),
        ("bands.0.value", "1"),
        ("bands.1", "1"),
        ("bands.1.points", "1"),
        ("reward", "x"),
        ("reward", "1.005"),
        ("reward", "-1"),
        ("reward", "1000000.01"),
        ("reward", "NaN"),
        ("reward", "Infinity"),
        ("reward", "1e40"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_with_its_name(path: str, text: str) -> None:
    with pytest.raises(BadSettingError, match=path.partition(".")[0]):
        values_on(_ALL, date(2024, 5, 1), {path: text})


def test_what_must_be_set_is_named_when_it_is_not() -> None:
    needed = replace(_MONEY, name="city_mean", values=())
    with pytest.raises(BadSettingError, match="city_mean"):
        values_on((needed,), date(2024, 5, 1))
    assert values_on((needed,), date(2024, 5, 1), {"city_mean": "7"}).number("city_mean") == 7
    spared = replace(needed, needed=False)
    assert not values_on((spared,), date(2024, 5, 1)).given("city_mean")


@pytest.mark.parametrize(
    ("text", "flag"), [("true", True), ("是", True), ("1", True), ("否", False), ("FALSE", False)]
)
def test_yes_and_no_are_read_in_every_form(text: str, flag: bool) -> None:
    parameter = replace(_MONEY, kind=Kind.FLAG, values=(), least=None, most=None)
    assert parameter.read(text) is flag


@pytest.mark.parametrize(("kind", "text"), [(Kind.FLAG, "maybe"), (Kind.DATE, "2024-02-30")])
def test_words_that_are_no_value_are_refused(kind: Kind, text: str) -> None:
    with pytest.raises(BadSettingError, match="reward"):
        replace(_MONEY, kind=kind).read(text)


def test_only_the_words_of_a_choice_may_be_set() -> None:
    choice = replace(_MONEY, kind=Kind.CHOICE, choices=("article", "table"), values=())
    assert choice.read("table") == "table"
    with pytest.raises(BadSettingError, match="article、table"):
        choice.read("both")


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2023-03-03", "尚未施行"),
        ("2023-03-04", ""),
        ("2024-03-03", ""),
        ("2024-03-04", "已经失效"),
    ],
)
def test_both_days_of_a_validity_are_included(day: str, said: str) -> None:
    force = InForce(date(2023, 3, 4), date(2024, 3, 3), _SOURCE)
    sentence = force.sentence("x", date.fromisoformat(day))
    assert (said in sentence) if said else sentence == ""
    assert ("not in force" in sentence) is bool(said)


def test_a_source_is_written_as_document_part_and_clause() -> None:
    values = values_on(_ALL, date(2024, 5, 1))
    assert values.source("reward", "stars") == "云政办〔2024〕1号附件2第3条"


def _flat(setting: object) -> list[object]:
    if isinstance(setting, dict):
        return list(setting.values())
    if isinstance(setting, tuple):
        return [part for pair in setting for part in pair]
    return [setting]


@pytest.mark.parametrize("text", ["1_000", "１２", "1e3", "1,000", "1 0", "NaN", "", "+-1", "1."])
def test_a_number_in_another_writing_than_digits_is_refused(text: str) -> None:
    with pytest.raises(BadSettingError, match="reward"):
        values_on(_ALL, date(2024, 5, 1), {"reward": text})


@pytest.mark.parametrize(
    ("kind", "digits"),
    [(Kind.MONEY, 13), (Kind.PERCENT, 9), (Kind.POINTS, 6), (Kind.NUMBER, 12), (Kind.COUNT, 9)],
)
def test_a_number_has_as_many_digits_as_a_table_holds(kind: Kind, digits: int) -> None:
    parameter = replace(_MONEY, kind=kind, most=None)
    assert parameter.read("9" * digits) == int("9" * digits)
    with pytest.raises(BadSettingError, match="过大"):
        parameter.read("1" + "0" * digits)


@pytest.mark.parametrize("text", ["20240101", "2024-W01-1", "2024-02-30", ""])
def test_a_day_in_another_writing_is_refused(text: str) -> None:
    parameter = replace(_MONEY, kind=Kind.DATE)
    assert parameter.read("2024-02-29") == date(2024, 2, 29)
    with pytest.raises(BadSettingError, match="2026-01-01"):
        parameter.read(text)
