"""What rooms above add to the ledger's pages, without the ledger knowing their names."""

import json
from datetime import date

import pytest
from django import forms
from django.db.models import Value
from django.test import Client

from ledger.road import now
from taizhang.ledger import registry
from taizhang.ledger.models import Event
from taizhang.ledger.registry import (
    Column,
    DeskList,
    DeskRows,
    DispatchChoice,
    Panel,
    TaskAction,
    register_column,
    register_desk_list,
    register_dispatch_choice,
    register_panel,
    register_task_action,
)


@pytest.fixture(autouse=True)
def own_registry(monkeypatch):
    """What a test registers is gone after it."""
    for name in ("_panels", "_columns", "_actions", "_dispatch_choices", "_projections"):
        monkeypatch.setattr(registry, name, {})
    monkeypatch.setattr(registry, "_desk_lists", dict(registry._desk_lists))


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


def action(*, may=lambda task, standing: True):
    """A button to a page that takes the number of a task; any such address does."""
    return TaskAction("extension", "申请延期", "ledger:task", may)


@pytest.mark.django_db
def test_a_registered_action_leads_from_the_acts_to_its_page(as_clerk, make_task):
    task = make_task()
    register_task_action(action())
    shown = as_clerk.get(task.get_absolute_url()).content.decode()
    assert f'<a class="button" href="{task.get_absolute_url()}">申请延期</a>' in shown


@pytest.mark.django_db
def test_an_action_is_asked_of_the_task_and_the_standing(as_clerk, make_task):
    task = make_task()
    register_task_action(action(may=lambda task, standing: task.state == "closed"))
    assert "申请延期" not in as_clerk.get(task.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_an_action_stands_where_there_is_no_other_act_and_never_in_the_past(
    make_person, make_task, noon
):
    task = make_task()
    register_task_action(action())
    auditor = Client()
    auditor.force_login(make_person("auditor", "auditor"))
    shown = auditor.get(task.get_absolute_url()).content.decode()
    assert "<h2>办理</h2>" in shown
    past = Event.objects.get(task=task).recorded_at.isoformat()
    shown = auditor.get(task.get_absolute_url(), {"as_of": past}).content.decode()
    assert "申请延期" not in shown


def desk_list(**more):
    found = DeskRows(["待批延期一", "待批延期二"], 2, "没有待批的延期。", "/ledger/")
    parts = {"position": 250, "template": "registered_list.html"} | more
    return DeskList("asked", "等我批延期", lambda person: True, lambda person, now: found, **parts)


@pytest.fixture
def list_template(settings, tmp_path):
    source = "{% for row in list.rows %}<p>{{ row }}</p>{% endfor %}"
    (tmp_path / "registered_list.html").write_text(source, "utf-8")
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "DIRS": [tmp_path]}]


def titles(client):
    return [str(each.title) for each in client.get("/").context["lists"]]


@pytest.mark.django_db
def test_a_registered_list_stands_in_its_place_on_the_desk(as_clerk, list_template):
    register_desk_list(desk_list())
    assert titles(as_clerk) == [
        "今天到期",
        "已经逾期",
        "等我批延期",
        "待交办",
        "等我审核",
        "退回的",
    ]
    assert "<p>待批延期一</p>" in as_clerk.get("/").content.decode()


@pytest.mark.django_db
def test_a_list_takes_the_place_of_another(as_clerk, list_template):
    register_desk_list(desk_list(instead_of="overdue", position=50))
    assert titles(as_clerk) == ["等我批延期", "今天到期", "待交办", "等我审核", "退回的"]


@pytest.mark.django_db
def test_a_list_that_is_not_for_somebody_is_not_on_the_desk(as_clerk, list_template):
    register_desk_list(desk_list())
    registry._desk_lists["none"] = DeskList(
        "none", "没有的", lambda person: True, lambda person, now: None, 1
    )
    registry._desk_lists["never"] = DeskList(
        "never", "不给的", lambda person: False, lambda person, now: pytest.fail("asked"), 2
    )
    assert {"没有的", "不给的"}.isdisjoint(titles(as_clerk))


class KindForm(forms.Form):
    """Fields of another room; what goes into the chain is plain JSON."""

    kind = forms.ChoiceField(label="事项类别", choices=[("ordinary", "一般"), ("major", "重大")])
    by = forms.DateField(label="报送方案", required=False)

    def __init__(self, data, *, prefix, tasks, now):
        super().__init__(data, prefix=prefix, initial={"kind": "major"})
        self.tasks = tasks

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("by") == date(2024, 1, 1):
            raise forms.ValidationError("方案不能在元旦报送。")
        if "by" in cleaned:
            cleaned["by"] = cleaned["by"] and cleaned["by"].isoformat()
        return {**cleaned, "tasks": len(self.tasks)}


@pytest.fixture
def choice():
    register_dispatch_choice(DispatchChoice("supervision", KindForm))


def last_payload(task):
    return json.loads(Event.objects.filter(task=task).last().payload)


@pytest.mark.django_db
def test_choices_of_a_dispatch_stand_on_the_task_page_and_go_into_the_chain(
    as_clerk, make_task, choice
):
    task = make_task()
    shown = as_clerk.get(task.get_absolute_url()).content.decode()
    assert '<option value="major" selected>' in shown
    sent = {"supervision-kind": "ordinary", "supervision-by": "2024-06-10"}
    as_clerk.post(f"{task.get_absolute_url()}dispatch/", sent)
    assert last_payload(task) == {
        "supervision": {"kind": "ordinary", "by": "2024-06-10", "tasks": 1}
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"supervision-kind": "other"}, "other"),
        ({"supervision-kind": "major", "supervision-by": "2024-01-01"}, "方案不能在元旦报送。"),
    ],
)
def test_wrong_choices_are_said_and_nothing_is_dispatched(as_clerk, make_task, choice, sent, said):
    task = make_task()
    answer = as_clerk.post(f"{task.get_absolute_url()}dispatch/", sent)
    assert answer.status_code == 422
    assert answer.content.decode().count(said) >= 1
    as_clerk.post("/ledger/dispatch/", sent | {"task": [task.pk]})
    assert said in as_clerk.get("/ledger/").content.decode()
    assert now(task).state == "confirmed"


@pytest.mark.django_db
def test_many_tasks_are_dispatched_with_one_choice(as_clerk, make_task, choice):
    tasks = [make_task(), make_task()]
    assert 'name="supervision-kind"' in as_clerk.get("/ledger/").content.decode()
    sent = {"task": [task.pk for task in tasks], "supervision-kind": "major"}
    as_clerk.post("/ledger/dispatch/", sent)
    for task in tasks:
        assert last_payload(task) == {"supervision": {"kind": "major", "by": None, "tasks": 2}}


@pytest.mark.django_db
def test_choices_are_checked_over_http_too(as_clerk, make_task, choice):
    task = make_task()
    address = f"/api/ledger/tasks/{task.number}/dispatch"

    def send(kind):
        body = json.dumps({"choices": {"supervision-kind": kind}})
        return as_clerk.post(address, body, "application/json")

    assert send("other").json()["field"] == "supervision-kind"
    assert send("major").json()["state"] == "dispatched"
    assert last_payload(task)["supervision"]["kind"] == "major"
