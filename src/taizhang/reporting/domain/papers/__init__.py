"""A bulletin put together from figures and words, and its files (成稿)."""
