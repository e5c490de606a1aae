"""What a bulletin and a dashboard count, and the rows behind each figure (数字)."""
