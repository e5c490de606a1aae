"""Score extraction against the gold texts beside the checkout: `make score`.

Writes one result a text into scores/ (ignored by git), lets the scorer that comes with the gold
texts compare them, and prints one row a set. `--errors` prints what was missed and invented too.
"""

import json
import subprocess
import sys
from pathlib import Path

from taizhang.extraction import extract, read_bytes, to_json

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT.parent / "shared" / "gold"
SETS = {"texts": GOLD, "web": GOLD / "web"}
MEASURES = (
    "items", "units", "roles", "targets", "target_deadline", "indicator", "deadlines",
)  # fmt: skip


def predict(texts: Path, into: Path) -> None:
    """Extract every text of a folder, without options, as the command does."""
    into.mkdir(parents=True, exist_ok=True)
    for path in sorted(texts.glob("*.txt")):
        result = to_json(extract(read_bytes(path.name, path.read_bytes())))
        text = json.dumps(result, ensure_ascii=False, indent=1)
        (into / f"{path.stem}.json").write_text(text, encoding="utf-8")


def score(name: str, *, errors: bool = False) -> tuple[dict[str, float], str]:
    """The F1 (or accuracy) of each measure of a set, and the lines on errors."""
    texts, into = GOLD / name, ROOT / "scores" / name
    predict(texts, into)
    golds = [str(path) for path in sorted(SETS[name].glob("*.gold.json"))]
    command = [sys.executable, str(GOLD / "score.py"), str(texts), str(into), *golds]
    done = subprocess.run(
        [*command, *(["--errors"] if errors else [])], capture_output=True, text=True, check=True
    )
    report, _, rest = done.stdout.rpartition('{\n "items"')
    found = json.loads('{\n "items"' + rest)
    values = {k: v["f1"] if isinstance(v, dict) else v for k, v in found.items()}
    return values, report


def main() -> None:
    """Print the table."""
    if not GOLD.is_dir():
        sys.exit(f"没有找到标注文本 {GOLD}，无法评分。")
    write = sys.stdout.write
    write(f"{'':<8}" + "".join(f"{name:>17}" for name in MEASURES) + "\n")
    for name in SETS:
        values, report = score(name, errors="--errors" in sys.argv)
        write(report + f"{name:<8}" + "".join(f"{values[m]:>17.4f}" for m in MEASURES) + "\n")


if __name__ == "__main__":
    main()
