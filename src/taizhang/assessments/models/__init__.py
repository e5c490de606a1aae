"""Runs, revisions and rows, objections, ties to units, history and papers of runs; choices."""

from .entitlement import EntitlementChoice
from .event import RunEvent
from .objection import Objection
from .papers import FinalList, LetterDrawing, LetterSet
from .revision import ResultRow, Revision
from .run import SchemeRun
from .tie import SubjectTie

__all__ = [
    "EntitlementChoice",
    "FinalList",
    "LetterDrawing",
    "LetterSet",
    "Objection",
    "ResultRow",
    "Revision",
    "RunEvent",
    "SchemeRun",
    "SubjectTie",
]
