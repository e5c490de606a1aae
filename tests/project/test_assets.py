"""What pages load is gathered once for each set of files."""

import pytest
from django.contrib.staticfiles import finders

from taizhang.project import assets
from taizhang.project.assets import assets_digest, gather_assets

SHEET = "body { color: #1d2129 }"


@pytest.fixture
def sheet(settings, tmp_path):
    """The only asset there is."""
    source = tmp_path / "assets"
    source.mkdir()
    (source / "sheet.css").write_text(SHEET)
    settings.STATICFILES_DIRS = [source]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "gathered"
    finders.get_finder.cache_clear()
    yield source / "sheet.css"
    finders.get_finder.cache_clear()


def test_the_same_files_are_gathered_once(sheet, settings):
    assert gather_assets() is True
    assert (settings.STATIC_ROOT / "sheet.css").read_text() == SHEET
    assert gather_assets() is False


def test_a_file_that_changed_is_gathered_and_what_is_gone_goes(sheet, settings):
    sheet.with_name("old.css").write_text("p {}")
    gather_assets()
    sheet.write_text("body { color: #000000 }")
    sheet.with_name("old.css").unlink()
    assert gather_assets() is True
    assert (settings.STATIC_ROOT / "sheet.css").read_text() == "body { color: #000000 }"
    assert not (settings.STATIC_ROOT / "old.css").exists()


def test_a_file_of_another_name_makes_another_set(sheet):
    before = assets_digest()
    sheet.rename(sheet.with_name("other.css"))
    assert assets_digest() != before


def test_what_was_broken_off_is_done_again(sheet, settings, monkeypatch):
    gather_assets()
    sheet.write_text("body {}")
    with monkeypatch.context() as broken:
        broken.setattr(assets, "call_command", _clear_and_die(settings.STATIC_ROOT))
        with pytest.raises(KeyboardInterrupt):
            gather_assets()
    sheet.write_text(SHEET)  # as it was when they were gathered whole
    assert gather_assets() is True
    assert (settings.STATIC_ROOT / "sheet.css").read_text() == SHEET


def _clear_and_die(root):
    def die(*_words, **_options):
        for file in root.iterdir():
            file.unlink()
        raise KeyboardInterrupt

    return die


def test_assets_that_somebody_removed_are_gathered_again(sheet, settings):
    gather_assets()
    for file in settings.STATIC_ROOT.iterdir():
        file.unlink()
    assert gather_assets() is True
