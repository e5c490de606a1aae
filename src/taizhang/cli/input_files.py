"""Files named on the command line, read or refused with a sentence."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from taizhang.extraction import DecodedText


class UnreadableFileError(Exception):
    """A file that is not there or cannot be read (无法读取)."""

    code = "unreadable_file"


def bytes_of(path: Path) -> bytes:
    """The bytes of a file; `UnreadableFileError` with the sentence for people."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFileError(f"没有文件“{path}”，请检查路径。") from None
    except OSError as error:
        raise UnreadableFileError(f"无法读取文件“{path}”：{error.strerror}。") from error


def bytes_or_leave(path: Path) -> bytes:
    """The bytes of a file, or exit status 1 after the sentence on standard error."""
    try:
        return bytes_of(path)
    except UnreadableFileError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error


def decoded_or_leave(path: Path) -> "DecodedText":
    """The text of a file, or exit status 1 after the sentence on standard error."""
    from taizhang.extraction import ReadError, read_bytes

    try:
        return read_bytes(path.name, bytes_or_leave(path))
    except ReadError as error:
        typer.echo(error.message, err=True)
        raise typer.Exit(1) from error
