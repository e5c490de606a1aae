"""A guarded pattern finds what the pattern alone finds, and looks no further without its core."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from taizhang.extraction.clauses import conventions, pieces, said
from taizhang.extraction.guarded import Guarded
from taizhang.extraction.lines.stream import open_stream
from taizhang.extraction.numbers import number_words, quantities, tenses, times
from taizhang.extraction.sentences import duties
from taizhang.extraction.structure import head

YEAR = re.compile(r"(?<!\d)\d{2,4}年")
TEXTS = ["", "建成", "到2027年", "12027年", "27年、2028年和年底", "年27年"]
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def _guarded_in(values: Iterable[object]) -> Iterator[Guarded]:
    for value in values:
        if isinstance(value, Guarded):
            yield value
        elif isinstance(value, tuple):
            yield from _guarded_in(value)


GUARDED = [
    guarded
    for module in (times, quantities, number_words, tenses, conventions, pieces, said, duties, head)
    for guarded in _guarded_in(vars(module).values())
]

SIGNED = [(sign, pattern) for sign, pattern, _ in times._READERS]


@pytest.fixture(scope="module")
def folds() -> list[str]:
    """The folded streams of all example texts."""
    texts = [path.read_text(encoding="utf-8") for path in EXAMPLES.rglob("*.txt")]
    return [open_stream(text).fold for text in texts]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("reach", [None, 4])
def test_guarded_pattern_finds_what_the_pattern_finds(text: str, reach: int | None) -> None:
    guarded = Guarded("年", YEAR, reach)
    for start in range(len(text) + 1):
        found = [m.span() for m in guarded.finditer(text, start, len(text))]
        assert found == [m.span() for m in YEAR.finditer(text, start, len(text))]


def test_core_outside_the_range_is_no_reason_to_search() -> None:
    assert not list(Guarded("年", YEAR).finditer("2027年", 0, 4))


@pytest.mark.parametrize("guarded", GUARDED, ids=lambda guarded: guarded.pattern.pattern[:16])
def test_core_loses_no_match_of_its_pattern(guarded: Guarded, folds: list[str]) -> None:
    for fold in folds:
        found = [m.span() for m in guarded.finditer(fold, 0, len(fold))]
        assert found == [m.span() for m in guarded.pattern.finditer(fold)]


def test_pattern_given_as_text_is_compiled_when_its_core_is_met() -> None:
    broken = Guarded("年", r"(\d{4}年")
    assert not list(broken.finditer("建成公园", 0, 4))
    with pytest.raises(re.error):
        broken.finditer("2027年", 0, 5)


@pytest.mark.parametrize(("sign", "guarded"), SIGNED, ids=lambda value: str(value)[:4])
def test_sign_stands_in_every_match(
    sign: str, guarded: Guarded | re.Pattern[str], folds: list[str]
) -> None:
    for fold in folds:
        assert all(sign in found[0] for found in guarded.finditer(fold, 0, len(fold)))
