"""Mechanisms as they were entered, version by version (督办机制版本)."""

from functools import lru_cache

from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.documents.models import TextVersion

from ..mechanisms import Mechanism, parse_mechanism


@lru_cache(maxsize=256)
def _parse(body: str) -> Mechanism:
    return parse_mechanism(body)


class MechanismVersion(TextVersion):
    """A mechanism as it holds from a day on (督办机制版本).

    A running task keeps the version it started under.
    """

    class Meta:
        verbose_name = verbose_name_plural = _("督办机制版本")
        ordering = ["key", "-valid_from", "-id"]
        indexes = [models.Index(fields=["key", "-valid_from", "-id"], name="mechanism_by_day")]

    @property
    def mechanism(self) -> Mechanism:
        """What the text says."""
        return _parse(self.body)
