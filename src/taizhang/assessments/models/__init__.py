"""Runs, their revisions and rows, objections, ties to units, the history of each run."""

from .event import RunEvent
from .objection import Objection
from .revision import ResultRow, Revision
from .run import SchemeRun
from .tie import SubjectTie

__all__ = ["Objection", "ResultRow", "Revision", "RunEvent", "SchemeRun", "SubjectTie"]
