"""Files through extraction: one to standard output, or many into a folder on all cores.

A file that cannot be read is a sentence on standard error and a row of `errors.csv`; the others
are still done. That holds for a file that kills the process reading it, too.
"""

import multiprocessing
import sys
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

import typer

ERRORS = "errors.csv"
_BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Job:
    """What is wanted of each file: json, csv, xlsx or text, and what the text does not say."""

    format: str
    issued: date | None = None
    level: str | None = None

    def __call__(self, path: Path) -> bytes:
        """The result for one file. Raises `ReadError` and `OSError`."""
        from taizhang.cli.extract_formats import WRITERS
        from taizhang.extraction import extract, read_bytes

        decoded = read_bytes(path.name, path.read_bytes())
        if self.format == "text":
            return decoded.text.encode("utf-8", "backslashreplace")
        return WRITERS[self.format](extract(decoded, issued=self.issued, level=self.level))

    @property
    def suffix(self) -> str:
        """The suffix of the files written."""
        return "txt" if self.format == "text" else self.format


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that was not read: a code for machines, a sentence for people."""

    path: Path
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Task:
    """One file and where its result goes."""

    path: Path
    target: Path
    job: Job

    def run(self) -> Failure | None:
        """Read and write one file, in whatever process this is."""
        data = attempt(self.path, self.job)
        if isinstance(data, Failure):
            return data
        self.target.write_bytes(data)
        return None


def attempt(path: Path, job: Job) -> bytes | Failure:
    """The result for one file, or why there is none."""
    from taizhang.extraction import ReadError

    try:
        return job(path)
    except ReadError as error:
        return Failure(path, error.code, error.message)
    except FileNotFoundError:
        return Failure(path, "not_found", f"没有文件“{path}”，请检查路径。")
    except OSError as error:
        return Failure(path, "unreadable", f"无法读取文件“{path}”：{error.strerror}。")


def print_one(path: Path, job: Job) -> bool:
    """Print the result for a file; whether it failed."""
    data = attempt(path, job)
    if isinstance(data, Failure):
        typer.echo(data.message, err=True)
        return True
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
    return False


def write_all(files: Sequence[Path], job: Job, output: Path, *, workers: int) -> bool:
    """Write each result into the folder, with progress on standard error; whether any failed."""
    from rich.console import Console
    from rich.progress import track

    output.mkdir(parents=True, exist_ok=True)
    names = _names(files, job.suffix)
    tasks = [Task(path, output / name, job) for path, name in zip(files, names, strict=True)]
    outcomes = (task.run() for task in tasks) if workers == 1 else _on_all_cores(tasks, workers)
    console = Console(stderr=True)
    failures: list[Failure] = []
    for outcome in track(
        outcomes, description="读取", total=len(tasks), console=console, transient=True
    ):
        if outcome:
            typer.echo(outcome.message, err=True)
            failures.append(outcome)
    if failures and len(files) > 1:
        _write_failures(failures, output / ERRORS)
    return bool(failures)


def _names(files: Iterable[Path], suffix: str) -> list[str]:
    """NAME.json each; the whole file name where two collide, a number where those do too."""
    files = list(files)
    stems = Counter(path.stem for path in files)
    used: Counter[str] = Counter()
    names: list[str] = []
    for path in files:
        name = path.stem if stems[path.stem] == 1 else path.name
        used[name] += 1
        names.append(f"{name}{f'-{used[name]}' if used[name] > 1 else ''}.{suffix}")
    return names


def _on_all_cores(tasks: Sequence[Task], workers: int) -> Iterator[Failure | None]:
    """The outcomes of all tasks, as they come."""
    waiting = iter(tasks)
    while batch := list(islice(waiting, _BATCH)):
        yield from _outcomes(batch, workers)


def _outcomes(tasks: Sequence[Task], workers: int) -> Iterator[Failure | None]:
    """Run tasks in a pool; what was lost when a process died again, in halves, down to one."""
    lost = yield from _in_pool(tasks, workers)
    if lost and len(tasks) == 1:
        path = tasks[0].path
        sentence = f"读取文件“{path.name}”的进程意外终止，文件没有读出，请检查它是否损坏。"
        yield Failure(path, "reader_died", sentence)
        return
    middle = (len(lost) + 1) // 2
    for half in (lost[:middle], lost[middle:]):
        if half:
            yield from _outcomes(half, min(workers, len(half)))


def _in_pool(tasks: Sequence[Task], workers: int) -> Generator[Failure | None, None, list[Task]]:
    """Run tasks in a pool; returns those that were under way or waiting when a process died."""
    context = multiprocessing.get_context("spawn")
    lost: list[Task] = []
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        futures: dict[Future[Failure | None], Task] = {}
        for task in tasks:
            try:
                futures[pool.submit(task.run)] = task
            except BrokenProcessPool:
                lost.append(task)
        for future in as_completed(futures):
            try:
                yield future.result()
            except BrokenProcessPool:
                lost.append(futures[future])
    return lost


def _write_failures(failures: Iterable[Failure], path: Path) -> None:
    from taizhang.papers import write_csv

    with path.open("wb") as stream:
        rows = ((str(each.path), each.code, each.message) for each in failures)
        write_csv(rows, ("文件", "代码", "说明"), stream)
