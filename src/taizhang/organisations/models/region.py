from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import Level


class Region(models.Model):
    """A province, city, county … (地区), as documents print it in their title."""

    name = models.CharField(_("名称"), max_length=64, unique=True)
    level = models.CharField(_("层级"), max_length=2, choices=Level.choices, blank=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("上级地区"),
        null=True,
        blank=True,
        related_name="children",
    )

    class Meta:
        verbose_name = verbose_name_plural = _("地区")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
