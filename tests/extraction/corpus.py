"""The texts that extraction is tested on: the project's own, and the shared ones where present."""

from functools import cache
from pathlib import Path

from taizhang.extraction import Extraction, extract, read_bytes

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples" / "policies").glob("*.txt"))
SHARED = ROOT.parent / "shared"
SHARED_TEXTS = [
    *sorted((SHARED / "policies").glob("*.txt")),
    *sorted((SHARED / "gold" / "texts").glob("*.txt")),
    *sorted((SHARED / "gold" / "web").glob("*.txt")),
]


@cache
def read(path: Path) -> tuple[str, Extraction]:
    """The decoded text of a file and what was extracted from it."""
    decoded = read_bytes(path.name, path.read_bytes())
    return decoded.text, extract(decoded)


def example(name: str) -> Extraction:
    """The extraction of one of the project's own texts."""
    return read(ROOT / "examples" / "policies" / f"{name}.txt")[1]
