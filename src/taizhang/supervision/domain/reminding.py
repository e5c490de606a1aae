"""Reminders of what is owed (提醒), gathered for the daily digest."""

from django.utils.translation import gettext_lazy as _

from .reviewing import REVIEWED_KIND

DIGEST_KINDS = {REVIEWED_KIND: _("报告审核通过")}
