"""What pages, API and exports read of the ledger (台账查询)."""
