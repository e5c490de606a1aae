"""Whole bulletins of a fictional city: silent when they hold, each planted slip found."""

import pytest
from bulletins_read import NAMES, SLIPS, clean, findings, planted


@pytest.mark.parametrize("name", NAMES)
def test_a_bulletin_whose_numbers_hold_is_clean(name: str) -> None:
    assert findings(clean(name)) == []


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: f"{slip['bulletin']}-{slip['new']}")
def test_a_planted_slip_is_found_with_the_right_number(slip: dict[str, str]) -> None:
    found = findings(planted(slip))
    messages = [finding.message.replace(",", "") for finding in found]
    assert any(slip["right"].replace(",", "") in message for message in messages), messages
