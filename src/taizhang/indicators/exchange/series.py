"""Series as tables and programs name them: the indicator's code and the region (数列的名称)."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from taizhang.accounts.models import Person

from ..domain.queries.series import Known, known_series, series_entered_by
from ..models import Indicator


@dataclass(frozen=True, slots=True)
class SeriesByName:
    """The series of some codes that a person gives figures for, by code and region."""

    series: dict[str, dict[str, Known]]
    codes: frozenset[str]  # of indicators that exist

    def find(self, code: str, region: str) -> Known | None:
        """The series of a code in a region; without a region the only one."""
        places = self.series.get(code, {})
        if not region and len(places) == 1:
            return next(iter(places.values()))
        return places.get(region)

    def knows(self, code: str) -> bool:
        """Whether the person gives figures for the indicator anywhere."""
        return code in self.series

    def say_unknown(self, code: str, region: str) -> str:
        """Why there is no series of these names, and what to do."""
        facts = {"code": code[:32], "region": region[:32]}
        if not code:
            return _("没有写指标代码，请填写，例如 Z0001。")
        if code not in self.codes:
            return _("没有代码为“%(code)s”的指标，请核对，或重新下载模板。") % facts
        if code not in self.series:
            return (
                _("指标“%(code)s”不由您的单位报数，请删去本行；确应由您报的，请联系指标管理员。")
                % facts
            )
        if not region:
            return _("指标“%(code)s”有几个地区的数，请填写地区。") % facts
        return _("指标“%(code)s”没有“%(region)s”的数由您填报，请核对地区名称。") % facts


def series_by_name(codes: Collection[str], *, actor: Person, on: date) -> SeriesByName:
    """The series of these codes that the person gives figures for: three queries."""
    wanted = sorted(codes)
    mine = series_entered_by(actor, on=on).filter(indicator__code__in=wanted)
    found: dict[str, dict[str, Known]] = defaultdict(dict)
    for known in known_series(list(mine.values_list("pk", flat=True))).values():
        found[known.code][known.region] = known
    codes_known = Indicator.objects.filter(code__in=wanted).values_list("code", flat=True)
    return SeriesByName(dict(found), frozenset(codes_known))
