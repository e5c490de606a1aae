"""A result held against its text: what it lost."""
