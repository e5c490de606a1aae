"""What closes a task, and whether it was used before (佐证)."""
