"""Errors of operations on people: a code for machines, a sentence for people."""


class PersonError(Exception):
    """An operation on a person is refused (人员操作被拒绝)."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
