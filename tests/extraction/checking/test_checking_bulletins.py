"""Whole bulletins of a fictional city: silent when they hold, each planted slip found."""

import pytest
from bulletins_read import NAMES, SLIPS, clean, findings, planted


@pytest.mark.parametrize("name", NAMES)
def test_a_bulletin_whose_numbers_hold_is_clean(name: str) -> None:
    assert findings(clean(name)) == []


@pytest.mark.parametrize("name", sorted({slip["bulletin"] for slip in SLIPS}))
def test_each_planted_slip_is_found_with_the_right_number(name: str) -> None:
    for slip in (slip for slip in SLIPS if slip["bulletin"] == name):
        messages = [finding.message.replace(",", "") for finding in findings(planted(slip))]
        right = slip["right"].replace(",", "")
        assert any(right in message for message in messages), (slip, messages)
