"""The ledger as tables: text forms, Excel and CSV out, Excel and CSV in (导出、导入)."""
