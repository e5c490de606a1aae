"""Forms of the upload, list and review pages."""

from .draft import DraftForm
from .filters import DraftFilter
from .rows import RowForm, SpanForm, SplitForm, VersionForm
from .upload import UploadForm

__all__ = [
    "DraftFilter",
    "DraftForm",
    "RowForm",
    "SpanForm",
    "SplitForm",
    "UploadForm",
    "VersionForm",
]
