from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from taizhang.documents.models import Draft, DraftRow
from taizhang.organisations.models import Unit


class Task(models.Model):
    """A measure somebody answers for (任务): what never changes, and the head of its event chain.

    The row is the lock under which events are appended: writers of different tasks never wait
    for each other. Everything that changes stands in `TaskVersion`, `Assignment` and `Target`.

    `parent` is the task it is a part of (a city's task decomposed to its counties), `keeper` the
    unit whose office supervises it. Both stand in the first event and never change.
    """

    row = models.OneToOneField(
        DraftRow, models.PROTECT, verbose_name=_("草稿行"), null=True, related_name="task"
    )
    document = models.ForeignKey(
        Draft, models.PROTECT, verbose_name=_("文件"), null=True, related_name="tasks"
    )
    position = models.PositiveIntegerField(_("序号"))
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("上级任务"), null=True, related_name="children"
    )
    keeper = models.ForeignKey(  # None: the city's own office
        Unit, models.PROTECT, verbose_name=_("督办单位"), null=True, related_name="kept_tasks"
    )
    head_seq = models.PositiveIntegerField(default=0)
    head_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("任务")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(  # so no task is below itself
                condition=models.Q(parent__isnull=True) | models.Q(parent__lt=models.F("id")),
                name="a_parent_comes_first",
            )
        ]
        indexes = [models.Index(fields=["document", "position"], name="task_place")]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """The task's own page."""
        return reverse("ledger:task", args=[self.number])

    @property
    def number(self) -> str:
        """The permanent number (编号): T and at least six digits."""
        return f"T{self.pk:06d}"
