from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.enums import UNIT_ROLES, Role

from .unit import Unit


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: date) -> "MembershipQuerySet":
        """Memberships in force on a day (both ends counted)."""
        return self.filter(starts__lte=day).filter(
            models.Q(ends__isnull=True) | models.Q(ends__gte=day)
        )


class Membership(models.Model):
    """A person acts for a unit from one day to another (任职)."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("人员"), related_name="memberships"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name=_("单位"), related_name="memberships"
    )
    role = models.CharField(
        _("角色"),
        max_length=16,
        choices=[(role.value, role.label) for role in Role if role in UNIT_ROLES],
    )
    starts = models.DateField(_("开始"))
    ends = models.DateField(_("结束"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("任职")
        ordering = ["starts", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="a_membership_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["person", "unit", "role"],
                condition=models.Q(ends__isnull=True),
                name="one_open_membership_a_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.unit_id} {self.role}"

    def holds_on(self, day: date) -> bool:
        """Whether the membership is in force on a day (both ends counted)."""
        return self.starts <= day and (self.ends is None or day <= self.ends)
