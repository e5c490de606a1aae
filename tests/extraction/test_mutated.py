"""Any bytes give a valid result or a clear refusal, in time, and nothing outside them is read."""

import json
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path
from random import Random

import hostile_files as hostile
import pytest
from checks import assert_coverage_adds_up, assert_spans_hold
from corpus import EXAMPLES, ROOT
from mutations import MUTATORS, flip_bytes, mutate_plain, shuffle_lines
from seeds import LINES, seeds

from taizhang.extraction import DecodedText, ReadError, extract, read_bytes, to_json
from taizhang.extraction.lint import lint
from taizhang.extraction.readers import wire
from taizhang.extraction.readers.registry import FORMATS

TEXT = EXAMPLES[0].read_text("utf-8")
CANARY = "金丝雀不应出现"
# What the child process of a reader answers by a sentence of its own.
REFUSALS = (ReadError, RecursionError, MemoryError)
SUFFIXES = (".docx", ".ofd", ".xlsx")


def assert_valid(decoded: DecodedText) -> None:
    """The text extracts to a result that holds."""
    found = extract(decoded)
    assert_spans_hold(decoded.text, found)
    assert_coverage_adds_up(found)
    json.dumps(to_json(found), allow_nan=False)
    lint(decoded)


def _check_refusal(error: BaseException) -> None:
    """A reader's own refusal is a sentence; its death and its time-out are none."""
    if isinstance(error, ReadError):
        assert error.code not in {"reader_died", "reader_timeout"}, error
        assert error.message.endswith("。")


def read_or_refuse(name: str, data: bytes, seconds: float = 15) -> DecodedText | None:
    """What a file gives: its text, or None after a refusal that says what to do; within time."""
    started = time.monotonic()
    try:
        decoded = read_bytes(name, data)
    except ReadError as error:
        _check_refusal(error)
        decoded = None
    assert time.monotonic() - started < seconds
    return decoded


