"""Rules of early warning that come with the product."""

from functools import cache
from importlib.resources import files


@cache
def shipped_rules() -> tuple[str, ...]:
    """Their texts, in the order of their files."""
    folder = files(__package__) / "data"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    return tuple((folder / name).read_text("utf-8") for name in names)
