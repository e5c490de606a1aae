"""What holds for every extraction of every text."""

from collections.abc import Iterator

from taizhang.extraction import SENTENCE_CLASSES, Document, Extraction, Span, open_account


def spans_of(document: Document) -> Iterator[tuple[Span, str | None]]:
    """Every span of a document with the text it must equal (None: any)."""
    yield from ((span, None) for span in document.spans.values())
    yield document.span, None
    for item in document.items:
        yield item.span, item.text
        for unit in item.units:
            yield unit.span, None
            if unit.basis_span:
                yield unit.basis_span, None
        for target in item.targets:
            yield target.span, target.quote
        for deadline in item.deadlines:
            yield deadline.span, deadline.quote
    for duty in document.duties:
        yield duty.span, duty.text
        for deadline in duty.deadlines:
            yield deadline.span, deadline.quote


def assert_spans_hold(text: str, extraction: Extraction) -> None:
    """Each span lies in the text, is not empty and reads what is reported."""
    assert extraction.characters == len(text)
    for document in extraction.documents:
        for (start, end), quote in spans_of(document):
            assert 0 <= start < end <= len(text)
            assert quote is None or text[start:end] == quote
        for before, after in zip(document.items, document.items[1:], strict=False):
            assert before.span[1] <= after.span[0]
        for item in document.items:
            for target in item.targets:
                assert item.span[0] <= target.span[0] < target.span[1] <= item.span[1]
            for unit in item.units:  # in the item, or in a heading above it
                inside = item.span[0] <= unit.span[0] < unit.span[1] <= item.span[1]
                assert inside or unit.span[1] <= item.span[0]
    for start, end in extraction.coverage.unread:
        assert 0 <= start < end <= len(text)


def assert_coverage_adds_up(extraction: Extraction) -> None:
    """Each sentence is in one class of the published list, in the file and in each document."""
    for coverage in (extraction.coverage, *(d.coverage for d in extraction.documents)):
        assert sum(coverage.classes.values()) == coverage.sentences
        assert set(coverage.classes) <= set(SENTENCE_CLASSES)
        assert coverage.classes.get("unread", 0) == len(coverage.unread)


def sentences_of(text: str) -> list[tuple[str, str]]:
    """The words of each sentence as printed, with its class."""
    account = open_account(text)
    return [(text[a:b], p.name) for p in account.sentences for a, b in [p.span]]


def assert_no_character_is_lost(text: str) -> None:
    """Each character that is not blank lies in exactly one sentence, or in page noise."""
    account = open_account(text)
    noise = {at for p in account.sentences if p.name == "noise" for at in range(*p.span)}
    spans = sorted(p.span for p in account.sentences if p.name != "noise" or p.item is not None)
    for before, after in zip(spans, spans[1:], strict=False):
        assert before[1] <= after[0]
    held = noise | {at for span in spans for at in range(*span)}
    lost = [at for at, ch in enumerate(text) if not (ch.isspace() or ch in "\u200b\ufeff")]
    assert [at for at in lost if at not in held] == []
