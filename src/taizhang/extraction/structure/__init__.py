"""Documents inside a text, their heads and outlines, and which nodes are tasks."""
