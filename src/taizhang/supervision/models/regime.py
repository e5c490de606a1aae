"""Light regimes as they were entered, version by version (亮灯办法版本)."""

from functools import lru_cache

from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.documents.models import TextVersion

from ..regimes import Regime, RegimeError, read_regime


@lru_cache(maxsize=256)
def _read(body: str) -> Regime:
    """The text was proved when it was recorded; a version that the program can no longer read is
    refused with its findings."""
    regime, findings = read_regime(body.encode("utf-8"))
    if regime is None:
        raise RegimeError(findings)
    return regime


class RegimeVersion(TextVersion):
    """A light regime as it holds from a day on (亮灯办法版本)."""

    class Meta:
        verbose_name = verbose_name_plural = _("亮灯办法版本")
        ordering = ["key", "-valid_from", "-id"]
        indexes = [models.Index(fields=["key", "-valid_from", "-id"], name="regime_by_day")]

    @property
    def regime(self) -> Regime:
        """What the text says."""
        return _read(self.body)
