"""Patterns that are compiled when first needed find what the bare ones find."""

import re

import pytest

from taizhang.extraction import patterns
from taizhang.extraction.patterns import late

TEXT = "到2027年建成30个，2028年建成50个。"


def test_a_late_pattern_finds_what_the_bare_one_finds() -> None:
    bare, tried = re.compile(r"(?P<year>\d{4})年"), late(r"(?P<year>\d{4})年")
    assert [m.span() for m in tried.finditer(TEXT)] == [m.span() for m in bare.finditer(TEXT)]
    assert tried.findall(TEXT) == bare.findall(TEXT)
    assert tried.sub("", TEXT) == bare.sub("", TEXT)
    assert tried.split(TEXT) == bare.split(TEXT)
    for asked in ("search", "match", "fullmatch"):
        found, expected = (getattr(p, asked)(TEXT, 1, 6) for p in (tried, bare))
        assert (found.group("year"), found.span()) == (expected.group("year"), expected.span())


def test_nothing_is_compiled_before_the_first_question(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    compile_ = re.compile

    def note(text: str, flags: int = 0) -> re.Pattern[str]:
        compiled.append(text)
        return compile_(text, flags)

    monkeypatch.setattr(patterns.re, "compile", note)
    pattern = late("年底")
    assert compiled == []
    assert pattern.search("年底前")
    assert pattern.match("年底前")
    assert compiled == ["年底"]


def test_flags_hold() -> None:
    assert late("^附件", re.MULTILINE).search("通知\n附件")


def test_what_is_no_method_of_a_pattern_is_refused() -> None:
    with pytest.raises(AttributeError, match="scanner_of"):
        late("年").scanner_of  # noqa: B018
