"""Reports that need a second look (重复与倒退): the words of last time, falling figures."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from taizhang.ledger.domain.likeness import likeness, pairs
from taizhang.ledger.domain.reports import FigureInput, ReportInput
from taizhang.ledger.domain.snapshot import Goal
from taizhang.ledger.enums import Operator

_ALIKE = 0.9
_SHORT = 8  # 无, 暂无问题: short answers may well be the same every month
_NOISE = re.compile(r"[\W_]")
_FALLING = frozenset({Operator.AT_MOST, Operator.BELOW})


def repeats(new: str, old: str) -> bool:
    """Whether a text says what an earlier one said: the same words, or nearly all of them.

    Punctuation and blanks do not count; texts under eight characters never repeat.

    >>> repeats("已完成招标，正在施工。", "已完成招标 正在施工")
    True
    """
    plain, known = _NOISE.sub("", new), _NOISE.sub("", old)
    if len(plain) < _SHORT or not known:
        return False
    return plain == known or likeness(pairs(plain), pairs(known)) >= _ALIKE


def repeated_parts(new: Mapping[str, str], old: Mapping[str, str]) -> list[str]:
    """The names of the parts whose words were there in the report before."""
    return [name for name, text in new.items() if repeats(text, old.get(name, ""))]


def words_of(report: ReportInput) -> dict[str, str]:
    """The parts of a report by name; its plain text under ""."""
    parts = {part.name: part.text for part in report.parts}
    return {"": report.text, **parts} if report.text else parts


def say_repeated(names: Sequence[str], before: str) -> str:
    """The sentence about repeated parts; `before` names the report they stood in."""
    said = "、".join(f"“{name or _('进展')}”" for name in names)
    return _("%(parts)s与%(before)s相同或几乎相同，请写明新的进展。") % {
        "parts": said,
        "before": before,
    }


def say_lower(
    figures: Sequence[FigureInput],
    known: Mapping[int, tuple[Decimal, str]],
    goals: Mapping[int, Goal],
) -> list[str]:
    """A sentence for each cumulative figure that lies below the one before.

    `known`: target key → the last figure and its day. Targets that are to fall are left out.
    """
    lower = [
        (goals[figure.key], figure.value, *known[figure.key])
        for figure in figures
        if figure.key in known
        and figure.key in goals
        and goals[figure.key].op not in _FALLING
        and figure.value < known[figure.key][0]
        and figure.observed_on.isoformat() >= known[figure.key][1]
    ]
    return [
        _("“%(indicator)s”填的累计数 %(new)s 小于上次的 %(old)s（截至 %(day)s），请核对。")
        % {
            "indicator": goal.indicator,
            "new": f"{value.normalize():f}",
            "old": f"{old.normalize():f}",
            "day": day,
        }
        for goal, value, old, day in lower
    ]
