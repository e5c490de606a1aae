"""Log-in and people pages."""
