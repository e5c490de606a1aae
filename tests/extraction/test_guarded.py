"""A guarded pattern finds what the pattern alone finds, and looks no further without its core."""

import re

import pytest

from taizhang.extraction.guarded import Guarded

YEAR = re.compile(r"(?<!\d)\d{2,4}年")


@pytest.mark.parametrize(
    "text", ["", "建成", "到2027年", "12027年", "27年、2028年和年底", "年27年"]
)
@pytest.mark.parametrize("reach", [None, 4])
def test_guarded_pattern_finds_what_the_pattern_finds(text: str, reach: int | None) -> None:
    guarded = Guarded("年", YEAR, reach)
    for start in range(len(text) + 1):
        found = [m.span() for m in guarded.finditer(text, start, len(text))]
        assert found == [m.span() for m in YEAR.finditer(text, start, len(text))]


def test_core_outside_the_range_is_no_reason_to_search() -> None:
    assert not list(Guarded("年", YEAR).finditer("2027年", 0, 4))
