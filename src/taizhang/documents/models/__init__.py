"""Stored files, sources as uploaded, drafts of the ledger and their corrections."""

from .draft import Correction, Draft, DraftRow
from .page import SourcePage
from .source import Source, StoredFile

__all__ = ["Correction", "Draft", "DraftRow", "Source", "SourcePage", "StoredFile"]
