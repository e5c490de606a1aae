import pytest

from taizhang.documents.domain.places import written_place


@pytest.mark.parametrize(
    ("path", "written"),
    [
        (["3"], "第3条"),
        (["五"], "第五条"),
        (["第三条"], "第三条"),
        (["（一）"], "（一）"),
        (["三", "（一）", "1"], "三（一）1"),
        (["七", "34"], "七、34"),
        (["第二章", "第五条"], "第二章第五条"),
        ([], ""),
    ],
)
def test_a_place_is_written_as_people_cite_it(path, written):
    assert written_place(path) == written
