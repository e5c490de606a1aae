"""What an act on a slip refuses, with a code for machines and a sentence for people (督查单)."""

from taizhang.ledger.domain.errors import LedgerError


class SlipStateError(LedgerError):
    """The slip is not in a state in which this can be done."""

    code = "slip_state"


class SlipChangedError(SlipStateError):
    """Somebody acted on the slip since this person's page was read."""

    code = "slip_changed"


class NoUnitLeaderError(LedgerError):
    """Nobody could sign the answer."""

    code = "no_unit_leader"
