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
        """Give an existing folder and all in it to the server's user (only with a user id)."""
        if self.user is None or self.group is None or folder.stat().st_uid == self.user:
            return
        for place, _, names in os.walk(folder):
            for name in (".", *names):
                os.chown(Path(place, name), self.user, self.group, follow_symlinks=False)

    def let_through(self, folder: Path) -> None:
        """Let the server's user pass through the owner's folder without reading it."""
        if self.user is not None:
            folder.chmod(folder.stat().st_mode | 0o011)

    def preparation(
        self, sent: signal.Signals | None, folder: Path | None = None
    ) -> Callable[[], None]:
        """What the child does before it becomes PostgreSQL.

        Args:
            sent: the signal it gets when its parent dies.
            folder: its working folder, entered as the user that it has become.
        """

        def prepare() -> None:
            if self.namespace:
                _enter_namespace()
            if self.user is not None and self.group is not None:
                os.setgroups([])
                os.setgid(self.group)
                os.setuid(self.user)
            if sent:
                die_with_parent(sent)
            if folder:
                os.chdir(folder)

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
    folder = cluster.parent
    identity.let_through(folder)
    if not _runs(program, identity, folder):
        raise DatabaseStartError(
            "当前用户是 root，而 PostgreSQL 不能以 root 运行；"
            f"改用用户 {_name(identity.user)} 运行时，它进不了 {folder} 或 {program.parent}。"
            "请以普通用户运行本程序，"
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


def _name(user: int | None) -> str:
    return next((entry.pw_name for entry in pwd.getpwall() if entry.pw_uid == user), str(user))


@cache
def _namespaces_work(program: Path) -> bool:
    return _runs(program, Identity(namespace=True), program.parent)


def _runs(program: Path, identity: Identity, folder: Path) -> bool:
    try:
        subprocess.run(
            [str(program), "--version"],
            check=True,
            capture_output=True,
            preexec_fn=identity.preparation(None, folder),
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return True
