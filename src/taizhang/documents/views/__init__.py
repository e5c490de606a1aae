"""List, upload, source and review pages."""
