"""Giving figures over HTTP: under a key of the caller's own, so that a call can be repeated."""

import hashlib
from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Header, Router, Status

from taizhang.accounts.access import actor_of
from taizhang.accounts.models import Person

from ..domain.errors import FigureProblem, FiguresRefusedError, IndicatorError
from ..domain.intake.doubts import doubts_about
from ..domain.intake.giving import Filled, find_problems, give_figures, judge_figures
from ..domain.intake.slots import load_slots
from ..enums import Way
from ..exchange.series import series_by_name
from ..models import Submission
from .reading import read_figures
from .schemas import ErrorOut, SubmissionIn, SubmissionOut

router = Router()
_KEY_LENGTH = 64
_KEY = "本批数的唯一键（1–64 个字符）；重复提交同一键和同一内容，得到同一答复，不重复收数"
_ANSWERS: dict[Any, Any] = {
    frozenset({200, 201}): SubmissionOut,
    frozenset({403, 409, 422}): ErrorOut,
}


@router.post("/figures", response=_ANSWERS, summary="报数")
def give(
    request: HttpRequest,
    said: SubmissionIn,
    key: Annotated[str, Header(alias="Idempotency-Key", description=_KEY)] = "",
) -> Status[dict[str, Any]]:
    """Take figures, all or none. 201: taken now; 200: taken before under the same key; 409: the
    key was used for other figures; 422: `problems` lists everything that is wrong. `notices` are
    questions about figures that were taken all the same."""
    person, now = actor_of(request), timezone.now()
    key, body_hash = _checked_key(key), hashlib.sha256(request.body).hexdigest()
    earlier = Submission.objects.filter(submitted_by=person, key=key, body_hash=body_hash).first()
    if earlier is not None:
        return Status(200, _answer(earlier))
    filled = _filled(said, person, now)
    judged = judge_figures(filled)
    options = {"key": key, "body_hash": body_hash}
    submission = give_figures(judged, way=Way.API, actor=person, as_of=now, **options)
    return Status(201, _answer(submission))


def _checked_key(key: str) -> str:
    """The key in a namespace of its own, so that it never meets that of a file."""
    if not key.strip() or len(key) > _KEY_LENGTH:
        said = _("请求头 Idempotency-Key 应有 1–64 个字符，请为每批数取一个不重复的键。")
        raise IndicatorError("key_needed", said, field="Idempotency-Key")
    return f"api:{hashlib.sha256(key.encode()).hexdigest()[:56]}"


def _filled(said: SubmissionIn, person: Person, now: datetime) -> list[Filled]:
    """The figures with their series. Raises FiguresRefusedError with everything that is wrong."""
    codes = {each.indicator for each in said.figures}
    known = series_by_name(codes, actor=person, on=timezone.localdate(now))
    read = read_figures(said.figures, known)
    rows = [filled.row for _place, filled in read.filled]
    found = find_problems(rows, way=Way.API, actor=person, as_of=now) if rows else []
    problems = read.problems + [
        FigureProblem(read.filled[each.row][0], each.code, each.message, each.field)
        for each in found
    ]
    if problems:
        raise FiguresRefusedError(sorted(problems, key=lambda each: each.row))
    return [filled for _place, filled in read.filled]


def _answer(submission: Submission) -> dict[str, Any]:
    """What was taken, and what is doubtful about it, as it was known when it was recorded."""
    given = list(submission.observations.order_by("pk"))
    moment = submission.recorded_at
    slots = load_slots(((each.series_id, each.day) for each in given), known_at=moment)
    asked = (
        (place, doubt)
        for place, each in enumerate(given)
        for doubt in doubts_about(each.value, slots[each.series_id, each.day].setting(""))
    )
    return {
        "submission": submission.pk,
        "recorded_at": moment,
        "taken": len(given),
        "notices": [
            {"row": place, "code": doubt.code, "message": doubt.message} for place, doubt in asked
        ],
    }
