from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Person
from taizhang.ledger.models.projection import Temporal

from ..enums import PublicKind


class PublicMark(Temporal):
    """Something anybody may read, in one period (公开标记).

    Only what has a mark of its own is public: a document with its title and the board of those of
    its tasks that are marked, a task, an indicator with its figures. What was made public are the
    words as they were recorded at `since`, which somebody reviewed (`digest` is of them); states
    and numbers are those of the day. The database lets a mark be ended once and nothing else.
    """

    kind = models.CharField(_("对象"), max_length=16, choices=PublicKind.choices)
    subject_id = models.BigIntegerField(_("对象编号"))
    digest = models.CharField(_("审查内容哈希"), max_length=64, blank=True)
    marked_by = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("公开人"), related_name="+"
    )
    withdrawn_by = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("撤回人"), null=True, blank=True, related_name="+"
    )
    reason = models.CharField(_("公开依据"), max_length=512, blank=True)
    withdrawal_reason = models.CharField(_("撤回原因"), max_length=512, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("公开标记")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_id"],
                condition=models.Q(until__isnull=True),
                name="one_current_public_mark",
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True, withdrawn_by__isnull=True)
                | models.Q(until__isnull=False, withdrawn_by__isnull=False),
                name="a_withdrawal_names_who",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"
