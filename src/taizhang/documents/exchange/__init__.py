"""What leaves the documents room as a file (导出)."""
