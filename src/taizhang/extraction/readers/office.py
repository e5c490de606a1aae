"""Old Word, WPS, RTF and OpenDocument files, turned into .docx by LibreOffice and read as such.

LibreOffice runs as a child of the reading's own process: with a profile and a folder of its own
that are gone afterwards, without network where the system allows it, within the same limits, and
it dies with the reading.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from ..errors import ReadError
from ..types import Decoded, Notice
from . import docx
from .sniffing import sniff

_PROGRAMS = (
    "/usr/lib/libreoffice/program/soffice.bin",
    "/usr/lib64/libreoffice/program/soffice.bin",
    "/usr/local/lib/libreoffice/program/soffice.bin",
)
_UNPACKED = "libreoffice*/program/soffice.bin"  # what the archives of the project install in /opt
_SECONDS = 100
_START_AGAIN = 81  # it has made a new profile and wants to be started with it
_STARTS = 3
_PR_SET_PDEATHSIG = 1
_NEW_NETWORK, _NEW_USER = 0x40000000, 0x10000000


def read(data: bytes) -> Decoded:
    """Read a file that LibreOffice can turn into .docx.

    Raises `ReadError`: ``needs_office``, ``damaged``, ``reader_timeout`` and those of .docx.
    """
    program = find_office()
    if program is None:
        raise ReadError(
            "needs_office",
            "这种格式要靠 LibreOffice 转换，而服务器上没有安装。"
            "请在 WPS 或 Word 中另存为 .docx 后再试，"
            "或请管理员安装 LibreOffice（软件包 libreoffice-writer-nogui）。",
        )
    with tempfile.TemporaryDirectory(prefix="taizhang-") as folder:
        converted = _convert(program, data, Path(folder))
    decoded = docx.read(converted)
    sentence = "文件由 LibreOffice 转换后读取，请核对编号、表格和分页处的文字。"
    return replace(decoded, notices=(Notice("converted", sentence, (0, 0)), *decoded.notices))


def find_office() -> str | None:
    """The LibreOffice program itself: its start script would leave a child behind."""
    places = [Path(place) for place in _PROGRAMS]
    places.extend(sorted(Path("/opt").glob(_UNPACKED), reverse=True))
    return next((str(place) for place in places if os.access(place, os.X_OK)), None)


def _convert(program: str, data: bytes, folder: Path) -> bytes:
    source = folder / f"source{sniff(data) or '.doc'}"
    source.write_bytes(data)
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"),
        *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out"), str(source)),
    ]
    environment = {"HOME": str(folder), "TMPDIR": str(folder), "PATH": "/usr/bin:/bin"}
    environment |= {"LANG": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}
    for _ in range(_STARTS):
        if _run(command, environment, folder) != _START_AGAIN:
            break
    result = folder / "out" / "source.docx"
    if not result.exists():
        raise ReadError(
            "damaged",
            "LibreOffice 转换不了这个文件，可能已损坏或设有密码。"
            "请用 WPS 或 Word 打开，去掉密码，另存为 .docx 后再试。",
        )
    return result.read_bytes()


def _run(command: list[str], environment: dict[str, str], folder: Path) -> int:
    try:
        return subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            cwd=folder,
            timeout=_SECONDS,
            check=False,
            preexec_fn=_alone,  # safe here: this process has one thread
        ).returncode
    except subprocess.TimeoutExpired as error:
        raise ReadError(
            "reader_timeout",
            f"LibreOffice 转换超过 {_SECONDS} 秒仍未完成，已停止。请另存为 .docx 后再试。",
        ) from error


def _alone() -> None:
    """In the new process: die with the parent, see no network where that is allowed."""
    libc = ctypes.CDLL(None)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if libc.unshare(_NEW_NETWORK) != 0:
        libc.unshare(_NEW_USER | _NEW_NETWORK)
