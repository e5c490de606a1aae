"""Django's connection settings for the external or the embedded server."""

from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from taizhang.project.database.errors import DatabaseUrlError
from taizhang.project.database.paths import ClusterPaths

ROLE = "taizhang"  # owns the schema and nothing else; the superuser only sets up
DATABASE = "taizhang"


def connection_settings(url: str, paths: ClusterPaths) -> dict[str, Any]:
    """The entry of `DATABASES`: from `url`, or for the embedded server of `paths` if it is empty.

    Raises:
        DatabaseUrlError: `url` is not the address of a PostgreSQL database.
    """
    return _external(url) if url else _embedded(paths)


def _embedded(paths: ClusterPaths) -> dict[str, Any]:
    return _settings(host=str(paths.socket), port="", user=ROLE, password="", name=DATABASE)


def _external(url: str) -> dict[str, Any]:
    rule = "应为 postgresql://用户:密码@主机:5432/数据库名"
    if not url.startswith(("postgresql://", "postgres://")):
        raise DatabaseUrlError(f"环境变量 DATABASE_URL 不是 PostgreSQL 的地址：{rule}。")
    try:
        parts: dict[str, Any] = dict(conninfo_to_dict(url))
    except psycopg.ProgrammingError as error:
        raise DatabaseUrlError(f"环境变量 DATABASE_URL 不能解析（{error}）：{rule}。") from error
    port = str(parts.pop("port", ""))
    if port and not port.isdigit():
        raise DatabaseUrlError(f"环境变量 DATABASE_URL 里的端口“{port}”不是数字：{rule}。")
    name = parts.pop("dbname", "")
    if not name:
        raise DatabaseUrlError(f"环境变量 DATABASE_URL 没有写数据库名：{rule}。")
    return _settings(
        host=parts.pop("host", ""),
        port=port,
        user=parts.pop("user", ""),
        password=parts.pop("password", ""),
        name=name,
        options=parts,
    )


def _settings(
    *,
    host: str,
    port: str,
    user: str,
    password: str,
    name: str,
    options: dict[str, Any] | None = None,
) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": host,
        "PORT": port,
        "USER": user,
        "PASSWORD": password,
        "NAME": name,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 10, **(options or {})},
    }
