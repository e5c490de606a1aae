"""The three clock acts: extend, send back, suspend (延期、回退、挂账)."""
