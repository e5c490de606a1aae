"""Runs of schemes in the ledger's world: computed, published for objection, final (评定)."""
