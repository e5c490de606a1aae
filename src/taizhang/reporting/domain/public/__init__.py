"""What anybody may read (公开)."""
