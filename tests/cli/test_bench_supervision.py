"""`taizhang bench supervision` on a few tasks: the loop and the database give the same lights."""

import pytest

pytestmark = pytest.mark.slow


def test_bench_prints_a_row_for_each_thing_measured(taizhang):
    done = taizhang.run("bench", "supervision", "--size", "2500")
    assert done.returncode == 0, done.stderr
    rows = [line for line in done.stdout.splitlines() if line.startswith("| ")]
    for measured in (
        "全部任务重新判定",
        "截至某时刻",
        "红灯",
        "一页 40 项",
        "单位榜：60 家",
        "逐项循环",
    ):
        assert any(measured in row for row in rows), measured
    assert not taizhang.data.exists(), "the installation's own data is not touched"
