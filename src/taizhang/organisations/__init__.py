"""Regions, units with many names and dated successors, and who acts for them (地区、单位、任职)."""
