"""Working days, terms and deadlines, each day explained (日历)."""
