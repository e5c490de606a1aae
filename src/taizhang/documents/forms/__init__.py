"""Forms of the upload, list, comparison and review pages."""

from .compare import CompareForm
from .draft import DraftForm
from .filters import DraftFilter
from .rows import RowForm, SpanForm, SplitForm, VersionForm
from .upload import UploadForm

__all__ = [
    "CompareForm",
    "DraftFilter",
    "DraftForm",
    "RowForm",
    "SpanForm",
    "SplitForm",
    "UploadForm",
    "VersionForm",
]
