"""How `taizhang lint` looks to a person: by severity, with line or page, quote and sentence."""

from bisect import bisect_right
from collections.abc import Callable

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from taizhang.extraction import DecodedText
from taizhang.extraction.lint import SEVERITIES, Finding, Report, codes

NAMES = {"error": "错误", "warning": "警告", "info": "提示"}
_STYLES = {"error": "bold red", "warning": "bold yellow", "info": "bold blue"}
_WIDEST = 100
_QUOTE = 60
_NEVER_FIRST = frozenset("。，、；：？！”’）》】,.;:!?)")


def print_report(decoded: DecodedText, report: Report, *, compared: bool) -> None:
    """Print all findings and a summary line; colour only on a terminal.

    ``compared``: whether the units and documents of the database were at hand.
    """
    console = Console(highlight=False, soft_wrap=True)
    console.width = min(console.width, _WIDEST)
    where = _places(decoded)
    for severity in SEVERITIES:
        findings = [finding for finding in report.findings if finding.severity == severity]
        if findings:
            console.print(Text(f"{NAMES[severity]}（{len(findings)}）", _STYLES[severity]))
            for finding in findings:
                _print_finding(console, finding, where(finding.span[0]))
            console.print()
    if report.off:
        labels = "、".join(codes()[name].label for name in report.off)
        why = (
            "系统中还没有可比对的单位或文件"
            if compared
            else "要与系统中的单位和文件比对，请加 --store"
        )
        _print_wrapped(console, f"未检查：{labels}（{why}）。", 0)
    _print_wrapped(console, _summary(report), 0)


def _print_finding(console: Console, finding: Finding, place: str) -> None:
    console.print(Text(f"  {place}  [{finding.code}]", "dim"))
    _print_wrapped(console, finding.message, 4)
    _print_wrapped(console, f"原文：{_shortened(finding.quote)}", 4, "dim")


def _print_wrapped(console: Console, text: str, indent: int, style: str = "") -> None:
    """Print a text in lines that fit, no stop at the head of one (行首禁则)."""
    for line in wrap(text, console.width - indent):
        console.print(Text(" " * indent + line, style))


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most ``width`` cells, a stop that does not fit excepted.

    >>> wrap("共四个字。", 8)
    ['共四个字。']
    """
    lines = [""]
    used = 0
    for ch in text:
        cells = cell_len(ch)
        if used + cells > width and ch not in _NEVER_FIRST:
            lines.append("")
            used = 0
        lines[-1] += ch
        used += cells
    return lines


def _shortened(quote: str) -> str:
    """A quote on one line, its middle left out when long."""
    line = " ".join(quote.split())
    return line if len(line) <= _QUOTE else f"{line[: _QUOTE // 2]} …… {line[-_QUOTE // 3 :]}"


def _summary(report: Report) -> str:
    counts = [f"{report.count(severity)} 处{NAMES[severity]}" for severity in SEVERITIES]
    return f"共 {'、'.join(counts)}。" if report.findings else "没有发现问题。"


def _places(decoded: DecodedText) -> Callable[[int], str]:
    """The page of an offset where the file has pages, else its line."""
    if decoded.pages is not None:
        starts = [page.span[0] for page in decoded.pages.pages]
        return lambda at: f"第 {max(1, bisect_right(starts, at))} 页"
    breaks = [i for i, ch in enumerate(decoded.text) if ch == "\n"]
    return lambda at: f"第 {bisect_right(breaks, at - 1) + 1} 行"
