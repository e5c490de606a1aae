"""Which version of a scheme computes (办法版本): the fingerprint of its chapter's folder."""

import hashlib
from importlib.resources import files
from importlib.resources.abc import Traversable

from taizhang.schemes import Scheme

_TEXTS = ("columns.yaml", "parameters.yaml")


def version_of(scheme: Scheme) -> str:
    """SHA-256 over the chapter's parameters, columns and program texts, in the order of names.

    Notes for clerks and test cases are no part of it: they change no result.
    """
    digest = hashlib.sha256()
    for name, data in sorted(_parts(files(scheme.definition.package))):
        digest.update(f"{name}\n{len(data)}\n".encode())
        digest.update(data)
    return digest.hexdigest()


def _parts(folder: Traversable, above: str = "") -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in folder.iterdir():
        name = f"{above}{entry.name}"
        if entry.is_dir() and entry.name != "__pycache__":
            found += _parts(entry, f"{name}/")
        elif entry.is_file() and (name in _TEXTS or name.endswith(".py")):
            found.append((name, entry.read_bytes()))
    return found
