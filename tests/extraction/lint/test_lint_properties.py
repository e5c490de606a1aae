"""What holds for any text: exact quotes, a closed registry, time that grows with the length."""

from pathlib import Path

import pytest
from drafts import TEXTS
from hypothesis import given
from hypothesis import strategies as st

from extraction.corpus import EXAMPLES, ROOT, SHARED_TEXTS
from plugins.growth import assert_linear
from taizhang.extraction import read_bytes
from taizhang.extraction.lint import codes, lint

OWN = [*EXAMPLES, *sorted(TEXTS.glob("*.txt"))]
PIECES = [
    "一、",
    "（一）",
    "1. ",
    "（15分）",
    "得20分",
    "总分100分",
    "权重30%",
    "90分以上，",
    "5—10亿元得5分；",
    "不足2亿元",
    "以下三条：",
    "附件：1. 办法\n2. 名单\n",
    "附件2\n",
    "自2026年 月 日起施行",
    "分为甲、乙、",
    "《实施办法》（云政〔2026〕3号）",
    "占30%、40%，",
    "12.3:40.1:48.6",
    "由100家增加到140家，增长45%",
    "共30项，其中完成18项，占65%。",
    "指标\t分值\n甲\t60\n合计\t100\n",
    "（责任单位：市科技局）",
    "2026年6月底前培育企业5家。",
    "组织实施五大工程。\n（一）提升工程。建设站点。\n",
    "分三步推进。\n第一步，摸底。\n",
    "对城关镇、柳林镇和石桥乡6个乡镇",
    "指标\n分值\n甲\n60\n乙\n50\n",
    "主动公开占35%，平台建设占20%，",
    "总成绩=笔试成绩×60%+面试成绩×30%",
    "加分累计不超过3分：\n（一）获奖的，加5分；\n",
    "党建引领20分、",
    "甲社区20户，乙社区30户。\n社区\t户数（户）\n甲社区\t20\n乙社区\t40\n",
    "镇、",
    "（一）奖励50万元。\n同一企业累计不超过30万元。\n",
    "分三个阶段。",
    "今年安排的3200万元救助资金，",
    "甲社区\n20\n乙社区\n30\n",
    "下设三个工作组：协调组、督导组。",
    "隐患48个、较大12个，合计70个。",
    "同一企业累计不超过30万元，奖励50万元。\n",
    "今年安排的3200万元专项资金，",
    "一、工作目标\n到2026年，建成站点60个。到2027年，床位达到800张。",
    "\n",
    "。",
    "①",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_text_gives_a_report_with_exact_quotes(text: str) -> None:
    report = lint(text)
    for finding in report.findings:
        assert finding.quote == text[finding.span[0] : finding.span[1]]
        assert finding.code in codes()
        assert finding.message.endswith(("。", "？"))
    assert [f.span for f in report.findings] == sorted(f.span for f in report.findings)


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_the_projects_own_texts_have_no_errors_or_warnings(path: Path) -> None:
    text = read_bytes(path.name, path.read_bytes())
    assert [f for f in lint(text).findings if f.severity != "info"] == []


@pytest.mark.shared
@pytest.mark.parametrize("path", SHARED_TEXTS, ids=lambda path: path.stem)
def test_quotes_of_real_documents_are_exact(path: Path) -> None:
    text = read_bytes(path.name, path.read_bytes())
    for finding in lint(text).findings:
        assert finding.quote == text.text[finding.span[0] : finding.span[1]] != ""


@pytest.mark.shared
def test_the_defects_of_a_real_gazette_are_found() -> None:
    (path,) = {path for path in SHARED_TEXTS if path.stem == "zhumadian-gazette-2021-01"}
    text = read_bytes(path.name, path.read_bytes())
    graves = [f for f in lint(text).findings if f.severity != "info"]
    assert {(f.code, f.severity, text.text.count("\n", 0, f.span[0]) + 1) for f in graves} == {
        ("annex_title_differs", "warning", 118),
        ("annex_missing", "error", 124),
        ("bracket_blank", "error", 196),
        ("maximum_exceeded", "error", 387),
        ("effective_date_blank", "error", 445),
        ("article_table_disagree", "error", 459),
        ("article_table_disagree", "error", 477),
        ("citation_two_numbers", "warning", 597),
        ("numbering_level", "warning", 958),
    }


def test_every_code_is_documented_and_no_other() -> None:
    lines = (ROOT / "docs" / "lint.md").read_text(encoding="utf-8").splitlines()
    named = {line.split("`")[1] for line in lines if line.startswith("| `")}
    assert named == set(codes())


def test_codes_of_the_store_are_off_without_one() -> None:
    assert lint("").off == tuple(name for name, code in codes().items() if code.store)


@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_with_the_length_not_its_square(piece: str) -> None:
    text = (piece * (20_000 // len(piece) + 1))[:20_000]
    assert_linear(lambda: lint(text[:2_000]), lambda: lint(text))
