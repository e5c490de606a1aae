"""Lists of annexes, read for a range of blocks at once."""

from taizhang.extraction.lines.stream import build_stream
from taizhang.extraction.structure.covers import annex_list, in_annex_list

TEXT = "各县区：\n正文。\n附件：\n1.甲方案\n2.乙清单\n市政府\n3.丙\n-附件：1.丁\n2.戊\n" + "".join(
    f"{n}.名单\n" for n in range(3, 90)
)


def test_range_holds_the_blocks_that_stand_below_an_annex_mark() -> None:
    stream = build_stream(TEXT)
    blocks = range(len(stream.blocks))
    expected = {i for i in blocks if in_annex_list(stream, i)}
    assert 0 < len(expected) < len(blocks)
    for first in (0, 4, 30):
        found = annex_list(stream, first, len(blocks))
        assert found == {i for i in expected if i >= first}
