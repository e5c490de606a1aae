"""The mechanisms that come with the product, as their texts."""

from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=1)
def shipped_texts() -> dict[str, str]:
    """YAML text by the name of its file, which is the key of the mechanism."""
    folder = resources.files("taizhang.supervision.mechanisms") / "data"
    files = sorted(folder.iterdir(), key=lambda file: file.name)
    return {file.name[:-5]: file.read_text("utf-8") for file in files if file.name[-5:] == ".yaml"}
