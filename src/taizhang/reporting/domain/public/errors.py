"""What making something public refuses: a code for machines, a sentence for people."""


class PublicError(Exception):
    """Something cannot be made public, or withdrawn, like this (公开被拒绝). Codes: `not_allowed`,
    `not_found`, `already`, `obstacle`, `changed`, `reason`, `nothing`, `gone`."""

    def __init__(self, code: str, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.field = field
