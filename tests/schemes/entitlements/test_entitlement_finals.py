"""Ranked ways: the amount stands in the final result of all subjects, never in one's own facts."""

from datetime import date
from decimal import Decimal

import polars as pl

from schemes.entitlements.facts_about import found_for
from schemes.scheme_runs import run_rows
from taizhang.schemes import write_outcome
from taizhang.schemes.entitlements import Final, State, paying_schemes, read_final

STAR = "star-enterprise-rating"
FIRM = {
    "enterprise_id": "A",
    "name": "云岭精密",
    "registered_in_city": "是",
    "above_scale": "是",
    "revenue_yuan": 500_000_000,
    "tax_yuan": 20_000_000,
    "tax_growth_pct": 12,
}
FACTS = {name: cell for name, cell in FIRM.items() if name != "enterprise_id"}


def final_of(*firms: dict[str, object]) -> dict[str, Final]:
    return {STAR: Final("2023年星级评定", run_rows(STAR, firms).outcome.frame)}


def test_a_ranked_firm_has_the_reward_of_the_final_result() -> None:
    better = FIRM | {"enterprise_id": "B", "tax_yuan": 60_000_000}
    star = found_for(FACTS, finals=final_of(FIRM, better))[STAR]
    assert (star.state, star.amount) == (State.PAID, Decimal(300_000))
    assert (star.final, star.reason) == ("2023年星级评定", "第 2 名")


def test_a_firm_of_the_final_result_is_found_without_further_facts() -> None:
    assert found_for({}, finals=final_of(FIRM))[STAR].amount == Decimal(300_000)


def test_without_a_final_result_nothing_is_paid_on_a_rank() -> None:
    star = found_for(FACTS)[STAR]
    assert (star.state, star.amount) == (State.UNRANKED, None)
    assert "还没有已定的评定结果" in star.reason


def test_a_firm_that_is_not_in_the_final_result_waits_for_the_next() -> None:
    star = found_for(FACTS, finals=final_of(FIRM | {"enterprise_id": "B"}))[STAR]
    assert (star.state, star.amount) == (State.UNRANKED, None)
    assert "“2023年星级评定”里没有这个对象" in star.reason


def test_before_the_rating_came_into_force_its_result_is_not_used() -> None:
    star = found_for(FACTS, as_of=date(2020, 12, 30), finals=final_of(FIRM))[STAR]
    assert (star.state, star.amount) == (State.NOT_IN_FORCE, None)


def test_the_rank_of_contracts_is_not_that_among_ones_own() -> None:
    name = "innovation-rewards"
    own = {"recognition": "contract_rank", "year": 2023, "claimed_yuan": 5}
    assert found_for(own)[f"{name}/contract_rank"].state is State.UNRANKED
    events = [
        {"event_id": f"{at}", "subject_id": who, "kind": "contract_rank", "year": 2023}
        | {"amount_yuan": amount}
        for at, (who, amount) in enumerate([("A", 1), ("B", 9), ("A", 3)])
    ]
    final = Final("2023年科技创新奖补", run_rows(name, events).outcome.frame)
    ranked = found_for(own, finals={name: final})[f"{name}/contract_rank"]
    assert (ranked.state, ranked.amount) == (State.PAID, Decimal(30_000))


def test_a_written_result_is_read_back_as_it_was(tmp_path) -> None:
    run = run_rows(STAR, [FIRM, FIRM | {"enterprise_id": "B", "revenue_yuan": 1}])
    paying = next(each for each in paying_schemes() if each.scheme.name == STAR)
    for chinese in (False, True):
        write_outcome(run, tmp_path / "结果.csv", chinese=chinese)
        final = read_final(paying, tmp_path / "结果.csv")
        kept = ["enterprise_id", "reasons", "reward_yuan"]
        assert final.frame.select(kept).equals(run.outcome.frame.select(kept))
        assert found_for({}, finals={STAR: final})[STAR].amount == Decimal(300_000)
    assert final.label == "结果.csv"
    assert final.frame.schema["rank"] == pl.Int64
