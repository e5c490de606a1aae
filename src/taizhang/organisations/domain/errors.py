"""Errors of operations on units: a code for machines, a sentence for people."""


class UnitError(Exception):
    """An operation on units, names or memberships is refused (单位操作被拒绝)."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
