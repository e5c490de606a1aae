"""What the package offers, and what a start costs."""

import subprocess
import sys

import pytest

import taizhang.extraction
from taizhang.extraction.readers import is_readable, media_type, suffixes


def test_every_name_that_is_offered_is_there() -> None:
    assert sorted(set(taizhang.extraction.__all__)) == sorted(taizhang.extraction.__all__)
    assert all(hasattr(taizhang.extraction, name) for name in taizhang.extraction.__all__)
    with pytest.raises(AttributeError):
        taizhang.extraction.nothing  # noqa: B018


def test_reading_plain_text_loads_no_reader_of_another_format() -> None:
    code = (
        "import sys; from taizhang.extraction import read_bytes, extract\n"
        "extract(read_bytes('甲.txt', '一、加强领导。'.encode()))\n"
        "heavy = {'lxml', 'selectolax', 'python_calamine', 'pypdfium2', 'docx', 'django'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path), "PYTHONUTF8": "1"},
    )
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("name", "readable"),
    [
        ("通知.DOCX", True),
        ("通知.txt", True),
        ("~$通知.docx", False),
        (".通知.txt", False),
        ("通知.exe", False),
        ("通知", False),
    ],
)
def test_lock_files_and_unknown_suffixes_are_passed_over(name: str, readable: bool) -> None:
    assert is_readable(name) is readable


def test_every_suffix_has_a_media_type() -> None:
    assert all("/" in media_type(f"甲{suffix}") for suffix in suffixes())
    assert media_type("甲.xyz") == "application/octet-stream"
