"""The database: an external server, or the embedded PostgreSQL that commands share."""

from taizhang.project.database.connection import connection_settings
from taizhang.project.database.errors import (
    DatabaseError,
    DatabaseStartError,
    DatabaseUnreachableError,
    DatabaseUrlError,
    DataFolderError,
)
from taizhang.project.database.paths import ClusterPaths
from taizhang.project.database.server import join_server

__all__ = [
    "ClusterPaths",
    "DataFolderError",
    "DatabaseError",
    "DatabaseStartError",
    "DatabaseUnreachableError",
    "DatabaseUrlError",
    "connection_settings",
    "join_server",
]
