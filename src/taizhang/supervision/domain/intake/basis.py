"""How a task says where it comes from (依据): 市政府第12次常务会议（2026年3月2日）第三项."""

from datetime import date

from ...models import Instruction, Intake, Matter, Meeting


def record_of(intake: Intake) -> Meeting | Instruction:
    """The meeting or the instruction itself; two queries at most."""
    if isinstance(intake, Meeting | Instruction):
        return intake
    meeting = Meeting.objects.filter(pk=intake.pk).first()
    return meeting or Instruction.objects.get(pk=intake.pk)


def basis_of(record: Meeting | Instruction, matter: Matter) -> str:
    """The name, and which of its lines; at most 1024 characters."""
    place = _place(matter) if matter.label or isinstance(record, Meeting) else ""
    return f"{name_of(record)}{place}"[:1024]


def name_of(record: Meeting | Instruction) -> str:
    """The meeting or instruction in one line, with its day."""
    day = written(record.held_on)
    if isinstance(record, Meeting):
        number = f"，{record.number}" if record.number else ""
        return f"{record.title}（{day}{number}）"
    subject = f"（{record.subject}）" if record.subject else ""
    return f"{record.leader_name}{record.post} {day} 批示{subject}"


def _place(matter: Matter) -> str:
    if matter.label:
        return f"第{matter.label}项" if matter.label.isalnum() else matter.label
    return f"第{matter.position}行"


def written(day: date) -> str:
    """A date as texts write it."""
    return f"{day.year}年{day.month}月{day.day}日"
