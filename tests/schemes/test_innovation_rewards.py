"""What always holds when innovation is rewarded, and what the explanations say."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from schemes.scheme_runs import results, run_rows
from taizhang.schemes import scheme_named
from taizhang.schemes.innovation_rewards.kinds import DEFINITION, KINDS, Way

NAME = "innovation-rewards"
CENTS = st.one_of(
    st.integers(0, 10**10), st.integers(0, 99), st.integers(10**9 - 20, 10**9 + 20)
).map(lambda cents: Decimal(cents).scaleb(-2))


@st.composite
def _events(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Up to eight events of any kind with the cells their kinds need."""
    found = []
    for at in draw(st.permutations(range(draw(st.integers(1, 8))))):
        kind = draw(st.sampled_from(list(KINDS.values())))
        level = draw(st.sampled_from(kind.words.get("level", ("",))))
        found.append(
            {
                "event_id": f"E{at}",
                "subject_id": draw(st.sampled_from("ABCD")),
                "kind": kind.code,
                "level": level,
                "year": draw(st.sampled_from((2021, 2022))),
                "occurrence": draw(st.sampled_from(("first", "again", "third"))),
                "amount_yuan": draw(CENTS),
                "contract_years": draw(st.integers(0, 5)),
                "count": draw(st.integers(0, 3)),
            }
        )
    return found


def _money(row: dict[str, str], column: str) -> Decimal:
    return Decimal(row[f"{column}_yuan"])


@settings(max_examples=50, deadline=None)
@given(_events())
def test_parts_add_up_and_a_reason_stands_exactly_where_nothing_is_paid(
    events: list[dict[str, Any]],
) -> None:
    for row in results(NAME, events):
        assert _money(row, "city") + _money(row, "county") == _money(row, "reward")
        assert min(_money(row, "city"), _money(row, "county")) >= 0
        assert bool(row["reason"]) == (_money(row, "reward") == 0)


@settings(max_examples=50, deadline=None)
@given(_events(), st.randoms())
def test_rows_in_another_order_pay_the_same(events: list[dict[str, Any]], random: Any) -> None:
    mixed = random.sample(events, len(events))
    assert sorted(map(str, results(NAME, mixed))) == sorted(map(str, results(NAME, events)))


_SHARE_KINDS = st.sampled_from(("tech_transfer", "transfer_broker"))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(_SHARE_KINDS, st.sampled_from("AB"), CENTS), min_size=1, max_size=10))
def test_a_unit_gets_its_share_until_the_cap_and_never_more(
    found: list[tuple[str, str, Decimal]],
) -> None:
    events = [
        {"event_id": f"E{at}", "subject_id": unit, "kind": kind, "year": 2021, "amount_yuan": money}
        for at, (kind, unit, money) in enumerate(found)
    ]
    paid: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    traded: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for event, row in zip(events, results(NAME, events), strict=True):
        paid[row["kind"], row["subject_id"]] += _money(row, "reward")
        traded[row["kind"], row["subject_id"]] += Decimal(str(event["amount_yuan"]))
    for group, money in paid.items():
        share = Decimal("0.05") if group[0] == "tech_transfer" else Decimal("0.02")
        assert money <= 500000
        assert abs(money - min(traded[group] * share, Decimal(500000))) <= Decimal("0.05")


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("ABCDE"), CENTS), min_size=1, max_size=10))
def test_the_units_with_the_most_contracts_get_the_prizes_once_each(
    found: list[tuple[str, Decimal]],
) -> None:
    events = [
        {
            "event_id": f"E{at}",
            "subject_id": unit,
            "kind": "contract_rank",
            "year": 2021,
            "amount_yuan": money,
        }
        for at, (unit, money) in enumerate(found)
    ]
    totals: dict[str, Decimal] = defaultdict(Decimal)
    for unit, money in found:
        totals[unit] += money
    got = {
        row["subject_id"]: _money(row, "reward")
        for row in results(NAME, events)
        if _money(row, "reward")
    }
    order = sorted(got, key=lambda unit: -got[unit])
    assert [got[unit] for unit in order] == [50000, 30000, 20000][: len(totals)]
    rest = [totals[unit] for unit in totals if unit not in got]
    ranked = [totals[unit] for unit in order]
    assert ranked == sorted(ranked, reverse=True)
    assert not rest or max(rest) <= min(ranked)


@settings(max_examples=30, deadline=None)
@given(CENTS, CENTS)
def test_a_unicorn_that_asks_for_more_never_gets_less(one: Decimal, other: Decimal) -> None:
    events = [
        {"event_id": str(at), "kind": "unicorn", "amount_yuan": money}
        for at, money in enumerate(sorted((one, other)))
    ]
    lower, higher = (_money(row, "reward") for row in results(NAME, events))
    assert lower <= higher <= 1000000


