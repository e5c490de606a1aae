"""Line ends inside cells: which part names or points."""

import pytest

from plugins.growth import seconds
from taizhang.extraction.lines.cells import cell_breaks
from taizhang.extraction.lines.stream import build_stream


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("市发改委\v市财政局", "市发改委、市财政局"),
        ("市发改委 \v\v 各县（区）人民政府", "市发改委、各县（区）人民政府"),
        ("市教育局\v市科技局\v等部门", "市教育局、市科技局等部门"),
        ("市发展改\v革委", "市发展改革委"),
        ("市委\v宣传部", "市委宣传部"),
        ("市发展改革委、市住房和城乡建设局\v市农业农村局", None),
        ("市发改委，\v市财政局", "市发改委，市财政局"),
        ("市教育局\v（市语委办）", "市教育局（市语委办）"),
        ("牵头单位：市发改委\v配合单位：市财政局", "牵头单位：市发改委；配合单位：市财政局"),
        ("1.新建园区5个\v2.培育企业8家", "1.新建园区5个；2.培育企业8家"),
        ("新建卫生户厕\v2600户", "新建卫生户厕2600户"),
        ("2026年\v10月底", "2026年10月底"),
    ],
)
def test_line_ends_part_names_and_points_and_nothing_else(cell: str, read: str | None) -> None:
    read = read or cell.replace("\v", "")
    stream = build_stream(f"1\t{cell}\t甲")
    assert stream.clean == f"1\t{read}\t甲"


def test_a_mark_leads_back_to_its_line_end() -> None:
    stream = build_stream("甲\t市发改委\v市财政局\t乙")
    at = stream.clean.index("、")
    assert stream.source[stream.offsets[at]] == "\v"
    assert stream.fold[at] == "、"
    assert stream.quote(at - 4, at + 5) == "市发改委\v市财政局"


def test_cells_of_many_lines_are_read_in_linear_time() -> None:
    text = "市发改委\v" * 100_000
    assert len(cell_breaks(text, 0, len(text))) == 99_999
    assert seconds(lambda: cell_breaks(text, 0, len(text))) < 2
