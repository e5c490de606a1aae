"""Forms of the upload and review pages."""
