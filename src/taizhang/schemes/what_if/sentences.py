"""What came out, in sentences for people."""

from collections.abc import Iterator
from decimal import Decimal

from .comparing import Comparison
from .sensitivity import Sensitivity, Shift
from .sweeping import Sweep
from .totals import Total


def comparison_sentences(comparison: Comparison) -> Iterator[str]:
    """What was changed, how many rows move and in what, what it costs in all and by county."""
    for setting in comparison.settings:
        part = setting.part
        old, new = (text or "没有给" for text in (setting.old, setting.new))
        yield f"{part.label}（{part.path}）：{old} → {new}。"
    yield f"共 {comparison.rows} 行，结果有变化的 {comparison.moved} 行。"
    for change in comparison.changes:
        if change.rows:
            yield f"{change.column.label}（{change.column.name}）有变化：{change.rows} 行。"
    for total in comparison.totals:
        yield f"{total.column.label}（{total.column.name}）合计：{_money(total)}。"
    for county in comparison.counties:
        moved = [total for total in county.totals if total.difference]
        if moved:
            said = "；".join(f"{total.column.label} {_money(total)}" for total in moved)
            yield f"{county.county or '没有写县区的'}：{said}。"


def _money(total: Total) -> str:
    return f"原 {total.old:,.2f} 元，新 {total.new:,.2f} 元，{_difference(total.difference)}"


def _difference(yuan: Decimal) -> str:
    if not yuan:
        return "不变"
    return f"{'增加' if yuan > 0 else '减少'} {abs(yuan):,.2f} 元"


def sweep_sentences(sweep: Sweep) -> Iterator[str]:
    """A sentence a value, after what all are compared with."""
    part = sweep.part
    yield f"{part.label}（{part.path}）逐值计算，与 {part.text} 时的结果比较："
    for point in sweep.points:
        said = [f"{point.moved} 行有变化"]
        said += [
            f"{t.column.label}合计 {t.new:,.2f} 元（{_difference(t.difference)}）"
            for t in point.totals
        ]
        yield f"  {point.value}：{'；'.join(said)}。"


def sensitivity_sentences(found: Sensitivity) -> Iterator[str]:
    """How many are ranked, and the criteria that matter most."""
    yield f"参加排名的 {found.subjects} 个，各分项得分依次增减 {found.percent}%。"
    ordered = sorted(found.shifts, key=lambda shift: -shift.swapped)
    for shift in [shift for shift in ordered if shift.ranks][:5]:
        yield _shift(shift, found)
    if not any(shift.ranks for shift in found.shifts):
        yield "任何一项增减都不改变名次。"


def _shift(shift: Shift, found: Sensitivity) -> str:
    said = [f"{shift.ranks} 个名次变化"]
    said += [f"{shift.levels[c.name]} 个{c.label}变化" for c in found.graded]
    said.append(f"前 {found.first} 名中 {shift.swapped}/{shift.pairs} 对次序颠倒")
    return (
        f"{shift.criterion.label}（{shift.criterion.code}）{shift.change:+d}%：{'，'.join(said)}。"
    )
