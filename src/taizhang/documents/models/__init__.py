"""Stored files, sources as uploaded, drafts of the ledger and their corrections; what texts that
hold from a day on have in common."""

from .draft import Correction, Draft, DraftRow
from .page import SourcePage
from .source import Source, StoredFile
from .version import TextVersion

__all__ = ["Correction", "Draft", "DraftRow", "Source", "SourcePage", "StoredFile", "TextVersion"]
