"""What a setting can name."""

import pytest

from schemes.what_if.toy import SCHEME, toy_run
from taizhang.schemes import BadSettingError, Kind
from taizhang.schemes.what_if import part_named, parts_of


def test_every_value_of_every_shape_is_a_part_with_its_kind():
    parts = parts_of(SCHEME.definition, toy_run().values)
    assert [(part.path, part.text, part.kind) for part in parts] == [
        ("least_sales", "1", Kind.COUNT),
        ("reward.2", "100", Kind.MONEY),
        ("reward.1", "50", Kind.MONEY),
        ("green.1.bound", "10", Kind.COUNT),
        ("green.1.value", "5", Kind.POINTS),
        ("green.2.bound", "1", Kind.COUNT),
        ("green.2.value", "2", Kind.POINTS),
        ("again", "0.5", Kind.NUMBER),
        ("city", "1", Kind.COUNT),
    ]


def test_each_path_is_what_a_setting_takes():
    run = toy_run()
    for part in parts_of(SCHEME.definition, run.values):
        again = toy_run(**{part.path.replace(".", "__"): part.text})
        assert again.values.settings == run.values.settings


def test_an_unknown_part_is_refused():
    with pytest.raises(BadSettingError, match="reward.9"):
        part_named(SCHEME.definition, toy_run().values, "reward.9")
