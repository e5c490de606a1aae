"""What a zip says of its parts must hold before anything opens it."""

import io
import zipfile

import pytest

from taizhang.papers import Limits, PaperError, check_archive

LIMITS = Limits()
PIECE = 1 << 16


def archive(data: bytes, compression: int = zipfile.ZIP_DEFLATED) -> bytearray:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as made:
        made.writestr("a.xml", data)
    return bytearray(stream.getvalue())


def check(data: bytes) -> None:
    check_archive(io.BytesIO(data), LIMITS, holding="a.xml")


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, PIECE + 258, 3 * PIECE + 7])
@pytest.mark.parametrize("filling", [b"a", b"ab<c/>"])
def test_a_sound_zip_of_any_length_is_taken(filling: bytes, size: int, compression: int) -> None:
    check(archive((filling * size)[:size], compression))


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_part_that_does_not_fit_its_check_sum_is_refused(compression: int) -> None:
    data = archive(b"<a>100</a>", compression)
    data[data.rfind(b"PK\x01\x02") + 16] ^= 1
    with pytest.raises(PaperError) as caught:
        check(data)
    assert caught.value.code == "damaged"
