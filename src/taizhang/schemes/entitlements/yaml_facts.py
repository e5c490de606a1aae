"""Facts written as YAML: a list of subjects, each a mapping from a column to a value."""

from pathlib import Path
from typing import Any

import yaml

from ..errors import InputRefusedError, Problem

_MOST_BYTES = 10 * 2**20
_SHAPE = "应当是一列对象，每个对象写“列名: 值”，一行一个。"


def read_yaml(path: Path) -> list[dict[str, str]]:
    """The rows of a file as texts, exactly as they are written; `InputRefusedError`."""
    try:
        data = path.read_bytes()
        if len(data) > _MOST_BYTES:
            raise _refused(path, f"文件超过 {_MOST_BYTES // 2**20} MB，请拆分后再试。")
        found = yaml.load(data.decode("utf-8-sig"), Loader=yaml.BaseLoader)  # noqa: S506 - texts
    except FileNotFoundError:
        raise _refused(path, "没有这个文件，请检查路径。") from None
    except OSError as error:
        raise _refused(path, f"无法读取：{error.strerror}。") from error
    except (UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        raise _refused(path, "不是能读的 YAML（UTF-8），请检查缩进和冒号。") from error
    return _rows(path, [found] if isinstance(found, dict) else found)


def _rows(path: Path, found: Any) -> list[dict[str, str]]:
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise _refused(path, _SHAPE)
    cells = [cell for row in found for pair in row.items() for cell in pair]
    if not all(isinstance(cell, str) for cell in cells):
        raise _refused(path, _SHAPE)
    return found


def _refused(path: Path, message: str) -> InputRefusedError:
    return InputRefusedError(path.name, [Problem(0, "", "", message)])
