"""Targets of tasks tied to series (目标挂接): events of the task's chain, and what they come to."""

from .linking import link_target, link_targets, unlink_target

__all__ = ["link_target", "link_targets", "unlink_target"]
