"""Operations on source files and drafts (原件、草稿)."""
