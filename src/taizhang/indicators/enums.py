"""Words of the room (进度)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Pace(TextChoices):
    """How far a number is against the time that has passed (进度)."""

    BEHIND = "behind", _("滞后")
    ON_PACE = "on_pace", _("正常")
    AHEAD = "ahead", _("超前")
    DONE = "done", _("完成")
    UNKNOWN = "unknown", _("未知")


# Of the targets of one task the first that occurs is the task's: what lags hides in nothing, and
# what nobody knows does not hide in green.
WORST_FIRST = (Pace.BEHIND, Pace.UNKNOWN, Pace.ON_PACE, Pace.AHEAD, Pace.DONE)
