"""Tables printed as text: heads, rows, cells."""
