"""Coverage-guided fuzzing of readers and stages: `make fuzz SECONDS=60 [TARGET=docx]`.

Prints executions, executions a second, coverage and corpus of each target; what broke one is kept
under var/fuzz, the input beside its trace. Exit status 1 when anything was found.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / folder) for folder in ("src", "tests", "tests/extraction", "scripts")]

from fuzz_targets import NAMES  # noqa: E402
from seeds import seeds  # noqa: E402

_DONE = re.compile(r"stat::number_of_executed_units:\s*(\d+)")
_STATE = re.compile(r"cov: (\d+) ft: \d+ corp: (\d+)")
_LARGEST = 65_536
_SLOWEST = 10
_MEMORY = 1_500


def main() -> int:
    """Run the targets one after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", choices=[[], *NAMES], help="all when none is named")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--output", type=Path, default=ROOT / "var" / "fuzz")
    given = parser.parse_args()
    _say("| target | seconds | executions | a second | edges | corpus | findings |")
    _say("|---|---|---|---|---|---|---|")
    found = [_fuzz(name, given.seconds, given.output) for name in given.targets or NAMES]
    for path in sorted(path for paths in found for path in paths):
        _say(path)
    return 1 if any(found) else 0


def _say(line: object) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _fuzz(name: str, seconds: int, output: Path) -> list[Path]:
    """One target for some seconds; a crash of the process is kept and it starts again."""
    corpus, findings = output / "corpus" / name, output / "findings" / name
    for folder in (corpus, findings):
        folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(name)):
        (corpus / f"seed-{number}").write_bytes(seed)
    started, done, edges = time.monotonic(), 0, 0
    while (left := seconds - (time.monotonic() - started)) > 1:
        log = _run(name, corpus, findings, int(left))
        executed, edge = _figures(log)
        done, edges = done + executed, max(edges, edge)
        if not executed:
            sys.stderr.write(log[-2000:])
            break
    took = time.monotonic() - started
    kept = [path for path in findings.iterdir() if path.suffix != ".trace"]
    size = sum(1 for _ in corpus.iterdir())
    _say(
        f"| {name} | {took:.0f} | {done} | {done / took:.0f} | {edges} | {size} | {len(kept)} |",
    )
    return kept


def _run(name: str, corpus: Path, findings: Path, seconds: int) -> str:
    return subprocess.run(
        [
            *(sys.executable, str(ROOT / "scripts" / "fuzz_one.py"), name, str(findings)),
            *(f"-max_total_time={seconds}", f"-max_len={_LARGEST}", f"-timeout={_SLOWEST}"),
            *(f"-rss_limit_mb={_MEMORY}", f"-artifact_prefix={findings}/", "-print_final_stats=1"),
            str(corpus),
        ],
        capture_output=True,
        text=True,
        errors="backslashreplace",
        check=False,
    ).stderr


def _figures(log: str) -> tuple[int, int]:
    """Executions and edges of a run."""
    done = _DONE.findall(log)
    states = _STATE.findall(log)
    return int(done[-1]) if done else 0, int(states[-1][0]) if states else 0


if __name__ == "__main__":
    sys.exit(main())
