"""Time, place and likeness of pictures, from honest cameras and from hostile files."""

import io
import struct
import zlib
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageEnhance

from supervision.photographs import saved, scene
from taizhang.supervision.domain.evidence.pictures import (
    MOST_DIFFERENT,
    bands_of,
    is_telling,
    read_picture,
)

pytestmark = [
    pytest.mark.filterwarnings("ignore::UserWarning:PIL"),
    pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning"),
]
hashes = st.integers(0, 2**64 - 1)


def facts(content):
    return read_picture(io.BytesIO(content))


def differing(one, other):
    return (facts(one).likeness ^ facts(other).likeness).bit_count()


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_camera_time_and_place_are_read(form):
    gps = {1: "N", 2: (30.0, 41.0, 24.0), 3: "E", 4: (111.0, 17.0, 6.0)}
    known = facts(saved(scene(), form, taken="2026:05:20 09:30:00", gps=gps))
    assert known.taken_at == datetime(2026, 5, 20, 1, 30, tzinfo=UTC)
    assert (known.latitude, known.longitude) == (30.69, 111.285)
    assert (known.width, known.height, known.problem) == (640, 480, "")


def test_offset_of_the_camera_is_used_when_it_says_one():
    known = facts(saved(scene(), taken="2026:05:20 09:30:00", offset="-05:30"))
    assert known.taken_at == datetime(2026, 5, 20, 15, 0, tzinfo=UTC)


def test_south_and_west_are_negative():
    gps = {1: "S", 2: (30.0, 0.0, 0.0), 3: "W", 4: (111.0, 30.0, 0.0)}
    known = facts(saved(scene(), gps=gps))
    assert (known.latitude, known.longitude) == (-30.0, -111.5)


@pytest.mark.parametrize(
    "gps",
    [
        {},
        {2: (30.0, 0.0, 0.0)},
        {1: "N", 2: (95.0, 0.0, 0.0), 3: "E", 4: (111.0, 0.0, 0.0)},
        {1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)},
    ],
)
def test_place_that_is_missing_or_not_on_the_globe_is_none(gps):
    assert not facts(saved(scene(), gps=gps)).has_place


@pytest.mark.parametrize("taken", ["", "0000:00:00 00:00:00", "yesterday", "2026-05-20"])
def test_time_that_is_no_time_is_none(taken):
    assert facts(saved(scene(), taken=taken)).taken_at is None


def test_picture_without_camera_data_has_neither():
    known = facts(saved(scene()))
    assert known.taken_at is None
    assert not known.has_place
    assert known.problem == ""


def png_of(width, height):
    """A PNG that only promises its size."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 64)), (b"IEND", b"")]
    parts = [
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.4",
        b"\xff\xd8\xff",
        png_of(60_000, 60_000),
        png_of(12_000, 11_000),
        saved(scene())[:4000],
    ],
)
def test_hostile_or_broken_file_gives_a_sentence(content):
    known = facts(content)
    assert known.problem.endswith("。")
    assert known.likeness is None


@settings(max_examples=150)
@given(st.data())
def test_bytes_changed_by_chance_never_raise(data):
    content = bytearray(saved(scene(size=(64, 48)), taken="2026:05:20 09:30:00", gps={1: "N"}))
    for _ in range(data.draw(st.integers(1, 12))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    read_picture(io.BytesIO(bytes(content)))


@pytest.mark.parametrize("seed", range(8))
def test_same_picture_smaller_and_of_other_quality_is_near(seed):
    picture = scene(seed)
    original = saved(picture)
    smaller = saved(picture.resize((320, 240)), quality=60)
    brighter = saved(ImageEnhance.Brightness(picture).enhance(1.05))
    assert differing(original, smaller) <= MOST_DIFFERENT
    assert differing(original, brighter) <= MOST_DIFFERENT
    assert differing(original, saved(picture, "PNG")) <= MOST_DIFFERENT


def test_different_pictures_are_far():
    kept = [saved(scene(seed)) for seed in range(12)]
    far = [differing(a, b) for a in kept for b in kept if a is not b]
    assert min(far) > MOST_DIFFERENT


def test_plain_surface_tells_nothing():
    assert not is_telling(facts(saved(Image.new("RGB", (640, 480), "white"))).likeness)
    assert is_telling(facts(saved(scene())).likeness)


@given(hashes, st.sets(st.integers(0, 63), max_size=MOST_DIFFERENT))
def test_near_hashes_share_a_band(likeness, flipped):
    other = likeness
    for bit in flipped:
        other ^= 1 << bit
    assert set(bands_of(likeness)) & set(bands_of(other))


@given(hashes)
def test_bands_hold_the_whole_hash_and_never_mix(likeness):
    bands = bands_of(likeness)
    assert [band >> 13 for band in bands] == list(range(5))
    assert sum((band & 0x1FFF) << 13 * number for number, band in enumerate(bands)) == likeness
