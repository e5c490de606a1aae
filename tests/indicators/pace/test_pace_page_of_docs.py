"""docs/algorithms/pace.md: its examples hold, and it names every value there is."""

import doctest
from pathlib import Path

import pytest

from taizhang.indicators.domain.pace import ReasonWord
from taizhang.indicators.pace_words import GROUND, STEPS

PAGE = Path(__file__).resolve().parents[3] / "docs/algorithms/pace.md"


def test_the_examples_hold():
    outcome = doctest.testfile(str(PAGE), module_relative=False)
    assert outcome.attempted > 10
    assert outcome.failed == 0


@pytest.mark.parametrize("name", [*GROUND, *STEPS, *ReasonWord])
def test_every_value_and_reason_is_named(name):
    assert f"`{name}`" in PAGE.read_text("utf-8")
