"""The child process that draws a PDF: HTML and pictures in, PDF or the reason why not out.

Started by `_process`, never imported by anything else. It fetches nothing: pictures come with the
order, every other address is refused.
"""

from __future__ import annotations

import base64
import ctypes
import io
import json
import logging
import os
import resource
import signal
import sys
from typing import Any, NoReturn

_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Read an order on descriptor 0, write the answer where descriptor 1 led."""
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # libraries print there
    order = json.loads(sys.stdin.buffer.read())
    _hold_time(order["parent"], order["seconds"])
    try:
        from weasyprint import HTML  # noqa: F401
    except OSError as error:  # cffi says which library it did not find
        _refuse(answer, "library", str(error))
    except ImportError as error:
        _refuse(answer, "module", error.name or "weasyprint")
    _hold_memory(order["memory"])
    try:
        data, problems = _drawn(order)
    except MemoryError:
        _refuse(answer, "memory", "")
    if problems:
        _refuse(answer, *problems[0])
    answer.write(b"PDF\n" + data)
    answer.close()


def _refuse(answer: Any, code: str, detail: str) -> NoReturn:
    answer.write(b"NO\n" + json.dumps([code, detail]).encode())
    answer.close()
    sys.exit(0)


def _hold_time(parent: int, seconds: int) -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it died before the line above
        sys.exit(1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends this one
    signal.alarm(seconds)


def _hold_memory(memory: int) -> None:
    """Called when the libraries are loaded: one that does not fit would look like a missing one."""
    for limit, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(limit)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (most, hard))


def _drawn(order: dict[str, Any]) -> tuple[bytes, list[tuple[str, str]]]:
    from weasyprint.logger import LOGGER

    from ._justify import stretch_between_characters

    stretch_between_characters()
    pictures = [base64.b64decode(picture) for picture in order["pictures"]]
    if not all(map(_can_be_read, pictures)):
        return b"", [("picture", "")]
    watch = _Watch()
    LOGGER.handlers[:] = [watch]
    document = _laid_out(order, pictures, "")
    pages = document.pages
    if order["imprint"] and len(pages) % 2:
        alone = order["end"] not in pages[-1].anchors
        document = _laid_out(order, pictures, "even apart-from-text" if alone else "even")
    data = document.write_pdf(pdf_identifier=order["identifier"].encode(), pdf_tags=True)
    return data, watch.problems()


def _can_be_read(picture: bytes) -> bool:
    """Whether all of a picture is there: a PDF takes it as it is, and shows nothing if not."""
    from PIL import Image, ImageFile

    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint sets it
    try:
        with Image.open(io.BytesIO(picture), formats=("PNG", "JPEG")) as image:
            image.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return False
    return True


def _laid_out(order: dict[str, Any], pictures: list[bytes], look: str) -> Any:
    from weasyprint import HTML
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class Given(URLFetcher):  # type: ignore[misc]
        """Gives the pictures of the order and nothing else."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            scheme, _, number = url.partition(":")
            if scheme != "picture":
                raise FatalURLFetchingError(f"nothing is fetched: {url}")
            return URLFetcherResponse(url, pictures[int(number)])

    html = order["html"].replace("<body>", f'<body class="{look}">', 1)
    return HTML(string=html, url_fetcher=Given()).render(pdf_tags=True)


class _Watch(logging.Handler):
    """Keeps what the library only logs: the characters for which it found no glyph."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._missing: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        if record.msg.startswith(".notdef glyph") and isinstance(record.args, tuple):
            self._missing[str(record.args[0])] = None

    def problems(self) -> list[tuple[str, str]]:
        """A code with its detail, or nothing."""
        return [("glyph", "".join(self._missing))] if self._missing else []


if __name__ == "__main__":
    main()
