"""Words of the room (指标)."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

from .domain.pace import MethodWord, PaceWord, ReasonWord


class Pace(TextChoices):
    """How far a number is against the time that has passed (进度)."""

    BEHIND = PaceWord.BEHIND.value, _("滞后")
    ON_PACE = PaceWord.ON_PACE.value, _("正常")
    AHEAD = PaceWord.AHEAD.value, _("超前")
    DONE = PaceWord.DONE.value, _("完成")
    UNKNOWN = PaceWord.UNKNOWN.value, _("未知")


# Of the targets of one task the first that occurs is the task's: what lags hides in nothing, and
# what nobody knows does not hide in green.
WORST_FIRST = (Pace.BEHIND, Pace.UNKNOWN, Pace.ON_PACE, Pace.AHEAD, Pace.DONE)


class Direction(TextChoices):
    """What is good (指标方向)."""

    MORE = "more", _("越大越好")
    LESS = "less", _("越小越好")
    WITHIN = "within", _("保持区间")


class Frequency(TextChoices):
    """How often a figure is due (频度)."""

    TEN_DAYS = "ten_days", _("旬")
    WEEK = "week", _("周")
    MONTH = "month", _("月")
    QUARTER = "quarter", _("季")
    HALF_YEAR = "half_year", _("半年")
    YEAR = "year", _("年")


class Accumulation(TextChoices):
    """What a figure counts (累计方式)."""

    CUMULATIVE = "cumulative", _("年内累计")  # since the beginning of the year
    PER_PERIOD = "per_period", _("当期")  # of its period alone: added up for pace
    LEVEL = "level", _("时点")  # a stock or a rate: neither added up nor begun anew


class Source(IntegerChoices):
    """Where a figure comes from (数据来源); of one date the smallest counts."""

    OFFICE = 1, _("主管部门")
    PROGRAMME = 2, _("业务系统")
    UNIT = 3, _("责任单位")


class Way(TextChoices):
    """On which way figures came in (报送方式)."""

    PAGE = "page", _("网页填报")
    EXCEL = "excel", _("表格导入")
    API = "api", _("接口")
    FIGURE = "figure", _("任务报告")
    PROGRAMME = "programme", _("业务系统")


class OwedState(TextChoices):
    """Whether the figure of a period came in (报数情况); a unit's own report against a target does
    not count."""

    MISSING = "missing", _("缺报")  # the day it was due on has passed
    WAITING = "waiting", _("待报")
    LATE = "late", _("迟报")
    GIVEN = "given", _("已报")


class Method(TextChoices):
    """Which share of the way time demands (进度方法)."""

    LINE = MethodWord.LINE.value, _("时间进度")
    SEASON = MethodWord.SEASON.value, _("上年同期进度")
    PLAN = MethodWord.PLAN.value, _("计划进度")


class Severity(TextChoices):
    """How grave a warning is (预警级别)."""

    BLUE = "blue", _("蓝色预警")
    YELLOW = "yellow", _("黄色预警")
    ORANGE = "orange", _("橙色预警")
    RED = "red", _("红色预警")


class WarningState(TextChoices):
    """Where a warning stands (预警状态)."""

    RAISED = "raised", _("待签收")
    ACKNOWLEDGED = "acknowledged", _("处置中")
    HANDLED = "handled", _("待销号")
    CLOSED = "closed", _("已销号")


OPEN_WARNING_STATES = (WarningState.RAISED, WarningState.ACKNOWLEDGED, WarningState.HANDLED)


class WarningActKind(TextChoices):
    """What was done with a warning (预警办理)."""

    RAISED = "raised", _("发出预警")
    CHANGED = "changed", _("情况变化")
    RECOVERED = "recovered", _("已恢复")  # the rule holds no longer; closing is for people
    ACKNOWLEDGED = "acknowledged", _("签收")
    HANDLED = "handled", _("处置")
    RETURNED = "returned", _("退回")
    CLOSED = "closed", _("销号")


class Reason(TextChoices):
    """Why a pace cannot be said (原因)."""

    NO_OBSERVATION = ReasonWord.NO_OBSERVATION.value, _("没有数据")
    STALE = ReasonWord.STALE.value, _("数据过期")
    MISSING_PERIOD = ReasonWord.MISSING_PERIOD.value, _("中间缺期")
    MISSING_YEAR = ReasonWord.MISSING_YEAR.value, _("缺以前年度的年末数")
    NO_DEADLINE = ReasonWord.NO_DEADLINE.value, _("没有时限")
    STARTS_AFTER_DEADLINE = ReasonWord.STARTS_AFTER_DEADLINE.value, _("起算日期晚于时限")
    NO_DISTANCE = ReasonWord.NO_DISTANCE.value, _("目标值等于基数")
    NO_BASELINE = ReasonWord.NO_BASELINE.value, _("缺基数")
    BASE_NOT_POSITIVE = ReasonWord.BASE_NOT_POSITIVE.value, _("基数不大于零，增幅无法计算")
    OTHER_UNIT = ReasonWord.OTHER_UNIT.value, _("目标与指标的计量单位不一致")
    NO_CURVE_OF_LEVELS = ReasonWord.NO_CURVE_OF_LEVELS.value, _("时点数没有同期曲线")
    NO_CURVE_OF_YEARS = ReasonWord.NO_CURVE_OF_YEARS.value, _("跨年目标没有同期曲线")
    NO_LAST_YEAR = ReasonWord.NO_LAST_YEAR.value, _("没有上年数据")
    LAST_YEAR_INCOMPLETE = ReasonWord.LAST_YEAR_INCOMPLETE.value, _("上年数据不全")
    LAST_YEAR_ZERO = ReasonWord.LAST_YEAR_ZERO.value, _("上年这段时间没有变化")
    LAST_YEAR_TURNS = ReasonWord.LAST_YEAR_TURNS.value, _("上年数据有正有负")
    NO_PLAN = ReasonWord.NO_PLAN.value, _("没有报送计划")
