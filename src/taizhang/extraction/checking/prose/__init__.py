"""Statements of running text (行文): shares, parts, growth, comparisons, counts, periods."""
