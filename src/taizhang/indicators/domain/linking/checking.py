"""What must fit for a target to be held to a series (挂接检查)."""

from datetime import date

from django.utils.translation import gettext as _

from taizhang.ledger.domain.errors import ActInputError
from taizhang.ledger.domain.scenes import Scene
from taizhang.ledger.domain.snapshot import Goal

from ...enums import Method
from ..measures import convert, is_points_of, same_measure
from ..queries.series import Known
from ..types import LinkInput
from .state import Links


def check_link(link: LinkInput, scene: Scene, known: Known | None, held: Links) -> Goal:
    """The target of a link that can be made; raises `ActInputError` on the field at fault."""
    goal = scene.before.goal(link.key)
    if goal is None:
        raise ActInputError(
            _("任务 %(number)s 没有第 %(key)s 个目标，请刷新页面。")
            % {"number": scene.task.number, "key": link.key},
            field="key",
        )
    if known is None:
        raise ActInputError(_("没有这个数列，请从列表中选择指标和地区。"), field="series")
    _check_measure(link, goal, known)
    _check_road(link, goal, goal.deadline or scene.before.due, known)
    if any(link == LinkInput(h.key, h.series_id, h.baseline, h.starts, h.method) for h in held):
        raise ActInputError(
            _("目标“%(target)s”已经这样挂接到“%(series)s”，没有变化。")
            % {"target": goal.indicator, "series": known},
            field="series",
        )
    return goal


def _check_measure(link: LinkInput, goal: Goal, known: Known) -> None:
    words = {"target": goal.indicator, "goal": goal.unit, "series": known, "unit": known.unit}
    if is_points_of(goal.unit, known.unit):
        if link.baseline is None:
            raise ActInputError(
                _(
                    "目标“%(target)s”以%(goal)s计，指标“%(series)s”以%(unit)s计："
                    "请填写基数，即起算时该指标的数值，目标值才能折算。"
                )
                % words,
                field="baseline",
            )
    elif not same_measure(goal.unit, known.unit):
        raise ActInputError(
            _(
                "目标“%(target)s”以“%(goal)s”计，指标“%(series)s”以“%(unit)s”计，"
                "不能比较；请选计量单位相同（或只差万、亿）的指标，或更正其中一个。"
            )
            % words,
            field="series",
        )


def _check_road(link: LinkInput, goal: Goal, deadline: date | None, known: Known) -> None:
    if link.method and link.method not in Method.values:
        raise ActInputError(
            _("进度方法“%(method)s”不认识，请从列表中选择。") % {"method": link.method},
            field="method",
        )
    no_road_needed = goal.op in ("<=", "<") or is_points_of(goal.unit, known.unit)
    reached = None if no_road_needed else convert(goal.value, goal.unit, known.unit)
    if link.baseline is not None and link.baseline == reached:
        raise ActInputError(
            _("基数与目标值都是%(value)s，没有路程可算；请核对基数。")
            % {"value": format(link.baseline.normalize(), "f")},
            field="baseline",
        )
    if link.starts and deadline and link.starts > deadline:
        raise ActInputError(
            _("起算日期 %(starts)s 在时限 %(deadline)s 之后，请更正。")
            % {"starts": link.starts, "deadline": deadline},
            field="starts",
        )
