"""Stored source files, drafts of the ledger and their corrections (文件、草稿、更正)."""
