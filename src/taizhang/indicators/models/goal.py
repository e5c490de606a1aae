from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Person
from taizhang.ledger.enums import Operator
from taizhang.ledger.models import Task
from taizhang.ledger.models.projection import Temporal
from taizhang.organisations.models import Unit

from ..enums import Method, Pace
from .indicator import Series


class SeriesGoal(models.Model):
    """A number that a series is held to (数列的目标): what never changes of it.

    With a task it is that task's target, and its versions are the projection of the task's event
    chain; without one it was entered from a plan.
    """

    series = models.ForeignKey(Series, models.PROTECT, verbose_name=_("数列"), related_name="goals")
    task = models.ForeignKey(
        Task, models.PROTECT, verbose_name=_("任务"), null=True, blank=True, related_name="goals"
    )
    target_key = models.PositiveSmallIntegerField(_("目标号"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("数列的目标")
        constraints = [
            models.UniqueConstraint(
                fields=["task", "target_key", "series"],
                condition=models.Q(task__isnull=False),
                name="one_goal_a_target_and_series",
            ),
            models.CheckConstraint(
                condition=models.Q(task__isnull=True, target_key__isnull=True)
                | models.Q(task__isnull=False, target_key__isnull=False),
                name="a_task_goal_names_its_target",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series_id}: {self.pk}"


class GoalVersion(Temporal):
    """What a goal asks for, in one period (目标的一个版本)."""

    goal = models.ForeignKey(
        SeriesGoal, models.PROTECT, verbose_name=_("目标"), related_name="versions"
    )
    op = models.CharField(_("算符"), max_length=8, choices=Operator.choices)
    value = models.DecimalField(_("目标值"), max_digits=28, decimal_places=6)
    value_max = models.DecimalField(
        _("上限"), max_digits=28, decimal_places=6, null=True, blank=True
    )
    unit = models.CharField(_("计量单位"), max_length=32, blank=True)
    baseline = models.DecimalField(  # empty: 0, where one is not needed
        _("基数"), max_digits=28, decimal_places=6, null=True, blank=True
    )
    starts = models.DateField(  # empty: 1 January of the deadline's year
        _("起算日期"), null=True, blank=True
    )
    deadline = models.DateField(_("时限"), null=True, blank=True)
    method = models.CharField(  # empty: what the rule in force says
        _("进度方法"), max_length=8, choices=Method.choices, blank=True
    )
    reference = models.CharField(_("依据"), max_length=512, blank=True)
    recorded_by = models.ForeignKey(  # empty: an event of the task says who
        Person, models.PROTECT, verbose_name=_("录入人"), null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = _("目标版本")
        constraints = [
            models.UniqueConstraint(
                fields=["goal"],
                condition=models.Q(until__isnull=True),
                name="one_current_goal_version",
            ),
            models.UniqueConstraint(fields=["goal", "since"], name="one_goal_version_a_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.op} {self.value}{self.unit}"


class GoalPlan(models.Model):
    """How a unit plans to get to a goal (计划进度). Append-only: the one recorded last holds."""

    goal = models.ForeignKey(
        SeriesGoal, models.PROTECT, verbose_name=_("目标"), related_name="plans"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name=_("报送单位"), null=True, blank=True, related_name="+"
    )
    reference = models.CharField(_("依据"), max_length=512, blank=True)
    filed_by = models.ForeignKey(Person, models.PROTECT, verbose_name=_("报送人"), related_name="+")
    recorded_at = models.DateTimeField(_("记录时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("计划进度")
        ordering = ["-recorded_at", "-id"]

    def __str__(self) -> str:
        return f"{self.goal_id}: {self.pk}"


class PlanNode(models.Model):
    """A point of a plan (计划节点): the value to be reached by the end of a day."""

    plan = models.ForeignKey(GoalPlan, models.PROTECT, verbose_name=_("计划"), related_name="nodes")
    day = models.DateField(_("节点日期"))
    value = models.DecimalField(_("计划值"), max_digits=28, decimal_places=6)

    class Meta:
        verbose_name = verbose_name_plural = _("计划节点")
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["plan", "day"], name="one_plan_node_a_day")]

    def __str__(self) -> str:
        return f"{self.day.isoformat()} {self.value}"


class GoalPace(models.Model):
    """Where a goal stands at the end of `day` (当前进度): derived, written anew whenever something
    it rests on changes. A past day is computed from the rows themselves.

    Shares are percentages with four places; `gap` positive means missing; empty: cannot be said,
    and `reason` says why.
    """

    goal = models.OneToOneField(
        SeriesGoal, models.CASCADE, verbose_name=_("目标"), primary_key=True, related_name="pace"
    )
    day = models.DateField(_("截至日期"))
    pace = models.CharField(_("进度"), max_length=8, choices=Pace.choices)
    method = models.CharField(_("进度方法"), max_length=8, choices=Method.choices, blank=True)
    value = models.DecimalField(_("完成值"), max_digits=42, decimal_places=14, null=True)
    observed_on = models.DateField(_("数据日期"), null=True)
    share_pct = models.DecimalField(_("完成比例"), max_digits=34, decimal_places=4, null=True)
    due_pct = models.DecimalField(_("应达比例"), max_digits=34, decimal_places=4, null=True)
    needed = models.DecimalField(_("应达值"), max_digits=34, decimal_places=6, null=True)
    gap = models.DecimalField(_("差距"), max_digits=34, decimal_places=6, null=True)
    run_rate = models.DecimalField(_("今后月均需"), max_digits=34, decimal_places=6, null=True)
    reason = models.CharField(_("原因"), max_length=32, blank=True)
    refreshed_at = models.DateTimeField(_("计算时间"))
    writing = models.PositiveBigIntegerField(_("改写次序"), default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("当前进度")
        indexes = [
            models.Index(fields=["pace"], name="goals_of_a_pace"),
            BrinIndex(fields=["writing"], pages_per_range=8, name="paces_as_written"),
        ]

    def __str__(self) -> str:
        return f"{self.goal_id} {self.pace}"


class PaceWriting(models.Model):
    """How often paces and projections were written (进度改写次数): one row. What was written of
    `GoalPace` and `GoalOutlook` after a number bears a higher one; `removed`: the last time rows
    went."""

    number = models.PositiveBigIntegerField(_("次数"), default=0)
    removed = models.PositiveBigIntegerField(_("最近一次删除"), default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("进度改写次数")

    def __str__(self) -> str:
        return str(self.number)
