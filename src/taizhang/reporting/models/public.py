from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Person
from taizhang.ledger.models.projection import Temporal

from ..enums import PublicKind


class PublicMark(Temporal):
    """Something anybody may read, in one period (公开标记). A document makes its tasks public, a
    task only itself; an indicator its figures and goals."""

    kind = models.CharField(_("对象"), max_length=16, choices=PublicKind.choices)
    subject_id = models.BigIntegerField(_("对象编号"))
    marked_by = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("公开人"), related_name="+"
    )
    withdrawn_by = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("撤回人"), null=True, blank=True, related_name="+"
    )
    reason = models.CharField(_("说明"), max_length=512, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("公开标记")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_id"],
                condition=models.Q(until__isnull=True),
                name="one_current_public_mark",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"
