"""Shares of a task for the units below, and their sums (分解)."""
