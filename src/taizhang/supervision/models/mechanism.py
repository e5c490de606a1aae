"""Mechanisms as they were entered, version by version (督办机制版本)."""

from functools import lru_cache

from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Person

from ..mechanisms import Mechanism, parse_mechanism


@lru_cache(maxsize=256)
def _parse(body: str) -> Mechanism:
    return parse_mechanism(body)


class MechanismVersion(models.Model):
    """A mechanism as it holds from a day on, until the next version of its key (督办机制版本).

    Append-only: the database refuses to change or remove a row. A running task keeps the version
    it started under. `recorded_by` null: it came with the product.
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
        verbose_name = verbose_name_plural = _("督办机制版本")
        ordering = ["key", "-valid_from", "-id"]
        indexes = [models.Index(fields=["key", "-valid_from", "-id"], name="mechanism_by_day")]

    def __str__(self) -> str:
        return f"{self.name} {self.valid_from.isoformat()}"

    @property
    def mechanism(self) -> Mechanism:
        """What the text says."""
        return _parse(self.body)

    @property
    def is_shipped(self) -> bool:
        """Whether it came with the product."""
        return self.recorded_by_id is None
