"""The words of a bulletin (通报行文): a small language in which an office writes them."""
