"""Meetings and leaders' instructions (会议、批示)."""