def _variants() -> dict[str, bytes]:
    lines, random, raw = TEXT.split("\n"), Random(7), TEXT.encode()
    gb = TEXT.encode("gb18030")
    texts = {
        "doubled": TEXT * 2,
        "shuffled": shuffle_lines(TEXT, random),
        "reversed": "\n".join(reversed(lines)),
        "each line backwards": "\n".join(line[::-1] for line in lines),
        "returns only": TEXT.replace("\n", "\r"),
        "both line ends": TEXT.replace("\n", "\r\n\r"),
        "blanks": "\u3000 \t\n" * 500 + "\u200b",
        "one line": TEXT.replace("\n", "") * (200_000 // len(TEXT)),
        "brackets": "（" * 5000 + TEXT + "）" * 5000,
        "marks inside": "\ufeff".join(TEXT),
        "separators": TEXT.replace("。", "\u2028").replace("，", "\x0b"),
        "no stops": TEXT.translate(dict.fromkeys(map(ord, "。，；\n"))),
    }
    return {
        **{name: text.encode() for name, text in texts.items()},
        **{f"cut at {n}": raw[: len(raw) * n // 11] for n in range(1, 11)},
        "half of a character": gb[: len(gb) // 2 | 1],
        "two encodings": raw[: len(raw) // 2] + gb[len(gb) // 2 :],
        "bytes flipped": flip_bytes(raw, random),
        "utf-16": TEXT.encode("utf-16"),
        "utf-16 cut": TEXT.encode("utf-16")[:1001],
        "utf-16 of another order": b"\xfe\xff" + TEXT.encode("utf-16-be"),
        "utf-32": TEXT.encode("utf-32"),
        "two marks": b"\xef\xbb\xbf\xef\xbb\xbf" + raw,
        "mark and gb18030": b"\xef\xbb\xbf" + gb,
        "zeros": raw.replace(b"\n", b"\0"),
        "surrogates": b"\xed\xa0\x80" + raw,
    }


VARIANTS = _variants()


@pytest.mark.parametrize("name", VARIANTS)
def test_damaged_plain_text_is_read_or_refused(name: str) -> None:
    decoded = read_or_refuse("损.txt", VARIANTS[name])
    if decoded is not None:
        assert_valid(decoded)


def test_random_damage_to_a_policy_gives_a_valid_result() -> None:
    for number in range(60):
        decoded = read_or_refuse("损.txt", mutate_plain(seeds("plain")[number % 3], Random(number)))
        if decoded is not None:
            assert_valid(decoded)


@pytest.mark.parametrize(
    "text",
    [
        "—5名\n（局负责）",  # two items on one paragraph
        "（二）\n责任：县工\n1.\n责任：",  # a unit in the heading above
        "共" + "1" * 5000 + "家",
    ],
)
def test_what_the_fuzzer_found_gives_a_valid_result(text: str) -> None:
    assert_valid(DecodedText("例.txt", "0" * 64, text, "utf-8"))


# Those that start another program (LibreOffice) have tests of their own.
MODULES = sorted({f.module for f in FORMATS.values() if f.isolated and f.limits.sealed})


@pytest.mark.parametrize("module", MODULES)
def test_random_damage_to_a_file_is_read_or_refused(module: str) -> None:
    read = import_module(f"taizhang.extraction.readers.{module}").read
    for number in range(40):
        random = Random(number)
        sound = seeds(module)[number % len(seeds(module))]
        damage = MUTATORS.get(module, mutate_plain) if number % 4 else flip_bytes
        try:
            decoded = read(damage(sound, random))
        except REFUSALS as error:
            _check_refusal(error)
            continue
        assert wire.unpack(wire.pack_decoded(decoded)).text == decoded.text
        assert_valid(DecodedText("损", "0" * 64, decoded.text, decoded.encoding, decoded.pages))


@pytest.mark.parametrize(
    ("suffix", "build"),
    [
        *(
            (".docx", build)
            for build in (hostile.long_word, hostile.deep_word, hostile.relations_loop)
        ),
        *((".html", build) for build in (hostile.deep_html, hostile.many_cells_html)),
        *(
            (".pdf", build)
            for build in (
                hostile.many_objects_pdf,
                hostile.recursive_pdf,
                hostile.huge_page_pdf,
                hostile.cyclic_pdf,
            )
        ),
        (".ofd", hostile.recursive_ofd),
    ],
)
def test_bombs_and_loops_end_in_time(suffix: str, build) -> None:  # type: ignore[no-untyped-def]
    read_or_refuse(f"弹{suffix}", build())


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_parts_that_unpack_to_too_much_are_refused(suffix: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(f"弹{suffix}", hostile.zip_bomb(suffix))
    assert caught.value.code in {"bomb", "too_large"}


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_parts_that_do_not_fit_their_check_sums_are_refused(suffix: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(f"坏{suffix}", hostile.broken_sums(suffix))
    assert caught.value.code == "damaged"


@pytest.mark.parametrize("suffix", [*SUFFIXES, ".html"])
def test_entities_are_not_expanded(suffix: str) -> None:
    decoded = read_or_refuse(f"弹{suffix}", hostile.entity_bomb(suffix))
    assert decoded is None or len(decoded.text) < 10_000


@pytest.fixture(scope="module")
def canary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that no reading may show."""
    path = tmp_path_factory.mktemp("outside") / "canary.xml"
    path.write_text(f"<w:p><w:r><w:t>{CANARY}</w:t></w:r></w:p>", "utf-8")
    return path


@pytest.mark.parametrize("suffix", [*SUFFIXES, ".html"])
def test_nothing_outside_the_file_is_read(suffix: str, canary: Path) -> None:
    files = [hostile.external_entity(suffix, canary)]
    if suffix in SUFFIXES:
        files.append(hostile.linked_zip(suffix, canary))
    files += [hostile.pointing_relations(canary)] if suffix == ".docx" else []
    files += [hostile.pointing_ofd(canary)] if suffix == ".ofd" else []
    read = import_module(f"taizhang.extraction.readers.{FORMATS[suffix].module}").read
    for data in files:
        try:
            text = read(data).text  # in this process, where files could be opened
        except ReadError:
            continue
        assert CANARY not in text
        assert canary.name not in text or suffix in SUFFIXES
    assert not Path("/tmp/taizhang-canary.txt").exists()


_WATCHED = """
import sys, base64, json
sys.path[:0] = {paths!r}
from importlib import import_module
import taizhang.extraction.readers.wire, encodings.gb18030, encodings.cp437
files = {files!r}
reads = {{module: import_module("taizhang.extraction.readers." + module).read for module in files}}
seen = []
watching = ("open", "socket.", "subprocess.", "os.system", "os.exec", "os.fork", "urllib.")
def watch(event, args):
    if event.startswith(watching):
        seen.append(event + str(args)[:99])
sys.addaudithook(watch)
for module, given in files.items():
    for data in given:
        try:
            reads[module](base64.b64decode(data))
        except Exception as error:
            assert type(error).__name__ == "ReadError", repr(error)
print(json.dumps(seen))
"""


def test_readers_open_no_file_and_no_connection_once_they_are_loaded(canary: Path) -> None:
    import base64

    files = {module: list(seeds(module)) for module in MODULES}
    files["docx"] += [hostile.external_entity(".docx", canary), hostile.pointing_relations(canary)]
    files["ofd"] += [hostile.external_entity(".ofd", canary), hostile.pointing_ofd(canary)]
    given = {m: [base64.b64encode(d).decode() for d in each] for m, each in files.items()}
    script = _WATCHED.format(paths=[str(ROOT / "src")], files=given)
    done = subprocess.run(
        [sys.executable, "-"], input=script, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads(done.stdout) == []


def test_sound_seeds_are_read_whole() -> None:
    for suffix, module in ((".docx", "docx"), (".ofd", "ofd"), (".pdf", "pdf"), (".html", "html")):
        decoded = read_bytes(f"好{suffix}", seeds(module)[0])
        assert LINES[3][:12] in decoded.text
        assert [i.units[0].name for i in extract(decoded).documents[0].items] == [
            "市科技局",
            "市发改委",
        ]