def test_every_kind_of_the_columns_has_a_way_and_its_parameters() -> None:
    parameters = {parameter.name: parameter for parameter in DEFINITION.parameters}
    assert list(KINDS) == list(scheme_named(NAME).definition.column("kind").choices)
    for kind in KINDS.values():
        assert kind.city in parameters
        if kind.way is Way.BY_SHARE:
            assert {f"{kind.code}_pct", f"{kind.code}_cap_yuan"} <= parameters.keys()
        else:
            assert kind.amount in parameters


def _steps(events: list[dict[str, Any]], subject: str) -> list[dict[str, str]]:
    steps = run_rows(NAME, events).outcome.explain().to_dicts()
    return [step for step in steps if step["subject"] == subject]


def test_a_capped_event_is_explained_with_what_was_used_before_it() -> None:
    event = {"subject_id": "A", "kind": "tech_transfer", "year": 2021, "amount_yuan": 6000000}
    share, cap, parts = _steps([event | {"event_id": "1"}, event | {"event_id": "2"}], "2")
    assert share["points"] == "300,000.00 元"
    assert "已给 300,000.00 元" in cap["input"]
    assert "还可以给 200,000.00 元，超过的部分不给" in cap["rule"]
    assert cap["points"] == "200,000.00 元"
    assert parts["points"] == "市级 0.00 元，县区 200,000.00 元"
    assert {step["source"] for step in (share, cap, parts)} == {"驻政办〔2020〕58号附件5第六条"}


def test_an_event_that_fills_the_cap_exactly_is_not_said_to_pass_it() -> None:
    event = {"subject_id": "A", "kind": "tech_transfer", "year": 2021, "amount_yuan": 10000000}
    cap = _steps([event | {"event_id": "1"}], "1")[1]
    assert "超过" not in cap["rule"]


def test_a_rank_is_explained_with_its_neighbours_and_the_tie() -> None:
    events = [
        {"event_id": f"E{unit}", "subject_id": unit, "kind": "contract_rank", "year": 2021}
        | {"amount_yuan": money}
        for unit, money in (("A", 7), ("B", 5), ("C", 5), ("D", 1))
    ]
    rank = _steps(events, "EB")[1]
    assert rank["input"] == (
        "5.00 元；前一名 A 7.00 元；后一名 C 5.00 元，金额相同，按单位编号定先后"
    )
    assert rank["points"] == "第 2 名（共 4 家），30,000.00 元"
    assert _steps(events, "EA")[1]["input"] == "7.00 元；后一名 B 5.00 元"
    assert "前一名 C" in _steps(events, "ED")[1]["input"]


def test_a_unit_with_many_contracts_is_explained_with_their_number() -> None:
    events = [
        {"event_id": f"E{at:02}", "subject_id": "A", "kind": "contract_rank", "year": 2021}
        | {"amount_yuan": 1}
        for at in range(21)
    ]
    total = _steps(events, "E00")[0]
    assert total["input"].endswith("E19 1.00 元 等 21 项")
    assert total["points"] == "21.00 元"


def test_a_talent_with_a_short_contract_is_explained_with_the_bound() -> None:
    event = {"event_id": "1", "kind": "talent", "level": "A", "contract_years": 2}
    amount, contract, parts = _steps([event], "1")
    assert amount["points"] == "50,000.00 元"
    assert (contract["input"], contract["points"]) == ("2 年", "不发放")
    assert contract["rule"] == "工作合同 3 年以上（含 3 年）"
    assert "不足 3 年" in parts["input"]


def test_a_third_recognition_is_explained_in_its_two_parts() -> None:
    event = {"event_id": "1", "kind": "hightech_firm", "occurrence": "third"}
    assert _steps([event], "1")[0]["rule"] == (
        "重新认定 100,000.00 元，连续三次认定再给 100,000.00 元，共 200,000.00 元"
    )


def test_the_steps_of_single_events_say_the_rule_and_the_condition() -> None:
    events = [
        {"event_id": "1", "kind": "unicorn", "amount_yuan": "1000000.01"},
        {"event_id": "2", "kind": "unicorn", "amount_yuan": "1000000"},
        {"event_id": "3", "kind": "scholar_station", "occurrence": "again"},
        {"event_id": "4", "kind": "champion_product", "count": 2},
        {"event_id": "5", "kind": "transfer_agency", "level": "provincial"},
    ]
    rules = [_steps(events, str(at))[0]["rule"] for at in (1, 2, 4, 5)]
    assert rules == [
        "按申报金额，最高 1,000,000.00 元，超过上限，按上限",
        "按申报金额，最高 1,000,000.00 元",
        "每项 200,000.00 元",
        "省级 500,000.00 元",
    ]
    first = _steps(events, "3")[1]
    assert (first["input"], first["points"]) == ("再次", "不奖补")
    assert _steps(events, "5")[-1]["rule"] == "市级 100%，四舍五入到分，其余由县区负担"
