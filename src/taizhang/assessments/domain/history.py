"""The history of a run (经过): one event an act, each chained to the one before."""

import hashlib
import json
from datetime import UTC, datetime

from taizhang.accounts.models import Person

from ..enums import RunEventKind
from ..models import Objection, Revision, RunEvent, SchemeRun


def record_event(
    run: SchemeRun,
    kind: RunEventKind,
    *,
    actor: Person | None,
    at: datetime,
    revision: Revision | None = None,
    objection: Objection | None = None,
    subject: str = "",
    text: str = "",
) -> RunEvent:
    """Append an event, in the transaction of the caller, who holds the run."""
    last = RunEvent.objects.filter(run=run).order_by("-number").first()
    event = RunEvent(
        run=run,
        number=last.number + 1 if last else 1,
        kind=kind,
        actor=actor,
        recorded_at=at,
        revision=revision,
        objection=objection,
        subject=subject,
        text=text,
        result_digest=_result_digest(run, revision),
        previous=last.digest if last else "",
    )
    event.digest = digest_of(event)
    event.save(force_insert=True)
    return event


def digest_of(event: RunEvent) -> str:
    """The hash over everything an event says and the hash of the one before."""
    said = [
        event.run_id,
        event.number,
        event.kind,
        event.actor_id,
        event.recorded_at.astimezone(UTC).isoformat(),
        event.revision_id,
        event.objection_id,
        event.subject,
        event.text,
        event.result_digest,
        event.previous,
    ]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def first_broken_event(run: SchemeRun) -> int | None:
    """The number of the first event that is not what was recorded; None: the chain holds."""
    previous = ""
    for place, event in enumerate(run.events.order_by("number"), start=1):
        whole = event.number == place and event.previous == previous
        if not whole or event.digest != digest_of(event):
            return place
        previous = event.digest
    return None


def _result_digest(run: SchemeRun, revision: Revision | None) -> str:
    held = revision or run.current
    return held.result_digest if held else ""
