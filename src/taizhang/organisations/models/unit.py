from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import SuccessionReason, UnitKind
from .region import Region


class Unit(models.Model):
    """A unit that can answer for a task (单位). One tree, dated successors, many names."""

    region = models.ForeignKey(Region, models.PROTECT, verbose_name=_("地区"), related_name="units")
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("上级单位"),
        null=True,
        blank=True,
        related_name="children",
    )
    name = models.CharField(_("名称"), max_length=128)
    kind = models.CharField(
        _("性质"), max_length=16, choices=UnitKind.choices, default=UnitKind.DEPARTMENT
    )
    position = models.PositiveIntegerField(_("排序"), default=1000)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("承接单位"),
        null=True,
        blank=True,
        related_name="predecessors",
    )
    succeeded_on = models.DateField(_("承接日期"), null=True, blank=True)
    succession_reason = models.CharField(
        _("承接原因"), max_length=16, choices=SuccessionReason.choices, blank=True
    )
    succession_basis = models.CharField(_("承接依据"), max_length=256, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("单位")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(successor__isnull=True, succeeded_on__isnull=True)
                | models.Q(successor__isnull=False, succeeded_on__isnull=False),
                name="a_successor_has_a_date",
            ),
            models.CheckConstraint(
                condition=models.Q(successor__isnull=True) | ~models.Q(successor=models.F("id")),
                name="a_unit_does_not_succeed_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UnitName(models.Model):
    """One of the names a unit goes by (单位名称、简称), with the key that equal names share.

    Spellings with one key are one row. A key that starts with = stands for that very spelling only.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, verbose_name=_("单位"), related_name="names")
    region = models.ForeignKey(Region, models.PROTECT, verbose_name=_("地区"), related_name="+")
    name = models.CharField(_("名称"), max_length=128)
    key = models.CharField(_("比对名"), max_length=128)

    class Meta:
        verbose_name = verbose_name_plural = _("单位名称")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["region", "key"], name="a_name_means_one_unit"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_exact(self) -> bool:
        """Whether the name means the unit only when spelt so."""
        return self.key.startswith("=")
