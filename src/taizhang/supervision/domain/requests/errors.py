"""What the clock acts refuse: a code for machines, a sentence for people (时限事项的拒绝)."""

from taizhang.ledger.domain.errors import TaskStateError


class NoRequestError(TaskStateError):
    """Nothing waits for this decision: it was decided or withdrawn by somebody else."""

    code = "no_request"


class RequestPendingError(TaskStateError):
    """The task has a request that is not decided yet."""

    code = "request_pending"


class NotSignedError(TaskStateError):
    """The unit's leader has not signed the request."""

    code = "not_signed"


class DeadlinePassedError(TaskStateError):
    """An extension was asked for after the deadline, or where there is none."""

    code = "deadline_passed"


class ClockStoppedError(TaskStateError):
    """The clock is paused, or is not, and the act needs the other."""

    code = "clock_stopped"


class NoLeaderError(TaskStateError):
    """The unit has nobody who could sign."""

    code = "no_leader"
