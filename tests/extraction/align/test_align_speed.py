"""A comparison stays quick: as long as the text, not as its square, hostile text included."""

import random
import re
import time
from collections.abc import Callable
from itertools import islice, product

import pytest
from labelled import FOLDER

from taizhang.extraction import extract, read_bytes
from taizhang.extraction.align import Paper, align, read_paper

PIECES = {
    "digits": "1",
    "targets": "培育企业5家，",
    "percentages": "70%、",
    "sentences": "建设园区3个。",
    "numbered lines": "（一）推进建设\n",
    "numbered measures": "1. 建设园区3个。\n",
    "dates": "2026年6月底前，",
    "hedges": "力争建成，鼓励设立，",
    "names": "市科技局、",
}


def paper(text: str) -> Paper:
    source = read_bytes("长.txt", text.encode())
    return read_paper(source, extract(source))


def seconds(run: Callable[[], object]) -> float:
    times = []
    for _ in range(2):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times)


NUMBER = re.compile("（[一二三四五六七八九十]+）|[一二三四五六七八九十]、|[0-9][.、]")
"""A number of the outline: the mixed sentences shall make no points of their own."""


def policy(measures: int, seed: int) -> Paper:
    """A policy of so many measures, each of four sentences of the examples mixed anew."""
    chance = random.Random(seed)
    text = "。".join(path.read_text("utf-8") for path in sorted(FOLDER.glob("*.txt")))
    lines = ("".join(part.split()) for part in text.split("。"))
    pool = [line for line in lines if 12 < len(line) < 120 and not NUMBER.search(line)]
    words = [
        a[: len(a) // 2] + b[len(b) // 2 :] for a, b in islice(product(pool, pool), 0, None, 7)
    ]
    bodies = ("。".join(chance.sample(words, 4)) for _ in range(measures))
    return paper("\n\n".join(f"{n}. {body}。（市科技局负责）" for n, body in enumerate(bodies, 1)))


def test_two_documents_of_two_hundred_measures_take_less_than_two_seconds() -> None:
    upper, lower = policy(200, 1), policy(200, 2)
    assert (len(upper.measures), len(lower.measures)) == (200, 200)
    assert seconds(lambda: align([upper, lower])) < 2


def test_five_times_the_measures_take_about_five_times_as_long() -> None:
    short = seconds(lambda: align([policy(100, 1), policy(100, 2)]))
    long = seconds(lambda: align([policy(500, 1), policy(500, 2)]))
    assert long < 12 * short + 0.1  # a square would be twenty-five times


@pytest.mark.parametrize("name", PIECES)
def test_hostile_text_costs_its_length(name: str) -> None:
    def compare(length: int) -> float:
        piece = PIECES[name]
        upper = paper("1. " + (piece * (length // len(piece)))[:length])
        lower = paper("1. 另" + (piece * (length // len(piece)))[:length])
        return seconds(lambda: align([upper, lower]))

    short, long = compare(4_000), compare(40_000)
    assert long < 30 * short + 0.1  # a square would be a hundred times; the machine may be busy
