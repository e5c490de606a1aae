"""What is owed, answered and reviewed, and reminders of it (报告)."""
