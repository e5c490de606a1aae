"""What an operation of the ledger refuses, with a code for machines and a sentence for people."""


class LedgerError(Exception):
    """An act on the ledger was refused; nothing was changed."""

    code = "ledger"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class ActNotAllowedError(LedgerError):
    """The person may not do this to this task."""

    code = "act_not_allowed"


class OwnSubmissionError(ActNotAllowedError):
    """Somebody tried to decide on what they submitted themselves."""

    code = "own_submission"


class TaskStateError(LedgerError):
    """The task is not in a state in which this can be done."""

    code = "task_state"


class ActInputError(LedgerError):
    """What was sent with the act cannot be used; `field` names the part."""

    code = "act_input"

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class DateFixedError(ActInputError):
    """A date of a dispatched task was to be corrected: it moves by an extension only."""

    code = "date_fixed"


class DraftConfirmedError(LedgerError):
    """The draft has been confirmed already."""

    code = "draft_confirmed"


class DraftNotReadyError(LedgerError):
    """The draft cannot be confirmed as it stands."""

    code = "draft_not_ready"


class ChainError(LedgerError):
    """An event cannot be appended or replayed: the chain does not fit."""

    code = "chain"
