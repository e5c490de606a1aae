"""Upload and review pages."""
