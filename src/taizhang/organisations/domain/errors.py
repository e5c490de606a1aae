"""Errors of operations on units: a code for machines, a sentence for people."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from taizhang.accounts.models import Person


class UnitError(Exception):
    """An operation on units, names or memberships is refused (单位操作被拒绝)."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class NoRegionError(UnitError):
    """Nothing says yet which city this installation serves (还没有任何地区); code `no_region`."""

    def __init__(self) -> None:
        super().__init__(
            "no_region", _("还没有任何地区；请设置环境变量 TAIZHANG_CITY，例如“云岭市”。")
        )


def require(predicate: Callable[[Person], bool], actor: Person | None) -> None:
    """Raise UnitError `not_allowed` unless the actor may; the command line (None) may."""
    if actor is not None and not predicate(actor):
        raise UnitError("not_allowed", _("您没有维护单位和任职的权限；请联系系统管理员。"))
