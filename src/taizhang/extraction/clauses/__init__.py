"""Responsibility clauses (责任分工): where they stand, whom they name, their conventions."""
