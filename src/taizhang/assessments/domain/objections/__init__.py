"""Objections and their answers (异议)."""
