"""What the fuzzer feeds: every registered reader, and every stage behind them.

A target takes bytes and raises nothing but what its contract names; what a result must hold is
asserted here, with the tests' own checks.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from checks import assert_coverage_adds_up, assert_spans_hold

from taizhang.extraction import (
    DecodedText,
    ReadError,
    audit,
    extract,
    read_layout,
    secrecy_mark,
    to_json,
)
from taizhang.extraction.align import align, read_paper
from taizhang.extraction.align import to_json as alignment_to_json
from taizhang.extraction.lint import lint
from taizhang.extraction.lint import to_json as report_to_json
from taizhang.extraction.readers import wire
from taizhang.extraction.readers.registry import FORMATS
from taizhang.extraction.readers.sniffing import sniff
from taizhang.extraction.types import Decoded
from taizhang.schemes import InputRefusedError, scheme_named
from taizhang.schemes.reading import read_texts

Target = Callable[[bytes], None]
# What the child process answers by a sentence of its own (`readers/child.py`).
REFUSALS = (ReadError, RecursionError, MemoryError)
_READ_ON = 3_000


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")


def _decoded(text: str, decoded: Decoded | None = None) -> DecodedText:
    if decoded is None:
        return DecodedText("任意.txt", "0" * 64, text, "utf-8")
    return DecodedText(
        "任意.txt",
        "0" * 64,
        decoded.text,
        decoded.encoding,
        decoded.pages,
        decoded.notices,
        decoded.noise,
        decoded.continued,
    )


def _json(value: object) -> None:
    json.dumps(value, allow_nan=False)


def feed_extract(data: bytes) -> None:
    """Extraction: spans hold, coverage adds up, items stand in order, the result is JSON."""
    _extracted(_decoded(_text(data)))


def _extracted(source: DecodedText) -> None:
    found = extract(source)
    assert_spans_hold(source.text, found)
    assert_coverage_adds_up(found)
    _json(to_json(found))


def feed_audit(data: bytes) -> None:
    """The audit of an untouched result is clean."""
    source = _decoded(_text(data))
    account = audit(source, to_json(extract(source)))
    assert account.is_clean, account.findings[:2]


def feed_lint(data: bytes) -> None:
    """Findings quote what stands at their spans."""
    source = _decoded(_text(data))
    report = lint(source)
    for finding in report.findings:
        start, end = finding.span
        assert 0 <= start <= end <= len(source.text)
        assert source.text[start:end] == finding.quote
        assert finding.message.endswith("。")
    _json(report_to_json(report))


def feed_align(data: bytes) -> None:
    """The two halves of a text beside each other: every measure has its place."""
    text = _text(data)
    halves = [_decoded(text[: len(text) // 2]), _decoded(text[len(text) // 2 :])]
    papers = [read_paper(half, extract(half)) for half in halves]
    found = align(papers)
    assert all(len(row.cells) == 2 for row in found.rows)
    _json(alignment_to_json(found))


def feed_layout(data: bytes) -> None:
    """Paragraphs and noise lie in the text in order; a marking reads as it is printed."""
    text = _text(data)
    layout = read_layout(text)
    for spans in (layout.paragraphs, layout.noise):
        assert all(0 <= s < e <= len(text) for s, e in spans)
        assert list(spans) == sorted(spans)
    mark = secrecy_mark(text)
    assert mark is None or "密" in text[slice(*mark.span)]


def feed_wire(data: bytes) -> None:
    """What a harmed child may send back: a reading, its refusal, or no reading."""
    try:
        wire.unpack(data)
    except (wire.WireError, ReadError):
        return


def feed_sniff(data: bytes) -> None:
    """The format of any bytes."""
    sniff(data)


def feed_scheme_table(data: bytes) -> None:
    """A table of figures for a scheme: every row typed, or refused with sentences.

    Parquet is opened in a child process, thirty times slower: not here.
    """
    if data.startswith(b"PAR1"):
        return
    scheme = scheme_named("standard-land")
    with TemporaryDirectory() as folder:
        path = Path(folder, "任意.csv")
        path.write_bytes(data)
        try:
            texts = read_texts(path, scheme.definition.columns)
            typed = scheme.typed(texts)
        except InputRefusedError as refused:
            _check_problems(refused)
            return
    assert typed.frame.height == len(typed.rows) == texts.frame.height > 0


def _check_problems(refused: InputRefusedError) -> None:
    assert refused.problems
    assert all(problem.message.endswith("。") for problem in refused.problems), refused


def _check_refusal(error: BaseException) -> None:
    assert not isinstance(error, ReadError) or error.message.endswith("。"), error


def _feed_reader(module: str) -> Target:
    read = import_module(f"taizhang.extraction.readers.{module}").read

    def feed(data: bytes) -> None:
        try:
            decoded: Decoded = read(data)
        except REFUSALS as error:
            _check_refusal(error)
            return
        assert wire.unpack(wire.pack_decoded(decoded)).text == decoded.text
        if len(decoded.text) <= _READ_ON:
            _extracted(_decoded(decoded.text, decoded))

    return feed


STAGES: dict[str, Target] = {
    "extract": feed_extract,
    "audit": feed_audit,
    "lint": feed_lint,
    "align": feed_align,
    "layout": feed_layout,
    "wire": feed_wire,
    "sniff": feed_sniff,
    "scheme_table": feed_scheme_table,
}
READERS = tuple(
    dict.fromkeys(f.module for f in FORMATS.values() if f.limits.sealed)
)  # one that starts another program is not in this process
NAMES = (*READERS, *STAGES)


def target(name: str) -> Target:
    """The target of a name; readers are loaded when asked for."""
    return STAGES.get(name) or _feed_reader(name)
