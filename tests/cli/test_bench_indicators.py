"""`taizhang bench indicators` on a few series."""

import pytest

pytestmark = pytest.mark.slow


def test_bench_prints_a_row_for_each_thing_measured(taizhang):
    done = taizhang.run("bench", "indicators", "--size", "10")
    assert done.returncode == 0, done.stderr
    rows = [line for line in done.stdout.splitlines() if line.startswith("| ")]
    for measured in ("按时间进度", "按上年同期进度", "当时的记录", "写入表中", "报送 100 个数"):
        assert any(measured in row for row in rows), measured
    assert "1,200 个数列" in done.stdout
    assert not taizhang.data.exists(), "the installation's own data is not touched"
