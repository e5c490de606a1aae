"""Official documents as PDF, drawn by WeasyPrint in a child process."""

from ._errors import PdfError
from ._process import Limits
from ._write import write_pdf

__all__ = ["Limits", "PdfError", "write_pdf"]
