"""How pace is judged from a day on (进度口径表单)."""

from collections.abc import Mapping
from itertools import permutations
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.ledger.forms.fields import DayInput

from ..domain.pace.rules import PaceRule
from ..enums import Frequency, Method


def _orders() -> list[tuple[str, str]]:
    """Every order of methods that ends with the line, which can always say something; and the
    methods alone."""
    others = (Method.SEASON, Method.PLAN)
    orders = [(*order, Method.LINE) for size in range(3) for order in permutations(others, size)]
    return [(",".join(order), words_of(order)) for order in orders]


def words_of(methods: tuple[str, ...] | list[str]) -> str:
    """An order of methods in words: 上年同期进度，没有的用时间进度."""
    first, *others = (str(Method(method).label) for method in methods)
    return first + "".join(_("，没有的用%(method)s") % {"method": other} for other in others)


def grace_words(grace_days: Mapping[str, int]) -> str:
    """Of each frequency the days after the next figure was due: 旬 0 天、周 0 天……"""
    return _("、").join(
        _("%(frequency)s %(days)d 天")
        % {"frequency": frequency.label, "days": grace_days[frequency.value]}
        for frequency in Frequency
    )


def _name(frequency: Frequency) -> str:
    return f"grace_{frequency.value}"


class PaceRuleForm(forms.Form):
    """From which day, with which tolerance and methods, when figures are stale, by which
    document."""

    valid_from = forms.DateField(label=gettext_lazy("启用日期"), widget=DayInput())
    methods = forms.ChoiceField(label=gettext_lazy("进度方法"), choices=_orders)
    tolerance_pct = forms.DecimalField(
        label=gettext_lazy("容差（百分点）"), min_value=0, max_digits=6, decimal_places=2
    )
    stale_days = forms.IntegerField(
        label=gettext_lazy("未挂接指标的目标：数据满几日后过期"), min_value=1, max_value=3660
    )
    reference = forms.CharField(
        label=gettext_lazy("依据"),
        max_length=512,
        help_text=gettext_lazy("写明哪个文件或哪次会议，例如：云政办〔2026〕3号。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for frequency in Frequency:
            self.fields[_name(frequency)] = forms.IntegerField(
                label=frequency.label, min_value=0, max_value=3660, initial=0
            )

    @property
    def grace_rows(self) -> list[Any]:
        """The fields of the days of grace, by frequency."""
        return [self[_name(frequency)] for frequency in Frequency]

    @classmethod
    def of(cls, rule: PaceRule) -> "PaceRuleForm":
        """Filled in with the rule in force, from today on."""
        return cls(
            initial={
                "valid_from": timezone.localdate(),
                "methods": ",".join(rule.methods),
                "tolerance_pct": rule.tolerance_pct,
                "stale_days": rule.stale_days,
                **{_name(each): rule.grace_days[each.value] for each in Frequency},
            }
        )

    def rule(self) -> PaceRule:
        """What `record_pace_rule` takes."""
        given = self.cleaned_data
        return PaceRule(
            given["valid_from"],
            given["tolerance_pct"],
            given["stale_days"],
            given["reference"],
            tuple(given["methods"].split(",")),
            {each.value: given[_name(each)] for each in Frequency},
        )
