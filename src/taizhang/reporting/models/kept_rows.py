from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import RowPart
from .bulletin import Bulletin


class BulletinRow(models.Model):
    """A row that figures of a bulletin count (通报清单), as canonical JSON.

    Written with the draft, never changed once the bulletin is issued; the hash of all rows stands
    in its numbers.
    """

    bulletin = models.ForeignKey(
        Bulletin, models.PROTECT, verbose_name=_("通报"), related_name="rows"
    )
    part = models.CharField(_("清单种类"), max_length=8, choices=RowPart.choices)
    place = models.PositiveIntegerField(_("序号"))
    body = models.TextField(_("内容"))

    class Meta:
        verbose_name = verbose_name_plural = _("通报清单")
        constraints = [
            models.UniqueConstraint(
                fields=["bulletin", "part", "place"], name="a_kept_row_stands_in_one_place"
            )
        ]

    def __str__(self) -> str:
        return f"{self.bulletin_id} {self.part} {self.place}"


class BulletinFigure(models.Model):
    """Which rows a figure of a bulletin counts (数字的清单): their places in its part."""

    bulletin = models.ForeignKey(
        Bulletin, models.PROTECT, verbose_name=_("通报"), related_name="figures"
    )
    key = models.CharField(_("代号"), max_length=64)
    places = ArrayField(models.IntegerField(), verbose_name=_("清单"))

    class Meta:
        verbose_name = verbose_name_plural = _("数字的清单")
        constraints = [
            models.UniqueConstraint(fields=["bulletin", "key"], name="a_figure_is_kept_once")
        ]

    def __str__(self) -> str:
        return f"{self.bulletin_id} {self.key}"
