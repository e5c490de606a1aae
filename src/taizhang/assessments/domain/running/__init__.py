"""From an uploaded table to a kept result (计算)."""
