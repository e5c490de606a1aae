"""Forms of log-in and people."""
