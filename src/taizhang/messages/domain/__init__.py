"""Sending and reading messages (消息)."""
