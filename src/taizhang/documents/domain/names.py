"""File names as people gave them (文件名), made harmless."""

import unicodedata

LONGEST_NAME = 255
_NAMELESS = "未命名"


def clean_name(name: str) -> str:
    """The last part of a file name, without path, control characters or hidden direction marks.

    Any text gives a name of 1 to 255 characters; the suffix is kept when it must be cut.
    """
    name = name.replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(c for c in name if unicodedata.category(c)[0] != "C").strip(" .")
    if not name:
        return _NAMELESS
    if len(name) > LONGEST_NAME:
        stem, dot, suffix = name.rpartition(".")
        tail = dot + suffix if stem and len(suffix) <= 10 else ""
        name = name[: LONGEST_NAME - len(tail)] + tail
    return name
