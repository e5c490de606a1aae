"""Indicators (指标): how far the numbers of the ledger are, against the time that has passed."""
