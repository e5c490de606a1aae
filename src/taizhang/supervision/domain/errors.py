"""Errors of operations of supervision: a code for machines, a sentence for people."""


class VersionError(Exception):
    """A version of a mechanism cannot be entered (机制版本被拒绝)."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class MechanismMissingError(Exception):
    """No version of a mechanism is in force on that day (没有有效的机制)."""

    code = "mechanism_missing"
