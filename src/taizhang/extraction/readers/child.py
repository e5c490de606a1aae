"""The child process of a reader (读取子进程): sets its own limits, then reads standard input.

Started by `isolation`, never imported by anything else. The kernel holds the limits: time, memory,
size of what is written and, in a sealed reading, that nothing more can be opened at all.
"""

from __future__ import annotations

import codecs
import ctypes
import os
import resource
import signal
import sys
from importlib import import_module
from types import ModuleType

from ..errors import ReadError
from ..types import Decoded
from . import wire

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
# Python loads a codec when it is first used; in a sealed reading that is too late.
_CODECS = ("cp437", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "big5", "latin-1", "cp1252")
_TEXT_LIMIT = 20 * 1024 * 1024


def main(arguments: list[str]) -> None:
    """Read the bytes on descriptor 0 with the reader ``module``, write the result to ``out``."""
    module, parent, out, seconds, memory, result, sealed = arguments
    _hold_limits(int(parent), int(seconds), int(memory), int(result))
    reader = import_module(module)
    for codec in _CODECS:
        codecs.lookup(codec)
    if int(sealed):
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    answer = _answer(reader)
    with os.fdopen(int(out), "wb", closefd=False) as stream:
        stream.write(answer)


def _hold_limits(parent: int, seconds: int, memory: int, result: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if os.getppid() != parent:  # it died before the line above
        sys.exit(1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends this one
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    signal.alarm(seconds)
    for limit, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, result),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(limit)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        spare = 1 if limit == resource.RLIMIT_CPU and hard != most else 0  # a signal, then the end
        resource.setrlimit(limit, (most, most + spare))


def _answer(reader: ModuleType) -> bytes:
    """What the module reads in its input, or the bytes that it computes of it."""
    try:
        with os.fdopen(0, "rb", closefd=False) as stream:
            data = stream.read()
        if hasattr(reader, "compute"):
            return wire.pack_bytes(reader.compute(data))
        return _packed(reader.read(data))
    except ReadError as error:
        return wire.pack_error(error.code, error.message)
    except MemoryError:
        pass  # said below, when what filled the memory is gone
    except RecursionError:
        return wire.pack_error("too_deep", "内容的嵌套层数过多，没有读取。请另存为新的文件后再试。")
    return wire.pack_error("reader_memory", "")


def _packed(decoded: Decoded) -> bytes:
    if len(decoded.text) > _TEXT_LIMIT:
        raise ReadError(
            "too_large",
            f"里面的文字有 {len(decoded.text):,} 字，超过了 {_TEXT_LIMIT:,} 字的上限，未读取。"
            "请拆分成较小的文件后再试。",
        )
    if not decoded.text.strip():
        raise ReadError("empty", "里面没有任何文字。请检查是否选错了文件。")
    return wire.pack_decoded(decoded)
