"""What every operation on a run begins with: the run held, its state, who made what (评定)."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from taizhang.accounts.models import Person

from ..enums import UNDERWAY_STATES, RunState
from ..models import Revision, SchemeRun
from ..permissions import may_approve
from .errors import RunError, RunNotAllowedError, RunStateError

MOST_CHARACTERS = 2_000


def locked_run(pk: int) -> SchemeRun:
    """The run, held until the transaction ends."""
    return SchemeRun.objects.select_for_update(of=("self",)).select_related("current").get(pk=pk)


def check_state(run: SchemeRun, wanted: Collection[str]) -> None:
    """Raises RunStateError where it stands elsewhere."""
    if run.state not in wanted:
        raise RunStateError(
            "run_state",
            _("这次评定现在是“%(state)s”，不能这样办理，请刷新页面。")
            % {"state": RunState(run.state).label},
        )


def check_idle(run: SchemeRun) -> None:
    """Raises RunStateError while a revision is being computed."""
    if run.revisions.filter(state__in=UNDERWAY_STATES).exists():
        raise RunStateError("underway", _("正在计算，请等计算结束后再办理。"))


def check_seen(run: SchemeRun, seen: str) -> None:
    """Raises RunStateError where the result is not what the person's page showed."""
    if run.current is None or seen != run.current.result_digest:
        raise RunStateError(
            "result_changed",
            _("结果在您打开页面以后有了变化，请刷新页面，看过以后再办理。"),
        )


def makers_of(run: SchemeRun) -> frozenset[int]:
    """Who computed, corrected or submitted the run: none of them approves it."""
    made = Revision.objects.filter(run=run).values_list("made_by", flat=True)
    known = {run.started_by_id, run.submitted_by_id, *made}
    return frozenset(pk for pk in known if pk is not None)


def check_may_approve(run: SchemeRun, actor: Person) -> None:
    """Raises RunNotAllowedError."""
    if not may_approve(actor, makers_of(run)):
        raise RunNotAllowedError(
            "not_allowed",
            _("评定由计算、更正和提交以外的考核管理员或督查室主任审核，您不能审核这一次。"),
        )


def clean_words(text: str, *, field: str = "text") -> str:
    """What somebody says, without blanks around it. Raises RunError `text_missing`,
    `text_too_long`."""
    said = text.strip()
    if not said:
        raise RunError("text_missing", _("请写明内容。"), field=field)
    if len(said) > MOST_CHARACTERS:
        message = _("内容有 %(n)d 个字，最多 %(most)d 个，请精简。")
        words = {"n": len(said), "most": MOST_CHARACTERS}
        raise RunError("text_too_long", message % words, field=field)
    return said
