"""Faults put into the schemes one at a time: which do the tests notice? `make mutate-schemes`.

A fault is one change of a chapter's Python (a comparison, a sign, a constant, and/or, min/max, the
direction of an order) or of one value in its parameters.yaml. For each, the chapter's cases and
properties run in a process of its own, without the database; the score is the share of faults
with which some test fails. What survives is printed with file, line and the change.
`--each N` takes N faults of a chapter by chance (always the same ones).
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / folder) for folder in ("src", "tests", "scripts")]
os.environ["POLARS_MAX_THREADS"] = "1"  # one process a fault, as many as there are processors

from mutations_of_schemes import Fault, faults_of  # noqa: E402

from schemes import scheme_cases  # noqa: E402
from taizhang.schemes.registry import CHAPTERS, schemes  # noqa: E402

TESTS = ROOT / "tests" / "schemes"
_SECONDS = 240  # a fault that makes the tests endless is noticed
_EXAMPLES = 10
_PASSED = 0


@dataclass(frozen=True)
class Score:
    """A chapter's faults, and those that no test noticed."""

    chapter: str
    faults: int
    survived: list[Fault]

    @property
    def row(self) -> str:
        """The line of the table."""
        noticed = self.faults - len(self.survived)
        share = f"{noticed / self.faults * 100:.1f} %" if self.faults else "—"
        return f"| {self.chapter} | {self.faults} | {noticed} | {share} |"


def main() -> int:
    """Try the chapters one after the other; status 1 when the tests fail without any fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("chapters", nargs="*", choices=[[], *CHAPTERS], help="all when none")
    parser.add_argument("--each", type=int, default=0, help="so many faults of a chapter")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    _load()
    scores = [_tried(c, given.each, given.jobs) for c in given.chapters or CHAPTERS]
    _say("\n| chapter | faults | noticed | score |\n|---|---:|---:|---:|")
    survived = [fault for score in scores for fault in score.survived]
    whole = Score("all", sum(score.faults for score in scores), survived)
    for score in [*scores, whole]:
        _say(score.row)
    return 0


def _load() -> None:
    """What every child needs, read once before the processes part."""
    import hypothesis
    import pytest

    assert hypothesis.settings
    assert pytest.main
    scheme_cases.all_cases()
    schemes()


def _tried(chapter: str, each: int, jobs: int) -> Score:
    """All faults of a chapter, or some; several at a time."""
    started = time.monotonic()
    if _run(chapter, None) != _PASSED:
        sys.exit(f"{chapter}: the tests fail without any fault")
    faults = [fault for folder in _folders(chapter) for fault in faults_of(folder)]
    if each and len(faults) > each:
        faults = Random(chapter).sample(faults, each)  # noqa: S311 - nothing secret
    with ThreadPoolExecutor(jobs) as pool:
        answers = list(pool.map(lambda fault: _noticed(chapter, fault), faults))
    survived = [f for f, noticed in zip(faults, answers, strict=True) if not noticed]
    _say(f"{chapter}: {len(faults)} faults, {time.monotonic() - started:.0f} s")
    return Score(chapter, len(faults), survived)


def _noticed(chapter: str, fault: Fault) -> bool:
    """Whether some test fails with a fault; says so at once when none does."""
    noticed = _run(chapter, fault) != _PASSED
    if not noticed:
        _say(f"survived: {fault}")
    return noticed


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _run(chapter: str, fault: Fault | None) -> int:
    """The tests of a chapter in a child with a fault in it: 0 when all pass."""
    child = os.fork()
    if child == 0:
        _become_child(chapter, fault)
    end = time.monotonic() + _SECONDS
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.kill(child, 9)
    os.waitpid(child, 0)
    return 1


def _become_child(chapter: str, fault: Fault | None) -> None:
    """Never returns: run the tests, silently, and leave with their status."""
    try:
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        if fault:
            fault.put_in()
            _forget(fault.path.parent.name, chapter)
        _keep_cases(chapter)
        os._exit(_pytest(chapter))
    except BaseException:
        os._exit(1)


def _forget(*folders: str) -> None:
    """The modules of these folders are loaded anew."""
    for name in list(sys.modules):
        if name.startswith(tuple(f"taizhang.schemes.{folder}" for folder in folders)):
            del sys.modules[name]
    schemes.cache_clear()


def _keep_cases(chapter: str) -> None:
    """Only the chapter's cases."""
    own = scheme_cases._cases(chapter)
    names = {case["scheme"] for case in own}
    kept = tuple(case for case in scheme_cases.all_cases() if case["scheme"] in names)
    scheme_cases.all_cases = lambda: kept


def _pytest(chapter: str) -> int:
    import pytest

    _take_fewer_examples()
    files = [TESTS / "test_cases.py", TESTS / "test_every_scheme.py", *_own_tests(chapter)]
    options = ["-x", "-q", "--noconftest", "-c", os.devnull, "--rootdir", str(ROOT)]
    plugins = [f"-pno:{name}" for name in ("cacheprovider", "django", "xdist", "randomly")]
    picked = ["-k", "not has_cases and not spark and not linear"]
    return int(pytest.main([*options, *plugins, *picked, *map(str, files)]))


def _take_fewer_examples() -> None:
    """Ten examples of a property are enough for most faults, and always the same ten."""
    from hypothesis import settings

    usual = settings.__init__

    def fewer(self: settings, parent: settings | None = None, **given: Any) -> None:
        most = min(given.pop("max_examples", _EXAMPLES), _EXAMPLES)
        usual(self, parent, **{**given, "max_examples": most, "deadline": None, "database": None})

    settings.__init__ = fewer  # type: ignore[method-assign]
    settings.register_profile("faults", derandomize=True)
    settings.load_profile("faults")


def _own_tests(chapter: str) -> Iterator[Path]:
    """tests/schemes/test_<first word>*.py of the chapter: star_rating has star_explaining too."""
    for path in sorted(TESTS.glob("test_*.py")):
        if path.stem.removeprefix("test_").startswith((chapter, _ALSO.get(chapter, chapter))):
            yield path


def _folders(chapter: str) -> Iterator[Path]:
    """The chapter's own folder, and the criteria that the star rating is made of."""
    rooms = ROOT / "src" / "taizhang" / "schemes"
    yield rooms / chapter
    if chapter == "star_rating":
        yield rooms / "criteria"


_ALSO = {"star_rating": "star_"}

if __name__ == "__main__":
    sys.exit(main())
