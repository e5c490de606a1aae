"""Every clause that says what serves the same purpose stands in the document that is named."""

from pathlib import Path

import pytest

from taizhang.schemes.entitlements import purposes

FILES = {"驻政办〔2020〕58号": "zhumadian-gazette-2021-01.txt"}


def _sources():
    for purpose in purposes().values():
        yield from (beside.source for beside in purpose.beside)
        if purpose.about:
            yield purpose.about


@pytest.mark.shared
@pytest.mark.parametrize("source", list(_sources()), ids=str)
def test_the_cited_words_stand_in_the_document(shared: Path, source) -> None:
    text = (shared / "policies" / FILES[source.document]).read_text(encoding="utf-8")
    joined = "".join(text.split())
    assert source.phrases
    for phrase in source.phrases:
        assert "".join(phrase.split()) in joined
