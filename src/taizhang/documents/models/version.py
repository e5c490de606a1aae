"""Texts that hold from a day on, version by version (版本)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Person


class TextVersion(models.Model):
    """A text that holds from a day on, until the next version of its key.

    Append-only: the database refuses to change or remove a row. `recorded_by` null: it came with
    the product.
    """

    key = models.CharField(_("代号"), max_length=32)
    name = models.CharField(_("名称"), max_length=64)
    body = models.TextField(_("内容"))  # YAML
    sha256 = models.CharField(_("校验值"), max_length=64)  # of the body
    valid_from = models.DateField(_("生效日期"))
    valid_to = models.DateField(_("失效日期"), null=True)
    recorded_at = models.DateTimeField(_("录入时间"))
    recorded_by = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("录入人"), null=True, related_name="+"
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.name} {self.valid_from.isoformat()}"

    @property
    def is_shipped(self) -> bool:
        """Whether it came with the product."""
        return self.recorded_by_id is None
