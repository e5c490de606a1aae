"""Lists in running text (列举): parts of a total, announced counts, order."""
