"""The child process of a reader: what it sends back, its limits, its death."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from taizhang.extraction import ReadError
from taizhang.extraction.readers import isolation, wire
from taizhang.extraction.readers.limits import MEGABYTE, Limits
from taizhang.extraction.types import Decoded

MODULE = "extraction.readers.misbehaving"
TIGHT = Limits(seconds=1, memory=512 * MEGABYTE)


def read(data: bytes) -> Decoded:
    return isolation.read_isolated(MODULE, data, TIGHT)


def test_text_notices_and_places_come_back_as_they_were_read() -> None:
    decoded = read("一、加强领导。\udcff".encode("utf-8", "surrogateescape"))
    assert decoded.text == "一、加强领导。\udcff"
    assert decoded.encoding == "test"
    assert [(n.code, n.message, n.span) for n in decoded.notices] == [("seen", "看过了。", (0, 1))]
    assert decoded.pages is not None
    assert decoded.pages.pages[0].span == (0, 8)
    assert decoded.pages.pages[0].height == 842.0
    assert decoded.pages.boxes.tolist() == [1.5] * 32


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (b"loop", "reader_timeout"),
        (b"sleep", "reader_timeout"),
        (b"memory", "reader_memory"),
        (b"abort", "reader_died"),
        (b"crash", "reader_died"),
        (b"leave", "reader_died"),
        (b"raise", "reader_died"),
        (b"nest", "too_deep"),
        (b"refuse", "damaged"),
        (b"blank", "empty"),
        (b"long", "too_large"),
    ],
)
def test_what_goes_wrong_in_the_child_is_an_error_with_a_code_and_a_sentence(
    act: bytes, code: str
) -> None:
    started = time.monotonic()
    with pytest.raises(ReadError) as caught:
        read(act)
    assert caught.value.code == code
    assert caught.value.message.endswith("。")
    assert time.monotonic() - started < 10


def test_a_sealed_reader_opens_nothing_and_knows_nothing_of_the_environment() -> None:
    assert read(b"attempts").text == (
        "environment=[] file=refused write=refused socket=refused program=refused"
    )


def test_readings_of_many_threads_do_not_mix() -> None:
    texts = [f"第{n}份。" for n in range(12)]
    with ThreadPoolExecutor(4) as pool:
        assert [d.text for d in pool.map(read, [t.encode() for t in texts])] == texts


def test_an_error_comes_whole_out_of_a_worker_process() -> None:
    with multiprocessing.get_context("fork").Pool(1) as pool, pytest.raises(ReadError) as caught:
        pool.apply(read, (b"refuse",))
    assert (caught.value.code, caught.value.message) == ("damaged", "第 3 段读不出来。")


def _read_in_worker(text: str) -> str:
    return read(text.encode()).text


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_worker_processes_of_a_pool_may_read(method: str) -> None:
    with multiprocessing.get_context(method).Pool(2) as pool:
        assert pool.map(_read_in_worker, ["甲", "乙", "丙"]) == ["甲", "乙", "丙"]


def test_the_child_dies_with_its_parent() -> None:
    code = (
        "from taizhang.extraction.readers.isolation import read_isolated\n"
        f"read_isolated({MODULE!r}, b'sleep')"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    parent = subprocess.Popen([sys.executable, "-c", code], env=environment)
    children = Path(f"/proc/{parent.pid}/task/{parent.pid}/children")
    child = 0
    for _ in range(200):
        time.sleep(0.05)
        if found := children.read_text().split():
            child = int(found[0])
            break
    assert child
    time.sleep(0.3)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    for _ in range(100):
        if not Path(f"/proc/{child}").exists():
            break
        time.sleep(0.05)
    assert not Path(f"/proc/{child}").exists()


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\0" * 7,
        b"\xff" * 64,
        wire.pack_decoded(Decoded("一二三", "utf-8"))[:-1],
        wire.pack_error("damaged", "坏。")[:-2],
        b"\0\0\0\0\0\0\0\x02[]",
        b"\0\0\0\0\0\0\0\x02{}",
    ],
)
def test_an_answer_that_is_not_whole_is_no_reading(answer: bytes) -> None:
    with pytest.raises(wire.WireError):
        wire.unpack(answer)


def test_spans_beyond_the_text_are_no_reading() -> None:
    sent = wire.pack_decoded(Decoded("一二三", "utf-8"))
    forged = sent.replace(b'"notices": []', b'"notices": [["a", "b", 0, 9]]')
    length = int.from_bytes(sent[:8], "big") + len(forged) - len(sent)
    with pytest.raises(wire.WireError):
        wire.unpack(length.to_bytes(8, "big") + forged[8:])
