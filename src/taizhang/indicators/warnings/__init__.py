"""Rules of early warning: read, proved, put to figures (预警规则)."""
