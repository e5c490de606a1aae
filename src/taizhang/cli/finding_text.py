"""How findings look to a person: by severity, with line or page, quote and sentence."""

from bisect import bisect_right
from collections.abc import Callable, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from taizhang.extraction import DecodedText
from taizhang.extraction.findings import SEVERITIES, Finding

NAMES = {"error": "错误", "warning": "警告", "info": "提示"}
_STYLES = {"error": "bold red", "warning": "bold yellow", "info": "bold blue"}
_WIDEST = 100
_QUOTE = 60
_NEVER_FIRST = frozenset("。，、；：？！”’）》】,.;:!?)")


def print_findings(decoded: DecodedText, findings: Sequence[Finding], *notes: str) -> None:
    """Print all findings, notes, and a summary line; colour only on a terminal."""
    console = Console(highlight=False, soft_wrap=True)
    console.width = min(console.width, _WIDEST)
    where = _places(decoded)
    for severity in SEVERITIES:
        grave = [finding for finding in findings if finding.severity == severity]
        if grave:
            console.print(Text(f"{NAMES[severity]}（{len(grave)}）", _STYLES[severity]))
            for finding in grave:
                _print_finding(console, finding, where(finding.span[0]))
            console.print()
    for line in (*notes, _summary(findings)):
        _print_wrapped(console, line, 0)


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


def _summary(findings: Sequence[Finding]) -> str:
    found = [finding.severity for finding in findings]
    counts = [f"{found.count(severity)} 处{NAMES[severity]}" for severity in SEVERITIES]
    return f"共 {'、'.join(counts)}。" if findings else "没有发现问题。"


def _places(decoded: DecodedText) -> Callable[[int], str]:
    """The page of an offset where the file has pages, else its line."""
    if decoded.pages is not None:
        starts = [page.span[0] for page in decoded.pages.pages]
        return lambda at: f"第 {max(1, bisect_right(starts, at))} 页"
    breaks = [i for i, ch in enumerate(decoded.text) if ch == "\n"]
    return lambda at: f"第 {bisect_right(breaks, at - 1) + 1} 行"
