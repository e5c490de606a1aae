"""Bulletins: gathered, written, reviewed, issued, answered (通报)."""
