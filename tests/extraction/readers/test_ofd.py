"""OFD: texts as different makers write them, with their places."""

from typing import get_args

import pytest
from ofd_files import LEFT, PITCH, SIZE, TOP, OfdPage, Way, write_ofd, zip_parts
from pdf_files import FIRST, SECOND, make_page, read_pages

from taizhang.extraction import DecodedText, ReadError, extract, read_bytes

MILLIMETRE = 72 / 25.4
_PARAGRAPH = "　　" + "".join(FIRST[:3]).strip()


def _body(*lines: str, way: Way = "line", number: str = "") -> OfdPage:
    page = OfdPage(way)
    page.lines(lines)
    if number:
        page.text(95, 275, number)
    return page


def _pages(*paths: str) -> str:
    listed = "".join(f"<Page BaseLoc='{path}'/>" for path in paths)
    return f"<Document><Pages>{listed}</Pages></Document>"


def _read(data: bytes) -> DecodedText:
    decoded = read_bytes("措施.ofd", data)
    assert decoded.pages is not None
    assert len(decoded.pages.boxes) == 4 * len(decoded.text)
    return decoded


@pytest.mark.parametrize("way", get_args(Way))
def test_printed_lines_become_paragraphs_whatever_way_they_are_written(way: Way) -> None:
    decoded = _read(write_ofd(_body(*FIRST, way=way)))
    assert decoded.text.splitlines() == [_PARAGRAPH, FIRST[3]]


@pytest.mark.parametrize(
    ("prefix", "namespace"), [("ofd:", True), ("", True), ("", False), ("o:", True)]
)
def test_names_are_read_in_any_namespace(prefix: str, namespace: bool) -> None:
    data = write_ofd(_body(*FIRST), prefix=prefix, namespace=namespace)
    assert _read(data).text.splitlines()[0] == _PARAGRAPH


def test_paths_may_be_absolute_and_in_another_case() -> None:
    data = write_ofd(_body(*FIRST), absolute=True)
    assert _read(data).text.splitlines()[0] == _PARAGRAPH
    parts = {
        "OFD.xml": "<OFD><DocBody><DocRoot>doc_0\\document.XML</DocRoot></DocBody></OFD>",
        "Doc_0/Document.xml": _pages("./pages/../PAGES/P.xml"),
        "Doc_0/Pages/p.xml": "<Page><Content><Layer><TextObject Boundary='20 20 99 9' Size='5'>"
        "<TextCode X='0' Y='5'>加强领导</TextCode></TextObject></Layer></Content></Page>",
    }
    assert _read(zip_parts(parts)).text == "加强领导\n"


def test_same_pages_as_pdf_and_ofd_give_the_same_text_and_items() -> None:
    ofd = _read(write_ofd(_body(*FIRST, number="— 1 —"), _body(*SECOND, number="— 2 —")))
    pdf = read_pages(make_page(*FIRST, number="— 1 —"), make_page(*SECOND, number="— 2 —"))
    assert (ofd.text, ofd.noise, ofd.continued) == (pdf.text, pdf.noise, pdf.continued)
    assert extract(ofd).documents == extract(pdf).documents


def test_each_character_has_its_box_in_points() -> None:
    decoded = _read(write_ofd(_body(*FIRST), _body(*SECOND)))
    assert decoded.pages is not None
    page = decoded.pages.pages[1]
    assert (page.width, page.height) == pytest.approx((595.28, 841.89), abs=0.01)
    start = decoded.text.index("教育局")
    assert page.span[0] <= start < page.span[1]
    left, top, right, bottom = decoded.pages.boxes[4 * start : 4 * start + 4]
    before = sum(0.5 if ch.isascii() else 1 for ch in SECOND[0].partition("教育局")[0])
    assert left == pytest.approx((LEFT + before * SIZE) * MILLIMETRE, abs=0.1)
    assert right == pytest.approx(left + SIZE * MILLIMETRE, abs=0.1)
    assert top < TOP * MILLIMETRE < bottom < (TOP + PITCH) * MILLIMETRE


def test_template_printed_on_every_page_is_furniture() -> None:
    head = OfdPage()
    head.text(80, 20, "云岭市人民政府文件")
    pages = [_body(*FIRST[n:]) for n in range(3)]
    for page in pages:
        page.templates = ("3",)
    decoded = _read(write_ofd(*pages, templates={"3": head}))
    assert [decoded.text[s:e] for s, e in decoded.noise] == ["云岭市人民政府文件"] * 3


