"""A wrong setting stops the start with a sentence that names it."""

import re
from pathlib import Path

import pytest

from taizhang.project.environment import (
    VARIABLES,
    Environment,
    SettingError,
    read_environment,
)


def test_unset_and_blank_variables_give_the_default():
    environment = Environment({"TAIZHANG_WORKERS": "  "})
    assert environment.integer("TAIZHANG_WORKERS", 2, least=1, most=64) == 2
    assert environment.flag("TAIZHANG_DEBUG", default=False) is False
    assert environment.names("TAIZHANG_ALLOWED_HOSTS", ["localhost"]) == ["localhost"]


@pytest.mark.parametrize("value", ["0", "65", "-1", "2.5", "二", "１", "1e3"])
def test_integer_outside_its_limits_is_refused_by_name(value):
    with pytest.raises(SettingError, match="TAIZHANG_WORKERS") as caught:
        Environment({"TAIZHANG_WORKERS": value}).integer("TAIZHANG_WORKERS", 2, least=1, most=64)
    assert value in str(caught.value)
    assert caught.value.code == "setting_wrong"


@pytest.mark.parametrize(
    ("value", "meaning"), [("1", True), ("是", True), ("off", False), ("否", False)]
)
def test_flag_is_read_in_both_languages(value, meaning):
    assert Environment({"TAIZHANG_HTTPS": value}).flag("TAIZHANG_HTTPS", default=True) is meaning


def test_flag_of_another_word_is_refused():
    with pytest.raises(SettingError, match="TAIZHANG_HTTPS"):
        Environment({"TAIZHANG_HTTPS": "maybe"}).flag("TAIZHANG_HTTPS", default=False)


@pytest.mark.parametrize("value", ["a,,b", "http://a", "a b", "甲，乙"])
def test_host_names_that_are_none_are_refused(value):
    with pytest.raises(SettingError, match="TAIZHANG_ALLOWED_HOSTS"):
        Environment({"TAIZHANG_ALLOWED_HOSTS": value}).names("TAIZHANG_ALLOWED_HOSTS", [])


def test_data_folder_that_is_a_file_is_refused(tmp_path):
    file = tmp_path / "var"
    file.touch()
    with pytest.raises(SettingError, match="是一个文件"):
        Environment({"TAIZHANG_DATA": str(file)}).folder("TAIZHANG_DATA", "var")


def test_short_secret_is_refused_without_printing_it():
    with pytest.raises(SettingError) as caught:
        Environment({"TAIZHANG_SECRET_KEY": "hunter2"}).secret("TAIZHANG_SECRET_KEY")
    assert "hunter2" not in str(caught.value)


def test_misspelt_variable_is_refused(monkeypatch):
    monkeypatch.setenv("TAIZHANG_UPLOAD_LIMIT", "5")
    with pytest.raises(SettingError, match="TAIZHANG_UPLOAD_LIMIT ") as caught:
        read_environment()
    assert caught.value.code == "setting_unknown"


def test_documentation_lists_exactly_the_settings_there_are():
    text = (Path(__file__).parents[2] / "docs" / "settings.md").read_text("utf-8")
    listed = re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)
    assert sorted(listed) == sorted(VARIABLES)
