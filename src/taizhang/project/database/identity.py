"""Under which user PostgreSQL runs: it refuses root.

An ordinary user runs it as himself. Root runs it in a user namespace, where root appears as
"nobody": the files stay root's. Where the machine forbids namespaces (some containers), root gives
the server to the system user "postgres" or "nobody", who must then be able to reach the folder.
"""

import ctypes
import os
import pwd
import signal
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from taizhang.project.database.errors import DatabaseStartError

_CLONE_NEWUSER = 0x10000000
_PR_SET_PDEATHSIG = 1
_NOBODY = 65534
_libc = ctypes.CDLL(None, use_errno=True)


def die_with_parent(sent: signal.Signals) -> None:
    """Have the kernel send `sent` to this process when the one that started it ends."""
    if _libc.prctl(_PR_SET_PDEATHSIG, int(sent), 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")


@dataclass(frozen=True)
class Identity:
    """How a child becomes somebody PostgreSQL accepts: as it is, by namespace, or by user id."""

    namespace: bool = False
    user: int | None = None
    group: int | None = None

    def own(self, folder: Path) -> None:
        """Give an existing folder to the server's user (only needed with a user id)."""
        if self.user is not None:
            os.chown(folder, self.user, self.group or -1)

    def preparation(self, sent: signal.Signals | None) -> Callable[[], None]:
        """What the child does before it becomes PostgreSQL; with `sent` it dies with its parent."""

        def prepare() -> None:
            if self.namespace:
                _enter_namespace()
            if self.user is not None and self.group is not None:
                os.setgroups([])
                os.setgid(self.group)
                os.setuid(self.user)
            if sent:
                die_with_parent(sent)

        return prepare


def _enter_namespace() -> None:
    user, group = os.geteuid(), os.getegid()
    if _libc.unshare(_CLONE_NEWUSER):
        raise OSError(ctypes.get_errno(), "unshare")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{_NOBODY} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{_NOBODY} {group} 1")


def choose_identity(cluster: Path, program: Path) -> Identity:
    """The identity for the server of `cluster`, whose binary is `program`.

    An existing cluster keeps the kind of owner that it has.

    Raises:
        DatabaseStartError: root can neither open a namespace nor give the folder away.
    """
    if os.geteuid() != 0:
        return Identity()
    owner = cluster.stat().st_uid if cluster.exists() else None
    if owner in (None, 0) and _namespaces_work(program):
        return Identity(namespace=True)
    identity = _other_user(owner)
    folder = next(p for p in (cluster, *cluster.parents) if p.exists())
    if not _runs(program, identity, folder):
        raise DatabaseStartError(
            f"当前用户是 root，而 PostgreSQL 不能以 root 运行；改用用户 {identity.user} 运行时，"
            f"它进不了 {folder} 或 {program.parent}。请以普通用户运行本程序，"
            "或把数据文件夹 TAIZHANG_DATA 设在所有上级文件夹都允许进入的地方，例如 /srv/taizhang。"
        )
    return identity


def _other_user(owner: int | None) -> Identity:
    if owner:
        return Identity(user=owner, group=pwd.getpwuid(owner).pw_gid)
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Identity(user=entry.pw_uid, group=entry.pw_gid)
    return Identity(user=_NOBODY, group=_NOBODY)


@cache
def _namespaces_work(program: Path) -> bool:
    return _runs(program, Identity(namespace=True), program.parent)


def _runs(program: Path, identity: Identity, folder: Path) -> bool:
    try:
        subprocess.run(
            [str(program), "--version"],
            check=True,
            capture_output=True,
            cwd=folder,
            preexec_fn=identity.preparation(None),
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return True
