"""The file itself: equal data give equal bytes, hostile text is only text."""

import datetime as dt
import hashlib
import io
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from sample_papers import BEIJING, bulletin, opened, paper, slip, table, texts

from taizhang.papers.official import FileProperties, Head, Paragraph, write_paper, write_slip

HERE = Path(__file__).parent


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_equal_papers_give_equal_bytes_at_another_time():
    first = write_paper(bulletin()), write_slip(slip())
    time.sleep(2.1)  # a ZIP counts time in steps of two seconds
    assert (write_paper(bulletin()), write_slip(slip())) == first


def test_another_process_in_another_time_zone_gives_the_same_bytes():
    program = (
        "import hashlib, sample_papers as s; from taizhang.papers.official import write_paper;"
        "print(hashlib.sha256(write_paper(s.bulletin())).hexdigest())"
    )
    paths = os.pathsep.join([str(HERE), *sys.path])
    surroundings = os.environ | {"PYTHONPATH": paths, "TZ": "America/Lima", "PYTHONHASHSEED": "7"}
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=surroundings,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == hashlib.sha256(write_paper(bulletin())).hexdigest()


def test_one_changed_character_changes_the_bytes():
    assert write_paper(paper(Paragraph("甲"))) != write_paper(paper(Paragraph("乙")))


def test_properties_are_those_given_and_nothing_of_the_machine():
    moment = dt.datetime(2026, 11, 23, 9, 0, tzinfo=BEIJING)
    core = opened(paper(properties=FileProperties(moment, "督查室", "通报"))).core_properties
    assert core.created == core.modified == dt.datetime(2026, 11, 23, 1, 0, tzinfo=dt.UTC)
    assert (core.author, core.last_modified_by, core.subject) == ("督查室", "督查室", "通报")
    assert (core.title, core.comments) == ("关于重点工作进展情况的通报", "")


def test_file_holds_no_thumbnail_and_nothing_else_of_the_template():
    names = set(parts_of(write_paper(bulletin())))
    assert not [name for name in names if "custom" in name.lower()]
    assert not [name for name in names if "thumbnail" in name or "app.xml" in name]


def test_every_part_that_is_named_is_there():
    parts = parts_of(write_paper(bulletin()))
    named = etree.fromstring(parts["word/_rels/document.xml.rels"])
    assert all("word/" + rel.get("Target") in parts for rel in named)


HOSTILE = "甲\x00\x07\ud800<b>&amp;]]></w:t>\ufffe\u202e“引”\x1b[31m"


def test_hostile_text_is_printed_as_text_or_left_out():
    said = texts(opened(paper(Paragraph(HOSTILE))))[-1]
    assert said == "甲\ufffd<b>&amp;]]></w:t>“引”[31m"


def test_hostile_text_is_safe_in_every_place_of_a_paper():
    hostile = bulletin(
        title=HOSTILE,
        addressee=HOSTILE,
        note=HOSTILE,
        attachments=(HOSTILE,),
        head=Head(HOSTILE, HOSTILE, HOSTILE, HOSTILE),
        properties=FileProperties(dt.datetime(2026, 1, 1), HOSTILE, HOSTILE),
    )
    assert "甲" in texts(opened(hostile))[0]


def test_hostile_text_is_safe_in_every_place_of_a_slip():
    words = ("head", "number", "receiver", "matter", "requirement", "issued_by", "contact")
    document = opened(slip(**dict.fromkeys(words, HOSTILE), unmet=(HOSTILE,)))
    assert "甲" in document.paragraphs[0].text


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_a_paper_that_can_be_read(text):
    lines = [["1", text, text, text]]
    document = opened(paper(Paragraph(text), table(lines=lines, caption=text), title=text))
    for part in parts_of(write_paper(paper(Paragraph(text)))).values():
        if part.startswith(b"<?xml"):
            etree.fromstring(part)
    assert len(document.tables) == 1


def test_unit_name_of_200_characters_is_printed_whole():
    name = "云岭市青石县" * 33 + "某局"
    assert len(name) == 200
    assert opened(slip(receiver=name)).tables[0].rows[0].cells[1].text == name


@pytest.mark.parametrize("offset", [-12, 0, 14])
def test_moment_is_kept_in_universal_time(offset):
    zone = dt.timezone(dt.timedelta(hours=offset))
    at = dt.datetime(2026, 11, 23, 12, 0, tzinfo=zone)
    assert opened(paper(properties=FileProperties(at))).core_properties.created == at