def test_ruled_table_becomes_rows_of_cells() -> None:
    page = OfdPage()
    for x in (20, 60, 120):
        page.rule(x, 50, x, 80)
    for y in (50, 65, 80):
        page.rule(20, y, 120, y)
    for x, y, words in (
        (22, 58, "任务"),
        (62, 58, "单位"),
        (22, 73, "建3家"),
        (62, 73, "市科技局"),
    ):
        page.text(x, y, words, 4.2)
    assert _read(write_ofd(page)).text == "任务\t单位\n建3家\t市科技局\n"


def test_turned_and_hanging_text_reads_along_its_line() -> None:
    page = _body("各部门：", "　　抓好落实。")
    page.parts.append(
        '<ofd:TextObject Boundary="150 100 20 80" Size="5" CTM="0 1 -1 0 10 0">'
        '<ofd:TextCode X="0" Y="0" DeltaX="g 3 5">内部资料</ofd:TextCode></ofd:TextObject>'
        '<ofd:TextObject Boundary="180 100 20 80" Size="5">'
        '<ofd:TextCode X="0" Y="5" DeltaY="g 3 5">征求意见</ofd:TextCode></ofd:TextObject>'
    )
    assert _read(write_ofd(page)).text.splitlines() == [
        "各部门：",
        "　　抓好落实。",
        "征求意见",
        "内部资料",
    ]


def test_invisible_objects_are_not_read() -> None:
    page = _body(*FIRST)
    page.parts.append(
        '<ofd:TextObject Visible="false" Boundary="0 0 9 9" Size="5">'
        '<ofd:TextCode X="0" Y="0">看不见</ofd:TextCode></ofd:TextObject>'
    )
    assert "看不见" not in _read(write_ofd(page)).text


def test_unit_that_is_drawn_on_the_page_is_read_and_one_that_holds_itself_ends() -> None:
    resources = (
        '<ofd:Res xmlns:ofd="http://www.ofdspec.org/2016"><ofd:CompositeGraphicUnits>'
        '<ofd:CompositeGraphicUnit ID="50" Width="9" Height="9"><ofd:Content>'
        '<ofd:TextObject Boundary="0 0 50 9" Size="5"><ofd:TextCode X="0" Y="5">公章之文'
        '</ofd:TextCode></ofd:TextObject><ofd:CompositeObject Boundary="0 0 9 9" '
        'ResourceID="50"/></ofd:Content></ofd:CompositeGraphicUnit>'
        "</ofd:CompositeGraphicUnits></ofd:Res>"
    )
    page = _body(*FIRST)
    page.parts.append('<ofd:CompositeObject Boundary="30 200 50 9" ResourceID="50"/>')
    text = _read(write_ofd(page, extra={"Doc_0/PublicRes.xml": resources})).text
    assert text.splitlines()[-1] == "公章之文"


def test_scan_is_refused_and_scanned_pages_among_others_are_named() -> None:
    scan = OfdPage()
    scan.picture()
    with pytest.raises(ReadError) as caught:
        _read(write_ofd(scan, scan))
    assert caught.value.code == "no_text_layer"
    (notice,) = _read(write_ofd(_body(*FIRST), scan)).notices
    assert (notice.code, notice.message[:5]) == ("no_text_layer", "第 2 页")


_ROOT = "<OFD><DocBody><DocRoot>D.xml</DocRoot></DocBody></OFD>"


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"OFD.xml": "<OFD/>"}, "damaged"),
        ({"OFD.xml": "<OFD><DocBody>"}, "damaged"),
        ({"OFD.xml": _ROOT}, "damaged"),
        ({"OFD.xml": _ROOT, "D.xml": "<Document/>"}, "damaged"),
        ({"OFD.xml": _ROOT, "D.xml": _pages("no.xml")}, "damaged"),
        ({"OFD.xml": _ROOT, "D.xml": _pages("D.xml")}, "damaged"),
        ({"OFD.xml": _ROOT, "D.xml": _pages(*["p.xml"] * 2001)}, "too_many_pages"),
        ({"OFD.xml": _ROOT, "D.xml": "<Document/>", "Encryptions.xml": "<E/>"}, "encrypted"),
        ({"OFD.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><OFD>&b;</OFD>"}, "damaged"),
    ],
)
def test_damaged_file_is_refused_with_a_code_and_a_sentence(
    parts: dict[str, str], code: str
) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes("坏.ofd", zip_parts(parts))
    assert caught.value.code == code
    assert "坏.ofd" in caught.value.message
    assert caught.value.message.endswith("。")
