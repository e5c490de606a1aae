"""The inbox (消息): knows people, not tasks."""
