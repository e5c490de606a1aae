from django.db import models
from django.utils.translation import gettext_lazy as _

from .intake import Intake


class Meeting(Intake):
    """A meeting whose decisions become tasks (会议). Meetings of one `kind` are a series (例会)."""

    kind = models.CharField(_("会议类别"), max_length=64)
    title = models.CharField(_("会议名称"), max_length=256)
    number = models.CharField(_("纪要文号"), max_length=64, blank=True)
    chair = models.CharField(_("主持人"), max_length=64, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("会议")
        ordering = ["-held_on", "-id"]
        indexes = [models.Index(fields=["kind"], name="meeting_series")]

    def __str__(self) -> str:
        return self.title
