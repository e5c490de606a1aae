"""What LibreOffice makes of the file: lines, characters, places measured on the page."""

import shutil
import subprocess

import pypdfium2
import pytest
from sample_papers import bulletin, paper, slip

from taizhang.papers.official import Paragraph, write_paper, write_slip

SOFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed"),
]
POINTS_PER_MM = 72 / 25.4
LONG = "云岭市各县区各部门要认真落实重点工作任务台账管理"


@pytest.fixture(scope="module")
def rendered(tmp_path_factory):
    """The pages of the three papers as PDF, by one run of LibreOffice."""
    folder = tmp_path_factory.mktemp("rendered")
    files = {
        "full": write_paper(paper(Paragraph(LONG * 60))),
        "bulletin": write_paper(bulletin()),
        "slip": write_slip(slip()),
    }
    for name, data in files.items():
        (folder / f"{name}.docx").write_bytes(data)
    subprocess.run(
        [
            SOFFICE,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            *("--convert-to", "pdf", "--outdir", str(folder)),
            *(str(folder / f"{name}.docx") for name in files),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    opened = {name: pypdfium2.PdfDocument(folder / f"{name}.pdf") for name in files}
    yield opened
    for document in opened.values():
        document.close()


def lines_of(page):
    text = page.get_textpage()
    return text.get_text_bounded().replace("\r\n", "\n").split("\n")


def box_of(page, words):
    """Left, bottom, right, top of the first place of the words, in millimetres."""
    text = page.get_textpage()
    at, count = text.search(words).get_next()
    boxes = [text.get_charbox(at + step, loose=True) for step in range(count)]
    edges = zip(*boxes, strict=True)
    return [
        pick(edge) / POINTS_PER_MM for pick, edge in zip((min, min, max, max), edges, strict=True)
    ]


def test_full_page_has_22_lines_of_28_characters(rendered):
    *body, number = lines_of(rendered["full"][1])
    assert [len(line) for line in body] == [28] * 22
    assert number == "— 2 —"


def test_text_stands_within_156_by_225_millimetres(rendered):
    page = rendered["full"][1]
    text = page.get_textpage()
    boxes = [text.get_charbox(at) for at in range(28 * 22)]
    left, bottom, right, top = (
        pick(edge) / POINTS_PER_MM
        for pick, edge in zip((min, min, max, max), zip(*boxes, strict=True), strict=True)
    )
    assert left >= 27.5
    assert right <= 184.5
    assert bottom >= 35
    assert top <= 260


def test_page_numbers_stand_outside_seven_millimetres_under_the_text(rendered):
    odd = box_of(rendered["full"][0], "— 1 —")
    even = box_of(rendered["full"][1], "— 2 —")
    character = 156 / 28
    assert odd[2] == pytest.approx(210 - 26 - character, abs=1)
    assert even[0] == pytest.approx(28 + character, abs=1)
    assert (even[1] + even[3]) / 2 == pytest.approx(35 - 7, abs=1.5)


def test_issuers_mark_begins_35_millimetres_under_the_text_areas_edge(rendered):
    page = rendered["bulletin"][0]
    text = page.get_textpage()
    at, count = text.search("云岭市人民政府办公室文件").get_next()
    top = max(text.get_charbox(at + step)[3] for step in range(count)) / POINTS_PER_MM
    assert 297 - 37 - top == pytest.approx(35, abs=2)


def test_imprint_ends_at_the_foot_of_the_last_page(rendered):
    last = rendered["bulletin"][len(rendered["bulletin"]) - 1]
    assert 35 <= box_of(last, "2026年11月23日印发")[1] <= 40
    assert "抄送：市委办公室，市政协办公室。" in lines_of(last)


def test_name_and_date_have_one_middle_which_leaves_four_characters_free(rendered):
    [page] = [page for page in rendered["bulletin"] if "联系人：督查室" in "".join(lines_of(page))]
    name, date = (box_of(page, words) for words in ("云岭市人民政府办公室", "2026年11月23日"))
    middle = 184 - (4 + 7 / 2) * 156 / 28
    assert (name[0] + name[2]) / 2 == pytest.approx(middle, abs=1)
    assert (date[0] + date[2]) / 2 == pytest.approx(middle, abs=1)


def test_common_slip_is_one_page(rendered):
    assert len(rendered["slip"]) == 1
