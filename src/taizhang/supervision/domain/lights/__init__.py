"""Keeping the lights of days that are over (亮灯)."""
