"""Facts of evidence (佐证的推算): pictures read as they come, duplicates as they were accepted."""

from collections.abc import Sequence
from datetime import datetime

from taizhang.ledger.registry import Planned

from ..evidence.duplicates import duplicate_facts
from ..evidence.marking import mark_pictures
from .planner import Facts


def evidence_facts(planned: Sequence[Planned], *, occurred_at: datetime) -> dict[int, Facts]:
    """Facts of evidence for the events of one call: pictures that come with them are read, and
    an accepted closing says which of its evidence was also used elsewhere."""
    files = {part["file"] for each in planned for part in each.payload.get("files", ())}
    if files:
        mark_pictures(files, as_of=occurred_at)
    accepted = [each.task_id for each in planned if each.type == "closure_accepted"]
    if not accepted:
        return {}
    return {task_id: {"duplicates": uses} for task_id, uses in duplicate_facts(accepted).items()}
