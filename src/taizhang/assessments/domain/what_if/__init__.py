"""What if: questions to a kept result, answered without writing anything (推演)."""
