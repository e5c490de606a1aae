"""The annex of a bulletin: numbers that can be reckoned on, sheets that print on A4."""

import io
import re
import zipfile
from datetime import date

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from reporting.bulletins.cities import HALF
from taizhang.reporting.domain.papers.files import annex_bytes
from taizhang.reporting.domain.papers.printing import print_bulletin

SHEETS = ["总体情况", "各单位", "各县区", "指标明细"]


@pytest.fixture
def annex(city, settings):
    """The bytes of the annex of two numbers, one behind and one that nobody reported."""
    settings.SITE_URL = "https://tz.example"
    city.report(city.start(city.task(("培育高新技术企业", ">=", 140), ("乙", ">=", 7))), 20)
    return annex_bytes(print_bulletin(HALF, as_of=timezone.now()))


def test_figures_are_numbers_in_their_unit(annex):
    book = CalamineWorkbook.from_filelike(io.BytesIO(annex))
    assert book.sheet_names == SHEETS
    head, behind, unknown = book.get_sheet_by_name("指标明细").to_python()
    row = dict(zip(head, behind, strict=True))
    assert (row["目标"], row["完成值"], row["应达值"], row["相差"]) == ("≥140 家", 20, 69.62, 49.62)
    assert (row["计量单位"], row["数据日期"], row["进度"]) == ("家", date(2024, 6, 30), "滞后")
    row = dict(zip(head, unknown, strict=True))
    assert (row["完成值"], row["相差"], row["进度"]) == ("", "", "未知")
    overview = book.get_sheet_by_name("总体情况").to_python()
    assert ["其中滞后", 1, 50] in overview


def test_every_sheet_prints_on_a4_with_its_head_on_every_page(annex):
    parts = zipfile.ZipFile(io.BytesIO(annex))
    book = parts.read("xl/workbook.xml").decode()
    for place, name in enumerate(SHEETS, start=1):
        sheet = parts.read(f"xl/worksheets/sheet{place}.xml").decode()
        assert '<pane ySplit="1"' in sheet  # the head stays
        assert 'paperSize="9" fitToHeight="0" orientation="landscape"' in sheet
        assert f"{name}!$1:$1</definedName>" in book  # repeated on every page
        assert "双过半" in re.search(r"<oddHeader>(.*?)</oddHeader>", sheet, re.DOTALL)[1]
        widths = [float(width) for width in re.findall(r'<col [^>]*width="([\d.]+)"', sheet)]
        assert all(8 <= width <= 40 for width in widths)


def test_shares_show_their_decimal_and_figures_lead_back(annex):
    parts = zipfile.ZipFile(io.BytesIO(annex))
    assert 'formatCode="0.0"' in parts.read("xl/styles.xml").decode()
    links = parts.read("xl/worksheets/_rels/sheet1.xml.rels").decode()
    assert "https://tz.example/bulletins/behind/" in links
    assert "key=numbers.behind" in links
