"""One target under atheris (libFuzzer), started by `fuzz.py`: fuzz_one.py NAME FOLDER [options].

Exceptions are kept, one file for each place where they were raised, and the run goes on; a crash of
the process or an input that takes too long is libFuzzer's own and ends it.
"""

from __future__ import annotations

import sys
import traceback
from pathlib import Path
from random import Random

import atheris

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / folder) for folder in ("src", "tests", "tests/extraction", "scripts")]

with atheris.instrument_imports(include=["taizhang"]):
    from fuzz_targets import target
from mutations import MUTATORS, mutate_plain  # noqa: E402

_PLAIN_BYTES = 0.2


class Keeper:
    """Runs a target and keeps what breaks it."""

    def __init__(self, name: str, folder: Path) -> None:
        self._feed = target(name)
        self._name = name
        self._folder = folder
        self._known: set[str] = set()

    def __call__(self, data: bytes) -> None:
        """One execution."""
        try:
            self._feed(data)
        except Exception as error:  # what is found, whatever it is, is kept
            self._keep(data, error)

    def _keep(self, data: bytes, error: Exception) -> None:
        frames = traceback.extract_tb(error.__traceback__)
        own = [frame for frame in frames if "taizhang" in frame.filename] or frames
        place = f"{Path(own[-1].filename).stem}-{own[-1].lineno}"
        key = f"{self._name}-{type(error).__name__}-{place}"
        if key not in self._known:
            self._known.add(key)
            (self._folder / key).write_bytes(data)
            report = "".join(traceback.format_exception(error))
            (self._folder / f"{key}.trace").write_text(report, "utf-8", "backslashreplace")


def _mutator(name: str):  # type: ignore[no-untyped-def]
    own = MUTATORS.get(name, mutate_plain)

    def mutate(data: bytes, most: int, seed: int) -> bytes:
        random = Random(seed)  # noqa: S311 - nothing secret
        if random.random() < _PLAIN_BYTES:
            return atheris.Mutate(data, len(data))
        return own(data, random)[:most]

    return mutate


def main() -> None:
    """Fuzz until libFuzzer's own limits end it."""
    name, folder, *options = sys.argv[1:]
    options = [sys.argv[0], *options]
    extra = {} if name == "wire" else {"custom_mutator": _mutator(name)}
    atheris.Setup(options, Keeper(name, Path(folder)), **extra)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
