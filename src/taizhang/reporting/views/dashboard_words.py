"""Words of dashboards (看板的用语)."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from taizhang.indicators.projection_words import OUTLOOKS

MOVE_WORDS: Mapping[str, Promise | str] = {
    "behind": _("新转为滞后"),
    "recovered": _("由滞后赶上"),
    "good": _("转为超前或完成"),
    "lost": _("转为未知"),
    "new": _("新增"),
    "gone": _("不再列入"),
}
OUTLOOK_WORDS: Mapping[str, Promise | str] = {key.value: word for key, word in OUTLOOKS.items()}
