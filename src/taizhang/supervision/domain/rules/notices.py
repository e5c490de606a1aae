"""Entering the holiday notice of a year (录入放假安排)."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person
from taizhang.calendars import NoticeError, YearNotice, check_notice

from ...models import HolidayNotice
from ...permissions import may_enter_notices
from ..errors import NoticeInputError
from .calendar import dump_days, notices_in_force
from .notice_text import Festival

_DAY = timedelta(days=1)
_EXPECTED = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
_LONGEST = 15  # days off in a row


def make_notice(
    *, year: int, reference: str, issued: date | None, festivals: Sequence[Festival]
) -> YearNotice:
    """The notice that a form describes.

    Raises `NoticeInputError` with everything that cannot be: no festival, a festival that ends
    before it begins or lasts too long, a day of two festivals, a day both off and worked, a
    make-up day that is no Saturday or Sunday, a day of another year.
    """
    if found := _odd_festivals(festivals):
        raise NoticeInputError(found)
    found = _doubled(festivals)
    off = {day: festival.name for festival in festivals for day in _days_off(festival)}
    work = {day: festival.name for festival in festivals for day in festival.work}
    notice = YearNotice(year, reference, off, work, issued)
    try:
        check_notice(notice)
    except NoticeError as error:
        found.append(str(error))
    if found:
        raise NoticeInputError(found)
    return notice


def doubts_about(notice: YearNotice) -> list[str]:
    """What is unusual, though it may be so: a festival that is missing, no make-up day."""
    names = "、".join(dict.fromkeys(notice.off.values()))
    missing = [name for name in _EXPECTED if name not in names]
    doubts = []
    if missing:
        doubts.append(_("没有%(names)s，请核对。") % {"names": "、".join(missing)})
    if not notice.work:
        doubts.append(_("没有调休上班的日子，请核对。"))
    if notice.year in notices_in_force():
        doubts.append(_("%(year)d年已有放假安排，保存后以新录入的为准。") % {"year": notice.year})
    return doubts


@transaction.atomic
def record_notice(notice: YearNotice, *, actor: Person, as_of: datetime) -> HolidayNotice:
    """Enter the notice of a year; open tasks whose time limits wait for it are recomputed by a
    job that begins when this is committed.

    Raises `NoticeInputError`: the actor may not, or it is what is in force already.
    """
    if not may_enter_notices(actor):
        raise NoticeInputError([_("只有系统管理员和督查室主任可以录入放假安排。")])
    known = notices_in_force().get(notice.year)
    if known is not None and (known.off, known.work) == (notice.off, notice.work):
        raise NoticeInputError(
            [_("%(year)d年的放假安排已是这样，不用另存。") % {"year": notice.year}]
        )
    row = HolidayNotice.objects.create(
        year=notice.year,
        reference=notice.reference,
        issued=notice.issued,
        off=dump_days(notice.off.items()),
        work=dump_days(notice.work.items()),
        recorded_at=as_of,
        recorded_by=actor,
    )
    from ...tasks import task_recompute_provisional

    task_recompute_provisional.defer(notice=row.pk)
    return row


def _days_off(festival: Festival) -> list[date]:
    return [festival.first + n * _DAY for n in range((festival.last - festival.first).days + 1)]


def _odd_festivals(festivals: Sequence[Festival]) -> list[str]:
    found = [] if festivals else [_("没有任何节日，请至少填一个。")]
    for festival in festivals:
        words = {"name": festival.name, "first": festival.first, "last": festival.last}
        if festival.last < festival.first:
            found.append(_("“%(name)s”自%(first)s起却到%(last)s止，请核对。") % words)
        elif (festival.last - festival.first).days >= _LONGEST:
            found.append(
                _("“%(name)s”自%(first)s至%(last)s放假超过15天，请核对年份和月份。") % words
            )
    return found


def _doubled(festivals: Sequence[Festival]) -> list[str]:
    """Days that stand twice: a day off of two festivals, a make-up day named twice."""
    off = Counter(day for festival in festivals for day in _days_off(festival))
    work = Counter(day for festival in festivals for day in festival.work)
    message = _("%(day)s重复列入，请删去其中一处。")
    return [
        message % {"day": day}
        for count in (off, work)
        for day, times in sorted(count.items())
        if times > 1
    ]
