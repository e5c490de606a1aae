"""What projections say, in words (预计的用语)."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .domain.projections import Approach, LeftOut, Outlook, Projection, Reason

OUTLOOKS: Mapping[Outlook, Promise | str] = {
    Outlook.REACHED: _("预计完成"),
    Outlook.DOUBTFUL: _("难以断定"),
    Outlook.MISSED: _("预计完不成"),
    Outlook.UNSAID: _("无法判断"),
}
APPROACHES: Mapping[Approach, Promise | str] = {
    Approach.SHARE: _("同期占比法"),
    Approach.DRIFT: _("平均变动法"),
}
REASONS: Mapping[Reason, Promise | str] = {
    Reason.NO_DEADLINE: _("目标没有时限，不作预测。"),
    Reason.ENDED: _("时限已到，以实际数为准，不再预测。"),
    Reason.OTHER_YEAR: _("要累计的数跨了年度，按年内进度推算不成立，不作预测。"),
    Reason.NO_FIGURE: _("本期还没有数，不作预测。"),
    Reason.GAP: _("本年度中间缺了一期数，累计不起来，补报后再作预测。"),
    Reason.NOT_POSITIVE: _("目前的数是零或负数，按比例推算不成立，不作预测。"),
    Reason.SHORT_YEARS: _("历史不足3个完整年度，不作预测。"),
    Reason.SHORT_CHANGES: _("历史不足12次连续变动，不作预测。"),
    Reason.TOO_FAR: _("离时限比已有的历史还长，不作预测。"),
    Reason.UNSTABLE: _("历年进度相差过大，推算不出有意义的数，不作预测。"),
}
LEFT_OUT: Mapping[LeftOut, Promise | str] = {
    LeftOut.INCOMPLETE: _("数不全"),
    LeftOut.NOT_POSITIVE: _("有零或负数"),
}


def reason_of(projection: Projection) -> Promise | str:
    """Why there is no projection, a sentence; empty where there is one."""
    return REASONS[projection.reason] if projection.reason is not None else ""


def left_out_of(projection: Projection) -> list[str]:
    """The earlier years that were not used, each with why, the latest first."""
    years = sorted(projection.left_out.items(), reverse=True)
    return [
        str(_("%(year)d年（%(why)s）") % {"year": year, "why": LEFT_OUT[why]})
        for year, why in years
    ]
