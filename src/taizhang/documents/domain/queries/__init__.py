"""Reading sources, drafts and their corrections."""
