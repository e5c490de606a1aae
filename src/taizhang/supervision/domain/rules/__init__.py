"""What the office goes by: practice, versions of mechanisms and regimes, the calendar (口径)."""
