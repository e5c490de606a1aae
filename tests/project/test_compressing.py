import pytest
from django.conf import settings
from whitenoise.compress import Compressor


@pytest.mark.parametrize(
    ("name", "is_pressed"),
    [("ninja/redoc.js", True), ("project/screen.css", True), ("ninja/redoc.js.map", False)],
)
def test_only_what_pages_ask_for_is_compressed(name: str, is_pressed: bool) -> None:
    compressor = Compressor(extensions=settings.WHITENOISE_SKIP_COMPRESS_EXTENSIONS)
    assert compressor.should_compress(name) is is_pressed
