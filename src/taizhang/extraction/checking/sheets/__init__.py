"""Tables of a bulletin (通报中的表): totals, shares, changes, ranks, and what the text says."""
