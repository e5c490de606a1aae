"""What rooms above add to the ledger's pages, without the ledger knowing their names."""

import pytest
from django.db.models import Value
from django.test import Client

from taizhang.ledger import registry
from taizhang.ledger.registry import Column, Panel, register_column, register_panel


@pytest.fixture(autouse=True)
def own_registry(monkeypatch):
    """What a test registers is gone after it."""
    monkeypatch.setattr(registry, "_panels", {})
    monkeypatch.setattr(registry, "_columns", {})


@pytest.fixture
def as_clerk(clerk):
    client = Client()
    client.force_login(clerk)
    return client


def panel(*, may=lambda person: True):
    return Panel(
        key="clock",
        title="时钟",
        may=may,
        query=lambda task, person, moment: {"title": f"{task.number} 还有三天", "text": ""},
        template="registered_panel.html",
    )


@pytest.fixture
def panel_template(settings, tmp_path):
    (tmp_path / "registered_panel.html").write_text("<p>{{ data.title }}</p>", "utf-8")
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "DIRS": [tmp_path]}]


def column(label="灯"):
    return Column(
        name="light",
        label=label,
        annotate=lambda versions, moment: versions.annotate(light=Value("绿灯")),
        cell=lambda version: version.light,
    )


@pytest.mark.django_db
def test_a_registered_column_stands_in_the_list(as_clerk, make_task):
    make_task()
    assert "绿灯" not in as_clerk.get("/ledger/").content.decode()
    register_column(column())
    shown = as_clerk.get("/ledger/").content.decode()
    assert ">灯</th>" in shown
    assert "绿灯" in shown


@pytest.mark.django_db
def test_a_registered_panel_stands_on_the_task_page(as_clerk, make_task, panel_template):
    task = make_task()
    register_panel(panel())
    shown = as_clerk.get(task.get_absolute_url()).content.decode()
    assert "<h2>时钟</h2>" in shown
    assert f"<p>{task.number} 还有三天</p>" in shown


@pytest.mark.django_db
def test_a_panel_is_hidden_from_whom_it_is_not_for(as_clerk, make_task, panel_template):
    task = make_task()
    register_panel(panel(may=lambda person: False))
    assert "时钟" not in as_clerk.get(task.get_absolute_url()).content.decode()


def test_a_name_is_taken_once():
    register_column(column())
    with pytest.raises(ValueError, match="registered twice"):
        register_column(column("另一盏灯"))
