"""Figures as they come in (观测值): the one door, and who is told."""

from .recording import record_observations

__all__ = ["record_observations"]
