"""What recording a meeting or an instruction refuses, in sentences."""

from taizhang.ledger.domain.errors import ActInputError, LedgerError


class IntakeChangedError(LedgerError):
    """Somebody else has saved the meeting or instruction since it was read."""

    code = "intake_changed"


class MatterError(ActInputError):
    """A line cannot become a task as it stands; `matter_id` and `field` say where."""

    code = "matter_input"

    def __init__(self, sentence: str, *, matter_id: int, field: str = "") -> None:
        super().__init__(sentence, field=field)
        self.matter_id = matter_id
