"""The event chain (truth) and the temporal projection read by every page.

A row of the projection holds from `since` until `until` (empty: still), both recorded moments.
So the ledger now and the ledger as of any past moment are one query.
"""

from .event import Event, Seal
from .projection import Assignment, Evidence, Figure, Target, TaskVersion
from .task import Task

__all__ = ["Assignment", "Event", "Evidence", "Figure", "Seal", "Target", "Task", "TaskVersion"]
