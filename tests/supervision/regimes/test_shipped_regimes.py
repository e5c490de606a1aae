"""Each regime that comes along shows in each situation what its government wrote."""

import random
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from random_regimes import random_facts

from taizhang.supervision.regimes import (
    check_file,
    colour_names,
    decide_rule,
    evaluate,
    shipped_regime,
    shipped_regimes,
)

CASES = Path(__file__).parent / "cases"
USUAL: dict[str, Any] = {
    "clock": "running", "pace": "on_pace", "memory": "met", "assigned": True, "days_to_due": 30,
    "days_over": 0, "lag_pct": Decimal(0), "periods_missed_in_a_row": 0, "reds_in_a_row": 0,
    "extensions": 0, "highest_open_slip": None, "public_rating": 0, "quality": None,
}  # fmt: skip
KEYS = sorted(path.stem for path in CASES.glob("*.yaml"))
ALL = [(key, case) for key in KEYS for case in yaml.safe_load((CASES / f"{key}.yaml").read_bytes())]


def test_every_shipped_regime_has_cases_and_every_case_a_regime() -> None:
    assert [shipped.key for shipped in shipped_regimes()] == KEYS
    assert len(KEYS) == 12


@pytest.mark.parametrize("key", KEYS)
def test_a_shipped_regime_passes_without_a_warning_and_names_its_source(key: str) -> None:
    shipped = shipped_regime(key)
    assert shipped is not None
    assert check_file(shipped.text.encode()).findings == ()
    assert shipped.regime.key == key
    assert shipped.regime.reference
    assert {rule.then.colour for rule in shipped.regime.rules} <= colour_names().keys()


@pytest.mark.parametrize(("key", "case"), ALL, ids=[f"{key}: {case['is']}" for key, case in ALL])
def test_a_situation_shows_what_the_regime_says(key: str, case: dict[str, Any]) -> None:
    shipped = shipped_regime(key)
    assert shipped is not None
    outcome = evaluate(shipped.regime, USUAL | case["facts"])
    expected = {name: value for name, value in case.items() if name not in {"is", "facts"}}
    if "points" in expected:
        expected["points"] = Decimal(expected["points"])
    assert {name: getattr(outcome, name) for name in expected} == expected


@pytest.mark.parametrize("key", KEYS)
def test_every_rule_decides_a_case(key: str) -> None:
    """So that nothing a government wrote is shipped untried."""
    shipped = shipped_regime(key)
    assert shipped is not None
    used = {decide_rule(shipped.regime, USUAL | case["facts"]) for k, case in ALL if k == key}
    assert sorted(used) == list(range(len(shipped.regime.rules)))


def test_no_open_task_with_unknown_pace_is_green_anywhere() -> None:
    chance = random.Random(11)
    for facts in [random_facts(chance) for _ in range(600)]:
        if facts["pace"] == "unknown" and not facts["clock"].startswith("closed"):
            for shipped in shipped_regimes():
                assert evaluate(shipped.regime, facts).colour != "green", (shipped.key, facts)


def test_what_was_made_up_late_is_never_green_at_ouhai() -> None:
    ouhai = shipped_regime("ouhai-2020")
    assert ouhai is not None
    chance = random.Random(12)
    for facts in [random_facts(chance) for _ in range(600)]:
        if facts["memory"] == "made_up_late":
            assert evaluate(ouhai.regime, facts).colour != "green"
