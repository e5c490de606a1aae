"""Codes of indicators (指标代码): Z and four digits unless the officer says otherwise."""

import re

from django.db import connection
from django.utils.translation import gettext as _

from ...models import Indicator
from ..errors import IndicatorError

_LOCK = 0x696E6463  # "indc"
_FORM = re.compile(r"[A-Z0-9](?:[A-Z0-9._-]{0,30}[A-Z0-9])?")
_LAST = """
SELECT coalesce(max(substr(code, 2)::int), 0) FROM indicators_indicator
WHERE code ~ '^Z[0-9]{4,8}$'
"""


def lock_codes() -> None:
    """Until the transaction ends nobody else gives codes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def next_code() -> str:
    """The code after the last one given: Z0001, Z0002, …"""
    with connection.cursor() as cursor:
        cursor.execute(_LAST)
        return f"Z{cursor.fetchone()[0] + 1:04d}"


def clean_code(code: str) -> str:
    """A code as it is kept, free to be given: `IndicatorError` on `code` where it is not."""
    cleaned = code.strip().upper()
    if not _FORM.fullmatch(cleaned):
        raise IndicatorError(
            "bad_code",
            _("代码“%(code)s”不能用：请用大写字母、数字、点和横线，首尾为字母或数字，最多32位。")
            % {"code": code},
            field="code",
        )
    if Indicator.objects.filter(code=cleaned).exists():
        raise IndicatorError(
            "code_taken",
            _("代码“%(code)s”已有指标使用，请换一个。") % {"code": cleaned},
            field="code",
        )
    return cleaned
