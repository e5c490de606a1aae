"""The figures of the scoreboard (单位榜的指标): what each counts, out of what.

Each share is a count of tasks over a count of tasks; both are flags of the same statement
(`queries/scoreboard.py`), so that the list behind a figure has as many rows as the figure says.
docs/algorithms/rates.md defines every flag.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Figure:
    """A column: tasks with flag `key`, out of those with flag `of` (None: a plain count).

    `good`: a high share is praise. `note`: the definition as people read it.
    """

    key: str
    label: Words
    of: str | None
    note: Words
    good: bool = False


FIGURES = (
    Figure(
        "counted",
        _("计入任务"),
        None,
        _("期内在办（期末前交办、期初时未办结），以及期内到期或办结的任务；终止的不计。"),
    ),
    Figure(
        "on_time",
        _("按期率"),
        "judged",
        _(
            "应结任务里在时限（含同意的延期、挂账顺延）以前申请办结并审核通过的。应结任务：期内"
            "办结，或者时限落在期内且已过、到时限时既没有申请办结也没有挂账的；没有时限的不计。"
        ),
        good=True,
    ),
    Figure(
        "first_on_time",
        _("按原定时限"),
        "first_judged",
        _("算法与按期率相同，时限换成最初定的那一个：延期、挂账都不算数。"),
        good=True,
    ),
    Figure("extended", _("延期"), "counted", _("计入任务里同意过延期的。")),
    Figure(
        "late",
        _("逾期天数中位"),
        None,
        _(
            "应结任务里逾期的：超过时限的天数（不足一天算一天，未办结的算到截至时刻），"
            "取中位数；个数为偶数时取中间两个的平均。"
        ),
    ),
    Figure("returned", _("退回"), "asked", _("申请过办结的任务里，办结申请被退回过的。")),
    Figure(
        "reopened",
        _("重新办理"),
        "ever_closed",
        _("办结过的任务里，办结以后又重新办理的，包括因佐证不实重新办理的。"),
    ),
    Figure("edited", _("改过时限"), "counted", _("计入任务里用更正改过时限的，不是延期。")),
    Figure("false_evidence", _("佐证不实"), "counted", _("计入任务里复核抽查认定佐证不实的。")),
    Figure(
        "unopened",
        _("从未打开"),
        "counted",
        _(
            "计入任务里本单位至截至时刻没有人打开过任务页面的；签收、报告、申请等任何一次办理"
            "都算打开过。"
        ),
    ),
    Figure("unsigned", _("从未签收"), "counted", _("计入任务里本单位至截至时刻没有签收的。")),
    Figure("unreported", _("从未报告"), "counted", _("计入任务里至截至时刻一次进展也没有报过的。")),
    Figure("repeated", _("照抄上期"), "counted", _("计入任务里有报告与上一次文字相同的。")),
    Figure("suspended", _("挂账"), "counted", _("计入任务里截至时刻正在挂账的。")),
)
BY_KEY = {figure.key: figure for figure in FIGURES}
BASES = {"judged": _("应结任务"), "first_judged": _("按原定时限应结的任务")}
BASES |= {"asked": _("申请过办结的任务"), "ever_closed": _("办结过的任务")}


def title_of(flag: str) -> Words:
    """What the list of the tasks with a flag is called. Raises KeyError for an unknown flag."""
    return _TITLES[flag] if flag in _TITLES else BASES.get(flag) or BY_KEY[flag].label


_TITLES: dict[str, Words] = {
    "on_time": _("按期办结的任务"),
    "first_on_time": _("按原定时限办结的任务"),
    "late": _("逾期的任务"),
    "extended": _("延期过的任务"),
    "returned": _("被退回过的任务"),
    "reopened": _("重新办理过的任务"),
    "edited": _("改过时限的任务"),
    "false_evidence": _("佐证不实的任务"),
    "unopened": _("从未打开的任务"),
    "unsigned": _("从未签收的任务"),
    "unreported": _("从未报告的任务"),
    "repeated": _("照抄上期报告的任务"),
    "suspended": _("正在挂账的任务"),
}
FLAGS = (*BY_KEY, *BASES)
