"""Errors of reading (读取错误): a code for machines, a sentence for people."""

from __future__ import annotations


class ReadError(Exception):
    """Bytes that cannot become text (无法读取的文件).

    ``code`` says what was wrong, such as ``empty``, ``binary``, ``encoding``, ``too_large``,
    ``unknown_format``, ``encrypted``, ``damaged``, ``bomb``, ``needs_office``, ``reader_timeout``,
    ``reader_memory``, ``reader_died``; ``message`` is a full Chinese sentence: what was found,
    where, and what to do next.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def __reduce__(self) -> tuple[type[ReadError], tuple[str, str]]:
        """Both parts go along from a worker process to its master."""
        return type(self), (self.code, self.message)
