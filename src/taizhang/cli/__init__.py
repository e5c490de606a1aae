"""The `taizhang` command: thin, one file a group."""
