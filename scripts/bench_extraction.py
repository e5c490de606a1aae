"""How fast extraction is and what it finds, beside what else there is: `make bench-extraction`.

The policies and annotated texts beside the checkout where they are there, the project's own
everywhere. Seconds of one core, the best of some rounds; start-up apart, by the clock. The other
libraries run in an environment of their own, in the same run (`bench_peers.py`).
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench_found import compare, own_hits

from taizhang.extraction import extract, read_bytes, to_json

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
EXAMPLES = ROOT / "examples"
GAZETTE = EXAMPLES / "policies" / "yunling-gazette-2026-02.txt"
GAZETTE_BYTES = 142_000
ROUNDS = 5
write = sys.stdout.write


def best(run: Callable[[], object], clock: Callable[[], float]) -> float:
    """The shortest of some runs, in seconds of a clock."""
    times = []
    for _ in range(ROUNDS):
        start = clock()
        run()
        times.append(clock() - start)
    return min(times)


def policies() -> list[Path]:
    """The texts whose speed is measured."""
    return sorted((SHARED / "policies").glob("*.txt")) or sorted(GAZETTE.parent.glob("*.txt"))


def golds() -> tuple[list[Path], Path]:
    """The annotated texts: annotations and the folder of the texts."""
    if (SHARED / "gold").is_dir():
        return sorted((SHARED / "gold").glob("*.gold.json")), SHARED / "gold" / "texts"
    return sorted((EXAMPLES / "benchmark").glob("*.gold.json")), EXAMPLES / "benchmark"


def own_seconds(text: str) -> float:
    """The whole extraction of a text by one core."""
    return best(lambda: extract(text, name="bench.txt"), time.process_time)


def run_peers(python: Path, texts: dict[Path, str | None]) -> dict[str, dict[str, Any]]:
    """What the other libraries report on texts (with dates of issue), by tool and path."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "peers.json"
        arguments = [f"{path}@{issued or ''}" for path, issued in texts.items()]
        script = ROOT / "scripts" / "bench_peers.py"
        command = [str(python), str(script), str(output), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        found: dict[str, dict[str, Any]] = json.loads(output.read_text(encoding="utf-8"))
    return found


def print_speed(peers: dict[str, dict[str, Any]]) -> None:
    """Seconds and characters a second of each tool on each policy."""
    write(
        "| text | KB | tool | seconds | characters/s | times as fast |\n|---|--:|---|--:|--:|--:|\n"
    )
    for path in policies():
        text = read_bytes(path.name, path.read_bytes()).text
        own = own_seconds(text)
        rows = {"taizhang": own} | {t: found[str(path)]["seconds"] for t, found in peers.items()}
        for tool, seconds in rows.items():
            write(
                f"| {path.stem} | {path.stat().st_size / 1000:.0f} | {tool} | {seconds:.3f} "
                f"| {len(text) / seconds:,.0f} | {seconds / own:.1f} |\n"
            )


def print_found(peers: dict[str, dict[str, Any]]) -> None:
    """What each tool finds, misses and invents on the annotated texts."""
    paths, texts = golds()
    hits: dict[str, dict[str, Any]] = {"taizhang": {}} | {tool: {} for tool in peers}
    for path in paths:
        gold = json.loads(path.read_text(encoding="utf-8"))
        file = texts / gold["doc"]
        decoded = read_bytes(file.name, file.read_bytes())
        hits["taizhang"][file.name] = own_hits(to_json(extract(decoded)))
        for tool, found in peers.items():
            hits[tool][file.name] = (found[str(file)]["times"], found[str(file)]["numbers"])
    write("\n| tool | what | annotated | found | right | missed | invented |\n")
    write("|---|---|--:|--:|--:|--:|--:|\n")
    for tool, account in compare(paths, texts, hits).items():
        for what, count in (("deadlines", account.deadlines), ("targets", account.targets)):
            write(
                f"| {tool} | {what} | {count.marks} | {count.found} | {count.right} "
                f"| {count.marks - count.found} | {count.invented} |\n"
            )


def print_growth() -> None:
    """A gazette of 142 KB and one of ten times the length; start-up and memory."""
    data = GAZETTE.read_bytes()
    text = (data * (GAZETTE_BYTES // len(data) + 1)).decode()
    once, tenfold = own_seconds(text), own_seconds(text * 10)
    write(
        f"\n142 KB gazette: {once:.3f} s; ten times the text: {tenfold / once:.1f} times as long\n"
    )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    write(f"peak memory, the ten times longer text included: {memory:.0f} MB\n")
    command = [
        sys.executable,
        "-c",
        "from taizhang.cli import main; main()",
        "extract",
        str(GAZETTE),
    ]
    start_up = best(
        lambda: subprocess.run(command, check=True, capture_output=True), time.perf_counter
    )
    write(f"start-up of the command with a small text: {start_up:.2f} s\n")


def print_folder(count: int) -> None:
    """A folder of documents with a bad one, on all cores and on one."""
    sources = [read_bytes(path.name, path.read_bytes()).text for path in policies()]
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "archive"
        archive.mkdir()
        for n in range(count - 1):
            text = sources[n % len(sources)][: 4_000 + n % 3_000]
            (archive / f"{n:06}.txt").write_text(text, encoding="utf-8")
        (archive / "bad.txt").write_bytes(b"\x00\xff\x80")
        for engine in ("local", "single"):
            command = [
                sys.executable, "-c", "from taizhang.cli import main; main()", "extract",
                str(archive), "--engine", engine, "--output", str(Path(folder) / engine),
            ]  # fmt: skip
            start = time.perf_counter()
            subprocess.run(command, check=False, capture_output=True)
            seconds = time.perf_counter() - start
            results = len(list((Path(folder) / engine).glob("*.json")))
            errors = (Path(folder) / engine / "errors.csv").read_text(encoding="utf-8-sig")
            write(
                f"folder of {count} documents, engine {engine}: {seconds:.1f} s, "
                f"{results} results, {errors.count(chr(10)) - 1} error row\n"
            )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--peers", type=Path, help="the Python that has the other libraries")
    parser.add_argument("--folder", type=int, default=0, help="also a folder of so many documents")
    options = parser.parse_args()
    paths, texts = golds()
    wanted: dict[Path, str | None] = dict.fromkeys(policies())
    for path in paths:
        gold = json.loads(path.read_text(encoding="utf-8"))
        wanted[texts / gold["doc"]] = gold["issued"]
    peers = run_peers(options.peers, wanted) if options.peers else {}
    print_speed(peers)
    print_found(peers)
    print_growth()
    if options.folder:
        print_folder(options.folder)


if __name__ == "__main__":
    main()
