"""Running the child that draws (绘制子进程): its limits, and sentences for what it answers."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from ._errors import PdfError

_MEGABYTE = 1024 * 1024
_GRACE = 5
_START = (
    "import sys; sys.path[:] = sys.argv[1].split(chr(10)); "
    "from taizhang.papers.official.pdf._child import main; main()"
)
_KEPT = ("HOME", "PATH", "LD_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "XDG_DATA_HOME")


@dataclass(frozen=True, slots=True)
class Limits:
    """The most one PDF may take: seconds of the wall clock, bytes of address space."""

    seconds: int = 120
    memory: int = 3072 * _MEGABYTE


def draw(
    html: str, pictures: Sequence[bytes], *, imprint: bool, end: str, at: int, limits: Limits
) -> bytes:
    """The PDF of the HTML. `at`: seconds since 1970 that font files in it say of themselves.

    Raises `PdfError`.
    """
    order = {
        "html": html,
        "pictures": [base64.b64encode(picture).decode() for picture in pictures],
        "imprint": imprint,
        "end": end,
        "identifier": _identifier(html, pictures),
        "parent": os.getpid(),
        **asdict(limits),
    }
    status, answer = _exchange(json.dumps(order).encode(), at, limits)
    kind, _, said = answer.partition(b"\n")
    if status == 0 and kind == b"PDF":
        return said
    if status == 0 and kind == b"NO":
        raise _refused(*json.loads(said))
    raise _death(status, limits)


def _identifier(html: str, pictures: Sequence[bytes]) -> str:
    digest = hashlib.sha256(html.encode())
    for picture in pictures:
        digest.update(hashlib.sha256(picture).digest())
    return digest.hexdigest()[:32]


def _exchange(order: bytes, at: int, limits: Limits) -> tuple[int, bytes]:
    paths = "\n".join(os.path.abspath(path) for path in sys.path)
    try:
        child = subprocess.Popen(
            [sys.executable, "-S", "-B", "-c", _START, paths],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_surroundings(os.environ, at),
            cwd="/",
        )
    except OSError as error:  # no more processes or memory
        raise _no_child(error) from error
    try:
        answer, _ = child.communicate(order, timeout=limits.seconds + _GRACE)
    except subprocess.TimeoutExpired:
        return -signal.SIGALRM, b""
    finally:
        child.kill()
        child.communicate()
    return child.returncode, answer


def _surroundings(given: Mapping[str, str], at: int) -> dict[str, str]:
    """What the child knows of its surroundings: fonts and libraries; time stands still."""
    kept = {name: given[name] for name in _KEPT if name in given}
    still = {"SOURCE_DATE_EPOCH": str(max(at, 0)), "PYTHONHASHSEED": "0", "TZ": "UTC"}
    return kept | still | {"LC_ALL": "C.UTF-8"}


def _refused(code: str, detail: str) -> PdfError:
    match code:
        case "library":
            return _library_missing(detail)
        case "module":
            return PdfError(
                "pdf_library_missing",
                f"生成 PDF 需要的 Python 组件 {detail[:80]} 没有安装，没有生成 PDF；Word 文件不受"
                "影响。请管理员按安装说明把依赖装全，然后再试。",
            )
        case "glyph":
            return PdfError(
                "no_glyph",
                f"本机没有任何字体能显示“{detail[:20]}”，没有生成 PDF，以免出现空白方框。"
                "请在服务器上安装中文字体（如 apt install fonts-noto-cjk），或改掉这些字。",
            )
        case "picture":
            return PdfError(
                "bad_picture", "文中有图片读不出来，没有生成 PDF。请重新生成这张图（PNG 或 JPEG）。"
            )
    return _memory()


def _library_missing(detail: str) -> PdfError:
    found = re.search(r"library '([^']{1,80})'", detail)
    name = found[1] if found else "Pango"
    return PdfError(
        "pdf_library_missing",
        f"生成 PDF 需要的系统组件 {name} 没有找到（Pango 文字排版库），没有生成 PDF；"
        "Word 文件不受影响。请管理员在服务器上安装：Debian、Ubuntu 系运行 "
        "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0，"
        "openEuler、麒麟系运行 dnf install pango，然后再试。",
    )


def _memory() -> PdfError:
    return PdfError(
        "pdf_memory", "生成 PDF 需要的内存超过上限，已停止。请减少表格的行数，分成几份后再试。"
    )


def _no_child(error: OSError) -> PdfError:
    return PdfError(
        "pdf_failed",
        f"生成 PDF 的程序没能启动（{error.strerror}），没有生成 PDF；Word 文件不受影响。"
        "请稍后再试；仍然不行时，请管理员查看服务器的内存和进程数。",
    )


def _death(status: int, limits: Limits) -> PdfError:
    if status == -signal.SIGALRM:
        return PdfError(
            "pdf_timeout",
            f"生成 PDF 超过 {limits.seconds} 秒仍未完成，已停止。"
            "请减少表格的行数，分成几份后再试。",
        )
    return PdfError(
        "pdf_failed",
        f"生成 PDF 时程序意外终止（退出状态 {status}），没有生成 PDF；Word 文件不受影响。"
        "请再试一次；仍然不行时，请管理员查看服务器上是否装有中文字体"
        "（如 apt install fonts-noto-cjk），Pango 是否完好。",
    )
