"""Every change of a task is one operation here, and one event (台账操作)."""
