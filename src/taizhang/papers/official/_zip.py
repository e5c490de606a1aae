from __future__ import annotations

import io
import zipfile

_FIRST = "[Content_Types].xml"
_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a ZIP can say


def zip_evenly(data: bytes) -> bytes:
    """The same archive without the moment and the machine it was written on.

    Equal parts give equal bytes (with the same zlib); parts stand in the order of their names.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist(), key=lambda one: (one != _FIRST, one)):
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            new.writestr(entry, old.read(name), zipfile.ZIP_DEFLATED, 6)
    return out.getvalue()
