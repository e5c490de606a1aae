"""Begin a run (开始评定): the table is kept, what it computes with is fixed, the job is queued."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person
from taizhang.documents.domain.storing import Readable, keep_file
from taizhang.documents.models import StoredFile
from taizhang.schemes import Scheme, Values, scheme_named, values_for

from ...enums import RevisionState, RunEventKind, RunState, Stage
from ...models import Revision, SchemeRun
from ...permissions import may_run
from ..errors import RunNotAllowedError
from ..history import record_event
from .parameters import kept_parameters
from .queueing import enqueue_computation
from .versions import version_of

_ANY_BYTES = "application/octet-stream"


def begin_run(
    scheme_name: str,
    stream: Readable,
    *,
    name: str,
    title: str,
    as_of: date,
    settings: Mapping[str, str],
    actor: Person,
    at: datetime,
) -> SchemeRun:
    """Keep the uploaded table and queue its computation; `name`: the file's name.

    Raises:
        RunNotAllowedError; SchemeError: an unknown scheme, a setting that cannot be, a day it
        stops on; FileTooLargeError: nothing was kept.
    """
    if not may_run(actor):
        raise RunNotAllowedError("not_allowed", _("只有考核管理员可以计算，您不能办理。"))
    scheme = scheme_named(scheme_name)
    scheme.check_force(as_of)
    values = values_for(scheme, as_of=as_of, settings=settings)
    stored = keep_file(stream, media_type=_ANY_BYTES, as_of=at)
    run = _new_run(scheme, values, title=title, actor=actor, at=at)
    return _begin(run, stored, name)


def _new_run(
    scheme: Scheme, values: Values, *, title: str, actor: Person, at: datetime
) -> SchemeRun:
    """The run with all it computes with; from its first row on none of it changes."""
    return SchemeRun(
        scheme=scheme.name,
        title=title.strip()[:128],
        as_of=values.as_of,
        settings=dict(values.changed),
        parameters=kept_parameters(scheme, values),
        version=version_of(scheme),
        state=RunState.COMPUTING,
        started_by=actor,
        started_at=at,
    )


@transaction.atomic
def _begin(run: SchemeRun, stored: StoredFile, name: str) -> SchemeRun:
    run.save(force_insert=True)
    revision = Revision.objects.create(
        run=run,
        number=1,
        made_by=run.started_by,
        made_at=run.started_at,
        state=RevisionState.WAITING,
        stage=Stage.WAITING,
        source=stored,
        source_name=name[:255],
    )
    said = f"{revision.source_name} {stored.sha256}"
    record_event(
        run,
        RunEventKind.BEGUN,
        actor=run.started_by,
        at=run.started_at,
        revision=revision,
        text=said,
    )
    enqueue_computation(revision.pk)
    return run
