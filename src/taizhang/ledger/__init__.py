"""Tasks, targets, owners, evidence and the event chain that is the truth (台账)."""
