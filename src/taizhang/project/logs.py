"""Structured logs: one JSON object a line in the data folder, plain lines on the console."""

import fcntl
import json
import logging
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

_LIMIT_BYTES = 10 * 2**20
_KEPT = 10
_OWN = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonLinesFormatter(logging.Formatter):
    """One line: time (UTC), level, logger, process, message, `extra` fields, traceback if any."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "process": record.process,
            "message": record.getMessage(),
        }
        line |= {key: value for key, value in vars(record).items() if key not in _OWN}
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


class SharedRotatingHandler(logging.Handler):
    """Appends lines to one file from many processes and turns it over at 10 MiB, keeping ten.

    Each line is one write to a file opened for appending, so lines never mix; the turn is made by
    the one process that gets the lock.
    """

    def __init__(self, filename: Path) -> None:
        super().__init__()
        self._path = Path(filename)

    def emit(self, record: logging.LogRecord) -> None:
        try:
            line = (self.format(record) + "\n").encode()
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._turn_over()
            descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(descriptor, line)
            finally:
                os.close(descriptor)
        except Exception:  # logging reports its own failures on standard error
            self.handleError(record)

    def _turn_over(self) -> None:
        if self._size() < _LIMIT_BYTES:
            return
        with self._path.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if self._size() < _LIMIT_BYTES:  # somebody else has turned it meanwhile
                return
            for number in range(_KEPT - 1, 0, -1):
                older = self._numbered(number)
                if older.exists():
                    older.rename(self._numbered(number + 1))
            self._path.rename(self._numbered(1))

    def _numbered(self, number: int) -> Path:
        return self._path.with_name(f"{self._path.name}.{number}")

    def _size(self) -> int:
        try:
            return self._path.stat().st_size
        except FileNotFoundError:
            return 0


def logging_settings(folder: Path, level: str) -> dict[str, Any]:
    """Django's `LOGGING`: everything to `folder/taizhang.jsonl`, warnings to the console too."""
    here = "taizhang.project.logs"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {"()": f"{here}.JsonLinesFormatter"},
            "plain": {"format": "%(asctime)s %(levelname)s %(message)s"},
        },
        "handlers": {
            "file": {
                "class": f"{here}.SharedRotatingHandler",
                "filename": folder / "taizhang.jsonl",
                "formatter": "json",
            },
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "plain",
                "level": "WARNING",
            },
        },
        "root": {"handlers": ["file", "console"], "level": level},
        "loggers": {
            "django": {"level": level},
            "django.request": {"level": "ERROR"},  # a mistyped address is no news
            "django.server": {"handlers": ["console"], "propagate": False},
            "procrastinate": {"level": "WARNING" if level == "INFO" else level},
        },
    }
