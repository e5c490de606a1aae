"""The one door for figures (报数): pages, files, the interface, programmes, the ledger use it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person
from taizhang.documents.models import StoredFile
from taizhang.organisations.domain.acting import unit_ids_for
from taizhang.organisations.models import Unit

from ...enums import Source, Way
from ...models import Observation, Submission
from ..errors import FiguresRefusedError, IndicatorError
from ..queries.series import known_series
from ..types import FigureInput
from .changes import tell_changed
from .checking import BY_PEOPLE, Ground, last_figures, problems_of
from .moments import next_moment, register_writer

_KEY_LOCK = 0x696E646B  # "indk"


@transaction.atomic
def record_observations(
    rows: Sequence[FigureInput],
    *,
    source: Source,
    way: Way,
    actor: Person | None,
    as_of: datetime,
    unit: Unit | None = None,
    file: StoredFile | None = None,
    file_name: str = "",
    key: str = "",
    body_hash: str = "",
) -> Submission:
    """Take figures that came in together, all or none: a constant number of statements.

    `actor` is None for a programme only. `unit`: for whom they are given. Under a `key` that the
    actor has used before with the same `body_hash` nothing is added: the submission of that time
    is given back. Two submissions for the same series are taken one after the other.

    Raises:
        FiguresRefusedError: some figures cannot be taken; it says of each why.
        IndicatorError: `no_figures`; `key_reused`: the key was used for something else.
    """
    if not rows:
        raise IndicatorError("no_figures", _("没有要报的数，请至少填写一个数。"), field="value")
    if key and (known := _under_key(actor, key, body_hash)):
        return known
    register_writer()
    _check(rows, source=source, way=way, actor=actor, as_of=as_of)
    submission = Submission.objects.create(
        way=way,
        source=source,
        submitted_by=actor,
        unit=unit,
        file=file,
        file_name=file_name,
        key=key,
        body_hash=body_hash,
        recorded_at=next_moment(),
    )
    Observation.objects.bulk_create(_observation(row, submission) for row in rows)
    tell_changed({row.series_id for row in rows}, as_of=as_of)
    return submission


def _under_key(actor: Person | None, key: str, body_hash: str) -> Submission | None:
    """What came in under this key before; who else sends it at this moment waits."""
    with connection.cursor() as cursor:
        name = f"{actor.pk if actor else ''} {key}"
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_KEY_LOCK, name])
    known = Submission.objects.filter(submitted_by=actor, key=key).first()
    if known is not None and known.body_hash != body_hash:
        raise IndicatorError(
            "key_reused",
            _("幂等键“%(key)s”已用于另一批内容不同的数，请换一个键再报。") % {"key": key},
            field="key",
        )
    return known


def _check(
    rows: Sequence[FigureInput],
    *,
    source: Source,
    way: Way,
    actor: Person | None,
    as_of: datetime,
) -> None:
    """Lock the series, so that what is checked stays so, and check every figure."""
    today = timezone.localdate(as_of)
    series = known_series([row.series_id for row in rows], lock=True)
    ground = Ground(
        series=series,
        last=last_figures(rows, source),
        today=today,
        way=way,
        actor=actor,
        acting=unit_ids_for(actor, on=today) if actor and way in BY_PEOPLE else frozenset(),
    )
    problems = problems_of(rows, ground)
    if problems:
        raise FiguresRefusedError(problems)


def _observation(row: FigureInput, submission: Submission) -> Observation:
    given: dict[str, Any] = {
        "series_id": row.series_id,
        "day": row.day,
        "value": row.value,
        "is_final": row.is_final,
        "note": row.note,
        "figure_id": row.figure_id,
    }
    return Observation(
        **given,
        source=submission.source,
        submission=submission,
        recorded_at=submission.recorded_at,
    )
