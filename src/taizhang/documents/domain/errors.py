"""Errors of operations on documents: a code for machines, a Chinese sentence for people."""

from django.utils.functional import Promise


class DocumentError(Exception):
    """An operation on a document was refused; `code` for machines, `message` for people."""

    code = "document"

    def __init__(self, message: str | Promise, *, code: str = "") -> None:
        self.message = str(message)
        self.code = code or self.code
        super().__init__(self.message)


class StorageError(DocumentError):
    """The bytes of a stored file are missing or are not what their hash says."""

    code = "storage"


class FileKindError(DocumentError):
    """A file of a kind that is not accepted, or whose bytes are not what its name says."""

    code = "file_kind"


class FileTooLargeError(DocumentError):
    """A file over the limit of size."""

    code = "too_large"


class UnreadableDocumentError(DocumentError):
    """Bytes that do not become text: empty, binary, wrong encoding, unknown format."""

    code = "unreadable"


class SecretDocumentError(DocumentError):
    """A document that is marked 秘密, 机密 or 绝密: it must not enter this system."""

    code = "secret"


class ReadingStateError(DocumentError):
    """Reading again is not possible in this state."""

    code = "reading_state"


class ClosedDraftError(DocumentError):
    """The draft is confirmed or discarded: its fields are no longer free."""

    code = "closed_draft"


class StaleRowError(DocumentError):
    """Somebody else changed the row (or the draft) since it was shown."""

    code = "stale"


class RowStateError(DocumentError):
    """The row is in a state that does not allow the act."""

    code = "row_state"


class FieldValueError(DocumentError):
    """A value that a field cannot take; `field` names it."""

    code = "field_value"

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class ComparisonError(DocumentError):
    """These documents cannot be put side by side: too few, too many, or too long."""

    code = "comparison"


class VersionError(Exception):
    """A version of a text that holds from a day on cannot be entered (版本被拒绝)."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
