"""Honest rates of units: the figures and what they mean (单位榜)."""
