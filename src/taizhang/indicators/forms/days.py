"""Days that people write (日期)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..domain.types import EARLIEST


def not_too_early(day: date) -> None:
    """Validator: refuses a year that was mistyped."""
    if day < EARLIEST:
        raise ValidationError(_("日期早于 1949-10-01，请核对年份。"), code="too_early")
