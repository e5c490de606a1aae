"""`taizhang bench ledger` on a small ledger: it runs to its end and its ledger holds."""

import pytest

pytestmark = pytest.mark.slow


def test_bench_prints_a_row_for_each_thing_measured(taizhang):
    done = taizhang.run("bench", "ledger", "--size", "400")
    assert done.returncode == 0, done.stderr
    rows = [line for line in done.stdout.splitlines() if line.startswith("| ")]
    for measured in (
        "列表，三个筛选",
        "截至过去时点",
        "任务页",
        "导出 CSV",
        "核验链与封印",
        "人各报",
    ):
        assert any(measured in row for row in rows), measured
    assert not taizhang.data.exists(), "the installation's own data is not touched"
