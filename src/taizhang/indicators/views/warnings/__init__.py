"""Pages of early warnings (预警)."""
