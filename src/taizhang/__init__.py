"""Taizhang (台账): from the policy as issued to the task closed, each figure with its clause."""

__version__ = "0.1.0"
