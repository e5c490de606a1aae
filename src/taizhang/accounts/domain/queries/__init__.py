"""Look-ups over people and the change log."""

from .change_log import ShownChange, changes_matching, show_changes
from .people import people_matching

__all__ = ["ShownChange", "changes_matching", "people_matching", "show_changes"]
