"""How `taizhang lint` looks to a person: its findings, and what was not checked."""

from taizhang.cli.finding_text import print_findings
from taizhang.extraction import DecodedText
from taizhang.extraction.lint import Report, codes


def print_report(decoded: DecodedText, report: Report, *, compared: bool) -> None:
    """Print all findings and a summary line.

    ``compared``: whether the units and documents of the database were at hand.
    """
    print_findings(decoded, report.findings, *_off(report, compared=compared))


def _off(report: Report, *, compared: bool) -> list[str]:
    """What was not checked, and why."""
    if not report.off:
        return []
    labels = "、".join(codes()[name].label for name in report.off)
    why = (
        "系统中还没有可比对的单位或文件" if compared else "要与系统中的单位和文件比对，请加 --store"
    )
    return [f"未检查：{labels}（{why}）。"]
