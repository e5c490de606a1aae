"""Submitting, publishing for objection, making final (公示)."""
