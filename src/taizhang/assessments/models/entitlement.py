from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Person


class EntitlementChoice(models.Model):
    """Which of several payments for the same purpose a person chose (选定). Append-only: the last
    holds.

    Only where no clause decides. `options`: what stood side by side, each with `code` (scheme and
    way), `label`, `amount` (yuan as text) and `source`; `chosen`: the codes that are paid;
    `facts_digest`: SHA-256 of the facts it was decided on, which are not kept.
    """

    subject = models.CharField(_("对象代码"), max_length=512)
    name = models.CharField(_("对象"), max_length=256, blank=True)
    purpose = models.CharField(_("用途代码"), max_length=64)
    as_of = models.DateField(_("按哪一天的规定"))
    options = models.JSONField(_("可选的项目"))
    chosen = models.JSONField(_("选定的项目"))
    reason = models.TextField(_("理由"))
    facts_digest = models.CharField(_("情况哈希"), max_length=64)
    actor = models.ForeignKey(Person, models.PROTECT, verbose_name=_("经办人"), related_name="+")
    recorded_at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("选定")
        ordering = ["-id"]
        indexes = [models.Index(fields=["subject", "purpose"], name="choices_by_subject")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason="") & ~models.Q(chosen=[]),
                name="a_choice_says_what_and_why",
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.purpose}"
