"""`taizhang bulletin`: a period in, a paper out."""

import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
import typer
from django.utils import timezone
from python_calamine import CalamineWorkbook

from taizhang.cli.bulletin import bulletin
from taizhang.cli.ingesting import ingest_paths
from taizhang.cli.input_files import decoded_or_leave
from taizhang.cli.printing_bulletins import print_to
from taizhang.extraction.checking import check_bulletin
from taizhang.ledger.domain.errors import ActInputError
from taizhang.reporting.domain.errors import PeriodError

POLICY = Path("examples/policies/yunling-2026-double-half.txt").absolute()


@pytest.fixture
def city(db, settings, tmp_path):
    """A ledger with the twelve measures of one policy of 2026."""
    settings.MEDIA_ROOT = tmp_path / "files"
    assert ingest_paths([POLICY], confirm=True, issued=None, username="system") == 0


def text_of(path):
    with zipfile.ZipFile(path) as parts:
        return parts.read("word/document.xml").decode()


def test_a_document_that_was_ingested_gives_a_bulletin_of_its_numbers(city, tmp_path):
    word, table = tmp_path / "b.docx", tmp_path / "b.xlsx"
    number = print_to(word, "word", "2026-H1", "")
    assert number > 12
    text = text_of(word)
    assert "双过半" in text
    assert "2026年6月30日" in text
    print_to(table, "annex", "2026-H1", "")
    book = CalamineWorkbook.from_path(table)
    assert book.sheet_names == ["总体情况", "各单位", "各县区", "指标明细"]
    assert len(book.get_sheet_by_name("指标明细").to_python()) == number + 1


def test_what_was_not_recorded_yet_is_not_in_it(city, tmp_path):
    early = (timezone.now() - timedelta(days=1)).isoformat()
    assert print_to(tmp_path / "b.docx", "word", "2026-H1", early) == 0
    assert "本期没有纳入督办的重点任务" in text_of(tmp_path / "b.docx")


def test_the_same_moment_gives_the_same_bytes(city, tmp_path):
    moment = timezone.now().isoformat()
    for name in ("a.docx", "b.docx"):
        print_to(tmp_path / name, "word", "2026-H1", moment)
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_the_checker_of_bulletins_finds_nothing_in_ours(city, tmp_path):
    for period in ("2026-06", "2026-Q2", "2026-H1", "2026"):
        print_to(tmp_path / f"{period}.docx", "word", period, "")
        decoded = decoded_or_leave(tmp_path / f"{period}.docx")
        assert check_bulletin(decoded).findings == ()


def test_wrong_words_are_refused_with_a_sentence(city, tmp_path):
    output = tmp_path / "b.docx"
    with pytest.raises(typer.BadParameter, match="2024-Q2"):
        print_to(output, "word", "2026-13", "")
    with pytest.raises(PeriodError, match="还没有开始"):
        print_to(output, "word", "2199", "")
    with pytest.raises(ActInputError, match="还没有到"):
        print_to(output, "word", "2026-H1", "2199-01-01")
    with pytest.raises(ActInputError, match="不是日期"):
        print_to(output, "word", "2026-H1", "昨天")
    with pytest.raises(typer.BadParameter, match=".docx"):
        bulletin("2026-H1", tmp_path / "b.txt")
    assert not output.exists()
