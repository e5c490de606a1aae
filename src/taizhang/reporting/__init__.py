"""Reporting (通报): dashboards, bulletins, open data. Reads all rooms below and changes none."""
