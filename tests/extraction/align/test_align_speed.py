"""A comparison stays quick: as long as the text, not as its square, hostile text included."""

import random
import re
from itertools import islice, product

import pytest
from labelled import FOLDER

from plugins.growth import assert_linear, seconds
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
    assert min(seconds(lambda: align([upper, lower])) for _ in range(2)) < 2


@pytest.mark.slow
def test_five_times_the_measures_take_about_five_times_as_long() -> None:
    short, long = ([policy(size, 1), policy(size, 2)] for size in (100, 500))
    # a square would be twenty-five times
    assert_linear(lambda: align(short), lambda: align(long), steepest=12, free=0.1)


@pytest.mark.parametrize("name", PIECES)
def test_hostile_text_costs_its_length(name: str) -> None:
    def pair(length: int) -> list[Paper]:
        piece = PIECES[name]
        upper = paper("1. " + (piece * (length // len(piece)))[:length])
        lower = paper("1. 另" + (piece * (length // len(piece)))[:length])
        return [upper, lower]

    short, long = pair(4_000), pair(40_000)
    assert_linear(lambda: align(short), lambda: align(long), free=0.1)
