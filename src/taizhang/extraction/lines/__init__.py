"""The printed text as a clean stream of blocks: noise out, cut lines joined, labels read."""
