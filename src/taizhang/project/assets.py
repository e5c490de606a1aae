"""What pages load (静态文件): gathered, named by their contents and pressed, which takes seconds;
so only when something of it changed."""

import hashlib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

_SAID = "gathered.sha256"  # among them, so that it goes when they go


def gather_assets() -> bool:
    """Gather them anew unless these very files were gathered before; whether it was done.

    Killed half-way it leaves nothing that would pass for done.
    """
    said = Path(settings.STATIC_ROOT) / _SAID
    digest = assets_digest()
    if said.is_file() and said.read_text("ascii") == digest:
        return False
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    said.write_text(digest, "ascii")
    return True


def assets_digest() -> str:
    """What tells two sets of assets apart: names, contents, and who names and presses them."""
    found = hashlib.sha256()
    for part in (version("django"), version("whitenoise"), *_settings()):
        found.update(f"{part}\n".encode())
    for name, contents in _files():
        found.update(f"{name}\n{len(contents)}\n".encode())
        found.update(contents)
    return found.hexdigest()


def _settings() -> Iterator[str]:
    yield settings.STORAGES["staticfiles"]["BACKEND"]
    yield from settings.WHITENOISE_SKIP_COMPRESS_EXTENSIONS


def _files() -> Iterator[tuple[str, bytes]]:
    """As `collectstatic` finds them: of two of one name the first."""
    taken: dict[str, bytes] = {}
    for finder in get_finders():
        for path, storage in finder.list([]):
            prefix = getattr(storage, "prefix", None)
            name = f"{prefix}/{path}" if prefix else path
            if name not in taken:
                with storage.open(path) as file:
                    taken[name] = file.read()
    yield from sorted(taken.items())
