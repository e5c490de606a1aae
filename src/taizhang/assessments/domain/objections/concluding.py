"""What becomes of an objection when its corrected result is there, or cannot be (更正结束)."""

from datetime import datetime

from ...enums import ObjectionState, RunEventKind
from ...models import Objection, Revision, SchemeRun
from ..history import record_event
from ..letters.issuing import issue_letters
from ..telling import tell_objector


def conclude_correction(run: SchemeRun, revision: Revision, *, at: datetime) -> None:
    """The corrected result holds: the objection is upheld."""
    objection = Objection.objects.get(led_to=revision)
    objection.state = ObjectionState.UPHELD
    objection.save(update_fields=["state"])
    issue_letters(revision, run, at=at)
    record_event(
        run, RunEventKind.REVISED, actor=None, at=at, revision=revision, objection=objection
    )
    tell_objector(objection, run, at=at)


def give_up_correction(run: SchemeRun, revision: Revision, *, at: datetime, text: str) -> None:
    """The corrected cell cannot be computed: the objection waits for another answer."""
    objection = Objection.objects.get(led_to=revision)
    objection.state = ObjectionState.OPEN
    objection.led_to = None
    objection.answer, objection.answered_by, objection.answered_at = "", None, None
    objection.save()
    record_event(
        run,
        RunEventKind.CORRECTION_REFUSED,
        actor=None,
        at=at,
        revision=revision,
        objection=objection,
        text=text,
    )
