"""How fast extraction is: `make bench-extraction`.

The gazettes and policies beside the checkout where they are there, the project's own example
gazette repeated to 142 KB everywhere. Seconds of one core, the best of five; the start-up of the
command stands apart, by the clock.
"""

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from taizhang.extraction import extract, read_bytes

ROOT = Path(__file__).resolve().parents[1]
POLICIES = ROOT.parent / "shared" / "policies"
EXAMPLE = ROOT / "examples" / "policies" / "yunling-gazette-2026-02.txt"
GAZETTE_BYTES = 142_000
ROUNDS = 5


def best(run: Callable[[], object], clock: Callable[[], float]) -> float:
    """The shortest of some runs, in seconds of a clock."""
    times = []
    for _ in range(ROUNDS):
        start = clock()
        run()
        times.append(clock() - start)
    return min(times)


def texts() -> dict[str, bytes]:
    """What is read: name and bytes."""
    data = EXAMPLE.read_bytes()
    found = {"example gazette, repeated": data * (GAZETTE_BYTES // len(data) + 1)}
    return found | {path.name: path.read_bytes() for path in sorted(POLICIES.glob("*.txt"))}


def start_up() -> float:
    """The command on a tiny text, a process of its own."""
    command = [
        sys.executable, "-c", "from taizhang.cli import main; main()", "extract", str(EXAMPLE),
    ]  # fmt: skip
    return best(lambda: subprocess.run(command, check=True, capture_output=True), time.perf_counter)


def main() -> None:
    """Print the table."""
    write = sys.stdout.write
    write(f"{'text':<36}{'KB':>8}{'characters':>12}{'seconds':>10}{'MB/s':>8}\n")
    for name, data in texts().items():
        decoded = read_bytes("bench.txt", data)
        seconds = best(lambda decoded=decoded: extract(decoded), time.process_time)
        size = len(data)
        write(
            f"{name:<36}{size / 1000:>8.0f}{len(decoded.text):>12}{seconds:>10.3f}"
            f"{size / 1e6 / seconds:>8.2f}\n"
        )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    write(f"start-up with a small text: {start_up():.2f} s; peak memory: {memory:.0f} MB\n")


if __name__ == "__main__":
    main()
