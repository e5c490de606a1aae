"""Excel and CSV in and out (表格). No Django."""
