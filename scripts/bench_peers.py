"""What other libraries find in a text and how long they take: run by `bench_extraction.py`.

Runs in an environment of its own (`requirements-peers.txt`); the product never imports it.
Usage: bench_peers.py OUTPUT TEXT[@ISSUED]... ; writes {tool: {text: {"seconds", "times",
"numbers"}}}, where a time is [start, end, last day or null] and a number [start, end, value or
null]. Texts are handed over line by line, as both libraries expect short texts, with the date of
issue as the day that 上半年 counts from.
"""

import json
import logging
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

Hit = tuple[int, int, Any]
Step = Callable[[str, datetime], list[Hit]]
TODAY = "2026-11-22"
ROUNDS = 5


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """Offset and text of each line that is not empty."""
    offset = 0
    for line in text.split("\n"):
        if line.strip():
            yield offset, line
        offset += len(line) + 1


def jionlp_steps() -> dict[str, Step]:
    """Times, money and the splitting of sentences."""
    import jionlp

    def times(line: str, base: datetime) -> list[Hit]:
        found = jionlp.ner.extract_time(line, time_base=base.timestamp()) or []
        return [(*hit["offset"], _last_day(hit["detail"].get("time"))) for hit in found]

    def money(line: str, base: datetime) -> list[Hit]:
        found = jionlp.ner.extract_money(line) or []
        return [(*hit["offset"], _number(hit["detail"].get("num"))) for hit in found]

    def sentences(line: str, base: datetime) -> list[Hit]:
        jionlp.split_sentence(line)
        return []

    return {"times": times, "numbers": money, "sentences": sentences}


def recognizers_steps() -> dict[str, Step]:
    """Dates and times, numbers, percentages, currencies and dimensions."""
    from recognizers_date_time import recognize_datetime
    from recognizers_number import recognize_number, recognize_percentage
    from recognizers_number_with_unit import recognize_currency, recognize_dimension

    culture = "zh-cn"
    kinds = (recognize_number, recognize_percentage, recognize_currency, recognize_dimension)

    def times(line: str, base: datetime) -> list[Hit]:
        found = recognize_datetime(line, culture, reference=base)
        return [(r.start, r.end + 1, _resolved(r)) for r in found]

    def numbers(line: str, base: datetime) -> list[Hit]:
        return [(r.start, r.end + 1, _value(r)) for kind in kinds for r in kind(line, culture)]

    return {"times": times, "numbers": numbers}


def _last_day(times: Any) -> str | None:
    last = times[-1] if isinstance(times, list) and times else None
    return last[:10] if isinstance(last, str) and last[:1].isdigit() else None


def _number(value: Any) -> float | None:
    try:
        return float(str(value[-1] if isinstance(value, list) else value).rstrip("%"))
    except ValueError:
        return None


def _value(result: Any) -> float | None:
    return _number((result.resolution or {}).get("value"))


def _resolved(result: Any) -> str | None:
    """The last day; the end of a range is the day behind it."""
    for value in (result.resolution or {}).get("values", []):
        day = str(value.get("end") or value.get("value"))[:10]
        try:
            last = date.fromisoformat(day) - timedelta(days="end" in value)
        except ValueError:
            continue
        return last.isoformat()
    return None


def run(steps: dict[str, Step], text: str, issued: str = TODAY) -> dict[str, Any]:
    """All steps over a text: seconds of one core, times, numbers."""
    found: dict[str, Any] = {"times": [], "numbers": [], "sentences": []}
    base = datetime.fromisoformat(issued)
    start = time.process_time()
    for offset, line in lines_of(text):
        for name, step in steps.items():
            found[name] += [(offset + a, offset + b, value) for a, b, value in step(line, base)]
    return found | {"seconds": time.process_time() - start}


def best(steps: dict[str, Step], text: str, issued: str) -> dict[str, Any]:
    """The fastest of some runs; one that takes seconds runs once."""
    runs = [run(steps, text, issued)]
    while len(runs) < ROUNDS and runs[0]["seconds"] < 1:
        runs.append(run(steps, text, issued))
    return min(runs, key=lambda each: each["seconds"])


TOOLS = {"JioNLP": jionlp_steps, "Recognizers-Text": recognizers_steps}


def main() -> None:
    """Write what each tool finds in each text."""
    logging.disable()  # JioNLP logs a traceback for each time it cannot parse
    output, *arguments = sys.argv[1:]
    texts = {path: (issued or TODAY) for path, _, issued in (a.partition("@") for a in arguments)}
    report: dict[str, dict[str, Any]] = {}
    for tool, load in TOOLS.items():
        steps = load()
        run(steps, "2026年6月底前投资5亿元。")  # loads what is loaded at first use
        report[tool] = {
            path: best(steps, Path(path).read_text(encoding="utf-8-sig"), issued)
            for path, issued in texts.items()
        }
    Path(output).write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
