"""Words of the papers of a run: letters and the final list (通知书、名单)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PaperState(TextChoices):
    """Where the writing of papers stands (生成状态)."""

    WAITING = "waiting", _("排队等待生成")
    WRITING = "writing", _("正在生成")
    DONE = "done", _("已生成")
    FAILED = "failed", _("没有生成")


PAPERS_UNDERWAY = frozenset({PaperState.WAITING, PaperState.WRITING})
