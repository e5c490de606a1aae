"""Three-colour slips (督查单)."""
